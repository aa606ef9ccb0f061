//! Deciding: a command against an immutable state gives events, or every reason to refuse it.
//!
//! Pure: the day and the calendars come with the call. All problems of a command are given at
//! once; when there is one, nothing happens.

mod configure;
mod cycle;
pub mod enterprise;
mod facts;
mod import;
mod indicator;
mod item;
mod meeting;
mod organise;
pub(crate) mod practice;
mod problem;
mod project;
mod purge;
mod report;
mod schedule;
mod signoff;
mod thread;
mod undo;

use jiff::civil::Date;

use crate::authority::{Actor, Operation, Reach};
use crate::command::Command;
use crate::event::{Event, NewFact};
use crate::refusal::{self, Refusal};
use crate::state::Zone;
use crate::{Calendars, ItemId, ProjectId, ReportId, UnitId, limits};

pub use cycle::next_round;
pub(crate) use facts::secrecy_marking;
pub use facts::{CodeIndex, check_facts};
pub use report::{Checked, check_report, question_words};
pub use signoff::{old_version as sheet_out_of_date, printed as sheet_printed};
pub(crate) use thread::may_withdraw;

/// What a decision needs besides the state: the day it is, and the zone's calendars.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// Today.
    pub today: Date,
    /// The zone's calendars.
    pub calendars: &'a Calendars,
}

/// The events of a decision, or the reasons against it.
pub type Decision = Result<Vec<Event>, Vec<Refusal>>;

/// Decides a command.
pub fn decide(zone: &Zone, moment: Moment<'_>, actor: &Actor, command: &Command) -> Decision {
    allowed(zone, moment, actor, command)?;
    if !zone.is_founded() && !matches!(command, Command::Found { .. }) {
        return Err(vec![refusal::not_founded()]);
    }
    match command {
        Command::Found { .. }
        | Command::DefineStagePath(_)
        | Command::DefineRoles(_)
        | Command::DefineSource(_)
        | Command::DefineRuleSet(_)
        | Command::ActivateRuleSet { .. }
        | Command::LoadHolidayNotice { .. } => configure::decide(zone, command),
        Command::AddUnit { .. }
        | Command::ChangeUnit { .. }
        | Command::AddPerson { .. }
        | Command::AddPost { .. }
        | Command::ChangePost { .. }
        | Command::HoldPost { .. } => organise::decide(zone, command),
        Command::RegisterProject { .. }
        | Command::RecordFacts { .. }
        | Command::MoveStage { .. }
        | Command::ChangeProject { .. }
        | Command::AdoptPlan { .. }
        | Command::ReportSteps { .. }
        | Command::GrantExemption { .. }
        | Command::RaiseProblem { .. }
        | Command::ResolveProblem { .. } => project::decide(zone, moment, command),
        Command::AddIndicator(_)
        | Command::ChangeIndicator { .. }
        | Command::ReportIndicator { .. }
        | Command::ReportFigures { .. }
        | Command::ReportPeers { .. }
        | Command::SetTarget { .. }
        | Command::Allocate { .. }
        | Command::AgreeAllocation { .. } => indicator::decide(zone, moment, command),
        Command::SetMark { .. }
        | Command::OpenCycle { .. }
        | Command::SetRhythm(_)
        | Command::SetCorrectionWindow { .. }
        | Command::OpenNextCycle
        | Command::CloseCycle { .. } => cycle::decide(zone, moment, actor, command),
        Command::SubmitReport(asked) => report::submit(zone, moment, actor, asked),
        Command::MoveReport { id, version, act } => {
            report::act(zone, moment, actor, *id, *version, act)
        }
        Command::AssignItem(asked) => item::assign(zone, moment, asked),
        Command::MoveItem { .. } => item::act(zone, moment, command),
        Command::PlanMeeting { plan, given_order } => {
            meeting::plan(zone, moment, plan, *given_order)
        }
        Command::MoveMeeting { id, version, act } => meeting::act(zone, moment, *id, *version, act),
        Command::Enterprise(command) => enterprise::decide(zone, moment, actor, command),
        Command::Signoff(command) => signoff::decide(zone, moment, actor, command),
        Command::Thread(command) => thread::decide(zone, moment, actor, command),
        Command::Practice(command) => practice::decide(zone, moment, actor, command),
        Command::Purge(command) => purge::decide(zone, moment, actor, command),
        Command::ApplyImport(import) => import::decide(zone, moment, import),
        Command::UndoImport { import, reason } => undo::decide(zone, *import, *reason),
    }
}

/// The actor's right to the operation, for the unit the command concerns.
fn allowed(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &Command,
) -> Result<(), Vec<Refusal>> {
    if let Command::Enterprise(command) = command {
        return enterprise::allowed(zone, moment, actor, command);
    }
    if let Command::Thread(command) = command {
        return thread::allowed(zone, moment, actor, command);
    }
    if let Command::Signoff(command) = command {
        return signoff::allowed(zone, moment, actor, command);
    }
    if let Command::Practice(command) = command {
        return practice::allowed(zone, moment, actor, command);
    }
    if matches!(command, Command::Purge(_)) {
        return purge::allowed(actor);
    }
    let operation = command.operation();
    let of_item = item_of(command).and_then(|id| zone.items.get(&id));
    let of_item = of_item.map(|item| zone.unit_on(item.lead, moment.today));
    let unit = concerned(command, zone).and_then(|id| {
        zone.projects
            .get(&id)
            .and_then(|project| zone.lead_unit(project, moment.today))
    });
    let of_report = report_of(command).map(|id| zone.unit_on(id.unit, moment.today));
    let unit = unit.or(of_item).or(of_report);
    if !reaches(zone, actor, operation, unit, moment.today) {
        return Err(vec![refusal::not_allowed(&actor.account, word(operation))]);
    }
    match command {
        Command::RecordFacts {
            id,
            facts,
            effective_on,
            ..
        } => {
            if actor.reach(operation) == Reach::OwnUnit {
                only_reported(facts)?;
                report::not_beside_the_round(zone, *id, *effective_on)?;
            }
            not_from_elsewhere(zone, *id, facts, *effective_on)
        }
        // A stage goes with the report, through the unit's steps. A problem does not wait for them.
        Command::MoveStage {
            id, effective_on, ..
        } if actor.reach(operation) == Reach::OwnUnit => {
            report::not_beside_the_round(zone, *id, *effective_on)
        }
        _ => Ok(()),
    }
}

/// Whether an actor's right to an operation reaches a unit on a date, mergers of units followed.
pub fn reaches(
    zone: &Zone,
    actor: &Actor,
    operation: Operation,
    unit: Option<UnitId>,
    on: Date,
) -> bool {
    match actor.reach(operation) {
        Reach::Nothing => false,
        Reach::OwnUnit => match (unit, actor.unit.map(|own| zone.unit_on(own, on))) {
            // A bureau reviews what the units below it report and write.
            (Some(unit), Some(own))
                if matches!(
                    operation,
                    Operation::ReviewReports | Operation::ReviewPractices
                ) =>
            {
                zone.is_within(unit, own, on)
            }
            (unit, own) => unit.is_some() && unit == own,
        },
        Reach::All => true,
    }
}

/// A unit reports what has happened; plans, required dates and owners are the office's.
fn only_reported(facts: &[NewFact]) -> Result<(), Vec<Refusal>> {
    let others = facts.iter().filter(|fact| !fact.field.is_reported());
    let refused: Vec<Refusal> = others
        .map(|fact| refusal::not_to_report(&fact.field).at_field(&fact.field))
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(refused)
    }
}

/// What a system is the source of is taken from its export, not typed once more. (A report that
/// differs from it is asked about, and its answer kept.)
fn not_from_elsewhere(
    zone: &Zone,
    id: ProjectId,
    facts: &[NewFact],
    on: Date,
) -> Result<(), Vec<Refusal>> {
    let project = zone.projects.get(&id);
    let known = |fact: &NewFact| project.and_then(|own| own.value(&fact.field, on));
    let typed = facts.iter().filter(|fact| known(fact) != Some(&fact.value));
    let refused: Vec<Refusal> = typed
        .filter_map(|fact| {
            let source = &zone.source_of(&fact.field)?.name;
            let refused = refusal::from_elsewhere(&fact.field, &source.zh, &source.en);
            Some(refused.at_field(&fact.field))
        })
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(refused)
    }
}

/// The project a command concerns, for rights that reach as far as the own unit.
fn concerned(command: &Command, zone: &Zone) -> Option<ProjectId> {
    match command {
        Command::RecordFacts { id, .. }
        | Command::MoveStage { id, .. }
        | Command::ReportSteps { id, .. }
        | Command::RaiseProblem { project: id, .. } => Some(*id),
        Command::ResolveProblem { id, .. } => zone.problems.get(id).map(|found| found.project),
        _ => None,
    }
}

/// The item a unit's command concerns: its lead answers for it.
fn item_of(command: &Command) -> Option<ItemId> {
    match command {
        Command::MoveItem { id, .. } => Some(*id),
        _ => None,
    }
}

/// The report a command concerns.
fn report_of(command: &Command) -> Option<ReportId> {
    match command {
        Command::SubmitReport(asked) => Some(asked.id),
        Command::MoveReport { id, .. } => Some(*id),
        _ => None,
    }
}

fn word(operation: Operation) -> &'static str {
    match operation {
        Operation::Configure => "configure",
        Operation::Organise => "organise",
        Operation::KeepProjects => "keep_projects",
        Operation::Report => "report",
        Operation::ReviewReports => "review_reports",
        Operation::Exempt => "exempt",
        Operation::KeepIndicators => "keep_indicators",
        Operation::RunCycles => "run_cycles",
        Operation::KeepEnterprises => "keep_enterprises",
        Operation::HandleRequests => "handle_requests",
        Operation::ReadEnterprises => "read_enterprises",
        Operation::SpeakForEnterprise => "speak_for_enterprise",
        Operation::WritePractices => "write_practices",
        Operation::ReviewPractices => "review_practices",
        Operation::Read => "read",
        Operation::Audit => "audit",
        Operation::KeepAccounts => "keep_accounts",
        Operation::Discuss => "discuss",
        Operation::Purge => "purge",
    }
}

/// Collects refusals; a decision is taken when there are none.
#[derive(Debug, Default)]
struct Refusals(Vec<Refusal>);

impl Refusals {
    fn add(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    fn require(&mut self, holds: bool, refusal: impl FnOnce() -> Refusal) {
        if !holds {
            self.0.push(refusal());
        }
    }

    fn short_text(&mut self, field: &str, text: &str) {
        self.require(!text.trim().is_empty(), || {
            refusal::empty(field).at_field(field)
        });
        self.length(field, text);
    }

    fn length(&mut self, field: &str, text: &str) {
        let max = limits::SHORT_TEXT_CHARS_MAX;
        let fits = text.chars().count() <= max;
        self.require(fits, || refusal::too_long(field, max).at_field(field));
        if let Some(marking) = facts::secrecy_marking(text) {
            self.add(refusal::state_secret(marking).at_field(field));
        }
    }

    fn date(&mut self, field: &str, date: Date) {
        let plausible = limits::YEARS.contains(&date.year());
        self.require(plausible, || {
            refusal::date_out_of_range(field, date).at_field(field)
        });
    }

    fn document(&mut self, document: &str) {
        let given = !document.trim().is_empty();
        self.require(given, || refusal::no_document().at_field("document"));
        self.length("document", document);
    }

    fn unit(&mut self, zone: &Zone, unit: Option<UnitId>) {
        if let Some(unit) = unit.filter(|unit| !zone.units.contains_key(unit)) {
            self.add(refusal::unknown("单位", "unit", &unit.to_string()).at_field("unit"));
        }
    }

    fn version(&mut self, id: &impl ToString, seen: u32, now: u32) {
        self.require(seen == now, || refusal::stale(&id.to_string(), seen, now));
    }

    fn events(self, events: Vec<Event>) -> Decision {
        if self.0.is_empty() {
            Ok(events)
        } else {
            Err(self.0)
        }
    }
}
