//! Units, people and posts.

use jiff::civil::Date;

use super::shapes;
use crate::lineage::Change;
use crate::{PersonId, PostId, TextRef, UnitId};

shapes! {
    /// A unit was added.
    UnitAdded {
        /// Its id.
        id: UnitId,
        /// Its name.
        name: String,
        /// The unit above.
        parent: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// Other names.
        aliases: Vec<String>,
        /// From which date.
        effective_on: Date,
    }
    /// A unit was renamed, split, merged…
    UnitChanged {
        /// The unit.
        id: UnitId,
        /// What happened.
        change: Change<UnitId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// A person was added.
    PersonAdded {
        /// Its id.
        id: PersonId,
        /// Commitment of the name.
        name: TextRef,
        /// The unit.
        unit: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// From which date.
        effective_on: Date,
    }
    /// A post was added.
    PostAdded {
        /// Its id.
        id: PostId,
        /// Its title.
        title: String,
        /// The unit.
        unit: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// From which date.
        effective_on: Date,
    }
    /// A post was renamed, merged, abolished.
    PostChanged {
        /// The post.
        id: PostId,
        /// What happened.
        change: Change<PostId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// A post was given to somebody or left vacant.
    PostHeld {
        /// The post.
        id: PostId,
        /// Who holds it now.
        holder: Option<PersonId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
}
