//! Why a file that was filled in is not taken.

use super::error;
use crate::fill_in::FillInCause;
use crate::problem::Told;

const ASK_AGAIN: [&str; 2] = [
    "请向调度办公室索取本月的填报表，重新填写后发回",
    "Ask the dispatch office for this month's file, fill it in and send it back",
];
const AS_MADE: [&str; 2] = [
    "请恢复原来的编号和名称再发回；新项目或更名请联系调度办公室",
    "Restore the id and the name; tell the office of new or renamed projects",
];

impl FillInCause {
    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            FillInCause::OtherZone(name) => error(
                "exchange/fill-in-other-zone",
                both!(
                    "这是“{name}”的填报表，不是本开发区的",
                    "this form was made for {name:?}, not for this zone"
                ),
                ["请核对文件来源", "Check where the file came from"],
            ),
            FillInCause::OtherVersion(version) => error(
                "exchange/fill-in-other-version",
                both!(
                    "填报表版式为第 {version} 版，已不使用",
                    "a form of layout version {version}, which is not read here"
                ),
                ASK_AGAIN,
            ),
            FillInCause::MonthClosed(month) => {
                let month = month.strftime("%Y-%m");
                error(
                    "exchange/fill-in-month-closed",
                    both!(
                        "这是 {month} 的填报表，该月已关账",
                        "a form for {month}, which is closed"
                    ),
                    [
                        "请填写本月的填报表；确需更正上月数据，请由调度办公室登记",
                        "Fill in this month's form; the office corrects closed months",
                    ],
                )
            }
            FillInCause::OtherMonth(month, open) => {
                let (month, open) = (month.strftime("%Y-%m"), open.strftime("%Y-%m"));
                error(
                    "exchange/fill-in-other-month",
                    both!(
                        "这是 {month} 的填报表，正在填报的是 {open}",
                        "a form for {month}; the month being reported is {open}"
                    ),
                    ASK_AGAIN,
                )
            }
            _ => self.told_of_cells(),
        }
    }

    fn told_of_cells(&self) -> Told {
        match self {
            FillInCause::MarkerAltered => error(
                "exchange/fill-in-marker-altered",
                [
                    "填报表的隐藏标识被改动，无法确认单位和月份",
                    "the hidden marker of the form was altered: unit and month are not certain",
                ],
                ASK_AGAIN,
            ),
            FillInCause::KeyAltered(shown) => error(
                "exchange/fill-in-key-altered",
                both!(
                    "“{shown}”不是这份填报表中的项目",
                    "{shown:?} is no project of this form"
                ),
                AS_MADE,
            ),
            FillInCause::NameAltered(name, shown) => error(
                "exchange/fill-in-name-altered",
                both!(
                    "项目名称由“{name}”被改为“{shown}”",
                    "the name {name:?} was altered to {shown:?}"
                ),
                AS_MADE,
            ),
            FillInCause::KeyTwice(id) => error(
                "exchange/fill-in-key-twice",
                both!("{id} 在表中出现两次", "{id} stands in two rows"),
                ["请只保留一行", "Keep one of the rows"],
            ),
            _ => error(
                "exchange/fill-in-form-altered",
                [
                    "填报表的“填报”工作表或表头被改动",
                    "the sheet 填报 of the form, or its header, was altered",
                ],
                ASK_AGAIN,
            ),
        }
    }
}
