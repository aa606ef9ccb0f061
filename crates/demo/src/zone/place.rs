//! Placing a life in time, so that on a given day it has reached a given stage; and holding it up.

use jiff::civil::Date;
use zone::Calendars;
use zone::plan::Plan;

use super::curve::Span;
use super::dates::{add_days, days_between};
use super::life::planned_spans;
use super::template::Template;
use crate::dice::Dice;

/// Stages before the schedule begins and after it ends, with days between.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    before: Vec<(&'static str, i64)>,
    after: Vec<(&'static str, i64)>,
}

/// How long the last stage of a path is thought to last, for placing.
const TAIL_DAYS: i64 = 1300;

impl Path {
    /// The path of government works or of investment promotion, with days thrown by dice.
    pub(crate) fn of(public: bool, dice: &mut Dice) -> Path {
        if public {
            return Path {
                before: vec![("立项", dice.between(25, 110))],
                after: vec![("交付", dice.between(35, 120))],
            };
        }
        let signed = dice.between(12, 30);
        let talks = signed + dice.between(90, 210);
        let reserve = talks + dice.between(90, 220);
        let scheme = reserve + dice.between(90, 240);
        let running = dice.between(25, 60);
        let production = running + dice.between(30, 90);
        let listed = production + dice.between(120, 210);
        Path {
            before: vec![
                ("谋划", scheme),
                ("储备", reserve),
                ("在谈", talks),
                ("签约", signed),
            ],
            after: vec![
                ("投运", running),
                ("投产", production),
                ("入规", listed),
                ("达产", listed + dice.between(150, 260)),
            ],
        }
    }

    /// The days on which the stages are reached, each after the one before it.
    fn stages(&self, template: &Template, truth: &[Span]) -> Vec<(&'static str, Date)> {
        let begin = truth[0].0;
        let end = truth.last().map_or(begin, |span| span.1);
        let before = self
            .before
            .iter()
            .map(|(stage, days)| (*stage, add_days(begin, -days)));
        let gates = template
            .rows
            .iter()
            .zip(truth)
            .filter(|(row, _)| !row.3.is_empty());
        let gates = gates.map(|(row, span)| (row.3, span.1));
        let after = self
            .after
            .iter()
            .map(|(stage, days)| (*stage, add_days(end, *days)));
        let mut stages: Vec<(&'static str, Date)> = before.chain(gates).chain(after).collect();
        for at in 1..stages.len() {
            stages[at].1 = stages[at].1.max(add_days(stages[at - 1].1, 1));
        }
        stages
    }
}

/// A life that is being placed.
#[derive(Debug, Clone)]
pub(crate) struct Placing<'a> {
    /// Calendars of the zone.
    pub(crate) calendars: &'a Calendars,
    /// Template.
    pub(crate) template: &'a Template,
    /// Stages around the schedule.
    pub(crate) path: Path,
    /// What really happens: the plan with its real durations.
    pub(crate) real: Plan,
    /// The stage to have reached...
    pub(crate) target: &'static str,
    /// ... on this day ...
    pub(crate) anchor: Date,
    /// ... having so many thousandths of it behind.
    pub(crate) permille: i64,
    /// Not finished before this day.
    pub(crate) not_finished_before: Date,
}

/// Where it was placed.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// First day of the schedule.
    pub(crate) begin: Date,
    /// First and last day of each step.
    pub(crate) truth: Vec<Span>,
    /// Stages with their days.
    pub(crate) stages: Vec<(&'static str, Date)>,
}

impl Placing<'_> {
    /// Moves the beginning until the anchor falls into the target stage.
    pub(crate) fn place(&self) -> Placed {
        let mut permille = self.permille;
        let mut begin = self.anchor;
        loop {
            let mut placed = self.at(begin);
            // The calendar makes each move a little wrong: a few more put it right.
            for _ in 0..6 {
                let off = self.off(&placed, permille);
                if off == 0 {
                    break;
                }
                begin = add_days(begin, off);
                placed = self.at(begin);
            }
            let finish = placed.truth.last().map_or(begin, |span| span.1);
            if finish >= self.not_finished_before || permille <= 50 {
                return placed;
            }
            permille -= 50;
        }
    }

    /// The same with a step held up by so many working days more.
    pub(crate) fn hold_up(&mut self, step: usize, days: u32) {
        self.real.steps[step].days += days;
    }

    fn at(&self, begin: Date) -> Placed {
        let truth = planned_spans(&self.real, self.calendars, begin);
        let stages = self.path.stages(self.template, &truth);
        Placed {
            begin,
            truth,
            stages,
        }
    }

    /// Days by which the life has to move.
    fn off(&self, placed: &Placed, permille: i64) -> i64 {
        let at = placed
            .stages
            .iter()
            .position(|stage| stage.0 == self.target)
            .unwrap_or(0);
        let from = placed.stages[at].1;
        let until = placed
            .stages
            .get(at + 1)
            .map_or(add_days(from, TAIL_DAYS), |next| next.1);
        let inside = (days_between(from, until) - 1).max(0) * permille / 1000;
        days_between(add_days(from, inside), self.anchor)
    }
}

/// The step, among those begun by a day, at which a delay moves the finish most: the one with the
/// least float, the one under way first.
pub(crate) fn weakest(
    plan: &Plan,
    calendars: &Calendars,
    truth: &[Span],
    day: Date,
) -> Option<usize> {
    let begin = truth.first()?.0;
    let mut plan = plan.clone();
    for step in &mut plan.steps {
        step.not_before = Some(begin);
    }
    let scheduled = zone::network::schedule(&plan, calendars, begin, None)?;
    let begun = (0..truth.len()).filter(|at| truth[*at].0 <= day && plan.steps[*at].days > 0);
    begun.min_by_key(|at| {
        let under_way = truth[*at].1 > day;
        let float = scheduled.steps[*at].float_days;
        (float > 12, !under_way, days_between(truth[*at].0, day))
    })
}
