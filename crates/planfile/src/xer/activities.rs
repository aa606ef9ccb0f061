//! The TASK table: what P6 schedules.

use super::Reader;
use super::table::{Row, Table};
use crate::limits::ACTIVITIES_MAX;
use crate::plan::{self, Plan, Stored};
use crate::problem::{Place, Problem};
use calendar::Minute;
use schedule::{Activity, ActivityId, CalendarId, Constraint, Kind};
use std::collections::HashMap;

/// The columns read.
pub(super) const COLUMNS: [&str; 31] = [
    "task_id",
    "proj_id",
    "wbs_id",
    "clndr_id",
    "task_type",
    "status_code",
    "task_code",
    "task_name",
    "rsrc_id",
    "total_float_hr_cnt",
    "free_float_hr_cnt",
    "remain_drtn_hr_cnt",
    "target_drtn_hr_cnt",
    "cstr_date",
    "cstr_type",
    "cstr_date2",
    "cstr_type2",
    "act_start_date",
    "act_end_date",
    "late_start_date",
    "late_end_date",
    "early_start_date",
    "early_end_date",
    "target_start_date",
    "target_end_date",
    "expect_end_date",
    "suspend_date",
    "resume_date",
    "external_early_start_date",
    "external_late_end_date",
    "restart_date",
];

impl<'a> Reader<'a> {
    pub(super) fn activities(&mut self, plan: &mut Plan) {
        let Some(table) = self.table("TASK") else {
            return;
        };
        if table.rows.len() > ACTIVITIES_MAX {
            let place = Place::at(0, "TASK");
            self.problems.push(Problem::too_large(
                place,
                "作业数",
                "activities",
                ACTIVITIES_MAX,
            ));
            return;
        }
        let mut summaries: HashMap<&str, u32> = HashMap::new();
        for row in &table.rows {
            let key = table.get(row, "task_id");
            let place = table.place(row, "task_id");
            let id = plan.activities.len() as u32;
            if self.activity_of.insert(key, id).is_some() {
                self.problems.push(Problem::new(
                    "planfile/duplicate-key",
                    place.clone(),
                    (
                        format!("作业号“{key}”重复"),
                        format!("the task_id `{key}` is used twice"),
                    ),
                    ("请重新导出这个文件", "export the file again"),
                ));
            }
            let activity = self.activity(plan, table, row);
            if activity.kind == Kind::Summary {
                summaries.insert(table.get(row, "wbs_id"), id);
            }
            let stored = self.stored(table, row);
            let code = table.get(row, "task_code");
            plan.activities.push(plan::Row {
                key: key.to_owned(),
                code: if code.is_empty() { key } else { code }.to_owned(),
                name: table.get(row, "task_name").to_owned(),
                activity: activity.key(key),
                stored,
                manual: false,
                place,
            });
        }
        self.parents(plan, table, &summaries);
    }

    /// What lies below the branch of a WBS summary belongs to it.
    fn parents(&self, plan: &mut Plan, table: &Table<'a>, summaries: &HashMap<&str, u32>) {
        if summaries.is_empty() {
            return;
        }
        let mut above: HashMap<&str, &str> = HashMap::new();
        let wbs = self.table("PROJWBS");
        for (wbs, row) in wbs
            .iter()
            .flat_map(|wbs| wbs.rows.iter().map(move |row| (wbs, row)))
        {
            above.insert(wbs.get(row, "wbs_id"), wbs.get(row, "parent_wbs_id"));
        }
        for (row, id) in table.rows.iter().zip(0u32..) {
            let Some(made) = plan.activities.get_mut(id as usize) else {
                break;
            };
            let (mut at, mut steps) = (table.get(row, "wbs_id"), 0);
            // A summary does not belong to itself, but to the next above.
            if made.activity.kind == Kind::Summary {
                at = above.get(at).copied().unwrap_or("");
            }
            while !at.is_empty() && steps < above.len() {
                if let Some(summary) = summaries.get(at).filter(|summary| **summary != id) {
                    made.activity.parent = Some(ActivityId(*summary));
                    break;
                }
                steps += 1;
                at = above.get(at).copied().unwrap_or("");
            }
        }
    }

    fn activity(&mut self, plan: &Plan, table: &Table<'a>, row: &Row<'a>) -> Activity {
        let kind = match table.get(row, "task_type") {
            "TT_Mile" => Kind::StartMilestone,
            "TT_FinMile" => Kind::FinishMilestone,
            "TT_LOE" => Kind::LevelOfEffort,
            "TT_WBS" => Kind::Summary,
            _ => Kind::Task,
        };
        let planned = self.hours(table, row, "target_drtn_hr_cnt").unwrap_or(0);
        let remaining = self.hours(table, row, "remain_drtn_hr_cnt");
        let start = self.moment(table, row, "act_start_date");
        let finish = self.moment(table, row, "act_end_date");
        // P6 schedules what remains; before the start that is the whole.
        let absurd = planned > schedule::MINUTES_MAX;
        let duration = match remaining {
            Some(remaining) if start.is_none() || absurd => remaining,
            _ => planned,
        };
        if absurd && duration != planned {
            // Real files hold originals of five centuries where only what remains is scheduled.
            let kind = "TASK.target_drtn_hr_cnt above a hundred years";
            self.unused.add(kind, || Place::line(row.line));
        }
        let milestone = !matches!(kind, Kind::Task | Kind::LevelOfEffort);
        let mut made = Activity::new(
            self.calendar_of_task(plan, table, row),
            if milestone { 0 } else { duration },
        )
        .of_kind(kind);
        made.actual_start = start;
        if table.get(row, "status_code") == "TK_Complete" {
            made.actual_finish = finish.or(start);
        } else if let Some(remaining) = remaining.filter(|_| start.is_some() && !milestone) {
            made.remaining = Some(remaining);
        }
        made.suspended = self
            .moment(table, row, "suspend_date")
            .filter(|_| start.is_some());
        made.resume = self
            .moment(table, row, "resume_date")
            .filter(|_| start.is_some());
        if made.actual_finish.is_some() {
            // Bounds on what is over say nothing any more.
            return made;
        }
        for (kind, at) in [("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2")] {
            let date = self.moment(table, row, at);
            made = self.constraint(made, table, row, (kind, date));
        }
        if let Some(at) = self.moment(table, row, "external_early_start_date") {
            made = made.constrain(Constraint::StartNotEarlier(at));
        }
        if let Some(at) = self.moment(table, row, "external_late_end_date") {
            made = made.constrain(Constraint::FinishNotLater(at));
        }
        if let Some(at) = self.moment(table, row, "expect_end_date")
            && self.options.expected_finish
            && kind == Kind::Task
        {
            made = made.constrain(Constraint::ExpectedFinish(at));
        }
        made
    }

    /// Its own calendar; of a resource-dependent activity that of its main resource.
    fn calendar_of_task(&mut self, plan: &Plan, table: &Table<'a>, row: &Row<'a>) -> CalendarId {
        let key = table.get(row, "clndr_id");
        if table.get(row, "task_type") == "TT_Rsrc" {
            let resource = self.resource_of.get(table.get(row, "rsrc_id"));
            let own = resource.and_then(|at| plan.resources.get(*at as usize)?.calendar);
            if let Some(own) = own {
                return own;
            }
        }
        if let Some(known) = self.calendar_of.get(key) {
            return *known;
        }
        let place = table.place(row, "clndr_id");
        self.problems
            .push(Problem::to_nothing(place, ("日历", "calendar"), key));
        CalendarId(0)
    }

    fn constraint(
        &mut self,
        made: Activity,
        table: &Table<'a>,
        row: &Row<'a>,
        (column, date): (&str, Option<Minute>),
    ) -> Activity {
        let kind = table.get(row, column);
        let dated = |make: fn(Minute) -> Constraint| date.map(make);
        let constraint = match kind {
            "" => return made,
            "CS_ALAP" => Some(Constraint::AsLateAsPossible),
            "CS_MSO" => dated(Constraint::StartOn),
            "CS_MSOA" => dated(Constraint::StartNotEarlier),
            "CS_MSOB" => dated(Constraint::StartNotLater),
            "CS_MEO" => dated(Constraint::FinishOn),
            "CS_MEOA" => dated(Constraint::FinishNotEarlier),
            "CS_MEOB" => dated(Constraint::FinishNotLater),
            "CS_MANDSTART" => dated(Constraint::MustStart),
            "CS_MANDFIN" => dated(Constraint::MustFinish),
            other => {
                let place = table.place(row, column);
                let problem = Problem::unreadable(place, other, "约束类型", "a constraint");
                self.problems.push(problem);
                return made;
            }
        };
        match constraint {
            Some(constraint) => made.constrain(constraint),
            None => {
                self.unused
                    .add("TASK constraint without a date", || Place::line(row.line));
                made
            }
        }
    }

    fn stored(&mut self, table: &Table<'a>, row: &Row<'a>) -> Stored {
        Stored {
            early_start: self.moment(table, row, "early_start_date"),
            early_finish: self.moment(table, row, "early_end_date"),
            late_start: self.moment(table, row, "late_start_date"),
            late_finish: self.moment(table, row, "late_end_date"),
            start: self.moment(table, row, "target_start_date"),
            finish: self.moment(table, row, "target_end_date"),
            total_float: self.hours(table, row, "total_float_hr_cnt"),
            free_float: self.hours(table, row, "free_float_hr_cnt"),
        }
    }
}
