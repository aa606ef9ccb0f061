//! Files out: the projects as a table, and kept ledgers with today's figures in them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use exchange::checked_copy::checked_copy;
use exchange::export::{ExportOptions, to_csv, to_xlsx};
use exchange::fill_in;
use exchange::writeback::{Original, WriteOptions, WrittenBack, kept_files, write_back};
use host::{Host, Seen};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::view::{Filter, Looking, wall};
use zone::{Actor, AttachmentId, Lang, ProjectId, Texts as _, UnitId, Words, labels};

use super::{Server, time_text};
use crate::app::{App, Who};
use crate::ask::{Asked, Moment, MomentQuery, Reading, bytes};
use crate::preview::refused;
use crate::problem::{Failure, Problems};
use crate::{limits, refusal};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The routes.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(into))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX))
        .routes(routes!(projects))
        .routes(routes!(files))
        .routes(routes!(file))
        .routes(routes!(file_report))
        .routes(routes!(checked))
        .routes(routes!(forms))
}

/// Which table is wanted.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableQuery {
    /// `xlsx` or `csv`; xlsx unless named.
    format: Option<String>,
    /// Language of the headers: `zh-CN` or `en`; Chinese unless named.
    lang: Option<String>,
}

impl TableQuery {
    /// Whether csv is asked for, and the language.
    pub(super) fn read(&self, reading: &mut Reading) -> (bool, Lang) {
        let csv = match self.format.as_deref() {
            None | Some("" | "xlsx") => false,
            Some("csv") => true,
            Some(_) => {
                reading.wrong("format", "xlsx | csv");
                false
            }
        };
        (csv, lang(reading, self.lang.as_deref()))
    }
}

/// The projects as a table that can be read again. Projects the asker may not see are left out.
#[utoipa::path(get, path = "/exports/projects", tag = "export", operation_id = "exportProjects",
    params(MomentQuery, TableQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn projects(
    State(app): Server,
    who: Who,
    Asked(moment): Asked<MomentQuery>,
    Asked(table): Asked<TableQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let mut reading = Reading::default();
    let moment = reading.moment(&moment);
    let (csv, lang) = table.read(&mut reading);
    reading.done()?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let work = move || {
        let seen = seen(&host, &actor, &moment)?;
        let options = ExportOptions {
            true_on: seen.true_on,
            lang,
            reader: Some(&actor),
        };
        let name = lang.pick(|| "项目台账", || "projects");
        let on = seen.true_on;
        if csv {
            let bytes = to_csv(&seen.zone, host.library(), options);
            return Ok(download(&format!("{name} {on}.csv"), bytes));
        }
        let bytes = to_xlsx(&seen.zone, host.library(), options);
        let bytes = bytes.map_err(|error| Failure::fault(&error))?;
        Ok(download(&format!("{name} {on}.xlsx"), bytes))
    };
    app.work.read(work).await
}

/// A ledger that came in and was kept.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct KeptFileView {
    /// Its number, `A3`.
    #[schema(value_type = String)]
    id: AttachmentId,
    /// Its name; the word for it if it was purged.
    name: String,
    /// Its size in bytes.
    bytes: u64,
    /// Names of its sheets.
    sheets: Vec<String>,
    /// The event that recorded it.
    seq: u64,
    /// When it came in.
    recorded_at: String,
}

/// Ledgers that came in, the newest first: each can be had again with today's figures.
#[utoipa::path(get, path = "/exports/files", tag = "export", operation_id = "keptFiles",
    responses((status = 200, body = Vec<KeptFileView>), (status = "default", body = Problems)))]
pub(crate) async fn files(
    State(app): Server,
    who: Who,
) -> Result<Json<Vec<KeptFileView>>, Failure> {
    who.may_do(Operation::KeepProjects)?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let zone = host.now(host::today())?.zone;
        let mut views = Vec::new();
        for id in kept_files(&zone).into_iter().take(limits::KEPT_FILES_MAX) {
            let Some(file) = zone.attachments.get(&id) else {
                continue;
            };
            let happened = host.library().event(file.seq)?;
            views.push(KeptFileView {
                id,
                name: host.library().find(file.name).shown(Lang::Zh),
                bytes: file.bytes,
                sheets: file.sheets.clone(),
                seq: file.seq,
                recorded_at: time_text(happened.recorded_at),
            });
        }
        Ok(views)
    };
    Ok(Json(app.work.read(work).await?))
}

/// How a kept ledger is written.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WriteQuery {
    /// `false`: projects new to the file get no rows.
    new_rows: Option<bool>,
}

/// A kept ledger with today's figures in it: the very file, everything else as it was.
#[utoipa::path(get, path = "/exports/files/{id}", tag = "export", operation_id = "exportAsImported",
    params(("id" = String, Path, description = "The kept file, `A3`"), MomentQuery, WriteQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn file(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Asked(moment): Asked<MomentQuery>,
    Asked(query): Asked<WriteQuery>,
) -> Result<Response, Failure> {
    let written = written(&app, &who, &id, &moment, &query).await?.1;
    Ok(download(&written.name, written.bytes))
}

/// What writing a kept ledger does.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct WrittenView {
    /// Name of the file written.
    file: String,
    /// Cells that hold something else now; at most the first 2,000.
    changed: Vec<ChangedCellView>,
    /// How many there are.
    changed_total: usize,
    /// Rows put in.
    added: Vec<AddedRowView>,
    /// What was left as it is although the zone says otherwise, and remarks on the file.
    kept: Vec<KeptCellView>,
    /// Cells that said what the zone says.
    same: usize,
    /// Running projects that this file is not about.
    elsewhere: usize,
}

/// A cell that was changed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ChangedCellView {
    /// Sheet.
    sheet: String,
    /// Cell, `C7`, in the file written.
    cell: String,
    /// The project of its row.
    #[schema(value_type = Option<String>)]
    project: Option<ProjectId>,
    /// Name of the field; empty for running numbers and totals.
    label: Words,
    /// What stood there.
    old: String,
    /// What stands there now.
    new: String,
}

/// A row that was put in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AddedRowView {
    /// Sheet.
    sheet: String,
    /// Row, from 1, in the file written.
    row: u32,
    /// The section it was put under.
    section: Option<String>,
    /// The project.
    #[schema(value_type = String)]
    project: ProjectId,
    /// Its name.
    name: String,
}

/// Something left as it is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct KeptCellView {
    /// Sheet.
    sheet: String,
    /// Cell; empty where it is about the whole file.
    cell: String,
    /// Why, by a stable code.
    code: String,
    /// Why, in words.
    message: Words,
}

/// What writing a kept ledger does: cells changed, rows put in, cells left and why.
#[utoipa::path(get, path = "/exports/files/{id}/report", tag = "export",
    operation_id = "exportAsImportedReport",
    params(("id" = String, Path, description = "The kept file, `A3`"), MomentQuery, WriteQuery),
    responses((status = 200, body = WrittenView), (status = "default", body = Problems)))]
pub(crate) async fn file_report(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Asked(moment): Asked<MomentQuery>,
    Asked(query): Asked<WriteQuery>,
) -> Result<Json<WrittenView>, Failure> {
    let (seen, written) = written(&app, &who, &id, &moment, &query).await?;
    Ok(Json(view(&seen, written)))
}

fn view(seen: &Seen, written: WrittenBack) -> WrittenView {
    let report = written.report;
    let changed_total = report.changed.len();
    let changed = report.changed.into_iter().take(limits::PREVIEW_ROWS_MAX);
    WrittenView {
        file: written.name,
        changed: changed
            .map(|own| ChangedCellView {
                sheet: own.sheet.to_string(),
                cell: own.cell,
                project: own.project,
                label: own
                    .field
                    .map_or_else(Words::default, |field| labels::field(&seen.zone, &field)),
                old: own.old,
                new: own.new,
            })
            .collect(),
        changed_total,
        added: report
            .added
            .into_iter()
            .map(|own| AddedRowView {
                sheet: own.sheet.to_string(),
                row: own.row,
                section: own.section.map(|section| section.to_string()),
                project: own.project,
                name: own.name,
            })
            .collect(),
        kept: report
            .kept
            .into_iter()
            .map(|own| KeptCellView {
                sheet: own.sheet.to_string(),
                cell: own.cell,
                code: own.code.to_owned(),
                message: own.what,
            })
            .collect(),
        same: report.same,
        elsewhere: report.elsewhere,
    }
}

async fn written(
    app: &Arc<App>,
    who: &Who,
    id: &str,
    moment: &MomentQuery,
    query: &WriteQuery,
) -> Result<(Seen, WrittenBack), Failure> {
    // The file holds whatever came in with it: for those who keep the projects.
    who.may_do(Operation::KeepProjects)?;
    let mut reading = Reading::default();
    let moment = reading.moment(moment);
    reading.done()?;
    let no_file = || Failure::new(StatusCode::NOT_FOUND, refusal::no_such_file());
    let id: AttachmentId = id.parse().map_err(|_| no_file())?;
    let new_rows = query.new_rows.unwrap_or(true);
    let (host, actor) = (Arc::clone(&app.host), who.actor.clone());
    let work = move || {
        let seen = seen(&host, &actor, &moment)?;
        let kept = seen.zone.attachments.get(&id);
        let kept = kept.filter(|own| own.attached.is_none());
        let kept = kept.ok_or_else(no_file)?;
        let bytes = host.library().bytes_of(kept)?;
        let name = host.library().find(kept.name);
        let name = name.text().unwrap_or("ledger.xlsx").to_owned();
        let original = Original {
            name: &name,
            bytes: &bytes,
            attachment: Some(id),
            mapping: None,
        };
        let options = WriteOptions {
            true_on: seen.true_on,
            new_rows,
        };
        let written = write_back(&seen.zone, host.library(), original, options);
        let written = written.map_err(|problems| refused(&problems))?;
        Ok((seen, written))
    };
    app.work.read(work).await
}

/// The layout that somebody wants the projects in: its heading, or a table of theirs.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LayoutQuery {
    /// The file's name.
    name: Option<String>,
    /// `false`: projects new to the file get no rows.
    new_rows: Option<bool>,
}

/// The projects in the layout that somebody else wants uploaded: the very file, with what the zone
/// says in its columns. Nothing is recorded.
#[utoipa::path(post, path = "/exports/into", tag = "export", operation_id = "exportInto",
    params(LayoutQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn into(
    State(app): Server,
    who: Who,
    Asked(query): Asked<LayoutQuery>,
    request: Request,
) -> Result<Response, Failure> {
    who.may_do(Operation::KeepProjects)?;
    let bytes = bytes(request, &app, limits::UPLOAD_BYTES_MAX).await?;
    let name = query.name.unwrap_or_else(|| "layout.xlsx".to_owned());
    let new_rows = query.new_rows.unwrap_or(true);
    let host = Arc::clone(&app.host);
    let work = move || {
        let seen = host.now(host::today())?;
        let original = Original {
            name: &name,
            bytes: &bytes,
            attachment: None,
            mapping: None,
        };
        let options = WriteOptions {
            true_on: seen.true_on,
            new_rows,
        };
        let written = write_back(&seen.zone, host.library(), original, options);
        let written = written.map_err(|problems| refused(&problems))?;
        Ok(download(&written.name, written.bytes))
    };
    app.work.read(work).await
}

/// The projects as a workbook to work in: lists to choose from, locked keys, lights. Projects the
/// asker may not see are left out.
#[utoipa::path(get, path = "/exports/checked", tag = "export", operation_id = "exportChecked",
    params(MomentQuery, TableQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn checked(
    State(app): Server,
    who: Who,
    Asked(moment): Asked<MomentQuery>,
    Asked(table): Asked<TableQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let mut reading = Reading::default();
    let moment = reading.moment(&moment);
    let lang = lang(&mut reading, table.lang.as_deref());
    reading.done()?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let work = move || {
        let seen = seen(&host, &actor, &moment)?;
        let looking = Looking {
            true_on: seen.true_on,
            calendars: &seen.calendars,
            texts: host.library(),
            actor: &actor,
        };
        let wall = wall::wall(&seen.zone, looking, &Filter::default())?;
        let lights = wall.rows.iter().map(|row| (row.id, row.light.colour));
        let options = ExportOptions {
            true_on: seen.true_on,
            lang,
            reader: Some(&actor),
        };
        let bytes = checked_copy(&seen.zone, host.library(), options, &lights.collect());
        let bytes = bytes.map_err(|error| Failure::fault(&error))?;
        let name = lang.pick(|| "项目台账校验副本", || "projects checked");
        Ok(download(&format!("{name} {}.xlsx", seen.true_on), bytes))
    };
    app.work.read(work).await
}

/// Which files to fill in are wanted.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormQuery {
    /// The unit, `U3`; all units in one zip unless named.
    unit: Option<String>,
    /// The last day of the month, `2026-05-31`; that of the open cycle unless named.
    month_end: Option<String>,
}

/// Files for units to fill in: one unit's workbook, or those of all in a zip. Filled in, they come
/// back as any ledger does.
#[utoipa::path(get, path = "/exports/fill-in", tag = "export", operation_id = "exportFillIn",
    params(FormQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn forms(
    State(app): Server,
    who: Who,
    Asked(query): Asked<FormQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Report)?;
    let mut reading = Reading::default();
    let unit: Option<UnitId> = reading.value("unit", query.unit.as_deref(), "U3");
    let day: Option<Date> = reading.value("month_end", query.month_end.as_deref(), "2026-05-31");
    reading.done()?;
    // A reporter has the own unit's file, and that unless another is named.
    let all = who.may_do(Operation::Report).is_ok();
    let unit = if all { unit } else { unit.or(who.actor.unit) };
    if !all && !who.actor.may(Operation::Report, unit) {
        return Err(Failure::not_allowed());
    }
    let host = Arc::clone(&app.host);
    let work = move || {
        let seen = host.now(host::today())?;
        let (zone, texts) = (&seen.zone, host.library());
        let month_end = day.map_or_else(
            || fill_in::month_end(zone, seen.true_on),
            Date::last_of_month,
        );
        let failed = |error: exchange::NotMade| Failure::fault(&error);
        let Some(unit) = unit else {
            let bytes = fill_in::all(zone, texts, month_end).map_err(failed)?;
            let month = month_end.strftime("%Y-%m");
            return Ok(download(&format!("填报-{month}.zip"), bytes));
        };
        if !zone.units.contains_key(&unit) {
            return Err(Failure::not_found());
        }
        let bytes = fill_in::workbook(zone, texts, unit, month_end).map_err(failed)?;
        Ok(download(&fill_in::file_name(zone, unit, month_end), bytes))
    };
    app.work.read(work).await
}

/// The zone at a moment as a reader may see it.
pub(super) fn seen(host: &Host, reader: &Actor, moment: &Moment) -> Result<Seen, Failure> {
    let seen = host.see(&moment.known_at, host::today())?;
    let mut seen = seen.disclosed_to(reader, host::today());
    seen.true_on = moment.true_on.unwrap_or(seen.true_on);
    Ok(seen)
}

fn lang(reading: &mut Reading, asked: Option<&str>) -> Lang {
    match asked {
        None | Some("" | "zh-CN" | "zh") => Lang::Zh,
        Some("en") => Lang::En,
        Some(_) => {
            reading.wrong("lang", "zh-CN | en");
            Lang::Zh
        }
    }
}

/// Bytes to be saved under a name.
pub(super) fn download(name: &str, bytes: Vec<u8>) -> Response {
    let kind = match name.rsplit_once('.').map(|parts| parts.1) {
        Some("xlsx") => XLSX,
        Some("xlsm") => "application/vnd.ms-excel.sheet.macroEnabled.12",
        Some("csv") => "text/csv",
        Some("tsv" | "txt") => "text/tab-separated-values",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    };
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    let place = format!("attachment; filename*=UTF-8''{encoded}");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(place) = HeaderValue::from_str(&place) {
        headers.insert(header::CONTENT_DISPOSITION, place);
    }
    let never = HeaderValue::from_static("no-store");
    headers.insert(header::CACHE_CONTROL, never);
    response
}
