//! The nested text in which P6 keeps a calendar: `(0||2()((0||0(s|08:00|f|16:00)())))`.

use crate::limits::DEPTH_MAX;
use crate::problem::{Place, Problem, Problems};
use crate::text;
use crate::week::{Exception, tidy};
use calendar::Shift;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Week and exceptions of one calendar.
#[derive(Debug, Clone, Default)]
pub(super) struct Data {
    pub(super) week: [Vec<Shift>; 7],
    pub(super) exceptions: Vec<Exception>,
}

/// One node: `(number||name(arguments)(children))`.
#[derive(Debug)]
struct Node<'a> {
    name: &'a str,
    arguments: &'a str,
    children: Vec<Node<'a>>,
}

/// Day 0 of the serial dates.
const SERIAL_ZERO: Date = date(1899, 12, 30);

pub(super) fn parse(text: &str, place: &Place, problems: &mut Problems) -> Data {
    let mut data = Data::default();
    if text.is_empty() {
        return data;
    }
    let mut parser = Parser { rest: text };
    let Some(root) = parser.node(0) else {
        problems.push(Problem::unreadable(
            place.clone(),
            text,
            "日历数据",
            "calendar data",
        ));
        return data;
    };
    let mut bad = |what: &str| {
        problems.push(Problem::unreadable(
            place.clone(),
            what,
            "日历数据",
            "calendar data",
        ));
    };
    for part in &root.children {
        for entry in &part.children {
            let Some(shifts) = shifts(entry) else {
                bad(entry.arguments);
                continue;
            };
            match part.name {
                "DaysOfWeek" => match entry.name.parse::<usize>() {
                    // Sunday is 1.
                    Ok(day @ 1..=7) => data.week[(day + 5) % 7] = shifts,
                    _ => bad(entry.name),
                },
                "Exceptions" => match serial(entry.arguments) {
                    Some(day) => data.exceptions.push(Exception {
                        from: day,
                        to: day,
                        shifts,
                    }),
                    None => bad(entry.arguments),
                },
                _ => (),
            }
        }
    }
    data
}

fn serial(arguments: &str) -> Option<Date> {
    let number = arguments.strip_prefix("d|")?;
    let days: i64 = number.split('|').next()?.trim().parse().ok()?;
    SERIAL_ZERO
        .checked_add(days.checked_abs().filter(|d| *d < 2_000_000)?.days())
        .ok()
}

fn shifts(entry: &Node<'_>) -> Option<Vec<Shift>> {
    let mut found = Vec::new();
    for shift in &entry.children {
        let mut words = shift.arguments.split('|');
        let (mut from, mut to) = (None, None);
        while let (Some(word), Some(value)) = (words.next(), words.next()) {
            match word.trim() {
                "s" => from = Some(text::clock(value)?),
                "f" => to = Some(text::clock(value)?),
                _ => (),
            }
        }
        if let (Some(from), Some(to)) = (from, to) {
            found.push(Shift { from, to });
        }
    }
    Some(tidy(found))
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    /// Line ends come as control characters; between brackets they mean nothing.
    fn skip(&mut self) {
        let blank = |letter: char| letter.is_whitespace() || letter == '\u{7f}';
        self.rest = self.rest.trim_start_matches(blank);
    }

    fn expect(&mut self, bracket: char) -> Option<()> {
        self.skip();
        self.rest = self.rest.strip_prefix(bracket)?;
        Some(())
    }

    fn until(&mut self, bracket: char) -> Option<&'a str> {
        let at = self.rest.find(bracket)?;
        let found = &self.rest[..at];
        self.rest = &self.rest[at + bracket.len_utf8()..];
        Some(found)
    }

    fn node(&mut self, depth: usize) -> Option<Node<'a>> {
        if depth > DEPTH_MAX {
            return None;
        }
        self.expect('(')?;
        let head = self.until('(')?;
        let name = head.split_once("||").map_or(head, |(_, name)| name).trim();
        let arguments = self.until(')')?;
        self.expect('(')?;
        let mut children = Vec::new();
        loop {
            self.skip();
            if self.rest.starts_with(')') {
                break;
            }
            children.push(self.node(depth + 1)?);
        }
        self.expect(')')?;
        self.expect(')')?;
        Some(Node {
            name,
            arguments,
            children,
        })
    }
}
