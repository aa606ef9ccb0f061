//! A unit's report signed by three people over HTTP, by a secretary, and on paper.

use serde_json::{Value, json};

use crate::zone::{Caller, TestApp};

/// February is open. R1 to R4 of the first unit: handler, reviewer, head, secretary; the accounts
/// are bound to them by the security administrator.
fn start() -> TestApp {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let month = json!({ "name": { "zh": "二月", "en": "February" }, "from": "2026-02-01",
        "until": "2026-02-28", "due_on": "2026-02-28" });
    assert_eq!(command(&clerk, "open_cycle", &month), "200");
    for name in ["张经办", "李审核", "王局长", "赵秘书"] {
        let person = json!({ "name": name, "unit": "U1", "protocol_rank": 1,
            "effective_on": "2026-01-01" });
        assert_eq!(command(&clerk, "add_person", &person), "200");
    }
    let choices = clerk.get("/units/U1/signoff").json()["choices"].clone();
    let ids: Vec<Value> = choices
        .as_array()
        .unwrap()
        .iter()
        .filter(|own| own["id"].as_str().unwrap().starts_with('R'))
        .map(|own| own["id"].clone())
        .collect();
    let first = ids.len() - 4;
    let step = |role: &str, at: usize| json!({ "role": role, "people": [ids[first + at]] });
    let route = json!({ "unit": "U1", "version": 0, "document": "签发办法",
        "steps": [step("handler", 0), step("reviewer", 1), step("head", 2)] });
    assert_eq!(command(&clerk, "set_sign_route", &route), "200");
    let secadmin = app.signed_in("secadmin");
    for (account, role, at) in [
        ("reporter", "reporter", 0),
        ("reviewer", "reviewer", 1),
        ("leader", "leader", 2),
        ("assessor", "assessor", 3),
    ] {
        let bound = json!({ "roles": [role], "unit": "U1", "person": ids[first + at] });
        let path = format!("/accounts/{account}/roles");
        let body = bound.to_string();
        let answer = secadmin.send("PUT", &path, &[], body.as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    app
}

fn command(caller: &Caller<'_>, name: &str, asked: &Value) -> String {
    let body = json!({ "command": { name: asked } });
    caller.post("/commands", &body).verdict()
}

fn told(fen: i64, version: u32, correction: Option<&str>) -> Value {
    json!({ "id": "C1-U1", "version": version, "correction": correction,
        "lines": [{ "project": "P1", "facts": [
            { "field": "reported_ytd", "value": { "money": fen } } ] }] })
}

fn step(caller: &Caller<'_>, name: &str) -> String {
    let form = caller.get("/reports/C1-U1").json();
    let mut asked = json!({ "id": "C1-U1", "version": form["version"] });
    if name == "give_back_report" {
        asked["reason"] = json!("请核对");
    }
    command(caller, name, &asked)
}

fn word(caller: &Caller<'_>) -> (String, Value) {
    let row = caller.get("/cycles/C1").json()["rows"][0].clone();
    let word = row["cell"]["word"]["zh"].as_str().unwrap().to_owned();
    (word, row["cell"]["hangs"]["zh"].clone())
}

#[test]
fn three_people_sign_and_the_office_accepts() {
    let app = start();
    let reporter = app.signed_in("reporter");
    let (reviewer, head) = (app.signed_in("reviewer"), app.signed_in("leader"));
    let clerk = app.signed_in("clerk");
    assert_eq!(
        command(&reporter, "submit_report", &told(7_000_000, 0, None)),
        "200"
    );
    assert_eq!(word(&clerk), ("待签".to_owned(), json!("待审核签字")));
    assert_eq!(step(&head, "sign_report"), "422 zone/not-a-signer");
    assert_eq!(step(&reviewer, "give_back_report"), "200");
    assert_eq!(
        command(&reporter, "submit_report", &told(8_000_000, 3, None)),
        "200"
    );
    assert_eq!(step(&reviewer, "sign_report"), "200");
    assert_eq!(step(&head, "sign_report"), "200");
    assert_eq!(word(&clerk).0, "待采用");
    // The receipt of the head's signature proves what was signed.
    let receipt = head.get("/reports/C1-U1/receipt").json();
    assert_eq!(receipt["kind"], "report.signed");
    let form = head.get("/reports/C1-U1").json();
    assert_eq!(receipt["figures_sha256"], form["digest"]);
    assert_eq!(form["signing"]["void"].as_array().unwrap().len(), 1);
    // Reported anew on the same day with a reason: a correction, signed again.
    let version = form["version"].as_u64().unwrap();
    let version = u32::try_from(version).unwrap();
    assert_eq!(
        command(&reporter, "submit_report", &told(9_000_000, version, None)),
        "422 zone/correction-without-reason"
    );
    let corrected = told(9_000_000, version, Some("监理更正"));
    assert_eq!(command(&reporter, "submit_report", &corrected), "200");
    assert_eq!(word(&clerk), ("待签".to_owned(), json!("待审核签字")));
    assert_eq!(step(&clerk, "accept_report"), "422 zone/not-submitted");
}

#[test]
fn a_secretary_signs_and_a_revoked_one_does_not() {
    let app = start();
    let (head, secretary) = (app.signed_in("leader"), app.signed_in("assessor"));
    let reporter = app.signed_in("reporter");
    command(&reporter, "submit_report", &told(7_000_000, 0, None));
    step(&app.signed_in("reviewer"), "sign_report");
    // Before there is a delegation it is as if there were no report.
    assert_eq!(secretary.get("/reports/C1-U1").status, 404);
    let board = head.get("/units/U1/signoff").json();
    assert_eq!(board["may_delegate"], true);
    let own = board["choices"].as_array().unwrap().last().unwrap()["id"].clone();
    let asked = json!({ "unit": "U1", "delegate": own, "forms": ["month"],
        "from": today(0), "until": today(30), "document": "委托书" });
    assert_eq!(
        command(&secretary, "delegate_signing", &asked),
        "403 zone/not-allowed"
    );
    assert_eq!(command(&head, "delegate_signing", &asked), "200");
    assert_eq!(step(&secretary, "sign_report"), "200");
    let form = secretary.get("/reports/C1-U1").json();
    let signed = &form["signing"]["steps"][2]["signed"];
    assert_eq!(
        signed["on_behalf"]["zh"],
        "受王局长委托代签，委托 D1，委托书"
    );
    let revoke = json!({ "id": "D1", "reason": "已返岗" });
    assert_eq!(command(&head, "revoke_delegation", &revoke), "200");
    assert_eq!(secretary.get("/reports/C1-U1").status, 404);
    let sign = json!({ "id": "C1-U1", "version": form["version"] });
    assert_eq!(
        command(&secretary, "sign_report", &sign),
        "422 zone/nothing-to-sign"
    );
}

fn today(days: i64) -> String {
    use jiff::ToSpan as _;
    host::today().saturating_add(days.days()).to_string()
}

/// The smallest PNG there is: a picture without a code.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\
    \nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

#[test]
fn a_sheet_is_printed_signed_and_handed_in_with_its_code_typed() {
    let app = start();
    let (reporter, clerk) = (app.signed_in("reporter"), app.signed_in("clerk"));
    command(&reporter, "submit_report", &told(7_000_000, 0, None));
    assert_eq!(step(&reporter, "print_report"), "200");
    let form = reporter.get("/reports/C1-U1").json();
    let code = form["sheets"][0]["code"].as_str().unwrap().to_owned();
    let page = reporter.get(&format!("/sheets/{code}/print"));
    let text = String::from_utf8(page.body).unwrap();
    assert!(
        text.contains(&code) && text.contains("负责人（签字）"),
        "{text}"
    );
    assert!(text.contains("<path d=\"M4 4h7v1h-7z"), "the square code");
    assert_eq!(
        app.signed_in("leader")
            .get("/sheets/C1U1V1-0000-0000-0")
            .status,
        404
    );
    let look = |more: &str, bytes: &[u8]| {
        let path = format!("/reports/C1-U1/scans/look{more}");
        let answer = clerk.send("POST", &path, &[], bytes).json();
        let codes = answer["refusals"].as_array().unwrap().iter();
        let codes: Vec<Value> = codes.map(|own| own["code"].clone()).collect();
        (codes, answer["sheet"]["totals"][0]["fen"].clone())
    };
    assert_eq!(look("", PNG).0, ["server/scan-unread"]);
    let typed = format!("?code={code}");
    assert_eq!(look(&typed, PNG), (Vec::new(), json!(7_000_000)));
    assert_eq!(look(&typed, b"hello").0, ["server/not-a-scan"]);
    assert_eq!(
        look("?code=C1U1V1-AAAA-AAAA-A", PNG).0,
        ["zone/sheet-code-slip"]
    );
    let hand_in = |caller: &Caller<'_>, totals: &str| {
        let version = caller.get("/reports/C1-U1").json()["version"].clone();
        let path = format!(
            "/reports/C1-U1/scans?version={version}&code={code}&name=scan.png\
             &signed=reviewer,head&totals=reported_ytd:{totals}"
        );
        caller.send("POST", &path, &[], PNG).verdict()
    };
    assert_eq!(hand_in(&clerk, ""), "400 server/bad-query");
    assert_eq!(hand_in(&clerk, "7000000"), "200");
    assert_eq!(word(&clerk).0, "待采用");
    assert_eq!(hand_in(&clerk, "7000000"), "422 zone/sheet-used");
    let kept = reporter.get(&format!("/sheets/{code}/scan"));
    assert_eq!((kept.status, kept.body.as_slice()), (200, PNG));
    for stranger in ["public", "auditor"] {
        let caller = app.signed_in(stranger);
        assert_ne!(caller.get(&format!("/sheets/{code}/scan")).status, 200);
        assert_ne!(caller.get(&format!("/sheets/{code}")).status, 200);
    }
}

#[test]
fn an_account_is_bound_to_a_person_that_is_there() {
    let app = TestApp::start();
    let secadmin = app.signed_in("secadmin");
    let bound = json!({ "roles": ["leader"], "person": "R999" }).to_string();
    let answer = secadmin.send("PUT", "/accounts/leader/roles", &[], bound.as_bytes());
    assert_eq!(answer.verdict(), "422 server/no-such-person");
}
