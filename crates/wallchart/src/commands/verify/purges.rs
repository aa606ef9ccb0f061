//! Purges held against the record: each payload that is gone has a record that says so, and each
//! that the record says is gone is.

use std::path::Path;
use std::sync::Arc;

use host::{Files, Folder, KnownAt, Library};
use ledger::{Hash, PayloadState, Reader as _, SqliteReader};
use serde::Serialize;
use zone::{Lang, Refusal, Words};

use crate::failure::Failure;
use crate::lang::say;

/// What was found.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    /// Payloads that two people purged, as the record says.
    told: u64,
    /// What does not fit.
    findings: Vec<Refusal>,
}

/// Compares the payloads that are gone with what the record says of purges.
pub(super) fn check(ledger: &Path, purged: u64) -> Result<Checked, Failure> {
    let folder = Folder::new(ledger.parent().unwrap_or(ledger));
    let reader = Arc::new(SqliteReader::open(ledger)?);
    let library = Library::over(Arc::clone(&reader) as _, Files::of(&folder));
    let zone = library.see(&KnownAt::Latest, host::today())?.zone;
    let mut checked = Checked {
        told: 0,
        findings: Vec::new(),
    };
    for (text, mark) in &zone.purged {
        match reader.payload(&Hash(text.0))? {
            PayloadState::Purged { .. } => checked.told += 1,
            PayloadState::Present { .. } | PayloadState::Missing => {
                checked.findings.push(undone(&mark.purge.to_string()));
            }
        }
    }
    let untold = purged.saturating_sub(checked.told);
    if untold > 0 {
        checked.findings.push(untold_of(untold));
    }
    Ok(checked)
}

fn undone(id: &str) -> Refusal {
    Refusal::new(
        "verify/purge-undone",
        Words::new(
            format!("{id} 记录已清除的附文仍在账本中，或去向不明"),
            format!("a payload that {id} says was purged is still there, or nobody knows where"),
        ),
        Words::new(
            "账本文件被换过或改过：查明来历；恢复较早备份时用 restore --purges 补做清除",
            "the file was changed or exchanged: find out how; `restore --purges` purges again",
        ),
    )
}

fn untold_of(count: u64) -> Refusal {
    Refusal::new(
        "verify/purge-untold",
        Words::new(
            format!("{count} 份附文被清除，而记录中没有相应的清除确认"),
            format!("{count} payloads were purged, and no record says that two people did it"),
        ),
        Words::new(
            "查明是谁、用什么程序改动了账本文件，并从备份比对",
            "find out who changed the file, and with what; compare it with a backup",
        ),
    )
}

impl Checked {
    /// Whether what is gone and what the record says agree.
    pub(crate) fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// For people: findings in both languages, for they are passed on.
    pub(super) fn text(&self, lang: Lang) -> String {
        let told = self.told;
        let mut text = String::new();
        if told > 0 {
            text += &say!(
                lang,
                "清除的附文中 {told} 份有两人办理的记录\n",
                "{told} of the purged payloads have the record of the two who did it\n"
            );
        }
        for own in &self.findings {
            let (message, code) = (&own.message, &own.code);
            text += &format!("✗ {}\n  {} [{code}]\n", message.zh, message.en);
        }
        if let Some(first) = self.findings.first() {
            let remedy = &first.remedy;
            text += &format!("→ {}\n→ {}\n", remedy.zh, remedy.en);
        }
        text
    }
}
