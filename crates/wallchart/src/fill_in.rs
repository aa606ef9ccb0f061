//! Files for units to fill in, and the copy with lists and lights.

use std::collections::BTreeMap;
use std::path::Path;

use exchange::checked_copy::checked_copy;
use exchange::export::ExportOptions;
use exchange::fill_in;
use jiff::civil::Date;
use serde::Serialize;
use zone::view::{Filter, wall};
use zone::{Refusal, UnitId, Words, Zone};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::reading::View;
use crate::{output, reading};

#[derive(Serialize)]
struct Document {
    file: String,
    record: reading::Record,
    month_end: Date,
    units: Vec<UnitId>,
    bytes: usize,
}

/// One unit's file, or those of all units in a zip.
pub(crate) fn run(
    context: &Context,
    view: &View,
    unit: &str,
    month: Option<&str>,
    path: &Path,
) -> Result<Answer, Failure> {
    let zone = &view.seen.zone;
    let month_end = match month {
        Some(text) => ends(text)?,
        None => fill_in::month_end(zone, view.seen.true_on),
    };
    let made = |error: exchange::NotMade| not_made(&error.to_string());
    let (units, bytes) = if unit.is_empty() {
        let units = fill_in::units(zone, month_end);
        let bytes = fill_in::all(zone, &view.library, month_end).map_err(made)?;
        (units, bytes)
    } else {
        let unit = called(zone, unit, month_end)?;
        let bytes = fill_in::workbook(zone, &view.library, unit, month_end).map_err(made)?;
        (vec![unit], bytes)
    };
    output::write(path, &bytes)?;
    let (file, count) = (path.display().to_string(), units.len());
    let month = month_end.strftime("%Y-%m");
    let text = say!(
        context.lang,
        "{month} 的填报表（{count} 个单位）已写入 {file}；填好后用 wallchart import 导入",
        "forms for {month}, {count} units, written to {file}; `wallchart import` reads them back"
    );
    let document = Document {
        file,
        record: reading::record(view),
        month_end,
        units,
        bytes: bytes.len(),
    };
    Ok(Answer::new(text, &document))
}

fn ends(text: &str) -> Result<Date, Failure> {
    let first = format!("{text}-01").parse::<Date>();
    let first = first.map_err(|_| {
        Failure::refused(
            "cli/bad-month",
            Words::new(
                format!("“{text}”不是月份"),
                format!("{text:?} is not a month"),
            ),
            Words::new("写成 2026-05 的样子", "write it as 2026-05"),
        )
    })?;
    Ok(first.last_of_month())
}

fn called(zone: &Zone, wanted: &str, on: Date) -> Result<UnitId, Failure> {
    let id = wanted.parse::<UnitId>().ok();
    let id = id.filter(|id| zone.units.contains_key(id));
    let unit = id.or_else(|| zone.unit_called(wanted, on));
    unit.ok_or_else(|| {
        Refusal::new(
            "cli/no-such-unit",
            Words::new(
                format!("没有编号或名称为“{wanted}”的单位"),
                format!("there is no unit with the id or name {wanted:?}"),
            ),
            Words::new(
                "核对单位名称；不写单位则导出全部单位",
                "check its name; without one, all units are exported",
            ),
        )
        .into()
    })
}

#[derive(Serialize)]
struct CopyDocument {
    file: String,
    record: reading::Record,
    true_on: Date,
    projects: usize,
    bytes: usize,
}

/// The copy with lists to choose from, locked keys and lights.
pub(crate) fn copy(context: &Context, view: &View, path: &Path) -> Result<Answer, Failure> {
    let zone = &view.seen.zone;
    let wall = wall::wall(zone, view.looking(), &Filter::default())?;
    let lights: BTreeMap<_, _> = wall
        .rows
        .iter()
        .map(|row| (row.id, row.light.colour))
        .collect();
    let options = ExportOptions {
        true_on: view.seen.true_on,
        lang: context.lang,
        reader: None,
    };
    let bytes = checked_copy(zone, &view.library, options, &lights);
    let bytes = bytes.map_err(|error| not_made(&error.to_string()))?;
    output::write(path, &bytes)?;
    let (file, on, lit) = (path.display().to_string(), view.seen.true_on, lights.len());
    let text = say!(
        context.lang,
        "校验副本（截至 {on}，{lit} 盏灯）已写入 {file}",
        "checked copy, true on {on}, {lit} lights, written to {file}"
    );
    let document = CopyDocument {
        file,
        record: reading::record(view),
        true_on: on,
        projects: lit,
        bytes: bytes.len(),
    };
    Ok(Answer::new(text, &document))
}

fn not_made(why: &str) -> Failure {
    Failure::fault(
        "cli/workbook",
        Words::new(
            format!("工作簿未能生成：{why}"),
            format!("the workbook was not made: {why}"),
        ),
        Words::new(
            "检查数据中的异常文字后重试",
            "look for a strange text in the data, then try again",
        ),
    )
}
