//! Questions about the file as a whole: of another zone, of an earlier time, printed again.

use std::collections::BTreeSet;

use jiff::civil::Date;
use zone::{Field, Project};

use super::answers::Choice;
use super::ask::Ask;
use super::harm::{Looked, Reprint};
use super::question::Weight;
use super::run::Run;
use super::{Preview, RowClass, RowTarget};
use crate::problem::QuestionCause;
use crate::rows::{DraftFact, ImportRow};

const IT_IS_SO: &[Choice] = &[Choice::Accept];

/// Fewer rows say nothing about a file as a whole.
const ROWS_MIN: usize = 5;

/// Of another zone: at most one row, and one unit, in this many is known.
const KNOWN_IN: usize = 10;

/// Printed again: this share of the rows with figures, in percent, has those of an earlier month.
const REPRINTED_PERCENT: usize = 90;

/// What is counted over the rows of one report.
#[derive(Default)]
pub(super) struct Tally<'a> {
    /// Rows about projects of the zone that have figures.
    figured: usize,
    /// Those whose figures are all of an earlier month.
    same: Vec<(Looked<'a>, Date)>,
}

impl<'a> Tally<'a> {
    pub(super) fn count(
        &mut self,
        looked: Looked<'a>,
        reprint: Option<Reprint>,
        facts: &[DraftFact],
    ) {
        let finished = facts.iter().any(|fact| {
            fact.field == Field::ActualFinish && fact.value != crate::rows::DraftValue::Cleared
        });
        let Some(reprint) = reprint.filter(|reprint| !reprint.nothing && !finished) else {
            return;
        };
        self.figured += 1;
        if reprint.same {
            self.same.push((looked, reprint.since));
        }
    }
}

impl Run<'_> {
    /// Asks about the file as a whole, once its rows are gone through.
    pub(super) fn whole_file(&mut self, date: Date, group: &[&ImportRow], out: &Preview) {
        self.current = None;
        self.other_zone(group, out);
        self.earlier(date, group, out);
        self.reprinted_report();
    }

    /// Hardly any row or unit is known, while the zone has projects.
    fn other_zone(&mut self, group: &[&ImportRow], out: &Preview) {
        let last = out.reports.len().saturating_sub(1);
        let rows: Vec<_> = out.rows.iter().filter(|row| row.report == last).collect();
        let is_known = |class| matches!(class, RowClass::Asked | RowClass::Returned);
        let known = rows.iter().filter(|row| {
            matches!(row.target, Some(RowTarget::Existing(..))) || is_known(row.class)
        });
        let known = known.count();
        let names: BTreeSet<&str> = group.iter().filter_map(|row| row.unit.as_deref()).collect();
        let units = names
            .iter()
            .filter(|name| self.names.known_unit(name).is_some())
            .count();
        let enough = rows.len() >= ROWS_MIN && self.zone.projects.len() >= ROWS_MIN;
        let few_rows = known * KNOWN_IN <= rows.len();
        let few_units = units * KNOWN_IN <= names.len();
        if enough && few_rows && few_units {
            let cause = QuestionCause::OtherZone(known, rows.len(), units, names.len());
            self.ask(Ask::new(cause, Weight::Blocks, IT_IS_SO));
        }
    }

    /// The file is of an earlier month or year than what is known of most of its projects.
    fn earlier(&mut self, date: Date, group: &[&ImportRow], out: &Preview) {
        let last = out.reports.len().saturating_sub(1);
        let of_last = out.rows.iter().filter(|row| row.report == last);
        let (mut figured, mut later, mut newest, mut news) = (0, 0, Date::MIN, false);
        for row in of_last {
            news |= !row.changes.is_empty();
            let Some(RowTarget::Existing(id, _)) = row.target else {
                continue;
            };
            let project = self.zone.projects.get(&id);
            let Some(known) = project.and_then(|project| newest_figure(project)) else {
                continue;
            };
            figured += 1;
            later += usize::from((known.year(), known.month()) > (date.year(), date.month()));
            newest = newest.max(known);
        }
        if news && later > 0 && later * 2 >= figured {
            let (told, known) = (date.to_string(), newest.to_string());
            let cause = match newest.year() > date.year() {
                true => QuestionCause::EarlierYear(told, known),
                false => QuestionCause::EarlierMonth(told, known),
            };
            self.ask(Ask::new(cause, Weight::Blocks, IT_IS_SO));
            return;
        }
        self.year_of_headers(date, group, news);
    }

    /// Its plans are of an earlier year than the date its figures would be recorded for.
    fn year_of_headers(&mut self, date: Date, group: &[&ImportRow], news: bool) {
        let facts = || group.iter().flat_map(|row| &row.facts);
        let stated = group.iter().any(|row| row.as_of.is_some())
            || self.rows.mapping.options.effective_on.is_some();
        let of_year = |field: &Field| matches!(field, Field::ReportedYtd | Field::CertifiedYtd);
        let planned = facts().filter_map(|fact| match fact.field {
            Field::YearPlan(year) | Field::MonthPlan(year, _) => Some(year),
            _ => None,
        });
        let Some(year) = planned.max() else { return };
        if !stated && news && year < date.year() && facts().any(|fact| of_year(&fact.field)) {
            let cause = QuestionCause::EarlierYear(year.to_string(), date.to_string());
            self.ask(Ask::new(cause, Weight::Blocks, IT_IS_SO));
        }
    }

    /// Nearly all figures are those of an earlier month; else the rows of which it is true.
    fn reprinted_report(&mut self) {
        if self.known_file {
            return;
        }
        let tally = std::mem::take(&mut self.tally);
        let (same, all) = (tally.same.len(), tally.figured);
        if all >= ROWS_MIN && same * 100 >= all * REPRINTED_PERCENT {
            let cause = QuestionCause::ReprintedReport(same, all);
            self.ask(Ask::new(cause, Weight::Asks, IT_IS_SO));
            return;
        }
        for (looked, since) in tally.same {
            self.tell_reprint(looked, since);
        }
    }
}

/// The newest date for which somebody reported a figure of a project.
fn newest_figure(project: &Project) -> Option<Date> {
    let figures = [
        Field::ReportedYtd,
        Field::ReportedTotal,
        Field::CertifiedYtd,
        Field::CertifiedTotal,
        Field::PhysicalShare,
        Field::FundingReceived,
    ];
    let newest = figures
        .iter()
        .filter_map(|field| Some(project.facts.get(field)?.last()?.0));
    newest.max()
}
