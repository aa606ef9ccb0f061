//! Requests: who owes what to which enterprise, how late, how often passed on, and what the
//! enterprises say of the answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Looking, NamedUnit, named};
use crate::authority::{Operation, Reach};
use crate::decide::enterprise::may_act;
use crate::enterprise::request::{
    Outcome, Request, RequestActKind, RequestKind, RequestState, RequestStep, RequestStepKind,
};
use crate::state::Zone;
use crate::view::items;
use crate::{Colour, EnterpriseId, ProjectId, RequestId, UnitId, Words, limits};

/// Which requests are asked for. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Received or worked on by this unit, or a unit below it.
    pub unit: Option<UnitId>,
    /// What for.
    pub kind: Option<RequestKind>,
    /// Whose.
    pub enterprise: Option<EnterpriseId>,
    /// Where they stand.
    pub state: Option<RequestState>,
    /// Only late ones.
    pub overdue: bool,
    /// Those that are over too.
    pub over: bool,
    /// Text in number, words, enterprise or units.
    pub text: Option<String>,
}

/// Requests on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestBoard {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// Whether the viewer may receive a request.
    pub may_raise: bool,
    /// How many there are in what is shown.
    pub counts: RequestCounts,
    /// By first receiver, in protocol order; of everything the viewer may see.
    pub units: Vec<UnitStanding>,
    /// By what is asked for; of everything the viewer may see.
    pub kinds: Vec<KindStanding>,
    /// Open ones first, the most late before the others.
    pub requests: Vec<RequestRow>,
}

/// How many requests stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestCounts {
    /// Not over.
    pub open: u32,
    /// Of them late.
    pub late: u32,
    /// Of them in their last days.
    pub soon: u32,
    /// Of them answered and waiting for the enterprise.
    pub waiting: u32,
    /// Of them reopened by the enterprise.
    pub reopened: u32,
    /// Confirmed or closed.
    pub over: u32,
}

/// How a unit does, as the first receiver: it stays responsible for what it passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitStanding {
    /// The unit.
    pub unit: NamedUnit,
    /// Received.
    pub received: u32,
    /// Not over.
    pub open: u32,
    /// Of them late.
    pub late: u32,
    /// How often it passed one on.
    pub passed_on: u32,
    /// Answered, or due and not answered: what can be judged.
    pub due: u32,
    /// Of them answered in time.
    pub on_time: u32,
    /// How often an enterprise sent an answer back.
    pub reopened: u32,
    /// Answers that enterprises rated.
    pub rated: u32,
    /// Of them with 4 or 5.
    pub satisfied: u32,
    /// Mean of the ratings in hundredths, rounded half up: 433 is 4.33.
    pub mean_hundredths: Option<u32>,
    /// So few that a share says little.
    pub few: bool,
}

/// How many are asked for one factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindStanding {
    /// What for.
    pub kind: RequestKind,
    /// As it is called.
    pub word: Words,
    /// Working days it may take.
    pub limit_days: i64,
    /// Received.
    pub received: u32,
    /// Not over.
    pub open: u32,
    /// Of them late.
    pub late: u32,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: RequestId,
    /// Its number: 企业诉求〔2026〕0001号.
    pub number: String,
    /// Entity version.
    pub version: u32,
    /// Whose.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub enterprise: EnterpriseId,
    /// The enterprise's name.
    pub enterprise_name: String,
    /// What for.
    pub kind: RequestKind,
    /// The kind as it is called.
    pub kind_word: Words,
    /// What is asked.
    pub text: Words,
    /// 首接单位: stays responsible.
    pub first: NamedUnit,
    /// 承办单位: works on it now.
    pub handler: NamedUnit,
    /// Whether the enterprise raised it by its own sign-in.
    pub by_enterprise: bool,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// From which date.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub raised_on: Date,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// Where it stands.
    pub state: RequestState,
    /// The state as it is called.
    pub state_word: Words,
    /// The light of one that is not over.
    pub colour: Option<Colour>,
    /// Working days late; below nought while there is time. An answer stops the clock.
    pub days_late: i64,
    /// How often it was passed on.
    pub passed_on: u32,
    /// How often it was urged.
    pub urged: u32,
    /// How often the enterprise reopened it.
    pub reopened: u32,
    /// What the last answer gives.
    pub outcome: Option<Outcome>,
    /// The outcome as it is called.
    pub outcome_word: Option<Words>,
    /// The day of the last answer.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub answered_on: Option<Date>,
    /// The enterprise's satisfaction, 1 to 5.
    pub satisfaction: Option<u8>,
    /// The day it was confirmed or closed.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub over_on: Option<Date>,
    /// The step of the ladder that its lateness reaches.
    pub proposed_word: Option<Words>,
    /// What the viewer may do now.
    pub may: Vec<RequestActKind>,
}

/// Everything about one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestSheet {
    /// Its row in the list.
    pub row: RequestRow,
    /// The project's name, where the viewer may see it.
    pub project_name: Option<String>,
    /// What happened to it, oldest first.
    pub steps: Vec<RequestPast>,
}

/// One step of a request's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestPast {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// What.
    pub what: Words,
    /// What was said.
    pub said: Option<Words>,
    /// The event that recorded it.
    pub seq: u64,
}

/// The requests that the viewer may see, as they stood on a date.
pub fn requests(zone: &Zone, looking: Looking<'_>, filter: &RequestFilter) -> RequestBoard {
    let seen: Vec<&Request> = zone
        .requests
        .values()
        .map(|own| &**own)
        .filter(|own| own.raised_on <= looking.true_on && may_see(zone, looking, own))
        .collect();
    let (units, kinds) = (by_unit(zone, looking, &seen), by_kind(looking, &seen));
    let mut rows: Vec<RequestRow> = seen
        .into_iter()
        .filter(|own| concerns(zone, looking, filter, own))
        .map(|own| row(zone, looking, own))
        .filter(|row| stands_as(filter, row))
        .filter(|row| reads(filter, row))
        .collect();
    sort(&mut rows);
    RequestBoard {
        known_seq: zone.seq,
        true_on: looking.true_on,
        may_raise: looking.actor.reach(Operation::HandleRequests) != Reach::Nothing,
        counts: counted(&rows),
        units,
        kinds,
        requests: rows,
    }
}

/// One request, where it exists on the date and the viewer may see it.
pub fn request(zone: &Zone, looking: Looking<'_>, id: RequestId) -> Option<RequestSheet> {
    let on = looking.true_on;
    let own = zone.requests.get(&id)?;
    let there = own.raised_on <= on && may_see(zone, looking, own);
    there.then(|| RequestSheet {
        row: row(zone, looking, own),
        project_name: own.project.and_then(|id| {
            let project = zone.projects.get(&id)?;
            let (level, unit) = (project.handling_level(on), project.lead_unit(on));
            let sees = looking.actor.sees(level, unit);
            sees.then(|| project.name_on(on).to_owned())
        }),
        steps: past(zone, looking, own),
    })
}

/// The rows of some requests, without a filter of who may see them: for a sheet that is seen.
pub(super) fn rows_of(
    zone: &Zone,
    looking: Looking<'_>,
    wanted: impl Fn(&Request) -> bool,
) -> Vec<RequestRow> {
    let there = zone.requests.values().filter(|own| {
        let there = own.raised_on <= looking.true_on;
        there && wanted(own)
    });
    let mut rows: Vec<RequestRow> = there.map(|own| row(zone, looking, own)).collect();
    sort(&mut rows);
    rows
}

fn sort(rows: &mut [RequestRow]) {
    rows.sort_by_key(|row| {
        let over = row.state.is_over();
        let waiting = row.state == RequestState::Answered;
        let late = std::cmp::Reverse(if over { 0 } else { row.days_late });
        let newest = over.then_some(std::cmp::Reverse(row.over_on));
        (over, waiting, newest, late, row.due_on, row.id)
    });
}

/// Whether the viewer may see a request: who sees the enterprise, and who received it or works
/// on it.
pub(crate) fn may_see(zone: &Zone, looking: Looking<'_>, own: &Request) -> bool {
    crate::reading::may_read_request(zone, looking.actor, looking.true_on, own)
}

fn concerns(zone: &Zone, looking: Looking<'_>, filter: &RequestFilter, own: &Request) -> bool {
    let on = looking.true_on;
    let within = |wanted: UnitId| {
        [own.first, own.stands(on).handler]
            .iter()
            .any(|unit| zone.is_within(zone.unit_on(*unit, on), wanted, on))
    };
    filter.unit.is_none_or(within)
        && filter.kind.is_none_or(|kind| own.kind == kind)
        && filter.enterprise.is_none_or(|id| own.enterprise == id)
}

fn stands_as(filter: &RequestFilter, row: &RequestRow) -> bool {
    let wanted = filter
        .state
        .map_or(filter.over || !row.state.is_over(), |state| {
            row.state == state
        });
    wanted && (!filter.overdue || row.colour == Some(Colour::Red))
}

fn reads(filter: &RequestFilter, row: &RequestRow) -> bool {
    let Some(text) = &filter.text else {
        return true;
    };
    let text = text.to_lowercase();
    let mut texts = [
        &row.number,
        &row.text.zh,
        &row.enterprise_name,
        &row.first.name,
        &row.handler.name,
    ]
    .into_iter();
    texts.any(|own| own.to_lowercase().contains(&text))
}

fn counted(rows: &[RequestRow]) -> RequestCounts {
    let count = |wanted: &dyn Fn(&&RequestRow) -> bool| {
        u32::try_from(rows.iter().filter(wanted).count()).unwrap_or(u32::MAX)
    };
    RequestCounts {
        open: count(&|row| !row.state.is_over()),
        late: count(&|row| row.colour == Some(Colour::Red)),
        soon: count(&|row| row.colour == Some(Colour::Yellow)),
        waiting: count(&|row| row.state == RequestState::Answered),
        reopened: count(&|row| row.state == RequestState::Reopened),
        over: count(&|row| row.state.is_over()),
    }
}

fn by_unit(zone: &Zone, looking: Looking<'_>, seen: &[&Request]) -> Vec<UnitStanding> {
    let on = looking.true_on;
    let mut units: BTreeMap<UnitId, (UnitStanding, u32)> = BTreeMap::new();
    for own in seen {
        let unit = named(zone, looking, own.first);
        let standing = own.stands(on);
        let (entry, sum) = units.entry(unit.id).or_insert_with(|| (empty(unit), 0));
        let late = standing.days_late(looking.calendars, on) > 0;
        let judged = standing.answered_on.is_some() || late;
        entry.received += 1;
        entry.open += u32::from(!standing.state.is_over());
        entry.late += u32::from(!standing.state.is_over() && late);
        entry.passed_on += standing.passed_on;
        entry.due += u32::from(judged);
        entry.on_time += u32::from(judged && !late);
        entry.reopened += standing.reopened;
        if let Some(rating) = standing.satisfaction {
            entry.rated += 1;
            entry.satisfied += u32::from(rating >= 4);
            *sum += u32::from(rating);
        }
    }
    let mut units: Vec<UnitStanding> = units
        .into_values()
        .map(|(mut unit, sum)| {
            let doubled = sum.saturating_mul(200);
            unit.mean_hundredths = (doubled + unit.rated).checked_div(unit.rated * 2);
            unit.few = unit.due.min(unit.rated) < limits::FEW_REQUESTS;
            unit
        })
        .collect();
    units.sort_by_key(|own| zone.protocol_position(Some(own.unit.id)));
    units
}

fn empty(unit: NamedUnit) -> UnitStanding {
    UnitStanding {
        unit,
        received: 0,
        open: 0,
        late: 0,
        passed_on: 0,
        due: 0,
        on_time: 0,
        reopened: 0,
        rated: 0,
        satisfied: 0,
        mean_hundredths: None,
        few: true,
    }
}

fn by_kind(looking: Looking<'_>, seen: &[&Request]) -> Vec<KindStanding> {
    let on = looking.true_on;
    let kinds = RequestKind::ALL.into_iter().map(|kind| {
        let mut entry = KindStanding {
            kind,
            word: kind.word(),
            limit_days: kind.limit_days(),
            received: 0,
            open: 0,
            late: 0,
        };
        for own in seen.iter().filter(|own| own.kind == kind) {
            let colour = own.stands(on).colour(looking.calendars, on);
            entry.received += 1;
            entry.open += u32::from(colour.is_some());
            entry.late += u32::from(colour == Some(Colour::Red));
        }
        entry
    });
    kinds.collect()
}

pub(super) fn row(zone: &Zone, looking: Looking<'_>, own: &Request) -> RequestRow {
    let on = looking.true_on;
    let standing = own.stands(on);
    let enterprise = zone.enterprises.get(&own.enterprise);
    let name = enterprise.map(|one| one.name_on(on).to_owned());
    let now = own.standing();
    let may = RequestActKind::ALL
        .into_iter()
        .filter(|act| act.fits(&now) && may_act(zone, looking.actor, own, *act, on));
    RequestRow {
        id: own.id,
        number: own.number_text(),
        version: own.version,
        enterprise: own.enterprise,
        enterprise_name: name.unwrap_or_else(|| own.enterprise.to_string()),
        kind: own.kind,
        kind_word: own.kind.word(),
        text: items::shown(looking, own.text),
        first: named(zone, looking, own.first),
        handler: named(zone, looking, standing.handler),
        by_enterprise: own.by_enterprise,
        project: own.project,
        raised_on: own.raised_on,
        due_on: standing.due.on,
        state: standing.state,
        state_word: standing.state.word(),
        colour: standing.colour(looking.calendars, on),
        days_late: standing.days_late(looking.calendars, on),
        passed_on: standing.passed_on,
        urged: standing.urged,
        reopened: standing.reopened,
        outcome: standing.outcome,
        outcome_word: standing.outcome.map(Outcome::word),
        answered_on: standing.answered_on,
        satisfaction: standing.satisfaction,
        over_on: standing.over_on,
        proposed_word: standing
            .proposed(looking.calendars, on)
            .map(crate::item::EscalationStep::word),
        may: may.collect(),
    }
}

/// The past of a request. What units write to each other is not for the enterprise.
pub(super) fn past(zone: &Zone, looking: Looking<'_>, own: &Request) -> Vec<RequestPast> {
    let inside = looking.actor.reach(Operation::ReadEnterprises) != Reach::Nothing;
    let first = named(zone, looking, own.first).name;
    let raised = RequestPast {
        on: own.raised_on,
        what: Words::new(format!("{first}首接"), format!("received by {first}")),
        said: None,
        seq: own.seq,
    };
    let steps = own.steps.iter().filter(|step| step.on <= looking.true_on);
    let steps = steps.filter(|step| inside || is_for_enterprise(step));
    let steps = steps.map(|step| {
        let private = matches!(step.what, RequestStepKind::PassedOn(_)) && !inside;
        RequestPast {
            on: step.on,
            what: word(zone, looking, step.what),
            said: step
                .text
                .filter(|_| !private)
                .map(|text| items::shown(looking, text)),
            seq: step.seq,
        }
    });
    std::iter::once(raised).chain(steps).collect()
}

fn is_for_enterprise(step: &RequestStep) -> bool {
    !matches!(step.what, RequestStepKind::Urged)
}

/// A step as it is called.
pub(crate) fn word(zone: &Zone, looking: Looking<'_>, what: RequestStepKind) -> Words {
    match what {
        RequestStepKind::PassedOn(unit) => {
            let name = named(zone, looking, unit).name;
            Words::new(format!("转{name}办理"), format!("passed on to {name}"))
        }
        RequestStepKind::Urged => Words::new("催办", "urged"),
        RequestStepKind::Answered(outcome) => {
            let word = outcome.word();
            Words::new(
                format!("答复（{}）", word.zh),
                format!("answered ({})", word.en),
            )
        }
        RequestStepKind::Confirmed(rating) => Words::new(
            format!("企业确认，满意度 {rating}"),
            format!("confirmed by the enterprise, satisfaction {rating}"),
        ),
        RequestStepKind::Reopened(due) => Words::new(
            format!("企业退回，{} 前再答复", due.on),
            format!("reopened by the enterprise, due {}", due.on),
        ),
        RequestStepKind::Closed => Words::new("办结（企业未评价）", "closed without a word"),
    }
}
