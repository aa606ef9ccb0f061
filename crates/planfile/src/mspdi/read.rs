//! Reading: the walk over the file, and what stands around the tasks.

use super::{calendars, span, tasks};
use crate::limits::ACTIVITIES_MAX;
use crate::plan::{Demand, Format, Plan, Resource, Tally};
use crate::problem::{Place, Problem, Problems, Refusal};
use crate::text;
use crate::week::CalendarSpec;
use crate::xml::{self, Node};
use calendar::Minute;
use schedule::{ActivityId, CalendarId};
use std::collections::HashMap;

/// What is needed while reading.
pub(super) struct Parsing<'a> {
    pub(super) problems: &'a mut Problems,
    pub(super) unused: &'a mut Tally,
    pub(super) calendars: HashMap<String, CalendarId>,
    pub(super) tasks: HashMap<String, u32>,
    pub(super) resources: HashMap<String, u32>,
    pub(super) honor_constraints: bool,
    /// Around the clock, for elapsed durations; made when first needed.
    pub(super) clock: Option<CalendarId>,
}

impl Parsing<'_> {
    /// A child that cannot be read.
    pub(super) fn bad(&mut self, node: &Node, child: &str, what: (&str, &str)) {
        let found = node.child(child);
        let place = Place::at(
            found.map_or(node.line, |found| found.line),
            format!("{}/{child}", node.name),
        );
        let text = found.map_or("", |found| found.text.trim());
        self.problems
            .push(Problem::unreadable(place, text, what.0, what.1));
    }

    /// A child read by `parse`, or a problem; nothing if it is empty.
    pub(super) fn field<T>(
        &mut self,
        node: &Node,
        child: &str,
        parse: impl Fn(&str) -> Option<T>,
        what: (&str, &str),
    ) -> Option<T> {
        let text = node.get(child);
        if text.is_empty() {
            return None;
        }
        let value = parse(text);
        if value.is_none() {
            self.bad(node, child, what);
        }
        value
    }

    pub(super) fn moment(&mut self, node: &Node, child: &str) -> Option<Minute> {
        // Project writes a date far away for "none".
        let moment = self.field(node, child, text::moment, ("日期", "a date"));
        moment.filter(|_| node.get(child) != "NA")
    }

    pub(super) fn minutes(&mut self, node: &Node, child: &str) -> Option<i64> {
        self.field(node, child, span::minutes, ("时间长度", "a duration"))
    }

    /// Counts the children that nobody reads.
    pub(super) fn count_unread(&mut self, node: &Node, known: &[&str]) {
        for child in &node.children {
            if !known.contains(&child.name.as_str()) {
                let kind = format!("{}/{}", node.name, child.name);
                self.unused
                    .add(&kind, || Place::at(child.line, kind.clone()));
            }
        }
    }
}

/// What stands directly under `Project`.
#[derive(Default)]
struct Header {
    values: HashMap<String, (String, u32)>,
}

const HEADER: [&str; 9] = [
    "Name",
    "Title",
    "StartDate",
    "FinishDate",
    "ScheduleFromStart",
    "CalendarUID",
    "StatusDate",
    "HonorConstraints",
    "SaveVersion",
];

/// Reads the text of an MSPDI file.
pub(crate) fn read(text: &str) -> Result<Plan, Refusal> {
    let (mut problems, mut unused) = (Problems::default(), Tally::default());
    let mut header = Header::default();
    let mut nodes: [Vec<Node>; 4] = Default::default();
    let mut root = None;
    xml::walk(text, 3, |outside, node| {
        let names: Vec<&str> = outside.iter().map(String::as_str).collect();
        root.get_or_insert_with(|| {
            outside
                .first()
                .cloned()
                .unwrap_or_else(|| node.name.clone())
        });
        match (names.as_slice(), node.name.as_str()) {
            (["Project", "Calendars"], "Calendar") => nodes[0].push(node),
            (["Project", "Tasks"], "Task") => nodes[1].push(node),
            (["Project", "Resources"], "Resource") => nodes[2].push(node),
            (["Project", "Assignments"], "Assignment") => nodes[3].push(node),
            (["Project"], name) if HEADER.contains(&name) => {
                let value = (node.text.trim().to_owned(), node.line);
                header.values.insert(node.name, value);
            }
            _ => {
                let kind = format!("{}/{}", names.join("/"), node.name);
                unused.add(&kind, || Place::at(node.line, kind.clone()));
            }
        }
    })?;
    let [calendar_nodes, task_nodes, resource_nodes, assignment_nodes] = nodes;
    if root.as_deref() != Some("Project") {
        return Err(crate::detect::unknown().into());
    }
    if task_nodes.len() > ACTIVITIES_MAX {
        let place = Place::at(0, "Project/Tasks");
        return Err(Problem::too_large(place, "任务数", "tasks", ACTIVITIES_MAX).into());
    }
    let mut plan = Plan::new(Format::Mspdi);
    let mut parsing = Parsing {
        problems: &mut problems,
        unused: &mut unused,
        calendars: HashMap::new(),
        tasks: HashMap::new(),
        resources: HashMap::new(),
        honor_constraints: header.get("HonorConstraints") != "0",
        clock: None,
    };
    let raws: Vec<_> = calendar_nodes
        .iter()
        .map(|node| calendars::read(node, &mut parsing))
        .collect();
    calendars::join(&raws, &mut plan, &mut parsing);
    header.apply(&mut plan, &mut parsing, &task_nodes);
    resources(&resource_nodes, &mut plan, &mut parsing);
    tasks::read(&task_nodes, &mut plan, &mut parsing);
    assignments(&assignment_nodes, &mut plan, &mut parsing);
    tasks::settle(&task_nodes, &assignment_nodes, &mut plan, &mut parsing);
    plan.unused = unused.finish();
    problems.finish()?;
    Ok(plan)
}

impl Header {
    fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.0.as_str())
    }

    fn moment(&self, name: &str, parsing: &mut Parsing<'_>) -> Option<Minute> {
        let (value, line) = self.values.get(name).filter(|value| !value.0.is_empty())?;
        let moment = text::moment(value);
        if moment.is_none() {
            let place = Place::at(*line, format!("Project/{name}"));
            parsing
                .problems
                .push(Problem::unreadable(place, value, "日期", "a date"));
        }
        moment
    }

    fn apply(&self, plan: &mut Plan, parsing: &mut Parsing<'_>, tasks: &[Node]) {
        let title = self.get("Title");
        let title = if title.is_empty() {
            self.get("Name")
        } else {
            title
        };
        plan.title = title.to_owned();
        if plan.calendars.is_empty() {
            plan.calendars.push(CalendarSpec::standard("1", "Standard"));
        }
        let key = self.get("CalendarUID");
        plan.default_calendar = match parsing.calendars.get(key) {
            Some(known) => *known,
            None if key.is_empty() || key == "-1" => CalendarId(0),
            None => {
                let line = self.values.get("CalendarUID").map_or(0, |value| value.1);
                let place = Place::at(line, "Project/CalendarUID");
                parsing
                    .problems
                    .push(Problem::to_nothing(place, ("日历", "calendar"), key));
                CalendarId(0)
            }
        };
        let earliest = || {
            let starts = tasks
                .iter()
                .filter_map(|task| text::moment(task.get("Start")));
            starts.min()
        };
        match self.moment("StartDate", parsing).or_else(earliest) {
            Some(start) => plan.start = start,
            None => parsing.problems.push(Problem::new(
                "planfile/no-start",
                Place::at(0, "Project/StartDate"),
                ("项目没有开始日期", "the project has no start date"),
                (
                    "请填写项目开始日期后重新导出",
                    "give the project a start date and export again",
                ),
            )),
        }
        if self.get("ScheduleFromStart") == "0" {
            plan.required = self.moment("FinishDate", parsing);
        }
    }
}

fn resources(nodes: &[Node], plan: &mut Plan, parsing: &mut Parsing<'_>) {
    for node in nodes {
        let key = node.get("UID");
        if node.get("IsNull") == "1" {
            continue;
        }
        let units = text::number(node.get("MaxUnits"));
        let calendar = parsing.calendars.get(node.get("CalendarUID")).copied();
        parsing
            .resources
            .insert(key.to_owned(), plan.resources.len() as u32);
        plan.resources.push(Resource {
            key: key.to_owned(),
            name: node.get("Name").to_owned(),
            capacity: units.and_then(|units| text::scaled(units, 100.0)),
            consumed: node.get("Type") == "0",
            calendar,
        });
        parsing.count_unread(
            node,
            &[
                "UID",
                "ID",
                "IsNull",
                "MaxUnits",
                "CalendarUID",
                "Name",
                "Type",
            ],
        );
    }
}

fn assignments(nodes: &[Node], plan: &mut Plan, parsing: &mut Parsing<'_>) {
    for node in nodes {
        let task = node.get("TaskUID");
        let Some(&activity) = parsing.tasks.get(task) else {
            if !task.is_empty() && task != "0" {
                let line = node.child("TaskUID").map_or(node.line, |child| child.line);
                let place = Place::at(line, "Assignment/TaskUID");
                parsing
                    .problems
                    .push(Problem::to_nothing(place, ("任务", "task"), task));
            }
            continue;
        };
        // Nobody is assigned: Project writes such rows for its own use.
        let resource = node.get("ResourceUID");
        if resource.is_empty() || resource.starts_with('-') || resource == "0" {
            continue;
        }
        let Some(&resource) = parsing.resources.get(resource) else {
            let line = node
                .child("ResourceUID")
                .map_or(node.line, |child| child.line);
            let place = Place::at(line, "Assignment/ResourceUID");
            parsing
                .problems
                .push(Problem::to_nothing(place, ("资源", "resource"), resource));
            continue;
        };
        let units = text::number(node.get("Units")).unwrap_or(1.0);
        let work = parsing.minutes(node, "Work");
        plan.demands.push(Demand {
            activity: ActivityId(activity),
            resource,
            units: text::scaled(units, 100.0).unwrap_or(100),
            work,
        });
        parsing.count_unread(
            node,
            &[
                "UID",
                "TaskUID",
                "ResourceUID",
                "Units",
                "Work",
                "TimephasedData",
                "Start",
                "Finish",
            ],
        );
    }
}
