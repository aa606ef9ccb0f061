//! The line of jobs before the writer.
//!
//! Promises: a caller holds the lock for a push, the writer for taking a group; the writer
//! is woken once a group, not once a job; a line whose writer has gone answers instead of keeping
//! callers waiting. What a group does is the writer's matter.

use super::group::Task;
use crate::batch::Prepared;
use crate::error::{Error, Refusal};
use crate::limits;
use crate::pending::Answer;
use std::collections::VecDeque;
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Work for the writer.
pub(super) enum Job {
    Append(Box<Prepared>, Answer),
    Task(Task, Sender<Result<(), Error>>),
}

impl Job {
    /// The batch of an append.
    pub(super) fn prepared(&self) -> &Prepared {
        match self {
            Self::Append(prepared, _) => prepared,
            Self::Task(..) => unreachable!("asked of appends only"),
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Append(prepared, _) => prepared.bytes(),
            Self::Task(task, _) => task.bytes(),
        }
    }
}

/// The group before the next one.
#[derive(Clone, Copy, Default)]
pub(super) struct Before {
    pub(super) jobs: usize,
    pub(super) took: Duration,
}

impl Before {
    /// Where a commit is quick, half of the callers are written while the other half, just
    /// answered, comes back: to hear from all of them takes as long as a commit. Where it is
    /// slow, all share one: two halves would each wait for the other's.
    fn in_halves(self) -> bool {
        self.took < limits::GATHER_FROM
    }

    /// How many jobs the next group should have, `waiting` being in line.
    fn wanted(self, waiting: usize) -> usize {
        let wanted = if self.in_halves() {
            (self.jobs + waiting).div_ceil(2)
        } else {
            waiting
        };
        wanted.min(limits::GROUP_JOBS_MAX)
    }

    /// How long callers that were just answered are waited for. A lone caller never waits.
    fn patience(self) -> Duration {
        if self.in_halves() {
            return Duration::ZERO;
        }
        (self.took / limits::GATHER_SHARE).min(limits::GATHER_MAX)
    }
}

/// The line.
#[derive(Default)]
pub(super) struct Queue {
    line: Mutex<Line>,
    work: Condvar,
}

#[derive(Default)]
struct Line {
    jobs: VecDeque<Job>,
    closed: bool,
    /// The writer sleeps until there are so many jobs.
    sleeps_until: Option<usize>,
}

impl Line {
    /// Takes jobs in order, at least one, while there are not more than wanted and no more bytes
    /// than may share a commit.
    fn take(&mut self, wanted: usize) -> Vec<Job> {
        let mut bytes = 0;
        let sizes = self.jobs.iter().take(wanted).map(Job::bytes);
        let fit = sizes.take_while(|job| {
            bytes += job;
            bytes <= limits::GROUP_BYTES_MAX
        });
        let count = fit.count().max(1);
        self.jobs.drain(..count).collect()
    }
}

impl Queue {
    /// Puts a job in the line.
    ///
    /// # Errors
    /// `ledger/busy` if the line is too long, `ledger/stopped` if the writer has gone.
    pub(super) fn push(&self, job: Job) -> Result<(), Error> {
        let mut line = self.lock();
        if line.closed {
            return Err(Error::stopped("the writer ended"));
        }
        if line.jobs.len() >= limits::QUEUE_JOBS_MAX {
            return Err(Refusal::Busy.into());
        }
        line.jobs.push_back(job);
        let wake = (line.sleeps_until).is_some_and(|count| line.jobs.len() >= count);
        if wake {
            line.sleeps_until = None;
        }
        drop(line);
        if wake {
            self.work.notify_one();
        }
        Ok(())
    }

    /// The next group, waited for; `None` when the line is closed and empty. How many it takes,
    /// and whether callers of the one before it are waited for, that one decides.
    pub(super) fn next(&self, before: Before) -> Option<Vec<Job>> {
        let mut line = self.lock();
        while line.jobs.is_empty() {
            if line.closed {
                return None;
            }
            line.sleeps_until = Some(1);
            let woken = self.work.wait(line);
            line = woken.unwrap_or_else(PoisonError::into_inner);
        }
        let until = Instant::now() + before.patience();
        while line.jobs.len() < before.jobs && !line.closed {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            line.sleeps_until = Some(before.jobs);
            let woken = self.work.wait_timeout(line, left);
            line = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        line.sleeps_until = None;
        let wanted = before.wanted(line.jobs.len());
        Some(line.take(wanted))
    }

    /// Takes no further job; what is in line is still done.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.work.notify_one();
    }

    /// The writer has gone: nobody in line is left waiting.
    pub(super) fn abandon(&self) {
        let mut line = self.lock();
        line.closed = true;
        let left = std::mem::take(&mut line.jobs);
        drop(line);
        drop(left);
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Before;
    use crate::limits::{GATHER_FROM, GROUP_JOBS_MAX};
    use std::time::Duration;

    #[test]
    fn quick_commits_take_half_of_the_callers_and_slow_ones_all() {
        let check = |took: Duration, jobs: usize, waiting: usize, wanted: usize| {
            let before = Before { jobs, took };
            assert_eq!(
                before.wanted(waiting),
                wanted,
                "{took:?}, {jobs} and {waiting}"
            );
            let waits = !before.patience().is_zero();
            assert_eq!(waits, took >= GATHER_FROM, "{took:?}");
        };
        let quick = GATHER_FROM / 4;
        check(Duration::ZERO, 0, 1, 1);
        check(quick, 1, 1, 1);
        check(quick, 64, 64, 64);
        check(quick, 64, 0, 32);
        check(quick, 32, 32, 32);
        check(quick, 0, 4_096, GROUP_JOBS_MAX);
        check(GATHER_FROM, 32, 32, 32);
        check(GATHER_FROM, 1, 4_096, GROUP_JOBS_MAX);
    }
}
