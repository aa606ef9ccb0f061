//! XML as it stands: tags with their places in the text, so that what is not changed is copied
//! byte for byte.
//!
//! Given only texts that were found well-formed before (`book::container`); anything else ends
//! the scan early, which loses nothing: the rest is copied.

use std::borrow::Cow;
use std::ops::Range;

/// What a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    End,
    Empty,
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// From `<` to `>`.
    pub(super) raw: &'a str,
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// Name with its prefix.
    pub(super) name: &'a str,
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'a str {
        self.name
            .rsplit_once(':')
            .map_or(self.name, |(_, local)| local)
    }

    /// The prefix with its colon, or nothing.
    pub(super) fn prefix(&self) -> &'a str {
        &self.name[..self.name.len() - self.local().len()]
    }

    pub(super) fn end(&self) -> usize {
        self.at + self.raw.len()
    }

    /// The value of an attribute, as it stands.
    pub(super) fn raw_attribute(&self, name: &str) -> Option<&'a str> {
        let mut found = attributes(self.raw).filter(|(own, _)| self.raw[own.clone()] == *name);
        found.next().map(|(_, value)| &self.raw[value])
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.raw_attribute(name).map(unescaped)
    }
}

/// Places of the names and values of a tag's attributes.
fn attributes(raw: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let bytes = raw.as_bytes();
    let mut at = raw.find(|c: char| c.is_ascii_whitespace());
    std::iter::from_fn(move || {
        let mut from = at?;
        while bytes.get(from)?.is_ascii_whitespace() {
            from += 1;
        }
        let equals = from + raw.get(from..)?.find('=')?;
        let name_end = from + raw[from..equals].trim_end().len();
        let mut open = equals + 1;
        while bytes.get(open)?.is_ascii_whitespace() {
            open += 1;
        }
        let quote = *bytes.get(open)?;
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let close = open + 1 + raw.get(open + 1..)?.find(char::from(quote))?;
        at = Some(close + 1);
        Some((from..name_end, open + 1..close))
    })
}

/// A tag with an attribute set, or put in if it has none of the name.
pub(super) fn with_attribute(raw: &str, name: &str, value: &str) -> String {
    let value = escaped(value);
    let found = attributes(raw).find(|(own, _)| raw[own.clone()] == *name);
    if let Some((_, place)) = found {
        return format!("{}{value}{}", &raw[..place.start], &raw[place.end..]);
    }
    let end = if raw.ends_with("/>") {
        raw.len() - 2
    } else {
        raw.len() - 1
    };
    let head = raw[..end].trim_end();
    format!("{head} {name}=\"{value}\"{}", &raw[end..])
}

/// A tag without an attribute.
pub(super) fn without_attribute(raw: &str, name: &str) -> String {
    match attributes(raw).find(|(own, _)| raw[own.clone()] == *name) {
        Some((own, value)) => {
            let head = raw[..own.start].trim_end();
            format!("{head}{}", &raw[value.end + 1..])
        }
        None => raw.to_owned(),
    }
}

/// The tags of a text in order.
#[derive(Debug, Clone)]
pub(super) struct Tags<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Tags { text, at: 0 }
    }

    /// From the place of a tag on.
    pub(super) fn jump(&mut self, at: usize) {
        self.at = at;
    }

    fn skip_to(&mut self, from: usize, end: &str) -> bool {
        match self.text.get(from..).and_then(|rest| rest.find(end)) {
            Some(found) => {
                self.at = from + found + end.len();
                true
            }
            None => {
                self.at = self.text.len();
                false
            }
        }
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let at = self.at + self.text.get(self.at..)?.find('<')?;
            let rest = &self.text[at..];
            if rest.starts_with("<!--") {
                self.skip_to(at + 4, "-->");
            } else if rest.starts_with("<![CDATA[") {
                self.skip_to(at + 9, "]]>");
            } else if rest.starts_with("<?") || rest.starts_with("<!") {
                self.skip_to(at + 2, ">");
            } else {
                let end = tag_end(rest)?;
                self.at = at + end;
                return Some(tag(&rest[..end], at));
            }
        }
    }
}

/// Length of a tag: `>` in quotes does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    None
}

fn tag(raw: &str, at: usize) -> Tag<'_> {
    let kind = if raw.starts_with("</") {
        Kind::End
    } else if raw.ends_with("/>") {
        Kind::Empty
    } else {
        Kind::Start
    };
    let from = if kind == Kind::End { 2 } else { 1 };
    let rest = &raw[from..];
    let ends = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
    let name = &rest[..rest.find(ends).unwrap_or(rest.len())];
    Tag {
        raw,
        at,
        kind,
        name,
    }
}

/// A text with its entities resolved; one that cannot be resolved stays.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(text).unwrap_or(Cow::Borrowed(text))
}

/// A text as it may stand in an element or an attribute in double quotes.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

/// A new text made of an old one: spans replaced in order, the rest copied.
pub(super) struct Splice<'a> {
    old: &'a str,
    copied: usize,
    new: String,
}

impl<'a> Splice<'a> {
    pub(super) fn new(old: &'a str) -> Self {
        Splice {
            old,
            copied: 0,
            new: String::with_capacity(old.len() + old.len() / 16),
        }
    }

    /// Puts a text in the place of a span that lies behind all spans before.
    pub(super) fn replace(&mut self, span: Range<usize>, text: &str) {
        if span.start < self.copied {
            return;
        }
        self.new.push_str(&self.old[self.copied..span.start]);
        self.new.push_str(text);
        self.copied = span.end;
    }

    /// Puts a tag in the place of an old one, if it differs.
    pub(super) fn tag(&mut self, tag: &Tag<'_>, text: &str) {
        if tag.raw != text {
            self.replace(tag.at..tag.end(), text);
        }
    }

    pub(super) fn done(mut self) -> String {
        self.new.push_str(&self.old[self.copied..]);
        self.new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes_stand_where_they_are_said_to_stand() {
        let text = "<?xml version='1.0'?><!-- <a> --><x:a b = \"1>2\"  c='&lt;'>\
                    <![CDATA[<d>]]><e/></x:a>";
        let tags: Vec<Tag<'_>> = Tags::new(text).collect();
        let names: Vec<&str> = tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["x:a", "e", "x:a"]);
        assert_eq!(tags[0].local(), "a");
        assert_eq!(tags[0].prefix(), "x:");
        assert_eq!(tags[0].raw_attribute("b"), Some("1>2"));
        assert_eq!(tags[0].attribute("c").as_deref(), Some("<"));
        assert_eq!(&text[tags[1].at..tags[1].end()], "<e/>");
    }

    #[test]
    fn attributes_are_set_put_in_and_taken_out() {
        assert_eq!(
            with_attribute("<c r=\"A1\" s=\"2\"/>", "r", "A2"),
            "<c r=\"A2\" s=\"2\"/>"
        );
        assert_eq!(with_attribute("<c/>", "t", "a\"b"), "<c t=\"a&quot;b\"/>");
        assert_eq!(with_attribute("<c r='A1'>", "s", "1"), "<c r='A1' s=\"1\">");
        assert_eq!(
            without_attribute("<c r=\"A1\" t=\"s\"/>", "t"),
            "<c r=\"A1\"/>"
        );
        assert_eq!(without_attribute("<c r=\"A1\"/>", "t"), "<c r=\"A1\"/>");
    }
}
