//! Looks of cells in an OpenDocument spreadsheet.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use quick_xml::events::BytesStart;

use crate::book::Rgb;
use crate::book::style::{NumberFormat, Style, StyleId, Styles};
use crate::book::xml::{attribute, local};

/// Looks by the names of styles.
#[derive(Default)]
pub(super) struct Looks {
    pub(super) styles: Styles,
    cells: HashMap<String, StyleId>,
    formats: HashMap<String, NumberFormat>,
    hidden_sheets: HashSet<String>,
    /// The style being read, and the number format.
    style: Option<(String, Style)>,
    format: Option<(String, Words)>,
}

#[derive(Default)]
struct Words {
    format: NumberFormat,
    has_number: bool,
}

impl Looks {
    pub(super) fn get(&self, name: &str) -> StyleId {
        self.cells.get(name).copied().unwrap_or_default()
    }

    pub(super) fn hides_sheet(&self, style: &str) -> bool {
        self.hidden_sheets.contains(style)
    }

    pub(super) fn start(&mut self, start: &BytesStart<'_>) {
        let name = || attribute(start, "name").unwrap_or_default();
        match local(start) {
            "style" => {
                let mut style = Style::default();
                let parent = attribute(start, "parent-style-name");
                if let Some(parent) = parent.and_then(|parent| self.cells.get(&parent)) {
                    style = self.styles.get(*parent).clone();
                }
                let format = attribute(start, "data-style-name");
                if let Some(format) = format.and_then(|format| self.formats.get(&format)) {
                    style.format = format.clone();
                }
                self.style = Some((name(), style));
            }
            "table-properties" => {
                let shown = attribute(start, "display").is_none_or(|shown| shown != "false");
                if let (Some((name, _)), false) = (&self.style, shown) {
                    self.hidden_sheets.insert(name.clone());
                }
            }
            "table-cell-properties" | "text-properties" => self.look(start),
            "number-style" | "currency-style" | "text-style" => {
                self.format = Some((name(), Words::default()));
            }
            "percentage-style" => self.format_with(name(), |format| format.percent = true),
            "date-style" | "time-style" => self.format_with(name(), |format| format.moment = true),
            "number" => {
                if let Some((_, words)) = &mut self.format {
                    words.has_number = true;
                    let factor = attribute(start, "display-factor");
                    let noughts = factor.map_or(0, |factor| {
                        let digits = factor.trim_start_matches('1');
                        digits.bytes().take_while(|byte| *byte == b'0').count()
                    });
                    words.format.divided_by_power_of_ten = u8::try_from(noughts).unwrap_or(0);
                }
            }
            _ => {}
        }
    }

    fn format_with(&mut self, name: String, set: impl Fn(&mut NumberFormat)) {
        let mut words = Words::default();
        set(&mut words.format);
        self.format = Some((name, words));
    }

    fn look(&mut self, start: &BytesStart<'_>) {
        let Some((_, style)) = &mut self.style else {
            return;
        };
        if let Some(fill) = attribute(start, "background-color") {
            style.fill = color(&fill).filter(|rgb| *rgb != Rgb(255, 255, 255));
        }
        if local(start) == "text-properties" {
            if let Some(font) = attribute(start, "color") {
                style.font = color(&font).filter(|rgb| *rgb != Rgb(0, 0, 0));
            }
            if let Some(line) = attribute(start, "text-line-through-style") {
                style.struck = line != "none";
            }
        }
    }

    /// A word of the number format just read.
    pub(super) fn word(&mut self, text: &str) {
        let Some((_, words)) = &mut self.format else {
            return;
        };
        let text = text.trim();
        if words.has_number && !words.format.moment && text.chars().any(char::is_alphanumeric) {
            words.format.unit = Some(Arc::from(text));
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "style" => {
                if let Some((name, style)) = self.style.take() {
                    let id = self.styles.intern(style);
                    self.cells.insert(name, id);
                }
            }
            "number-style" | "currency-style" | "percentage-style" | "date-style"
            | "time-style" | "text-style" => {
                if let Some((name, words)) = self.format.take() {
                    self.formats.insert(name, words.format);
                }
            }
            _ => {}
        }
    }
}

fn color(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#')?.get(..6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Rgb(red, green, blue))
}
