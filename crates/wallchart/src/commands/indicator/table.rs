//! `indicator import` and `indicator export`: a year's monthly figures as the office's own table.

use std::path::{Path, PathBuf};

use exchange::Severity;
use exchange::figures::{
    Change, Figure, Figures, FilledCounts, Reading, Reporting, fill, read, to_csv, to_xlsx,
};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use zone::decide::Moment as Deciding;
use zone::indicator::ValueState;
use zone::view::indicator::series_name;
use zone::{Actor, Lang, Refusal, TextRef};

use crate::answer::Answer;
use crate::commands::export::{ending, not_made, unknown_ending};
use crate::context::Context;
use crate::failure::{Failure, file_fault, told};
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading::View;
use crate::spreadsheet::{SourceFile, refusal, refused};
use crate::writing::Channel;
use crate::{output, reading};

const IMPORT: &str = "  wallchart indicator import 指标月报.xlsx
  wallchart indicator import 指标月报.xlsx --state flash --apply
  wallchart indicator import 指标月报.csv --year 2026 --reason 统计口径核减 --apply
  wallchart indicator import 目标分解表.xlsx --document 云开〔2026〕3号 --apply
  wallchart indicator import 平台导出.xlsx --source statistics";

const EXPORT: &str = "  wallchart indicator export 指标.xlsx
  wallchart indicator export indicators.csv --true-on 2025-12-31 --lang en
  wallchart indicator export 上报表.xlsx --into 平台模板.xlsx";

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
    /// 数出人意料时的原因（如累计数小于上月）、目标调整的原因 | Why figures are what nobody expects, or
    /// targets are adjusted
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// 表中的年度目标按此文件设定或调整；不给则目标不动 | The document that sets the table's targets; without
    /// it they stay as they are
    #[arg(long, value_name = "NUMBER")]
    document: Option<String>,
    /// 目标生效日期（默认今天） | From when targets count; today unless named
    #[arg(long, value_name = "DATE", requires = "document")]
    effective_on: Option<Date>,
    /// 表来自哪个外部系统（按编码）：以它为准的指标采用，其余只比对 | The outside system the table comes from, by
    /// key: its own indicators are taken, others compared only
    #[arg(long, value_name = "KEY")]
    source: Option<String>,
}

/// 导出全年月度指标表，可填好再导入 | The year's figures as a table that can be filled in and read again
#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT)]
pub(super) struct ExportArguments {
    /// 文件，后缀 .xlsx 或 .csv | The file, ending in .xlsx or .csv
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 填进别人要的表（如平台的上报模板），其余内容不动 | Fill in a table of somebody else's making, and leave
    /// the rest of it as it is
    #[arg(long, value_name = "TABLE")]
    into: Option<PathBuf>,
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
    /// Targets that are new or others than known.
    targets: Vec<TargetRow>,
    /// Whether targets are set with them: there is a document.
    targets_taken: bool,
    /// What the source says of indicators that do not come from it: left out.
    differences: Vec<Row>,
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

#[derive(Serialize)]
struct TargetRow {
    indicator: String,
    name: String,
    unit: String,
    year: i16,
    known: Option<String>,
    value: String,
    change: Change,
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
        source: arguments.source.clone(),
    };
    let figures = read(&source.book, &view.seen.zone, &asked);
    let told = Told {
        state,
        reason: arguments.reason.as_deref(),
        document: arguments.document.as_deref(),
        effective_on: arguments.effective_on.unwrap_or(context.today),
    };
    let problems = problems(context, &view, &figures, &told);
    let wrong = !figures.is_sound() || problems.len() > figures.problems.len();
    if wrong && arguments.apply {
        return Err(problems.into());
    }
    let targets = told.document.is_some() && figures.new_targets().next().is_some();
    let news = targets || figures.news().next().is_some();
    let recorded = match arguments.apply && news {
        true => Some(record(context, &view, &figures, &told)?),
        false => None,
    };
    let document = Document {
        record: reading::record(&view),
        file: figures.file_name.to_string(),
        new: figures.count(Change::New),
        changed: figures.count(Change::Changed),
        firmer: figures.count(Change::Firmer),
        unchanged: figures.count(Change::Unchanged),
        figures: rows(&view, figures.news(), context.lang),
        targets: targets_of(&view, &figures, context.lang),
        targets_taken: told.document.is_some(),
        differences: rows(&view, figures.differences.iter(), context.lang),
        problems,
        recorded,
    };
    Ok(Answer::new(text(&document, context.lang), &document))
}

/// How it is to be reported.
struct Told<'a> {
    state: ValueState,
    reason: Option<&'a str>,
    document: Option<&'a str>,
    effective_on: Date,
}

/// What is wrong with the table, and what the zone would say of its figures.
fn problems(context: &Context, view: &View, figures: &Figures, told: &Told<'_>) -> Vec<Refusal> {
    let moment = Deciding {
        today: context.today,
        calendars: &view.seen.calendars,
    };
    let reporting = Reporting {
        state: told.state,
        // Any reason will do: it is only asked whether there is one.
        reason: told.reason.map(|_| TextRef([0; 32])),
        document: told.document.map(|own| (own, told.effective_on)),
    };
    let refused = figures.rehearse(&view.seen.zone, moment, &Actor::program(), reporting);
    let found = figures.problems.iter();
    let found = found.filter(|problem| problem.severity() == Severity::Error);
    found.map(refusal).chain(refused).collect()
}

fn record(
    context: &Context,
    view: &View,
    figures: &Figures,
    told: &Told<'_>,
) -> Result<u64, Failure> {
    let reports = figures.reports(&view.seen.zone, told.state);
    let reports = reports.iter().map(|report| {
        let values = report.values.iter().map(|own| {
            json!({
                "unit": own.unit, "year": own.month.year, "month": own.month.month,
                "value": own.value, "state": own.state,
                "numerator": own.parts.map(|parts| parts.numerator),
                "denominator": own.parts.map(|parts| parts.denominator),
            })
        });
        json!({ "id": report.id, "values": values.collect::<Vec<_>>() })
    });
    let reports: Vec<_> = reports.collect();
    let targets = told.document.map_or_else(Vec::new, |document| {
        figures.set_targets(document, told.effective_on)
    });
    let targets = targets.iter().map(|own| {
        json!({
            "id": own.id, "unit": own.unit, "year": own.year, "target": own.target,
            "document": own.document, "effective_on": own.effective_on,
        })
    });
    let targets: Vec<_> = targets.collect();
    let reason = told.reason;
    let command = json!({
        "report_figures": { "reports": reports, "targets": targets, "reason": reason },
    });
    Ok(Channel::open(context)?.execute_told(command)?.last)
}

fn targets_of(view: &View, figures: &Figures, lang: Lang) -> Vec<TargetRow> {
    let zone = &view.seen.zone;
    let row = |own: &exchange::figures::Target| {
        let known = zone.indicators.get(&own.indicator)?;
        Some(TargetRow {
            indicator: known.definition.code.clone(),
            name: known.definition.name.in_lang(lang).to_owned(),
            unit: series_name(zone, own.unit, view.seen.true_on)
                .in_lang(lang)
                .to_owned(),
            year: own.year,
            known: own.known.map(|value| value.to_string()),
            value: own.value.to_string(),
            change: own.change,
            cell: own.cell_name(),
        })
    };
    figures.new_targets().filter_map(row).collect()
}

fn rows<'a>(view: &View, figures: impl Iterator<Item = &'a Figure>, lang: Lang) -> Vec<Row> {
    let zone = &view.seen.zone;
    let row = |own: &Figure| {
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
    figures.filter_map(row).collect()
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
    text += &listed(&document.figures, lang);
    if !document.targets.is_empty() {
        let count = document.targets.len();
        text += &match document.targets_taken {
            true => say!(lang, "\n目标 {count} 个：\n", "\n{count} targets:\n"),
            false => say!(
                lang,
                "\n目标 {count} 个与已定的不同（未采用；加 --document 文号 才设定）：\n",
                "\n{count} targets differ (left as they are; --document NUMBER sets them):\n"
            ),
        };
        let mut table = Table::new(match lang {
            Lang::Zh => ["指标", "单位", "年份", "原目标", "新目标", "单元格"],
            Lang::En => ["indicator", "unit", "year", "known", "new", "cell"],
        });
        for row in document.targets.iter().take(SHOWN) {
            table.row([
                cut(&row.name, 24),
                cut(&row.unit, 24),
                row.year.to_string(),
                row.known.clone().unwrap_or_default(),
                row.value.clone(),
                row.cell.clone(),
            ]);
        }
        text += &table.text();
    }
    if !document.differences.is_empty() {
        let count = document.differences.len();
        text += &say!(
            lang,
            "\n差异 {count} 处（不以该系统为准，未采用）：\n",
            "\n{count} differences (not that system's to say, left out):\n"
        );
        text += &listed(&document.differences, lang);
    }
    for problem in &document.problems {
        text += &format!("! {}\n", told(problem, lang));
    }
    let tail = match document.recorded {
        Some(seq) => say!(lang, "已记入：记录第 {seq} 条\n", "recorded: event {seq}\n"),
        None if document.figures.is_empty() && document.targets.is_empty() => String::new(),
        None => say!(
            lang,
            "只是预览；加 --apply 记入\n",
            "previewed only; --apply records it\n"
        ),
    };
    text + &tail
}

/// Figures as a table for people.
fn listed(figures: &[Row], lang: Lang) -> String {
    if figures.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["指标", "单位", "月份", "原数", "新数", "单元格"],
        Lang::En => ["indicator", "unit", "month", "known", "new", "cell"],
    });
    for row in figures.iter().take(SHOWN) {
        table.row([
            cut(&row.name, 24),
            cut(&row.unit, 24),
            row.month.clone(),
            row.known.clone().unwrap_or_default(),
            row.value.clone(),
            row.cell.clone(),
        ]);
    }
    let more = figures.len().saturating_sub(SHOWN);
    let rest = match more {
        0 => String::new(),
        _ => say!(lang, "还有 {more} 个\n", "and {more} more\n"),
    };
    format!("\n{}{rest}", table.text())
}

#[derive(Serialize)]
struct Exported {
    record: reading::Record,
    file: String,
    bytes: usize,
    /// What became of the cells of a table that was filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    cells: Option<FilledCounts>,
}

pub(super) fn export(context: &Context, arguments: &ExportArguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let (zone, on, lang) = (&view.seen.zone, view.seen.true_on, context.lang);
    if let Some(table) = &arguments.into {
        return into(context, &view, table, &arguments.file);
    }
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
        cells: None,
    };
    Ok(Answer::new(text, &document))
}

/// A table of somebody else's making, filled in.
fn into(context: &Context, view: &View, table: &Path, path: &Path) -> Result<Answer, Failure> {
    let bytes = std::fs::read(table).map_err(|error| file_fault(table, &error))?;
    let name = table.file_name().unwrap_or_default().to_string_lossy();
    let asked = Reading {
        on: view.seen.true_on,
        year: Some(view.seen.true_on.year()),
        state: ValueState::Final,
        source: None,
    };
    let filled = fill(&name, &bytes, &view.seen.zone, &asked);
    let filled = filled.map_err(|problems| refused(&problems))?;
    output::write(path, &filled.bytes)?;
    let FilledCounts {
        filled: new,
        changed,
        same,
        left,
    } = filled.counts;
    let (file, lang) = (path.display().to_string(), context.lang);
    let text = say!(
        lang,
        "已写入 {file}：填入 {new} 格，改写 {changed} 格，{same} 格无变化，{left} 格是公式未动\n",
        "wrote {file}: {new} cells filled in, {changed} changed, {same} as they were, {left} \
         formulas left\n"
    );
    let document = Exported {
        record: reading::record(view),
        file,
        bytes: filled.bytes.len(),
        cells: Some(filled.counts),
    };
    Ok(Answer::new(text, &document))
}
