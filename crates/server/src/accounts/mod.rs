//! Accounts: who may sign in, with which roles. Their life is in the `security` stream.

mod drawn;
mod event;
mod password;
mod security;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use host::{Host, SECURITY_STREAM};
use ledger::{Hash, PayloadState, Reader as _, SqliteStore};
use serde::Deserialize;
use zone::authority::Role;
use zone::{Actor, EnterpriseId, Lang, PersonId, Refusal, TextRef, UnitId};

use crate::{limits, refusal};
pub use drawn::draw_password;
use event::{AccountCreated, AccountDisabled, AccountEnabled, PasswordChanged, RolesChanged};
pub use password::PasswordCost;
use password::Passwords;
pub(crate) use security::{Happening, Security};

/// The accounts of a zone.
pub struct Accounts {
    store: Arc<SqliteStore>,
    security: Security,
    passwords: Passwords,
    table: RwLock<BTreeMap<String, Account>>,
    /// The last security event that was read.
    read_upto: Mutex<u64>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name: goes into the record.
    pub account: String,
    /// Its roles.
    pub roles: Vec<Role>,
    /// The unit of a reporter.
    pub unit: Option<UnitId>,
    /// The enterprise it speaks for.
    pub enterprise: Option<EnterpriseId>,
    /// The person it signs as.
    pub person: Option<PersonId>,
    /// The language its pages begin in.
    pub lang: Lang,
    /// Whether it may sign in no more.
    pub disabled: bool,
    name: Option<TextRef>,
    password: TextRef,
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its name: letters, digits, `.`, `_`, `-`.
    pub account: String,
    /// The person's name, as pages show it.
    pub name: Option<String>,
    /// Its password.
    pub password: String,
    /// Its roles.
    pub roles: Vec<Role>,
    /// The unit of a reporter.
    pub unit: Option<UnitId>,
    /// The enterprise it speaks for.
    pub enterprise: Option<EnterpriseId>,
    /// The person it signs as.
    pub person: Option<PersonId>,
    /// The language its pages begin in.
    pub lang: Lang,
}

/// What an account is bound to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bound {
    /// The unit of a reporter or reviewer.
    pub unit: Option<UnitId>,
    /// The enterprise it speaks for.
    pub enterprise: Option<EnterpriseId>,
    /// The person it signs as.
    pub person: Option<PersonId>,
}

impl Account {
    /// The account as one who acts.
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.account.clone(),
            roles: self.roles.clone(),
            unit: self.unit,
            person: self.person,
            enterprise: self.enterprise,
        }
    }
}

impl Accounts {
    /// Reads the accounts of a zone from its record.
    ///
    /// # Errors
    /// A fault of the ledger.
    pub fn load(host: &Host) -> Result<Accounts, host::Error> {
        Accounts::load_with(host, PasswordCost::default())
    }

    /// The same with another cost of hashing.
    ///
    /// # Errors
    /// A fault of the ledger.
    pub fn load_with(host: &Host, cost: PasswordCost) -> Result<Accounts, host::Error> {
        let accounts = Accounts {
            store: Arc::clone(host.store()),
            security: Security::new(Arc::clone(host.store())),
            passwords: Passwords::new(cost),
            table: RwLock::default(),
            read_upto: Mutex::default(),
        };
        accounts.refresh()?;
        Ok(accounts)
    }

    /// Makes an account; `by` is who makes it.
    ///
    /// # Errors
    /// `server/bad-account-name`, `server/account-exists`, `server/weak-password`,
    /// `server/exclusive-roles`, `server/reporter-without-unit`, `server/enterprise-alone`,
    /// `server/enterprise-unbound`, or a fault of the ledger.
    pub fn create(&self, new: NewAccount, by: &str) -> Result<(), host::Error> {
        let mut problems = problems_of(&new);
        problems.extend(problems_of_roles(&new.roles, new.unit, new.enterprise));
        if self.find(&new.account).is_some() {
            problems.push(refusal::account_exists(&new.account).at_field("account"));
        }
        if !problems.is_empty() {
            return Err(host::Error::Refused(problems));
        }
        let mut sealed = Vec::new();
        let name = match &new.name {
            Some(name) => Some(security::seal(name, &new.account, &mut sealed)?),
            None => None,
        };
        let hash = self.hash(&new.password)?;
        let created = AccountCreated {
            account: new.account.clone(),
            roles: new.roles,
            unit: new.unit,
            enterprise: new.enterprise,
            person: new.person,
            lang: new.lang,
            name,
            password: security::seal(&hash, &new.account, &mut sealed)?,
        };
        self.security.append(by, event::CREATED, &created, sealed)?;
        self.apply_created(created);
        Ok(())
    }

    /// Gives an account another password.
    ///
    /// # Errors
    /// `server/no-such-account`, `server/weak-password`, or a fault of the ledger.
    pub fn change_password(
        &self,
        account: &str,
        password: &str,
        by: &str,
    ) -> Result<(), host::Error> {
        if self.find(account).is_none() {
            return Err(refusal::no_such_account(account).into());
        }
        if !is_usable(password, account) {
            return Err(refusal::weak_password().at_field("password").into());
        }
        let mut sealed = Vec::new();
        let hash = self.hash(password)?;
        let changed = PasswordChanged {
            account: account.to_owned(),
            password: security::seal(&hash, account, &mut sealed)?,
        };
        self.security
            .append(by, event::PASSWORD_CHANGED, &changed, sealed)?;
        self.change(account, |own| own.password = changed.password);
        Ok(())
    }

    /// Gives an account other roles.
    ///
    /// # Errors
    /// `server/no-such-account`, `server/exclusive-roles`, `server/reporter-without-unit`,
    /// `server/last-administrator`, or a fault of the ledger.
    pub fn set_roles(
        &self,
        account: &str,
        roles: Vec<Role>,
        bound: Bound,
        by: &str,
    ) -> Result<(), host::Error> {
        if self.find(account).is_none() {
            return Err(refusal::no_such_account(account).into());
        }
        let Bound {
            unit,
            enterprise,
            person,
        } = bound;
        let mut problems = problems_of_roles(&roles, unit, enterprise);
        if !roles.contains(&Role::SecurityAdmin) && self.is_last_administrator(account) {
            problems.push(refusal::last_administrator(account).at_field("roles"));
        }
        if !problems.is_empty() {
            return Err(host::Error::Refused(problems));
        }
        let changed = RolesChanged {
            account: account.to_owned(),
            roles,
            unit,
            enterprise,
            person,
        };
        self.security
            .append(by, event::ROLES_CHANGED, &changed, Vec::new())?;
        self.change(account, |own| {
            (own.roles, own.unit) = (changed.roles.clone(), changed.unit);
            (own.enterprise, own.person) = (changed.enterprise, changed.person);
        });
        Ok(())
    }

    /// Lets an account sign in again.
    ///
    /// # Errors
    /// `server/no-such-account`, or a fault of the ledger.
    pub fn enable(&self, account: &str, by: &str) -> Result<(), host::Error> {
        if self.find(account).is_none() {
            return Err(refusal::no_such_account(account).into());
        }
        let enabled = AccountEnabled {
            account: account.to_owned(),
        };
        self.security
            .append(by, event::ENABLED, &enabled, Vec::new())?;
        self.change(account, |own| own.disabled = false);
        Ok(())
    }

    /// Lets an account sign in no more; its sessions end with the next request.
    ///
    /// # Errors
    /// `server/no-such-account`, `server/last-administrator`, or a fault of the ledger.
    pub fn disable(&self, account: &str, by: &str) -> Result<(), host::Error> {
        if self.find(account).is_none() {
            return Err(refusal::no_such_account(account).into());
        }
        if self.is_last_administrator(account) {
            return Err(refusal::last_administrator(account).into());
        }
        let disabled = AccountDisabled {
            account: account.to_owned(),
        };
        self.security
            .append(by, event::DISABLED, &disabled, Vec::new())?;
        self.change(account, |own| own.disabled = true);
        Ok(())
    }

    /// An account by its name.
    pub fn find(&self, account: &str) -> Option<Account> {
        self.read().get(account).cloned()
    }

    /// All accounts, by name.
    pub fn all(&self) -> Vec<Account> {
        self.read().values().cloned().collect()
    }

    /// The person's name as pages show it; the account's if none was given or it was purged.
    pub fn shown_name(&self, account: &Account) -> String {
        let text = account.name.and_then(|name| self.text(name));
        text.unwrap_or_else(|| account.account.clone())
    }

    /// Whether an account with this password may sign in. Takes the same time for an account
    /// that does not exist.
    pub(crate) fn verify(&self, account: &str, password: &str) -> Option<Account> {
        let found = self.find(account).filter(|found| !found.disabled);
        let hash = found.as_ref().and_then(|found| self.text(found.password));
        let matches = self.passwords.verify(password, hash.as_deref());
        found.filter(|_| matches)
    }

    /// The record of security events.
    pub(crate) fn security(&self) -> &Security {
        &self.security
    }

    fn hash(&self, password: &str) -> Result<String, host::Error> {
        let failed = |cause: String| {
            tracing::error!(%cause, "a password could not be hashed");
            host::Error::from(refusal::fault())
        };
        self.passwords.hash(password).map_err(failed)
    }

    fn text(&self, text: TextRef) -> Option<String> {
        match self.store.payload(&Hash(text.0)) {
            Ok(PayloadState::Present { bytes, .. }) => String::from_utf8(bytes).ok(),
            Ok(PayloadState::Purged { .. } | PayloadState::Missing) | Err(_) => None,
        }
    }

    /// Reads what was recorded since the last time, by whoever.
    ///
    /// # Errors
    /// A fault of the ledger.
    pub fn refresh(&self) -> Result<(), host::Error> {
        let mut read_upto = self
            .read_upto
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let newest = self.store.head(SECURITY_STREAM)?.seq;
        if newest > *read_upto {
            self.replay(*read_upto + 1)?;
            *read_upto = newest;
        }
        Ok(())
    }

    fn replay(&self, first: u64) -> Result<(), host::Error> {
        let mut records = Vec::new();
        for kind in event::OF_ACCOUNTS {
            let mut from = first;
            loop {
                let page = self
                    .store
                    .records(SECURITY_STREAM, from, 1_000, Some(kind))?;
                let Some(last) = page.last() else { break };
                from = last.seq + 1;
                records.extend(page);
            }
        }
        records.sort_by_key(|record| record.seq);
        // At one stroke: nobody may be seen with the roles of yesterday on the way.
        let mut table = self.write();
        for record in &records {
            replay_one(&mut table, &record.kind, &record.body);
        }
        Ok(())
    }

    fn apply_created(&self, created: AccountCreated) {
        insert(&mut self.write(), created);
    }

    /// Whether nobody else could put things right if this account were gone.
    fn is_last_administrator(&self, account: &str) -> bool {
        let table = self.read();
        let mut others = table
            .values()
            .filter(|other| !other.disabled && other.roles.contains(&Role::SecurityAdmin));
        others.next().is_some_and(|first| first.account == account) && others.next().is_none()
    }

    fn change(&self, account: &str, change: impl FnOnce(&mut Account)) {
        if let Some(own) = self.write().get_mut(account) {
            change(own);
        }
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, BTreeMap<String, Account>> {
        self.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, BTreeMap<String, Account>> {
        self.table.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn replay_one(table: &mut BTreeMap<String, Account>, kind: &str, body: &[u8]) {
    let mut change = |account: &str, change: &mut dyn FnMut(&mut Account)| {
        if let Some(own) = table.get_mut(account) {
            change(own);
        }
    };
    match kind {
        event::PASSWORD_CHANGED => {
            if let Some(PasswordChanged { account, password }) = parsed(body) {
                change(&account, &mut |own| own.password = password);
            }
        }
        event::ROLES_CHANGED => {
            if let Some(RolesChanged {
                account,
                roles,
                unit,
                enterprise,
                person,
            }) = parsed(body)
            {
                change(&account, &mut |own| {
                    (own.roles, own.unit) = (roles.clone(), unit);
                    (own.enterprise, own.person) = (enterprise, person);
                });
            }
        }
        event::ENABLED => {
            if let Some(AccountEnabled { account }) = parsed(body) {
                change(&account, &mut |own| own.disabled = false);
            }
        }
        event::DISABLED => {
            if let Some(AccountDisabled { account }) = parsed(body) {
                change(&account, &mut |own| own.disabled = true);
            }
        }
        _ => {
            if let Some(created) = parsed(body) {
                insert(table, created);
            }
        }
    }
}

fn insert(table: &mut BTreeMap<String, Account>, created: AccountCreated) {
    let account = Account {
        account: created.account.clone(),
        roles: created.roles,
        unit: created.unit,
        enterprise: created.enterprise,
        person: created.person,
        lang: created.lang,
        disabled: false,
        name: created.name,
        password: created.password,
    };
    table.insert(created.account, account);
}

/// A record of a newer program may not read; the account it speaks of then cannot sign in here.
fn parsed<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Option<T> {
    serde_json::from_slice(body)
        .inspect_err(|cause| tracing::warn!(%cause, "a security record cannot be read"))
        .ok()
}

fn problems_of(new: &NewAccount) -> Vec<Refusal> {
    let mut problems = Vec::new();
    if !is_name(&new.account) {
        problems.push(refusal::bad_account_name().at_field("account"));
    }
    if !is_usable(&new.password, &new.account) {
        problems.push(refusal::weak_password().at_field("password"));
    }
    problems
}

fn problems_of_roles(
    roles: &[Role],
    unit: Option<UnitId>,
    enterprise: Option<EnterpriseId>,
) -> Vec<Refusal> {
    let mut problems = Vec::new();
    let exclusive = |role: &Role| {
        matches!(
            role,
            Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor
        )
    };
    if roles.iter().any(exclusive) && roles.len() > 1 {
        problems.push(refusal::exclusive_roles().at_field("roles"));
    }
    if roles.contains(&Role::Enterprise) {
        if roles.len() > 1 {
            problems.push(refusal::enterprise_alone().at_field("roles"));
        }
        if enterprise.is_none() {
            problems.push(refusal::enterprise_unbound().at_field("enterprise"));
        }
    }
    let of_unit = |role: &Role| matches!(role, Role::Reporter | Role::Reviewer);
    if roles.iter().any(of_unit) && unit.is_none() {
        problems.push(refusal::reporter_without_unit().at_field("unit"));
    }
    problems
}

fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..=limits::ACCOUNT_CHARS_MAX).contains(&name.chars().count()) && name.chars().all(fits)
}

fn is_usable(password: &str, account: &str) -> bool {
    limits::PASSWORD_CHARS.contains(&password.chars().count()) && password != account
}
