//! Supervision items from assigning to closing.

use jiff::civil::{Date, date};
use zone::authority::Role;
use zone::command::AssignItem;
use zone::item::{EscalationStep, ItemAct, ItemKind, ItemState};
use zone::project::Evidence;
use zone::view::items::{ItemFilter, ItemRow, Side, items, sheet};
use zone::{Colour, Command, Holder, ItemId, PersonId, Sealer, UnitId};

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
        meeting: None,
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

fn act(desk: &mut Desk, version: u32, on: Date, act: ItemAct) -> Vec<String> {
    codes(desk.play(&Command::MoveItem {
        id: ItemId(1),
        version,
        act,
        effective_on: on,
    }))
}

#[test]
fn an_extension_is_asked_for_before_it_is_due() {
    let mut desk = desk();
    desk.today = date(2026, 4, 1);
    let item = asked(&mut desk);
    assign(&mut desk, item);
    let reason = desk.texts.seal("设备未到", &[]);
    let until = date(2026, 3, 28);
    let ask = ItemAct::AskExtension { until, reason };
    let late = act(&mut desk, 1, date(2026, 3, 23), ask.clone());
    assert_eq!(late, ["zone/extension-too-late"]);
    let granted = ItemAct::DecideExtension {
        until: Some(until),
        note: None,
    };
    let early = act(&mut desk, 1, date(2026, 3, 19), granted.clone());
    assert_eq!(early, ["zone/no-extension-asked"]);
    assert_eq!(act(&mut desk, 1, date(2026, 3, 18), ask), [""; 0]);
    assert_eq!(act(&mut desk, 2, date(2026, 3, 19), granted), [""; 0]);
    // The 28th is a Saturday. Each day is told by what had happened until then.
    let due = |on| {
        let row = row(&desk, on);
        (row.due_on, row.moved_from, row.extension_asked)
    };
    let first = date(2026, 3, 20);
    assert_eq!(due(date(2026, 3, 17)), (first, None, None));
    assert_eq!(due(date(2026, 3, 18)), (first, None, Some(until)));
    let moved = (date(2026, 3, 30), Some(until), None);
    assert_eq!(due(date(2026, 3, 19)), moved);
}

#[test]
fn it_is_answered_returned_reviewed_and_closed_with_its_evidence_only() {
    let mut desk = desk();
    let item = asked(&mut desk);
    assign(&mut desk, item);
    let on = date(2026, 3, 9);
    let text = desk.texts.seal("已通电", &[]);
    let close = ItemAct::Close {
        note: None,
        evidence: Vec::new(),
    };
    let give_back = ItemAct::Return { reason: text };
    let answer = |evidence| ItemAct::Answer { text, evidence };
    assert_eq!(
        act(&mut desk, 1, on, close.clone()),
        ["zone/closing-without-evidence", "zone/not-answered"]
    );
    let early = act(&mut desk, 1, on, give_back.clone());
    assert_eq!(early, ["zone/not-answered"]);
    assert_eq!(act(&mut desk, 1, on, answer(Vec::new())), [""; 0]);
    let urge = ItemAct::Urge { note: None };
    let waits = act(&mut desk, 2, on, urge);
    assert_eq!(waits, ["zone/waits-for-review"]);
    let lacking = act(&mut desk, 2, on, close.clone());
    assert_eq!(lacking, ["zone/closing-without-evidence"]);
    assert_eq!(act(&mut desk, 2, on, give_back), [""; 0]);
    assert_eq!(row(&desk, desk.today).state, ItemState::Returned);
    assert_eq!(act(&mut desk, 3, on, answer(photo())), [""; 0]);
    let accept = ItemAct::Accept { note: None };
    let stale = act(&mut desk, 3, on, accept.clone());
    assert_eq!(stale, ["zone/stale"]);
    assert_eq!(act(&mut desk, 4, on, accept.clone()), [""; 0]);
    assert_eq!(act(&mut desk, 5, on, accept), ["zone/already"]);
    assert_eq!(act(&mut desk, 5, on, close.clone()), [""; 0]);
    assert_eq!(act(&mut desk, 6, on, close), ["zone/already"]);
    let calendars = Desk::calendars(desk.zone());
    let sheet = sheet(desk.zone(), desk.looking(&calendars, on), ItemId(1)).expect("it is there");
    assert_eq!(sheet.row.state, ItemState::Closed);
    assert_eq!((sheet.row.colour, sheet.row.may), (None, Vec::new()));
    let steps: Vec<&str> = sheet
        .steps
        .iter()
        .map(|step| step.what.zh.as_str())
        .collect();
    let told = ["交办", "反馈", "退办", "反馈", "审核通过", "销号"];
    assert_eq!(steps, told);
    assert_eq!(sheet.steps[3].evidence[0].zh, "现场照片 照〔2026〕1号");
    assert!(sheet.evidence[0].given);
}

#[test]
fn the_ladder_proposes_by_working_days_late_and_an_answer_stops_the_clock() {
    let mut desk = desk();
    desk.today = date(2026, 4, 1);
    let item = asked(&mut desk);
    assign(&mut desk, item);
    let check = |desk: &Desk, on, late, colour, step: Option<EscalationStep>| {
        let row = row(desk, on);
        let got = (row.days_late, row.colour, row.proposed);
        assert_eq!(got, (late, Some(colour), step), "{on}");
    };
    let notice = Some(EscalationStep::Notice);
    check(&desk, date(2026, 3, 16), -4, Colour::Green, None);
    check(&desk, date(2026, 3, 17), -3, Colour::Yellow, None);
    check(&desk, date(2026, 3, 20), 0, Colour::Yellow, None);
    check(&desk, date(2026, 3, 23), 1, Colour::Red, notice);
    let late = Some(EscalationStep::Supervision);
    check(&desk, date(2026, 3, 27), 5, Colour::Red, late);
    let text = desk.texts.seal("已通电", &[]);
    let answer = ItemAct::Answer {
        text,
        evidence: photo(),
    };
    assert_eq!(act(&mut desk, 1, date(2026, 3, 20), answer), [""; 0]);
    check(&desk, date(2026, 3, 27), 0, Colour::Green, None);
    check(&desk, date(2026, 3, 19), -1, Colour::Yellow, None);
}

/// Everyone sees what they owe and what is owed to them, and is offered what they may do.
#[test]
fn each_side_sees_its_own() {
    let mut desk = desk();
    let item = asked(&mut desk);
    assign(&mut desk, item);
    let seen = |role, unit: Option<u32>, side| {
        let calendars = Desk::calendars(desk.zone());
        let actor = zone::Actor {
            account: "somebody".to_owned(),
            roles: vec![role],
            unit: unit.map(UnitId),
            person: None,
            enterprise: None,
        };
        let mut looking = desk.looking(&calendars, desk.today);
        looking.actor = &actor;
        let filter = ItemFilter {
            side,
            ..ItemFilter::default()
        };
        let found = items(desk.zone(), looking, &filter).items;
        found.first().map(|row| row.may.clone())
    };
    use zone::item::ActKind as A;
    let unit = vec![A::Answer, A::AskExtension];
    let office = vec![A::Answer, A::AskExtension, A::Urge, A::Escalate];
    let (owing, owed) = (Some(Side::Owing), Some(Side::Owed));
    assert_eq!(seen(Role::Reporter, Some(1), owing), Some(unit));
    assert_eq!(seen(Role::Reporter, Some(2), owing), Some(Vec::new()));
    assert_eq!(seen(Role::Reporter, Some(1), owed), None);
    assert_eq!(seen(Role::Reporter, Some(3), None), None);
    assert_eq!(seen(Role::Clerk, None, owing), None);
    assert_eq!(seen(Role::Clerk, None, owed), Some(office));
    assert_eq!(seen(Role::Leader, None, None), Some(Vec::new()));
    assert_eq!(seen(Role::Public, None, None), None);
    assert_eq!(seen(Role::Auditor, None, None), None);
}
