//! One project of a book: where it stands, what blocks it, who does what by when.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::build::Then;
use super::{Block, BookEntry, BookTask};
use crate::item::ItemState;
use crate::project::Project;
use crate::view::Looking;
use crate::view::agenda::{AgendaLine, Side};
use crate::view::meetings::{self, AskedItem, AskedState, shown};
use crate::view::problems::{ProblemList, ProblemRow};
use crate::view::wall::{GateMark, GateState, NeedKind, WallRow};
use crate::{Field, ItemId, ProblemId, ProjectId, Value, Words, Zone};

/// Tasks named for one project: what does not fit on its half page is in its sheet.
const TASKS_MAX: usize = 6;

/// Gates ahead that are named as tasks.
const GATES_MAX: usize = 2;

/// Everything entries are made from.
pub(super) struct Entries<'a> {
    zone: &'a Zone,
    looking: Looking<'a>,
    then: Option<&'a Then>,
    places: BTreeMap<ProjectId, u32>,
    problems: BTreeMap<ProjectId, Vec<&'a ProblemRow>>,
    items: BTreeMap<ProjectId, Vec<(Option<ProblemId>, AskedItem)>>,
}

impl<'a> Entries<'a> {
    /// Sorts out what belongs to which project.
    pub(super) fn of(
        (zone, looking): Side<'a>,
        then: Option<&'a Then>,
        agenda: &[AgendaLine],
        problems: &'a ProblemList,
    ) -> Entries<'a> {
        let numbered = (1..).zip(agenda);
        let places = numbered.filter_map(|(no, line)| Some((line.project?, no)));
        let mut of_project: BTreeMap<ProjectId, Vec<&ProblemRow>> = BTreeMap::new();
        for problem in &problems.problems {
            of_project.entry(problem.project).or_default().push(problem);
        }
        let mut items: BTreeMap<ProjectId, Vec<(Option<ProblemId>, AskedItem)>> = BTreeMap::new();
        let on = looking.true_on;
        for item in zone.items.values() {
            let open = item.assigned_on <= on && item.stands(on).state != ItemState::Closed;
            if let Some(project) = item.project.filter(|_| open)
                && crate::view::items::may_see(zone, looking, item)
            {
                let asked = meetings::of_item(zone, looking, item);
                items
                    .entry(project)
                    .or_default()
                    .push((item.problem, asked));
            }
        }
        Entries {
            zone,
            looking,
            then,
            places: places.collect(),
            problems: of_project,
            items,
        }
    }

    /// The entry of a row of the wall.
    pub(super) fn entry(&self, row: &WallRow) -> BookEntry {
        let bars = &row.bars;
        let was = self.then.and_then(|then| then.get(&row.id));
        BookEntry {
            id: row.id,
            no: row.no,
            name: row.name.clone(),
            unit: row.unit.clone(),
            sponsor: row.sponsor.clone(),
            stage: row.stage.clone(),
            status: row.status.clone(),
            colour: row.light.colour,
            reason: row.light.reason.clone(),
            streak: row.light.streak,
            was: was.map(|stood| stood.colour),
            on_agenda: self.places.get(&row.id).copied(),
            money: row.money.clone(),
            required_finish: bars.required_finish,
            finish: bars.actual_finish.or(bars.forecast_finish),
            finished: bars.actual_finish.is_some(),
            delay_days: bars.delay_days,
            told: self.told(row),
            notes: Self::notes(row),
            blocks: self.blocks(row),
            tasks: self.tasks(row),
        }
    }

    /// 形象进度 in words, as the unit told it last.
    fn told(&self, row: &WallRow) -> Option<Words> {
        let project: &Project = self.zone.projects.get(&row.id)?;
        match project.value(&Field::PhysicalWords, self.looking.true_on)? {
            Value::FreeText(text) => Some(shown(self.looking, *text)),
            Value::Text(text) => Some(Words::new(text.clone(), text.clone())),
            _ => None,
        }
    }

    /// Delay and money, as the wall says them.
    fn notes(row: &WallRow) -> Vec<Words> {
        let said = |kind| matches!(kind, NeedKind::Delay | NeedKind::Money | NeedKind::Missing);
        let needs = row.needs.iter().filter(|need| said(need.kind));
        needs.map(|need| need.text.clone()).collect()
    }

    fn blocks(&self, row: &WallRow) -> Vec<Block> {
        let problems = self.problems.get(&row.id).map_or(&[][..], Vec::as_slice);
        let block = |own: &&ProblemRow| Block {
            problem: own.id,
            text: Words::new(
                format!(
                    "{}·{}：{}",
                    own.severity_word.zh, own.kind, own.description.zh
                ),
                format!(
                    "{} ({}): {}",
                    own.severity_word.en, own.kind, own.description.en
                ),
            ),
            days: own.delay_days,
        };
        problems.iter().map(block).collect()
    }

    /// Open items, then problems that no item presses, then the next step and the gates ahead.
    fn tasks(&self, row: &WallRow) -> Vec<BookTask> {
        let on = self.looking.true_on;
        let items = self.items.get(&row.id).map_or(&[][..], Vec::as_slice);
        let mut tasks: Vec<BookTask> = items.iter().map(|(_, item)| of_item(item)).collect();
        tasks.sort_by_key(|task| task.by);
        let pressed: Vec<ProblemId> = items.iter().filter_map(|(problem, _)| *problem).collect();
        let problems = self.problems.get(&row.id).map_or(&[][..], Vec::as_slice);
        let unpressed = problems.iter().filter(|own| !pressed.contains(&own.id));
        tasks.extend(unpressed.map(|own| of_problem(own, on)));
        if row.status.is_none() && row.bars.actual_finish.is_none() {
            tasks.extend(of_step(row, on));
            let gates = row.gates.iter().filter(|gate| gate.state != GateState::Met);
            tasks.extend(gates.take(GATES_MAX).map(|gate| of_gate(gate, row)));
        }
        tasks.truncate(TASKS_MAX);
        tasks
    }
}

fn of_item(item: &AskedItem) -> BookTask {
    let id: ItemId = item.id;
    BookTask {
        who: Some(item.lead.clone()),
        owner: Some(item.owner.clone()),
        what: item.what.clone(),
        by: Some(item.due_on),
        late: item.standing == AskedState::Overdue,
        item: Some(id),
    }
}

fn of_problem(problem: &ProblemRow, on: Date) -> BookTask {
    let kind = &problem.kind;
    BookTask {
        who: problem.owner.clone().or_else(|| problem.lead.clone()),
        owner: None,
        what: Words::new(
            format!("解决{kind}问题"),
            format!("solve the problem ({kind})"),
        ),
        by: problem.due_on,
        late: problem.due_on.is_some_and(|due| due < on),
        item: None,
    }
}

/// The next step of the schedule, by its last responsible moment.
fn of_step(row: &WallRow, on: Date) -> Option<BookTask> {
    let name = row.bars.next_step.as_ref()?;
    let by = row.bars.last_moment;
    Some(BookTask {
        who: row.unit.clone(),
        owner: None,
        what: Words::new(format!("启动“{name}”"), format!("start {name:?}")),
        by,
        late: by.is_some_and(|by| by < on),
        item: None,
    })
}

fn of_gate(gate: &GateMark, row: &WallRow) -> BookTask {
    let name = &gate.name;
    BookTask {
        who: row.unit.clone(),
        owner: None,
        what: Words::new(
            format!("完成节点“{name}”"),
            format!("pass the gate {name:?}"),
        ),
        by: Some(gate.date),
        late: gate.state == GateState::Late,
        item: None,
    }
}
