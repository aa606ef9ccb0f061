//! Who a row is: found, new, or asked.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use zone::ProjectId;

use super::RowTarget;
use super::answers::{Answer, Choice};
use super::ask::{Ask, Verdict};
use super::known::{Match, Near};
use super::question::{Candidate, Weight, target_of};
use super::run::Run;
use crate::problem::{AnswerFault, QuestionCause, RowCause};
use crate::rows::{CellAt, ImportRow};

const WHO: &[Choice] = &[Choice::Same, Choice::New, Choice::SendBack];

/// Whom a row is about.
pub(super) enum Who {
    /// A project, and whether the row's name is another name of it rather than a new one.
    Project { slot: usize, keeps_name: bool },
    /// It waits for an answer.
    Waiting,
    /// The row goes back to its unit.
    Back,
}

impl Run<'_> {
    /// The project of a row.
    pub(super) fn who(
        &mut self,
        row: &ImportRow,
        found: Match,
        date: Date,
        taken: &mut [bool],
    ) -> Who {
        if let Some(note) = self.given.row_back(row).map(str::to_owned) {
            self.send_back(row, None, &note);
            return Who::Back;
        }
        let found = match self
            .renamed
            .get(&row.at)
            .and_then(|id| self.known.slot_of(*id))
        {
            Some(slot) => Match::Named(slot),
            None => found,
        };
        match found {
            Match::Coded(slot) => Who::Project {
                slot,
                keeps_name: self.known.is_called(slot, &row.name),
            },
            Match::Named(slot) => Who::Project {
                slot,
                keeps_name: true,
            },
            Match::OtherOwner(slot, known) => {
                let told = row.unit.as_deref().unwrap_or_default().to_owned();
                self.tell(row.at, RowCause::OwnerDiffers(known, told));
                Who::Project {
                    slot,
                    keeps_name: false,
                }
            }
            Match::Ask(near) => self.ask_who(row, &near, taken),
            Match::None => {
                let near = self.known.near(row, &mut self.names, date, taken);
                match near.is_empty() {
                    true => self.new_project(row),
                    false => self.ask_who(row, &near, taken),
                }
            }
        }
    }

    fn new_project(&mut self, row: &ImportRow) -> Who {
        Who::Project {
            slot: self.known.register(row, &mut self.names),
            keeps_name: false,
        }
    }

    fn ask_who(&mut self, row: &ImportRow, near: &[Near], taken: &mut [bool]) -> Who {
        let candidates: Vec<Candidate> =
            near.iter().filter_map(|own| self.candidate(own)).collect();
        let before = self.decided.len();
        let cause = QuestionCause::WhichProject(row.name.to_string(), candidates.len());
        let verdict = self.ask(Ask {
            at: Some(row.at),
            name: Some(&row.name),
            candidates,
            ..Ask::new(cause, Weight::Blocks, WHO)
        });
        let who = match verdict {
            Verdict::Other(answer) if answer.answer == Choice::New => self.new_project(row),
            Verdict::Other(answer) => self.same(row, &answer, taken),
            Verdict::SentBack { note, .. } => {
                self.send_back(row, None, &note);
                Who::Back
            }
            Verdict::Open | Verdict::Accepted | Verdict::Corrected(_) => Who::Waiting,
        };
        match who {
            Who::Project { slot, .. } => {
                let target = self.known.target(slot);
                if let Some(decided) = self.decided.get_mut(before) {
                    decided.target = Some(target);
                }
            }
            // A project that may be meant has not disappeared as long as nobody says so.
            Who::Waiting => {
                let ids = near.iter().filter_map(|own| self.known.project(own.slot));
                self.pending.extend(ids.map(|project| project.id));
            }
            Who::Back => {}
        }
        who
    }

    /// The project that an answer names.
    fn same(&mut self, row: &ImportRow, answer: &Answer, taken: &mut [bool]) -> Who {
        let named = answer.into.first();
        let slot = named
            .and_then(|target| Self::named_project(target))
            .and_then(|id| self.known.slot_of(id));
        let fault = match (named, slot) {
            (None, _) => AnswerFault::NoTarget,
            (Some(target), None) => AnswerFault::UnknownTarget(target.clone()),
            (Some(target), Some(slot)) if taken.get(slot).is_some_and(|taken| *taken) => {
                AnswerFault::TakenTarget(target.clone())
            }
            (Some(_), Some(slot)) => {
                if let Some(taken) = taken.get_mut(slot) {
                    *taken = true;
                }
                self.remember(slot, row);
                return Who::Project {
                    slot,
                    keeps_name: true,
                };
            }
        };
        let place = self.rows.place(row.at);
        self.wrong_answer(&place, &answer.question, fault);
        Who::Waiting
    }

    /// The name a row has for a project is remembered, unless it is known.
    fn remember(&mut self, slot: usize, row: &ImportRow) {
        let Some(project) = self.known.project(slot) else {
            return;
        };
        if !project.is_called(&row.name) {
            self.aliases.push((project.id, Arc::clone(&row.name)));
        }
    }

    fn candidate(&self, near: &Near) -> Option<Candidate> {
        let project = self.known.project(near.slot)?;
        let unit = project.lead_unit(Date::MAX);
        let unit = unit.and_then(|id| self.zone.units.get(&id));
        Some(Candidate {
            target: project.id.to_string(),
            name: project.name_on(Date::MAX).to_owned(),
            unit: unit.map(|unit| unit.name_on(Date::MAX).to_owned()),
            score: near.score,
            reasons: near.reasons.clone(),
        })
    }

    /// Rows that answers say are renamed projects, before any row is looked at.
    pub(super) fn read_renames(&mut self) {
        for (about, answer) in self.given.of_kind(super::gone::DISAPPEARED) {
            if answer.answer != Choice::Renamed {
                continue;
            }
            let (Ok(id), Some(target)) = (about.parse::<ProjectId>(), answer.into.first()) else {
                continue;
            };
            if let Some(at) = self.row_named(target) {
                self.renamed.insert(at, id);
            }
        }
    }

    /// The row that an answer names by the cell of its name.
    pub(super) fn row_named(&self, target: &str) -> Option<CellAt> {
        self.by_target.get(target).copied()
    }
}

/// Rows by what answers call them.
pub(super) fn by_target(sheets: &[Arc<str>], rows: &[ImportRow]) -> HashMap<String, CellAt> {
    let named = rows.iter().map(|row| (target_of(sheets, row.at), row.at));
    named.collect()
}

/// What a row became, by where its name stands.
pub(super) type Targets = BTreeMap<CellAt, RowTarget>;
