//! Cycles in the terminal: the rhythm, who has reported, reminders, and a receipt that is checked
//! against a ledger later.

mod common;

use common::Office;
use host::{Folder, Host, Request, SealBag};
use jiff::civil::date;
use zone::command::{ReportAnswer, SubmitReport, fact};
use zone::report::{ReportId, ReportLine};
use zone::{Actor, Command, CycleId, Fen, Field, Sealer as _, UnitId, Value};

const ID: ReportId = ReportId {
    cycle: CycleId(1),
    unit: UnitId(1),
};

/// A zone with projects in which June 2026 is open.
fn opened() -> Office {
    let office = Office::with_ledger();
    let early = office.run(&["cycle", "next"]).ends(2).err;
    assert!(early.contains("zone/no-rhythm"), "{early}");
    let bad = ["cycle", "rhythm", "--opens", "9", "--due", "3"];
    let bad = office.run(&bad).ends(2).err;
    assert!(bad.contains("zone/wrong-period"), "{bad}");
    let open = [
        "cycle",
        "open",
        "--name",
        "2026年6月",
        "--from",
        "2026-06-01",
        "--until",
        "2026-06-30",
        "--due",
        "2026-07-04",
        "--lang",
        "en",
    ];
    // A Saturday.
    let said = office.run(&open).ends(0).out;
    assert!(
        said.contains("due 2026-07-06 (was 2026-07-04, no working day)"),
        "{said}"
    );
    let rhythm = [
        "cycle", "rhythm", "--opens", "-2", "--due", "3", "--count", "working",
    ];
    office.run(&rhythm).ends(0);
    office
}

/// Submits what the unit owes, as its reporter would.
fn submit(office: &Office, told: i64) {
    let host = Host::open(&Folder::new(office.path("data"))).expect("the folder");
    let today = date(2026, 7, 3);
    let zone = host.now(today).expect("a state").zone;
    let cycle = &zone.cycles[&ID.cycle];
    let line = |project| ReportLine {
        project,
        facts: vec![fact(Field::ReportedYtd, Value::Money(Fen(told)))],
        stage: None,
        problems: Vec::new(),
    };
    let owed = zone::report::owed(&zone, cycle, ID.unit);
    let lines: Vec<ReportLine> = owed.into_iter().map(line).collect();
    let mut texts = SealBag::new();
    let reason = texts.seal("核减", &[]);
    let asked = zone::report::questions(&zone, cycle, ID, &lines, None);
    let answers = asked.into_iter().map(|own| ReportAnswer {
        question: own.kind,
        project: own.project,
        field: own.field,
        reason,
    });
    let report = SubmitReport {
        id: ID,
        version: zone.reports.get(&ID).map_or(0, |own| own.version),
        answers: answers.collect(),
        // Taken where something has come in already.
        correction: Some(reason),
        lines,
        stated_sum: None,
    };
    let request = Request {
        actor: Actor::program(),
        request_id: format!("report-{told}"),
        command: Command::SubmitReport(Box::new(report)),
        texts,
        today,
    };
    host.execute(&request).expect("it is carried out");
}

#[test]
fn who_has_reported_and_who_still_owes_it() {
    let office = opened();
    let remind = ["cycle", "remind", "--true-on", "2026-07-07", "--lang", "zh"];
    let owed = office.run(&remind).ends(0).out;
    assert!(owed.contains("已逾期 1 个工作日"), "{owed}");
    submit(&office, 1_000_000);
    let matrix = ["cycle", "matrix", "C1", "--true-on", "2026-07-07", "--json"];
    let matrix = office.run(&matrix).ends(0).json();
    assert_eq!(matrix["rows"][0]["cell"]["state"], "submitted");
    assert_eq!(matrix["cycle"]["counts"]["submitted"], 1);
    let list = ["cycle", "list", "--true-on", "2026-07-07"];
    let list = office.run(&list).ends(0).out;
    assert!(list.contains("next 2026-07: opens 2026-07-29"), "{list}");
    let absent = office.run(&["cycle", "matrix", "C9"]).ends(2).err;
    assert!(absent.contains("cli/no-such-cycle"), "{absent}");
}

#[test]
fn a_receipt_is_checked_against_a_ledger_that_has_grown_since() {
    let office = opened();
    submit(&office, 1_000_000);
    let receipt = office.run(&["cycle", "receipt", "C1-U1"]).ends(0).out;
    let path = office.path("receipt.json");
    let file = office.text("receipt.json");
    std::fs::write(&path, &receipt).expect("written");
    // Another round since: the first receipt still holds.
    submit(&office, 2_000_000);
    let holds = office.run(&["verify", "--receipt", &file]).ends(0).out;
    assert!(holds.contains("The receipt holds: report of"), "{holds}");
    let told: serde_json::Value = serde_json::from_str(&receipt).expect("one document");
    let change = |field: &str, value: serde_json::Value| {
        let mut other = told.clone();
        other[field] = value;
        std::fs::write(&path, other.to_string()).expect("written");
        office.run(&["verify", "--receipt", &file])
    };
    let forged = change("figures_sha256", "0".repeat(64).into()).ends(3).out;
    assert!(forged.contains("数字摘要与账本中的报表不符"), "{forged}");
    let forged = change("by", "somebody".into()).ends(3).out;
    assert!(forged.contains("账本中该序号的记录与回执不同"), "{forged}");
    let newest = told["seq"].as_u64().expect("a number") + 1;
    let forged = change("seq", newest.into()).ends(3).out;
    assert!(forged.contains("another one"), "{forged}");
    let mut head = told["head"].clone();
    head["root"] = "1".repeat(64).into();
    let forged = change("head", head).ends(3).out;
    assert!(forged.contains("the proof does not lead"), "{forged}");
    let strange = change("format", "something".into()).ends(2).err;
    assert!(strange.contains("cli/bad-receipt"), "{strange}");
    std::fs::write(&path, "{").expect("written");
    let torn = office.run(&["verify", "--receipt", &file]).ends(2).err;
    assert!(torn.contains("cli/bad-receipt"), "{torn}");
    std::fs::write(&path, &receipt).expect("written");
    // Another zone's ledger knows nothing of it.
    let other = Office::with_ledger();
    let other = other.run(&["verify", "--receipt", &file]).ends(3).out;
    assert!(other.contains("did not grow from the head"), "{other}");
}
