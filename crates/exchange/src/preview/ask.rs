//! Asking a question, and finding its answer: given now, or in an earlier import of this file.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use zone::event::ImportAnswered;
use zone::import::Answered;
use zone::{AttachmentId, Field, ProjectId, Texts, Value, ValueKind, Zone};

use super::answers::{Answer, Answers, Choice};
use super::question::{Candidate, Question, Weight, target_of};
use super::run::Run;
use super::{Decided, RowTarget};
use crate::book::Cell;
use crate::limits;
use crate::problem::{AnswerFault, Place, QuestionCause, RowCause};
use crate::rows::{CellAt, DraftValue, ImportRow, Rows};
use crate::value::date::DateContext;
use crate::value::share::ShareScale;
use crate::value::{self, Reading, date, money, share};

/// Questions kept besides those listed, so that what blocks is listed before the rest.
const QUESTIONS_KEPT: usize = 10 * limits::QUESTIONS_MAX;

/// Answers by question: those given now, and those of earlier imports of the same file.
pub(super) struct Given<'a> {
    now: HashMap<&'a str, &'a Answer>,
    before: HashMap<String, (AttachmentId, Answer)>,
    /// Values that were taken instead of what a cell says, or left out.
    settled: BTreeMap<(CellAt, Field), (AttachmentId, Settled)>,
    /// Cells of rows that went back as a whole: the question, and why.
    rows_back: BTreeMap<CellAt, (String, String)>,
}

/// What an earlier import made of a cell.
#[derive(Debug, Clone)]
pub(super) enum Settled {
    Corrected(DraftValue),
    /// Why; and whether all plans of the field's year were left out with it.
    SentBack(String, bool),
}

impl<'a> Given<'a> {
    pub(super) fn new(zone: &Zone, texts: &dyn Texts, rows: &Rows, answers: &'a Answers) -> Self {
        let own = answers.answers.iter();
        let mut given = Given {
            // Of two answers to one question the later counts.
            now: own.map(|own| (own.question.as_str(), own)).collect(),
            before: HashMap::new(),
            settled: BTreeMap::new(),
            rows_back: BTreeMap::new(),
        };
        // Newest first: an older answer does not replace a newer one.
        for (import, record) in zone.imports_of(&rows.digest.0) {
            for own in record.answers.iter().rev() {
                given.remember(import, own, texts);
            }
        }
        given
    }

    fn remember(&mut self, import: AttachmentId, own: &ImportAnswered, texts: &dyn Texts) {
        let note = own.note.map(|note| texts.find(note).shown(zone::Lang::Zh));
        let at = own.cell.map(|cell| CellAt {
            sheet: cell.sheet,
            row: cell.row,
            column: cell.column,
        });
        if let (Some(at), Answered::SentBack { whole_row: true }) = (at, &own.answer) {
            let back = (own.question.clone(), note.clone().unwrap_or_default());
            self.rows_back.entry(at).or_insert(back);
        }
        if let (Some(at), Some(field)) = (at, &own.field) {
            let settled = match &own.answer {
                Answered::Corrected { taken } => draft(taken).map(Settled::Corrected),
                Answered::SentBack { whole_row: false } => {
                    let year = own.question.starts_with(super::harm::MONTHS);
                    Some(Settled::SentBack(note.clone().unwrap_or_default(), year))
                }
                _ => None,
            };
            if let Some(settled) = settled {
                let key = (at, field.clone());
                self.settled.entry(key).or_insert((import, settled));
            }
        }
        let choice = match &own.answer {
            Answered::Accepted => Choice::Accept,
            Answered::Corrected { .. } => Choice::Correct,
            Answered::SentBack { .. } => Choice::SendBack,
            Answered::Same => Choice::Same,
            Answered::New => Choice::New,
            Answered::LeftOut => Choice::LeftOut,
            // What became of a project is seen in the project itself.
            Answered::Changed => return,
        };
        let mut answer = Answer::new(&own.question, choice);
        answer.note = note;
        answer.whole_row = matches!(own.answer, Answered::SentBack { whole_row: true });
        if choice == Choice::Same {
            answer.into.extend(own.project.map(|id| id.to_string()));
        }
        if let Answered::Corrected { taken } = &own.answer {
            answer.value = draft(taken).map(|value| value.shown());
        }
        let key = own.question.clone();
        self.before.entry(key).or_insert((import, answer));
    }

    /// The answer to a question: by its key, else by its code, else of before.
    pub(super) fn to(&self, key: &str, code: &str) -> Option<(Answer, Option<AttachmentId>)> {
        let now = self.now.get(key).or_else(|| self.now.get(code));
        if let Some(answer) = now {
            return Some(((*answer).clone(), None));
        }
        let (import, answer) = self.before.get(key)?;
        Some((answer.clone(), Some(*import)))
    }

    /// What an earlier import of this file made of a cell, unless it is answered anew.
    pub(super) fn settled(&self, at: CellAt, field: &Field) -> Option<&Settled> {
        if self.settled.is_empty() {
            return None;
        }
        self.settled.get(&(at, field.clone())).map(|found| &found.1)
    }

    /// Why a row went back as a whole in an earlier import of this file, unless that is answered
    /// anew.
    pub(super) fn row_back(&self, row: &ImportRow) -> Option<&str> {
        if self.rows_back.is_empty() {
            return None;
        }
        let cells = row.facts.iter().filter_map(|fact| fact.cell);
        let mut cells = std::iter::once(row.at).chain(cells);
        let (question, note) = cells.find_map(|at| self.rows_back.get(&at))?;
        (!self.now.contains_key(question.as_str())).then_some(note)
    }

    /// Answers given now to questions of a kind about one thing, by what follows the code.
    pub(super) fn of_kind(&self, code: &str) -> Vec<(String, Answer)> {
        let prefix = format!("{code}:");
        let own = self.now.iter().filter_map(|(key, answer)| {
            let about = key.strip_prefix(&prefix)?;
            Some((about.to_owned(), (*answer).clone()))
        });
        let mut own: Vec<(String, Answer)> = own.collect();
        own.sort_by(|a, b| a.0.cmp(&b.0));
        own
    }
}

/// A recorded value as a cell would give it; texts under commitments and ids are not asked about.
fn draft(value: &Value) -> Option<DraftValue> {
    Some(match value {
        Value::Text(text) => DraftValue::Text(Arc::from(text.as_str())),
        Value::Money(amount) => DraftValue::Money(*amount),
        Value::Share(share) => DraftValue::Share(*share),
        Value::Date(date) => DraftValue::Date(*date),
        Value::Quantity(quantity) => DraftValue::Quantity(Box::new(quantity.clone())),
        Value::Level(level) => DraftValue::Level(*level),
        Value::Cleared => DraftValue::Cleared,
        Value::FreeText(_) | Value::Unit(_) | Value::Units(_) | Value::Holder(_) => return None,
    })
}

/// A question before it is asked.
pub(super) struct Ask<'a> {
    pub(super) cause: QuestionCause,
    pub(super) weight: Weight,
    /// Where; `None` for the whole file or a project that has no cell.
    pub(super) at: Option<CellAt>,
    /// What follows the code in the key, where it is not the cell.
    pub(super) about: Option<String>,
    pub(super) target: Option<RowTarget>,
    pub(super) name: Option<&'a str>,
    pub(super) field: Option<&'a Field>,
    pub(super) known: Option<String>,
    pub(super) known_value: Option<Value>,
    pub(super) told: Option<DraftValue>,
    pub(super) choices: &'static [Choice],
    pub(super) candidates: Vec<Candidate>,
}

impl Ask<'_> {
    /// A question with nothing beside it.
    pub(super) fn new(cause: QuestionCause, weight: Weight, choices: &'static [Choice]) -> Self {
        Ask {
            cause,
            weight,
            at: None,
            about: None,
            target: None,
            name: None,
            field: None,
            known: None,
            known_value: None,
            told: None,
            choices,
            candidates: Vec::new(),
        }
    }
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing was answered, or nothing that can be used.
    Open,
    Accepted,
    Corrected(DraftValue),
    /// The whole row, or the value alone.
    SentBack {
        whole_row: bool,
        note: String,
    },
    /// Answered by something else: what row or project is meant, what became of it.
    Other(Answer),
}

impl Run<'_> {
    /// Asks, and says what came of it. An answer given now is noted for the record.
    pub(super) fn ask(&mut self, ask: Ask<'_>) -> Verdict {
        let told = ask.cause.told();
        let place = match ask.at {
            Some(at) => self.rows.place(at),
            None => Place::file(&self.rows.file),
        };
        let about = match (&ask.about, ask.at) {
            (Some(about), _) => Some(about.clone()),
            (None, Some(at)) => Some(target_of(&self.rows.sheets, at)),
            (None, None) => None,
        };
        let key = match about {
            Some(about) => format!("{}:{about}", told.code),
            None => told.code.to_owned(),
        };
        let found = self.given.to(&key, told.code);
        let (mut answer, answered_in) = match found {
            Some((answer, before)) => (Some(answer), before),
            None => (None, None),
        };
        let verdict = match &answer {
            Some(given) => match self.verdict(&ask, given) {
                Ok(verdict) => verdict,
                Err(fault) => {
                    self.wrong_answer(&place, &key, fault);
                    answer = None;
                    Verdict::Open
                }
            },
            None => Verdict::Open,
        };
        if let (Some(given), None) = (&answer, answered_in) {
            self.decided(&ask, key.clone(), given, &verdict);
        }
        let project = match ask.target {
            Some(RowTarget::Existing(id, _)) => Some(id),
            _ => None,
        };
        self.list(Question {
            key,
            weight: ask.weight,
            place,
            at: ask.at,
            project,
            name: ask.name.map(str::to_owned),
            field: ask.field.cloned(),
            known: ask.known,
            told: ask.told,
            choices: ask.choices.to_vec(),
            candidates: ask.candidates,
            cause: ask.cause,
            answer,
            answered_in,
        });
        verdict
    }

    /// Counts a question, and keeps it if there are not too many.
    fn list(&mut self, question: Question) {
        let kind = (question.weight, question.code());
        let asked = self.asked.entry(kind).or_default();
        asked.total += 1;
        asked.open += usize::from(question.is_open());
        if self.questions.len() < QUESTIONS_KEPT {
            self.questions.push(question);
        }
    }

    /// An answer that cannot be used is an error: it is not passed over.
    pub(super) fn wrong_answer(&mut self, place: &Place, key: &str, fault: AnswerFault) {
        let cause = RowCause::BadAnswer(key.to_owned(), fault);
        self.tell_at(place.clone(), cause);
    }

    fn verdict(&self, ask: &Ask<'_>, given: &Answer) -> Result<Verdict, AnswerFault> {
        if !ask.choices.contains(&given.answer) {
            return Err(AnswerFault::NotAChoice);
        }
        let note = || given.note().map(str::to_owned).ok_or(AnswerFault::NoNote);
        Ok(match given.answer {
            Choice::Accept => {
                note()?;
                Verdict::Accepted
            }
            Choice::SendBack => Verdict::SentBack {
                whole_row: given.whole_row,
                note: note()?,
            },
            Choice::Correct => {
                let text = given.value.as_deref().ok_or(AnswerFault::NoValue)?;
                let (Some(field), Some(at)) = (ask.field, ask.at) else {
                    return Err(AnswerFault::NotAChoice);
                };
                let value = self.corrected(field, at, text);
                Verdict::Corrected(value.ok_or_else(|| AnswerFault::Unreadable(text.to_owned()))?)
            }
            _ => Verdict::Other(given.clone()),
        })
    }

    /// A corrected value, read as its column would read it.
    fn corrected(&self, field: &Field, at: CellAt, text: &str) -> Option<DraftValue> {
        let cell = Cell::text(text);
        let percents = ShareScale {
            fractions: false,
            doubtful: false,
        };
        let dates = DateContext {
            year: self.rows.mapping.defaults.year,
            at_end: !matches!(field, Field::ActualStart | Field::PlannedStart),
            ..DateContext::default()
        };
        match field.kind() {
            ValueKind::Money => {
                let unit = self.money_unit(at);
                settle(money::read(&cell, unit), DraftValue::Money)
            }
            ValueKind::Share => settle(share::read(&cell, percents), DraftValue::Share),
            ValueKind::Date => settle(date::read(&cell, dates), DraftValue::Date),
            ValueKind::Quantity => settle(value::quantity(&cell), |own| {
                DraftValue::Quantity(Box::new(own))
            }),
            ValueKind::Level => settle(value::read_level(&cell), DraftValue::Level),
            ValueKind::Text => {
                let text = text.trim();
                (!text.is_empty()).then(|| DraftValue::Text(Arc::from(text)))
            }
            ValueKind::FreeText | ValueKind::Unit | ValueKind::Units | ValueKind::Holder => None,
        }
    }

    /// The unit of money of a cell's column, for a correction that names none.
    fn money_unit(&self, at: CellAt) -> rust_decimal::Decimal {
        let sheet = self.rows.sheets.get(usize::from(at.sheet));
        let sheets = &self.rows.mapping.sheets;
        let own = sheets
            .iter()
            .find(|own| sheet.is_some_and(|name| **name == *own.sheet))
            .or(sheets.first());
        let column = own.and_then(|own| {
            let name = match own.transposed {
                true => (at.row + 1).to_string(),
                false => crate::mapping::column_name(at.column, false),
            };
            own.columns.iter().find(|column| column.column == name)
        });
        let stated = column.and_then(|column| money::factor(column.unit.as_deref()?));
        let chinese = column.is_none_or(|column| !column.header.is_ascii());
        let assumed = if chinese { "万元" } else { "元" };
        stated
            .or_else(|| money::factor(assumed))
            .unwrap_or(rust_decimal::Decimal::ONE)
    }

    fn decided(&mut self, ask: &Ask<'_>, question: String, given: &Answer, verdict: &Verdict) {
        let taken = match verdict {
            Verdict::Corrected(value) => Some(value.clone()),
            _ => None,
        };
        self.decided.push(Decided {
            question,
            target: ask.target,
            field: ask.field.cloned(),
            at: ask.at,
            known: ask.known_value.clone(),
            told: ask.told.clone(),
            answer: given.answer,
            taken,
            // Of a row that may be anybody's no value can be left out alone.
            whole_row: given.whole_row || matches!(ask.cause, QuestionCause::WhichProject(..)),
            note: given.note().map(str::to_owned),
        });
    }

    /// The project an answer names; `None` where it names no project.
    pub(super) fn named_project(target: &str) -> Option<ProjectId> {
        target.parse().ok()
    }
}

fn settle<T>(reading: Reading<T>, make: impl Fn(T) -> DraftValue) -> Option<DraftValue> {
    match reading {
        Reading::Value(value) | Reading::Doubtful(value, _) | Reading::Noted(value) => {
            Some(make(value))
        }
        Reading::Cleared(_) => Some(DraftValue::Cleared),
        Reading::Blank | Reading::Words(_) | Reading::Refused(_) => None,
    }
}
