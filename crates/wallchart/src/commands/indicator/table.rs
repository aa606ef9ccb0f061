//! `indicator import` and `indicator export`: a year's monthly figures as the office's own table.

use std::path::PathBuf;

use exchange::Severity;
use exchange::figures::{Change, Figures, Reading, read, to_csv, to_xlsx};
use serde::Serialize;
use serde_json::json;
use zone::decide::Moment as Deciding;
use zone::indicator::ValueState;
use zone::view::indicator::series_name;
use zone::{Actor, Lang, Refusal, TextRef};

use crate::answer::Answer;
use crate::commands::export::{ending, not_made, unknown_ending};
use crate::context::Context;
use crate::failure::{Failure, told};
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading::View;
use crate::spreadsheet::{SourceFile, refusal};
use crate::writing::Channel;
use crate::{output, reading};

const IMPORT: &str = "  wallchart indicator import 指标月报.xlsx
  wallchart indicator import 指标月报.xlsx --state flash --apply
  wallchart indicator import 指标月报.csv --year 2026 --reason 统计口径核减 --apply";

const EXPORT: &str = "  wallchart indicator export 指标.xlsx
  wallchart indicator export indicators.csv --true-on 2025-12-31 --lang en";

/// Figures shown in the terminal; `--json` has them all.
const SHOWN: usize = 40;

/// 导入指标月度表：先预览，再用 --apply 全部记入或一个不记 | Monthly figures from a table: previewed
/// first, then all or none of them with --apply
#[derive(Debug, clap::Args)]
#[command(after_help = IMPORT)]
pub(super) struct ImportArguments {
    /// xlsx、xls、et、ods 或 csv 文件 | An xlsx, xls, et, ods or csv file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 记入；不加则只预览 | Record it; without this it is previewed
    #[arg(long)]
    apply: bool,
    /// 这些数是预计数、快报还是定报 | How firm the figures are
    #[arg(long, value_name = "STATE", default_value = "final",
        value_parser = ["forecast", "flash", "final"])]
    state: String,
    /// 表头月份没有年份时的年份 | The year of months that name none
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    /// 数出人意料时的原因（如累计数小于上月） | Why figures are what nobody expects
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// 导出全年月度指标表，可填好再导入 | The year's figures as a table that can be filled in and read again
#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT)]
pub(super) struct ExportArguments {
    /// 文件，后缀 .xlsx 或 .csv | The file, ending in .xlsx or .csv
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document {
    record: reading::Record,
    file: String,
    new: usize,
    changed: usize,
    firmer: usize,
    unchanged: usize,
    figures: Vec<Row>,
    problems: Vec<Refusal>,
    /// The event that recorded the last of them, if they were recorded.
    recorded: Option<u64>,
}

#[derive(Serialize)]
struct Row {
    indicator: String,
    name: String,
    unit: String,
    month: String,
    known: Option<String>,
    value: String,
    change: Change,
    sheet: String,
    cell: String,
}

pub(super) fn import(context: &Context, arguments: &ImportArguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let state = match arguments.state.as_str() {
        "forecast" => ValueState::Forecast,
        "flash" => ValueState::Flash,
        _ => ValueState::Final,
    };
    let source = SourceFile::read(&arguments.file)?;
    let asked = Reading {
        on: view.seen.true_on,
        year: arguments.year,
        state,
    };
    let figures = read(&source.book, &view.seen.zone, asked);
    let problems = problems(context, &view, &figures, state, arguments.reason.is_some());
    let wrong = !figures.is_sound() || problems.len() > figures.problems.len();
    if wrong && arguments.apply {
        return Err(problems.into());
    }
    let recorded = if arguments.apply && figures.news().next().is_some() {
        Some(record(
            context,
            &view,
            &figures,
            state,
            arguments.reason.as_deref(),
        )?)
    } else {
        None
    };
    let document = Document {
        record: reading::record(&view),
        file: figures.file_name.to_string(),
        new: figures.count(Change::New),
        changed: figures.count(Change::Changed),
        firmer: figures.count(Change::Firmer),
        unchanged: figures.count(Change::Unchanged),
        figures: rows(&view, &figures, context.lang),
        problems,
        recorded,
    };
    Ok(Answer::new(text(&document, context.lang), &document))
}

/// What is wrong with the table, and what the zone would say of its figures.
fn problems(
    context: &Context,
    view: &View,
    figures: &Figures,
    state: ValueState,
    reasoned: bool,
) -> Vec<Refusal> {
    let moment = Deciding {
        today: context.today,
        calendars: &view.seen.calendars,
    };
    // Any reason will do: it is only asked whether there is one.
    let reason = reasoned.then_some(TextRef([0; 32]));
    let zone = &view.seen.zone;
    let refused = figures.rehearse(zone, moment, &Actor::program(), state, reason);
    let found = figures.problems.iter();
    let found = found.filter(|problem| problem.severity() == Severity::Error);
    found.map(refusal).chain(refused).collect()
}

fn record(
    context: &Context,
    view: &View,
    figures: &Figures,
    state: ValueState,
    reason: Option<&str>,
) -> Result<u64, Failure> {
    let reports = figures.reports(&view.seen.zone, state);
    let reports = reports.iter().map(|report| {
        let values = report.values.iter().map(|own| {
            json!({
                "unit": own.unit, "year": own.month.year, "month": own.month.month,
                "value": own.value, "state": own.state,
            })
        });
        json!({ "id": report.id, "values": values.collect::<Vec<_>>() })
    });
    let reports: Vec<_> = reports.collect();
    let command = json!({ "report_figures": { "reports": reports, "reason": reason } });
    Ok(Channel::open(context)?.execute_told(command)?.last)
}

fn rows(view: &View, figures: &Figures, lang: Lang) -> Vec<Row> {
    let zone = &view.seen.zone;
    let row = |own: &exchange::figures::Figure| {
        let known = zone.indicators.get(&own.indicator)?;
        Some(Row {
            indicator: known.definition.code.clone(),
            name: known.definition.name.in_lang(lang).to_owned(),
            unit: series_name(zone, own.unit, view.seen.true_on)
                .in_lang(lang)
                .to_owned(),
            month: own.month.to_string(),
            known: own.known.map(|value| value.to_string()),
            value: own.value.to_string(),
            change: own.change,
            sheet: own.sheet.to_string(),
            cell: own.cell_name(),
        })
    };
    figures.news().filter_map(row).collect()
}

fn text(document: &Document, lang: Lang) -> String {
    let Document {
        file,
        new,
        changed,
        firmer,
        unchanged,
        ..
    } = document;
    let mut text = say!(
        lang,
        "{file}：新增 {new} 个数，变更 {changed} 个，转为更确定 {firmer} 个，不变 {unchanged} 个\n",
        "{file}: {new} new, {changed} changed, {firmer} firmer, {unchanged} unchanged\n"
    );
    if !document.figures.is_empty() {
        let mut table = Table::new(match lang {
            Lang::Zh => ["指标", "单位", "月份", "原数", "新数", "单元格"],
            Lang::En => ["indicator", "unit", "month", "known", "new", "cell"],
        });
        for row in document.figures.iter().take(SHOWN) {
            table.row([
                cut(&row.name, 24),
                cut(&row.unit, 24),
                row.month.clone(),
                row.known.clone().unwrap_or_default(),
                row.value.clone(),
                row.cell.clone(),
            ]);
        }
        text += &format!("\n{}", table.text());
        let more = document.figures.len().saturating_sub(SHOWN);
        if more > 0 {
            text += &say!(lang, "还有 {more} 个\n", "and {more} more\n");
        }
    }
    for problem in &document.problems {
        text += &format!("! {}\n", told(problem, lang));
    }
    let tail = match document.recorded {
        Some(seq) => say!(lang, "已记入：记录第 {seq} 条\n", "recorded: event {seq}\n"),
        None if document.figures.is_empty() => String::new(),
        None => say!(
            lang,
            "只是预览；加 --apply 记入\n",
            "previewed only; --apply records it\n"
        ),
    };
    text + &tail
}

#[derive(Serialize)]
struct Exported {
    record: reading::Record,
    file: String,
    bytes: usize,
}

pub(super) fn export(context: &Context, arguments: &ExportArguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let (zone, on, lang) = (&view.seen.zone, view.seen.true_on, context.lang);
    let bytes = match ending(&arguments.file).as_deref() {
        Some("csv") => to_csv(zone, on, lang),
        Some("xlsx") => to_xlsx(zone, on, lang).map_err(|error| not_made(&error.to_string()))?,
        _ => return Err(unknown_ending(&arguments.file)),
    };
    output::write(&arguments.file, &bytes)?;
    let (file, size) = (arguments.file.display().to_string(), bytes.len());
    let text = say!(
        lang,
        "已写入 {file}（{size} 字节）\n",
        "wrote {file} ({size} bytes)\n"
    );
    let document = Exported {
        record: reading::record(&view),
        file,
        bytes: size,
    };
    Ok(Answer::new(text, &document))
}
