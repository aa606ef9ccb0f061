//! Cycles and marks.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Decision, Moment, Refusals};
use crate::authority::Actor;
use crate::command::Command;
use crate::cycle::{DayRule, Rhythm, Round};
use crate::event::{CorrectionWindowSet, CycleOpened, LightsFixed, MarkSet, RhythmSet};
use crate::item::{Due, working_due};
use crate::plan::WeekKind;
use crate::refusal;
use crate::report::ReportState;
use crate::state::{Zone, next_id};
use crate::view::lights;
use crate::{CycleId, UnitId, Words, limits};

pub(super) fn decide(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &Command,
) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::SetMark { name, label, date } => {
            refusals.short_text("name", name);
            refusals.short_text("label", &label.zh);
            refusals.date("date", *date);
            let free = !zone.marks.contains_key(name);
            refusals.require(free, || refusal::duplicate_name(name).at_field("name"));
            // A name of digits alone could be taken for a sequence number, one like a date for a
            // moment: `--known-at` must know what is meant.
            let moment = name.parse::<jiff::Timestamp>().is_ok()
                || name.parse::<jiff::civil::DateTime>().is_ok();
            let plain = name.chars().any(char::is_alphabetic) && !moment;
            refusals.require(plain, || {
                refusal::implausible(
                    "标记名称须含文字，且不能像一个时刻",
                    "the name of a mark must have letters and not look like a moment",
                )
            });
            let event = MarkSet {
                name: name.clone(),
                label: label.clone(),
                date: *date,
            };
            refusals.events(vec![event.into()])
        }
        Command::OpenCycle {
            name,
            from,
            until,
            due_on,
        } => {
            refusals.short_text("name", &name.zh);
            for (field, date) in [("from", from), ("until", until), ("due_on", due_on)] {
                refusals.date(field, *date);
            }
            refusals.require(from <= until, || refusal::wrong_period().at_field("until"));
            let overlapping = zone
                .cycles
                .values()
                .find(|own| own.from <= *until && *from <= own.until);
            if let Some(own) = overlapping {
                refusals.add(refusal::cycle_overlaps(&own.id.to_string()).at_field("from"));
            }
            let due = working_due(moment.calendars, *due_on);
            let event = opened(zone, moment, name, (*from, *until), due);
            refusals.events(vec![event.into()])
        }
        Command::SetRhythm(rhythm) => set_rhythm(moment, *rhythm),
        Command::SetCorrectionWindow { days } => set_window(moment, actor, *days),
        Command::OpenNextCycle => open_next(zone, moment),
        Command::CloseCycle { id } => close(zone, moment, *id),
        _ => Ok(Vec::new()),
    }
}

fn opened(
    zone: &Zone,
    moment: Moment<'_>,
    name: &Words,
    (from, until): (Date, Date),
    due: Due,
) -> CycleOpened {
    let locks_on = locks_on(zone, moment, due.on);
    CycleOpened {
        id: CycleId(next_id(&zone.cycles, |id| id.0)),
        name: name.clone(),
        from,
        until,
        due_on: due.on,
        due_stated: (due.stated != due.on).then_some(due.stated),
        locks_on: (locks_on != due.on).then_some(locks_on),
    }
}

/// The last day on which a unit may correct a report that is due on a day.
pub(super) fn locks_on(zone: &Zone, moment: Moment<'_>, due: Date) -> Date {
    let calendar = moment.calendars.get(WeekKind::FiveDay);
    calendar.add_working_days(due, i64::from(zone.correction_days))
}

fn set_window(moment: Moment<'_>, actor: &Actor, days: u16) -> Decision {
    let max = limits::CORRECTION_DAYS_MAX;
    if days > max {
        let zh = format!("更正期不超过 {max} 个工作日");
        let en = format!("the window of correction is at most {max} working days");
        return Err(vec![refusal::implausible(&zh, &en).at_field("days")]);
    }
    let event = CorrectionWindowSet {
        days,
        by: actor.account.clone(),
        effective_on: moment.today,
    };
    Ok(vec![event.into()])
}

/// A rhythm holds for years: each of the next rounds must open before it is due.
fn set_rhythm(moment: Moment<'_>, rhythm: Rhythm) -> Decision {
    let mut refusals = Refusals::default();
    let within = |rule: DayRule| rule.days.abs() <= limits::ROUND_DAYS_MAX;
    for (field, rule) in [("opens", rhythm.opens), ("due", rhythm.due)] {
        refusals.require(within(rule), || {
            let max = limits::ROUND_DAYS_MAX;
            let zh = format!("“{field}”应在期末前后 {max} 天之内");
            let en = format!("{field:?} lies within {max} days of the end of the period");
            refusal::implausible(&zh, &en).at_field(field)
        });
    }
    if refusals.0.is_empty() {
        let mut on = moment.today;
        // A year of the shortest rounds: every holiday is met once.
        for _ in 0..36 {
            let round = rhythm.round_of(moment.calendars, on);
            if round.due.on < round.opens.on {
                refusals.add(refusal::wrong_period().at_field("due"));
                break;
            }
            on = round.until.saturating_add(1.day());
        }
    }
    let event = RhythmSet {
        rhythm,
        effective_on: moment.today,
    };
    refusals.events(vec![event.into()])
}

/// The round that follows the last cycle; the newest that may be open if there is none yet.
pub fn next_round(zone: &Zone, moment: Moment<'_>) -> Option<Round> {
    let rhythm = zone.rhythm?;
    let last = zone.cycles.values().map(|cycle| cycle.until).max();
    let Some(last) = last else {
        return Some(rhythm.newest(moment.calendars, moment.today));
    };
    let from = last.saturating_add(1.day());
    let round = rhythm.round_of(moment.calendars, from);
    // A cycle opened by hand may have ended in the middle of a period.
    Some(Round { from, ..round })
}

fn open_next(zone: &Zone, moment: Moment<'_>) -> Decision {
    let Some(round) = next_round(zone, moment) else {
        return Err(vec![refusal::no_rhythm()]);
    };
    let opens = round.opens.on;
    if moment.today < opens {
        let Words { zh, en } = &round.name;
        return Err(vec![refusal::cycle_too_early(zh, en, opens)]);
    }
    let event = opened(
        zone,
        moment,
        &round.name,
        (round.from, round.until),
        round.due,
    );
    Ok(vec![event.into()])
}

/// Units whose reports wait for somebody else than themselves: closing would leave them out.
fn pending(zone: &Zone, id: CycleId) -> Vec<String> {
    let Some(cycle) = zone.cycles.get(&id) else {
        return Vec::new();
    };
    let reports = zone.reports.values().filter(|report| report.id.cycle == id);
    let waiting = reports.filter(|report| {
        let standing = report.standing(cycle);
        let state = standing.state;
        // A correction that its unit has not signed yet stands in place of what had come in.
        let corrected = state == ReportState::Signing && standing.submitted_on.is_some();
        corrected || matches!(state, ReportState::Submitted | ReportState::Reviewed)
    });
    let name = |id: UnitId| {
        let unit = zone.units.get(&id);
        unit.map_or_else(
            || id.to_string(),
            |unit| unit.name_on(cycle.until).to_owned(),
        )
    };
    waiting.map(|report| name(report.id.unit)).collect()
}

/// Closing fixes the light of every project that exists at the end of the period.
fn close(zone: &Zone, moment: Moment<'_>, id: CycleId) -> Decision {
    let Some(cycle) = zone.cycles.get(&id) else {
        return Err(vec![refusal::unknown("周期", "cycle", &id.to_string())]);
    };
    if cycle.closed.is_some() {
        return Err(vec![refusal::cycle_closed(&id.to_string())]);
    }
    if moment.today < cycle.until {
        return Err(vec![refusal::cycle_not_over(&id.to_string(), cycle.until)]);
    }
    let pending = pending(zone, id);
    if !pending.is_empty() {
        return Err(vec![refusal::reports_pending(&pending.join("、"))]);
    }
    let Some(rule) = zone.rule_on(cycle.until) else {
        return Err(vec![refusal::unknown("规则集", "rule set", "-")]);
    };
    let Ok(compiled) = rule.compile() else {
        return Err(vec![refusal::bad_formula(
            &rule.key,
            "无法编译",
            "does not compile",
        )]);
    };
    let lights = lights::all(zone, moment.calendars, &compiled, cycle.until);
    let event = LightsFixed {
        cycle: id,
        as_of: cycle.until,
        rule: rule.key.clone(),
        rule_version: rule.version,
        lights,
    };
    Ok(vec![event.into()])
}
