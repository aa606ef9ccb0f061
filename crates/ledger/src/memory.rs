//! A store in memory.
//!
//! Promises: behaves as the SQLite store does (the conformance suite says so), without a disk,
//! a thread or a lock file. For tests and simulation. Nothing survives it.

use crate::admit::{self, Facts, Verdict};
use crate::batch::{Appended, Batch, Prepared, Snapshot, StreamInfo};
use crate::chain::{Chain, Tree};
use crate::error::{Damage, Error, Refusal};
use crate::format::{Consistency, Hash, Head, Receipt, Record, Suite};
use crate::limits;
use crate::options::Options;
use crate::payload::PayloadState;
use crate::pending::Pending;
use crate::proof::{self, Source};
use crate::store::{Check, Reader, Store};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A store in memory.
pub struct MemoryStore {
    options: Options,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    streams: BTreeMap<String, Stream>,
    payloads: BTreeMap<Hash, (u64, PayloadState)>,
    snapshots: BTreeMap<(String, u32, u32), BTreeMap<u64, Snapshot>>,
    meta: BTreeMap<String, Vec<u8>>,
}

struct Stream {
    chain: Chain,
    min_writer_version: u32,
    rows: Vec<Row>,
    trees: Vec<Tree>,
    nodes: BTreeMap<(u32, u32, u64), Hash>,
    requests: BTreeMap<String, Appended>,
}

/// A record as it is kept.
struct Row {
    seq: u64,
    recorded_at: i64,
    kind: String,
    hash: Hash,
    frame: Vec<u8>,
}

impl MemoryStore {
    /// An empty store. Only clock, suite and program version of the options count.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            options,
            inner: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn append_now(&self, batch: Batch) -> Result<Appended, Error> {
        admit::check(&batch)?;
        let prepared = Prepared::new(batch);
        let batch = &prepared.batch;
        let now = self.options.clock.now();
        let mut inner = self.lock();
        let inner = &mut *inner;
        let mut fresh = None;
        let stream = match inner.streams.get_mut(&batch.stream) {
            Some(stream) => stream,
            None => fresh.insert(Stream::empty(&batch.stream, self.options.suite)),
        };
        let mut facts = MemoryFacts {
            stream,
            payloads: &inner.payloads,
        };
        match admit::admit(batch, self.options.program_version, &mut facts)? {
            Verdict::Repeated(earlier) => return Ok(earlier),
            Verdict::Admitted => {}
        }
        inner.keep_payloads(batch, now);
        let name = batch.stream.clone();
        let answer = match fresh {
            Some(mut fresh) => {
                let answer = fresh.keep(prepared, now);
                inner.streams.insert(name, fresh);
                answer
            }
            None => inner
                .streams
                .get_mut(&name)
                .expect("found above")
                .keep(prepared, now),
        };
        Ok(answer)
    }

    fn with_source<T>(
        &self,
        stream: &str,
        seq: u64,
        run: impl FnOnce(&mut MemorySource<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self.lock().streams.get(stream) {
            Some(stream) => run(&mut MemorySource(stream)),
            None => Err(Refusal::NoSuchRecord {
                stream: stream.to_owned(),
                seq,
            }
            .into()),
        }
    }

    fn stream_mut<T>(&self, name: &str, run: impl FnOnce(&mut Stream) -> T) -> Result<T, Error> {
        admit::name("stream", name, limits::STREAM_BYTES_MAX)?;
        let mut inner = self.lock();
        let suite = self.options.suite;
        let empty = || Stream::empty(name, suite);
        Ok(run(inner
            .streams
            .entry(name.to_owned())
            .or_insert_with(empty)))
    }
}

impl Inner {
    fn keep_payloads(&mut self, batch: &Batch, now: i64) {
        for sealed in &batch.payloads {
            let order = self.payloads.len() as u64;
            let (bytes, subjects) = (sealed.bytes.clone(), sealed.subjects.clone());
            let state = PayloadState::Present { bytes, subjects };
            self.payloads.insert(sealed.commitment, (order, state));
        }
        for purge in &batch.purges {
            let (_, state) = self.payloads.get_mut(&purge.commitment).expect("admitted");
            if matches!(state, PayloadState::Present { .. }) {
                let reason = purge.reason.clone();
                *state = PayloadState::Purged {
                    reason,
                    purged_at: now,
                };
            }
        }
    }
}

impl Stream {
    fn empty(name: &str, suite: Suite) -> Self {
        Self {
            chain: Chain::empty(name, suite),
            min_writer_version: 0,
            rows: Vec::new(),
            trees: Vec::new(),
            nodes: BTreeMap::new(),
            requests: BTreeMap::new(),
        }
    }

    fn keep(&mut self, mut prepared: Prepared, now: i64) -> Appended {
        let growth = self.chain.grow(&mut prepared.frames, now);
        let first = growth.answer.first;
        let drafts = prepared.batch.records.into_iter().zip(prepared.frames);
        for (seq, ((draft, frame), hash)) in (first..).zip(drafts.zip(growth.hashes)) {
            self.rows.push(Row {
                seq,
                recorded_at: now,
                kind: draft.kind,
                hash,
                frame,
            });
        }
        self.trees.extend(growth.tree);
        for node in growth.nodes {
            self.nodes
                .insert((growth.tree_no, node.level, node.index), node.hash);
        }
        self.requests
            .insert(prepared.batch.request_id, growth.answer.clone());
        growth.answer
    }

    fn row(&self, seq: u64) -> Option<&Row> {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.rows.get(at)
    }
}

fn decoded(row: &Row) -> Record {
    Record::decode(&row.frame).expect("a frame this process wrote")
}

struct MemoryFacts<'a> {
    stream: &'a Stream,
    payloads: &'a BTreeMap<Hash, (u64, PayloadState)>,
}

impl Facts for MemoryFacts<'_> {
    fn last(&self) -> u64 {
        self.stream.chain.seq
    }

    fn min_writer_version(&self) -> u32 {
        self.stream.min_writer_version
    }

    fn earlier(&mut self, request_id: &str) -> Result<Option<Appended>, Error> {
        let found = self.stream.requests.get(request_id);
        Ok(found.map(|earlier| Appended {
            repeated: true,
            ..earlier.clone()
        }))
    }

    fn has_payload(&mut self, commitment: &Hash) -> Result<bool, Error> {
        Ok(self.payloads.contains_key(commitment))
    }
}

struct MemorySource<'a>(&'a Stream);

impl Source for MemorySource<'_> {
    fn stream(&self) -> &str {
        &self.0.chain.stream
    }

    fn last(&self) -> u64 {
        self.0.chain.seq
    }

    fn trees(&self) -> &[Tree] {
        &self.0.trees
    }

    fn record(&mut self, seq: u64) -> Result<(Hash, i64), Error> {
        let row = self.0.row(seq).expect("asked within the stream");
        Ok((row.hash, row.recorded_at))
    }

    fn node(&mut self, tree: u32, level: u32, index: u64) -> Result<Hash, Error> {
        Ok(self.0.nodes[&(tree, level, index)])
    }
}

impl Reader for MemoryStore {
    fn streams(&self) -> Result<Vec<StreamInfo>, Error> {
        let inner = self.lock();
        let info = inner.streams.iter().map(|(name, stream)| StreamInfo {
            stream: name.clone(),
            head: stream.chain.head(),
            next_suite: stream.chain.next_suite,
            min_writer_version: stream.min_writer_version,
        });
        Ok(info.collect())
    }

    fn head(&self, stream: &str) -> Result<Head, Error> {
        let inner = self.lock();
        let known = inner.streams.get(stream).map(|stream| stream.chain.head());
        Ok(known.unwrap_or_else(|| Head::empty(stream, self.options.suite)))
    }

    fn head_at(&self, stream: &str, seq: u64) -> Result<Head, Error> {
        self.with_source(stream, seq, |source| proof::head_at(source, seq))
    }

    fn record(&self, stream: &str, seq: u64) -> Result<Option<Record>, Error> {
        let inner = self.lock();
        Ok(inner
            .streams
            .get(stream)
            .and_then(|stream| stream.row(seq))
            .map(decoded))
    }

    fn records(
        &self,
        stream: &str,
        from: u64,
        limit: usize,
        kind: Option<&str>,
    ) -> Result<Vec<Record>, Error> {
        let inner = self.lock();
        let rows = inner
            .streams
            .get(stream)
            .map_or(&[][..], |stream| &stream.rows);
        let skipped = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
        let wanted = rows
            .iter()
            .skip(skipped)
            .filter(|row| kind.is_none_or(|kind| row.kind == kind))
            .take(limit.min(limits::READ_RECORDS_MAX));
        Ok(wanted.map(decoded).collect())
    }

    fn seq_at(&self, stream: &str, at: i64) -> Result<Option<u64>, Error> {
        let inner = self.lock();
        let rows = inner
            .streams
            .get(stream)
            .map_or(&[][..], |stream| &stream.rows);
        Ok(rows
            .iter()
            .rev()
            .find(|row| row.recorded_at <= at)
            .map(|row| row.seq))
    }

    fn request(&self, stream: &str, request_id: &str) -> Result<Option<Appended>, Error> {
        let inner = self.lock();
        let Some(stream) = inner.streams.get(stream) else {
            return Ok(None);
        };
        MemoryFacts {
            stream,
            payloads: &inner.payloads,
        }
        .earlier(request_id)
    }

    fn payload(&self, commitment: &Hash) -> Result<PayloadState, Error> {
        let inner = self.lock();
        let known = inner
            .payloads
            .get(commitment)
            .map(|(_, state)| state.clone());
        Ok(known.unwrap_or(PayloadState::Missing))
    }

    fn payloads_about(&self, subject: &str) -> Result<Vec<Hash>, Error> {
        let inner = self.lock();
        let mut found: Vec<(u64, Hash)> = inner
            .payloads
            .iter()
            .filter(|(_, (_, state))| match state {
                PayloadState::Present { subjects, .. } => subjects.iter().any(|s| s == subject),
                PayloadState::Purged { .. } | PayloadState::Missing => false,
            })
            .map(|(commitment, (order, _))| (*order, *commitment))
            .collect();
        found.sort_unstable();
        Ok(found
            .into_iter()
            .map(|(_, commitment)| commitment)
            .collect())
    }

    fn snapshot(
        &self,
        stream: &str,
        format: u32,
        apply_version: u32,
        upto: u64,
    ) -> Result<Option<Snapshot>, Error> {
        let inner = self.lock();
        let kept = inner
            .snapshots
            .get(&(stream.to_owned(), format, apply_version));
        Ok(kept
            .and_then(|kept| kept.range(..=upto).next_back())
            .map(|(_, found)| found.clone()))
    }

    fn receipt(&self, stream: &str, seq: u64, head_seq: u64) -> Result<Receipt, Error> {
        self.with_source(stream, seq, |source| proof::receipt(source, seq, head_seq))
    }

    fn consistency(&self, stream: &str, old: u64, new: u64) -> Result<Consistency, Error> {
        self.with_source(stream, new, |source| proof::consistency(source, old, new))
    }

    fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.lock().meta.get(key).cloned())
    }

    fn check(&self, _check: Check) -> Result<Option<Damage>, Error> {
        // Memory does not rot, and nobody else can reach it.
        Ok(None)
    }
}

impl Store for MemoryStore {
    fn submit(&self, batch: Batch) -> Pending {
        Pending::ready(self.append_now(batch))
    }

    fn set_suite(&self, stream: &str, suite: Suite) -> Result<(), Error> {
        self.stream_mut(stream, |stream| stream.chain.next_suite = suite)
    }

    fn raise_min_writer_version(&self, stream: &str, version: u32) -> Result<(), Error> {
        let have = self.options.program_version;
        if version > have {
            let stream = stream.to_owned();
            return Err(Refusal::WriterTooOld {
                stream,
                needs: version,
                have,
            }
            .into());
        }
        self.stream_mut(stream, |stream| {
            stream.min_writer_version = stream.min_writer_version.max(version);
        })
    }

    fn put_snapshot(&self, snapshot: Snapshot) -> Result<(), Error> {
        admit::at_most("snapshot", snapshot.bytes.len(), limits::SNAPSHOT_BYTES_MAX)?;
        let (name, seq) = (snapshot.stream.clone(), snapshot.seq);
        let mut inner = self.lock();
        let row = inner.streams.get(&name).and_then(|stream| stream.row(seq));
        if row.is_none_or(|row| row.hash != snapshot.head_hash) {
            return Err(Refusal::NoSuchRecord { stream: name, seq }.into());
        }
        let key = (name, snapshot.format, snapshot.apply_version);
        let kept = inner.snapshots.entry(key).or_default();
        kept.insert(seq, snapshot);
        while kept.len() > limits::SNAPSHOTS_KEPT {
            kept.pop_first();
        }
        Ok(())
    }

    fn put_meta(&self, key: &str, value: Option<&[u8]>) -> Result<(), Error> {
        admit::name("meta key", key, limits::META_KEY_BYTES_MAX)?;
        let mut inner = self.lock();
        match value {
            Some(value) => {
                admit::at_most("meta value", value.len(), limits::META_VALUE_BYTES_MAX)?;
                inner.meta.insert(key.to_owned(), value.to_vec());
            }
            None => {
                inner.meta.remove(key);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStore")
    }
}
