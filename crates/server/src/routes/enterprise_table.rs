//! A table of enterprises pasted from a spreadsheet: looked at, then applied as it was seen.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use exchange::enterprises::{Said, Table};
use host::{Host, SealBag, Seen};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::decide::Moment;
use zone::decide::enterprise::{CheckedRow, RowChange, check_import};
use zone::enterprise::command::{EnterpriseCommand, ImportedEnterprise};
use zone::{Command, Refusal, UnitId, Words};

use super::Server;
use super::command::{DoneView, carried_out};
use crate::app::{App, Who};
use crate::ask::{Body, request_id};
use crate::preview::refusal_of;
use crate::problem::{Failure, Problems};
use crate::{limits, refusal};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(check))
        .routes(routes!(apply))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX))
}

/// A table of enterprises, as it was pasted.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnterpriseTableInput {
    /// What the clipboard held: text with tabs, or HTML.
    text: String,
    /// The month of figures whose row names none: `2026-04`.
    #[serde(default)]
    month: Option<String>,
    /// The unit that answers for new enterprises whose row names none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// Why figures are what nobody expected, by line of the table.
    #[serde(default)]
    reasons: std::collections::BTreeMap<u32, String>,
    /// To apply it: what the look answered as `seen`.
    #[serde(default)]
    seen: Option<String>,
}

/// What applying the table would do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EnterpriseTableView {
    /// What was understood of the head.
    columns: Vec<EnterpriseColumn>,
    /// Heads that say nothing known here: their columns are left out.
    left_out: Vec<String>,
    /// A row an enterprise.
    rows: Vec<EnterpriseTableRow>,
    /// What stands against it; nothing is applied while there is any.
    problems: Vec<Refusal>,
    /// New enterprises.
    new: u32,
    /// Enterprises of which something is told that was not known so.
    changed: u32,
    /// Rows that say what is known.
    unchanged: u32,
    /// What applying must name: it is refused if anything has changed since.
    seen: String,
}

/// A column that was understood.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EnterpriseColumn {
    /// What it is: `name`, `output_fen`.
    key: String,
    /// Its head.
    head: String,
    /// Its unit, for figures.
    unit: Option<String>,
    /// Whether the head names no unit, so that it was assumed.
    assumed: bool,
}

/// A row of the table.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EnterpriseTableRow {
    /// Its line in the table.
    line: u32,
    /// The enterprise's name, as the row has it.
    name: String,
    /// `new`, `changed` or `unchanged`.
    change: String,
    /// What is asked about its figures.
    questions: Vec<Words>,
    /// Whether they are answered.
    answered: bool,
}

/// Looks at a table: what it would add and change, what is asked, what stands against it.
/// Nothing is recorded.
#[utoipa::path(post, path = "/enterprises/table/check", tag = "enterprise",
    operation_id = "checkEnterprises", request_body = EnterpriseTableInput,
    responses((status = 200, body = EnterpriseTableView), (status = "default", body = Problems)))]
pub(crate) async fn check(
    State(app): Server,
    who: Who,
    Body(asked): Body<EnterpriseTableInput>,
) -> Result<Json<EnterpriseTableView>, Failure> {
    who.may_do(Operation::KeepEnterprises)?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let looked = look(&host, &asked, &mut SealBag::new())?;
        Ok(Json(looked.view))
    };
    app.work.read(work).await
}

/// Applies a table as it was looked at: all of it or nothing.
#[utoipa::path(post, path = "/enterprises/table", tag = "enterprise",
    operation_id = "importEnterprises",
    params(("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    request_body = EnterpriseTableInput,
    responses((status = 200, body = DoneView), (status = "default", body = Problems)))]
pub(crate) async fn apply(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Body(asked): Body<EnterpriseTableInput>,
) -> Result<Json<DoneView>, Failure> {
    who.may_do(Operation::KeepEnterprises)?;
    let id = request_id(&headers, None)?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let mut texts = SealBag::new();
        let looked = look(&host, &asked, &mut texts)?;
        if !looked.view.problems.is_empty() {
            let refused = looked.view.problems;
            return Err(Failure::all(StatusCode::UNPROCESSABLE_ENTITY, refused));
        }
        if asked.seen.as_deref() != Some(looked.view.seen.as_str()) {
            let problem = refusal::table_not_seen().at_field("seen");
            return Err(Failure::new(StatusCode::CONFLICT, problem));
        }
        let command = EnterpriseCommand::Import(looked.rows);
        Ok((Command::Enterprise(Box::new(command)), texts))
    };
    let (command, texts) = app.work.read(work).await?;
    let done = carried_out(&app, who, id, command, texts).await?;
    Ok(Json(DoneView::of(&done)))
}

struct Looked {
    view: EnterpriseTableView,
    rows: Vec<ImportedEnterprise>,
}

fn look(host: &Host, asked: &EnterpriseTableInput, texts: &mut SealBag) -> Result<Looked, Failure> {
    let refused = |problems: Vec<Refusal>| Failure::all(StatusCode::UNPROCESSABLE_ENTITY, problems);
    let month = asked
        .month
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let read = month.map(exchange::enterprises::month_named);
    if let Some(None) = read {
        return Err(Failure::new(
            StatusCode::BAD_REQUEST,
            refusal::bad_query("month", "2026-04").at_field("month"),
        ));
    }
    let book = exchange::book::paste(&asked.text)
        .map_err(|problems| refused(problems.iter().map(refusal_of).collect()))?;
    let table = exchange::enterprises::read(&book).map_err(refused)?;
    let said = Said {
        month: read.flatten(),
        unit: asked.unit,
        reasons: asked.reasons.clone(),
    };
    let today = host::today();
    let seen = host.now(today)?;
    let parts = (
        host.library() as &dyn zone::Texts,
        texts as &mut dyn zone::Sealer,
    );
    let (rows, unread) = exchange::enterprises::rows(&seen.zone, today, &table, &said, parts);
    Ok(looked(&seen, &table, rows, unread))
}

fn looked(
    seen: &Seen,
    table: &Table,
    rows: Vec<ImportedEnterprise>,
    unread: Vec<Refusal>,
) -> Looked {
    let moment = Moment {
        today: host::today(),
        calendars: &seen.calendars,
    };
    let checked = check_import(&seen.zone, moment, &rows);
    let count = |change: RowChange| {
        let own = checked.iter().filter(|row| row.change == change).count();
        u32::try_from(own).unwrap_or(u32::MAX)
    };
    let digest = digest(&rows, &checked);
    let (new, changed) = (count(RowChange::New), count(RowChange::Changed));
    let unchanged = count(RowChange::Unchanged);
    let shown = checked
        .iter()
        .zip(&rows)
        .map(|(row, own)| EnterpriseTableRow {
            line: row.line,
            name: own.facts.name.clone(),
            change: word(row.change).to_owned(),
            questions: row
                .questions
                .iter()
                .map(|asked| {
                    let (figure, question) = (asked.figure.word(), asked.question.word());
                    Words::new(
                        format!("{}：{}", figure.zh, question.zh),
                        format!("{}: {}", figure.en, question.en),
                    )
                })
                .collect(),
            answered: own.reason.is_some(),
        });
    let shown = shown.collect();
    // A row whose unit cannot be found is told once, by the cell that names it.
    let unit_unknown = |own: &Refusal| {
        let place = own.place.as_ref();
        let field = place.and_then(|place| place.field.as_deref());
        own.code == "zone/unknown" && field == Some("lead")
    };
    let told = checked.into_iter().flat_map(|row| row.refusals);
    let told = told.filter(|own| !unit_unknown(own));
    let problems = table.refusals.iter().cloned();
    let problems = problems.chain(unread).chain(told).collect();
    let columns = table.columns.iter().map(|column| EnterpriseColumn {
        key: column.key.to_owned(),
        head: column.head.clone(),
        unit: column.unit.map(str::to_owned),
        assumed: column.assumed,
    });
    let view = EnterpriseTableView {
        columns: columns.collect(),
        left_out: table.left_out.clone(),
        rows: shown,
        problems,
        new,
        changed,
        unchanged,
        seen: digest,
    };
    Looked { view, rows }
}

fn word(change: RowChange) -> &'static str {
    match change {
        RowChange::New => "new",
        RowChange::Changed => "changed",
        RowChange::Unchanged => "unchanged",
    }
}

/// What was looked at: targets at their versions, figures, and what each row does. Sealed texts
/// differ with every look and are left out.
fn digest(rows: &[ImportedEnterprise], checked: &[CheckedRow]) -> String {
    let mut text = String::new();
    for (row, own) in rows.iter().zip(checked) {
        let (target, figures, month) = (row.target, row.figures, row.month);
        let facts = &row.facts;
        text += &format!(
            "{} {target:?} {} {} {:?} {:?} {figures:?} {month:?} {:?} {}\n",
            row.line, facts.code, facts.name, facts.lead, facts.state, own.change, own.id
        );
    }
    hex::encode(&sha2::Sha256::digest(text.as_bytes())[..8])
}
