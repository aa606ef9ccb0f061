//! What is not on its way yet: held by quiet hours, or waiting for the day's digest. Counts and
//! moments alone, for the administrator; what the notices say is their reader's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use zone::Calendars;
use zone::view::notices::Board;

use crate::plan::Recipient;
use crate::settings::When;
use crate::store::{Store, StoreError};

/// What something waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HeldBy {
    /// 免打扰: to go at once, but not in quiet hours nor on a day off.
    Quiet,
    /// 汇总: for the day's digest.
    Digest,
}

/// Notices of one recipient that wait for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// For what.
    pub by: HeldBy,
    /// Until when; none where no such moment is in sight.
    pub until: Option<DateTime>,
    /// How many.
    pub notices: u32,
}

/// What waits for a recipient, as [`plan`](crate::plan()) would put it on its way as time goes on.
///
/// # Errors
/// The store fails.
pub fn held(
    store: &Store,
    calendars: &Calendars,
    to: &Recipient<'_>,
    (board, read): (&Board, &BTreeSet<String>),
    now: DateTime,
) -> Result<Vec<Held>, StoreError> {
    let before = store.told(&to.key)?;
    let last = store.last_digest(&to.key)?;
    let digest = to.rules.next_digest(calendars, now, last);
    let going = to.rules.next_going(calendars, now);
    // The digest takes along what waits for the end of quiet hours.
    let first = [going, digest].into_iter().flatten().min();
    let mut found: BTreeMap<(HeldBy, Option<DateTime>), u32> = BTreeMap::new();
    for notice in &board.notices {
        if before.contains(&notice.key) || read.contains(&notice.key) {
            continue;
        }
        let is_new = to.since.is_before(notice);
        let passes = notice.urgent && to.rules.urgent_passes;
        let held = match (to.when)(notice.topic) {
            When::AtOnce if is_new && passes => continue,
            When::AtOnce if is_new => (HeldBy::Quiet, first),
            When::AtOnce | When::Digest if is_new || to.backlog => (HeldBy::Digest, digest),
            When::AtOnce | When::Digest | When::Never => continue,
        };
        // What goes now does not wait.
        if held.1 != Some(now) {
            *found.entry(held).or_default() += 1;
        }
    }
    let each = |((by, until), notices)| Held { by, until, notices };
    Ok(found.into_iter().map(each).collect())
}
