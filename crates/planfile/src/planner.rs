//! GNOME Planner XML (`.planner`, `.mrproject`).

use crate::plan::{Demand, Format, LinkRow, Plan, Resource, Row, Stored, Tally};
use crate::problem::{Place, Problem, Problems, Refusal};
use crate::text;
use crate::week::{CalendarSpec, Exception, tidy};
use crate::xml::{self, Node};
use calendar::{Minute, Shift};
use jiff::civil::Date;
use schedule::{Activity, ActivityId, CalendarId, Constraint, Kind, Lag, Link, Relation};
use std::collections::HashMap;

struct Parsing<'a> {
    problems: &'a mut Problems,
    unused: &'a mut Tally,
    calendars: HashMap<String, CalendarId>,
    tasks: HashMap<String, u32>,
    resources: HashMap<String, u32>,
}

/// Reads the text of a Planner file.
pub(crate) fn read(text: &str) -> Result<Plan, Refusal> {
    let (mut problems, mut unused) = (Problems::default(), Tally::default());
    let mut root = None;
    // The whole file is one record: it nests tasks in tasks and calendars in calendars.
    xml::walk(text, 1, |_, node| root = Some(node))?;
    let root = root.unwrap_or_default();
    let mut plan = Plan::new(Format::Planner);
    let mut parsing = Parsing {
        problems: &mut problems,
        unused: &mut unused,
        calendars: HashMap::new(),
        tasks: HashMap::new(),
        resources: HashMap::new(),
    };
    plan.title = root.attribute("name").to_owned();
    if let Some(start) = parsing.moment(&root, "project-start") {
        plan.start = start;
    } else if root.attribute("project-start").is_empty() {
        parsing.problems.push(Problem::new(
            "planfile/no-start",
            Place::at(root.line, "project/@project-start"),
            ("项目没有开始日期", "the project has no start date"),
            ("请填写项目开始日期", "give the project a start date"),
        ));
    }
    for node in &root.children {
        match node.name.as_str() {
            "calendars" => {
                for node in node.all("calendar") {
                    parsing.calendar(node, None, &mut plan);
                }
            }
            "tasks" | "resources" | "allocations" => (),
            name => {
                let kind = format!("project/{name}");
                if !node.children.is_empty() || !node.text.trim().is_empty() {
                    parsing
                        .unused
                        .add(&kind, || Place::at(node.line, kind.clone()));
                }
            }
        }
    }
    if plan.calendars.is_empty() {
        plan.calendars.push(CalendarSpec::standard("1", "Default"));
    }
    let own = parsing.calendars.get(root.attribute("calendar"));
    plan.default_calendar = own.copied().unwrap_or(CalendarId(0));
    parsing.resources(&root, &mut plan);
    for tasks in root.all("tasks") {
        for node in tasks.all("task") {
            parsing.task(node, None, &mut plan);
        }
        parsing.links(tasks, &mut plan);
    }
    parsing.allocations(&root, &mut plan);
    plan.unused = unused.finish();
    problems.finish()?;
    Ok(plan)
}

/// `20060825T080000Z`, to the nearest minute as the seconds of work are.
fn moment(text: &str) -> Option<Minute> {
    let text = text.trim_end_matches('Z');
    let (day, time) = text.split_once('T').unwrap_or((text, "000000"));
    let part = |at: usize| -> Option<u16> { time.get(at..at + 2)?.parse().ok() };
    let (hour, minute, second) = (part(0)?, part(2)?, part(4).unwrap_or(0));
    let start = Minute::start_of(date(day)?);
    let of_day = hour * 60 + minute + (second + 30) / 60;
    (hour < 24 && minute < 60 && second <= 60).then(|| Minute(start.0 + i64::from(of_day)))
}

/// `20060825`.
fn date(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    let (year, month, day) = (
        text[..4].parse().ok()?,
        text[4..6].parse().ok()?,
        &text[6..],
    );
    Date::new(year, month, day.parse().ok()?).ok()
}

/// `0800`.
fn clock(text: &str) -> Option<u16> {
    if text.len() != 4 || !text.is_ascii() {
        return None;
    }
    let (hour, minute): (u16, u16) = (text[..2].parse().ok()?, text[2..].parse().ok()?);
    (hour < 24 && minute < 60 || hour == 24 && minute == 0).then(|| hour * 60 + minute)
}

impl Parsing<'_> {
    fn bad(&mut self, node: &Node, attribute: &str, what: (&str, &str)) {
        let place = Place::at(node.line, format!("{}/@{attribute}", node.name));
        let text = node.attribute(attribute);
        self.problems
            .push(Problem::unreadable(place, text, what.0, what.1));
    }

    fn moment(&mut self, node: &Node, attribute: &str) -> Option<Minute> {
        let text = node.attribute(attribute);
        if text.is_empty() {
            return None;
        }
        let found = moment(text);
        if found.is_none() {
            self.bad(node, attribute, ("时间", "a time"));
        }
        found
    }

    /// Seconds as whole minutes.
    fn seconds(&mut self, node: &Node, attribute: &str) -> Option<i64> {
        let text = node.attribute(attribute);
        if text.is_empty() {
            return None;
        }
        let found = text::number(text).and_then(|seconds| text::scaled(seconds, 1.0 / 60.0));
        if found.is_none() {
            self.bad(node, attribute, ("秒数", "a number of seconds"));
        }
        found
    }

    /// A calendar and those based on it, which stand inside.
    fn calendar(&mut self, node: &Node, base: Option<usize>, plan: &mut Plan) {
        let standard = CalendarSpec::standard(node.attribute("id"), node.attribute("name"));
        let inherited = base.and_then(|at| plan.calendars.get(at));
        let mut spec = CalendarSpec {
            week: inherited.map_or(standard.week.clone(), |base| base.week.clone()),
            exceptions: inherited.map_or(Vec::new(), |base| base.exceptions.clone()),
            place: Place::at(node.line, "project/calendars/calendar"),
            ..standard.clone()
        };
        // Day types: 0 working, 1 off, 2 as in the base; their hours may be set here.
        let mut hours: HashMap<&str, Vec<Shift>> = HashMap::new();
        hours.insert("0", standard.week[0].clone());
        hours.insert("1", Vec::new());
        for kind in node
            .all("overridden-day-types")
            .flat_map(|all| all.all("overridden-day-type"))
        {
            let shifts = self.intervals(kind);
            hours.insert(kind.attribute("id"), shifts);
        }
        const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        if let Some(week) = node.child("default-week") {
            for (day, name) in DAYS.iter().enumerate() {
                if let Some(shifts) = hours.get(week.attribute(name)) {
                    spec.week[day] = shifts.clone();
                }
            }
        }
        for day in node.all("days").flat_map(|days| days.all("day")) {
            let Some(date) = date(day.attribute("date")) else {
                self.bad(day, "date", ("日期", "a date"));
                continue;
            };
            let shifts = match hours.get(day.attribute("id")) {
                Some(shifts) if day.attribute("type") == "day-type" => shifts.clone(),
                _ => self.intervals(day),
            };
            spec.exceptions.push(Exception {
                from: date,
                to: date,
                shifts,
            });
        }
        let at = plan.calendars.len();
        self.calendars
            .insert(spec.key.clone(), CalendarId(at as u32));
        plan.calendars.push(spec);
        for inner in node.all("calendar") {
            self.calendar(inner, Some(at), plan);
        }
    }

    fn intervals(&mut self, node: &Node) -> Vec<Shift> {
        let mut shifts = Vec::new();
        for interval in node.all("interval") {
            match (
                clock(interval.attribute("start")),
                clock(interval.attribute("end")),
            ) {
                (Some(from), Some(to)) => shifts.push(Shift { from, to }),
                (None, _) => self.bad(interval, "start", ("时刻", "a time of day")),
                _ => self.bad(interval, "end", ("时刻", "a time of day")),
            }
        }
        tidy(shifts)
    }

    fn task(&mut self, node: &Node, parent: Option<ActivityId>, plan: &mut Plan) {
        let key = node.attribute("id");
        let id = plan.activities.len() as u32;
        let summary = node.child("task").is_some();
        let milestone = node.attribute("type") == "milestone";
        let given = self.seconds(node, "duration");
        let work = self.seconds(node, "work").unwrap_or(0);
        let mut activity = Activity::new(plan.default_calendar, 0).key(key);
        let (start, finish) = (self.moment(node, "work-start"), self.moment(node, "end"));
        // What takes no time ends at midnight, before the work of the day that it starts with.
        let finish = finish.map(|finish| finish.max(start.unwrap_or(finish)));
        activity.parent = parent;
        if summary {
            activity.kind = Kind::Summary;
        } else if !milestone {
            activity.duration = given.unwrap_or(work);
        }
        if let Some(constraint) = node.child("constraint") {
            let at = self.moment(constraint, "time");
            activity = match (constraint.attribute("type"), at) {
                ("must-start-on", Some(at)) => activity.constrain(Constraint::MustStart(at)),
                ("start-no-earlier-than", Some(at)) => {
                    activity.constrain(Constraint::StartNotEarlier(at))
                }
                ("finish-no-later-than", Some(at)) => {
                    activity.constrain(Constraint::FinishNotLater(at))
                }
                ("as-late-as-possible", _) => activity.constrain(Constraint::AsLateAsPossible),
                _ => activity,
            };
        }
        if node.attribute("percent-complete") == "100" && !summary {
            (activity.actual_start, activity.actual_finish) = (start, finish);
        }
        let place = Place::at(node.line, format!("project/tasks/task[id={key}]"));
        if self.tasks.insert(key.to_owned(), id).is_some() {
            self.problems.push(Problem::new(
                "planfile/duplicate-key",
                place.clone(),
                (
                    format!("任务 id“{key}”重复"),
                    format!("the id `{key}` is used twice"),
                ),
                ("请改正后重新导出", "mend it and export again"),
            ));
        }
        plan.activities.push(Row {
            key: key.to_owned(),
            code: key.to_owned(),
            name: node.attribute("name").to_owned(),
            activity,
            stored: Stored {
                start,
                finish,
                ..Stored::default()
            },
            manual: false,
            place,
        });
        for part in node.all("task") {
            self.task(part, Some(ActivityId(id)), plan);
        }
    }

    fn links(&mut self, node: &Node, plan: &mut Plan) {
        for task in node.all("task") {
            let to = self.tasks.get(task.attribute("id")).copied();
            for link in task
                .all("predecessors")
                .flat_map(|all| all.all("predecessor"))
            {
                let key = link.attribute("predecessor-id");
                let (Some(to), Some(&from)) = (to, self.tasks.get(key)) else {
                    let place = Place::at(link.line, "task/predecessors/predecessor");
                    self.problems
                        .push(Problem::to_nothing(place, ("任务", "task"), key));
                    continue;
                };
                let relation = match link.attribute("type") {
                    "FS" | "" => Relation::FinishToStart,
                    "SS" => Relation::StartToStart,
                    "FF" => Relation::FinishToFinish,
                    "SF" => Relation::StartToFinish,
                    _ => {
                        self.bad(link, "type", ("关系类型", "a relation"));
                        continue;
                    }
                };
                let lag = self.seconds(link, "lag").unwrap_or(0);
                plan.links.push(LinkRow {
                    link: Link {
                        from: ActivityId(from),
                        to: ActivityId(to),
                        relation,
                        // Planner's lags run on the clock.
                        lag: if lag == 0 {
                            Lag::NONE
                        } else {
                            Lag::Elapsed(lag)
                        },
                    },
                    place: Place::at(link.line, "task/predecessors/predecessor"),
                });
            }
            self.links(task, plan);
        }
    }

    fn resources(&mut self, root: &Node, plan: &mut Plan) {
        for node in root.all("resources").flat_map(|all| all.all("resource")) {
            let key = node.attribute("id");
            self.resources
                .insert(key.to_owned(), plan.resources.len() as u32);
            let units = text::number(node.attribute("units")).filter(|units| *units > 0.0);
            plan.resources.push(Resource {
                key: key.to_owned(),
                name: node.attribute("name").to_owned(),
                capacity: Some(
                    units
                        .and_then(|units| text::scaled(units, 100.0))
                        .unwrap_or(100),
                ),
                consumed: node.attribute("type") == "2",
                calendar: self.calendars.get(node.attribute("calendar")).copied(),
            });
        }
    }

    /// Who works on what. Work of a fixed amount takes less time the more work on it.
    fn allocations(&mut self, root: &Node, plan: &mut Plan) {
        for node in root
            .all("allocations")
            .flat_map(|all| all.all("allocation"))
        {
            let (task, resource) = (node.attribute("task-id"), node.attribute("resource-id"));
            let place = || Place::at(node.line, "project/allocations/allocation");
            let Some(&activity) = self.tasks.get(task) else {
                self.problems
                    .push(Problem::to_nothing(place(), ("任务", "task"), task));
                continue;
            };
            let Some(&resource) = self.resources.get(resource) else {
                self.problems
                    .push(Problem::to_nothing(place(), ("资源", "resource"), resource));
                continue;
            };
            let units = text::number(node.attribute("units")).unwrap_or(100.0);
            plan.demands.push(Demand {
                activity: ActivityId(activity),
                resource,
                units: text::scaled(units, 1.0).unwrap_or(100),
                work: None,
            });
        }
        let mut units: HashMap<u32, i64> = HashMap::new();
        for demand in &plan.demands {
            if !plan.resources[demand.resource as usize].consumed {
                *units.entry(demand.activity.0).or_default() += demand.units;
            }
        }
        let mut fixed = std::collections::HashSet::new();
        collect_fixed(root, &mut fixed);
        for (activity, units) in units {
            let row = &mut plan.activities[activity as usize];
            if units > 0 && !fixed.contains(row.key.as_str()) && row.activity.kind == Kind::Task {
                row.activity.duration = (row.activity.duration * 100 + units / 2) / units;
            }
        }
    }
}

/// Tasks of a fixed duration, whoever works on them.
fn collect_fixed<'a>(node: &'a Node, found: &mut std::collections::HashSet<&'a str>) {
    for child in &node.children {
        if child.name == "task" && child.attribute("scheduling") == "fixed-duration" {
            found.insert(child.attribute("id"));
        }
        if matches!(child.name.as_str(), "tasks" | "task") {
            collect_fixed(child, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_to_the_nearest_minute() {
        let check = |text: &str, expected: &str| {
            let shown = moment(text).map_or(String::new(), |at| at.to_string());
            assert_eq!(shown, expected, "{text}");
        };
        check("20060825T080000Z", "2006-08-25 08:00");
        check("20070327T094640Z", "2007-03-27 09:47");
        check("20070327T094629Z", "2007-03-27 09:46");
        check("20070327T235930Z", "2007-03-28 00:00");
        check("20070327", "2007-03-27 00:00");
        check("20070327T240000Z", "");
        check("20070327T0", "");
    }
}
