//! The ends of the streams, as the writer keeps them between groups.
//!
//! Promises: an end says what the database says, or what the group under way will have made of
//! it; a group that is undone forgets all of them.

use super::faults::{self, gate};
use super::query::{self, SqlSource, StreamRow};
use super::requests::Tail;
use crate::chain::Chain;
use crate::error::Error;
use crate::fault_point::{FaultPoint, Op};
use crate::format::tables::STREAM_NO_MAX;
use crate::format::{Hash, Suite};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::sync::Arc;

/// The end of a stream as the writer knows it.
pub(super) struct End {
    /// Its row; `None` before it has one. Of its numbers only the stream's own and that of the
    /// index are kept up.
    pub(super) row: Option<StreamRow>,
    pub(super) chain: Chain,
    pub(super) min_writer_version: u32,
    pub(super) tail: Tail,
    /// The group under way appended to it.
    pub(super) grown: bool,
}

/// Ends of the streams; they are few, and a run of batches is mostly for one.
#[derive(Default)]
pub(super) struct Ends {
    list: Vec<End>,
    by_name: HashMap<String, usize>,
    /// The one asked for last.
    last: usize,
}

impl Ends {
    /// The end of a stream, read from the database if it is not known. One that has no row yet
    /// is under `suite`.
    pub(super) fn load(
        &mut self,
        conn: &Connection,
        suite: Suite,
        stream: &str,
    ) -> Result<&mut End, Error> {
        let is_last = self.list.get(self.last);
        if is_last.is_none_or(|end| end.chain.stream != stream) {
            self.last = match self.by_name.get(stream) {
                Some(at) => *at,
                None => {
                    let end = match query::stream(conn, stream)? {
                        Some(row) => End::load(conn, row)?,
                        None => End::empty(stream, suite),
                    };
                    let at = self.list.len();
                    self.list.push(end);
                    self.by_name.insert(stream.to_owned(), at);
                    at
                }
            };
        }
        Ok(&mut self.list[self.last])
    }

    /// Forgets the stream asked for last if it did not come into being.
    pub(super) fn forget_empty(&mut self) {
        // Only the newest can be without a row: any other was given one, or forgotten.
        if self.list.last().is_some_and(|end| end.row.is_none()) {
            let end = self.list.pop().expect("looked at above");
            self.by_name.remove(&end.chain.stream);
        }
    }

    /// Forgets what a group that was undone had made of them.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The ends that grew, by name.
    pub(super) fn grown(&mut self) -> Vec<&mut End> {
        let mut grown: Vec<_> = self.list.iter_mut().filter(|end| end.grown).collect();
        grown.sort_unstable_by(|one, two| one.chain.stream.cmp(&two.chain.stream));
        grown
    }
}

impl End {
    fn empty(stream: &str, suite: Suite) -> Self {
        Self {
            row: None,
            chain: Chain::empty(stream, suite),
            min_writer_version: 0,
            tail: Tail::default(),
            grown: false,
        }
    }

    fn load(conn: &Connection, row: StreamRow) -> Result<Self, Error> {
        let mut chain = Chain::empty(&row.name, row.next_suite);
        if row.head_seq > 0 {
            chain.seq = row.head_seq;
            chain.hash = row.head_hash;
            SqlSource::new(conn, row.clone())?.load_into(&mut chain)?;
        }
        Ok(Self {
            min_writer_version: row.min_writer_version,
            tail: Tail::load(conn, &row)?,
            row: Some(row),
            chain,
            grown: false,
        })
    }

    /// All its requests up to a record are in the index now.
    pub(super) fn indexed(&mut self, upto: u64) {
        self.tail.clear();
        if let Some(row) = &mut self.row {
            row.indexed_seq = upto;
        }
    }

    /// Number of the stream; makes its row if it has none.
    pub(super) fn no(
        &mut self,
        conn: &Connection,
        point: Option<&Arc<dyn FaultPoint>>,
    ) -> Result<i64, Error> {
        if let Some(row) = &self.row {
            return Ok(row.no);
        }
        gate(point, Op::Write)?;
        let failed = faults::sqlite("make a stream");
        let (stream, suite) = (&self.chain.stream, self.chain.next_suite);
        let sql = "INSERT INTO streams (name, next_suite, min_writer_version, head_seq, head_hash,
                   head_root, indexed_seq) VALUES (?1, ?2, 0, 0, ?3, ?4, 0)";
        let row = params![stream, suite.id(), Hash::ZERO.0, suite.empty_root().0];
        conn.execute(sql, row).map_err(failed)?;
        let no = conn.last_insert_rowid();
        assert!((1..=STREAM_NO_MAX).contains(&no), "too many streams");
        self.row = query::stream(conn, stream)?;
        Ok(no)
    }
}
