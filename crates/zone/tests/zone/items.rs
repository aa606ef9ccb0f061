//! Supervision items from assigning to closing.

use jiff::civil::{Date, date};
use zone::command::AssignItem;
use zone::item::{EscalationStep, ItemKind, ItemState};
use zone::project::Evidence;
use zone::view::items::{ItemFilter, ItemRow, items};
use zone::{Command, Holder, ItemId, PersonId, Sealer, UnitId};

use crate::desk::Desk;
use crate::parse;

/// A zone with two units and a person, on a Monday.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 3, 9);
    for line in [
        "found 示范区 on=2026-01-01",
        "unit 建设局 on=2026-01-01",
        "unit 财政局 on=2026-01-01",
        "person 张三 unit=U1 on=2026-01-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.play(&command).expect("it is allowed");
    }
    desk
}

fn asked(desk: &mut Desk) -> AssignItem {
    AssignItem {
        kind: ItemKind::Meeting,
        what: desk.texts.seal("完成线路迁改", &[]),
        source: None,
        lead: UnitId(1),
        support: vec![UnitId(2)],
        owed_to: None,
        owner: Some(Holder::Person(PersonId(1))),
        measure: Some(desk.texts.seal("通电", &[])),
        evidence: vec!["photo".to_owned()],
        project: None,
        problem: None,
        due_on: Some(date(2026, 3, 20)),
        effective_on: date(2026, 3, 9),
    }
}

fn assign(desk: &mut Desk, item: AssignItem) -> Vec<String> {
    codes(desk.play(&Command::AssignItem(Box::new(item))))
}

fn codes(decision: zone::decide::Decision) -> Vec<String> {
    let refusals = decision.err().unwrap_or_default();
    refusals.into_iter().map(|refusal| refusal.code).collect()
}

fn row(desk: &Desk, on: Date) -> ItemRow {
    let calendars = Desk::calendars(desk.zone());
    let filter = ItemFilter {
        closed: true,
        ..ItemFilter::default()
    };
    let mut found = items(desk.zone(), desk.looking(&calendars, on), &filter);
    found.items.remove(0)
}

fn photo() -> Vec<Evidence> {
    vec![Evidence::Document {
        kind: "photo".to_owned(),
        number: "照〔2026〕1号".to_owned(),
    }]
}

#[test]
fn an_item_without_owner_measure_and_evidence_does_not_open() {
    let mut desk = desk();
    let mut item = asked(&mut desk);
    item.owner = None;
    item.measure = None;
    item.evidence.clear();
    item.support = vec![UnitId(1)];
    let refused = ["zone/lead-supports", "zone/no-owner", "zone/no-measure"];
    let refused = refused.into_iter().chain(["zone/no-evidence-named"]);
    assert_eq!(assign(&mut desk, item), refused.collect::<Vec<_>>());
    assert!(desk.zone().items.is_empty());
}

#[test]
fn a_due_date_on_a_holiday_is_moved_and_said() {
    let mut desk = desk();
    let mut item = asked(&mut desk);
    item.due_on = Some(date(2026, 10, 1));
    assert_eq!(assign(&mut desk, item), [""; 0]);
    let row = row(&desk, date(2026, 3, 9));
    assert_eq!(row.moved_from, Some(date(2026, 10, 1)));
    assert_eq!(row.due_on, date(2026, 10, 8));
    assert_eq!(row.number, "项目督办〔2026〕001号");
}

#[test]
fn without_a_due_date_the_limit_of_its_kind_counts_in_working_days() {
    let mut desk = desk();
    let mut item = asked(&mut desk);
    item.kind = ItemKind::UrgentNote;
    item.due_on = None;
    assert_eq!(assign(&mut desk, item), [""; 0]);
    assert_eq!(row(&desk, desk.today).due_on, date(2026, 3, 16));
}

#[test]
fn an_extension_is_asked_for_before_it_is_due() {
    let mut desk = desk();
    let item = asked(&mut desk);
    assign(&mut desk, item);
    let ask = |desk: &mut Desk, on| Command::AskExtension {
        id: ItemId(1),
        version: 1,
        until: date(2026, 3, 28),
        reason: desk.texts.seal("停电窗口推迟", &[]),
        effective_on: on,
    };
    desk.today = date(2026, 3, 23);
    let late = ask(&mut desk, date(2026, 3, 23));
    assert_eq!(codes(desk.play(&late)), ["zone/extension-too-late"]);
    let early = ask(&mut desk, date(2026, 3, 18));
    assert_eq!(codes(desk.play(&early)), [""; 0]);
    let granted = Command::DecideExtension {
        id: ItemId(1),
        version: 2,
        until: Some(date(2026, 3, 28)),
        note: None,
        effective_on: date(2026, 3, 19),
    };
    assert_eq!(codes(desk.play(&granted)), [""; 0]);
    let row = row(&desk, desk.today);
    // A Saturday, so the Monday after.
    assert_eq!(
        (row.due_on, row.moved_from),
        (date(2026, 3, 30), Some(date(2026, 3, 28)))
    );
    assert_eq!(row.extension_asked, None);
}

#[test]
fn it_is_answered_returned_and_closed_with_its_evidence_only() {
    let mut desk = desk();
    let item = asked(&mut desk);
    assign(&mut desk, item);
    let text = desk.texts.seal("已通电", &[]);
    let close = |version, evidence| Command::CloseItem {
        id: ItemId(1),
        version,
        note: None,
        evidence,
        effective_on: date(2026, 3, 9),
    };
    assert_eq!(
        codes(desk.play(&close(1, Vec::new()))),
        ["zone/closing-without-evidence"]
    );
    let give_back = |version| Command::ReturnItem {
        id: ItemId(1),
        version,
        reason: text,
        effective_on: date(2026, 3, 9),
    };
    assert_eq!(codes(desk.play(&give_back(1))), ["zone/not-answered"]);
    let answer = Command::AnswerItem {
        id: ItemId(1),
        version: 1,
        text,
        evidence: photo(),
        effective_on: date(2026, 3, 9),
    };
    assert_eq!(codes(desk.play(&answer)), [""; 0]);
    assert_eq!(codes(desk.play(&give_back(2))), [""; 0]);
    assert_eq!(row(&desk, desk.today).state, ItemState::Returned);
    assert_eq!(codes(desk.play(&close(3, Vec::new()))), [""; 0]);
    let row = row(&desk, desk.today);
    assert_eq!((row.state, row.days_late), (ItemState::Closed, None));
    assert_eq!(row.history.len(), 4);
    assert_eq!(codes(desk.play(&close(4, Vec::new()))), ["zone/already"]);
}

#[test]
fn the_ladder_proposes_by_working_days_late() {
    let mut desk = desk();
    let item = asked(&mut desk);
    assign(&mut desk, item);
    let check = |on: Date, late: i64, step: Option<EscalationStep>| {
        let row = row(&desk, on);
        assert_eq!((row.days_late, row.proposed), (Some(late), step), "{on}");
    };
    check(date(2026, 3, 20), 0, None);
    check(date(2026, 3, 23), 1, Some(EscalationStep::Notice));
    check(date(2026, 3, 27), 5, Some(EscalationStep::Supervision));
}
