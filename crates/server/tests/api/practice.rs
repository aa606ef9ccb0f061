//! Practices and search over HTTP: from a solved problem to what is found and used, and by whom.

use serde_json::{Value, json};

use crate::zone::{Caller, TestApp};

fn command(caller: &Caller<'_>, name: &str, asked: Value) -> String {
    let mut command = json!({});
    command[name] = asked;
    caller
        .post("/commands", &json!({ "command": command }))
        .verdict()
}

fn raise(caller: &Caller<'_>, project: &str, words: &str) -> String {
    let asked = json!({
        "project": project, "kind": "用地", "severity": "serious", "owner": "U1",
        "delay_days": 5, "description": words, "effective_on": "2026-02-01",
    });
    command(caller, "raise_problem", asked)
}

fn found(caller: &Caller<'_>, query: &str) -> Vec<String> {
    let answer = caller.get(&format!("/search?{query}")).json();
    let hits = answer["hits"].as_array().expect("hits").iter();
    hits.map(|hit| hit["key"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_practice_goes_from_a_solved_problem_to_its_use() {
    let app = TestApp::start();
    let (clerk, reporter) = (app.signed_in("clerk"), app.signed_in("reporter"));
    let reviewer = app.signed_in("reviewer");
    assert_eq!(raise(&clerk, "P1", "红线与规划不符"), "200");
    let content = json!({
        "title": "土地红线会商", "kinds": ["用地"], "what": "三家会商，容缺受理",
        "outcome": "六十天减为二十一天",
    });
    let submit = json!({ "source": "Q1", "unit": "U1", "content": content });
    let code = "422 zone/practice-source-open";
    assert_eq!(command(&reporter, "submit_practice", submit.clone()), code);
    let solved = json!({ "id": "Q1", "note": "已办结", "effective_on": "2026-03-01" });
    assert_eq!(command(&clerk, "resolve_problem", solved), "200");
    let sources = reporter.get("/practices/sources").json();
    assert_eq!(sources["sources"][0]["key"], "Q1");
    assert_eq!(command(&reporter, "submit_practice", submit), "200");
    // Until it is published the unit, those who review it and the office find it, nobody else.
    assert_eq!(found(&reporter, "words=tudi&nouns=practice"), ["B1"]);
    assert_eq!(
        found(&app.signed_in("leader"), "words=tudi&nouns=practice"),
        ["B1"]
    );
    assert_eq!(
        found(&app.signed_in("public"), "words=tudi"),
        Vec::<String>::new()
    );
    let publish = json!({ "id": "B1", "version": 1 });
    let publishing = |caller| command(caller, "publish_practice", publish.clone());
    assert_eq!(publishing(&reporter), "403 zone/not-allowed");
    assert_eq!(publishing(&reviewer), "200");
    let late = "409 zone/stale zone/practice-not-waiting";
    assert_eq!(publishing(&clerk), late);
    assert_eq!(raise(&clerk, "P2", "红线待定"), "200");
    let offers = clerk.get("/practices/related?problem=Q2").json();
    assert_eq!(offers["offers"][0]["practice"]["id"], "B1");
    let used = json!({ "id": "B1", "used_for": "Q2", "note": "照此会商" });
    assert_eq!(command(&clerk, "use_practice", used.clone()), "200");
    assert_eq!(
        command(&clerk, "use_practice", used),
        "422 zone/practice-used"
    );
    let sheet = reporter.get("/practices/B1").json();
    assert_eq!(sheet["sheet"]["row"]["used"], 1);
    assert_eq!(sheet["sheet"]["used"][0]["key"], "Q2");
    assert_eq!(sheet["history"].as_array().map(Vec::len), Some(3));
    let list = clerk.get("/practices?kind=%E7%94%A8%E5%9C%B0").json();
    assert_eq!((&list["published"], &list["used"]), (&json!(1), &json!(1)));
    // 審批 is in no text; 紅線 is in a title.
    assert_eq!(
        found(&clerk, "words=%E7%B4%85%E7%B7%9A"),
        ["B1", "Q2", "Q1"]
    );
}

#[test]
fn what_is_secret_is_not_found() {
    let app = TestApp::start();
    let (clerk, reporter) = (app.signed_in("clerk"), app.signed_in("reporter"));
    // P3 is a work secret of another unit than the reporter's.
    assert_eq!(raise(&clerk, "P3", "机密产线缺电"), "200");
    let words = "words=%E7%BC%BA%E7%94%B5";
    assert_eq!(found(&clerk, words), ["Q1"]);
    assert_eq!(found(&reporter, words), Vec::<String>::new());
    assert_eq!(reporter.get(&format!("/search?{words}")).json()["total"], 0);
    for nobody in ["auditor", "sysadmin", "secadmin", "enterprise"] {
        let answer = app.signed_in(nobody).get(&format!("/search?{words}"));
        assert_eq!(answer.status, 404, "{nobody}");
    }
}

#[test]
fn what_cannot_be_looked_for_is_refused_in_words() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let check = |query: &str, expected: &str| {
        assert_eq!(
            clerk.get(&format!("/search?{query}")).verdict(),
            expected,
            "{query}"
        );
    };
    check("", "422 search/empty");
    check("words=%20%E3%80%81", "422 search/empty");
    check(
        &format!("words={}", "a".repeat(9_000)),
        "422 search/too-long",
    );
    check("words=a&nouns=secrets", "400 server/bad-query");
    check("words=a&take=1000", "400 server/bad-query");
    check("words=%22%20OR%20*)%3B--", "200");
}
