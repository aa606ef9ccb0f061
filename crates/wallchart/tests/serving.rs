//! Beside a running server: reading works, writing goes through it; and what stops a server.

mod common;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use common::{Office, sample};

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn reading_beside_a_server_and_writing_through_it() {
    let office = Office::founded();
    let server = office.serve(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(get(&server.address, "/api/v1/health").starts_with("HTTP/1.1 200"));
    let ledger = sample("good-2026.xlsx");
    let arguments = [
        "import",
        &ledger,
        "--apply",
        "--create-missing",
        "--as-of",
        "2026-05-31",
    ];
    let applied = office
        .run(&[&arguments[..], &["--json"]].concat())
        .ends(0)
        .json();
    assert!(applied["applied"]["last"].as_u64().is_some(), "{applied}");
    let again = office.run(&arguments).ends(0).out;
    assert!(again.contains("nothing to change"), "{again}");
    let wall = office.run(&["wall", "--json"]).ends(0).json();
    assert_eq!(wall["head"]["projects_total"], 20);
    office.run(&["mark", "beside"]).ends(0);
    let twice = office.run(&["mark", "beside"]).ends(2).err;
    assert!(twice.contains("zone/duplicate-name"), "{twice}");
    office.run(&["verify"]).ends(0);
    office.run(&["backup", "kept"]).ends(0);
    office.run(&["restore", "kept", "--data", "again"]).ends(0);
}

#[test]
fn a_second_process_and_a_taken_port_are_said_plainly() {
    let office = Office::founded();
    let server = office.serve(&["serve", "--listen", "127.0.0.1:0"]);
    let second = office
        .run(&["serve", "--listen", "127.0.0.1:0"])
        .ends(2)
        .err;
    let pid = server.pid().to_string();
    assert!(
        second.contains("ledger/in-use") && second.contains(&pid),
        "{second}"
    );
    let other = Office::founded();
    let taken = other
        .run(&["serve", "--listen", &server.address])
        .ends(1)
        .err;
    assert!(
        taken.contains("server/port-in-use") && taken.contains(&server.address),
        "{taken}"
    );
    let add = office.run(&["account", "list"]).ends(2).err;
    assert!(add.contains("ledger/in-use"), "{add}");
}

#[test]
fn a_port_taken_by_another_program() {
    let office = Office::founded();
    let other = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = other.local_addr().expect("its address").to_string();
    let taken = office
        .run(&["serve", "--listen", &address, "--lang", "zh"])
        .ends(1)
        .err;
    assert!(
        taken.contains(&address) && taken.contains("server/port-in-use"),
        "{taken}"
    );
}

#[test]
fn a_folder_that_cannot_be_written_to() {
    let office = Office::new();
    std::fs::write(office.path("file"), "not a folder").expect("written");
    let told = office
        .run(&["init", "--name", "Harbour", "--data", "file"])
        .ends(1)
        .err;
    assert!(
        told.contains("host/folder") && told.contains("--data"),
        "{told}"
    );
    let told = office
        .run(&["init", "--name", "Harbour", "--data", "/proc/wallchart"])
        .ends(1)
        .err;
    assert!(told.contains("host/folder"), "{told}");
    let told = office
        .run(&["demo", "nyc", "--data", "/proc/wallchart"])
        .ends(1)
        .err;
    assert!(told.contains("host/folder"), "{told}");
}
