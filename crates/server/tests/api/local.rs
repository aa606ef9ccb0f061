//! The local channel.

use serde_json::json;
use server::LocalChannel;

use crate::zone::TestApp;

#[test]
fn a_program_on_this_machine_writes_through_the_server() {
    let mut app = TestApp::start();
    let channel = LocalChannel::find(&app.folder).unwrap();
    assert_eq!(channel.address, app.address);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let kept = std::fs::metadata(LocalChannel::path(&app.folder)).unwrap();
        assert_eq!(kept.permissions().mode() & 0o777, 0o600);
    }
    let command = json!({ "command": { "set_mark": {
        "name": "m", "label": { "zh": "甲", "en": "a" }, "date": "2026-02-01" } } });
    let done = channel.post("/commands", "cli-1", &command).unwrap();
    assert!(done.is_ok(), "{:?}", done.problems());
    let refused = channel.post("/commands", "cli-2", &command).unwrap();
    assert_eq!(refused.status, 422);
    assert_eq!(refused.problems()[0].code, "zone/duplicate-name");
    assert!(channel.get("/wall").unwrap().is_ok());
    // The record names the account of the machine, as it does without a server.
    let reader = app.host.library().reader();
    let newest = reader.head(host::ZONE_STREAM).unwrap().seq;
    let records = reader.records(host::ZONE_STREAM, newest, 1, None).unwrap();
    assert_eq!(records[0].actor, server::local_account());
    let mut forged = channel.clone();
    forged.token = "0".repeat(64);
    assert_eq!(forged.get("/wall").unwrap().status, 401);
    app.stop();
    assert_eq!(
        LocalChannel::find(&app.folder).unwrap_err().code,
        "server/none-running"
    );
    assert_eq!(channel.get("/wall").unwrap_err().code, "server/unreachable");
}

#[test]
fn a_port_in_use_is_said_plainly() {
    let app = TestApp::start();
    let options = server::ServerOptions {
        listen: app.address,
        ..server::ServerOptions::new(app.folder.clone())
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let served = server::serve(app.host.clone(), options, |_| {});
    let error = runtime.block_on(served).unwrap_err();
    assert_eq!(error.problems()[0].code, "server/port-in-use");
}
