//! Threads over HTTP: comments that name somebody, files in and out, history by pages.

use std::fs;

use serde_json::{Value as Json, json};

use crate::http::Answer;
use crate::zone::{Caller, TestApp};

fn command(caller: &Caller<'_>, command: &Json) -> Answer {
    caller.post("/commands", &json!({ "command": command }))
}

fn comment(caller: &Caller<'_>, subject: &str, text: &str) -> Answer {
    let today = caller.get("/zone").json()["today"].clone();
    // An enterprise does not read the zone: its day is the one of its page.
    let today = match today {
        Json::Null => host::today().to_string().into(),
        today => today,
    };
    let asked = json!({ "subject": subject, "text": text, "effective_on": today });
    command(caller, &json!({ "make_comment": asked }))
}

/// A form with a file, and what is told of it before.
fn attach(caller: &Caller<'_>, subject: &str, name: &str, bytes: &[u8], told: &Json) -> Answer {
    let mut body = Vec::new();
    let mut part = |head: &str, bytes: &[u8]| {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    };
    part("name=\"told\"", told.to_string().as_bytes());
    part(&format!("name=\"file\"; filename=\"{name}\""), bytes);
    body.extend(b"--edge--\r\n");
    let kind = [("Content-Type", "multipart/form-data; boundary=edge")];
    let path = format!("/threads/{subject}/attachments");
    caller.send("POST", &path, &kind, &body)
}

/// A JPEG of one frame header.
const PHOTO: &[u8] = &[
    0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 9, 0, 16, 1, 1, 0x11, 0, 0xFF, 0xD9,
];

#[test]
fn a_comment_names_people_and_units_by_name() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    assert_eq!(comment(&clerk, "P1", "请@招商局 报进展").status, 200);
    let thread = clerk.get("/threads/P1").json();
    let own = &thread["comments"][0];
    assert_eq!(own["text"]["zh"], "请@招商局 报进展");
    assert_eq!(own["mentions"][0]["id"], "U1");
    assert_eq!(own["by"]["own"], true);
    assert!(own["recorded_at"].as_str().unwrap().ends_with('Z'));
    let cases = [
        ("请@城管局看", "422 zone/nobody-called"),
        ("  ", "422 zone/empty"),
        ("文号机密★", "422 zone/state-secret"),
    ];
    for (text, verdict) in cases {
        assert_eq!(comment(&clerk, "P1", text).verdict(), verdict);
    }
    let long = "长".repeat(2_001);
    assert_eq!(comment(&clerk, "P1", &long).verdict(), "422 zone/too-long");
    assert_eq!(comment(&clerk, "P99", "有吗").verdict(), "422 zone/unknown");
    // Somebody else reads the same, but it is not the own one; the public reads nothing of it.
    let unit = app.signed_in("reporter").get("/threads/P1").json();
    assert_eq!(unit["comments"][0]["by"]["own"], false);
    assert_eq!(unit["comments"][0]["may_edit"], false);
    assert_eq!(app.signed_in("public").get("/threads/P2").status, 404);
    // A work secret of another unit answers as what is absent.
    assert_eq!(comment(&clerk, "P3", "内部").status, 200);
    let secret = app.signed_in("reporter").get("/threads/P3");
    let absent = app.signed_in("reporter").get("/threads/P99");
    assert_eq!((secret.status, &secret.body), (404, &absent.body));
    let names = clerk.get("/mentions").json();
    assert_eq!(names["units"][0]["name"], "招商局");
}

#[test]
fn a_file_comes_in_is_told_of_and_goes_out_as_it_came() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let told = json!({ "taken_at": "2026-05-17T09:30:00", "offset_minutes": 480,
        "place": "30.5930,114.3060 WGS-84", "shrunk_from": 52_428_800 });
    let answer = attach(&clerk, "P1", "现场.jpg", PHOTO, &told);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let own = &answer.json()["attachment"];
    assert_eq!((&own["id"], &own["kind"]), (&json!("A1"), &json!("jpeg")));
    assert_eq!(own["photo"]["pixels"], json!([16, 9]));
    assert_eq!(own["photo"]["taken_on"], "2026-05-17");
    let facts = own["photo"]["facts"].to_string();
    assert!(facts.contains("原图 50.0 MB"), "{facts}");
    assert!(facts.contains("由上传者告知"), "{facts}");
    let content = clerk.get("/attachments/A1/content");
    assert_eq!(content.body, PHOTO);
    assert_eq!(content.header("content-type"), Some("image/jpeg"));
    assert_eq!(content.header("x-content-type-options"), Some("nosniff"));
    let policy = content.header("content-security-policy").unwrap();
    assert!(policy.contains("sandbox"), "{policy}");
    let disposition = content.header("content-disposition").unwrap();
    assert_eq!(
        disposition,
        "attachment; filename=\"A1\"; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.jpg"
    );
    // The record holds neither name nor hash nor place in plain.
    let record = app.signed_in("auditor").get("/record?from=1").text();
    let hash = host::Files::hash(PHOTO);
    assert!(!record.contains(&hash) && !record.contains("30.593"));
    // A byte that changed on disk is a fault that says so.
    let path = app.folder.files().join(&hash[..2]).join(&hash);
    let mut bytes = fs::read(&path).unwrap();
    bytes[9] ^= 1;
    fs::write(&path, bytes).unwrap();
    let changed = clerk.get("/attachments/A1/content");
    assert_eq!(changed.verdict(), "500 host/file-changed");
    fs::remove_file(&path).unwrap();
    let lost = clerk.get("/attachments/A1/content");
    assert_eq!(lost.verdict(), "500 host/file");
}

#[test]
fn a_file_that_is_not_taken_says_why_and_leaves_nothing() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let none = json!({});
    let eicar = [
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-",
        "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ];
    let large = vec![b'x'; 50 * 1024 * 1024];
    let cases: [(&str, &[u8], &str); 5] = [
        ("空.jpg", b"", "422 media/empty"),
        ("假.pdf", PHOTO, "422 media/name-contradicts"),
        ("程序.jpg", b"MZ\x90\0\x03", "422 media/unknown-kind"),
        (
            "测试.txt",
            &eicar.concat().into_bytes(),
            "422 media/virus-test",
        ),
        ("大.jpg", &large, "413 media/too-large"),
    ];
    for (name, bytes, verdict) in cases {
        assert_eq!(
            attach(&clerk, "P1", name, bytes, &none).verdict(),
            verdict,
            "{name}"
        );
    }
    let refused = attach(&clerk, "P99", "a.jpg", PHOTO, &none);
    assert_eq!(refused.verdict(), "422 zone/unknown");
    let wrong = attach(
        &clerk,
        "P1",
        "a.jpg",
        PHOTO,
        &json!({ "place": "somewhere" }),
    );
    assert_eq!(wrong.verdict(), "400 server/bad-body");
    let no_form = clerk.send("POST", "/threads/P1/attachments", &[], PHOTO);
    assert_eq!(no_form.verdict(), "400 server/bad-body");
    let kept = fs::read_dir(app.folder.files()).unwrap().count();
    assert_eq!(kept, 0);
    assert_eq!(
        attach(&app.signed_in("public"), "P2", "a.jpg", PHOTO, &none).status,
        404
    );
}

#[test]
fn what_was_withdrawn_is_not_given_out() {
    let app = TestApp::start();
    let (clerk, unit) = (app.signed_in("clerk"), app.signed_in("reporter"));
    assert_eq!(attach(&unit, "P1", "a.jpg", PHOTO, &json!({})).status, 200);
    let today = clerk.get("/zone").json()["today"].clone();
    let withdraw = json!({ "withdraw_attachment": { "id": "A1", "reason": "传错了",
        "effective_on": today } });
    let reviewer = app.signed_in("reviewer");
    assert_eq!(
        command(&reviewer, &withdraw).verdict(),
        "422 zone/not-the-writer"
    );
    assert_eq!(command(&clerk, &withdraw).status, 200);
    let gone = unit.get("/attachments/A1/content");
    assert_eq!(gone.verdict(), "410 server/attachment-gone");
    let told = unit.get("/attachments/A1").json();
    assert_eq!(told["withdrawn"]["reason"]["zh"], "传错了");
}

#[test]
fn an_enterprise_hears_what_is_said_to_it() {
    let app = TestApp::start();
    let (unit, firm) = (app.signed_in("reporter"), app.signed_in("enterprise"));
    let today = unit.get("/zone").json()["today"].clone();
    assert_eq!(comment(&unit, "N1", "内部研究").status, 200);
    let open = json!({ "make_comment": { "subject": "N1", "audience": "enterprise",
        "text": "正在协调", "effective_on": today } });
    assert_eq!(command(&unit, &open).status, 200);
    let inside = attach(&unit, "N1", "内部.jpg", PHOTO, &json!({}));
    assert_eq!(inside.status, 200, "{}", inside.text());
    let seen = firm.get("/threads/N1");
    assert!(!seen.text().contains("内部"), "{}", seen.text());
    let seen = seen.json();
    assert_eq!(seen["comments"].as_array().unwrap().len(), 1);
    assert_eq!(seen["comments"][0]["by"]["name"]["zh"], "招商局");
    assert_eq!(seen["attachments"], json!([]));
    assert_eq!(comment(&firm, "N1", "谢谢@谁").status, 200);
    let own = attach(&firm, "N1", "用电.jpg", PHOTO, &json!({}));
    assert_eq!(own.json()["attachment"]["audience"], "enterprise");
    for path in [
        "/threads/N2",
        "/threads/P1",
        "/threads/N1/history",
        "/attachments/A1",
        "/attachments/A1/content",
        "/mentions",
    ] {
        assert_eq!(firm.get(path).status, 404, "{path}");
    }
    let seen = unit.get("/threads/N1").json();
    assert_eq!(seen["comments"].as_array().unwrap().len(), 3);
    assert_eq!(seen["comments"][2]["by"]["of"], "晨曜精密");
}

#[test]
fn a_history_comes_by_pages_newest_first() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    for at in 0..5 {
        assert_eq!(comment(&clerk, "P1", &format!("第 {at} 条")).status, 200);
    }
    let first = clerk.get("/threads/P1/history?limit=4").json();
    assert_eq!(first["total"], 6);
    assert_eq!(first["changes"][0]["text"]["zh"], "P1 评论 K5：第 4 条");
    assert_eq!(first["changes"][0]["actor"], "clerk");
    let next = first["next"].as_u64().unwrap();
    let second = clerk.get(&format!("/threads/P1/history?limit=4&before={next}"));
    let second = second.json();
    assert_eq!(second["changes"].as_array().unwrap().len(), 2);
    assert_eq!(second["next"], Json::Null);
    assert_eq!(second["changes"][1]["kind"], "project.registered");
    let wrong = clerk.get("/threads/P1/history?limit=0");
    assert_eq!(wrong.verdict(), "400 server/bad-query");
    assert_eq!(clerk.get("/threads/X1/history").status, 404);
}

#[test]
fn the_same_upload_sent_again_counts_once() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let body =
        b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n\
        hello\r\n--edge--\r\n";
    let headers = [
        ("Content-Type", "multipart/form-data; boundary=edge"),
        ("X-Request-Id", "upload-1"),
    ];
    let send = || {
        clerk
            .send("POST", "/threads/P1/attachments", &headers, body)
            .json()
    };
    assert_eq!(send()["done"]["repeated"], false);
    let again = send();
    assert_eq!(again["done"]["repeated"], true);
    assert_eq!(again["attachment"]["id"], "A1");
    let all = clerk.get("/threads/P1").json();
    assert_eq!(all["attachments"].as_array().unwrap().len(), 1);
}
