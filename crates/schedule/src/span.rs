//! Summaries and levels of effort: dates that follow from those of others.
//!
//! Filled in after both passes; nothing depends on them.

use crate::code;
use crate::lag;
use crate::network::{Inner, Moment, Tie, minute, moment};
use crate::plan::StepState;
use crate::result::Columns;
use calendar::Calendar;

/// A summary or level of effort.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) at: u32,
    pub(crate) of: Of,
    /// When it really began and ended, of a level of effort: that moves no more.
    pub(crate) facts: (Option<Moment>, Option<Moment>),
}

/// What it spans.
#[derive(Debug, Clone)]
pub(crate) enum Of {
    /// The parts of a summary, by position.
    Parts(Vec<u32>),
    /// The ties of a level of effort.
    Ties(Vec<SpanTie>),
}

/// A link of a level of effort.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpanTie {
    /// The other activity, by position.
    pub(crate) other: u32,
    /// Whether that is the predecessor.
    pub(crate) into: bool,
    pub(crate) tie: Tie,
    /// The id of the link.
    pub(crate) link: u32,
}

/// A pair of moments, start and finish.
type Pair = (Moment, Moment);

/// Fills the columns of all spans.
pub(crate) fn fill(inner: &Inner, columns: &mut Columns) {
    for span in &inner.spans {
        let at = span.at as usize;
        let early =
            |columns: &Columns, at: usize| (columns.early_start[at], columns.early_finish[at]);
        let late = |columns: &Columns, at: usize| columns.late(inner, at);
        let planned = |columns: &Columns, at: usize| columns.planned.get(at).copied();
        let (early, late, planned) = match &span.of {
            Of::Parts(parts) => (
                around(parts.iter().map(|part| early(columns, *part as usize))),
                around(parts.iter().map(|part| late(columns, *part as usize))),
                around(
                    parts
                        .iter()
                        .filter_map(|part| planned(columns, *part as usize)),
                ),
            ),
            Of::Ties(ties) => (
                tied(inner, inner.calendar_at(at), ties, |at| early(columns, at)),
                tied(inner, inner.calendar_at(at), ties, |at| late(columns, at)),
                tied(inner, inner.calendar_at(at), ties, |at| {
                    planned(columns, at).unwrap_or(early(columns, at))
                }),
            ),
        };
        // Without parts or ties it stands at the start of the project.
        let nowhere = (moment(inner.project_start), moment(inner.project_start));
        let held = |pair: Option<Pair>| held(pair.unwrap_or(nowhere), span.facts);
        let (early, late, planned) = (held(early), held(late), planned.map(|of| held(Some(of))));
        (columns.early_start[at], columns.early_finish[at]) = early;
        (columns.late_start[at], columns.late_finish[at]) = late;
        if let Some(column) = columns.planned.get_mut(at) {
            *column = planned.unwrap_or(early);
        }
        if let Some(open_to) = columns.open_to.get_mut(at) {
            *open_to = late.1;
        }
        if columns.total_float.is_empty() {
            continue;
        }
        let float = match &span.of {
            Of::Parts(parts) => {
                // What is over has none left, and that says nothing of the rest.
                let ahead = parts.iter().map(|part| *part as usize);
                let ahead = ahead.filter(|part| inner.state_at(*part) != StepState::Finished);
                let floats = ahead.map(|part| columns.total_float[part]);
                floats.min().unwrap_or(0)
            }
            Of::Ties(_) => {
                let calendar = inner.calendar_at(at);
                let (early, late) = (minute(early.1), minute(late.1));
                calendar.working_minutes_between(early, late) as i32
            }
        };
        columns.total_float[at] = float;
        columns.free_float[at] = 0;
        columns.driver[at] = code::MEMBER;
        columns.late_driver[at] = code::MEMBER;
    }
}

/// From the first start to the last finish.
fn around(pairs: impl Iterator<Item = Pair>) -> Option<Pair> {
    pairs.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
}

/// With what has really happened in place of what was found.
fn held((start, finish): Pair, facts: (Option<Moment>, Option<Moment>)) -> Pair {
    match facts {
        (begun, Some(over)) => (begun.unwrap_or(start).min(over), over),
        (Some(begun), None) => (begun, finish.max(begun)),
        (None, None) => (start, finish),
    }
}

/// From the first moment its start is tied to until the last its finish is tied to. A start or
/// finish without a tie falls on the other end.
fn tied(
    inner: &Inner,
    calendar: &Calendar,
    ties: &[SpanTie],
    dates: impl Fn(usize) -> Pair,
) -> Option<Pair> {
    let (mut start, mut finish): (Option<Moment>, Option<Moment>) = (None, None);
    for SpanTie {
        other, into, tie, ..
    } in ties
    {
        let of = dates(*other as usize);
        let from_finish = tie.relation.from_finish();
        let (own_is_start, at) = if *into {
            let end = if from_finish { of.1 } else { of.0 };
            (tie.relation.to_start(), lag::after(inner, tie, end))
        } else {
            let end = if tie.relation.to_start() { of.0 } else { of.1 };
            (!from_finish, lag::before(inner, tie, end))
        };
        if own_is_start {
            start = Some(start.map_or(at, |start| start.min(at)));
        } else {
            finish = Some(finish.map_or(at, |finish| finish.max(at)));
        }
    }
    let (start, finish) = (start.or(finish)?, finish.or(start)?);
    // Its own working time: from where work begins to where it ends.
    let start = moment(calendar.next_working(minute(start)));
    let finish = moment(calendar.previous_working(minute(finish)));
    Some((start.min(finish), finish))
}
