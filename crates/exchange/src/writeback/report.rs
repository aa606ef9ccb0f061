//! What writing back did: cells changed, rows put in, and cells that were left with the reason.

use std::sync::Arc;

use serde::Serialize;
use zone::{ProjectId, Words};

/// What was written into a file, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Cells that hold something else now, in order of place.
    pub changed: Vec<Changed>,
    /// Rows put in.
    pub added: Vec<Added>,
    /// What was left as it is although the zone says otherwise.
    pub kept: Vec<Kept>,
    /// Cells of projects that said what the zone says.
    pub same: usize,
    /// Running projects of the zone that this file is not about.
    pub elsewhere: usize,
}

/// A cell that was changed. Its name is that in the file written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Sheet.
    pub sheet: Arc<str>,
    /// Cell: `C7`.
    pub cell: String,
    /// The project of the row.
    pub project: Option<ProjectId>,
    /// The field of the column; `None` for a running number.
    pub field: Option<zone::Field>,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// A row that was put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Added {
    /// Sheet.
    pub sheet: Arc<str>,
    /// Row, from 1, in the file written.
    pub row: u32,
    /// The section it was put under, if the table has any.
    pub section: Option<Arc<str>>,
    /// The project.
    pub project: ProjectId,
    /// Its name.
    pub name: String,
}

/// Something left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Sheet.
    pub sheet: Arc<str>,
    /// Cell, in the file written.
    pub cell: String,
    /// Why, by a stable code: `exchange/kept-formula`.
    pub code: &'static str,
    /// Why, in words.
    pub what: Words,
}

/// Why something was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeptCause {
    /// A formula stands there: what it shows, what the zone says.
    Formula(String, String),
    /// One cell merged over several projects, which now differ: what the zone says.
    Merged(String),
    /// What stands there could not be read: it, what the zone says.
    Unreadable(String, String),
    /// Several values in one cell in no shape that can be written again.
    Several(String),
    /// The project no longer runs: its name, what became of it.
    NotRunning(String, Words),
    /// The zone knows no project of this row: its name.
    Unknown(String),
    /// Several projects of the zone may be meant: the name.
    Ambiguous(String),
    /// New projects have no place: projects go across, or the file has several reports.
    NoRows(usize),
    /// A text that the encoding of the file cannot hold: the file is UTF-8 now.
    Encoding(&'static str),
    /// The format cannot be written: the file is a new workbook with the same cells.
    Format,
}

impl KeptCause {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            KeptCause::Formula(..) => "exchange/kept-formula",
            KeptCause::Merged(_) => "exchange/kept-merged",
            KeptCause::Unreadable(..) => "exchange/kept-unreadable",
            KeptCause::Several(_) => "exchange/kept-several",
            KeptCause::NotRunning(..) => "exchange/kept-not-running",
            KeptCause::Unknown(_) => "exchange/kept-unknown",
            KeptCause::Ambiguous(_) => "exchange/kept-ambiguous",
            KeptCause::NoRows(_) => "exchange/kept-no-rows",
            KeptCause::Encoding(_) => "exchange/written-as-utf8",
            KeptCause::Format => "exchange/written-as-xlsx",
        }
    }

    pub(crate) fn what(&self) -> Words {
        let words = |both: [&String; 2]| Words::new(both[0].clone(), both[1].clone());
        match self {
            KeptCause::Formula(shown, value) => words(both!(
                "此单元格是公式，未改写；显示 {shown}，挂图中为 {value}",
                "a formula, left as it is; it shows {shown}, the zone says {value}"
            )),
            KeptCause::Merged(value) => words(both!(
                "合并单元格涉及多个项目且取值已不同，未改写；挂图中为 {value}",
                "one cell merged over several projects that now differ; the zone says {value}"
            )),
            KeptCause::Unreadable(shown, value) => words(both!(
                "原内容“{shown}”无法识别，未改写；挂图中为 {value}",
                "{shown:?} could not be read and was left; the zone says {value}"
            )),
            KeptCause::Several(value) => words(both!(
                "一格多值，无法按原样改写；挂图中为 {value}",
                "several values in one cell, in no shape to write again; the zone says {value}"
            )),
            KeptCause::NotRunning(name, word) => {
                let (zh, en) = (&word.zh, &word.en);
                Words::new(
                    format!("“{name}”{zh}，该行保留原样"),
                    format!("{name:?} is {en}; the row was left as it is"),
                )
            }
            KeptCause::Unknown(name) => words(both!(
                "挂图中没有项目“{name}”，该行保留原样",
                "the zone has no project {name:?}; the row was left as it is"
            )),
            KeptCause::Ambiguous(name) => words(both!(
                "挂图中有多个项目可对应“{name}”，该行保留原样",
                "several projects of the zone may be {name:?}; the row was left as it is"
            )),
            KeptCause::NoRows(count) => words(both!(
                "有 {count} 个新项目未写入：该表按列排列项目或含多期报告，请人工添加",
                "{count} new projects were not put in: projects go across here, or there are \
                 several reports; add them by hand"
            )),
            KeptCause::Encoding(name) => words(both!(
                "有文字无法用 {name} 编码表示，文件改存为 UTF-8",
                "some text cannot be written in {name}; the file is UTF-8 now"
            )),
            KeptCause::Format => Words::new(
                "原格式不能写回，已写成 .xlsx：内容相同，格式和公式不保留",
                "this format cannot be written back; written as .xlsx: the same cells, without \
                 formats and formulas",
            ),
        }
    }
}
