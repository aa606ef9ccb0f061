//! 位次与进退: who stands where among units, and who moved.

/// A place among units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1; those alike share a place, and the next one is left free.
    pub place: usize,
    /// Places gained since before; below zero lost. None where there was no place before.
    pub gained: Option<i64>,
}

/// Places of values, the highest first (the lowest with `less_is_better`), against those of before.
/// A unit without a value has no place.
pub fn places<T: Ord>(
    now: &[Option<T>],
    before: &[Option<T>],
    less_is_better: bool,
) -> Vec<Option<Place>> {
    let earlier: Vec<Option<usize>> = (0..before.len())
        .map(|at| place_of(before, at, less_is_better))
        .collect();
    let place = |at: usize| {
        let place = place_of(now, at, less_is_better)?;
        let gained = earlier
            .get(at)
            .copied()
            .flatten()
            .map(|was| was as i64 - place as i64);
        Some(Place { place, gained })
    };
    (0..now.len()).map(place).collect()
}

fn place_of<T: Ord>(values: &[Option<T>], at: usize, less_is_better: bool) -> Option<usize> {
    let own = values[at].as_ref()?;
    let ahead = |other: &&T| {
        if less_is_better {
            *other < own
        } else {
            *other > own
        }
    };
    Some(1 + values.iter().flatten().filter(ahead).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_alike_share_a_place_and_movement_is_against_before() {
        let now = [Some(90), Some(95), Some(95), None, Some(80)];
        let before = [Some(99), Some(70), None, Some(80), Some(60)];
        let found: Vec<_> = places(&now, &before, false)
            .iter()
            .map(|place| place.map(|place| (place.place, place.gained)))
            .collect();
        let expected = [
            Some((3, Some(-2))),
            Some((1, Some(2))),
            Some((1, None)),
            None,
            Some((4, Some(0))),
        ];
        assert_eq!(found, expected);
        assert_eq!(
            places(&[Some(1), Some(2)], &[], true)[0].map(|place| place.place),
            Some(1)
        );
    }
}
