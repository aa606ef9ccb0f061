//! Sessions, clause by clause.

use std::time::{Duration, Instant};

use crate::zone::{PASSWORD, TestApp};

#[test]
fn a_session_opens_shows_and_closes() {
    let app = TestApp::start();
    let answer = app.nobody().sign_in("clerk", PASSWORD);
    let body = answer.json();
    assert_eq!(body["account"], "clerk");
    assert_eq!(body["name"], "测试clerk");
    assert_eq!(body["roles"][0], "clerk");
    let may = body["may"].as_array().unwrap();
    assert!(may.contains(&"keep_projects".into()), "{may:?}");
    assert!(!may.contains(&"audit".into()), "{may:?}");
    assert_eq!(body["lang"], "zh-CN");
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let clerk = app.signed_in("clerk");
    assert_eq!(clerk.get("/session").status, 200);
    assert_eq!(clerk.send("DELETE", "/session", &[], b"").status, 204);
    assert_eq!(clerk.get("/session").verdict(), "401 server/not-signed-in");
}

#[test]
fn a_token_from_before_sign_in_is_never_valid_after() {
    let app = TestApp::start();
    let old = app.signed_in("clerk");
    let answer = old.sign_in("clerk", PASSWORD);
    let new = answer.header("set-cookie").unwrap();
    assert!(!new.starts_with(old.cookie.as_deref().unwrap()));
    assert_eq!(old.get("/session").status, 401);
    let mut preset = app.nobody();
    preset.cookie = Some(format!("wallchart={}", "0".repeat(64)));
    assert_eq!(preset.sign_in("clerk", PASSWORD).status, 200);
    assert_eq!(preset.get("/session").status, 401);
}

#[test]
fn a_session_ends_when_idle() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    app.clock.advance(Duration::from_secs(31 * 60));
    assert_eq!(clerk.get("/zone").status, 401);
}

#[test]
fn a_disabled_account_is_out_within_two_seconds() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    assert_eq!(clerk.get("/zone").status, 200);
    app.accounts.disable("clerk", "secadmin").unwrap();
    let begin = Instant::now();
    while clerk.get("/zone").status == 200 {
        assert!(begin.elapsed() < Duration::from_secs(2));
        std::thread::sleep(Duration::from_millis(50));
    }
    let answer = app.nobody().sign_in("clerk", PASSWORD);
    assert_eq!(answer.verdict(), "401 server/bad-credentials");
}

#[test]
fn who_signed_in_from_where_is_in_the_record() {
    let app = TestApp::start();
    app.nobody().sign_in("clerk", "wrong-horse");
    app.signed_in("clerk").send("DELETE", "/session", &[], b"");
    let reader = app.host.library().reader();
    let records = reader.records(host::SECURITY_STREAM, 1, 100, None).unwrap();
    let sessions = records
        .iter()
        .filter(|record| record.kind.starts_with("session."));
    let told: Vec<String> = sessions
        .map(|record| format!("{} {}", record.kind, String::from_utf8_lossy(&record.body)))
        .collect();
    expect_test::expect![[r#"
        session.refused {"account":"clerk","address":"127.0.0.1","why":"password"}
        session.opened {"account":"clerk","address":"127.0.0.1"}
        session.closed {"account":"clerk","address":"127.0.0.1","why":"signed-out"}"#]]
    .assert_eq(&told.join("\n"));
    let all: Vec<u8> = records
        .iter()
        .flat_map(|record| record.body.clone())
        .collect();
    assert!(!String::from_utf8_lossy(&all).contains("horse"));
    assert!(!String::from_utf8_lossy(&all).contains("argon2"));
}

#[test]
fn other_sites_change_nothing() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    for header in [
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        for (method, path) in [
            ("POST", "/commands"),
            ("POST", "/session"),
            ("DELETE", "/session"),
            ("POST", "/imports?name=a.csv"),
            ("PUT", "/imports/1/mapping"),
        ] {
            let answer = clerk.send(method, path, &[header], b"{}");
            assert_eq!(answer.verdict(), "403 server/cross-site", "{method} {path}");
        }
        assert_eq!(clerk.send("GET", "/zone", &[header], b"").status, 200);
    }
    let own = format!("http://{}", app.address);
    let answer = clerk.send("DELETE", "/session", &[("Origin", &own)], b"");
    assert_eq!(answer.status, 204);
}

#[test]
fn five_failures_make_the_pair_wait() {
    let app = TestApp::start();
    for _ in 0..5 {
        let answer = app.nobody().sign_in("clerk", "wrong-horse");
        assert_eq!(answer.verdict(), "401 server/bad-credentials");
    }
    let answer = app.nobody().sign_in("clerk", PASSWORD);
    assert_eq!(answer.verdict(), "429 server/throttled");
    assert!(answer.header("retry-after").is_some());
    assert_eq!(app.nobody().sign_in("leader", PASSWORD).status, 200);
    app.clock.advance(Duration::from_secs(15 * 60 + 1));
    assert_eq!(app.nobody().sign_in("clerk", PASSWORD).status, 200);
}

#[test]
fn an_unknown_account_answers_as_a_wrong_password() {
    let app = TestApp::start();
    let wrong = app.nobody().sign_in("clerk", "wrong-horse");
    let unknown = app.nobody().sign_in("nobody", "wrong-horse");
    assert_eq!(wrong.text(), unknown.text());
}
