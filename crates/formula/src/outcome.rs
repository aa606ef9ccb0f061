//! What evaluation takes and gives.
//!
//! Promises three kinds of outcome, never mixed: a value; a value that cannot be known because
//! variables were not reported; a failure of arithmetic with its place. Never a panic.

use crate::schema::VariableIndex;
use crate::span::Span;
use crate::trace::Trace;
use crate::types::Value;

/// Values of the variables at one evaluation; `None` means not reported.
pub trait Inputs {
    /// The value of a variable, if there is one.
    fn get(&self, index: VariableIndex) -> Option<&Value>;
}

impl Inputs for [Option<Value>] {
    fn get(&self, index: VariableIndex) -> Option<&Value> {
        <[Option<Value>]>::get(self, index.index())?.as_ref()
    }
}

impl<const N: usize> Inputs for [Option<Value>; N] {
    fn get(&self, index: VariableIndex) -> Option<&Value> {
        Inputs::get(self.as_slice(), index)
    }
}

impl Inputs for Vec<Option<Value>> {
    fn get(&self, index: VariableIndex) -> Option<&Value> {
        Inputs::get(self.as_slice(), index)
    }
}

/// The result of one evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A value.
    Value(Value),
    /// Cannot be judged: these variables were needed and not reported (sorted, without repeats).
    Missing(Vec<VariableIndex>),
    /// Arithmetic has no answer.
    Failed(Failure),
}

impl Outcome {
    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Outcome::Value(value) => Some(value),
            Outcome::Missing(_) | Outcome::Failed(_) => None,
        }
    }
}

/// An outcome together with the reasons for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The result.
    pub outcome: Outcome,
    /// How it came about.
    pub trace: Trace,
}

/// Why arithmetic has no answer, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_en())]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// The sub-expression in which it went wrong.
    pub span: Span,
}

/// Kinds of [`Failure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// Division by zero, or zero to a negative power.
    DivisionByZero,
    /// A number outside what 28 digits hold.
    Overflow,
    /// Zero to the power zero, root of a negative number, significance of the wrong sign.
    Undefined,
    /// A whole number was needed: power, number of decimals, days added to a date.
    NotWhole,
    /// A power beyond ±100, or more than 28 decimals.
    OutOfRange,
    /// No condition of `IFS` or case of `SWITCH` applied.
    NoMatch,
    /// A date that does not exist in years 1900–9999.
    BadDate,
    /// Text longer than 32,767 characters.
    TextTooLong,
    /// The caller gave a value of another type than the schema says.
    WrongInputType(VariableIndex),
}

impl Failure {
    /// Stable identifier of the kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            FailureKind::DivisionByZero => "formula/division-by-zero",
            FailureKind::Overflow => "formula/overflow",
            FailureKind::Undefined => "formula/undefined",
            FailureKind::NotWhole => "formula/not-whole",
            FailureKind::OutOfRange => "formula/out-of-range",
            FailureKind::NoMatch => "formula/no-match",
            FailureKind::BadDate => "formula/bad-date",
            FailureKind::TextTooLong => "formula/text-too-long",
            FailureKind::WrongInputType(_) => "formula/wrong-input-type",
        }
    }

    /// The cause, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> &'static str {
        self.texts().0
    }

    /// The cause, in English.
    #[must_use]
    pub fn message_en(&self) -> &'static str {
        self.texts().1
    }

    /// What to do, in Chinese.
    #[must_use]
    pub fn remedy_zh(&self) -> &'static str {
        self.texts().2
    }

    /// What to do, in English.
    #[must_use]
    pub fn remedy_en(&self) -> &'static str {
        self.texts().3
    }

    fn texts(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self.kind {
            FailureKind::DivisionByZero => (
                "除数为零",
                "division by zero",
                "先用 IF 判断除数不为零",
                "test the divisor with IF first",
            ),
            FailureKind::Overflow => (
                "数值超出 28 位有效数字的范围",
                "the number does not fit in 28 digits",
                "换用较大的单位（如万元、亿元）",
                "use a larger unit",
            ),
            FailureKind::Undefined => (
                "此处运算没有意义（如负数开方、0 的 0 次方、舍入基数符号不符）",
                "the operation has no meaning here (root of a negative number, 0^0, wrong sign)",
                "先用 IF 排除这种情形",
                "exclude the case with IF first",
            ),
            FailureKind::NotWhole => (
                "此处需要整数",
                "a whole number is needed here",
                "用 INT 或 ROUND 取整",
                "use INT or ROUND",
            ),
            FailureKind::OutOfRange => (
                "乘方或小数位数超出允许范围",
                "the power or the number of decimals is out of range",
                "乘方在 -100 到 100 之间，小数位数在 -28 到 28 之间",
                "powers lie in -100..100, decimals in -28..28",
            ),
            FailureKind::NoMatch => (
                "没有一个条件成立，也没有给出其他情形的结果",
                "no case applies and there is no result for the others",
                "在 IFS 末尾加 TRUE 和结果，或在 SWITCH 末尾加默认结果",
                "end IFS with TRUE and a result, or SWITCH with a default",
            ),
            FailureKind::BadDate => (
                "日期不存在或超出 1900—9999 年",
                "no such date in the years 1900 to 9999",
                "检查年、月、日",
                "check year, month and day",
            ),
            FailureKind::TextTooLong => (
                "文字超过 32767 个字符",
                "the text is longer than 32,767 characters",
                "缩短连接的文字",
                "join less text",
            ),
            FailureKind::WrongInputType(_) => (
                "变量的值与其类型不符",
                "the value of a variable is not of its type",
                "检查变量的来源数据",
                "check the data the variable comes from",
            ),
        }
    }
}
