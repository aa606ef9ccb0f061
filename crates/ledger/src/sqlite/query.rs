//! Reading one connection: every query that more than one part of the store asks.
//!
//! Promises: a record is handed out only after its bytes, hash, columns and place agree. Knows
//! neither pools nor damage found earlier.

use super::faults;
use crate::chain::{Chain, Tree};
use crate::error::{Damage, Error, Wrong};
use crate::format::tables::{SEQ_MAX, record_key, split_key};
use crate::format::{Hash, Record, Suite};
use crate::proof::{self, Source};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A row of `streams`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StreamRow {
    pub(super) no: i64,
    pub(super) name: String,
    pub(super) next_suite: Suite,
    pub(super) min_writer_version: u32,
    pub(super) head_seq: u64,
    pub(super) head_hash: Hash,
    pub(super) head_root: Hash,
    /// Requests that begin at or before this record are in the index.
    pub(super) indexed_seq: u64,
}

/// A row of `records`, not yet checked.
pub(super) struct RawRow {
    pub(super) key: i64,
    pub(super) recorded_at: i64,
    pub(super) kind: String,
    pub(super) hash: Vec<u8>,
    pub(super) frame: Vec<u8>,
}

impl RawRow {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            key: row.get(0)?,
            recorded_at: row.get(1)?,
            kind: row.get(2)?,
            hash: row.get(3)?,
            frame: row.get(4)?,
        })
    }

    /// The record, if bytes, hash, columns and place agree.
    pub(super) fn checked(&self, stream: &StreamRow) -> Result<Record, Wrong> {
        let record = Record::decode(&self.frame).map_err(|_| Wrong::Frame)?;
        if record.hash.as_bytes() != self.hash {
            return Err(Wrong::Hash);
        }
        let columns = split_key(self.key) == (stream.no, record.seq)
            && record.stream == stream.name
            && record.recorded_at == self.recorded_at
            && record.kind == self.kind;
        if columns {
            Ok(record)
        } else {
            Err(Wrong::Column)
        }
    }
}

pub(super) const RECORD_COLUMNS: &str = "key, recorded_at, kind, hash, frame";

const STREAM_COLUMNS: &str =
    "no, name, next_suite, min_writer_version, head_seq, head_hash, head_root,
    indexed_seq";

fn stream_row(row: &Row<'_>) -> rusqlite::Result<StreamRow> {
    let suite: u8 = row.get(2)?;
    Ok(StreamRow {
        no: row.get(0)?,
        name: row.get(1)?,
        // A suite byte nobody knows shows at the first record; here the default will do.
        next_suite: Suite::from_id(suite).unwrap_or_default(),
        min_writer_version: row.get(3)?,
        head_seq: row.get(4)?,
        head_hash: Hash(row.get(5)?),
        head_root: Hash(row.get(6)?),
        indexed_seq: row.get(7)?,
    })
}

pub(super) fn streams(conn: &Connection) -> Result<Vec<StreamRow>, Error> {
    let failed = faults::sqlite("read the streams");
    let sql = format!("SELECT {STREAM_COLUMNS} FROM streams ORDER BY name");
    let mut query = conn.prepare_cached(&sql).map_err(&failed)?;
    let rows = query.query_map([], stream_row).map_err(&failed)?;
    rows.collect::<rusqlite::Result<_>>().map_err(&failed)
}

pub(super) fn stream(conn: &Connection, name: &str) -> Result<Option<StreamRow>, Error> {
    let failed = faults::sqlite("read a stream");
    let sql = format!("SELECT {STREAM_COLUMNS} FROM streams WHERE name = ?1");
    let mut query = conn.prepare_cached(&sql).map_err(&failed)?;
    query
        .query_row([name], stream_row)
        .optional()
        .map_err(&failed)
}

pub(super) fn trees(conn: &Connection, stream_no: i64) -> Result<Vec<Tree>, Error> {
    let failed = faults::sqlite("read the trees");
    let sql = "SELECT tree, suite, first_seq, bridge FROM trees WHERE stream_no = ?1 ORDER BY tree";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    let read = |row: &Row<'_>| {
        let suite: u8 = row.get(1)?;
        Ok(Tree {
            no: row.get(0)?,
            suite: Suite::from_id(suite).unwrap_or_default(),
            first_seq: row.get(2)?,
            bridge: row.get(3)?,
        })
    };
    let rows = query.query_map([stream_no], read).map_err(&failed)?;
    rows.collect::<rusqlite::Result<_>>().map_err(&failed)
}

/// Hash and time of a record, from its columns.
pub(super) fn record_hash(
    conn: &Connection,
    stream_no: i64,
    seq: u64,
) -> Result<Option<(Hash, i64)>, Error> {
    let failed = faults::sqlite("read a record's hash");
    let sql = "SELECT hash, recorded_at FROM records WHERE key = ?1";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    query
        .query_row([record_key(stream_no, seq)], |row| {
            Ok((Hash(row.get(0)?), row.get(1)?))
        })
        .optional()
        .map_err(&failed)
}

/// The last record written at or before a moment. Between two steps back of the clock, times
/// never fall, so that the last run with an early enough beginning holds the answer.
pub(super) fn seq_at(conn: &Connection, stream: &StreamRow, at: i64) -> Result<Option<u64>, Error> {
    let failed = faults::sqlite("look up a moment");
    let (low, high) = (record_key(stream.no, 1), record_key(stream.no, SEQ_MAX));
    let mut query = conn
        .prepare_cached(
            "SELECT key FROM clock_steps WHERE key BETWEEN ?1 AND ?2 AND recorded_at <= ?3
             ORDER BY key DESC LIMIT 1",
        )
        .map_err(&failed)?;
    let step: Option<i64> = query
        .query_row([low, high, at], |row| row.get(0))
        .optional()
        .map_err(&failed)?;
    let first = step.map_or(1, |key| split_key(key).1);
    let mut query = conn
        .prepare_cached(
            "SELECT key FROM clock_steps WHERE key > ?1 AND key <= ?2 ORDER BY key LIMIT 1",
        )
        .map_err(&failed)?;
    let next: Option<i64> = query
        .query_row([record_key(stream.no, first), high], |row| row.get(0))
        .optional()
        .map_err(&failed)?;
    let last = next.map_or(stream.head_seq, |key| split_key(key).1 - 1);
    let (mut below, mut above) = (first.saturating_sub(1), last + 1);
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        let early = record_hash(conn, stream.no, middle)?.is_some_and(|(_, when)| when <= at);
        if early {
            below = middle;
        } else {
            above = middle;
        }
    }
    Ok((below >= first).then_some(below))
}

/// What proofs of one stream are made from.
pub(super) struct SqlSource<'c> {
    conn: &'c Connection,
    stream: StreamRow,
    trees: Vec<Tree>,
}

impl<'c> SqlSource<'c> {
    pub(super) fn new(conn: &'c Connection, stream: StreamRow) -> Result<Self, Error> {
        let trees = trees(conn, stream.no)?;
        Ok(Self {
            conn,
            stream,
            trees,
        })
    }

    /// Fills in the end of a stream from what is stored.
    pub(super) fn load_into(&mut self, chain: &mut Chain) -> Result<(), Error> {
        let (hash, recorded_at) = self.record(chain.seq)?;
        if hash != chain.hash {
            return Err(self.damaged(chain.seq, Wrong::Head));
        }
        chain.recorded_at = recorded_at;
        let tree = self.trees.last().cloned();
        let Some(tree) = tree else {
            return Err(self.damaged(chain.seq, Wrong::Tree));
        };
        chain.tree = Some(tree.clone());
        chain.frontier = proof::frontier(self, tree)?;
        if chain.head().root != self.stream.head_root {
            return Err(self.damaged(chain.seq, Wrong::Tree));
        }
        Ok(())
    }

    fn damaged(&self, seq: u64, wrong: Wrong) -> Error {
        Damage {
            stream: self.stream.name.clone(),
            seq,
            wrong,
        }
        .into()
    }
}

impl Source for SqlSource<'_> {
    fn stream(&self) -> &str {
        &self.stream.name
    }

    fn last(&self) -> u64 {
        self.stream.head_seq
    }

    fn trees(&self) -> &[Tree] {
        &self.trees
    }

    fn record(&mut self, seq: u64) -> Result<(Hash, i64), Error> {
        let found = record_hash(self.conn, self.stream.no, seq)?;
        found.ok_or_else(|| self.damaged(seq, Wrong::Missing))
    }

    fn node(&mut self, tree: u32, level: u32, index: u64) -> Result<Hash, Error> {
        let failed = faults::sqlite("read the tree");
        let sql = "SELECT hash FROM nodes
                   WHERE stream_no = ?1 AND tree = ?2 AND level = ?3 AND idx = ?4";
        let mut query = self.conn.prepare_cached(sql).map_err(&failed)?;
        let found: Option<[u8; 32]> = query
            .query_row(params![self.stream.no, tree, level, index], |row| {
                row.get(0)
            })
            .optional()
            .map_err(&failed)?;
        let first = self.trees.iter().find(|known| known.no == tree);
        let under = first
            .and_then(|known| known.seq_of(index << level))
            .unwrap_or(1);
        found
            .map(Hash)
            .ok_or_else(|| self.damaged(under, Wrong::Tree))
    }
}
