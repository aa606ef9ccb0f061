//! Why a cell cannot be read as what its column holds.

use super::{SAVE_AGAIN, error, warning};
use crate::problem::Told;

/// Why a cell cannot be read as what its column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellCause {
    /// A formula error, such as `#REF!`.
    FormulaError(String),
    /// A formula of which the file holds no value.
    NotComputed,
    /// Not an amount of money.
    NotMoney(String),
    /// More money than there is: a slip of units.
    MoneyTooLarge(String),
    /// Not a percentage.
    NotShare(String),
    /// Not a date.
    NotDate(String),
    /// A month without a year, and no year anywhere.
    NoYear(String),
    /// A quantity that is not one.
    NotQuantity(String),
    /// Not a handling level.
    NotLevel(String),
    /// A state secret.
    StateSecret(String),
    /// A text longer than a cell may hold.
    TooLong(usize),
    /// A number such as 2022.1, which may be January or October.
    MonthDoubtful(String),
    /// The source keeps the value back.
    Withheld(String),
    /// Less than nothing.
    NegativeMoney(String),
    /// Several values where one should stand.
    SeveralValues(String),
    /// 同上 with nothing above it.
    NothingAbove(String),
    /// What stands there is no value; it is kept as a note beside the field.
    KeptAsNote(String),
}

impl CellCause {
    /// Of what stands in a cell instead of a formula's value.
    pub(crate) fn of_formula(error: &str) -> Self {
        if error == crate::book::NOT_COMPUTED {
            CellCause::NotComputed
        } else {
            CellCause::FormulaError(error.to_owned())
        }
    }

    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            CellCause::FormulaError(text) => error(
                "exchange/formula-error",
                both!("公式出错 {text}", "formula error {text}"),
                [
                    "请在原表中改正公式",
                    "Correct the formula in the spreadsheet",
                ],
            ),
            CellCause::NotMoney(text) => error(
                "exchange/not-money",
                both!("“{text}”不是金额", "{text:?} is not an amount of money"),
                [
                    "请填数字，未定可填“待定”",
                    "Enter a number, or 待定 / TBC if not known",
                ],
            ),
            CellCause::MoneyTooLarge(text) => error(
                "exchange/money-too-large",
                both!("金额 {text} 超出范围", "the amount {text} is out of range"),
                ["请核对单位（万元、亿元）", "Check the unit of the column"],
            ),
            CellCause::NotShare(text) => error(
                "exchange/not-a-share",
                both!("“{text}”不是百分比", "{text:?} is not a percentage"),
                ["请填 45、45% 或 0.45", "Enter 45, 45% or 0.45"],
            ),
            CellCause::NotDate(text) => error(
                "exchange/not-a-date",
                both!("“{text}”不是日期", "{text:?} is not a date"),
                [
                    "请填如 2026-05-18、2026年5月，未定可填“待定”",
                    "Enter a date such as 2026-05-18, or 待定 / TBC if not known",
                ],
            ),
            CellCause::NoYear(text) => error(
                "exchange/no-year",
                both!("“{text}”没有年份", "{text:?} has no year"),
                [
                    "请补上年份，或在标题中写明年度",
                    "Add the year, or state it in the title or the mapping",
                ],
            ),
            CellCause::NotQuantity(text) => error(
                "exchange/not-a-quantity",
                both!("“{text}”不是工程量", "{text:?} is not a quantity"),
                ["请填如 5000/3200 平方米", "Enter it as 5000/3200 m²"],
            ),
            CellCause::NotLevel(text) => error(
                "exchange/not-a-level",
                both!("“{text}”不是知悉范围", "{text:?} is not a handling level"),
                [
                    "请填 公开、内部、工作秘密 或 未发布统计",
                    "Enter public, internal, work secret or unpublished statistics",
                ],
            ),
            _ => self.told_of_content(),
        }
    }

    fn told_of_content(&self) -> Told {
        match self {
            CellCause::NotComputed => error(
                "exchange/not-computed",
                [
                    "公式没有计算结果，或循环引用自身",
                    "a formula without a computed value, or one that refers to itself",
                ],
                [
                    "请用 WPS 或 Excel 打开，改正循环引用，保存后再导入",
                    "Open it in WPS or Excel, mend circular references, save, and import again",
                ],
            ),
            CellCause::StateSecret(text) => error(
                "exchange/state-secret",
                both!(
                    "标为“{text}”的内容不得录入本系统",
                    "marked {text:?}: may not be entered"
                ),
                [
                    "请将涉密行从文件中删除，按保密规定另行处理",
                    "Remove the row; handle it under the rules for secrets",
                ],
            ),
            CellCause::TooLong(chars) => error(
                "exchange/text-too-long",
                both!(
                    "文字 {chars} 个字符，上限 32767",
                    "{chars} characters; at most 32,767"
                ),
                [
                    "请缩短文字或作为附件",
                    "Shorten the text or attach it as a file",
                ],
            ),
            CellCause::MonthDoubtful(text) => warning(
                "exchange/month-doubtful",
                both!(
                    "数字 {text} 可能是 1 月也可能是 10 月，按 1 月读取",
                    "the number {text} may be January or October; read as January"
                ),
                [
                    "如是 10 月，请改为文字或日期",
                    "If October is meant, write it as a date",
                ],
            ),
            CellCause::Withheld(text) => warning(
                "exchange/withheld",
                both!(
                    "来源未公开该值：{text}",
                    "the source keeps the value back: {text}"
                ),
                ["按“无值”处理", "Taken as having no value"],
            ),
            CellCause::NegativeMoney(text) => error(
                "exchange/negative-money",
                both!("金额为负：{text}", "the amount is negative: {text}"),
                [
                    "请填写核减后的金额",
                    "Enter the amount that is left after the reduction",
                ],
            ),
            _ => self.told_of_words(),
        }
    }

    fn told_of_words(&self) -> Told {
        match self {
            CellCause::SeveralValues(text) => error(
                "exchange/several-values",
                both!(
                    "“{text}”里有不止一个值，不作猜测",
                    "{text:?} holds more than one value; none is guessed"
                ),
                [
                    "请在列对应中把该列拆成两列，或在原表中分填，或保留为附注",
                    "Split the column in the mapping, write them apart, or keep it as a note",
                ],
            ),
            CellCause::NothingAbove(text) => error(
                "exchange/nothing-above",
                both!(
                    "写着“{text}”，但上方没有可沿用的内容",
                    "{text:?} points to the cell above, where nothing stands"
                ),
                ["请写明内容", "Write out what is meant"],
            ),
            CellCause::KeptAsNote(text) => warning(
                "exchange/kept-as-note",
                both!(
                    "“{text}”不是本列要的值，已作为附注保留，该值未更新",
                    "{text:?} is no value of this column: kept as a note, the value is untouched"
                ),
                [
                    "如应有值，请在原表中改正",
                    "Correct the spreadsheet if there should be a value",
                ],
            ),
            _ => error("exchange/cell", ["无法读取", "cannot be read"], SAVE_AGAIN),
        }
    }
}
