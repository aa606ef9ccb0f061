//! Seeded randomness in whole numbers: the same on every machine.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// A seeded source of choices.
#[derive(Debug, Clone)]
pub(crate) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// Dice of their own for one purpose, so that a change elsewhere does not disturb them.
    pub(crate) fn of(seed: u64, purpose: u64) -> Dice {
        let mixed = seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Dice(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).max(0).unsigned_abs() + 1;
        // The bias of the remainder is below one in 10^15 for the small ranges asked for.
        let drawn = self.0.next_u64() % width;
        low.saturating_add(i64::try_from(drawn).unwrap_or(0))
    }

    /// The same, leaning to the middle.
    pub(crate) fn around(&mut self, low: i64, high: i64) -> i64 {
        let sum = self.between(low, high) + self.between(low, high) + self.between(low, high);
        sum.div_euclid(3)
    }

    /// True in so many of a thousand cases.
    pub(crate) fn chance(&mut self, permille: i64) -> bool {
        self.between(0, 999) < permille
    }

    /// A position below `count`.
    pub(crate) fn position(&mut self, count: usize) -> usize {
        let last = i64::try_from(count.saturating_sub(1)).unwrap_or(0);
        usize::try_from(self.between(0, last)).unwrap_or(0)
    }

    /// Puts a list into a random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = self.position(at + 1);
            list.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_throws_the_same() {
        let (mut one, mut other) = (Dice::of(7, 1), Dice::of(7, 1));
        let throws = |dice: &mut Dice| (0..20).map(|_| dice.between(-5, 5)).collect::<Vec<_>>();
        let first = throws(&mut one);
        assert_eq!(first, throws(&mut other));
        assert!(first.iter().all(|thrown| (-5..=5).contains(thrown)));
        assert_ne!(first, throws(&mut Dice::of(8, 1)));
    }
}
