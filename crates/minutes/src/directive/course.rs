//! How a sentence goes on after a word of duty, and where none stands.

use super::duty::{
    Asked, FORBIDDING, URGING, asked, by_a_day, duty, is_about, is_before, is_by_what, is_occasion,
    is_support, leader, led_by, new, parts, without_number,
};
use super::grammar;
use super::telling::{
    HELD, MEETING, MEETING_ACTS, TELLING, VIEWS, is_guests, is_telling, is_told_as_done,
};
use super::verbs::{self, Doing};
use crate::period;

/// How a sentence has gone so far.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// Something was asked for, so that a verb of doing goes on with it.
    asking: bool,
    /// Something is told.
    telling: bool,
    /// Somebody was told to do something.
    told: bool,
    meeting: bool,
    /// Who was named before: 由建设局牵头，….
    who: Option<String>,
    /// Whether the sentence stands where something is asked for.
    open: bool,
    /// Whether a fact was told, so that only who is named is asked for something.
    fact: bool,
    /// Whether somebody's view is told.
    view: bool,
    /// Whether somebody beside the meeting is saying it.
    others: bool,
    /// Whether a meeting was said to be held, so that what follows was done there.
    held: bool,
}

impl Course {
    /// The course of a sentence that stands where something is asked for, or does not.
    pub(super) fn new(open: bool) -> Self {
        Self {
            open,
            ..Self::default()
        }
    }

    /// 接口联调，由大数据局负责: what somebody is made answerable for, named in the clause before.
    pub(super) fn handed_over(&mut self, topic: &str, next: &str) -> Option<Asked> {
        let who = next.strip_prefix('由')?.strip_suffix("负责")?;
        let (point, _) = without_number(topic);
        if duty(point).is_some() || is_telling(point) || point.chars().count() < 4 {
            return None;
        }
        self.asking = true;
        let mut one = new(&format!("{point}，{next}"), "负责".to_owned(), false, false);
        one.offset = topic.chars().count() - point.chars().count();
        one.who = Some(who.to_owned());
        Some(one)
    }

    /// What the next clause asks for.
    pub(super) fn next(&mut self, clause: &str) -> Vec<Asked> {
        let (point, numbered) = without_number(clause);
        let offset = clause.chars().count() - point.chars().count();
        if MEETING.iter().any(|word| point.starts_with(word)) {
            self.meeting = true;
        }
        if is_about(point) {
            return Vec::new();
        }
        if is_by_what(point) {
            self.asking = true;
            return Vec::new();
        }
        self.others |= is_guests(point);
        if self.others && duty(point).is_none() {
            return Vec::new();
        }
        if let Some(done) = self.done(point) {
            self.telling = true;
            return vec![done];
        }
        // 要定期召开部门会议，通报进展: asked for, not held.
        let meets = point.ends_with('会') || point.ends_with("会议");
        self.held |= meets && point.contains("召开") && !self.asking && duty(point).is_none();
        if is_telling(point) {
            self.told = true;
            return self.told_in(point, offset);
        }
        if numbered {
            self.telling = false;
        }
        if point.ends_with('后') && duty(point).is_none() {
            // 由建管科修改后，印发: who is to do both.
            self.asking |= point.starts_with('由');
            return Vec::new();
        }
        self.view |= VIEWS.iter().any(|verb| point.ends_with(verb));
        if let Some(who) = leader(point) {
            self.asking = true;
            self.who = Some(who.to_owned());
            return Vec::new();
        }
        let found = asked(point)
            .or_else(|| led_by(point))
            .or_else(|| by_a_day(point))
            .or_else(|| self.going_on(point))
            .or_else(|| self.by_grammar(point));
        let Some(found) = found else {
            self.telling |= !self.asking && point.chars().count() > 3;
            return Vec::new();
        };
        self.asking = true;
        let who = self.who.take();
        let who = found.who.clone().or(who);
        parts(Asked { who, ..found }, offset)
    }

    /// A clause without a word of duty, where one was before or where none is needed.
    fn going_on(&self, point: &str) -> Option<Asked> {
        let opens = !self.asking && !self.told;
        if self.telling && opens || is_told_as_done(point) {
            return None;
        }
        if opens && point.starts_with(['在', '以', '为', '通', '按', '围', '根', '结', '针'])
        {
            return None;
        }
        if is_before(point) || point.starts_with('对') && point.ends_with('的') {
            return None;
        }
        let found = verbs::doing(period::without(point)).or_else(|| {
            // 遇到问题及时上报: the verb after an adverb of urging further in.
            let at = URGING.iter().filter_map(|word| point.find(word)).min();
            at.filter(|_| !opens)
                .and_then(|at| verbs::doing(&point[at..]))
        });
        let Doing { verb, goal } = found?;
        if goal && opens {
            return None;
        }
        let forbids = FORBIDDING.contains(&&*verb);
        Some(new(point, verb, forbids, goal))
    }

    /// A clause that any verb of doing carries, where something is asked for.
    fn by_grammar(&mut self, point: &str) -> Option<Asked> {
        let asking = self.asking || self.told;
        if !asking && (!self.open || self.view || point.starts_with('但'))
            || is_told_as_done(point) && !point.contains("切莫") && !point.contains('别')
            || is_occasion(point)
        {
            return None;
        }
        // 有结果第一时间说一声: what is done stands after the urging.
        let urged = URGING.iter().filter_map(|word| point.find(word)).min();
        let found = grammar::predicate(urged.map_or(point, |at| &point[at..]))?;
        let fact = found.fact || found.measured && !asking;
        if fact || is_support(point) || self.fact && !asking && found.who.is_none() {
            self.fact |= fact;
            return None;
        }
        let mut one = new(point, found.verb, found.forbids, false);
        one.who = found.who;
        Some(one)
    }

    /// 他希望企业坚持…: what stands behind the verb of telling.
    fn told_in(&mut self, point: &str, offset: usize) -> Vec<Asked> {
        let tellers = TELLING.iter().filter_map(|word| {
            let at = point.find(word)?;
            Some((at, at + word.len()))
        });
        let Some((_, after)) = tellers.min() else {
            return Vec::new();
        };
        let rest = &point[after..];
        if rest.ends_with("如下") {
            return Vec::new();
        }
        let skipped = point[..after].chars().count();
        let whom = rest.char_indices().map(|(at, _)| at);
        // 勉励企业抢抓…: a verb of doing after a short name of whom it is told to.
        let mut found = whom
            .take_while(|at| *at <= WHOM_BYTES)
            .filter_map(|at| Some((at, verbs::doing(&rest[at..])?)));
        let Some((at, doing)) = found.next() else {
            let found = grammar::predicate(rest).filter(|found| !found.fact);
            let one = found.map(|found| {
                self.asking = true;
                let mut one = new(rest, found.verb, found.forbids, false);
                one.who = found.who;
                one
            });
            return one.map_or(Vec::new(), |one| parts(one, offset + skipped));
        };
        self.asking = true;
        let phrase = &rest[at..];
        let mut one = new(phrase, doing.verb, false, doing.goal);
        one.who = (at > 0).then(|| rest[..at].to_owned());
        let before = skipped + rest[..at].chars().count();
        parts(one, offset + before)
    }

    fn done(&self, point: &str) -> Option<Asked> {
        let act = HELD.iter().find(|act| point.starts_with(**act));
        if let Some(act) = act.filter(|_| self.held) {
            let mut one = new(point, (*act).to_owned(), false, false);
            one.done = true;
            return Some(one);
        }
        if !self.meeting {
            return None;
        }
        let mut rest = point;
        for word in MEETING {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
        let of_meeting = rest.len() < point.len() && duty(point).is_none();
        let rest = rest.strip_prefix('还').unwrap_or(rest);
        // 会议听取…的汇报: what only meetings do needs no 了.
        let held = HELD.iter().find(|act| rest.starts_with(**act));
        let held = held.filter(|_| of_meeting && !is_told_as_done(point));
        let verb = if let Some(act) = held {
            act
        } else if is_told_as_done(point) {
            let (verb, _) = rest.split_once('了')?;
            let short = verb.chars().count() <= 4;
            // 各分管领导逐一汇报了…: with its subject before it.
            let act = MEETING_ACTS.iter().find(|act| verb.ends_with(**act));
            if short { verb } else { act? }
        } else {
            return None;
        };
        if verb.ends_with('作') {
            return None;
        }
        let mut one = new(rest, verb.to_owned(), false, false);
        one.done = true;
        one.offset = point.chars().count() - rest.chars().count();
        Some(one)
    }
}

/// How far behind a verb of telling the thing to do may stand: five characters.
const WHOM_BYTES: usize = 15;
