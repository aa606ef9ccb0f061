//! Reading a zone: the newest state and any state of the past, beside a running writer.

use std::sync::{Arc, Mutex, PoisonError};

use imbl::OrdMap;
use jiff::civil::Date;
use ledger::{Head, Reader, SqliteReader};
use zone::state::HolidayRegion;
use zone::{Actor, Calendars, FoundText, TextRef, Texts, Zone};

use crate::record::{self, Happened};
use crate::states::States;
use crate::texts::LedgerTexts;
use crate::{Error, Files, Folder, KnownAt, ZONE_STREAM};

/// A zone for reading.
pub struct Library {
    reader: Arc<dyn Reader>,
    states: States,
    texts: LedgerTexts,
    files: Files,
    calendars: Mutex<Option<(CalendarKey, Arc<Calendars>)>>,
}

/// What the calendars of a state depend on.
type CalendarKey = (Option<HolidayRegion>, OrdMap<i16, String>);

/// A state together with what views of it need.
#[derive(Clone)]
pub struct Seen {
    /// The state.
    pub zone: Zone,
    /// Its calendars.
    pub calendars: Arc<Calendars>,
    /// The head of the record at that state.
    pub head: Head,
    /// The date views speak of unless another is asked for.
    pub true_on: Date,
}

impl Seen {
    /// The same with what a reader may not see of the indicators left out.
    #[must_use]
    pub fn disclosed_to(self, reader: &Actor, today: Date) -> Seen {
        Seen {
            zone: zone::indicator::disclosed(&self.zone, reader, today),
            ..self
        }
    }
}

impl Library {
    /// Opens the ledger of a folder for reading only.
    ///
    /// # Errors
    /// `host/no-ledger`, or a refusal or fault of the ledger.
    pub fn open(folder: &Folder) -> Result<Library, Error> {
        let reader = SqliteReader::open(&folder.existing_ledger()?)?;
        Ok(Library::over(Arc::new(reader), Files::of(folder)))
    }

    /// A zone over any store.
    pub fn over(reader: Arc<dyn Reader>, files: Files) -> Library {
        Library {
            states: States::new(Arc::clone(&reader)),
            texts: LedgerTexts::new(Arc::clone(&reader)),
            reader,
            files,
            calendars: Mutex::default(),
        }
    }

    /// The zone as known at a moment, with the date it then speaks of. A damaged ledger is read
    /// as far as it verifies.
    ///
    /// # Errors
    /// `host/no-such-moment`, or a fault of the ledger.
    pub fn see(&self, known_at: &KnownAt, today: Date) -> Result<Seen, Error> {
        let newest = self.reader.head(ZONE_STREAM)?.seq;
        let (seq, mark) = match known_at {
            KnownAt::Latest => (newest, None),
            KnownAt::Seq(seq) => (*seq, None),
            KnownAt::Time(time) => {
                let at = self.reader.seq_at(ZONE_STREAM, time.as_microsecond())?;
                (at.unwrap_or(0), None)
            }
            KnownAt::Mark(name) => {
                let zone = self.states.at(newest)?;
                let no_mark = || Error::NoSuchMoment {
                    asked: name.clone(),
                };
                let mark = zone.marks.get(name).ok_or_else(no_mark)?;
                (mark.seq, Some(mark.date))
            }
        };
        if seq > newest {
            return Err(Error::NoSuchMoment {
                asked: seq.to_string(),
            });
        }
        let zone = self.states.at(seq)?;
        let true_on = mark.unwrap_or_else(|| spoken_of(&zone, today));
        self.seen(zone, true_on)
    }

    fn seen(&self, zone: Zone, true_on: Date) -> Result<Seen, Error> {
        let head = self.reader.head_at(ZONE_STREAM, zone.seq)?;
        let calendars = self.calendars(&zone)?;
        Ok(Seen {
            zone,
            calendars,
            head,
            true_on,
        })
    }

    /// The calendars of a state; those of the last one asked for are kept, as they seldom change.
    pub(crate) fn calendars(&self, zone: &Zone) -> Result<Arc<Calendars>, Error> {
        let region = zone.profile.as_ref().map(|profile| profile.holidays);
        let key = (region, zone.holiday_notices.clone());
        let mut kept = self
            .calendars
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((_, calendars)) = kept.as_ref().filter(|(own, _)| *own == key) {
            return Ok(Arc::clone(calendars));
        }
        let made = Arc::new(made(zone)?);
        *kept = Some((key, Arc::clone(&made)));
        Ok(made)
    }

    /// The events of a range of the record, oldest first.
    ///
    /// # Errors
    /// A fault of the ledger, or a record that cannot be read.
    pub fn events(&self, from: u64, limit: usize) -> Result<Vec<Happened>, Error> {
        let records = self.reader.records(ZONE_STREAM, from, limit, None)?;
        records.iter().map(record::read).collect()
    }

    /// One event.
    ///
    /// # Errors
    /// `host/no-such-moment`, or a fault of the ledger.
    pub fn event(&self, seq: u64) -> Result<Happened, Error> {
        let record = self.reader.record(ZONE_STREAM, seq)?;
        let missing = || Error::NoSuchMoment {
            asked: seq.to_string(),
        };
        record::read(&record.ok_or_else(missing)?)
    }

    /// The ledger itself.
    pub fn reader(&self) -> &Arc<dyn Reader> {
        &self.reader
    }

    /// Kept files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The hash under which an attachment is kept; `None` where that was purged or is lost.
    pub fn content(&self, kept: &zone::state::Attachment) -> Option<String> {
        match &kept.attached {
            None if kept.purged.is_some() => None,
            None => Some(kept.sha256.clone()),
            Some(own) => self.texts.find(own.content).text().map(str::to_owned),
        }
    }

    /// The bytes of a kept file.
    ///
    /// # Errors
    /// `host/file-purged` where it was purged, whichever state is looked at; as [`Files::read`].
    pub fn bytes_of(&self, kept: &zone::state::Attachment) -> Result<Vec<u8>, Error> {
        let name = match self.texts.find(kept.name) {
            FoundText::Purged(reason) => Some(reason),
            FoundText::Text(_) | FoundText::Missing => None,
        };
        let purged = || Error::from(file_purged(name.as_deref().unwrap_or_default()));
        let sha256 = self.content(kept).ok_or_else(purged)?;
        match self.files.read(&sha256) {
            // A state before the purge knows the hash still.
            Err(Error::File { source, .. })
                if name.is_some() && source.kind() == std::io::ErrorKind::NotFound =>
            {
                Err(purged())
            }
            read => read,
        }
    }

    /// Texts by commitment.
    pub fn texts(&self) -> &LedgerTexts {
        &self.texts
    }

    pub(crate) fn state_at(&self, seq: u64) -> Result<Zone, Error> {
        self.states.at(seq)
    }
}

impl Texts for Library {
    fn find(&self, text: TextRef) -> FoundText {
        self.texts.find(text)
    }
}

/// The date a state speaks of: today, unless its last event is a mark. A zone filled from old
/// reports then speaks of the last report's date, not of a day years later.
pub(crate) fn spoken_of(zone: &Zone, today: Date) -> Date {
    let last = zone.marks.values().max_by_key(|mark| mark.seq);
    last.filter(|mark| mark.seq == zone.seq)
        .map_or(today, |mark| mark.date)
}

fn file_purged(reason: &str) -> zone::Refusal {
    let told = zone::purge::told(reason);
    zone::Refusal::new(
        "host/file-purged",
        zone::Words::new(
            format!("文件已清除（{}）", told.zh),
            format!("the file was purged ({})", told.en),
        ),
        zone::Words::new(
            "内容不再保存；需要时向原单位另取",
            "its content is kept no more; ask whoever it came from if it is needed",
        ),
    )
}

fn made(zone: &Zone) -> Result<Calendars, Error> {
    Calendars::of(zone).map_err(|refused| {
        let problems = refused.problems.iter().map(|problem| {
            zone::Refusal::new(
                problem.code(),
                zone::Words::new(problem.message_zh(), problem.message_en()),
                zone::Words::new(problem.remedy_zh(), problem.remedy_en()),
            )
        });
        Error::Refused(problems.collect())
    })
}
