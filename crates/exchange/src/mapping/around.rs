//! What is said around a table: the year, the unit of money, the office it comes from, sections.

use std::sync::Arc;

use crate::book::{Book, Sheet};
use crate::header;
use crate::table::{Column, Table};
use crate::value::{money, number};

/// What is said around a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Surroundings {
    pub(super) year: Option<i16>,
    pub(super) unit: Option<&'static str>,
    pub(super) office: Option<String>,
}

impl Surroundings {
    pub(super) fn of(book: &Book, sheet: &Sheet, table: &Table) -> Self {
        let titles = || table.titles.iter().map(|title| &*title.text);
        let words = || titles().chain([&*sheet.name, &*book.file_name]);
        let year = words()
            .find_map(header::year_in)
            .or_else(|| constant_year(sheet, table));
        Surroundings {
            year,
            // The text nearest to the table counts: another table may stand above it.
            unit: titles()
                .rev()
                .chain([&*sheet.name, &*book.file_name])
                .find_map(money::unit_in),
            office: office_in(table).map(|found| found.0.to_string()),
        }
    }
}

/// The year of a column of years, if it is one and the same.
fn constant_year(sheet: &Sheet, table: &Table) -> Option<i16> {
    let is_year = |column: &&Column| {
        header::synonym(column.last()).is_some_and(|found| found.0.target == "year")
    };
    let column = table.columns.iter().find(is_year)?;
    let grid = table.grid(sheet);
    let mut years = table
        .projects()
        .map(|line| grid.at(line.line, column.field).shown());
    let first = years.next()?;
    years
        .all(|year| year == first)
        .then(|| first.trim().parse().ok())
        .flatten()
}

/// The office that the titles name (填报单位：经济发展局), and the cell that does.
pub(crate) fn office_in(table: &Table) -> Option<(Arc<str>, (u32, u16))> {
    const MARKS: [&str; 8] = [
        "填报单位",
        "编制单位",
        "报送单位",
        "上报单位",
        "填表单位",
        "责任单位",
        "报表单位",
        "汇总单位",
    ];
    for (at, title) in table.titles.iter().enumerate() {
        let half = number::half_width(&title.text);
        let Some(mark) = MARKS.iter().find(|mark| half.contains(**mark)) else {
            continue;
        };
        let behind = half.split_once(mark).map_or("", |parts| parts.1);
        let behind = behind
            .trim_start_matches("(盖章)")
            .trim_start_matches("(公章)");
        let name = behind
            .trim_start_matches([':', '：', ' '])
            .split([' ', '\u{3000}', '\n', '\t'])
            .next()
            .unwrap_or_default();
        if !name.is_empty() && money::unit_in(name).is_none() {
            return Some((Arc::from(name), title.cell));
        }
        // The name may stand in the cell beside it.
        let beside = table.titles.get(at + 1);
        if let Some(beside) = beside.filter(|own| own.cell.0 == title.cell.0)
            && looks_like_unit(&beside.text)
        {
            return Some((Arc::from(beside.text.trim()), beside.cell));
        }
    }
    None
}

/// Whether a name ends as those of units do.
pub(super) fn looks_like_unit(text: &str) -> bool {
    const ENDS: [&str; 20] = [
        "局",
        "委",
        "委员会",
        "管委会",
        "公司",
        "集团",
        "中心",
        "街道",
        "镇",
        "乡",
        "园",
        "园区",
        "处",
        "院",
        "所",
        "部",
        "片区",
        "办事处",
        "公安分局",
        "社区",
    ];
    let plain = header::plain(text);
    (2..=20).contains(&plain.chars().count()) && ENDS.iter().any(|end| plain.ends_with(end))
}

/// The name of a section without its number and its count: （一）产业项目（12个） is 产业项目.
pub(crate) fn section_name(text: &str) -> Arc<str> {
    let half = number::half_width(text);
    let numeral = |c: char| "一二三四五六七八九十百0123456789".contains(c);
    let rest = half.trim().trim_start_matches('(').trim_start_matches('第');
    let rest = rest.trim_start_matches(numeral);
    let rest = rest.trim_start_matches([')', '、', '.', ',', '，', ' ', ':', '：']);
    let rest = match rest.split_once('(') {
        Some((name, _)) if !name.trim().is_empty() => name,
        _ => rest,
    };
    let rest = match rest.split_once(['共', '：', ':']) {
        Some((name, _)) if !name.trim().is_empty() => name,
        _ => rest,
    };
    Arc::from(rest.trim())
}
