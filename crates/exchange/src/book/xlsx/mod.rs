//! xlsx workbooks, read in one pass a part.
//!
//! Our own reader: those there are tell values, but not what an office hid, coloured or noted,
//! and every part would be unpacked and parsed twice.

mod circular;
mod color;
mod drawing;
mod notes;
mod rels;
mod sheet;
mod strings;
mod styles;

use std::sync::Arc;

use quick_xml::events::Event;

use super::container::Parts;
use super::grid::{self, Budget};
use super::xml::{attribute, is_set, local};
use super::{Cell, Formula, Reading, Refused, Sheet, Source, WorkbookFormat};
use crate::limits;
use crate::problem::{BookCause, FileCause};
use color::Theme;
use drawing::{CellPictures, MediaCache};
use rels::Relations;
use sheet::{Found, Shared};

/// The part that lists the sheets.
#[derive(Default)]
struct Listed {
    sheets: Vec<ListedSheet>,
    epoch_1904: bool,
    /// Values are to be computed when the file is opened: those in it are out of date.
    full_calc_on_load: bool,
    /// Circles are meant and computed step by step.
    iterates: bool,
}

struct ListedSheet {
    name: Arc<str>,
    hidden: bool,
    relation: String,
}

/// Reads a workbook whose container is open.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<Reading, Refused> {
    let part = workbook_part(parts)?;
    let relations = rels::read(parts, &part)?;
    let listed = list(parts, &part)?;
    if listed.sheets.len() > limits::SHEETS_MAX {
        return Err(FileCause::TooManySheets(listed.sheets.len()).into());
    }
    let shared = shared(parts, &relations, listed.epoch_1904)?;
    let mut media = MediaCache::default();
    let cell_pictures = match parts.has("xl/cellimages.xml") {
        true => CellPictures::read(parts, "xl/cellimages.xml", &mut media)?,
        false => CellPictures::default(),
    };
    let mut budget = Budget::default();
    let mut sheets: Vec<(Sheet, Found)> = Vec::new();
    for one in &listed.sheets {
        let Some(relation) = relations.get(&one.relation) else {
            continue;
        };
        // Sheets of charts, dialogs and macros have no cells.
        if relation.kind != "worksheet" || relation.external {
            continue;
        }
        let mut found = read_cells(parts, &relation.target, &shared, &mut budget, &one.name)?;
        let mut sheet = Sheet {
            hidden: one.hidden,
            name: Arc::clone(&one.name),
            ..Sheet::default()
        };
        beside(parts, &relation.target, &found, &mut media, &mut sheet)
            .map_err(|cause| Refused::in_sheet(cause, &one.name, None))?;
        for (row, column, id) in std::mem::take(&mut found.shown_pictures) {
            match cell_pictures.show(&id, row, column) {
                Some(picture) => sheet.pictures.push(picture),
                // A picture that is not in the file leaves its name.
                None => found
                    .grid
                    .put((row, column), Cell::text(&id), &mut budget)?,
            }
        }
        sheets.push((sheet, found));
    }
    settle_formulas(&listed, &mut sheets);
    let mut remarks = remarks(parts, &relations);
    if sheets.iter().any(|(_, found)| found.rich_pictures > 0) {
        let what = BookCause::NotTold(
            "“放置在单元格中”的图片",
            "pictures placed in cells by Excel",
        );
        remarks.push(what);
    }
    let mut done = Vec::with_capacity(sheets.len());
    for (sheet, found) in sheets {
        done.push(finish(sheet, found, &shared, &mut budget)?);
    }
    Ok(Reading {
        source: Source::Workbook {
            format: WorkbookFormat::Xlsx,
            epoch_1904: listed.epoch_1904,
        },
        sheets: done,
        remarks,
    })
}

/// The part that is the workbook: what the container's own relations say, or its usual name.
fn workbook_part(parts: &mut Parts<'_>) -> Result<String, FileCause> {
    let relations = rels::read(parts, "")?;
    let stated = relations
        .values()
        .find(|relation| relation.kind == "officeDocument" && parts.has(&relation.target))
        .map(|relation| relation.target.clone());
    match stated {
        Some(part) => Ok(part),
        None if parts.has("xl/workbook.xml") => Ok("xl/workbook.xml".to_owned()),
        None => Err(FileCause::NotASpreadsheet("zip")),
    }
}

fn list(parts: &mut Parts<'_>, part: &str) -> Result<Listed, FileCause> {
    let mut listed = Listed::default();
    let mut xml = parts.xml(part)?;
    loop {
        match xml.next()? {
            Event::Start(start) => match local(&start) {
                "workbookPr" => listed.epoch_1904 = is_set(&start, "date1904"),
                "calcPr" => {
                    listed.full_calc_on_load = is_set(&start, "fullCalcOnLoad");
                    listed.iterates = is_set(&start, "iterate");
                }
                "sheet" => listed.sheets.push(ListedSheet {
                    name: Arc::from(attribute(&start, "name").unwrap_or_default()),
                    hidden: attribute(&start, "state").is_some_and(|state| state != "visible"),
                    relation: attribute(&start, "id").unwrap_or_default(),
                }),
                _ => {}
            },
            Event::Eof => return Ok(listed),
            _ => {}
        }
    }
}

fn shared(
    parts: &mut Parts<'_>,
    relations: &Relations,
    epoch_1904: bool,
) -> Result<Shared, FileCause> {
    let part = |kind: &str| {
        let found = relations
            .values()
            .find(|relation| relation.kind == kind && !relation.external);
        found.map(|relation| relation.target.clone())
    };
    let texts = match part("sharedStrings").filter(|part| parts.has(part)) {
        Some(part) => strings::read(parts, &part)?,
        None => Vec::new(),
    };
    let theme = match part("theme").filter(|part| parts.has(part)) {
        Some(part) => Theme::read(parts, &part)?,
        None => Theme::default(),
    };
    let looks = match part("styles").filter(|part| parts.has(part)) {
        Some(part) => styles::read(parts, &part, &theme)?,
        None => styles::Looks::default(),
    };
    Ok(Shared {
        texts,
        looks,
        epoch_1904,
    })
}

fn read_cells(
    parts: &mut Parts<'_>,
    part: &str,
    shared: &Shared,
    budget: &mut Budget,
    name: &Arc<str>,
) -> Result<Found, Refused> {
    let mut found = Found::default();
    let mut xml = parts.xml(part)?;
    match sheet::read(&mut xml, shared, budget, &mut found) {
        Ok(()) => Ok(found),
        Err(cause) => Err(Refused::in_sheet(cause, name, Some(found.at))),
    }
}

/// What stands beside the cells: notes, pictures, links.
fn beside(
    parts: &mut Parts<'_>,
    part: &str,
    found: &Found,
    media: &mut MediaCache,
    sheet: &mut Sheet,
) -> Result<(), FileCause> {
    let relations = rels::read(parts, part)?;
    let mut inside: Vec<_> = relations.values().filter(|one| !one.external).collect();
    // Notes before conversations, which take their place.
    inside.sort_by(|one, other| (&one.kind, &one.target).cmp(&(&other.kind, &other.target)));
    for relation in inside {
        if !parts.has(&relation.target) {
            continue;
        }
        match &*relation.kind {
            "comments" => notes::read(parts, &relation.target, &mut sheet.notes)?,
            "threadedComment" => notes::read_threads(parts, &relation.target, &mut sheet.notes)?,
            "drawing" => drawing::read(parts, &relation.target, media, sheet)?,
            _ => {}
        }
    }
    for (place, id, inner) in &found.links {
        let outside = id.as_ref().and_then(|id| relations.get(id));
        let target = match outside {
            Some(relation) => relation.target.clone(),
            None => format!("#{inner}"),
        };
        sheet
            .links
            .insert((place.top, place.left), Arc::from(target));
    }
    Ok(())
}

/// Tells noughts that were computed from those that were not.
fn settle_formulas(listed: &Listed, sheets: &mut [(Sheet, Found)]) {
    let nobody_computed =
        listed.full_calc_on_load && !sheets.iter().any(|(_, found)| found.computed);
    for (_, found) in sheets {
        if nobody_computed {
            let noughts = found.traced.noughts();
            sheet::set_uncomputed(found, &noughts, Formula::NotComputed);
        } else if !listed.iterates {
            let circular = found.traced.circular();
            sheet::set_uncomputed(found, &circular, Formula::Circular);
        }
    }
}

fn finish(
    sheet: Sheet,
    found: Found,
    shared: &Shared,
    budget: &mut Budget,
) -> Result<Sheet, Refused> {
    let mut rows = found.grid.rows;
    grid::repeat_texts(&mut rows, &found.merges, budget)
        .map_err(|cause| Refused::in_sheet(cause, &sheet.name, None))?;
    let plain = Sheet::new(Arc::clone(&sheet.name), sheet.hidden, rows, found.merges);
    Ok(Sheet {
        hidden_rows: found.hidden_rows,
        hidden_columns: found.hidden_columns,
        notes: sheet.notes,
        pictures: sheet.pictures,
        links: sheet.links,
        marks: found.grid.marks,
        styles: Arc::clone(&shared.looks.styles),
        ..plain
    })
}

fn remarks(parts: &Parts<'_>, relations: &Relations) -> Vec<BookCause> {
    let mut remarks = Vec::new();
    let macros = parts.names().any(|name| name.ends_with("vbaproject.bin"));
    remarks.extend(macros.then_some(BookCause::Macros));
    let external = relations
        .values()
        .filter(|relation| relation.kind == "externalLink")
        .count();
    remarks.extend((external > 0).then_some(BookCause::ExternalLinks(external)));
    remarks
}
