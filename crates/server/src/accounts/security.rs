//! The record of security events: who, when, from where.

use std::sync::Arc;

use host::SECURITY_STREAM;
use ledger::{Batch, Day, Draft, Hash, OsEntropy, Sealed, SqliteStore, Store as _, Suite};
use serde::Serialize;
use zone::TextRef;

use super::event::{self, SessionEvent, SettingChanged};

/// Writes security events.
pub(crate) struct Security {
    store: Arc<SqliteStore>,
}

/// What happened to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happening {
    Opened,
    Refused(&'static str),
    Closed(&'static str),
}

impl Security {
    pub(crate) fn new(store: Arc<SqliteStore>) -> Security {
        Security { store }
    }

    /// Records what happened to a session. On disk when it returns.
    pub(crate) fn session(
        &self,
        account: &str,
        address: &str,
        happening: Happening,
    ) -> Result<(), ledger::Error> {
        let (kind, why) = match happening {
            Happening::Opened => (event::OPENED, None),
            Happening::Refused(why) => (event::REFUSED, Some(why)),
            Happening::Closed(why) => (event::CLOSED, Some(why)),
        };
        let body = SessionEvent {
            account: shortened(account),
            address: address.to_owned(),
            why: why.map(str::to_owned),
        };
        self.append(account, kind, &body, Vec::new())
    }

    /// Records that a setting is being changed, before it is: what is not on record does not hold.
    /// No secret goes in here.
    pub(crate) fn setting(
        &self,
        by: &str,
        (setting, change): (&str, &str),
        of: Option<&str>,
    ) -> Result<(), ledger::Error> {
        let body = SettingChanged {
            setting: setting.to_owned(),
            change: change.to_owned(),
            of: of.map(str::to_owned),
        };
        self.append(by, event::SETTING_CHANGED, &body, Vec::new())
    }

    /// Appends one event with its payloads.
    pub(super) fn append(
        &self,
        by: &str,
        kind: &str,
        body: &impl Serialize,
        payloads: Vec<Sealed>,
    ) -> Result<(), ledger::Error> {
        let draft = Draft {
            effective_on: today(),
            source_as_of: None,
            actor: shortened(by),
            kind: kind.to_owned(),
            version: event::VERSION,
            payload_commitments: payloads.iter().map(|sealed| sealed.commitment).collect(),
            // Plain data with text keys always writes.
            body: serde_json::to_vec(body).unwrap_or_default(),
        };
        let request_id = format!("security-{}", hex::encode(random()?));
        let mut batch = Batch::new(SECURITY_STREAM, None, &request_id, vec![draft]);
        batch.payloads = payloads;
        self.store.append(batch).map(drop)
    }
}

/// Seals a text about an account.
pub(super) fn seal(
    text: &str,
    account: &str,
    into: &mut Vec<Sealed>,
) -> Result<TextRef, ledger::Error> {
    let subjects = vec![format!("account:{account}")];
    let bytes = text.as_bytes().to_vec();
    let sealed = ledger::seal(Suite::Sha256, bytes, subjects, &mut OsEntropy)?;
    let Hash(commitment) = sealed.commitment;
    into.push(sealed);
    Ok(TextRef(commitment))
}

/// What was typed as an account may be anything: the record keeps the beginning.
fn shortened(account: &str) -> String {
    let plain: String = account.chars().filter(|c| !c.is_control()).collect();
    let kept: String = plain
        .chars()
        .take(crate::limits::ACCOUNT_CHARS_MAX)
        .collect();
    let fits = kept.len() <= ledger::limits::ACTOR_BYTES_MAX;
    match (kept.is_empty(), fits) {
        (true, _) => "-".to_owned(),
        (false, true) => kept,
        (false, false) => kept
            .chars()
            .take(ledger::limits::ACTOR_BYTES_MAX / 4)
            .collect(),
    }
}

fn random() -> Result<[u8; 16], ledger::Error> {
    let mut bytes = [0; 16];
    ledger::Entropy::fill(&mut OsEntropy, &mut bytes)?;
    Ok(bytes)
}

fn today() -> Day {
    let today = host::today();
    let (year, month, day) = (today.year(), today.month(), today.day());
    Day::from_ymd(i32::from(year), month as u32, day as u32).unwrap_or(Day(0))
}
