//! Meetings over HTTP: the agenda, the book at its mark, who may see what.

use serde_json::{Value, json};

use crate::zone::{Caller, TestApp};

fn command(caller: &Caller<'_>, name: &str, asked: Value) -> String {
    let mut command = json!({});
    command[name] = asked;
    caller
        .post("/commands", &json!({ "command": command }))
        .verdict()
}

fn plan(caller: &Caller<'_>, members: &[&str]) -> String {
    let asked = json!({
        "kind": "dispatch", "on": "2026-02-10", "at": "14:30:00", "place": "二楼会议室",
        "members": members,
    });
    command(caller, "plan_meeting", asked)
}

#[test]
fn a_meeting_goes_from_its_agenda_to_its_book_and_minutes() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    assert_eq!(
        plan(&app.signed_in("reporter"), &["U1"]),
        "403 zone/not-allowed"
    );
    assert_eq!(plan(&clerk, &["nobody"]), "422 zone/unknown");
    assert_eq!(plan(&clerk, &["U1"]), "200");
    let entries = json!([
        { "subject": "P1", "speaker": "U1", "minutes": 5 },
        { "own": "部署下阶段工作", "minutes": 10 },
    ]);
    let set = |version, entries: &Value| {
        let asked = json!({ "id": "M1", "version": version, "entries": entries });
        command(&clerk, "set_agenda", asked)
    };
    assert_eq!(set(1, &json!([{ "minutes": 5 }])), "422 zone/unknown");
    assert_eq!(set(1, &entries), "200");
    assert_eq!(set(1, &entries), "409 zone/stale");
    let agenda = clerk.get("/meetings/M1/agenda").json();
    assert_eq!(agenda["entries"][1]["title"]["zh"], "部署下阶段工作");
    assert_eq!(agenda["may_set"], true);
    let held = json!({ "id": "M1", "version": 2 });
    assert_eq!(command(&clerk, "hold_meeting", held), "200");
    let saw = clerk.get("/meetings/M1/book").json();
    assert_eq!(saw["cover"]["mark"], "dispatch-2026-01");
    let later = json!({ "name": "later", "date": "2026-02-28",
        "label": { "zh": "后来", "en": "later" } });
    assert_eq!(command(&clerk, "set_mark", later), "200");
    assert_eq!(clerk.get("/meetings/M1/book").json(), saw);
    // The same moments give the same agenda for ever.
    let known = "/meetings/M1/agenda?known_at=dispatch-2026-01";
    let then = clerk.get(known).json();
    assert_eq!(
        clerk.get("/meetings/M1/agenda").json()["entries"],
        then["entries"]
    );
    let empty = json!({ "id": "M1", "version": 3, "text": " ", "on": "2026-02-11" });
    assert_eq!(
        command(&clerk, "issue_minutes", empty),
        "422 zone/no-minutes"
    );
    let text = json!({ "id": "M1", "version": 3, "text": "会议要求加快推进。",
        "on": "2026-02-11" });
    assert_eq!(command(&clerk, "issue_minutes", text), "200");
    let sheet = clerk.get("/meetings/M1").json();
    assert_eq!(
        sheet["sheet"]["minutes"][0]["text"]["zh"],
        "会议要求加快推进。"
    );
    assert_eq!(sheet["history"].as_array().unwrap().len(), 4);
    assert!(
        sheet["history"][3]["text"]["zh"]
            .as_str()
            .unwrap()
            .contains("印发纪要")
    );
}

#[test]
fn a_unit_sees_the_meetings_it_attends_and_no_secret_of_others() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    plan(&clerk, &["U2"]);
    let entries = json!([{ "subject": "P3", "minutes": 5 }]);
    let asked = json!({ "id": "M1", "version": 1, "entries": entries });
    assert_eq!(command(&clerk, "set_agenda", asked), "200");
    // The reporter is of U1: not asked, so the meeting is not there.
    let reporter = app.signed_in("reporter");
    assert_eq!(reporter.get("/meetings").json()["meetings"], json!([]));
    for path in [
        "/meetings/M1",
        "/meetings/M1/agenda",
        "/meetings/M1/book",
        "/meetings/M9",
    ] {
        assert_eq!(reporter.get(path).status, 404, "{path}");
    }
    let change = json!({ "id": "M1", "version": 2, "plan": {
        "kind": "dispatch", "on": "2026-02-10", "place": "二楼会议室", "members": ["U1", "U2"],
    } });
    assert_eq!(command(&clerk, "change_meeting", change), "200");
    // P3 is a work secret of U2: its place on the agenda shows, its name does not.
    let agenda = reporter.get("/meetings/M1/agenda").json();
    assert_eq!(agenda["entries"][0]["title"]["zh"], "（不在知悉范围）");
    assert_eq!(
        agenda["proposed"],
        reporter.get("/meetings/M1/agenda").json()["proposed"]
    );
    let book = reporter.get("/meetings/M1/book").json();
    let ids: Vec<&Value> = book["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| &own["id"])
        .collect();
    assert_eq!(ids, ["P1", "P2"]);
    assert_eq!(reporter.get("/meetings/M1/book?since=nowhere").status, 404);
    assert_eq!(reporter.get("/meetings/M1/agenda?limit=9999").status, 400);
}
