//! Texts: the table that sheets share, and what is escaped in them.

use std::sync::Arc;

use quick_xml::events::Event;

use crate::book::container::Parts;
use crate::book::xml::local;
use crate::limits;
use crate::problem::FileCause;

/// Readings of Chinese and Japanese characters stand beside the text, not in it.
pub(super) const NOT_TEXT: &[&str] = &["rPh", "phoneticPr"];

/// The shared texts, in order.
pub(super) fn read(parts: &mut Parts<'_>, part: &str) -> Result<Vec<Arc<str>>, FileCause> {
    let mut texts: Vec<Arc<str>> = Vec::new();
    let mut xml = parts.xml(part)?;
    let mut text = String::new();
    loop {
        let is_text = match xml.next()? {
            Event::Start(start) => local(&start) == "si",
            Event::Eof => return Ok(texts),
            _ => false,
        };
        if is_text {
            text.clear();
            xml.text(&mut text, NOT_TEXT)?;
            if texts.len() >= limits::CELLS_MAX {
                return Err(FileCause::TooManyCells);
            }
            texts.push(unescaped(&text));
        }
    }
}

/// A text in which `_x000D_` stands for a character that XML cannot hold.
pub(super) fn unescaped(text: &str) -> Arc<str> {
    if !text.contains("_x") {
        return Arc::from(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let escape = rest.get(at + 2..at + 7);
        let code = escape
            .and_then(|escape| escape.strip_suffix('_'))
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match code {
            Some('\r') => rest = &rest[at + 7..],
            Some(c) => {
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    Arc::from(out)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_of_characters() {
        assert_eq!(&*unescaped("甲_x000D_\n乙"), "甲\n乙");
        assert_eq!(&*unescaped("a_x0009_b"), "a\tb");
        assert_eq!(&*unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(&*unescaped("_xyz_项_x12"), "_xyz_项_x12");
    }
}
