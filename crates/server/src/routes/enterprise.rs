//! Enterprises: the list, one of them, and the enterprise's own page.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::enterprise::EnterpriseState;
use zone::enterprise::request::RequestKind;
use zone::view::Looking;
use zone::view::enterprises::{self, EnterpriseFilter, EnterpriseList, EnterpriseSheet};
use zone::view::wall::NamedUnit;
use zone::{Actor, Colour, EnterpriseId, Words};

use super::item::OwnerChoice;
use super::{HeadView, Server, view};
use crate::app::{App, Who};
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::history::{self, Change};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Everything about enterprises and requests.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(choices))
        .routes(routes!(one))
        .routes(routes!(own))
        .merge(super::enterprise_table::routes())
        .merge(super::request::routes())
}

/// Which enterprises are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EnterprisesQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// The unit that answers for them, `U3`, with the units below it.
    unit: Option<String>,
    /// 行业.
    industry: Option<String>,
    /// The mark: `red`, `yellow`, `green`, `grey`.
    mark: Option<String>,
    /// How they stand: `building`, `producing`, `reduced`, `stopped`, `left`.
    state: Option<String>,
    /// `true`: those that have left too.
    left: Option<String>,
    /// The month shown, `2026-04`; the newest that half of them told of unless named.
    month: Option<String>,
    /// Text in name, code, industry or unit.
    text: Option<String>,
}

impl EnterprisesQuery {
    fn read(&self) -> Result<(Moment, EnterpriseFilter), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let colour = reading.text("mark", self.mark.as_deref()).and_then(|text| {
            let colour = Colour::named(&text);
            if colour.is_none() {
                reading.wrong("mark", "red | yellow | green | grey");
            }
            colour
        });
        let state = reading.text("state", self.state.as_deref());
        let state = state.and_then(|text| {
            let state = serde_json::from_value::<EnterpriseState>(text.into()).ok();
            if state.is_none() {
                reading.wrong("state", "building | producing | reduced | stopped | left");
            }
            state
        });
        let month = reading
            .text("month", self.month.as_deref())
            .and_then(|text| {
                let month = exchange::enterprises::month_named(&text);
                if month.is_none() {
                    reading.wrong("month", "2026-04");
                }
                month
            });
        let filter = EnterpriseFilter {
            unit: reading.value("unit", self.unit.as_deref(), "U3"),
            industry: reading.text("industry", self.industry.as_deref()),
            colour,
            state,
            left: reading
                .value("left", self.left.as_deref(), "true | false")
                .unwrap_or(false),
            month,
            text: reading.text("text", self.text.as_deref()),
        };
        reading.done()?;
        Ok((moment, filter))
    }
}

/// Enterprises at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EnterpriseBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The enterprises and their counts.
    #[serde(flatten)]
    board: EnterpriseList,
}

/// An enterprise at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EnterpriseAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// Everything about it.
    sheet: EnterpriseSheet,
    /// Events about it in words, oldest first.
    history: Vec<Change>,
}

/// The enterprises the asker may see, the marked ones first.
#[utoipa::path(get, path = "/enterprises", tag = "enterprise", operation_id = "enterprises",
    params(EnterprisesQuery),
    responses((status = 200, body = EnterpriseBoard), (status = "default", body = Problems)))]
pub(crate) async fn list(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<EnterprisesQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::ReadEnterprises)?;
    let (moment, filter) = query.read()?;
    let what = format!("enterprises {filter:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            Answer::json(&EnterpriseBoard {
                record: HeadView::of(&seen.head),
                board: enterprises::enterprises(&seen.zone, looking, &filter),
            })
        },
    )
    .await
}

/// One enterprise, with its history. One that may not be seen answers as one that is absent.
#[utoipa::path(get, path = "/enterprises/{id}", tag = "enterprise", operation_id = "enterprise",
    params(("id" = String, Path, description = "The enterprise: `E3`"), MomentQuery),
    responses((status = 200, body = EnterpriseAnswer), (status = "default", body = Problems)))]
pub(crate) async fn one(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::ReadEnterprises)?;
    let id: EnterpriseId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    let what = format!("enterprise {id}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |host, seen, looking| {
            let sheet =
                enterprises::sheet(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            let own = seen.zone.enterprises.get(&id);
            let events = own.map(|own| own.history.clone()).unwrap_or_default();
            Answer::json(&EnterpriseAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                history: history::told(host.library(), &seen.zone, looking, &events)?,
                sheet,
            })
        },
    )
    .await
}

/// The page of the enterprise whose sign-in asks: itself and nothing else, as of today.
#[utoipa::path(get, path = "/own-enterprise", tag = "enterprise", operation_id = "ownEnterprise",
    responses((status = 200, body = enterprises::OwnEnterprise),
        (status = "default", body = Problems)))]
pub(crate) async fn own(
    State(app): Server,
    who: Who,
) -> Result<axum::Json<enterprises::OwnEnterprise>, Failure> {
    who.may_see(Operation::SpeakForEnterprise)?;
    let host = Arc::clone(&app.host);
    let actor: Actor = who.actor;
    let work = move || {
        let today = host::today();
        let seen = host.now(today)?;
        let looking = Looking {
            true_on: today,
            calendars: &seen.calendars,
            texts: host.library(),
            actor: &actor,
        };
        let page = enterprises::own(&seen.zone, looking).ok_or_else(Failure::not_found)?;
        Ok(axum::Json(page))
    };
    app.work.read(work).await
}

/// What the forms about enterprises offer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EnterpriseChoices {
    /// Units in protocol order: who can receive a request, or answer for an enterprise.
    units: Vec<NamedUnit>,
    /// Who can be an assistant: posts, then people. For those who keep the ledger.
    assistants: Vec<OwnerChoice>,
    /// Enterprises by name: whose request is received. Names alone.
    enterprises: Vec<EnterpriseName>,
    /// What can be asked for, with the working days each may take.
    kinds: Vec<FactorChoice>,
}

/// An enterprise by name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EnterpriseName {
    /// Its id.
    #[schema(value_type = String)]
    id: EnterpriseId,
    /// Its name.
    name: String,
}

/// What can be asked for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FactorChoice {
    /// What commands name.
    kind: RequestKind,
    /// As it is called.
    word: Words,
    /// Working days it may take.
    limit_days: i64,
}

/// What the forms about enterprises offer: whoever is asked first must find the enterprise, so
/// every unit that handles requests sees the names of all of them.
#[utoipa::path(get, path = "/enterprises/choices", tag = "enterprise",
    operation_id = "enterpriseChoices",
    responses((status = 200, body = EnterpriseChoices), (status = "default", body = Problems)))]
pub(crate) async fn choices(
    State(app): Server,
    who: Who,
) -> Result<axum::Json<EnterpriseChoices>, Failure> {
    who.may_see(Operation::HandleRequests)?;
    let keeps = who.may_do(Operation::KeepEnterprises).is_ok();
    let host = Arc::clone(&app.host);
    let work = move || {
        let seen = host.now(host::today())?;
        let (zone, on) = (&seen.zone, host::today());
        let there = zone.enterprises.values();
        let there = there.filter(|own| own.state_on(on) != EnterpriseState::Left);
        let mut enterprises: Vec<EnterpriseName> = there
            .map(|own| EnterpriseName {
                id: own.id,
                name: own.name_on(on).to_owned(),
            })
            .collect();
        enterprises.sort_by(|one, other| one.name.cmp(&other.name));
        let (units, owners) = super::item::people(&host, &seen);
        Ok(axum::Json(EnterpriseChoices {
            units,
            assistants: if keeps { owners } else { Vec::new() },
            enterprises,
            kinds: RequestKind::ALL
                .map(|kind| FactorChoice {
                    kind,
                    word: kind.word(),
                    limit_days: kind.limit_days(),
                })
                .into(),
        }))
    };
    app.work.read(work).await
}
