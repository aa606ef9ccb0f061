//! A unit's steps and delegations, for those who settle them and those who look up who signs.

use jiff::civil::Date;
use serde::Serialize;

use super::name;
use crate::authority::Operation;
use crate::cycle::CycleLength;
use crate::decide::reaches;
use crate::signoff::{Delegation, DelegationState, SignRole, form_word, is_signer, signs};
use crate::state::Zone;
use crate::view::Looking;
use crate::view::cycles::named;
use crate::view::wall::NamedUnit;
use crate::{DelegationId, Holder, PersonId, UnitId, Words, labels, lineage};

/// How a unit signs its reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignoffBoard {
    /// State known: sequence number.
    pub known_seq: u64,
    /// The unit.
    pub unit: NamedUnit,
    /// Entity version of its route: what settling it names.
    pub version: u32,
    /// The steps, in order; none: its reports count as submitted at once.
    pub steps: Vec<RouteStepView>,
    /// 一人单位.
    pub one_person: bool,
    /// Whether the first level reviews what its head has signed.
    pub reviewed_after: bool,
    /// By which document.
    pub document: String,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub since: Option<Date>,
    /// Delegations, the newest first.
    pub delegations: Vec<DelegationView>,
    /// Whether the viewer may settle the steps.
    pub may_set: bool,
    /// Whether the viewer may delegate: the head, or the office with a letter.
    pub may_delegate: bool,
    /// The person the viewer signs as.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub own_person: Option<PersonId>,
    /// Posts and people that may be chosen; empty for those who settle nothing.
    pub choices: Vec<SignoffChoice>,
}

/// A step of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RouteStepView {
    /// As what.
    pub role: SignRole,
    /// As it is called.
    pub word: Words,
    /// Who may sign: ids of posts and people.
    pub signers: Vec<String>,
    /// Who that is today.
    pub names: Vec<Words>,
}

/// A post or a person that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignoffChoice {
    /// `T3` for a post, `R5` for a person.
    pub id: String,
    /// As it is called.
    pub name: Words,
    /// Its unit.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
}

/// A delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DelegationView {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: DelegationId,
    /// 委托人.
    pub principal: Words,
    /// 受托人.
    pub delegate: Words,
    /// Reports of which cycles.
    pub forms: Vec<CycleLength>,
    /// The forms as they are called.
    pub forms_word: Words,
    /// First day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub from: Date,
    /// Last day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: Date,
    /// By which document.
    pub document: String,
    /// The account that recorded it.
    pub by: String,
    /// How it stands.
    pub state: DelegationState,
    /// The state as it is called.
    pub state_word: Words,
    /// Whether the viewer may take it back.
    pub may_revoke: bool,
    /// The event that recorded it.
    pub seq: u64,
}

/// How a unit signs; `None` where there is no such unit or the viewer works neither for it nor for
/// the office.
pub fn board(zone: &Zone, looking: Looking<'_>, unit: UnitId) -> Option<SignoffBoard> {
    zone.units.get(&unit)?;
    let (actor, on) = (looking.actor, looking.true_on);
    let may = |operation| reaches(zone, actor, operation, Some(zone.unit_on(unit, on)), on);
    let signer = is_signer(zone, actor, unit, on);
    let may_set = may(Operation::ReviewReports);
    if !(may_set || signer || may(Operation::Report)) {
        return None;
    }
    let known = zone.routes.get(&unit);
    let route = known.map(|own| &own.route);
    let steps = route.map_or(&[][..], |own| &own.steps);
    let head = steps.iter().find(|step| step.role == SignRole::Head);
    let is_head = |person: PersonId| head.is_some_and(|step| signs(zone, step, person, on));
    let office = actor.may(Operation::RunCycles, None);
    let may_delegate = head.is_some() && (office || actor.person.is_some_and(is_head));
    let own = zone.delegations.values().rev();
    let own = own.filter(|delegation| delegation.unit == unit);
    let step = |step: &crate::signoff::SignStep| RouteStepView {
        role: step.role,
        word: step.role.word(),
        signers: step.signers.iter().map(holder_id).collect(),
        names: step
            .signers
            .iter()
            .map(|own| labels::holder_name(zone, looking, *own))
            .collect(),
    };
    Some(SignoffBoard {
        known_seq: zone.seq,
        unit: named(zone, unit, on),
        version: known.map_or(0, |own| own.version),
        steps: steps.iter().map(step).collect(),
        one_person: route.is_some_and(|own| own.one_person),
        reviewed_after: route.is_some_and(|own| own.reviewed_after),
        document: known.map_or_else(String::new, |own| own.document.clone()),
        since: known.map(|own| own.since),
        delegations: own
            .map(|own| {
                let principal = actor.person == Some(own.principal);
                let may = office || principal || actor.person.is_some_and(is_head);
                delegation(zone, looking, own, may)
            })
            .collect(),
        may_set,
        may_delegate,
        own_person: actor.person,
        choices: match may_set || may_delegate {
            true => choices(zone, looking),
            false => Vec::new(),
        },
    })
}

fn holder_id(holder: &Holder) -> String {
    match holder {
        Holder::Person(id) => id.to_string(),
        Holder::Post(id) => id.to_string(),
    }
}

fn delegation(
    zone: &Zone,
    looking: Looking<'_>,
    own: &Delegation,
    may_revoke: bool,
) -> DelegationView {
    let state = own.state(looking.true_on);
    let open = matches!(state, DelegationState::InForce | DelegationState::NotYet);
    let forms: Vec<Words> = own.forms.iter().map(|form| form_word(*form)).collect();
    let zh: Vec<&str> = forms.iter().map(|own| own.zh.as_str()).collect();
    let en: Vec<&str> = forms.iter().map(|own| own.en.as_str()).collect();
    DelegationView {
        id: own.id,
        principal: name(zone, looking, own.principal),
        delegate: name(zone, looking, own.delegate),
        forms: own.forms.clone(),
        forms_word: Words::new(zh.join("、"), en.join(", ")),
        from: own.from,
        until: own.until,
        document: own.document.clone(),
        by: own.by.clone(),
        state,
        state_word: state.word(),
        may_revoke: may_revoke && open,
        seq: own.seq,
    }
}

/// For whom a delegate signs, and by what document.
pub fn delegation_words(zone: &Zone, looking: Looking<'_>, own: &Delegation) -> Words {
    let Words { zh, en } = name(zone, looking, own.principal);
    let (id, document) = (own.id, &own.document);
    Words::new(
        format!("受{zh}委托代签，委托 {id}，{document}"),
        format!("for {en}, delegated by {document} ({id})"),
    )
}

/// Posts first, then people, those in office today.
fn choices(zone: &Zone, looking: Looking<'_>) -> Vec<SignoffChoice> {
    let on = looking.true_on;
    let posts = zone.posts.values();
    let posts = posts.filter(|post| lineage::ended(&post.lineage, on).is_none());
    let posts = posts.map(|post| SignoffChoice {
        id: post.id.to_string(),
        name: labels::holder_name(zone, looking, Holder::Post(post.id)),
        unit: post.units.at(on).and_then(|(_, unit)| *unit),
    });
    let people = zone.people.values().map(|person| SignoffChoice {
        id: person.id.to_string(),
        name: name(zone, looking, person.id),
        unit: person.unit,
    });
    posts.chain(people).collect()
}
