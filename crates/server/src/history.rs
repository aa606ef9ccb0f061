//! Events in words, in both languages.

use host::Library;
use serde::Serialize;
use zone::view::{self, Looking};
use zone::{Words, Zone};

use crate::limits;
use crate::problem::Failure;
use crate::routes::time_text;

/// An event in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct Change {
    /// Its number.
    seq: u64,
    /// When it was recorded.
    recorded_at: String,
    /// From which date it holds.
    effective_on: Option<String>,
    /// Who did it.
    actor: String,
    /// Its kind.
    kind: String,
    /// What happened.
    text: Words,
}

/// The events of a history in words, oldest first; of a very long one the newest.
pub(crate) fn told(
    library: &Library,
    zone: &Zone,
    looking: Looking<'_>,
    history: &[u64],
) -> Result<Vec<Change>, Failure> {
    let from = history.len().saturating_sub(limits::HISTORY_MAX);
    let change = |seq: &u64| {
        let happened = library.event(*seq)?;
        Ok(Change {
            seq: happened.seq,
            recorded_at: time_text(happened.recorded_at),
            effective_on: happened.effective_on.map(|date| date.to_string()),
            text: view::history::of(zone, looking, *seq, &happened.event),
            actor: happened.actor,
            kind: happened.kind,
        })
    };
    history[from..].iter().map(change).collect()
}
