//! The project sheet: everything about one project on a date, each figure with its source.

use jiff::civil::Date;
use serde::Serialize;

use super::wall::{RuleName, StepState, WallRow};
use super::wall_rows::{RowBuilder, checked, compiled, is_seen, place};
use super::{Filter, Looking};
use crate::field::cell_name;
use crate::figures::Figures;
use crate::labels;
use crate::light::Colour;
use crate::lineage::Change;
use crate::problem::Severity;
use crate::project::Project;
use crate::refusal::{self, Refusal};
use crate::rule::{LightInputs, LightPart, Var, schema};
use crate::state::Zone;
use crate::{Fact, Lang, ProblemId, ProjectId, ReportId, Words};

/// One project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectSheet {
    /// The same row the wall shows.
    pub row: WallRow,
    /// Every field that has a value on the date, with where it comes from.
    pub fields: Vec<FieldView>,
    /// Why the light has its colour.
    pub light: LightReport,
    /// The steps of the schedule.
    pub steps: Vec<StepView>,
    /// Open problems first.
    pub problems: Vec<ProblemView>,
    /// Renames, splits, mergers, suspensions.
    pub lineage: Vec<LineageView>,
    /// Gates passed, with their evidence.
    pub stage_moves: Vec<StageMoveView>,
    /// Lights fixed by closed cycles, oldest first.
    pub fixed_lights: Vec<FixedLightView>,
    /// Sequence numbers of the events about it, oldest first.
    pub history: Vec<u64>,
    /// The first year without its holiday notice that a date here depends on.
    pub provisional_year: Option<i16>,
}

/// A field with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldView {
    /// Key of the field.
    pub key: String,
    /// Its name.
    pub label: Words,
    /// Its value, as it is shown.
    pub value: Words,
    /// Since when it holds.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub since: Date,
    /// The event that recorded it.
    pub seq: u64,
    /// The outside system that is the source of the field.
    pub comes_from: Option<Words>,
    /// The cell it was read from.
    pub source: Option<SourceView>,
    /// The report it was accepted from.
    pub report: Option<ReportSource>,
}

/// The report that a value was accepted from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportSource {
    /// The report: `C5-U3`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ReportId,
    /// As it is called: unit and cycle.
    pub name: Words,
}

/// A cell of a kept file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceView {
    /// Name of the file.
    pub file: String,
    /// Name of the sheet.
    pub sheet: String,
    /// The cell: `C7`.
    pub cell: String,
}

/// A light with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LightReport {
    /// The colour the rules give, before any exemption.
    pub colour: Colour,
    /// The rule set.
    pub rule: RuleName,
    /// What the rule set says of itself: its source, and what it chose.
    pub note: Words,
    /// The date it was judged for.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub as_of: Date,
    /// The values it looked at.
    pub inputs: Vec<InputView>,
    /// What each rule said.
    pub parts: Vec<PartView>,
    /// The exemption that suspends it.
    pub exemption: Option<Words>,
    /// Colour fixed at the last closed cycle.
    pub previous: Option<Colour>,
    /// How many closed cycles running had it.
    pub streak: u32,
}

/// A value a rule looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InputView {
    /// Its name.
    pub name: Words,
    /// What it means.
    pub about: Words,
    /// Its value; `None` when not reported.
    pub value: Option<Words>,
}

/// What one rule said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartView {
    /// Its name.
    pub name: Words,
    /// Its formula: as written, and with English names.
    pub formula: Words,
    /// Its colour; `None` when it had nothing to say.
    pub colour: Option<Colour>,
    /// The trace, line by line.
    pub trace: Vec<Words>,
}

/// A step of the schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepView {
    /// Its key.
    pub key: String,
    /// What is done.
    pub name: String,
    /// Working days.
    pub days: u32,
    /// How far it is.
    pub state: StepState,
    /// Start: actual or earliest.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub start: Date,
    /// Finish: actual or earliest; inclusive.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub finish: Date,
    /// Last responsible moment.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub late_start: Date,
    /// Latest finish.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub late_finish: Date,
    /// Working days it may slip.
    pub float_days: i32,
    /// No float left.
    pub critical: bool,
    /// Working days late against the required date.
    pub late_days: u32,
    /// Name of the step that drives its start.
    pub driven_by: Option<String>,
}

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemView {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProblemId,
    /// Kind.
    pub kind: String,
    /// How serious.
    pub severity: Severity,
    /// Who must solve it.
    pub owner: Option<String>,
    /// Days of delay it causes.
    pub delay_days: u32,
    /// What it is.
    pub description: Words,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub raised_on: Date,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub due_on: Option<Date>,
    /// Whether it is open on the date looked at.
    pub open: bool,
    /// The event that raised it.
    pub seq: u64,
}

/// A change in the life of the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineageView {
    /// What happened.
    pub text: Words,
    /// From when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub effective_on: Date,
    /// By which document.
    pub document: String,
    /// The event.
    pub seq: u64,
}

/// A gate passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageMoveView {
    /// The stage reached.
    pub to: String,
    /// From when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub effective_on: Date,
    /// The evidence, in words.
    pub evidence: Vec<Words>,
    /// The event.
    pub seq: u64,
}

/// A light fixed by a closed cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixedLightView {
    /// The cycle's name.
    pub cycle: Words,
    /// The date.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub as_of: Date,
    /// The colour.
    pub colour: Colour,
}

/// The sheet of a project on a date.
///
/// # Errors
/// No such project (or none this actor may see: the answer is the same), a date out of range, or
/// no usable rule set.
pub fn sheet(
    zone: &Zone,
    looking: Looking<'_>,
    id: ProjectId,
    filter: &Filter,
) -> Result<ProjectSheet, Refusal> {
    let on = checked(looking.true_on)?;
    let project = zone
        .projects
        .get(&id)
        .filter(|project| is_seen(zone, looking, project))
        .ok_or_else(|| refusal::unknown("项目", "project", &id.to_string()))?;
    let rules = compiled(zone, on, filter)?;
    let builder = RowBuilder {
        zone,
        looking,
        rules: &rules,
    };
    let figures = builder.figures(project);
    let no = number_on_wall(zone, looking, project);
    Ok(ProjectSheet {
        row: builder.row_of(no, project, &figures),
        fields: fields(zone, looking, project),
        light: light_report(zone, &builder, project, &figures),
        steps: steps(project, &figures),
        problems: problems(zone, looking, project),
        lineage: project
            .lineage
            .iter()
            .filter(|entry| entry.effective_on <= on)
            .map(|entry| LineageView {
                text: change_text(zone, on, &entry.change),
                effective_on: entry.effective_on,
                document: entry.document.clone(),
                seq: entry.seq,
            })
            .collect(),
        stage_moves: stage_moves(project, on),
        fixed_lights: fixed_lights(zone, project, on),
        history: project.history.to_vec(),
        provisional_year: figures
            .scheduled
            .as_ref()
            .and_then(|scheduled| scheduled.provisional_year),
    })
}

fn number_on_wall(zone: &Zone, looking: Looking<'_>, project: &Project) -> u32 {
    let on = looking.true_on;
    let mine = place(zone, project, on);
    let before = zone.projects.values().filter(|own| {
        own.is_on_wall(on) && is_seen(zone, looking, own) && place(zone, own, on) < mine
    });
    u32::try_from(before.count() + 1).unwrap_or(u32::MAX)
}

fn fields(zone: &Zone, looking: Looking<'_>, project: &Project) -> Vec<FieldView> {
    let on = looking.true_on;
    let held = project.facts.keys().filter_map(|field| {
        let (since, fact) = project.fact(field, on)?;
        Some(FieldView {
            key: field.to_string(),
            label: labels::field(zone, field),
            value: labels::value(zone, looking, &fact.value),
            since,
            seq: fact.seq,
            comes_from: zone.source_of(field).map(|own| own.name.clone()),
            source: source(zone, looking, fact),
            report: fact.report.map(|id| report_source(zone, id)),
        })
    });
    held.collect()
}

pub(super) fn report_source(zone: &Zone, id: ReportId) -> ReportSource {
    let cycle = zone.cycles.get(&id.cycle);
    let name = cycle.map(|own| own.name.clone()).unwrap_or_default();
    let on = cycle.map_or(Date::MAX, |own| own.until);
    let unit = zone.units.get(&id.unit);
    let unit = unit.map_or_else(|| id.unit.to_string(), |own| own.name_on(on).to_owned());
    let name = Words::new(
        format!("{unit}{}报表", name.zh),
        format!("report of {unit}, {}", name.en),
    );
    ReportSource { id, name }
}

fn source(zone: &Zone, looking: Looking<'_>, fact: &Fact) -> Option<SourceView> {
    let cell = fact.cell?;
    let attachment = zone.attachments.get(&cell.attachment)?;
    let sheet = attachment.sheets.get(usize::from(cell.sheet));
    Some(SourceView {
        file: looking.texts.find(attachment.name).shown(Lang::Zh),
        sheet: sheet.cloned().unwrap_or_default(),
        cell: cell_name(cell.row, cell.column),
    })
}

fn light_report(
    zone: &Zone,
    builder: &RowBuilder<'_>,
    project: &Project,
    figures: &Figures,
) -> LightReport {
    let inputs = LightInputs::of(zone, project, figures);
    let set = &builder.rules.set;
    let light = builder.rules.explain(&inputs);
    // The colour so far is set while the rules run: the parts show it.
    let named = builder.rules.variables().into_iter();
    let named = named.filter(|var| *var != Var::CurrentLight);
    let shown = named.filter_map(|var| {
        let variable = schema().variables().get(var as usize)?;
        let ty = variable.ty();
        let value = inputs.value(var);
        Some(InputView {
            name: Words::new(variable.name_zh(), variable.name_en()),
            about: Words::new(variable.about_zh(), variable.about_en()),
            value: value
                .map(|value| Words::new(value.show_zh(ty), Colour::in_english(&value.show_en(ty)))),
        })
    });
    let part = |(part, formula): (LightPart, Words)| PartView {
        name: part.name,
        formula,
        colour: part.colour,
        trace: part.trace,
    };
    let previous = project.previous_light(figures.on);
    LightReport {
        colour: light.colour,
        rule: RuleName {
            key: set.key.clone(),
            version: set.version,
            name: set.name.clone(),
        },
        note: set.note.clone(),
        as_of: figures.on,
        inputs: shown.collect(),
        parts: light
            .parts
            .into_iter()
            .zip(builder.rules.sources())
            .map(part)
            .collect(),
        exemption: project.exemption(figures.on).map(|exemption| {
            let reason = builder.looking.texts.find(exemption.reason);
            let (from, until) = (exemption.from, exemption.until);
            let (zh, en) = (reason.shown(Lang::Zh), reason.shown(Lang::En));
            Words::new(
                format!("{}：{zh}（{from} — {until}）", exemption.document),
                format!("{}: {en} ({from} to {until})", exemption.document),
            )
        }),
        previous: previous.map(|(colour, _)| colour),
        streak: previous.map_or(0, |(_, streak)| streak),
    }
}

fn steps(project: &Project, figures: &Figures) -> Vec<StepView> {
    let (Some(plan), Some(scheduled)) = (project.plan(figures.on), &figures.scheduled) else {
        return Vec::new();
    };
    let name = |at: usize| plan.steps.get(at).map(|step| step.name.clone());
    plan.steps
        .iter()
        .zip(&scheduled.steps)
        .map(|(step, dates)| StepView {
            key: step.key.clone(),
            name: step.name.clone(),
            days: step.days,
            state: dates.state,
            start: dates.start,
            finish: dates.finish,
            late_start: dates.late_start,
            late_finish: dates.late_finish,
            float_days: dates.float_days,
            critical: dates.critical,
            late_days: dates.late_days,
            driven_by: dates.driven_by.and_then(name),
        })
        .collect()
}

fn problems(zone: &Zone, looking: Looking<'_>, project: &Project) -> Vec<ProblemView> {
    let on = looking.true_on;
    let known = project
        .problems
        .iter()
        .filter_map(|id| zone.problems.get(id));
    let mut views: Vec<ProblemView> = known
        .filter(|problem| problem.raised_on <= on)
        .map(|problem| {
            let text = looking.texts.find(problem.description);
            let owner = problem.owner.and_then(|owner| zone.units.get(&owner));
            ProblemView {
                id: problem.id,
                kind: problem.kind.clone(),
                severity: problem.severity,
                owner: owner.map(|unit| unit.name_on(on).to_owned()),
                delay_days: problem.delay_days,
                description: Words::new(text.shown(Lang::Zh), text.shown(Lang::En)),
                raised_on: problem.raised_on,
                due_on: problem.due_on,
                open: problem.is_open(on),
                seq: problem.seq,
            }
        })
        .collect();
    views.sort_by_key(|view| (!view.open, std::cmp::Reverse(view.severity), view.raised_on));
    views
}

fn change_text(zone: &Zone, on: Date, change: &Change<ProjectId>) -> Words {
    let word = change.word();
    let project = |id: &ProjectId| {
        let name = zone.projects.get(id).map(|project| project.name_on(on));
        format!("{id} {}", name.unwrap_or(""))
    };
    let target = match change {
        Change::Renamed { name } => name.clone(),
        Change::Split { into } => into.iter().map(project).collect::<Vec<_>>().join("、"),
        Change::Merged { into } => project(into),
        Change::HandedOver { to } => zone
            .units
            .get(to)
            .map_or_else(|| to.to_string(), |unit| unit.name_on(on).to_owned()),
        Change::Suspended | Change::Resumed | Change::Withdrawn => return word,
    };
    Words::new(
        format!("{}：{target}", word.zh),
        format!("{}: {target}", word.en),
    )
}

fn stage_moves(project: &Project, on: Date) -> Vec<StageMoveView> {
    use crate::project::Evidence;
    let happened = project
        .stage_moves
        .iter()
        .filter(|step| step.effective_on <= on);
    happened
        .map(|step| StageMoveView {
            to: step.to.clone(),
            effective_on: step.effective_on,
            evidence: step
                .evidence
                .iter()
                .map(|evidence| {
                    let which = match evidence {
                        Evidence::Document { number, .. } => number.clone(),
                        Evidence::File { attachment, .. } => attachment.to_string(),
                    };
                    let kind = labels::evidence(evidence.kind());
                    let (zh, en) = (kind.zh, kind.en);
                    Words::new(format!("{zh} {which}"), format!("{en} {which}"))
                })
                .collect(),
            seq: step.seq,
        })
        .collect()
}

fn fixed_lights(zone: &Zone, project: &Project, on: Date) -> Vec<FixedLightView> {
    let seen = project
        .fixed_lights
        .iter()
        .filter(|fixed| fixed.as_of <= on);
    seen.map(|fixed| FixedLightView {
        cycle: zone
            .cycles
            .get(&fixed.cycle)
            .map(|cycle| cycle.name.clone())
            .unwrap_or_default(),
        as_of: fixed.as_of,
        colour: fixed.colour,
    })
    .collect()
}
