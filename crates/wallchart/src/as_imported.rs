//! A ledger that came in, with today's figures in it.

use std::path::Path;

use exchange::writeback::{Original, Report, WriteOptions, kept_files, write_back};
use host::Files;
use serde::Serialize;
use zone::{AttachmentId, Lang, Refusal, Texts as _, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;
use crate::reading::View;
use crate::spreadsheet::refused;
use crate::{output, reading};

/// Lines of each kind that are told; the rest are counted, and all are in the JSON.
const LINES_MAX: usize = 12;

#[derive(Serialize)]
struct Document<'a> {
    file: String,
    ledger: String,
    record: reading::Record,
    true_on: jiff::civil::Date,
    bytes: usize,
    #[serde(flatten)]
    report: &'a Report,
}

/// A ledger that is meant: its number if it was kept, its name, its bytes.
struct Ledger {
    id: Option<AttachmentId>,
    name: String,
    bytes: Vec<u8>,
}

pub(crate) fn run(
    context: &Context,
    view: &View,
    which: &str,
    path: &Path,
    new_rows: bool,
) -> Result<Answer, Failure> {
    let ledger = found(view, which)?;
    let original = Original {
        name: &ledger.name,
        bytes: &ledger.bytes,
        attachment: ledger.id,
        mapping: None,
    };
    let on = view.seen.true_on;
    let options = WriteOptions {
        true_on: on,
        new_rows,
    };
    let written = write_back(&view.seen.zone, &view.library, original, options);
    let written = written.map_err(|problems| refused(&problems))?;
    output::write(path, &written.bytes)?;
    let file = path.display().to_string();
    let text = told(&written.report, &ledger.name, &file, context.lang);
    let document = Document {
        file,
        ledger: ledger.name,
        record: reading::record(view),
        true_on: on,
        bytes: written.bytes.len(),
        report: &written.report,
    };
    Ok(Answer::new(text, &document))
}

/// The last ledger that came in, or the one with a number, a path or a name.
fn found(view: &View, which: &str) -> Result<Ledger, Failure> {
    let zone = &view.seen.zone;
    let which = which.trim();
    let as_number = which.trim_start_matches(['A', 'a']).parse::<u32>().ok();
    let by_number = as_number.map(AttachmentId);
    let imported = |id: &AttachmentId| {
        zone.attachments
            .get(id)
            .is_some_and(|own| own.attached.is_none())
    };
    let by_number = by_number.filter(imported);
    if by_number.is_none() && !which.is_empty() && Path::new(which).is_file() {
        return on_disk(view, Path::new(which));
    }
    let kept = kept_files(zone);
    let name_of = |id: &AttachmentId| {
        let file = zone.attachments.get(id)?;
        view.library.find(file.name).text().map(str::to_owned)
    };
    let id = match by_number {
        Some(id) => Some(id),
        None if which.is_empty() => kept.first().copied(),
        None => kept
            .iter()
            .copied()
            .find(|id| name_of(id).is_some_and(|name| name == which)),
    };
    let Some(id) = id else {
        let names: Vec<String> = kept
            .iter()
            .take(LINES_MAX)
            .map(|id| format!("{id} {}", name_of(id).unwrap_or_default()))
            .collect();
        return Err(none(which, &names).into());
    };
    let file = &zone.attachments[&id];
    Ok(Ledger {
        id: Some(id),
        name: name_of(&id).unwrap_or_else(|| "ledger.xlsx".to_owned()),
        bytes: view.library.bytes_of(file)?,
    })
}

/// A file on disk: the one that came in, or another with the same layout.
fn on_disk(view: &View, path: &Path) -> Result<Ledger, Failure> {
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let sha256 = Files::hash(&bytes);
    let kept = view.seen.zone.attachments.iter();
    let mut same = kept.filter(|(_, file)| file.sha256 == sha256);
    let name = path.file_name().unwrap_or_default();
    Ok(Ledger {
        id: same.next_back().map(|(id, _)| *id),
        name: name.to_string_lossy().into_owned(),
        bytes,
    })
}

fn none(which: &str, names: &[String]) -> Refusal {
    let names = if names.is_empty() {
        "-".to_owned()
    } else {
        names.join("、")
    };
    let what = if which.is_empty() {
        Words::new("还没有导入过台账", "no ledger has come in yet")
    } else {
        Words::new(
            format!("没有编号、名称或路径为“{which}”的台账"),
            format!("there is no ledger with the number, name or path {which:?}"),
        )
    };
    Refusal::new(
        "cli/no-such-ledger",
        what,
        Words::new(
            format!("导入过的台账：{names}"),
            format!("ledgers that came in: {names}"),
        ),
    )
}

fn told(report: &Report, ledger: &str, file: &str, lang: Lang) -> String {
    let (changed, added) = (report.changed.len(), report.added.len());
    let (kept, same) = (report.kept.len(), report.same);
    let mut lines = vec![say!(
        lang,
        "{ledger} 已写回 {file}：改写 {changed} 格，新增 {added} 行，{same} 格无变化，{kept} 处未改写",
        "{ledger} written to {file}: {changed} cells changed, {added} rows added, {same} cells as \
         they were, {kept} left"
    )];
    let changes = report.changed.iter().map(|own| {
        let (sheet, cell, old, new) = (&own.sheet, &own.cell, &own.old, &own.new);
        format!("  [{sheet}] {cell} {old} → {new}")
    });
    shortened(&mut lines, changes, changed, lang);
    let rows = report.added.iter().map(|own| {
        let (sheet, row, name) = (&own.sheet, own.row, &own.name);
        format!("  [{sheet}] + {row} {name}")
    });
    shortened(&mut lines, rows, added, lang);
    let left = report.kept.iter().map(|own| {
        let (sheet, cell) = (&own.sheet, &own.cell);
        format!(
            "  [{sheet}] {cell} {}",
            lang.pick(|| &own.what.zh, || &own.what.en)
        )
    });
    shortened(&mut lines, left, kept, lang);
    lines.join("\n")
}

fn shortened(lines: &mut Vec<String>, all: impl Iterator<Item = String>, count: usize, lang: Lang) {
    lines.extend(all.take(LINES_MAX));
    if let Some(more) = count.checked_sub(LINES_MAX).filter(|more| *more > 0) {
        lines.push(say!(lang, "  另有 {more} 处", "  and {more} more"));
    }
}
