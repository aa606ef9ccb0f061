//! Limits of what is looked at, each with its reason.

/// Bytes of a scan: an A4 page in colour at 300 dpi is below.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;

/// Width and height of a picture: A3 at 600 dpi.
pub const SIDE_MAX: u32 = 10_000;

/// Bytes that decoding may take: 10,000 by 7,000 in colour.
pub(crate) const ALLOCATED_MAX: u64 = 256 * 1024 * 1024;

/// Longest sides at which a picture is looked at, one after another.
pub(crate) const SIDES: [u32; 4] = [1_600, 1_000, 2_400, 4_000];

/// Longest side of a picture that is looked at enlarged: a page on a screen.
pub(crate) const ENLARGED_SIDE_MAX: u32 = 2_000;

/// Longest side of a picture whose grain is taken away: at 1,600 the squares of a code on a page
/// are three dots wide, and smoothing takes them with the grain.
pub(crate) const CLEANED_SIDE: u32 = 2_400;

/// How wide it is smoothed, in dots: of simulated pages none is read at 2 and more.
pub(crate) const SMOOTHED_BY: f32 = 1.5;

/// What is ink: the part of the longest side that a window reaches to each side, and the per cent
/// of the window's mean that a dot must reach to be paper. The first reads most, as
/// `examples/grain.rs` measures it: wide enough to hold ink and paper, low enough for grain to stay
/// paper. The others read pages that it does not, of grey paper above all.
pub(crate) const MEASURES: [(u32, u64); 5] = [(36, 85), (21, 85), (36, 92), (50, 85), (28, 79)];

/// Codes of one picture that are read: a sheet has one.
pub(crate) const CODES_MAX: usize = 8;

/// Pictures of a PDF that are looked at: a sheet of hundreds of projects has some pages.
pub(crate) const PICTURES_MAX: usize = 20;
