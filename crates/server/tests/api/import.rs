//! Imports: upload, look, correct, apply.

use serde_json::json;

use crate::zone::TestApp;

const LEDGER: &str = "项目名称,责任单位,总投资（万元）,年度计划投资（万元）\n\
    五号泵站,招商局,2000,800\n六号水厂,发改局,9000,1500\n";

#[test]
fn a_ledger_is_looked_at_then_applied_once() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let before = clerk.get("/zone").json()["head"]["seq"].clone();
    let answer = clerk.send("POST", "/imports?name=台账.csv", &[], LEDGER.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let import = answer.json();
    let preview = &import["preview"];
    assert_eq!(preview["can_apply"], true, "{}", preview["problems"]);
    assert_eq!(preview["counts"]["new"], 2);
    assert_eq!(clerk.get("/zone").json()["head"]["seq"], before);

    let id = import["id"].as_str().unwrap();
    let window = clerk.get(&format!(
        "/imports/{id}/cells?row=2&rows=1&column=2&columns=2"
    ));
    assert_eq!(window.json()["rows"], json!([["招商局", "2000"]]));
    assert_eq!(window.json()["height"], 3);
    let beyond = clerk.get(&format!("/imports/{id}/cells?row=99")).json();
    assert_eq!(beyond["rows"], json!([]));
    let wrong = clerk.get(&format!("/imports/{id}/cells?row=x&sheet=no"));
    assert_eq!(wrong.verdict(), "400 server/bad-query");
    let absent = clerk.get(&format!("/imports/{id}/cells?sheet=no"));
    assert_eq!(absent.verdict(), "404 server/not-found");
    let mapping = import["mapping"].to_string();
    let path = format!("/imports/{id}/mapping");
    let again = clerk.send("PUT", &path, &[], mapping.as_bytes());
    assert_eq!(again.json()["preview"]["counts"]["new"], 2);
    assert_eq!(clerk.get(&format!("/imports/{id}")).status, 200);

    let leader = app.signed_in("leader");
    let foreign = leader.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(foreign.status, 403);
    let done = clerk.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.json()["repeated"], false);
    let twice = clerk
        .post(&format!("/imports/{id}/apply"), &json!({}))
        .json();
    assert_eq!(twice["repeated"], true);
    assert_eq!(
        clerk.get("/wall").json()["rows"].as_array().unwrap().len(),
        5
    );

    let same = clerk.send("POST", "/imports?name=台账.csv", &[], LEDGER.as_bytes());
    assert_eq!(same.json()["preview"]["counts"]["unchanged"], 2);
    let rows = &same.json()["preview"]["unchanged"];
    assert_eq!(rows[1]["name"], "六号水厂");
    assert_eq!(rows[1]["cell"], "A3");
    let id = same.json()["id"].as_str().unwrap().to_owned();
    let nothing = clerk.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(nothing.verdict(), "422 server/nothing-to-do");
}

#[test]
fn a_file_that_is_no_ledger_is_refused_with_its_name() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    for bytes in [&b""[..], b"\x00\x01\x02", b"PK\x03\x04broken"] {
        let answer = clerk.send("POST", "/imports?name=a.xlsx", &[], bytes);
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert_eq!(answer.json()["problems"][0]["place"]["file"], "a.xlsx");
    }
}

#[test]
fn waiting_imports_are_bounded() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let upload = || clerk.send("POST", "/imports?name=a.csv", &[], LEDGER.as_bytes());
    let first = upload().json()["id"].as_str().unwrap().to_owned();
    for _ in 0..10 {
        assert_eq!(upload().status, 200);
    }
    let gone = clerk.get(&format!("/imports/{first}"));
    assert_eq!(gone.verdict(), "404 server/no-such-upload");
}

/// Uploads a text and answers with the import as shown.
fn uploaded(clerk: &crate::zone::Caller<'_>, text: &str) -> serde_json::Value {
    let answer = clerk.send("POST", "/imports?name=台账.csv", &[], text.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn questions_wait_for_answers_which_are_kept_and_undone_with_the_import() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let first = uploaded(&clerk, LEDGER);
    let id = first["id"].as_str().unwrap();
    let applied = clerk.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(applied.status, 200, "{}", applied.text());

    let changed = LEDGER
        .replace("2000,800", "2600,800")
        .replace("六号水厂", "六号自来水厂");
    let second = uploaded(&clerk, &changed);
    let id = second["id"].as_str().unwrap();
    let preview = &second["preview"];
    assert_eq!(preview["can_apply"], false);
    let counts = preview["question_counts"].as_array().unwrap();
    assert!(
        counts.iter().all(|own| own["open"] == own["total"]),
        "{counts:?}"
    );
    let question = |code: &str| {
        let all = preview["questions"].as_array().unwrap();
        all.iter().find(|own| own["code"] == code).unwrap().clone()
    };
    let baseline = question("exchange/baseline-changed");
    assert_eq!(
        (&baseline["weight"], &baseline["known"]),
        (&json!("blocks"), &json!("2000 万元"))
    );
    let who = question("exchange/which-project");
    let near = who["candidates"][0]["target"].as_str().unwrap();
    let refused = clerk.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(refused.verdict(), "422 exchange/unanswered");

    let listed = clerk.get("/imports").json();
    assert_eq!(listed["waiting"].as_array().unwrap().len(), 1);
    assert_eq!(listed["applied_total"], 1);
    let answers = json!({ "version": 1, "answers": [
        { "question": "exchange/baseline-changed", "answer": "accept", "note": "示发〔2026〕7号" },
        { "question": who["key"], "answer": "same", "into": [near] },
    ]});
    let path = format!("/imports/{id}/answers");
    let answered = clerk.send("PUT", &path, &[], answers.to_string().as_bytes());
    assert_eq!(answered.status, 200, "{}", answered.text());
    let answered = answered.json();
    assert_eq!(answered["preview"]["can_apply"], true, "{answered}");
    assert_eq!(answered["answers"], answers);
    let project = baseline["project"].as_str().unwrap();
    let fields = || clerk.get(&format!("/projects/{project}")).json()["fields"].clone();
    let before = fields();
    let applied = clerk.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(applied.status, 200, "{}", applied.text());
    assert_ne!(fields(), before);
    let history = clerk.get(&format!("/projects/{project}")).json()["history"].to_string();
    assert!(history.contains("采信：示发〔2026〕7号"), "{history}");
    undone_in_order(&clerk, project);
    assert_eq!(fields(), before);
}

/// The older import waits for the newer; the newer is undone once, with its reason.
fn undone_in_order(clerk: &crate::zone::Caller<'_>, project: &str) {
    let imports = clerk.get("/imports").json();
    let newest = imports["applied"][0]["id"].as_str().unwrap().to_owned();
    let would = clerk.get(&format!("/imports/{newest}/undo")).json();
    assert_eq!(would["can_undo"], true, "{would}");
    let older = imports["applied"][1]["id"].as_str().unwrap();
    let refused = clerk.post(&format!("/imports/{older}/undo"), &json!({}));
    assert_eq!(refused.verdict(), "422 zone/import-built-on");
    let reason = json!({ "reason": "传错文件" });
    let undone = clerk.post(&format!("/imports/{newest}/undo"), &reason);
    assert_eq!(undone.status, 200, "{}", undone.text());
    let twice = clerk.post(&format!("/imports/{newest}/undo"), &json!({}));
    assert_eq!(twice.verdict(), "422 zone/import-undone");
    let sheet = clerk.get(&format!("/projects/{project}")).json();
    assert!(sheet["history"].to_string().contains("传错文件"));
    assert!(clerk.get("/imports").json()["applied"][0]["undone"].is_u64());
}

#[test]
fn answers_that_cannot_be_used_change_nothing() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let first = uploaded(&clerk, LEDGER);
    let path = format!("/imports/{}/answers", first["id"].as_str().unwrap());
    for (body, status) in [
        ("{}", 400),
        (
            "{\"version\":1,\"answers\":[{\"question\":\"x\",\"answer\":\"maybe\"}]}",
            400,
        ),
        ("{\"version\":7}", 422),
        ("{\"version\":1,\"answers\":[]}", 200),
    ] {
        let answer = clerk.send("PUT", &path, &[], body.as_bytes());
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
    }
    for path in ["/imports/A99/undo", "/imports/none/undo"] {
        assert_eq!(clerk.get(path).status, 404);
    }
}
