//! One cell as XML: read from a sheet, written into it.

use super::super::edit::{NewCell, serial_day};
use super::styles::{Change, Styles};
use super::xml::{self, Kind, Tag, Tags, escaped, unescaped};

/// A cell of a sheet as it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellXml<'a> {
    pub(super) column: u16,
    pub(super) tag: Tag<'a>,
    /// From its tag to its end.
    pub(super) raw: &'a str,
}

impl<'a> CellXml<'a> {
    /// The number of its format.
    pub(super) fn style(&self) -> Option<u32> {
        self.tag.raw_attribute("s")?.parse().ok()
    }

    /// The tag of its formula, and the formula as it stands.
    pub(super) fn formula(&self) -> Option<(Tag<'a>, &'a str)> {
        if self.tag.kind != Kind::Start {
            return None;
        }
        let mut tags = Tags::new(self.raw);
        let f = tags.find(|tag| tag.local() == "f" && tag.kind != Kind::End)?;
        if f.kind == Kind::Empty {
            return Some((f, ""));
        }
        let close = tags.next()?;
        Some((f, &self.raw[f.end()..close.at]))
    }
}

/// The value kept beside a formula until it is computed again.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cached {
    Number(f64),
    Text(String),
    Bool(bool),
    /// Not known here: whoever opens the file computes it.
    Unknown,
}

/// Writes cells of one sheet.
pub(super) struct CellWriter<'a> {
    pub(super) prefix: &'a str,
    pub(super) styles: &'a mut Styles,
    pub(super) epoch_1904: bool,
}

impl CellWriter<'_> {
    /// A cell with new content, in a format. `like` is the format of a cell that shows dates.
    pub(super) fn content(
        &mut self,
        out: &mut String,
        name: &str,
        style: Option<u32>,
        cell: &NewCell,
        like: Option<u32>,
    ) {
        match cell {
            NewCell::Blank => self.open(out, name, style, "", "/>"),
            NewCell::Number(number) => {
                self.open(out, name, style, "", ">");
                self.value(out, number);
            }
            NewCell::Text(text) => self.text(out, name, style, text),
            NewCell::Day { date, text, .. } => {
                let dated = |style: Option<u32>| style.filter(|own| self.styles.is_date(*own));
                let style = match dated(style).or(dated(like)) {
                    Some(shows) => Some(shows),
                    None if text.is_empty() => {
                        let plain = style.unwrap_or(0);
                        Some(self.styles.changed(plain, Change::Format("yyyy-mm-dd")))
                    }
                    None => return self.text(out, name, style, text),
                };
                let day = serial_day(*date, self.epoch_1904).to_string();
                self.open(out, name, style, "", ">");
                self.value(out, &day);
            }
        }
    }

    fn text(&mut self, out: &mut String, name: &str, style: Option<u32>, text: &str) {
        let style = if crate::export::harmless(text) == text {
            style
        } else {
            Some(self.styles.changed(style.unwrap_or(0), Change::QuotePrefix))
        };
        self.open(out, name, style, " t=\"inlineStr\"", ">");
        let (p, text) = (self.prefix, xml_text(text));
        *out += &format!("<{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>");
    }

    /// A formula with the value kept beside it.
    pub(super) fn formula(
        &mut self,
        out: &mut String,
        name: &str,
        style: Option<u32>,
        formula: &str,
        cached: &Cached,
    ) {
        self.open(out, name, style, kind_of(cached), ">");
        let (p, text) = (self.prefix, escaped(formula));
        *out += &format!("<{p}f>{text}</{p}f>");
        *out += &value_of(p, cached);
        *out += &format!("</{p}c>");
    }

    fn open(&self, out: &mut String, name: &str, style: Option<u32>, kind: &str, end: &str) {
        *out += &format!("<{}c r=\"{name}\"", self.prefix);
        if let Some(style) = style {
            *out += &format!(" s=\"{style}\"");
        }
        *out += kind;
        *out += end;
    }

    fn value(&self, out: &mut String, value: &str) {
        let p = self.prefix;
        *out += &format!("<{p}v>{value}</{p}v></{p}c>");
    }
}

fn kind_of(cached: &Cached) -> &'static str {
    match cached {
        Cached::Number(_) | Cached::Unknown => "",
        Cached::Text(_) => " t=\"str\"",
        Cached::Bool(_) => " t=\"b\"",
    }
}

fn value_of(prefix: &str, cached: &Cached) -> String {
    let value = match cached {
        Cached::Number(number) => number.to_string(),
        Cached::Text(text) => xml_text(text),
        Cached::Bool(value) => u8::from(*value).to_string(),
        Cached::Unknown => return String::new(),
    };
    format!("<{prefix}v>{value}</{prefix}v>")
}

/// A cell as it is but for its name, its formula and the value kept beside the formula.
pub(super) fn moved(
    cell: &CellXml<'_>,
    name: &str,
    formula: Option<&str>,
    cached: Option<&Cached>,
) -> String {
    let mut head = cell.tag.raw.to_owned();
    if cell.tag.raw_attribute("r").is_some_and(|own| own != name) {
        head = xml::with_attribute(&head, "r", name);
    }
    if let Some(cached) = cached {
        head = xml::without_attribute(&head, "t");
        let kind = kind_of(cached)
            .trim_start_matches(" t=\"")
            .trim_end_matches('"');
        if !kind.is_empty() {
            head = xml::with_attribute(&head, "t", kind);
        }
    }
    let rest = &cell.raw[cell.tag.raw.len()..];
    if formula.is_none() && cached.is_none() {
        return head + rest;
    }
    let (mut out, mut copied) = (head, cell.tag.raw.len());
    let mut tags = Tags::new(cell.raw).skip(1);
    let mut valued = false;
    while let Some(tag) = tags.next() {
        if tag.kind == Kind::End {
            if tag.local() == "c"
                && !valued
                && let Some(cached) = cached
            {
                out += &cell.raw[copied..tag.at];
                out += &value_of(cell.tag.prefix(), cached);
                copied = tag.at;
            }
            continue;
        }
        let end = match tag.kind {
            Kind::Start => tags.next().map_or(tag.end(), |close| close.end()),
            _ => tag.end(),
        };
        let new = match tag.local() {
            "f" => formula.map(str::to_owned),
            "v" => {
                valued = true;
                cached.map(|cached| value_of(tag.prefix(), cached))
            }
            _ => None,
        };
        if let Some(new) = new {
            out += &cell.raw[copied..tag.at];
            out += &new;
            copied = end;
        }
    }
    out + &cell.raw[copied..]
}

/// A text in an element: characters that XML cannot hold are written as workbooks write them,
/// `_x0001_`, and so is a text that looks like that.
pub(super) fn xml_text(text: &str) -> String {
    let strange = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if !text.contains(strange) && !text.contains("_x") {
        return escaped(text);
    }
    let mut plain = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        if strange(c) && c < '\u{80}' || matches!(c, '\u{fffe}' | '\u{ffff}') {
            plain += &format!("_x{:04X}_", u32::from(c));
        } else if c == '_' && looks_escaped(&text[at..]) {
            plain += "_x005F_";
        } else {
            plain.push(c);
        }
    }
    escaped(&plain)
}

fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes[1] == b'x'
        && bytes[6] == b'_'
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// A formula as it stands in a sheet, as a person writes it.
pub(super) fn formula_text(raw: &str) -> String {
    unescaped(raw).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved_to(raw: &str, formula: Option<&str>, cached: Option<&Cached>) -> String {
        let tag = Tags::new(raw).next().unwrap();
        let cell = CellXml {
            column: 0,
            tag,
            raw,
        };
        moved(&cell, "A2", formula, cached)
    }

    #[test]
    fn cells_are_moved_and_keep_the_rest() {
        let raw = "<c r=\"A1\" s=\"3\" t=\"str\"><f>B1</f><v>x</v></c>";
        assert_eq!(moved_to(raw, None, None), raw.replace("A1", "A2"));
        assert_eq!(
            moved_to(raw, Some("<f>B2</f>"), Some(&Cached::Number(1.5))),
            "<c r=\"A2\" s=\"3\"><f>B2</f><v>1.5</v></c>"
        );
        assert_eq!(
            moved_to(raw, None, Some(&Cached::Unknown)),
            "<c r=\"A2\" s=\"3\"><f>B1</f></c>"
        );
        assert_eq!(
            moved_to(
                "<c r=\"A1\"><f>B1</f></c>",
                None,
                Some(&Cached::Text("<".into()))
            ),
            "<c r=\"A2\" t=\"str\"><f>B1</f><v>&lt;</v></c>"
        );
        assert_eq!(moved_to("<c/>", None, None), "<c/>");
    }

    #[test]
    fn texts_that_xml_cannot_hold() {
        assert_eq!(xml_text("a<b\u{1}_x0041_"), "a&lt;b_x0001__x005F_x0041_");
        assert_eq!(xml_text("_x_项目"), "_x_项目");
    }
}
