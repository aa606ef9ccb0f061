//! Supervision items over HTTP: from the minutes to the closed item.

use serde_json::{Value, json};

use crate::zone::{Caller, TestApp};

/// Minutes with a damaged place, an owner, a period and a principle.
const MINUTES: &str = "会议听取了项目进展汇报。\n\
    会议要求，招商局要加快推進(jìn)二號(hào)廠(chǎng)房管线迁改，确保二季度完成。\n\
    要坚持实事求是。";

/// A zone with somebody who can answer for an item.
fn start() -> TestApp {
    let app = TestApp::start();
    let added = app.signed_in("clerk").post(
        "/commands",
        &json!({ "command": { "add_person": { "name": "甲", "unit": "U1", "protocol_rank": 1,
            "effective_on": "2026-02-01" } } }),
    );
    assert_eq!(added.status, 200, "{}", added.text());
    app
}

fn assign(clerk: &Caller<'_>, change: impl FnOnce(&mut Value)) -> String {
    let mut asked = json!({
        "kind": "meeting", "what": "完成管线迁改", "lead": "U1", "support": ["U2"],
        "source": { "sentence": "建设局要加快推进管线迁改。", "document": "第3次调度会纪要",
            "line": 2 },
        "owner": "R1", "measure": "通水通电", "evidence": ["photo"],
        "due_on": "2026-02-14", "effective_on": "2026-02-02",
    });
    change(&mut asked);
    let body = json!({ "command": { "assign_item": asked } });
    clerk.post("/commands", &body).verdict()
}

fn act(caller: &Caller<'_>, name: &str, version: u32, more: &Value) -> String {
    let mut asked = json!({ "id": "S1", "version": version, "effective_on": "2026-02-03" });
    for (key, value) in more.as_object().unwrap() {
        asked[key] = value.clone();
    }
    let body = json!({ "command": { name: asked } });
    caller.post("/commands", &body).verdict()
}

#[test]
fn minutes_are_repaired_and_read_before_anything_is_assigned() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let read = clerk.send(
        "POST",
        "/directives?date=2026-02-01",
        &[],
        MINUTES.as_bytes(),
    );
    assert_eq!(read.status, 200, "{}", read.text());
    let read = read.json();
    let text = read["text"].as_str().unwrap();
    assert!(text.contains("推进二号厂房"), "{text}");
    assert_eq!(read["repairs_total"], 6);
    let directives = read["directives"].as_array().unwrap();
    let named = directives.iter().find(|one| one["due_on"] == "2026-06-30");
    let named = named.expect("the second quarter is told");
    assert_eq!(named["class"], "assign", "{directives:#?}");
    let first = directives.iter().find(|one| one["units"][0]["id"] == "U1");
    assert_eq!(first.expect("the unit is known")["line"], 2);
    let long = vec![b'a'; 5_000_001];
    let refused = clerk.send("POST", "/directives", &[], &long);
    assert_eq!(refused.verdict(), "422 server/text-too-long");
    let empty = clerk.send("POST", "/directives", &[], b"");
    assert_eq!(empty.verdict(), "422 exchange/empty");
}

#[test]
fn an_item_goes_from_assigned_to_closed_by_those_whose_turn_it_is() {
    let app = start();
    let clerk = app.signed_in("clerk");
    let reporter = app.signed_in("reporter");
    assert_eq!(assign(&reporter, |_| {}), "403 zone/not-allowed");
    assert_eq!(assign(&clerk, |_| {}), "200");
    let board = reporter.get("/items?side=owing").json();
    let row = &board["items"][0];
    assert_eq!(row["number"], "项目督办〔2026〕001号");
    // The 14th of February 2026 is worked, the 15th begins the holiday.
    assert_eq!(
        (&row["due_on"], &row["state"]),
        (&json!("2026-02-14"), &json!("assigned"))
    );
    assert_eq!(board["may_assign"], false);
    let photo = json!([{ "document": { "kind": "photo", "number": "照1" } }]);
    let answer = |version| {
        act(
            &reporter,
            "answer_item",
            version,
            &json!({ "text": "已通水", "evidence": photo }),
        )
    };
    assert_eq!(
        act(&clerk, "urge_item", 1, &json!({ "note": "请报进展" })),
        "200"
    );
    assert_eq!(answer(1), "409 zone/stale");
    assert_eq!(answer(2), "200");
    assert_eq!(
        act(&reporter, "close_item", 3, &json!({})),
        "403 zone/not-allowed"
    );
    assert_eq!(
        act(&clerk, "return_item", 3, &json!({ "reason": "缺通电" })),
        "200"
    );
    assert_eq!(answer(4), "200");
    assert_eq!(act(&clerk, "accept_item", 5, &json!({})), "200");
    assert_eq!(
        act(&clerk, "close_item", 6, &json!({ "note": "核实" })),
        "200"
    );
    let sheet = reporter.get("/items/S1").json();
    assert_eq!(sheet["sheet"]["document"]["zh"], "第3次调度会纪要");
    assert_eq!(sheet["sheet"]["evidence"][0]["given"], true);
    let told: Vec<&str> = sheet["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["text"]["zh"].as_str().unwrap())
        .collect();
    assert_eq!(told[1], "项目督办〔2026〕001号 催办：请报进展");
    assert_eq!(
        told[2],
        "项目督办〔2026〕001号 反馈：已通水（依据：现场照片 照1）"
    );
    assert_eq!(told[6], "项目督办〔2026〕001号 销号：核实");
    assert_eq!(reporter.get("/items").json()["items"], json!([]));
    assert_eq!(
        reporter.get("/items?closed=true").json()["counts"]["closed"],
        1
    );
}

#[test]
fn what_lacks_owner_measure_and_evidence_does_not_open() {
    let app = start();
    let clerk = app.signed_in("clerk");
    let bare = assign(&clerk, |asked| {
        asked["owner"] = Value::Null;
        asked["measure"] = json!(" ");
        asked["evidence"] = json!([]);
    });
    assert_eq!(
        bare,
        "422 zone/no-owner zone/no-measure zone/no-evidence-named"
    );
}

#[test]
fn the_list_is_filtered_and_every_wrong_filter_named() {
    let app = start();
    let clerk = app.signed_in("clerk");
    assert_eq!(assign(&clerk, |_| {}), "200");
    assert_eq!(
        assign(&clerk, |asked| asked["lead"] = json!("U9")),
        "422 zone/unknown"
    );
    let count = |query: &str| {
        let board = clerk
            .get(&format!("/items?true_on=2026-03-20&{query}"))
            .json();
        board["items"].as_array().unwrap().len()
    };
    for (query, expected) in [
        ("owed_by=U1", 1),
        ("owed_by=U2", 1),
        ("owed_to=U1", 0),
        ("person=R1", 1),
        ("person=R2", 0),
        ("state=closed", 0),
        ("state=assigned", 1),
        ("overdue=true", 1),
        ("side=owing", 0),
        ("side=owed", 1),
        ("project=P1", 0),
        ("text=迁改", 1),
        ("text=无", 0),
    ] {
        assert_eq!(count(query), expected, "{query}");
    }
    let before = clerk.get("/items?true_on=2026-02-01").json();
    assert_eq!(before["items"], json!([]));
    let wrong = clerk.get("/items?side=both&state=gone&overdue=maybe&owed_by=P1");
    assert_eq!(
        wrong.verdict(),
        "400 server/bad-query server/bad-query server/bad-query server/bad-query"
    );
    let choices = clerk.get("/items/choices").json();
    assert_eq!(choices["units"][0]["id"], "U1");
    assert_eq!(choices["kinds"][0]["limit_days"], 20);
}

#[test]
fn problems_are_listed_and_those_nobody_was_made_to_solve_are_named() {
    let app = start();
    let clerk = app.signed_in("clerk");
    for (project, severity) in [("P1", "blocking"), ("P2", "minor"), ("P3", "minor")] {
        let raised = clerk.post(
            "/commands",
            &json!({ "command": { "raise_problem": {
                "project": project, "kind": "用地", "severity": severity, "owner": "U2",
                "delay_days": 20, "description": format!("{project} 地块未腾空"),
                "due_on": "2026-03-02", "effective_on": "2026-02-02" } } }),
        );
        assert_eq!(raised.status, 200, "{}", raised.text());
    }
    let list = |account: &str, query: &str| {
        let path = format!("/problems?true_on=2026-02-27{query}");
        app.signed_in(account).get(&path).json()
    };
    let board = list("clerk", "");
    let counts = &board["counts"];
    assert_eq!(
        (&counts["open"], &counts["unassigned"]),
        (&json!(3), &json!(1))
    );
    let first = &board["problems"][0];
    assert_eq!(first["id"], "Q1");
    assert_eq!(
        (&first["stood_days"], &first["days_late"]),
        (&json!(25), &json!(-2))
    );
    assert_eq!(
        (&first["item_proposed"], &first["may_solve"]),
        (&json!(true), &json!(true))
    );
    let made = assign(&clerk, |asked| {
        asked["problem"] = json!("Q1");
        asked["kind"] = json!("problem");
        asked["lead"] = json!("U2");
        asked["support"] = json!([]);
    });
    assert_eq!(made, "200");
    let board = list("clerk", "");
    assert_eq!(board["counts"]["unassigned"], 0);
    assert_eq!(
        board["problems"][0]["items"][0]["number"],
        "项目督办〔2026〕001号"
    );
    // A reporter sees the projects that hang in the hall, not work secrets nor others' items.
    let seen = list("reporter", "");
    assert_eq!(seen["counts"]["open"], 2);
    assert_eq!(seen["problems"][0]["items"], json!([]));
    assert_eq!(seen["problems"][0]["may_solve"], true);
    assert_eq!(seen["problems"][1]["may_solve"], false);
    assert_eq!(list("public", "")["counts"]["open"], 1);
    for (query, expected) in [
        ("&owner=U2", 3),
        ("&owner=U1", 0),
        ("&lead=U1", 1),
        ("&severity=blocking", 1),
        ("&overdue=true", 0),
        ("&text=腾空", 3),
        ("&project=P2", 1),
    ] {
        let found = list("clerk", query);
        assert_eq!(
            found["problems"].as_array().unwrap().len(),
            expected,
            "{query}"
        );
    }
    let wrong = clerk.get("/problems?severity=awful&solved=so");
    assert_eq!(wrong.verdict(), "400 server/bad-query server/bad-query");
}
