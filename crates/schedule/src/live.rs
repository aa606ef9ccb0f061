//! A schedule that follows changes of single durations.
//!
//! Promises: after every change the columns are those a full pass would give. Work is done only
//! where something changed, in topological order; when too much has changed, the rest of the pass
//! is run straight through, so that the worst case is one full pass and a little.

use crate::backward::{self, End};
use crate::forward;
use crate::input::ActivityId;
use crate::layout;
use crate::limits::MINUTES_MAX;
use crate::network::{Inner, Network, Options, SPAN, minute, moment};
use crate::problem::Problem;
use crate::result::Schedule;
use std::sync::Arc;

/// A network and its schedule, kept in step; see [`Network::live`].
#[derive(Debug, Clone)]
pub struct Live {
    schedule: Schedule,
    /// Positions whose early dates, or late dates, are to be found again.
    ahead: Dirty,
    behind: Dirty,
}

/// What a change cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Activities whose dates were found again, in either pass.
    pub visited: usize,
    /// Whether one of the passes was run through to its end.
    pub full: bool,
}

/// When more than one activity in so many has been visited, the pass is run to its end.
const CUT_OVER: usize = 16;

impl Network {
    /// A schedule that follows changes. Holds a copy of the network of its own.
    pub fn live(&self, options: &Options) -> Live {
        let own = Network {
            inner: Arc::new(Inner::clone(&self.inner)),
        };
        let count = own.len();
        Live {
            schedule: own.schedule(options),
            ahead: Dirty::new(count),
            behind: Dirty::new(count),
        }
    }
}

impl Live {
    /// The schedule as it now is.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Changes the duration of an activity, in working minutes. Nothing changes if it is a summary
    /// or level of effort, whose dates follow from those of others.
    ///
    /// # Errors
    /// [`Problem::Duration`] if it is negative or above a hundred years.
    ///
    /// # Panics
    /// If the id is not one of the network.
    pub fn set_duration(&mut self, id: ActivityId, duration: i64) -> Result<Effort, Problem> {
        if !(0..=MINUTES_MAX).contains(&duration) {
            return Err(Problem::Duration {
                activity: format!("#{}", id.0),
                minutes: duration,
            });
        }
        let at = self.schedule.network.position(id);
        // Alone its owner, so this copies nothing.
        let inner = Arc::make_mut(&mut self.schedule.network.inner);
        if inner.flags[at] & SPAN != 0 {
            return Ok(Effort {
                visited: 0,
                full: false,
            });
        }
        let shares = layout::change_duration(inner, at, duration as i32);
        if inner.any_late || !inner.spans.is_empty() {
            return Ok(self.whole());
        }
        self.ahead.mark(at);
        self.behind.mark(at);
        if shares {
            let inner = &self.schedule.network.inner;
            for place in inner.places_out(at) {
                self.ahead.mark(inner.out_to[place] as usize);
            }
        }
        let forward = self.forward();
        let backward = self.backward(forward.full);
        Ok(Effort {
            visited: forward.visited + backward.visited,
            full: forward.full || backward.full,
        })
    }

    /// Plans moved as late as possible and spans look at everything.
    fn whole(&mut self) -> Effort {
        let options = Options {
            required: self.schedule.required,
            data_date: self.schedule.data_date,
        };
        self.schedule = self.schedule.network.schedule(&options);
        Effort {
            visited: self.schedule.network.len(),
            full: true,
        }
    }

    fn forward(&mut self) -> Effort {
        let Schedule {
            network,
            columns,
            data_date,
            ..
        } = &mut self.schedule;
        let inner = &network.inner;
        let count = inner.order.len();
        let mut effort = Effort {
            visited: 0,
            full: false,
        };
        while let Some(at) = self.ahead.first() {
            effort.visited += 1;
            if effort.visited > count / CUT_OVER {
                effort.full = true;
                self.ahead.clear();
                for at in at..count {
                    let found = forward::visit(inner, columns, at, *data_date);
                    forward::store(inner, columns, at, &found);
                }
                break;
            }
            let found = forward::visit(inner, columns, at, *data_date);
            if !forward::store(inner, columns, at, &found) {
                continue;
            }
            self.behind.mark(at);
            for place in inner.places_out(at) {
                self.ahead.mark(inner.out_to[place] as usize);
            }
            // Free floats look at the early dates of successors.
            for slot in inner.slots_in(at) {
                self.behind.mark(inner.in_from[slot] as usize);
            }
        }
        effort
    }

    fn backward(&mut self, everything: bool) -> Effort {
        let Schedule {
            network,
            columns,
            project_finish,
            required,
            ..
        } = &mut self.schedule;
        let inner = &network.inner;
        let count = inner.order.len();
        let finish = columns.early_finish.iter().copied().max();
        let finish = finish.map_or(*project_finish, minute);
        let moved = finish != *project_finish;
        *project_finish = finish;
        let end = End::new(moment(finish), required.map(moment));
        let mut effort = Effort {
            visited: 0,
            full: false,
        };
        if moved || everything {
            // What has no successor hangs on the finish of the whole; and after a whole forward
            // pass nobody knows what has stayed.
            self.behind.clear();
            effort.full = true;
            for at in (0..count).rev() {
                backward::visit(inner, columns, at, end);
            }
            return effort;
        }
        while let Some(at) = self.behind.last() {
            effort.visited += 1;
            if effort.visited > count / CUT_OVER {
                effort.full = true;
                self.behind.clear();
                for at in (0..=at).rev() {
                    backward::visit(inner, columns, at, end);
                }
                break;
            }
            if backward::visit(inner, columns, at, end) {
                for slot in inner.slots_in(at) {
                    self.behind.mark(inner.in_from[slot] as usize);
                }
            }
        }
        effort
    }
}

/// A set of positions, taken from either end: bits, and a bit for each word of them.
#[derive(Debug, Clone)]
struct Dirty {
    words: Vec<u64>,
    blocks: Vec<u64>,
}

impl Dirty {
    fn new(count: usize) -> Dirty {
        let words = count.div_ceil(64);
        Dirty {
            words: vec![0; words],
            blocks: vec![0; words.div_ceil(64)],
        }
    }

    fn mark(&mut self, at: usize) {
        self.words[at / 64] |= 1 << (at % 64);
        self.blocks[at / 4096] |= 1 << (at / 64 % 64);
    }

    fn clear(&mut self) {
        self.words.fill(0);
        self.blocks.fill(0);
    }

    /// Takes the first.
    fn first(&mut self) -> Option<usize> {
        let block = self.blocks.iter().position(|block| *block != 0)?;
        let word = block * 64 + self.blocks[block].trailing_zeros() as usize;
        let at = word * 64 + self.words[word].trailing_zeros() as usize;
        self.take(at);
        Some(at)
    }

    /// Takes the last.
    fn last(&mut self) -> Option<usize> {
        let block = self.blocks.iter().rposition(|block| *block != 0)?;
        let word = block * 64 + 63 - self.blocks[block].leading_zeros() as usize;
        let at = word * 64 + 63 - self.words[word].leading_zeros() as usize;
        self.take(at);
        Some(at)
    }

    fn take(&mut self, at: usize) {
        self.words[at / 64] &= !(1 << (at % 64));
        if self.words[at / 64] == 0 {
            self.blocks[at / 4096] &= !(1 << (at / 64 % 64));
        }
    }
}
