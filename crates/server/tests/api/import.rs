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
