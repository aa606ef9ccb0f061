//! Colours: given outright, by number of the old palette, or by number of the theme.

use quick_xml::events::{BytesStart, Event};

use crate::book::Rgb;
use crate::book::container::Parts;
use crate::book::style::PALETTE;
use crate::book::xml::{attribute, local, number};
use crate::problem::FileCause;

/// A colour as a part states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Color {
    Rgb(Rgb, f64),
    Indexed(usize, f64),
    Theme(usize, f64),
}

impl Color {
    pub(super) fn read(start: &BytesStart<'_>) -> Option<Color> {
        let tint = number(start, "tint").unwrap_or(0.0);
        if let Some(text) = attribute(start, "rgb") {
            return Some(Color::Rgb(hex(&text)?, tint));
        }
        if let Some(theme) = number(start, "theme") {
            return Some(Color::Theme(theme, tint));
        }
        Some(Color::Indexed(number(start, "indexed")?, tint))
    }
}

/// `FFC000` or, with how opaque it is, `FFFFC000`.
fn hex(text: &str) -> Option<Rgb> {
    let digits = text.get(text.len().checked_sub(6)?..)?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some(Rgb(red, green, blue))
}

/// The colours of the theme: light 1, dark 1, light 2, dark 2, six accents, two of links.
pub(super) struct Theme(Vec<Option<Rgb>>);

impl Default for Theme {
    /// Office's own, for workbooks that refer to a theme they do not have.
    fn default() -> Self {
        let office = [
            "FFFFFF", "000000", "E7E6E6", "44546A", "5B9BD5", "ED7D31", "A5A5A5", "FFC000",
            "4472C4", "70AD47", "0563C1", "954F72",
        ];
        Theme(office.iter().map(|text| hex(text)).collect())
    }
}

impl Theme {
    /// Reads the part of the theme.
    pub(super) fn read(parts: &mut Parts<'_>, part: &str) -> Result<Theme, FileCause> {
        let mut theme = Theme::default();
        let mut at = None;
        let mut xml = parts.xml(part)?;
        loop {
            match xml.next()? {
                Event::Start(start) => {
                    let name = local(&start);
                    let slot = SLOTS.iter().position(|slot| *slot == name);
                    at = slot.or(at);
                    let value = match name {
                        "srgbClr" => attribute(&start, "val"),
                        "sysClr" => attribute(&start, "lastClr"),
                        _ => None,
                    };
                    if let (Some(slot), Some(value)) = (at, value) {
                        theme.0[slot] = hex(&value);
                    }
                }
                Event::End(end) if end.local_name().into_inner() == "clrScheme" => at = None,
                Event::Eof => return Ok(theme),
                _ => {}
            }
        }
    }

    /// The colour meant; `None` for automatic.
    pub(super) fn rgb(&self, color: Color) -> Option<Rgb> {
        let (plain, tint) = match color {
            Color::Rgb(rgb, tint) => (rgb, tint),
            Color::Theme(slot, tint) => (self.0.get(slot).copied().flatten()?, tint),
            Color::Indexed(index, tint) => (*PALETTE.get(index)?, tint),
        };
        Some(tinted(plain, tint))
    }
}

/// Names of a theme's colours, in the order in which cells number them.
const SLOTS: [&str; 12] = [
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
];

/// A colour made darker (below 0) or lighter (above 0), after ECMA-376 part 1, 18.8.19: by its
/// luminance. Hue and saturation stay, so each channel moves in step.
fn tinted(Rgb(red, green, blue): Rgb, tint: f64) -> Rgb {
    let channel = |value: u8| {
        let value = f64::from(value);
        let moved = if tint < 0.0 {
            value * (1.0 + tint.max(-1.0))
        } else {
            value + (255.0 - value) * tint.min(1.0)
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 255"
        )]
        let moved = moved.round() as u8;
        moved
    };
    Rgb(channel(red), channel(green), channel(blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_found_and_tinted() {
        let theme = Theme::default();
        let shown = |color| theme.rgb(color).map(|rgb| rgb.to_string());
        assert_eq!(shown(Color::Theme(7, 0.0)).unwrap(), "#FFC000");
        assert_eq!(shown(Color::Theme(0, -0.5)).unwrap(), "#808080");
        assert_eq!(shown(Color::Theme(1, 0.5)).unwrap(), "#808080");
        assert_eq!(shown(Color::Indexed(10, 0.0)).unwrap(), "#FF0000");
        assert_eq!(shown(Color::Indexed(64, 0.0)), None);
        assert_eq!(
            shown(Color::Rgb(hex("FF92D050").unwrap(), 0.0)).unwrap(),
            "#92D050"
        );
        assert_eq!(hex("12"), None);
    }
}
