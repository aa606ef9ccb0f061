//! The access matrix: every operation of the document, by every role and by nobody.
//!
//! If you are here because this failed: a policy changed. Look at the difference; if it is meant,
//! run with UPDATE_EXPECT=1. A new operation needs a line in `sample`.

use expect_test::expect_file;
use serde_json::Value;

use crate::zone::{ACCOUNTS, Caller, TestApp};

#[test]
fn the_matrix_is_the_committed_one() {
    let document = serde_json::to_value(server::openapi()).unwrap();
    let mut table = String::from("operation:");
    let app = TestApp::start();
    let callers: Vec<(&str, Caller<'_>)> = ACCOUNTS
        .iter()
        .map(|(account, _)| (*account, app.signed_in(account)))
        .chain([("nobody", app.nobody())])
        .collect();
    for (name, _) in &callers {
        table += &format!(" {name}");
    }
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let method = method.to_uppercase();
            table += &format!("\n{method} {path}:");
            for (name, caller) in &callers {
                table += &format!(" {}", sample(caller, name, &method, path));
            }
        }
    }
    expect_file!["../../testdata/access_matrix.txt"].assert_eq(&(table + "\n"));
}

/// The status of one call. What is asked for is absent or empty where it would change something:
/// 422 and 400 mean "may, but this is nothing to do".
fn sample(caller: &Caller<'_>, name: &str, method: &str, path: &str) -> u16 {
    let mark = format!(
        "{{\"command\":{{\"set_mark\":{{\"name\":\"{name}\",\"date\":\"2026-02-01\",\
         \"label\":{{\"zh\":\"a\",\"en\":\"a\"}}}}}}}}"
    );
    let stranger = format!("{{\"account\":\"no-{name}\",\"password\":\"-\"}}");
    let empty_set = "{\"rule_set\":{\"key\":\"k\",\"version\":1,\"rules\":[],\
        \"name\":{\"zh\":\"a\",\"en\":\"a\"}}}";
    let (path, body): (String, &str) = match (method, path) {
        // Signing out would end the caller; it is for everybody who signed in.
        ("DELETE", "/session") => return if caller.cookie.is_some() { 204 } else { 401 },
        ("POST", "/session") => (path.to_owned(), &stranger),
        ("PUT", "/imports/{id}/mapping") => {
            let path = path.replace("{id}", "none");
            (path, "{\"version\":1,\"layout\":\"-\",\"sheets\":[]}")
        }
        ("PUT", "/imports/{id}/answers") => (path.replace("{id}", "none"), "{\"version\":1}"),
        ("GET" | "POST", "/imports/{id}/undo") => (path.replace("{id}", "A1"), "{}"),
        // Signing somebody out or giving somebody a password would end the callers after it.
        ("POST", "/accounts") => (
            path.to_owned(),
            "{\"account\":\"-\",\"roles\":[\"reporter\"]}",
        ),
        ("PUT", "/accounts/{account}/roles") => {
            (path.replace("{account}", "none"), "{\"roles\":[]}")
        }
        ("PUT", "/session/password") => (path.to_owned(), "{\"present\":\"-\",\"new\":\"-\"}"),
        ("POST", _) if path.starts_with("/accounts/") => (path.replace("{account}", "none"), ""),
        ("POST", "/purges") => (
            path.to_owned(),
            "{\"targets\":[],\"ground\":\"mistake\",\"reason\":\"-\"}",
        ),
        ("POST", "/purges/{id}/refuse") => (path.replace("{id}", "X1"), "{\"reason\":\"-\"}"),
        ("POST", "/commands") => (path.to_owned(), &mark),
        ("POST", "/enterprises/table" | "/enterprises/table/check") => {
            (path.to_owned(), "{\"text\":\"-\"}")
        }
        ("POST", "/threads/{subject}/attachments") => (path.replace("{subject}", "P2"), "no form"),
        _ if path.starts_with("/threads/") => (path.replace("{subject}", "P2"), ""),
        ("GET", "/enterprises/{id}") => (path.replace("{id}", "E1"), ""),
        ("GET", "/practices/{id}") => (path.replace("{id}", "B1"), ""),
        ("GET", "/search") => ("/search?words=P".to_owned(), ""),
        ("GET", "/requests/{id}") => (path.replace("{id}", "N1"), ""),
        ("POST", "/reports/check") => (
            path.to_owned(),
            "{\"id\":\"C1-U1\",\"version\":0,\"lines\":[]}",
        ),
        ("POST", "/rules/check") => (path.to_owned(), empty_set),
        ("POST", "/imports") => (path.to_owned(), "no ledger"),
        ("GET", "/events") => return events(caller),
        _ => (path.replace("{id}", "P1").replace("{seq}", "1"), "{}"),
    };
    caller.send(method, &path, &[], body.as_bytes()).status
}

/// The stream does not end; its status is enough.
fn events(caller: &Caller<'_>) -> u16 {
    caller.status_of("/events")
}

#[test]
fn the_document_names_every_operation_once() {
    let document: Value = serde_json::to_value(server::openapi()).unwrap();
    let mut ids: Vec<String> = Vec::new();
    for methods in document["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            ids.push(operation["operationId"].as_str().unwrap().to_owned());
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}
