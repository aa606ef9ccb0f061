//! Which of the files a zone has kept can be written into.

use std::collections::BTreeSet;

use jiff::civil::Date;
use zone::{AttachmentId, Zone};

/// Kept files that came in as a ledger, the newest first.
pub fn kept_files(zone: &Zone) -> Vec<AttachmentId> {
    let mut read = BTreeSet::new();
    for project in zone.projects.values() {
        for line in project.facts.values() {
            for (_, fact) in line.until(Date::MAX) {
                read.extend(fact.cell.map(|cell| cell.attachment));
            }
        }
    }
    let mut files: Vec<_> = zone
        .attachments
        .iter()
        .filter(|(id, file)| read.contains(id) && !file.sheets.is_empty())
        .filter(|(_, file)| file.purged.is_none())
        .filter(|(_, file)| !crate::fill_in::is_fill_in(&file.sheets))
        .collect();
    files.sort_by_key(|(_, file)| std::cmp::Reverse(file.seq));
    files.into_iter().map(|(id, _)| *id).collect()
}
