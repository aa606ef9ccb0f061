//! The monthly figures and targets of a year as a table that can be filled in and read again.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};
use zone::indicator::{Indicator, Kind, Month};
use zone::view::indicator::{series_name, units};
use zone::{HandlingLevel, Lang, UnitId, Zone};

use super::settle::Side;
use crate::export::harmless;

/// The table: its headings, and a row for each series; of a ratio, rows for what it is computed
/// from too.
struct Table {
    title: String,
    headings: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    names: [String; 4],
    /// The year's target, then the twelve months.
    figures: Vec<Option<Decimal>>,
}

impl Table {
    fn of(zone: &Zone, on: Date, lang: Lang) -> Table {
        let year = on.year();
        let names = match lang {
            Lang::Zh => ["指标编码", "名称", "计量单位", "责任单位"],
            Lang::En => ["code", "name", "measure", "unit"],
        };
        let target = lang.pick(|| format!("{year}年目标"), || format!("{year} target"));
        let months = (1..=12).map(|month| Month { year, month }.to_string());
        let series = zone.indicators.values().flat_map(|own| {
            let units = std::iter::once(None).chain(units(zone, on, own).into_iter().map(Some));
            units.flat_map(move |unit| sides(own).iter().map(move |side| (own, unit, *side)))
        });
        Table {
            title: title(zone, on, lang),
            headings: names
                .map(str::to_owned)
                .into_iter()
                .chain(std::iter::once(target))
                .chain(months)
                .collect(),
            rows: series
                .map(|(own, unit, side)| row(zone, (own, unit, side), on, lang))
                .collect(),
        }
    }
}

/// What the table is of, and who may read it: whatever narrowest is in it.
fn title(zone: &Zone, on: Date, lang: Lang) -> String {
    let year = on.year();
    let levels = zone.indicators.values().flat_map(|own| {
        let definition = &own.definition;
        let values = own.values.iter().filter(|(key, _)| key.1.year == year);
        let values = values.map(|(key, value)| definition.level_of(key.1, value.latest.state, on));
        std::iter::once(definition.own_level()).chain(values)
    });
    let level = levels.max().unwrap_or_default();
    let level = zone::labels::level(level.max(HandlingLevel::Internal));
    lang.pick(
        || format!("{year} 年主要指标（累计）　知悉范围：{}", level.zh),
        || {
            format!(
                "{year} indicators, year to date. For readers of: {}",
                level.en
            )
        },
    )
}

fn sides(indicator: &Indicator) -> &'static [Side] {
    match indicator.definition.kind {
        Kind::Ratio => &[Side::Value, Side::Numerator, Side::Denominator],
        _ => &[Side::Value],
    }
}

fn row(
    zone: &Zone,
    (indicator, unit, side): (&Indicator, Option<UnitId>, Side),
    on: Date,
    lang: Lang,
) -> Row {
    let definition = &indicator.definition;
    let value = |month: i8| {
        let month = Month {
            year: on.year(),
            month,
        };
        let known = &indicator.values.get(&(unit, month))?.latest;
        match side {
            Side::Value => Some(known.value),
            Side::Numerator => Some(known.parts?.numerator),
            Side::Denominator => Some(known.parts?.denominator),
        }
    };
    let target = indicator.targets.get(&(unit, on.year()));
    let target = target.and_then(|own| Some(own.last()?.value));
    let named = |text: &str| match side {
        Side::Value => text.to_owned(),
        Side::Numerator => text.to_owned() + lang.pick(|| "（分子）", || " (numerator)"),
        Side::Denominator => text.to_owned() + lang.pick(|| "（分母）", || " (denominator)"),
    };
    let measure = match side {
        Side::Value => definition.measure.in_lang(lang),
        Side::Numerator | Side::Denominator => "",
    };
    Row {
        names: [
            named(&definition.code),
            named(definition.name.in_lang(lang)),
            measure.to_owned(),
            series_name(zone, unit, on).in_lang(lang).to_owned(),
        ],
        figures: std::iter::once(target.filter(|_| side == Side::Value))
            .chain((1..=12).map(value))
            .collect(),
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
        for (column, value) in (4_u16..).zip(&row.figures) {
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
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    // Writing to memory cannot fail.
    let _ = writer.write_record([harmless(&table.title)]);
    let _ = writer.write_record(table.headings.iter().map(|heading| harmless(heading)));
    for row in table.rows {
        let names = row.names.iter().map(|name| harmless(name));
        let months = row.figures.into_iter();
        let months = months.map(|value| value.map_or_else(String::new, |own| own.to_string()));
        let _ = writer.write_record(names.chain(months));
    }
    writer.into_inner().unwrap_or_default()
}
