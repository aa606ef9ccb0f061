//! Reports of units: handed in with every question answered, reviewed at two levels, accepted or
//! returned.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Decision, Moment, Refusals, cycle, problem, project, signoff};
use crate::authority::Actor;
use crate::command::{Command, ReportAnswer, SubmitReport};
use crate::cycle::Cycle;
use crate::event::{
    Event, ReportAccepted, ReportExtensionAsked, ReportExtensionDecided, ReportReturned,
    ReportReviewed, ReportSubmitted,
};
use crate::item::working_due;
use crate::refusal::{self, Refusal};
use crate::report::{
    self, NEEDED, Question, QuestionAnswered, Report, ReportAct, ReportId, ReportLine,
    ReportStanding, ReportState,
};
use crate::state::Zone;
use crate::{ProjectId, UnitId, Value, Words, labels, limits};

/// What a report is asked, and every reason against it besides questions left open.
#[derive(Debug, Default)]
pub struct Checked {
    /// Questions, in order of its lines.
    pub questions: Vec<Question>,
    /// Reasons against it.
    pub refusals: Vec<Refusal>,
}

/// Looks at a report before it is handed in: the same questions and refusals, nothing recorded.
pub fn check_report(zone: &Zone, moment: Moment<'_>, asked: &SubmitReport) -> Checked {
    let Some(cycle) = zone.cycles.get(&asked.id.cycle) else {
        return Checked {
            refusals: vec![no_cycle(asked.id)],
            ..Checked::default()
        };
    };
    let mut refusals = Refusals::default();
    let closed = cycle.closed.is_some();
    refusals.require(!closed, || refusal::cycle_closed(&cycle.name.zh));
    check_lines(&mut refusals, zone, cycle, asked);
    // Figures that cannot be are told apart from those that nobody expects.
    if refusals.0.is_empty()
        && let Err(found) = effects(zone, moment, cycle, asked.id, &asked.lines)
    {
        refusals.0.extend(found);
    }
    Checked {
        questions: report::questions(zone, cycle, asked.id, &asked.lines, asked.stated_sum),
        refusals: refusals.0,
    }
}

/// Hands a report in.
pub(super) fn submit(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    asked: &SubmitReport,
) -> Decision {
    let id = asked.id;
    let Some(cycle) = zone.cycles.get(&id.cycle) else {
        return Err(vec![no_cycle(id)]);
    };
    let checked = check_report(zone, moment, asked);
    let mut refusals = Refusals(checked.refusals);
    let report = found(zone, id);
    check_version(&mut refusals, zone, &report, asked);
    let standing = report.standing(cycle);
    // Whoever has not seen what came in is told that first.
    if asked.version == report.version {
        check_correction(&mut refusals, &standing, asked, moment.today);
    }
    let mut answers = Vec::new();
    for question in checked.questions {
        let answer = asked
            .answers
            .iter()
            .find(|answer| question.is(answer.question, answer.project, &answer.field));
        match answer {
            Some(ReportAnswer { reason, .. }) => answers.push(QuestionAnswered {
                question: question.kind,
                project: question.project,
                field: question.field,
                known: question.known,
                told: question.told,
                reason: *reason,
            }),
            None => refusals.add(unanswered(zone, cycle, &question)),
        }
    }
    let event = ReportSubmitted {
        id,
        by: actor.account.clone(),
        lines: asked.lines.clone(),
        stated_sum: asked.stated_sum,
        answers,
        route: zone.routes.get(&id.unit).map(|own| own.route.clone()),
        correction: asked.correction.filter(|_| is_in(&standing)),
        effective_on: moment.today,
    };
    let digest = report::figures_digest(id.cycle, id.unit, &asked.lines);
    let of = (id, report.version + 1, digest);
    let signed = signoff::signed_by_handler(zone, moment, actor, cycle, of);
    refusals.events(std::iter::once(event.into()).chain(signed).collect())
}

/// Whether it has come in, so that a new round of it is a correction.
fn is_in(standing: &ReportStanding) -> bool {
    standing.submitted_on.is_some() && standing.state != ReportState::Accepted
}

/// What has come in is corrected with a reason, until it is locked; after that it is for the
/// office to return.
fn check_correction(
    refusals: &mut Refusals,
    standing: &ReportStanding,
    asked: &SubmitReport,
    today: Date,
) {
    let Words { zh, en } = standing.state.word();
    match standing.state {
        ReportState::Owed | ReportState::Returned => {}
        ReportState::Accepted => {
            refusals.add(refusal::report_in_hands(&zh, &en).at_field("id"));
        }
        // A correction that its unit has not signed yet goes on, however long that takes.
        ReportState::Signing if !is_in(standing) => {}
        ReportState::Submitted | ReportState::Reviewed | ReportState::Signing => {
            let open = standing.state == ReportState::Signing || today <= standing.locks_on;
            refusals.require(open, || {
                refusal::report_locked(standing.locks_on).at_field("id")
            });
            refusals.require(asked.correction.is_some(), || {
                refusal::correction_without_reason().at_field("correction")
            });
        }
    }
}

/// A unit tells of a period in the round that is open for it, not beside it: otherwise what was
/// signed and reviewed is not what holds.
pub(super) fn not_beside_the_round(
    zone: &Zone,
    id: ProjectId,
    effective_on: Date,
) -> Result<(), Vec<Refusal>> {
    let Some(project) = zone.projects.get(&id) else {
        return Ok(());
    };
    let mut open = zone.cycles.values().filter(|own| own.closed.is_none());
    let round = open.find(|cycle| {
        let lead = zone.lead_unit(project, cycle.until);
        effective_on <= cycle.until
            && lead.is_some_and(|lead| report::owed(zone, cycle, lead).contains(&id))
    });
    match round {
        Some(cycle) => {
            let name = project_name(zone, cycle, id);
            let (zh, en) = (&cycle.name.zh, &cycle.name.en);
            Err(vec![refusal::in_the_round(&name, zh, en).about(&id)])
        }
        None => Ok(()),
    }
}

/// Takes a step on a report.
pub(super) fn act(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    id: ReportId,
    version: u32,
    act: &ReportAct,
) -> Decision {
    let Some(cycle) = zone.cycles.get(&id.cycle) else {
        return Err(vec![no_cycle(id)]);
    };
    let report = found(zone, id);
    let standing = report.standing(cycle);
    let mut refusals = Refusals::default();
    refusals.version(&id, version, report.version);
    let closed = cycle.closed.is_some();
    refusals.require(!closed, || refusal::cycle_closed(&cycle.name.zh));
    let owes = !report::owed(zone, cycle, id.unit).is_empty() || report.version > 0;
    refusals.require(owes, || {
        refusal::nothing_owed(&unit_name(zone, cycle, id.unit))
    });
    check_act(&mut refusals, &report, &standing, actor, act, moment.today);
    let event = event(&mut refusals, zone, moment, actor, id, act);
    let mut events = refusals.events(event.into_iter().collect())?;
    if matches!(act, ReportAct::Accept { .. }) {
        // The figures become facts at the end of the period, all of them or none.
        let lines = report.last().map(|(_, submission)| &submission.lines);
        let lines = lines.map_or(&[][..], Vec::as_slice);
        events.extend(effects(zone, moment, cycle, id, lines)?);
    }
    Ok(events)
}

/// The event of a step; none where its reason is missing.
fn event(
    refusals: &mut Refusals,
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    id: ReportId,
    act: &ReportAct,
) -> Option<Event> {
    let (by, effective_on) = (actor.account.clone(), moment.today);
    let event: Event = match act.clone() {
        ReportAct::Review { note } => ReportReviewed {
            id,
            by,
            note,
            effective_on,
        }
        .into(),
        ReportAct::Accept { note } => ReportAccepted {
            id,
            by,
            note,
            effective_on,
        }
        .into(),
        ReportAct::Return { reason, level } => ReportReturned {
            id,
            by,
            level,
            reason: given(refusals, reason)?,
            effective_on,
        }
        .into(),
        ReportAct::AskExtension { until, reason } => ReportExtensionAsked {
            id,
            by,
            until,
            reason: given(refusals, reason)?,
            effective_on,
        }
        .into(),
        ReportAct::DecideExtension { until, note } => {
            let until = until.map(|until| working_due(moment.calendars, until));
            let locks_on = until.map(|due| cycle::locks_on(zone, moment, due.on));
            let own = until.map(|due| due.on);
            ReportExtensionDecided {
                id,
                by,
                until,
                locks_on: locks_on.filter(|day| Some(*day) != own),
                note,
                effective_on,
            }
            .into()
        }
    };
    Some(event)
}

pub(super) fn found(zone: &Zone, id: ReportId) -> std::sync::Arc<Report> {
    let known = zone.reports.get(&id).cloned();
    known.unwrap_or_else(|| Report::blank(id).into())
}

pub(super) fn no_cycle(id: ReportId) -> Refusal {
    refusal::unknown("周期", "cycle", &id.cycle.to_string()).at_field("id")
}

fn unit_name(zone: &Zone, cycle: &Cycle, unit: UnitId) -> String {
    let found = zone.units.get(&unit);
    found.map_or_else(
        || unit.to_string(),
        |own| own.name_on(cycle.until).to_owned(),
    )
}

fn project_name(zone: &Zone, cycle: &Cycle, id: ProjectId) -> String {
    let found = zone.projects.get(&id);
    found.map_or_else(|| id.to_string(), |own| own.name_on(cycle.until).to_owned())
}

fn given<T>(refusals: &mut Refusals, reason: Option<T>) -> Option<T> {
    refusals.require(reason.is_some(), || refusal::no_reason().at_field("reason"));
    reason
}

/// Every project owed has its line with the figures needed, and no other unit's has.
fn check_lines(refusals: &mut Refusals, zone: &Zone, cycle: &Cycle, asked: &SubmitReport) {
    let unit = asked.id.unit;
    let owed = report::owed(zone, cycle, unit);
    if !zone.units.contains_key(&unit) || owed.is_empty() {
        let name = unit_name(zone, cycle, unit);
        refusals.add(refusal::nothing_owed(&name).at_field("id"));
        return;
    }
    let told = asked
        .lines
        .iter()
        .any(|line| !line.facts.is_empty() || line.stage.is_some() || !line.problems.is_empty());
    if !told {
        refusals.add(refusal::empty_report().at_field("lines"));
        return;
    }
    let few = asked.lines.len() <= limits::REPORT_LINES_MAX;
    refusals.require(few, || {
        refusal::too_long("lines", limits::REPORT_LINES_MAX).at_field("lines")
    });
    let mut seen = BTreeSet::new();
    for line in &asked.lines {
        let id = line.project;
        let project = zone.projects.get(&id);
        let own = project.is_some_and(|own| report::may_report(zone, cycle, unit, own));
        if !own || !seen.insert(id) {
            let (project, unit) = (project_name(zone, cycle, id), unit_name(zone, cycle, unit));
            refusals.add(refusal::not_of_the_unit(&project, &unit).about(&id));
            continue;
        }
        check_line(refusals, zone, cycle, line, owed.contains(&id));
    }
    for id in owed.iter().filter(|id| !seen.contains(id)) {
        let name = project_name(zone, cycle, *id);
        refusals.add(refusal::not_reported(&name).about(id));
    }
}

fn check_line(
    refusals: &mut Refusals,
    zone: &Zone,
    cycle: &Cycle,
    line: &ReportLine,
    is_owed: bool,
) {
    let id = line.project;
    for fact in line.facts.iter().filter(|fact| !fact.field.is_reported()) {
        let refused = refusal::not_to_report(&fact.field);
        refusals.add(refused.at_field(&fact.field).about(&id));
    }
    for field in NEEDED.iter().filter(|_| is_owed) {
        let told = line.value(field);
        if told.is_none_or(|value| *value == Value::Cleared) {
            let Words { zh, en } = labels::field(zone, field);
            let name = project_name(zone, cycle, id);
            let refused = refusal::figure_missing(&name, &zh, &en);
            refusals.add(refused.at_field(field).about(&id));
        }
    }
    let few = line.problems.len() <= limits::LINE_PROBLEMS_MAX;
    refusals.require(few, || {
        let refused = refusal::too_long("problems", limits::LINE_PROBLEMS_MAX);
        refused.at_field("problems").about(&id)
    });
}

/// The second of two who report at once sees what the first did, and decides.
fn check_version(refusals: &mut Refusals, zone: &Zone, report: &Report, asked: &SubmitReport) {
    if asked.version == report.version {
        return;
    }
    // Whatever came in after what they saw, signed meanwhile or not.
    let last = report.last();
    let last = last.filter(|_| report.submitted_version() > asked.version);
    let Some((step, submission)) = last else {
        refusals.version(&asked.id, asked.version, report.version);
        return;
    };
    let Words { zh, en } = match told_apart(zone, &submission.lines, &asked.lines) {
        Some(differ) => differ,
        None => Words::new("数字相同", "the same figures"),
    };
    let refused = refusal::report_changed(&step.by, step.on, &zh, &en);
    refusals.add(refused.at_field("version"));
}

/// The figures in which two rounds of a report differ, in words; `None` where they are the same.
pub(super) fn told_apart(zone: &Zone, one: &[ReportLine], other: &[ReportLine]) -> Option<Words> {
    let found = report::differences(one, other);
    if found.is_empty() {
        return None;
    }
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for own in found.iter().take(limits::DIFFERENCES_NAMED_MAX) {
        let label = labels::field(zone, &own.field);
        let shown = |value: &Option<Value>| match value {
            Some(value) => labels::figure(zone, value),
            None => Words::new("未填", "blank"),
        };
        let (one, other) = (shown(&own.one), shown(&own.other));
        zh.push(format!(
            "{} {}：{} ↔ {}",
            own.project, label.zh, one.zh, other.zh
        ));
        en.push(format!(
            "{} {}: {} ↔ {}",
            own.project, label.en, one.en, other.en
        ));
    }
    let rest = found.len().saturating_sub(limits::DIFFERENCES_NAMED_MAX);
    if rest > 0 {
        zh.push(format!("另有 {rest} 处"));
        en.push(format!("{rest} more"));
    }
    Some(Words::new(zh.join("；"), en.join("; ")))
}

fn unanswered(zone: &Zone, cycle: &Cycle, question: &Question) -> Refusal {
    let what = question_words(zone, cycle.until, question);
    let refused = refusal::unanswered(&what.zh, &what.en).at_field(&question.field);
    match question.project {
        Some(id) => refused.about(&id),
        None => refused,
    }
}

/// A question as it is put: project, field, what is odd, and both figures.
pub fn question_words(zone: &Zone, on: Date, question: &Question) -> Words {
    let label = labels::field(zone, &question.field);
    let asked = question.kind.word();
    let name = question.project.and_then(|id| zone.projects.get(&id));
    let name = name.map(|project| project.name_on(on));
    let figure = |value: &Option<Value>| value.as_ref().map(|own| labels::figure(zone, own));
    let (known, told) = (figure(&question.known), figure(&question.told));
    let (mut zh, mut en) = match name {
        Some(name) => (format!("“{name}”"), format!("{name}, ")),
        None => ("全表".to_owned(), "the whole table, ".to_owned()),
    };
    zh += &format!("{}：{}", label.zh, asked.zh);
    en += &format!("{}: {}", label.en, asked.en);
    if let Some(told) = told {
        let known = known.unwrap_or_else(|| Words::new("—", "—"));
        zh += &format!("（本次 {}，对照 {}）", told.zh, known.zh);
        en += &format!(" (told {}, against {})", told.en, known.en);
    }
    Words::new(zh, en)
}

fn check_act(
    refusals: &mut Refusals,
    report: &Report,
    standing: &ReportStanding,
    actor: &Actor,
    act: &ReportAct,
    today: Date,
) {
    let own = report.is_by(&actor.account);
    let state = standing.state;
    match act {
        ReportAct::Review { .. } => {
            refusals.require(state == ReportState::Submitted, || match state {
                ReportState::Reviewed | ReportState::Accepted => {
                    refusal::already("审核通过", "reviewed")
                }
                _ => refusal::not_submitted().at_field("id"),
            });
            refusals.require(!own, || refusal::own_report(&actor.account));
        }
        ReportAct::Accept { .. } => {
            refusals.require(state == ReportState::Reviewed, || match state {
                ReportState::Accepted => refusal::already("采用", "accepted"),
                ReportState::Submitted => refusal::not_reviewed().at_field("id"),
                _ => refusal::not_submitted().at_field("id"),
            });
            refusals.require(!own, || refusal::own_report(&actor.account));
        }
        ReportAct::Return { .. } => {
            let fits = act.kind().fits(standing, today);
            refusals.require(fits, || match state {
                ReportState::Owed | ReportState::Returned | ReportState::Signing => {
                    refusal::not_submitted().at_field("id")
                }
                _ => {
                    let Words { zh, en } = state.word();
                    refusal::report_in_hands(&zh, &en).at_field("id")
                }
            });
        }
        ReportAct::AskExtension { until, .. } => check_asking(refusals, standing, *until, today),
        ReportAct::DecideExtension { until, .. } => {
            let asked = standing.extension_asked.is_some();
            refusals.require(asked, || refusal::nothing_asked().at_field("id"));
            let later = until.is_none_or(|until| until > standing.due.on);
            refusals.require(later, || refusal::wrong_period().at_field("until"));
            until
                .iter()
                .for_each(|until| refusals.date("until", *until));
        }
    }
}

/// Asked for while there is time, and by whom it is owed.
fn check_asking(refusals: &mut Refusals, standing: &ReportStanding, until: Date, today: Date) {
    refusals.date("until", until);
    refusals.require(today <= standing.due.on, || {
        refusal::report_extension_too_late(standing.due.on).at_field("until")
    });
    refusals.require(until > standing.due.on, || {
        refusal::wrong_period().at_field("until")
    });
    refusals.require(standing.state == ReportState::Owed, || {
        let Words { zh, en } = standing.state.word();
        refusal::already(&zh, &en)
    });
    refusals.require(standing.extension_asked.is_none(), || {
        refusal::already("申请延期", "asked for")
    });
}

/// What a report makes of the zone, line by line on top of the lines before it: facts at the end
/// of the period, stages, problems. Every reason against any of them names its project.
fn effects(
    zone: &Zone,
    moment: Moment<'_>,
    cycle: &Cycle,
    id: ReportId,
    lines: &[ReportLine],
) -> Decision {
    // A snapshot that shares everything with the state.
    let mut after = zone.clone();
    let (mut events, mut refusals) = (Vec::new(), Vec::new());
    for line in lines {
        for command in commands(cycle, line) {
            let command = at_newest(&after, command);
            let decided = match &command {
                Command::RaiseProblem { .. } => problem::decide(&after, &command),
                _ => project::decide(&after, moment, &command),
            };
            match decided {
                Ok(decided) => {
                    for event in decided {
                        let event = sourced(event, id);
                        after.apply(after.seq + 1, &event);
                        events.push(event);
                    }
                }
                Err(found) => {
                    refusals.extend(found.into_iter().map(|own| own.about(&line.project)));
                }
            }
        }
    }
    if refusals.is_empty() {
        Ok(events)
    } else {
        Err(refusals)
    }
}

/// The commands that a line stands for, in order.
fn commands(cycle: &Cycle, line: &ReportLine) -> Vec<Command> {
    let (id, version) = (line.project, 0);
    let facts = (!line.facts.is_empty()).then(|| Command::RecordFacts {
        id,
        version,
        effective_on: cycle.until,
        facts: line.facts.clone(),
    });
    let stage = line.stage.as_ref().map(|stage| Command::MoveStage {
        id,
        version,
        to: stage.to.clone(),
        evidence: stage.evidence.clone(),
        effective_on: stage.on,
    });
    let problems = line.problems.iter().map(|told| Command::RaiseProblem {
        project: id,
        kind: told.kind.clone(),
        severity: told.severity,
        owner: told.owner,
        delay_days: told.delay_days,
        description: told.description,
        due_on: told.due_on,
        effective_on: cycle.until,
    });
    facts.into_iter().chain(stage).chain(problems).collect()
}

/// A command at the version that holds when its turn comes: the report was judged as a whole.
fn at_newest(zone: &Zone, mut command: Command) -> Command {
    if let Command::RecordFacts { id, version, .. } | Command::MoveStage { id, version, .. } =
        &mut command
    {
        *version = zone.projects.get(id).map_or(0, |own| own.version);
    }
    command
}

fn sourced(event: Event, id: ReportId) -> Event {
    match event {
        Event::FactsRecorded(mut event) => {
            event.report = Some(id);
            event.into()
        }
        Event::StageMoved(mut event) => {
            event.report = Some(id);
            event.into()
        }
        other => other,
    }
}
