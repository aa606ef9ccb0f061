//! Fills an empty ledger with the synthetic zone, one commit a month.
//!
//! Every command is decided and applied as the writer of a zone does it; only the commits are
//! gathered, for nobody waits for one of them.

use demo::Driver;
use host::{Files, ZONE_STREAM};
use indicatif::ProgressBar;
use jiff::civil::Date;
use ledger::{Batch, Day, Draft, Hash, Options, OsEntropy, Sealed, SqliteStore, Store as _, Suite};
use zone::decide::Moment;
use zone::{Actor, Calendars, Command, Event, PersonId, TextRef, Zone};

use super::Wishes;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::progress;

/// Records gathered before a commit that no month end has asked for: half of a batch's limit.
const GATHERED_MAX: usize = 5_000;

pub(super) fn fill(context: &Context, wishes: Wishes) -> Result<(), Failure> {
    context.folder.prepare()?;
    let store = SqliteStore::open(&context.folder.ledger(), Options::default())?;
    let zone = Zone::empty();
    let mut filler = Filler {
        calendars: calendars(&zone)?,
        zone,
        store,
        files: Files::of(&context.folder),
        today: wishes.today,
        drafts: Vec::new(),
        payloads: Vec::new(),
        sealed: Vec::new(),
        committed: 0,
        bar: progress::bar(
            0,
            &say!(context.lang, "生成演示", "filling the demonstration"),
        ),
    };
    demo::zone::fill(wishes.seed, wishes.today, &mut filler)?;
    filler.commit()?;
    filler.bar.finish_and_clear();
    Ok(())
}

struct Filler {
    zone: Zone,
    calendars: Calendars,
    store: SqliteStore,
    files: Files,
    today: Date,
    drafts: Vec<Draft>,
    payloads: Vec<Sealed>,
    /// Texts of the command that runs next.
    sealed: Vec<Sealed>,
    committed: u64,
    bar: ProgressBar,
}

impl Driver for Filler {
    type Error = Failure;

    fn zone(&self) -> &Zone {
        &self.zone
    }

    fn seal(&mut self, text: &str, about: &[PersonId]) -> TextRef {
        let subjects = about.iter().map(PersonId::to_string).collect();
        let bytes = text.as_bytes().to_vec();
        match ledger::seal(Suite::Sha256, bytes, subjects, &mut OsEntropy) {
            Ok(sealed) => {
                let commitment = TextRef(sealed.commitment.0);
                self.sealed.push(sealed);
                commitment
            }
            // Nothing has this commitment: the batch that refers to it is refused by the ledger.
            Err(_) => TextRef([0; 32]),
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<String, Failure> {
        Ok(self.files.keep(bytes)?)
    }

    fn today(&self) -> Date {
        self.today
    }

    fn run_as(&mut self, actor: &Actor, on: Date, command: Command) -> Result<(), Failure> {
        let moment = Moment {
            today: on,
            calendars: &self.calendars,
        };
        let events = zone::decide(&self.zone, moment, actor, &command)?;
        for event in &events {
            let seq = self.zone.seq + 1;
            self.zone.apply(seq, event);
            self.keep(actor, event);
            if matches!(event, Event::ZoneFounded(_) | Event::HolidayNoticeLoaded(_)) {
                self.calendars = calendars(&self.zone)?;
            }
        }
        self.sealed.clear();
        if self.drafts.len() >= GATHERED_MAX {
            self.commit()?;
        }
        Ok(())
    }

    fn milestone(&mut self, done: u32, total: u32) -> Result<(), Failure> {
        self.commit()?;
        self.bar.set_length(u64::from(total));
        self.bar.set_position(u64::from(done));
        Ok(())
    }
}

impl Filler {
    /// Takes an event with the texts it refers to into the next commit.
    fn keep(&mut self, actor: &Actor, event: &Event) {
        let texts = event.texts();
        let refers = |sealed: &Sealed| texts.iter().any(|text| text.0 == sealed.commitment.0);
        let (wanted, rest) = std::mem::take(&mut self.sealed)
            .into_iter()
            .partition(refers);
        self.sealed = rest;
        self.payloads.extend::<Vec<Sealed>>(wanted);
        let (kind, version) = event.kind();
        self.drafts.push(Draft {
            effective_on: day(event.effective_on().unwrap_or(self.today)),
            source_as_of: None,
            actor: actor.account.clone(),
            kind: kind.to_owned(),
            version: u32::from(version),
            payload_commitments: texts.iter().map(|text| Hash(text.0)).collect(),
            body: event.encode(),
        });
    }

    fn commit(&mut self) -> Result<(), Failure> {
        if self.drafts.is_empty() {
            return Ok(());
        }
        let drafts = std::mem::take(&mut self.drafts);
        let request = format!("demonstration-{}", self.committed);
        let mut batch = Batch::new(ZONE_STREAM, Some(self.committed), &request, drafts);
        batch.payloads = std::mem::take(&mut self.payloads);
        self.committed = self.store.append(batch)?.last;
        Ok(())
    }
}

fn day(date: Date) -> Day {
    let (year, month, day) = (date.year(), date.month(), date.day());
    Day::from_ymd(i32::from(year), month as u32, day as u32).unwrap_or(Day(0))
}

fn calendars(zone: &Zone) -> Result<Calendars, Failure> {
    Calendars::of(zone).map_err(|refused| {
        let problems = refused.problems.iter().map(|problem| {
            zone::Refusal::new(
                problem.code(),
                zone::Words::new(problem.message_zh(), problem.message_en()),
                zone::Words::new(problem.remedy_zh(), problem.remedy_en()),
            )
        });
        Failure::from(problems.collect::<Vec<_>>())
    })
}
