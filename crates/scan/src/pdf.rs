//! The JPEG pictures of a PDF as scanners make it: each stands in a stream as it is.

use crate::limits::PICTURES_MAX;

const BEGIN: &[u8] = b"\xff\xd8\xff";
const END: &[u8] = b"endstream";

pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    // Some programs write a line before it.
    let head = &bytes[..bytes.len().min(1024)];
    find(head, b"%PDF-").is_some()
}

/// The pictures, in order; a bounded number of them.
pub(crate) fn pictures(bytes: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while found.len() < PICTURES_MAX {
        let Some(at) = find(rest, BEGIN) else { break };
        let from = &rest[at..];
        let length = find(from, END).unwrap_or(from.len());
        found.push(&from[..length]);
        rest = &from[length.max(BEGIN.len())..];
    }
    found
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|own| own == wanted)
}
