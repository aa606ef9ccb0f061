//! The list of supervision items: what a unit owes, what is owed to it, and how late it is.

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use crate::authority::{Operation, Reach, Role};
use crate::item::{EscalationStep, ItemKind, ItemState, StepKind, SupervisionItem};
use crate::state::Zone;
use crate::{Holder, ItemId, Lang, ProblemId, ProjectId, TextRef, UnitId, Words};

/// Which items are asked for. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Items that this unit leads or supports, or a unit below it does.
    pub owed_by: Option<UnitId>,
    /// Items that are owed to this unit.
    pub owed_to: Option<UnitId>,
    /// Closed ones too.
    pub closed: bool,
}

/// Items on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Items {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// The most late first, then by due date.
    pub items: Vec<ItemRow>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ItemId,
    /// Its number: 项目督办〔2026〕001号.
    pub number: String,
    /// Entity version.
    pub version: u32,
    /// Where it comes from.
    pub kind: ItemKind,
    /// What is to be done.
    pub what: Words,
    /// The sentence it was made from.
    pub source: Option<Words>,
    /// The measure.
    pub measure: Words,
    /// Kinds of evidence that close it.
    pub evidence: Vec<Words>,
    /// 主办.
    pub lead: String,
    /// 协办.
    pub support: Vec<String>,
    /// Whom it is owed to; the dispatch office if nobody is named.
    pub owed_to: Option<String>,
    /// Who answers for it.
    pub owner: Words,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// The problem it solves.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub problem: Option<ProblemId>,
    /// From which date.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub assigned_on: Date,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// By when as asked for, where that is no working day.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub moved_from: Option<Date>,
    /// Where it stands.
    pub state: ItemState,
    /// Working days late; below nought while there is time.
    pub days_late: Option<i64>,
    /// How often it was urged.
    pub urged: u32,
    /// The day asked for in an extension not yet decided on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub extension_asked: Option<Date>,
    /// The highest step of the ladder taken.
    pub escalated: Option<EscalationStep>,
    /// The step of the ladder proposed now.
    pub proposed: Option<EscalationStep>,
    /// What happened to it, in words.
    pub history: Vec<ItemPast>,
}

/// One step of an item's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemPast {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// What.
    pub text: Words,
    /// The event that recorded it.
    pub seq: u64,
}

/// The items that the viewer may see, as they stood on a date.
pub fn items(zone: &Zone, looking: Looking<'_>, filter: &ItemFilter) -> Items {
    let mut rows: Vec<ItemRow> = zone
        .items
        .values()
        .filter(|item| item.assigned_on <= looking.true_on)
        .filter(|item| may_see(zone, looking, item) && wanted(zone, looking, filter, item))
        .map(|item| row(zone, looking, item))
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.days_late), row.due_on, row.id));
    Items {
        known_seq: zone.seq,
        true_on: looking.true_on,
        items: rows,
    }
}

fn may_see(zone: &Zone, looking: Looking<'_>, item: &SupervisionItem) -> bool {
    // The public reads of projects, not of who owes what.
    let roles = looking.actor.roles.iter();
    let inside = roles.filter(|role| **role != Role::Public);
    match inside.map(|role| role.reach(Operation::Read)).max() {
        None | Some(Reach::Nothing) => false,
        Some(Reach::All) => true,
        Some(Reach::OwnUnit) => {
            let own = looking.actor.unit;
            let takes_part = |unit: UnitId| concerns(zone, item, unit, looking.true_on);
            own.is_some_and(|unit| takes_part(unit) || item.owed_to == Some(unit))
        }
    }
}

fn concerns(zone: &Zone, item: &SupervisionItem, unit: UnitId, on: Date) -> bool {
    let mut units = std::iter::once(item.lead).chain(item.support.iter().copied());
    units.any(|own| zone.is_within(zone.unit_on(own, on), unit, on))
}

fn wanted(zone: &Zone, looking: Looking<'_>, filter: &ItemFilter, item: &SupervisionItem) -> bool {
    let owes = |unit| concerns(zone, item, unit, looking.true_on);
    let owed = |unit| item.owed_to == Some(unit);
    (filter.closed || !item.is_closed())
        && filter.owed_by.is_none_or(owes)
        && filter.owed_to.is_none_or(owed)
}

fn row(zone: &Zone, looking: Looking<'_>, item: &SupervisionItem) -> ItemRow {
    let on = looking.true_on;
    let unit = |id: UnitId| {
        let found = zone.units.get(&id);
        found.map_or_else(|| id.to_string(), |unit| unit.name_on(on).to_owned())
    };
    let urged = item
        .steps
        .iter()
        .filter(|step| step.what == StepKind::Urged);
    let (calendars, text) = (looking.calendars, |text| shown(looking, text));
    ItemRow {
        id: item.id,
        number: item.number_text(),
        version: item.version,
        kind: item.kind,
        what: text(item.what),
        source: item.source.map(text),
        measure: text(item.measure),
        evidence: item
            .evidence
            .iter()
            .map(|kind| crate::labels::evidence(kind))
            .collect(),
        lead: unit(item.lead),
        support: item.support.iter().copied().map(unit).collect(),
        owed_to: item.owed_to.map(unit),
        owner: owner(zone, looking, item.owner),
        project: item.project,
        problem: item.problem,
        assigned_on: item.assigned_on,
        due_on: item.due_on,
        moved_from: (item.stated_due_on != item.due_on).then_some(item.stated_due_on),
        state: item.state,
        days_late: item.days_late(calendars, on),
        urged: u32::try_from(urged.count()).unwrap_or(u32::MAX),
        extension_asked: item.extension_asked(),
        escalated: item.escalated(),
        proposed: item.proposed(calendars, on),
        history: history(looking, item),
    }
}

fn shown(looking: Looking<'_>, text: TextRef) -> Words {
    let found = looking.texts.find(text);
    Words::new(found.shown(Lang::Zh), found.shown(Lang::En))
}

fn owner(zone: &Zone, looking: Looking<'_>, owner: Holder) -> Words {
    let title = match owner {
        Holder::Post(post) => zone.posts.get(&post).and_then(|post| {
            let title = post
                .titles
                .at(looking.true_on)
                .or_else(|| post.titles.first());
            title.map(|(_, title)| title.clone())
        }),
        Holder::Person(_) => None,
    };
    let name = zone
        .person_of(owner, looking.true_on)
        .map(|person| shown(looking, person.name));
    match (title, name) {
        (Some(title), Some(name)) => Words::new(
            format!("{title} {}", name.zh),
            format!("{title} {}", name.en),
        ),
        (Some(title), None) => Words::new(title.clone(), title),
        (None, Some(name)) => name,
        (None, None) => Words::new("（空缺）", "(vacant)"),
    }
}

fn history(looking: Looking<'_>, item: &SupervisionItem) -> Vec<ItemPast> {
    let assigned = ItemPast {
        on: item.assigned_on,
        text: Words::new("交办", "assigned"),
        seq: item.seq,
    };
    let steps = item.steps.iter().map(|step| {
        let what = word(step.what);
        let text = match step.text {
            None => what,
            Some(text) => {
                let text = shown(looking, text);
                Words::new(
                    format!("{}：{}", what.zh, text.zh),
                    format!("{}: {}", what.en, text.en),
                )
            }
        };
        ItemPast {
            on: step.on,
            text,
            seq: step.seq,
        }
    });
    std::iter::once(assigned).chain(steps).collect()
}

/// A step as it is called.
pub(super) fn word(what: StepKind) -> Words {
    match what {
        StepKind::Urged => Words::new("催办", "urged"),
        StepKind::ExtensionAsked(until) => Words::new(
            format!("申请延期至 {until}"),
            format!("extension asked until {until}"),
        ),
        StepKind::ExtensionGranted(until) => Words::new(
            format!("同意延期至 {until}"),
            format!("extended until {until}"),
        ),
        StepKind::ExtensionRefused => Words::new("不同意延期", "extension refused"),
        StepKind::Answered => Words::new("反馈", "answered"),
        StepKind::Returned => Words::new("退办", "returned"),
        StepKind::Closed => Words::new("销号", "closed"),
        StepKind::Escalated(step) => step.word(),
    }
}
