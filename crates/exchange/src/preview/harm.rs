//! Questions about the values of a row: what cannot be, or what nobody changes without a word.

use jiff::civil::Date;
use zone::{Fen, Field, Value, labels};

use super::Returned;
use super::answers::Choice;
use super::ask::{Ask, Settled, Verdict};
use super::compare::{self, Old};
use super::question::Weight;
use super::run::Run;
use crate::problem::QuestionCause;
use crate::rows::{DraftFact, DraftValue, ImportRow};

const ANY: &[Choice] = &[Choice::Accept, Choice::Correct, Choice::SendBack];
/// What the model itself refuses cannot be accepted.
const NOT_ACCEPTED: &[Choice] = &[Choice::Correct, Choice::SendBack];
const SAID: &[Choice] = &[];

/// Code of the question about months, by which what was left out for it is known again.
pub(super) const MONTHS: &str = "exchange/months-do-not-add-up";

/// The row that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Looked<'a> {
    pub(super) row: &'a ImportRow,
    pub(super) slot: usize,
    pub(super) date: Date,
}

/// What is found about one value.
struct Found {
    cause: QuestionCause,
    weight: Weight,
    choices: &'static [Choice],
}

impl Run<'_> {
    /// Asks about each value of a row; takes out what goes back and puts in what is corrected.
    /// Whether the whole row goes back.
    pub(super) fn harm(&mut self, looked: Looked<'_>, facts: &mut Vec<DraftFact>) -> bool {
        self.settle_again(looked, facts);
        let mut at = 0;
        while at < facts.len() {
            let verdict = match self.found(looked, &facts[at], facts) {
                Some(found) => self.ask_value(looked, &facts[at], found),
                None => Verdict::Accepted,
            };
            match verdict {
                Verdict::Corrected(value) => facts[at].value = value,
                Verdict::SentBack { whole_row, note } => {
                    let fact = facts.remove(at);
                    self.send_back(looked.row, (!whole_row).then_some(&fact), &note);
                    if whole_row {
                        return true;
                    }
                    continue;
                }
                Verdict::Open | Verdict::Accepted | Verdict::Other(_) => {}
            }
            at += 1;
        }
        self.months(looked, facts)
    }

    /// What an earlier import of this very file made of its cells holds without asking again.
    fn settle_again(&mut self, looked: Looked<'_>, facts: &mut Vec<DraftFact>) {
        let mut back = Vec::new();
        facts.retain_mut(|fact| {
            let settled = fact
                .cell
                .and_then(|at| self.given.settled(at, &fact.field).cloned());
            match settled {
                Some(Settled::Corrected(value)) => fact.value = value,
                Some(Settled::SentBack(note, year)) => {
                    back.push((fact.clone(), note, year));
                    return false;
                }
                None => {}
            }
            true
        });
        for (fact, note, year) in back {
            self.send_back(looked.row, Some(&fact), &note);
            if let (true, Field::YearPlan(year) | Field::MonthPlan(year, _)) = (year, fact.field) {
                facts.retain(|own| !is_of_year(&own.field, year));
            }
        }
    }

    pub(super) fn send_back(&mut self, row: &ImportRow, fact: Option<&DraftFact>, note: &str) {
        self.returned.push(Returned {
            at: fact.and_then(|fact| fact.cell).unwrap_or(row.at),
            name: std::sync::Arc::clone(&row.name),
            unit: row.unit.clone(),
            field: fact.map(|fact| fact.field.clone()),
            told: fact.map(|fact| fact.value.clone()),
            note: note.to_owned(),
        });
    }

    fn ask_value(&mut self, looked: Looked<'_>, fact: &DraftFact, found: Found) -> Verdict {
        let held = self.known.value(looked.slot, &fact.field, looked.date);
        let known = held.map(|old| compare::shown(old, &self.names));
        let known_value = match held {
            Some(Old::Recorded(value)) => Some(value.clone()),
            _ => None,
        };
        self.ask(Ask {
            at: fact.cell.or(Some(looked.row.at)),
            target: Some(self.known.target(looked.slot)),
            name: Some(&looked.row.name),
            field: Some(&fact.field),
            known,
            known_value,
            told: Some(fact.value.clone()),
            ..Ask::new(found.cause, found.weight, found.choices)
        })
    }

    /// What is to be asked about a value, if anything: the gravest.
    fn found(&self, looked: Looked<'_>, fact: &DraftFact, facts: &[DraftFact]) -> Option<Found> {
        fact.cell?;
        self.in_future(fact)
            .or_else(|| self.against_known(looked, fact, facts))
            .or_else(|| self.over_the_whole(looked, fact, facts))
    }

    fn words(&self, field: &Field) -> [String; 2] {
        let label = labels::field(self.zone, field);
        [label.zh, label.en]
    }

    fn in_future(&self, fact: &DraftFact) -> Option<Found> {
        match (&fact.field, &fact.value) {
            (
                Field::ActualStart | Field::ActualFinish | Field::ActualRegistration,
                DraftValue::Date(day),
            ) if *day > self.today => Some(Found {
                cause: QuestionCause::ActualInFuture(self.words(&fact.field), day.to_string()),
                weight: Weight::Blocks,
                choices: NOT_ACCEPTED,
            }),
            _ => None,
        }
    }

    /// A value against what was known on the date.
    fn against_known(
        &self,
        looked: Looked<'_>,
        fact: &DraftFact,
        facts: &[DraftFact],
    ) -> Option<Found> {
        let (since, old) = self.known.held(looked.slot, &fact.field, looked.date)?;
        if is_same(old, &fact.value) {
            return None;
        }
        // Reports of one file that follow each other are history: asked, but nothing waits for it.
        let weight = match old {
            Old::Recorded(_) if !self.published => Weight::Blocks,
            Old::Recorded(_) | Old::Draft(_) => Weight::Asks,
        };
        let (known, told) = (compare::shown(old, &self.names), fact.value.shown());
        let field = self.words(&fact.field);
        let cause = match &fact.field {
            Field::ReportedYtd | Field::CertifiedYtd if since.year() != looked.date.year() => {
                return None;
            }
            Field::ReportedYtd
            | Field::CertifiedYtd
            | Field::ReportedTotal
            | Field::CertifiedTotal
            | Field::FundingReceived
            | Field::PhysicalShare
            | Field::PhysicalQuantity(_) => {
                if !is_less(old, &fact.value) {
                    return None;
                }
                QuestionCause::LessThanBefore(field, known, told)
            }
            Field::TotalInvestment
            | Field::YearPlan(_)
            | Field::RequiredFinish
            | Field::PlannedFinish => QuestionCause::BaselineChanged(field, known, told),
            Field::ActualStart | Field::ActualFinish | Field::ActualRegistration => {
                QuestionCause::ActualMoved(field, known, told)
            }
            Field::Stage => {
                if !self.goes_back(looked, facts, &known, &told) {
                    return None;
                }
                QuestionCause::StageBack(known, told)
            }
            _ => return None,
        };
        Some(Found {
            cause,
            weight,
            choices: ANY,
        })
    }

    fn goes_back(&self, looked: Looked<'_>, facts: &[DraftFact], known: &str, told: &str) -> bool {
        let nature = match self.would_be(facts, looked.slot, looked.date, &Field::Nature) {
            Some(Old::Draft(DraftValue::Text(nature))) => nature.to_string(),
            Some(Old::Recorded(Value::Text(nature))) => nature.clone(),
            _ => return false,
        };
        let path = self.zone.stage_paths.get(&nature);
        let position = |stage: &str| path.and_then(|path| path.position(stage));
        matches!((position(known), position(told)), (Some(old), Some(new)) if new < old)
    }

    fn amount(&self, looked: Looked<'_>, facts: &[DraftFact], field: &Field) -> Option<Fen> {
        match self.would_be(facts, looked.slot, looked.date, field)? {
            Old::Draft(DraftValue::Money(amount)) | Old::Recorded(Value::Money(amount)) => {
                Some(*amount)
            }
            _ => None,
        }
    }

    /// More done than the whole, more received than planned: asked where either is new.
    fn over_the_whole(
        &self,
        looked: Looked<'_>,
        fact: &DraftFact,
        facts: &[DraftFact],
    ) -> Option<Found> {
        let DraftValue::Money(part) = fact.value else {
            return None;
        };
        let whole = match fact.field {
            Field::ReportedTotal | Field::CertifiedTotal | Field::ReportedYtd => {
                Field::TotalInvestment
            }
            Field::FundingReceived => Field::FundingPlanned,
            _ => return None,
        };
        let most = self.amount(looked, facts, &whole)?;
        let is_new = |field: &Field| {
            let told = facts.iter().find(|own| own.field == *field);
            let held = self.known.value(looked.slot, field, looked.date);
            told.is_some_and(|own| held.is_none_or(|old| !is_same(old, &own.value)))
        };
        if part <= most || !(is_new(&fact.field) || is_new(&whole)) {
            return None;
        }
        let cause = match fact.field {
            Field::FundingReceived => QuestionCause::MoreThanPlanned(part, most),
            _ => QuestionCause::MoreThanTheWhole(part, most),
        };
        Some(Found {
            cause,
            weight: Weight::Asks,
            choices: ANY,
        })
    }

    /// Months that do not add up to their year. Whether the whole row goes back.
    fn months(&mut self, looked: Looked<'_>, facts: &mut Vec<DraftFact>) -> bool {
        for year in years(facts) {
            let Some((sum, plan)) = self.unequal(looked, facts, year) else {
                continue;
            };
            let field = Field::YearPlan(year);
            let of_year = |fact: &&DraftFact| is_of_year(&fact.field, year);
            let cell = facts.iter().find(|fact| fact.field == field);
            let Some(fact) = cell.or_else(|| facts.iter().find(of_year)).cloned() else {
                continue;
            };
            let found = Found {
                cause: QuestionCause::MonthsDoNotAddUp(year, sum, plan),
                weight: Weight::Blocks,
                choices: NOT_ACCEPTED,
            };
            match self.ask_value(looked, &fact, found) {
                Verdict::Corrected(value) => {
                    let own = facts.iter_mut().find(|own| own.field == fact.field);
                    own.into_iter().for_each(|own| own.value = value.clone());
                    if self.unequal(looked, facts, year).is_some() {
                        self.still_wrong(looked, &fact);
                    }
                }
                Verdict::SentBack {
                    whole_row: true,
                    note,
                } => {
                    self.send_back(looked.row, None, &note);
                    return true;
                }
                Verdict::SentBack { note, .. } => {
                    self.send_back(looked.row, Some(&fact), &note);
                    facts.retain(|fact| !is_of_year(&fact.field, year));
                }
                Verdict::Open | Verdict::Accepted | Verdict::Other(_) => {}
            }
        }
        false
    }

    fn still_wrong(&mut self, looked: Looked<'_>, fact: &DraftFact) {
        let at = fact.cell.unwrap_or(looked.row.at);
        let place = self.rows.place(at);
        let key = format!("{MONTHS}:{}", super::target_of(&self.rows.sheets, at));
        self.wrong_answer(&place, &key, crate::problem::AnswerFault::StillWrong);
    }

    /// Sum of the months and plan of a year, where they contradict each other.
    fn unequal(&self, looked: Looked<'_>, facts: &[DraftFact], year: i16) -> Option<(Fen, Fen)> {
        let plan = self.amount(looked, facts, &Field::YearPlan(year))?;
        let months: Vec<Fen> = (1..=12)
            .filter_map(|month| self.amount(looked, facts, &Field::MonthPlan(year, month)))
            .collect();
        let sum: Fen = months.iter().copied().sum();
        let whole = months.len() == 12 || (!months.is_empty() && self.full_years.contains(&year));
        ((whole && sum != plan) || (!whole && sum > plan)).then_some((sum, plan))
    }

    /// Whether all reported figures of a row are those of an earlier month, and since when. `None`
    /// where the row has no figures, or something is new.
    pub(super) fn reprinted(&self, looked: Looked<'_>, facts: &[DraftFact]) -> Option<Reprint> {
        let mut reprint = Reprint {
            same: true,
            since: Date::MIN,
            nothing: true,
        };
        let mut any = false;
        for fact in facts.iter().filter(|fact| is_figure(&fact.field)) {
            any = true;
            reprint.nothing &= matches!(
                fact.value,
                DraftValue::Money(Fen(0)) | DraftValue::Share(zone::BasisPoints(0))
            );
            match self.known.held(looked.slot, &fact.field, looked.date) {
                Some((since, old @ Old::Recorded(_))) if is_same(old, &fact.value) => {
                    reprint.since = reprint.since.max(since);
                }
                _ => reprint.same = false,
            }
        }
        let month = |date: Date| (date.year(), date.month());
        reprint.same &= month(reprint.since) < month(looked.date);
        any.then_some(reprint)
    }

    pub(super) fn tell_reprint(&mut self, looked: Looked<'_>, since: Date) {
        let name = looked.row.name.to_string();
        let cause = QuestionCause::ReprintedRow(name, since.to_string());
        self.ask(Ask {
            at: Some(looked.row.at),
            target: Some(self.known.target(looked.slot)),
            name: Some(&looked.row.name),
            known: Some(since.to_string()),
            ..Ask::new(cause, Weight::Tells, SAID)
        });
    }
}

/// How the figures of a row compare with those of an earlier month.
pub(super) struct Reprint {
    /// All are the same, and of an earlier month.
    pub(super) same: bool,
    /// The newest date they are of.
    pub(super) since: Date,
    /// All are nought.
    pub(super) nothing: bool,
}

/// Figures that a running project reports anew each month.
fn is_figure(field: &Field) -> bool {
    matches!(
        field,
        Field::ReportedYtd
            | Field::ReportedTotal
            | Field::CertifiedYtd
            | Field::CertifiedTotal
            | Field::PhysicalShare
            | Field::PhysicalQuantity(_)
    )
}

fn is_of_year(field: &Field, year: i16) -> bool {
    matches!(field, Field::YearPlan(own) | Field::MonthPlan(own, _) if *own == year)
}

fn years(facts: &[DraftFact]) -> std::collections::BTreeSet<i16> {
    let year = |fact: &DraftFact| match fact.field {
        Field::MonthPlan(year, _) | Field::YearPlan(year) => Some(year),
        _ => None,
    };
    facts.iter().filter_map(year).collect()
}

/// Whether values without names in them are the same.
fn is_same(old: Old<'_>, new: &DraftValue) -> bool {
    match (old, new) {
        (Old::Draft(old), new) => old == new,
        (Old::Recorded(Value::Money(old)), DraftValue::Money(new)) => old == new,
        (Old::Recorded(Value::Share(old)), DraftValue::Share(new)) => old == new,
        (Old::Recorded(Value::Date(old)), DraftValue::Date(new)) => old == new,
        (Old::Recorded(Value::Text(old)), DraftValue::Text(new)) => **old == **new,
        (Old::Recorded(Value::Quantity(old)), DraftValue::Quantity(new)) => *old == **new,
        _ => false,
    }
}

fn is_less(old: Old<'_>, new: &DraftValue) -> bool {
    match (old, new) {
        (
            Old::Draft(DraftValue::Money(old)) | Old::Recorded(Value::Money(old)),
            DraftValue::Money(new),
        ) => new < old,
        (
            Old::Draft(DraftValue::Share(old)) | Old::Recorded(Value::Share(old)),
            DraftValue::Share(new),
        ) => new < old,
        (Old::Draft(DraftValue::Quantity(old)), DraftValue::Quantity(new)) => {
            new.unit == old.unit && new.done < old.done
        }
        (Old::Recorded(Value::Quantity(old)), DraftValue::Quantity(new)) => {
            new.unit == old.unit && new.done < old.done
        }
        _ => false,
    }
}
