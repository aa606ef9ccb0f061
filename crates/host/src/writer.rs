//! The writer of a zone: one command after another, many waiting for the same commit.
//!
//! A command is decided against the *working* state, which already holds the commands queued
//! before it; its batch is queued with the sequence number it was decided against; the state is
//! *published* to readers once the commit returned. If a commit fails, the working state falls
//! back to the published one and whatever was queued on top of it fails with it: nothing that was
//! not committed is ever seen.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::civil::Date;
use ledger::{Appended, Batch, Hash, Options, Pending, Purge, Reader, SqliteStore, Store};
use zone::decide::Moment;
use zone::{Actor, Calendars, Command, Event, Zone};

use crate::library::{Library, Seen, spoken_of};
use crate::limits::{EVENTS_A_SNAPSHOT, TRIES_MAX};
use crate::purging::Doomed;
use crate::seal::SealBag;
use crate::{Error, Files, Folder, KnownAt, ZONE_STREAM, record, states};

/// A zone for writing and reading.
pub struct Host {
    folder: Folder,
    store: Arc<SqliteStore>,
    library: Library,
    working: Mutex<Working>,
    published: RwLock<Arc<Published>>,
    snapshot_seq: Mutex<u64>,
}

/// A command of somebody, with the texts it was sealed with.
pub struct Request {
    /// Who.
    pub actor: Actor,
    /// Once and for all: a retry with the same id counts once.
    pub request_id: String,
    /// What.
    pub command: Command,
    /// The texts its commitments stand for.
    pub texts: SealBag,
    /// The day it is.
    pub today: Date,
}

/// A command that is in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its first event.
    pub first: u64,
    /// Its last event.
    pub last: u64,
    /// The same request had been carried out before.
    pub repeated: bool,
}

struct Working {
    zone: Zone,
    calendars: Arc<Calendars>,
    in_flight: BTreeSet<String>,
    /// Grows when the working state falls back: batches queued before belong to another life.
    life: u64,
}

/// What readers see.
struct Published {
    zone: Zone,
    calendars: Arc<Calendars>,
}

/// A command decided and queued, not yet committed.
struct Queued {
    pending: Pending,
    after: Published,
    life: u64,
    /// Whether payloads go with it, and the files that go with them.
    purges: Option<Doomed>,
}

impl Host {
    /// Opens a folder for writing, making an empty ledger if there is none.
    ///
    /// # Errors
    /// `host/folder`, `ledger/in-use` and other refusals and faults of the ledger.
    pub fn open(folder: &Folder) -> Result<Host, Error> {
        folder.prepare()?;
        Host::open_with(folder, Options::default())
    }

    /// The same with options for the ledger.
    ///
    /// # Errors
    /// As [`Host::open`].
    pub fn open_with(folder: &Folder, options: Options) -> Result<Host, Error> {
        let store = Arc::new(SqliteStore::open(&folder.ledger(), options)?);
        let reader: Arc<dyn Reader> = Arc::clone(&store) as Arc<dyn Reader>;
        let library = Library::over(reader, Files::of(folder));
        let newest = store.head(ZONE_STREAM)?.seq;
        let zone = library.state_at(newest)?;
        let calendars = library.calendars(&zone)?;
        // A purge that was cut short is finished before anybody reads.
        Doomed::left(folder).remove(&library, &zone, folder)?;
        let working = Working {
            zone: zone.clone(),
            calendars: Arc::clone(&calendars),
            in_flight: BTreeSet::new(),
            life: 0,
        };
        Ok(Host {
            folder: folder.clone(),
            store,
            library,
            working: Mutex::new(working),
            snapshot_seq: Mutex::new(zone.seq),
            published: RwLock::new(Arc::new(Published { zone, calendars })),
        })
    }

    /// Carries a command out; returns once its events are on disk.
    ///
    /// # Errors
    /// [`Error::Refused`] with every reason, or a refusal or fault of the ledger: nothing was
    /// acknowledged, the same request may be sent again.
    pub fn execute(&self, request: &Request) -> Result<Done, Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.attempt(request) {
                Err(Error::Ledger(ledger::Error::Refused(ledger::Refusal::Stale { .. })))
                    if tries < TRIES_MAX =>
                {
                    // Decided on top of a batch that did not come about: decided again.
                }
                answer => return answer,
            }
        }
    }

    /// Decides, appends and waits, once.
    fn attempt(&self, request: &Request) -> Result<Done, Error> {
        let queued = match self.queue(request) {
            // A retry is often refused, because its first time changed the state it saw.
            Err(Error::Refused(refusals)) => {
                return self
                    .repeated(&request.request_id)?
                    .ok_or(Error::Refused(refusals));
            }
            queued => queued?,
        };
        let answer = queued.pending.wait();
        match answer {
            Ok(appended) if !appended.repeated => {
                self.lock().in_flight.remove(&request.request_id);
                self.publish(queued.after);
                self.snapshot_if_due();
                if let Some(doomed) = queued.purges {
                    self.library.texts().forget();
                    doomed.remove(&self.library, &self.published().zone, &self.folder)?;
                }
                Ok(done(&appended))
            }
            // Carried out before: what was decided now must not stand in the working state.
            Ok(appended) => {
                self.fall_back(queued.life, &request.request_id);
                Ok(done(&appended))
            }
            Err(error) => {
                self.fall_back(queued.life, &request.request_id);
                Err(error.into())
            }
        }
    }

    /// What a command would do, without doing it.
    ///
    /// # Errors
    /// [`Error::Refused`] with every reason.
    pub fn rehearse(
        &self,
        actor: &Actor,
        command: &Command,
        today: Date,
    ) -> Result<Vec<Event>, Error> {
        let now = self.published();
        let moment = Moment {
            today,
            calendars: &now.calendars,
        };
        Ok(zone::decide(&now.zone, moment, actor, command)?)
    }

    /// The newest state, with what views of it need.
    ///
    /// # Errors
    /// A fault of the ledger.
    pub fn now(&self, today: Date) -> Result<Seen, Error> {
        let now = self.published();
        let head = self.store.head_at(ZONE_STREAM, now.zone.seq)?;
        let true_on = spoken_of(&now.zone, today);
        Ok(Seen {
            zone: now.zone.clone(),
            calendars: Arc::clone(&now.calendars),
            head,
            true_on,
        })
    }

    /// The state as known at a moment.
    ///
    /// # Errors
    /// As [`Library::see`].
    pub fn see(&self, known_at: &KnownAt, today: Date) -> Result<Seen, Error> {
        match known_at {
            KnownAt::Latest => self.now(today),
            KnownAt::Seq(_) | KnownAt::Mark(_) | KnownAt::Time(_) => {
                self.library.see(known_at, today)
            }
        }
    }

    /// Reading the record: events, texts, files, states of the past.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The ledger, for other streams, proofs and backups.
    pub fn store(&self) -> &Arc<SqliteStore> {
        &self.store
    }

    /// Keeps a snapshot of the newest state, so that the next start is quick.
    ///
    /// # Errors
    /// A fault of the ledger; nothing is lost, the next start replays.
    pub fn snapshot(&self) -> Result<(), Error> {
        let now = self.published();
        if now.zone.seq == 0 {
            return Ok(());
        }
        let head = self.store.head_at(ZONE_STREAM, now.zone.seq)?;
        self.store
            .put_snapshot(states::snapshot(&now.zone, head.chain))?;
        Ok(())
    }

    /// The answer to a request that was carried out before.
    fn repeated(&self, request_id: &str) -> Result<Option<Done>, Error> {
        let before = self.store.request(ZONE_STREAM, request_id)?;
        Ok(before.map(|appended| Done {
            repeated: true,
            ..done(&appended)
        }))
    }

    /// Decides and queues under the lock, so that batches are queued in the order decided.
    fn queue(&self, request: &Request) -> Result<Queued, Error> {
        let mut working = self.lock();
        if working.in_flight.contains(&request.request_id) {
            return Err(Error::InFlight {
                request_id: request.request_id.clone(),
            });
        }
        let calendars = Arc::clone(&working.calendars);
        let moment = Moment {
            today: request.today,
            calendars: &calendars,
        };
        let events = zone::decide(&working.zone, moment, &request.actor, &request.command)?;
        if events.is_empty() {
            return Err(Error::Refused(Vec::new()));
        }
        let wanted: Vec<_> = events.iter().flat_map(Event::texts).collect();
        let drafts = events
            .iter()
            .map(|event| record::draft(&request.actor.account, request.today, event))
            .collect();
        let expected = Some(working.zone.seq);
        let mut batch = Batch::new(ZONE_STREAM, expected, &request.request_id, drafts);
        batch.payloads = request.texts.referred(&wanted)?;
        batch.purges = purges_of(&events);
        let purges = match batch.purges.is_empty() {
            true => None,
            false => {
                let doomed = Doomed::of(&self.library, &working.zone, &events);
                doomed.write_down(&self.folder)?;
                Some(doomed)
            }
        };
        for event in &events {
            let seq = working.zone.seq + 1;
            working.zone.apply(seq, event);
        }
        working.calendars = self.library.calendars(&working.zone)?;
        let after = Published {
            zone: working.zone.clone(),
            calendars: Arc::clone(&working.calendars),
        };
        let pending = self.store.submit(batch);
        working.in_flight.insert(request.request_id.clone());
        Ok(Queued {
            pending,
            after,
            life: working.life,
            purges,
        })
    }

    fn publish(&self, after: Published) {
        let mut published = self
            .published
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Commits of one group return together; the newest state wins.
        if after.zone.seq > published.zone.seq {
            *published = Arc::new(after);
        }
    }

    /// Forgets what was decided on top of a batch that did not come about: back to what the
    /// ledger holds, which may be ahead of what is published by commits just returning.
    fn fall_back(&self, life: u64, request_id: &str) {
        let mut working = self.lock();
        working.in_flight.remove(request_id);
        if working.life != life {
            return;
        }
        let committed = self
            .store
            .head(ZONE_STREAM)
            .map_err(Error::from)
            .and_then(|head| self.library.state_at(head.seq));
        let published = self.published();
        working.zone = committed.unwrap_or_else(|_| published.zone.clone());
        working.calendars = match self.library.calendars(&working.zone) {
            Ok(calendars) => calendars,
            Err(_) => Arc::clone(&published.calendars),
        };
        working.life += 1;
    }

    fn snapshot_if_due(&self) {
        let seq = self.published().zone.seq;
        let mut last = self
            .snapshot_seq
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if seq >= *last + EVENTS_A_SNAPSHOT {
            *last = seq;
            drop(last);
            // A snapshot is a cache: failing to keep one costs a replay, nothing else.
            self.snapshot().unwrap_or_default();
        }
    }

    fn published(&self) -> Arc<Published> {
        Arc::clone(
            &self
                .published
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    fn lock(&self) -> MutexGuard<'_, Working> {
        self.working.lock().unwrap_or_else(|poisoned| {
            // A panic may have left half a command in it: back to what was committed.
            let mut working = poisoned.into_inner();
            let published = self.published();
            working.zone = published.zone.clone();
            working.calendars = Arc::clone(&published.calendars);
            working.life += 1;
            self.working.clear_poison();
            working
        })
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // The same: only the next start would be slower.
        self.snapshot().unwrap_or_default();
    }
}

/// The payloads that go with some events, each with the mark that stays in its place.
fn purges_of(events: &[Event]) -> Vec<Purge> {
    let purged = events.iter().flat_map(Event::purged);
    let purges = purged.map(|(text, mark)| Purge {
        commitment: Hash(text.0),
        reason: mark.written(),
    });
    purges.collect()
}

fn done(appended: &Appended) -> Done {
    Done {
        first: appended.first,
        last: appended.last,
        repeated: appended.repeated,
    }
}
