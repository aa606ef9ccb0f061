//! Why a file as a whole cannot be taken.

use super::{NOT_TAKEN, SAVE_AGAIN, SPLIT, error};
use crate::limits;
use crate::problem::Told;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileCause {
    /// It has no bytes.
    Empty,
    /// It is something else; the text says what it looks like.
    NotASpreadsheet(&'static str),
    /// It is no text where one was asked for; what it looks like.
    NotADocument(&'static str),
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
    /// A sheet has too many pictures.
    TooManyPictures,
    /// Its bytes are no text in any encoding known here.
    NoText,
    /// It is UTF-8 but for some bytes, first in this line.
    BadBytes(usize),
    /// A quoted field of a csv file is never closed.
    UnclosedQuote,
    /// No sheet has a table with a header.
    NoTable,
    /// The mapping was made for another layout.
    OtherLayout,
    /// A mapping cannot be read.
    BadMapping(String),
    /// Answers cannot be read.
    BadAnswers(String),
    /// It is a file that was filled in, and something is wrong with it.
    FillIn(crate::fill_in::FillInCause),
    /// On the way out: a text that no cell can hold, in UTF-16 units.
    TooLongForCell(usize),
    /// On the way out: more new rows than are put in.
    TooManyNewRows(usize),
}

impl FileCause {
    /// Whether it is about the structure of a file rather than a limit or a lock.
    pub(crate) fn is_of_structure(&self) -> bool {
        matches!(self, FileCause::Damaged(_) | FileCause::NotASpreadsheet(_))
    }

    /// What is told of a file that is something else.
    fn told_of_kind(&self) -> Told {
        let (FileCause::NotASpreadsheet(kind) | FileCause::NotADocument(kind)) = self else {
            return FileCause::NoText.told();
        };
        match self {
            FileCause::NotADocument(_) => error(
                "exchange/not-a-document",
                both!(
                    "这不是可读的文稿，内容像是 {kind}",
                    "not a document that can be read; it looks like {kind}"
                ),
                [
                    "请另存为 .docx、.txt 或 .html，或直接粘贴文字",
                    "Save it as .docx, .txt or .html, or paste its text",
                ],
            ),
            _ => error(
                "exchange/not-a-spreadsheet",
                both!(
                    "这不是电子表格，内容像是 {kind}",
                    "not a spreadsheet; it looks like {kind}"
                ),
                advice(kind),
            ),
        }
    }

    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            FileCause::FillIn(cause) => cause.told(),
            FileCause::TooLongForCell(_) | FileCause::TooManyNewRows(_) => self.told_of_writing(),
            FileCause::Empty => error(
                "exchange/empty",
                ["文件是空的（0 字节）", "the file is empty (0 bytes)"],
                [
                    "请重新导出或重新传送该文件",
                    "Export or send the file again",
                ],
            ),
            FileCause::NotASpreadsheet(_) | FileCause::NotADocument(_) => self.told_of_kind(),
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
            FileCause::BadBytes(line) => error(
                "exchange/bad-bytes",
                both!(
                    "第 {line} 行有损坏的字节，不是完整的 UTF-8 文字",
                    "damaged bytes in line {line}: not UTF-8 throughout"
                ),
                [
                    "请重新导出或重新传送该文件",
                    "Export or send the file again",
                ],
            ),
            _ => self.told_of_table(),
        }
    }

    fn told_of_table(&self) -> Told {
        match self {
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
            FileCause::BadAnswers(detail) => error(
                "exchange/bad-answers",
                both!(
                    "答复文件无法读取：{detail}",
                    "the answers cannot be read: {detail}"
                ),
                ["请检查该 JSON 文件", "Check the JSON file"],
            ),
            _ => self.told_of_limit(),
        }
    }

    fn told_of_writing(&self) -> Told {
        let count = match self {
            FileCause::TooManyNewRows(count) => *count,
            FileCause::TooLongForCell(length) => {
                return error(
                    "exchange/too-long-for-cell",
                    both!(
                        "要写入的文字有 {length} 个字符，单元格最多 32767 个",
                        "a text of {length} characters; a cell holds at most 32,767"
                    ),
                    [
                        "请在挂图中缩短该文字，或导出为 csv",
                        "Shorten the text, or export as csv",
                    ],
                );
            }
            _ => 0,
        };
        error(
            "exchange/too-many-new-rows",
            both!(
                "有 {count} 个新项目要插入该表，上限 20000 行或表格剩余行数",
                "{count} new projects; at most 20,000 rows, or what the sheet has room for"
            ),
            [
                "请改为导出新的项目台账，或只更新已有的行",
                "Export a list of its own, or update the rows there are",
            ],
        )
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
                    "解压后至少 {bytes} 字节，超过上限（200 MiB 或压缩比 100:1），停止读取",
                    "unpacks to {bytes} bytes or more: over 200 MiB or over 100:1"
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
            _ => self.told_of_count(),
        }
    }

    fn told_of_count(&self) -> Told {
        match self {
            FileCause::TooManySheets(count) => error(
                "exchange/too-many-sheets",
                both!(
                    "有 {count} 张工作表，上限 2000",
                    "{count} sheets; at most 2,000"
                ),
                SPLIT,
            ),
            FileCause::TooManyRows => error(
                "exchange/too-many-rows",
                ["行数超过 300000", "more than 300,000 rows"],
                SPLIT,
            ),
            FileCause::TooManyColumns(count) => {
                let most = if *count > usize::from(limits::COLUMNS_MAX) {
                    usize::from(limits::COLUMNS_MAX)
                } else {
                    limits::TABLE_COLUMNS_MAX
                };
                error(
                    "exchange/too-many-columns",
                    both!(
                        "有 {count} 列，上限 {most}",
                        "{count} columns; at most {most}"
                    ),
                    SPLIT,
                )
            }
            FileCause::TooManyPictures => error(
                "exchange/too-many-pictures",
                ["图片超过 10000 张", "more than 10,000 pictures"],
                SPLIT,
            ),
            _ => error(
                "exchange/too-many-cells",
                [
                    "有内容、底色或合并的单元格超过 600 万个",
                    "more than 6,000,000 cells that are filled, coloured or merged",
                ],
                SPLIT,
            ),
        }
    }
}

/// What to do with a file that is something else.
fn advice(kind: &str) -> [&'static str; 2] {
    match kind {
        "Word" | "PowerPoint" | "RTF" | "PDF" | "PNG" | "JPEG" | "GIF" => [
            "请把其中的表格复制后粘贴导入，或存为 .xlsx",
            "Copy the table in it and paste it here, or save it as .xlsx",
        ],
        "Microsoft Project" | "Microsoft Project XML" | "MPX" => [
            "这里只导入台账：请在 Project 中把任务表导出为 .xlsx",
            "Ledgers are imported here: export the table of tasks from Project as .xlsx",
        ],
        "RAR" | "7z" | "gzip" | "zip" | "zip with spreadsheets in it" => [
            "请先解压，再导入其中的表格文件",
            "Unpack it first, then import the spreadsheets in it",
        ],
        "HTML" | "MHTML" | "XML" | "Excel binary workbook (.xlsb)" => SAVE_AGAIN,
        _ => [
            "请选择 .xlsx、.xls、.et、.ods 或 .csv 文件",
            "Choose an .xlsx, .xls, .et, .ods or .csv file",
        ],
    }
}
