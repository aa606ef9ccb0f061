//! Checks a ledger from within: on opening its last records, on demand everything.
//!
//! Promises: finds the first bad record of a stream. Shares code with the writer, so that it can
//! prove nothing to others: that is the `verify` crate's work.

use super::faults;
use super::query::{self, RECORD_COLUMNS, RawRow, SqlSource, StreamRow};
use crate::chain::{Chain, Tree};
use crate::error::{Damage, Error, Fault, Wrong};
use crate::format::tables::{SEQ_MAX, record_key, split_key};
use crate::format::{Hash, Record, bridge};
use crate::merkle::{Frontier, Node};
use crate::proof::{self, Source};
use crate::store::Check;
use rusqlite::Connection;

/// The first damage of each stream.
pub(super) fn all(conn: &Connection, check: Check) -> Result<Vec<Damage>, Error> {
    let mut out = Vec::new();
    for stream in query::streams(conn)? {
        out.extend(one(conn, &stream, check)?);
    }
    Ok(out)
}

fn one(conn: &Connection, stream: &StreamRow, check: Check) -> Result<Option<Damage>, Error> {
    let checked = match check {
        Check::Full => full(conn, stream),
        Check::Tail(count) => tail(conn, stream, count),
    };
    match checked {
        Ok(()) => Ok(None),
        Err(Error::Fault(Fault::Damaged(damage))) => Ok(Some(damage)),
        Err(other) => Err(other),
    }
}

fn tail(conn: &Connection, stream: &StreamRow, count: u64) -> Result<(), Error> {
    let from = (stream.head_seq + 1).saturating_sub(count).max(1);
    let prev = match from {
        1 => Hash::ZERO,
        _ => {
            query::record_hash(conn, stream.no, from - 1)?
                .ok_or_else(|| damaged(stream, from - 1, Wrong::Missing))?
                .0
        }
    };
    walk(conn, stream, from, prev, |_| Ok(()))?;
    if stream.head_seq > 0 {
        let mut source = SqlSource::new(conn, stream.clone())?;
        let head = proof::head_at(&mut source, stream.head_seq)?;
        if head.root != stream.head_root {
            return Err(damaged(stream, stream.head_seq, Wrong::Tree));
        }
    }
    Ok(())
}

/// Walks the records from `from` to the head and past it.
fn walk(
    conn: &Connection,
    stream: &StreamRow,
    from: u64,
    mut prev: Hash,
    mut each: impl FnMut(&Record) -> Result<(), Error>,
) -> Result<(), Error> {
    let failed = faults::sqlite("read the records");
    let sql =
        format!("SELECT {RECORD_COLUMNS} FROM records WHERE key BETWEEN ?1 AND ?2 ORDER BY key");
    let mut query = conn.prepare_cached(&sql).map_err(&failed)?;
    let range = [record_key(stream.no, from), record_key(stream.no, SEQ_MAX)];
    let mut rows = query.query(range).map_err(&failed)?;
    let mut next = from;
    while let Some(row) = rows.next().map_err(&failed)? {
        let Ok(raw) = RawRow::read(row) else {
            return Err(damaged(stream, next, Wrong::Frame));
        };
        if split_key(raw.key).1 != next {
            return Err(damaged(stream, next, Wrong::Missing));
        }
        if next > stream.head_seq {
            return Err(damaged(stream, next, Wrong::Head));
        }
        let record = raw
            .checked(stream)
            .map_err(|wrong| damaged(stream, next, wrong))?;
        if record.prev_hash != prev {
            return Err(damaged(stream, next, Wrong::Link));
        }
        each(&record)?;
        prev = record.hash;
        next += 1;
    }
    if next <= stream.head_seq {
        return Err(damaged(stream, next, Wrong::Missing));
    }
    if prev != stream.head_hash {
        return Err(damaged(stream, stream.head_seq, Wrong::Head));
    }
    Ok(())
}

/// Walks everything and builds every tree anew.
fn full(conn: &Connection, stream: &StreamRow) -> Result<(), Error> {
    let mut source = SqlSource::new(conn, stream.clone())?;
    let mut chain = Chain::empty(&stream.name, stream.next_suite);
    let mut trees = 0;
    walk(conn, stream, 1, Hash::ZERO, |record| {
        let wrong = || damaged(stream, record.seq, Wrong::Tree);
        let begins = chain
            .tree
            .as_ref()
            .is_none_or(|tree| tree.suite != record.suite);
        let mut nodes = Vec::new();
        if begins {
            let tree = next_tree(&chain, record);
            if source.trees().get(trees) != Some(&tree) {
                return Err(wrong());
            }
            trees += 1;
            chain.frontier = Frontier::new(record.suite);
            if let Some(bytes) = &tree.bridge {
                chain.frontier.push(record.suite.leaf(bytes), &mut nodes);
            }
            chain.tree = Some(tree);
        }
        chain
            .frontier
            .push(record.suite.leaf(record.hash.as_bytes()), &mut nodes);
        chain.seq = record.seq;
        let tree = trees as u32 - 1;
        for Node { level, index, hash } in nodes {
            if source.node(tree, level, index)? != hash {
                return Err(wrong());
            }
        }
        Ok(())
    })?;
    let root_matches = stream.head_seq == 0 || chain.frontier.root() == stream.head_root;
    if !root_matches || source.trees().len() != trees {
        return Err(damaged(stream, stream.head_seq, Wrong::Tree));
    }
    Ok(())
}

fn next_tree(chain: &Chain, record: &Record) -> Tree {
    let (no, bridge) = match &chain.tree {
        Some(closed) => {
            let (size, root) = (chain.frontier.size(), chain.frontier.root());
            (
                closed.no + 1,
                Some(bridge(closed.suite, closed.no, size, &root)),
            )
        }
        None => (0, None),
    };
    Tree {
        no,
        suite: record.suite,
        first_seq: record.seq,
        bridge,
    }
}

fn damaged(stream: &StreamRow, seq: u64, wrong: Wrong) -> Error {
    Damage {
        stream: stream.name.clone(),
        seq,
        wrong,
    }
    .into()
}
