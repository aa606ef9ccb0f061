//! Commands over HTTP.

use serde_json::json;

use crate::zone::TestApp;

#[test]
fn a_retried_request_counts_once() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let first = clerk.report("P1", 1, 10_000_000, "once").json();
    assert_eq!(first["repeated"], false);
    let again = clerk.report("P1", 1, 10_000_000, "once").json();
    assert_eq!(again["repeated"], true);
    assert_eq!(again["first"], first["first"]);
    let sheet = clerk.get("/projects/P1").json();
    assert_eq!(sheet["row"]["money"]["reported_ytd"], 10_000_000);
    assert_eq!(sheet["row"]["version"], 2);
}

#[test]
fn somebody_elses_change_is_a_conflict() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    assert_eq!(clerk.report("P1", 1, 1_000, "a").status, 200);
    assert_eq!(
        clerk.report("P1", 1, 2_000, "b").verdict(),
        "409 zone/stale"
    );
}

#[test]
fn rights_reach_as_far_as_the_unit() {
    let app = TestApp::start();
    let reporter = app.signed_in("reporter");
    assert_eq!(reporter.report("P1", 1, 1_000, "own").status, 200);
    let foreign = reporter.report("P3", 1, 1_000, "foreign");
    let absent = reporter.report("P9", 1, 1_000, "absent");
    assert_eq!(foreign.verdict(), "403 zone/not-allowed");
    assert_eq!(foreign.text(), absent.text());
    let leader = app.signed_in("leader");
    assert_eq!(
        leader.report("P1", 2, 1_000, "no").verdict(),
        "403 zone/not-allowed"
    );
}

#[test]
fn free_texts_are_sealed_and_shown() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let raised = clerk.post(
        "/commands",
        &json!({ "command": { "raise_problem": {
            "project": "P1", "kind": "用地", "severity": "blocking", "owner": "U2",
            "delay_days": 20, "description": "地块未腾空", "due_on": null,
            "effective_on": "2026-02-01" } } }),
    );
    assert_eq!(raised.status, 200, "{}", raised.text());
    let sheet = clerk.get("/projects/P1").json();
    assert_eq!(sheet["problems"][0]["description"]["zh"], "地块未腾空");
    let history = sheet["history"].as_array().unwrap();
    let last = &history.last().unwrap()["text"];
    assert_eq!(last["zh"], "提出重大问题 Q1（用地）：地块未腾空");
    assert_eq!(last["en"], "raised blocking problem Q1 (用地): 地块未腾空");
    let auditor = app.signed_in("auditor");
    let record = auditor.get("/record?limit=500");
    assert!(!record.text().contains("地块未腾空"));
}

#[test]
fn every_kind_of_command_is_read() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let day = "2026-02-01";
    let words = json!({ "zh": "三月", "en": "March" });
    let commands = [
        json!({ "register_project": { "effective_on": day, "facts": [
            { "field": "name", "value": { "text": "四号桥" } },
            { "field": "remark", "value": { "text": "备注" } } ] } }),
        json!({ "change_project": { "id": "P2", "version": 1, "document": "开管〔2026〕1号",
            "effective_on": day, "change": { "renamed": { "name": "二号大道" } } } }),
        json!({ "change_project": { "id": "P2", "version": 2, "document": "开管〔2026〕2号",
            "effective_on": day, "change": "suspended" } }),
        json!({ "adopt_plan": { "id": "P1", "version": 1, "effective_on": day, "plan": {
            "steps": [ { "key": "a", "name": "设计", "days": 10 },
                { "key": "b", "name": "施工", "days": 30 } ],
            "links": [ { "from": 0, "to": 1 } ] } } }),
        json!({ "report_steps": { "id": "P1", "version": 2, "effective_on": day,
            "steps": [ { "step": "a", "actual_start": "2026-01-20" } ] } }),
        json!({ "grant_exemption": { "id": "P1", "from": day, "until": "2026-03-01",
            "document": "开管〔2026〕3号", "reason": "汛期" } }),
        json!({ "add_person": { "name": "甲", "unit": "U1", "protocol_rank": 1,
            "effective_on": day } }),
        json!({ "set_mark": { "name": "m1", "label": words, "date": day } }),
        json!({ "open_cycle": { "name": words, "from": "2026-03-01", "until": "2026-03-31",
            "due_on": "2026-03-28" } }),
        json!({ "close_cycle": { "id": "C1" } }),
    ];
    for command in commands {
        let answer = clerk.post("/commands", &json!({ "command": command }));
        assert_eq!(answer.status, 200, "{command}: {}", answer.text());
    }
    let zone = clerk.get("/zone").json();
    assert_eq!(zone["marks"][0]["name"], "m1");
    assert_eq!(zone["cycles"][0]["closed"], true);
    assert_eq!(clerk.get("/wall?known_at=m1").status, 200);
}

#[test]
fn rules_are_looked_at_before_they_are_defined() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let set = |formula: &str| {
        json!({ "rule_set": { "key": "own", "version": 1,
            "name": { "zh": "自定", "en": "own" },
            "rules": [{ "key": "a", "name": { "zh": "甲", "en": "a" }, "formula": formula }] } })
    };
    let bad = clerk
        .post("/rules/check", &set("=IF(不知道<1,\"红\",\"绿\")"))
        .json();
    assert_eq!(bad["ok"], false);
    assert_eq!(bad["problems"][0]["rule"], "a");
    let good = clerk.post("/rules/check", &set("=\"红\"")).json();
    assert_eq!(good["ok"], true);
    assert_eq!(good["then"]["red"], 3);
    let nobody = app.nobody().post("/rules/check", &set("=\"红\""));
    assert_eq!(nobody.status, 401);
}

#[test]
fn what_the_command_line_can_the_interface_can() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let on = "2026-01-05";
    let label = |text: &str| json!({"zh": text, "en": text});
    let commands = [
        json!({"add_post": {"title": "主任", "unit": "U1", "protocol_rank": 1,
            "effective_on": on}}),
        json!({"add_person": {"name": "李明", "unit": "U1", "protocol_rank": 1,
            "effective_on": on}}),
        json!({"hold_post": {"id": "T1", "version": 1, "holder": "R1", "document": "1号",
            "effective_on": on}}),
        json!({"change_post": {"id": "T1", "version": 2, "change": {"renamed": {"name": "局长"}},
            "document": "2号", "effective_on": on}}),
        json!({"change_unit": {"id": "U1", "version": 1, "change": {"renamed": {"name": "新局"}},
            "document": "3号", "effective_on": on}}),
        json!({"define_stage_path": {"nature": "own", "name": label("自定"),
            "stages": [{"key": "甲", "name": label("甲")}, {"key": "乙", "name": label("乙")}]}}),
        json!({"define_roles": {"roles": [{"key": "sponsor", "name": label("包抓领导"),
            "required": true}]}}),
        json!({"add_indicator": {"code": "gdp", "name": label("地区生产总值"),
            "measure": label("亿元"), "kind": "flow", "better": "more"}}),
    ];
    for command in commands {
        let body = json!({"command": command}).to_string();
        let answer = clerk.send("POST", "/commands", &[], body.as_bytes());
        assert_eq!(answer.verdict(), "200", "{command}: {}", answer.text());
    }
}
