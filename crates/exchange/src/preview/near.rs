//! Projects a row may mean although nothing of it matches exactly.
//!
//! Names are found by the pairs of characters they share, rarest first, within a budget for each
//! row: the search grows with the rows, never with rows times projects. What is found is scored
//! and told with its reasons; it is asked, never taken.

use std::cell::RefCell;
use std::collections::HashMap;

use zone::Fen;

use super::identity::NameKey;
use super::names::likeness;

/// Pairs of one name that are looked up, rarest first: a name of thirty characters has as many,
/// and the rarest ten find whatever shares half of them.
const GRAMS_LOOKED_UP: usize = 10;

/// Projects visited for one row. Pairs that every name has (项目, 工程) end the search.
const VISITS_MAX: usize = 1_500;

/// Projects scored for one row: those that share most pairs.
const SCORED_MAX: usize = 8;

/// Candidates shown for one question.
pub(super) const CANDIDATES_MAX: usize = 5;

/// A name this much alike (percent) is asked by itself: one character in ten differs.
const ALIKE_ALONE: usize = 82;

/// A name this much alike is asked when the amount is the same too, or the place and unit.
const ALIKE_WITH_MORE: usize = 60;

/// What is known of a project, or told by a row, besides its code.
#[derive(Debug, Clone)]
pub(super) struct Likeness<'a, U> {
    pub(super) name: &'a NameKey,
    pub(super) unit: Option<U>,
    pub(super) place: Option<&'a str>,
    pub(super) amount: Option<Fen>,
}

/// How alike two are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Score {
    /// Of the names, in percent.
    pub(super) name: usize,
    pub(super) same_unit: Option<bool>,
    pub(super) same_place: bool,
    pub(super) same_amount: bool,
}

impl Score {
    pub(super) fn of<U: PartialEq>(a: &Likeness<'_, U>, b: &Likeness<'_, U>) -> Score {
        let name = if a.name.core == b.name.core {
            100
        } else {
            likeness(&a.name.core, &b.name.core)
        };
        let same_unit = match (&a.unit, &b.unit) {
            (Some(a), Some(b)) => Some(a == b),
            _ => None,
        };
        Score {
            name,
            same_unit,
            same_place: a.place.is_some() && a.place == b.place,
            same_amount: a.amount.is_some_and(|own| own.0 > 0) && a.amount == b.amount,
        }
    }

    /// In percent, for the order: the name counts most.
    pub(super) fn percent(self) -> u8 {
        let mut points = self.name * 70;
        points += if self.same_unit == Some(true) {
            1_000
        } else {
            0
        };
        points += if self.same_amount { 1_500 } else { 0 };
        points += if self.same_place { 500 } else { 0 };
        u8::try_from(points / 100).unwrap_or(100)
    }

    /// Whether it is worth a question.
    pub(super) fn is_near(self) -> bool {
        let unit = self.same_unit != Some(false);
        let more = (self.same_amount && unit) || (self.same_place && self.same_unit == Some(true));
        self.name >= ALIKE_ALONE || (self.name >= ALIKE_WITH_MORE && more)
    }

    /// Whether a project that has disappeared may have become the row.
    pub(super) fn may_be_renamed(self) -> bool {
        let amount = self.same_amount && self.same_unit != Some(false);
        self.is_near() || amount || (self.same_place && self.same_unit == Some(true))
    }
}

/// Names by the pairs of characters they have.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    grams: HashMap<(char, char), Vec<u32>>,
    /// One more than the highest slot.
    slots: usize,
    /// Reused from row to row: all nought between two of them.
    counts: RefCell<Counts>,
}

/// How many pairs each slot shares with the name at hand, and which slots share any.
#[derive(Debug, Default)]
struct Counts {
    shared: Vec<u16>,
    touched: Vec<u32>,
}

impl NameIndex {
    pub(super) fn add(&mut self, slot: usize, key: &NameKey) {
        self.slots = self.slots.max(slot + 1);
        let slot = u32::try_from(slot).unwrap_or(u32::MAX);
        for gram in pairs(&key.core) {
            let slots = self.grams.entry(gram).or_default();
            // Names of one project are added together: a repeated one is the last.
            if slots.last() != Some(&slot) {
                slots.push(slot);
            }
        }
    }

    /// Slots whose names share most with this one, most first.
    pub(super) fn like(&self, key: &NameKey) -> Vec<usize> {
        let mut lists: Vec<&Vec<u32>> = pairs(&key.core)
            .filter_map(|gram| self.grams.get(&gram))
            .collect();
        lists.sort_by_key(|list| list.len());
        let mut counts = self.counts.borrow_mut();
        let Counts { shared, touched } = &mut *counts;
        shared.resize(self.slots, 0);
        let mut visits = 0;
        for list in lists.into_iter().take(GRAMS_LOOKED_UP) {
            visits += list.len();
            if visits > VISITS_MAX {
                break;
            }
            for slot in list {
                let count = &mut shared[*slot as usize];
                if *count == 0 {
                    touched.push(*slot);
                }
                *count += 1;
            }
        }
        let mut found: Vec<(u16, u32)> = touched
            .drain(..)
            .map(|slot| (std::mem::take(&mut shared[slot as usize]), slot))
            .collect();
        let order = |own: &(u16, u32)| (std::cmp::Reverse(own.0), own.1);
        if found.len() > SCORED_MAX {
            found.select_nth_unstable_by_key(SCORED_MAX, order);
            found.truncate(SCORED_MAX);
        }
        found.sort_by_key(order);
        found.into_iter().map(|(_, slot)| slot as usize).collect()
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> Score {
        let (a, b) = (NameKey::of(a), NameKey::of(b));
        let of = |name| Likeness::<u32> {
            name,
            unit: None,
            place: None,
            amount: None,
        };
        Score::of(&of(&a), &of(&b))
    }

    #[test]
    fn near_names_are_near_and_others_are_not() {
        assert!(alike("城东污水处理厂提标改造", "城东污水处理厂提标改建").is_near());
        assert!(alike("高端装备制造产业园", "高端装备产业园").is_near());
        assert!(!alike("高端装备制造产业园", "生物医药产业园").is_near());
        assert!(!alike("招商路", "招商大道北延").is_near());
    }

    #[test]
    fn the_index_finds_what_shares_rare_pairs() {
        let mut index = NameIndex::default();
        for (slot, name) in ["城东污水处理厂", "生物医药产业园", "城西污水处理厂"]
            .iter()
            .enumerate()
        {
            index.add(slot, &NameKey::of(name));
        }
        assert_eq!(index.like(&NameKey::of("城东污水厂")), [0, 2]);
        assert_eq!(index.like(&NameKey::of("桥")), Vec::<usize>::new());
    }
}
