//! 清除: what must go goes by two people; the commitment, the reason and a mark stay.
//!
//! A person's data, a secret entered by mistake, a file that should never have been attached: one
//! person asks that it be purged and says why, another one confirms. Then the payloads go from the
//! ledger in the same transaction that records it, and with them the kept file. The chain holds
//! commitments only, so it goes on verifying. Asking names things ([`PurgeTarget`]); what goes is
//! settled when it is confirmed, so that a text that was changed meanwhile goes in every version.

pub mod command;
mod mark;
mod target;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use mark::PurgeMark;
pub use mark::told;
pub use target::PurgeTarget;

use crate::thread::{Writer, check_text};
use crate::{Actor, AttachmentId, PurgeId, Refusal, TextRef, Words, refusal};

/// 清除理由: why something must go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PurgeGround {
    /// 个人信息: a person's data that is not needed, or whose time is over.
    PersonalData,
    /// 误录秘密: a secret that never should have been entered.
    Secret,
    /// 误传误录: the wrong text or file.
    Mistake,
    /// 依法要求: a law, a court or an authority asks for it.
    Ordered,
}

impl PurgeGround {
    /// All grounds.
    pub const ALL: [PurgeGround; 4] = [
        PurgeGround::PersonalData,
        PurgeGround::Secret,
        PurgeGround::Mistake,
        PurgeGround::Ordered,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            PurgeGround::PersonalData => Words::new("个人信息", "personal data"),
            PurgeGround::Secret => Words::new("误录秘密", "a secret entered by mistake"),
            PurgeGround::Mistake => Words::new("误传误录", "entered by mistake"),
            PurgeGround::Ordered => Words::new("依法要求", "required by law"),
        }
    }
}

/// 清除申请: what somebody asked to be purged, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purge {
    /// Its id.
    pub id: PurgeId,
    /// What is to go.
    pub targets: Vec<PurgeTarget>,
    /// Commitments of the texts as they were when it was asked.
    pub texts: Vec<TextRef>,
    /// Why, in a word.
    pub ground: PurgeGround,
    /// Commitment of why, in words.
    pub reason: TextRef,
    /// Who asked.
    pub by: Writer,
    /// When.
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
    /// What became of it; nothing while it waits for a second person.
    pub outcome: Option<PurgeOutcome>,
}

/// What became of a request to purge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurgeOutcome {
    /// Whether it was confirmed, and so what it names is gone.
    pub confirmed: bool,
    /// Commitment of why it was refused.
    pub reason: Option<TextRef>,
    /// By whom.
    pub by: Writer,
    /// When.
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// Purges that a later record tells of, taken over into an older one that was brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedPurge {
    /// The purge, and who it was by.
    pub mark: PurgeMark,
    /// Commitments of the texts that go.
    pub texts: Vec<TextRef>,
    /// Imported files that go.
    pub files: Vec<AttachmentId>,
}

/// Whether an actor is the same hand as the one who asked: the same account, the same person
/// behind two accounts, or the terminal of the machine twice, whoever sits there.
pub fn same_hand(asked: &Writer, actor: &Actor) -> bool {
    let of_machine = |account: &str| account == "local" || account.starts_with("local:");
    asked.account == actor.account
        || (asked.person.is_some() && asked.person == actor.person)
        || (of_machine(&asked.account) && of_machine(&actor.account))
}

/// What is wrong with the reason of a purge, asked where both are still in plain: it stays, so it
/// must not repeat what is to go. `going` are the texts, each under what names it.
pub fn check_reason(reason: &str, going: &[(PurgeTarget, String)]) -> Vec<Refusal> {
    let mut refused = check_text("reason", reason);
    let told = going.iter().filter(|(_, text)| repeats(reason, text));
    let mut told: Vec<PurgeTarget> = told.map(|(target, _)| *target).collect();
    told.dedup();
    refused.extend(
        told.into_iter()
            .map(|target| refusal::purge_reason_repeats(&target.to_string()).at_field("reason")),
    );
    refused
}

/// So many characters in a row that stand in both are a repetition.
const RUN: usize = 6;

/// Whether words repeat what is to go: the whole of it where it is short, or a piece of it.
pub fn repeats(words: &str, secret: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let kept = text.chars().filter(|own| own.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let (words, secret) = (letters(words), letters(secret));
    // A single letter or digit says nothing.
    let run = secret.len().min(RUN);
    if run < 2 || words.len() < run {
        return false;
    }
    let told: std::collections::BTreeSet<&[char]> = words.windows(run).collect();
    secret.windows(run).any(|piece| told.contains(piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, secret: &str, expected: bool) {
        assert_eq!(repeats(words, secret), expected, "{words} / {secret}");
    }

    #[test]
    fn words_that_repeat_the_secret_are_known() {
        check("误录了手机号", "13900000000", false);
        check("误录了手机号 139-0000-0000", "13900000000", true);
        check("误录了 000000 结尾的号码", "13900000000", true);
        check("写了甲乙丙的名字", "甲乙丙", true);
        check("写了一个人的名字", "甲乙丙", false);
        check("传错了文件", "A", false);
        check("", "甲乙丙", false);
        check("见到 secret token", "The Secret-Token 42", true);
    }

    #[test]
    fn one_hand_is_not_two() {
        let actor = |account: &str, person| Actor {
            account: account.to_owned(),
            roles: Vec::new(),
            unit: None,
            person,
            enterprise: None,
        };
        let by = Writer::of(&actor("office", Some(crate::PersonId(4))));
        assert!(same_hand(&by, &actor("office", None)));
        assert!(same_hand(&by, &actor("other", Some(crate::PersonId(4)))));
        assert!(!same_hand(&by, &actor("other", None)));
        let terminal = Writer::of(&actor("local:a", None));
        assert!(same_hand(&terminal, &actor("local:b", None)));
        assert!(same_hand(&terminal, &actor("local", None)));
        assert!(!same_hand(&terminal, &actor("office", None)));
    }
}
