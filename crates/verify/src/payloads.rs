//! The payloads: what is there must match its commitment, what is gone must be gone.
//!
//! Promises: every payload a record commits to is kept or marked as purged; none stands alone.

use crate::finding::{Finding, What};
use crate::walk::Commitments;
use ledger::format::{Hash, Suite};
use rusqlite::{Connection, Row};

/// What was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Payloads {
    pub(crate) present: u64,
    pub(crate) purged: u64,
}

/// Checks every payload. `complete` says that all streams were walked to their ends, so that a
/// payload nobody commits to is a stray.
pub(crate) fn check(
    conn: &Connection,
    mut commitments: Commitments,
    complete: bool,
    findings: &mut Vec<Finding>,
) -> rusqlite::Result<Payloads> {
    let mut counted = Payloads::default();
    let sql = "SELECT commitment, suite, salt, bytes, reason, purged_at,
               EXISTS (SELECT 1 FROM subjects WHERE payload_no = no) FROM payloads";
    let mut query = conn.prepare(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let commitment = row.get::<_, [u8; 32]>(0).ok().map(Hash);
        let place = commitment.and_then(|commitment| commitments.remove(&commitment));
        if place.is_none() && !complete {
            continue;
        }
        let wrong = match (commitment, &place) {
            (Some(commitment), Some(_)) => judge(row, commitment, &mut counted)?,
            _ => Some(What::PayloadStray),
        };
        if let Some(what) = wrong {
            let (stream, seq) = place.unzip();
            findings.push(Finding { stream, seq, what });
        }
    }
    let missing = commitments.into_values();
    findings.extend(missing.map(|(stream, seq)| Finding::at(&stream, seq, What::PayloadMissing)));
    Ok(counted)
}

fn judge(
    row: &Row<'_>,
    commitment: Hash,
    counted: &mut Payloads,
) -> rusqlite::Result<Option<What>> {
    let salt = row.get_ref(2)?.as_blob_or_null();
    let bytes = row.get_ref(3)?.as_blob_or_null();
    let (Ok(salt), Ok(bytes)) = (salt, bytes) else {
        return Ok(Some(What::Payload));
    };
    let marked = (
        row.get::<_, Option<String>>(4),
        row.get::<_, Option<i64>>(5),
    );
    if let (Ok(Some(_)), Ok(Some(_))) = marked {
        counted.purged += 1;
        let subjects: bool = row.get(6)?;
        let clean = salt.is_none() && bytes.is_none() && !subjects;
        return Ok((!clean).then_some(What::PurgeUnclean));
    }
    counted.present += 1;
    let suite = row.get::<_, u8>(1).ok().and_then(Suite::from_id);
    let matches = match (suite, salt, bytes) {
        (Some(suite), Some(salt), Some(bytes)) => suite.commitment(salt, bytes) == commitment,
        _ => false,
    };
    Ok((!matches).then_some(What::Payload))
}
