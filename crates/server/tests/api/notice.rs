//! Notices over HTTP: who is told what, that reading it is kept, channels and their secrets, the
//! calendar's address.

use serde_json::{Value, json};

use crate::zone::{Caller, TestApp};

/// An item of U1, due a while ago or ahead.
fn assign(app: &TestApp, due_on: &str) {
    let clerk = app.signed_in("clerk");
    let person = json!({ "command": { "add_person": { "name": "甲", "unit": "U1",
        "protocol_rank": 1, "effective_on": "2026-02-01" } } });
    assert_eq!(clerk.post("/commands", &person).verdict(), "200");
    let item = json!({ "command": { "assign_item": {
        "kind": "meeting", "what": "完成管线迁改", "lead": "U1", "support": [], "owner": "R1",
        "measure": "通水通电", "evidence": ["photo"], "due_on": due_on,
        "effective_on": "2026-02-02" } } });
    assert_eq!(clerk.post("/commands", &item).verdict(), "200");
}

fn of_item(board: &Value) -> Vec<&Value> {
    let notices = board["notices"].as_array().unwrap();
    notices.iter().filter(|own| own["about"] == "S1").collect()
}

fn counts(caller: &Caller<'_>) -> Value {
    caller.get("/notices/counts").json()
}

#[test]
fn an_item_rings_the_bell_of_its_unit_until_it_is_read() {
    let app = TestApp::start();
    let reporter = app.signed_in("reporter");
    let before = counts(&reporter)["unread"].as_u64().unwrap();
    assign(&app, "2149-12-01");
    assert_eq!(counts(&reporter)["unread"], before + 1);
    let board = reporter.get("/notices").json();
    let own = of_item(&board);
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["title"]["zh"], "新交办：项目督办〔2026〕001号");
    assert_eq!(own[0]["detail"]["zh"], "完成管线迁改");
    assert!(own[0]["recorded_at"].as_str().unwrap().len() > 10);
    let key = own[0]["key"].as_str().unwrap();
    let read = json!({ "keys": [key, "made/up"], "read": true });
    assert_eq!(reporter.post("/notices/read", &read).status, 204);
    assert_eq!(counts(&reporter)["unread"], before);
    let other = json!({ "keys": [key], "read": false });
    assert_eq!(reporter.post("/notices/read", &other).status, 204);
    assert_eq!(counts(&reporter)["unread"], before + 1);
    // It is not the matter of these, who get the list, nor of those, who get none.
    assert!(of_item(&app.signed_in("leader").get("/notices").json()).is_empty());
    assert_eq!(app.signed_in("auditor").get("/notices").status, 404);
    assert_eq!(app.nobody().get("/notices").status, 401);
    let many: Vec<String> = (0..501).map(|n| n.to_string()).collect();
    let many = json!({ "keys": many });
    assert_eq!(
        reporter.post("/notices/read", &many).verdict(),
        "400 server/bad-query"
    );
}

#[test]
fn a_bulletin_for_the_units_is_the_offices_to_make() {
    let app = TestApp::start();
    assign(&app, "2026-02-14");
    let clerk = app.signed_in("clerk");
    let made = clerk.get("/notices/bulletin?of=zone&unit=U1").json();
    let text = made["text"]["zh"].as_str().unwrap();
    assert!(text.contains("逾期：项目督办〔2026〕001号"), "{text}");
    assert!(text.contains("完成管线迁改"), "{text}");
    let other = clerk.get("/notices/bulletin?of=zone&unit=U2").json();
    assert!(!other["text"]["zh"].as_str().unwrap().contains("001号"));
    // Nothing of who owes what is public.
    let public = clerk.get("/notices/bulletin?of=zone&carries=public").json();
    assert_eq!(public["groups"], json!([]));
    let reporter = app.signed_in("reporter");
    let refused = reporter.get("/notices/bulletin?of=zone");
    assert_eq!(refused.verdict(), "403 server/not-allowed");
    let mine = reporter.get("/notices/bulletin?topics=item").json();
    assert_eq!(mine["groups"].as_array().unwrap().len(), 1);
    let wrong = clerk.get("/notices/bulletin?of=all&carries=top&topics=x");
    assert_eq!(wrong.json()["problems"].as_array().unwrap().len(), 3);
}

#[test]
fn a_project_that_may_not_be_seen_is_not_watched() {
    let app = TestApp::start();
    let reporter = app.signed_in("reporter");
    assert_eq!(
        reporter.send("PUT", "/notices/watched/P2", &[], b"").status,
        204
    );
    assert_eq!(
        reporter.send("PUT", "/notices/watched/P3", &[], b"").status,
        404
    );
    assert_eq!(
        reporter
            .send("PUT", "/notices/watched/P99", &[], b"")
            .status,
        404
    );
    assert_eq!(
        reporter.get("/notices/watched").json()["projects"],
        json!(["P2"])
    );
    assert_eq!(
        reporter
            .send("DELETE", "/notices/watched/P2", &[], b"")
            .status,
        204
    );
    assert_eq!(
        reporter.get("/notices/watched").json()["projects"],
        json!([])
    );
}

fn robot(name: &str) -> Value {
    json!({ "kind": "wecom", "name": name, "unit": null, "carries": "internal",
        "topics": { "item": "at_once" }, "lang": "zh-CN", "enabled": true, "private": false })
}

#[test]
fn a_robots_address_goes_in_and_is_not_shown_again() {
    let app = TestApp::start();
    let admin = app.signed_in("sysadmin");
    let address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0";
    let body = json!({ "robot": robot("调度群"), "address": address, "secret": "s3cret" });
    let added = admin.post("/notices/robots", &body);
    assert_eq!((added.status, added.json()), (200, json!({ "id": 1 })));
    let shown = admin.get("/notices/channels").text();
    assert!(shown.contains("qyapi.weixin.qq.com/…97a0"), "{shown}");
    assert!(
        !shown.contains("693a91f6") && !shown.contains("s3cret"),
        "{shown}"
    );
    let elsewhere = json!({ "robot": robot(""), "address": "http://10.0.0.1/hook" });
    let refused = admin.post("/notices/robots", &elsewhere).json();
    let codes: Vec<&str> = refused["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["courier/setting-empty", "courier/not-https"]);
    // A change without an address keeps the one before.
    let change = json!({ "robot": robot("督办群") });
    let path = format!("/notices/robots/{}", 1);
    let changed = admin.send("PUT", &path, &[], change.to_string().as_bytes());
    assert_eq!(changed.status, 204, "{}", changed.text());
    let shown = admin.get("/notices/channels").json();
    assert_eq!(shown["robots"][0]["robot"]["name"], "督办群");
    assert_eq!(shown["robots"][0]["signed"], true);
    assert_eq!(admin.send("DELETE", &path, &[], b"").status, 204);
    let again = admin.send("DELETE", &path, &[], b"");
    assert_eq!(again.verdict(), "422 courier/no-such-robot");
    // Each change is on record before it holds, with no secret.
    let reader = app.host.library().reader();
    let records = reader.records(host::SECURITY_STREAM, 1, 100, None).unwrap();
    let told: Vec<Value> = records
        .iter()
        .filter(|record| record.kind == "setting.changed" && record.actor == "sysadmin")
        .map(|record| serde_json::from_slice(&record.body).unwrap())
        .collect();
    let of = |change: &str, name: &str| {
        let setting = "notice.robot";
        json!({ "setting": setting, "change": change, "of": name })
    };
    assert_eq!(
        told,
        [
            of("added", "调度群"),
            of("changed", "督办群"),
            of("removed", "督办群")
        ]
    );
    assert_eq!(
        app.signed_in("reporter").get("/notices/channels").status,
        404
    );
}

#[test]
fn what_somebody_wants_is_kept_and_checked() {
    let app = TestApp::start();
    let reporter = app.signed_in("reporter");
    let usual = reporter.get("/notices/settings").json();
    assert_eq!(
        (&usual["said"], &usual["mail_enabled"]),
        (&json!(false), &json!(false))
    );
    let mut wanted = usual["preferences"].clone();
    wanted["mail"] = json!("zhang@example.cn");
    wanted["topics"] = json!({ "item": "at_once", "light": "never" });
    wanted["quiet"] = json!(["20:00", "08:00"]);
    let put = |body: &Value| {
        let body = body.to_string();
        reporter.send("PUT", "/notices/settings", &[], body.as_bytes())
    };
    assert_eq!(put(&wanted).status, 204);
    let kept = reporter.get("/notices/settings").json();
    assert_eq!(
        (&kept["preferences"], &kept["said"]),
        (&wanted, &json!(true))
    );
    wanted["mail"] = json!("zhang at example");
    assert_eq!(put(&wanted).verdict(), "422 courier/bad-mail-address");
    wanted["quiet"] = json!(["25:00", "08:00"]);
    assert_eq!(put(&wanted).verdict(), "400 server/bad-body");
}

#[test]
fn a_calendar_is_read_by_its_address_until_that_is_renewed_or_taken_back() {
    let app = TestApp::start();
    assign(&app, "2149-12-01");
    let reporter = app.signed_in("reporter");
    let renewed = || {
        let made = reporter.send("POST", "/notices/feed", &[], b"").json();
        let path = made["path"].as_str().unwrap().to_owned();
        path.strip_prefix("/api/v1").unwrap().to_owned()
    };
    let path = renewed();
    let nobody = app.nobody();
    let answer = nobody.get(&path);
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type").unwrap(),
        "text/calendar; charset=utf-8"
    );
    let text = answer.text();
    assert!(text.contains("UID:item-S1@wallchart\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:21491201\r\n"), "{text}");
    let tag = answer.header("etag").unwrap().to_owned();
    let again = nobody.send("GET", &path, &[("if-none-match", &tag)], b"");
    assert_eq!((again.status, again.text().as_str()), (304, ""));
    let newer = renewed();
    assert_eq!(nobody.get(&path).status, 404);
    assert_eq!(nobody.get(&newer).status, 200);
    assert_eq!(
        reporter.send("DELETE", "/notices/feed", &[], b"").status,
        204
    );
    assert_eq!(nobody.get(&newer).status, 404);
}

/// A time of the day where the zone is, some hours from now.
fn hours_from_now(hours: i64) -> String {
    let beijing = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    at.to_zoned(beijing).strftime("%H:%M").to_string()
}

#[test]
fn what_is_held_back_is_counted_for_the_administrator_alone() {
    let app = TestApp::start();
    let (admin, reporter) = (app.signed_in("sysadmin"), app.signed_in("reporter"));
    let put = |caller: &Caller<'_>, path: &str, body: &Value| {
        let answer = caller.send("PUT", path, &[], body.to_string().as_bytes());
        assert_eq!(answer.status, 204, "{}", answer.text());
    };
    let (from, until) = (hours_from_now(-6), hours_from_now(6));
    let rules = json!({ "quiet_from": from, "quiet_until": until, "urgent_passes": false,
        "working_days_only": false, "digest_at": until, "site": "", "hosts": [] });
    put(&admin, "/notices/rules", &rules);
    let address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6";
    let body = json!({ "robot": robot("调度群"), "address": address });
    assert_eq!(admin.post("/notices/robots", &body).status, 200);
    let server = json!({ "host": "127.0.0.1", "port": 9, "security": "plain", "user": "",
        "from": "wall@example.cn", "carries": "internal", "enabled": true });
    put(&admin, "/notices/mail", &json!({ "server": server }));
    let mut wanted = reporter.get("/notices/settings").json()["preferences"].clone();
    wanted["mail"] = json!("zhang@example.cn");
    wanted["topics"] = json!({ "item": "at_once", "report": "never", "meeting": "never",
        "request": "never", "problem": "never", "light": "never", "talk": "never" });
    put(&reporter, "/notices/settings", &wanted);
    assign(&app, "2149-12-01");
    let held = admin.get("/notices/held");
    let rows = held.json()["held"].clone();
    let until = rows[0]["until"].clone();
    let at: jiff::Timestamp = until.as_str().unwrap().parse().unwrap();
    let wait = at.as_second() - jiff::Timestamp::now().as_second();
    assert!((5 * 3_600..=6 * 3_600).contains(&wait), "{wait}");
    let row = |zh: &str, en: &str| {
        json!({ "to": { "zh": zh, "en": en }, "recipients": 1, "notices": 1, "by": "quiet",
            "until": until })
    };
    let robot = row("机器人：调度群", "robot: 调度群");
    assert_eq!(rows, json!([robot, row("邮件", "mail")]));
    // What it says is its reader's, and what was read in the page waits no more.
    assert!(!held.text().contains("完成管线迁改"));
    let board = reporter.get("/notices").json();
    let read = json!({ "keys": [of_item(&board)[0]["key"]], "read": true });
    assert_eq!(reporter.post("/notices/read", &read).status, 204);
    assert_eq!(admin.get("/notices/held").json()["held"], json!([robot]));
    assert_eq!(reporter.get("/notices/held").status, 404);
}
