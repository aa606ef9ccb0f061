//! The monthly figures of a year as a table that can be filled in and read again.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};
use zone::indicator::{Indicator, Month};
use zone::{Lang, UnitId, Zone};

/// The table: its headings, and a row for each series.
struct Table {
    title: String,
    headings: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    names: [String; 4],
    months: Vec<Option<Decimal>>,
}

impl Table {
    fn of(zone: &Zone, on: Date, lang: Lang) -> Table {
        let year = on.year();
        let names = match lang {
            Lang::Zh => ["指标编码", "名称", "计量单位", "责任单位"],
            Lang::En => ["code", "name", "measure", "unit"],
        };
        let months = (1..=12).map(|month| Month { year, month }.to_string());
        let series = zone.indicators.values().flat_map(|own| {
            let units = std::iter::once(None).chain(units(zone, own, on).into_iter().map(Some));
            units.map(move |unit| (own, unit))
        });
        Table {
            title: lang.pick(
                || format!("{year} 年主要指标（累计）"),
                || format!("{year} indicators, year to date"),
            ),
            headings: names.map(str::to_owned).into_iter().chain(months).collect(),
            rows: series
                .map(|(own, unit)| row(zone, own, unit, on, lang))
                .collect(),
        }
    }
}

/// Units with a series or a target, in protocol order.
fn units(zone: &Zone, indicator: &Indicator, on: Date) -> Vec<UnitId> {
    let with_values = indicator.values.keys().filter_map(|key| key.0);
    let with_targets = indicator.targets.keys().filter_map(|key| key.0);
    let mut units: Vec<UnitId> = with_values.chain(with_targets).collect();
    units.sort_by_key(|unit| (zone.protocol_position(Some(*unit)), *unit));
    units.dedup();
    units.retain(|unit| {
        let found = zone.units.get(unit);
        found.is_some_and(|own| !own.name_on(on).is_empty())
    });
    units
}

fn row(zone: &Zone, indicator: &Indicator, unit: Option<UnitId>, on: Date, lang: Lang) -> Row {
    let definition = &indicator.definition;
    let whole = || lang.pick(|| "全区".to_owned(), || "Whole zone".to_owned());
    let named = |unit: UnitId| {
        let found = zone.units.get(&unit);
        found.map_or_else(|| unit.to_string(), |own| own.name_on(on).to_owned())
    };
    let value = |month: i8| {
        let month = Month {
            year: on.year(),
            month,
        };
        let known = indicator.values.get(&(unit, month))?;
        Some(known.latest.value)
    };
    Row {
        names: [
            definition.code.clone(),
            definition.name.in_lang(lang).to_owned(),
            definition.measure.in_lang(lang).to_owned(),
            unit.map_or_else(whole, named),
        ],
        months: (1..=12).map(value).collect(),
    }
}

/// The table of the year of a date as an xlsx workbook. Figures beyond what a spreadsheet holds
/// exactly are written as text.
pub fn to_xlsx(zone: &Zone, on: Date, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let table = Table::of(zone, on, lang);
    let mut book = Workbook::new();
    let title = Format::new().set_bold().set_font_size(14);
    let head = Format::new().set_bold().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name(lang.pick(|| "主要指标", || "Indicators"))?;
    sheet.write_string_with_format(0, 0, &table.title, &title)?;
    sheet.set_freeze_panes(2, 4)?;
    for (column, heading) in (0_u16..).zip(&table.headings) {
        sheet.write_string_with_format(1, column, heading, &head)?;
        sheet.set_column_width(column, if column == 1 || column == 3 { 24 } else { 12 })?;
    }
    for (at, row) in (2_u32..).zip(&table.rows) {
        for (column, name) in (0_u16..).zip(&row.names) {
            sheet.write_string(at, column, name)?;
        }
        for (column, value) in (4_u16..).zip(&row.months) {
            match value.map(|value| (value, value.to_f64())) {
                Some((value, Some(float))) if value.to_string().len() <= 15 => {
                    sheet.write_number(at, column, float)?;
                }
                Some((value, _)) => {
                    sheet.write_string(at, column, value.to_string())?;
                }
                None => {}
            }
        }
    }
    book.save_to_buffer()
}

/// The same as UTF-8 csv with a byte order mark.
pub fn to_csv(zone: &Zone, on: Date, lang: Lang) -> Vec<u8> {
    let table = Table::of(zone, on, lang);
    let mut text = String::from('\u{feff}');
    let mut line = |cells: Vec<String>| {
        let cells = cells.into_iter().map(|cell| quoted(&cell));
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    line(vec![table.title]);
    line(table.headings);
    for row in table.rows {
        let months = row.months.into_iter();
        let months = months.map(|value| value.map_or_else(String::new, |own| own.to_string()));
        line(row.names.into_iter().chain(months).collect());
    }
    text.into_bytes()
}

/// A cell of csv; one that begins like a formula gets a `'` in front.
fn quoted(cell: &str) -> String {
    let like_formula = cell.starts_with(['=', '@', '+', '\'', '\t']);
    let guarded = if like_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
