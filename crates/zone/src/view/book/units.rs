//! The table by unit of a book.

use std::collections::BTreeMap;

use super::UnitLine;
use super::build::{Found, tally};
use crate::lineage::ended;
use crate::view::agenda::Side;
use crate::view::compare::LightChange;
use crate::view::cycles::named;
use crate::view::meetings::AskedItem;
use crate::view::wall::{LightCounts, WallRow};
use crate::{BasisPoints, Fen, UnitId};

/// Units that answer for a project, an open problem or a late item, in protocol order; projects
/// that nobody answers for come last.
pub(super) fn lines(
    (zone, looking): Side<'_>,
    found: &Found<'_>,
    overdue: &[AskedItem],
) -> Vec<UnitLine> {
    let on = looking.true_on;
    let mut sums: BTreeMap<Option<UnitId>, Sum> = BTreeMap::new();
    let goes_on = |row: &&WallRow| {
        let project = zone.projects.get(&row.id);
        project.is_some_and(|project| ended(&project.lineage, on).is_none())
    };
    // What was split, merged or withdrawn shows and counts in no sum.
    for row in found.wall.rows.iter().filter(goes_on) {
        let unit = row.unit.as_ref().map(|unit| unit.id);
        sums.entry(unit).or_default().add(row);
    }
    for item in overdue {
        sums.entry(Some(item.lead.id)).or_default().items_late += 1;
    }
    for problem in &found.problems.problems {
        if let Some(owner) = &problem.owner {
            let owner = zone.unit_on(owner.id, on);
            sums.entry(Some(owner)).or_default().problems_open += 1;
        }
    }
    for change in found.changes {
        if change.change == LightChange::Worse {
            let unit = change.unit.as_ref().map(|unit| unit.id);
            sums.entry(unit).or_default().worse += 1;
        }
    }
    let mut lines: Vec<(Option<UnitId>, Sum)> = sums.into_iter().collect();
    lines.sort_by_key(|(unit, _)| zone.protocol_position(*unit));
    let report = |unit: Option<UnitId>| {
        let rows = found.matrix.map_or(&[][..], |matrix| &matrix.rows);
        let row = rows.iter().find(|row| Some(row.unit.id) == unit)?;
        Some(row.cell.clone())
    };
    let line = |(unit, sum): (Option<UnitId>, Sum)| {
        let cell = report(unit);
        UnitLine {
            unit: unit.map(|unit| named(zone, unit, on)),
            completion: sum.done.share_of(sum.planned_year),
            gap: sum.gap(),
            projects: sum.projects,
            lights: sum.lights,
            year_plan: sum.year_plan,
            reported_ytd: sum.reported_ytd,
            worse: sum.worse,
            items_late: sum.items_late,
            problems_open: sum.problems_open,
            report: cell.as_ref().map(|cell| cell.state),
            report_word: cell.map(|cell| cell.word),
        }
    };
    lines.into_iter().map(line).collect()
}

#[derive(Default)]
struct Sum {
    projects: u32,
    lights: LightCounts,
    year_plan: Fen,
    reported_ytd: Fen,
    /// Plan of the year, done and asked for by the date, of projects that have a plan.
    planned_year: Fen,
    done: Fen,
    planned: i128,
    reported: bool,
    worse: u32,
    items_late: u32,
    problems_open: u32,
}

impl Sum {
    fn add(&mut self, row: &WallRow) {
        self.projects += 1;
        tally(&mut self.lights, row.light.colour);
        let money = &row.money;
        let done = money.reported_ytd.unwrap_or_default();
        self.reported_ytd = self.reported_ytd + done;
        let Some(plan) = money.year_plan else { return };
        self.year_plan = self.year_plan + plan;
        self.planned_year = self.planned_year + plan;
        self.done = self.done + done;
        self.reported |= money.reported_ytd.is_some();
        let share = money.planned.map_or(0, |share| share.0);
        self.planned += i128::from(plan.0) * i128::from(share);
    }

    /// Completion less the planned share, both over the plans of the year.
    fn gap(&self) -> Option<BasisPoints> {
        let done = self.done.share_of(self.planned_year);
        let done = done.filter(|_| self.reported)?;
        let planned = self.planned / i128::from(self.planned_year.0);
        Some(BasisPoints(done.0 - i32::try_from(planned).ok()?))
    }
}
