//! What is read: shapes, both clocks, who sees what.

use crate::http::send;
use crate::zone::TestApp;

#[test]
fn the_wall_and_the_zone_have_the_shapes_pages_rely_on() {
    let app = TestApp::start();
    let leader = app.signed_in("leader");
    let zone = leader.get("/zone").json();
    assert_eq!(zone["name"], "测试区");
    assert_eq!(zone["synthetic"], true);
    assert_eq!(zone["currency"], "CNY");
    assert_eq!(zone["units"][0]["name"], "招商局");
    assert_eq!(zone["head"]["short_code"].as_str().unwrap().len(), 19);
    let active = zone["rules"].as_array().unwrap().iter();
    assert_eq!(active.filter(|rule| rule["active"] == true).count(), 1);
    let wall = leader.get("/wall").json();
    assert_eq!(wall["rows"].as_array().unwrap().len(), 3);
    assert_eq!(wall["record"]["seq"], wall["head"]["known_seq"]);
    assert_eq!(leader.get("/wall?unit=U1").json()["rows"][0]["id"], "P1");
    assert_eq!(leader.get("/wall?text=道路").json()["rows"][0]["id"], "P2");
    let board = leader.get("/indicators").json();
    assert!(board["tiles"].as_array().unwrap().is_empty());
}

#[test]
fn the_wall_of_an_earlier_moment_is_the_earlier_wall() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let before = clerk.get("/wall").json()["head"]["known_seq"].clone();
    clerk.report("P1", 1, 50_000_000, "a");
    let path = format!("/wall?known_at={before}");
    let old = clerk.get(&path).json();
    assert!(old["rows"][0]["money"]["reported_ytd"].is_null());
    let new = clerk.get("/wall").json();
    assert_eq!(new["rows"][0]["money"]["reported_ytd"], 50_000_000);
    let earlier = clerk.get("/wall?true_on=2026-01-20").json();
    assert!(earlier["rows"][0]["money"]["reported_ytd"].is_null());
    assert_eq!(
        clerk.get("/wall?known_at=9999").verdict(),
        "404 host/no-such-moment"
    );
    assert_eq!(
        clerk.get("/wall?known_at=nomark").verdict(),
        "404 host/no-such-moment"
    );
}

#[test]
fn two_moments_of_the_wall_are_held_against_each_other() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let before = clerk.get("/wall").json()["head"]["known_seq"].clone();
    clerk.report("P1", 1, 50_000_000, "a");
    let both = clerk
        .get(&format!("/wall/compare?with_known_at={before}"))
        .json();
    assert_eq!(both["then"]["known_seq"], before);
    assert_ne!(both["then"]["record"], both["now"]["record"]);
    assert_eq!(both["rows"].as_array().unwrap().len(), 3);
    let first = &both["rows"][0];
    assert_eq!(first["id"], "P1");
    assert!(first["then"]["completion"].is_null());
    assert!(first["now"]["completion"].is_number(), "{first}");
    // What a filter chooses on one side is shown with what it was on the other.
    let colour = first["now"]["light"].as_str().unwrap();
    let some = clerk
        .get(&format!(
            "/wall/compare?with_known_at={before}&light={colour}"
        ))
        .json();
    let rows = some["rows"].as_array().unwrap();
    let own = rows.iter().find(|row| row["id"] == "P1").unwrap();
    assert_eq!(own["then"], first["then"]);
    assert_eq!(
        clerk.get("/wall/compare?with_known_at=nomark").verdict(),
        "404 host/no-such-moment"
    );
    let reporter = app.signed_in("reporter");
    let seen = reporter
        .get(&format!("/wall/compare?with_known_at={before}"))
        .json();
    assert_eq!(seen["rows"].as_array().unwrap().len(), 2);
    let auditor = app.signed_in("auditor");
    assert_eq!(
        auditor.get("/wall/compare").verdict(),
        "404 server/not-found"
    );
}

#[test]
fn what_may_not_be_seen_answers_as_what_is_absent() {
    let app = TestApp::start();
    let reporter = app.signed_in("reporter");
    assert_eq!(reporter.get("/projects/P2").status, 200);
    let foreign = reporter.get("/projects/P3");
    let absent = reporter.get("/projects/P999");
    let nonsense = reporter.get("/projects/..%2F..");
    assert_eq!(foreign.verdict(), "404 server/not-found");
    assert_eq!(foreign.text(), absent.text());
    assert_eq!(foreign.text(), nonsense.text());
    assert_eq!(
        reporter.get("/wall").json()["rows"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let public = app.signed_in("public");
    assert_eq!(
        public.get("/wall").json()["rows"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn the_auditor_reads_the_record_and_no_business_page() {
    let app = TestApp::start();
    let auditor = app.signed_in("auditor");
    let page = auditor.get("/record?from=1&limit=2").json();
    assert_eq!(page["events"][0]["kind"], "zone.founded");
    assert_eq!(page["events"][1]["prev_hash"], page["events"][0]["hash"]);
    assert_eq!(page["next"], 3);
    let receipt = auditor.get("/record/receipt/2").json();
    assert_eq!(receipt["record"], page["events"][1]["hash"]);
    assert_eq!(
        receipt["head"]["root"],
        auditor.get("/record/head").json()["root"]
    );
    assert_eq!(auditor.get("/wall").verdict(), "404 server/not-found");
    assert_eq!(
        auditor.get("/zone").json()["units"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let clerk = app.signed_in("clerk");
    assert_eq!(clerk.get("/record").verdict(), "404 server/not-found");
    let own = clerk.report("P1", 1, 1_000, "mine").json()["first"].clone();
    assert_eq!(clerk.get(&format!("/record/receipt/{own}")).status, 200);
    assert_eq!(clerk.get("/record/receipt/1").status, 404);
}

#[test]
fn answers_carry_the_headers_of_a_careful_server() {
    let app = TestApp::start();
    let leader = app.signed_in("leader");
    let answer = leader.send("GET", "/wall", &[("Accept-Encoding", "gzip")], b"");
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let page = send(app.address, "GET", "/projects/P1", &[], b"");
    assert_eq!(page.status, 200);
    for answer in [&answer, &page] {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("script-src 'unsafe-inline'"), "{policy}");
    }
    assert_eq!(
        send(app.address, "GET", "/missing.js", &[], b"").status,
        404
    );
}

#[test]
fn a_visitor_is_welcome_and_learns_no_more() {
    let app = TestApp::start();
    let welcome = app.nobody().get("/welcome").json();
    assert_eq!(welcome["name"], "测试区");
    assert!(welcome["accounts"].as_array().unwrap().is_empty());
    let health = app.nobody().get("/health").json();
    assert_eq!(health["writing"], "ok");
}
