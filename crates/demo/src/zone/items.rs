//! Supervision items of the last half year: what meetings, notes and problems left to do.
//!
//! Promises: on any day there are items in every state, late ones, one whose extension waits, one
//! that came back, and closed ones with their evidence.

use jiff::civil::Date;
use zone::command::{AssignItem, Command};
use zone::item::{EscalationStep, ItemAct, ItemKind, ItemSource};
use zone::problem::Problem;
use zone::project::Evidence;
use zone::{Holder, ItemId};

use super::dates::add_days;
use super::items_script::{Act, ITEMS, Scripted};
use super::office::{Office, last};
use super::trouble;
use crate::Driver;

/// What happens to the scripted items, by day.
pub(crate) struct Items {
    turns: Vec<(Date, usize, Option<usize>)>,
    next: usize,
    ids: Vec<Option<ItemId>>,
}

impl Items {
    /// Every turn until today, in order.
    pub(crate) fn until(today: Date) -> Items {
        let mut turns = Vec::new();
        for (at, item) in ITEMS.iter().enumerate() {
            turns.push((add_days(today, -item.ago), at, None));
            let steps = item.steps.iter().enumerate();
            turns.extend(steps.map(|(nth, (ago, _))| (add_days(today, -ago), at, Some(nth))));
        }
        turns.sort();
        Items {
            turns,
            next: 0,
            ids: vec![None; ITEMS.len()],
        }
    }

    /// The turns of the days until one.
    pub(crate) fn turn<D: Driver>(
        &mut self,
        driver: &mut D,
        office: &Office,
        today: Date,
        until: Date,
    ) -> Result<(), D::Error> {
        while let Some((day, at, step)) = self.turns.get(self.next).filter(|own| own.0 <= until) {
            let (day, at, step) = (*day, *at, *step);
            self.next += 1;
            let item = &ITEMS[at];
            match step {
                None => {
                    assign(driver, office, item, today, day)?;
                    self.ids[at] = last(driver.zone().items.keys());
                }
                Some(nth) => {
                    if let Some(id) = self.ids[at] {
                        let serial = u32::try_from(at * 10 + nth).unwrap_or(0) + 1;
                        step_on(driver, id, &item.steps[nth].1, today, (day, serial))?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn assign<D: Driver>(
    driver: &mut D,
    office: &Office,
    item: &Scripted,
    today: Date,
    day: Date,
) -> Result<(), D::Error> {
    let problem = (item.kind == ItemKind::Problem)
        .then(|| newest_open(driver, day))
        .flatten();
    let unit = |at: usize| office.units[at];
    let sealed = |driver: &mut D, text: &str| driver.seal(text, &[]);
    let source = (!item.sentence.is_empty()).then(|| {
        let meeting = format!("{}年{}月重点项目调度会议纪要", day.year(), day.month());
        ItemSource {
            sentence: sealed(driver, item.sentence),
            document: Some(sealed(driver, &meeting)),
            line: Some(u32::from(day.day().unsigned_abs())),
        }
    });
    let asked = AssignItem {
        kind: item.kind,
        what: sealed(driver, item.what),
        source,
        lead: unit(item.lead),
        support: item.support.iter().map(|at| unit(*at)).collect(),
        owed_to: item.owed_to.map(unit),
        owner: Some(Holder::Person(office.officials[item.lead])),
        measure: Some(sealed(driver, item.measure)),
        evidence: item.evidence.iter().map(|&kind| kind.to_owned()).collect(),
        project: problem.as_ref().map(|own| own.project),
        problem: problem.map(|own| own.id),
        meeting: None,
        due_on: Some(add_days(today, item.due_in)),
        effective_on: day,
    };
    driver.run(Command::AssignItem(Box::new(asked)))
}

fn newest_open<D: Driver>(driver: &D, day: Date) -> Option<Problem> {
    let problems = driver.zone().problems.values();
    let mut open: Vec<_> = problems.filter(|own| own.is_open(day)).collect();
    open.sort_by_key(|own| (own.raised_on, own.id));
    open.last().map(|own| (**own).clone())
}

fn step_on<D: Driver>(
    driver: &mut D,
    id: ItemId,
    act: &Act,
    today: Date,
    (day, serial): (Date, u32),
) -> Result<(), D::Error> {
    let words = |driver: &mut D, text: &str| driver.seal(text, &[]);
    let papers = |kinds: &[&str]| -> Vec<Evidence> {
        let paper = |kind: &&str| Evidence::Document {
            kind: (*kind).to_owned(),
            number: trouble::paper(kind, day, serial),
        };
        kinds.iter().map(paper).collect()
    };
    let act = match act {
        Act::Urge(text) => ItemAct::Urge {
            note: Some(words(driver, text)),
        },
        Act::Ask(until_in, text) => ItemAct::AskExtension {
            until: add_days(today, *until_in),
            reason: words(driver, text),
        },
        Act::Decide(until_in, text) => ItemAct::DecideExtension {
            until: until_in.map(|days| add_days(today, days)),
            note: Some(words(driver, text)),
        },
        Act::Answer(text, kinds) => ItemAct::Answer {
            text: words(driver, text),
            evidence: papers(kinds),
        },
        Act::Return(text) => ItemAct::Return {
            reason: words(driver, text),
        },
        Act::Accept => ItemAct::Accept { note: None },
        Act::Close => ItemAct::Close {
            note: None,
            evidence: Vec::new(),
        },
        Act::Notice(text) => ItemAct::Escalate {
            step: EscalationStep::Notice,
            document: String::new(),
            grounds: Some(words(driver, text)),
        },
    };
    let version = driver.zone().items.get(&id).map_or(0, |own| own.version);
    driver.run(Command::MoveItem {
        id,
        version,
        act,
        effective_on: day,
    })
}
