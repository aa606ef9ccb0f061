//! What was read in the page, and which projects are watched.

use std::collections::BTreeSet;

use rusqlite::params;
use zone::ProjectId;

use super::{Store, StoreError};
use crate::limits;

impl Store {
    /// The keys an account has read.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn read_by(&self, account: &str) -> Result<BTreeSet<String>, StoreError> {
        let connection = self.lock();
        let mut query = connection.prepare_cached("SELECT key FROM seen WHERE account = ?1")?;
        let rows = query.query_map([account], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Marks keys as read, or as not read.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn mark(
        &self,
        account: &str,
        keys: &[String],
        read: bool,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        for key in keys {
            if read {
                let put = "INSERT OR IGNORE INTO seen (account, key, at) VALUES (?1, ?2, ?3)";
                transaction.execute(put, params![account, key, now])?;
            } else {
                let gone = "DELETE FROM seen WHERE account = ?1 AND key = ?2";
                transaction.execute(gone, params![account, key])?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// The projects an account watches.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn watched_by(&self, account: &str) -> Result<BTreeSet<ProjectId>, StoreError> {
        let connection = self.lock();
        let text = "SELECT project FROM watched WHERE account = ?1";
        let mut query = connection.prepare_cached(text)?;
        let rows = query.query_map([account], |row| row.get(0).map(ProjectId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Watches a project, or no longer. Beyond a limit no more are taken.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn watch(
        &self,
        account: &str,
        project: ProjectId,
        watched: bool,
    ) -> Result<(), StoreError> {
        let text = if watched {
            "INSERT OR IGNORE INTO watched (account, project)
             SELECT ?1, ?2 WHERE (SELECT count(*) FROM watched WHERE account = ?1) < ?3"
        } else {
            "DELETE FROM watched WHERE account = ?1 AND project = ?2 AND ?3 > 0"
        };
        let max = limits::WATCHED_MAX;
        self.lock()
            .execute(text, params![account, project.0, max])?;
        Ok(())
    }
}
