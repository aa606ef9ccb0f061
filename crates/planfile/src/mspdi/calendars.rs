//! Calendars of an MSPDI file: weeks, exceptions (recurring ones too), bases.

use super::read::Parsing;
use crate::limits::{BASES_MAX, CALENDARS_MAX, EXCEPTIONS_MAX};
use crate::plan::Plan;
use crate::problem::{Place, Problem};
use crate::text;
use crate::week::{CalendarSpec, Exception, tidy};
use crate::xml::Node;
use calendar::Shift;
use jiff::ToSpan;
use jiff::civil::Date;
use schedule::CalendarId;
use std::collections::HashMap;

/// A calendar before its base is known.
pub(super) struct Raw {
    key: String,
    name: String,
    base: String,
    /// Days without an entry come from the base.
    week: [Option<Vec<Shift>>; 7],
    exceptions: Vec<Exception>,
    line: u32,
}

/// Reads a `Calendar` element.
pub(super) fn read(node: &Node, parsing: &mut Parsing<'_>) -> Raw {
    let mut raw = Raw {
        key: node.get("UID").to_owned(),
        name: node.get("Name").to_owned(),
        base: node.get("BaseCalendarUID").to_owned(),
        week: Default::default(),
        exceptions: Vec::new(),
        line: node.line,
    };
    for day in node
        .child("WeekDays")
        .iter()
        .flat_map(|days| days.all("WeekDay"))
    {
        let shifts = shifts(day, parsing);
        match day.get("DayType") {
            // An exception as files before 2007 write it.
            "0" => {
                if let Some((from, to)) = period(day, parsing) {
                    raw.exceptions.push(Exception { from, to, shifts });
                }
            }
            // Sunday is 1.
            number => match number.parse::<usize>() {
                Ok(number @ 1..=7) => raw.week[(number + 5) % 7] = Some(shifts),
                _ => parsing.bad(day, "DayType", ("星期几", "a day of the week")),
            },
        }
    }
    for week in node
        .child("WorkWeeks")
        .iter()
        .flat_map(|weeks| weeks.all("WorkWeek"))
    {
        work_week(week, &mut raw, parsing);
    }
    for exception in node
        .child("Exceptions")
        .iter()
        .flat_map(|all| all.all("Exception"))
    {
        let shifts = shifts(exception, parsing);
        recurring(exception, &shifts, &mut raw, parsing);
    }
    parsing.count_unread(
        node,
        &[
            "UID",
            "Name",
            "BaseCalendarUID",
            "WeekDays",
            "WorkWeeks",
            "Exceptions",
            "IsBaseCalendar",
        ],
    );
    raw
}

fn shifts(day: &Node, parsing: &mut Parsing<'_>) -> Vec<Shift> {
    if day.get("DayWorking") == "0" {
        return Vec::new();
    }
    let mut found = Vec::new();
    for time in day
        .child("WorkingTimes")
        .iter()
        .flat_map(|times| times.all("WorkingTime"))
    {
        let (from, to) = (time.get("FromTime"), time.get("ToTime"));
        if from.is_empty() && to.is_empty() {
            continue;
        }
        match (text::clock(from), text::clock(to)) {
            (Some(from), Some(to)) => found.push(Shift { from, to }),
            (None, _) => parsing.bad(time, "FromTime", ("时刻", "a time of day")),
            _ => parsing.bad(time, "ToTime", ("时刻", "a time of day")),
        }
    }
    tidy(found)
}

fn period(node: &Node, parsing: &mut Parsing<'_>) -> Option<(Date, Date)> {
    let period = node.child("TimePeriod")?;
    let date = |name| text::moment(period.get(name)).map(calendar::Minute::date);
    let (Some(from), Some(to)) = (date("FromDate"), date("ToDate")) else {
        parsing.bad(period, "FromDate", ("日期", "a date"));
        return None;
    };
    (from <= to).then_some((from, to))
}

/// A week that holds for a time only: as exceptions, a run of equal weekdays each.
fn work_week(node: &Node, raw: &mut Raw, parsing: &mut Parsing<'_>) {
    let Some((from, to)) = period(node, parsing) else {
        return;
    };
    let mut days: HashMap<i8, Vec<Shift>> = HashMap::new();
    for day in node
        .child("WeekDays")
        .iter()
        .flat_map(|days| days.all("WeekDay"))
    {
        if let Ok(number @ 1..=7) = day.get("DayType").parse::<i8>() {
            days.insert((number + 5) % 7, shifts(day, parsing));
        }
    }
    each_date(from, to, raw, |date| {
        days.get(&date.weekday().to_monday_zero_offset()).cloned()
    });
}

/// Adds an exception for every date that `on` gives shifts for.
fn each_date(from: Date, to: Date, raw: &mut Raw, on: impl Fn(Date) -> Option<Vec<Shift>>) {
    let (mut date, to) = (from.max(calendar::FIRST_DATE), to.min(calendar::LAST_DATE));
    while date <= to && raw.exceptions.len() < EXCEPTIONS_MAX {
        if let Some(shifts) = on(date) {
            raw.exceptions.push(Exception {
                from: date,
                to: date,
                shifts,
            });
        }
        match date.checked_add(1.day()) {
            Ok(next) => date = next,
            Err(_) => break,
        }
    }
}

/// An exception: `Type` 1 is daily, 2 and 3 yearly, 4 and 5 monthly (by day, by weekday), 6
/// weekly, 7 daily by count.
fn recurring(node: &Node, shifts: &[Shift], raw: &mut Raw, parsing: &mut Parsing<'_>) {
    let Some((from, to)) = period(node, parsing) else {
        return;
    };
    let number = |name: &str| node.get(name).parse::<i32>().ok();
    let every = number("Period").unwrap_or(1).max(1);
    let weekday = |item: i32| (item - 3).rem_euclid(7) as i8;
    let (month, day) = (
        number("Month").unwrap_or(0) + 1,
        number("MonthDay").unwrap_or(1),
    );
    let position = number("MonthPosition").unwrap_or(0);
    let months = |date: Date| {
        let years = i32::from(date.year()) - i32::from(from.year());
        years * 12 + i32::from(date.month()) - i32::from(from.month())
    };
    let nth = |date: Date| {
        // The first to fourth weekday of its month, or (4) the last.
        let own = i32::from((date.day() - 1) / 7);
        let last = date.day() + 7 > date.days_in_month();
        let items = number("MonthItem").unwrap_or(3);
        date.weekday().to_monday_zero_offset() == (weekday(items) + 6).rem_euclid(7)
            && (position == own || position == 4 && last)
    };
    let days_of_week = number("DaysOfWeek").unwrap_or(0);
    let matches = |date: Date| match node.get("Type") {
        "2" => i32::from(date.month()) == month && i32::from(date.day()) == day,
        "3" => i32::from(date.month()) == month && nth(date),
        "4" => i32::from(date.day()) == day && months(date) % every == 0,
        "5" => nth(date) && months(date) % every == 0,
        "6" => {
            // Bit 0 is Sunday.
            let bit = date.weekday().to_sunday_zero_offset();
            let weeks = (date - from).get_days() / 7;
            days_of_week >> bit & 1 == 1 && weeks % every == 0
        }
        _ => (date - from).get_days() % every == 0,
    };
    if matches!(node.get("Type"), "" | "0" | "1") && every == 1 {
        raw.exceptions.push(Exception {
            from,
            to,
            shifts: shifts.to_vec(),
        });
        return;
    }
    each_date(from, to, raw, |date| matches(date).then(|| shifts.to_vec()));
}

/// Joins calendars with their bases.
pub(super) fn join(raws: &[Raw], plan: &mut Plan, parsing: &mut Parsing<'_>) {
    if raws.len() > CALENDARS_MAX {
        let place = Place::at(raws[CALENDARS_MAX].line, "Calendars");
        parsing.problems.push(Problem::too_large(
            place,
            "日历数",
            "calendars",
            CALENDARS_MAX,
        ));
        return;
    }
    let places: HashMap<&str, usize> = raws
        .iter()
        .enumerate()
        .map(|(at, raw)| (raw.key.as_str(), at))
        .collect();
    for (at, raw) in raws.iter().enumerate() {
        let mut chain = vec![at];
        let mut next = raw.base.as_str();
        while let Some(&base) = places.get(next)
            && chain.len() < BASES_MAX
            && !chain.contains(&base)
        {
            chain.push(base);
            next = raws[base].base.as_str();
        }
        let standard = CalendarSpec::standard("", "").week;
        let week = std::array::from_fn(|day| {
            let own = chain.iter().find_map(|at| raws[*at].week[day].clone());
            own.unwrap_or_else(|| standard[day].clone())
        });
        let exceptions = chain
            .iter()
            .rev()
            .flat_map(|at| raws[*at].exceptions.iter().cloned());
        plan.calendars.push(CalendarSpec {
            key: raw.key.clone(),
            name: raw.name.clone(),
            week,
            exceptions: exceptions.take(EXCEPTIONS_MAX).collect(),
            place: Place::at(raw.line, "Project/Calendars/Calendar"),
        });
        let id = CalendarId(at as u32);
        parsing.calendars.insert(raw.key.clone(), id);
    }
}
