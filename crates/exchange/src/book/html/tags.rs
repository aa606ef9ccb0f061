//! Tags, attributes and entities of HTML as it is found, not as it should be.

use crate::book::Rgb;

/// A piece of a page.
pub(in crate::book) enum Piece<'t> {
    Text(&'t str),
    Open(Tag<'t>),
    Close(String),
}

/// A tag that opens, its name in small letters.
pub(in crate::book) struct Tag<'t> {
    pub(in crate::book) name: String,
    rest: &'t str,
}

/// The pieces of a page in order; comments, styles and scripts are passed over.
pub(in crate::book) struct Tags<'t> {
    rest: &'t str,
}

impl<'t> Tags<'t> {
    pub(in crate::book) fn new(text: &'t str) -> Self {
        Tags { rest: text }
    }

    /// Passes over everything up to and including an end, in any case of letters.
    fn pass(&mut self, end: &str) {
        let bytes = self.rest.as_bytes();
        let at = bytes
            .windows(end.len())
            .position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
        self.rest = at.map_or("", |at| &self.rest[at + end.len()..]);
    }

    /// The tag at this place, if it is one; with nothing in it where it is passed over.
    fn tag(&mut self) -> Option<Option<Piece<'t>>> {
        let inner = self.rest.get(1..)?;
        let closes = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let name_end = inner
            .find(|c: char| !c.is_ascii_alphanumeric() && c != ':')
            .unwrap_or(inner.len());
        let name = inner[..name_end].to_ascii_lowercase();
        let mut quote = None;
        let end = inner.char_indices().skip(name_end).find(|(_, c)| {
            match (quote, *c) {
                (None, '>') => return true,
                (None, '"' | '\'') => quote = Some(*c),
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
            false
        });
        let end = end.map_or(inner.len(), |(at, _)| at);
        let rest = &inner[name_end..end];
        self.rest = inner.get(end + 1..).unwrap_or("");
        if closes {
            return Some(Some(Piece::Close(name)));
        }
        if matches!(&*name, "script" | "style" | "xml" | "title" | "comment") {
            self.pass(&format!("</{name}>"));
            return Some(None);
        }
        Some(Some(Piece::Open(Tag { name, rest })))
    }
}

impl<'t> Iterator for Tags<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.starts_with("<!--") {
                self.pass("-->");
                continue;
            }
            if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.pass(">");
                continue;
            }
            if self.rest.starts_with('<') {
                match self.tag() {
                    Some(Some(piece)) => return Some(piece),
                    Some(None) => continue,
                    None => {}
                }
            }
            let after = self
                .rest
                .char_indices()
                .nth(1)
                .map_or(self.rest.len(), |(at, _)| at);
            let end = self.rest[after..]
                .find('<')
                .map_or(self.rest.len(), |at| at + after);
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Text(text));
        }
    }
}

impl Tag<'_> {
    /// An attribute by its name in small letters, with entities resolved.
    pub(in crate::book) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.rest;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=');
            let (key, after) = rest.split_at(end.unwrap_or(rest.len()));
            let after = after.trim_start();
            let (value, next) = match after.strip_prefix('=') {
                Some(value) => attribute_value(value.trim_start()),
                None => ("", after),
            };
            if key.eq_ignore_ascii_case(name) {
                let mut out = String::new();
                resolve(value, &mut out);
                return Some(out);
            }
            // A stray mark of equality without a name would be read for ever.
            rest = if key.is_empty() && next.len() == rest.len() {
                next.get(1..).unwrap_or("")
            } else {
                next
            };
        }
    }

    /// A property of the tag's own style.
    pub(in crate::book) fn css(&self, property: &str) -> Option<String> {
        let style = self.attribute("style")?;
        style.split(';').find_map(|declaration| {
            let (key, value) = declaration.split_once(':')?;
            let same = key.trim().eq_ignore_ascii_case(property);
            same.then(|| value.trim().to_owned())
        })
    }

    pub(in crate::book) fn is_hidden(&self) -> bool {
        self.css("display")
            .is_some_and(|value| value.eq_ignore_ascii_case("none"))
            || self.attribute("hidden").is_some()
    }

    pub(in crate::book) fn fill(&self) -> Option<Rgb> {
        let own = self
            .css("background-color")
            .or_else(|| self.css("background"));
        color(&own.or_else(|| self.attribute("bgcolor"))?)
    }

    pub(in crate::book) fn font(&self) -> Option<Rgb> {
        color(&self.css("color").or_else(|| self.attribute("color"))?)
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let end = inner.find(quote).unwrap_or(inner.len());
            return (&inner[..end], inner.get(end + 1..).unwrap_or(""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// A colour by its digits, its channels, or one of the names that systems use for lights.
fn color(text: &str) -> Option<Rgb> {
    const NAMES: [(&str, Rgb); 10] = [
        ("red", Rgb(255, 0, 0)),
        ("yellow", Rgb(255, 255, 0)),
        ("green", Rgb(0, 128, 0)),
        ("lime", Rgb(0, 255, 0)),
        ("blue", Rgb(0, 0, 255)),
        ("orange", Rgb(255, 165, 0)),
        ("gray", Rgb(128, 128, 128)),
        ("silver", Rgb(192, 192, 192)),
        ("black", Rgb(0, 0, 0)),
        ("white", Rgb(255, 255, 255)),
    ];
    let text = text.trim().to_ascii_lowercase();
    if let Some(digits) = text.strip_prefix('#') {
        let digits = digits.get(..6)?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        return Some(Rgb(red, green, blue));
    }
    if let Some(channels) = text.strip_prefix("rgb(") {
        let mut channels = channels
            .trim_end_matches(')')
            .split(',')
            .map(|channel| channel.trim().parse().ok());
        return Some(Rgb(channels.next()??, channels.next()??, channels.next()??));
    }
    let word = text.split_whitespace().next()?;
    NAMES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|known| known.1)
}

/// Adds a text in which blanks and line breaks of the source count as one blank.
pub(in crate::book) fn push_text(out: &mut String, text: &str) {
    let mut plain = String::with_capacity(text.len());
    let mut blank = out.ends_with([' ', '\n']) || out.is_empty();
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\r' | '\n') {
            if !blank {
                plain.push(' ');
            }
            blank = true;
        } else {
            plain.push(c);
            blank = false;
        }
    }
    resolve(&plain, out);
}

/// Without blanks and breaks at either end.
pub(in crate::book) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace())
}

/// Resolves entities: by number, and the few names that tables use.
fn resolve(text: &str, out: &mut String) {
    const NAMES: [(&str, &str); 12] = [
        ("nbsp", " "),
        ("lt", "<"),
        ("gt", ">"),
        ("amp", "&"),
        ("quot", "\""),
        ("apos", "'"),
        ("middot", "·"),
        ("times", "×"),
        ("hellip", "…"),
        ("mdash", "—"),
        ("ensp", " "),
        ("emsp", " "),
    ];
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        let entity = end.and_then(|end| rest.get(..end));
        let by_number = entity
            .and_then(|entity| entity.strip_prefix('#'))
            .and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            })
            .and_then(char::from_u32)
            .filter(|c| *c != '\0');
        let by_name = entity.and_then(|entity| NAMES.iter().find(|(name, _)| *name == entity));
        match (by_number, by_name, end) {
            (Some(c), _, Some(end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            (None, Some((_, known)), Some(end)) => {
                out.push_str(known);
                rest = &rest[end + 1..];
            }
            _ => out.push('&'),
        }
    }
    out.push_str(rest);
}
