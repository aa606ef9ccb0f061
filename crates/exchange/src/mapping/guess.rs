//! Guessing how a file is read: which sheets have tables, and what each column holds.

use std::collections::BTreeSet;

use zone::Field;

use super::around::{self, Surroundings};
use super::column::Guesser;
use super::{
    AROUND_OFFICE, AROUND_SECTION, AROUND_SHEET, Basis, ColumnMapping, Defaults, Knowledge,
    MAPPING_VERSION, Mapping, Options, SheetMapping, Target, Unreadable, layout_key,
};
use super::{looks, stated};
use crate::book::{Book, Sheet};
use crate::limits;
use crate::problem::{FileCause, Place, Problem};
use crate::table::{Column, LineKind, Table};

/// Guesses the mapping of a file, of a zone nothing is known of.
pub fn guess(book: &Book) -> Result<Mapping, Vec<Problem>> {
    guess_knowing(book, &Knowledge::default())
}

/// A table, its sheet and what is said around it.
struct Seen<'a> {
    sheet: &'a Sheet,
    table: Table,
    around: Surroundings,
}

/// Guesses the mapping of a file with the names that the zone knows.
pub fn guess_knowing(book: &Book, knowledge: &Knowledge) -> Result<Mapping, Vec<Problem>> {
    guess_of(book, &tables(book, false), knowledge)
}

/// Guesses the mapping of a layout that is to be filled in: headings with nothing beneath will do.
pub(super) fn guess_layout(book: &Book, knowledge: &Knowledge) -> Result<Mapping, Vec<Problem>> {
    guess_of(book, &tables(book, true), knowledge)
}

fn guess_of(
    book: &Book,
    seen: &[Seen<'_>],
    knowledge: &Knowledge,
) -> Result<Mapping, Vec<Problem>> {
    let refused = |cause| vec![Problem::file(Place::file(&book.file_name), cause)];
    let widest = seen.iter().map(|own| own.table.columns.len()).max();
    match widest {
        None => return Err(refused(FileCause::NoTable)),
        Some(most) if most > limits::TABLE_COLUMNS_MAX => {
            return Err(refused(FileCause::TooManyColumns(most)));
        }
        Some(_) => {}
    }
    let years = seen.iter().map(|own| own.around.year);
    let defaults = Defaults {
        year: years.flatten().next(),
        ..Defaults::default()
    };
    let mut sheets = mapped(seen, knowledge);
    if sheets.is_empty() {
        return Err(refused(FileCause::NoTable));
    }
    for (mapping, own) in &mut sheets {
        around_table(mapping, own, knowledge);
        let grid = own.table.grid(own.sheet);
        let name = mapping.columns.iter().find(|column| column.names_project());
        let name = name.and_then(|column| {
            let mut columns = own.table.columns.iter();
            columns.find(|known| known.header() == column.header)
        });
        let colours = looks::colours(grid, &own.table, name.map(|column| column.field));
        mapping.columns.extend(colours);
    }
    let kept = sheets.iter().map(|(_, own)| &own.table);
    let layout = layout_key(kept);
    let office = sheets.iter().find_map(|(_, own)| own.around.office.clone());
    let titles = sheets
        .iter()
        .flat_map(|(_, own)| own.table.titles.iter().map(|title| &*title.text));
    let columns = sheets.iter().flat_map(|(_, own)| &own.table.columns);
    let headers: Vec<String> = columns.map(Column::header).collect();
    let headers = headers.iter().map(String::as_str);
    let options = Options {
        effective_on: stated::stated_on(titles, headers, defaults.year),
        ..Options::default()
    };
    Ok(Mapping {
        version: MAPPING_VERSION,
        layout,
        office,
        sheets: sheets.into_iter().map(|found| found.0).collect(),
        defaults,
        options,
    })
}

/// The sheets whose tables name projects, each with what its columns hold.
fn mapped<'a, 'b>(
    seen: &'a [Seen<'b>],
    knowledge: &Knowledge,
) -> Vec<(SheetMapping, &'a Seen<'b>)> {
    let mut sheets: Vec<(SheetMapping, &'a Seen<'b>)> = Vec::new();
    for own in seen {
        // Sheets alike are mapped once: one for each unit, or one for each project.
        let alike = sheets.iter_mut().find(|(mapping, other)| {
            mapping.sheet != *own.sheet.name
                && !mapping.also.contains(&own.sheet.name.to_string())
                && is_alike(own, other)
        });
        if let Some((mapping, _)) = alike {
            mapping.also.push(own.sheet.name.to_string());
            continue;
        }
        let guesser = Guesser {
            table: &own.table,
            grid: own.table.grid(own.sheet),
            surroundings: &own.around,
            knowledge,
        };
        let columns = guesser.named_columns();
        if columns.iter().any(ColumnMapping::names_project) {
            let mapping = SheetMapping {
                sheet: own.sheet.name.to_string(),
                also: Vec::new(),
                header_rows: (own.table.header.start + 1, own.table.header.end),
                transposed: own.table.transposed,
                form: own.table.is_form(),
                columns,
            };
            sheets.push((mapping, own));
        }
    }
    sheets
}

/// The tables of a file that have projects, or may have none, without sheets of explanations.
fn tables(book: &Book, empty: bool) -> Vec<Seen<'_>> {
    let mut seen = Vec::new();
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden) {
        for table in Table::find_all(sheet) {
            if empty || table.projects().next().is_some() {
                let around = Surroundings::of(book, sheet, &table);
                seen.push(Seen {
                    sheet,
                    table,
                    around,
                });
            }
        }
    }
    // Sheets of explanations have headers too: keep those with at least two known ones, if any.
    if seen.iter().any(|own| own.table.known_headers >= 2) {
        seen.retain(|own| own.table.known_headers >= 2);
    }
    seen
}

/// Whether two tables are of one layout and are to be read alike.
fn is_alike(own: &Seen<'_>, other: &Seen<'_>) -> bool {
    let texts = |seen: &Seen<'_>| -> Vec<String> {
        seen.table.columns.iter().map(Column::header).collect()
    };
    let same_year = own.around.year == other.around.year || own.around.year.is_none();
    own.table.transposed == other.table.transposed
        && own.table.is_form() == other.table.is_form()
        && own.around.unit == other.around.unit
        && same_year
        && texts(own) == texts(other)
}

/// Adds what stands around the table where no column says it: the section, the sheet's name, the
/// office.
fn around_table(mapping: &mut SheetMapping, seen: &Seen<'_>, knowledge: &Knowledge) {
    let has = |mapping: &SheetMapping, field: &Field| {
        let is_it = |own: &ColumnMapping| own.target == Target::Field(field.clone());
        mapping.columns.iter().any(is_it)
    };
    let add = |mapping: &mut SheetMapping, column: &str, header: &str, field, confidence| {
        mapping.columns.push(ColumnMapping {
            column: column.to_owned(),
            header: header.to_owned(),
            target: Target::Field(field),
            part: None,
            unit: None,
            date_order: None,
            unreadable: Unreadable::default(),
            confidence,
            basis: Some(Basis::Values),
        });
    };
    let is_unit = |name: &str| knowledge.is_unit(name) || around::looks_like_unit(name);
    let sections = sections(&seen.table);
    if !sections.is_empty() {
        let (field, sure) = section_field(&sections, &is_unit, &|field| has(mapping, field));
        if !has(mapping, &field) {
            add(mapping, AROUND_SECTION, "分节", field, sure);
        }
    }
    let names = std::iter::once(&mapping.sheet).chain(&mapping.also);
    if !mapping.also.is_empty()
        && names.clone().all(|name| is_unit(name))
        && !has(mapping, &Field::LeadUnit)
    {
        add(mapping, AROUND_SHEET, "工作表名", Field::LeadUnit, 80);
    }
    if let Some(office) = &seen.around.office
        && !has(mapping, &Field::LeadUnit)
        && (knowledge.is_unit(office) || around::looks_like_unit(office))
    {
        let sure = if knowledge.is_unit(office) { 85 } else { 65 };
        add(mapping, AROUND_OFFICE, "填报单位", Field::LeadUnit, sure);
    }
}

/// What the names of sections are: units, batches, industries, else the office's own classes.
fn section_field(
    sections: &BTreeSet<String>,
    is_unit: &dyn Fn(&str) -> bool,
    has: &dyn Fn(&Field) -> bool,
) -> (Field, u8) {
    const BATCHES: &str = "新开工 续建 储备 前期 竣工 投产 谋划 在建 新建 拟建 签约";
    // 产业项目 and 基础设施项目 are classes of projects and no industries.
    const TRADES: &str = "工业 农业 制造 服务业 设施 交通 水利 生态 能源 文旅 商贸 电子 医药 化工 材料 \
        装备 食品 物流 汽车 信息";
    const PLACES: &str = "片区 街道 镇 乡 社区 组团 园 区 县";
    let most = |test: &dyn Fn(&str) -> bool| {
        sections.iter().filter(|name| test(name)).count() * 2 > sections.len()
    };
    let names = |words: &'static str| {
        move |name: &str| words.split_whitespace().any(|word| name.contains(word))
    };
    let ends = |words: &'static str| {
        move |name: &str| words.split(' ').any(|word| name.trim().ends_with(word))
    };
    if most(is_unit) && !has(&Field::LeadUnit) {
        (Field::LeadUnit, 75)
    } else if most(&names(BATCHES)) && !has(&Field::PortfolioGroup) {
        (Field::PortfolioGroup, 70)
    } else if most(&ends(PLACES)) && !has(&Field::Place) {
        (Field::Place, 65)
    } else if most(&names(TRADES)) && !has(&Field::Industry) {
        (Field::Industry, 70)
    } else {
        (Field::Custom("分类".to_owned()), 50)
    }
}

/// Names of the sections that have projects.
fn sections(table: &Table) -> BTreeSet<String> {
    table
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Project)
        .filter_map(|line| line.section.as_ref())
        .map(|(text, _)| around::section_name(text).to_string())
        .filter(|name| !name.is_empty())
        .collect()
}
