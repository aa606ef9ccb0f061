//! What looks say: units and percent signs in number formats, colours of rows and cells.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use zone::Field;

use super::{AROUND_COLOUR, Basis, ColumnMapping, Target, Unreadable};
use crate::book::{Cell, Rgb, Sheet};
use crate::limits;
use crate::table::{Column, Grid, Table};
use crate::value::money;

/// Units by which amounts are counted, with how many yuan each is.
const UNITS: [(&str, i64); 6] = [
    ("元", 1),
    ("千元", 1_000),
    ("万元", 10_000),
    ("百万元", 1_000_000),
    ("千万元", 10_000_000),
    ("亿元", 100_000_000),
];

/// The unit in which a column's numbers are stored, where their number format tells it.
///
/// `shown` is the unit that header or title name: a format that divides shows that unit, and the
/// cell holds a smaller one.
pub(super) fn unit_by_format(
    grid: Grid<'_>,
    table: &Table,
    column: &Column,
    shown: Option<&'static str>,
) -> Option<&'static str> {
    let first = table
        .projects()
        .take(limits::SAMPLE_ROWS)
        .find(|line| matches!(grid.at(line.line, column.field), Cell::Number(_)))?;
    let (row, at) = grid.place(first.line, column.field);
    let format = &grid.sheet.style(row, at).format;
    let named = format.unit.as_deref().and_then(money::factor);
    let shown = named.or_else(|| shown.and_then(money::factor));
    if format.divided_by_power_of_ten == 0 && named.is_none() {
        return None;
    }
    let power = u32::from(format.divided_by_power_of_ten.min(12));
    let divisor = Decimal::from(10_i64.pow(power));
    let stored = shown?.checked_div(divisor)?;
    let known = UNITS
        .iter()
        .find(|(_, yuan)| Decimal::from(*yuan) == stored)?;
    Some(known.0)
}

/// The name of a colour as people call it.
pub(crate) fn colour_name(colour: Rgb) -> String {
    let Rgb(red, green, blue) = colour;
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let spread = i32::from(most) - i32::from(least);
    if spread < 24 {
        let name = if most < 64 {
            "黑"
        } else if most > 240 {
            "白"
        } else {
            "灰"
        };
        return name.to_owned();
    }
    let (r, g, b) = (i32::from(red), i32::from(green), i32::from(blue));
    let sixth = if most == red {
        (g - b) * 60 / spread
    } else if most == green {
        120 + (b - r) * 60 / spread
    } else {
        240 + (r - g) * 60 / spread
    };
    let name = match sixth.rem_euclid(360) {
        0..=14 | 345..=359 => "红",
        15..=40 => "橙",
        41..=70 => "黄",
        71..=165 => "绿",
        166..=255 => "蓝",
        _ => "紫",
    };
    name.to_owned()
}

/// The colour of a cell: its ground, else its letters.
pub(crate) fn colour_at(sheet: &Sheet, row: u32, column: u16) -> Option<Rgb> {
    let style = sheet.style(row, column);
    style.fill.or(style.font)
}

/// Columns of colours that a table offers: that of the row, and of each column whose cells are
/// coloured otherwise than their row.
pub(super) fn colours(grid: Grid<'_>, table: &Table, name: Option<u16>) -> Vec<ColumnMapping> {
    let Some(name) = name else { return Vec::new() };
    let lines: Vec<u32> = table
        .projects()
        .take(limits::SAMPLE_ROWS)
        .map(|line| line.line)
        .collect();
    let colour = |line: u32, field: u16| {
        let (row, column) = grid.place(line, field);
        colour_at(grid.sheet, row, column)
    };
    let rows: Vec<Option<Rgb>> = lines.iter().map(|line| colour(*line, name)).collect();
    let mut out = Vec::new();
    if says_something(&rows) {
        out.push(offered(AROUND_COLOUR, "行颜色", "颜色", true));
    }
    for column in table.columns.iter().filter(|column| column.field != name) {
        let own: Vec<Option<Rgb>> = lines.iter().map(|l| colour(*l, column.field)).collect();
        if own == rows || !says_something(&own) {
            continue;
        }
        // A light is a coloured cell in which nothing, or nothing but a colour's name, stands.
        let blank = lines.iter().all(|line| {
            let shown = grid.at(*line, column.field).shown();
            shown.trim().chars().count() <= 2
        });
        let key = format!("{AROUND_COLOUR}:{}", super::fit::name_of(table, column));
        let header = format!("{}（颜色）", column.header());
        let field: String = format!("{}颜色", column.last()).chars().take(60).collect();
        out.push(offered(&key, &header, &field, blank));
    }
    out.truncate(limits::COLOUR_COLUMNS_MAX);
    out
}

fn offered(key: &str, header: &str, field: &str, taken: bool) -> ColumnMapping {
    let field = Target::Field(Field::Custom(field.to_owned()));
    ColumnMapping {
        column: key.to_owned(),
        header: header.to_owned(),
        target: if taken { field } else { Target::Ignore },
        part: None,
        unit: None,
        date_order: None,
        unreadable: Unreadable::default(),
        confidence: if taken { 50 } else { 30 },
        basis: Some(Basis::Values),
    }
}

/// Between two and eight colours (none is one), of which no stripes: zebra rows say nothing.
fn says_something(colours: &[Option<Rgb>]) -> bool {
    let mut counts: BTreeMap<Option<Rgb>, usize> = BTreeMap::new();
    for colour in colours {
        *counts.entry(*colour).or_insert(0) += 1;
    }
    let striped = colours.len() >= 4
        && counts.len() == 2
        && colours.windows(2).all(|pair| pair[0] != pair[1]);
    (2..=8).contains(&counts.len()) && !striped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_the_names_people_call_them() {
        let named = [
            (Rgb(255, 0, 0), "红"),
            (Rgb(192, 0, 0), "红"),
            (Rgb(255, 192, 0), "黄"),
            (Rgb(255, 255, 0), "黄"),
            (Rgb(0, 176, 80), "绿"),
            (Rgb(146, 208, 80), "绿"),
            (Rgb(0, 112, 192), "蓝"),
            (Rgb(217, 217, 217), "灰"),
            (Rgb(112, 48, 160), "紫"),
        ];
        for (colour, name) in named {
            assert_eq!(colour_name(colour), name, "{colour}");
        }
    }

    #[test]
    fn stripes_say_nothing() {
        let (red, none) = (Some(Rgb(255, 0, 0)), None);
        assert!(!says_something(&[red, none, red, none]));
        assert!(says_something(&[red, red, none, none]));
        assert!(!says_something(&[none, none, none]));
    }
}
