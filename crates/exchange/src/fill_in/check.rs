//! A file that was filled in and comes back: recognised, checked, mapped.

use std::collections::BTreeMap;

use jiff::civil::Date;
use zone::{Field, ProjectId, Zone};

use super::make::{COLUMNS, FormColumn};
use super::marker::{Marker, zone_key};
use super::{FORM_SHEET, HEADER_ROW, LAYOUT_VERSION, MARKER_SHEET};
use crate::book::{Book, Sheet};
use crate::mapping::{
    ColumnMapping, Defaults, MAPPING_VERSION, Mapping, Options, SheetMapping, Target, Unreadable,
    column_name,
};
use crate::problem::{FileCause, Place, Problem};

/// Why a file that was filled in is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FillInCause {
    /// It was made for another zone: its name.
    OtherZone(String),
    /// It was made by another version of the program: its version.
    OtherVersion(u32),
    /// Its month is closed.
    MonthClosed(Date),
    /// Its month is not the one that is open: its month's end, that of the open one.
    OtherMonth(Date, Date),
    /// The hidden sheet was changed.
    MarkerAltered,
    /// The sheet to fill in, or its header, is gone or changed.
    FormAltered,
    /// A row has another id than it was made with: what stands there.
    KeyAltered(String),
    /// A row has another name than it was made with: that name, what stands there.
    NameAltered(String, String),
    /// A project stands in two rows.
    KeyTwice(String),
}

/// How a file that was filled in is read.
///
/// `None` if it is no such file.
///
/// # Errors
/// Everything that is wrong with the file, with its cells.
pub fn mapping(zone: &Zone, book: &Book) -> Option<Result<Mapping, Vec<Problem>>> {
    let hidden = sheet(book, MARKER_SHEET)?;
    Some(checked(zone, book, hidden))
}

fn sheet<'a>(book: &'a Book, name: &str) -> Option<&'a Sheet> {
    book.sheets.iter().find(|own| &*own.name == name)
}

fn checked(zone: &Zone, book: &Book, hidden: &Sheet) -> Result<Mapping, Vec<Problem>> {
    let place = Place::file(&book.file_name);
    let refused = |cause| vec![Problem::file(place.clone(), FileCause::FillIn(cause))];
    let marker = match Marker::read(hidden) {
        None => return Err(refused(FillInCause::MarkerAltered)),
        Some(Err(version)) => return Err(refused(FillInCause::OtherVersion(version))),
        Some(Ok(marker)) => marker,
    };
    debug_assert_eq!(marker.version, LAYOUT_VERSION);
    let mut problems = Vec::new();
    if marker.zone != zone_key(zone) {
        problems.extend(refused(FillInCause::OtherZone(marker.zone_name.clone())));
    }
    if let Some(cause) = wrong_month(zone, marker.month_end) {
        problems.extend(refused(cause));
    }
    match sheet(book, FORM_SHEET).filter(|form| has_header(form)) {
        Some(form) => problems.extend(altered(book, form, &marker)),
        None => problems.extend(refused(FillInCause::FormAltered)),
    }
    if problems.is_empty() {
        Ok(made(marker.month_end))
    } else {
        Err(problems)
    }
}

/// The month a file is for has to be the one that is open, where cycles are run.
fn wrong_month(zone: &Zone, month_end: Date) -> Option<FillInCause> {
    let own = zone.cycles.values().find(|cycle| cycle.until == month_end);
    if own.is_some_and(|cycle| cycle.closed.is_some()) {
        return Some(FillInCause::MonthClosed(month_end));
    }
    let open = zone.cycles.values().filter(|cycle| cycle.closed.is_none());
    let last = open.map(|cycle| cycle.until).max()?;
    own.is_none()
        .then_some(FillInCause::OtherMonth(month_end, last))
}

fn has_header(form: &Sheet) -> bool {
    (0_u16..).zip(COLUMNS).all(|(column, (_, text, _))| {
        let shown = form.cell(HEADER_ROW - 1, column).shown();
        shown.split_whitespace().collect::<String>() == text
    })
}

/// Rows whose id or name is not what the file was made with.
fn altered(book: &Book, form: &Sheet, marker: &Marker) -> Vec<Problem> {
    let made: BTreeMap<ProjectId, &String> = marker
        .projects
        .iter()
        .map(|(id, name)| (*id, name))
        .collect();
    let mut seen = BTreeMap::new();
    let mut problems = Vec::new();
    for row in HEADER_ROW..form.height() {
        let shown = |column: u16| form.cell(row, column).shown().trim().to_owned();
        let filled = (0_u16..)
            .zip(COLUMNS)
            .any(|(column, _)| !shown(column).is_empty());
        if !filled {
            continue;
        }
        let (id, name) = (shown(0), shown(1));
        let known = id.parse::<ProjectId>().ok();
        let known = known.and_then(|id| Some((id, *made.get(&id)?)));
        let (column, cause) = match known {
            None => (
                0,
                FillInCause::KeyAltered(if id.is_empty() { name } else { id }),
            ),
            Some((_, own)) if *own.trim() != name => {
                (1, FillInCause::NameAltered(own.clone(), name))
            }
            Some((id, _)) if seen.insert(id, row).is_some() => {
                (0, FillInCause::KeyTwice(id.to_string()))
            }
            Some(_) => continue,
        };
        let place = Place::cell(&book.file_name, &form.name, row, column);
        problems.push(Problem::file(place, FileCause::FillIn(cause)));
    }
    problems
}

fn made(month_end: Date) -> Mapping {
    let columns = (0_u16..).zip(COLUMNS).map(|(column, (kind, header, _))| {
        let target = match kind {
            FormColumn::Id => Target::Id,
            FormColumn::Name => Target::Field(Field::Name),
            FormColumn::Known(_) => Target::Ignore,
            FormColumn::Asked(field) => Target::Field(field.field()),
        };
        let is_money = header.contains("万元");
        ColumnMapping {
            column: column_name(column, false),
            header: header.to_owned(),
            unit: (is_money && target != Target::Ignore).then(|| "万元".to_owned()),
            target,
            part: None,
            date_order: None,
            unreadable: Unreadable::default(),
            confidence: 100,
            basis: None,
        }
    });
    Mapping {
        version: MAPPING_VERSION,
        layout: format!("fill-in-{LAYOUT_VERSION}"),
        office: None,
        sheets: vec![SheetMapping {
            sheet: FORM_SHEET.to_owned(),
            also: Vec::new(),
            header_rows: (HEADER_ROW, HEADER_ROW),
            transposed: false,
            form: false,
            columns: columns.collect(),
        }],
        defaults: Defaults {
            year: Some(month_end.year()),
            ..Defaults::default()
        },
        options: Options {
            effective_on: Some(month_end),
            ..Options::default()
        },
    }
}
