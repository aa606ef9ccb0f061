//! Answers on their way: one slip for all who share a commit.
//!
//! Promises: a batch is answered once, whatever happens to the writer; threads wait, tasks poll
//! (`Pending` is a future), and neither asks the other. What costs in a group commit is waking
//! the callers, so that the writer wakes one of them and that one wakes the others while the
//! writer goes on. Knows nothing of what is answered.

use crate::batch::{Appended, Prepared};
use crate::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// An answer that is on its way: to be waited for by a thread, or awaited by a task.
#[derive(Debug)]
pub struct Pending {
    slip: Arc<Slip>,
    place: usize,
}

/// The other end of a `Pending`. Dropped without an answer, it answers that the writer ended.
#[derive(Debug)]
pub struct Answer(Desk);

/// The writer's end of a slip. Dropped without answers, it answers that the writer ended.
#[derive(Debug, Default)]
pub(crate) struct Desk(Arc<Slip>);

/// What a group of callers wait at.
#[derive(Debug, Default)]
struct Slip {
    state: Mutex<State>,
    given: Condvar,
}

#[derive(Debug, Default)]
struct State {
    answers: Answers,
    /// The writer woke one thread at most; whoever sees the answers first wakes the rest.
    others_sleep: bool,
    /// Tasks that asked before there were answers, by their places.
    tasks: Vec<Option<Waker>>,
}

#[derive(Debug, Default)]
enum Answers {
    #[default]
    Awaited,
    /// By place; each is taken once.
    Given(Vec<Option<Told>>),
    /// The same for everybody: nothing of the group was committed.
    Failed(Error),
}

/// What a caller gets: the answer, and what it had handed in, so that memory is freed by the thread
/// that took it. Freed by the writer, it would cost callers and writer the allocator's locks.
#[derive(Debug)]
pub(crate) struct Told {
    answer: Result<Appended, Error>,
    _spent: Option<Box<Prepared>>,
}

impl Told {
    pub(crate) fn new(answer: Result<Appended, Error>, spent: Option<Box<Prepared>>) -> Self {
        let _spent = spent;
        Self { answer, _spent }
    }
}

impl Pending {
    /// An answer that is here already.
    #[must_use]
    pub fn ready(answer: Result<Appended, Error>) -> Self {
        let (to, pending) = Self::waiting();
        to.give(answer);
        pending
    }

    /// An answer somebody will give.
    #[must_use]
    pub fn waiting() -> (Answer, Self) {
        let desk = Desk::default();
        let pending = desk.place(0);
        (Answer(desk), pending)
    }

    /// Waits for the answer.
    ///
    /// # Errors
    /// As `Store::append`.
    pub fn wait(self) -> Result<Appended, Error> {
        let mut state = self.slip.lock();
        loop {
            if let Some(told) = state.take(self.place) {
                let others_sleep = std::mem::take(&mut state.others_sleep);
                drop(state);
                if others_sleep {
                    self.slip.given.notify_all();
                }
                return told.answer;
            }
            let waited = self.slip.given.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Future for Pending {
    type Output = Result<Appended, Error>;

    /// A task that took its answer must not poll again: it would be told that the writer ended.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.slip.lock();
        if let Some(told) = state.take(self.place) {
            drop(state);
            return Poll::Ready(told.answer);
        }
        if state.tasks.len() <= self.place {
            state.tasks.resize(self.place + 1, None);
        }
        state.tasks[self.place] = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Answer {
    /// Gives the answer.
    pub fn give(self, answer: Result<Appended, Error>) {
        self.0.give(vec![Some(Told::new(answer, None))]);
    }
}

impl Desk {
    /// The caller's end for the batch at a place of the group.
    pub(crate) fn place(&self, place: usize) -> Pending {
        let slip = Arc::clone(&self.0);
        Pending { slip, place }
    }

    /// Answers each by its place.
    pub(crate) fn give(self, answers: Vec<Option<Told>>) {
        self.0.fill(Answers::Given(answers));
    }

    /// Answers all of them with the same fault.
    pub(crate) fn fail(self, fault: &Error) {
        self.0.fill(Answers::Failed(fault.clone()));
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.0.fill(Answers::Failed(ended()));
    }
}

impl Slip {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills the slip, unless it was filled before.
    fn fill(&self, answers: Answers) {
        let mut state = self.lock();
        if !matches!(state.answers, Answers::Awaited) {
            return;
        }
        state.answers = answers;
        state.others_sleep = true;
        let tasks = std::mem::take(&mut state.tasks);
        drop(state);
        self.given.notify_one();
        for task in tasks.into_iter().flatten() {
            task.wake();
        }
    }
}

impl State {
    fn take(&mut self, place: usize) -> Option<Told> {
        let error = match &mut self.answers {
            Answers::Awaited => return None,
            Answers::Given(answers) => match answers.get_mut(place).and_then(Option::take) {
                Some(told) => return Some(told),
                None => ended(),
            },
            Answers::Failed(fault) => fault.clone(),
        };
        Some(Told::new(Err(error), None))
    }
}

fn ended() -> Error {
    Error::stopped("the writer ended")
}

#[cfg(test)]
mod tests {
    use super::{Desk, Pending, Told};
    use crate::batch::Appended;
    use crate::error::{Error, Fault};
    use crate::format::Hash;
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll, Wake, Waker};

    fn appended(seq: u64) -> Appended {
        Appended {
            first: seq,
            last: seq,
            recorded_at: 0,
            hash: Hash::ZERO,
            repeated: false,
        }
    }

    /// Counts how often it was woken.
    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn told(answer: Result<Appended, Error>) -> Option<Told> {
        Some(Told::new(answer, None))
    }

    fn code(answer: Result<Appended, Error>) -> &'static str {
        answer.expect_err("not appended").code()
    }

    #[test]
    fn a_writer_that_goes_answers_too() {
        let (to, pending) = Pending::waiting();
        std::thread::spawn(move || drop(to));
        assert_eq!(code(pending.wait()), "ledger/stopped");
    }

    #[test]
    fn every_thread_of_a_group_gets_its_own_answer() {
        let desk = Desk::default();
        let waiting: Vec<_> = (0..40).map(|at| desk.place(at)).collect();
        let threads: Vec<_> = waiting
            .into_iter()
            .map(|pending| std::thread::spawn(move || pending.wait()))
            .collect();
        desk.give((0..40).map(|at| told(Ok(appended(at)))).collect());
        for (at, thread) in threads.into_iter().enumerate() {
            let answer = thread.join().expect("no panic").expect("appended");
            assert_eq!(answer.first, at as u64);
        }
    }

    #[test]
    fn tasks_are_woken_once_and_find_their_answers() {
        let desk = Desk::default();
        let mut waiting: Vec<_> = (0..3).map(|at| desk.place(at)).collect();
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        for pending in &mut waiting[1..] {
            // Asked twice, a task is woken once.
            for _ in 0..2 {
                assert!(Pin::new(&mut *pending).poll(&mut context).is_pending());
            }
        }
        let refused = Err(Error::from(Fault::DiskFull));
        desk.give(vec![told(Ok(appended(7))), told(refused), None]);
        assert_eq!(woken.0.load(Ordering::SeqCst), 2);
        let mut answers =
            waiting
                .iter_mut()
                .map(|pending| match Pin::new(pending).poll(&mut context) {
                    Poll::Ready(answer) => answer,
                    Poll::Pending => panic!("answered above"),
                });
        let mut next = || answers.next().expect("three of them");
        assert_eq!(next().expect("appended").first, 7);
        assert_eq!(code(next()), "ledger/disk-full");
        assert_eq!(code(next()), "ledger/stopped");
    }

    #[test]
    fn a_fault_is_everybodys() {
        let desk = Desk::default();
        let waiting = [desk.place(0), desk.place(1)];
        desk.fail(&Error::from(Fault::DiskFull));
        for pending in waiting {
            assert_eq!(code(pending.wait()), "ledger/disk-full");
        }
    }
}
