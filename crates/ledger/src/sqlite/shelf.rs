//! Reading beside the writer: a shelf of read-only connections.
//!
//! Promises: a reader never waits for the writer nor holds it up; nothing at or after a damaged
//! record is handed out. Finding damage turns writing off for the whole file.

use super::query::{self, RECORD_COLUMNS, RawRow, SqlSource, StreamRow};
use super::{check, faults, requests, schema};
use crate::batch::{Appended, Snapshot, StreamInfo};
use crate::error::{Damage, Error, Fault, Refusal, Wrong};
use crate::format::tables::{SEQ_MAX, record_key, split_key};
use crate::format::{Consistency, Hash, Head, Receipt, Record, Suite};
use crate::limits;
use crate::payload::PayloadState;
use crate::proof;
use crate::store::{Check, Reader};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Read-only connections to one file, and the damage found in it.
pub(super) struct Shelf {
    path: PathBuf,
    suite: Suite,
    idle: Mutex<Vec<Connection>>,
    damage: Mutex<BTreeMap<String, Damage>>,
    /// There is damage: asked at every append, so without a lock.
    damaged: AtomicBool,
}

impl Shelf {
    pub(super) fn open(path: &Path, suite: Suite) -> Result<Self, Error> {
        let first = schema::open_reader(path)?;
        Ok(Self {
            path: path.to_owned(),
            suite,
            idle: Mutex::new(vec![first]),
            damage: Mutex::default(),
            damaged: AtomicBool::new(false),
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The damage known, by stream.
    pub(super) fn damage(&self) -> MutexGuard<'_, BTreeMap<String, Damage>> {
        self.damage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first damage known.
    pub(super) fn first_damage(&self) -> Option<Damage> {
        if !self.damaged.load(Ordering::SeqCst) {
            return None;
        }
        self.damage().values().next().cloned()
    }

    /// Closes the idle connections: the last one to close must be the writer's, which folds the
    /// log into the file.
    pub(super) fn clear(&self) {
        self.idle().clear();
    }

    /// Runs a query on a connection of its own.
    pub(super) fn with<T>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let taken = self.idle().pop();
        let conn = match taken {
            Some(conn) => conn,
            None => schema::open_reader(&self.path)?,
        };
        let answer = run(&conn);
        let mut idle = self.idle();
        if idle.len() < limits::READERS_IDLE_MAX {
            idle.push(conn);
        }
        drop(idle);
        if let Err(Error::Fault(Fault::Damaged(damage))) = &answer {
            self.note(damage.clone());
        }
        answer
    }

    /// Remembers damage; the earliest record of a stream counts.
    pub(super) fn note(&self, damage: Damage) {
        let mut known = self.damage();
        let first = known
            .entry(damage.stream.clone())
            .or_insert_with(|| damage.clone());
        if damage.seq < first.seq {
            *first = damage;
        }
        self.damaged.store(true, Ordering::SeqCst);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses what is at or after the first bad record of a stream.
    fn sound(&self, stream: &str, seq: u64) -> Result<(), Error> {
        match self.damage().get(stream) {
            Some(damage) if damage.seq <= seq => Err(damage.clone().into()),
            _ => Ok(()),
        }
    }

    fn with_source<T>(
        &self,
        stream: &str,
        seq: u64,
        run: impl FnOnce(&mut SqlSource<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.sound(stream, seq)?;
        self.with(|conn| match query::stream(conn, stream)? {
            Some(row) => run(&mut SqlSource::new(conn, row)?),
            None => Err(Refusal::NoSuchRecord {
                stream: stream.to_owned(),
                seq,
            }
            .into()),
        })
    }

    /// The records in order, up to the first that is bad.
    fn good_records(&self, conn: &Connection, ask: &Ask<'_>) -> Result<Vec<Record>, Error> {
        let Some(stream) = query::stream(conn, ask.stream)? else {
            return Ok(Vec::new());
        };
        let failed = faults::sqlite("read the records");
        let sql = format!(
            "SELECT {RECORD_COLUMNS} FROM records
             WHERE key BETWEEN ?1 AND ?2 AND (?3 IS NULL OR kind = ?3) ORDER BY key LIMIT ?4"
        );
        let mut query = conn.prepare_cached(&sql).map_err(&failed)?;
        let (low, high) = (
            record_key(stream.no, ask.from),
            record_key(stream.no, SEQ_MAX),
        );
        let limit = ask.limit.min(limits::READ_RECORDS_MAX) as i64;
        let mut rows = query
            .query(params![low, high, ask.kind, limit])
            .map_err(&failed)?;
        let mut out: Vec<Record> = Vec::new();
        while let Some(row) = rows.next().map_err(&failed)? {
            let next = out.last().map_or(ask.from, |last| last.seq + 1);
            let record = match self.good_record(row, &stream, ask, out.last()) {
                Ok(record) => record,
                Err(wrong) => {
                    let damage = Damage {
                        stream: stream.name.clone(),
                        seq: next,
                        wrong,
                    };
                    self.note(damage.clone());
                    return if out.is_empty() {
                        Err(damage.into())
                    } else {
                        Ok(out)
                    };
                }
            };
            out.push(record);
        }
        if out.is_empty() && ask.kind.is_none() && limit > 0 && ask.from <= stream.head_seq {
            let wrong = Wrong::Missing;
            return Err(Damage {
                stream: stream.name,
                seq: ask.from,
                wrong,
            }
            .into());
        }
        Ok(out)
    }

    fn good_record(
        &self,
        row: &rusqlite::Row<'_>,
        stream: &StreamRow,
        ask: &Ask<'_>,
        before: Option<&Record>,
    ) -> Result<Record, Wrong> {
        let raw = RawRow::read(row).map_err(|_| Wrong::Frame)?;
        let seq = split_key(raw.key).1;
        if let Some(damage) = self.damage().get(&stream.name).filter(|bad| bad.seq <= seq) {
            return Err(damage.wrong);
        }
        let record = raw.checked(stream)?;
        if ask.kind.is_some() {
            return Ok(record);
        }
        let next = before.map_or(ask.from, |before| before.seq + 1);
        if seq != next {
            return Err(Wrong::Missing);
        }
        let linked = before.is_none_or(|before| before.hash == record.prev_hash);
        if linked { Ok(record) } else { Err(Wrong::Link) }
    }
}

struct Ask<'a> {
    stream: &'a str,
    from: u64,
    limit: usize,
    kind: Option<&'a str>,
}

impl Reader for Shelf {
    fn streams(&self) -> Result<Vec<StreamInfo>, Error> {
        self.with(|conn| {
            let mut out = Vec::new();
            for row in query::streams(conn)? {
                let (next_suite, min_writer_version) = (row.next_suite, row.min_writer_version);
                let stream = row.name.clone();
                let head = present_head(conn, row)?;
                out.push(StreamInfo {
                    stream,
                    head,
                    next_suite,
                    min_writer_version,
                });
            }
            Ok(out)
        })
    }

    fn head(&self, stream: &str) -> Result<Head, Error> {
        self.with(|conn| match query::stream(conn, stream)? {
            Some(row) => present_head(conn, row),
            None => Ok(Head::empty(stream, self.suite)),
        })
    }

    fn head_at(&self, stream: &str, seq: u64) -> Result<Head, Error> {
        self.with_source(stream, seq, |source| proof::head_at(source, seq))
    }

    fn record(&self, stream: &str, seq: u64) -> Result<Option<Record>, Error> {
        if seq == 0 {
            return Ok(None);
        }
        self.sound(stream, seq)?;
        let ask = Ask {
            stream,
            from: seq,
            limit: 1,
            kind: None,
        };
        Ok(self.with(|conn| self.good_records(conn, &ask))?.pop())
    }

    fn records(
        &self,
        stream: &str,
        from: u64,
        limit: usize,
        kind: Option<&str>,
    ) -> Result<Vec<Record>, Error> {
        let ask = Ask {
            stream,
            from: from.max(1),
            limit,
            kind,
        };
        self.sound(stream, ask.from)?;
        self.with(|conn| self.good_records(conn, &ask))
    }

    fn seq_at(&self, stream: &str, at: i64) -> Result<Option<u64>, Error> {
        self.with(|conn| match query::stream(conn, stream)? {
            Some(row) => query::seq_at(conn, &row, at),
            None => Ok(None),
        })
    }

    fn request(&self, stream: &str, request_id: &str) -> Result<Option<Appended>, Error> {
        self.with(|conn| match query::stream(conn, stream)? {
            Some(row) => requests::find(conn, &row, request_id),
            None => Ok(None),
        })
    }

    fn payload(&self, commitment: &Hash) -> Result<PayloadState, Error> {
        self.with(|conn| payload(conn, commitment))
    }

    fn payloads_about(&self, subject: &str) -> Result<Vec<Hash>, Error> {
        let failed = faults::sqlite("look up a subject");
        self.with(|conn| {
            let sql = "SELECT commitment FROM subjects JOIN payloads ON no = payload_no
                       WHERE subject = ?1 ORDER BY payload_no";
            let mut query = conn.prepare_cached(sql).map_err(&failed)?;
            let rows = query
                .query_map([subject], |row| row.get(0).map(Hash))
                .map_err(&failed)?;
            rows.collect::<rusqlite::Result<_>>().map_err(&failed)
        })
    }

    fn snapshot(
        &self,
        stream: &str,
        format: u32,
        apply_version: u32,
        upto: u64,
    ) -> Result<Option<Snapshot>, Error> {
        let wanted = Wanted {
            stream,
            format,
            apply_version,
            upto,
        };
        self.with(|conn| snapshot(conn, &wanted))
    }

    fn receipt(&self, stream: &str, seq: u64, head_seq: u64) -> Result<Receipt, Error> {
        self.with_source(stream, head_seq, |source| {
            proof::receipt(source, seq, head_seq)
        })
    }

    fn consistency(&self, stream: &str, old: u64, new: u64) -> Result<Consistency, Error> {
        self.with_source(stream, new, |source| proof::consistency(source, old, new))
    }

    fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let failed = faults::sqlite("read a value");
        self.with(|conn| {
            let sql = "SELECT value FROM meta WHERE key = ?1";
            let mut query = conn.prepare_cached(sql).map_err(&failed)?;
            query
                .query_row([key], |row| row.get(0))
                .optional()
                .map_err(&failed)
        })
    }

    fn check(&self, check: Check) -> Result<Option<Damage>, Error> {
        let found = self.with(|conn| check::all(conn, check))?;
        for damage in &found {
            self.note(damage.clone());
        }
        Ok(found.into_iter().next())
    }
}

/// The head, as the writer stored it with the last record.
fn present_head(conn: &Connection, row: StreamRow) -> Result<Head, Error> {
    let tree = query::trees(conn, row.no)?
        .into_iter()
        .rfind(|tree| tree.first_seq <= row.head_seq);
    let Some(tree) = tree.filter(|_| row.head_seq > 0) else {
        return Ok(Head::empty(&row.name, row.next_suite));
    };
    let Some((chain, recorded_at)) = query::record_hash(conn, row.no, row.head_seq)? else {
        return Err(Damage {
            stream: row.name,
            seq: row.head_seq,
            wrong: Wrong::Missing,
        }
        .into());
    };
    Ok(Head {
        seq: row.head_seq,
        chain,
        suite: tree.suite,
        tree: tree.no,
        tree_size: tree.size_at(row.head_seq),
        root: row.head_root,
        recorded_at,
        stream: row.name,
    })
}

type PayloadRow = (
    i64,
    u8,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
    Option<String>,
    Option<i64>,
);

fn payload(conn: &Connection, commitment: &Hash) -> Result<PayloadState, Error> {
    let failed = faults::sqlite("read a payload");
    let sql = "SELECT no, suite, salt, bytes, reason, purged_at FROM payloads
               WHERE commitment = ?1";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    };
    let found: Option<PayloadRow> = query
        .query_row([commitment.0], read)
        .optional()
        .map_err(&failed)?;
    let Some((no, suite, salt, bytes, reason, purged_at)) = found else {
        return Ok(PayloadState::Missing);
    };
    let commitment = *commitment;
    let damaged = || Error::from(Fault::PayloadDamaged { commitment });
    if let (Some(reason), Some(purged_at)) = (reason, purged_at) {
        return Ok(PayloadState::Purged { reason, purged_at });
    }
    let (Some(salt), Some(bytes)) = (salt, bytes) else {
        return Err(damaged());
    };
    let suite = Suite::from_id(suite).ok_or_else(damaged)?;
    if suite.commitment(&salt, &bytes) != commitment {
        return Err(damaged());
    }
    let sql = "SELECT subject FROM subjects WHERE payload_no = ?1 ORDER BY subject";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    let rows = query.query_map([no], |row| row.get(0)).map_err(&failed)?;
    let subjects = rows.collect::<rusqlite::Result<_>>().map_err(&failed)?;
    Ok(PayloadState::Present { bytes, subjects })
}

struct Wanted<'a> {
    stream: &'a str,
    format: u32,
    apply_version: u32,
    upto: u64,
}

fn snapshot(conn: &Connection, wanted: &Wanted<'_>) -> Result<Option<Snapshot>, Error> {
    let failed = faults::sqlite("read a snapshot");
    let Some(stream) = query::stream(conn, wanted.stream)? else {
        return Ok(None);
    };
    let upto = wanted.upto.min(stream.head_seq);
    let sql = "SELECT seq, head_hash, digest, bytes FROM snapshots
               WHERE stream_no = ?1 AND format = ?2 AND apply_version = ?3 AND seq <= ?4
               ORDER BY seq DESC";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    let key = params![stream.no, wanted.format, wanted.apply_version, upto];
    let mut rows = query.query(key).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        let (Ok(seq), Ok(head_hash), Ok(digest), Ok(bytes)) = (
            row.get::<_, u64>(0),
            row.get(1),
            row.get(2),
            row.get::<_, Vec<u8>>(3),
        ) else {
            continue;
        };
        let (head_hash, digest) = (Hash(head_hash), Hash(digest));
        let chained = query::record_hash(conn, stream.no, seq)?.map(|(hash, _)| hash);
        if chained == Some(head_hash) && Suite::Sha256.hash(&[&bytes]) == digest {
            let stream = stream.name;
            let Wanted {
                format,
                apply_version,
                ..
            } = *wanted;
            return Ok(Some(Snapshot {
                stream,
                format,
                apply_version,
                seq,
                head_hash,
                bytes,
            }));
        }
    }
    Ok(None)
}
