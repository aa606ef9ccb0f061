//! From sheets to figures: the row of months, the columns of names, then cell by cell.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::indicator::{Indicator, Month, ValueState};
use zone::money::yuan_per;
use zone::{IndicatorId, UnitId, Zone};

use super::heading::{Heading, heading, plain, year_in};
use super::{Change, Figure, Figures};
use crate::book::{Book, Cell, Sheet};
use crate::problem::{FigureCause, Place, Problem};
use crate::value::number;

/// How a table is read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The date looked at: units have their names of then.
    pub on: Date,
    /// The year of months that name none, where no title does.
    pub year: Option<i16>,
    /// How firm the figures are.
    pub state: ValueState,
}

/// Rows in which the row of months is looked for.
const HEADING_ROWS: u32 = 12;

/// Reads the monthly figures of every sheet that has some.
pub fn read(book: &Book, zone: &Zone, reading: Reading) -> Figures {
    let mut found = Figures {
        file_name: Arc::clone(&book.file_name),
        figures: Vec::new(),
        problems: book.problems.clone(),
    };
    let names = Names::of(zone, reading.on);
    let mut tables = 0;
    for sheet in &book.sheets {
        let Some(layout) = Layout::of(sheet, &names) else {
            continue;
        };
        tables += 1;
        Table {
            file: &book.file_name,
            sheet,
            layout,
            names: &names,
            zone,
            reading,
            seen: BTreeMap::new(),
            found: &mut found,
        }
        .read();
    }
    if tables == 0 {
        let place = Place::file(&book.file_name);
        found
            .problems
            .push(Problem::figure(place, FigureCause::NoTable));
    }
    found
}

/// Indicators and units by what they are called.
struct Names {
    indicators: HashMap<String, IndicatorId>,
    units: HashMap<String, UnitId>,
}

/// Names of the whole zone in a column of units.
const WHOLE: [&str; 6] = ["全区", "合计", "总计", "全市", "wholezone", "total"];

impl Names {
    fn of(zone: &Zone, on: Date) -> Names {
        let mut indicators = HashMap::new();
        for (id, own) in &zone.indicators {
            let definition = &own.definition;
            for name in [&definition.code, &definition.name.zh, &definition.name.en] {
                indicators.insert(bare(name), *id);
            }
        }
        let units = zone
            .units
            .iter()
            .map(|(id, own)| (bare(own.name_on(on)), *id));
        Names {
            indicators,
            units: units.collect(),
        }
    }

    /// The unit of a name; nothing inside for the whole zone.
    fn unit(&self, text: &str) -> Option<Option<UnitId>> {
        let text = bare(text);
        if WHOLE.contains(&text.as_str()) {
            return Some(None);
        }
        self.units.get(&text).copied().map(Some)
    }
}

/// A name without blanks, brackets and what stands in them: `固定资产投资（亿元）`.
fn bare(text: &str) -> String {
    let text = plain(text);
    // What `harmless` puts in front of a text that begins like a formula.
    let text = text.trim_start_matches('\'');
    let end = text.find('(').filter(|at| *at > 0).unwrap_or(text.len());
    text[..end].trim_end_matches([':', '：']).to_owned()
}

/// Where a sheet has what.
struct Layout {
    /// Row of the months.
    heading: u32,
    months: Vec<(u16, Heading)>,
    indicator: Option<u16>,
    unit: Option<u16>,
    measure: Option<u16>,
    /// The indicator that the sheet is about, where no column names one.
    about: Option<IndicatorId>,
    /// The year that a title names.
    year: Option<i16>,
}

impl Layout {
    fn of(sheet: &Sheet, names: &Names) -> Option<Layout> {
        let columns = 0..sheet.width();
        let months_of = |row: u32| -> Vec<(u16, Heading)> {
            let found = columns.clone();
            found
                .filter_map(|column| Some((column, heading(sheet.cell(row, column))?)))
                .collect()
        };
        let rows = (0..sheet.height().min(HEADING_ROWS)).map(|row| (row, months_of(row)));
        let (row, months) = rows
            .filter(|(_, months)| !months.is_empty())
            .max_by_key(|(row, months)| (months.len(), std::cmp::Reverse(*row)))?;
        let titles = || {
            let above = (0..row).flat_map(|row| columns.clone().map(move |at| (row, at)));
            let above = above.map(|(row, column)| sheet.cell(row, column).shown());
            above.chain(std::iter::once((&*sheet.name).into()))
        };
        let mut layout = Layout {
            heading: row,
            months,
            indicator: None,
            unit: None,
            measure: None,
            about: titles().find_map(|text| names.indicators.get(&bare(&text)).copied()),
            year: titles().find_map(|text| year_in(&text)),
        };
        for column in columns {
            layout.name(sheet, names, column);
        }
        let has_rows =
            layout.indicator.is_some() || layout.about.is_some() && layout.unit.is_some();
        has_rows.then_some(layout)
    }

    /// What a column of names holds, by its heading; 单位 alone may be either, so its cells tell.
    fn name(&mut self, sheet: &Sheet, names: &Names, column: u16) {
        if self.months.iter().any(|month| month.0 == column) {
            return;
        }
        let text = bare(&sheet.cell(self.heading, column).shown());
        let is = |words: &[&str]| words.contains(&text.as_str());
        let below = || (self.heading + 1..sheet.height()).map(|row| sheet.cell(row, column));
        let place = if is(&[
            "指标",
            "指标名称",
            "名称",
            "编码",
            "指标编码",
            "indicator",
            "code",
        ]) {
            &mut self.indicator
        } else if is(&["计量单位", "measure", "unitofmeasure"]) {
            &mut self.measure
        } else if is(&[
            "责任单位",
            "单位名称",
            "地区",
            "园区",
            "片区",
            "部门",
            "unit",
        ]) {
            &mut self.unit
        } else if is(&["单位"]) {
            let first = below().find(|cell| !cell.is_blank());
            match first.is_some_and(|cell| names.unit(&cell.shown()).is_some()) {
                true => &mut self.unit,
                false => &mut self.measure,
            }
        } else {
            return;
        };
        *place = place.or(Some(column));
    }
}

/// What a figure is of.
type Of = (IndicatorId, Option<UnitId>, Month);

/// A sheet being read.
struct Table<'a> {
    file: &'a Arc<str>,
    sheet: &'a Sheet,
    layout: Layout,
    names: &'a Names,
    zone: &'a Zone,
    reading: Reading,
    /// Values and cells by what they are the figure of.
    seen: BTreeMap<Of, (Decimal, (u32, u16))>,
    found: &'a mut Figures,
}

impl Table<'_> {
    fn read(mut self) {
        let months: Vec<(u16, Month)> = self.months();
        let mut indicator = None;
        for row in self.layout.heading + 1..self.sheet.height() {
            let has_figure = |(column, _): &(u16, Month)| !is_none(self.sheet.cell(row, *column));
            if !months.iter().any(has_figure) {
                continue;
            }
            indicator = self.indicator(row, indicator);
            let Some(id) = indicator else { continue };
            let Some(unit) = self.unit(row) else { continue };
            let Some(factor) = self.factor(row, id) else {
                continue;
            };
            for (column, month) in &months {
                self.figure((row, *column), (id, unit, *month), factor);
            }
        }
    }

    fn problem(&mut self, row: u32, column: u16, cause: FigureCause) {
        let place = Place::cell(self.file, &self.sheet.name, row, column);
        self.found.problems.push(Problem::figure(place, cause));
    }

    fn months(&mut self) -> Vec<(u16, Month)> {
        let year = self.layout.year.or(self.reading.year);
        let row = self.layout.heading;
        let mut months = Vec::new();
        for (column, heading) in self.layout.months.clone() {
            match (heading, heading.month(year)) {
                (_, Some(month)) => months.push((column, month)),
                (Heading::Alone, None) => {
                    let shown = self.sheet.cell(row, column).shown().as_ref().into();
                    self.problem(row, column, FigureCause::SingleMonths(shown));
                }
                (Heading::ToDate { .. }, None) => self.problem(row, column, FigureCause::NoYear),
            }
        }
        months
    }

    /// The indicator of a row; that of the row above where the cell is empty or merged.
    fn indicator(&mut self, row: u32, above: Option<IndicatorId>) -> Option<IndicatorId> {
        let Some(column) = self.layout.indicator else {
            return self.layout.about;
        };
        let cell = self.sheet.cell(row, column);
        if cell.is_blank() {
            return above;
        }
        let shown = cell.shown();
        let found = self.names.indicators.get(&bare(&shown)).copied();
        if found.is_none() {
            let cause = FigureCause::UnknownIndicator(shown.as_ref().into());
            self.problem(row, column, cause);
        }
        found
    }

    /// The series of a row: a unit's, or the whole zone's.
    fn unit(&mut self, row: u32) -> Option<Option<UnitId>> {
        let Some(column) = self.layout.unit else {
            return Some(None);
        };
        let cell = self.sheet.cell(row, column);
        if cell.is_blank() {
            return Some(None);
        }
        let shown = cell.shown();
        let found = self.names.unit(&shown);
        if found.is_none() {
            self.problem(row, column, FigureCause::UnknownUnit(shown.as_ref().into()));
        }
        found
    }

    /// By how much figures of a row are multiplied to be in the indicator's measure.
    fn factor(&mut self, row: u32, id: IndicatorId) -> Option<Decimal> {
        let indicator = self.zone.indicators.get(&id)?;
        let Some(column) = self.layout.measure else {
            return Some(Decimal::ONE);
        };
        let cell = self.sheet.cell(row, column);
        let given = plain(&cell.shown());
        let measure = &indicator.definition.measure;
        if given.is_empty() || given == plain(&measure.zh) || given == plain(&measure.en) {
            return Some(Decimal::ONE);
        }
        let factor = yuan_per(&given).zip(yuan_per(&plain(&measure.zh)));
        let factor = factor.and_then(|(given, ours)| given.checked_div(ours));
        if factor.is_none() {
            let cause = FigureCause::OtherMeasure {
                given: cell.shown().as_ref().into(),
                ours: measure.zh.as_str().into(),
            };
            self.problem(row, column, cause);
        }
        factor
    }

    fn figure(&mut self, cell: (u32, u16), of: Of, factor: Decimal) {
        let stands = self.sheet.cell(cell.0, cell.1);
        if is_none(stands) {
            return;
        }
        let read = match stands {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => number::parse(text.trim_end_matches(['%', '％'])),
            _ => None,
        };
        let Some(value) = read.and_then(|value| value.checked_mul(factor)) else {
            let cause = FigureCause::NotANumber(stands.shown().as_ref().into());
            return self.problem(cell.0, cell.1, cause);
        };
        let value = value.normalize();
        if let Some((other, place)) = self.seen.insert(of, (value, cell)) {
            if other != value {
                let cause = FigureCause::Twice(zone::cell_name(place.0, place.1));
                self.problem(cell.0, cell.1, cause);
            }
            return;
        }
        let (indicator, unit, month) = of;
        let known = self.zone.indicators.get(&indicator);
        let (known, change) = compared(known, (unit, month), value, self.reading.state);
        self.found.figures.push(Figure {
            indicator,
            unit,
            month,
            value,
            known,
            change,
            sheet: Arc::clone(&self.sheet.name),
            cell,
        });
    }
}

fn compared(
    indicator: Option<&Arc<Indicator>>,
    of: (Option<UnitId>, Month),
    value: Decimal,
    state: ValueState,
) -> (Option<Decimal>, Change) {
    let known = indicator.and_then(|own| own.values.get(&of));
    let Some(known) = known.map(|own| &own.latest) else {
        return (None, Change::New);
    };
    let change = if known.value != value {
        Change::Changed
    } else if known.state < state {
        Change::Firmer
    } else {
        Change::Unchanged
    };
    (Some(known.value), change)
}

/// Whether a cell says that there is no figure.
fn is_none(cell: &Cell) -> bool {
    let dashes = |text: &str| {
        let mut signs = text.trim().chars();
        signs.all(|c| matches!(c, '-' | '—' | '/' | '－' | '–' | '…' | '.'))
    };
    match cell {
        Cell::Text(text) => cell.is_blank() || dashes(text),
        _ => cell.is_blank(),
    }
}
