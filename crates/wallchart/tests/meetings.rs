//! Meetings in the terminal: planned, given an agenda, held, minuted; their book, for ever.

mod common;

use common::Office;

fn planned() -> Office {
    let office = Office::with_ledger();
    let refused = office
        .run(&[
            "meeting",
            "plan",
            "--on",
            "2026-07-10",
            "--place",
            "二楼",
            "--member",
            "无此局",
        ])
        .ends(2)
        .err;
    assert!(refused.contains("无此局"), "{refused}");
    let plan = [
        "meeting",
        "plan",
        "--on",
        "2026-07-10",
        "--at",
        "14:30",
        "--place",
        "二楼会议室",
        "--member",
        "U1",
        "--json",
    ];
    let made = office.run(&plan).ends(0).json();
    assert_eq!(
        (&made["meeting"], &made["on"]),
        (&"M1".into(), &"2026-07-10".into())
    );
    assert_eq!(made["number"]["zh"], "2026年第1次调度会");
    office
}

#[test]
fn a_meeting_is_planned_held_and_minuted() {
    let office = planned();
    let run = |words: &[&str]| office.run(&[&["meeting"], words].concat());
    let unknown = run(&["agenda", "M1", "--add", "P99"]).ends(2).err;
    assert!(unknown.contains("zone/unknown"), "{unknown}");
    let set = [
        "agenda",
        "M1",
        "--add",
        "P1",
        "--own",
        "部署下阶段工作",
        "--minutes",
        "12",
        "--json",
    ];
    let board = run(&set).ends(0).json();
    let subjects: Vec<_> = board["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| (entry["subject"].clone(), entry["minutes"].clone()))
        .collect();
    assert_eq!(
        subjects,
        [
            ("P1".into(), 12.into()),
            (serde_json::Value::Null, 12.into())
        ]
    );
    let twice = run(&["agenda", "M1", "--add", "P1"]).ends(2).err;
    assert!(twice.contains("zone/agenda-twice"), "{twice}");
    // An own subject stays what it was when the agenda is set again.
    let dropped = run(&["agenda", "M1", "--drop", "P1", "--json"])
        .ends(0)
        .json();
    assert_eq!(dropped["entries"][0]["title"]["zh"], "部署下阶段工作");
    run(&["agenda", "M1", "--add", "P1"]).ends(0);
    let early = run(&["minutes", "M1", &office.text("纪要.txt")])
        .ends(1)
        .err;
    assert!(!early.is_empty());
    std::fs::write(office.path("纪要.txt"), "会议要求，建设局要加快推进。\n").expect("a file");
    let early = run(&["minutes", "M1", &office.text("纪要.txt")])
        .ends(2)
        .err;
    assert!(early.contains("zone/meeting-not-held"), "{early}");
    let held = run(&["hold", "M1", "--absent", "U1", "--json"])
        .ends(0)
        .json();
    assert_eq!(
        (&held["state"], &held["mark"]),
        (&"held".into(), &"dispatch-2026-01".into())
    );
    run(&[
        "minutes",
        "M1",
        &office.text("纪要.txt"),
        "--on",
        "2026-07-13",
    ])
    .ends(0);
    let again = run(&["minutes", "M1", &office.text("纪要.txt")])
        .ends(2)
        .err;
    assert!(again.contains("zone/minutes-without-reason"), "{again}");
    shown_and_listed(&office);
}

fn shown_and_listed(office: &Office) {
    let run = |words: &[&str]| office.run(&[&["meeting"], words].concat());
    let shown = run(&["show", "M1", "--lang", "zh"]).ends(0).out;
    assert!(
        shown.contains("（缺席）") && shown.contains("要加快推进"),
        "{shown}"
    );
    let listed = run(&["list", "--json"]).ends(0).json();
    assert_eq!(listed["meetings"][0]["state"], "minuted");
}

#[test]
fn the_book_is_what_the_meeting_saw_whatever_comes_later() {
    let office = planned();
    let run = |words: &[&str]| office.run(&[&["meeting"], words].concat());
    run(&["agenda", "M1", "--add", "P1"]).ends(0);
    let draft = run(&["book", "M1", "--json"]).ends(0).json();
    assert_eq!(draft["cover"]["mark"], serde_json::Value::Null);
    run(&["hold", "M1"]).ends(0);
    let saw = run(&["book", "M1", "--json"]).ends(0).json();
    assert_eq!(saw["cover"]["mark"], "dispatch-2026-01");
    let entries = saw["entries"].as_array().expect("entries");
    let own = entries.iter().find(|own| own["id"] == "P1");
    assert_eq!(own.expect("it is in the book")["on_agenda"], 1);
    let text = run(&["book", "M1", "--lang", "en"]).ends(0).out;
    assert!(text.contains("5. Projects"), "{text}");
    let assign = [
        "item",
        "assign",
        "--what",
        "完成迁改",
        "--lead",
        "U1",
        "--owner",
        "R1",
        "--measure",
        "通电",
        "--evidence",
        "photo",
        "--meeting",
        "M1",
        "--due",
        "2026-08-30",
        "--on",
        "2026-07-13",
    ];
    office.run(&assign).ends(0);
    office
        .run(&["mark", "later", "--date", "2026-08-30"])
        .ends(0);
    assert_eq!(run(&["book", "M1", "--json"]).ends(0).json(), saw);
    let asked = run(&["list", "--true-on", "2026-07-14", "--json"])
        .ends(0)
        .json();
    assert_eq!(asked["meetings"][0]["asked"]["under_way"], 1);
    let missing = run(&["book", "M9"]).ends(2).err;
    assert!(missing.contains("cli/no-such-meeting"), "{missing}");
    let cancelled = run(&["cancel", "M1", "--reason", "冲突"]).ends(2).err;
    assert!(cancelled.contains("zone/meeting-is-over"), "{cancelled}");
}
