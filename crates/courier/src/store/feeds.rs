//! Addresses of calendars. Of a token only its hash is kept: who reads the file learns none.

use rusqlite::{OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::{Store, StoreError};

/// An account's calendar address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// When it was made, in seconds since 1970.
    pub made_at: i64,
    /// When a calendar last asked for it.
    pub used_at: Option<i64>,
}

impl Store {
    /// An account's calendar address, if it has one.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn feed(&self, account: &str) -> Result<Option<Feed>, StoreError> {
        let query = "SELECT made_at, used_at FROM feed WHERE account = ?1";
        let row = |row: &rusqlite::Row<'_>| {
            Ok(Feed {
                made_at: row.get(0)?,
                used_at: row.get(1)?,
            })
        };
        Ok(self.lock().query_row(query, [account], row).optional()?)
    }

    /// Gives an account another address; the one before leads nowhere.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn renew_feed(&self, account: &str, token: &str, now: i64) -> Result<(), StoreError> {
        self.lock().execute(
            "INSERT OR REPLACE INTO feed (account, token, made_at, used_at)
             VALUES (?1, ?2, ?3, NULL)",
            params![account, hashed(token), now],
        )?;
        Ok(())
    }

    /// Takes an account's address back.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn revoke_feed(&self, account: &str) -> Result<(), StoreError> {
        let gone = "DELETE FROM feed WHERE account = ?1";
        self.lock().execute(gone, [account])?;
        Ok(())
    }

    /// Whose calendar a token leads to. Looked up by its hash, so that comparing takes no longer
    /// for a token that is nearly right.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn account_of_feed(&self, token: &str, now: i64) -> Result<Option<String>, StoreError> {
        let connection = self.lock();
        let hash = hashed(token);
        let query = "SELECT account FROM feed WHERE token = ?1";
        let found = connection.query_row(query, [&hash], |row| row.get(0));
        let found: Option<String> = found.optional()?;
        if found.is_some() {
            let used = "UPDATE feed SET used_at = ?2 WHERE token = ?1";
            connection.execute(used, params![hash, now])?;
        }
        Ok(found)
    }
}

fn hashed(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
