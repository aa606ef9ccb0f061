//! Imports that were applied: the list, and undoing one as one step.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use host::{Host, SealBag};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::event::ImportUndone;
use zone::import::ImportRecord;
use zone::{AttachmentId, Command, Event, Lang, ProjectId, Sealer as _, Texts as _, Words, Zone};
use zone::{Refusal, labels};

use super::super::command::{DoneView, carried_out};
use super::super::{Server, time_text};
use crate::app::Who;
use crate::ask::{Body, request_id};
use crate::limits;
use crate::problem::{Failure, Problems};

/// Imports.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ImportsView {
    /// Those of the caller that wait to be applied.
    waiting: Vec<WaitingView>,
    /// Those applied, newest first; at most the newest 200.
    applied: Vec<AppliedView>,
    /// How many were applied in all.
    applied_total: usize,
}

/// An import that waits.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct WaitingView {
    /// Its id.
    id: String,
    /// Name of the file.
    file: String,
    /// Its size.
    bytes: u64,
    /// In how many seconds it is dropped.
    expires_in_seconds: u64,
}

/// An import that was applied.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AppliedView {
    /// Its id, that of the kept file: `A3`.
    #[schema(value_type = String)]
    id: AttachmentId,
    /// Name of the file.
    file: Words,
    /// SHA-256 of its bytes.
    sha256: String,
    /// Its size.
    bytes: u64,
    /// When it was recorded.
    recorded_at: String,
    /// Who did it.
    actor: String,
    /// The dates its figures are of.
    #[schema(value_type = Vec<String>)]
    dates: Vec<Date>,
    /// Projects registered.
    registered: u32,
    /// Rows with new facts.
    changed: u32,
    /// Rows that said nothing new.
    unchanged: u32,
    /// Questions answered in it.
    answers: usize,
    /// Its first event; 0 in imports of before imports could be undone.
    first: u64,
    /// Its last event.
    last: u64,
    /// The event that undid it.
    undone: Option<u64>,
}

/// What undoing an import would do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct UndoView {
    /// The import.
    #[schema(value_type = String)]
    import: AttachmentId,
    /// Whether it can be undone.
    can_undo: bool,
    /// Why not.
    refusals: Vec<Refusal>,
    /// Projects that would be as if never imported.
    removed: Vec<ProjectName>,
    /// Projects whose values would be as before.
    restored: Vec<ProjectName>,
    /// What stays, because something was built on it since.
    kept: Vec<KeptView>,
    /// Units that would go.
    units: Vec<String>,
    /// How many people would go.
    people: usize,
    /// Marks that would go.
    marks: Vec<String>,
}

/// A project and its name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ProjectName {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Its name.
    name: String,
}

/// What stays.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct KeptView {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Its name.
    name: String,
    /// The field recorded again since; absent where the whole project stays.
    label: Option<Words>,
    /// The event that was built on it.
    seq: u64,
}

/// Why an import is undone.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UndoRequest {
    /// The reason, kept with the record.
    #[serde(default)]
    reason: Option<String>,
}

/// Imports that wait and that were applied.
#[utoipa::path(get, path = "/imports", tag = "import", operation_id = "imports",
    responses((status = 200, body = ImportsView), (status = "default", body = Problems)))]
pub(crate) async fn imports(State(app): Server, who: Who) -> Result<Json<ImportsView>, Failure> {
    who.may_do(Operation::KeepProjects)?;
    let waiting = app.uploads.of_account(&who.actor.account);
    let waiting = waiting
        .into_iter()
        .map(|(id, upload, left)| WaitingView {
            id,
            bytes: upload.bytes.len() as u64,
            file: upload.name,
            expires_in_seconds: left.as_secs(),
        })
        .collect();
    let host = Arc::clone(&app.host);
    let listed = app.work.read(move || applied(&host)).await?;
    Ok(Json(ImportsView {
        waiting,
        applied: listed.0,
        applied_total: listed.1,
    }))
}

fn applied(host: &Host) -> Result<(Vec<AppliedView>, usize), Failure> {
    let zone = host.now(host::today())?.zone;
    let newest = zone.imports.iter().rev().take(limits::IMPORTS_LISTED_MAX);
    let views = newest.map(|(id, record)| applied_view(host, &zone, *id, record));
    let views: Result<Vec<AppliedView>, Failure> = views.collect();
    Ok((views?, zone.imports.len()))
}

fn applied_view(
    host: &Host,
    zone: &Zone,
    id: AttachmentId,
    record: &ImportRecord,
) -> Result<AppliedView, Failure> {
    let file = zone.attachments.get(&id).ok_or_else(Failure::not_found)?;
    let happened = host.library().event(file.seq)?;
    let name = host.library().find(file.name);
    Ok(AppliedView {
        id,
        file: Words::new(name.shown(Lang::Zh), name.shown(Lang::En)),
        sha256: file.sha256.clone(),
        bytes: file.bytes,
        recorded_at: time_text(happened.recorded_at),
        actor: happened.actor,
        dates: record.dates.clone(),
        registered: record.registered,
        changed: record.changed,
        unchanged: record.unchanged,
        answers: record.answers.len(),
        first: record.first,
        last: record.last,
        undone: record.undone,
    })
}

/// What undoing an import would do. Nothing is recorded.
#[utoipa::path(get, path = "/imports/{id}/undo", tag = "import", operation_id = "undoPreview",
    params(("id" = String, Path, description = "The import: `A3`")),
    responses((status = 200, body = UndoView), (status = "default", body = Problems)))]
pub(crate) async fn undo_preview(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<Json<UndoView>, Failure> {
    who.may_do(Operation::KeepProjects)?;
    let import: AttachmentId = id.parse().map_err(|_| Failure::not_found())?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let today = host::today();
        let zone = host.now(today)?.zone;
        if !zone.imports.contains_key(&import) {
            return Err(Failure::not_found());
        }
        let command = Command::UndoImport {
            import,
            reason: None,
        };
        match host.rehearse(&who.actor, &command, today) {
            Ok(events) => Ok(would_undo(&zone, import, &events)),
            Err(host::Error::Refused(refusals)) => Ok(UndoView {
                refusals,
                ..nothing(import)
            }),
            Err(error) => Err(error.into()),
        }
    };
    Ok(Json(app.work.read(work).await?))
}

fn nothing(import: AttachmentId) -> UndoView {
    UndoView {
        import,
        can_undo: false,
        refusals: Vec::new(),
        removed: Vec::new(),
        restored: Vec::new(),
        kept: Vec::new(),
        units: Vec::new(),
        people: 0,
        marks: Vec::new(),
    }
}

fn would_undo(zone: &Zone, import: AttachmentId, events: &[Event]) -> UndoView {
    let undone = events.iter().find_map(|event| match event {
        Event::ImportUndone(event) => Some(event),
        _ => None,
    });
    let Some(undone) = undone else {
        return nothing(import);
    };
    let ImportUndone {
        removed,
        restored,
        kept,
        units,
        people,
        marks,
        ..
    } = undone;
    let name = |id: &ProjectId| {
        let project = zone.projects.get(id);
        project.map_or("", |own| own.name_on(Date::MAX)).to_owned()
    };
    let named = |ids: &[ProjectId]| -> Vec<ProjectName> {
        let each = ids.iter();
        each.map(|id| ProjectName {
            id: *id,
            name: name(id),
        })
        .collect()
    };
    let unit = |id: &zone::UnitId| {
        let unit = zone.units.get(id);
        unit.map_or("", |own| own.name_on(Date::MAX)).to_owned()
    };
    UndoView {
        can_undo: true,
        removed: named(removed),
        restored: named(restored),
        kept: kept
            .iter()
            .map(|own| KeptView {
                id: own.project,
                name: name(&own.project),
                label: own.field.as_ref().map(|field| labels::field(zone, field)),
                seq: own.seq,
            })
            .collect(),
        units: units.iter().map(unit).collect(),
        people: people.len(),
        marks: marks.clone(),
        ..nothing(import)
    }
}

/// Undoes an import as one step: what it recorded holds no more, except what was built on since.
#[utoipa::path(post, path = "/imports/{id}/undo", tag = "import", operation_id = "undoImport",
    params(("id" = String, Path, description = "The import: `A3`"),
        ("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    request_body = UndoRequest,
    responses((status = 200, body = DoneView), (status = "default", body = Problems)))]
pub(crate) async fn undo(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(asked): Body<UndoRequest>,
) -> Result<Json<DoneView>, Failure> {
    who.may_do(Operation::KeepProjects)?;
    let import: AttachmentId = id.parse().map_err(|_| Failure::not_found())?;
    let request_id = request_id(&headers, None)?;
    let mut texts = SealBag::new();
    let reason = asked.reason.as_deref().map(str::trim);
    let reason = reason.filter(|text| !text.is_empty());
    let reason = reason.map(|text| texts.seal(text, &[]));
    let command = Command::UndoImport { import, reason };
    let done = carried_out(&app, who, request_id, command, texts).await?;
    Ok(Json(DoneView::of(&done)))
}
