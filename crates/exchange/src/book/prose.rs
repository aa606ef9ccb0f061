//! The text of a document: minutes, a speech, a published report as .txt, .docx or .html.
//!
//! Promises: paragraphs are lines, also those in tables; what was deleted with changes tracked is
//! not there; a document type is refused in XML, so that no entity reaches outside; nothing is
//! unpacked beyond the limits of a workbook. Pictures and layout are passed over.

use quick_xml::events::Event;

use super::container::Parts;
use super::html::tags::{Piece, Tags, push_text};
use super::kind::{self, Kind, PartsKind};
use super::xml::{local, resolved};
use super::{encoding, html};
use crate::limits;
use crate::problem::{FileCause, Place, Problem};

/// Reads the text of a document; what it is, is seen from its bytes.
pub fn prose(file_name: &str, bytes: &[u8]) -> Result<String, Vec<Problem>> {
    read(file_name, bytes).map_err(|cause| {
        let file = std::sync::Arc::from(file_name);
        vec![Problem::file(Place::file(&file), cause)]
    })
}

fn read(file_name: &str, bytes: &[u8]) -> Result<String, FileCause> {
    let size = bytes.len() as u64;
    if size > limits::UPLOAD_BYTES_MAX {
        return Err(FileCause::TooLarge(size));
    }
    match kind::of(file_name, bytes) {
        Kind::Nothing => Err(FileCause::Empty),
        Kind::Zip => {
            let mut parts = Parts::open(bytes)?;
            let word = parts.has("word/document.xml");
            match kind::of_parts(&mut parts) {
                PartsKind::Other(_) if word => docx(&mut parts),
                PartsKind::Other(kind) => Err(FileCause::NotADocument(kind)),
                PartsKind::Xlsx | PartsKind::Ods => Err(FileCause::NotADocument("a workbook")),
            }
        }
        Kind::Text | Kind::TextAsWorkbook => {
            let (text, _) = encoding::decode(bytes)?;
            Ok(text.into_owned())
        }
        Kind::Html => {
            let (text, _) = html::decode(bytes)?;
            Ok(page(&text))
        }
        Kind::Compound if kind::says_encrypted(bytes) => Err(FileCause::Encrypted),
        Kind::Compound => Err(FileCause::NotADocument("Word 97-2003")),
        Kind::Xml2003 => Err(FileCause::NotADocument("XML")),
        Kind::Other(kind) => Err(FileCause::NotADocument(kind)),
    }
}

/// The paragraphs of a Word document.
fn docx(parts: &mut Parts<'_>) -> Result<String, FileCause> {
    let mut text = String::new();
    let mut xml = parts.xml("word/document.xml")?;
    let mut inside = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match local(&start) {
                "t" => inside = true,
                "tab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                _ => {}
            },
            Event::End(end) => {
                let name = end.name().into_inner();
                match name.rsplit_once(':').map_or(name, |(_, local)| local) {
                    "t" => inside = false,
                    "p" => text.push('\n'),
                    _ => {}
                }
            }
            Event::Text(piece) if inside => text.push_str(&piece.xml10_content()),
            Event::CData(piece) if inside => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(entity) if inside => match resolved(&entity) {
                Some(c) => text.push(c),
                None => {
                    let detail = "word/document.xml: an entity that is not defined";
                    return Err(FileCause::Damaged(detail.to_owned()));
                }
            },
            Event::Eof => break,
            _ => {}
        }
    }
    drop(xml);
    parts.check_unread()?;
    Ok(text)
}

/// Elements after which a new line begins.
const BLOCKS: [&str; 16] = [
    "p", "div", "br", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table",
    "section",
];

/// The text of a page, a line for each block.
fn page(html: &str) -> String {
    let mut text = String::new();
    for piece in Tags::new(html) {
        match piece {
            Piece::Text(piece) => push_text(&mut text, piece),
            Piece::Open(tag) => line_break(&mut text, &tag.name),
            Piece::Close(name) => line_break(&mut text, &name),
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut joined = lines.join("\n");
    joined.push('\n');
    joined
}

fn line_break(text: &mut String, name: &str) {
    if BLOCKS.contains(&name) && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}
