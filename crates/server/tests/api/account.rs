//! Accounts over the interface, clause by clause.

use serde_json::json;

use crate::zone::{Caller, PASSWORD, TestApp};

fn post(caller: &Caller<'_>, path: &str, body: &serde_json::Value) -> crate::http::Answer {
    caller.send("POST", path, &[], body.to_string().as_bytes())
}

fn put(caller: &Caller<'_>, path: &str, body: &serde_json::Value) -> crate::http::Answer {
    caller.send("PUT", path, &[], body.to_string().as_bytes())
}

#[test]
fn an_account_lives_from_the_first_to_the_last_day() {
    let app = TestApp::start();
    let admin = app.signed_in("secadmin");
    let new = json!({"account": "li.ming", "name": "李明", "roles": ["reporter"], "unit": "U1"});
    let made = post(&admin, "/accounts", &new).json();
    let password = made["password"].as_str().unwrap().to_owned();
    assert_eq!(password.len(), 19);
    let own = app.with_password("li.ming", &password);
    assert_eq!(own.get("/session").json()["unit"], "U1");
    assert_eq!(own.get("/accounts").verdict(), "403 server/not-allowed");

    // Other roles hold at once, in the session that is open too.
    let roles = json!({"roles": ["leader"]});
    let changed = put(&admin, "/accounts/li.ming/roles", &roles).json();
    assert_eq!(changed["roles"], json!(["leader"]));
    assert_eq!(own.get("/session").json()["roles"], json!(["leader"]));

    let reset = post(&admin, "/accounts/li.ming/password", &json!({})).json();
    assert_eq!(own.get("/session").status, 401, "a reset ends sessions");
    let fresh = reset["password"].as_str().unwrap();
    assert_ne!(fresh, password);
    let own = app.with_password("li.ming", fresh);

    assert_eq!(
        post(&admin, "/accounts/li.ming/disable", &json!({})).json()["disabled"],
        true
    );
    assert_eq!(own.get("/session").status, 401);
    assert_eq!(app.nobody().sign_in("li.ming", fresh).status, 401);
    assert_eq!(
        post(&admin, "/accounts/li.ming/enable", &json!({})).json()["disabled"],
        false
    );
    assert_eq!(app.nobody().sign_in("li.ming", fresh).status, 200);

    let listed = admin.get("/accounts").json();
    let found = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|own| own["account"] == "li.ming");
    assert_eq!(found.unwrap()["name"], "李明");
    // The record says who did what, and no password.
    let reader = app.host.library().reader();
    let records = reader.records(host::SECURITY_STREAM, 1, 100, None).unwrap();
    let told = records
        .iter()
        .filter(|record| record.actor == "secadmin" && record.kind.starts_with("account."));
    let kinds: Vec<&str> = told.map(|record| record.kind.as_str()).collect();
    let expected = [
        "account.created",
        "account.roles_changed",
        "account.password_changed",
        "account.disabled",
        "account.enabled",
    ];
    assert_eq!(kinds, expected);
    let secret = fresh.as_bytes();
    assert!(
        !records
            .iter()
            .any(|own| own.body.windows(19).any(|part| part == secret))
    );
}

#[test]
fn everybody_changes_the_own_password() {
    let app = TestApp::start();
    let (own, other) = (app.signed_in("clerk"), app.signed_in("clerk"));
    let ask = |present: &str, new: &str| {
        put(
            &own,
            "/session/password",
            &json!({"present": present, "new": new}),
        )
    };
    assert_eq!(
        ask("not-it", "battery-staple").verdict(),
        "422 server/wrong-password"
    );
    assert_eq!(ask(PASSWORD, "short").verdict(), "422 server/weak-password");
    assert_eq!(ask(PASSWORD, "battery-staple").status, 204);
    assert_eq!(own.get("/session").status, 200);
    assert_eq!(other.get("/session").status, 401, "other sessions end");
    assert_eq!(app.nobody().sign_in("clerk", PASSWORD).status, 401);
    assert_eq!(app.nobody().sign_in("clerk", "battery-staple").status, 200);
    // Guessing here is as dear as at the door.
    let mut verdict = String::new();
    for _ in 0..8 {
        verdict = ask("not-it", "battery-staple").verdict();
    }
    assert_eq!(verdict, "429 server/throttled");
}

#[test]
fn accounts_are_refused_with_every_reason() {
    let app = TestApp::start();
    let admin = app.signed_in("secadmin");
    let check = |body: serde_json::Value, expected: &str| {
        assert_eq!(
            post(&admin, "/accounts", &body).verdict(),
            expected,
            "{body}"
        );
    };
    check(
        json!({"account": "a b", "roles": ["reporter", "auditor"]}),
        "422 server/bad-account-name server/exclusive-roles server/reporter-without-unit",
    );
    check(
        json!({"account": "clerk", "roles": ["leader"]}),
        "422 server/account-exists",
    );
    check(
        json!({"account": "new", "roles": ["reporter"], "unit": "U99"}),
        "422 server/no-such-unit",
    );
    let disable = post(&admin, "/accounts/secadmin/disable", &json!({}));
    assert_eq!(disable.verdict(), "422 server/last-administrator");
    let roles = put(
        &admin,
        "/accounts/secadmin/roles",
        &json!({"roles": ["clerk"]}),
    );
    assert_eq!(roles.verdict(), "422 server/last-administrator");
    let nobody = post(&admin, "/accounts/nobody/disable", &json!({}));
    assert_eq!(nobody.verdict(), "404 server/no-such-account");
}
