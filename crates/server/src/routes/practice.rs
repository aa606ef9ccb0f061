//! Practices: which there are, one of them, what is offered for a problem, and what one could be
//! written from.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::practice::PracticeState;
use zone::view::practices::{
    self, Offer, OpenSource, PracticeFilter, PracticeList, PracticeSheet, RelatedAsked,
};
use zone::{PracticeId, limits};

use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::history::{self, Change};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// The routes of practices.
pub(super) fn routes() -> OpenApiRouter<std::sync::Arc<crate::app::App>> {
    OpenApiRouter::new()
        .routes(routes!(practices))
        .routes(routes!(related))
        .routes(routes!(sources))
        .routes(routes!(practice))
}

/// Which practices are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PracticesQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// The unit whose they are, `U3`, with the units below it.
    unit: Option<String>,
    /// The kind of problem they help with.
    kind: Option<String>,
    /// The stage they help to pass.
    stage: Option<String>,
    /// Where they stand: `submitted`, `returned`, `published`, `withdrawn`.
    state: Option<String>,
    /// `true`: only those with a version that waits for its review.
    waiting: Option<String>,
}

impl PracticesQuery {
    fn read(&self) -> Result<(Moment, PracticeFilter), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let state = reading.text("state", self.state.as_deref());
        let state = state.and_then(|state| {
            let read = serde_json::from_value::<PracticeState>(state.into());
            if read.is_err() {
                reading.wrong("state", "submitted | returned | published | withdrawn");
            }
            read.ok()
        });
        let filter = PracticeFilter {
            unit: reading.value("unit", self.unit.as_deref(), "U3"),
            kind: reading.text("kind", self.kind.as_deref()),
            stage: reading.text("stage", self.stage.as_deref()),
            state,
            waiting: reading
                .value("waiting", self.waiting.as_deref(), "true | false")
                .unwrap_or(false),
        };
        reading.done()?;
        Ok((moment, filter))
    }
}

/// What practices are offered for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RelatedQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// A problem, `Q3`: its project, kind and words are taken from it.
    problem: Option<String>,
    /// The project of a problem that is being written, `P12`.
    project: Option<String>,
    /// Its kind.
    kind: Option<String>,
    /// Its words so far.
    words: Option<String>,
}

impl RelatedQuery {
    fn read(&self) -> Result<(Moment, RelatedAsked), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let text = |reading: &mut Reading, field, text: &Option<String>| {
            reading.text(field, text.as_deref()).unwrap_or_default()
        };
        let asked = RelatedAsked {
            problem: reading.value("problem", self.problem.as_deref(), "Q3"),
            project: reading.value("project", self.project.as_deref(), "P12"),
            kind: text(&mut reading, "kind", &self.kind),
            words: text(&mut reading, "words", &self.words),
        };
        reading.done()?;
        Ok((moment, asked))
    }
}

/// Practices at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PracticeBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The practices and their counts.
    #[serde(flatten)]
    board: PracticeList,
}

/// A practice at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PracticeAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: jiff::civil::Date,
    /// Everything about it.
    sheet: PracticeSheet,
    /// Events about it in words, oldest first; for those who see versions that are not published.
    history: Vec<Change>,
}

/// Practices offered for a problem.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct OfferedPractices {
    /// The closest first.
    offers: Vec<Offer>,
}

/// What practices could be written from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PracticeSources {
    /// What is over last first.
    sources: Vec<OpenSource>,
}

/// The practices the asker may see: what waits for a review first, then the newest.
#[utoipa::path(get, path = "/practices", tag = "practice", operation_id = "practices",
    params(PracticesQuery),
    responses((status = 200, body = PracticeBoard), (status = "default", body = Problems)))]
pub(crate) async fn practices(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<PracticesQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let (moment, filter) = query.read()?;
    let what = format!("practices {filter:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            Answer::json(&PracticeBoard {
                record: HeadView::of(&seen.head),
                board: practices::practices(&seen.zone, looking, &filter),
            })
        },
    )
    .await
}

/// One practice. One that may not be seen answers as one that is absent.
#[utoipa::path(get, path = "/practices/{id}", tag = "practice", operation_id = "practice",
    params(("id" = String, Path, description = "The practice: `B3`"), MomentQuery),
    responses((status = 200, body = PracticeAnswer), (status = "default", body = Problems)))]
pub(crate) async fn practice(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: PracticeId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    // Who submitted a version does not review it; who takes part in an item sees it as a source.
    let (account, person) = (&who.actor.account, &who.actor.person);
    let what = format!("practice {id} {account} {person:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |host, seen, looking| {
            let sheet = practices::sheet(&seen.zone, looking, id);
            let sheet = sheet.ok_or_else(Failure::not_found)?;
            let own = seen.zone.practices.get(&id).filter(|_| sheet.inside);
            let events = own.map_or(&[][..], |own| own.history.as_slice());
            Answer::json(&PracticeAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                history: history::told(host.library(), &seen.zone, looking, events)?,
                sheet,
            })
        },
    )
    .await
}

/// Practices offered for a problem, known or being written: by its kind, by the stage its project
/// is in, by shared words.
#[utoipa::path(get, path = "/practices/related", tag = "practice",
    operation_id = "related_practices", params(RelatedQuery),
    responses((status = 200, body = OfferedPractices), (status = "default", body = Problems)))]
pub(crate) async fn related(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<RelatedQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let (moment, asked) = query.read()?;
    let what = format!("related {asked:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let limit = limits::PRACTICES_OFFERED;
            let offers = practices::related(&seen.zone, looking, &asked, limit);
            Answer::json(&OfferedPractices { offers })
        },
    )
    .await
}

/// What the asker could write practices from: what is over, and nobody has written about.
#[utoipa::path(get, path = "/practices/sources", tag = "practice",
    operation_id = "practice_sources", params(MomentQuery),
    responses((status = 200, body = PracticeSources), (status = "default", body = Problems)))]
pub(crate) async fn sources(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::WritePractices)?;
    let moment = query.read()?;
    let what = format!("practice sources {:?}", who.actor.person);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let sources = practices::sources(&seen.zone, looking);
            Answer::json(&PracticeSources { sources })
        },
    )
    .await
}
