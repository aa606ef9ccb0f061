//! Between records of the ledger and events of the model.

use jiff::civil::Date;
use ledger::{Day, Draft, Hash, Record};
use zone::Event;

use crate::Error;

/// An event as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// Its number.
    pub seq: u64,
    /// When it was recorded, in microseconds since 1970.
    pub recorded_at: i64,
    /// From which date it holds.
    pub effective_on: Option<Date>,
    /// Who did it.
    pub actor: String,
    /// Its kind.
    pub kind: String,
    /// What happened.
    pub event: Event,
}

/// The draft of an event.
pub(crate) fn draft(actor: &str, today: Date, event: &Event) -> Draft {
    let (kind, version) = event.kind();
    let source_as_of = match event {
        Event::ImportApplied(applied) => applied.source_as_of.map(day),
        _ => None,
    };
    Draft {
        effective_on: day(event.effective_on().unwrap_or(today)),
        source_as_of,
        actor: actor.to_owned(),
        kind: kind.to_owned(),
        version: u32::from(version),
        payload_commitments: event.texts().into_iter().map(|text| Hash(text.0)).collect(),
        body: event.encode(),
    }
}

/// Reads a record as an event.
pub(crate) fn read(record: &Record) -> Result<Happened, Error> {
    let version = u16::try_from(record.version).unwrap_or(u16::MAX);
    let event =
        Event::decode(&record.kind, version, &record.body).map_err(|source| Error::Record {
            seq: record.seq,
            source,
        })?;
    Ok(Happened {
        seq: record.seq,
        recorded_at: record.recorded_at,
        effective_on: event.effective_on(),
        actor: record.actor.clone(),
        kind: record.kind.clone(),
        event,
    })
}

fn day(date: Date) -> Day {
    // Every civil date of a command lies in years 1950–2150 and is a day.
    Day::from_ymd(
        i32::from(date.year()),
        date.month() as u32,
        date.day() as u32,
    )
    .unwrap_or(Day(0))
}
