//! Attachments: taking a file in, telling of it, giving it out.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use host::{Host, Seen};
use multer::{Constraints, Multipart, SizeLimit};
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::thread::ThreadSubject;
use zone::view::Looking;
use zone::view::thread::{AttachmentView, attachment};
use zone::{Actor, AttachmentId, Event, FoundText, Texts as _};

use super::command::{DoneView, carried_out};
use super::{Server, time_text};
use crate::app::{App, Who};
use crate::ask::request_id;
use crate::attach::{Attaching, ToldOfFile};
use crate::limits::{DRAINED_BYTES_MAX, FORM_BYTES_MAX, TOLD_BYTES_MAX};
use crate::problem::{Failure, Problems};
use crate::refusal;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(add))
        .routes(routes!(one))
        .routes(routes!(content))
}

/// A file that was attached.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AttachedView {
    /// Its place in the record.
    done: DoneView,
    /// What is kept and told of it.
    attachment: AttachmentView,
}

/// The form of an upload.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the document alone")]
pub(crate) struct AttachForm {
    /// What is told of the file, as JSON; may be absent.
    told: Option<ToldOfFile>,
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Attaches a file: a form with `file`, and before it `told` where something is told of it.
#[utoipa::path(post, path = "/threads/{subject}/attachments", tag = "thread",
    operation_id = "attach",
    params(("subject" = String, Path,
            description = "The thing: `P12`, `S3`, `Q4`, `N5`, `M6`, `C5-U3`, `I7`"),
        ("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    request_body(content = AttachForm, content_type = "multipart/form-data"),
    responses((status = 200, body = AttachedView), (status = "default", body = Problems)))]
pub(crate) async fn add(
    State(app): Server,
    who: Who,
    Path(subject): Path<String>,
    request: Request,
) -> Result<Json<AttachedView>, Failure> {
    who.may_see(Operation::Discuss)?;
    let subject: ThreadSubject = subject.parse().map_err(|_| Failure::not_found())?;
    let request_id = request_id(request.headers(), None)?;
    let place = app.attaching.try_acquire();
    let _place = place.map_err(|_| Failure::busy())?;
    let form = Form::read(request).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor.clone());
    let (command, texts) = app
        .work
        .write(move || prepared(&host, &actor, subject, form))
        .await?;
    let actor = who.actor.clone();
    let done = carried_out(&app, who, request_id, command, texts).await?;
    let host = Arc::clone(&app.host);
    app.work
        .read(move || {
            let id = match host.library().event(done.first)?.event {
                Event::AttachmentAdded(event) => event.id,
                // The id of the request was used for something else before.
                _ => return Err(Failure::not_found()),
            };
            let seen = host.now(host::today())?;
            let view = viewed(&host, &seen, &actor, id).ok_or_else(Failure::not_found)?;
            Ok(Json(AttachedView {
                done: DoneView::of(&done),
                attachment: view,
            }))
        })
        .await
}

/// Looks into the file, asks the rules, and keeps it.
fn prepared(
    host: &Host,
    actor: &Actor,
    subject: ThreadSubject,
    form: Form,
) -> Result<(zone::Command, host::SealBag), Failure> {
    let Form { name, bytes, told } = form;
    let today = host::today();
    let attaching = Attaching::prepare(actor, subject, &name, bytes, &told, today)?;
    // Refused by the rules: then nothing is left on disk.
    host.rehearse(actor, &attaching.command, today)?;
    attaching.keep(host.library().files())?;
    Ok((attaching.command, attaching.texts))
}

/// What came in.
struct Form {
    name: String,
    bytes: Vec<u8>,
    told: ToldOfFile,
}

impl Form {
    async fn read(request: Request) -> Result<Form, Failure> {
        let headers = request.headers();
        let length = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let kind = headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or("");
        let boundary = multer::parse_boundary(kind).map_err(|_| no_form())?;
        let mut stream = request.into_body().into_data_stream();
        if let Some(length) = length.filter(|length| *length > FORM_BYTES_MAX) {
            // A browser reads the answer only once it has sent everything.
            let mut drained = 0;
            while let Some(Ok(part)) = stream.next().await {
                drained += part.len() as u64;
                if drained > DRAINED_BYTES_MAX {
                    break;
                }
            }
            return Err(too_large(length));
        }
        let sizes = SizeLimit::new()
            .whole_stream(FORM_BYTES_MAX)
            .for_field("told", TOLD_BYTES_MAX);
        let constraints = Constraints::new()
            .allowed_fields(vec!["told", "file"])
            .size_limit(sizes);
        let mut form = Multipart::with_constraints(stream, boundary, constraints);
        let (mut told, mut file) = (ToldOfFile::default(), None);
        while let Some(field) = form.next_field().await.map_err(|error| bad(&error))? {
            if field.name() == Some("file") {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes: Bytes = field.bytes().await.map_err(|error| bad(&error))?;
                file = Some((name, Vec::from(bytes)));
            } else {
                let text = field.bytes().await.map_err(|error| bad(&error))?;
                told = serde_json::from_slice(&text).map_err(|error| {
                    let problem = refusal::bad_body(&error.to_string()).at_field("told");
                    Failure::new(StatusCode::BAD_REQUEST, problem)
                })?;
            }
        }
        let (name, bytes) = file.ok_or_else(no_form)?;
        Ok(Form { name, bytes, told })
    }
}

fn no_form() -> Failure {
    let problem = refusal::bad_body("multipart/form-data: file").at_field("file");
    Failure::new(StatusCode::BAD_REQUEST, problem)
}

fn too_large(bytes: u64) -> Failure {
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, media::too_large(bytes))
}

fn bad(error: &multer::Error) -> Failure {
    match error {
        multer::Error::StreamSizeExceeded { limit } => too_large(*limit + 1),
        other => {
            let problem = refusal::bad_body(&other.to_string()).at_field("file");
            Failure::new(StatusCode::BAD_REQUEST, problem)
        }
    }
}

/// What is kept and told of an attachment.
#[utoipa::path(get, path = "/attachments/{id}", tag = "thread", operation_id = "attachment",
    params(("id" = String, Path, description = "The attachment: `A3`")),
    responses((status = 200, body = AttachmentView), (status = "default", body = Problems)))]
pub(crate) async fn one(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<Json<AttachmentView>, Failure> {
    let (view, _) = found(&app, who, &id).await?;
    Ok(Json(view))
}

/// The bytes of an attachment, hashed again as they are read.
#[utoipa::path(get, path = "/attachments/{id}/content", tag = "thread",
    operation_id = "attachmentContent",
    params(("id" = String, Path, description = "The attachment: `A3`")),
    responses((status = 200, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn content(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (view, name) = found(&app, who, &id).await?;
    if view.withdrawn.is_some() || view.purged.is_some() {
        let problem = refusal::attachment_gone(&id);
        return Err(Failure::new(StatusCode::GONE, problem));
    }
    let host = Arc::clone(&app.host);
    let bytes = app.work.read(move || read(&host, view.id)).await?;
    let kind = HeaderValue::from_static(view.kind.content_type());
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_DISPOSITION, disposition(&name, &id));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
    );
    // An id names the same bytes for ever; who may read them is asked each time.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    Ok((headers, bytes).into_response())
}

/// The bytes behind the commitment, checked against it.
fn read(host: &Host, id: AttachmentId) -> Result<Vec<u8>, Failure> {
    let zone = host.now(host::today())?.zone;
    let kept = zone.attachments.get(&id).ok_or_else(Failure::not_found)?;
    let sha256 = host
        .library()
        .content(kept)
        .ok_or_else(Failure::not_found)?;
    Ok(host.library().files().read(&sha256)?)
}

async fn found(app: &Arc<App>, who: Who, id: &str) -> Result<(AttachmentView, String), Failure> {
    who.may_see(Operation::Discuss)?;
    let id: AttachmentId = id.parse().map_err(|_| Failure::not_found())?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let seen = host.now(host::today())?;
        let view = viewed(&host, &seen, &who.actor, id).ok_or_else(Failure::not_found)?;
        let name = seen.zone.attachments.get(&id).map(|own| own.name);
        let name = name.map(|name| host.library().find(name));
        let name = match name {
            Some(FoundText::Text(name)) => name.to_string(),
            _ => format!("{id}.{}", view.kind.ending()),
        };
        Ok((view, name))
    };
    app.work.read(work).await
}

fn viewed(host: &Host, seen: &Seen, actor: &Actor, id: AttachmentId) -> Option<AttachmentView> {
    let looking = Looking {
        true_on: seen.true_on,
        calendars: &seen.calendars,
        texts: host.library(),
        actor,
    };
    let recorded = |seq| {
        let happened = host.library().event(seq);
        happened.map_or_else(|_| String::new(), |own| time_text(own.recorded_at))
    };
    attachment(&seen.zone, looking, id, &recorded)
}

/// To be saved under its name, never shown as a page.
fn disposition(name: &str, id: &str) -> HeaderValue {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let encoded: String = name
        .bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect();
    let text = format!("attachment; filename=\"{id}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}
