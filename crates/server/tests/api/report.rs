//! A unit's report over HTTP: from the open cycle to the receipt of what was accepted.

use serde_json::{Value, json};

use crate::zone::{Caller, TestApp};

/// February is open; one project of the reporter's unit has figures of January.
fn start() -> TestApp {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let month = json!({ "name": { "zh": "二月", "en": "February" }, "from": "2026-02-01",
        "until": "2026-02-28", "due_on": "2026-02-28" });
    assert_eq!(command(&clerk, "open_cycle", &month), "200");
    let january = json!({ "id": "P1", "version": 1, "effective_on": "2026-01-31",
        "facts": [{ "field": "reported_ytd", "value": { "money": 6_000_000 } },
            { "field": "total_investment", "value": { "money": 900_000_000 } }] });
    assert_eq!(command(&clerk, "record_facts", &january), "200");
    app
}

fn command(caller: &Caller<'_>, name: &str, asked: &Value) -> String {
    let body = json!({ "command": { name: asked } });
    caller.post("/commands", &body).verdict()
}

fn told(fen: i64, version: u32) -> Value {
    json!({ "id": "C1-U1", "version": version, "lines": [{ "project": "P1", "facts": [
        { "field": "reported_ytd", "value": { "money": fen } },
        { "field": "physical_words", "value": { "text": "基础完成" } },
    ] }] })
}

fn act(caller: &Caller<'_>, name: &str, version: u32, more: &Value) -> String {
    let mut asked = json!({ "id": "C1-U1", "version": version });
    for (key, value) in more.as_object().unwrap() {
        asked[key] = value.clone();
    }
    command(caller, name, &asked)
}

/// The year's investment of the project, with the report it comes from.
fn on_sheet(caller: &Caller<'_>) -> (String, Value) {
    let sheet = caller.get("/projects/P1?true_on=2026-03-01").json();
    let fields = sheet["fields"].as_array().unwrap();
    let field = fields
        .iter()
        .find(|own| own["key"] == "reported_ytd")
        .unwrap();
    (
        field["value"]["zh"].as_str().unwrap().to_owned(),
        field["report"]["name"]["zh"].clone(),
    )
}

#[test]
fn a_report_goes_from_the_form_to_the_sheet_and_is_proved() {
    let app = start();
    let (clerk, reporter) = (app.signed_in("clerk"), app.signed_in("reporter"));
    let reviewer = app.signed_in("reviewer");
    let form = reporter.get("/reports/C1-U1").json();
    assert_eq!(form["may"], json!(["submit"]));
    // The cycle's due day is a working Saturday of 2026.
    assert_eq!(
        (&form["due_on"], &form["moved_from"]),
        (&json!("2026-02-28"), &Value::Null)
    );
    assert_eq!(form["lines"][0]["cells"][0]["known"]["number"], 6_000_000);
    let checked = reporter.post("/reports/check", &told(5_000_000, 0)).json();
    assert_eq!(checked["questions"][0]["question"], "year_falls");
    assert_eq!(
        command(&reporter, "submit_report", &told(5_000_000, 0)),
        "422 zone/question-unanswered"
    );
    let mut asked = told(5_000_000, 0);
    asked["answers"] = json!([{ "question": "year_falls", "project": "P1",
        "field": "reported_ytd", "reason": " " }]);
    assert_eq!(
        command(&reporter, "submit_report", &asked),
        "422 zone/question-unanswered"
    );
    asked["answers"][0]["reason"] = json!("核减结算");
    assert_eq!(command(&reporter, "submit_report", &asked), "200");
    assert_eq!(
        command(&reporter, "submit_report", &told(7_000_000, 0)),
        "422 zone/report-changed"
    );
    assert_eq!(on_sheet(&clerk), ("6 万元".to_owned(), Value::Null));
    assert_eq!(act(&reviewer, "review_report", 1, &json!({})), "200");
    let give_back = json!({ "level": "office", "reason": "" });
    assert_eq!(
        act(&clerk, "return_report", 2, &give_back),
        "422 zone/no-reason"
    );
    assert_eq!(act(&clerk, "accept_report", 2, &json!({})), "200");
    assert_eq!(
        on_sheet(&clerk),
        ("5 万元".to_owned(), json!("招商局二月报表"))
    );
    let form = reporter.get("/reports/C1-U1").json();
    assert_eq!(form["answers"][0]["reason"]["zh"], "核减结算");
    let receipts: Vec<u64> = form["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["receipt"] == true)
        .map(|step| step["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(receipts.len(), 2);
    let receipt = reporter
        .get(&format!("/reports/C1-U1/receipt?seq={}", receipts[0]))
        .json();
    assert_eq!(
        (&receipt["kind"], &receipt["by"]),
        (&json!("report.submitted"), &json!("reporter"))
    );
    assert_eq!(receipt["figures_sha256"], form["digest"]);
    assert_eq!(receipt["record"].as_str().unwrap().len(), 64);
    let newest = reporter.get("/reports/C1-U1/receipt").json();
    assert_eq!(newest["kind"], "report.accepted");
    assert_eq!(reporter.get("/reports/C1-U1/receipt?seq=1").status, 404);
}

#[test]
fn what_waits_for_its_review_is_the_units_and_the_offices_only() {
    let app = start();
    let reporter = app.signed_in("reporter");
    assert_eq!(
        command(&reporter, "submit_report", &told(7_000_000, 0)),
        "200"
    );
    let cells = |account: &str| {
        let board = app.signed_in(account).get("/cycles/C1").json();
        let rows = board["rows"].as_array().map_or(0, Vec::len);
        (rows, board["rows"][0]["cell"]["word"]["zh"].clone())
    };
    assert_eq!(cells("leader"), (2, json!("待审")));
    assert_eq!(cells("reporter"), (1, json!("待审")));
    assert_eq!(cells("public"), (0, Value::Null));
    for (account, status) in [
        ("leader", 404),
        ("assessor", 404),
        ("public", 404),
        ("auditor", 404),
        ("reviewer", 200),
        ("clerk", 200),
    ] {
        let caller = app.signed_in(account);
        assert_eq!(caller.get("/reports/C1-U1").status, status, "{account}");
        assert_eq!(
            caller.get("/reports/C1-U1/receipt").status,
            status,
            "{account}"
        );
    }
    let other = told(1, 0).to_string().replace("C1-U1", "C1-U2");
    let other: Value = serde_json::from_str(&other).unwrap();
    assert_eq!(
        command(&reporter, "submit_report", &other),
        "403 zone/not-allowed"
    );
    assert_eq!(reporter.post("/reports/check", &other).status, 404);
    assert_eq!(reporter.get("/reports/C1-U2").status, 404);
    assert_eq!(reporter.get("/reports/C9-U1").status, 404);
    assert_eq!(reporter.get("/reports/nonsense").status, 404);
}

#[test]
fn reminders_and_the_rhythm() {
    let app = start();
    let clerk = app.signed_in("clerk");
    let due = clerk.get("/cycles/reminders?true_on=2026-03-03").json();
    let texts: Vec<&str> = due["reminders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["text"]["en"].as_str().unwrap())
        .collect();
    let first =
        "招商局: the report of February (1 projects) is due on 2026-02-28, 2 working days late.";
    assert_eq!(texts[0], first);
    assert_eq!(texts.len(), 2);
    assert_eq!(
        command(&clerk, "open_next_cycle", &json!({})),
        "422 zone/no-rhythm"
    );
    let rule = |days: i16| json!({ "days": days, "count": "calendar", "moved": "later" });
    let rhythm = json!({ "length": "month", "opens": rule(-3), "due": rule(4) });
    let reporter = app.signed_in("reporter");
    assert_eq!(
        command(&reporter, "set_rhythm", &rhythm),
        "403 zone/not-allowed"
    );
    assert_eq!(command(&clerk, "set_rhythm", &rhythm), "200");
    assert_eq!(command(&clerk, "open_next_cycle", &json!({})), "200");
    let cycles = clerk.get("/cycles").json();
    assert_eq!(cycles["cycles"][0]["name"]["zh"], "2026年3月");
    assert_eq!(cycles["next"]["name"]["zh"], "2026年4月");
    // 4 May 2026 lies in the holiday: said where it is shown.
    assert_eq!(cycles["next"]["moved_from"], "2026-05-04");
    assert_eq!(cycles["next"]["due_on"], "2026-05-06");
}

#[test]
fn a_draft_is_its_writers_alone_and_gone_once_submitted() {
    let app = start();
    let reporter = app.signed_in("reporter");
    let draft = "/reports/C1-U1/draft";
    assert_eq!(reporter.get(draft).status, 404);
    let before = reporter.get("/record/head").json();
    let put =
        |caller: &Caller<'_>, path: &str, body: &[u8]| caller.send("PUT", path, &[], body).status;
    assert_eq!(put(&reporter, draft, br#"{"cells":{"P1":"12"}}"#), 204);
    assert_eq!(reporter.get(draft).json()["typed"]["cells"]["P1"], "12");
    assert_eq!(
        reporter.get("/record/head").json(),
        before,
        "it is no part of the record"
    );
    for other in ["clerk", "reviewer", "leader", "auditor"] {
        assert_eq!(app.signed_in(other).get(draft).status, 404, "{other}");
    }
    assert_eq!(put(&reporter, "/reports/C1-U2/draft", b"{}"), 404);
    assert_eq!(put(&reporter, "/reports/C9-U1/draft", b"{}"), 404);
    assert_eq!(put(&reporter, draft, b"{"), 400);
    let long = format!("\"{}\"", "a".repeat(2 * 1024 * 1024));
    assert_eq!(put(&reporter, draft, long.as_bytes()), 413);
    assert_eq!(
        command(&reporter, "submit_report", &told(7_000_000, 0)),
        "200"
    );
    assert_eq!(reporter.get(draft).status, 404);
    assert_eq!(put(&reporter, draft, b"{}"), 204);
    assert_eq!(reporter.send("DELETE", draft, &[], b"").status, 204);
    assert_eq!(reporter.get(draft).status, 404);
}

#[test]
fn a_units_own_table_is_looked_at_and_records_nothing() {
    let app = start();
    let (clerk, reporter) = (app.signed_in("clerk"), app.signed_in("reporter"));
    let form = reporter.get("/reports/C1-U1").json();
    let name = form["lines"][0]["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    let table =
        format!("项目名称\t本年累计完成投资（万元）\t领导批示\n{name}\t1200\t阅\n别的\t5\t\n");
    let look = |caller: &Caller<'_>, body: &str| {
        let path = "/reports/C1-U1/table?name=table.tsv";
        caller.send("POST", path, &[], body.as_bytes())
    };
    let before = clerk.get("/zone").json()["head"]["seq"].clone();
    let found = look(&reporter, &table).json();
    let cell = &found["lines"][0]["cells"][0];
    assert_eq!(
        (&cell["field"], &cell["number"], &cell["place"]),
        (
            &json!("reported_ytd"),
            &json!(1_200_000_000),
            &json!("table!B2")
        )
    );
    assert_eq!(found["left"][0]["name"], "别的");
    assert_eq!(found["columns"][2]["taken"], false);
    assert_eq!(clerk.get("/zone").json()["head"]["seq"], before);
    // Nobody looks at a table for another's report, and what is no table is refused.
    assert_eq!(look(&app.signed_in("leader"), &table).status, 404);
    assert_eq!(look(&reporter, "").status, 422);
}
