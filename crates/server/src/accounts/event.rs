//! Security events: frozen shapes of the `security` stream.
//!
//! A shape that was released is never edited: a change is a new version beside the old one.
//! Password hashes and names of people are payloads under commitments, so that they can be
//! purged.

use serde::{Deserialize, Serialize};
use zone::authority::Role;
use zone::{EnterpriseId, Lang, PersonId, TextRef, UnitId};

/// Version of every shape here.
pub(crate) const VERSION: u32 = 1;

/// `account.created`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccountCreated {
    /// Its name.
    pub(crate) account: String,
    /// Its roles.
    pub(crate) roles: Vec<Role>,
    /// The unit of a reporter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<UnitId>,
    /// The enterprise it speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enterprise: Option<EnterpriseId>,
    /// The person it signs as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) person: Option<PersonId>,
    /// The language its pages begin in.
    pub(crate) lang: Lang,
    /// Commitment of the person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<TextRef>,
    /// Commitment of the password's hash.
    pub(crate) password: TextRef,
}

/// `account.password_changed`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasswordChanged {
    /// The account.
    pub(crate) account: String,
    /// Commitment of the new password's hash.
    pub(crate) password: TextRef,
}

/// `setting.changed`: what, never a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SettingChanged {
    /// What: `notice.rules`, `notice.mail`, `notice.robot`, `notice.delivery`.
    pub(crate) setting: String,
    /// `set`, `added`, `changed`, `removed`, `tried`, `again` or `given_up`.
    pub(crate) change: String,
    /// Which of several, its host or its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<String>,
}

/// `account.disabled`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccountDisabled {
    /// The account.
    pub(crate) account: String,
}

/// `account.enabled`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccountEnabled {
    /// The account.
    pub(crate) account: String,
}

/// `account.roles_changed`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RolesChanged {
    /// The account.
    pub(crate) account: String,
    /// Its roles from now on.
    pub(crate) roles: Vec<Role>,
    /// The unit of a reporter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<UnitId>,
    /// The enterprise it speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enterprise: Option<EnterpriseId>,
    /// The person it signs as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) person: Option<PersonId>,
}

/// `session.opened`, `session.refused`, `session.closed`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionEvent {
    /// The account, as it was given.
    pub(crate) account: String,
    /// From which address.
    pub(crate) address: String,
    /// Why it was refused or ended: `password`, `throttled`, `disabled`, `signed-out`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<String>,
}

/// Kinds of the records of accounts, for reading them back.
pub(crate) const CREATED: &str = "account.created";
pub(crate) const PASSWORD_CHANGED: &str = "account.password_changed";
pub(crate) const DISABLED: &str = "account.disabled";
pub(crate) const ENABLED: &str = "account.enabled";
pub(crate) const ROLES_CHANGED: &str = "account.roles_changed";
/// All kinds that say something of an account.
pub(crate) const OF_ACCOUNTS: [&str; 5] =
    [CREATED, PASSWORD_CHANGED, DISABLED, ENABLED, ROLES_CHANGED];
/// A setting of the program was changed.
pub(crate) const SETTING_CHANGED: &str = "setting.changed";
/// Kinds of the records of sessions.
pub(crate) const OPENED: &str = "session.opened";
pub(crate) const REFUSED: &str = "session.refused";
pub(crate) const CLOSED: &str = "session.closed";

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn shapes_of_the_record_are_frozen() {
        let text = TextRef([7; 32]);
        let created = AccountCreated {
            account: "unit-03".into(),
            roles: vec![Role::Reporter],
            unit: Some(UnitId(3)),
            enterprise: None,
            person: None,
            lang: Lang::Zh,
            name: None,
            password: text,
        };
        let session = SessionEvent {
            account: "unit-03".into(),
            address: "10.0.0.7".into(),
            why: Some("password".into()),
        };
        let roles = RolesChanged {
            account: "unit-03".into(),
            roles: vec![Role::Leader],
            unit: None,
            enterprise: None,
            person: None,
        };
        let signs = RolesChanged {
            person: Some(PersonId(7)),
            ..roles.clone()
        };
        let firm = AccountCreated {
            account: "chenguang".into(),
            roles: vec![Role::Enterprise],
            unit: None,
            enterprise: Some(EnterpriseId(3)),
            person: None,
            lang: Lang::Zh,
            name: None,
            password: text,
        };
        let enabled = AccountEnabled {
            account: "unit-03".into(),
        };
        let setting = SettingChanged {
            setting: "notice.robot".into(),
            change: "added".into(),
            of: Some("调度群".into()),
        };
        let shown = [
            serde_json::to_string(&setting).unwrap(),
            serde_json::to_string(&created).unwrap(),
            serde_json::to_string(&firm).unwrap(),
            serde_json::to_string(&roles).unwrap(),
            serde_json::to_string(&signs).unwrap(),
            serde_json::to_string(&enabled).unwrap(),
            serde_json::to_string(&session).unwrap(),
        ]
        .join("\n");
        expect![[r#"
            {"setting":"notice.robot","change":"added","of":"调度群"}
            {"account":"unit-03","roles":["reporter"],"unit":"U3","lang":"zh-CN","password":"0707070707070707070707070707070707070707070707070707070707070707"}
            {"account":"chenguang","roles":["enterprise"],"enterprise":"E3","lang":"zh-CN","password":"0707070707070707070707070707070707070707070707070707070707070707"}
            {"account":"unit-03","roles":["leader"]}
            {"account":"unit-03","roles":["leader"],"person":"R7"}
            {"account":"unit-03"}
            {"account":"unit-03","address":"10.0.0.7","why":"password"}"#]]
        .assert_eq(&shown);
    }
}
