//! Kept files beside a ledger: each is hashed again and held against what the record says.

use std::path::Path;
use std::sync::Arc;

use host::{Error, Files, Folder, KnownAt, Library};
use ledger::SqliteReader;
use serde::Serialize;
use zone::{AttachmentId, Lang, Refusal};

use crate::failure::Failure;
use crate::lang::say;

/// What was found.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    /// Files that are what the record says.
    sound: usize,
    /// Files whose content was purged: the record says so, nothing is owed.
    purged: usize,
    /// Files that are lost or changed.
    findings: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Found {
    id: AttachmentId,
    #[serde(flatten)]
    problem: Refusal,
}

/// Hashes every file the record speaks of; `None` where the ledger lies in no data folder.
pub(super) fn check(ledger: &Path) -> Result<Option<Checked>, Failure> {
    let Some(folder) = ledger.parent().map(Folder::new) else {
        return Ok(None);
    };
    if folder.ledger() != ledger || !folder.files().is_dir() {
        return Ok(None);
    }
    let reader = SqliteReader::open(ledger)?;
    let library = Library::over(Arc::new(reader), Files::of(&folder));
    let zone = library.see(&KnownAt::Latest, host::today())?.zone;
    let mut checked = Checked {
        sound: 0,
        purged: 0,
        findings: Vec::new(),
    };
    for (id, kept) in &zone.attachments {
        let Some(sha256) = library.content(kept) else {
            checked.purged += 1;
            continue;
        };
        match library.files().read(&sha256) {
            Ok(_) => checked.sound += 1,
            Err(error @ (Error::File { .. } | Error::FileChanged { .. })) => {
                let problems = error.problems();
                let found = problems
                    .into_iter()
                    .map(|problem| Found { id: *id, problem });
                checked.findings.extend(found);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Some(checked))
}

impl Checked {
    /// Whether every file is what the record says.
    pub(crate) fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// For people: findings in both languages, for they are passed on.
    pub(super) fn text(&self, lang: Lang) -> String {
        let (sound, purged) = (self.sound, self.purged);
        let mut text = say!(
            lang,
            "附件 {sound} 个与登记相符，已清除 {purged} 个\n",
            "{sound} kept files are what the record says, {purged} purged\n"
        );
        for Found { id, problem } in &self.findings {
            let (message, code) = (&problem.message, &problem.code);
            text += &format!("✗ {id} {}\n  {} [{code}]\n", message.zh, message.en);
        }
        if let Some(first) = self.findings.first() {
            let remedy = &first.problem.remedy;
            text += &format!("→ {}\n→ {}\n", remedy.zh, remedy.en);
        }
        text
    }
}
