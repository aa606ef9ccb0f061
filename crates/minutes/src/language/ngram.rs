//! Runs of three characters: the table `language.bin`, which `data/build.py` makes.

use std::sync::OnceLock;

use super::seen_as;

/// A character as the model knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sign(u16);

/// A character the model has never seen.
const UNSEEN: Sign = Sign(u16::MAX);

/// The two characters before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Context {
    two: Sign,
    one: Sign,
}

static TABLE: &[u8] = include_bytes!("../../data/language.bin");

struct Model {
    /// Number of each character of the basic plane.
    ids: Vec<u16>,
    unseen: f32,
    one: &'static [u8],
    /// Where the pairs of each character begin.
    pair_starts: Vec<u32>,
    pairs: &'static [u8],
    /// Where the triples of each pair begin.
    triple_starts: Vec<u32>,
    triples: &'static [u8],
}

/// Shares are kept in twelfths of a natural logarithm.
fn chance(stored: u8) -> f32 {
    -f32::from(stored) / 12.0
}

/// What remains for the unseen is kept in twentieths, from -10.
fn remainder(stored: u8) -> f32 {
    f32::from(stored) / 20.0 - 10.0
}

fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn starts(counts: &[u8]) -> Vec<u32> {
    let mut sum = 0;
    let mut starts = vec![0];
    for at in (0..counts.len()).step_by(2) {
        sum += u32::from(word(counts, at));
        starts.push(sum);
    }
    starts
}

impl Model {
    fn get() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(Model::read)
    }

    fn read() -> Model {
        let number = |index: usize| {
            let at = 8 + 4 * index;
            let bytes = [TABLE[at], TABLE[at + 1], TABLE[at + 2], TABLE[at + 3]];
            u32::from_le_bytes(bytes) as usize
        };
        let (text, chars, pairs, triples) = (number(0), number(1), number(2), number(3));
        let mut rest = &TABLE[28..];
        let mut take = |length: usize| {
            let (head, tail) = rest.split_at(length);
            rest = tail;
            head
        };
        let mut ids = vec![u16::MAX; 0x1_0000];
        let known = std::str::from_utf8(take(text)).unwrap_or_default();
        for (id, c) in (0_u16..).zip(known.chars()) {
            if let Some(slot) = ids.get_mut(u32::from(c) as usize) {
                *slot = id;
            }
        }
        let one = take(2 * chars);
        let pair_starts = starts(take(2 * chars));
        let pair_entries = take(4 * pairs);
        let triple_starts = starts(take(2 * pairs));
        Model {
            ids,
            unseen: -(number(4) as f32) / 12.0,
            one,
            pair_starts,
            pairs: pair_entries,
            triple_starts,
            triples: take(3 * triples),
        }
    }

    fn find(entries: &[u8], width: usize, from: u32, to: u32, sign: Sign) -> Option<usize> {
        let (mut low, mut high) = (from as usize, to as usize);
        while low < high {
            let middle = low.midpoint(high);
            match word(entries, middle * width).cmp(&sign.0) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn pair(&self, first: Sign, second: Sign) -> Option<usize> {
        let at = usize::from(first.0);
        let (from, to) = (self.pair_starts.get(at)?, self.pair_starts.get(at + 1)?);
        Model::find(self.pairs, 4, *from, *to, second)
    }

    fn alone(&self, sign: Sign) -> f32 {
        let stored = self.one.get(2 * usize::from(sign.0));
        stored.map_or(self.unseen, |stored| chance(*stored))
    }

    fn after_one(&self, one: Sign, sign: Sign) -> f32 {
        if let Some(pair) = self.pair(one, sign) {
            return chance(self.pairs[4 * pair + 2]);
        }
        let left = self.one.get(2 * usize::from(one.0) + 1);
        left.map_or(0.0, |left| remainder(*left)) + self.alone(sign)
    }

    fn after_two(&self, context: Context, sign: Sign) -> f32 {
        let Some(pair) = self.pair(context.two, context.one) else {
            return self.after_one(context.one, sign);
        };
        let (from, to) = (self.triple_starts[pair], self.triple_starts[pair + 1]);
        if let Some(triple) = Model::find(self.triples, 3, from, to, sign) {
            return chance(self.triples[3 * triple + 2]);
        }
        remainder(self.pairs[4 * pair + 3]) + self.after_one(context.one, sign)
    }
}

impl Sign {
    /// The sign for a character; `None` for what the model passes over.
    pub(crate) fn of(c: char) -> Option<Sign> {
        let seen = seen_as(c)?;
        let known = Model::get().ids.get(u32::from(seen) as usize);
        Some(known.map_or(UNSEEN, |id| Sign(*id)))
    }

    fn repeats(self, before: Sign) -> bool {
        let model = Model::get();
        let runs = ['0', 'A', '！', '？'].map(|c| model.ids[c as usize]);
        self == before && runs.contains(&self.0) && self != UNSEEN
    }
}

impl Context {
    /// Before the first character of a line.
    pub(crate) fn start() -> Context {
        let start = Sign(Model::get().ids['\n' as usize]);
        Context {
            two: UNSEEN,
            one: start,
        }
    }

    /// How likely a sign is here, and the context after it.
    pub(crate) fn then(self, sign: Sign) -> (f32, Context) {
        if sign.repeats(self.one) {
            return (0.0, self);
        }
        let likely = Model::get().after_two(self, sign).min(0.0);
        let after = Context {
            two: self.one,
            one: sign,
        };
        (likely, after)
    }
}

/// How likely characters are in a row after a context, and the context after them.
pub(crate) fn score_after(
    context: Context,
    text: impl IntoIterator<Item = char>,
) -> (f32, Context) {
    text.into_iter()
        .filter_map(Sign::of)
        .fold((0.0, context), |(sum, context), sign| {
            let (likely, context) = context.then(sign);
            (sum + likely, context)
        })
}
