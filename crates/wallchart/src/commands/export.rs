//! `export`: the projects as a spreadsheet that can be read again, or a ledger that came in with
//! today's figures in it.

use std::path::{Path, PathBuf};

use exchange::export::{ExportOptions, to_csv, to_xlsx};
use serde::Serialize;
use zone::Words;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::moment::Moment;
use crate::{as_imported, fill_in, output, reading};

const EXAMPLES: &str = "  wallchart export projects.xlsx
  wallchart export projects.csv --known-at report-2016-11 --lang en
  wallchart export --as-imported -o 台账.xlsx
  wallchart export --as-imported A3 -o 台账.xlsx --true-on 2026-05-31
  wallchart export --checked-copy -o copy.xlsx
  wallchart export --fill-in -o forms.zip
  wallchart export --fill-in 商务局 --month 2026-06 -o form.xlsx";

/// 导出项目台账（可再导入），或把最新数据写回导入的原文件 | Export the projects so that they can be
/// imported again, or write today's figures into a ledger that came in
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 文件，后缀 .xlsx 或 .csv | The file, ending in .xlsx or .csv
    #[arg(value_name = "FILE", required_unless_present = "output")]
    file: Option<PathBuf>,
    /// 写到此文件 | Write to this file
    #[arg(short, long, value_name = "FILE", conflicts_with = "file")]
    output: Option<PathBuf>,
    /// 把最新数据写回导入的原文件（默认最近一次导入；可给编号、文件名或路径） | Write today's figures
    /// into a ledger that came in: the last one, or by number, name or path
    #[arg(long, value_name = "LEDGER", num_args = 0..=1, default_missing_value = "",
        requires = "output")]
    as_imported: Option<String>,
    /// 写回时不为新项目加行 | Writing into a ledger, put in no rows for new projects
    #[arg(long, requires = "as_imported")]
    no_new_rows: bool,
    /// 校验副本：下拉列表、锁定编号名称、亮灯列 | A copy to work in: lists, locked keys, lights
    #[arg(long, conflicts_with = "as_imported")]
    checked_copy: bool,
    /// 各单位填报表（zip），或一个单位的填报表（xlsx） | Files for units to fill in (a zip), or one unit's
    #[arg(long, value_name = "UNIT", num_args = 0..=1, default_missing_value = "",
        requires = "output", conflicts_with_all = ["as_imported", "checked_copy"])]
    fill_in: Option<String>,
    /// 填报月份（默认当前周期） | The month to fill in; the open cycle's unless named
    #[arg(long, value_name = "YYYY-MM", requires = "fill_in")]
    month: Option<String>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document {
    file: String,
    record: reading::Record,
    true_on: jiff::civil::Date,
    projects: usize,
    bytes: usize,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let path = arguments.output.as_ref().or(arguments.file.as_ref());
    let path = path.map_or_else(|| Path::new(""), PathBuf::as_path);
    let see = || {
        let known = arguments.moment.known()?;
        reading::see(context, &known, arguments.moment.true_on)
    };
    if let Some(which) = &arguments.as_imported {
        return as_imported::run(context, &see()?, which, path, !arguments.no_new_rows);
    }
    if let Some(unit) = &arguments.fill_in {
        return fill_in::run(context, &see()?, unit, arguments.month.as_deref(), path);
    }
    if arguments.checked_copy {
        return fill_in::copy(context, &see()?, path);
    }
    let is_workbook = match ending(path).as_deref() {
        Some("xlsx") => true,
        Some("csv") => false,
        _ => return Err(unknown_ending(path)),
    };
    let view = see()?;
    let zone = &view.seen.zone;
    let options = ExportOptions {
        true_on: view.seen.true_on,
        lang: context.lang,
        reader: None,
    };
    let bytes = if is_workbook {
        to_xlsx(zone, &view.library, options).map_err(|error| not_made(&error.to_string()))?
    } else {
        to_csv(zone, &view.library, options)
    };
    output::write(path, &bytes)?;
    let on = view.seen.true_on;
    let projects = zone
        .projects
        .values()
        .filter(|own| own.exists_on(on))
        .count();
    let file = path.display().to_string();
    let text = say!(
        context.lang,
        "{projects} 个项目（截至 {on}）已写入 {file}",
        "{projects} projects, true on {on}, written to {file}"
    );
    let document = Document {
        file,
        record: reading::record(&view),
        true_on: on,
        projects,
        bytes: bytes.len(),
    };
    Ok(Answer::new(text, &document))
}

/// What follows the last full stop of a file's name, in lower case.
pub(super) fn ending(path: &Path) -> Option<String> {
    let ending = path.extension()?;
    Some(ending.to_string_lossy().to_ascii_lowercase())
}

pub(super) fn unknown_ending(path: &Path) -> Failure {
    let path = path.display();
    Failure::refused(
        "cli/unknown-ending",
        Words::new(
            format!("从 {path} 的后缀看不出要 xlsx 还是 csv"),
            format!("the ending of {path} says neither xlsx nor csv"),
        ),
        Words::new("把文件命名为 .xlsx 或 .csv", "name the file .xlsx or .csv"),
    )
}

pub(super) fn not_made(why: &str) -> Failure {
    Failure::fault(
        "cli/workbook",
        Words::new(
            format!("工作簿未能生成：{why}"),
            format!("the workbook was not made: {why}"),
        ),
        Words::new("改用 .csv 导出", "export as .csv instead"),
    )
}
