//! The record itself: events as stored, the head, and proofs.

use axum::Json;
use axum::extract::{Path, State};
use ledger::{Receipt, Record, TreeStep};
use serde::{Deserialize, Serialize};
use zone::authority::{Operation, Reach};

use super::{HeadView, Server, time_text};
use crate::app::Who;
use crate::ask::{Asked, Reading};
use crate::limits;
use crate::problem::{Failure, Problems};

/// Which events are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RecordQuery {
    /// Number of the first event; 1 unless named.
    from: Option<String>,
    /// How many, at most 500; 100 unless named.
    limit: Option<String>,
}

/// A page of the record.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RecordPage {
    /// The newest head.
    head: HeadView,
    /// The events, oldest first.
    events: Vec<RecordView>,
    /// Where the next page begins; `None` at the end.
    next: Option<u64>,
}

/// An event as it is stored.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RecordView {
    /// Its number.
    seq: u64,
    /// When it was recorded.
    recorded_at: String,
    /// From which date it holds.
    effective_on: String,
    /// The date its source claims for its figures.
    source_as_of: Option<String>,
    /// Who did it.
    actor: String,
    /// The request it came from.
    request_id: String,
    /// Its kind.
    kind: String,
    /// Version of its shape.
    version: u32,
    /// Its body; free texts and names are commitments.
    #[schema(value_type = Object)]
    body: serde_json::Value,
    /// Commitments of its texts.
    payloads: Vec<String>,
    /// Hash of the event before it.
    prev_hash: String,
    /// Its own hash.
    hash: String,
}

/// The end of the chain, in full.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FullHead {
    /// Number, short code and time.
    #[serde(flatten)]
    head: HeadView,
    /// Hash of the last event.
    chain: String,
    /// Hash suite.
    suite: String,
    /// Number of the tree.
    tree: u32,
    /// Leaves in the tree.
    tree_size: u64,
    /// Root of the tree.
    root: String,
}

/// Proof that an event is under a head.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ReceiptView {
    /// Number of the event.
    seq: u64,
    /// Its hash.
    record: String,
    /// The head it is under.
    head: FullHead,
    /// One step per tree.
    steps: Vec<StepOfProof>,
}

/// A leaf's way to the root of one tree.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct StepOfProof {
    /// Suite of the tree.
    suite: String,
    /// Number of the tree.
    tree: u32,
    /// Index of the leaf.
    index: u64,
    /// Leaves in the tree.
    size: u64,
    /// Inclusion path (RFC 9162), from the leaf upwards.
    path: Vec<String>,
}

/// Events as they are stored. For the auditor.
#[utoipa::path(get, path = "/record", tag = "record", operation_id = "record",
    params(RecordQuery),
    responses((status = 200, body = RecordPage), (status = "default", body = Problems)))]
pub(crate) async fn record(
    State(app): Server,
    who: Who,
    Asked(query): Asked<RecordQuery>,
) -> Result<Json<RecordPage>, Failure> {
    who.may_see(Operation::Audit)?;
    let mut reading = Reading::default();
    let from: Option<u64> = reading.value("from", query.from.as_deref(), "1");
    let limit: Option<usize> = reading.value("limit", query.limit.as_deref(), "100");
    reading.done()?;
    let from = from.unwrap_or(1).clamp(1, u64::from(u32::MAX));
    let limit = limit.unwrap_or(100).clamp(1, limits::RECORD_PAGE_MAX);
    let host = app.host.clone();
    let work = move || {
        let reader = host.library().reader();
        let head = reader.head(host::ZONE_STREAM)?;
        let records = reader.records(host::ZONE_STREAM, from, limit, None)?;
        let last = records.last().map(|record| record.seq);
        Ok(Json(RecordPage {
            next: last.filter(|last| *last < head.seq).map(|last| last + 1),
            head: HeadView::of(&head),
            events: records.iter().map(view_of).collect(),
        }))
    };
    app.work.read(work).await
}

/// The newest head.
#[utoipa::path(get, path = "/record/head", tag = "record", operation_id = "recordHead",
    responses((status = 200, body = FullHead), (status = "default", body = Problems)))]
pub(crate) async fn head(State(app): Server, _who: Who) -> Result<Json<FullHead>, Failure> {
    let host = app.host.clone();
    let work = move || {
        let head = host.library().reader().head(host::ZONE_STREAM)?;
        Ok(Json(full(&head)))
    };
    app.work.read(work).await
}

/// Proof that an event is under the newest head: for the auditor, and for who recorded it.
#[utoipa::path(get, path = "/record/receipt/{seq}", tag = "record", operation_id = "receipt",
    params(("seq" = String, Path, description = "Number of the event")),
    responses((status = 200, body = ReceiptView), (status = "default", body = Problems)))]
pub(crate) async fn receipt(
    State(app): Server,
    who: Who,
    Path(seq): Path<String>,
) -> Result<Json<ReceiptView>, Failure> {
    let seq: u64 = seq.parse().map_err(|_| Failure::not_found())?;
    let seq = i64::try_from(seq)
        .map_err(|_| Failure::not_found())?
        .unsigned_abs();
    let host = app.host.clone();
    let work = move || {
        let reader = host.library().reader();
        let head = reader.head(host::ZONE_STREAM)?;
        if seq == 0 || seq > head.seq {
            return Err(Failure::not_found());
        }
        let audits = who.actor.reach(Operation::Audit) == Reach::All;
        let record = reader.record(host::ZONE_STREAM, seq)?;
        let own = record.is_some_and(|record| record.actor == who.actor.account);
        if !audits && !own {
            return Err(Failure::not_found());
        }
        let receipt = reader.receipt(host::ZONE_STREAM, seq, head.seq)?;
        Ok(Json(proof(&receipt)))
    };
    app.work.read(work).await
}

fn view_of(record: &Record) -> RecordView {
    RecordView {
        seq: record.seq,
        recorded_at: time_text(record.recorded_at),
        effective_on: day(record.effective_on),
        source_as_of: record.source_as_of.map(day),
        actor: record.actor.clone(),
        request_id: record.request_id.clone(),
        kind: record.kind.clone(),
        version: record.version,
        body: serde_json::from_slice(&record.body).unwrap_or_default(),
        payloads: record
            .payload_commitments
            .iter()
            .map(ToString::to_string)
            .collect(),
        prev_hash: record.prev_hash.to_string(),
        hash: record.hash.to_string(),
    }
}

fn day(day: ledger::Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

pub(super) fn full(head: &ledger::Head) -> FullHead {
    FullHead {
        head: HeadView::of(head),
        chain: head.chain.to_string(),
        suite: head.suite.name().to_owned(),
        tree: head.tree,
        tree_size: head.tree_size,
        root: head.root.to_string(),
    }
}

/// The steps of a proof.
pub(super) fn steps(receipt: &Receipt) -> Vec<StepOfProof> {
    let step = |step: &TreeStep| StepOfProof {
        suite: step.suite.name().to_owned(),
        tree: step.tree,
        index: step.index,
        size: step.size,
        path: step.path.iter().map(ToString::to_string).collect(),
    };
    receipt.steps.iter().map(step).collect()
}

fn proof(receipt: &Receipt) -> ReceiptView {
    ReceiptView {
        seq: receipt.seq,
        record: receipt.record.to_string(),
        head: full(&receipt.head),
        steps: steps(receipt),
    }
}
