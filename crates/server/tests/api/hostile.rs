//! Hostile input: always a 4xx in the one envelope, never a 5xx.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::http::send;
use crate::zone::TestApp;

#[test]
fn bad_bodies_are_refused() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let deep = "[".repeat(100_000);
    let bodies = [
        "",
        "{",
        "null",
        "[]",
        "{\"command\":{}}",
        "{\"command\":{\"record_facts\":{}}}",
        "{\"command\":{\"found\":{}}}",
        "{\"command\":{\"close_cycle\":{\"id\":\"P1\"}}}",
        "{\"command\":{\"close_cycle\":{\"id\":\"C1\",\"more\":1}}}",
        "{\"command\":{\"close_cycle\":{\"id\":\"C99999999999\"}}}",
        "\u{feff}{}",
        deep.as_str(),
    ];
    for path in ["/commands", "/rules/check", "/session"] {
        for body in bodies {
            let answer = clerk.send("POST", path, &[], body.as_bytes());
            assert_eq!(answer.verdict(), "400 server/bad-body", "{path} {body:.60}");
        }
        let answer = clerk.send("POST", path, &[], b"\xff\xfe\x00");
        assert_eq!(answer.verdict(), "400 server/bad-body");
    }
}

#[test]
fn huge_bodies_are_refused() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let huge = vec![b' '; 4 * 1024 * 1024 + 1];
    let answer = clerk.send("POST", "/commands", &[], &huge);
    assert_eq!(answer.verdict(), "413 server/too-large");
    let huge = vec![b' '; 20 * 1024 * 1024 + 1];
    let answer = clerk.send("POST", "/imports?name=a.csv", &[], &huge);
    assert_eq!(answer.verdict(), "413 server/too-large");
}

#[test]
fn odd_queries_are_refused_with_the_place() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let long = format!("/wall?text={}", "a".repeat(301));
    for path in [
        "/wall?true_on=yesterday",
        "/wall?true_on=9999-99-99",
        "/wall?true_on=-009999-01-01",
        "/wall?unit=P1",
        "/wall?unit=U-1",
        "/wall?sponsor=99999999999999",
        "/wall?light=purple",
        "/wall?light=red&light=green",
        "/wall?known_at=99999999999999999999999999",
        &long,
        "/indicators?true_on=x",
        "/projects/P1?true_on=x",
    ] {
        let answer = clerk.get(path);
        assert!(
            (400..500).contains(&answer.status),
            "{path}: {}",
            answer.verdict()
        );
        assert!(!answer.json()["problems"].as_array().unwrap().is_empty());
    }
    // A text that is no text finds nothing.
    let none = clerk.get("/wall?text=%ff%fe%00").json();
    assert_eq!(none["rows"].as_array().unwrap().len(), 0);
    let both = clerk.get("/wall?true_on=x&unit=y").json();
    assert_eq!(both["problems"].as_array().unwrap().len(), 2);
    assert_eq!(both["problems"][1]["place"]["field"], "unit");
    let auditor = app.signed_in("auditor");
    for path in ["/record?from=x", "/record?limit=-1", "/record/receipt/x"] {
        assert!((400..500).contains(&auditor.get(path).status), "{path}");
    }
    assert_eq!(auditor.get("/record?from=18446744073709551615").status, 200);
    assert_eq!(
        auditor.get("/record/receipt/18446744073709551615").status,
        404
    );
}

#[test]
fn request_ids_are_checked() {
    let app = TestApp::start();
    let clerk = app.signed_in("clerk");
    let long = "a".repeat(101);
    for id in ["", "two words", long.as_str()] {
        let answer = clerk.report("P1", 1, 1_000, id);
        assert_eq!(answer.verdict(), "400 server/bad-request-id", "{id:?}");
    }
}

#[test]
fn unknown_addresses_and_methods_have_the_envelope() {
    let app = TestApp::start();
    let nobody = app.nobody();
    assert_eq!(nobody.get("/nothing").verdict(), "404 server/not-found");
    let answer = nobody.send("PATCH", "/wall", &[], b"");
    assert_eq!(answer.verdict(), "405 server/wrong-method");
    let answer = send(app.address, "POST", "/anything", &[], b"");
    assert_eq!(answer.verdict(), "404 server/not-found");
    for path in ["/../../etc/passwd", "/assets/..%2f..%2fCargo.toml", "/%00"] {
        let answer = send(app.address, "GET", path, &[], b"");
        assert!(answer.status == 404 || answer.status == 200, "{path}");
        assert!(!answer.text().contains("root:"), "{path}");
        assert!(!answer.text().contains("[package]"), "{path}");
    }
}

#[test]
fn a_header_that_never_ends_is_cut_off() {
    let hurried = Duration::from_millis(200);
    let app = TestApp::start_with(|options| options.header_time = hurried);
    for begun in ["", "GET /api/v1/health HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
        let mut stream = TcpStream::connect(app.address).unwrap();
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).unwrap();
        stream.write_all(begun.as_bytes()).unwrap();
        let mut rest = Vec::new();
        let read = stream.read_to_end(&mut rest);
        let waits = read.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock);
        assert!(!waits, "{begun:?} keeps its connection");
        assert!(!rest.starts_with(b"HTTP/1.1 200"), "{begun:?}");
    }
}
