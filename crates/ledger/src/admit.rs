//! Whether a batch may be appended: every check, in order, before anything is written.
//!
//! Promises: a batch that is admitted can fail only by a fault, so that one refused batch never
//! disturbs the others of its group.

use crate::batch::{Appended, Batch, Draft};
use crate::error::{Error, Refusal};
use crate::format::Hash;
use crate::limits;
use std::collections::BTreeSet;

/// What the checks need to know of the store.
pub(crate) trait Facts {
    /// Number of the stream's last record.
    fn last(&self) -> u64;
    /// Lowest program version that may write to the stream.
    fn min_writer_version(&self) -> u32;
    /// What the request appended before.
    fn earlier(&mut self, request_id: &str) -> Result<Option<Appended>, Error>;
    /// Whether a payload was ever appended.
    fn has_payload(&mut self, commitment: &Hash) -> Result<bool, Error>;
}

/// Whether to append.
pub(crate) enum Verdict {
    /// The request was appended before.
    Repeated(Appended),
    /// Go on.
    Admitted,
}

/// Checks that need only the batch itself. Done by the caller's thread.
pub(crate) fn check(batch: &Batch) -> Result<(), Refusal> {
    name("stream", &batch.stream, limits::STREAM_BYTES_MAX)?;
    name("request_id", &batch.request_id, limits::REQUEST_BYTES_MAX)?;
    if batch.records.is_empty() {
        return Err(Refusal::Empty { what: "records" });
    }
    at_most("records", batch.records.len(), limits::BATCH_RECORDS_MAX)?;
    at_most("payloads", batch.payloads.len(), limits::BATCH_RECORDS_MAX)?;
    at_most("purges", batch.purges.len(), limits::BATCH_RECORDS_MAX)?;
    for draft in &batch.records {
        check_draft(draft)?;
    }
    check_payloads(batch)?;
    for purge in &batch.purges {
        name("reason", &purge.reason, limits::REASON_BYTES_MAX)?;
    }
    at_most("batch", bytes_of(batch), limits::BATCH_BYTES_MAX)
}

/// Bytes of a batch, as limits count them.
pub(crate) fn bytes_of(batch: &Batch) -> usize {
    let bodies = batch
        .records
        .iter()
        .map(|draft| draft.body.len() + draft.payload_commitments.len() * 32 + 256);
    let payloads = batch
        .payloads
        .iter()
        .map(|payload| payload.bytes.len() + 128);
    bodies.chain(payloads).sum()
}

/// Checks that need the store. Done by the writer.
pub(crate) fn admit(
    batch: &Batch,
    program_version: u32,
    facts: &mut impl Facts,
) -> Result<Verdict, Error> {
    if let Some(earlier) = facts.earlier(&batch.request_id)? {
        return Ok(Verdict::Repeated(earlier));
    }
    let stream = || batch.stream.clone();
    let needs = facts.min_writer_version();
    if program_version < needs {
        let have = program_version;
        return Err(Refusal::WriterTooOld {
            stream: stream(),
            needs,
            have,
        }
        .into());
    }
    let actual = facts.last();
    if let Some(expected) = batch.expected.filter(|expected| *expected != actual) {
        return Err(Refusal::Stale {
            stream: stream(),
            expected,
            actual,
        }
        .into());
    }
    if batch.payloads.is_empty() && batch.purges.is_empty() {
        let mut named = batch.records.iter();
        if named.all(|draft| draft.payload_commitments.is_empty()) {
            return Ok(Verdict::Admitted);
        }
    }
    let new: BTreeSet<&Hash> = batch
        .payloads
        .iter()
        .map(|sealed| &sealed.commitment)
        .collect();
    for commitment in &new {
        if facts.has_payload(commitment)? {
            return Err(Refusal::PayloadExists {
                commitment: **commitment,
            }
            .into());
        }
    }
    let named = batch
        .records
        .iter()
        .flat_map(|draft| &draft.payload_commitments);
    let old = named.filter(|commitment| !new.contains(commitment));
    for commitment in old.chain(batch.purges.iter().map(|purge| &purge.commitment)) {
        if !facts.has_payload(commitment)? {
            return Err(Refusal::PayloadUnknown {
                commitment: *commitment,
            }
            .into());
        }
    }
    Ok(Verdict::Admitted)
}

fn check_draft(draft: &Draft) -> Result<(), Refusal> {
    name("actor", &draft.actor, limits::ACTOR_BYTES_MAX)?;
    name("kind", &draft.kind, limits::KIND_BYTES_MAX)?;
    at_most("body", draft.body.len(), limits::BODY_BYTES_MAX)?;
    at_most(
        "payload_commitments",
        draft.payload_commitments.len(),
        limits::COMMITMENTS_MAX,
    )
}

fn check_payloads(batch: &Batch) -> Result<(), Refusal> {
    let records = batch.records.iter();
    let bound: BTreeSet<&Hash> = records
        .flat_map(|draft| &draft.payload_commitments)
        .collect();
    let mut seen = BTreeSet::new();
    for sealed in &batch.payloads {
        let commitment = sealed.commitment;
        at_most("payload", sealed.bytes.len(), limits::PAYLOAD_BYTES_MAX)?;
        at_most("subjects", sealed.subjects.len(), limits::SUBJECTS_MAX)?;
        for subject in &sealed.subjects {
            name("subject", subject, limits::SUBJECT_BYTES_MAX)?;
        }
        if sealed.suite.commitment(&sealed.salt, &sealed.bytes) != commitment {
            return Err(Refusal::SealBroken { commitment });
        }
        if !bound.contains(&commitment) {
            return Err(Refusal::PayloadUnbound { commitment });
        }
        if !seen.insert(commitment) {
            return Err(Refusal::PayloadExists { commitment });
        }
    }
    Ok(())
}

/// A text that is neither empty nor over its limit.
pub(crate) fn name(what: &'static str, value: &str, limit: usize) -> Result<(), Refusal> {
    if value.is_empty() {
        return Err(Refusal::Empty { what });
    }
    at_most(what, value.len(), limit)
}

/// A size that is not over its limit.
pub(crate) fn at_most(what: &'static str, actual: usize, limit: usize) -> Result<(), Refusal> {
    if actual > limit {
        return Err(Refusal::TooLarge {
            what,
            limit,
            actual,
        });
    }
    Ok(())
}
