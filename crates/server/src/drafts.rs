//! 草稿: what somebody has typed into a report and not submitted yet.
//!
//! Promises: a draft is its writer's alone, is never hashed and never part of the record, and is
//! gone once the report is submitted. A file of its own beside the ledger; losing it loses typing
//! and nothing else.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, params};
use zone::{ReportId, UnitId};

use crate::limits;

/// Name of the file in the data folder.
const FILE: &str = "drafts.sqlite";

/// A draft as it was saved.
pub(crate) struct Draft {
    /// When, in seconds since 1970.
    pub(crate) saved_at: i64,
    /// What was typed, as the page writes it.
    pub(crate) body: String,
}

/// The drafts of everybody, each for its writer.
pub(crate) struct Drafts(Mutex<Connection>);

impl Drafts {
    /// Opens the file in a data folder, or makes it.
    pub(crate) fn open(folder: &Path) -> rusqlite::Result<Drafts> {
        let path = folder.join(FILE);
        let connection = Connection::open(&path)?;
        only_ours(&path);
        connection.execute_batch(
            "PRAGMA secure_delete = ON;
             PRAGMA journal_mode = WAL;
             PRAGMA busy_timeout = 5000;
             CREATE TABLE IF NOT EXISTS table_mapping (
                 unit TEXT NOT NULL,
                 layout TEXT NOT NULL,
                 mapping TEXT NOT NULL,
                 PRIMARY KEY (unit, layout)
             );
             CREATE TABLE IF NOT EXISTS draft (
                 account TEXT NOT NULL,
                 report TEXT NOT NULL,
                 saved_at INTEGER NOT NULL,
                 body TEXT NOT NULL,
                 PRIMARY KEY (account, report)
             ) WITHOUT ROWID, STRICT;",
        )?;
        Ok(Drafts(Mutex::new(connection)))
    }

    /// An account's draft of a report.
    pub(crate) fn find(&self, account: &str, id: ReportId) -> rusqlite::Result<Option<Draft>> {
        let query = "SELECT saved_at, body FROM draft WHERE account = ?1 AND report = ?2";
        let row = |row: &rusqlite::Row<'_>| {
            Ok(Draft {
                saved_at: row.get(0)?,
                body: row.get(1)?,
            })
        };
        let found = self
            .lock()
            .query_row(query, params![account, id.to_string()], row);
        found.optional()
    }

    /// Saves an account's draft in place of the one before; of too many the oldest goes.
    pub(crate) fn save(&self, account: &str, id: ReportId, draft: &Draft) -> rusqlite::Result<()> {
        let connection = self.lock();
        connection.execute(
            "INSERT OR REPLACE INTO draft (account, report, saved_at, body)
             VALUES (?1, ?2, ?3, ?4)",
            params![account, id.to_string(), draft.saved_at, draft.body],
        )?;
        connection.execute(
            "DELETE FROM draft WHERE account = ?1 AND report IN (
                 SELECT report FROM draft WHERE account = ?1
                 ORDER BY saved_at DESC LIMIT -1 OFFSET ?2)",
            params![account, limits::DRAFTS_MAX],
        )?;
        Ok(())
    }

    /// Forgets an account's draft.
    pub(crate) fn forget(&self, account: &str, id: ReportId) -> rusqlite::Result<()> {
        let gone = "DELETE FROM draft WHERE account = ?1 AND report = ?2";
        self.lock()
            .execute(gone, params![account, id.to_string()])?;
        Ok(())
    }

    /// How a layout of a unit's own table was read last, if it was set by hand.
    pub(crate) fn mapping(&self, unit: UnitId, layout: &str) -> rusqlite::Result<Option<String>> {
        let query = "SELECT mapping FROM table_mapping WHERE unit = ?1 AND layout = ?2";
        let found = self.lock();
        let found = found.query_row(query, params![unit.to_string(), layout], |row| row.get(0));
        found.optional()
    }

    /// Remembers for a unit how a layout of its own table is read.
    pub(crate) fn keep_mapping(
        &self,
        unit: UnitId,
        layout: &str,
        mapping: &str,
    ) -> rusqlite::Result<()> {
        let connection = self.lock();
        let unit = unit.to_string();
        connection.execute(
            "INSERT INTO table_mapping (unit, layout, mapping) VALUES (?1, ?2, ?3)
             ON CONFLICT (unit, layout) DO UPDATE SET mapping = ?3",
            params![unit, layout, mapping],
        )?;
        // A unit has a table or two; of more than these the oldest are forgotten.
        connection.execute(
            "DELETE FROM table_mapping WHERE unit = ?1 AND rowid NOT IN
                 (SELECT rowid FROM table_mapping WHERE unit = ?1
                  ORDER BY rowid DESC LIMIT ?2)",
            params![unit, limits::TABLE_MAPPINGS_MAX],
        )?;
        Ok(())
    }

    /// Wipes what was purged from every draft, and from the file on disk; the rest of what was
    /// typed stays. `clean` gives a body without it, or nothing where it holds none of it.
    pub(crate) fn wipe(&self, clean: &dyn Fn(&str) -> Option<String>) -> rusqlite::Result<()> {
        let connection = self.lock();
        let all: Vec<(String, String, String)> = {
            let mut query = connection.prepare("SELECT account, report, body FROM draft")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for (account, report, body) in &all {
            if let Some(body) = clean(body) {
                let put = "UPDATE draft SET body = ?3 WHERE account = ?1 AND report = ?2";
                connection.execute(put, params![account, report, body])?;
            }
        }
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // Each statement stands by itself: a panic leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is typed is nobody else's on this machine either, as far as the file system can say so.
#[cfg(unix)]
fn only_ours(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(path, mode).unwrap_or_default();
}

#[cfg(not(unix))]
fn only_ours(_path: &Path) {}

#[cfg(test)]
mod tests {
    use super::{Draft, Drafts};
    use crate::limits;
    use zone::{CycleId, ReportId, UnitId};

    fn id(cycle: u32) -> ReportId {
        ReportId {
            cycle: CycleId(cycle),
            unit: UnitId(1),
        }
    }

    fn draft(saved_at: i64) -> Draft {
        Draft {
            saved_at,
            body: format!("{{\"at\":{saved_at}}}"),
        }
    }

    #[test]
    fn a_draft_is_its_writers_until_forgotten_and_outlives_the_program() {
        let dir = tempfile::tempdir().unwrap();
        let drafts = Drafts::open(dir.path()).unwrap();
        drafts.save("zhang", id(1), &draft(1)).unwrap();
        drafts.save("zhang", id(1), &draft(2)).unwrap();
        assert!(drafts.find("wang", id(1)).unwrap().is_none());
        drop(drafts);
        let drafts = Drafts::open(dir.path()).unwrap();
        let found = drafts.find("zhang", id(1)).unwrap().unwrap();
        assert_eq!((found.saved_at, found.body.as_str()), (2, "{\"at\":2}"));
        drafts.forget("zhang", id(1)).unwrap();
        assert!(drafts.find("zhang", id(1)).unwrap().is_none());
    }

    #[test]
    fn of_too_many_the_oldest_goes() {
        let dir = tempfile::tempdir().unwrap();
        let drafts = Drafts::open(dir.path()).unwrap();
        let count = limits::DRAFTS_MAX + 1;
        for cycle in 1..=count {
            drafts
                .save("zhang", id(cycle), &draft(i64::from(cycle)))
                .unwrap();
        }
        assert!(drafts.find("zhang", id(1)).unwrap().is_none());
        assert!(drafts.find("zhang", id(2)).unwrap().is_some());
    }
}
