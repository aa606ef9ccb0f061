//! Cell formats of a workbook: which show dates, and formats put in behind those there are.

use std::collections::HashMap;

use super::xml::{Kind, Splice, Tag, Tags, escaped, with_attribute};

/// The cell formats of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    text: String,
    /// Each format as it stands.
    formats: Vec<String>,
    /// Codes of the workbook's own number formats.
    codes: HashMap<u32, String>,
    /// New number formats, by code.
    new_codes: Vec<(u32, String)>,
    before: usize,
    made: HashMap<(u32, Change), u32>,
}

/// What a new format has that the one it is made of has not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Change {
    /// The cell's text is a text whatever it begins with.
    QuotePrefix,
    /// A number format, by its code.
    Format(&'static str),
}

impl Styles {
    pub(super) fn read(text: String) -> Styles {
        let mut styles = Styles::default();
        let mut within = false;
        let mut tags = Tags::new(&text);
        while let Some(tag) = tags.next() {
            match (tag.local(), tag.kind) {
                ("cellXfs", Kind::Start) => within = true,
                ("cellXfs", Kind::End) => within = false,
                ("numFmt", Kind::Start | Kind::Empty) => {
                    let id = tag.raw_attribute("numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
                        styles.codes.insert(id, code.into_owned());
                    }
                }
                ("xf", Kind::Empty) if within => styles.formats.push(tag.raw.to_owned()),
                ("xf", Kind::Start) if within => {
                    let end = end_of(&mut tags, tag).unwrap_or_else(|| tag.end());
                    styles.formats.push(text[tag.at..end].to_owned());
                }
                _ => {}
            }
        }
        styles.before = styles.formats.len();
        styles.text = text;
        styles
    }

    /// Whether a format shows a number as a date.
    pub(super) fn is_date(&self, style: u32) -> bool {
        let Some(format) = self.formats.get(style as usize) else {
            return false;
        };
        let head = Tags::new(format).next();
        let id = head.and_then(|tag| tag.raw_attribute("numFmtId")?.parse::<u32>().ok());
        let Some(id) = id else { return false };
        match self.codes.get(&id) {
            Some(code) => shows_date(code),
            None => matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58),
        }
    }

    /// A format like another one but for one thing.
    pub(super) fn changed(&mut self, style: u32, change: Change) -> u32 {
        let key = (style, change);
        if let Some(made) = self.made.get(&key) {
            return *made;
        }
        let plain = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>";
        let old = self.formats.get(style as usize).cloned();
        let old = old.unwrap_or_else(|| plain.to_owned());
        let new = match &key.1 {
            Change::QuotePrefix => on_head(&old, |head| with_attribute(head, "quotePrefix", "1")),
            Change::Format(code) => {
                let id = self.code_id(code).to_string();
                on_head(&old, |head| {
                    let head = with_attribute(head, "numFmtId", &id);
                    with_attribute(&head, "applyNumberFormat", "1")
                })
            }
        };
        let number = match self.formats.iter().position(|own| *own == new) {
            Some(same) => same,
            None => {
                self.formats.push(new);
                self.formats.len() - 1
            }
        };
        let number = u32::try_from(number).unwrap_or(0);
        self.made.insert(key, number);
        number
    }

    fn code_id(&mut self, code: &str) -> u32 {
        let own = self.codes.iter().find(|(_, own)| *own == code);
        if let Some((id, _)) = own {
            return *id;
        }
        let next = self.codes.keys().copied().max().unwrap_or(0).max(163) + 1;
        self.codes.insert(next, code.to_owned());
        self.new_codes.push((next, code.to_owned()));
        next
    }

    /// The part with what was put in; `None` if nothing was.
    pub(super) fn done(&self) -> Option<String> {
        if self.formats.len() == self.before {
            return None;
        }
        let mut out = Splice::new(&self.text);
        let mut codes_told = self.new_codes.is_empty();
        for tag in Tags::new(&self.text) {
            match (tag.local(), tag.kind) {
                ("numFmts", Kind::Start) => {
                    let count = self.codes.len().to_string();
                    out.tag(&tag, &with_attribute(tag.raw, "count", &count));
                }
                ("numFmts", Kind::End) => {
                    out.replace(tag.at..tag.at, &self.codes_told(tag.prefix()));
                    codes_told = true;
                }
                ("fonts", Kind::Start) if !codes_told => {
                    let (prefix, codes) = (tag.prefix(), self.codes_told(tag.prefix()));
                    let count = self.new_codes.len();
                    let all =
                        format!("<{prefix}numFmts count=\"{count}\">{codes}</{prefix}numFmts>");
                    out.replace(tag.at..tag.at, &all);
                    codes_told = true;
                }
                ("cellXfs", Kind::Start) => {
                    let count = self.formats.len().to_string();
                    out.tag(&tag, &with_attribute(tag.raw, "count", &count));
                }
                ("cellXfs", Kind::End) => {
                    out.replace(tag.at..tag.at, &self.formats[self.before..].concat());
                }
                _ => {}
            }
        }
        Some(out.done())
    }

    fn codes_told(&self, prefix: &str) -> String {
        let code = |(id, code): &(u32, String)| {
            let code = escaped(code);
            format!("<{prefix}numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>")
        };
        self.new_codes.iter().map(code).collect()
    }
}

/// Where an element ends that begins with a tag.
pub(super) fn end_of(tags: &mut Tags<'_>, start: Tag<'_>) -> Option<usize> {
    let mut depth = 1_u32;
    for tag in tags.by_ref() {
        match tag.kind {
            Kind::Start => depth += 1,
            Kind::End => depth -= 1,
            Kind::Empty => {}
        }
        if depth == 0 {
            debug_assert_eq!(tag.name, start.name);
            return Some(tag.end());
        }
    }
    None
}

fn on_head(format: &str, change: impl Fn(&str) -> String) -> String {
    match Tags::new(format).next() {
        Some(head) => format!("{}{}", change(head.raw), &format[head.end()..]),
        None => format.to_owned(),
    }
}

/// Whether the code of a number format shows a year, a month or a day.
fn shows_date(code: &str) -> bool {
    if code.eq_ignore_ascii_case("general") {
        return false;
    }
    let (mut quoted, mut bracketed, mut passed) = (false, false, false);
    for c in code.split(';').next().unwrap_or_default().chars() {
        match c {
            _ if passed => passed = false,
            '\\' | '_' | '*' => passed = true,
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' | 'e' | 'E' | 'm' | 'M' if !quoted && !bracketed => {
                return !matches!(c, 'e' | 'E') || !code.contains(['0', '#']);
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = "<styleSheet><fonts count=\"1\"><font/></fonts><cellXfs count=\"2\">\
        <xf numFmtId=\"14\" xfId=\"0\"/><xf numFmtId=\"0\" xfId=\"0\"><alignment wrapText=\"1\"/>\
        </xf></cellXfs></styleSheet>";

    #[test]
    fn formats_are_put_in_behind() {
        let mut styles = Styles::read(STYLES.to_owned());
        assert!(styles.is_date(0) && !styles.is_date(1) && !styles.is_date(9));
        assert_eq!(styles.changed(1, Change::QuotePrefix), 2);
        assert_eq!(styles.changed(1, Change::QuotePrefix), 2);
        assert_eq!(styles.changed(1, Change::Format("yyyy-mm-dd")), 3);
        let out = styles.done().unwrap();
        let lines = out.replace("><", ">\n<");
        expect_test::expect![[r#"
            <styleSheet>
            <numFmts count="1">
            <numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>
            </numFmts>
            <fonts count="1">
            <font/>
            </fonts>
            <cellXfs count="4">
            <xf numFmtId="14" xfId="0"/>
            <xf numFmtId="0" xfId="0">
            <alignment wrapText="1"/>
            </xf>
            <xf numFmtId="0" xfId="0" quotePrefix="1">
            <alignment wrapText="1"/>
            </xf>
            <xf numFmtId="164" xfId="0" applyNumberFormat="1">
            <alignment wrapText="1"/>
            </xf>
            </cellXfs>
            </styleSheet>"#]]
        .assert_eq(&lines);
        assert!(Styles::read(out).is_date(3));
    }

    #[test]
    fn codes_that_show_dates() {
        for code in ["yyyy-mm-dd", "yyyy\"年\"m\"月\"", "[$-804]d", "m/d/yy"] {
            assert!(shows_date(code), "{code}");
        }
        for code in [
            "0.00",
            "0.00E+00",
            "#,##0\"yd\"",
            "General",
            "[Red]0",
            "0_m",
        ] {
            assert!(!shows_date(code), "{code}");
        }
    }
}
