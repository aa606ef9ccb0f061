//! The writer: one thread, one connection, one commit for many batches.
//!
//! Promises: an answer leaves only after the commit that holds its batch returned; a refused
//! batch disturbs no other; a full disk or a busy database undoes the group and lets writing go
//! on; any other failed write stops the store until it is opened again. Never retries a sync.

use super::faults::{self, gate};
use super::group::{Group, Task};
use super::shelf::Shelf;
use crate::batch::{Appended, Batch};
use crate::error::{Error, Fault};
use crate::fault_point::Op;
use crate::options::Options;
use crate::store::Answer;
use crate::{admit, limits};
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Work for the writer, and where the answer goes.
pub(super) enum Job {
    Append(Batch, Answer),
    Task(Task, Sender<Result<(), Error>>),
}

impl Job {
    fn bytes(&self) -> usize {
        match self {
            Self::Append(batch, _) => admit::bytes_of(batch),
            Self::Task(task, _) => task.bytes(),
        }
    }
}

/// What writer and callers share.
pub(super) struct Shared {
    pub(super) shelf: Shelf,
    stopped: Mutex<Option<String>>,
}

impl Shared {
    pub(super) fn new(shelf: Shelf) -> Self {
        Self {
            shelf,
            stopped: Mutex::default(),
        }
    }

    /// Why nothing may be written, if so.
    pub(super) fn writing_off(&self) -> Option<Error> {
        let stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cause) = &*stopped {
            return Some(Error::stopped(cause));
        }
        self.shelf
            .damage()
            .values()
            .next()
            .map(|damage| damage.clone().into())
    }

    fn stop(&self, cause: &Error) {
        let mut stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        let source = std::error::Error::source(cause).map(|source| format!(": {source}"));
        stopped.get_or_insert_with(|| format!("{cause}{}", source.unwrap_or_default()));
    }
}

pub(super) struct Writer {
    pub(super) conn: Connection,
    pub(super) options: Options,
    pub(super) shared: Arc<Shared>,
    /// The ends of the streams, as of the last commit or the group under way.
    pub(super) ends: HashMap<String, super::group::End>,
    bytes_in_log: usize,
    groups_in_log: u32,
    /// Purged bytes may still be in the log.
    wipe_due: bool,
    answers: Answers,
}

/// An answer that waits for the commit.
enum Held {
    Append(Answer, Result<Appended, Error>),
    Task(Sender<Result<(), Error>>, Result<(), Error>),
}

impl Held {
    /// A caller who is gone needs no answer.
    fn release(self, fault: Option<&Error>) {
        match self {
            Self::Append(to, answer) => {
                to.give(fault.map_or(answer, |fault| Err(fault.clone())));
            }
            Self::Task(to, answer) => {
                let _ = to.send(fault.map_or(answer, |fault| Err(fault.clone())));
            }
        }
    }
}

impl Writer {
    pub(super) fn new(conn: Connection, options: Options, shared: Arc<Shared>) -> Self {
        Self {
            conn,
            options,
            shared,
            ends: HashMap::new(),
            bytes_in_log: 0,
            groups_in_log: 0,
            wipe_due: false,
            answers: Answers::start(),
        }
    }

    /// Works until every caller is gone.
    pub(super) fn run(mut self, jobs: &Receiver<Job>) {
        let mut gather = Gather {
            last: 1,
            patience: Duration::ZERO,
        };
        while let Some(group) = gather.next(jobs) {
            let begun = Instant::now();
            self.write(group);
            gather.patience = begun.elapsed() / limits::GATHER_SHARE;
        }
        // A file that was closed in order is whole without its log, so that a plain copy of it
        // is a copy of the ledger.
        if self.shared.writing_off().is_none() {
            self.fold(true);
        }
    }

    fn write(&mut self, jobs: Vec<Job>) {
        let bytes: usize = jobs.iter().map(Job::bytes).sum();
        let mut held = Vec::with_capacity(jobs.len());
        let mut purged = false;
        if let Some(off) = self.shared.writing_off() {
            for job in jobs {
                hold(job, Err(off.clone())).release(None);
            }
            return;
        }
        let outcome = self.transact(jobs, &mut held, &mut purged);
        if let Err(fault) = &outcome {
            self.undo(fault);
        }
        self.answers.release(held, outcome.as_ref().err());
        if outcome.is_ok() {
            self.bytes_in_log += bytes;
            self.groups_in_log += 1;
            self.fold(purged);
        }
    }

    fn transact(
        &mut self,
        jobs: Vec<Job>,
        held: &mut Vec<Held>,
        purged: &mut bool,
    ) -> Result<(), Error> {
        let point = self.options.fault_point.clone();
        let begun = gate(point.as_ref(), Op::Begin).and_then(|()| {
            self.conn
                .execute_batch("BEGIN IMMEDIATE")
                .map_err(faults::sqlite("begin"))
        });
        let mut outcome = begun;
        let mut group = Group::new(self);
        for job in jobs {
            if let Err(fault) = &outcome {
                held.push(hold(job, Err(fault.clone())));
                continue;
            }
            let (answer, fault) = group.run(job, purged);
            held.push(answer);
            outcome = fault.map_or(Ok(()), Err);
        }
        outcome?;
        group.finish()?;
        gate(point.as_ref(), Op::Commit)?;
        self.conn
            .execute_batch("COMMIT")
            .map_err(faults::sqlite("commit"))?;
        // From here the records are there, whatever happens to the answer.
        gate(point.as_ref(), Op::Committed).map_err(|_| {
            faults::io(
                "commit",
                std::io::Error::other("the answer to the commit was lost"),
            )
        })
    }

    /// Undoes a group. What may pass lets writing go on; anything else stops it.
    fn undo(&mut self, fault: &Error) {
        self.ends.clear();
        let open = !self.conn.is_autocommit();
        let undone = !open || self.conn.execute_batch("ROLLBACK").is_ok();
        let passes = matches!(fault, Error::Fault(Fault::DiskFull | Fault::DatabaseBusy));
        if let Error::Fault(Fault::Damaged(damage)) = fault {
            self.shared.shelf.note(damage.clone());
        }
        if !passes || !undone {
            self.shared.stop(fault);
        }
    }

    /// Folds the write-ahead log into the file now and then, and at once after a purge, so that
    /// no purged byte stays in the log. SQLite's own checkpoint would hide a failed sync.
    fn fold(&mut self, purged: bool) {
        self.wipe_due |= purged;
        let due = self.bytes_in_log > limits::CHECKPOINT_BYTES
            || self.groups_in_log > limits::CHECKPOINT_GROUPS;
        if !due && !self.wipe_due {
            return;
        }
        match self.checkpoint() {
            // A reader may hold the log for a moment: then it is wiped after a later group.
            Ok(whole) => {
                (self.bytes_in_log, self.groups_in_log) = (0, 0);
                self.wipe_due &= !whole;
            }
            // The log keeps what could not be folded yet; the next group tries again.
            Err(Error::Fault(Fault::DiskFull | Fault::DatabaseBusy)) => {}
            Err(fault) => self.shared.stop(&fault),
        }
    }

    /// One checkpoint, which waits for nobody; true if it did all it was asked for.
    fn checkpoint(&self) -> Result<bool, Error> {
        gate(self.options.fault_point.as_ref(), Op::Checkpoint)?;
        let failed = faults::sqlite("fold the write-ahead log");
        let mode = if self.wipe_due { "TRUNCATE" } else { "PASSIVE" };
        self.conn.busy_timeout(Duration::ZERO).map_err(&failed)?;
        let sql = format!("PRAGMA wal_checkpoint({mode})");
        let busy = self
            .conn
            .query_row(&sql, [], |row| row.get::<_, bool>(0))
            .map_err(&failed);
        let wait = Duration::from_millis(limits::BUSY_WAIT_MS);
        self.conn.busy_timeout(wait).map_err(&failed)?;
        busy.map(|busy| !busy)
    }
}

fn hold(job: Job, answer: Result<(), Error>) -> Held {
    match job {
        Job::Append(_, to) => {
            let stopped = || Error::stopped("the writer ended");
            Held::Append(to, Err(answer.err().unwrap_or_else(stopped)))
        }
        Job::Task(_, to) => Held::Task(to, answer),
    }
}

impl Group<'_> {
    /// Runs one job. A refusal is an answer; a fault ends the group.
    fn run(&mut self, job: Job, purged: &mut bool) -> (Held, Option<Error>) {
        match job {
            Job::Append(batch, to) => {
                let answer = self.append(&batch);
                *purged |= answer.is_ok() && !batch.purges.is_empty();
                let fault = fault_of(&answer);
                (Held::Append(to, answer), fault)
            }
            Job::Task(task, to) => {
                let answer = self.task(task);
                let fault = fault_of(&answer);
                (Held::Task(to, answer), fault)
            }
        }
    }
}

fn fault_of<T>(answer: &Result<T, Error>) -> Option<Error> {
    answer
        .as_ref()
        .err()
        .filter(|error| !error.is_refusal())
        .cloned()
}

/// Hands answers out. Waking many callers takes about as long as writing their records, so that
/// a thread of its own does it while the writer goes on.
struct Answers(Option<(Sender<Vec<Held>>, JoinHandle<()>)>);

impl Answers {
    /// Without a thread, should there be none to have, the writer answers by itself.
    fn start() -> Self {
        let (to, answers) = mpsc::channel::<Vec<Held>>();
        let work = move || {
            for held in answers.into_iter().flatten() {
                held.release(None);
            }
        };
        let thread = std::thread::Builder::new()
            .name("ledger-answers".to_owned())
            .spawn(work);
        Self(thread.ok().map(|thread| (to, thread)))
    }

    fn release(&self, held: Vec<Held>, fault: Option<&Error>) {
        let many = held.len() > limits::ANSWERS_AT_ONCE && fault.is_none();
        let rest = match &self.0 {
            Some((to, _)) if many => match to.send(held) {
                Ok(()) => return,
                Err(unsent) => unsent.0,
            },
            _ => held,
        };
        for answer in rest {
            answer.release(fault);
        }
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        if let Some((to, thread)) = self.0.take() {
            drop(to);
            // It runs nothing that panics.
            let _ = thread.join();
        }
    }
}

/// Gathers jobs into groups.
struct Gather {
    last: usize,
    /// How long callers of the last group are waited for: a share of what that group took, so
    /// that waiting never costs more than it can save.
    patience: Duration,
}

impl Gather {
    /// The next group; `None` when every caller is gone. After a group of many, callers that
    /// were just answered get a moment to come back, so that they share one sync rather than
    /// falling into two halves that each wait for the other's. A lone caller never waits.
    fn next(&mut self, jobs: &Receiver<Job>) -> Option<Vec<Job>> {
        let first = jobs.recv().ok()?;
        let mut bytes = first.bytes();
        let mut group = vec![first];
        let until = Instant::now() + self.patience.min(limits::GATHER_MAX);
        while group.len() < limits::GROUP_JOBS_MAX && bytes < limits::GROUP_BYTES_MAX {
            let job = match jobs.try_recv() {
                Ok(job) => job,
                Err(_) if group.len() >= self.last => break,
                Err(_) => {
                    let left = until.saturating_duration_since(Instant::now());
                    match jobs.recv_timeout(left) {
                        Ok(job) => job,
                        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
                    }
                }
            };
            bytes += job.bytes();
            group.push(job);
        }
        self.last = group.len();
        Some(group)
    }
}
