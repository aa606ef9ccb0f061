//! Writing: a plan and the dates worked out for it, as Microsoft Project reads them.

use super::span;
use crate::plan::{Plan, Row};
use crate::week::CalendarSpec;
use calendar::{Minute, Shift};
use quick_xml::escape::escape;
use schedule::{Activity, ActivityId, CalendarId, Kind, Lag, Link, Relation, Schedule};
use std::fmt::Write;

/// Writes a plan as MSPDI. Dates and slack are those of the schedule, which must be of this plan.
///
/// What the format does not know is written as the nearest it has: a bound more than one as
/// deadline or not at all, levels of effort as tasks of their dates.
pub fn write(plan: &Plan, schedule: &Schedule) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    out += "<Project xmlns=\"http://schemas.microsoft.com/project\">\n";
    leaf(&mut out, 1, "SaveVersion", "14");
    leaf(&mut out, 1, "Title", &plan.title);
    leaf(&mut out, 1, "ScheduleFromStart", "1");
    leaf(&mut out, 1, "StartDate", &date(plan.start));
    leaf(&mut out, 1, "FinishDate", &date(schedule.project_finish()));
    leaf(&mut out, 1, "HonorConstraints", "1");
    leaf(&mut out, 1, "CalendarUID", &uid(plan.default_calendar));
    if let Some(at) = plan.data_date {
        leaf(&mut out, 1, "StatusDate", &date(at));
    }
    out += "  <Calendars>\n";
    for (spec, at) in plan.calendars.iter().zip(0u32..) {
        calendar(&mut out, spec, CalendarId(at));
    }
    out += "  </Calendars>\n  <Tasks>\n";
    let mut into: Vec<Vec<&Link>> = vec![Vec::new(); plan.activities.len()];
    for row in &plan.links {
        into[row.link.to.0 as usize].push(&row.link);
    }
    let outline = outline(plan);
    for (number, (at, level)) in outline.iter().enumerate() {
        let row = &plan.activities[*at as usize];
        let links = &into[*at as usize];
        task(
            &mut out,
            plan,
            schedule,
            (ActivityId(*at), number + 1, *level),
            row,
            links,
        );
    }
    out += "  </Tasks>\n";
    resources(&mut out, plan);
    out += "</Project>\n";
    out
}

/// Resources, and who is assigned to what.
fn resources(out: &mut String, plan: &Plan) {
    *out += "  <Resources>\n";
    for (resource, at) in plan.resources.iter().zip(1u32..) {
        *out += "    <Resource>\n";
        leaf(out, 3, "UID", &at.to_string());
        leaf(out, 3, "ID", &at.to_string());
        leaf(out, 3, "Name", &resource.name);
        leaf(out, 3, "Type", if resource.consumed { "0" } else { "1" });
        if let Some(units) = resource.capacity {
            leaf(out, 3, "MaxUnits", &hundredths(units));
        }
        if let Some(own) = resource.calendar {
            leaf(out, 3, "CalendarUID", &uid(own));
        }
        *out += "    </Resource>\n";
    }
    *out += "  </Resources>\n  <Assignments>\n";
    for (demand, at) in plan.demands.iter().zip(1u32..) {
        *out += "    <Assignment>\n";
        leaf(out, 3, "UID", &at.to_string());
        leaf(out, 3, "TaskUID", &(demand.activity.0 + 1).to_string());
        leaf(out, 3, "ResourceUID", &(demand.resource + 1).to_string());
        leaf(out, 3, "Units", &hundredths(demand.units));
        if let Some(work) = demand.work {
            leaf(out, 3, "Work", &span::text(work));
        }
        *out += "    </Assignment>\n";
    }
    *out += "  </Assignments>\n";
}

/// The activities, parts right after what they belong to, with their outline level.
fn outline(plan: &Plan) -> Vec<(u32, usize)> {
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); plan.activities.len()];
    let mut waiting: Vec<(u32, usize)> = Vec::new();
    for (row, at) in plan.activities.iter().zip(0u32..) {
        match row.activity.parent {
            Some(parent) => parts[parent.0 as usize].push(at),
            None => waiting.push((at, 1)),
        }
    }
    waiting.reverse();
    let mut order = Vec::with_capacity(plan.activities.len());
    while let Some((at, level)) = waiting.pop() {
        order.push((at, level));
        waiting.extend(
            parts[at as usize]
                .iter()
                .rev()
                .map(|part| (*part, level + 1)),
        );
    }
    order
}

fn task(
    out: &mut String,
    plan: &Plan,
    schedule: &Schedule,
    (id, number, level): (ActivityId, usize, usize),
    row: &Row,
    links: &[&Link],
) {
    let (activity, times) = (&row.activity, schedule.times(id));
    let flag = |yes: bool| if yes { "1" } else { "0" };
    let spec = &plan.calendars[activity.calendar.0 as usize];
    let duration = match activity.kind {
        Kind::Task => activity.duration,
        Kind::Summary | Kind::LevelOfEffort => {
            let calendar = schedule.network().calendar_of(id);
            calendar.working_minutes_between(times.planned_start, times.planned_finish)
        }
        Kind::StartMilestone | Kind::FinishMilestone => 0,
    };
    *out += "    <Task>\n";
    leaf(out, 3, "UID", &(id.0 + 1).to_string());
    leaf(out, 3, "ID", &number.to_string());
    leaf(out, 3, "Name", &row.name);
    leaf(out, 3, "WBS", &row.code);
    leaf(out, 3, "OutlineLevel", &level.to_string());
    leaf(out, 3, "Start", &date(times.planned_start));
    leaf(out, 3, "Finish", &date(times.planned_finish));
    leaf(out, 3, "Duration", &span::text(duration));
    leaf(
        out,
        3,
        "DurationFormat",
        if *spec == clock(spec) { "8" } else { "7" },
    );
    leaf(out, 3, "Milestone", flag(duration == 0));
    leaf(out, 3, "Summary", flag(activity.kind == Kind::Summary));
    leaf(out, 3, "Critical", flag(times.critical));
    leaf(out, 3, "EarlyStart", &date(times.early_start));
    leaf(out, 3, "EarlyFinish", &date(times.early_finish));
    leaf(out, 3, "LateStart", &date(times.late_start));
    leaf(out, 3, "LateFinish", &date(times.late_finish));
    leaf(out, 3, "TotalSlack", &(times.total_float * 10).to_string());
    leaf(out, 3, "FreeSlack", &(times.free_float * 10).to_string());
    constraint(out, activity);
    leaf(out, 3, "CalendarUID", &uid(activity.calendar));
    leaf(out, 3, "IgnoreResourceCalendar", "1");
    if let Some(at) = activity.actual_start {
        leaf(out, 3, "ActualStart", &date(at));
    }
    if let Some(at) = activity.actual_finish {
        leaf(out, 3, "ActualFinish", &date(at));
    } else if let Some(minutes) = activity.remaining {
        leaf(out, 3, "RemainingDuration", &span::text(minutes));
    }
    if let Some(at) = activity.resume {
        leaf(out, 3, "Resume", &date(at));
    }
    leaf(out, 3, "Manual", flag(row.manual));
    for link in links {
        predecessor(out, link);
    }
    *out += "    </Task>\n";
}

/// The spec itself if it works around the clock, else what it would be.
fn clock(spec: &CalendarSpec) -> CalendarSpec {
    CalendarSpec {
        place: spec.place.clone(),
        ..CalendarSpec::continuous(&spec.key, &spec.name)
    }
}

/// One bound as constraint; a latest finish beside another bound as deadline.
fn constraint(out: &mut String, activity: &Activity) {
    let of = |at: Option<Minute>, kind: &'static str| at.map(|at| (kind, Some(at)));
    let late = activity.as_late_as_possible.then_some(("1", None));
    let both = |earlier: Option<Minute>, later: Option<Minute>, kind| {
        of(earlier.filter(|_| earlier == later), kind)
    };
    let (start, finish) = (activity.start_not_earlier, activity.finish_not_earlier);
    let found = of(activity.must_start, "2")
        .or(of(activity.must_finish, "3"))
        .or(both(start, activity.start_not_later, "2"))
        .or(both(finish, activity.finish_not_later, "3"))
        .or(of(start, "4"))
        .or(of(activity.start_not_later, "5"))
        .or(of(finish, "6"))
        .or(of(activity.finish_not_later, "7"))
        .or(late)
        .unwrap_or(("0", None));
    leaf(out, 3, "ConstraintType", found.0);
    if let Some(at) = found.1 {
        leaf(out, 3, "ConstraintDate", &date(at));
    }
    if let Some(at) = activity.finish_not_later
        && !matches!(found.0, "7" | "3")
    {
        leaf(out, 3, "Deadline", &date(at));
    }
}

fn predecessor(out: &mut String, link: &Link) {
    *out += "      <PredecessorLink>\n";
    leaf(out, 4, "PredecessorUID", &(link.from.0 + 1).to_string());
    let kind = match link.relation {
        Relation::FinishToFinish => "0",
        Relation::FinishToStart => "1",
        Relation::StartToFinish => "2",
        Relation::StartToStart => "3",
    };
    leaf(out, 4, "Type", kind);
    let (lag, format) = match link.lag {
        Lag::Working(minutes) | Lag::WorkingIn(_, minutes) => (minutes.saturating_mul(10), "7"),
        Lag::Elapsed(minutes) => (minutes.saturating_mul(10), "8"),
        Lag::Percent(share) => (i64::from(share) / 100, "19"),
    };
    leaf(out, 4, "LinkLag", &lag.to_string());
    leaf(out, 4, "LagFormat", format);
    *out += "      </PredecessorLink>\n";
}

fn calendar(out: &mut String, spec: &CalendarSpec, id: CalendarId) {
    *out += "    <Calendar>\n";
    leaf(out, 3, "UID", &uid(id));
    leaf(out, 3, "Name", &spec.name);
    leaf(out, 3, "IsBaseCalendar", "1");
    leaf(out, 3, "BaseCalendarUID", "-1");
    *out += "      <WeekDays>\n";
    for (day, shifts) in spec.week.iter().enumerate() {
        *out += "        <WeekDay>\n";
        // Sunday is 1.
        leaf(out, 5, "DayType", &((day + 1) % 7 + 1).to_string());
        working(out, shifts);
        *out += "        </WeekDay>\n";
    }
    *out += "      </WeekDays>\n      <Exceptions>\n";
    for exception in &spec.exceptions {
        *out += "        <Exception>\n          <TimePeriod>\n";
        leaf(out, 6, "FromDate", &format!("{}T00:00:00", exception.from));
        leaf(out, 6, "ToDate", &format!("{}T23:59:00", exception.to));
        *out += "          </TimePeriod>\n";
        leaf(out, 5, "Type", "1");
        working(out, &exception.shifts);
        *out += "        </Exception>\n";
    }
    *out += "      </Exceptions>\n    </Calendar>\n";
}

fn working(out: &mut String, shifts: &[Shift]) {
    leaf(
        out,
        5,
        "DayWorking",
        if shifts.is_empty() { "0" } else { "1" },
    );
    if shifts.is_empty() {
        return;
    }
    *out += "          <WorkingTimes>\n";
    for shift in shifts {
        let clock = |of_day: u16| format!("{:02}:{:02}:00", of_day / 60 % 24, of_day % 60);
        *out += "            <WorkingTime>\n";
        leaf(out, 7, "FromTime", &clock(shift.from));
        leaf(out, 7, "ToTime", &clock(shift.to));
        *out += "            </WorkingTime>\n";
    }
    *out += "          </WorkingTimes>\n";
}

fn leaf(out: &mut String, depth: usize, name: &str, text: &str) {
    // Control characters have no place in XML 1.0, not even escaped.
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect();
    let indent = "  ".repeat(depth);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{indent}<{name}>{}</{name}>", escape(text.as_str()));
}

fn uid(calendar: CalendarId) -> String {
    (calendar.0 + 1).to_string()
}

fn date(at: Minute) -> String {
    let of_day = at.of_day();
    format!("{}T{:02}:{:02}:00", at.date(), of_day / 60, of_day % 60)
}

fn hundredths(units: i64) -> String {
    format!("{}.{:02}", units / 100, units.rem_euclid(100))
}
