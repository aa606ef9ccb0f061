//! What goes with a purge besides the payloads: the kept files, wherever nothing else needs them.
//!
//! Which files those are is found before the commit, for afterwards nobody knows their hashes; it
//! is written down beside the ledger until they are gone, so that a purge cut short is finished by
//! the next start. A file goes only if no attachment that stands leads to it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use zone::state::Attachment;
use zone::{Event, FoundText, TextRef, Texts as _, Zone};

use crate::library::Library;
use crate::{Error, Folder};

/// Files that a purge takes along, written down until they are gone.
#[derive(Debug, Default)]
pub(crate) struct Doomed(Vec<String>);

/// Where they are written down.
pub(crate) fn plan_of(folder: &Folder) -> PathBuf {
    folder.path().join("purging.json")
}

impl Doomed {
    /// The files that go with some events, `zone` being the state before them.
    pub(crate) fn of(library: &Library, zone: &Zone, events: &[Event]) -> Doomed {
        let texts: BTreeSet<TextRef> = events
            .iter()
            .flat_map(Event::purged)
            .map(|(text, _)| text)
            .collect();
        let files: BTreeSet<_> = events.iter().flat_map(Event::purged_files).collect();
        if texts.is_empty() && files.is_empty() {
            return Doomed::default();
        }
        let (mut gone, mut stays) = (BTreeSet::new(), BTreeSet::new());
        for (id, kept) in &zone.attachments {
            let Some(sha256) = library.content(kept) else {
                continue;
            };
            let goes = match &kept.attached {
                Some(own) => texts.contains(&own.content),
                None => files.contains(id),
            };
            match goes {
                true => gone.insert(sha256),
                false => stays.insert(sha256),
            };
        }
        Doomed(gone.difference(&stays).cloned().collect())
    }

    /// Those that a purge cut short left behind.
    pub(crate) fn left(folder: &Folder) -> Doomed {
        let bytes = fs::read(plan_of(folder)).unwrap_or_default();
        Doomed(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Writes them down.
    pub(crate) fn write_down(&self, folder: &Folder) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let path = plan_of(folder);
        let failed = |source| Error::Folder {
            path: path.clone(),
            source,
        };
        let mut all: BTreeSet<String> = Doomed::left(folder).0.into_iter().collect();
        all.extend(self.0.iter().cloned());
        // Plain text always writes.
        let bytes = serde_json::to_vec(&all).unwrap_or_default();
        let mut aside = tempfile::NamedTempFile::new_in(folder.path()).map_err(failed)?;
        std::io::Write::write_all(&mut aside, &bytes).map_err(failed)?;
        aside.as_file().sync_all().map_err(failed)?;
        aside.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// Removes those that nothing leads to any more, `zone` being the state that holds now.
    pub(crate) fn remove(
        self,
        library: &Library,
        zone: &Zone,
        folder: &Folder,
    ) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let Some(live) = live(library, zone) else {
            // A text that cannot be read may lead to one of them: they stay written down.
            return Ok(());
        };
        for sha256 in self.0.iter().filter(|own| !live.contains(*own)) {
            library.files().remove(sha256)?;
        }
        fs::remove_file(plan_of(folder)).unwrap_or_default();
        Ok(())
    }
}

/// The hashes that attachments which stand lead to; `None` where one of them cannot be read.
fn live(library: &Library, zone: &Zone) -> Option<BTreeSet<String>> {
    let mut live = BTreeSet::new();
    for kept in zone.attachments.values() {
        match hash_of(library, kept) {
            Some(FoundText::Text(sha256)) => {
                live.insert(sha256.to_string());
            }
            Some(FoundText::Missing) => return None,
            Some(FoundText::Purged(_)) | None => {}
        }
    }
    Some(live)
}

fn hash_of(library: &Library, kept: &Attachment) -> Option<FoundText> {
    match &kept.attached {
        Some(own) => Some(library.find(own.content)),
        None if kept.purged.is_some() => None,
        None => Some(FoundText::Text(kept.sha256.as_str().into())),
    }
}
