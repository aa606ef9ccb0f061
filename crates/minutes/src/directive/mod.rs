//! 指示 / 要求: what a text asks for, with its sentence, its place and a proposed class.
//!
//! A proposal, never more: a person decides what is assigned, and only then are owner, measure,
//! due date and evidence asked for.
//!
//! Rule: a word of duty (要, 必须, 应, 请, 不得, 由…牵头) opens a directive, and the clauses after it
//! in the sentence that begin with a verb of doing belong to it; a sentence or numbered point that
//! begins with such a verb is one by itself. Where something is being asked for (`region`: after
//! 会议强调, below 通知如下, in announced points) any clause with a verb of its own is one, whoever is
//! named before it, unless it is a fact, an occasion or what a guest said (`grammar`). What is told
//! as done (会议听取了…) is named as done. Narration is passed over.

mod class;
mod clause;
mod course;
mod duty;
mod grammar;
mod lists;
mod region;
mod repeat;
mod sentence;
mod telling;
mod verbs;

use jiff::civil::Date;
use serde::Serialize;

use crate::{limits, period};

pub use class::Class;

/// One thing that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Directive {
    /// What is to be done, as said.
    pub text: String,
    /// The verb that asks for it.
    pub verb: String,
    /// Who is named before it, as said; often nobody.
    pub who: Option<String>,
    /// Proposed class.
    pub class: Class,
    /// The period that was named, as said.
    pub period: Option<String>,
    /// The last day of that period.
    pub due_on: Option<Date>,
    /// The whole sentence.
    pub sentence: String,
    /// Line of the text, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// How often it is said again in the text.
    pub repeated: u32,
}

/// The directives of a text in order; periods are told from the day it is of.
///
/// # Errors
/// When the text is longer than [`limits::TEXT_CHARS_MAX`].
pub fn directives(text: &str, day: Date) -> Result<Vec<Directive>, crate::TooLong> {
    let chars = text.chars().count();
    if chars > limits::TEXT_CHARS_MAX {
        return Err(crate::TooLong { chars });
    }
    let mut found = Vec::new();
    let mut region = region::Region::default();
    let all = sentence::sentences(text);
    let title = is_title(&all);
    for sentence in all.into_iter().skip(usize::from(title)) {
        if telling::is_guests_sentence(&sentence.text) {
            continue;
        }
        let open = region.at(sentence.line, &sentence.text);
        in_sentence(&sentence, open, day, &mut found);
        region.passed(&sentence.text);
    }
    Ok(repeat::merged(found))
}

/// Whether a text begins with its title: a line that ends with no mark, above lines that do.
fn is_title(sentences: &[sentence::Sentence]) -> bool {
    let ends = |sentence: &sentence::Sentence| {
        let last = sentence.text.trim_end().chars().last();
        last.is_some_and(|c| "。！？；：，.!?;:,”）".contains(c))
    };
    let Some((first, below)) = sentences.split_first() else {
        return false;
    };
    let point = first
        .text
        .starts_with(|c: char| c.is_ascii_digit() || "一二三四@（(".contains(c));
    !point && !ends(first) && below.iter().take(8).any(ends)
}

/// A limit of time with nothing but that it is to be done: 7月15日前 of 7月15日前完成.
fn limit(clause: &str) -> Option<&str> {
    let done = ["完成", "全部完成", "完成到位", "办结", "完工", "见效"];
    done.iter()
        .filter_map(|end| clause.strip_suffix(end))
        .next_back()
}

fn in_sentence(sentence: &sentence::Sentence, open: bool, day: Date, found: &mut Vec<Directive>) {
    let mut course = course::Course::new(open);
    let mut named: Option<period::Period> = None;
    let from = found.len();
    let mut clauses = clause::clauses(&sentence.text).into_iter().peekable();
    while let Some(clause) = clauses.next() {
        if let Some(period) = period::alone(&clause.text, day) {
            named = Some(period);
            continue;
        }
        // 由保税公司负责，7月15日前完成: until when what was asked for before.
        let until = limit(&clause.text).and_then(|limit| period::alone(limit, day));
        if let (Some(period), Some(last)) = (&until, found[from..].last_mut())
            && last.due_on.is_none()
        {
            last.due_on = Some(period.last);
            last.period = Some(period.said.clone());
            continue;
        }
        let next = clauses.peek().map_or("", |next| &next.text);
        let handed = course.handed_over(&clause.text, next);
        if handed.is_some() {
            clauses.next();
        }
        let asked = handed.map_or_else(|| course.next(&clause.text), |one| vec![one]);
        for asked in asked {
            let own = period::find(&asked.text, day).or_else(|| {
                let whole = asked.whole.then(|| period::find(&clause.text, day));
                whole.flatten()
            });
            let period = own.or_else(|| named.take()).filter(|_| !asked.done);
            let class = class::of(&asked, period.is_some());
            let before = clause.start + asked.offset;
            found.push(Directive {
                text: asked.text,
                verb: asked.verb,
                who: asked.who,
                class,
                due_on: period.as_ref().map(|period| period.last),
                period: period.map(|period| period.said),
                sentence: sentence.text.clone(),
                line: sentence.line,
                column: sentence.column + before,
                repeated: 0,
            });
        }
    }
}
