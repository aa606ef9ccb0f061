//! The words of every refusal: code, cause and remedy, Chinese and English.
//!
//! Those about types, results and schemas are in `type_text`.
//!
//! Promises one entry for each kind; the compiler holds us to it. Decides nothing.

use crate::limits;
use crate::problem::ProblemKind;
use crate::type_text::{results, schema, types};

/// Code, cause and remedy of one problem.
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) message_zh: String,
    pub(crate) message_en: String,
    pub(crate) remedy_zh: String,
    pub(crate) remedy_en: String,
}

pub(crate) fn made(
    code: &'static str,
    (message_zh, message_en): (impl Into<String>, impl Into<String>),
    (remedy_zh, remedy_en): (impl Into<String>, impl Into<String>),
) -> Words {
    Words {
        code,
        message_zh: message_zh.into(),
        message_en: message_en.into(),
        remedy_zh: remedy_zh.into(),
        remedy_en: remedy_en.into(),
    }
}

/// The words for a kind of problem.
pub(crate) fn words(kind: &ProblemKind) -> Words {
    use ProblemKind as K;
    match kind {
        K::Empty | K::TooLong { .. } | K::TooDeep | K::TooLarge => size(kind),
        K::NotClosed
        | K::NotOpened
        | K::TextNotClosed
        | K::FullWidth { .. }
        | K::ValueWanted
        | K::OperatorWanted
        | K::NotUnderstood { .. }
        | K::BadNumber { .. } => syntax(kind),
        K::UnknownVariable { .. }
        | K::UnknownFunction { .. }
        | K::VolatileFunction { .. }
        | K::CellReference { .. }
        | K::ExternalReference { .. }
        | K::ArrayLiteral
        | K::ErrorLiteral { .. } => names(kind),
        K::ArgumentCount { .. }
        | K::WrongType { .. }
        | K::Unlike { .. }
        | K::NoProduct { .. }
        | K::TextOrder
        | K::BandOrder => types(kind),
        K::ResultType { .. } | K::ResultText { .. } | K::ResultNotLiteral { .. } => results(kind),
        K::BadVariableName { .. } | K::DuplicateName { .. } | K::TooManyVariables { .. } => {
            schema(kind)
        }
    }
}

fn size(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::TooLong { bytes } => made(
            "formula/too-long",
            (
                format!(
                    "公式太长：{bytes} 字节，上限 {} 字节",
                    limits::MAX_SOURCE_BYTES
                ),
                format!(
                    "too long: {bytes} bytes of at most {}",
                    limits::MAX_SOURCE_BYTES
                ),
            ),
            ("拆成几条规则", "split it into several rules"),
        ),
        ProblemKind::TooDeep => made(
            "formula/too-deep",
            (
                "嵌套太深，或连续运算太多".to_owned(),
                "nested too deeply, or too long a chain of operators".to_owned(),
            ),
            (
                "用 IFS、BAND 代替层层 IF，用 SUM 代替一长串加号，或拆成几条规则",
                "use IFS or BAND for nested IF, SUM for a long chain of +, or split the rule",
            ),
        ),
        ProblemKind::TooLarge => made(
            "formula/too-large",
            (
                format!("公式的组成部分太多，上限 {}", limits::MAX_NODES),
                format!("more than {} parts", limits::MAX_NODES),
            ),
            ("拆成几条规则", "split it into several rules"),
        ),
        _ => made(
            "formula/empty",
            ("公式是空的", "the formula is empty"),
            (
                "写一个公式，例如 =IF(进度差<-10%,\"黄\",\"绿\")",
                "write one, e.g. =IF(gap<-10%,\"黄\",\"绿\")",
            ),
        ),
    }
}

fn syntax(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::NotClosed => made(
            "formula/not-closed",
            ("左括号没有配对的右括号", "this parenthesis is never closed"),
            ("补上 )", "add )"),
        ),
        ProblemKind::NotOpened => made(
            "formula/not-opened",
            (
                "右括号没有配对的左括号",
                "this parenthesis was never opened",
            ),
            ("删去 )，或在前面补上 (", "remove ), or add ( before it"),
        ),
        ProblemKind::TextNotClosed => made(
            "formula/text-not-closed",
            ("文字缺少右引号", "this text has no closing quotation mark"),
            ("补上半角引号 \"", "add \""),
        ),
        ProblemKind::FullWidth { found, instead } => made(
            "formula/full-width",
            (
                format!("“{found}”是全角符号"),
                format!("`{found}` is full-width punctuation"),
            ),
            (format!("改为半角 {instead}"), format!("write {instead}")),
        ),
        ProblemKind::ValueWanted => made(
            "formula/value-wanted",
            ("这里缺少一个值", "a value is missing here"),
            (
                "补上变量、数字、文字或函数",
                "add a variable, number, text or function",
            ),
        ),
        ProblemKind::OperatorWanted => made(
            "formula/operator-wanted",
            (
                "两个值之间缺少运算符或逗号",
                "an operator or a comma is missing before this",
            ),
            (
                "补上运算符（+ - * / & < >）或逗号",
                "add an operator (+ - * / & < >) or a comma",
            ),
        ),
        other => characters(other),
    }
}

fn characters(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::BadNumber { text } => made(
            "formula/bad-number",
            (
                format!("数字“{text}”写法不对，或位数太多"),
                format!("`{text}` is not a number of at most 28 digits"),
            ),
            (
                "写成 1234.5 这样，最多 28 位",
                "write it like 1234.5, with at most 28 digits",
            ),
        ),
        other => {
            let text = match other {
                ProblemKind::NotUnderstood { text } => text.as_str(),
                _ => "",
            };
            made(
                "formula/not-understood",
                (
                    format!("看不懂“{text}”"),
                    format!("`{text}` is not understood here"),
                ),
                ("检查此处的写法", "check the spelling here"),
            )
        }
    }
}

fn names(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::UnknownVariable { name, suggestion } => made(
            "formula/unknown-variable",
            (
                format!("没有名为“{name}”的变量"),
                format!("there is no variable `{name}`"),
            ),
            near(
                suggestion.as_deref(),
                ("从变量表中选一个名称", "choose a name from the list"),
            ),
        ),
        ProblemKind::UnknownFunction { name, suggestion } => made(
            "formula/unknown-function",
            (
                format!("没有名为“{name}”的函数"),
                format!("there is no function `{name}`"),
            ),
            near(
                suggestion.as_deref(),
                ("从函数表中选一个函数", "choose a function from the list"),
            ),
        ),
        ProblemKind::VolatileFunction { name } => made(
            "formula/volatile-function",
            (
                format!("函数 {name} 的值会自行变化，规则不能用它"),
                format!("the value of {name} changes by itself; a rule cannot rest on it"),
            ),
            (
                "需要日期时用代表基准日的变量",
                "for a date, use the variable that holds the as-of date",
            ),
        ),
        other => references(other),
    }
}

fn references(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::CellReference { text } => made(
            "formula/cell-reference",
            (
                format!("“{text}”是单元格引用"),
                format!("`{text}` refers to cells"),
            ),
            ("改用变量名称", "use the name of a variable"),
        ),
        ProblemKind::ExternalReference { text } => made(
            "formula/external-reference",
            (
                format!("“{text}”引用了其他工作簿或表格"),
                format!("`{text}` refers to another workbook or table"),
            ),
            ("改用变量名称", "use the name of a variable"),
        ),
        ProblemKind::ArrayLiteral => made(
            "formula/array-literal",
            ("不支持数组 {…}", "arrays {…} are not supported"),
            (
                "把各项写成函数的参数",
                "write the items as arguments of a function",
            ),
        ),
        other => {
            let text = match other {
                ProblemKind::ErrorLiteral { text } => text.as_str(),
                _ => "#",
            };
            made(
                "formula/error-literal",
                (
                    format!("“{text}”是表格的错误值或不支持的写法"),
                    format!("`{text}` is a spreadsheet's error value or not supported"),
                ),
                (
                    "用 IFMISSING、ISMISSING 处理未报的值",
                    "use IFMISSING or ISMISSING for values not reported",
                ),
            )
        }
    }
}

fn near(suggestion: Option<&str>, otherwise: (&str, &str)) -> (String, String) {
    match suggestion {
        Some(name) => (
            format!("是不是“{name}”？"),
            format!("did you mean `{name}`?"),
        ),
        None => (otherwise.0.to_owned(), otherwise.1.to_owned()),
    }
}
