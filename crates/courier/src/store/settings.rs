//! Settings: the zone's rules, the mail server, robots, everybody's preferences.

use rusqlite::{OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zone::Lang;

use super::{Store, StoreError};
use crate::plan::Since;
use crate::settings::{MailServer, Preferences, Robot, ZoneRules};

/// A robot as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRobot {
    /// Its number.
    pub id: i64,
    /// What was settled.
    pub robot: Robot,
    /// Its address: a secret.
    pub address: String,
    /// The secret it signs with; empty for none.
    pub secret: String,
    /// What came before is not sent to it.
    pub since: Since,
}

impl Store {
    /// The zone's rules.
    ///
    /// # Errors
    /// SQLite fails, or what is kept does not read.
    pub fn rules(&self) -> Result<ZoneRules, StoreError> {
        Ok(self
            .setting("rules")?
            .map_or_else(ZoneRules::default, |(own, _)| own))
    }

    /// Sets the zone's rules.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn set_rules(&self, rules: &ZoneRules) -> Result<(), StoreError> {
        self.keep("rules", rules, "")
    }

    /// The mail server and the password there.
    ///
    /// # Errors
    /// SQLite fails, or what is kept does not read.
    pub fn mail_server(&self) -> Result<Option<(MailServer, String)>, StoreError> {
        self.setting("mail")
    }

    /// Sets the mail server; without a password the one before stays.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn set_mail_server(
        &self,
        server: &MailServer,
        password: Option<&str>,
    ) -> Result<(), StoreError> {
        let kept = match password {
            Some(password) => password.to_owned(),
            None => self.mail_server()?.map(|(_, own)| own).unwrap_or_default(),
        };
        self.keep("mail", server, &kept)
    }

    fn setting<T: DeserializeOwned>(&self, name: &str) -> Result<Option<(T, String)>, StoreError> {
        let query = "SELECT body, secret FROM setting WHERE name = ?1";
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let found: Option<(String, String)> =
            self.lock().query_row(query, [name], row).optional()?;
        let Some((body, secret)) = found else {
            return Ok(None);
        };
        Ok(Some((serde_json::from_str(&body)?, secret)))
    }

    fn keep<T: Serialize>(&self, name: &str, value: &T, secret: &str) -> Result<(), StoreError> {
        let body = serde_json::to_string(value)?;
        let put = "INSERT OR REPLACE INTO setting (name, body, secret) VALUES (?1, ?2, ?3)";
        self.lock().execute(put, params![name, body, secret])?;
        Ok(())
    }

    /// What an account wants, where it was said, and since when.
    ///
    /// # Errors
    /// SQLite fails, or what is kept does not read.
    pub fn preferences(&self, account: &str) -> Result<Option<(Preferences, Since)>, StoreError> {
        let query = "SELECT body, since_seq, since_day FROM preferences WHERE account = ?1";
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let found: Option<(String, i64, String)> =
            self.lock().query_row(query, [account], row).optional()?;
        let Some((body, seq, day)) = found else {
            return Ok(None);
        };
        Ok(Some((serde_json::from_str(&body)?, Since::read(seq, &day))))
    }

    /// The zone's rules or an account's own preferences in their place.
    ///
    /// # Errors
    /// As [`Store::preferences`].
    pub fn wishes(&self, account: &str, lang: Lang) -> Result<Preferences, StoreError> {
        let own = self.preferences(account)?.map(|(own, _)| own);
        match own {
            Some(own) => Ok(own),
            None => Ok(Preferences::usual(&self.rules()?, lang)),
        }
    }

    /// Keeps what an account wants. What came before it first said so is not sent at once.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn set_preferences(
        &self,
        account: &str,
        own: &Preferences,
        now: Since,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(own)?;
        self.lock().execute(
            "INSERT INTO preferences (account, body, since_seq, since_day)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (account) DO UPDATE SET body = excluded.body",
            params![account, body, now.number(), now.day.to_string()],
        )?;
        Ok(())
    }

    /// All robots, oldest first.
    ///
    /// # Errors
    /// SQLite fails, or what is kept does not read.
    pub fn robots(&self) -> Result<Vec<KeptRobot>, StoreError> {
        let connection = self.lock();
        let text = "SELECT id, body, address, secret, since_seq, since_day FROM robot ORDER BY id";
        let mut query = connection.prepare(text)?;
        let mut rows = query.query([])?;
        let mut robots = Vec::new();
        while let Some(row) = rows.next()? {
            robots.push(kept(row)?);
        }
        Ok(robots)
    }

    /// A robot by its number.
    ///
    /// # Errors
    /// As [`Store::robots`].
    pub fn robot(&self, id: i64) -> Result<Option<KeptRobot>, StoreError> {
        Ok(self.robots()?.into_iter().find(|own| own.id == id))
    }

    /// Adds a robot; answers with its number, which is not given twice.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn add_robot(
        &self,
        robot: &Robot,
        (address, secret): (&str, &str),
        now: Since,
    ) -> Result<i64, StoreError> {
        let body = serde_json::to_string(robot)?;
        let connection = self.lock();
        connection.execute(
            "INSERT INTO robot (body, address, secret, since_seq, since_day)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![body, address, secret, now.number(), now.day.to_string()],
        )?;
        Ok(connection.last_insert_rowid())
    }

    /// Changes a robot; without an address or a secret those before stay.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn change_robot(
        &self,
        id: i64,
        robot: &Robot,
        (address, secret): (Option<&str>, Option<&str>),
    ) -> Result<bool, StoreError> {
        let body = serde_json::to_string(robot)?;
        let changed = self.lock().execute(
            "UPDATE robot SET body = ?2, address = coalesce(?3, address),
                 secret = coalesce(?4, secret) WHERE id = ?1",
            params![id, body, address, secret],
        )?;
        Ok(changed > 0)
    }

    /// Removes a robot with its address; what waits for it is given up.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn remove_robot(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let gone = transaction.execute("DELETE FROM robot WHERE id = ?1", [id])?;
        transaction.execute(
            "UPDATE outbox SET state = 'given_up', ended_at = ?2
             WHERE recipient = ?1 AND state IN ('waiting', 'failed')",
            params![format!("robot:{id}"), now],
        )?;
        transaction.commit()?;
        Ok(gone > 0)
    }
}

fn kept(row: &Row<'_>) -> Result<KeptRobot, StoreError> {
    let body: String = row.get(1)?;
    let day: String = row.get(5)?;
    Ok(KeptRobot {
        id: row.get(0)?,
        robot: serde_json::from_str(&body)?,
        address: row.get(2)?,
        secret: row.get(3)?,
        since: Since::read(row.get(4)?, &day),
    })
}
