//! Every reason for which a file, a cell or a row is refused or remarked upon, with its words.

use zone::{Fen, Words};

use crate::problem::{Severity, Told};

/// Why a file as a whole cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileCause {
    /// It has no bytes.
    Empty,
    /// It is something else; the text says what it looks like.
    NotASpreadsheet(&'static str),
    /// It is protected by a password.
    Encrypted,
    /// A workbook of the format before 2007, or of an office program's own.
    OldFormat,
    /// The container breaks off.
    Truncated,
    /// Its parts cannot be read.
    Damaged(String),
    /// It is larger than is taken.
    TooLarge(u64),
    /// It unpacks to more than is taken.
    Bomb(u64),
    /// Its container has too many entries.
    TooManyEntries(usize),
    /// Its XML is nested too deeply.
    XmlDepth(String),
    /// Its XML declares a document type.
    XmlDtd(String),
    /// It has too many sheets.
    TooManySheets(usize),
    /// A sheet has too many rows.
    TooManyRows,
    /// A sheet or table has too many columns.
    TooManyColumns(usize),
    /// It has too many filled cells.
    TooManyCells,
    /// Its bytes are no text in any encoding known here.
    NoText,
    /// A quoted field of a csv file is never closed.
    UnclosedQuote,
    /// No sheet has a table with a header.
    NoTable,
    /// The mapping was made for another layout.
    OtherLayout,
    /// A mapping cannot be read.
    BadMapping(String),
}

/// Why a cell cannot be read as what its column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellCause {
    /// A formula error, such as `#REF!`.
    FormulaError(String),
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
    /// The twelve months do not add up to the year: sum of months, year.
    MonthsDoNotAddUp(i16, Fen, Fen),
    /// The finish is before the start: start, finish.
    FinishBeforeStart(String, String),
    /// The forecast or required finish is before the planned start.
    FinishDoubtful(String, String),
    /// A unit nobody knows; names near it.
    UnknownUnit(String, Vec<String>),
    /// Several projects could be meant.
    AmbiguousMatch(String, usize),
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
    /// More problems than are listed.
    More(usize),
}

fn error(code: &'static str, what: [&str; 2], remedy: [&str; 2]) -> Told {
    told(code, Severity::Error, what, remedy)
}

fn warning(code: &'static str, what: [&str; 2], remedy: [&str; 2]) -> Told {
    told(code, Severity::Warning, what, remedy)
}

fn told(code: &'static str, severity: Severity, what: [&str; 2], remedy: [&str; 2]) -> Told {
    Told {
        code,
        severity,
        what: Words::new(what[0], what[1]),
        remedy: Words::new(remedy[0], remedy[1]),
    }
}

/// `format!` twice: in Chinese and in English.
macro_rules! both {
    ($zh:literal, $en:literal) => {
        [&format!($zh), &format!($en)]
    };
}

const SAVE_AGAIN: [&str; 2] = [
    "请用 WPS 或 Excel 打开后另存为 .xlsx 再导入",
    "Open it in WPS or Excel, save it as .xlsx, and import that",
];
const SPLIT: [&str; 2] = [
    "请删去无关内容或分成几个文件再导入",
    "Remove what is not needed, or split the file",
];
const NOT_TAKEN: [&str; 2] = [
    "这不是正常办公软件保存的文件，未作任何导入；请向来源核实",
    "No office program writes such a file; nothing was imported; ask where it came from",
];

impl FileCause {
    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            FileCause::Empty => error(
                "exchange/empty",
                ["文件是空的（0 字节）", "the file is empty (0 bytes)"],
                [
                    "请重新导出或重新传送该文件",
                    "Export or send the file again",
                ],
            ),
            FileCause::NotASpreadsheet(kind) => error(
                "exchange/not-a-spreadsheet",
                both!(
                    "这不是电子表格，内容像是 {kind}",
                    "not a spreadsheet; it looks like {kind}"
                ),
                ["请选择 .xlsx 或 .csv 文件", "Choose an .xlsx or .csv file"],
            ),
            FileCause::Encrypted => error(
                "exchange/encrypted",
                ["文件设有打开密码", "the file is protected by a password"],
                [
                    "请在 WPS 或 Excel 中取消打开密码后另存，再导入",
                    "Remove the password in WPS or Excel, save, and import again",
                ],
            ),
            FileCause::OldFormat => error(
                "exchange/old-format",
                [
                    "这是 .xls 或 .et 旧格式工作簿",
                    "a workbook in the old .xls or .et format",
                ],
                SAVE_AGAIN,
            ),
            FileCause::Truncated => error(
                "exchange/truncated",
                ["文件不完整，后半部分缺失", "the file is cut off"],
                ["请重新传送该文件", "Send the file again"],
            ),
            FileCause::Damaged(detail) => error(
                "exchange/damaged",
                both!("文件已损坏：{detail}", "the file is damaged: {detail}"),
                SAVE_AGAIN,
            ),
            FileCause::NoText => error(
                "exchange/no-text",
                ["无法识别文件的文字编码", "the text encoding is not known"],
                [
                    "请另存为 UTF-8 编码的 csv 或 .xlsx",
                    "Save it as UTF-8 csv or as .xlsx",
                ],
            ),
            FileCause::UnclosedQuote => error(
                "exchange/unclosed-quote",
                [
                    "从此单元格起引号没有配对",
                    "a quotation mark opened here is never closed",
                ],
                [
                    "请补上引号，或另存为 .xlsx",
                    "Close it, or save the file as .xlsx",
                ],
            ),
            FileCause::NoTable => error(
                "exchange/no-table",
                [
                    "没有找到带表头的项目表",
                    "no table of projects with a header was found",
                ],
                [
                    "表头至少要有“项目名称”或编码一列；也可以手工指定列",
                    "The header needs at least a project name or code; or map columns by hand",
                ],
            ),
            FileCause::OtherLayout => error(
                "exchange/other-layout",
                [
                    "列对应关系是为另一种表格做的，其中的列在此文件中找不到",
                    "the mapping was made for another layout: its columns are not in this file",
                ],
                [
                    "请重新识别列后核对",
                    "Let the columns be guessed again, then check them",
                ],
            ),
            FileCause::BadMapping(detail) => error(
                "exchange/bad-mapping",
                both!(
                    "列对应文件无法读取：{detail}",
                    "the mapping cannot be read: {detail}"
                ),
                ["请检查该 JSON 文件", "Check the JSON file"],
            ),
            _ => self.told_of_limit(),
        }
    }

    fn told_of_limit(&self) -> Told {
        match self {
            FileCause::TooLarge(bytes) => {
                let mib = bytes / (1024 * 1024);
                error(
                    "exchange/too-large",
                    both!(
                        "文件 {mib} MiB，超过 20 MiB 上限",
                        "{mib} MiB; at most 20 MiB"
                    ),
                    SPLIT,
                )
            }
            FileCause::Bomb(bytes) => error(
                "exchange/bomb",
                both!(
                    "解压到 {bytes} 字节时已超过上限（200 MiB 或压缩比 100:1），停止读取",
                    "unpacking stopped at {bytes} bytes: over 200 MiB or over 100:1"
                ),
                NOT_TAKEN,
            ),
            FileCause::TooManyEntries(count) => error(
                "exchange/too-many-entries",
                both!(
                    "压缩包内有 {count} 个条目，上限 10000",
                    "{count} entries; at most 10,000"
                ),
                NOT_TAKEN,
            ),
            FileCause::XmlDepth(part) => error(
                "exchange/xml-depth",
                both!("{part} 嵌套超过 64 层", "{part} is nested deeper than 64"),
                NOT_TAKEN,
            ),
            FileCause::XmlDtd(part) => error(
                "exchange/xml-dtd",
                both!(
                    "{part} 声明了文档类型或实体",
                    "{part} declares a document type"
                ),
                NOT_TAKEN,
            ),
            FileCause::TooManySheets(count) => error(
                "exchange/too-many-sheets",
                both!(
                    "有 {count} 张工作表，上限 200",
                    "{count} sheets; at most 200"
                ),
                SPLIT,
            ),
            FileCause::TooManyRows => error(
                "exchange/too-many-rows",
                ["行数超过 300000", "more than 300,000 rows"],
                SPLIT,
            ),
            FileCause::TooManyColumns(count) => error(
                "exchange/too-many-columns",
                both!("有 {count} 列，上限 200", "{count} columns; at most 200"),
                SPLIT,
            ),
            _ => error(
                "exchange/too-many-cells",
                [
                    "非空单元格超过 600 万个",
                    "more than 6,000,000 filled cells",
                ],
                SPLIT,
            ),
        }
    }
}

impl CellCause {
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
            _ => error("exchange/cell", ["无法读取", "cannot be read"], SAVE_AGAIN),
        }
    }
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
            RowCause::MonthsDoNotAddUp(year, sum, plan) => {
                let gap = *sum - *plan;
                error(
                    "exchange/months-do-not-add-up",
                    both!(
                        "{year} 年各月计划合计 {sum}，年计划 {plan}，相差 {gap}",
                        "the months of {year} add up to {sum}, the year plan is {plan}: off by {gap}"
                    ),
                    ["请改正月计划或年计划", "Correct the months or the year"],
                )
            }
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
                let near = near.join("、");
                error(
                    "exchange/unknown-unit",
                    both!(
                        "没有名为“{name}”的单位；相近的有：{near}",
                        "no unit is called {name:?}; near names: {near}"
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
            RowCause::AmbiguousMatch(name, count) => error(
                "exchange/ambiguous-match",
                both!(
                    "有 {count} 个项目都叫“{name}”",
                    "{count} projects are called {name:?}"
                ),
                ["请填写编码或责任单位", "Give its code or its unit"],
            ),
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
            _ => error(
                "exchange/row",
                ["无法导入", "cannot be imported"],
                SAVE_AGAIN,
            ),
        }
    }
}
