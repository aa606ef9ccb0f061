//! 指标月度表: monthly figures of indicators, in and out.
//!
//! ```text
//! Book --read--> Figures (what is new, changed, unchanged; problems with their cells) --> reports
//! zone --table--> the same layout, to be filled in and read again
//! ```
//!
//! A row is an indicator, or a unit of the indicator that the sheet is named after; a column is a
//! month, to date, or the year's target. A ratio has rows for its numerator and denominator:
//! `投产率（分子）`. Anything else beside them (growth, places) is passed over.
//! Promises: the same table twice reports nothing the second time; all problems at once; an amount
//! in 元, 万元 or 亿元 is converted to the indicator's measure, exactly.

mod fill;
mod heading;
mod peers;
mod read;
mod rehearse;
mod settle;
mod table;
mod targets;

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Serialize;
use zone::command::FigureReport;
use zone::event::NewValue;
use zone::indicator::{Month, Parts, ValueState};
use zone::{IndicatorId, UnitId, Zone, cell_name};

use crate::problem::{Problem, Severity};

pub use fill::{Filled, FilledCounts, fill};
pub use peers::{PeerCell, PeerTable, read_peers};
pub use read::{Reading, read};
pub use rehearse::Reporting;
pub use table::{to_csv, to_xlsx};
pub use targets::Target;

/// What a table holds.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Name of the file.
    pub file_name: Arc<str>,
    /// Figures, in the order of the table.
    pub figures: Vec<Figure>,
    /// The year's targets, in the order of the table.
    pub targets: Vec<Target>,
    /// Figures that are not this file's to say, and other than known: compared and left out.
    pub differences: Vec<Figure>,
    /// Everything that is wrong with it.
    pub problems: Vec<Problem>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The unit's series, or the whole zone's.
    pub unit: Option<UnitId>,
    /// The month to whose end it is.
    pub month: Month,
    /// The figure, in the indicator's measure.
    pub value: Decimal,
    /// What a ratio is computed from.
    pub parts: Option<Parts>,
    /// What is known of the same month.
    pub known: Option<Decimal>,
    /// How it compares.
    pub change: Change,
    /// Name of the sheet.
    pub sheet: Arc<str>,
    /// Row and column, from 0.
    pub cell: (u32, u16),
}

/// How a figure compares with what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing is known of the month.
    New,
    /// Another value is known.
    Changed,
    /// The same value is known, less firmly.
    Firmer,
    /// The same is known.
    Unchanged,
}

impl Figure {
    /// As it is reported. What replaces a revised value is a revision itself.
    pub fn value(&self, zone: &Zone, state: ValueState) -> NewValue {
        let known = zone.indicators.get(&self.indicator);
        let known = known.and_then(|known| known.values.get(&(self.unit, self.month)));
        let revised = known.is_some_and(|known| known.latest.state == ValueState::Revised);
        NewValue {
            unit: self.unit,
            month: self.month,
            value: self.value,
            parts: self.parts,
            state: if revised { ValueState::Revised } else { state },
        }
    }

    /// Its cell as spreadsheets write it.
    pub fn cell_name(&self) -> String {
        cell_name(self.cell.0, self.cell.1)
    }
}

impl Figures {
    /// Whether nothing stands against reporting it.
    pub fn is_sound(&self) -> bool {
        let mut problems = self.problems.iter();
        !problems.any(|problem| problem.severity() == Severity::Error)
    }

    /// How many figures compare so.
    pub fn count(&self, change: Change) -> usize {
        self.figures
            .iter()
            .filter(|own| own.change == change)
            .count()
    }

    /// Figures that say something.
    pub fn news(&self) -> impl Iterator<Item = &Figure> {
        let news = |own: &&Figure| own.change != Change::Unchanged;
        self.figures.iter().filter(news)
    }

    /// What is to be reported: whatever says something, by indicator.
    pub fn reports(&self, zone: &Zone, state: ValueState) -> Vec<FigureReport> {
        let mut reports: Vec<FigureReport> = Vec::new();
        for own in self.news() {
            let value = own.value(zone, state);
            match reports.iter_mut().find(|report| report.id == own.indicator) {
                Some(report) => report.values.push(value),
                None => reports.push(FigureReport {
                    id: own.indicator,
                    values: vec![value],
                }),
            }
        }
        reports
    }
}
