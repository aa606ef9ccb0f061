//! Reasons of dates in 32 bits: the slot of a link, or one of a few codes above all slots.

use crate::input::Bound;

/// The start of the project; of late dates, its finish.
pub(crate) const PROJECT_START: u32 = u32::MAX;
/// The early finish of the whole network.
pub(crate) const PROJECT_FINISH: u32 = u32::MAX;
/// The data date; of late dates, the required date.
pub(crate) const DATA_DATE: u32 = u32::MAX - 1;
/// The required date asked for.
pub(crate) const REQUIRED: u32 = u32::MAX - 1;
/// A fact.
pub(crate) const ACTUAL: u32 = u32::MAX - 2;
/// Of a summary or level of effort: what it spans.
pub(crate) const MEMBER: u32 = u32::MAX - 3;
/// The codes of constraints follow downwards.
const CONSTRAINT: u32 = u32::MAX - 4;

const BOUNDS: [Bound; 8] = [
    Bound::StartNotEarlier,
    Bound::StartNotLater,
    Bound::FinishNotEarlier,
    Bound::FinishNotLater,
    Bound::MustStart,
    Bound::MustFinish,
    Bound::ExpectedFinish,
    Bound::Resume,
];

/// The code of a constraint.
pub(crate) fn constraint(bound: Bound) -> u32 {
    CONSTRAINT - bound as u32
}

/// The constraint of a code.
pub(crate) fn bound(code: u32) -> Option<Bound> {
    let place = CONSTRAINT.checked_sub(code)?;
    BOUNDS.get(place as usize).copied()
}

/// Whether nothing in particular holds it: the start, the data date, the end asked for.
pub(crate) fn is_bare(code: u32) -> bool {
    code >= DATA_DATE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bound_has_its_code() {
        for known in BOUNDS {
            assert_eq!(bound(constraint(known)), Some(known));
        }
        assert_eq!((bound(ACTUAL), bound(7)), (None, None));
    }
}
