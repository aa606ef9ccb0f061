//! Which request appended what.
//!
//! Promises: a request is found however old it is, and noting one costs a row at the end of a
//! table, not a page of its own. Request ids are random, so that an index kept up row by row
//! would write one page of 4 KiB for each. Therefore rows stand in the order of the records, with
//! a fingerprint; the newest are looked up in memory (or by a short scan, for readers), the older
//! ones in an index that takes many at once, in its own order.

use super::faults;
use super::query::{RawRow, StreamRow};
use crate::batch::Appended;
use crate::error::{Damage, Error, Wrong};
use crate::format::tables::{SEQ_MAX, record_key, request_print, split_key};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// The requests that are not in the index yet: first record by fingerprint.
#[derive(Default)]
pub(super) struct Tail {
    firsts: HashMap<i64, u64, Mixer>,
    /// Those whose fingerprint was taken: as good as none.
    doubles: Vec<(i64, u64)>,
}

/// Fingerprints are hashes already; mixed with a number that only this process knows, they need no
/// other to be spread.
struct Mixer(u64);

impl Default for Mixer {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0u8))
    }
}

impl BuildHasher for Mixer {
    type Hasher = Mixed;

    fn build_hasher(&self) -> Mixed {
        Mixed(self.0)
    }
}

struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_i64(&mut self, print: i64) {
        self.write_u64(print as u64);
    }

    /// Both halves of the product, so that every bit counts in every other.
    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * u128::from(self.0 | 1);
        self.0 = (product >> 64) as u64 ^ product as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Tail {
    pub(super) fn load(conn: &Connection, stream: &StreamRow) -> Result<Self, Error> {
        let failed = faults::sqlite("read the requests");
        let sql = "SELECT key, print FROM requests WHERE key > ?1 AND key <= ?2";
        let mut query = conn.prepare_cached(sql).map_err(&failed)?;
        let mut rows = query.query(tail_range(stream)).map_err(&failed)?;
        let mut tail = Self::default();
        while let Some(row) = rows.next().map_err(&failed)? {
            let key = row.get(0).map_err(&failed)?;
            tail.note(row.get(1).map_err(&failed)?, split_key(key).1);
        }
        Ok(tail)
    }

    pub(super) fn len(&self) -> usize {
        self.firsts.len() + self.doubles.len()
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn note(&mut self, print: i64, first: u64) {
        if let Some(other) = self.firsts.insert(print, first) {
            self.doubles.push((print, other));
        }
    }

    fn firsts(&self, print: i64) -> impl Iterator<Item = u64> {
        let doubles = self
            .doubles
            .iter()
            .filter(move |(double, _)| *double == print);
        self.firsts
            .get(&print)
            .into_iter()
            .chain(doubles.map(|(_, first)| first))
            .copied()
    }
}

fn tail_range(stream: &StreamRow) -> [i64; 2] {
    [
        record_key(stream.no, stream.indexed_seq),
        record_key(stream.no, SEQ_MAX),
    ]
}

/// What a request appended, for readers: they scan what is not in the index yet.
pub(super) fn find(
    conn: &Connection,
    stream: &StreamRow,
    request_id: &str,
) -> Result<Option<Appended>, Error> {
    let print = request_print(request_id);
    let mut firsts = indexed(conn, stream, print)?;
    firsts.extend(scanned(conn, stream, print)?);
    judge_all(conn, stream, firsts, request_id)
}

/// Where a fingerprint was noted, for the writer: it remembers what is not in the index yet.
pub(super) fn firsts(
    conn: &Connection,
    stream: &StreamRow,
    tail: &Tail,
    print: i64,
) -> Result<Vec<u64>, Error> {
    let mut firsts = indexed(conn, stream, print)?;
    firsts.extend(tail.firsts(print));
    Ok(firsts)
}

/// The answer to a request among those that share its fingerprint.
pub(super) fn judge_all(
    conn: &Connection,
    stream: &StreamRow,
    firsts: Vec<u64>,
    request_id: &str,
) -> Result<Option<Appended>, Error> {
    for first in firsts {
        if let Some(found) = judge(conn, stream, first, request_id)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn indexed(conn: &Connection, stream: &StreamRow, print: i64) -> Result<Vec<u64>, Error> {
    if stream.indexed_seq == 0 {
        return Ok(Vec::new());
    }
    let failed = faults::sqlite("look up a request");
    let sql = "SELECT first FROM request_index WHERE stream_no = ?1 AND print = ?2";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    let rows = query
        .query_map([stream.no, print], |row| row.get(0))
        .map_err(&failed)?;
    rows.collect::<rusqlite::Result<_>>().map_err(&failed)
}

fn scanned(conn: &Connection, stream: &StreamRow, print: i64) -> Result<Vec<u64>, Error> {
    let failed = faults::sqlite("look up a request");
    let sql = "SELECT key FROM requests WHERE key > ?1 AND key <= ?2 AND print = ?3";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    let [low, high] = tail_range(stream);
    let rows = query
        .query_map([low, high, print], |row| {
            row.get(0).map(|key| split_key(key).1)
        })
        .map_err(&failed)?;
    rows.collect::<rusqlite::Result<_>>().map_err(&failed)
}

/// Two ids may share a fingerprint: the record itself decides.
fn judge(
    conn: &Connection,
    stream: &StreamRow,
    first: u64,
    request_id: &str,
) -> Result<Option<Appended>, Error> {
    let damaged = |seq, wrong| {
        Error::from(Damage {
            stream: stream.name.clone(),
            seq,
            wrong,
        })
    };
    let record = |seq| -> Result<_, Error> {
        let failed = faults::sqlite("look up a request");
        let sql = "SELECT key, recorded_at, kind, hash, frame FROM records WHERE key = ?1";
        let mut query = conn.prepare_cached(sql).map_err(&failed)?;
        let found = query
            .query_row([record_key(stream.no, seq)], RawRow::read)
            .optional();
        let raw = found
            .map_err(&failed)?
            .ok_or_else(|| damaged(seq, Wrong::Missing))?;
        raw.checked(stream).map_err(|wrong| damaged(seq, wrong))
    };
    if record(first)?.request_id != request_id {
        return Ok(None);
    }
    let failed = faults::sqlite("look up a request");
    let sql = "SELECT last FROM requests WHERE key = ?1";
    let mut query = conn.prepare_cached(sql).map_err(&failed)?;
    let last: Option<u64> = query
        .query_row([record_key(stream.no, first)], |row| row.get(0))
        .optional()
        .map_err(&failed)?;
    let last = last.ok_or_else(|| damaged(first, Wrong::Column))?;
    let end = record(last)?;
    let (recorded_at, hash) = (end.recorded_at, end.hash);
    Ok(Some(Appended {
        first,
        last,
        recorded_at,
        hash,
        repeated: true,
    }))
}

/// Takes all newer requests into the index, in its own order.
pub(super) fn index_all(conn: &Connection, stream_no: i64, upto: u64) -> Result<(), Error> {
    let failed = faults::sqlite("index the requests");
    let sql = "INSERT INTO request_index
               SELECT ?1, print, key & ?2 FROM requests
               WHERE key > (SELECT indexed_seq FROM streams WHERE no = ?1) + (?1 << 40)
                 AND key <= ?3
               ORDER BY print, key";
    let key = record_key(stream_no, upto);
    conn.execute(sql, params![stream_no, SEQ_MAX as i64, key])
        .map_err(&failed)?;
    let sql = "UPDATE streams SET indexed_seq = ?2 WHERE no = ?1";
    conn.execute(sql, params![stream_no, upto])
        .map_err(&failed)?;
    Ok(())
}
