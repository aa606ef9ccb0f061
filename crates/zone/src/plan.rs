//! A project's schedule: steps and their relations, adopted by a person.

use std::sync::OnceLock;

use jiff::civil::Date;
use schedule::Network;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::event::StepProgress;

/// A schedule as it was adopted. A new one is a proposal until a person adopts it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The working week it is counted in.
    pub week: WeekKind,
    /// Steps in the order of the office's list.
    pub steps: Vec<Step>,
    /// Relations between steps.
    pub links: Vec<StepLink>,
    /// The engine's network of it, kept for the next look.
    #[serde(skip)]
    pub network: KeptNetwork,
}

/// A network built of a plan. It follows from the plan, so that it is no part of what the plan
/// says: it is not written, and makes no plan differ from another. Whoever takes it compares it
/// with the plan first.
#[derive(Clone, Default)]
pub struct KeptNetwork(OnceLock<Network>);

impl KeptNetwork {
    /// What is kept.
    pub(crate) fn get(&self) -> Option<&Network> {
        self.0.get()
    }

    /// Keeps a network, if there is none yet, and gives it back.
    pub(crate) fn keep(&self, network: Network) -> Network {
        self.0.get_or_init(|| network.clone());
        network
    }
}

impl PartialEq for KeptNetwork {
    fn eq(&self, _: &KeptNetwork) -> bool {
        true
    }
}

impl Eq for KeptNetwork {}

impl std::fmt::Debug for KeptNetwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeptNetwork")
    }
}

impl Plan {
    /// The plan as adopted on a day: what it says is left is counted from then.
    pub(crate) fn counted(&self, effective_on: Date) -> Plan {
        let mut plan = self.clone();
        for left in plan
            .steps
            .iter_mut()
            .filter_map(|step| step.remaining_days.as_mut())
        {
            left.counted_on = Some(effective_on);
        }
        plan
    }

    /// Takes over the actual dates that it does not yet know of its steps.
    pub(crate) fn take_over(&mut self, progress: &[StepProgress]) {
        for report in progress {
            let Some(step) = self.steps.iter_mut().find(|own| own.key == report.step) else {
                continue;
            };
            step.actual_start = step.actual_start.or(report.actual_start);
            step.actual_finish = step.actual_finish.or(report.actual_finish);
        }
    }
}

/// The working week of a schedule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeekKind {
    /// Monday to Friday, with statutory holidays and make-up days.
    #[default]
    FiveDay,
    /// Monday to Saturday, with statutory holidays and make-up days.
    SixDay,
    /// Every day, with statutory holidays.
    SevenDay,
    /// Day and night, without holidays.
    RoundTheClock,
}

/// A step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Key within the schedule, unique.
    pub key: String,
    /// What is done.
    pub name: String,
    /// Duration in working days of the plan's week; 0 for a milestone.
    pub days: u32,
    /// The stage whose gate it opens when finished.
    pub gate: Option<String>,
    /// It may not start before this date.
    pub not_before: Option<Date>,
    /// Baseline start.
    pub baseline_start: Option<Date>,
    /// Baseline finish, inclusive.
    pub baseline_finish: Option<Date>,
    /// Actual start.
    pub actual_start: Option<Date>,
    /// Actual finish, inclusive.
    pub actual_finish: Option<Date>,
    /// Working days left, for a step under way; its duration less the days gone if not reported.
    pub remaining_days: Option<Left>,
}

/// Working days left of a step, and the day they were counted from: that of the report, so that a
/// forecast stays where it was reported until another report moves it.
///
/// In the record and the interface it is the number alone: an event has its day already. The state
/// keeps both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Working days of the plan's week.
    pub days: u32,
    /// Counted from the start of this day; of the day looked at, before an event gave one.
    pub counted_on: Option<Date>,
}

impl From<u32> for Left {
    fn from(days: u32) -> Left {
        let counted_on = None;
        Left { days, counted_on }
    }
}

impl Serialize for Left {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.days.serialize(serializer)
        } else {
            (self.days, self.counted_on).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Left {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Left, D::Error> {
        if deserializer.is_human_readable() {
            return u32::deserialize(deserializer).map(Left::from);
        }
        let (days, counted_on) = Deserialize::deserialize(deserializer)?;
        Ok(Left { days, counted_on })
    }
}

/// A relation between two steps, by their positions in [`Plan::steps`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLink {
    /// Position of the predecessor.
    pub from: u32,
    /// Position of the successor.
    pub to: u32,
    /// Kind of relation.
    pub kind: LinkKind,
    /// Lag in working days; below zero a lead.
    pub lag_days: i32,
}

/// The four relation types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LinkKind {
    /// Finish to start.
    #[default]
    FS,
    /// Start to start.
    SS,
    /// Finish to finish.
    FF,
    /// Start to finish.
    SF,
}
