//! Changes of channels, the same for pages, for programs through the local channel, and for one
//! that writes by itself: looked at, put on record in the stream of security events without any
//! secret, and only then done.

use std::sync::Arc;

use courier::{
    Delivery, Destination, KeptRobot, MailServer, Message, Robot, Since, Store, StoreError,
    ZoneRules,
};
use host::Host;
use zone::{Lang, Refusal};

use crate::accounts::Security;

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// It is refused, or the record failed.
    #[error(transparent)]
    Host(#[from] host::Error),
    /// The file of notices failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Vec<Refusal>> for NoticeError {
    fn from(problems: Vec<Refusal>) -> NoticeError {
        NoticeError::Host(problems.into())
    }
}

impl From<Refusal> for NoticeError {
    fn from(problem: Refusal) -> NoticeError {
        NoticeError::Host(problem.into())
    }
}

impl From<ledger::Error> for NoticeError {
    fn from(error: ledger::Error) -> NoticeError {
        NoticeError::Host(error.into())
    }
}

/// Somebody who changes the channels of notices.
pub struct NoticeChanges<'a> {
    host: &'a Host,
    store: &'a Store,
    by: &'a str,
}

impl<'a> NoticeChanges<'a> {
    /// `by` is the account that the record names.
    pub fn new(host: &'a Host, store: &'a Store, by: &'a str) -> NoticeChanges<'a> {
        NoticeChanges { host, store, by }
    }

    /// Sets the zone's rules.
    ///
    /// # Errors
    /// What is wrong with them, or a fault.
    pub fn set_rules(&self, rules: &ZoneRules) -> Result<(), NoticeError> {
        none_of(rules.problems())?;
        self.record(("notice.rules", "set"), None)?;
        Ok(self.store.set_rules(rules)?)
    }

    /// Sets the mail server; without a password the one before stays.
    ///
    /// # Errors
    /// What is wrong with it, or a fault.
    pub fn set_mail(&self, server: &MailServer, password: Option<&str>) -> Result<(), NoticeError> {
        none_of(server.problems())?;
        self.record(("notice.mail", "set"), Some(&server.host))?;
        Ok(self.store.set_mail_server(server, password)?)
    }

    /// Adds a robot with its address and the secret it signs with, empty for none; answers with its
    /// number. What came before is not sent to it.
    ///
    /// # Errors
    /// What is wrong with it, `courier/too-many-robots`, or a fault.
    pub fn add_robot(
        &self,
        robot: &Robot,
        (address, secret): (&str, &str),
    ) -> Result<i64, NoticeError> {
        let hosts = self.store.rules()?.hosts;
        let mut problems = courier::robot_problems(robot, Some(address), &hosts);
        problems.extend(courier::robots_full(self.store.robots()?.len()));
        none_of(problems)?;
        let day = host::today();
        let seq = self.host.now(day)?.zone.seq;
        self.record(("notice.robot", "added"), Some(&robot.name))?;
        let secrets = (address.trim(), secret.trim());
        let since = Since { seq, day };
        Ok(self.store.add_robot(robot, secrets, since)?)
    }

    /// Changes a robot; without an address or a secret those before stay.
    ///
    /// # Errors
    /// What is wrong with it, `courier/no-such-robot`, or a fault.
    pub fn change_robot(
        &self,
        id: i64,
        robot: &Robot,
        (address, secret): (Option<&str>, Option<&str>),
    ) -> Result<(), NoticeError> {
        let kept = self.robot(id)?;
        let address = address.unwrap_or(&kept.address);
        let hosts = self.store.rules()?.hosts;
        none_of(courier::robot_problems(robot, Some(address), &hosts))?;
        self.record(("notice.robot", "changed"), Some(&robot.name))?;
        let secrets = (Some(address.trim()), secret.map(str::trim));
        match self.store.change_robot(id, robot, secrets)? {
            true => Ok(()),
            false => Err(courier::unknown_robot().into()),
        }
    }

    /// Removes a robot with its address; what waits for it is given up.
    ///
    /// # Errors
    /// `courier/no-such-robot`, or a fault.
    pub fn remove_robot(&self, id: i64) -> Result<(), NoticeError> {
        let kept = self.robot(id)?;
        self.record(("notice.robot", "removed"), Some(&kept.robot.name))?;
        match self.store.remove_robot(id, now())? {
            true => Ok(()),
            false => Err(courier::unknown_robot().into()),
        }
    }

    /// Puts a message to a robot on its way that shows whether it works.
    ///
    /// # Errors
    /// `courier/no-such-robot`, or a fault.
    pub fn try_robot(&self, id: i64) -> Result<(), NoticeError> {
        let KeptRobot { robot, .. } = self.robot(id)?;
        self.record(("notice.robot", "tried"), Some(&robot.name))?;
        self.put_trial(&Destination::Robot(id), &robot.name, robot.lang)
    }

    /// The same by mail, to an address.
    ///
    /// # Errors
    /// `courier/bad-mail-address`, or a fault.
    pub fn try_mail(&self, to: &str) -> Result<(), NoticeError> {
        let address = courier::mail_address(to)?;
        self.record(("notice.mail", "tried"), None)?;
        self.put_trial(&Destination::Mail(address), "邮件", Lang::Zh)
    }

    /// Tries a delivery again now.
    ///
    /// # Errors
    /// `courier/no-such-delivery`, also where it stands otherwise by now; or a fault.
    pub fn try_again(&self, id: i64) -> Result<(), NoticeError> {
        let own = self.delivery(id, |own| own.state.may_be_tried())?;
        self.record(("notice.delivery", "again"), Some(&own.id.to_string()))?;
        settled(self.store.try_again(id, now())?)
    }

    /// Gives a delivery up.
    ///
    /// # Errors
    /// As [`NoticeChanges::try_again`].
    pub fn give_up(&self, id: i64) -> Result<(), NoticeError> {
        let own = self.delivery(id, |own| own.state.may_be_given_up())?;
        self.record(("notice.delivery", "given_up"), Some(&own.id.to_string()))?;
        settled(self.store.give_up(id, now())?)
    }

    fn robot(&self, id: i64) -> Result<KeptRobot, NoticeError> {
        let found = self.store.robot(id)?;
        Ok(found.ok_or_else(courier::unknown_robot)?)
    }

    fn delivery(
        &self,
        id: i64,
        may_be: impl Fn(&Delivery) -> bool,
    ) -> Result<Delivery, NoticeError> {
        let found = self.store.delivery(id)?.filter(may_be);
        Ok(found.ok_or_else(courier::unknown_delivery)?)
    }

    fn put_trial(&self, to: &Destination, name: &str, lang: Lang) -> Result<(), NoticeError> {
        let zone = self.host.now(host::today())?.zone;
        let zone = zone.profile.map_or_else(String::new, |own| own.name);
        let message = Message::trial(&zone, name, lang);
        Ok(self.store.put_trial(to, &message, now())?)
    }

    /// What is not on record does not hold.
    fn record(&self, what: (&str, &str), of: Option<&str>) -> Result<(), ledger::Error> {
        Security::new(Arc::clone(self.host.store())).setting(self.by, what, of)
    }
}

fn none_of(problems: Vec<Refusal>) -> Result<(), NoticeError> {
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems.into()),
    }
}

fn settled(done: bool) -> Result<(), NoticeError> {
    match done {
        true => Ok(()),
        false => Err(courier::unknown_delivery().into()),
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
