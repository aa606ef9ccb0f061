//! The words of refusals about types, results and schemas.
//!
//! Promises one entry for each kind, as `problem_text` does for the others. Decides nothing.

use crate::limits;
use crate::problem::ProblemKind;
use crate::problem_text::{Words, made};
use crate::types::Type;

pub(crate) fn types(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::ArgumentCount {
            function,
            takes_zh,
            takes_en,
            found,
        } => made(
            "formula/argument-count",
            (
                format!("{function} 的参数应为：{takes_zh}；这里有 {found} 个"),
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
                format!("{wanted_en} is wanted here, not {}", found.name_en()),
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
            remedy_for_unlike(*left, *right),
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
        other => orders(other),
    }
}

fn remedy_for_unlike(left: Type, right: Type) -> (&'static str, &'static str) {
    match (left, right) {
        (Type::Number(_), Type::Number(_)) => (
            "先化为同一单位；确要当作纯数时用 N(…)",
            "bring both to one unit first; N(…) makes a plain number, if that is meant",
        ),
        (Type::Date, Type::Number(_)) | (Type::Number(_), Type::Date) => (
            "日期只能加减日历天数，与日期比较",
            "add calendar days to a date, and compare dates with dates",
        ),
        _ => (
            "两边改用同一类型的值",
            "use values of the same type on both sides",
        ),
    }
}

fn orders(kind: &ProblemKind) -> Words {
    match kind {
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

pub(crate) fn results(kind: &ProblemKind) -> Words {
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

pub(crate) fn schema(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::BadVariableName { name } => made(
            "formula/bad-variable-name",
            (
                format!("“{name}”不能作变量名称"),
                format!("`{name}` cannot be the name of a variable"),
            ),
            (
                "名称由文字、数字、下划线组成，不以数字开头，不同于单元格（如 Q1）和函数",
                "use letters, digits and _, no digit first, unlike a cell (Q1) or a function",
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
