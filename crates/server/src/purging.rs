//! 清除 where everything comes together: what was asked is resolved and sealed, and what went is
//! wiped from everything that is kept beside the ledger.
//!
//! Promises: a reason that repeats what is to go is refused before anything is recorded; once a
//! purge is confirmed, drafts, messages on their way and the index of texts hold it no more, nor
//! do their files on disk. Page and terminal do it with the same functions. What left the program
//! before (mails, prints, exports, backups) is beyond it; the guide says so.

use host::{Finder, Folder, Host, SealBag};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zone::purge::command::{AskPurge, PurgeCommand};
use zone::purge::{PurgeGround, PurgeTarget, check_reason};
use zone::thread::check_text;
use zone::{Command, Event, PurgeId, Refusal, Sealer as _, TextRef, Texts as _, Words, Zone};

use crate::drafts::Drafts;

/// What somebody asks to be purged, as pages and the terminal send it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurgeTold {
    /// What is to go: comments `K3`, attachments `A7`, names of people `R4`, the texts of records
    /// `#1234`.
    #[schema(value_type = Vec<String>)]
    pub targets: Vec<PurgeTarget>,
    /// Why, in a word.
    pub ground: PurgeGround,
    /// Why, in words that do not repeat what is to go; sealed here.
    pub reason: String,
}

/// The texts of a purge in plain, for wiping what holds them beside the ledger.
#[derive(Debug, Default)]
pub struct Secrets(Vec<String>);

/// The command that asks for a purge, with its reason sealed.
///
/// # Errors
/// A reason that is empty, too long or repeats what is to go; a fault of the ledger.
pub fn purge_asked(
    host: &Host,
    told: &PurgeTold,
    today: Date,
) -> Result<(Command, SealBag), host::Error> {
    let zone = host.now(today)?.zone;
    let (mut targets, mut texts, mut going) = (Vec::new(), Vec::new(), Vec::new());
    for target in &told.targets {
        let target = meant(host, &zone, *target)?;
        let own = match target {
            PurgeTarget::Record(seq) if target.exists(&zone) => {
                let own = host.library().event(seq)?.event.texts();
                texts.extend(&own);
                own
            }
            _ => readable(&zone, target),
        };
        let plain = own.into_iter().filter_map(|text| plain(host, text));
        going.extend(plain.map(|text| (target, text)));
        targets.push(target);
    }
    let refused = check_reason(&told.reason, &going);
    if !refused.is_empty() {
        return Err(host::Error::Refused(refused));
    }
    let mut sealed = SealBag::new();
    let command = PurgeCommand::Ask(AskPurge {
        targets,
        texts,
        ground: told.ground,
        reason: sealed.seal(told.reason.trim(), &[]),
        effective_on: today,
    });
    Ok((Command::Purge(Box::new(command)), sealed))
}

/// The command that confirms one.
pub fn purge_confirmed(id: PurgeId, today: Date) -> Command {
    Command::Purge(Box::new(PurgeCommand::Confirm {
        id,
        effective_on: today,
    }))
}

/// The command that refuses one, with its reason sealed.
///
/// # Errors
/// What is wrong with the reason.
pub fn purge_refused(
    id: PurgeId,
    reason: &str,
    today: Date,
) -> Result<(Command, SealBag), Vec<Refusal>> {
    let refused = check_text("reason", reason);
    if !refused.is_empty() {
        return Err(refused);
    }
    let mut sealed = SealBag::new();
    let command = PurgeCommand::Refuse {
        id,
        reason: sealed.seal(reason.trim(), &[]),
        effective_on: today,
    };
    Ok((Command::Purge(Box::new(command)), sealed))
}

/// What a purge says in plain, to be asked before it is confirmed.
///
/// # Errors
/// A fault of the ledger.
pub fn purge_secrets(host: &Host, id: PurgeId, today: Date) -> Result<Secrets, host::Error> {
    let zone = host.now(today)?.zone;
    let Some(own) = zone.purges.get(&id) else {
        return Ok(Secrets::default());
    };
    let targets = own.targets.iter().flat_map(|own| readable(&zone, *own));
    // A hash or what a photo tells stands nowhere else: only what people wrote is looked for.
    let unreadable: Vec<TextRef> = own
        .targets
        .iter()
        .flat_map(|own| own.texts(&zone))
        .collect();
    let told = own.texts.iter().copied();
    let told = told.filter(|text| !unreadable.contains(text));
    let texts = targets.chain(told).filter_map(|text| plain(host, text));
    let said = texts.filter(|text| text.chars().count() > 1);
    Ok(Secrets(said.collect()))
}

/// Wipes what went from everything beside the ledger of a folder that no server runs on.
///
/// # Errors
/// `server/purge-left` with every place that could not be wiped.
pub fn wiped(folder: &Folder, host: &Host, secrets: &Secrets) -> Result<(), host::Error> {
    let mut left = Vec::new();
    let there = |name: &str| folder.path().join(name).exists();
    if there("drafts.sqlite") {
        let drafts = Drafts::open(folder.path()).and_then(|own| own.wipe(&wiping(secrets)));
        left.extend(drafts.err().map(|error| error.to_string()));
    }
    if there("notices.sqlite") {
        let store = courier::Store::open(folder.path()).and_then(|own| own.wipe(&wiping(secrets)));
        left.extend(store.err().map(|error| error.to_string()));
    }
    if folder.search().exists() {
        let index = Finder::open(folder, host.library()).and_then(|own| forget(host, &own));
        left.extend(index.err().map(|error| error.to_string()));
    }
    verdict(&left)
}

/// The same within a running server.
pub(crate) fn wipe(
    host: &Host,
    beside: (&Drafts, &courier::Store, &Finder),
    secrets: &Secrets,
) -> Result<(), host::Error> {
    let (drafts, store, finder) = beside;
    let mut left = Vec::new();
    let own = drafts.wipe(&wiping(secrets));
    left.extend(own.err().map(|error| error.to_string()));
    let own = store.wipe(&wiping(secrets));
    left.extend(own.err().map(|error| error.to_string()));
    let own = forget(host, finder);
    left.extend(own.err().map(|error| error.to_string()));
    verdict(&left)
}

fn verdict(left: &[String]) -> Result<(), host::Error> {
    if left.is_empty() {
        return Ok(());
    }
    let causes = left.join("；");
    Err(host::Error::from(crate::refusal::purge_left(&causes)))
}

fn forget(host: &Host, finder: &Finder) -> Result<(), host::Error> {
    let seen = host.now(host::today())?;
    finder.compare(host.library(), &seen)?;
    finder.forget_traces()
}

/// Takes the secrets out of a document in JSON; `None` where it holds none of them.
fn wiping(secrets: &Secrets) -> impl Fn(&str) -> Option<String> {
    let word = Words::new("（已清除）", "(purged)");
    move |document: &str| {
        let mut value: serde_json::Value = serde_json::from_str(document).ok()?;
        replace(&mut value, &secrets.0, &word.zh).then(|| value.to_string())
    }
}

fn replace(value: &mut serde_json::Value, secrets: &[String], by: &str) -> bool {
    use serde_json::Value as V;
    match value {
        V::String(text) => {
            let found = secrets.iter().filter(|own| text.contains(own.as_str()));
            let clean = found.fold(None, |clean: Option<String>, own| {
                Some(clean.as_deref().unwrap_or(text).replace(own.as_str(), by))
            });
            let changed = clean.is_some();
            if let Some(clean) = clean {
                *text = clean;
            }
            changed
        }
        V::Array(own) => replace_all(own.iter_mut(), secrets, by),
        V::Object(own) => replace_all(own.values_mut(), secrets, by),
        V::Null | V::Bool(_) | V::Number(_) => false,
    }
}

/// In each of several: one that held some does not save the others from being looked at.
fn replace_all<'a>(
    values: impl Iterator<Item = &'a mut serde_json::Value>,
    secrets: &[String],
    by: &str,
) -> bool {
    let mut any = false;
    for own in values {
        any |= replace(own, secrets, by);
    }
    any
}

/// A record that is about one file or one person means that file or person: of a record alone the
/// kept file would stay.
fn meant(host: &Host, zone: &Zone, target: PurgeTarget) -> Result<PurgeTarget, host::Error> {
    let PurgeTarget::Record(seq) = target else {
        return Ok(target);
    };
    if !target.exists(zone) {
        return Ok(target);
    }
    Ok(match host.library().event(seq)?.event {
        Event::AttachmentAdded(event) => PurgeTarget::Attachment(event.id),
        Event::AttachmentKept(event) => PurgeTarget::Attachment(event.id),
        Event::PersonAdded(event) => PurgeTarget::Person(event.id),
        _ => target,
    })
}

/// The texts of a target that people wrote: of a file its name alone.
fn readable(zone: &Zone, target: PurgeTarget) -> Vec<TextRef> {
    match target {
        PurgeTarget::Attachment(id) => {
            let kept = zone.attachments.get(&id);
            kept.map(|own| own.name).into_iter().collect()
        }
        other => other.texts(zone),
    }
}

fn plain(host: &Host, text: TextRef) -> Option<String> {
    host.library().find(text).text().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Secrets, wiping};

    #[test]
    fn secrets_go_from_every_text_of_a_document_and_nothing_else_changes() {
        let secrets = Secrets(vec!["13900000000".to_owned(), "甲乙丙".to_owned()]);
        let wipe = wiping(&secrets);
        let typed = r#"{"lines":[{"note":"电话 13900000000，找甲乙丙","n":13900000000}]}"#;
        let clean = r#"{"lines":[{"n":13900000000,"note":"电话 （已清除），找（已清除）"}]}"#;
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(wipe(typed).map(|own| value(&own)), Some(value(clean)));
        assert_eq!(wipe(r#"{"note":"按计划推进"}"#), None);
        assert_eq!(wipe("no document"), None);
    }
}
