//! What an attached file is, and what it must not be.
//!
//! A file that somebody attaches is told by its content and not by its name, against a list of
//! kinds that are taken. What carries an empty file, a name that says something else, the test
//! string of virus scanners, encryption, a zip bomb, a document type or a relation that leads
//! outside is refused, each with its own code and remedy, all of them at once. Of a photo the
//! time and place are read as it tells them. Pure: bytes in, facts or refusals out.

mod archive;
mod kind;
mod limits;
mod photo;
mod picture;
mod refusal;

use zone::Refusal;
use zone::thread::MediaKind;
use zone::thread::photo::PhotoFacts;

pub use kind::clean_name;
pub use limits::FILE_BYTES_MAX;
pub use photo::facts;
pub use refusal::too_large;

/// A file that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// What it is.
    pub kind: MediaKind,
    /// What it tells of itself, if it is a photo.
    pub photo: Option<PhotoFacts>,
}

/// Looks into a file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn look(name: &str, bytes: &[u8]) -> Result<Looked, Vec<Refusal>> {
    if bytes.is_empty() {
        return Err(vec![refusal::empty()]);
    }
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(vec![too_large(bytes.len() as u64)]);
    }
    let mut refused = Vec::new();
    if kind::has_test_string(bytes) {
        refused.push(refusal::virus_test());
    }
    let kind = match kind::of(name, bytes) {
        Ok(kind) => kind,
        Err(problem) => {
            refused.push(problem);
            return Err(refused);
        }
    };
    if let Err(problem) = kind::agrees(name, kind) {
        refused.push(problem);
    }
    let mut pixels = None;
    match kind {
        MediaKind::Docx | MediaKind::Xlsx | MediaKind::Ofd => {
            refused.extend(archive::problems(bytes));
        }
        MediaKind::Jpeg | MediaKind::Png | MediaKind::Webp => match picture::size(kind, bytes) {
            Ok(size) => pixels = Some(size),
            Err(problem) => refused.push(problem),
        },
        MediaKind::Heic | MediaKind::Pdf | MediaKind::Text | MediaKind::Csv => {}
    }
    if !refused.is_empty() {
        // A part may hold the test string too: it is said once.
        refused.dedup();
        return Err(refused);
    }
    let photo = kind.is_photo().then(|| PhotoFacts {
        pixels,
        ..facts(bytes)
    });
    Ok(Looked { kind, photo })
}
