//! Looks of cells in a workbook of the old format.

use std::collections::HashMap;
use std::sync::Arc;

use super::record::{Length, Record};
use crate::book::style::{NumberFormat, PALETTE, Style, StyleId, Styles};
use crate::book::{Rgb, format};
use crate::limits;

/// Tables of formats, fonts and colours as they are read.
#[derive(Default)]
pub(super) struct Tables {
    formats: HashMap<u16, NumberFormat>,
    fonts: Vec<(u16, bool)>,
    /// Font, number format, kind of fill and its colour.
    cells: Vec<(u16, u16, u32, u16)>,
    palette: HashMap<u16, Rgb>,
}

/// What a cell's format number means.
pub(super) struct Looks {
    list: Vec<(StyleId, bool)>,
    pub(super) styles: Arc<Styles>,
}

impl Looks {
    /// The style, and whether its number is shown as a date.
    pub(super) fn get(&self, number: u16) -> (StyleId, bool) {
        self.list
            .get(usize::from(number))
            .copied()
            .unwrap_or_default()
    }
}

impl Tables {
    /// Takes a record if it is of a table.
    pub(super) fn take(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            0x041e => {
                let code = record.text(2, Length::Two)?;
                self.formats.insert(record.u16(0)?, format::read(&code));
            }
            0x0031 => {
                let struck = record.u16(2)? & 8 != 0;
                self.fonts.push((record.u16(4)?, struck));
            }
            0x00e0 if self.cells.len() < limits::STYLES_MAX => {
                let fill = (record.u32(14)? >> 26, record.u16(18)? & 0x7f);
                self.cells
                    .push((record.u16(0)?, record.u16(2)?, fill.0, fill.1));
            }
            0x0092 => {
                for (index, color) in (8..).zip(record.data.get(2..)?.chunks_exact(4)) {
                    self.palette
                        .insert(index, Rgb(color[0], color[1], color[2]));
                }
            }
            _ => {}
        }
        Some(())
    }

    pub(super) fn looks(&self) -> Looks {
        let mut styles = Styles::default();
        let list = self.cells.iter().map(|(font, number, pattern, fill)| {
            // There is no font of number 4.
            let font = usize::from(if *font > 4 { font - 1 } else { *font });
            let (font, struck) = self.fonts.get(font).copied().unwrap_or((64, false));
            let format = match self.formats.get(number) {
                Some(own) => own.clone(),
                None => format::built_in(u32::from(*number)),
            };
            let moment = format.moment;
            let style = styles.intern(Style {
                fill: self
                    .color(*fill)
                    .filter(|rgb| *pattern > 0 && *rgb != Rgb(255, 255, 255)),
                font: self.color(font).filter(|rgb| *rgb != Rgb(0, 0, 0)),
                struck,
                format,
            });
            (style, moment)
        });
        let list = list.collect();
        Looks {
            list,
            styles: Arc::new(styles),
        }
    }

    fn color(&self, index: u16) -> Option<Rgb> {
        let own = self.palette.get(&index).copied();
        own.or_else(|| PALETTE.get(usize::from(index)).copied())
    }
}
