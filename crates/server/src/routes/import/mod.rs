//! Importing an office's ledger: upload, correct the mapping, look, answer, apply.

mod applied;
mod cells;

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use exchange::mapping::{Origin, Proposal};
use exchange::preview::{Answers, Asking, preview_with};
use exchange::{Mapping, Preview, Rows, book, rows};
use host::{Host, SealBag, Seen};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;

use super::Server;
use super::command::{DoneView, carried_out};
use crate::app::{App, Who};
use crate::ask::{Asked, Body, Reading, bytes, request_id};
use crate::preview::{PreviewView, refusal_of, refused};
use crate::problem::{Failure, Problems};
use crate::shape::{AnswersShape, LayoutChangeView, MappingShape};
use crate::uploads::Upload;
use crate::{limits, refusal};

/// How a file is called.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadQuery {
    /// Name of the file, with its ending.
    name: Option<String>,
}

/// An import that waits to be applied.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ImportView {
    /// Its id.
    id: String,
    /// How the file is read: guessed, kept from the last import of this layout, or corrected.
    mapping: MappingShape,
    /// `guessed`; `kept` for this very layout; `adapted` from a layout like it, which has changed;
    /// `corrected` by a person.
    #[schema(value_type = String)]
    origin: Origin,
    /// How the layout differs from the one that is remembered, if it was adapted.
    layout_changes: Vec<LayoutChangeView>,
    /// The answers given so far.
    answers: AnswersShape,
    /// What it would do.
    preview: PreviewView,
}

/// The routes, with the body's limit of an upload.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(upload, applied::imports))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX))
        .routes(routes!(current, drop_import))
        .routes(routes!(remap))
        .routes(routes!(cells::cells))
        .routes(routes!(answer))
        .routes(routes!(applied::undo_preview, applied::undo))
        .routes(routes!(apply))
}

/// Takes a file and shows what importing it would do. Nothing is recorded. A table copied from a
/// spreadsheet comes as UTF-8 text under a name that ends in `.tsv`.
#[utoipa::path(post, path = "/imports", tag = "import", operation_id = "uploadImport",
    params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = ImportView), (status = "default", body = Problems)))]
pub(crate) async fn upload(
    State(app): Server,
    who: Who,
    Asked(query): Asked<UploadQuery>,
    request: Request,
) -> Result<Json<ImportView>, Failure> {
    who.may_do(Operation::KeepProjects)?;
    let mut reading = Reading::default();
    let name = reading.text("name", query.name.as_deref());
    reading.done()?;
    let name = name.unwrap_or_else(|| "upload.xlsx".to_owned());
    let account = who.actor.account;
    if !app.uploads.make_room(&account) {
        let problem = refusal::too_many_uploads();
        return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, problem).retry_after(600));
    }
    let bytes = bytes(request, &app, limits::UPLOAD_BYTES_MAX).await?;
    let host = Arc::clone(&app.host);
    let answers = Answers::default();
    let work = move || looked_at(&host, account, name, bytes, None, answers);
    let upload = app.work.read(work).await?;
    let mut random = [0_u8; 16];
    getrandom::fill(&mut random).map_err(|error| Failure::fault(&error))?;
    keep_and_show(&app, &hex::encode(random), upload)
}

/// An import that waits.
#[utoipa::path(get, path = "/imports/{id}", tag = "import", operation_id = "import",
    params(("id" = String, Path, description = "The import")),
    responses((status = 200, body = ImportView), (status = "default", body = Problems)))]
pub(crate) async fn current(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<Json<ImportView>, Failure> {
    let upload = own(&app, &who, &id)?;
    let newest = app.host.now(host::today())?.zone.seq;
    if upload.done.is_some() || upload.zone.seq == newest {
        return show(&id, &upload);
    }
    // Somebody recorded something since: looked at again, so that it can be applied.
    let host = Arc::clone(&app.host);
    let upload = app.work.read(move || compared(&host, upload)).await?;
    keep_and_show(&app, &id, upload)
}

/// Drops an import that waits.
#[utoipa::path(delete, path = "/imports/{id}", tag = "import", operation_id = "dropImport",
    params(("id" = String, Path, description = "The import")),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn drop_import(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    own(&app, &who, &id)?;
    app.uploads.remove(&id);
    Ok(StatusCode::NO_CONTENT)
}

/// Reads the file again by a corrected mapping.
#[utoipa::path(put, path = "/imports/{id}/mapping", tag = "import", operation_id = "remapImport",
    params(("id" = String, Path, description = "The import")),
    request_body = MappingShape,
    responses((status = 200, body = ImportView), (status = "default", body = Problems)))]
pub(crate) async fn remap(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Body(shape): Body<MappingShape>,
) -> Result<Json<ImportView>, Failure> {
    let Upload {
        account,
        name,
        bytes,
        answers,
        ..
    } = waiting(&app, &who, &id)?;
    let mapping = shape.mapping(&name);
    let mapping = mapping.map_err(|problem| Failure::from(refusal_of(&problem)))?;
    let host = Arc::clone(&app.host);
    let work = move || looked_at(&host, account, name, bytes, Some(mapping), answers);
    let upload = app.work.read(work).await?;
    keep_and_show(&app, &id, upload)
}

/// Answers questions of the preview, in place of all answers given before, and looks again.
#[utoipa::path(put, path = "/imports/{id}/answers", tag = "import", operation_id = "answerImport",
    params(("id" = String, Path, description = "The import")),
    request_body = AnswersShape,
    responses((status = 200, body = ImportView), (status = "default", body = Problems)))]
pub(crate) async fn answer(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Body(shape): Body<AnswersShape>,
) -> Result<Json<ImportView>, Failure> {
    let upload = waiting(&app, &who, &id)?;
    let answers = shape.answers(&upload.name);
    let answers = answers.map_err(|problem| Failure::from(refusal_of(&problem)))?;
    let upload = Upload { answers, ..upload };
    let host = Arc::clone(&app.host);
    let upload = app.work.read(move || compared(&host, upload)).await?;
    keep_and_show(&app, &id, upload)
}

/// Applies an import as it was last shown: one command. Sent again, it counts once.
#[utoipa::path(post, path = "/imports/{id}/apply", tag = "import", operation_id = "applyImport",
    params(("id" = String, Path, description = "The import"),
        ("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    responses((status = 200, body = DoneView), (status = "default", body = Problems)))]
pub(crate) async fn apply(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<DoneView>, Failure> {
    let upload = own(&app, &who, &id)?;
    if let Some(done) = upload.done {
        return Ok(Json(done.again()));
    }
    let request_id = request_id(&headers, Some(&format!("import-{id}")))?;
    let (host, waiting) = (Arc::clone(&app.host), upload.clone());
    let prepare = move || {
        let mut texts = SealBag::new();
        let zone = &waiting.zone;
        let command = exchange::apply::command(zone, host.library(), &waiting.preview, &mut texts);
        let command = command
            .map_err(|problems| refused(&problems))?
            .ok_or_else(|| Failure::from(refusal::nothing_to_do()))?;
        // The file itself goes to the kept files before the record speaks of it.
        host.library().files().keep(&waiting.bytes)?;
        Ok((command, texts))
    };
    let (command, texts) = app.work.write(prepare).await?;
    let done = carried_out(&app, who, request_id, command, texts).await?;
    let done = DoneView::of(&done);
    let applied = Upload {
        done: Some(done),
        bytes: Bytes::new(),
        ..upload
    };
    app.uploads.put(&id, applied);
    Ok(Json(done))
}

/// Reads a file and previews it against the newest state.
fn looked_at(
    host: &Host,
    account: String,
    name: String,
    bytes: Bytes,
    mapping: Option<Mapping>,
    answers: Answers,
) -> Result<Upload, Failure> {
    let seen = host.now(host::today())?;
    let book = book::read(&name, &bytes).map_err(|problems| refused(&problems))?;
    let proposal = match mapping {
        Some(mapping) => Proposal {
            mapping,
            origin: Origin::Corrected,
            changes: Vec::new(),
        },
        None => Mapping::propose(&seen.zone, host.library(), &book)
            .map_err(|problems| refused(&problems))?,
    };
    let rows = rows::read(&book, &proposal.mapping).map_err(|problems| refused(&problems))?;
    // Of a large file the cells take as much room as what is made of them.
    drop(book);
    let preview = preview_of(host, &seen, &rows, &answers);
    Ok(Upload {
        account,
        name,
        bytes,
        proposal,
        rows: Arc::new(rows),
        answers,
        preview: Arc::new(preview),
        zone: seen.zone,
        done: None,
    })
}

/// Previews rows read before against the newest state.
fn compared(host: &Host, upload: Upload) -> Result<Upload, Failure> {
    let seen = host.now(host::today())?;
    let preview = preview_of(host, &seen, &upload.rows, &upload.answers);
    Ok(Upload {
        preview: Arc::new(preview),
        zone: seen.zone,
        ..upload
    })
}

fn preview_of(host: &Host, seen: &Seen, rows: &Rows, answers: &Answers) -> Preview {
    let asking = Asking {
        true_on: seen.true_on,
        today: host::today(),
        answers,
        published: false,
    };
    preview_with(&seen.zone, host.library(), rows, &asking)
}

/// An import of the caller that is not applied yet.
fn waiting(app: &App, who: &Who, id: &str) -> Result<Upload, Failure> {
    let upload = own(app, who, id)?;
    match upload.done {
        None => Ok(upload),
        Some(_) => Err(Failure::from(refusal::nothing_to_do())),
    }
}

fn own(app: &App, who: &Who, id: &str) -> Result<Upload, Failure> {
    who.may_do(Operation::KeepProjects)?;
    let found = app.uploads.of(id, &who.actor.account);
    found.ok_or_else(|| Failure::new(StatusCode::NOT_FOUND, refusal::no_such_upload()))
}

fn keep_and_show(app: &App, id: &str, upload: Upload) -> Result<Json<ImportView>, Failure> {
    let shown = show(id, &upload)?;
    if app.uploads.put(id, upload) {
        return Ok(shown);
    }
    let problem = refusal::too_many_uploads();
    Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, problem).retry_after(600))
}

fn show(id: &str, upload: &Upload) -> Result<Json<ImportView>, Failure> {
    let Proposal {
        mapping,
        origin,
        changes,
    } = &upload.proposal;
    let mapping = MappingShape::of(mapping).map_err(|error| Failure::fault(&error))?;
    let answers = AnswersShape::of(&upload.answers).map_err(|error| Failure::fault(&error))?;
    Ok(Json(ImportView {
        id: id.to_owned(),
        mapping,
        origin: *origin,
        layout_changes: changes.iter().map(LayoutChangeView::of).collect(),
        answers,
        preview: PreviewView::of(&upload.zone, &upload.preview),
    }))
}
