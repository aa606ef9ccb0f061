//! GBK as tables: pairs of bytes, the characters they stand for, and how the model sees them.

use std::sync::OnceLock;

use encoding_rs::GBK;

use crate::language::Sign;

/// Lead bytes run from here.
pub(super) const LEAD_FIRST: u8 = 0x81;
const LEAD_LAST: u8 = 0xFE;
const TRAIL_FIRST: u8 = 0x40;
const TRAILS: usize = 0xFF - TRAIL_FIRST as usize;

/// A character of two bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) char: char,
    pub(super) sign: Option<Sign>,
}

fn table() -> &'static [Option<Pair>] {
    static PAIRS: OnceLock<Vec<Option<Pair>>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let leads = LEAD_FIRST..=LEAD_LAST;
        let pairs = leads.flat_map(|lead| (TRAIL_FIRST..0xFF).map(move |trail| (lead, trail)));
        pairs.map(|(lead, trail)| read(lead, trail)).collect()
    })
}

fn read(lead: u8, trail: u8) -> Option<Pair> {
    let bytes = [lead, trail];
    let text = GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    let char = chars.next()?;
    let private = matches!(char, '\u{e000}'..='\u{f8ff}');
    // A full-width blank within a run is never prose.
    let blank = char.is_whitespace();
    (chars.next().is_none() && !private && !blank).then(|| Pair {
        char,
        sign: Sign::of(char),
    })
}

/// The character that two bytes stand for.
pub(super) fn pair(lead: u8, trail: u8) -> Option<Pair> {
    if !is_lead(lead) || !(TRAIL_FIRST..0xFF).contains(&trail) {
        return None;
    }
    let row = usize::from(lead - LEAD_FIRST) * TRAILS;
    table()[row + usize::from(trail - TRAIL_FIRST)]
}

/// The characters whose second byte is A3: those that a torn mark may have begun in.
pub(super) fn torn() -> &'static [Option<Pair>] {
    static TORN: OnceLock<Vec<Option<Pair>>> = OnceLock::new();
    TORN.get_or_init(|| leads().map(|lead| pair(lead, 0xA3)).collect())
}

/// Whether a byte begins a character of two bytes.
pub(super) fn is_lead(byte: u8) -> bool {
    (LEAD_FIRST..=LEAD_LAST).contains(&byte)
}

/// The bytes that begin rows with holes: with some byte after them a reader drops them.
pub(super) fn odd() -> &'static [u8] {
    static ODD: OnceLock<Vec<u8>> = OnceLock::new();
    ODD.get_or_init(|| {
        let holed = |byte: &u8| leads().any(|trail| pair(*byte, trail).is_none());
        leads().filter(holed).collect()
    })
}

/// All lead bytes, which are also the bytes that a decoder drops before a mark.
pub(super) fn leads() -> impl Iterator<Item = u8> {
    LEAD_FIRST..=LEAD_LAST
}

/// A character as GBK writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// One byte.
    One(u8),
    /// Two bytes.
    Two(u8, u8),
    /// Not at all: GBK has no such character.
    Not,
}

/// How GBK writes a character.
pub(super) fn written(c: char) -> Written {
    if c.is_ascii() {
        return Written::One(c as u8);
    }
    let mut buffer = [0; 4];
    let (bytes, _, faulty) = GBK.encode(c.encode_utf8(&mut buffer));
    match &*bytes {
        [lead, trail] if !faulty => Written::Two(*lead, *trail),
        _ => Written::Not,
    }
}
