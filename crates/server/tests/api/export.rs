//! Files out: tables, ledgers written back, forms to fill in and their way back.

use serde_json::json;

use crate::zone::TestApp;

const LEDGER: &str = "项目名称,责任单位,总投资（万元）,年度计划投资（万元）\r\n\
    五号泵站,招商局,2000,800\r\n六号水厂,发改局,9000,1500\r\n";

#[test]
fn a_ledger_comes_back_with_new_figures_only() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let answer = clerk.send("POST", "/imports?name=台账.csv", &[], LEDGER.as_bytes());
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let done = clerk.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(done.status, 200, "{}", done.text());

    let files = clerk.get("/exports/files").json();
    assert_eq!(files[0]["name"], "台账.csv");
    let file = files[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/exports/files/{file}?new_rows=false");
    let same = clerk.get(&path);
    assert_eq!((same.status, same.text()), (200, LEDGER.to_owned()));

    let more = LEDGER.replace("9000", "9500");
    let answer = clerk.send("POST", "/imports?name=更正.csv", &[], more.as_bytes());
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    // A total investment that changes is asked about first.
    let answers = json!({ "version": 1, "answers": [
        { "question": "exchange/baseline-changed", "answer": "accept", "note": "示发〔2026〕7号" },
    ]});
    let answered = format!("/imports/{id}/answers");
    let answered = clerk.send("PUT", &answered, &[], answers.to_string().as_bytes());
    assert_eq!(answered.status, 200, "{}", answered.text());
    let done = clerk.post(&format!("/imports/{id}/apply"), &json!({}));
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(clerk.get(&path).text(), more);
    let report = clerk.get(&format!("/exports/files/{file}/report?new_rows=false"));
    let report = report.json();
    assert_eq!(report["changed"][0]["cell"], "C3");
    assert_eq!(report["changed"][0]["new"], "9500");
    assert_eq!(report["changed_total"], 1);

    let leader = app.signed_in("leader");
    assert_eq!(leader.get(&path).status, 403);
    assert_eq!(
        clerk.get("/exports/files/A99").verdict(),
        "404 server/no-such-file"
    );
    let table = leader.get("/exports/projects?format=csv");
    assert!(table.text().contains("六号水厂"));
    assert_eq!(leader.get("/exports/checked").status, 200);
}

#[test]
fn forms_are_for_the_office_and_each_for_its_unit() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    assert_eq!(clerk.get("/exports/fill-in").status, 200);
    let leader = app.signed_in("leader");
    assert_eq!(leader.get("/exports/fill-in").status, 404);
    let reporter = app.signed_in("reporter");
    let own = reporter.get("/exports/fill-in");
    assert_eq!(own.status, 200, "{}", own.text());
    assert_eq!(reporter.get("/exports/fill-in?unit=U99").status, 403);
}
