//! Limits of attached files, each with its reason.

/// Bytes of a file: a photo of a phone has 3 to 12 MiB, a scan of thirty pages as much.
pub const FILE_BYTES_MAX: u64 = 20 * 1024 * 1024;

/// Bytes that the parts of a document may unpack to: a workbook of a whole district has 60 MiB.
pub(crate) const UNPACKED_BYTES_MAX: u64 = 200 * 1024 * 1024;

/// Bytes unpacked from which the ratio is looked at: small files compress by any factor.
pub(crate) const UNPACKED_RATIO_FROM_BYTES: u64 = 10 * 1024 * 1024;

/// Times a document may unpack to its own size: text compresses tenfold, a bomb a thousandfold.
pub(crate) const UNPACKED_RATIO_MAX: u64 = 100;

/// Parts of a document: one of hundreds of pictures has fewer.
pub(crate) const PARTS_MAX: usize = 10_000;

/// Levels of elements in a part: those of real documents are below 60.
pub(crate) const XML_DEPTH_MAX: usize = 256;

/// Pixels of a picture: the largest sensor of a phone has 200 million.
pub(crate) const PIXELS_MAX: u64 = 250_000_000;

/// Characters of a name that are kept.
pub(crate) const NAME_CHARS_MAX: usize = 120;

/// Characters of what took a photo.
pub(crate) const DEVICE_CHARS_MAX: usize = 80;

/// Bytes at the end of a document where its last mark stands, with what mailers add after it.
pub(crate) const TAIL_BYTES: usize = 4096;
