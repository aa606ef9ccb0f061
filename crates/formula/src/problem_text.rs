//! The words of every refusal: code, cause and remedy, Chinese and English.
//!
//! Promises one entry for each kind; the compiler holds us to it. Decides nothing.

use crate::limits;
use crate::problem::ProblemKind;

/// Code, cause and remedy of one problem.
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) message_zh: String,
    pub(crate) message_en: String,
    pub(crate) remedy_zh: String,
    pub(crate) remedy_en: String,
}

fn made(
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

fn types(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::ArgumentCount {
            function,
            takes_zh,
            takes_en,
            found,
        } => made(
            "formula/argument-count",
            (
                format!("{function} 需要{takes_zh}，这里有 {found} 个"),
                format!("{function} takes {takes_en}; {found} given"),
            ),
            ("增加或删去参数", "add or remove arguments"),
        ),
        ProblemKind::WrongType {
            wanted_zh,
            wanted_en,
            found,
        } => made(
            "formula/wrong-type",
            (
                format!("这里需要{wanted_zh}，而这是{}", found.name_zh()),
                format!("{wanted_en} is wanted here; this is {}", found.name_en()),
            ),
            (
                "换一个变量，或先作比较、换算",
                "use another variable, or compare or convert first",
            ),
        ),
        ProblemKind::Unlike { left, right } => made(
            "formula/unlike",
            (
                format!(
                    "{}与{}不能相加减、比较或互为分支",
                    left.name_zh(),
                    right.name_zh()
                ),
                format!(
                    "{} and {} cannot be added, compared or be results of one choice",
                    left.name_en(),
                    right.name_en()
                ),
            ),
            (
                "先化为同一单位；确要当作纯数时用 N(…)",
                "bring both to one unit first; N(…) makes a plain number, if that is meant",
            ),
        ),
        ProblemKind::NoProduct { left, right } => made(
            "formula/no-product",
            (
                format!("{}与{}之间不能作这种运算", left.name_zh(), right.name_zh()),
                format!(
                    "this operation is not defined for {} and {}",
                    left.name_en(),
                    right.name_en()
                ),
            ),
            (
                "先除以同一单位的量化为比值",
                "divide by a quantity of the same unit first, to get a ratio",
            ),
        ),
        ProblemKind::TextOrder => made(
            "formula/text-order",
            ("文字不能比大小", "texts have no order"),
            ("文字只用 = 或 <> 比较", "compare texts with = or <> only"),
        ),
        _ => made(
            "formula/band-order",
            (
                "BAND 的上限没有从小到大排列",
                "the limits of BAND do not ascend",
            ),
            ("把上限从小到大排列", "put the limits in ascending order"),
        ),
    }
}

fn results(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::ResultType { wanted, found } => made(
            "formula/result-type",
            (
                format!(
                    "结果应为{}，而公式给出{}",
                    wanted.name_zh(),
                    found.name_zh()
                ),
                format!(
                    "the result must be {}; the formula gives {}",
                    wanted.name_en(),
                    found.name_en()
                ),
            ),
            ("改写公式的结果", "change the formula's result"),
        ),
        ProblemKind::ResultText { text, allowed } => made(
            "formula/result-text",
            (
                format!("结果“{text}”不在允许的范围内"),
                format!("the result `{text}` is not allowed"),
            ),
            (
                format!("只能是：{}", allowed.join("、")),
                format!("it must be one of: {}", allowed.join(", ")),
            ),
        ),
        other => {
            let allowed: &[String] = match other {
                ProblemKind::ResultNotLiteral { allowed } => allowed,
                _ => &[],
            };
            made(
                "formula/result-not-literal",
                (
                    "结果是算出来的文字，无法事先检查",
                    "the result is computed text, which cannot be checked beforehand",
                ),
                (
                    format!("直接写出结果：{}", allowed.join("、")),
                    format!("write the result out: {}", allowed.join(", ")),
                ),
            )
        }
    }
}

fn schema(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::BadVariableName { name } => made(
            "formula/bad-variable-name",
            (
                format!("“{name}”不能作变量名称"),
                format!("`{name}` cannot be the name of a variable"),
            ),
            (
                "名称由文字、数字、下划线组成，不以数字开头，不同于单元格（如 Q1）和函数",
                "use letters, digits and _, not starting with a digit, unlike a cell (Q1) or function",
            ),
        ),
        ProblemKind::DuplicateName { name } => made(
            "formula/duplicate-name",
            (
                format!("名称“{name}”属于两个变量"),
                format!("the name `{name}` belongs to two variables"),
            ),
            ("给其中一个换名称", "rename one of them"),
        ),
        other => {
            let count = match other {
                ProblemKind::TooManyVariables { count } => *count,
                _ => 0,
            };
            made(
                "formula/too-many-variables",
                (
                    format!("变量太多：{count} 个，上限 {}", limits::MAX_VARIABLES),
                    format!("{count} variables of at most {}", limits::MAX_VARIABLES),
                ),
                ("减少变量", "use fewer variables"),
            )
        }
    }
}
