//! Why a row, a column or a table makes no sense or does not fit the zone.

use zone::Fen;

use super::{SAVE_AGAIN, error, warning};
use crate::problem::Told;

/// Why an answer cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerFault {
    /// The question does not take this answer.
    NotAChoice,
    /// It needs a note.
    NoNote,
    /// It needs a value.
    NoValue,
    /// Its value cannot be read.
    Unreadable(String),
    /// It needs the number of a document.
    NoDocument,
    /// It needs a date.
    NoDate,
    /// It names no project or row.
    NoTarget,
    /// It names one only, where two are needed.
    TooFewTargets,
    /// It names something that is not there.
    UnknownTarget(String),
    /// It names a project that another row is about.
    TakenTarget(String),
    /// What it corrects still contradicts the rest.
    StillWrong,
}

impl AnswerFault {
    /// In Chinese and English.
    fn words(&self) -> [String; 2] {
        let [zh, en] = match self {
            AnswerFault::NotAChoice => [
                "此问题不能这样答复",
                "the question does not take this answer",
            ],
            AnswerFault::NoNote => ["缺少原因（note）", "it needs a reason (note)"],
            AnswerFault::NoValue => ["缺少更正后的值（value）", "it needs a value (value)"],
            AnswerFault::NoDocument => ["缺少文号（document）", "it needs a document (document)"],
            AnswerFault::NoDate => ["缺少生效日期（on）", "it needs a date (on)"],
            AnswerFault::NoTarget => ["没有指明是哪一个（into）", "it does not say which (into)"],
            AnswerFault::TooFewTargets => [
                "拆分至少要有两个去向（into）",
                "a split needs two targets at least (into)",
            ],
            AnswerFault::StillWrong => ["更正后仍不相符", "what it corrects still does not agree"],
            AnswerFault::Unreadable(text) => {
                return [
                    format!("更正值“{text}”无法读取"),
                    format!("its value {text:?} cannot be read"),
                ];
            }
            AnswerFault::UnknownTarget(text) => {
                return [
                    format!("没有“{text}”这个项目或行"),
                    format!("there is no project or row {text:?}"),
                ];
            }
            AnswerFault::TakenTarget(text) => {
                return [
                    format!("“{text}”已由另一行对应"),
                    format!("another row is about {text:?}"),
                ];
            }
        };
        [zh.to_owned(), en.to_owned()]
    }
}

/// Why a row, a column or a table makes no sense or does not fit the zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowCause {
    /// No column says what a project is called.
    NoNameColumn,
    /// A row without name.
    NoName,
    /// Two rows with the same code; the other's cell.
    DuplicateCode(String, String),
    /// Two rows with the same name and owner; the other's cell.
    DuplicateName(String, String),
    /// Two columns for the same field.
    DuplicateField(String),
    /// The finish is before the start: start, finish.
    FinishBeforeStart(String, String),
    /// The forecast or required finish is before the planned start.
    FinishDoubtful(String, String),
    /// A unit nobody knows; names near it.
    UnknownUnit(String, Vec<String>),
    /// The project was found by its name, under another unit: unit in the zone, unit in the row.
    OwnerDiffers(String, String),
    /// A stage on no path of the zone.
    UnknownStage(String),
    /// A stage that is not on the path of the project's nature: stage, nature.
    NotOnPath(String, String),
    /// The day and month of a column cannot be told apart.
    DateOrderDoubtful(String),
    /// Dates of a column contradict each other: day first here, month first there.
    DateOrderMixed(String),
    /// The unit of a money column is nowhere said; the one assumed.
    UnitAssumed(String),
    /// Shares of a column may be fractions or percents.
    ShareDoubtful(String),
    /// A hidden sheet was left out.
    HiddenSheet,
    /// A cell that the clerk decided to leave out: what stands there.
    LeftOut(String),
    /// Names are taken from the code.
    NameFromCode,
    /// The row says no date of its report, where others do.
    NoAsOf,
    /// A purged text stands here; it is not brought back.
    PurgedText,
    /// A total does not agree with its rows: what it says, what they add up to, from which cell to
    /// which.
    TotalDisagrees(Fen, Fen, String),
    /// Rows among the projects that the office hid: how many, which.
    HiddenRows(usize, String),
    /// Columns of the table that the office hid: their headers.
    HiddenColumns(String),
    /// A column without a header that has cells beside projects; how many.
    NoHeader(usize),
    /// The file is of another year than the day it is imported on: its year, that of the day.
    OtherYear(i16, i16),
    /// The file is said to come from a system that nobody defined.
    UnknownSource(String),
    /// So many questions that block wait for an answer.
    Unanswered(usize),
    /// An answer that cannot be used: key of the question, why.
    BadAnswer(String, AnswerFault),
    /// More problems than are listed.
    More(usize),
}

impl RowCause {
    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            RowCause::NoNameColumn => error(
                "exchange/no-name-column",
                [
                    "没有项目名称列，也没有编码列",
                    "no column holds a project's name or code",
                ],
                ["请指定项目名称列", "Say which column holds the name"],
            ),
            RowCause::NoName => error(
                "exchange/no-name",
                ["该行没有项目名称", "the row has no project name"],
                ["请补上名称，或删去该行", "Add the name, or remove the row"],
            ),
            RowCause::DuplicateCode(code, other) => error(
                "exchange/duplicate-code",
                both!(
                    "项目编码 {code} 与 {other} 重复",
                    "code {code} is also in {other}"
                ),
                ["请改正其中一个编码", "Correct one of the two codes"],
            ),
            RowCause::DuplicateName(name, other) => error(
                "exchange/duplicate-name",
                both!(
                    "项目“{name}”与 {other} 名称、责任单位都相同",
                    "{name:?} is also in {other}, with the same unit"
                ),
                ["请区分名称或填写编码", "Tell them apart by name or code"],
            ),
            RowCause::DuplicateField(field) => error(
                "exchange/duplicate-field",
                both!(
                    "另有一列也对应 {field}",
                    "another column also holds {field}"
                ),
                [
                    "请将其中一列改为忽略或自定义",
                    "Set one of them to ignore or custom",
                ],
            ),
            _ => self.told_of_sense(),
        }
    }

    fn told_of_sense(&self) -> Told {
        match self {
            RowCause::FinishBeforeStart(start, finish) => error(
                "exchange/finish-before-start",
                both!(
                    "竣工 {finish} 早于开工 {start}",
                    "finish {finish} is before start {start}"
                ),
                ["请改正日期", "Correct the dates"],
            ),
            RowCause::FinishDoubtful(start, finish) => warning(
                "exchange/finish-doubtful",
                both!(
                    "完成时间 {finish} 早于 {start}",
                    "{finish} is before {start}"
                ),
                ["请核对日期", "Check the dates"],
            ),
            RowCause::UnknownUnit(name, near) => {
                let like = |before: &str| match &*near.join("、") {
                    "" => String::new(),
                    near => format!("{before}{near}"),
                };
                let (like_zh, like_en) = (like("；相近的有："), like("; near names: "));
                error(
                    "exchange/unknown-unit",
                    both!(
                        "没有名为“{name}”的单位{like_zh}",
                        "no unit is called {name:?}{like_en}"
                    ),
                    [
                        "请改正单位名称、登记别名，或允许新建单位",
                        "Correct it, register an alias, or allow units to be created",
                    ],
                )
            }
            _ => self.told_of_doubt(),
        }
    }

    fn told_of_doubt(&self) -> Told {
        match self {
            RowCause::OwnerDiffers(old, new) => warning(
                "exchange/owner-differs",
                both!(
                    "按名称匹配，责任单位由“{old}”变为“{new}”",
                    "by name; unit {old:?} -> {new:?}"
                ),
                [
                    "如不是同一项目，请加编码区分",
                    "If it is another project, give it a code",
                ],
            ),
            RowCause::NotOnPath(stage, nature) => error(
                "exchange/not-on-path",
                both!(
                    "阶段“{stage}”不在“{nature}”的阶段路径上",
                    "stage {stage:?} is not on the path of {nature:?}"
                ),
                [
                    "请改正阶段，或在列对应中指定它相当于哪个阶段",
                    "Correct it, or map it to a stage in the mapping",
                ],
            ),
            RowCause::UnknownStage(stage) => warning(
                "exchange/unknown-stage",
                both!(
                    "阶段“{stage}”不在阶段路径上",
                    "stage {stage:?} is on no stage path"
                ),
                [
                    "可在列对应中指定它相当于哪个阶段",
                    "Map it to a stage in the mapping",
                ],
            ),
            _ => self.told_of_column(),
        }
    }

    fn told_of_column(&self) -> Told {
        match self {
            RowCause::DateOrderDoubtful(text) => warning(
                "exchange/date-order-doubtful",
                both!(
                    "“{text}”一列的日、月先后无法判断，按日在前读取",
                    "day or month first cannot be told, e.g. {text:?}; read as day first"
                ),
                [
                    "如是月在前，请在列对应中指定",
                    "If month first, say so in the mapping",
                ],
            ),
            RowCause::DateOrderMixed(text) => warning(
                "exchange/date-order-mixed",
                both!(
                    "“{text}”与本列其他日期的日月次序不同",
                    "{text:?} contradicts the column"
                ),
                ["请核对该日期", "Check the date"],
            ),
            RowCause::UnitAssumed(unit) => warning(
                "exchange/unit-assumed",
                both!(
                    "没有写明金额单位，按{unit}读取",
                    "no unit of money is stated; read as {unit}"
                ),
                [
                    "如不对，请在列对应中指定",
                    "If wrong, set it in the mapping",
                ],
            ),
            RowCause::ShareDoubtful(text) => warning(
                "exchange/share-doubtful",
                both!(
                    "{text} 可能是比例也可能是百分数",
                    "{text} may be a fraction or a percent"
                ),
                ["请写成带 % 的形式", "Write it with %"],
            ),
            _ => self.told_of_remark(),
        }
    }

    fn told_of_remark(&self) -> Told {
        match self {
            RowCause::HiddenSheet => warning(
                "exchange/hidden-sheet",
                ["隐藏的工作表没有导入", "a hidden sheet was left out"],
                ["如需要，请取消隐藏", "Unhide it if it is needed"],
            ),
            RowCause::LeftOut(text) => warning(
                "exchange/left-out",
                both!(
                    "按列对应的设定略过“{text}”",
                    "left out as the mapping says: {text:?}"
                ),
                [
                    "如需导入，请从列对应中删去此单元格",
                    "Take the cell off the mapping to import it",
                ],
            ),
            RowCause::NameFromCode => warning(
                "exchange/name-from-code",
                [
                    "没有项目名称列，以编码作为名称",
                    "no column of names: codes are used",
                ],
                [
                    "如有名称列，请指定",
                    "Say which column holds the name, if any",
                ],
            ),
            RowCause::NoAsOf => error(
                "exchange/no-as-of",
                ["该行没有填报告日期", "the row has no date of its report"],
                ["请补上报告日期", "Add the date"],
            ),
            RowCause::PurgedText => warning(
                "exchange/purged-text",
                [
                    "原有文字已按规定清除，不会重新写入",
                    "the text was purged; not brought back",
                ],
                [
                    "如确需录入，请单独登记",
                    "Enter it by itself if it must come back",
                ],
            ),
            RowCause::More(count) => warning(
                "exchange/more",
                both!(
                    "另有 {count} 个问题未逐一列出",
                    "{count} more problems are not listed"
                ),
                ["请先改正已列出的", "Correct those listed first"],
            ),
            _ => self.told_of_table(),
        }
    }

    fn told_of_table(&self) -> Told {
        match self {
            RowCause::TotalDisagrees(said, sum, cells) => {
                let gap = *said - *sum;
                warning(
                    "exchange/total-disagrees",
                    both!(
                        "此处写 {said}，各行（{cells}）相加为 {sum}，相差 {gap}",
                        "says {said}, the rows ({cells}) add up to {sum}: off by {gap}"
                    ),
                    [
                        "合计不导入；请核对合计或各行",
                        "Totals are not imported; check the total or the rows",
                    ],
                )
            }
            RowCause::HiddenRows(count, rows) => warning(
                "exchange/hidden-rows",
                both!(
                    "有 {count} 个隐藏行（第 {rows} 行），已一并读取",
                    "{count} hidden rows ({rows}) are read like the others"
                ),
                [
                    "如不应导入，请删去这些行",
                    "Delete them if they are not meant",
                ],
            ),
            RowCause::HiddenColumns(names) => warning(
                "exchange/hidden-columns",
                both!(
                    "隐藏列已一并读取：{names}",
                    "hidden columns are read like the others: {names}"
                ),
                [
                    "如不应导入，请在列对应中设为忽略",
                    "Set them to ignore in the mapping if they are not meant",
                ],
            ),
            RowCause::NoHeader(count) => warning(
                "exchange/no-header",
                both!(
                    "本列没有表头，{count} 个单元格没有导入",
                    "the column has no header: {count} cells are not imported"
                ),
                ["如需要，请补上表头", "Give it a header if it is needed"],
            ),
            RowCause::OtherYear(year, today) => warning(
                "exchange/other-year",
                both!(
                    "文件写的是 {year} 年，现在是 {today} 年：是不是去年的文件？",
                    "the file speaks of {year}, today is in {today}: an old file?"
                ),
                [
                    "如确是补录，请填写数据日期后再应用",
                    "If it is meant, state the date of its figures before applying",
                ],
            ),
            RowCause::UnknownSource(key) => error(
                "exchange/unknown-source",
                both!("没有定义来源系统“{key}”", "there is no source {key:?}"),
                [
                    "请选择已定义的来源系统，或先定义它",
                    "Choose one that is defined, or define it first",
                ],
            ),
            _ => self.told_of_answers(),
        }
    }

    fn told_of_answers(&self) -> Told {
        match self {
            RowCause::Unanswered(count) => error(
                "exchange/unanswered",
                both!(
                    "有 {count} 个问题必须先答复",
                    "{count} questions must be answered first"
                ),
                [
                    "请逐一或按类答复后再导入",
                    "Answer them one by one or by kind, then import",
                ],
            ),
            RowCause::BadAnswer(key, fault) => {
                let [zh, en] = fault.words();
                error(
                    "exchange/bad-answer",
                    both!(
                        "对“{key}”的答复不能用：{zh}",
                        "the answer to {key:?} cannot be used: {en}"
                    ),
                    ["请改正该答复", "Correct the answer"],
                )
            }
            _ => error(
                "exchange/row",
                ["无法导入", "cannot be imported"],
                SAVE_AGAIN,
            ),
        }
    }
}
