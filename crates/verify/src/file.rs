//! Verifies a whole file.
//!
//! Promises: one read transaction, so that a running writer neither disturbs nor is disturbed.
//! Gives all findings, the first bad record of each stream first.

use crate::finding::{Finding, What};
use crate::kept::KeptHead;
use crate::open::{self, OpenError};
use crate::payloads;
use crate::walk::{Commitments, Counts, StreamRow, Walk};
use ledger::format::Head;
use ledger::format::tables::STORED_LEVEL;
use rusqlite::Connection;
use std::path::Path;

/// What to verify.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only this stream. Tables that all streams share are then not counted.
    pub stream: Option<String>,
    /// Heads kept elsewhere, which the ledger must reproduce.
    pub heads: Vec<KeptHead>,
}

/// What was verified, and what was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// The streams.
    pub streams: Vec<StreamReport>,
    /// Payloads whose bytes match their commitments, or should.
    pub payloads: u64,
    /// Payloads marked as purged.
    pub purged: u64,
    /// What is wrong; empty for a sound ledger.
    pub findings: Vec<Finding>,
}

/// One stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StreamReport {
    /// Its name.
    pub stream: String,
    /// Records that hold, counted from the first.
    pub records: u64,
    /// The head as recomputed, if the whole stream holds.
    pub head: Option<Head>,
}

impl Report {
    /// True if nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first bad record of a stream.
    #[must_use]
    pub fn first_bad(&self, stream: &str) -> Option<&Finding> {
        let of_stream = |finding: &&Finding| finding.stream.as_deref() == Some(stream);
        self.findings
            .iter()
            .filter(of_stream)
            .min_by_key(|finding| finding.seq)
    }
}

/// Verifies a ledger file.
///
/// # Errors
/// Only if the file cannot be looked at; what is wrong with the ledger is in the report.
pub fn verify_file(path: &Path, options: &Options) -> Result<Report, OpenError> {
    let conn = open::open(path)?;
    conn.execute_batch("BEGIN")?;
    let mut report = Report::default();
    if let Err(error) = verify(&conn, options, &mut report) {
        report
            .findings
            .push(Finding::whole(What::Database(error.to_string())));
    }
    report.findings.sort_by(|one, other| {
        (one.stream.is_none(), &one.stream, one.seq).cmp(&(
            other.stream.is_none(),
            &other.stream,
            other.seq,
        ))
    });
    Ok(report)
}

fn verify(conn: &Connection, options: &Options, report: &mut Report) -> rusqlite::Result<()> {
    let sound: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        report.findings.push(Finding::whole(What::Database(sound)));
    }
    let streams = streams(conn)?;
    let only = streams.len() == 1;
    let wanted = |name: &str| {
        options
            .stream
            .as_deref()
            .is_none_or(|stream| stream == name)
    };
    let mut commitments = Commitments::new();
    let mut totals = Counts::default();
    let names: Vec<String> = streams.iter().map(|stream| stream.name.clone()).collect();
    for stream in streams.into_iter().filter(|stream| wanted(&stream.name)) {
        let means = |kept: &&KeptHead| match &kept.stream {
            Some(name) => *name == stream.name,
            None => only || options.stream.is_some(),
        };
        let kept = options.heads.iter().filter(means).collect();
        let name = stream.name.clone();
        let mut walk = Walk::new(conn, stream, kept)?;
        let walked = walk.run(conn, &mut commitments);
        add(&mut totals, walk.counts);
        let (head, finding) = match walked {
            Ok(head) => (Some(head), None),
            Err(finding) => (None, Some(finding)),
        };
        report.findings.extend(finding);
        report.streams.push(StreamReport {
            stream: name,
            records: walk.counts.records,
            head,
        });
    }
    lost_heads(options, &names, &mut report.findings);
    let complete = options.stream.is_none() && report.findings.is_empty();
    if complete {
        strays(conn, totals, &mut report.findings)?;
    }
    let counted = payloads::check(conn, commitments, complete, &mut report.findings)?;
    (report.payloads, report.purged) = (counted.present, counted.purged);
    Ok(())
}

fn streams(conn: &Connection) -> rusqlite::Result<Vec<StreamRow>> {
    let sql =
        "SELECT no, name, head_seq, head_hash, head_root, indexed_seq FROM streams ORDER BY name";
    let mut query = conn.prepare(sql)?;
    let rows = query.query_map([], |row| {
        Ok(StreamRow {
            no: row.get(0)?,
            name: row.get(1)?,
            head_seq: row.get(2)?,
            head_hash: row.get(3)?,
            head_root: row.get(4)?,
            indexed_seq: row.get(5)?,
        })
    })?;
    rows.collect()
}

/// Kept heads that no stream answers for.
fn lost_heads(options: &Options, names: &[String], findings: &mut Vec<Finding>) {
    for kept in &options.heads {
        let stream = kept.stream.as_ref().or(options.stream.as_ref());
        let answered = match stream {
            Some(stream) => names.contains(stream),
            None => names.len() == 1,
        };
        if !answered {
            let (stream, seq) = (stream.cloned(), Some(kept.seq));
            findings.push(Finding {
                stream,
                seq,
                what: What::NoStream,
            });
        }
    }
}

fn add(totals: &mut Counts, counts: Counts) {
    totals.records += counts.records;
    totals.requests += counts.requests;
    totals.indexed += counts.indexed;
    totals.trees += counts.trees;
    totals.nodes += counts.nodes;
    totals.clock_steps += counts.clock_steps;
}

/// Rows that no stream accounts for.
fn strays(conn: &Connection, totals: Counts, findings: &mut Vec<Finding>) -> rusqlite::Result<()> {
    let tables = [
        ("records", totals.records),
        ("requests", totals.requests),
        ("request_index", totals.indexed),
        ("trees", totals.trees),
        ("clock_steps", totals.clock_steps),
    ];
    for (table, accounted) in tables {
        let sql = format!("SELECT count(*) FROM {table}");
        let rows: u64 = conn.query_row(&sql, [], |row| row.get(0))?;
        if rows != accounted {
            findings.push(Finding::whole(What::Stray(table)));
        }
    }
    let sql = "SELECT count(*) FROM nodes WHERE level >= ?1";
    let rows: u64 = conn.query_row(sql, [STORED_LEVEL], |row| row.get(0))?;
    if rows != totals.nodes {
        findings.push(Finding::whole(What::Stray("nodes")));
    }
    // As many rows as there should be, and each of them true: then the index is whole.
    let sql = "SELECT count(*) FROM request_index i JOIN requests r
               ON r.key = (i.stream_no << 40) + i.first AND r.print = i.print";
    let true_rows: u64 = conn.query_row(sql, [], |row| row.get(0))?;
    if true_rows != totals.indexed {
        findings.push(Finding::whole(What::Stray("request_index")));
    }
    Ok(())
}
