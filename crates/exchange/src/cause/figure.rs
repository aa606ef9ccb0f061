//! Why a table of monthly figures, or a cell of it, is not taken.

use std::sync::Arc;

use super::{error, warning};
use crate::problem::Told;

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FigureCause {
    /// No sheet has a row of months above figures.
    NoTable,
    /// Months are named without a year, and nothing above them names one.
    NoYear,
    /// No indicator has this name or code.
    UnknownIndicator(Arc<str>),
    /// No unit has this name.
    UnknownUnit(Arc<str>),
    /// What stands there is no number.
    NotANumber(Arc<str>),
    /// The measure is not that of the indicator, and cannot be converted.
    OtherMeasure {
        /// As the table says.
        given: Arc<str>,
        /// Of the indicator.
        ours: Arc<str>,
    },
    /// The same figure stands in another cell too, with another value.
    Twice(String),
    /// Of a ratio there is a numerator and no denominator, or the other way round.
    OnePart,
    /// The table is said to come from a system that nobody defined.
    UnknownSource(String),
    /// A column of single months; figures are reported to date.
    SingleMonths(Arc<str>),
}

const NAMES: [&str; 2] = [
    "请核对名称；确实不导入的行请删去",
    "Check the name; delete rows that are not to be imported",
];

impl FigureCause {
    /// What is told of a table as a whole.
    fn told_of_table(&self) -> Told {
        match self {
            FigureCause::NoYear => error(
                "exchange/figures-without-year",
                [
                    "表头和标题都没有年份",
                    "neither heading nor title names a year",
                ],
                [
                    "请在标题或表头写上年份",
                    "Write the year into title or heading",
                ],
            ),
            FigureCause::UnknownSource(key) => error(
                "exchange/unknown-source",
                both!("没有定义来源系统“{key}”", "there is no source {key:?}"),
                [
                    "请选择已定义的来源系统，或先定义它",
                    "Choose one that is defined, or define it first",
                ],
            ),
            _ => error(
                "exchange/no-figures",
                [
                    "没有指标月度表：需要一行月份（如 1-3月、2026-03）和一列指标或单位",
                    "no monthly figures: a row of months and a column of indicators or units",
                ],
                ["请按导出的样表整理", "Arrange it like the exported table"],
            ),
        }
    }

    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            FigureCause::UnknownIndicator(shown) => error(
                "exchange/unknown-indicator",
                both!("没有“{shown}”这项指标", "there is no indicator {shown:?}"),
                NAMES,
            ),
            FigureCause::UnknownUnit(shown) => error(
                "exchange/unknown-unit-of-figures",
                both!("没有“{shown}”这个单位", "there is no unit {shown:?}"),
                NAMES,
            ),
            FigureCause::NotANumber(shown) => error(
                "exchange/figure-not-a-number",
                both!("“{shown}”不是数", "{shown:?} is no number"),
                [
                    "请填数字；没有数的留空",
                    "Put a number there, or leave it empty",
                ],
            ),
            FigureCause::OtherMeasure { given, ours } => error(
                "exchange/other-measure",
                both!(
                    "计量单位是“{given}”，指标按“{ours}”填报",
                    "measured in {given:?}, and the indicator in {ours:?}"
                ),
                ["请换算后再导入", "Convert the figures first"],
            ),
            FigureCause::Twice(cell) => error(
                "exchange/figure-twice",
                both!(
                    "同一个数在 {cell} 也有，且不相同",
                    "the same figure stands in {cell} too, and is another"
                ),
                ["请保留正确的一处", "Keep the right one"],
            ),
            FigureCause::OnePart => error(
                "exchange/one-part-of-a-ratio",
                [
                    "只有分子或只有分母",
                    "there is a numerator without a denominator, or the other way round",
                ],
                ["请把分子和分母都填上", "Fill in both"],
            ),
            FigureCause::SingleMonths(shown) => warning(
                "exchange/single-months",
                both!(
                    "“{shown}”是当月数，未取用：指标按年初至今的累计数填报",
                    "{shown:?} holds single months, passed over: figures are to date"
                ),
                ["如需导入，请改为累计数", "Put in figures to date instead"],
            ),
            _ => self.told_of_table(),
        }
    }
}
