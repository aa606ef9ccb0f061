//! Whom an occasion is for.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Occasion;
use crate::authority::{Actor, Operation, Reach, Role};
use crate::decide::reaches;
use crate::state::Zone;
use crate::{EnterpriseId, Holder, MeetingId, ProjectId, UnitId};

/// Whom an occasion is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Those who work in a unit.
    Unit(UnitId),
    /// Everybody who belongs to a unit.
    Members(UnitId),
    /// Those who report for a unit.
    Reporters(UnitId),
    /// Those who review what a unit reports.
    Reviewers(UnitId),
    /// The dispatch office.
    Office,
    /// Leaders of the zone.
    Leaders,
    /// Whoever reads the whole zone, and everybody whose project it is.
    Readers,
    /// An enterprise's own sign-in.
    Enterprise(EnterpriseId),
    /// A person, or whoever holds a post.
    Holder(Holder),
    /// An account by name.
    Account(String),
    /// Those who watch a project.
    Watchers(ProjectId),
    /// Those a meeting concerns: the meeting's page says who.
    Meeting(MeetingId),
}

/// Whether an occasion is for somebody, who watches some projects. Whether it may be seen is asked
/// beside this.
pub fn is_for(
    zone: &Zone,
    actor: &Actor,
    watched: &BTreeSet<ProjectId>,
    on: Date,
    occasion: &Occasion,
) -> bool {
    let unit = actor.unit.map(|own| zone.unit_on(own, on));
    let mine = |other: UnitId| unit == Some(zone.unit_on(other, on));
    let works = |other: UnitId| {
        let roles = actor.roles.iter();
        let mut inside = roles.filter(|role| matches!(role, Role::Reporter | Role::Reviewer));
        inside.next().is_some() && mine(other)
    };
    let own = occasion.by.as_ref() == Some(&actor.account);
    let meant = |to: &Audience| match to {
        Audience::Unit(id) => works(*id),
        Audience::Members(id) => mine(*id),
        Audience::Reporters(id) => actor.reach(Operation::Report) == Reach::OwnUnit && mine(*id),
        Audience::Reviewers(id) => {
            actor.roles.contains(&Role::Reviewer)
                && reaches(zone, actor, Operation::ReviewReports, Some(*id), on)
        }
        Audience::Office => actor.reach(Operation::RunCycles) == Reach::All,
        Audience::Leaders => actor.roles.contains(&Role::Leader),
        Audience::Readers => {
            actor.reach(Operation::Read) != Reach::Nothing && !actor.roles.contains(&Role::Public)
        }
        Audience::Enterprise(id) => actor.speaks_for(*id),
        Audience::Holder(holder) => {
            let person = zone.person_of(*holder, on).map(|person| person.id);
            person.is_some() && person == actor.person
        }
        Audience::Account(account) => actor.account == *account,
        Audience::Watchers(project) => watched.contains(project),
        // Who may see a meeting is who takes part, or reads everything.
        Audience::Meeting(_) => actor.reach(Operation::Read) != Reach::Nothing,
    };
    !own && occasion.to.iter().any(meant)
}

impl Occasion {
    /// Whether it concerns a unit's group: the unit itself is meant.
    pub fn concerns(&self, zone: &Zone, unit: UnitId, on: Date) -> bool {
        let mine = |other: &UnitId| zone.is_within(zone.unit_on(*other, on), unit, on);
        self.to.iter().any(|to| match to {
            Audience::Unit(id) | Audience::Reporters(id) | Audience::Reviewers(id) => mine(id),
            _ => false,
        })
    }
}
