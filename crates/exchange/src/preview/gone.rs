//! Projects that the file no longer has: asked what became of them, never made ghosts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use zone::lineage::Change;
use zone::{Fen, Project, ProjectId};

use super::answers::{Answer, Choice};
use super::ask::{Ask, Verdict};
use super::identity::NameKey;
use super::known::reasons;
use super::names::UnitRef;
use super::near::CANDIDATES_MAX;
use super::question::{Candidate, Weight, target_of};
use super::run::Run;
use super::{Disappeared, Gone, Preview, RowClass, RowTarget};
use crate::problem::{AnswerFault, Place, QuestionCause};
use crate::rows::ImportRow;

/// Code of the question, by which answers about renames are found before the rows are read.
pub(super) const DISAPPEARED: &str = "exchange/disappeared";

const BECAME: &[Choice] = &[
    Choice::Renamed,
    Choice::Split,
    Choice::Merged,
    Choice::Suspended,
    Choice::Withdrawn,
    Choice::LeftOut,
];

/// New rows compared with one disappeared project: those with its amount, and those its name
/// finds.
const ROWS_COMPARED_MAX: usize = 40;

/// Rows of the last report that are new to the zone, found by name and by amount.
struct NewRows<'a> {
    rows: Vec<(&'a ImportRow, NameKey)>,
    index: super::near::NameIndex,
    by_amount: BTreeMap<Fen, Vec<usize>>,
}

impl<'a> NewRows<'a> {
    fn of(group: &[&'a ImportRow], out: &Preview, last: usize) -> NewRows<'a> {
        let open = |class| matches!(class, RowClass::New | RowClass::Asked);
        let new: BTreeSet<_> = out
            .rows
            .iter()
            .filter(|row| row.report == last && open(row.class))
            .map(|row| row.at)
            .collect();
        let mut found = NewRows {
            rows: Vec::new(),
            index: super::near::NameIndex::default(),
            by_amount: BTreeMap::new(),
        };
        for row in group.iter().filter(|row| new.contains(&row.at)) {
            let (at, key) = (found.rows.len(), NameKey::of(&row.name));
            found.index.add(at, &key);
            if let Some(amount) = amount(row) {
                found.by_amount.entry(amount).or_default().push(at);
            }
            found.rows.push((row, key));
        }
        found
    }

    /// Rows that may be what a project became.
    fn like(&self, project: &Project, amount: Option<Fen>) -> Vec<usize> {
        let key = NameKey::of(project.name_on(Date::MAX));
        let mut found = self.index.like(&key);
        let same = amount.and_then(|amount| self.by_amount.get(&amount));
        found.extend(same.into_iter().flatten().take(ROWS_COMPARED_MAX));
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn amount(row: &ImportRow) -> Option<Fen> {
    let fact = row
        .facts
        .iter()
        .find(|fact| fact.field == zone::Field::TotalInvestment)?;
    match fact.value {
        crate::rows::DraftValue::Money(amount) if amount.0 > 0 => Some(amount),
        _ => None,
    }
}

impl Run<'_> {
    /// Projects of the file's scope that its last report does not have. The scope: projects that
    /// carry a code of a system the file uses, or, if it has no codes, whose unit the file names.
    pub(super) fn disappeared(
        &mut self,
        date: Date,
        group: &[&ImportRow],
        out: &Preview,
    ) -> Vec<Disappeared> {
        let last = out.reports.len().saturating_sub(1);
        let new = NewRows::of(group, out, last);
        let gone: Vec<ProjectId> = self.missing(date, group, out, last);
        // A renamed project is seen again under its new name: its answer is kept all the same.
        let renamed: Vec<ProjectId> = self.renamed.values().copied().collect();
        for id in renamed {
            self.ask_gone(id, date, &new);
        }
        let mut left = Vec::new();
        for id in gone {
            if self.ask_gone(id, date, &new) {
                continue;
            }
            if let Some(project) = self.zone.projects.get(&id) {
                left.push(Disappeared {
                    project: id,
                    name: project.name_on(date).to_owned(),
                });
            }
        }
        left
    }

    fn missing(
        &self,
        date: Date,
        group: &[&ImportRow],
        out: &Preview,
        last: usize,
    ) -> Vec<ProjectId> {
        let seen: BTreeSet<ProjectId> = out
            .rows
            .iter()
            .filter(|row| row.report == last)
            .filter_map(|row| match row.target {
                Some(RowTarget::Existing(id, _)) => Some(id),
                Some(RowTarget::New(_)) | None => None,
            })
            .chain(self.pending.iter().copied())
            .collect();
        let systems: BTreeSet<&str> = group
            .iter()
            .flat_map(|row| row.codes.iter().map(|code| code.0.as_str()))
            .collect();
        let named: BTreeSet<&str> = group.iter().filter_map(|row| row.unit.as_deref()).collect();
        let units: BTreeSet<_> = named
            .into_iter()
            .filter_map(|name| self.names.known_unit(name))
            .collect();
        let in_scope = |project: &Project| {
            if systems.is_empty() {
                let unit = project.lead_unit(date);
                unit.is_some_and(|unit| units.contains(&unit))
            } else {
                project.codes(date).any(|code| systems.contains(code.0))
            }
        };
        let projects = self.zone.projects.values().filter(|project| {
            !seen.contains(&project.id)
                && in_scope(project)
                && project.exists_on(date)
                && project.standing(date).is_none()
        });
        projects.map(|project| project.id).collect()
    }

    /// Asks what became of a project; whether something became of it.
    fn ask_gone(&mut self, id: ProjectId, date: Date, new: &NewRows<'_>) -> bool {
        let Some(project) = self.zone.projects.get(&id) else {
            return false;
        };
        let name = project.name_on(date).to_owned();
        let target = RowTarget::Existing(id, project.version);
        let candidates = self.became(id, new);
        let cause = QuestionCause::Disappeared(name.clone());
        let verdict = self.ask(Ask {
            about: Some(id.to_string()),
            target: Some(target),
            name: Some(&name),
            candidates,
            ..Ask::new(cause, Weight::Asks, BECAME)
        });
        let Verdict::Other(answer) = verdict else {
            return false;
        };
        if answer.answer == Choice::LeftOut {
            return false;
        }
        match self.change(id, &answer) {
            Ok(gone) => {
                self.gone.push(gone);
                true
            }
            Err(fault) => {
                let place = Place::file(&self.rows.file);
                self.wrong_answer(&place, &answer.question, fault);
                false
            }
        }
    }

    fn change(&self, id: ProjectId, answer: &Answer) -> Result<Gone, AnswerFault> {
        let document = answer.document().ok_or(AnswerFault::NoDocument)?;
        let on = answer.on.ok_or(AnswerFault::NoDate)?;
        let targets: Result<Vec<RowTarget>, AnswerFault> = answer
            .into
            .iter()
            .map(|target| self.target(target))
            .collect();
        let targets = targets?;
        let one = || targets.first().copied().ok_or(AnswerFault::NoTarget);
        let change = match answer.answer {
            Choice::Renamed => {
                one()?;
                let row = answer
                    .into
                    .first()
                    .and_then(|target| self.row_named(target));
                let row = row.ok_or(AnswerFault::NoTarget)?;
                let named = self.rows.rows.iter().find(|own| own.at == row);
                let name = named.map(|own| own.name.to_string());
                Change::Renamed {
                    name: name.ok_or(AnswerFault::NoTarget)?,
                }
            }
            Choice::Split => match targets.len() {
                0 | 1 => return Err(AnswerFault::TooFewTargets),
                _ => Change::Split {
                    into: targets.clone(),
                },
            },
            Choice::Merged => Change::Merged { into: one()? },
            Choice::Suspended => Change::Suspended,
            Choice::Withdrawn => Change::Withdrawn,
            _ => return Err(AnswerFault::NotAChoice),
        };
        let version = self.zone.projects.get(&id).map_or(0, |own| own.version);
        Ok(Gone {
            project: id,
            version,
            change,
            document: document.to_owned(),
            on,
        })
    }

    /// A project, or what a row of the file became.
    fn target(&self, target: &str) -> Result<RowTarget, AnswerFault> {
        let unknown = || AnswerFault::UnknownTarget(target.to_owned());
        if let Some(id) = Self::named_project(target) {
            let project = self.zone.projects.get(&id).ok_or_else(unknown)?;
            return Ok(RowTarget::Existing(id, project.version));
        }
        let at = self.row_named(target).ok_or_else(unknown)?;
        self.targets.get(&at).copied().ok_or_else(unknown)
    }

    /// Rows that may be what a project became.
    fn became(&mut self, id: ProjectId, new: &NewRows<'_>) -> Vec<Candidate> {
        let Some(slot) = self.known.slot_of(id) else {
            return Vec::new();
        };
        let Some(project) = self.known.project(slot) else {
            return Vec::new();
        };
        let found = new.like(project, self.known.amount(slot));
        let mut candidates = Vec::new();
        for at in found {
            let Some((row, key)) = new.rows.get(at) else {
                continue;
            };
            let unit: Option<UnitRef> = row.unit.as_ref().map(|unit| self.names.unit(unit));
            let score = self.known.score(slot, row, key, unit);
            let Some(score) = score.filter(|score| score.may_be_renamed()) else {
                continue;
            };
            candidates.push(Candidate {
                target: target_of(&self.rows.sheets, row.at),
                name: row.name.to_string(),
                unit: row.unit.as_deref().map(str::to_owned),
                score: score.percent(),
                reasons: reasons(score, None),
            });
        }
        candidates.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.target.cmp(&b.target)));
        candidates.truncate(CANDIDATES_MAX);
        candidates
    }
}
