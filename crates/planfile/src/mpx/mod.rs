//! Microsoft Project exchange (MPX 4.0): numbered records of separated fields.
//!
//! Fields of tasks are read by their numbers (record 61 or 60's number row), so the language of
//! the names does not matter; relations, constraints and units are understood in English and the
//! common translations by their first letters, and a word that is not understood is refused.

mod records;
mod task;

use crate::limits::FIELDS_MAX;
use crate::plan::{Demand, Format, Plan, Resource, Row, Tally};
use crate::problem::{Place, Problem, Problems, Refusal};
use crate::text;
use crate::week::{CalendarSpec, Exception, tidy};
use calendar::{Minute, Shift};
use records::{End, Style, fields};
use schedule::{ActivityId, CalendarId, Kind};
use std::collections::HashMap;

/// What is needed while reading.
struct Parsing<'a> {
    problems: &'a mut Problems,
    unused: &'a mut Tally,
    style: Style,
    calendars: HashMap<String, CalendarId>,
    /// By ID, as predecessors are written.
    tasks: HashMap<String, u32>,
    /// Field numbers of the task and resource columns.
    task_columns: Vec<u32>,
    resource_columns: Vec<u32>,
    /// Predecessors are read when all tasks are known.
    predecessors: Vec<(u32, String, u32)>,
    /// Open summaries: outline level and activity.
    outline: Vec<(i64, u32)>,
    resources: HashMap<String, u32>,
    /// Whether any date of a task has a time of day.
    timed: bool,
}

/// Reads the text of an MPX file.
pub(crate) fn read(text: &str) -> Result<Plan, Refusal> {
    let (mut problems, mut unused) = (Problems::default(), Tally::default());
    let mut lines = text.lines().zip(1u32..);
    let header = lines.next().map_or("", |line| line.0);
    let Some(style) = Style::of_header(header) else {
        return Err(crate::detect::unknown().into());
    };
    let mut plan = Plan::new(Format::Mpx);
    let mut parsing = Parsing {
        problems: &mut problems,
        unused: &mut unused,
        style,
        calendars: HashMap::new(),
        tasks: HashMap::new(),
        task_columns: Vec::new(),
        resource_columns: Vec::new(),
        predecessors: Vec::new(),
        outline: Vec::new(),
        resources: HashMap::new(),
        timed: false,
    };
    let mut start = None;
    for (line, number) in lines {
        let fields = fields(line, parsing.style.separator);
        if fields.len() > FIELDS_MAX {
            let place = Place::line(number);
            parsing.problems.push(Problem::too_large(
                place,
                "一行的栏数",
                "fields",
                FIELDS_MAX,
            ));
            continue;
        }
        parsing.record(&fields, number, &mut plan, &mut start);
    }
    if plan.calendars.is_empty() {
        plan.calendars
            .push(CalendarSpec::standard("Standard", "Standard"));
    }
    let earliest = plan
        .activities
        .iter()
        .filter_map(|row| row.stored.start)
        .min();
    match start.or(earliest) {
        Some(at) => plan.start = at,
        None => parsing.problems.push(Problem::new(
            "planfile/no-start",
            Place::default(),
            ("项目没有开始日期", "the project has no start date"),
            (
                "请填写项目开始日期后重新导出",
                "give the project a start date and export again",
            ),
        )),
    }
    Parsing::calendars(&mut plan);
    parsing.links(&mut plan);
    plan.days_only = !parsing.timed;
    plan.unused = unused.finish();
    problems.finish()?;
    Ok(plan)
}

impl Parsing<'_> {
    fn record(
        &mut self,
        fields: &[String],
        line: u32,
        plan: &mut Plan,
        start: &mut Option<Minute>,
    ) {
        let get = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let numbers = || {
            fields[1..]
                .iter()
                .map(|field| field.trim().parse().unwrap_or(0))
                .collect()
        };
        match get(0) {
            "" => (),
            "10" => self.style.currency(get(1)),
            "11" => self.style.defaults(get(4), get(5), &fields[1..]),
            "12" => self.style.dates(&fields[1..]),
            "20" => self.calendar(fields, line, plan),
            "25" | "56" => self.hours(fields, line, plan),
            "26" | "57" => self.exception(fields, line, plan),
            "30" => {
                plan.title = get(1).to_owned();
                *start = self.moment(get(5), line, "30.5", End::Start);
                plan.data_date = None;
                if let Some(known) = self.calendars.get(get(4)) {
                    plan.default_calendar = *known;
                }
                let calendar = plan.calendars.get(plan.default_calendar.0 as usize);
                for (day, end) in self.style.day_ends.iter_mut().enumerate() {
                    let last = calendar.and_then(|spec| spec.week[day].last());
                    *end = last.map_or(*end, |shift| i64::from(shift.to));
                }
                self.finish_of_header(get(7), get(6), line, plan);
            }
            "41" => self.resource_columns = numbers(),
            "61" => self.task_columns = numbers(),
            "50" => self.resource(fields, plan),
            "70" => self.task(fields, line, plan),
            "75" => self.assignment(fields, line, plan),
            "55" => self.resource_calendar(fields, line, plan),
            "40" | "60" | "58" => (),
            other => {
                let kind = format!("record {other}");
                self.unused.add(&kind, || Place::line(line));
            }
        }
    }

    /// Scheduled from its finish: that is then required.
    fn finish_of_header(&mut self, from_finish: &str, finish: &str, line: u32, plan: &mut Plan) {
        if from_finish == "1" {
            plan.required = self.moment(finish, line, "30.6", End::Finish);
        }
    }

    fn moment(&mut self, text: &str, line: u32, field: &str, end: End) -> Option<Minute> {
        if records::is_none(text) {
            return None;
        }
        self.timed |= field.starts_with("70.") && self.style.has_time(text);
        let found = self.style.moment(text, end);
        if found.is_none() {
            let place = Place::at(line, field);
            self.problems
                .push(Problem::unreadable(place, text, "日期", "a date"));
        }
        found
    }

    fn calendar(&mut self, fields: &[String], line: u32, plan: &mut Plan) {
        let get = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let mut spec = CalendarSpec::standard(get(1), get(1));
        // Sunday first; 0 off, 1 worked, 2 by the default.
        for day in 0..7 {
            if get(2 + day) == "0" {
                spec.week[(day + 6) % 7] = Vec::new();
            }
        }
        spec.place = Place::at(line, "20");
        self.calendars
            .insert(get(1).to_owned(), CalendarId(plan.calendars.len() as u32));
        plan.calendars.push(spec);
    }

    /// The calendar of the resource before it: what is not said is as in its base.
    fn resource_calendar(&mut self, fields: &[String], line: u32, plan: &mut Plan) {
        let get = |at: usize| fields.get(at).map_or("", |field| field.trim());
        if plan.calendars.is_empty() {
            plan.calendars
                .push(CalendarSpec::standard("Standard", "Standard"));
        }
        let Some(resource) = plan.resources.last_mut() else {
            return;
        };
        let base = self.calendars.get(get(1)).copied();
        let base = base.unwrap_or(plan.default_calendar);
        let mut spec = CalendarSpec {
            key: String::new(),
            name: resource.name.clone(),
            place: Place::at(line, "55"),
            ..plan.calendars[base.0 as usize].clone()
        };
        let office = CalendarSpec::standard("", "").week[0].clone();
        for day in 0..7 {
            let shifts = &mut spec.week[(day + 6) % 7];
            match get(2 + day) {
                "0" => shifts.clear(),
                "1" if shifts.is_empty() => shifts.clone_from(&office),
                _ => (),
            }
        }
        resource.calendar = Some(CalendarId(plan.calendars.len() as u32));
        plan.calendars.push(spec);
    }

    /// Durations count the time in which any of those assigned works.
    fn calendars(plan: &mut Plan) {
        let of_project = |row: &Row| {
            row.activity.calendar == plan.default_calendar && row.activity.kind != Kind::Summary
        };
        let free: Vec<bool> = plan.activities.iter().map(of_project).collect();
        plan.work_as_assigned(|at| free[at as usize]);
    }

    fn shifts(&mut self, fields: &[String], line: u32) -> Vec<Shift> {
        let mut found = Vec::new();
        for pair in fields.chunks(2) {
            let (Some(from), Some(to)) = (pair.first(), pair.get(1)) else {
                break;
            };
            if from.trim().is_empty() {
                continue;
            }
            match (self.style.clock(from), self.style.clock(to)) {
                (Some(from), Some(to)) => found.push(Shift { from, to }),
                _ => {
                    let place = Place::at(line, "25");
                    self.problems
                        .push(Problem::unreadable(place, from, "时刻", "a time of day"));
                }
            }
        }
        tidy(found)
    }

    fn hours(&mut self, fields: &[String], line: u32, plan: &mut Plan) {
        let shifts = self.shifts(fields.get(2..).unwrap_or(&[]), line);
        let day = fields
            .get(1)
            .and_then(|day| day.trim().parse::<usize>().ok());
        if let (Some(day @ 1..=7), Some(spec)) = (day, plan.calendars.last_mut()) {
            spec.week[(day + 5) % 7] = shifts;
        }
    }

    fn exception(&mut self, fields: &[String], line: u32, plan: &mut Plan) {
        let get = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let from = self.moment(get(1), line, "26.1", End::Start);
        let to = self.moment(get(2), line, "26.2", End::Start).or(from);
        let shifts = match get(3) {
            "0" | "" => Vec::new(),
            _ => self.shifts(fields.get(4..).unwrap_or(&[]), line),
        };
        if let (Some(from), Some(to), Some(spec)) = (from, to, plan.calendars.last_mut())
            && from <= to
        {
            let (from, to) = (from.date(), to.date());
            spec.exceptions.push(Exception { from, to, shifts });
        }
    }

    fn resource(&mut self, fields: &[String], plan: &mut Plan) {
        // 40 ID, 1 name, 41 units, 48 calendar.
        let column = |number: u32| {
            let at = self.resource_columns.iter().position(|own| *own == number);
            at.and_then(|at| fields.get(at + 1))
                .map_or("", |field| field.trim())
        };
        let key = column(40).to_owned();
        let units = self.style.number(column(41));
        self.resources
            .insert(key.clone(), plan.resources.len() as u32);
        plan.resources.push(Resource {
            key,
            name: column(1).to_owned(),
            capacity: units.and_then(|units| text::scaled(units, 100.0)),
            consumed: false,
            calendar: self.calendars.get(column(48)).copied(),
        });
    }

    fn assignment(&mut self, fields: &[String], line: u32, plan: &mut Plan) {
        let get = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let Some(activity) = (plan.activities.len() as u32).checked_sub(1) else {
            return;
        };
        let Some(&resource) = self.resources.get(get(1)) else {
            let place = Place::at(line, "75.1");
            self.problems
                .push(Problem::to_nothing(place, ("资源", "resource"), get(1)));
            return;
        };
        let units = self.style.number(get(2)).unwrap_or(1.0);
        plan.demands.push(Demand {
            activity: ActivityId(activity),
            resource,
            units: text::scaled(units, 100.0).unwrap_or(100),
            work: None,
        });
    }
}
