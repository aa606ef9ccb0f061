//! The writer: one thread, one connection, one commit for many batches.
//!
//! Promises: an answer leaves only after the commit that holds its batch returned; a refused
//! batch disturbs no other; a full disk or a busy database undoes the group and lets writing go
//! on; any other failed write stops the store until it is opened again. Never retries a sync.

use super::ends::Ends;
use super::faults::{self, gate};
use super::group::{Answer, Group};
use super::queue::{Before, Job, Queue};
use super::rows::Rows;
use super::shelf::Shelf;
use super::teller::{Outcome, Teller};
use crate::error::{Error, Fault};
use crate::fault_point::Op;
use crate::limits;
use crate::options::Options;
use rusqlite::Connection;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// What writer and callers share.
pub(super) struct Shared {
    pub(super) shelf: Shelf,
    stopped: OnceLock<String>,
}

impl Shared {
    pub(super) fn new(shelf: Shelf) -> Self {
        let stopped = OnceLock::new();
        Self { shelf, stopped }
    }

    /// Why nothing may be written, if so.
    pub(super) fn writing_off(&self) -> Option<Error> {
        if let Some(cause) = self.stopped.get() {
            return Some(Error::stopped(cause));
        }
        self.shelf.first_damage().map(Error::from)
    }

    fn stop(&self, cause: &Error) {
        self.stopped.get_or_init(|| {
            let source = std::error::Error::source(cause).map(|source| format!(": {source}"));
            format!("{cause}{}", source.unwrap_or_default())
        });
    }
}

pub(super) struct Writer {
    pub(super) conn: Connection,
    pub(super) options: Options,
    pub(super) shared: Arc<Shared>,
    /// The ends of the streams, as of the last commit or the group under way.
    pub(super) ends: Ends,
    /// Rows of the group under way that are not written yet.
    pub(super) rows: Rows,
    bytes_in_log: usize,
    groups_in_log: u32,
    /// Purged bytes may still be in the log.
    wipe_due: bool,
    teller: Teller,
}

/// Frees those in line should the writer go down.
struct Abandon<'q>(&'q Queue);

impl Drop for Abandon<'_> {
    fn drop(&mut self) {
        self.0.abandon();
    }
}

impl Writer {
    pub(super) fn new(
        conn: Connection,
        options: Options,
        shared: Arc<Shared>,
        teller: Teller,
    ) -> Self {
        Self {
            conn,
            options,
            shared,
            ends: Ends::default(),
            rows: Rows::new(),
            bytes_in_log: 0,
            groups_in_log: 0,
            wipe_due: false,
            teller,
        }
    }

    /// Works until the line is closed.
    pub(super) fn run(mut self, queue: &Queue) {
        let _abandon = Abandon(queue);
        let mut before = Before::default();
        while let Some(group) = queue.next(before) {
            let (jobs, begun) = (group.len(), Instant::now());
            self.write(group);
            let took = begun.elapsed();
            before = Before { jobs, took };
        }
        // A file that was closed in order is whole without its log, so that a plain copy of it
        // is a copy of the ledger.
        if self.shared.writing_off().is_none() {
            self.fold(true);
        }
    }

    fn write(&mut self, mut jobs: Vec<Job>) {
        let bytes: usize = jobs.iter().map(Job::bytes).sum();
        let off = self.shared.writing_off();
        let answers = off.map_or_else(|| self.transact(&mut jobs), Err);
        let written = answers.is_ok();
        let purged = answers.iter().flatten().zip(&jobs).any(|(answer, job)| {
            matches!(job, Job::Append(append, _) if !append.batch.purges.is_empty())
                && answer.is_ok()
        });
        self.teller.tell(Outcome { jobs, answers });
        if written {
            self.bytes_in_log += bytes;
            self.groups_in_log += 1;
            self.fold(purged);
        }
    }

    /// Runs jobs in one transaction; on a fault there is nothing of them.
    fn transact(&mut self, jobs: &mut [Job]) -> Result<Vec<Answer>, Error> {
        let outcome = self.commit(jobs);
        if let Err(fault) = &outcome {
            self.undo(fault);
        }
        outcome
    }

    fn commit(&mut self, jobs: &mut [Job]) -> Result<Vec<Answer>, Error> {
        let point = self.options.fault_point.clone();
        gate(point.as_ref(), Op::Begin)?;
        self.control("BEGIN IMMEDIATE")?;
        let mut answers = Vec::with_capacity(jobs.len());
        let count = jobs.len();
        let mut group = Group::new(self, jobs);
        for at in 0..count {
            // A refusal is an answer; a fault ends the group.
            answers.push(match group.run(at) {
                Err(error) if !error.is_refusal() => return Err(error),
                answer => answer,
            });
        }
        group.finish()?;
        gate(point.as_ref(), Op::Commit)?;
        self.control("COMMIT")?;
        // From here the records are there, whatever happens to the answer.
        gate(point.as_ref(), Op::Committed).map_err(|_| {
            faults::io(
                "commit",
                std::io::Error::other("the answer to the commit was lost"),
            )
        })?;
        Ok(answers)
    }

    /// Begins or ends a transaction.
    fn control(&self, sql: &'static str) -> Result<(), Error> {
        let failed = faults::sqlite(if sql == "COMMIT" { "commit" } else { "begin" });
        let mut control = self.conn.prepare_cached(sql).map_err(&failed)?;
        control.execute([]).map(|_| ()).map_err(&failed)
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
