//! The event stream.

use std::io::{BufRead as _, BufReader};

use crate::http;
use crate::zone::TestApp;

#[test]
fn an_open_page_hears_of_a_new_head() {
    let mut app = TestApp::start();
    let leader = app.signed_in("leader");
    let cookie = leader.cookie.unwrap();
    let headers = [("Cookie", cookie.as_str())];
    let stream = http::open(app.address, "GET", "/api/v1/events", &headers, b"");
    let mut stream = BufReader::new(stream);
    let (status, headers) = http::head(&mut stream);
    assert_eq!(status, 200);
    let kind = headers.iter().find(|(name, _)| name == "content-type");
    assert_eq!(kind.unwrap().1, "text/event-stream");
    let before = next_seq(&mut stream);
    let done = app.signed_in("clerk").report("P1", 1, 1_000, "a").json();
    let after = next_seq(&mut stream);
    assert_eq!(done["last"], after);
    assert!(before < after);
    // A stopping server ends its streams rather than waiting for them.
    app.stop();
}

#[test]
fn streams_of_a_session_are_bounded() {
    let app = TestApp::start();
    let leader = app.signed_in("leader");
    let cookie = leader.cookie.unwrap();
    let headers = [("Cookie", cookie.as_str())];
    let open = || {
        let stream = http::open(app.address, "GET", "/api/v1/events", &headers, b"");
        let mut stream = BufReader::new(stream);
        (http::head(&mut stream).0, stream)
    };
    let held: Vec<_> = (0..7).map(|_| open()).collect();
    let refused = held.iter().filter(|(status, _)| *status == 429).count();
    assert_eq!(refused, 1);
}

fn next_seq(stream: &mut BufReader<std::net::TcpStream>) -> u64 {
    loop {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).unwrap() > 0, "the stream ended");
        if let Some(data) = line.strip_prefix("data: ") {
            let head: serde_json::Value = serde_json::from_str(data).unwrap();
            return head["seq"].as_u64().unwrap();
        }
    }
}
