//! XML, read once and in order, whatever it holds.
//!
//! Promises: nesting is limited, a document type is refused (so that no entity can be defined),
//! elements close as they open. Namespaces are passed over: parts are told by their local names.

use std::io::BufRead;

use quick_xml::events::{BytesRef, BytesStart, Event};

use super::container::OverLimit;
use crate::limits;
use crate::problem::FileCause;

/// A part being read.
pub(super) struct Xml<R> {
    part: String,
    reader: quick_xml::Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(part: &str, source: R) -> Self {
        let mut reader = quick_xml::Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Xml {
            part: part.to_owned(),
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// The next event. Empty elements come as a start and an end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, FileCause> {
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => return Err(cause(&self.part, &error)),
        };
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > limits::XML_DEPTH_MAX {
                    return Err(FileCause::XmlDepth(self.part.clone()));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(FileCause::XmlDtd(self.part.clone())),
            Event::Eof if self.depth > 0 => {
                return Err(FileCause::Damaged(format!("{}: breaks off", self.part)));
            }
            _ => {}
        }
        Ok(event)
    }

    /// Number of elements that are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Adds the text inside the element just opened, to its end, to `out`. Elements inside it
    /// are read through, except those named in `without`.
    pub(super) fn text(&mut self, out: &mut String, without: &[&str]) -> Result<(), FileCause> {
        let outside = self.depth - 1;
        let mut left_out: Option<usize> = None;
        while self.depth > outside {
            let depth = self.depth;
            if out.len() > limits::CELL_BYTES_MAX {
                let detail = format!("{}: a text without end", self.part);
                return Err(FileCause::Damaged(detail));
            }
            match self.next()? {
                Event::Start(start) if left_out.is_none() && without.contains(&local(&start)) => {
                    left_out = Some(depth);
                }
                Event::End(_) if left_out.is_some_and(|at| depth - 1 == at) => left_out = None,
                Event::Text(text) if left_out.is_none() => out.push_str(&text.xml10_content()),
                Event::CData(text) if left_out.is_none() => out.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) if left_out.is_none() => match resolved(&entity) {
                    Some(c) => out.push(c),
                    None => {
                        let detail = format!("{}: an entity that is not defined", self.part);
                        return Err(FileCause::Damaged(detail));
                    }
                },
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads to the end, for what the reading itself finds.
    pub(super) fn finish(&mut self) -> Result<(), FileCause> {
        while !matches!(self.next()?, Event::Eof) {}
        Ok(())
    }
}

fn cause(part: &str, error: &quick_xml::Error) -> FileCause {
    if let quick_xml::Error::Io(io) = error
        && let Some(over) = io
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<OverLimit>())
    {
        return FileCause::Bomb(over.0);
    }
    FileCause::Damaged(format!("{part}: {error}"))
}

/// The character an entity stands for: one of the five, or one by number.
pub(super) fn resolved(entity: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Some(c);
    }
    match &**entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// Name of an element without its prefix.
pub(super) fn local<'a>(start: &'a BytesStart<'_>) -> &'a str {
    let name = start.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An attribute by its name without prefix, unescaped.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| {
            let key = attribute.key.into_inner();
            key.rsplit_once(':').map_or(key, |(_, local)| local) == name
        })
        .and_then(|attribute| {
            attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .ok()
                .map(|value| value.into_owned())
        })
}

/// An attribute that is a number.
pub(super) fn number<N: std::str::FromStr>(start: &BytesStart<'_>, name: &str) -> Option<N> {
    attribute(start, name)?.trim().parse().ok()
}

/// Whether an attribute says yes.
pub(super) fn is_set(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}
