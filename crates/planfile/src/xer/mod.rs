//! Primavera P6 XER: tables of tab-separated lines.
//!
//! Read are projects, calendars, scheduling options, activities, relationships, resources and
//! assignments; everything else is counted in [`crate::Plan::unused`]. A file that does not end
//! with `%E` is cut off, and refused.

mod activities;
mod data;
mod table;

use crate::plan::{Demand, Format, Plan, Resource, Tally};
use crate::problem::{Place, Problem, Problems, Refusal};
use crate::text;
use crate::week::CalendarSpec;
use calendar::Minute;
use schedule::{CalendarId, Convention, Lag, Progress, StartLags};
use std::collections::HashMap;
use table::{Row, Table, Tables};

/// Reads the text of a XER file.
pub(crate) fn read(text: &str) -> Result<Plan, Refusal> {
    let mut problems = Problems::default();
    let mut unused = Tally::default();
    let tables = table::split(text, &mut problems)?;
    for (name, table) in &tables.all {
        if !table::KNOWN.iter().any(|known| known.0 == name.as_str()) {
            for row in &table.rows {
                unused.add(name, || Place::line(row.line));
            }
        }
    }
    let mut plan = Plan::new(Format::Xer);
    plan.convention = Convention::Primavera;
    plan.start_lags = StartLags::Remaining;
    let mut reader = Reader {
        tables: &tables,
        problems: &mut problems,
        unused: &mut unused,
        calendar_of: HashMap::new(),
        activity_of: HashMap::new(),
        resource_of: HashMap::new(),
        options: ScheduleOptions::default(),
        projects: HashMap::new(),
    };
    reader.calendars(&mut plan);
    reader.projects(&mut plan);
    reader.options(&mut plan);
    reader.resources(&mut plan);
    reader.activities(&mut plan);
    reader.links(&mut plan);
    efforts(&mut plan);
    reader.demands(&mut plan);
    tables.count_columns(&mut unused);
    plan.unused = unused.finish();
    problems.finish()?;
    Ok(plan)
}

/// P6 schedules a level of effort without a tie of its finish (or of its start) as work of its
/// duration.
fn efforts(plan: &mut Plan) {
    let mut tied = vec![(false, false); plan.activities.len()];
    for row in &plan.links {
        let (from, to) = (row.link.from.0 as usize, row.link.to.0 as usize);
        let relation = row.link.relation;
        for (at, start) in [(from, !relation.from_finish()), (to, relation.to_start())] {
            let tied = &mut tied[at];
            if start { tied.0 = true } else { tied.1 = true }
        }
    }
    for (row, tied) in plan.activities.iter_mut().zip(tied) {
        if row.activity.kind == schedule::Kind::LevelOfEffort && tied != (true, true) {
            row.activity.kind = schedule::Kind::Task;
        }
    }
}

/// What the scheduling options say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum LagCalendar {
    #[default]
    Predecessor,
    Successor,
    Clock,
    Project,
}

#[derive(Debug, Clone, Copy)]
struct ScheduleOptions {
    lag: LagCalendar,
    expected_finish: bool,
}

impl Default for ScheduleOptions {
    fn default() -> Self {
        ScheduleOptions {
            lag: LagCalendar::Predecessor,
            expected_finish: true,
        }
    }
}

struct Reader<'a> {
    tables: &'a Tables<'a>,
    problems: &'a mut Problems,
    unused: &'a mut Tally,
    calendar_of: HashMap<&'a str, CalendarId>,
    activity_of: HashMap<&'a str, u32>,
    resource_of: HashMap<&'a str, u32>,
    options: ScheduleOptions,
    /// Calendar of each project.
    projects: HashMap<&'a str, CalendarId>,
}

impl<'a> Reader<'a> {
    fn table(&self, name: &str) -> Option<&'a Table<'a>> {
        let tables: &'a Tables<'a> = self.tables;
        tables.all.get(name)
    }

    /// A field read by `parse`, or a problem; nothing if it is empty.
    fn field<T>(
        &mut self,
        table: &Table<'_>,
        row: &Row<'_>,
        column: &str,
        parse: impl Fn(&str) -> Option<T>,
        what: (&str, &str),
    ) -> Option<T> {
        let text = table.get(row, column);
        if text.is_empty() {
            return None;
        }
        let value = parse(text);
        if value.is_none() {
            let place = table.place(row, column);
            self.problems
                .push(Problem::unreadable(place, text, what.0, what.1));
        }
        value
    }

    fn moment(&mut self, table: &Table<'_>, row: &Row<'_>, column: &str) -> Option<Minute> {
        self.field(table, row, column, text::moment, ("日期", "a date"))
    }

    fn hours(&mut self, table: &Table<'_>, row: &Row<'_>, column: &str) -> Option<i64> {
        self.field(
            table,
            row,
            column,
            text::hours,
            ("小时数", "a number of hours"),
        )
    }

    fn calendars(&mut self, plan: &mut Plan) {
        let Some(table) = self.table("CALENDAR") else {
            return;
        };
        let mut own: Vec<(data::Data, &str)> = Vec::new();
        for row in &table.rows {
            let key = table.get(row, "clndr_id");
            let place = table.place(row, "clndr_data");
            let parsed = data::parse(table.get(row, "clndr_data"), &place, self.problems);
            self.calendar_of
                .insert(key, CalendarId(plan.calendars.len() as u32));
            plan.calendars.push(CalendarSpec {
                key: key.to_owned(),
                name: table.get(row, "clndr_name").to_owned(),
                week: parsed.week.clone(),
                exceptions: Vec::new(),
                place,
            });
            own.push((parsed, table.get(row, "base_clndr_id")));
        }
        for at in 0..own.len() {
            // Holidays of the calendars it is based on come first, so that its own win.
            let mut chain = vec![at];
            let mut next = own[at].1;
            while let Some(base) = self.calendar_of.get(next)
                && chain.len() < crate::limits::BASES_MAX
                && !chain.contains(&(base.0 as usize))
            {
                chain.push(base.0 as usize);
                next = own[base.0 as usize].1;
            }
            let spec = &mut plan.calendars[at];
            for base in chain.into_iter().rev() {
                spec.exceptions
                    .extend(own[base].0.exceptions.iter().cloned());
            }
            spec.exceptions.truncate(crate::limits::EXCEPTIONS_MAX);
        }
    }

    fn projects(&mut self, plan: &mut Plan) {
        let Some(table) = self.table("PROJECT").filter(|table| !table.rows.is_empty()) else {
            self.problems.push(Problem::new(
                "planfile/no-project",
                Place::default(),
                ("文件中没有项目", "the file holds no project"),
                ("请导出一个项目", "export a project"),
            ));
            return;
        };
        let mut first = None;
        for row in &table.rows {
            let id = table.get(row, "proj_id");
            let known = self.calendar_of.get(table.get(row, "clndr_id")).copied();
            let start = self.moment(table, row, "plan_start_date");
            let data_date = self.moment(table, row, "last_recalc_date");
            let required = self.moment(table, row, "plan_end_date");
            if let Some(calendar) = known {
                self.projects.insert(id, calendar);
            }
            let begin = start.into_iter().chain(data_date).min();
            first = first.into_iter().chain(begin).min();
            plan.data_date = plan.data_date.max(data_date);
            plan.required = plan.required.into_iter().chain(required).min();
            if plan.title.is_empty() {
                plan.title = table.get(row, "proj_short_name").to_owned();
                plan.default_calendar = known.unwrap_or(CalendarId(0));
            }
        }
        match first {
            Some(start) => plan.start = start,
            None => self.problems.push(Problem::new(
                "planfile/no-start",
                table.place(&table.rows[0], "plan_start_date"),
                ("项目没有开始日期", "the project has no start date"),
                ("请在原软件中填写后导出", "fill it in and export again"),
            )),
        }
    }

    fn options(&mut self, plan: &mut Plan) {
        let Some(table) = self.table("SCHEDOPTIONS") else {
            return;
        };
        let Some(row) = table.rows.first() else {
            return;
        };
        let is = |column: &str| table.get(row, column) == "Y";
        plan.progress = match (is("sched_retained_logic"), is("sched_progress_override")) {
            (true, _) => Progress::RetainedLogic,
            (false, true) => Progress::Override,
            (false, false) => Progress::ActualDates,
        };
        plan.start_lags = match table.get(row, "sched_lag_early_start_flag") {
            "N" => StartLags::Actual,
            _ => StartLags::Remaining,
        };
        self.options = ScheduleOptions {
            lag: match table.get(row, "sched_calendar_on_relationship_lag") {
                "rcal_Successor" => LagCalendar::Successor,
                "rcal_24Hour" => LagCalendar::Clock,
                "rcal_ProjDefault" => LagCalendar::Project,
                _ => LagCalendar::Predecessor,
            },
            expected_finish: table.get(row, "sched_use_expect_end_flag") != "N",
        };
    }

    fn resources(&mut self, plan: &mut Plan) {
        let Some(table) = self.table("RSRC") else {
            return;
        };
        let rates = self.table("RSRCRATE");
        let mut capacity: HashMap<&str, f64> = HashMap::new();
        for (rates, row) in rates
            .iter()
            .flat_map(|rates| rates.rows.iter().map(move |r| (rates, r)))
        {
            if let Some(most) = text::number(rates.get(row, "max_qty_per_hr")) {
                capacity.insert(rates.get(row, "rsrc_id"), most);
            }
        }
        for row in &table.rows {
            let key = table.get(row, "rsrc_id");
            self.resource_of.insert(key, plan.resources.len() as u32);
            plan.resources.push(Resource {
                key: key.to_owned(),
                name: table.get(row, "rsrc_name").to_owned(),
                capacity: capacity
                    .get(key)
                    .and_then(|most| text::scaled(*most, 100.0)),
                consumed: table.get(row, "rsrc_type") == "RT_Mat",
                calendar: self.calendar_of.get(table.get(row, "clndr_id")).copied(),
            });
        }
    }

    fn demands(&mut self, plan: &mut Plan) {
        let Some(table) = self.table("TASKRSRC") else {
            return;
        };
        for row in &table.rows {
            let (task, resource) = (table.get(row, "task_id"), table.get(row, "rsrc_id"));
            if resource.is_empty() {
                self.unused
                    .add("TASKRSRC without rsrc_id", || Place::line(row.line));
                continue;
            }
            let Some(&activity) = self.activity_of.get(task) else {
                let place = table.place(row, "task_id");
                self.problems
                    .push(Problem::to_nothing(place, ("作业", "activity"), task));
                continue;
            };
            let Some(&resource) = self.resource_of.get(resource) else {
                let place = table.place(row, "rsrc_id");
                self.problems
                    .push(Problem::to_nothing(place, ("资源", "resource"), resource));
                continue;
            };
            let number = ("数字", "a number");
            let rate = self.field(table, row, "target_qty_per_hr", text::number, number);
            let work = self.hours(table, row, "target_qty");
            let consumed = plan.resources[resource as usize].consumed;
            plan.demands.push(Demand {
                activity: schedule::ActivityId(activity),
                resource,
                units: if consumed {
                    work.unwrap_or(0) * 100 / 60
                } else {
                    rate.and_then(|rate| text::scaled(rate, 100.0)).unwrap_or(0)
                },
                work,
            });
        }
    }

    fn links(&mut self, plan: &mut Plan) {
        let Some(table) = self.table("TASKPRED") else {
            return;
        };
        for row in &table.rows {
            let own = table.get(row, "proj_id");
            let other = table.get(row, "pred_proj_id");
            let from = table.get(row, "pred_task_id");
            let to = table.get(row, "task_id");
            let (Some(&start), Some(&end)) = (self.activity_of.get(from), self.activity_of.get(to))
            else {
                if !self.has_project(own) || !self.has_project(other) {
                    // The other project was not exported; its dates stand in the activity.
                    self.unused
                        .add("TASKPRED to another project", || Place::line(row.line));
                    continue;
                }
                for (column, key) in [("pred_task_id", from), ("task_id", to)] {
                    if !self.activity_of.contains_key(key) {
                        let place = table.place(row, column);
                        self.problems
                            .push(Problem::to_nothing(place, ("作业", "activity"), key));
                    }
                }
                continue;
            };
            let relation = match table.get(row, "pred_type") {
                "PR_FS" | "PR_FS1" | "" => schedule::Relation::FinishToStart,
                "PR_SS" | "PR_SS1" => schedule::Relation::StartToStart,
                "PR_FF" | "PR_FF1" => schedule::Relation::FinishToFinish,
                "PR_SF" | "PR_SF1" => schedule::Relation::StartToFinish,
                other => {
                    let place = table.place(row, "pred_type");
                    let problem = Problem::unreadable(place, other, "关系类型", "a relation");
                    self.problems.push(problem);
                    continue;
                }
            };
            let minutes = self.hours(table, row, "lag_hr_cnt").unwrap_or(0);
            let successor = plan.activities[end as usize].activity.calendar;
            let lag = match self.options.lag {
                LagCalendar::Predecessor => Lag::Working(minutes),
                LagCalendar::Successor => Lag::WorkingIn(successor, minutes),
                LagCalendar::Clock => Lag::Elapsed(minutes),
                LagCalendar::Project => {
                    let calendar = self.projects.get(own).copied();
                    Lag::WorkingIn(calendar.unwrap_or(plan.default_calendar), minutes)
                }
            };
            plan.links.push(crate::plan::LinkRow {
                link: schedule::Link {
                    from: schedule::ActivityId(start),
                    to: schedule::ActivityId(end),
                    relation,
                    lag,
                },
                place: table.place(row, "pred_task_id"),
            });
        }
    }

    fn has_project(&self, id: &str) -> bool {
        let table = self.table("PROJECT");
        let mut rows = table
            .iter()
            .flat_map(|table| table.rows.iter().map(move |r| (table, r)));
        id.is_empty() || rows.any(|(table, row)| table.get(row, "proj_id") == id)
    }
}
