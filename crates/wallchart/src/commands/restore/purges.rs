//! Purges that a later record tells of, done again in a backup that was made before them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use host::{Files, Folder, KnownAt, Library, SealBag};
use ledger::{Hash, PayloadState, Reader as _, SqliteReader};
use zone::purge::CarriedPurge;
use zone::purge::command::PurgeCommand;
use zone::{Command, PurgeId, Zone};

use crate::context::Context;
use crate::failure::Failure;
use crate::writing::Writer;

/// Does them again in the folder that was restored; how many payloads went.
pub(super) fn carry_over(context: &Context, later: &Path) -> Result<usize, Failure> {
    let later = match later.is_dir() {
        true => Folder::new(later),
        false => Folder::new(later.parent().unwrap_or(later)),
    };
    let later = newest(context, &later)?;
    let reader = SqliteReader::open(&context.folder.ledger())?;
    let restored = newest(context, &context.folder)?;
    let mut purges: BTreeMap<PurgeId, CarriedPurge> = BTreeMap::new();
    for (text, mark) in &later.purged {
        // A payload that came after the backup is not in it; one purged before it is gone already.
        if matches!(reader.payload(&Hash(text.0))?, PayloadState::Present { .. }) {
            let own = purges.entry(mark.purge).or_insert_with(|| CarriedPurge {
                mark: (**mark).clone(),
                texts: Vec::new(),
                files: Vec::new(),
            });
            own.texts.push(*text);
        }
    }
    for (id, kept) in &later.attachments {
        let Some(mark) = &kept.purged else { continue };
        let same = restored.attachments.get(id);
        if same.is_some_and(|own| own.name == kept.name && own.purged.is_none())
            && let Some(own) = purges.get_mut(&mark.purge)
        {
            own.files.push(*id);
        }
    }
    drop(reader);
    let count = purges.values().map(|own| own.texts.len()).sum();
    if count > 0 {
        let command = PurgeCommand::CarryOver {
            purges: purges.into_values().collect(),
            effective_on: context.today,
        };
        let command = Command::Purge(Box::new(command));
        Writer::open(context)?.execute(command, SealBag::new())?;
    }
    Ok(count)
}

fn newest(context: &Context, folder: &Folder) -> Result<Zone, Failure> {
    let reader = SqliteReader::open(&folder.existing_ledger()?)?;
    let library = Library::over(Arc::new(reader), Files::of(folder));
    Ok(library.see(&KnownAt::Latest, context.today)?.zone)
}
