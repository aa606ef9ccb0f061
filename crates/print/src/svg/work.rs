//! What a row's bar consists of, in days of the axis.

use jiff::civil::Date;
use zone::view::wall::{RowBars, StepState};

use super::axis::Axis;
use super::spans::{Span, since, union, until};

/// The work of a project as it is drawn.
pub(super) struct Work {
    pub(super) baseline: Option<Span>,
    /// Work seen: solid.
    pub(super) done: Vec<Span>,
    /// Work ahead: hatched.
    pub(super) ahead: Vec<Span>,
    pub(super) critical: Vec<Span>,
    pub(super) required: Option<i32>,
    /// Actual finish, else forecast, else the last step's.
    pub(super) finish: Option<i32>,
    pub(super) is_finished: bool,
    pub(super) float_until: Option<i32>,
    pub(super) last_moment: Option<i32>,
}

impl Work {
    pub(super) fn of(bars: &RowBars, axis: &Axis) -> Work {
        let day = |date: Option<Date>| date.map(|date| axis.day(date));
        let (done, ahead) = if bars.steps.is_empty() {
            from_dates(bars, axis)
        } else {
            from_steps(bars, axis)
        };
        let last_step = ahead.last().or(done.last()).map(|span| span.to);
        let critical = bars.steps.iter().filter(|step| step.critical);
        let critical = critical.filter(|step| step.state != StepState::Done);
        Work {
            baseline: day(bars.baseline_start)
                .zip(day(bars.baseline_finish))
                .map(|(from, to)| Span { from, to }),
            critical: union(critical.map(|step| Span {
                from: axis.day(step.start),
                to: axis.day(step.finish),
            })),
            done,
            ahead,
            required: day(bars.required_finish),
            finish: day(bars.actual_finish.or(bars.forecast_finish)).or(last_step),
            is_finished: bars.actual_finish.is_some(),
            float_until: day(bars.float_until),
            last_moment: day(bars.last_moment),
        }
    }

    /// First and last day of anything drawn.
    pub(super) fn extent(&self) -> Option<(i32, i32)> {
        let spans = self.done.iter().chain(&self.ahead).chain(&self.baseline);
        let days = spans.flat_map(|span| [span.from, span.to]);
        let days = days.chain(self.required).chain(self.finish);
        let (first, last) = (days.clone().min()?, days.max()?);
        Some((first, last))
    }
}

fn from_steps(bars: &RowBars, axis: &Axis) -> (Vec<Span>, Vec<Span>) {
    let today = axis.day(axis.today);
    let spans = |without: StepState| {
        let kept = bars.steps.iter().filter(move |step| step.state != without);
        union(kept.map(|step| Span {
            from: axis.day(step.start),
            to: axis.day(step.finish),
        }))
    };
    let limit = bars.actual_finish.map_or(today, |finish| axis.day(finish));
    let done = until(spans(StepState::Ahead), limit);
    let ahead = since(spans(StepState::Done), today + 1);
    (done, ahead)
}

fn from_dates(bars: &RowBars, axis: &Axis) -> (Vec<Span>, Vec<Span>) {
    let today = axis.day(axis.today);
    let day = |date: Date| axis.day(date);
    let done = bars.actual_start.map(day).map(|from| Span {
        from,
        to: bars.actual_finish.map_or(today, day),
    });
    let done = until(union(done.into_iter()), today);
    let start = bars.actual_start.or(bars.baseline_start).map(day);
    let end = bars.forecast_finish.or(bars.baseline_finish).map(day);
    let (Some(start), Some(to), None) = (start, end, bars.actual_finish) else {
        return (done, Vec::new());
    };
    let from = start.max(today + 1);
    (done, union([Span { from, to }].into_iter()))
}
