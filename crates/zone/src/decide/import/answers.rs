//! What an import brings besides rows: names remembered, what became of projects, answers.

use jiff::civil::Date;

use super::Applying;
use crate::command::{Import, ImportAnswer, ImportChange, ImportTarget};
use crate::decide::organise::{check_change, check_standing};
use crate::event::{Event, ImportAnswered, ImportApplied, ProjectAliased, ProjectChanged};
use crate::import::Answered;
use crate::lineage::{self, Change};
use crate::refusal;
use crate::{ProjectId, Value};

impl Applying<'_> {
    /// An import that has answers alone is still an import: it is told once that it took place.
    pub(super) fn without_report(&mut self, import: &Import) {
        if import.reports.is_empty() {
            let event = ImportApplied {
                attachment: self.attachment,
                source_as_of: None,
                registered: 0,
                changed: 0,
                unchanged: 0,
                first: 0,
                last: 0,
                confirmed: Vec::new(),
                units: Vec::new(),
                people: Vec::new(),
            };
            self.push(event.into());
        }
    }

    pub(super) fn remember_aliases(&mut self, import: &Import) {
        for own in &import.aliases {
            let Some(project) = self.zone.projects.get(&own.project) else {
                let id = own.project.to_string();
                self.refusals.add(refusal::unknown("项目", "project", &id));
                continue;
            };
            if project.is_called(&own.alias) {
                continue;
            }
            self.refusals.short_text("alias", &own.alias);
            self.news = true;
            let event = ProjectAliased {
                id: own.project,
                alias: own.alias.clone(),
            };
            self.push(event.into());
        }
    }

    pub(super) fn change_projects(&mut self, import: &Import) {
        for own in &import.changes {
            self.change_project(own);
        }
    }

    fn change_project(&mut self, own: &ImportChange) {
        let id = own.project;
        let Some(project) = self.zone.projects.get(&id).map(std::sync::Arc::clone) else {
            let unknown = refusal::unknown("项目", "project", &id.to_string());
            self.refusals.add(unknown);
            return;
        };
        let change = self.settled(&own.change);
        let on = own.effective_on;
        let before = project.lineage.iter().any(|entry| {
            (&entry.change, entry.effective_on, &entry.document) == (&change, on, &own.document)
        });
        if before {
            return;
        }
        if self.touched.insert(id) && self.before.projects.contains_key(&id) {
            self.refusals.version(&id, own.version, project.version);
        }
        self.news = true;
        self.refusals.document(&own.document);
        self.refusals.date("effective_on", on);
        let goes_on = |other: ProjectId| {
            let target = self.zone.projects.get(&other);
            other != id && target.is_some_and(|own| lineage::ended(&own.lineage, on).is_none())
        };
        check_change(&mut self.refusals, &self.zone, &change, goes_on);
        check_standing(&mut self.refusals, &id, &project.lineage, on, &change);
        let event = ProjectChanged {
            id,
            change,
            document: own.document.clone(),
            effective_on: on,
        };
        self.push(event.into());
    }

    /// Real projects in place of rows of the file.
    fn settled(&self, change: &Change<ImportTarget>) -> Change<ProjectId> {
        match change {
            Change::Renamed { name } => Change::Renamed { name: name.clone() },
            Change::Split { into } => Change::Split {
                into: into.iter().map(|target| self.project(*target)).collect(),
            },
            Change::Merged { into } => Change::Merged {
                into: self.project(*into),
            },
            Change::Suspended => Change::Suspended,
            Change::Resumed => Change::Resumed,
            Change::Withdrawn => Change::Withdrawn,
            Change::HandedOver { to } => Change::HandedOver { to: *to },
        }
    }

    /// The project of a row; an id that nobody has if the row made none.
    fn project(&self, target: ImportTarget) -> ProjectId {
        match target {
            ImportTarget::Existing(id, _) => id,
            ImportTarget::New(number) => {
                let made = self.registered.get(&number).copied();
                made.unwrap_or(ProjectId(u32::MAX))
            }
        }
    }

    pub(super) fn keep_answers(&mut self, import: &Import) {
        let given: Vec<(String, Answered)> = self
            .before
            .imports_of(&import.file.sha256)
            .flat_map(|(_, record)| &record.answers)
            .map(|own| (own.question.clone(), own.answer.clone()))
            .collect();
        for own in &import.answers {
            if given
                .iter()
                .any(|(key, answer)| (key, answer) == (&own.question, &own.answer))
            {
                continue;
            }
            self.refusals.length("question", &own.question);
            self.check_answer(own);
            self.news = true;
            let known = |id: &ProjectId| self.zone.projects.contains_key(id);
            let project = own.target.map(|target| self.project(target)).filter(known);
            let event = ImportAnswered {
                import: self.attachment,
                question: own.question.clone(),
                project,
                field: own.field.clone(),
                cell: own.cell.map(|cell| crate::CellRef {
                    attachment: self.attachment,
                    ..cell
                }),
                known: own.known.clone(),
                told: own.told.clone(),
                answer: own.answer.clone(),
                note: own.note,
            };
            self.push(event.into());
        }
    }

    fn check_answer(&mut self, own: &ImportAnswer) {
        let Some(field) = &own.field else { return };
        let taken = match &own.answer {
            Answered::Corrected { taken } => Some(taken),
            _ => None,
        };
        let fits = |value: &Value| value.fits(field.kind());
        let all = [own.known.as_ref(), own.told.as_ref(), taken];
        let right = all.into_iter().flatten().all(fits);
        self.refusals
            .require(right, || refusal::wrong_kind(field).at_field(field));
    }

    /// Each report names the events of the whole import, by which it can be undone.
    pub(super) fn name_span(&mut self) {
        let first = self.before.seq + 1;
        let last = self.before.seq + self.events.len() as u64;
        let mut added = Some((
            std::mem::take(&mut self.added_units),
            std::mem::take(&mut self.added_people),
        ));
        for event in &mut self.events {
            if let Event::ImportApplied(event) = event {
                (event.first, event.last) = (first, last);
                if let Some((units, people)) = added.take() {
                    (event.units, event.people) = (units, people);
                }
            }
        }
    }

    /// The date from which what an import adds holds: that of its first report.
    pub(super) fn since(import: &Import) -> Option<Date> {
        import.reports.first().map(|report| report.effective_on)
    }
}
