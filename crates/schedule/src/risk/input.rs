//! What is uncertain. Plain values; [`super::RiskModel::new`] checks everything.

use crate::input::{Activity, ActivityId};
use crate::network::Network;
use calendar::Calendar;

/// How values between the ends of a spread are weighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shape {
    /// A triangle over least, likely and most.
    #[default]
    Triangle,
    /// The beta distribution of PERT with its usual weight 4: mean (least + 4 likely + most) / 6.
    Pert,
    /// All alike; `likely` does not matter.
    Uniform,
}

/// Three points. The unit is said where one is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How values in between are weighted.
    pub shape: Shape,
    /// Never less.
    pub least: i64,
    /// Most often about this.
    pub likely: i64,
    /// Never more.
    pub most: i64,
}

impl Spread {
    /// One value.
    pub fn exactly(value: i64) -> Spread {
        Spread {
            shape: Shape::Triangle,
            least: value,
            likely: value,
            most: value,
        }
    }
}

/// How a duration may come out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Uncertainty {
    /// As planned.
    #[default]
    Planned,
    /// A share of the planned duration, in basis points (10,000 is as planned).
    Share(Spread),
    /// Working minutes. Of a started activity: of all its work; what remains keeps its share.
    Minutes(Spread),
    /// Like one of these past ratios of actual to planned, in basis points, each as likely as the
    /// others; see [`Risks::history`].
    History(Box<[i64]>),
}

/// Something that stretches or shrinks many activities alike, such as weather or how fast an
/// office approves: what makes their durations go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedDriver {
    /// The caller's name.
    pub key: String,
    /// How often it is at work at all, in basis points of the iterations.
    pub probability: u32,
    /// Its factor when at work: [`Uncertainty::Share`] or [`Uncertainty::History`].
    pub factor: Uncertainty,
    /// What it touches.
    pub activities: Vec<ActivityId>,
}

/// A risk event (风险事件), or a problem (问题) that is there already (probability 10,000).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskEvent {
    /// The caller's name.
    pub key: String,
    /// How often it strikes, in basis points of the iterations.
    pub probability: u32,
    /// Hundredths of working days, each of the activity's own calendar, that it adds to whatever
    /// it strikes: drawn once an iteration, the same for all of them.
    pub delay: Spread,
    /// What it strikes.
    pub activities: Vec<ActivityId>,
}

/// Everything that is uncertain about a network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Risks {
    /// Of every activity that `own` does not name.
    pub usual: Uncertainty,
    /// Of single activities.
    pub own: Vec<(ActivityId, Uncertainty)>,
    /// What many activities share.
    pub drivers: Vec<SharedDriver>,
    /// What may strike.
    pub events: Vec<RiskEvent>,
    /// Whose finishes are kept besides that of the whole: activities and summaries.
    pub watched: Vec<ActivityId>,
}

impl Risks {
    /// The spread taken for durations of which nothing is known: a triangle from 90 % over 100 %
    /// to 140 % of the plan. Works seldom finish much early and often finish late; the mean is
    /// 110 %. A custom, not a law: give your own spread or past ratios where there are any.
    pub const USUAL: Spread = Spread {
        shape: Shape::Triangle,
        least: 9_000,
        likely: 10_000,
        most: 14_000,
    };

    /// Past ratios: actual to planned working minutes of what is finished in a network, in basis
    /// points. Activities without duration, and those done in no working time, say nothing.
    pub fn history(network: &Network, activities: &[Activity]) -> Vec<i64> {
        let ratio = |activity: &Activity| {
            let calendars = &network.inner.calendars;
            let calendar: &Calendar = calendars.get(activity.calendar.0 as usize)?;
            let (start, finish) = (activity.actual_start?, activity.actual_finish?);
            let worked = calendar.working_minutes_between(start, finish);
            (activity.duration > 0 && worked > 0).then(|| worked * 10_000 / activity.duration)
        };
        activities.iter().filter_map(ratio).collect()
    }
}
