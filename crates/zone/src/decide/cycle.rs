//! Cycles and marks.

use super::{Decision, Moment, Refusals};
use crate::CycleId;
use crate::command::Command;
use crate::event::{CycleOpened, LightsFixed, MarkSet};
use crate::refusal;
use crate::state::{Zone, next_id};
use crate::view::lights;

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
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
            let event = CycleOpened {
                id: CycleId(next_id(&zone.cycles, |id| id.0)),
                name: name.clone(),
                from: *from,
                until: *until,
                due_on: *due_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::CloseCycle { id } => close(zone, moment, *id),
        _ => Ok(Vec::new()),
    }
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
