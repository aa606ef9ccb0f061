//! The year's targets that stand beside monthly figures.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::command::FigureTarget;
use zone::{IndicatorId, UnitId, cell_name};

use super::{Change, Figures};

/// A year's target in a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The unit's series, or the whole zone's.
    pub unit: Option<UnitId>,
    /// The year.
    pub year: i16,
    /// The target, in the indicator's measure.
    pub value: Decimal,
    /// The one set last.
    pub known: Option<Decimal>,
    /// How it compares.
    pub change: Change,
    /// Name of the sheet.
    pub sheet: Arc<str>,
    /// Row and column, from 0.
    pub cell: (u32, u16),
}

impl Target {
    /// Its cell as spreadsheets write it.
    pub fn cell_name(&self) -> String {
        cell_name(self.cell.0, self.cell.1)
    }
}

impl Figures {
    /// Targets that say something. They are set by a document only.
    pub fn new_targets(&self) -> impl Iterator<Item = &Target> {
        let news = |own: &&Target| own.change != Change::Unchanged;
        self.targets.iter().filter(news)
    }

    /// The targets to be set by a document that holds from a date.
    pub fn set_targets(&self, document: &str, effective_on: Date) -> Vec<FigureTarget> {
        let targets = self.new_targets().map(|own| FigureTarget {
            id: own.indicator,
            unit: own.unit,
            year: own.year,
            target: own.value,
            document: document.to_owned(),
            effective_on,
        });
        targets.collect()
    }
}
