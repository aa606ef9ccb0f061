//! Problems across the zone.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::problem::Severity;
use zone::view::problems::{self, ProblemFilter};

use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Which problems are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProblemsQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// The unit that must solve it, `U3`, with the units below it.
    owner: Option<String>,
    /// The unit that leads the project, `U3`, with the units below it.
    lead: Option<String>,
    /// The project it blocks, `P12`.
    project: Option<String>,
    /// How serious: `minor`, `serious`, `blocking`.
    severity: Option<String>,
    /// `true`: only those that are late.
    overdue: Option<String>,
    /// `true`: solved ones too.
    solved: Option<String>,
    /// Text in kind, description, project or units.
    text: Option<String>,
}

impl ProblemsQuery {
    fn read(&self) -> Result<(Moment, ProblemFilter), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let severity = reading.text("severity", self.severity.as_deref());
        let severity = severity.and_then(|severity| {
            let read = serde_json::from_value::<Severity>(severity.into());
            if read.is_err() {
                reading.wrong("severity", "minor | serious | blocking");
            }
            read.ok()
        });
        let mut flag = |field: &str, value: &Option<String>| {
            let value = reading.value::<bool>(field, value.as_deref(), "true | false");
            value.unwrap_or(false)
        };
        let (overdue, solved) = (flag("overdue", &self.overdue), flag("solved", &self.solved));
        let filter = ProblemFilter {
            owner: reading.value("owner", self.owner.as_deref(), "U3"),
            lead: reading.value("lead", self.lead.as_deref(), "U3"),
            project: reading.value("project", self.project.as_deref(), "P12"),
            severity,
            overdue,
            solved,
            text: reading.text("text", self.text.as_deref()),
        };
        reading.done()?;
        Ok((moment, filter))
    }
}

/// Problems at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ProblemBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The problems and their counts.
    #[serde(flatten)]
    board: problems::ProblemList,
}

/// The problems of the projects the asker may see, the worst first.
#[utoipa::path(get, path = "/problems", tag = "problem", operation_id = "problems",
    params(ProblemsQuery),
    responses((status = 200, body = ProblemBoard), (status = "default", body = Problems)))]
pub(crate) async fn problems(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<ProblemsQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let (moment, filter) = query.read()?;
    let what = format!("problems {filter:?} {:?}", who.actor.person);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            Answer::json(&ProblemBoard {
                record: HeadView::of(&seen.head),
                board: problems::problems(&seen.zone, looking, &filter),
            })
        },
    )
    .await
}
