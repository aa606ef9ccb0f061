//! Repairing a damaged text: what stands where, how sure it is, and nothing else touched.
//!
//! Rule: first the bytes lost in GBK, because everything else reads characters; then pinyin in
//! brackets, Traditional to Simplified, half-width punctuation. A text without any of these comes
//! out as it went in, byte for byte.

mod gbk;
mod line;
mod straddle;

use serde::Serialize;

use crate::draft::{Damage, Draft, Places, Repair};
use crate::{limits, pinyin, punctuation, script};

/// A repaired text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Repaired {
    /// The text as it should read, Simplified.
    pub text: String,
    /// Every repair in the order of the source.
    pub repairs: Vec<Repair>,
}

/// From this share on a repair may be used unread.
pub(crate) const SURE_BP: u16 = 9_300;

/// The share in basis points that a reading has beside one that is `gap` (a natural logarithm)
/// less likely. Runs of characters know too little about each other to be taken at their word:
/// the gap is taken at four fifths.
pub(crate) fn share_bp(gap: f32) -> u16 {
    let share = 1.0 / (1.0 + (-0.8 * gap).exp());
    (share * 10_000.0) as u16
}

/// Repairs a text.
///
/// # Errors
/// When the text is longer than [`limits::TEXT_CHARS_MAX`].
pub fn repair(text: &str) -> Result<Repaired, crate::TooLong> {
    let source = Draft::new(text);
    let chars = source.chars.len();
    if chars > limits::TEXT_CHARS_MAX {
        return Err(crate::TooLong { chars });
    }
    let places = Places::of(&source.chars);
    let mut log = Log {
        places: &places,
        repairs: Vec::new(),
    };
    let lost = line::lost_bytes(&source.chars);
    let mended = log.apply_lost(&source, lost);

    let glosses = pinyin::find(&mended.chars);
    let glossed = glossed(&glosses);
    let glosses = glosses
        .into_iter()
        .map(|(from, to)| (from, to, String::new(), 10_000));
    let glosses: Vec<_> = glosses.collect();
    let plain = log.apply(&mended, Damage::Pinyin, &glosses);

    let traditional = script::changes(&plain, &glossed);
    let simple = log.apply(&plain, script::DAMAGE, &traditional);

    // A place that is only suspected does not make the text a damaged one.
    let damaged = log.repairs.iter().any(|repair| repair.put != repair.found);
    let marks = punctuation::find(&simple.chars, damaged);
    let marks = marks
        .into_iter()
        .map(|(at, mark)| (at, at + 1, mark.to_string(), 9_900));
    let marks: Vec<_> = marks.collect();
    let done = log.apply(&simple, Damage::Punctuation, &marks);

    let mut repairs = log.repairs;
    repairs.sort_by_key(|repair| (repair.line, repair.column, repair.damage));
    Ok(Repaired {
        text: done.text(),
        repairs,
    })
}

/// Where the characters that carried pinyin stand once it is gone.
fn glossed(glosses: &[(usize, usize)]) -> Vec<usize> {
    let mut gone = 0;
    let place = |(from, to): &(usize, usize)| {
        let at = from - 1 - gone;
        gone += to - from;
        at
    };
    glosses.iter().map(place).collect()
}

struct Log<'a> {
    places: &'a Places,
    repairs: Vec<Repair>,
}

impl Log<'_> {
    fn apply(&mut self, draft: &Draft, damage: Damage, changes: &[script::Change]) -> Draft {
        for (from, to, put, sure_bp) in changes {
            let (line, column) = self.places.place(draft.origin(*from));
            self.repairs.push(Repair {
                damage,
                line,
                column,
                found: draft.slice(*from, *to),
                put: put.clone(),
                sure_bp: *sure_bp,
                sure: *sure_bp >= SURE_BP,
                others: Vec::new(),
            });
        }
        let spliced: Vec<_> = changes
            .iter()
            .map(|(from, to, put, _)| (*from, *to, put.clone()))
            .collect();
        draft.changed(&spliced)
    }

    fn apply_lost(&mut self, draft: &Draft, lost: Vec<line::Mended>) -> Draft {
        let mut changes = Vec::new();
        for mended in lost {
            let (line, column) = self.places.place(draft.origin(mended.from));
            let found = draft.slice(mended.from, mended.to);
            self.repairs.push(Repair {
                damage: Damage::LostBytes,
                line,
                column,
                put: mended.text.clone(),
                found,
                sure_bp: mended.sure_bp,
                sure: mended.sure_bp >= SURE_BP,
                others: mended.others,
            });
            changes.push((mended.from, mended.to, mended.text));
        }
        draft.changed(&changes)
    }
}
