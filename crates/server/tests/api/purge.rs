//! Purges over HTTP: one asks, another confirms, and nothing holds it any more.

use serde_json::{Value as Json, json};

use crate::http::Answer;
use crate::zone::{Caller, TestApp};

const SECRET: &str = "联系电话 13900000000，住东湖里三号";

fn comment(caller: &Caller<'_>, text: &str) -> Json {
    let asked = json!({ "subject": "P1", "text": text, "effective_on": host::today().to_string() });
    let answer = caller.post(
        "/commands",
        &json!({ "command": { "make_comment": asked } }),
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn ask(caller: &Caller<'_>, targets: &[&str], reason: &str) -> Answer {
    let told = json!({ "targets": targets, "ground": "personal_data", "reason": reason });
    caller.post("/purges", &told)
}

fn confirm(caller: &Caller<'_>, id: &str) -> Answer {
    caller.post(&format!("/purges/{id}/confirm"), &json!({}))
}

/// Whether a file of the data folder holds a text.
fn is_held(app: &TestApp, text: &str) -> Vec<String> {
    let mut held = Vec::new();
    for entry in std::fs::read_dir(app.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = match path.is_file() {
            true => std::fs::read(&path).unwrap(),
            false => continue,
        };
        if bytes.windows(text.len()).any(|own| own == text.as_bytes()) {
            held.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    held
}

#[test]
fn one_asks_another_confirms_and_it_is_gone_everywhere() {
    let mut app = TestApp::start();
    let clerk = app.signed_in("clerk");
    comment(&clerk, SECRET);
    let found = clerk.get("/search?words=13900000000").json();
    assert_eq!(found["total"], 1);
    // A reporter typed it into a draft too.
    let reporter = app.signed_in("reporter");
    let month = json!({ "name": { "zh": "一月", "en": "January" }, "from": "2026-01-01",
        "until": "2026-01-31", "due_on": "2026-02-05" });
    let opened = clerk.post("/commands", &json!({ "command": { "open_cycle": month } }));
    assert_eq!(opened.status, 200, "{}", opened.text());
    let typed = json!({ "note": format!("同前：{SECRET}"), "more": "按计划" }).to_string();
    let draft = "/reports/C1-U1/draft";
    assert_eq!(
        reporter.send("PUT", draft, &[], typed.as_bytes()).status,
        204
    );
    // And it stands in a ledger that waits to be applied.
    let ledger = format!("项目名称,责任单位,备注\r\n七号泵站,招商局,{SECRET}\r\n");
    let waits = clerk.send("POST", "/imports?name=台账.csv", &[], ledger.as_bytes());
    let waits = format!("/imports/{}", waits.json()["id"].as_str().unwrap());
    assert_eq!(clerk.get(&waits).status, 200);
    let seen_before = clerk.get("/threads/P1").text();
    assert!(seen_before.contains("13900000000"));
    let asked = ask(&clerk, &["K1"], "误录了个人联系方式");
    assert_eq!(asked.status, 200, "{}", asked.text());
    let asked = asked.json();
    assert_eq!(asked["purge"]["id"], "X1");
    assert_eq!(asked["purge"]["may_confirm"], false);
    assert_eq!(confirm(&clerk, "X1").verdict(), "422 zone/purge-own");
    assert!(clerk.get("/threads/P1").text().contains("13900000000"));

    // The security administrator reads no business, but is the second person.
    let second = app.signed_in("secadmin");
    assert_eq!(second.get("/threads/P1").status, 404);
    let board = second.get("/purges").json();
    assert_eq!(board["waiting"], 1);
    assert_eq!(board["purges"][0]["may_confirm"], true);
    assert!(!board.to_string().contains("13900000000"));
    let done = confirm(&second, "X1");
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.json()["purge"]["outcome"]["confirmed"], true);

    let thread = clerk.get("/threads/P1").json();
    assert_eq!(thread["comments"][0]["purged"], true);
    let told = "（已清除：个人信息，clerk 申请，secadmin 确认，";
    let text = thread["comments"][0]["text"]["zh"].as_str().unwrap();
    assert!(text.starts_with(told), "{text}");
    assert_eq!(clerk.get("/search?words=13900000000").json()["total"], 0);
    // The past is computed anew: what was known then is purged as well.
    let past = clerk.get("/threads/P1?known_at=latest").text();
    assert!(!past.contains("13900000000"));
    assert_eq!(clerk.get(&waits).status, 404);
    let history = clerk.get("/threads/P1/history").text();
    assert!(history.contains("已清除") && !history.contains("13900000000"));
    let draft = reporter.get(draft).text();
    assert!(
        draft.contains("（已清除）") && draft.contains("按计划"),
        "{draft}"
    );
    assert_eq!(confirm(&second, "X1").verdict(), "422 zone/purge-settled");
    drop((clerk, reporter, second));
    app.stop();
    assert_eq!(is_held(&app, "13900000000"), Vec::<String>::new());
}

#[test]
fn a_reason_that_repeats_it_and_what_is_not_there_are_refused() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    comment(&clerk, SECRET);
    let cases = [
        (
            &["K1"][..],
            "写了 13900000000",
            "422 zone/purge-reason-repeats",
        ),
        (&["K1"], " ", "422 zone/empty"),
        (&["K9"], "误录", "422 zone/unknown"),
        (&["#1"], "误录", "422 zone/nothing-to-purge"),
        (&[], "误录", "422 zone/purge-of-nothing"),
    ];
    for (targets, reason, verdict) in cases {
        assert_eq!(ask(&clerk, targets, reason).verdict(), verdict);
    }
    let told = json!({ "targets": ["K1"], "ground": "personal_data", "reason": "误录" });
    for account in ["reporter", "leader", "auditor", "sysadmin"] {
        let answer = app.signed_in(account).post("/purges", &told);
        assert_eq!(answer.verdict(), "403 server/not-allowed", "{account}");
    }
    // Who reads the record reads what was asked for; others see nothing of it.
    assert_eq!(app.signed_in("auditor").get("/purges").status, 200);
    assert_eq!(app.signed_in("leader").get("/purges").status, 404);
    assert_eq!(confirm(&clerk, "X9").verdict(), "422 zone/unknown");
}

#[test]
fn a_refused_request_leaves_it_and_its_record_means_its_texts() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let seq = comment(&clerk, SECRET)["first"].to_string();
    assert_eq!(ask(&clerk, &[&format!("#{seq}")], "误录").status, 200);
    let second = app.signed_in("secadmin");
    let refused = second.post("/purges/X1/refuse", &json!({ "reason": "仍需联系" }));
    assert_eq!(refused.status, 200, "{}", refused.text());
    assert!(clerk.get("/threads/P1").text().contains("13900000000"));
    // Asked anew by the other one, confirmed by the office.
    assert_eq!(ask(&second, &[&format!("#{seq}")], "误录").status, 200);
    assert_eq!(confirm(&second, "X2").verdict(), "422 zone/purge-own");
    assert_eq!(confirm(&clerk, "X2").status, 200);
    assert!(!clerk.get("/threads/P1").text().contains("13900000000"));
}
