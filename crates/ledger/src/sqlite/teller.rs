//! The teller: hands out the answers of a group while the writer goes on with the next.
//!
//! Promises: every group handed over is answered, also after the writer went down; the answers
//! of a few callers do not take the way over the thread. To wake dozens of callers costs as much
//! as a third of a commit, and the first of them that runs would take the writer's core.

use super::faults;
use super::group::Answer;
use super::queue::Job;
use crate::error::Error;
use crate::limits;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;

/// What came of a group.
pub(super) struct Outcome {
    pub(super) jobs: Vec<Job>,
    /// The answer to each job, or the fault that undid all of them.
    pub(super) answers: Result<Vec<Answer>, Error>,
}

pub(super) struct Teller {
    /// `None` once no more is to be told.
    line: Option<Sender<Outcome>>,
    thread: Option<JoinHandle<()>>,
}

impl Teller {
    pub(super) fn start() -> Result<Self, Error> {
        let (line, outcomes) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("ledger-teller".to_owned())
            .spawn(move || outcomes.into_iter().for_each(Outcome::tell))
            .map_err(|error| faults::io("start the teller", error))?;
        Ok(Self {
            line: Some(line),
            thread: Some(thread),
        })
    }

    /// Sees to it that all are answered.
    pub(super) fn tell(&self, outcome: Outcome) {
        let many = outcome.jobs.len() > limits::TOLD_BY_WRITER;
        let left = match &self.line {
            Some(line) if many => line.send(outcome).map_err(|unsent| unsent.0),
            _ => Err(outcome),
        };
        if let Err(outcome) = left {
            outcome.tell();
        }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.line = None;
        if let Some(thread) = self.thread.take() {
            // It ends by itself; that it did not panic is nobody's concern any more.
            let _ = thread.join();
        }
    }
}

impl Outcome {
    fn tell(self) {
        let answers = self
            .answers
            .unwrap_or_else(|fault| self.jobs.iter().map(|_| Err(fault.clone())).collect());
        for (job, answer) in self.jobs.into_iter().zip(answers) {
            match job {
                Job::Append(prepared, to) => {
                    let answer = answer.map(|appended| appended.expect("an append appends"));
                    to.give_back(answer, prepared);
                }
                Job::Task(_, to) => {
                    // A caller who is gone needs no answer.
                    let _ = to.send(answer.map(|_| ()));
                }
            }
        }
    }
}
