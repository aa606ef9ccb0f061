//! Answers on their way.
//!
//! Promises: a batch is answered once, whatever happens to the writer; threads wait, tasks poll
//! (`Pending` is a future), and both are woken alone: callers who share a commit do not meet at
//! one lock. Knows nothing of what is answered.

use crate::batch::{Appended, Prepared};
use crate::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

/// An answer that is on its way: to be waited for by a thread, or awaited by a task.
#[derive(Debug)]
pub struct Pending(Arc<Slot>);

/// The other end of a `Pending`. Dropped without an answer, it answers that the writer ended.
#[derive(Debug)]
pub struct Answer(Arc<Slot>);

#[derive(Debug, Default)]
struct Slot(Mutex<State>);

#[derive(Debug)]
enum State {
    /// Nobody, or whoever is to be woken.
    Awaited(Option<Waker>),
    Given(Told),
    Taken,
}

impl Default for State {
    fn default() -> Self {
        Self::Awaited(None)
    }
}

/// What a caller gets: the answer, and what it had handed in, so that memory is freed by the thread
/// that took it. Freed by the writer, it would cost callers and writer the allocator's locks.
#[derive(Debug)]
struct Told {
    answer: Result<Appended, Error>,
    _spent: Option<Box<Prepared>>,
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
        let slot = Arc::new(Slot::default());
        (Answer(Arc::clone(&slot)), Self(slot))
    }

    /// Waits for the answer.
    ///
    /// # Errors
    /// As `Store::append`.
    pub fn wait(mut self) -> Result<Appended, Error> {
        WAKER.with(|waker| {
            let mut context = Context::from_waker(waker);
            loop {
                if let Poll::Ready(answer) = Pin::new(&mut self).poll(&mut context) {
                    return answer;
                }
                std::thread::park();
            }
        })
    }
}

impl Future for Pending {
    type Output = Result<Appended, Error>;

    /// A task that took its answer must not poll again: it would be told that the writer ended.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.lock();
        match std::mem::replace(&mut *state, State::Taken) {
            State::Awaited(known) => {
                let known = known.filter(|waker| waker.will_wake(context.waker()));
                let waker = known.unwrap_or_else(|| context.waker().clone());
                *state = State::Awaited(Some(waker));
                Poll::Pending
            }
            State::Given(told) => {
                drop(state);
                Poll::Ready(told.answer)
            }
            State::Taken => Poll::Ready(Err(ended())),
        }
    }
}

impl Answer {
    /// Gives the answer.
    pub fn give(self, answer: Result<Appended, Error>) {
        self.0.fill(answer, None);
    }

    /// Gives the answer and gives back what was handed in.
    pub(crate) fn give_back(self, answer: Result<Appended, Error>, spent: Box<Prepared>) {
        self.0.fill(answer, Some(spent));
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.0.fill(Err(ended()), None);
    }
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills the slot, unless it was filled before.
    fn fill(&self, answer: Result<Appended, Error>, _spent: Option<Box<Prepared>>) {
        let mut state = self.lock();
        let State::Awaited(waker) = &mut *state else {
            return;
        };
        let waker = waker.take();
        *state = State::Given(Told { answer, _spent });
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// Wakes a thread that waits.
struct Parked(Thread);

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

thread_local! {
    static WAKER: Waker = Waker::from(Arc::new(Parked(std::thread::current())));
}

fn ended() -> Error {
    Error::stopped("the writer ended")
}

#[cfg(test)]
mod tests {
    use super::Pending;
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
    fn every_thread_gets_its_own_answer() {
        let (answers, waiting): (Vec<_>, Vec<_>) = (0..40).map(|_| Pending::waiting()).unzip();
        let threads: Vec<_> = waiting
            .into_iter()
            .map(|pending| std::thread::spawn(move || pending.wait()))
            .collect();
        for (at, to) in answers.into_iter().enumerate() {
            to.give(Ok(appended(at as u64)));
        }
        for (at, thread) in threads.into_iter().enumerate() {
            let answer = thread.join().expect("no panic").expect("appended");
            assert_eq!(answer.first, at as u64);
        }
    }

    #[test]
    fn a_task_is_woken_once_and_finds_its_answer() {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        let (answers, mut waiting): (Vec<_>, Vec<_>) = (0..3).map(|_| Pending::waiting()).unzip();
        for pending in &mut waiting[1..] {
            // Asked twice, a task is woken once.
            for _ in 0..2 {
                assert!(Pin::new(&mut *pending).poll(&mut context).is_pending());
            }
        }
        let refused = Err(Error::from(Fault::DiskFull));
        let given = [Some(Ok(appended(7))), Some(refused), None];
        for (to, given) in answers.into_iter().zip(given) {
            match given {
                Some(answer) => to.give(answer),
                None => drop(to),
            }
        }
        assert_eq!(woken.0.load(Ordering::SeqCst), 2);
        let mut next = || {
            let mut pending = waiting.remove(0);
            match Pin::new(&mut pending).poll(&mut context) {
                Poll::Ready(answer) => answer,
                Poll::Pending => panic!("answered above"),
            }
        };
        assert_eq!(next().expect("appended").first, 7);
        assert_eq!(code(next()), "ledger/disk-full");
        assert_eq!(code(next()), "ledger/stopped");
    }
}
