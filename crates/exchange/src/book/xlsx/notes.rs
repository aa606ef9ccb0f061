//! Notes at cells: those of old and the conversations of today.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::Event;

use super::strings::NOT_TEXT;
use crate::book::container::Parts;
use crate::book::xml::{attribute, local, number};
use crate::book::{Note, grid};
use crate::limits;
use crate::problem::FileCause;

type Notes = BTreeMap<(u32, u16), Note>;

/// Reads a part of notes.
pub(super) fn read(parts: &mut Parts<'_>, part: &str, notes: &mut Notes) -> Result<(), FileCause> {
    let mut authors: Vec<Arc<str>> = Vec::new();
    let mut at: Option<((u32, u16), Option<usize>)> = None;
    let mut xml = parts.xml(part)?;
    let mut text = String::new();
    loop {
        text.clear();
        let inner = match xml.next()? {
            Event::Start(start) => match local(&start) {
                "author" => true,
                "comment" => {
                    let author = number(&start, "authorId");
                    at = cell(attribute(&start, "ref")).map(|cell| (cell, author));
                    false
                }
                "text" => at.is_some(),
                _ => false,
            },
            Event::Eof => return Ok(()),
            _ => false,
        };
        if !inner {
            continue;
        }
        xml.text(&mut text, NOT_TEXT)?;
        match at.take() {
            None => authors.push(Arc::from(text.as_str())),
            Some((cell, author)) if notes.len() < limits::NOTES_MAX => {
                let author = author.and_then(|author| authors.get(author).cloned());
                let note = Note {
                    author: author.filter(|name| !name.trim().is_empty()),
                    text: Arc::from(text.trim()),
                };
                notes.insert(cell, note);
            }
            Some(_) => return Err(FileCause::TooManyCells),
        }
    }
}

/// Reads a part of conversations, each of which also stands as a note that only says so: what was
/// said takes its place, one remark a line.
pub(super) fn read_threads(
    parts: &mut Parts<'_>,
    part: &str,
    notes: &mut Notes,
) -> Result<(), FileCause> {
    let mut said: BTreeMap<(u32, u16), Vec<String>> = BTreeMap::new();
    let mut at = None;
    let mut xml = parts.xml(part)?;
    loop {
        let inner = match xml.next()? {
            Event::Start(start) if local(&start) == "threadedComment" => {
                at = cell(attribute(&start, "ref"));
                false
            }
            Event::Start(start) => local(&start) == "text" && at.is_some(),
            Event::Eof => break,
            _ => false,
        };
        if inner && let Some(cell) = at {
            let mut text = String::new();
            xml.text(&mut text, NOT_TEXT)?;
            said.entry(cell).or_default().push(text.trim().to_owned());
        }
    }
    for (cell, remarks) in said {
        let author = None;
        let text = Arc::from(remarks.join("\n"));
        notes.insert(cell, Note { author, text });
    }
    Ok(())
}

fn cell(name: Option<String>) -> Option<(u32, u16)> {
    let (row, column) = grid::position(&name?)?;
    Some((row, u16::try_from(column).ok()?))
}
