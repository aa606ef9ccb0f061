//! The zone itself: founded, its stage paths, roles, rules and holidays.

use jiff::civil::Date;

use super::shapes;
use crate::rule::RuleSet;
use crate::source::Source;
use crate::stage::{RoleDefinition, StagePath};
use crate::state::Profile;

shapes! {
    /// The zone was founded.
    ZoneFounded {
        /// What it is.
        profile: Profile,
        /// From which date.
        effective_on: Date,
    }
    /// The stage path of a nature was defined.
    StagePathDefined {
        /// The path.
        path: StagePath,
    }
    /// The role set was defined.
    RolesDefined {
        /// The roles.
        roles: Vec<RoleDefinition>,
    }
    /// Which fields come from an outside system was defined.
    SourceDefined {
        /// The system, with all its fields.
        source: Source,
    }
    /// A version of a rule set was defined.
    RuleSetDefined {
        /// The rule set.
        rule_set: RuleSet,
    }
    /// A version of a rule set came into force.
    RuleSetActivated {
        /// Its key.
        key: String,
        /// Its version.
        version: u32,
        /// From which date.
        effective_on: Date,
    }
    /// A statutory holiday notice was loaded.
    HolidayNoticeLoaded {
        /// The year it settles.
        year: i16,
        /// The notice as csv (date, name, kind, source).
        notice: String,
    }
}
