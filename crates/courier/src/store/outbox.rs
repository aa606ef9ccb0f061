//! The outbox: what is on its way, and what became of it.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use rusqlite::{OptionalExtension as _, Row, params};
use serde::Serialize;

use super::{Store, StoreError};
use crate::compose::Message;
use crate::limits;

/// Where something goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// To an address by mail.
    Mail(String),
    /// To a robot by its number.
    Robot(i64),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Destination::Mail(address) => write!(f, "mail:{address}"),
            Destination::Robot(id) => write!(f, "robot:{id}"),
        }
    }
}

impl FromStr for Destination {
    type Err = ();

    fn from_str(text: &str) -> Result<Destination, ()> {
        match text.split_once(':') {
            Some(("mail", address)) => Ok(Destination::Mail(address.to_owned())),
            Some(("robot", id)) => id.parse().map(Destination::Robot).map_err(|_| ()),
            _ => Err(()),
        }
    }
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// 待发送: to be sent, or tried again.
    Waiting,
    /// 发送中. Found so after a restart it may have gone out: somebody decides.
    Sending,
    /// 已发送.
    Sent,
    /// 失败: not tried again by itself.
    Failed,
    /// 已放弃.
    GivenUp,
}

impl DeliveryState {
    const ALL: [(DeliveryState, &'static str); 5] = [
        (DeliveryState::Waiting, "waiting"),
        (DeliveryState::Sending, "sending"),
        (DeliveryState::Sent, "sent"),
        (DeliveryState::Failed, "failed"),
        (DeliveryState::GivenUp, "given_up"),
    ];

    /// Whether somebody may have it tried again.
    pub fn may_be_tried(self) -> bool {
        use DeliveryState as S;
        matches!(self, S::Failed | S::Waiting | S::GivenUp)
    }

    /// Whether somebody may give it up.
    pub fn may_be_given_up(self) -> bool {
        use DeliveryState as S;
        matches!(self, S::Failed | S::Waiting | S::Sending)
    }

    fn key(self) -> &'static str {
        let found = Self::ALL.iter().find(|(state, _)| *state == self);
        found.map_or("failed", |(_, key)| key)
    }

    fn read(key: &str) -> DeliveryState {
        let found = Self::ALL.iter().find(|(_, own)| *own == key);
        found.map_or(DeliveryState::Failed, |(state, _)| *state)
    }
}

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// Whom it is for: `account:zhang`, `robot:3`.
    pub recipient: String,
    /// Where it goes.
    pub destination: Destination,
    /// What it says.
    pub message: Message,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next, in seconds since 1970.
    pub next_at: i64,
    /// When it was made.
    pub made_at: i64,
    /// When it was sent or given up.
    pub ended_at: Option<i64>,
    /// Why it was not sent the last time.
    pub cause: String,
}

/// How many deliveries stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboxCounts {
    /// To be sent, or tried again.
    pub waiting: u32,
    /// Not tried again by themselves.
    pub failed: u32,
    /// Sent.
    pub sent: u32,
}

/// Something to be put on its way, with what it tells.
pub(crate) struct Outgoing<'a> {
    pub(crate) recipient: &'a str,
    pub(crate) destination: &'a Destination,
    pub(crate) message: &'a Message,
    pub(crate) keys: &'a BTreeSet<String>,
}

/// How a try ended.
pub(crate) enum Ended<'a> {
    Sent,
    Again { at: i64, cause: &'a str },
    Failed { cause: &'a str },
}

const COLUMNS: &str = "SELECT id, recipient, destination, body, state, tries, next_at, made_at, \
    ended_at, cause FROM outbox";

impl Store {
    /// The keys a recipient was told.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn told(&self, recipient: &str) -> Result<BTreeSet<String>, StoreError> {
        let connection = self.lock();
        let mut query = connection.prepare_cached("SELECT key FROM told WHERE recipient = ?1")?;
        let rows = query.query_map([recipient], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The day a recipient's last digest went out.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn last_digest(&self, recipient: &str) -> Result<Option<jiff::civil::Date>, StoreError> {
        let query = "SELECT day FROM digest WHERE recipient = ?1";
        let found = self.lock().query_row(query, [recipient], |row| row.get(0));
        let found: Option<String> = found.optional()?;
        Ok(found.and_then(|day| day.parse().ok()))
    }

    /// Puts a message on its way and remembers what it tells, both or neither. `digest` is the day
    /// whose digest it is; a digest with nothing to tell is remembered without a message.
    pub(crate) fn put(
        &self,
        recipient: &str,
        outgoing: Option<&Outgoing<'_>>,
        digest: Option<jiff::civil::Date>,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        if let Some(Outgoing {
            destination,
            message,
            keys,
            ..
        }) = outgoing
        {
            let body = serde_json::to_string(message)?;
            transaction.execute(
                "INSERT INTO outbox (recipient, destination, body, state, tries, next_at, made_at,
                     cause) VALUES (?1, ?2, ?3, 'waiting', 0, ?4, ?4, '')",
                params![recipient, destination.to_string(), body, now],
            )?;
            for key in *keys {
                let put = "INSERT OR IGNORE INTO told (recipient, key, at) VALUES (?1, ?2, ?3)";
                transaction.execute(put, params![recipient, key, now])?;
            }
        }
        if let Some(day) = digest {
            let put = "INSERT OR REPLACE INTO digest (recipient, day) VALUES (?1, ?2)";
            transaction.execute(put, params![recipient, day.to_string()])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Puts a single message on its way that tells of nothing: a trial.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn put_trial(
        &self,
        destination: &Destination,
        message: &Message,
        now: i64,
    ) -> Result<(), StoreError> {
        let recipient = destination.to_string();
        let outgoing = Outgoing {
            recipient: &recipient,
            destination,
            message,
            keys: &BTreeSet::new(),
        };
        self.put(outgoing.recipient, Some(&outgoing), None, now)
    }

    /// Takes what is to be sent by a moment, and marks it as being sent.
    pub(crate) fn take_due(&self, now: i64) -> Result<Vec<Delivery>, StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let text = format!(
            "{COLUMNS} WHERE state = 'waiting' AND next_at <= ?1 ORDER BY next_at, id LIMIT ?2"
        );
        let mut due = Vec::new();
        {
            let mut query = transaction.prepare(&text)?;
            let mut rows = query.query(params![now, limits::BATCH_MAX])?;
            while let Some(row) = rows.next()? {
                due.push(delivery(row)?);
            }
        }
        for own in &due {
            let taken = "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id = ?1";
            transaction.execute(taken, [own.id])?;
        }
        transaction.commit()?;
        Ok(due)
    }

    /// Gives back what was taken and not tried.
    pub(crate) fn untouched(&self, id: i64, next_at: i64) -> Result<(), StoreError> {
        self.lock().execute(
            "UPDATE outbox SET state = 'waiting', tries = tries - 1, next_at = ?2
             WHERE id = ?1 AND state = 'sending'",
            params![id, next_at],
        )?;
        Ok(())
    }

    /// Records how a try ended. What was given up meanwhile stays so.
    pub(crate) fn ended(&self, id: i64, ended: &Ended<'_>, now: i64) -> Result<(), StoreError> {
        let (state, next_at, ended_at, cause) = match *ended {
            Ended::Sent => (DeliveryState::Sent, now, Some(now), ""),
            Ended::Again { at, cause } => (DeliveryState::Waiting, at, None, cause),
            Ended::Failed { cause } => (DeliveryState::Failed, now, Some(now), cause),
        };
        self.lock().execute(
            "UPDATE outbox SET state = ?2, next_at = ?3, ended_at = ?4, cause = ?5
             WHERE id = ?1 AND state = 'sending'",
            params![id, state.key(), next_at, ended_at, cause],
        )?;
        Ok(())
    }

    /// What was being sent when the program stopped may have gone out: it is not sent again by
    /// itself, since nobody is told twice.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn settle_interrupted(&self, now: i64) -> Result<(), StoreError> {
        self.lock().execute(
            "UPDATE outbox SET state = 'failed', ended_at = ?1,
                 cause = '发送时程序中断，可能已送达 / interrupted while sending, may have arrived'
             WHERE state = 'sending'",
            [now],
        )?;
        Ok(())
    }

    /// The newest deliveries, those that need somebody first.
    ///
    /// # Errors
    /// SQLite fails, or what is kept does not read.
    pub fn deliveries(&self) -> Result<Vec<Delivery>, StoreError> {
        let connection = self.lock();
        let text = format!(
            "{COLUMNS} ORDER BY state = 'failed' DESC, state IN ('waiting', 'sending') DESC,
             id DESC LIMIT ?1"
        );
        let mut query = connection.prepare(&text)?;
        let mut rows = query.query([limits::LISTED_MAX])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(delivery(row)?);
        }
        Ok(found)
    }

    /// A delivery by its number.
    ///
    /// # Errors
    /// As [`Store::deliveries`].
    pub fn delivery(&self, id: i64) -> Result<Option<Delivery>, StoreError> {
        let connection = self.lock();
        let mut query = connection.prepare(&format!("{COLUMNS} WHERE id = ?1"))?;
        let mut rows = query.query([id])?;
        rows.next()?.map(delivery).transpose()
    }

    /// Wipes what was purged from every message, sent or not, and from the file on disk. `clean`
    /// gives a message without it, or nothing where it holds none of it.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn wipe(&self, clean: &dyn Fn(&str) -> Option<String>) -> Result<(), StoreError> {
        let connection = self.lock();
        let all: Vec<(i64, String)> = {
            let mut query = connection.prepare("SELECT id, body FROM outbox")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<Result<_, _>>()?
        };
        for (id, body) in &all {
            if let Some(body) = clean(body) {
                let put = "UPDATE outbox SET body = ?2 WHERE id = ?1";
                connection.execute(put, params![id, body])?;
            }
        }
        let fold = "PRAGMA wal_checkpoint(TRUNCATE)";
        Ok(connection.query_row(fold, [], |_| Ok(()))?)
    }

    /// How many deliveries stand how.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn outbox_counts(&self) -> Result<OutboxCounts, StoreError> {
        let text = "SELECT
            count(*) FILTER (WHERE state IN ('waiting', 'sending')),
            count(*) FILTER (WHERE state = 'failed'),
            count(*) FILTER (WHERE state = 'sent') FROM outbox";
        let row = |row: &Row<'_>| {
            Ok(OutboxCounts {
                waiting: row.get(0)?,
                failed: row.get(1)?,
                sent: row.get(2)?,
            })
        };
        Ok(self.lock().query_row(text, [], row)?)
    }

    /// Tries a failed or waiting delivery again now, from the first try.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn try_again(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        let changed = self.lock().execute(
            "UPDATE outbox SET state = 'waiting', tries = 0, next_at = ?2, ended_at = NULL
             WHERE id = ?1 AND state IN ('failed', 'waiting', 'given_up')",
            params![id, now],
        )?;
        Ok(changed > 0)
    }

    /// Gives a delivery up.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn give_up(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        let changed = self.lock().execute(
            "UPDATE outbox SET state = 'given_up', ended_at = ?2
             WHERE id = ?1 AND state IN ('failed', 'waiting', 'sending')",
            params![id, now],
        )?;
        Ok(changed > 0)
    }

    /// Forgets what is long over. What still gives occasion is remembered: `current` are its keys.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn forget_old(&self, current: &BTreeSet<&str>, now: i64) -> Result<(), StoreError> {
        let before = now - limits::KEPT_DAYS * 24 * 60 * 60;
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        transaction.execute(
            "DELETE FROM outbox WHERE state IN ('sent', 'given_up') AND ended_at < ?1",
            [before],
        )?;
        for table in ["seen", "told"] {
            let old: BTreeSet<String> = {
                let text = format!("SELECT DISTINCT key FROM {table} WHERE at < ?1");
                let mut query = transaction.prepare(&text)?;
                let rows = query.query_map([before], |row| row.get(0))?;
                rows.collect::<Result<_, _>>()?
            };
            let gone = format!("DELETE FROM {table} WHERE key = ?1 AND at < ?2");
            for key in old.iter().filter(|key| !current.contains(key.as_str())) {
                transaction.execute(&gone, params![key, before])?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

fn delivery(row: &Row<'_>) -> Result<Delivery, StoreError> {
    let destination: String = row.get(2)?;
    let body: String = row.get(3)?;
    let state: String = row.get(4)?;
    Ok(Delivery {
        id: row.get(0)?,
        recipient: row.get(1)?,
        // Written by the same program: what does not read leads nowhere and fails there.
        destination: destination.parse().unwrap_or(Destination::Robot(-1)),
        message: serde_json::from_str(&body)?,
        state: DeliveryState::read(&state),
        tries: row.get(5)?,
        next_at: row.get(6)?,
        made_at: row.get(7)?,
        ended_at: row.get(8)?,
        cause: row.get(9)?,
    })
}
