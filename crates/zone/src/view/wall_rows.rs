//! Computing the wall from a state.

use jiff::civil::Date;

use super::wall::{LightMark, NamedUnit, RowBars, RowMoney, StepBar, Wall, WallRow};
use super::wall_head::{head, tile};
use super::{Filter, Looking, gates, needs, reason};
use crate::figures::Figures;
use crate::project::Project;
use crate::refusal::{self, Refusal};
use crate::rule::CompiledRuleSet;
use crate::state::Zone;
use crate::{BasisPoints, Colour, Field, Lang, ProjectId, UnitId, limits};

/// The wall of a zone on a date.
///
/// # Errors
/// A date out of range, a rule set that does not exist or whose formulas do not compile any more.
pub fn wall(zone: &Zone, looking: Looking<'_>, filter: &Filter) -> Result<Wall, Refusal> {
    let on = checked(looking.true_on)?;
    let rules = compiled(zone, on, filter)?;
    let mut shown: Vec<&std::sync::Arc<Project>> = zone
        .projects
        .values()
        .filter(|project| project.is_on_wall(on) && is_seen(zone, looking, project))
        .collect();
    // Protocol order of the units, then the order of registration: never the alphabet.
    shown.sort_by_cached_key(|project| place(zone, project, on));
    let total = u32::try_from(shown.len()).unwrap_or(u32::MAX);
    let builder = RowBuilder {
        zone,
        looking,
        rules: &rules,
    };
    // Computed in the order in which they lie in memory: to and fro takes a tenth longer.
    let mut numbered: Vec<(u32, &std::sync::Arc<Project>)> = (1..).zip(shown).collect();
    numbered.sort_unstable_by_key(|(_, project)| project.id);
    let mut rows: Vec<WallRow> = numbered
        .into_iter()
        .filter(|(_, project)| builder.passes_quickly(project, filter))
        .map(|(no, project)| builder.row(no, project))
        .filter(|row| filter.light.is_none_or(|light| row.light.colour == light))
        .filter(|row| {
            filter
                .text
                .as_deref()
                .is_none_or(|text| contains(row, text))
        })
        .collect();
    rows.sort_unstable_by_key(|row| row.no);
    let head = head(zone, looking, &rules.set, &rows, total);
    let indicators = zone
        .indicators
        .values()
        .map(|indicator| tile(indicator, on))
        .collect();
    Ok(Wall {
        head,
        indicators,
        rows,
    })
}

/// The date of a view: within the years that dates are entered for.
pub(super) fn checked(on: Date) -> Result<Date, Refusal> {
    if limits::YEARS.contains(&on.year()) {
        Ok(on)
    } else {
        Err(refusal::date_out_of_range("true_on", on).at_field("true_on"))
    }
}

/// Whether the actor may see a project on the date looked at.
pub(super) fn is_seen(zone: &Zone, looking: Looking<'_>, project: &Project) -> bool {
    let on = looking.true_on;
    let level = project.handling_level(on);
    looking.actor.sees(level, zone.lead_unit(project, on))
}

/// The place of a project on the wall: protocol order of units, then order of registration.
pub(super) fn place(zone: &Zone, project: &Project, on: Date) -> (u32, UnitId, ProjectId) {
    let (rank, unit) = zone.protocol_position(zone.lead_unit(project, on));
    (rank, unit, project.id)
}

/// The rule set asked for, or the one in force, ready to judge.
pub(super) fn compiled(zone: &Zone, on: Date, filter: &Filter) -> Result<CompiledRuleSet, Refusal> {
    let found = match &filter.rule {
        Some(key) => zone.rule_called(key),
        None => zone.rule_on(on),
    };
    let asked = filter.rule.as_deref().unwrap_or("-");
    let set = found.ok_or_else(|| refusal::unknown("规则集", "rule set", asked))?;
    set.compile().map_err(|problems| {
        let first = problems.first().map(|found| &found.problem);
        let (zh, en) = first.map_or_else(Default::default, |problem| {
            (problem.message_zh(), problem.message_en())
        });
        refusal::bad_formula(&set.key, &zh, &en)
    })
}

/// Computes rows one by one.
pub(super) struct RowBuilder<'a> {
    pub(super) zone: &'a Zone,
    pub(super) looking: Looking<'a>,
    pub(super) rules: &'a CompiledRuleSet,
}

impl RowBuilder<'_> {
    /// Filters that need no figures.
    fn passes_quickly(&self, project: &Project, filter: &Filter) -> bool {
        let on = self.looking.true_on;
        let in_unit = filter
            .unit
            .is_none_or(|above| self.is_within(project, above));
        let in_stage = filter
            .stage
            .as_deref()
            .is_none_or(|stage| project.text(&Field::Stage, on) == Some(stage));
        let by_sponsor = filter.sponsor.is_none_or(|sponsor| {
            let holder = project.role(&Field::sponsor(), on);
            let person = holder.and_then(|holder| self.zone.person_of(holder, on));
            person.is_some_and(|person| person.id == sponsor)
        });
        in_unit && in_stage && by_sponsor
    }

    fn is_within(&self, project: &Project, above: UnitId) -> bool {
        let on = self.looking.true_on;
        let unit = self.zone.lead_unit(project, on);
        unit.is_some_and(|unit| self.zone.is_within(unit, above, on))
    }

    /// The figures of a project under the rule set's way of counting time.
    pub(super) fn figures(&self, project: &Project) -> Figures {
        let kind = self.rules.set.time_share;
        Figures::of(self.looking.calendars, project, self.looking.true_on, kind)
    }

    fn row(&self, no: u32, project: &Project) -> WallRow {
        self.row_of(no, project, &self.figures(project))
    }

    /// A row from figures already computed.
    pub(super) fn row_of(&self, no: u32, project: &Project, figures: &Figures) -> WallRow {
        let on = self.looking.true_on;
        let light = self.light(project, figures);
        let gates = gates::of(project, on);
        let text = |field: Field| project.text(&field, on).map(str::to_owned);
        WallRow {
            id: project.id,
            no,
            name: project.name_on(on).to_owned(),
            codes: project
                .codes(on)
                .map(|(system, code)| format!("{system} {code}"))
                .collect(),
            unit: self.unit(self.zone.lead_unit(project, on)),
            sponsor: self.sponsor(project),
            industry: text(Field::Industry),
            stage: text(Field::Stage),
            light,
            money: money(project, figures),
            bars: bars(project, figures),
            needs: needs::of(self.zone, self.looking, project, figures, &gates),
            gates,
            status: project.standing(on).map(|entry| entry.change.word()),
            version: project.version,
        }
    }

    /// Colour and forecast of a project alone: what a comparison needs of its other side.
    pub(super) fn colour_and_forecast(&self, project: &Project) -> (Colour, Option<Date>) {
        let figures = self.figures(project);
        let on = figures.on;
        let resting = project.exemption(on).is_some() || project.standing(on).is_some();
        let inputs = self.rules.inputs(self.zone, project, &figures);
        let judged = self.rules.judge(&inputs).colour;
        let colour = if resting { Colour::Grey } else { judged };
        (colour, figures.forecast_finish())
    }

    fn light(&self, project: &Project, figures: &Figures) -> LightMark {
        let inputs = self.rules.inputs(self.zone, project, figures);
        let judged = self.rules.judge(&inputs);
        let on = figures.on;
        let exempt = project.exemption(on).is_some();
        let stopped = project.standing(on).is_some();
        let previous = project.previous_light(on);
        LightMark {
            colour: if exempt || stopped {
                Colour::Grey
            } else {
                judged.colour
            },
            reason: match project.standing(on) {
                Some(entry) => entry.change.word(),
                None => reason::of(project, figures, &inputs, &judged),
            },
            previous: previous.map(|(colour, _)| colour),
            streak: previous.map_or(0, |(_, streak)| streak),
            exempt,
        }
    }

    fn unit(&self, unit: Option<UnitId>) -> Option<NamedUnit> {
        let unit = self.zone.units.get(&unit?)?;
        Some(NamedUnit {
            id: unit.id,
            name: unit.name_on(self.looking.true_on).to_owned(),
        })
    }

    fn sponsor(&self, project: &Project) -> Option<String> {
        let holder = project.role(&Field::sponsor(), self.looking.true_on)?;
        let person = self.zone.person_of(holder, self.looking.true_on)?;
        Some(self.looking.texts.find(person.name).shown(Lang::Zh))
    }
}

fn money(project: &Project, figures: &Figures) -> RowMoney {
    RowMoney {
        total_investment: figures.total_investment,
        reported_total: figures.reported_total,
        year_plan: figures.year_plan,
        reported_ytd: figures.reported_ytd,
        completion: figures.completion.and_then(BasisPoints::from_fraction),
        planned: figures
            .year_plan
            .and(BasisPoints::from_fraction(figures.plan_share)),
        gap: figures.plan_gap().and_then(BasisPoints::from_fraction),
        physical: project.share(&Field::PhysicalShare, figures.on),
    }
}

fn bars(project: &Project, figures: &Figures) -> RowBars {
    let dates = &figures.dates;
    let scheduled = figures.scheduled.as_ref();
    let next = scheduled.and_then(|scheduled| scheduled.steps.get(scheduled.next?));
    let steps = scheduled.map_or(&[][..], |scheduled| &scheduled.steps);
    let finished = dates.actual_finish.is_some();
    RowBars {
        baseline_start: dates.planned_start,
        baseline_finish: dates.planned_finish,
        actual_start: dates.actual_start,
        actual_finish: dates.actual_finish,
        forecast_finish: figures.forecast_finish(),
        required_finish: dates.required_finish,
        float_until: steps
            .iter()
            .map(|step| step.late_finish)
            .max()
            .filter(|_| !finished),
        provisional_year: scheduled.and_then(|scheduled| scheduled.provisional_year),
        last_moment: next.map(|step| step.late_start).filter(|_| !finished),
        next_step: next
            .filter(|_| !finished)
            .and_then(|_| next_step(project, figures)),
        delay_days: figures.delay_days(),
        late_working_days: scheduled.and_then(|scheduled| scheduled.late_working_days),
        steps: steps
            .iter()
            .map(|step| StepBar {
                start: step.start,
                finish: step.finish,
                state: step.state,
                critical: step.critical,
            })
            .collect(),
    }
}

/// The name of the next step not started.
fn next_step(project: &Project, figures: &Figures) -> Option<String> {
    let at = figures.scheduled.as_ref()?.next?;
    let step = project.plan(figures.on)?.steps.get(at)?;
    Some(step.name.clone())
}

fn contains(row: &WallRow, text: &str) -> bool {
    let wanted = text.trim().to_lowercase();
    let unit = row.unit.as_ref().map(|unit| unit.name.as_str());
    let fields = [
        Some(row.name.as_str()),
        unit,
        row.stage.as_deref(),
        row.industry.as_deref(),
    ];
    let codes = row.codes.iter().map(String::as_str).map(Some);
    fields
        .into_iter()
        .chain(codes)
        .chain([row.sponsor.as_deref()])
        .flatten()
        .any(|field| field.to_lowercase().contains(&wanted))
}
