//! Why a preview asks.

use zone::Fen;

use super::told;
use crate::problem::{Severity, Told};

/// Why a preview asks. Values are as shown: what is known, what the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionCause {
    /// A row may be about a project of the zone: its name, how many candidates.
    WhichProject(String, usize),
    /// The file no longer has a project: its name.
    Disappeared(String),
    /// A cumulative figure is lower than before: field, known, told.
    LessThanBefore([String; 2], String, String),
    /// The months do not add up to the year: year, sum, plan.
    MonthsDoNotAddUp(i16, Fen, Fen),
    /// More invested than the whole costs: done, whole.
    MoreThanTheWhole(Fen, Fen),
    /// More money received than planned: received, planned.
    MoreThanPlanned(Fen, Fen),
    /// A baseline changed without an adjustment: field, known, told.
    BaselineChanged([String; 2], String, String),
    /// An actual date moved or was removed: field, known, told.
    ActualMoved([String; 2], String, String),
    /// An actual date lies in the future: field, date.
    ActualInFuture([String; 2], String),
    /// The stage goes back: known, told.
    StageBack(String, String),
    /// All reported figures of a row are those of an earlier month: name, since.
    ReprintedRow(String, String),
    /// Nearly all rows are those of an earlier month: rows the same, rows with figures.
    ReprintedReport(usize, usize),
    /// The file is of an earlier year than what is known: its date or year, known.
    EarlierYear(String, String),
    /// The file is of an earlier month than what is known: its date, known.
    EarlierMonth(String, String),
    /// Hardly any row is known: rows known, rows, units known, units.
    OtherZone(usize, usize, usize, usize),
}

impl QuestionCause {
    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            QuestionCause::WhichProject(name, count) => asks(
                "exchange/which-project",
                both!(
                    "“{name}”可能是已有项目（{count} 个相近），请指明是哪一个",
                    "{name:?} may be a project already known ({count} are near): which one is it?"
                ),
                [
                    "选择已有项目，或选“新项目”",
                    "Choose the project, or say that it is new",
                ],
            ),
            QuestionCause::Disappeared(name) => asks(
                "exchange/disappeared",
                both!(
                    "原有项目“{name}”不在本次文件中",
                    "the project {name:?} is not in this file"
                ),
                [
                    "请说明：更名、拆分、合并、停缓建、退出（附文号和日期），或仅本次未列；不答则保持原样",
                    "Say whether it was renamed, split, merged, suspended, withdrawn (document and \
                     date), or left out; unanswered it stays as it is",
                ],
            ),
            _ => self.told_of_progress(),
        }
    }

    fn told_of_progress(&self) -> Told {
        match self {
            QuestionCause::LessThanBefore([zh, en], known, new) => asks(
                "exchange/less-than-before",
                [
                    &format!("{zh}由 {known} 减为 {new}，累计数不应减少"),
                    &format!("{en} falls from {known} to {new}: a cumulative figure does not fall"),
                ],
                ACCEPT_OR_CORRECT,
            ),
            QuestionCause::MonthsDoNotAddUp(year, sum, plan) => {
                let gap = *sum - *plan;
                asks(
                    "exchange/months-do-not-add-up",
                    both!(
                        "{year} 年各月计划合计 {sum}，年计划 {plan}，相差 {gap}",
                        "the months of {year} add up to {sum}, the plan is {plan}: off by {gap}"
                    ),
                    [
                        "更正年计划，或退回单位（本行该年计划不导入）；两者不符不能采信",
                        "Correct the year, or send it back: the row's plan of the year is left out",
                    ],
                )
            }
            QuestionCause::MoreThanTheWhole(done, whole) => asks(
                "exchange/more-than-the-whole",
                both!(
                    "累计完成投资 {done} 超过总投资 {whole}",
                    "invested {done} is more than the total investment {whole}"
                ),
                ACCEPT_OR_CORRECT,
            ),
            QuestionCause::MoreThanPlanned(received, planned) => asks(
                "exchange/more-than-planned",
                both!(
                    "到位资金 {received} 超过计划资金 {planned}",
                    "received {received} is more than the planned funding {planned}"
                ),
                ACCEPT_OR_CORRECT,
            ),
            QuestionCause::StageBack(known, new) => asks(
                "exchange/stage-back",
                both!(
                    "阶段由“{known}”退回“{new}”",
                    "the stage goes back from {known:?} to {new:?}"
                ),
                ACCEPT_OR_CORRECT,
            ),
            _ => self.told_of_dates(),
        }
    }

    fn told_of_dates(&self) -> Told {
        match self {
            QuestionCause::BaselineChanged([zh, en], known, new) => asks(
                "exchange/baseline-changed",
                [
                    &format!("{zh}由 {known} 变为 {new}，没有调整文件"),
                    &format!("{en} changes from {known} to {new} without an adjustment"),
                ],
                [
                    "有调整文件的请采信并写明文号；否则更正或退回单位",
                    "Accept it with the document's number; else correct it or send it back",
                ],
            ),
            QuestionCause::ActualMoved([zh, en], known, new) => asks(
                "exchange/actual-moved",
                [
                    &format!("{zh}由 {known} 变为 {new}，已发生的日期不应变动"),
                    &format!("{en} moves from {known} to {new}: what has happened does not move"),
                ],
                ACCEPT_OR_CORRECT,
            ),
            QuestionCause::ActualInFuture([zh, en], date) => asks(
                "exchange/actual-in-future",
                [
                    &format!("{zh} {date} 在未来"),
                    &format!("{en} {date} lies in the future"),
                ],
                [
                    "更正日期，或退回单位；实际日期只能填已发生的",
                    "Correct the date, or send it back: an actual date has happened",
                ],
            ),
            _ => self.told_of_file(),
        }
    }

    fn told_of_file(&self) -> Told {
        match self {
            QuestionCause::ReprintedRow(name, since) => asks(
                "exchange/reprinted-row",
                both!(
                    "“{name}”各项完成数与 {since} 的完全相同",
                    "all figures of {name:?} are those of {since}"
                ),
                [
                    "如确无进展，无需处理；否则退回单位重报",
                    "Nothing to do if there was no progress; else ask the unit again",
                ],
            ),
            QuestionCause::ReprintedReport(same, all) => asks(
                "exchange/reprinted-report",
                both!(
                    "{all} 行中有 {same} 行的完成数与上期完全相同，可能是上期的文件",
                    "{same} of {all} rows have the very figures of an earlier month: \
                     perhaps the file of that month"
                ),
                [
                    "核对是否传错文件；确属本期的请采信",
                    "Check that it is the right file; accept it if it is",
                ],
            ),
            QuestionCause::EarlierYear(told, known) => asks(
                "exchange/earlier-year",
                both!(
                    "文件是 {told} 的，已有 {known} 的数据",
                    "the file is of {told}; figures of {known} are known"
                ),
                OLDER,
            ),
            QuestionCause::EarlierMonth(told, known) => asks(
                "exchange/earlier-month",
                both!(
                    "文件是 {told} 的，已有 {known} 的数据",
                    "the file is of {told}; figures of {known} are known"
                ),
                OLDER,
            ),
            QuestionCause::OtherZone(known, rows, units, all) => asks(
                "exchange/other-zone",
                both!(
                    "{rows} 行中只有 {known} 行是已有项目，{all} 个责任单位中只有 {units} 个是已有单位，\
                     可能是别的开发区的文件",
                    "only {known} of {rows} rows and {units} of {all} units are known: \
                     perhaps the file of another zone"
                ),
                [
                    "核对是否传错文件；确属本区的请采信",
                    "Check that it is the right file; accept it if it is",
                ],
            ),
            // The rest is told above.
            _ => asks(
                "exchange/question",
                ["请核对", "please check"],
                ACCEPT_OR_CORRECT,
            ),
        }
    }
}

fn asks(code: &'static str, what: [&str; 2], remedy: [&str; 2]) -> Told {
    told(code, Severity::Warning, what, remedy)
}

const ACCEPT_OR_CORRECT: [&str; 2] = [
    "属实的请采信并说明原因；否则更正或退回单位",
    "Accept it with the reason; else correct it or send it back",
];
const OLDER: [&str; 2] = [
    "核对是否传错文件或截至日期；确需补录的请采信",
    "Check the file and its date; accept it if it fills a gap",
];
