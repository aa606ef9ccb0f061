//! The line of jobs before the writer, already cut into groups.
//!
//! Promises: a caller holds the lock for a push, the writer for taking a whole group; the writer
//! is woken once a group, not once a job; a line whose writer has gone answers instead of keeping
//! callers waiting. What a group does is the writer's matter.

use super::group::Task;
use crate::batch::Prepared;
use crate::error::{Error, Refusal};
use crate::limits;
use crate::pending::{Desk, Pending};
use std::collections::VecDeque;
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Work for the writer.
pub(super) enum Job {
    /// Answered at the desk of its group.
    Append(Box<Prepared>),
    Task(Task, Sender<Result<(), Error>>),
}

impl Job {
    /// The batch of an append.
    pub(super) fn prepared(&self) -> &Prepared {
        match self {
            Self::Append(prepared) => prepared,
            Self::Task(..) => unreachable!("asked of appends only"),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Append(prepared) => prepared.bytes(),
            Self::Task(task, _) => task.bytes(),
        }
    }
}

/// Jobs that share a commit.
#[derive(Default)]
pub(super) struct Jobs {
    pub(super) jobs: Vec<Job>,
    pub(super) bytes: usize,
    /// Where those who wait for appends are answered, each at the place of its job.
    pub(super) desk: Desk,
}

impl Jobs {
    fn is_full(&self) -> bool {
        self.jobs.len() >= limits::GROUP_JOBS_MAX || self.bytes >= limits::GROUP_BYTES_MAX
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
    groups: VecDeque<Jobs>,
    /// Jobs in all groups.
    count: usize,
    closed: bool,
    /// The writer sleeps until there are so many jobs.
    sleeps_until: Option<usize>,
}

impl Queue {
    /// Puts a job in the line.
    ///
    /// # Errors
    /// `ledger/busy` if the line is too long, `ledger/stopped` if the writer has gone.
    pub(super) fn push(&self, job: Job) -> Result<Pending, Error> {
        let bytes = job.bytes();
        let mut line = self.lock();
        if line.closed {
            return Err(Error::stopped("the writer ended"));
        }
        if line.count >= limits::QUEUE_JOBS_MAX {
            return Err(Refusal::Busy.into());
        }
        if line.groups.back().is_none_or(Jobs::is_full) {
            line.groups.push_back(Jobs::default());
        }
        let group = line.groups.back_mut().expect("pushed above");
        let pending = group.desk.place(group.jobs.len());
        group.jobs.push(job);
        group.bytes += bytes;
        line.count += 1;
        let wake = line.sleeps_until.is_some_and(|count| line.count >= count);
        if wake {
            line.sleeps_until = None;
        }
        drop(line);
        if wake {
            self.work.notify_one();
        }
        Ok(pending)
    }

    /// The next group, waited for; `None` when the line is closed and empty. If fewer than
    /// `wanted` are in line, those who are just coming back get `patience` to do so.
    pub(super) fn next(&self, wanted: usize, patience: Duration) -> Option<Jobs> {
        let mut line = self.lock();
        while line.count == 0 {
            if line.closed {
                return None;
            }
            line.sleeps_until = Some(1);
            let woken = self.work.wait(line);
            line = woken.unwrap_or_else(PoisonError::into_inner);
        }
        let until = Instant::now() + patience;
        while line.count < wanted && !line.closed {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            line.sleeps_until = Some(wanted);
            let woken = self.work.wait_timeout(line, left);
            line = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        line.sleeps_until = None;
        let group = line.groups.pop_front();
        line.count -= group.as_ref().map_or(0, |group| group.jobs.len());
        group
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
        line.count = 0;
        let left = std::mem::take(&mut line.groups);
        drop(line);
        drop(left);
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
