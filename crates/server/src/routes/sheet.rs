//! Reports on paper: a sheet to be printed and signed, and the scan of it that comes back.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use host::{Host, SealBag};
use scan::NotRead;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::decide::{reaches, sheet_out_of_date, sheet_printed};
use zone::signoff::code::from_square;
use zone::signoff::command::{ScanSheet, SignoffCommand};
use zone::signoff::{CodeRead, SignRole};
use zone::view::Looking;
use zone::view::signoff::{self, PrintedSheet};
use zone::{Actor, Command, Fen, Field, Lang, Refusal, ReportId, Sealer as _};

use super::command::{DoneView, carried_out};
use super::{HeadView, Server, view};
use crate::app::{App, Who};
use crate::ask::{Asked, MomentQuery, Reading, bytes, request_id};
use crate::problem::{Failure, Problems};
use crate::views::Answer;
use crate::{limits, refusal};

/// The routes; scans are larger than commands.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(look))
        .routes(routes!(hand_in))
        .layer(DefaultBodyLimit::max(limits::SCAN_BYTES_MAX))
        .routes(routes!(sheet))
        .routes(routes!(page))
        .routes(routes!(kept))
}

/// A printed sheet at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PrintedSheetAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// What is on it.
    #[serde(flatten)]
    sheet: PrintedSheet,
}

/// A sheet that was printed, by its code: every figure of the version that was printed, whatever
/// became of the report since.
#[utoipa::path(get, path = "/sheets/{code}", tag = "report", operation_id = "sheet",
    params(("code" = String, Path, description = "Its code: `C61U3V2-9FTH-4BSM-7`"), MomentQuery),
    responses((status = 200, body = PrintedSheetAnswer), (status = "default", body = Problems)))]
pub(crate) async fn sheet(
    State(app): Server,
    who: Who,
    Path(code): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    let what = format!("sheet {code} {:?}", who.actor.account);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let sheet =
                signoff::sheet(&seen.zone, looking, &code).ok_or_else(Failure::not_found)?;
            Answer::json(&PrintedSheetAnswer {
                record: HeadView::of(&seen.head),
                sheet,
            })
        },
    )
    .await
}

/// How the page is wanted.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Language: `zh-CN` or `en`; Chinese unless named.
    lang: Option<String>,
    /// `html` or `svg`; html unless named.
    format: Option<String>,
}

/// A printed sheet as a page for A4, to be printed, signed and sealed.
#[utoipa::path(get, path = "/sheets/{code}/print", tag = "report", operation_id = "printSheet",
    params(("code" = String, Path, description = "Its code"), PageQuery),
    responses((status = 200, body = String, content_type = "text/html"),
        (status = "default", body = Problems)))]
pub(crate) async fn page(
    State(app): Server,
    who: Who,
    Path(code): Path<String>,
    Asked(query): Asked<PageQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let lang = match query.lang.as_deref() {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    };
    let svg = query.format.as_deref() == Some("svg");
    let host = Arc::clone(&app.host);
    let work = move || {
        let sheet = printed(&host, &who.actor, &code)?;
        let sheet = sheet.ok_or_else(Failure::not_found)?;
        Ok(match svg {
            true => print::svg::sheet(&sheet, lang),
            false => print::sheet::html(&sheet, lang),
        })
    };
    let text = app.work.read(work).await?;
    let kind = match svg {
        true => "image/svg+xml",
        false => "text/html; charset=utf-8",
    };
    // Its style stands in it; nothing else is fetched or run.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; \
                  base-uri 'none'";
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(policy),
        ),
    ];
    Ok((headers, text).into_response())
}

/// A printed sheet as an actor may see it today.
fn printed(host: &Host, actor: &Actor, code: &str) -> Result<Option<PrintedSheet>, Failure> {
    let today = host::today();
    let seen = host.now(today)?;
    let looking = Looking {
        true_on: seen.true_on.max(today),
        calendars: &seen.calendars,
        texts: host.library(),
        actor,
    };
    Ok(signoff::sheet(&seen.zone, looking, code))
}

/// What a scan is of.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ScanLooked {
    /// The code that was read or typed.
    code: Option<String>,
    /// How it was read.
    read: Option<CodeRead>,
    /// The sheet as it was printed: its totals are to be compared with the paper.
    sheet: Option<PrintedSheet>,
    /// Why it cannot be handed in: another unit's, another cycle's, an old version, used.
    refusals: Vec<Refusal>,
}

/// Which code was typed.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LookQuery {
    /// The short code as it stands on the sheet; read from the picture unless given.
    code: Option<String>,
}

/// Looks at a scan before it is handed in: which sheet it is, and whether that is of what came in
/// last. Nothing is recorded or kept.
#[utoipa::path(post, path = "/reports/{id}/scans/look", tag = "report", operation_id = "lookAtScan",
    params(("id" = String, Path, description = "The report: `C5-U3`"), LookQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = ScanLooked), (status = "default", body = Problems)))]
pub(crate) async fn look(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Asked(query): Asked<LookQuery>,
    request: Request,
) -> Result<Json<ScanLooked>, Failure> {
    let id = own(&app, &who, &id).await?;
    let bytes = bytes(request, &app, limits::SCAN_BYTES_MAX).await?;
    let host = Arc::clone(&app.host);
    let work = move || looked(&host, &who.actor, id, &bytes, query.code.as_deref());
    app.work.read(work).await.map(Json)
}

fn looked(
    host: &Host,
    actor: &Actor,
    id: ReportId,
    bytes: &[u8],
    typed: Option<&str>,
) -> Result<ScanLooked, Failure> {
    let mut refusals: Vec<Refusal> = not_a_scan(bytes).into_iter().collect();
    let found = match (refusals.is_empty(), code_of(bytes, typed)) {
        (true, Ok(found)) => found,
        (true, Err(refused)) => {
            refusals.push(refused);
            return Ok(ScanLooked {
                code: None,
                read: None,
                sheet: None,
                refusals,
            });
        }
        (false, found) => found.unwrap_or_default(),
    };
    let zone = host.now(host::today())?.zone;
    let sheet = sheet_printed(&zone, id, &found.code, found.digest.as_deref());
    let refused = match sheet {
        Ok(sheet) => zone
            .reports
            .get(&id)
            .and_then(|report| sheet_out_of_date(&zone, report, sheet)),
        Err(refused) => Some(refused),
    };
    refusals.extend(refused);
    Ok(ScanLooked {
        sheet: printed(host, actor, &found.code)?,
        code: Some(found.code),
        read: Some(found.read),
        refusals,
    })
}

/// A code, and how it was found.
struct FoundCode {
    code: String,
    digest: Option<String>,
    read: CodeRead,
}

impl Default for FoundCode {
    fn default() -> FoundCode {
        FoundCode {
            code: String::new(),
            digest: None,
            read: CodeRead::Typed,
        }
    }
}

/// Why a picture gave no code, in both languages.
fn unread(cause: &NotRead) -> Refusal {
    let zh = match cause {
        NotRead::Empty => "文件是空的",
        NotRead::TooLarge => "文件过大",
        NotRead::Kind => "不是 PNG、JPEG 或 PDF",
        NotRead::Damaged(_) => "图片读不出，或尺寸过大",
        NotRead::NoCode => "图片里没有能读出的二维码",
    };
    refusal::scan_unread(zh, &cause.to_string())
}

/// The code in a picture, or the one typed.
fn code_of(bytes: &[u8], typed: Option<&str>) -> Result<FoundCode, Refusal> {
    if let Some(code) = typed.filter(|own| !own.trim().is_empty()) {
        return Ok(FoundCode {
            code: code.to_owned(),
            ..FoundCode::default()
        });
    }
    let texts = scan::read(bytes).map_err(|cause| unread(&cause))?;
    let found = texts.iter().find_map(|text| from_square(text));
    match found {
        Some((code, digest)) => Ok(FoundCode {
            code,
            digest: Some(digest),
            read: CodeRead::Picture,
        }),
        None => Err(refusal::scan_of_something_else()),
    }
}

/// Only what a scanner or a phone makes is kept: PNG, JPEG, PDF.
fn not_a_scan(bytes: &[u8]) -> Option<Refusal> {
    (bytes.is_empty() || !scan::is_scan(bytes)).then(refusal::not_a_scan)
}

/// How a scan is handed in.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScanQuery {
    /// Entity version of the report seen.
    version: Option<String>,
    /// The short code as it stands on the sheet; read from the picture unless given.
    code: Option<String>,
    /// Name of the file.
    name: Option<String>,
    /// Which places are signed: `handler,reviewer,head`.
    signed: Option<String>,
    /// The totals as they stand on the paper, in fen: `reported_ytd:95000000,…`.
    totals: Option<String>,
}

/// Hands a signed sheet in: the scan is kept, and counts as the signatures that are open. A total
/// that was corrected by hand is flagged, and the report goes back to its handler.
#[utoipa::path(post, path = "/reports/{id}/scans", tag = "report", operation_id = "handInScan",
    params(("id" = String, Path, description = "The report: `C5-U3`"), ScanQuery,
        ("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = DoneView), (status = "default", body = Problems)))]
pub(crate) async fn hand_in(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Asked(query): Asked<ScanQuery>,
    request: Request,
) -> Result<Json<DoneView>, Failure> {
    let id = own(&app, &who, &id).await?;
    let request_id = request_id(request.headers(), None)?;
    let told = query.read()?;
    let bytes = bytes(request, &app, limits::SCAN_BYTES_MAX).await?;
    let host = Arc::clone(&app.host);
    let (typed, actor) = (query.code.clone(), who.actor.clone());
    let keep = move || {
        // What cannot be handed in is not kept either.
        let looked = looked(&host, &actor, id, &bytes, typed.as_deref())?;
        if !looked.refusals.is_empty() {
            return Err(looked.refusals.into());
        }
        let found = code_of(&bytes, typed.as_deref()).map_err(Failure::from)?;
        let sha256 = host.library().files().keep(&bytes)?;
        Ok((found, sha256, bytes.len() as u64))
    };
    let (found, sha256, size) = app.work.write(keep).await?;
    let mut texts = SealBag::new();
    let name = query.name.unwrap_or_else(|| "scan".to_owned());
    let command = Command::Signoff(Box::new(SignoffCommand::Scan(Box::new(ScanSheet {
        id,
        version: told.version,
        code: found.code,
        digest: found.digest,
        read: found.read,
        signed: told.signed,
        totals: told.totals,
        sha256,
        name: texts.seal(&name, &[]),
        bytes: size,
    }))));
    let done = carried_out(&app, who, request_id, command, texts).await?;
    Ok(Json(DoneView::of(&done)))
}

/// What is told of a paper.
struct Told {
    version: u32,
    signed: Vec<SignRole>,
    totals: Vec<(Field, Fen)>,
}

impl ScanQuery {
    fn read(&self) -> Result<Told, Failure> {
        let mut reading = Reading::default();
        let version = reading.value("version", self.version.as_deref(), "3");
        if version.is_none() && self.version.is_none() {
            reading.wrong("version", "3");
        }
        let parts = |text: &Option<String>| -> Vec<String> {
            let text = text.as_deref().unwrap_or_default();
            let parts = text.split(',').map(str::trim).filter(|own| !own.is_empty());
            parts.map(str::to_owned).collect()
        };
        let mut signed = Vec::new();
        for part in parts(&self.signed) {
            match serde_json::from_value::<SignRole>(part.into()) {
                Ok(role) => signed.push(role),
                Err(_) => reading.wrong("signed", "handler | reviewer | head"),
            }
        }
        let mut totals = Vec::new();
        for part in parts(&self.totals) {
            let told = part.rsplit_once(':').and_then(|(field, fen)| {
                Some((field.parse::<Field>().ok()?, Fen(fen.parse().ok()?)))
            });
            match told {
                Some(told) => totals.push(told),
                None => reading.wrong("totals", "reported_ytd:95000000"),
            }
        }
        reading.done()?;
        Ok(Told {
            version: version.unwrap_or(0),
            signed,
            totals,
        })
    }
}

/// The scan of a signed sheet, as it was handed in. It is hashed anew on the way.
#[utoipa::path(get, path = "/sheets/{code}/scan", tag = "report", operation_id = "scanOfSheet",
    params(("code" = String, Path, description = "Its code")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn kept(
    State(app): Server,
    who: Who,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let sheet = printed(&host, &who.actor, &code)?.ok_or_else(Failure::not_found)?;
        let zone = host.now(host::today())?.zone;
        let report = zone.reports.get(&sheet.report);
        let file = report.and_then(|own| own.scan_of(&sheet.code));
        let file = file.and_then(|id| zone.attachments.get(&id));
        let file = file.ok_or_else(Failure::not_found)?;
        Ok(host.library().bytes_of(file)?)
    };
    let bytes = app.work.read(work).await?;
    let kind = scan::media_type(&bytes);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The report a scan is handed in for: of a unit that the asker reports or reviews for.
async fn own(app: &Arc<App>, who: &Who, id: &str) -> Result<ReportId, Failure> {
    who.may_see(Operation::Read)?;
    let id: ReportId = id.parse().map_err(|_| Failure::not_found())?;
    let (host, actor) = (Arc::clone(&app.host), who.actor.clone());
    let work = move || {
        let today = host::today();
        let zone = host.now(today)?.zone;
        let unit = Some(zone.unit_on(id.unit, today));
        let known = zone.cycles.contains_key(&id.cycle) && zone.units.contains_key(&id.unit);
        let rights = [Operation::Report, Operation::ReviewReports];
        let mut rights = rights.into_iter();
        let may = rights.any(|right| reaches(&zone, &actor, right, unit, today));
        match known && may {
            true => Ok(id),
            false => Err(Failure::not_found()),
        }
    };
    app.work.read(work).await
}
