//! Supervision items in the terminal: from assigned to closed, as the writer and beside a server.

mod common;

use common::Office;

const ASSIGN: [&str; 16] = [
    "item",
    "assign",
    "--what",
    "完成迁改",
    "--lead",
    "U1",
    "--measure",
    "通电",
    "--evidence",
    "photo",
    "--sentence",
    "建设局要加快迁改。",
    "--document",
    "第3次纪要",
    "--due",
    "2026-10-01",
];

fn assigned() -> Office {
    let office = Office::with_ledger();
    let refused = office.run(&ASSIGN).ends(2).err;
    assert!(refused.contains("zone/no-owner"), "{refused}");
    let owner = [
        &ASSIGN[..],
        &["--owner", "R1", "--on", "2026-05-18", "--json"],
    ]
    .concat();
    let made = office.run(&owner).ends(0).json();
    assert_eq!(made["item"], "S1");
    // The first of October begins a holiday.
    assert_eq!(made["due_on"], "2026-10-08");
    office
}

#[test]
fn an_item_is_assigned_answered_reviewed_and_closed() {
    let office = assigned();
    let on = ["--on", "2026-05-20"];
    let step = |words: &[&str]| office.run(&[&["item"], words, &on[..]].concat());
    let early = step(&["close", "S1"]).ends(2).err;
    assert!(early.contains("zone/not-answered"), "{early}");
    assert!(early.contains("zone/closing-without-evidence"), "{early}");
    step(&["urge", "2026-1", "--note", "请报进展"]).ends(0);
    step(&[
        "extend",
        "S1",
        "--until",
        "2026-11-02",
        "--reason",
        "设备未到",
    ])
    .ends(0);
    let granted = step(&["decide", "S1", "--until", "2026-11-02"]).ends(0).out;
    assert!(granted.contains("due 2026-11-02"), "{granted}");
    let bad = step(&["answer", "S1", "--text", "已通电", "--evidence", "photo"])
        .ends(2)
        .err;
    assert!(bad.contains("cli/bad-evidence"), "{bad}");
    step(&[
        "answer",
        "S1",
        "--text",
        "已通电",
        "--evidence",
        "photo=照1",
    ])
    .ends(0);
    step(&["return", "S1", "--reason", "缺说明"]).ends(0);
    step(&["answer", "S1", "--text", "说明已补"]).ends(0);
    step(&["accept", "S1"]).ends(0);
    let closed = step(&["close", "项目督办〔2026〕001号"]).ends(0).out;
    assert!(closed.contains("closed"), "{closed}");

    let list = office.run(&["item", "list", "--json"]).ends(0).json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(0));
    assert_eq!(list["counts"]["closed"], 0);
    let then = ["item", "list", "--true-on", "2026-05-19", "--json"];
    let then = office.run(&then).ends(0).json();
    assert_eq!(then["items"][0]["state"], "assigned");
    assert_eq!(then["items"][0]["due_on"], "2026-10-08");
    let shown = office
        .run(&["item", "show", "S1", "--lang", "zh"])
        .ends(0)
        .out;
    for part in [
        "衡量标准：通电",
        "✓ 现场照片",
        "第3次纪要",
        "反馈：已通电（依据：现场照片 照1）",
        "销号",
    ] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn a_step_goes_through_the_server_that_has_the_folder_open() {
    let office = assigned();
    let serving = office.serve(&["serve", "--listen", "127.0.0.1:0"]);
    let urged = office.run(&["item", "urge", "S1", "--note", "请报进展"]);
    urged.ends(0);
    drop(serving);
    let shown = office.run(&["item", "show", "S1", "--json"]).ends(0).json();
    let said = &shown["sheet"]["steps"][1]["said"]["zh"];
    assert_eq!(said, "请报进展");
}

#[test]
fn the_list_is_filtered_and_says_what_it_does_not_know() {
    let office = assigned();
    let list = |words: &[&str]| office.run(&[&["item", "list"], words].concat());
    let late = ["--overdue", "--true-on", "2026-10-12"];
    let late = list(&late).ends(0).out;
    assert!(
        late.contains("3 late") && late.contains("1 open: 1 late"),
        "{late}"
    );
    assert!(
        list(&["--overdue", "--true-on", "2026-06-01"])
            .ends(0)
            .out
            .contains("no item fits")
    );
    let unknown = list(&["--owed-by", "无此局", "--person", "无此人"])
        .ends(2)
        .err;
    assert!(
        unknown.contains("无此局") && unknown.contains("无此人"),
        "{unknown}"
    );
    let absent = office.run(&["item", "show", "S9"]).ends(2).err;
    assert!(absent.contains("cli/no-such-item"), "{absent}");
    let before = ["item", "show", "S1", "--true-on", "2026-05-01"];
    let before = office.run(&before).ends(2).err;
    assert!(before.contains("cli/item-not-yet"), "{before}");
}
