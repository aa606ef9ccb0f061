//! Looks of cells: which of a workbook's formats carry a colour or say something of the value.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::color::{Color, Theme};
use crate::book::container::Parts;
use crate::book::style::{NumberFormat, Style, StyleId, Styles};
use crate::book::xml::{attribute, is_set, local, number};
use crate::book::{Rgb, format};
use crate::limits;
use crate::problem::FileCause;

/// What a cell's format number means.
#[derive(Clone, Copy, Default)]
pub(super) struct CellLook {
    pub(super) style: StyleId,
    pub(super) moment: bool,
}

/// Looks by format number.
#[derive(Default)]
pub(super) struct Looks {
    list: Vec<CellLook>,
    pub(super) styles: Arc<Styles>,
}

impl Looks {
    pub(super) fn get(&self, number: usize) -> CellLook {
        self.list.get(number).copied().unwrap_or_default()
    }
}

#[derive(Default)]
struct Tables {
    formats: HashMap<u32, NumberFormat>,
    fonts: Vec<(Option<Color>, bool)>,
    fills: Vec<Option<Color>>,
    /// Number format, font and fill of each cell format.
    cells: Vec<(u32, usize, usize)>,
}

/// Reads the part of styles, with colours from the theme.
pub(super) fn read(parts: &mut Parts<'_>, part: &str, theme: &Theme) -> Result<Looks, FileCause> {
    let tables = tables(parts, part)?;
    let mut styles = Styles::default();
    let mut list = Vec::with_capacity(tables.cells.len());
    for (format, font, fill) in &tables.cells {
        let format = match tables.formats.get(format) {
            Some(own) => own.clone(),
            None => format::built_in(*format),
        };
        let (font, struck) = tables.fonts.get(*font).copied().unwrap_or_default();
        let fill = tables.fills.get(*fill).copied().flatten();
        let moment = format.moment;
        let style = styles.intern(Style {
            fill: fill
                .and_then(|fill| theme.rgb(fill))
                .filter(|rgb| *rgb != Rgb(255, 255, 255)),
            font: font
                .and_then(|font| theme.rgb(font))
                .filter(|rgb| *rgb != Rgb(0, 0, 0)),
            struck,
            format,
        });
        list.push(CellLook { style, moment });
    }
    Ok(Looks {
        list,
        styles: Arc::new(styles),
    })
}

fn tables(parts: &mut Parts<'_>, part: &str) -> Result<Tables, FileCause> {
    let mut tables = Tables::default();
    let mut xml = parts.xml(part)?;
    let mut section = String::new();
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Event::Start(start) if depth == 1 => local(&start).clone_into(&mut section),
            Event::Start(start) => tables.take(&section, &start, depth),
            Event::Eof => return Ok(tables),
            _ => {}
        }
        if tables.cells.len() > limits::STYLES_MAX || tables.fonts.len() > limits::STYLES_MAX {
            return Err(FileCause::Damaged(format!("{part}: too many styles")));
        }
    }
}

impl Tables {
    fn take(&mut self, section: &str, start: &BytesStart<'_>, depth: usize) {
        match (section, depth, local(start)) {
            ("numFmts", 2, "numFmt") => {
                let id = number(start, "numFmtId").unwrap_or_default();
                let code = attribute(start, "formatCode").unwrap_or_default();
                self.formats.insert(id, format::read(&code));
            }
            ("fonts", 2, "font") => self.fonts.push((None, false)),
            ("fonts", 3, "color") => {
                if let Some(font) = self.fonts.last_mut() {
                    font.0 = Color::read(start);
                }
            }
            ("fonts", 3, "strike") => {
                if let Some(font) = self.fonts.last_mut() {
                    font.1 = attribute(start, "val").is_none() || is_set(start, "val");
                }
            }
            ("fills", 2, "fill") => self.fills.push(None),
            ("fills", 3, "patternFill") => {
                let kind = attribute(start, "patternType").unwrap_or_default();
                // What follows may only colour a fill that has a pattern.
                if let Some(fill) = self.fills.last_mut() {
                    *fill = (!matches!(&*kind, "" | "none" | "gray125"))
                        .then_some(Color::Indexed(64, 0.0));
                }
            }
            ("fills", 4, "fgColor") => {
                if let Some(fill @ Some(_)) = self.fills.last_mut() {
                    *fill = Color::read(start);
                }
            }
            ("cellXfs", 2, "xf") => self.cells.push((
                number(start, "numFmtId").unwrap_or_default(),
                number(start, "fontId").unwrap_or_default(),
                number(start, "fillId").unwrap_or_default(),
            )),
            _ => {}
        }
    }
}
