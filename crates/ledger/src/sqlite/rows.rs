//! Rows of one group, written many at a time.
//!
//! Promises: rows reach their tables in the order they were added, and all of them by `flush`.
//! One statement for many rows costs about half of a statement each: most of what a single insert
//! costs is starting and ending it. The statements say `OR FAIL`: one that failed needs
//! no undoing of its own, because the whole group is undone.

use super::faults::{self, gate};
use super::queue::Job;
use crate::batch::Appended;
use crate::chain::Growth;
use crate::error::Error;
use crate::fault_point::{FaultPoint, Op};
use crate::format::Hash;
use crate::format::tables::record_key;
use crate::merkle::Node;
use rusqlite::{Connection, ToSql};
use std::fmt::Write;
use std::sync::Arc;

/// Rows in one statement, most first.
const BLOCKS: [usize; 6] = [32, 16, 8, 4, 2, 1];

/// Asked before each statement.
type Point<'a> = Option<&'a Arc<dyn FaultPoint>>;

/// Rows that wait to be written.
pub(super) struct Rows {
    records: Waiting<RecordRow>,
    requests: Waiting<[i64; 3]>,
    nodes: Waiting<(i64, u32, Node)>,
}

/// A record; kind and frame stand in its job.
struct RecordRow {
    key: i64,
    recorded_at: i64,
    hash: Hash,
    job: usize,
    at: usize,
}

/// Rows of one table.
struct Waiting<T> {
    rows: Vec<T>,
    sql: [String; BLOCKS.len()],
    doing: &'static str,
}

/// A row of a known number of columns.
trait Columns<const N: usize> {
    fn columns<'a>(&'a self, jobs: &'a [Job]) -> [&'a dyn ToSql; N];
}

impl Rows {
    pub(super) fn new() -> Self {
        Self {
            records: Waiting::new::<5>("records", "append a record"),
            requests: Waiting::new::<3>("requests", "note the request"),
            nodes: Waiting::new::<5>("nodes", "grow the tree"),
        }
    }

    /// Whether there are enough for the largest statement.
    pub(super) fn is_due(&self) -> bool {
        self.records.rows.len() >= BLOCKS[0]
    }

    /// Adds what the batch of a job grew; `print` is the fingerprint of its request.
    pub(super) fn add(&mut self, job: usize, no: i64, print: i64, growth: &Growth) {
        let Appended {
            first,
            last,
            recorded_at,
            ..
        } = growth.answer;
        let last = i64::try_from(last).expect("checked against SEQ_MAX");
        self.requests
            .rows
            .push([record_key(no, first), print, last]);
        for (at, (seq, hash)) in (first..).zip(&growth.hashes).enumerate() {
            self.records.rows.push(RecordRow {
                key: record_key(no, seq),
                recorded_at,
                hash: *hash,
                job,
                at,
            });
        }
        let nodes = growth.nodes.iter();
        let nodes = nodes.map(|node| (no, growth.tree_no, *node));
        self.nodes.rows.extend(nodes);
    }

    /// Writes them all.
    pub(super) fn flush(
        &mut self,
        conn: &Connection,
        point: Point<'_>,
        jobs: &[Job],
    ) -> Result<(), Error> {
        self.records.flush(conn, point, jobs)?;
        self.requests.flush(conn, point, jobs)?;
        self.nodes.flush(conn, point, jobs)
    }

    /// Forgets rows of a group that was undone.
    pub(super) fn clear(&mut self) {
        self.records.rows.clear();
        self.requests.rows.clear();
        self.nodes.rows.clear();
    }
}

impl<T> Waiting<T> {
    fn new<const N: usize>(table: &str, doing: &'static str) -> Self
    where
        T: Columns<N>,
    {
        let sql = BLOCKS.map(|block| {
            let mut sql = format!("INSERT OR FAIL INTO {table} VALUES ");
            for row in 0..block {
                let comma = if row == 0 { "" } else { "," };
                let marks = "?,".repeat(N);
                let marks = marks.trim_end_matches(',');
                write!(sql, "{comma}({marks})").expect("a String takes any text");
            }
            sql
        });
        let rows = Vec::new();
        Self { rows, sql, doing }
    }

    fn flush<const N: usize>(
        &mut self,
        conn: &Connection,
        point: Point<'_>,
        jobs: &[Job],
    ) -> Result<(), Error>
    where
        T: Columns<N>,
    {
        let failed = faults::sqlite(self.doing);
        let mut left = &self.rows[..];
        for (block, sql) in BLOCKS.into_iter().zip(&self.sql) {
            if left.len() < block {
                continue;
            }
            let mut insert = conn.prepare_cached(sql).map_err(&failed)?;
            while let Some((now, later)) = left.split_at_checked(block) {
                gate(point, Op::Write)?;
                for (at, value) in now.iter().flat_map(|row| row.columns(jobs)).enumerate() {
                    insert.raw_bind_parameter(at + 1, value).map_err(&failed)?;
                }
                insert.raw_execute().map_err(&failed)?;
                left = later;
            }
        }
        self.rows.clear();
        Ok(())
    }
}

impl Columns<5> for RecordRow {
    fn columns<'a>(&'a self, jobs: &'a [Job]) -> [&'a dyn ToSql; 5] {
        let prepared = jobs[self.job].prepared();
        let (kind, frame) = (
            &prepared.batch.records[self.at].kind,
            &prepared.frames[self.at],
        );
        [&self.key, &self.recorded_at, kind, &self.hash.0, frame]
    }
}

impl Columns<3> for [i64; 3] {
    fn columns<'a>(&'a self, _: &'a [Job]) -> [&'a dyn ToSql; 3] {
        self.each_ref().map(|value| value as &dyn ToSql)
    }
}

impl Columns<5> for (i64, u32, Node) {
    fn columns<'a>(&'a self, _: &'a [Job]) -> [&'a dyn ToSql; 5] {
        let (no, tree, node) = self;
        [no, tree, &node.level, &node.index, &node.hash.0]
    }
}
