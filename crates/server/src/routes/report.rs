//! Reports: a unit's form, what it is asked, and the receipt of what it told.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use zone::authority::Operation;
use zone::decide::{Moment, check_report, reaches};
use zone::report::{ReportStep, ReportStepKind, figures_digest};
use zone::view::Looking;
use zone::view::report::{self, ReportForm, ReportQuestionView};
use zone::{Actor, PersonId, Refusal, ReportId, Sealer, TextRef, Words};

use super::record::{FullHead, StepOfProof};
use super::{HeadView, Server, record, time_text, view};
use crate::app::Who;
use crate::ask::{Asked, Body, MomentQuery, Reading};
use crate::problem::{Failure, Problems};
use crate::shape::SubmitReport;
use crate::views::Answer;

/// A report at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ReportAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The form, what was told, and what happened.
    #[serde(flatten)]
    form: ReportForm,
}

/// A unit's report for a cycle, with last time's values. For the unit, those who review it, and
/// the dispatch office; to others it answers as one that is absent.
#[utoipa::path(get, path = "/reports/{id}", tag = "report", operation_id = "report",
    params(("id" = String, Path, description = "The report: `C5-U3`"), MomentQuery),
    responses((status = 200, body = ReportAnswer), (status = "default", body = Problems)))]
pub(crate) async fn report(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: ReportId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    let what = format!("report {id} {:?}", who.actor.account);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let form = report::form(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            Answer::json(&ReportAnswer {
                record: HeadView::of(&seen.head),
                form,
            })
        },
    )
    .await
}

/// What a report would be asked, and every reason against it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ReportChecked {
    /// Questions, in order of its lines. Each wants an answer.
    questions: Vec<ReportQuestionView>,
    /// Reasons against it besides questions left open.
    refusals: Vec<Refusal>,
    /// SHA-256 of its figures.
    digest: String,
}

/// Texts that are only looked at need no commitment of their own.
struct Unsealed;

impl Sealer for Unsealed {
    fn seal(&mut self, _text: &str, _about: &[PersonId]) -> TextRef {
        TextRef([0; 32])
    }
}

/// Looks at a report before it is handed in. Nothing is recorded.
#[utoipa::path(post, path = "/reports/check", tag = "report", operation_id = "checkReport",
    request_body = SubmitReport,
    responses((status = 200, body = ReportChecked), (status = "default", body = Problems)))]
pub(crate) async fn check(
    State(app): Server,
    who: Who,
    Body(asked): Body<SubmitReport>,
) -> Result<Json<ReportChecked>, Failure> {
    who.may_see(Operation::Report)?;
    let asked = asked.report(&mut Unsealed);
    let host = app.host.clone();
    let work = move || {
        let today = host::today();
        let seen = host.now(today)?;
        let unit = Some(seen.zone.unit_on(asked.id.unit, today));
        if !reaches(&seen.zone, &who.actor, Operation::Report, unit, today) {
            return Err(Failure::not_found());
        }
        let moment = Moment {
            today,
            calendars: &seen.calendars,
        };
        let checked = check_report(&seen.zone, moment, &asked);
        let view = |own| report::question_view(&seen.zone, today, own);
        Ok(Json(ReportChecked {
            questions: checked.questions.iter().map(view).collect(),
            refusals: checked.refusals,
            digest: figures_digest(asked.id.cycle, asked.id.unit, &asked.lines),
        }))
    };
    app.work.read(work).await
}

/// Which step of a report the receipt is for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReceiptQuery {
    /// Number of the event that submitted or accepted it; the newest such event unless named.
    seq: Option<String>,
}

/// Name of the format of a report's receipt.
const FORMAT: &str = "wallchart-receipt";

/// 回执: what was reported, when, and the proof that the record holds it. `wallchart verify
/// --receipt` checks it without the server.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReportReceipt {
    /// `wallchart-receipt`.
    format: &'static str,
    /// Version of the format: 1.
    version: u32,
    /// The zone's name.
    zone: String,
    /// The report: `C5-U3`.
    report: String,
    /// The unit's name.
    unit: String,
    /// The cycle's name.
    cycle: Words,
    /// What the event did: `report.submitted`, `report.signed`, `report.sheet_scanned` or
    /// `report.accepted`.
    kind: String,
    /// The account that did it.
    by: String,
    /// Projects told of.
    projects: usize,
    /// SHA-256 of the figures told, in canonical order.
    figures_sha256: String,
    /// Number of the event.
    seq: u64,
    /// When it was recorded.
    recorded_at: String,
    /// Hash of the record.
    record: String,
    /// SHA-256 of the record's body as it is stored.
    body_sha256: String,
    /// The head it is under.
    head: FullHead,
    /// One step per tree, from the record to the head's root.
    steps: Vec<StepOfProof>,
}

/// The receipt of what a unit reported, or of its acceptance.
#[utoipa::path(get, path = "/reports/{id}/receipt", tag = "report",
    operation_id = "reportReceipt",
    params(("id" = String, Path, description = "The report: `C5-U3`"), ReceiptQuery),
    responses((status = 200, body = ReportReceipt), (status = "default", body = Problems)))]
pub(crate) async fn receipt(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Asked(query): Asked<ReceiptQuery>,
) -> Result<Json<ReportReceipt>, Failure> {
    who.may_see(Operation::Read)?;
    let id: ReportId = id.parse().map_err(|_| Failure::not_found())?;
    let mut reading = Reading::default();
    let seq: Option<u64> = reading.value("seq", query.seq.as_deref(), "1200");
    reading.done()?;
    let host = app.host.clone();
    let work = move || {
        let seen = host.now(host::today())?;
        let given = report_receipt(host.library(), &seen, &who.actor, id, seq)?;
        given.map(Json).ok_or_else(Failure::not_found)
    };
    app.work.read(work).await
}

/// The receipt of what a unit reported, or of its acceptance; `None` where there is no such event
/// or the actor may not see the report.
///
/// # Errors
/// A fault of the ledger.
pub fn report_receipt(
    library: &host::Library,
    seen: &host::Seen,
    actor: &Actor,
    id: ReportId,
    seq: Option<u64>,
) -> Result<Option<ReportReceipt>, ledger::Error> {
    let zone = &seen.zone;
    let looking = Looking {
        true_on: seen.true_on.max(host::today()),
        calendars: &seen.calendars,
        texts: library,
        actor,
    };
    let known = zone.reports.get(&id).zip(zone.cycles.get(&id.cycle));
    let Some((report, cycle)) = known.filter(|_| report::may_read(zone, looking, id)) else {
        return Ok(None);
    };
    let proves = |step: &&ReportStep| {
        matches!(
            step.what,
            ReportStepKind::Submitted(_)
                | ReportStepKind::Accepted
                | ReportStepKind::Signed(_)
                | ReportStepKind::Scanned(_)
        )
    };
    let mut steps = report.steps.iter().filter(proves);
    let step = match seq {
        Some(seq) => steps.find(|step| step.seq == seq),
        None => steps.next_back(),
    };
    // An acceptance is of what had come in last.
    let told = step.and_then(|step| {
        let mut told = report.submissions().filter(|(own, _)| own.seq <= step.seq);
        told.next_back()
    });
    let (Some(step), Some((_, told))) = (step, told) else {
        return Ok(None);
    };
    let reader = library.reader();
    let Some(record) = reader.record(host::ZONE_STREAM, step.seq)? else {
        return Ok(None);
    };
    let proof = reader.receipt(host::ZONE_STREAM, step.seq, seen.head.seq)?;
    let unit = zone.units.get(&id.unit);
    let profile = zone.profile.as_ref();
    Ok(Some(ReportReceipt {
        format: FORMAT,
        version: 1,
        zone: profile.map_or_else(String::new, |own| own.name.clone()),
        report: id.to_string(),
        unit: unit.map_or_else(String::new, |own| own.name_on(cycle.until).to_owned()),
        cycle: cycle.name.clone(),
        kind: record.kind.clone(),
        by: step.by.clone(),
        projects: told.lines.len(),
        figures_sha256: figures_digest(id.cycle, id.unit, &told.lines),
        seq: step.seq,
        recorded_at: time_text(record.recorded_at),
        record: record.hash.to_string(),
        body_sha256: hex::encode(sha2::Sha256::digest(&record.body)),
        head: record::full(&proof.head),
        steps: record::steps(&proof),
    }))
}
