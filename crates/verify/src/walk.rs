//! Walks one stream from its first record to its last.
//!
//! Promises: stops at the first record that is wrong, and says what is wrong with it. Everything
//! is recomputed from the stored frames; columns and side tables are only compared.

use crate::finding::{Finding, What};
use crate::kept::KeptHead;
use crate::tree::Tree;
use ledger::format::tables::{SEQ_MAX, STORED_LEVEL, record_key, request_print, split_key};
use ledger::format::{Hash, Head, Record, Suite, bridge};
use rusqlite::{Connection, OptionalExtension, Row, Statement, params};
use std::collections::HashMap;

/// A stream as its row says it is.
pub(crate) struct StreamRow {
    pub(crate) no: i64,
    pub(crate) name: String,
    pub(crate) head_seq: u64,
    pub(crate) head_hash: Vec<u8>,
    pub(crate) head_root: Vec<u8>,
    pub(crate) indexed_seq: u64,
}

/// Rows that were accounted for, to be compared with what the tables hold.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) records: u64,
    pub(crate) requests: u64,
    pub(crate) indexed: u64,
    pub(crate) trees: u64,
    pub(crate) nodes: u64,
    pub(crate) clock_steps: u64,
}

/// Where each payload is committed to first: stream and record.
pub(crate) type Commitments = HashMap<Hash, (String, u64)>;

/// A walk under way.
pub(crate) struct Walk<'c> {
    stream: StreamRow,
    kept: Vec<&'c KeptHead>,
    tree: Option<(u32, Tree)>,
    prev: Hash,
    last: Option<Record>,
    request_first: u64,
    pub(crate) counts: Counts,
    node: Statement<'c>,
    request: Statement<'c>,
    tree_row: Statement<'c>,
    clock_step: Statement<'c>,
}

type RequestRow = (i64, u64);
type TreeRow = (u8, u64, Option<Vec<u8>>);

impl<'c> Walk<'c> {
    pub(crate) fn new(
        conn: &'c Connection,
        stream: StreamRow,
        kept: Vec<&'c KeptHead>,
    ) -> rusqlite::Result<Self> {
        Ok(Self {
            stream,
            kept,
            tree: None,
            prev: Hash::ZERO,
            last: None,
            request_first: 1,
            counts: Counts::default(),
            node: conn.prepare(
                "SELECT hash FROM nodes
                 WHERE stream_no = ?1 AND tree = ?2 AND level = ?3 AND idx = ?4",
            )?,
            request: conn.prepare("SELECT print, last FROM requests WHERE key = ?1")?,
            tree_row: conn.prepare(
                "SELECT suite, first_seq, bridge FROM trees WHERE stream_no = ?1 AND tree = ?2",
            )?,
            clock_step: conn.prepare("SELECT recorded_at FROM clock_steps WHERE key = ?1")?,
        })
    }

    /// Walks to the end; the head that was recomputed, or the first finding.
    pub(crate) fn run(
        &mut self,
        conn: &Connection,
        commitments: &mut Commitments,
    ) -> Result<Head, Finding> {
        let (low, high) = (
            record_key(self.stream.no, 0),
            record_key(self.stream.no, SEQ_MAX),
        );
        let sql = "SELECT key, recorded_at, kind, hash, frame FROM records
                   WHERE key BETWEEN ?1 AND ?2 ORDER BY key";
        let mut query = conn.prepare(sql).map_err(|error| self.broken(&error))?;
        let mut rows = query
            .query([low, high])
            .map_err(|error| self.broken(&error))?;
        while let Some(row) = rows.next().map_err(|error| self.broken(&error))? {
            self.step(row, commitments)?;
        }
        self.end()
    }

    fn next_seq(&self) -> u64 {
        self.last.as_ref().map_or(1, |last| last.seq + 1)
    }

    fn bad(&self, what: What) -> Finding {
        Finding::at(&self.stream.name, self.next_seq(), what)
    }

    fn broken(&self, error: &rusqlite::Error) -> Finding {
        self.bad(What::Database(error.to_string()))
    }

    fn step(&mut self, row: &Row<'_>, commitments: &mut Commitments) -> Result<(), Finding> {
        let record = self.record(row)?;
        if record.prev_hash != self.prev {
            return Err(self.bad(What::Link));
        }
        self.follow_request(&record)?;
        self.follow_clock(&record)?;
        self.grow_tree(&record)?;
        for commitment in &record.payload_commitments {
            let place = || (self.stream.name.clone(), record.seq);
            commitments.entry(*commitment).or_insert_with(place);
        }
        self.counts.records += 1;
        self.prev = record.hash;
        self.last = Some(record);
        self.compare_kept()
    }

    /// The record of a row, if its bytes, hash, columns and place agree.
    fn record(&self, row: &Row<'_>) -> Result<Record, Finding> {
        let column = |name| self.bad(What::Column(name));
        let key: i64 = row.get(0).map_err(|_| column("key"))?;
        let place = split_key(key);
        if place != (self.stream.no, self.next_seq()) {
            return Err(self.bad(What::Missing));
        }
        let frame = row.get_ref(4).and_then(|value| Ok(value.as_blob()?));
        let frame = frame.map_err(|_| column("frame"))?;
        let record = Record::decode(frame).map_err(|why| self.bad(What::Frame(why)))?;
        let hash = row.get_ref(3).and_then(|value| Ok(value.as_blob()?));
        if hash.map_err(|_| column("hash"))? != record.hash.as_bytes() {
            return Err(self.bad(What::Hash));
        }
        if (record.stream.as_str(), record.seq) != (self.stream.name.as_str(), place.1) {
            return Err(column("key"));
        }
        if row.get::<_, i64>(1).ok() != Some(record.recorded_at) {
            return Err(column("recorded_at"));
        }
        let kind = row.get_ref(2).and_then(|value| Ok(value.as_str()?));
        if kind.ok() != Some(record.kind.as_str()) {
            return Err(column("kind"));
        }
        Ok(record)
    }

    /// Records of one request stand together, and its row says where.
    fn follow_request(&mut self, record: &Record) -> Result<(), Finding> {
        let same = self
            .last
            .as_ref()
            .is_some_and(|last| last.request_id == record.request_id);
        if !same {
            self.close_request()?;
            self.request_first = record.seq;
        }
        Ok(())
    }

    fn close_request(&mut self) -> Result<(), Finding> {
        let Some(last) = &self.last else {
            return Ok(());
        };
        let key = record_key(self.stream.no, self.request_first);
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let found: rusqlite::Result<RequestRow> = self.request.query_row([key], read);
        if found.ok() != Some((request_print(&last.request_id), last.seq)) {
            let (name, first) = (&self.stream.name, self.request_first);
            return Err(Finding::at(name, first, What::Request));
        }
        self.counts.requests += 1;
        self.counts.indexed += u64::from(self.request_first <= self.stream.indexed_seq);
        Ok(())
    }

    fn follow_clock(&mut self, record: &Record) -> Result<(), Finding> {
        let back = self
            .last
            .as_ref()
            .is_some_and(|last| record.recorded_at < last.recorded_at);
        if !back {
            return Ok(());
        }
        let key = record_key(self.stream.no, record.seq);
        let found: rusqlite::Result<i64> = self.clock_step.query_row([key], |row| row.get(0));
        if found.ok() != Some(record.recorded_at) {
            return Err(self.bad(What::ClockStep));
        }
        self.counts.clock_steps += 1;
        Ok(())
    }

    fn grow_tree(&mut self, record: &Record) -> Result<(), Finding> {
        let goes_on = self
            .tree
            .as_ref()
            .is_some_and(|(_, tree)| tree.suite == record.suite);
        if !goes_on {
            self.begin_tree(record)?;
        }
        self.add_leaf(record.hash.as_bytes())
    }

    /// A new suite closes the tree; its root becomes the first leaf of the next.
    fn begin_tree(&mut self, record: &Record) -> Result<(), Finding> {
        let (no, leaf) = match &self.tree {
            None => (0, None),
            Some((no, closed)) => (
                no + 1,
                Some(bridge(closed.suite, *no, closed.size, &closed.root())),
            ),
        };
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let found: rusqlite::Result<Option<TreeRow>> = self
            .tree_row
            .query_row(params![self.stream.no, no], read)
            .optional();
        let wanted: TreeRow = (record.suite.id(), record.seq, leaf.clone());
        if found.ok().flatten() != Some(wanted) {
            return Err(self.bad(What::Tree));
        }
        self.counts.trees += 1;
        self.tree = Some((no, Tree::new(record.suite)));
        match leaf {
            Some(leaf) => self.add_leaf(&leaf),
            None => Ok(()),
        }
    }

    fn add_leaf(&mut self, data: &[u8]) -> Result<(), Finding> {
        let wrong = self.bad_node();
        let (no, tree) = self.tree.as_mut().expect("begun before");
        let (stream, node, counts) = (self.stream.no, &mut self.node, &mut self.counts);
        tree.add(data, |level, index, hash| {
            if level < STORED_LEVEL {
                return Ok(());
            }
            let key = params![stream, *no, level, index];
            let stored: rusqlite::Result<[u8; 32]> = node.query_row(key, |row| row.get(0));
            if stored.ok() != Some(hash.0) {
                return Err(());
            }
            counts.nodes += 1;
            Ok(())
        })
        .map_err(|()| wrong())
    }

    /// Makes the finding only if it is needed: a name is copied.
    fn bad_node(&self) -> impl FnOnce() -> Finding + use<> {
        let (name, seq) = (self.stream.name.clone(), self.next_seq());
        move || Finding::at(&name, seq, What::Node)
    }

    fn head(&self) -> Head {
        let (Some(last), Some((no, tree))) = (&self.last, &self.tree) else {
            return Head::empty(&self.stream.name, Suite::default());
        };
        Head {
            stream: self.stream.name.clone(),
            seq: last.seq,
            chain: last.hash,
            suite: tree.suite,
            tree: *no,
            tree_size: tree.size,
            root: tree.root(),
            recorded_at: last.recorded_at,
        }
    }

    fn compare_kept(&self) -> Result<(), Finding> {
        let seq = self.next_seq() - 1;
        let mut here = self.kept.iter().filter(|kept| kept.seq == seq).peekable();
        if here.peek().is_none() {
            return Ok(());
        }
        let head = self.head();
        if here.all(|kept| kept.matches(&head)) {
            return Ok(());
        }
        Err(Finding::at(&self.stream.name, seq, What::KeptHead))
    }

    fn end(&mut self) -> Result<Head, Finding> {
        self.close_request()?;
        let seq = self.next_seq() - 1;
        if seq < self.stream.head_seq {
            return Err(self.bad(What::Missing));
        }
        let head = self.head();
        let stored = seq == self.stream.head_seq
            && self.stream.head_hash == head.chain.as_bytes()
            && (seq == 0 || self.stream.head_root == head.root.as_bytes());
        if !stored {
            return Err(Finding::at(&self.stream.name, seq, What::Head));
        }
        if let Some(beyond) = self.kept.iter().find(|kept| kept.seq > seq) {
            return Err(Finding::at(
                &self.stream.name,
                beyond.seq,
                What::KeptHeadBeyond,
            ));
        }
        Ok(head)
    }
}
