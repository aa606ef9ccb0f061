//! What happens inside one group's transaction.
//!
//! Promises: a batch is checked whole before its first row is written, so that a refusal leaves
//! nothing behind. Rows are written through cached statements, in key order.

use super::faults::{self, gate};
use super::query::{self, SqlSource, StreamRow};
use super::requests::{self, Tail};
use super::writer::Writer;
use crate::admit::{self, Facts, Verdict};
use crate::batch::{Appended, Batch, Snapshot};
use crate::chain::{Chain, Growth};
use crate::error::{Error, Refusal};
use crate::fault_point::Op;
use crate::format::tables::{SEQ_MAX, STREAM_NO_MAX, record_key, request_print};
use crate::format::{Hash, Suite};
use crate::limits;
use rusqlite::{Connection, OptionalExtension, Params, params};
use std::collections::BTreeSet;

/// The end of a stream as the writer knows it.
pub(super) struct End {
    /// Its row; `None` before it has one. Of its numbers only the stream's own is kept up.
    row: Option<StreamRow>,
    chain: Chain,
    min_writer_version: u32,
    tail: Tail,
}

impl End {
    fn no(&self) -> Option<i64> {
        self.row.as_ref().map(|row| row.no)
    }
}

/// Work that is not an append.
pub(super) enum Task {
    SetSuite(String, Suite),
    RaiseMinWriterVersion(String, u32),
    Snapshot(Box<Snapshot>),
    Meta(String, Option<Vec<u8>>),
    MaxPages(u32),
}

impl Task {
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Snapshot(snapshot) => snapshot.bytes.len(),
            Self::Meta(_, value) => value.as_ref().map_or(0, Vec::len),
            Self::SetSuite(..) | Self::RaiseMinWriterVersion(..) | Self::MaxPages(_) => 0,
        }
    }
}

/// One transaction under way.
pub(super) struct Group<'w> {
    writer: &'w mut Writer,
    touched: BTreeSet<String>,
}

impl<'w> Group<'w> {
    pub(super) fn new(writer: &'w mut Writer) -> Self {
        Self {
            writer,
            touched: BTreeSet::new(),
        }
    }

    pub(super) fn append(&mut self, batch: &Batch) -> Result<Appended, Error> {
        self.gate(Op::Read)?;
        self.load(&batch.stream)?;
        let program_version = self.writer.options.program_version;
        let end = &self.writer.ends[&batch.stream];
        let mut facts = SqlFacts {
            conn: &self.writer.conn,
            end,
        };
        let verdict = admit::admit(batch, program_version, &mut facts);
        if let Ok(Verdict::Admitted) = verdict {
            return self.write_batch(batch);
        }
        if end.row.is_none() {
            self.writer.ends.remove(&batch.stream);
        }
        match verdict? {
            Verdict::Repeated(earlier) => Ok(earlier),
            Verdict::Admitted => unreachable!("written above"),
        }
    }

    pub(super) fn task(&mut self, task: Task) -> Result<(), Error> {
        match task {
            Task::SetSuite(stream, suite) => {
                let no = self.stream_no(&stream)?;
                self.end(&stream).chain.next_suite = suite;
                let sql = "UPDATE streams SET next_suite = ?2 WHERE no = ?1";
                self.write("set the suite", sql, params![no, suite.id()])
            }
            Task::RaiseMinWriterVersion(stream, version) => {
                let no = self.stream_no(&stream)?;
                let end = self.end(&stream);
                end.min_writer_version = end.min_writer_version.max(version);
                let version = end.min_writer_version;
                let sql = "UPDATE streams SET min_writer_version = ?2 WHERE no = ?1";
                self.write("set the writer version", sql, params![no, version])
            }
            Task::Snapshot(snapshot) => self.snapshot(&snapshot),
            Task::Meta(key, Some(value)) => {
                let sql = "INSERT INTO meta VALUES (?1, ?2)
                           ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                self.write("keep a value", sql, params![key, value])
            }
            Task::Meta(key, None) => {
                self.write("remove a value", "DELETE FROM meta WHERE key = ?1", [key])
            }
            Task::MaxPages(pages) => {
                let conn = &self.writer.conn;
                let set = conn.query_row(&format!("PRAGMA max_page_count={pages}"), [], |_| Ok(()));
                set.map_err(faults::sqlite("limit the file"))
            }
        }
    }

    /// Stores the heads of the streams that grew.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        for stream in std::mem::take(&mut self.touched) {
            self.index_requests(&stream)?;
            let end = self.end(&stream);
            let head = end.chain.head();
            let no = end.no();
            let sql = "UPDATE streams SET head_seq = ?2, head_hash = ?3, head_root = ?4
                       WHERE no = ?1";
            self.write(
                "store the head",
                sql,
                params![no, head.seq, head.chain.0, head.root.0],
            )?;
        }
        Ok(())
    }

    /// Takes the newest requests into the index when they are many.
    fn index_requests(&mut self, stream: &str) -> Result<(), Error> {
        let end = &self.writer.ends[stream];
        let tail_max = self.writer.options.request_tail;
        let Some(no) = end.no().filter(|_| end.tail.len() >= tail_max) else {
            return Ok(());
        };
        self.gate(Op::Write)?;
        requests::index_all(&self.writer.conn, no, end.chain.seq)?;
        self.end(stream).tail.clear();
        Ok(())
    }

    fn write_batch(&mut self, batch: &Batch) -> Result<Appended, Error> {
        let no = self.stream_no(&batch.stream)?;
        let now = self.writer.options.clock.now();
        let growth = self.end(&batch.stream).chain.grow(batch, now);
        assert!(growth.answer.last <= SEQ_MAX, "a stream is full");
        self.write_growth(no, &growth)?;
        let Appended { first, last, .. } = growth.answer;
        let sql = "INSERT INTO requests VALUES (?1, ?2, ?3)";
        let print = request_print(&batch.request_id);
        self.write(
            "note the request",
            sql,
            params![record_key(no, first), print, last],
        )?;
        self.end(&batch.stream).tail.note(&batch.request_id, first);
        self.write_payloads(batch, now)?;
        self.touched.insert(batch.stream.clone());
        Ok(growth.answer)
    }

    fn write_growth(&self, no: i64, growth: &Growth) -> Result<(), Error> {
        if let Some(tree) = &growth.tree {
            let sql = "INSERT INTO trees VALUES (?1, ?2, ?3, ?4, ?5)";
            let row = params![no, tree.no, tree.suite.id(), tree.first_seq, tree.bridge];
            self.write("begin a tree", sql, row)?;
        }
        if growth.clock_stepped {
            let sql = "INSERT INTO clock_steps VALUES (?1, ?2)";
            let key = record_key(no, growth.answer.first);
            self.write(
                "note the clock",
                sql,
                params![key, growth.answer.recorded_at],
            )?;
        }
        for row in &growth.rows {
            let sql = "INSERT INTO records VALUES (?1, ?2, ?3, ?4, ?5)";
            let key = record_key(no, row.seq);
            let values = params![key, row.recorded_at, row.kind, row.hash.0, row.frame];
            self.write("append a record", sql, values)?;
        }
        for node in &growth.nodes {
            let sql = "INSERT INTO nodes VALUES (?1, ?2, ?3, ?4, ?5)";
            let values = params![no, growth.tree_no, node.level, node.index, node.hash.0];
            self.write("grow the tree", sql, values)?;
        }
        Ok(())
    }

    fn write_payloads(&self, batch: &Batch, now: i64) -> Result<(), Error> {
        for sealed in &batch.payloads {
            let sql = "INSERT INTO payloads (commitment, suite, salt, bytes)
                       VALUES (?1, ?2, ?3, ?4)";
            let row = params![
                sealed.commitment.0,
                sealed.suite.id(),
                sealed.salt,
                sealed.bytes
            ];
            self.write("keep a payload", sql, row)?;
            let no = self.writer.conn.last_insert_rowid();
            for subject in &sealed.subjects {
                let sql = "INSERT OR IGNORE INTO subjects VALUES (?1, ?2)";
                self.write("note a subject", sql, params![subject, no])?;
            }
        }
        for purge in &batch.purges {
            let commitment = purge.commitment.0;
            let sql = "DELETE FROM subjects WHERE payload_no IN
                       (SELECT no FROM payloads WHERE commitment = ?1)";
            self.write("purge a payload", sql, [commitment])?;
            let sql = "UPDATE payloads
                       SET salt = NULL, bytes = NULL, reason = ?2, purged_at = ?3
                       WHERE commitment = ?1 AND purged_at IS NULL";
            self.write(
                "purge a payload",
                sql,
                params![commitment, purge.reason, now],
            )?;
        }
        Ok(())
    }

    fn snapshot(&mut self, snapshot: &Snapshot) -> Result<(), Error> {
        self.load(&snapshot.stream)?;
        let no = self.end(&snapshot.stream).no();
        let chained = match no {
            Some(no) => query::record_hash(&self.writer.conn, no, snapshot.seq)?,
            None => None,
        };
        if no.is_none() {
            self.writer.ends.remove(&snapshot.stream);
        }
        if chained.is_none_or(|(hash, _)| hash != snapshot.head_hash) {
            let (stream, seq) = (snapshot.stream.clone(), snapshot.seq);
            return Err(Refusal::NoSuchRecord { stream, seq }.into());
        }
        let digest = Suite::Sha256.hash(&[&snapshot.bytes]);
        let sql = "INSERT OR REPLACE INTO snapshots VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let Snapshot {
            format,
            apply_version,
            seq,
            head_hash,
            bytes,
            ..
        } = snapshot;
        let row = params![no, format, apply_version, seq, head_hash.0, digest.0, bytes];
        self.write("keep a snapshot", sql, row)?;
        let sql = "DELETE FROM snapshots WHERE stream_no = ?1 AND rowid NOT IN
                   (SELECT rowid FROM snapshots WHERE stream_no = ?1
                    AND format = ?2 AND apply_version = ?3 ORDER BY seq DESC LIMIT ?4)";
        let kept = limits::SNAPSHOTS_KEPT as i64;
        self.write(
            "drop old snapshots",
            sql,
            params![no, format, apply_version, kept],
        )
    }

    /// Number of a stream that was loaded; makes its row if it has none.
    fn stream_no(&mut self, stream: &str) -> Result<i64, Error> {
        self.load(stream)?;
        if let Some(no) = self.end(stream).no() {
            return Ok(no);
        }
        let suite = self.end(stream).chain.next_suite;
        let sql = "INSERT INTO streams (name, next_suite, min_writer_version, head_seq, head_hash,
                   head_root, indexed_seq) VALUES (?1, ?2, 0, 0, ?3, ?4, 0)";
        let row = params![stream, suite.id(), Hash::ZERO.0, suite.empty_root().0];
        self.write("make a stream", sql, row)?;
        let no = self.writer.conn.last_insert_rowid();
        assert!((1..=STREAM_NO_MAX).contains(&no), "too many streams");
        self.end(stream).row = query::stream(&self.writer.conn, stream)?;
        Ok(no)
    }

    fn end(&mut self, stream: &str) -> &mut End {
        self.writer.ends.get_mut(stream).expect("loaded before")
    }

    fn load(&mut self, stream: &str) -> Result<(), Error> {
        if self.writer.ends.contains_key(stream) {
            return Ok(());
        }
        let end = match query::stream(&self.writer.conn, stream)? {
            Some(row) => load_end(&self.writer.conn, row)?,
            None => End {
                row: None,
                chain: Chain::empty(stream, self.writer.options.suite),
                min_writer_version: 0,
                tail: Tail::default(),
            },
        };
        self.writer.ends.insert(stream.to_owned(), end);
        Ok(())
    }

    fn gate(&self, op: Op) -> Result<(), Error> {
        gate(self.writer.options.fault_point.as_ref(), op)
    }

    fn write(&self, doing: &'static str, sql: &str, row: impl Params) -> Result<(), Error> {
        self.gate(Op::Write)?;
        let failed = faults::sqlite(doing);
        let mut query = self.writer.conn.prepare_cached(sql).map_err(&failed)?;
        query.execute(row).map_err(&failed)?;
        Ok(())
    }
}

fn load_end(conn: &Connection, row: StreamRow) -> Result<End, Error> {
    let mut chain = Chain::empty(&row.name, row.next_suite);
    if row.head_seq > 0 {
        chain.seq = row.head_seq;
        chain.hash = row.head_hash;
        SqlSource::new(conn, row.clone())?.load_into(&mut chain)?;
    }
    let (min_writer_version, tail) = (row.min_writer_version, Tail::load(conn, &row)?);
    Ok(End {
        row: Some(row),
        chain,
        min_writer_version,
        tail,
    })
}

struct SqlFacts<'a> {
    conn: &'a Connection,
    end: &'a End,
}

impl Facts for SqlFacts<'_> {
    fn last(&self) -> u64 {
        self.end.chain.seq
    }

    fn min_writer_version(&self) -> u32 {
        self.end.min_writer_version
    }

    fn earlier(&mut self, request_id: &str) -> Result<Option<Appended>, Error> {
        let Some(row) = &self.end.row else {
            return Ok(None);
        };
        requests::find(self.conn, row, Some(&self.end.tail), request_id)
    }

    fn has_payload(&mut self, commitment: &Hash) -> Result<bool, Error> {
        let failed = faults::sqlite("look up a payload");
        let sql = "SELECT 1 FROM payloads WHERE commitment = ?1";
        let mut query = self.conn.prepare_cached(sql).map_err(&failed)?;
        let found = query
            .query_row([commitment.0], |_| Ok(()))
            .optional()
            .map_err(&failed)?;
        Ok(found.is_some())
    }
}
