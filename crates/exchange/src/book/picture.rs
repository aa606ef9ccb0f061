//! Bytes of pictures, kept once however often they are shown.

use std::sync::Arc;

use sha2::Digest as _;

use super::Picture;

/// A picture without its place.
#[derive(Clone)]
pub(super) struct Media {
    content_type: &'static str,
    sha256: Arc<str>,
    bytes: Arc<[u8]>,
}

impl Media {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Media {
            content_type: content_type(&bytes),
            sha256: Arc::from(hex::encode(sha2::Sha256::digest(&bytes))),
            bytes: Arc::from(bytes),
        }
    }

    /// The picture at a row and column.
    pub(super) fn picture(&self, (row, column): (u32, u16), name: Arc<str>) -> Picture {
        Picture {
            row,
            column,
            to: None,
            in_cell: false,
            name,
            content_type: self.content_type,
            sha256: Arc::clone(&self.sha256),
            bytes: Arc::clone(&self.bytes),
        }
    }
}

/// Media type by the first bytes; names of parts are not believed.
fn content_type(bytes: &[u8]) -> &'static str {
    const KNOWN: [(&[u8], &str); 8] = [
        (b"\x89PNG\r\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"BM", "image/bmp"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"\xd7\xcd\xc6\x9a", "image/wmf"),
        (b"\x01\0\0\0", "image/emf"),
    ];
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return "image/webp";
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    if start.contains("<svg") {
        return "image/svg+xml";
    }
    KNOWN
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map_or("application/octet-stream", |known| known.1)
}
