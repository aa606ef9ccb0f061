//! Supervision items as lists and sheets: what a unit owes, what is owed to it, how late it is, and
//! what the viewer may do about it.

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::wall::NamedUnit;
use crate::authority::{Actor, Operation, Reach};
use crate::decide::reaches;
use crate::item::{
    ActKind, EscalationStep, ItemKind, ItemState, Standing, StepKind, SupervisionItem,
};
use crate::project::Evidence;
use crate::state::Zone;
use crate::{
    AttachmentId, Colour, Holder, ItemId, Lang, MeetingId, PersonId, ProblemId, ProjectId, TextRef,
    UnitId, Words, labels,
};

/// Whose side of an item is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What the viewer owes: led or supported by the own unit, or answered for in person.
    Owing,
    /// What is owed to the viewer: to the own unit, or to the office of those who run it.
    Owed,
}

/// Which items are asked for. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// The viewer's own side.
    pub side: Option<Side>,
    /// Items that this unit leads or supports, or a unit below it does.
    pub owed_by: Option<UnitId>,
    /// Items that this person answers for, in person or by a post.
    pub person: Option<PersonId>,
    /// Items that are owed to this unit.
    pub owed_to: Option<UnitId>,
    /// Items of a project.
    pub project: Option<ProjectId>,
    /// Items that stand so.
    pub state: Option<ItemState>,
    /// Only items that are late.
    pub overdue: bool,
    /// Closed ones too.
    pub closed: bool,
    /// Text in number, title, sentence or names of units.
    pub text: Option<String>,
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
    /// Whether the viewer may assign items.
    pub may_assign: bool,
    /// How many there are in what is shown.
    pub counts: ItemCounts,
    /// Open ones first, the most late before the others, then by due date.
    pub items: Vec<ItemRow>,
}

/// How many items stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemCounts {
    /// Not closed.
    pub open: u32,
    /// Of them late.
    pub late: u32,
    /// Of them in their last days.
    pub soon: u32,
    /// Of them answered and waiting for the office.
    pub waiting: u32,
    /// Extensions asked for and not decided on.
    pub extensions: u32,
    /// Closed.
    pub closed: u32,
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
    /// The kind as it is called.
    pub kind_word: Words,
    /// What is to be done.
    pub what: Words,
    /// 主办.
    pub lead: NamedUnit,
    /// 协办.
    pub support: Vec<NamedUnit>,
    /// Whom it is owed to; the dispatch office if nobody is named.
    pub owed_to: Option<NamedUnit>,
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
    /// The state as it is called.
    pub state_word: Words,
    /// The light of an open one.
    pub colour: Option<Colour>,
    /// Working days late; below nought while there is time. An answer stops the clock.
    pub days_late: i64,
    /// The day it was closed.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub closed_on: Option<Date>,
    /// How often it was urged.
    pub urged: u32,
    /// The day asked for in an extension not yet decided on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub extension_asked: Option<Date>,
    /// The highest step of the ladder taken.
    pub escalated: Option<EscalationStep>,
    /// The step of the ladder proposed now.
    pub proposed: Option<EscalationStep>,
    /// The proposed step as it is called.
    pub proposed_word: Option<Words>,
    /// What the viewer may do now.
    pub may: Vec<ActKind>,
}

/// Everything about one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemSheet {
    /// Its row in the list.
    pub row: ItemRow,
    /// The sentence it was made from.
    pub sentence: Option<Words>,
    /// The text the sentence stands in.
    pub document: Option<Words>,
    /// The line of the sentence there.
    pub line: Option<u32>,
    /// The meeting that asked for it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub meeting: Option<MeetingId>,
    /// That meeting's number.
    pub meeting_number: Option<Words>,
    /// The measure by which it is judged.
    pub measure: Words,
    /// Kinds of evidence that close it, and whether each was given.
    pub evidence: Vec<EvidenceAsked>,
    /// The project's name, where the viewer may see it.
    pub project_name: Option<String>,
    /// What happened to it, oldest first.
    pub steps: Vec<ItemPast>,
}

/// Evidence that closes an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceAsked {
    /// Its kind: what commands name.
    pub kind: String,
    /// As it is called.
    pub word: Words,
    /// Whether it was given.
    pub given: bool,
}

/// One step of an item's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemPast {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// What.
    pub what: Words,
    /// What was said.
    pub said: Option<Words>,
    /// What was given to show it.
    pub evidence: Vec<Words>,
    /// The files among it.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub files: Vec<AttachmentId>,
    /// The event that recorded it.
    pub seq: u64,
}

/// The items that the viewer may see, as they stood on a date.
pub fn items(zone: &Zone, looking: Looking<'_>, filter: &ItemFilter) -> Items {
    let mut rows: Vec<ItemRow> = zone
        .items
        .values()
        .filter(|item| item.assigned_on <= looking.true_on && may_see(zone, looking, item))
        .filter(|item| concerns(zone, looking, filter, item))
        .map(|item| row(zone, looking, item))
        .filter(|row| stands_as(filter, row))
        .filter(|row| reads(filter, row))
        .collect();
    rows.sort_by_key(|row| {
        let closed = row.state == ItemState::Closed;
        let late = std::cmp::Reverse(if closed { 0 } else { row.days_late });
        (closed, late, row.due_on, row.id)
    });
    Items {
        known_seq: zone.seq,
        true_on: looking.true_on,
        may_assign: looking.actor.reach(Operation::RunCycles) == Reach::All,
        counts: counted(&rows),
        items: rows,
    }
}

/// One item, where it exists on the date and the viewer may see it.
pub fn sheet(zone: &Zone, looking: Looking<'_>, id: ItemId) -> Option<ItemSheet> {
    let item = zone.items.get(&id)?;
    let there = item.assigned_on <= looking.true_on && may_see(zone, looking, item);
    let text = |text: TextRef| shown(looking, text);
    let given = |kind: &String| {
        let steps = item.steps.iter().filter(|step| step.on <= looking.true_on);
        let mut given = steps.flat_map(|step| &step.evidence);
        given.any(|given| given.kind() == kind)
    };
    let source = item.source.as_ref();
    there.then(|| ItemSheet {
        row: row(zone, looking, item),
        sentence: source.map(|source| text(source.sentence)),
        document: source.and_then(|source| source.document).map(text),
        line: source.and_then(|source| source.line),
        meeting: item.meeting,
        meeting_number: item
            .meeting
            .and_then(|id| Some(zone.meetings.get(&id)?.number_words())),
        measure: text(item.measure),
        evidence: item
            .evidence
            .iter()
            .map(|kind| EvidenceAsked {
                kind: kind.clone(),
                word: labels::evidence(kind),
                given: given(kind),
            })
            .collect(),
        project_name: project_name(zone, looking, item),
        steps: past(looking, item),
    })
}

/// The events about an item, oldest first.
pub fn history(item: &SupervisionItem) -> Vec<u64> {
    let steps = item.steps.iter().map(|step| step.seq);
    std::iter::once(item.seq).chain(steps).collect()
}

fn counted(rows: &[ItemRow]) -> ItemCounts {
    let count = |wanted: &dyn Fn(&ItemRow) -> bool| {
        u32::try_from(rows.iter().filter(|row| wanted(row)).count()).unwrap_or(u32::MAX)
    };
    let open = |row: &ItemRow| row.state != ItemState::Closed;
    ItemCounts {
        open: count(&open),
        late: count(&|row| row.colour == Some(Colour::Red)),
        soon: count(&|row| row.colour == Some(Colour::Yellow)),
        waiting: count(&|row| open(row) && !row.state.is_with_unit()),
        extensions: count(&|row| open(row) && row.extension_asked.is_some()),
        closed: count(&|row| !open(row)),
    }
}

/// Whether the viewer may see an item.
pub(super) fn may_see(zone: &Zone, looking: Looking<'_>, item: &SupervisionItem) -> bool {
    crate::reading::may_read_item(zone, looking.actor, looking.true_on, item)
}

fn concerns(
    zone: &Zone,
    looking: Looking<'_>,
    filter: &ItemFilter,
    item: &SupervisionItem,
) -> bool {
    let on = looking.true_on;
    let side = filter.side.is_none_or(|side| match side {
        Side::Owing => crate::reading::owes(zone, looking.actor, on, item),
        Side::Owed => crate::reading::is_owed(zone, looking.actor, on, item),
    });
    let by = |unit| crate::reading::takes_part(zone, item, unit, on);
    let to = |unit| {
        item.owed_to
            .is_some_and(|own| zone.unit_on(own, on) == unit)
    };
    side && filter.owed_by.is_none_or(by)
        && filter.owed_to.is_none_or(to)
        && filter
            .person
            .is_none_or(|person| crate::reading::answers(zone, item, person, on))
        && filter
            .project
            .is_none_or(|project| item.project == Some(project))
}

fn stands_as(filter: &ItemFilter, row: &ItemRow) -> bool {
    let closed = row.state == ItemState::Closed;
    let wanted = filter
        .state
        .map_or(filter.closed || !closed, |state| row.state == state);
    wanted && (!filter.overdue || row.colour == Some(Colour::Red))
}

fn reads(filter: &ItemFilter, row: &ItemRow) -> bool {
    let Some(text) = &filter.text else {
        return true;
    };
    let text = text.to_lowercase();
    let units = row.support.iter().chain([&row.lead]).map(|unit| &unit.name);
    let mut texts = [&row.number, &row.what.zh, &row.owner.zh]
        .into_iter()
        .chain(units);
    texts.any(|own| own.to_lowercase().contains(&text))
}

fn row(zone: &Zone, looking: Looking<'_>, item: &SupervisionItem) -> ItemRow {
    let on = looking.true_on;
    let standing = item.stands(on);
    let unit = |id: UnitId| {
        let found = zone.units.get(&id);
        let name = found.map_or_else(|| id.to_string(), |unit| unit.name_on(on).to_owned());
        NamedUnit { id, name }
    };
    let proposed = standing.proposed(looking.calendars, on);
    ItemRow {
        id: item.id,
        number: item.number_text(),
        version: item.version,
        kind: item.kind,
        kind_word: item.kind.word(),
        what: shown(looking, item.what),
        lead: unit(item.lead),
        support: item.support.iter().copied().map(unit).collect(),
        owed_to: item.owed_to.map(unit),
        owner: owner(zone, looking, item.owner),
        project: item.project,
        problem: item.problem,
        assigned_on: item.assigned_on,
        due_on: standing.due.on,
        moved_from: (standing.due.stated != standing.due.on).then_some(standing.due.stated),
        state: standing.state,
        state_word: standing.state.word(),
        colour: standing.colour(looking.calendars, on),
        days_late: standing.days_late(looking.calendars, on),
        closed_on: standing.closed_on,
        urged: standing.urged,
        extension_asked: standing.extension_asked,
        escalated: standing.escalated,
        proposed,
        proposed_word: proposed.map(EscalationStep::word),
        may: may(zone, looking.actor, item, &item.standing(), on),
    }
}

/// What an actor may do to an item now. It is acted on as everything recorded says it stands.
fn may(
    zone: &Zone,
    actor: &Actor,
    item: &SupervisionItem,
    standing: &Standing,
    on: Date,
) -> Vec<ActKind> {
    let lead = Some(zone.unit_on(item.lead, on));
    let allowed = |act: &ActKind| reaches(zone, actor, act.operation(), lead, on);
    let acts = ActKind::ALL.into_iter();
    acts.filter(|act| act.fits(standing, on) && allowed(act))
        .collect()
}

fn project_name(zone: &Zone, looking: Looking<'_>, item: &SupervisionItem) -> Option<String> {
    let on = looking.true_on;
    let project = zone.projects.get(&item.project?)?;
    let (level, unit) = (project.handling_level(on), project.lead_unit(on));
    let sees = looking.actor.sees(level, unit);
    sees.then(|| project.name_on(on).to_owned())
}

pub(super) fn shown(looking: Looking<'_>, text: TextRef) -> Words {
    let found = looking.texts.find(text);
    Words::new(found.shown(Lang::Zh), found.shown(Lang::En))
}

/// Who answers, as shown: title and name.
pub(super) fn owner(zone: &Zone, looking: Looking<'_>, owner: Holder) -> Words {
    let title = match owner {
        Holder::Post(post) => zone.posts.get(&post).and_then(|post| {
            let title = post.titles.at(looking.true_on);
            let title = title.or_else(|| post.titles.first());
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

fn past(looking: Looking<'_>, item: &SupervisionItem) -> Vec<ItemPast> {
    let assigned = ItemPast {
        on: item.assigned_on,
        what: Words::new("交办", "assigned"),
        said: None,
        evidence: Vec::new(),
        files: Vec::new(),
        seq: item.seq,
    };
    let steps = item.steps.iter().filter(|step| step.on <= looking.true_on);
    let steps = steps.map(|step| ItemPast {
        on: step.on,
        what: word(step.what),
        said: step.text.map(|text| shown(looking, text)),
        evidence: step.evidence.iter().map(given).collect(),
        files: step.evidence.iter().filter_map(Evidence::file).collect(),
        seq: step.seq,
    });
    std::iter::once(assigned).chain(steps).collect()
}

/// Evidence as it was given: its kind, and number or file.
pub(super) fn given(evidence: &Evidence) -> Words {
    let kind = labels::evidence(evidence.kind());
    let which = match evidence {
        Evidence::Document { number, .. } => number.clone(),
        Evidence::File { attachment, .. } => attachment.to_string(),
    };
    Words::new(
        format!("{} {which}", kind.zh),
        format!("{} {which}", kind.en),
    )
}

/// A step as it is called.
pub(super) fn word(what: StepKind) -> Words {
    match what {
        StepKind::Urged => Words::new("催办", "urged"),
        StepKind::ExtensionAsked(until) => Words::new(
            format!("申请延期至 {until}"),
            format!("asked for an extension until {until}"),
        ),
        StepKind::ExtensionGranted(due) => Words::new(
            format!("同意延期至 {}", due.on),
            format!("extended until {}", due.on),
        ),
        StepKind::ExtensionRefused => Words::new("不同意延期", "refused the extension"),
        StepKind::Answered => Words::new("反馈", "answered"),
        StepKind::Returned => Words::new("退办", "returned"),
        StepKind::Accepted => Words::new("审核通过", "accepted"),
        StepKind::Closed => Words::new("销号", "closed"),
        StepKind::Escalated(step) => step.word(),
    }
}
