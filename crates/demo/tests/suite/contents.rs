//! What the zone holds, and that its figures agree with each other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::indicator::Month;
use zone::item::ItemState;
use zone::lineage::Change;
use zone::thread::ThreadSubject;
use zone::{Colour, Event, Fen, Field, Project, Value};

use crate::memory::{TODAY, usual};

fn money(project: &Project, field: &Field) -> Vec<(Date, Fen)> {
    let Some(line) = project.facts.get(field) else {
        return Vec::new();
    };
    let amounts = line
        .until(Date::MAX)
        .filter_map(|(date, fact)| match fact.value {
            Value::Money(amount) => Some((date, amount)),
            _ => None,
        });
    amounts.collect()
}

#[test]
fn the_counts_are_those_of_a_zone() {
    let zone = &usual().zone;
    let standing = zone.units.values();
    let standing = standing.filter(|unit| zone::lineage::standing(&unit.lineage, TODAY).is_none());
    assert_eq!(standing.count(), 20);
    assert_eq!((zone.people.len(), zone.posts.len()), (35, 8));
    assert_eq!((zone.indicators.len(), zone.projects.len()), (8, 120));
    // One a month, and what the meeting saw.
    assert_eq!((zone.marks.len(), zone.cycles.len()), (61, 61));
    let open = zone.cycles.values().filter(|cycle| cycle.closed.is_none());
    assert_eq!(
        open.map(|cycle| cycle.from).collect::<Vec<_>>(),
        [TODAY.first_of_month()]
    );
    let problems = zone
        .problems
        .values()
        .filter(|problem| problem.is_open(TODAY))
        .count();
    println!("{} problems, {problems} open", zone.problems.len());
    assert!((40..=65).contains(&zone.problems.len()));
    assert!((15..=32).contains(&problems));
    let exemptions: usize = zone.projects.values().map(|own| own.exemptions.len()).sum();
    assert_eq!(exemptions, 3);
    assert!(zone.marks.contains_key("report-2024-05"));
    assert_eq!(zone.marks["report-2024-05"].label.zh, "2024年5月报");
}

#[test]
fn lineage_is_told_with_documents() {
    let zone = &usual().zone;
    let changes = || {
        zone.projects
            .values()
            .flat_map(|project| project.lineage.iter())
    };
    assert!(changes().all(|entry| entry.document.contains('号')));
    let count = |wanted: fn(&Change<_>) -> bool| changes().filter(|e| wanted(&e.change)).count();
    assert_eq!(count(|change| matches!(change, Change::Renamed { .. })), 3);
    assert_eq!(
        count(|change| matches!(change, Change::Split { into } if into.len() == 2)),
        1
    );
    assert_eq!(count(|change| matches!(change, Change::Merged { .. })), 2);
    assert_eq!(count(|change| matches!(change, Change::Suspended)), 2);
    assert_eq!(count(|change| matches!(change, Change::Resumed)), 1);
    assert_eq!(count(|change| matches!(change, Change::Withdrawn)), 1);
    assert_eq!(
        count(|change| matches!(change, Change::HandedOver { .. })),
        2
    );
    let units: Vec<_> = zone
        .units
        .values()
        .flat_map(|unit| unit.lineage.iter())
        .collect();
    assert_eq!(units.len(), 2);
    let held = |post: &&zone::unit::Post| post.holders.until(Date::MAX).count() == 2;
    assert_eq!(zone.posts.values().filter(held).count(), 1);
}

#[test]
fn names_and_codes_are_unique() {
    let zone = &usual().zone;
    let names: BTreeSet<_> = zone
        .projects
        .values()
        .map(|own| own.name_on(TODAY))
        .collect();
    assert_eq!(names.len(), 120);
    let codes: Vec<_> = zone
        .projects
        .values()
        .flat_map(|own| own.codes(TODAY))
        .collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.iter().filter(|code| code.0 == "立项").count() > 90);
    for project in zone.projects.values() {
        for role in &zone.roles {
            let holder = project.role(&Field::Role(role.key.clone()), TODAY);
            let person = holder.and_then(|holder| zone.person_of(holder, TODAY));
            assert!(person.is_some(), "{} has no {}", project.id, role.key);
        }
    }
}

#[test]
fn months_add_up_to_their_year() {
    let mut years = 0;
    for project in usual().zone.projects.values() {
        for field in project.facts.keys() {
            let Field::YearPlan(year) = *field else {
                continue;
            };
            for (date, plan) in money(project, field) {
                let month = |month| project.money(&Field::MonthPlan(year, month), date);
                let sum: Fen = (1..=12).map(|at| month(at).expect("twelve months")).sum();
                assert_eq!(sum, plan, "{} {year} on {date}", project.id);
                years += 1;
            }
        }
    }
    assert!(years > 200, "{years}");
}

#[test]
fn reported_money_never_falls_nor_exceeds_the_investment() {
    for project in usual().zone.projects.values() {
        let total = project.money(&Field::TotalInvestment, TODAY).unwrap();
        assert!(
            Fen(2_000_000_000) <= total && total <= Fen(800_000_000_000),
            "{total}"
        );
        for field in [
            Field::ReportedTotal,
            Field::CertifiedTotal,
            Field::FundingReceived,
        ] {
            let amounts = money(project, &field);
            assert!(
                amounts.is_sorted_by_key(|entry| entry.1),
                "{} {field}",
                project.id
            );
            assert!(
                amounts.iter().all(|entry| entry.1 <= total),
                "{} {field}",
                project.id
            );
        }
        let start = project.date(&Field::ActualStart, TODAY);
        let finish = project.date(&Field::ActualFinish, TODAY);
        assert!(finish.is_none() || start.is_some_and(|start| Some(start) < finish));
    }
}

#[test]
fn schedules_have_twelve_to_forty_steps_and_gates() {
    let mut plans = 0;
    for event in &usual().events {
        let Event::PlanAdopted(adopted) = event else {
            continue;
        };
        plans += 1;
        let plan = &adopted.plan;
        assert!((12..=40).contains(&plan.steps.len()));
        assert!(plan.links.iter().any(|link| link.lag_days != 0));
        assert!(plan.steps.iter().filter(|step| step.gate.is_some()).count() >= 3);
        assert!(
            plan.steps
                .iter()
                .all(|step| step.baseline_start <= step.baseline_finish)
        );
    }
    assert!(plans > 95, "{plans}");
    let moved = usual()
        .zone
        .projects
        .values()
        .flat_map(|own| own.stage_moves.iter());
    let with_papers = moved.filter(|stage| !stage.evidence.is_empty()).count();
    assert!(with_papers > 150, "{with_papers}");
}

#[test]
fn indicators_run_over_sixty_five_months_and_units_make_the_whole() {
    let zone = &usual().zone;
    for indicator in zone.indicators.values() {
        let months: BTreeSet<Month> = indicator.values.keys().map(|key| key.1).collect();
        let (first, last) = (*months.first().unwrap(), *months.last().unwrap());
        let span = zone::figures::months_between(first.last_day(), last.last_day()) + 1;
        assert_eq!(
            last,
            Month {
                year: 2026,
                month: 6
            }
        );
        let skipped = indicator.definition.january_skipped;
        assert_eq!(span, 65, "{}", indicator.definition.code);
        assert_eq!(months.len(), if skipped { 60 } else { 65 });
        assert_eq!(months.iter().any(|month| month.month == 1), !skipped);
        for month in months {
            let part = |((unit, at), seen): (&(Option<_>, Month), &zone::indicator::Reported)| {
                (unit.is_some() && *at == month).then_some(seen.latest.value)
            };
            let parts: Vec<Decimal> = indicator.values.iter().filter_map(part).collect();
            assert_eq!(parts.len(), 6);
            assert_eq!(
                parts.iter().sum::<Decimal>(),
                indicator.values[&(None, month)].latest.value
            );
            assert!(indicator.targets.contains_key(&(None, month.year)));
        }
    }
    let fixed = zone
        .indicators
        .values()
        .find(|own| own.definition.code == "gdtz")
        .unwrap();
    assert!(fixed.definition.january_skipped);
}

#[test]
fn sign_ins_are_for_units_that_exist() {
    let accounts = demo::accounts();
    let names: BTreeSet<_> = accounts.iter().map(|own| own.account).collect();
    assert_eq!(names.len(), accounts.len());
    for account in accounts {
        let known = |unit: &str| usual().zone.unit_called(unit, TODAY).is_some();
        assert!(account.unit.is_none_or(known), "{:?}", account.unit);
        assert!(account.password.len() >= 10);
    }
}

#[test]
fn there_are_items_in_every_state() {
    let memory = usual();
    let calendars = zone::Calendars::of(&memory.zone).unwrap();
    let mut states: BTreeMap<ItemState, usize> = BTreeMap::new();
    let mut colours: BTreeMap<Option<Colour>, usize> = BTreeMap::new();
    for item in memory.zone.items.values() {
        let standing = item.stands(TODAY);
        *states.entry(standing.state).or_default() += 1;
        let colour = standing.colour(&calendars, TODAY);
        *colours.entry(colour).or_default() += 1;
    }
    println!("{states:?} {colours:?}");
    assert_eq!(states.len(), ItemState::ALL.len());
    for colour in [Colour::Green, Colour::Yellow, Colour::Red] {
        assert!(colours[&Some(colour)] >= 2, "{colours:?}");
    }
    let waits = |item: &&std::sync::Arc<zone::item::SupervisionItem>| {
        item.standing().extension_asked.is_some()
    };
    assert_eq!(memory.zone.items.values().filter(waits).count(), 1);
}

/// A dispatch meeting was held, with minutes and what it asked; the next one has an agenda.
#[test]
fn there_is_a_meeting_held_and_one_planned() {
    use zone::meeting::{MeetingState, Subject};
    let usual = usual();
    let zone = &usual.zone;
    let states: Vec<MeetingState> = zone.meetings.values().map(|own| own.state()).collect();
    assert_eq!(states, [MeetingState::Minuted, MeetingState::Planned]);
    let meetings: Vec<_> = zone.meetings.values().collect();
    let (held, next) = (meetings[0], meetings[1]);
    let mark = &zone.marks[held.mark().expect("it was held")];
    assert!(mark.date < held.day() && held.day() < TODAY && TODAY < next.day());
    assert_eq!(next.previous(zone).map(|own| own.id), Some(held.id));
    assert_eq!(next.agenda[0].subject, Subject::Asked(held.id));
    assert!(held.agenda.len() >= 8 && next.agenda.len() >= 8);
    let calendars = zone::Calendars::of(zone).unwrap();
    let asked = zone
        .items
        .values()
        .filter(|item| item.meeting == Some(held.id));
    let colours: Vec<_> = asked
        .map(|item| item.stands(TODAY).colour(&calendars, TODAY))
        .collect();
    // Done, late and under way.
    assert!(colours.contains(&None) && colours.contains(&Some(Colour::Red)));
    assert!(colours.contains(&Some(Colour::Green)), "{colours:?}");
}

/// The reporting round shows every state: late, hanging at its head, returned, waiting at both
/// levels, accepted.
#[test]
fn a_round_is_in_progress() {
    use zone::report::ReportState as S;
    let usual = usual();
    let cycle = usual.zone.cycles.values().next_back().expect("a cycle");
    assert!(cycle.closed.is_none() && cycle.due_on < TODAY);
    let debtors = zone::report::debtors(&usual.zone, cycle);
    let state = |unit| {
        let id = zone::ReportId {
            cycle: cycle.id,
            unit,
        };
        let report = usual.zone.reports.get(&id);
        report.map_or(S::Owed, |report| report.standing(cycle).state)
    };
    let states: BTreeSet<S> = debtors.keys().map(|unit| state(*unit)).collect();
    let all = [
        S::Owed,
        S::Submitted,
        S::Reviewed,
        S::Accepted,
        S::Returned,
        S::Signing,
    ];
    assert_eq!(states, all.into_iter().collect());
    // One was signed for its head, by delegation.
    let mut steps = usual.zone.reports.values().flat_map(|own| &own.steps);
    let delegated = steps.any(|step| match &step.what {
        zone::report::ReportStepKind::Signed(own) => own.on_behalf.is_some(),
        _ => false,
    });
    assert!(delegated);
}

#[test]
fn a_held_up_project_and_an_item_are_talked_about() {
    let zone = &usual().zone;
    let said = |wanted: fn(&ThreadSubject) -> bool| {
        let threads = zone.threads.iter().filter(|(subject, _)| wanted(subject));
        threads.map(|(_, own)| own.comments.len()).sum::<usize>()
    };
    assert_eq!(said(|own| matches!(own, ThreadSubject::Project(_))), 3);
    assert_eq!(said(|own| matches!(own, ThreadSubject::Item(_))), 2);
    let named = zone
        .comments
        .values()
        .filter(|own| !own.mentions().is_empty());
    assert_eq!(named.count(), 2);
}

#[test]
fn practices_are_written_from_what_was_solved_and_used_where_it_was_met_again() {
    use zone::practice::PracticeState;
    let zone = &usual().zone;
    let of = |state| {
        zone.practices
            .values()
            .filter(|own| own.state() == state)
            .count()
    };
    assert!(
        of(PracticeState::Published) >= 2,
        "{}",
        of(PracticeState::Published)
    );
    assert!(of(PracticeState::Returned) <= 1 && of(PracticeState::Submitted) <= 1);
    assert!(zone.practices.values().any(|own| !own.used.is_empty()));
}
