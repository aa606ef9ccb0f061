//! Bytes lost where a mark was replaced across two characters.
//!
//! In GBK a full-width mark is A3 and its ASCII byte with the high bit set: ！ is A3A1. A program
//! that replaces those two bytes by `!` without looking where characters begin also hits 保“
//! (B1A3 A1B0): what is left is B1, `!`, B0…. A reader drops the lone B1 and reads the rest one
//! byte off, until a byte below 40 makes it fall into step again, where it drops another.
//!
//! All ways to undo this are followed side by side: the byte dropped first may be any lead byte,
//! the one dropped last any byte that a reader would drop. Which of them is prose decides.

use super::gbk::{self, Pair, Written};
use crate::language::{Context, Sign, score_after};
use crate::limits;

/// Marks that exist in both widths and whose replacement tears characters.
pub(super) const MARKS: &str = "!,?:;()";

/// A second tear within a run is rarer than the first.
const SECOND_TEAR: f32 = -1.0;

/// What a tear may cost at first beside the text as it stands, how fast that is made good, and
/// what is let pass for good.
const TEAR: f32 = 32.0;
const PER_UNIT: f32 = 2.0;
const TEAR_LEAST: f32 = 6.0;

/// How far behind the likeliest reading one may be and still be weighed in full.
const BEHIND: f32 = 14.0;

/// The first byte of a full-width mark, which ends the character before it.
const TORN_TRAIL: u8 = 0xA3;

/// So many endings of a character are tried where two bytes were dropped.
const LIKELIEST: usize = 12;

/// A reader's mark for a byte it could not read.
const REPLACED: char = '\u{fffd}';

/// A way to read a damaged run.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The restored text.
    pub(super) text: Vec<char>,
    /// Position after the last damaged character.
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    /// A byte; whether a character of the damaged text begins with it.
    Byte(u8, bool),
    /// A reader's mark for a byte that it dropped.
    Dropped,
    /// A character that was never in GBK.
    Wall,
}

/// A line as GBK writes it: bytes with the character each belongs to.
pub(super) struct Run {
    units: Vec<Unit>,
    chars: Vec<usize>,
    /// The first unit of each character.
    starts: Vec<usize>,
}

impl Run {
    pub(super) fn of(line: &[char]) -> Run {
        let mut run = Run {
            units: Vec::new(),
            chars: Vec::new(),
            starts: Vec::new(),
        };
        for (at, c) in line.iter().enumerate() {
            run.starts.push(run.units.len());
            let units: &[Unit] = match gbk::written(*c) {
                _ if *c == REPLACED => &[Unit::Dropped],
                Written::One(byte) => &[Unit::Byte(byte, true)],
                Written::Two(lead, trail) => &[Unit::Byte(lead, true), Unit::Byte(trail, false)],
                Written::Not => &[Unit::Wall],
            };
            for unit in units {
                run.units.push(*unit);
                run.chars.push(at);
            }
        }
        run
    }

    fn char_at(&self, unit: usize) -> usize {
        self.chars.get(unit).copied().unwrap_or(self.starts.len())
    }
}

#[derive(Debug, Clone, Copy)]
struct Path {
    score: f32,
    context: Context,
    pending: Option<u8>,
    last: u32,
}

struct Search<'a> {
    run: &'a Run,
    line: &'a [char],
    /// How likely the line is as it stands, from the mark on: after each character, as far as it
    /// was asked for; and the context there.
    standing: Vec<f32>,
    standing_context: Context,
    from: usize,
    /// Characters read so far, each with the one before it.
    nodes: Vec<(u32, char)>,
    done: Vec<Done>,
}

/// A reading by its last node.
struct Done {
    gain: f32,
    last: u32,
    end: usize,
}

const ROOT: u32 = u32::MAX;

/// The likeliest readings of the run that begins with the mark at `at`.
pub(super) fn readings(run: &Run, line: &[char], at: usize, context: Context) -> Vec<Reading> {
    let Some(mark) = torn(line[at]) else {
        return Vec::new();
    };
    let mut search = Search {
        run,
        line,
        standing: vec![0.0],
        standing_context: context,
        from: at,
        nodes: Vec::new(),
        done: Vec::new(),
    };
    let start = Path {
        score: 0.0,
        context,
        pending: None,
        last: ROOT,
    };
    let firsts = gbk::torn().iter().flatten();
    let mut paths: Vec<Path> = firsts
        .map(|first| search.read(start, *first, Some(mark)))
        .collect();
    let first = run.starts[at] + 1;
    for unit in first..first + limits::RUN_BYTES_MAX {
        let mut next = Vec::new();
        for path in &paths {
            search.step(*path, unit, &mut next);
        }
        let least = search.least(unit - first, unit);
        next.retain(|path| path.score >= least);
        next.sort_by(|a, b| b.score.total_cmp(&a.score));
        next.truncate(limits::BEAM);
        if next.is_empty() {
            break;
        }
        paths = next;
    }
    search.best()
}

/// The second byte of a full-width mark, for its half-width form.
fn torn(mark: char) -> Option<u8> {
    MARKS.contains(mark).then_some(mark as u8 | 0x80)
}

impl Search<'_> {
    fn read(&mut self, path: Path, pair: Pair, pending: Option<u8>) -> Path {
        let (likely, context) = match pair.sign {
            Some(sign) => path.context.then(sign),
            None => (0.0, path.context),
        };
        self.nodes.push((path.last, pair.char));
        Path {
            score: path.score + likely,
            context,
            pending,
            last: (self.nodes.len() - 1) as u32,
        }
    }

    fn step(&mut self, path: Path, unit: usize, next: &mut Vec<Path>) {
        match (path.pending, self.run.units.get(unit).copied()) {
            (None, None | Some(Unit::Byte(_, true) | Unit::Dropped | Unit::Wall)) => {
                self.finish(path, self.run.char_at(unit));
            }
            (None, Some(Unit::Byte(byte, false))) => {
                if byte < 0x80 {
                    let char = char::from(byte);
                    let sign = Sign::of(char);
                    next.push(self.read(path, Pair { char, sign }, None));
                } else {
                    next.push(Path {
                        pending: Some(byte),
                        ..path
                    });
                }
            }
            (Some(lead), Some(Unit::Byte(byte, begins))) if byte >= 0x40 => {
                if begins && gbk::is_lead(byte) {
                    self.drop_odd(path, lead, byte, self.run.char_at(unit));
                }
                if let Some(pair) = gbk::pair(lead, byte) {
                    next.push(self.read(path, pair, None));
                }
            }
            (Some(lead), Some(Unit::Byte(byte, _))) => {
                self.drop_one(path, lead, self.run.char_at(unit));
                if let Some(mark) = torn(char::from(byte)) {
                    self.tear(path, lead, mark, next);
                    self.drop_two(path, lead, mark, next);
                }
            }
            (Some(lead), Some(Unit::Dropped)) => {
                self.drop_one(path, lead, self.run.char_at(unit) + 1);
            }
            (Some(lead), None) => self.drop_one(path, lead, self.line.len()),
            (Some(_), Some(Unit::Wall)) => {}
        }
    }

    /// The mark torn across a character that begins with `lead`.
    fn tear(&mut self, path: Path, lead: u8, mark: u8, next: &mut Vec<Path>) {
        if let Some(pair) = gbk::pair(lead, TORN_TRAIL) {
            let mut torn = self.read(path, pair, Some(mark));
            torn.score += SECOND_TEAR;
            next.push(torn);
        }
    }

    /// Two bytes were dropped before the mark: the one that ends the character of `lead` makes no
    /// character with the one that begins the next, and that one none with the mark: of 威海、
    /// (CDFE BAA3 A1A2), read one byte off, a reader keeps the CD.
    fn drop_two(&mut self, path: Path, lead: u8, mark: u8, next: &mut Vec<Path>) {
        let pairs = gbk::odd()
            .iter()
            .filter_map(|trail| Some((*trail, gbk::pair(lead, *trail)?)));
        let mut wholes: Vec<(u8, Path)> = pairs
            .map(|(trail, pair)| (trail, self.read(path, pair, None)))
            .collect();
        wholes.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
        for (trail, whole) in wholes.into_iter().take(LIKELIEST) {
            for begins in gbk::leads() {
                if gbk::pair(trail, begins).is_none() {
                    self.tear(whole, begins, mark, next);
                }
            }
        }
    }

    /// The byte after `lead` is the one that was dropped: any that a reader drops there.
    fn drop_one(&mut self, path: Path, lead: u8, end: usize) {
        for byte in gbk::leads() {
            if let Some(pair) = gbk::pair(lead, byte) {
                let whole = self.read(path, pair, None);
                self.finish(whole, end);
            }
        }
    }

    /// As [`Search::drop_one`], where a reader drops a byte because it makes no character with
    /// the byte `before` which it stood.
    fn drop_odd(&mut self, path: Path, lead: u8, before: u8, end: usize) {
        for byte in gbk::leads() {
            if gbk::pair(byte, before).is_none()
                && let Some(pair) = gbk::pair(lead, byte)
            {
                let whole = self.read(path, pair, None);
                self.finish(whole, end);
            }
        }
    }

    fn finish(&mut self, path: Path, end: usize) {
        let next = self.line.get(end).copied().unwrap_or('\n');
        let (ahead, _) = score_after(path.context, [next]);
        let standing = self.standing(end);
        self.done.push(Done {
            gain: path.score + ahead - standing,
            last: path.last,
            end,
        });
    }

    /// How likely the line is as it stands, from the mark to before a character.
    fn standing(&mut self, to: usize) -> f32 {
        let to = to - self.from;
        while self.standing.len() <= to {
            let at = self.from + self.standing.len() - 1;
            let next = self.line.get(at).copied();
            let (likely, context) = score_after(self.standing_context, next);
            let sum = self.standing[self.standing.len() - 1] + likely;
            self.standing.push(sum);
            self.standing_context = context;
        }
        self.standing[to]
    }

    /// What a path must reach after so many steps to be followed on: a run that is damaged gets
    /// worse with every character as it stands, and so makes good what the tear has cost.
    fn least(&mut self, steps: usize, unit: usize) -> f32 {
        let standing = self.standing(self.run.char_at(unit));
        standing - (TEAR - PER_UNIT * steps as f32).max(TEAR_LEAST)
    }

    /// The readings that gain most.
    fn best(mut self) -> Vec<Reading> {
        self.done.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        let most = self.done.first().map_or(0.0, |done| done.gain);
        let near = self.done.partition_point(|done| done.gain >= most - BEHIND);
        self.done.truncate(near.min(limits::FINALISTS));
        let done = std::mem::take(&mut self.done);
        let readings = done.into_iter().map(|done| Reading {
            text: self.text(done.last),
            end: done.end,
        });
        readings.collect()
    }

    fn text(&self, last: u32) -> Vec<char> {
        let mut text = Vec::new();
        let mut node = last;
        while let Some((before, char)) = self.nodes.get(node as usize) {
            text.push(*char);
            node = *before;
        }
        text.reverse();
        text
    }
}
