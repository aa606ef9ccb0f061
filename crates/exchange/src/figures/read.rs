//! From sheets to figures: the row of months, the columns of names, then cell by cell.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::indicator::{Indicator, Kind, ValueState};
use zone::money::yuan_per;
use zone::{IndicatorId, UnitId, Zone};

use super::Figures;
use super::heading::{Heading, heading, plain, year_in};
use super::settle::{Cells, Of, Settling, Side, When};
use crate::book::{Book, Cell, Sheet};
use crate::problem::{FigureCause, Place, Problem};
use crate::value::number;

/// How a table is read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The date looked at: units have their names of then.
    pub on: Date,
    /// The year of months that name none, where no title does.
    pub year: Option<i16>,
    /// How firm the figures are.
    pub state: ValueState,
    /// The outside system that the table comes from, by key; none for the office's own.
    pub source: Option<String>,
}

/// Rows in which the row of months is looked for.
const HEADING_ROWS: u32 = 12;

/// Reads the monthly figures of every sheet that has some.
///
/// A table of an outside system changes the indicators whose definition names it; what it says of
/// others is compared.
pub fn read(book: &Book, zone: &Zone, reading: &Reading) -> Figures {
    let mut found = Figures {
        file_name: Arc::clone(&book.file_name),
        figures: Vec::new(),
        targets: Vec::new(),
        differences: Vec::new(),
        problems: book.problems.clone(),
    };
    let whole = |cause| Problem::figure(Place::file(&book.file_name), cause);
    let source = reading.source.as_deref();
    let system = source.and_then(|key| zone.sources.get(key));
    if let (Some(key), None) = (source, system) {
        found
            .problems
            .push(whole(FigureCause::UnknownSource(key.to_owned())));
    }
    let elsewhere = |indicator: &Indicator| {
        let named = indicator.definition.source.as_deref();
        system.is_some_and(|own| !named.is_some_and(|name| own.is_called(name)))
    };
    let names = Names::of(zone, reading.on);
    let mut tables = 0;
    for sheet in &book.sheets {
        let Some(mut table) = Table::of(&book.file_name, sheet, &names, zone, reading) else {
            continue;
        };
        tables += 1;
        let cells = table.read();
        found.problems.append(&mut table.problems);
        let settling = Settling {
            zone,
            sheet,
            reading,
            elsewhere: &elsewhere,
        };
        settling.settle(&cells, &mut found);
    }
    if tables == 0 {
        found.problems.push(whole(FigureCause::NoTable));
    }
    found
}

/// Indicators and units by what they are called.
pub(super) struct Names {
    indicators: HashMap<String, IndicatorId>,
    units: HashMap<String, UnitId>,
}

/// Names of the whole zone in a column of units.
const WHOLE: [&str; 6] = ["全区", "合计", "总计", "全市", "wholezone", "total"];

impl Names {
    pub(super) fn of(zone: &Zone, on: Date) -> Names {
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
    /// Columns of months and targets.
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
    /// The layout of a sheet whose rows can be told apart.
    fn of(sheet: &Sheet, names: &Names) -> Option<Layout> {
        let layout = Layout::found(sheet, names)?;
        let has_rows =
            layout.indicator.is_some() || layout.about.is_some() && layout.unit.is_some();
        has_rows.then_some(layout)
    }

    fn found(sheet: &Sheet, names: &Names) -> Option<Layout> {
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
        Some(layout)
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
            "开发区",
            "兄弟园区",
            "unit",
            "zone",
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

/// What a row is about.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) indicator: IndicatorId,
    pub(super) unit: Option<UnitId>,
    pub(super) side: Side,
    /// By how much its figures are multiplied to be in the indicator's measure.
    pub(super) factor: Decimal,
}

/// A sheet being read.
pub(super) struct Table<'a> {
    file: &'a Arc<str>,
    sheet: &'a Sheet,
    layout: Layout,
    names: &'a Names,
    zone: &'a Zone,
    reading: &'a Reading,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Table<'a> {
    /// A sheet, if it has figures.
    pub(super) fn of(
        file: &'a Arc<str>,
        sheet: &'a Sheet,
        names: &'a Names,
        zone: &'a Zone,
        reading: &'a Reading,
    ) -> Option<Table<'a>> {
        Some(Table {
            file,
            sheet,
            layout: Layout::of(sheet, names)?,
            names,
            zone,
            reading,
            problems: Vec::new(),
        })
    }

    /// A sheet of other zones' figures, if it is one: each is named in the column of units, or in
    /// the first column that is none of those known.
    pub(super) fn of_peers(
        file: &'a Arc<str>,
        sheet: &'a Sheet,
        names: &'a Names,
        zone: &'a Zone,
        reading: &'a Reading,
        about: Option<IndicatorId>,
    ) -> Option<Table<'a>> {
        let mut layout = Layout::found(sheet, names)?;
        layout.about = layout.about.or(about);
        let figures: Vec<u16> = layout.months.iter().map(|month| month.0).collect();
        let free = (0..sheet.width()).find(|column| {
            !figures.contains(column)
                && layout.indicator != Some(*column)
                && layout.measure != Some(*column)
        });
        layout.unit = layout.unit.or(free);
        if layout.unit.is_none() || layout.indicator.or(layout.about.map(|_| 0)).is_none() {
            return None;
        }
        Some(Table {
            file,
            sheet,
            layout,
            names,
            zone,
            reading,
            problems: Vec::new(),
        })
    }

    /// What a row of another zone is about, and the zone's name; `above` is the indicator of the
    /// row above. The own zone's rows are passed over.
    pub(super) fn peer(
        &mut self,
        row: u32,
        above: &mut Option<IndicatorId>,
    ) -> Option<(Line, String)> {
        let (found, side) = self.indicator(row, *above);
        *above = found;
        let indicator = found.filter(|_| side == Side::Value)?;
        let factor = self.factor(row, indicator)?;
        let name = self.sheet.cell(row, self.layout.unit?).shown();
        let name = name.trim();
        let own = self.zone.profile.as_ref().map(|own| own.name.as_str());
        if name.is_empty() || Some(name) == own || self.names.unit(name) == Some(None) {
            return None;
        }
        let line = Line {
            indicator,
            unit: None,
            side,
            factor,
        };
        Some((line, name.to_owned()))
    }

    fn read(&mut self) -> Cells {
        let columns = self.columns();
        let mut cells = Cells::default();
        let mut indicator = None;
        for row in self.rows() {
            let has_figure = |(column, _): &(u16, When)| !is_none(self.sheet.cell(row, *column));
            if !columns.iter().any(has_figure) {
                continue;
            }
            let Some(line) = self.line(row, &mut indicator) else {
                continue;
            };
            for (column, when) in &columns {
                self.figure((row, *column), line, *when, &mut cells);
            }
        }
        cells
    }

    /// The rows below the headings.
    pub(super) fn rows(&self) -> std::ops::Range<u32> {
        self.layout.heading + 1..self.sheet.height()
    }

    /// What a row is about; `above` is the indicator of the row above.
    pub(super) fn line(&mut self, row: u32, above: &mut Option<IndicatorId>) -> Option<Line> {
        let (found, side) = self.indicator(row, *above);
        *above = found;
        let indicator = found?;
        let unit = self.unit(row)?;
        let factor = match side {
            Side::Value => self.factor(row, indicator)?,
            // What a ratio is computed from has measures of its own.
            Side::Numerator | Side::Denominator => Decimal::ONE,
        };
        Some(Line {
            indicator,
            unit,
            side,
            factor,
        })
    }

    pub(super) fn problem(&mut self, row: u32, column: u16, cause: FigureCause) {
        let place = Place::cell(self.file, &self.sheet.name, row, column);
        self.problems.push(Problem::figure(place, cause));
    }

    /// The columns of figures.
    pub(super) fn columns(&mut self) -> Vec<(u16, When)> {
        let own = self.layout.year.or(self.reading.year);
        let row = self.layout.heading;
        let mut columns = Vec::new();
        for (column, heading) in self.layout.months.clone() {
            match (heading, heading.month(own)) {
                (_, Some(month)) => columns.push((column, When::Month(month))),
                (Heading::Target { year }, None) => match year.or(own) {
                    Some(year) => columns.push((column, When::Target(year))),
                    None => self.problem(row, column, FigureCause::NoYear),
                },
                (Heading::Alone, None) => {
                    let shown = self.sheet.cell(row, column).shown().as_ref().into();
                    self.problem(row, column, FigureCause::SingleMonths(shown));
                }
                (Heading::ToDate { .. }, None) => self.problem(row, column, FigureCause::NoYear),
            }
        }
        columns
    }

    /// The indicator of a row, and what of it; that of the row above where the cell is empty or
    /// merged.
    fn indicator(&mut self, row: u32, above: Option<IndicatorId>) -> (Option<IndicatorId>, Side) {
        let Some(column) = self.layout.indicator else {
            return (self.layout.about, Side::Value);
        };
        let cell = self.sheet.cell(row, column);
        if cell.is_blank() {
            return (above, Side::Value);
        }
        let shown = cell.shown();
        let side = Side::of(&shown);
        let found = self.names.indicators.get(&bare(&shown)).copied();
        let found = found.filter(|id| {
            let own = self.zone.indicators.get(id);
            side == Side::Value || own.is_some_and(|own| own.definition.kind == Kind::Ratio)
        });
        if found.is_none() {
            let cause = FigureCause::UnknownIndicator(shown.as_ref().into());
            self.problem(row, column, cause);
        }
        (found, side)
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

    fn figure(&mut self, cell: (u32, u16), line: Line, when: When, cells: &mut Cells) {
        let stands = self.sheet.cell(cell.0, cell.1);
        let target_of_part = line.side != Side::Value && matches!(when, When::Target(_));
        if is_none(stands) || target_of_part {
            return;
        }
        let read = number_in(stands).and_then(|value| value.checked_mul(line.factor));
        let Some(value) = read else {
            let cause = FigureCause::NotANumber(stands.shown().as_ref().into());
            return self.problem(cell.0, cell.1, cause);
        };
        let of: Of = (line.indicator, line.unit, when);
        if let Some(place) = cells.take(of, line.side, value.normalize(), cell) {
            let cause = FigureCause::Twice(zone::cell_name(place.0, place.1));
            self.problem(cell.0, cell.1, cause);
        }
    }
}

/// The number in a cell.
pub(super) fn number_in(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => number::parse(text.trim_end_matches(['%', '％'])),
        _ => None,
    }
}

/// Whether a cell says that there is no figure.
pub(super) fn is_none(cell: &Cell) -> bool {
    let dashes = |text: &str| {
        let mut signs = text.trim().chars();
        signs.all(|c| matches!(c, '-' | '—' | '/' | '－' | '–' | '…' | '.'))
    };
    match cell {
        Cell::Text(text) => cell.is_blank() || dashes(text),
        _ => cell.is_blank(),
    }
}
