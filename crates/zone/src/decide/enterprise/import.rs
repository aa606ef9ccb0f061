//! A table of enterprises: every row is checked against what the rows before it made of the
//! state; one refusal anywhere and nothing is recorded.

use std::collections::BTreeMap;

use crate::decide::{Decision, Moment, Refusals};
use crate::enterprise::command::ImportedEnterprise;
use crate::enterprise::figures::{Asked, FigureAnswer, Figures, questions};
use crate::enterprise::{Enterprise, EnterpriseChange, Source};
use crate::event::{EnterpriseChanged, EnterpriseFiguresTold, Event};
use crate::refusal::{self, Refusal};
use crate::state::Zone;
use crate::{EnterpriseId, limits};

use super::figures::{check_figures, check_month, unanswered, whole};
use super::{added, check_change, check_new};

/// What a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowChange {
    /// Adds an enterprise.
    New,
    /// Changes one, or tells figures that were not known so.
    Changed,
    /// Says what is known.
    Unchanged,
}

/// A row that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRow {
    /// Its line in the table.
    pub line: u32,
    /// The enterprise it is about, as it will be known.
    pub id: EnterpriseId,
    /// What it does.
    pub change: RowChange,
    /// What is asked about its figures, answered or not.
    pub questions: Vec<Asked>,
    /// Why it cannot be recorded.
    pub refusals: Vec<Refusal>,
}

/// Checks a table as applying it would.
pub fn check_import(
    zone: &Zone,
    moment: Moment<'_>,
    rows: &[ImportedEnterprise],
) -> Vec<CheckedRow> {
    run(zone, moment, rows).0
}

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, rows: &[ImportedEnterprise]) -> Decision {
    let max = limits::ENTERPRISE_ROWS_MAX;
    if rows.len() > max {
        return Err(vec![refusal::too_long("rows", max).at_field("rows")]);
    }
    let (checked, events) = run(zone, moment, rows);
    let refused: Vec<Refusal> = checked.into_iter().flat_map(|row| row.refusals).collect();
    match (refused.is_empty(), events.is_empty()) {
        (false, _) => Err(refused),
        (true, true) => Err(vec![refusal::nothing_told().at_field("rows")]),
        (true, false) => Ok(events),
    }
}

fn run(
    zone: &Zone,
    moment: Moment<'_>,
    rows: &[ImportedEnterprise],
) -> (Vec<CheckedRow>, Vec<Event>) {
    let mut scratch = zone.clone();
    let mut lines = BTreeMap::new();
    let (mut checked, mut all) = (Vec::new(), Vec::new());
    for row in rows {
        let (mut found, events) = of_row(&scratch, moment, row);
        if let Some((id, _)) = row.target
            && let Some(line) = lines.insert(id, row.line)
        {
            let twice = refusal::named_twice(row.facts.name.trim(), line);
            found.refusals.push(twice.at_field("name"));
        }
        let line = format!("line {}", row.line);
        let about = |own: Refusal| match own.place.as_ref().and_then(|at| at.subject.as_ref()) {
            Some(_) => own,
            None => own.about(&line),
        };
        found.refusals = found.refusals.into_iter().map(about).collect();
        for event in &events {
            scratch.apply(scratch.seq + 1, event);
        }
        all.extend(events);
        checked.push(found);
    }
    (checked, all)
}

fn of_row(zone: &Zone, moment: Moment<'_>, row: &ImportedEnterprise) -> (CheckedRow, Vec<Event>) {
    let mut refusals = Refusals::default();
    let (mut events, fresh): (Vec<Event>, Option<Enterprise>) = match row.target {
        None => {
            check_new(&mut refusals, zone, &row.facts);
            let event = added(zone, &row.facts);
            let mut made = zone.clone();
            let id = event.id;
            made.apply(zone.seq + 1, &event.clone().into());
            let own = made.enterprises.get(&id).map(|own| (**own).clone());
            (vec![event.into()], own)
        }
        Some((id, version)) => match zone.enterprises.get(&id) {
            None => {
                refusals.add(refusal::unknown("企业", "enterprise", &id.to_string()));
                (Vec::new(), None)
            }
            Some(own) => {
                refusals.version(&id, version, own.version);
                let changes = differing(own, row);
                for change in &changes {
                    check_change(&mut refusals, zone, id, change);
                }
                let event = (!changes.is_empty()).then(|| EnterpriseChanged {
                    id,
                    changes,
                    document: String::new(),
                    effective_on: row.facts.effective_on,
                });
                let events = event.map(Event::from).into_iter().collect();
                (events, Some((**own).clone()))
            }
        },
    };
    let mut asked = Vec::new();
    if let Some(own) = &fresh {
        let (told, open) = of_figures(&mut refusals, zone, own, row, moment);
        events.extend(told);
        asked = open;
    }
    let refused = !refusals.0.is_empty();
    let checked = CheckedRow {
        line: row.line,
        id: fresh.map_or(EnterpriseId(0), |own| own.id),
        change: match (row.target, events.is_empty()) {
            (None, _) => RowChange::New,
            (Some(_), false) => RowChange::Changed,
            (Some(_), true) => RowChange::Unchanged,
        },
        questions: asked,
        refusals: refusals.0,
    };
    (checked, if refused { Vec::new() } else { events })
}

/// What a row says otherwise than it is known; what it leaves out stays.
fn differing(own: &Enterprise, row: &ImportedEnterprise) -> Vec<EnterpriseChange> {
    let on = row.facts.effective_on;
    let facts = &row.facts;
    let mut changes = Vec::new();
    let (name, code, industry) = (facts.name.trim(), facts.code.trim(), facts.industry.trim());
    if !name.is_empty() && name != own.name_on(on) {
        changes.push(EnterpriseChange::Name(name.to_owned()));
    }
    if !code.is_empty() && code != own.code {
        changes.push(EnterpriseChange::Code(code.to_owned()));
    }
    if !industry.is_empty() && industry != own.industry_on(on) {
        changes.push(EnterpriseChange::Industry(industry.to_owned()));
    }
    if Some(facts.lead) != own.lead_on(on) {
        changes.push(EnterpriseChange::Lead(facts.lead));
    }
    if facts.assistant.is_some() && facts.assistant != own.assistant_on(on) {
        changes.push(EnterpriseChange::Assistant(facts.assistant));
    }
    if facts.contact.is_some() {
        changes.push(EnterpriseChange::Contact(facts.contact));
    }
    if facts.state != own.state_on(on) {
        changes.push(EnterpriseChange::State(facts.state));
    }
    changes
}

fn of_figures(
    refusals: &mut Refusals,
    zone: &Zone,
    own: &Enterprise,
    row: &ImportedEnterprise,
    moment: Moment<'_>,
) -> (Option<Event>, Vec<Asked>) {
    let Some(month) = row.month.filter(|_| !row.figures.is_empty()) else {
        return (None, Vec::new());
    };
    check_month(refusals, own, month, moment);
    check_figures(refusals, &row.figures);
    let figures: Figures = whole(own, month, row.figures);
    let known = own.months.get(&month).map(|kept| kept.now.figures);
    if known == Some(figures) {
        return (None, Vec::new());
    }
    let asked = questions(Some(own), month, &figures);
    let answers = match row.reason {
        Some(reason) => asked
            .iter()
            .map(|own| FigureAnswer {
                question: own.question,
                figure: own.figure,
                reason,
            })
            .collect(),
        None => {
            for own in &asked {
                let line = format!("line {}", row.line);
                refusals.add(unanswered(zone, own).about(&line));
            }
            Vec::new()
        }
    };
    let event = EnterpriseFiguresTold {
        id: own.id,
        month,
        figures,
        source: Source::Table,
        answers,
        effective_on: moment.today,
    };
    (Some(event.into()), asked)
}
