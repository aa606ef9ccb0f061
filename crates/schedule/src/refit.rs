//! The same plan on another day: what is planned stays, what has happened is other.
//!
//! Promises: [`Network::refit`] gives exactly the network that building anew would give, for less,
//! or nothing. Deliberately only for plans of plain work; everything else is built.

use crate::input::{Activity, ActivityId};
use crate::layout;
use crate::limits::{MOMENT_MAX, MOMENT_MIN};
use crate::network::{Inner, NO_EXTRA, Network};
use calendar::{Calendar, Minute};
use std::sync::Arc;

/// What is known of an activity on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// Must not start before this moment.
    pub start_not_earlier: Option<Minute>,
    /// When it really started.
    pub actual_start: Option<Minute>,
    /// Working minutes still to do, if started and not finished.
    pub remaining: Option<i64>,
    /// When it really finished.
    pub actual_finish: Option<Minute>,
}

impl Network {
    /// The network with other facts, another start of the project and calendars of the same weeks
    /// (their holidays may have become known since).
    ///
    /// `None` where only building anew can tell: for a network that has more than work, plain
    /// constraints and actuals, for other weeks, and for facts that a build might refuse.
    pub fn refit(
        &self,
        project_start: Minute,
        calendars: &[Calendar],
        facts: impl Fn(ActivityId) -> Facts,
    ) -> Option<Network> {
        let weeks = |calendars: &[Calendar], others: &[Calendar]| {
            let pairs = calendars.iter().zip(others);
            calendars.len() == others.len() && pairs.into_iter().all(|(a, b)| a.week() == b.week())
        };
        let known = &self.inner;
        if !known.refittable || !is_sound(project_start) || !weeks(&known.calendars, calendars) {
            return None;
        }
        let mut inner = Inner::clone(known);
        inner.project_start = project_start;
        inner.calendars = calendars.to_vec();
        inner.extras.clear();
        for at in 0..inner.order.len() {
            let activity = dated(&inner, at, facts(ActivityId(inner.order[at])))?;
            let extra = layout::extra(&activity, None, inner.calendar_at(at));
            inner.extra[at] = extra.map_or(NO_EXTRA, |extra| {
                inner.extras.push(extra);
                inner.extras.len() as u32 - 1
            });
        }
        layout::flags(&mut inner, |_| false);
        Some(Network {
            inner: Arc::new(inner),
        })
    }
}

fn is_sound(at: Minute) -> bool {
    (MOMENT_MIN..=MOMENT_MAX).contains(&at)
}

/// The activity at a position as a builder would be given it; nothing if it would ask.
fn dated(inner: &Inner, at: usize, facts: Facts) -> Option<Activity> {
    let duration = i64::from(inner.durations[at]);
    let moments = [
        facts.start_not_earlier,
        facts.actual_start,
        facts.actual_finish,
    ];
    let in_order = match (facts.actual_start, facts.actual_finish) {
        (Some(start), Some(finish)) => start <= finish,
        _ => true,
    };
    let underway = facts.actual_start.is_some() && facts.actual_finish.is_none();
    // More left than planned might take the network beyond the horizon.
    let left = |minutes: i64| underway && (0..=duration).contains(&minutes);
    if !in_order
        || !moments.into_iter().flatten().all(is_sound)
        || !facts.remaining.is_none_or(left)
    {
        return None;
    }
    let mut activity = Activity::new(crate::CalendarId(inner.calendar[at]), duration);
    activity.start_not_earlier = facts.start_not_earlier;
    activity.actual_start = facts.actual_start;
    activity.remaining = facts.remaining;
    activity.actual_finish = facts.actual_finish;
    Some(activity)
}

/// Whether an activity is work with nothing but what [`Facts`] can say.
pub(crate) fn is_plain_work(activity: &Activity) -> bool {
    let mut rest = Activity::new(activity.calendar, activity.duration);
    rest.start_not_earlier = activity.start_not_earlier;
    rest.actual_start = activity.actual_start;
    rest.remaining = activity.remaining;
    rest.actual_finish = activity.actual_finish;
    rest.key.clone_from(&activity.key);
    rest == *activity
}
