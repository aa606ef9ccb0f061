//! What happens inside one group's transaction.
//!
//! Promises: a batch is checked whole before its first row is written, so that a refusal leaves
//! nothing behind. Rows are gathered and written many at a time, in key order; whatever asks the
//! database about them writes them first.

use super::ends::End;
use super::faults::{self, gate};
use super::query;
use super::queue::Job;
use super::requests;
use super::rows::Rows;
use super::writer::Writer;
use crate::admit::{self, Facts, Verdict};
use crate::batch::{Appended, Batch, Snapshot};
use crate::chain::Growth;
use crate::error::{Error, Refusal};
use crate::fault_point::{FaultPoint, Op};
use crate::format::tables::{SEQ_MAX, record_key};
use crate::format::{Hash, Suite};
use crate::limits;
use rusqlite::{Connection, OptionalExtension, Params, params};
use std::sync::Arc;

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

/// What an append appended; `None` answers a task.
pub(super) type Answer = Result<Option<Appended>, Error>;

/// One transaction under way.
pub(super) struct Group<'w> {
    writer: &'w mut Writer,
    jobs: &'w mut [Job],
    point: Point,
}

/// Asked before each statement.
type Point = Option<Arc<dyn FaultPoint>>;

impl<'w> Group<'w> {
    pub(super) fn new(writer: &'w mut Writer, jobs: &'w mut [Job]) -> Self {
        writer.rows.clear();
        let point = writer.options.fault_point.clone();
        Self {
            writer,
            jobs,
            point,
        }
    }

    /// Runs the job at a place of the group.
    pub(super) fn run(&mut self, at: usize) -> Answer {
        if matches!(self.jobs[at], Job::Append(..)) {
            self.append(at).map(Some)
        } else {
            self.flush()?;
            self.task(at).map(|()| None)
        }
    }

    fn append(&mut self, at: usize) -> Result<Appended, Error> {
        let point = self.point.as_ref();
        gate(point, Op::Read)?;
        let (before, rest) = self.jobs.split_at_mut(at);
        let Job::Append(prepared, _) = &mut rest[0] else {
            unreachable!("a task is no append");
        };
        let Writer {
            conn,
            options,
            ends,
            rows,
            ..
        } = &mut *self.writer;
        let stream = &prepared.batch.stream;
        let end = ends.load(conn, options.suite, stream)?;
        let mut facts = SqlFacts {
            conn,
            end,
            rows,
            before,
            point,
            print: prepared.print,
        };
        match admit::admit(&prepared.batch, options.program_version, &mut facts) {
            Ok(Verdict::Admitted) => {}
            Ok(Verdict::Repeated(earlier)) => return Ok(earlier),
            Err(error) => {
                ends.forget_empty();
                return Err(error);
            }
        }
        let no = end.no(conn, point)?;
        let now = options.clock.now();
        let growth = end.chain.grow(&mut prepared.frames, now);
        assert!(growth.answer.last <= SEQ_MAX, "a stream is full");
        end.tail.note(prepared.print, growth.answer.first);
        end.grown = true;
        note_growth(conn, point, no, &growth)?;
        write_payloads(conn, point, &prepared.batch, now)?;
        rows.add(at, no, prepared.print, &growth);
        if rows.is_due() {
            self.flush()?;
        }
        Ok(growth.answer)
    }

    fn task(&mut self, at: usize) -> Result<(), Error> {
        let point = self.point.as_ref();
        let Job::Task(task, _) = &self.jobs[at] else {
            unreachable!("an append is no task");
        };
        let Writer {
            conn,
            options,
            ends,
            ..
        } = &mut *self.writer;
        match task {
            Task::SetSuite(stream, suite) => {
                let end = ends.load(conn, options.suite, stream)?;
                let no = end.no(conn, point)?;
                end.chain.next_suite = *suite;
                let sql = "UPDATE streams SET next_suite = ?2 WHERE no = ?1";
                write(conn, point, "set the suite", sql, params![no, suite.id()])
            }
            Task::RaiseMinWriterVersion(stream, version) => {
                let end = ends.load(conn, options.suite, stream)?;
                let no = end.no(conn, point)?;
                end.min_writer_version = end.min_writer_version.max(*version);
                let row = params![no, end.min_writer_version];
                let sql = "UPDATE streams SET min_writer_version = ?2 WHERE no = ?1";
                write(conn, point, "set the writer version", sql, row)
            }
            Task::Snapshot(snapshot) => {
                let end = ends.load(conn, options.suite, &snapshot.stream)?;
                let no = end.row.as_ref().map(|row| row.no);
                ends.forget_empty();
                keep_snapshot(conn, point, no, snapshot)
            }
            Task::Meta(key, Some(value)) => {
                let sql = "INSERT INTO meta VALUES (?1, ?2)
                           ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                write(conn, point, "keep a value", sql, params![key, value])
            }
            Task::Meta(key, None) => {
                let sql = "DELETE FROM meta WHERE key = ?1";
                write(conn, point, "remove a value", sql, [key])
            }
            Task::MaxPages(pages) => {
                let set = conn.query_row(&format!("PRAGMA max_page_count={pages}"), [], |_| Ok(()));
                set.map_err(faults::sqlite("limit the file"))
            }
        }
    }

    /// Writes what is left and stores the heads of the streams that grew.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.flush()?;
        let point = self.point.as_ref();
        let Writer {
            conn,
            options,
            ends,
            ..
        } = &mut *self.writer;
        for end in ends.grown() {
            end.grown = false;
            let no = end.no(conn, point)?;
            let head = end.chain.head();
            if end.tail.len() >= options.request_tail {
                gate(point, Op::Write)?;
                requests::index_all(conn, no, head.seq)?;
                end.indexed(head.seq);
            }
            let sql = "UPDATE streams SET head_seq = ?2, head_hash = ?3, head_root = ?4
                       WHERE no = ?1";
            let row = params![no, head.seq, head.chain.0, head.root.0];
            write(conn, point, "store the head", sql, row)?;
        }
        Ok(())
    }

    /// Writes the rows that wait.
    fn flush(&mut self) -> Result<(), Error> {
        let Writer { conn, rows, .. } = &mut *self.writer;
        rows.flush(conn, self.point.as_ref(), self.jobs)
    }
}

/// Writes what seldom happens to a stream.
fn note_growth(
    conn: &Connection,
    point: Option<&Arc<dyn FaultPoint>>,
    no: i64,
    growth: &Growth,
) -> Result<(), Error> {
    if let Some(tree) = &growth.tree {
        let sql = "INSERT INTO trees VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![no, tree.no, tree.suite.id(), tree.first_seq, tree.bridge];
        write(conn, point, "begin a tree", sql, row)?;
    }
    if growth.clock_stepped {
        let sql = "INSERT INTO clock_steps VALUES (?1, ?2)";
        let key = record_key(no, growth.answer.first);
        write(
            conn,
            point,
            "note the clock",
            sql,
            params![key, growth.answer.recorded_at],
        )?;
    }
    Ok(())
}

fn write_payloads(
    conn: &Connection,
    point: Option<&Arc<dyn FaultPoint>>,
    batch: &Batch,
    now: i64,
) -> Result<(), Error> {
    for sealed in &batch.payloads {
        let sql = "INSERT INTO payloads (commitment, suite, salt, bytes)
                       VALUES (?1, ?2, ?3, ?4)";
        let row = params![
            sealed.commitment.0,
            sealed.suite.id(),
            sealed.salt,
            sealed.bytes
        ];
        write(conn, point, "keep a payload", sql, row)?;
        let no = conn.last_insert_rowid();
        for subject in &sealed.subjects {
            let sql = "INSERT OR IGNORE INTO subjects VALUES (?1, ?2)";
            write(conn, point, "note a subject", sql, params![subject, no])?;
        }
    }
    for purge in &batch.purges {
        let commitment = purge.commitment.0;
        let sql = "DELETE FROM subjects WHERE payload_no IN
                       (SELECT no FROM payloads WHERE commitment = ?1)";
        write(conn, point, "purge a payload", sql, [commitment])?;
        let sql = "UPDATE payloads
                       SET salt = NULL, bytes = NULL, reason = ?2, purged_at = ?3
                       WHERE commitment = ?1 AND purged_at IS NULL";
        write(
            conn,
            point,
            "purge a payload",
            sql,
            params![commitment, purge.reason, now],
        )?;
    }
    Ok(())
}

fn keep_snapshot(
    conn: &Connection,
    point: Option<&Arc<dyn FaultPoint>>,
    no: Option<i64>,
    snapshot: &Snapshot,
) -> Result<(), Error> {
    let chained = match no {
        Some(no) => query::record_hash(conn, no, snapshot.seq)?,
        None => None,
    };
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
    write(conn, point, "keep a snapshot", sql, row)?;
    let sql = "DELETE FROM snapshots WHERE stream_no = ?1 AND rowid NOT IN
                   (SELECT rowid FROM snapshots WHERE stream_no = ?1
                    AND format = ?2 AND apply_version = ?3 ORDER BY seq DESC LIMIT ?4)";
    let kept = limits::SNAPSHOTS_KEPT as i64;
    write(
        conn,
        point,
        "drop old snapshots",
        sql,
        params![no, format, apply_version, kept],
    )
}

fn write(
    conn: &Connection,
    point: Option<&Arc<dyn FaultPoint>>,
    doing: &'static str,
    sql: &str,
    row: impl Params,
) -> Result<(), Error> {
    gate(point, Op::Write)?;
    let failed = faults::sqlite(doing);
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    query.execute(row).map(|_| ()).map_err(&failed)
}

struct SqlFacts<'a> {
    conn: &'a Connection,
    end: &'a End,
    rows: &'a mut Rows,
    /// Jobs of the group before this one: the rows that wait are theirs.
    before: &'a [Job],
    point: Option<&'a Arc<dyn FaultPoint>>,
    print: i64,
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
        let print = self.print;
        let firsts = requests::firsts(self.conn, row, &self.end.tail, print)?;
        if !firsts.is_empty() {
            // The first time may be in this very group.
            self.rows.flush(self.conn, self.point, self.before)?;
        }
        requests::judge_all(self.conn, row, firsts, request_id)
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
