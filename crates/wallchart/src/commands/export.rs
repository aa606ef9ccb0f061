//! `export`: the projects as a spreadsheet that can be read again.

use std::path::PathBuf;

use exchange::export::{ExportOptions, to_csv, to_xlsx};
use serde::Serialize;
use zone::Words;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::moment::Moment;
use crate::{output, reading};

const EXAMPLES: &str = "  wallchart export projects.xlsx
  wallchart export projects.csv --known-at report-2016-11 --lang en";

/// 导出项目台账（xlsx 或 csv，可再导入） | Export the projects as xlsx or csv that can be imported
/// again
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 文件，后缀 .xlsx 或 .csv | The file, ending in .xlsx or .csv
    #[arg(value_name = "FILE")]
    file: PathBuf,
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
    let path = &arguments.file;
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let is_workbook = match ending.as_deref() {
        Some("xlsx") => true,
        Some("csv") => false,
        _ => return Err(unknown_ending(path)),
    };
    let view = reading::see(
        context,
        &arguments.moment.known()?,
        arguments.moment.true_on,
    )?;
    let zone = &view.seen.zone;
    let options = ExportOptions {
        true_on: view.seen.true_on,
        lang: context.lang,
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

fn unknown_ending(path: &std::path::Path) -> Failure {
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

fn not_made(why: &str) -> Failure {
    Failure::fault(
        "cli/workbook",
        Words::new(
            format!("工作簿未能生成：{why}"),
            format!("the workbook was not made: {why}"),
        ),
        Words::new("改用 .csv 导出", "export as .csv instead"),
    )
}
