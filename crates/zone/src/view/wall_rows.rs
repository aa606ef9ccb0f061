//! Computing the wall from a state.

use jiff::civil::Date;

use super::wall::{
    GateMark, IndicatorTile, LightCounts, LightMark, NamedUnit, RowBars, RowMoney, RuleName,
    StepBar, Wall, WallHead, WallRow,
};
use super::{Filter, Looking, gates, lights, needs};
use crate::figures::{self, Figures};
use crate::indicator::Indicator;
use crate::project::Project;
use crate::refusal::{self, Refusal};
use crate::rule::{CompiledRuleSet, LightInputs, RuleSet};
use crate::state::Zone;
use crate::{BasisPoints, Colour, Fen, Field, Lang, UnitId, limits};

/// The wall of a zone on a date.
///
/// # Errors
/// A rule set that does not exist, or whose formulas do not compile any more.
pub fn wall(zone: &Zone, looking: Looking<'_>, filter: &Filter) -> Result<Wall, Refusal> {
    let rules = compiled(zone, looking.true_on, filter)?;
    let on = looking.true_on;
    let mut shown: Vec<&std::sync::Arc<Project>> = zone
        .projects
        .values()
        .filter(|project| project.exists_on(on))
        .filter(|project| {
            looking
                .actor
                .sees(project.handling_level(on), project.lead_unit(on))
        })
        .collect();
    // Protocol order of the units, then the order of registration: never the alphabet.
    shown.sort_by_key(|project| (zone.protocol_position(project.lead_unit(on)), project.id));
    let total = u32::try_from(shown.len()).unwrap_or(u32::MAX);
    let builder = RowBuilder {
        zone,
        looking,
        rules: &rules,
    };
    let rows: Vec<WallRow> = (1..)
        .zip(shown)
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
            .is_none_or(|unit| self.is_within(project.lead_unit(on), unit));
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

    /// Whether a unit is another one or below it; the tree is walked a bounded number of steps.
    fn is_within(&self, unit: Option<UnitId>, above: UnitId) -> bool {
        let mut current = unit;
        for _ in 0..16 {
            let Some(id) = current else { return false };
            if id == above {
                return true;
            }
            let parents = self.zone.units.get(&id).map(|unit| &unit.parents);
            current = parents.and_then(|line| *line.at(self.looking.true_on)?.1);
        }
        false
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
        let mut gates: Vec<GateMark> = gates::of(project, on).collect();
        gates.sort_by_key(|gate| gate.date);
        let text = |field: Field| project.text(&field, on).map(str::to_owned);
        WallRow {
            id: project.id,
            no,
            name: project.name_on(on).to_owned(),
            codes: project
                .codes(on)
                .map(|(system, code)| format!("{system} {code}"))
                .collect(),
            unit: self.unit(project.lead_unit(on)),
            sponsor: self.sponsor(project),
            industry: text(Field::Industry),
            stage: text(Field::Stage),
            light,
            money: money(project, figures),
            bars: bars(figures),
            needs: needs::of(self.zone, self.looking, project, figures, &gates),
            gates,
            status: project.standing(on).map(|entry| entry.change.word()),
            version: project.version,
        }
    }

    fn light(&self, project: &Project, figures: &Figures) -> LightMark {
        let judged = self
            .rules
            .judge(&LightInputs::of(self.zone, project, figures));
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
                None => lights::reason(project, figures, &judged),
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

fn bars(figures: &Figures) -> RowBars {
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
        last_moment: next.map(|step| step.late_start).filter(|_| !finished),
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

fn head(
    zone: &Zone,
    looking: Looking<'_>,
    rule: &RuleSet,
    rows: &[WallRow],
    projects_total: u32,
) -> WallHead {
    let on = looking.true_on;
    let mut counts = LightCounts::default();
    for row in rows {
        let count = match row.light.colour {
            Colour::Green => &mut counts.green,
            Colour::Yellow => &mut counts.yellow,
            Colour::Red => &mut counts.red,
            Colour::Blue => &mut counts.blue,
            Colour::Grey => &mut counts.grey,
        };
        *count += 1;
    }
    let year_plan: Fen = rows.iter().filter_map(|row| row.money.year_plan).sum();
    let reported_ytd: Fen = rows.iter().filter_map(|row| row.money.reported_ytd).sum();
    let profile = zone.profile.as_ref();
    WallHead {
        zone: profile.map_or_else(String::new, |profile| profile.name.clone()),
        synthetic: profile.is_some_and(|profile| profile.synthetic),
        attribution: profile.map_or_else(Default::default, |own| own.attribution.clone()),
        currency: profile.map_or_else(Default::default, |profile| profile.currency),
        known_seq: zone.seq,
        true_on: on,
        rule: RuleName {
            key: rule.key.clone(),
            version: rule.version,
            name: rule.name.clone(),
        },
        time_share: BasisPoints::from_fraction(figures::time_share(on, rule.time_share))
            .unwrap_or_default(),
        work_share: reported_ytd.share_of(year_plan),
        year_plan,
        reported_ytd,
        counts,
        span: span(rows, on),
        projects_total,
        provisional_year: provisional(looking, rows),
    }
}

/// The years the time axis has to show: those of the rows, but not beyond ten years from today.
fn span(rows: &[WallRow], on: Date) -> (Date, Date) {
    let reach = |years: i16| jiff::civil::date(on.year() + years, 1, 1);
    let (oldest, newest) = (reach(-10), reach(10));
    let (mut first, mut last) = (on, on);
    for row in rows {
        let bars = &row.bars;
        let dates = [
            bars.baseline_start,
            bars.actual_start,
            bars.baseline_finish,
            bars.forecast_finish,
            bars.required_finish,
            bars.actual_finish,
        ];
        for date in dates
            .into_iter()
            .flatten()
            .chain(row.gates.iter().map(|gate| gate.date))
        {
            first = first.min(date);
            last = last.max(date);
        }
    }
    let first = first.max(oldest);
    let last = last.min(newest);
    (
        jiff::civil::date(first.year(), 1, 1),
        jiff::civil::date(last.year(), 12, 31),
    )
}

/// The first year without its notice that a date computed on this wall depends on.
fn provisional(looking: Looking<'_>, rows: &[WallRow]) -> Option<i16> {
    let computed = rows.iter().filter(|row| !row.bars.steps.is_empty());
    let last = computed
        .filter_map(|row| row.bars.forecast_finish.max(row.bars.float_until))
        .max()?;
    let week = crate::plan::WeekKind::FiveDay;
    looking
        .calendars
        .get(week)
        .provisional_in(looking.true_on, last.max(looking.true_on))
}

/// A level indicator of the whole zone on a date.
pub(super) fn tile(indicator: &Indicator, on: Date) -> IndicatorTile {
    let standing = indicator.standing(None, on);
    let months: Vec<_> = indicator
        .months(None, on)
        .map(|(_, seen)| seen.value)
        .collect();
    let recent = months[months.len().saturating_sub(limits::SPARKLINE_MONTHS)..].to_vec();
    let gap = standing.as_ref().and_then(crate::indicator::Standing::gap);
    IndicatorTile {
        id: indicator.id,
        name: indicator.definition.name.clone(),
        measure: indicator.definition.measure.clone(),
        target: standing.as_ref().and_then(|standing| standing.target),
        done: standing.as_ref().map(|standing| standing.done),
        month: standing.as_ref().map(|standing| standing.month.to_string()),
        completion: standing
            .as_ref()
            .and_then(|standing| BasisPoints::from_fraction(standing.completion?)),
        time_share: standing
            .as_ref()
            .and_then(|standing| BasisPoints::from_fraction(standing.time_share)),
        gap,
        colour: tile_colour(indicator, gap),
        recent,
    }
}

/// Until indicators have rule sets of their own: 0 or better green, up to 5 points behind yellow.
fn tile_colour(indicator: &Indicator, gap: Option<BasisPoints>) -> Colour {
    let Some(gap) = gap else { return Colour::Grey };
    let gap = match indicator.definition.better {
        crate::indicator::Better::More => gap.0,
        crate::indicator::Better::Less => -gap.0,
    };
    match gap {
        0.. => Colour::Green,
        -500.. => Colour::Yellow,
        _ => Colour::Red,
    }
}
