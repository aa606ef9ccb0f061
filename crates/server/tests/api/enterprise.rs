//! Enterprises over HTTP: their own sign-in from end to end, and what it must not see.

use serde_json::{Value as Json, json};

use crate::http::Answer;
use crate::zone::{Caller, TestApp};

fn command(caller: &Caller<'_>, command: &Json) -> Answer {
    caller.post("/commands", &json!({ "command": command }))
}

fn codes(answer: &Answer) -> Vec<String> {
    let body: Json = serde_json::from_slice(&answer.body).unwrap();
    let problems = body["problems"].as_array().cloned().unwrap_or_default();
    let code = |problem: &Json| problem["code"].as_str().unwrap().to_owned();
    problems.iter().map(code).collect()
}

fn json(answer: &Answer) -> Json {
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

/// The day it is where the zone is: as the pages learn it.
fn today(caller: &Caller<'_>) -> Json {
    json(&caller.get("/zone"))["today"].clone()
}

#[test]
fn an_enterprise_asks_a_unit_answers_and_the_enterprise_has_the_last_word() {
    let app = TestApp::start();
    let (firm, unit) = (app.signed_in("enterprise"), app.signed_in("reporter"));
    let day = today(&firm);
    let asked = json!({ "raise_request": { "enterprise": "E1", "kind": "labour",
        "text": "需普工 20 人", "effective_on": day } });
    json(&command(&firm, &asked));
    let page = json(&firm.get("/own-enterprise"));
    assert_eq!(page["name"], "晨曜精密");
    let own = &page["requests"][1];
    assert_eq!(
        (&own["id"], &own["state"], &own["may"]),
        (&json!("N3"), &json!("open"), &json!([]))
    );
    let seen = json(&unit.get("/requests/N3"));
    assert_eq!(seen["sheet"]["row"]["by_enterprise"], true);
    assert_eq!(seen["sheet"]["row"]["may"], json!(["answer", "pass_on"]));
    let passed = json!({ "pass_on_request": { "id": "N3", "version": 1, "effective_on": day,
        "to": "U2", "note": "请内部研究，暂不答复" } });
    json(&command(&unit, &passed));
    let answered = json!({ "answer_request": { "id": "N3", "version": 2, "effective_on": day,
        "outcome": "solved", "text": "已组织招聘" } });
    json(&command(&unit, &answered));
    let page = firm.get("/own-enterprise");
    assert!(!page.text().contains("内部研究"), "{}", page.text());
    let page = json(&page);
    let own = &page["requests"][0];
    assert_eq!(own["answer"]["zh"], "已组织招聘");
    assert_eq!(own["may"], json!(["confirm", "reopen"]));
    let confirm = json!({ "confirm_request": { "id": "N3", "version": 3, "effective_on": day,
        "satisfaction": 5, "words": "谢谢" } });
    for other in ["reporter", "clerk"] {
        let refused = command(&app.signed_in(other), &confirm);
        assert_eq!(
            (refused.status, codes(&refused)),
            (403, vec!["zone/not-allowed".to_owned()])
        );
    }
    json(&command(&firm, &confirm));
    let board = json(&app.signed_in("leader").get("/requests?over=true&text=N3"));
    assert_eq!(board["units"][0]["satisfied"], 1);
    assert_eq!(board["units"][0]["few"], true);
}

#[test]
fn an_enterprises_sign_in_sees_nothing_of_anybody_else() {
    let app = TestApp::start();
    let firm = app.signed_in("enterprise");
    for path in [
        "/enterprises",
        "/enterprises/E1",
        "/enterprises/E2",
        "/enterprises/choices",
        "/requests",
        "/requests/N1",
        "/requests/N2",
        "/wall",
        "/projects/P1",
        "/items",
        "/problems",
        "/indicators",
        "/cycles",
        "/record",
        "/imports",
        "/accounts",
    ] {
        let status = firm.get(path).status;
        assert!(status == 404 || status == 403, "{path}: {status}");
    }
    let page = firm.get("/own-enterprise").text();
    assert!(
        page.contains("晨曜精密") && !page.contains("远航电子"),
        "{page}"
    );
    let zone = firm.get("/zone").text();
    for hidden in ["招商局", "发改局", "一号厂房", "pace-bands"] {
        assert!(!zone.contains(hidden), "{hidden} in {zone}");
    }
    // Nobody else is offered the enterprise's page.
    for other in ["clerk", "reporter", "leader", "public"] {
        assert_eq!(
            app.signed_in(other).get("/own-enterprise").status,
            404,
            "{other}"
        );
    }
    // It may do nothing to what is not its own.
    let day = today(&firm);
    for asked in [
        json!({ "raise_request": { "enterprise": "E2", "kind": "land", "text": "地",
            "effective_on": day } }),
        json!({ "record_figures": { "id": "E2", "version": 1, "month": "2026-01",
            "output_fen": 1 } }),
        json!({ "answer_request": { "id": "N1", "version": 1, "effective_on": day,
            "outcome": "solved", "text": "自己答复" } }),
        json!({ "add_enterprise": { "name": "甲", "lead": "U1", "effective_on": day } }),
        json!({ "change_enterprise": { "id": "E1", "version": 1, "name": "乙",
            "effective_on": day } }),
        json!({ "record_facts": { "id": "P1", "version": 1, "effective_on": day, "facts": [] } }),
    ] {
        let refused = command(&firm, &asked);
        assert_eq!(refused.status, 403, "{asked}: {}", refused.text());
    }
}

#[test]
fn figures_that_nobody_expects_are_asked_at_their_field() {
    let app = TestApp::start();
    let firm = app.signed_in("enterprise");
    let told = |version: u32, output: i64, answers: Json| {
        json!({ "record_figures": { "id": "E1", "version": version, "month": "2026-02",
            "output_fen": output, "electricity_kwh": 0, "capacity_use": 10_500,
            "answers": answers } })
    };
    let asked = command(&firm, &told(1, 5_000, json!([])));
    assert_eq!(asked.status, 422, "{}", asked.text());
    let body: Json = serde_json::from_slice(&asked.body).unwrap();
    let places: Vec<&Json> = body["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| &problem["place"])
        .collect();
    assert_eq!(
        places,
        [
            &json!({ "field": "capacity_use", "subject": "above_capacity" }),
            &json!({ "field": "electricity_kwh", "subject": "output_without_power" }),
        ]
    );
    let answers = json!([
        { "question": "above_capacity", "figure": "capacity_use", "reason": "加班" },
        { "question": "output_without_power", "figure": "electricity_kwh", "reason": "自备电源" },
    ]);
    json(&command(&firm, &told(1, 5_000, answers)));
    let sheet = json(&app.signed_in("clerk").get("/enterprises/E1"));
    let month = &sheet["sheet"]["months"][0];
    assert_eq!(month["source"], "enterprise");
    assert_eq!(month["answers"][1]["reason"]["zh"], "自备电源");
    let line = sheet["history"].as_array().unwrap().last().unwrap();
    assert!(
        line["text"]["zh"].as_str().unwrap().contains("企业自报"),
        "{line}"
    );
}

#[test]
fn a_pasted_table_is_looked_at_and_applied_as_it_was_seen() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let mut body = json!({ "month": "2026-02", "text":
        "企业名称\t责任单位\t产值(万元)\t用电量(万度)\n晨曜精密\t招商局\t12.5\t3\n新来企业\t无此单位\t8\t1\n" });
    let looked = json(&clerk.post("/enterprises/table/check", &body));
    assert_eq!(
        looked["problems"][0]["code"],
        "exchange/unknown-enterprise-unit"
    );
    assert_eq!(looked["problems"][0]["place"]["cell"], "B3");
    let refused = clerk.post("/enterprises/table", &body);
    assert_eq!(refused.status, 422, "{}", refused.text());
    body["text"] = json!(body["text"].as_str().unwrap().replace("无此单位", "发改局"));
    let looked = json(&clerk.post("/enterprises/table/check", &body));
    assert_eq!(looked["problems"], json!([]));
    assert_eq!((&looked["new"], &looked["changed"]), (&json!(1), &json!(1)));
    let unseen = clerk.post("/enterprises/table", &body);
    assert_eq!(
        (unseen.status, codes(&unseen)),
        (409, vec!["server/table-not-seen".to_owned()])
    );
    body["seen"] = looked["seen"].clone();
    json(&clerk.post("/enterprises/table", &body));
    let list = json(&clerk.get("/enterprises?month=2026-02"));
    assert_eq!(list["counts"]["told"], 2);
    let again = json(&clerk.post("/enterprises/table/check", &body));
    assert_eq!(again["unchanged"], 2);
    assert_eq!(
        app.signed_in("leader")
            .post("/enterprises/table", &body)
            .status,
        403
    );
}

#[test]
fn an_enterprises_account_names_its_enterprise_and_has_no_other_role() {
    let app = TestApp::start();
    let admin = app.signed_in("secadmin");
    let add = |body: Json| codes(&admin.post("/accounts", &body));
    let unbound = json!({ "account": "f1", "roles": ["enterprise"] });
    assert_eq!(add(unbound), ["server/enterprise-unbound"]);
    let unknown = json!({ "account": "f1", "roles": ["enterprise"], "enterprise": "E9" });
    assert_eq!(add(unknown), ["server/no-such-enterprise"]);
    let both = json!({ "account": "f1", "roles": ["enterprise", "clerk"], "enterprise": "E2" });
    assert_eq!(add(both), ["server/enterprise-alone"]);
    let own = json!({ "account": "f1", "roles": ["enterprise"], "enterprise": "E2" });
    let made = json(&admin.post("/accounts", &own));
    let firm = app.with_password("f1", made["password"].as_str().unwrap());
    assert_eq!(json(&firm.get("/own-enterprise"))["name"], "远航电子");
}
