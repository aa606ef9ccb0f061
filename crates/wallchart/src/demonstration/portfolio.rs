//! A public portfolio becomes a zone through the importer that every user has.

use std::collections::BTreeSet;

use exchange::preview::{Answers, Asking, preview_with};
use exchange::{Mapping, rows};
use host::SealBag;
use jiff::ToSpan as _;
use jiff::civil::Date;
use zone::state::{HolidayRegion, Profile};
use zone::{Command, CycleId, Words};

use super::sets::Portfolio;
use crate::commands::import::carry_out;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::progress;
use crate::spreadsheet::{SourceFile, refused};
use crate::writing::Writer;

/// Founds the zone and imports its reports one by one, oldest first; each becomes a closed cycle
/// and a mark, as if the office had imported them as they came.
pub(super) fn fill(context: &Context, set: &Portfolio) -> Result<Writer, Failure> {
    let source = SourceFile::of(set.file, set.bytes.to_vec())?;
    let mapping = Mapping::from_json(set.file, set.mapping).map_err(|found| refused(&[found]))?;
    let all = rows::read(&source.book, &mapping).map_err(|found| refused(&found))?;
    let fallback = set.as_of.unwrap_or(context.today);
    let dates: BTreeSet<Date> = all
        .rows
        .iter()
        .map(|row| row.as_of.unwrap_or(fallback))
        .collect();
    let writer = Writer::make(context)?;
    let first = dates.first().copied().unwrap_or(fallback);
    found(&writer, set, first)?;
    let bar = progress::bar(
        dates.len() as u64,
        &say!(context.lang, "导入报告", "importing reports"),
    );
    let mut since = first;
    let answers = Answers::default();
    for date in dates {
        let mut report = all.clone();
        report
            .rows
            .retain(|row| row.as_of.unwrap_or(fallback) == date);
        report.mapping.options.effective_on = Some(date);
        // Set after the cycle is closed, so that the marked moment has the lights that were fixed.
        report.mapping.options.mark = None;
        let zone = writer.now()?.zone;
        let asking = Asking {
            true_on: date,
            today: date,
            answers: &answers,
            published: true,
        };
        let previewed = preview_with(&zone, writer.host().library(), &report, &asking);
        carry_out(&writer, &source.bytes, &previewed)?;
        close_cycle(&writer, since, date)?;
        since = date.saturating_add(1.day());
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(writer)
}

fn found(writer: &Writer, set: &Portfolio, effective_on: Date) -> Result<(), Failure> {
    let profile = Profile {
        name: set.name.to_owned(),
        synthetic: false,
        attribution: set.attribution.clone(),
        holidays: HolidayRegion::None,
        currency: set.currency,
    };
    let command = Command::Found {
        profile,
        effective_on,
        rule: set.rule.to_owned(),
    };
    writer.execute(command, SealBag::new())?;
    if let Some(path) = &set.stages {
        writer.execute(Command::DefineStagePath(path.clone()), SealBag::new())?;
    }
    Ok(())
}

/// The period up to a report is a cycle; closing it fixes the lights, and the mark names it.
fn close_cycle(writer: &Writer, from: Date, until: Date) -> Result<(), Failure> {
    let month = until.strftime("%Y-%m").to_string();
    let open = Command::OpenCycle {
        name: Words::new(month.clone(), month.clone()),
        from,
        until,
        due_on: until,
    };
    writer.execute(open, SealBag::new())?;
    let newest = writer.now()?.zone.cycles.keys().next_back().copied();
    let id = newest.unwrap_or(CycleId(0));
    writer.execute(Command::CloseCycle { id }, SealBag::new())?;
    let mark = Command::SetMark {
        name: format!("report-{month}"),
        label: Words::new(format!("{month} 报告"), format!("Report of {month}")),
        date: until,
    };
    writer.execute(mark, SealBag::new())?;
    Ok(())
}
