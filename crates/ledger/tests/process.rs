//! Faults of the real system, played on a child process: killed in the midst of writing, and a
//! file that may not grow. The child is this same program, told by an environment variable.

mod support;

use ledger::{Check, Options, Reader, SqliteStore, Store};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use support::batch;

const CHILD: &str = "LEDGER_TEST_CHILD";

/// The child: appends until it is stopped, and says each acknowledged request. Run by itself, it
/// has nothing to do; the tests below run it.
#[test]
fn child_appends_until_stopped() {
    let Some(path) = std::env::var_os(CHILD) else {
        return;
    };
    let store = SqliteStore::open(Path::new(&path), Options::default()).expect("opened");
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let store = &store;
            scope.spawn(move || {
                for at in 0.. {
                    let request = format!("{writer}-{at}");
                    match store.append(batch(&request, 3)) {
                        Ok(_) => println!("\nacknowledged {request}"),
                        Err(error) => {
                            println!("\nfailed {}", error.code());
                            return;
                        }
                    }
                }
            });
        }
    });
}

fn child(path: &Path, shell: &str) -> Command {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{shell} exec \"$0\" \"$@\""))
        .arg(program);
    command.args(["--exact", "child_appends_until_stopped", "--nocapture"]);
    command
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// Opens what the child left; every acknowledged request must be there, each request whole.
fn judge(path: &Path, acknowledged: &[String]) {
    let store = SqliteStore::open(path, Options::default()).expect("opened");
    assert_eq!(store.check(Check::Full).expect("checked"), None);
    for request in acknowledged {
        let kept = store
            .request("z", request)
            .expect("looked up")
            .expect("kept");
        assert_eq!(kept.last, kept.first + 2, "{request}");
    }
    assert_eq!(
        store.head("z").expect("a head").seq % 3,
        0,
        "a batch was cut"
    );
    support::fill(&store, 3);
}

fn acknowledged(line: &str) -> Option<String> {
    line.strip_prefix("acknowledged ").map(str::to_owned)
}

#[cfg(unix)]
#[test]
fn killed_in_the_midst_of_writing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    for round in 1..=10 {
        let mut child = child(&path, "").spawn().expect("started");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut heard = Vec::new();
        for line in lines {
            heard.extend(acknowledged(&line.expect("text")));
            if heard.len() == round * 17 {
                child.kill().expect("killed");
            }
        }
        child.wait().expect("ended");
        assert!(heard.len() >= round * 17, "the child ended early");
        judge(&path, &heard);
        std::fs::remove_file(&path).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    // Writes beyond 600 blocks fail with EFBIG, since the signal is ignored.
    let output = child(&path, "trap '' XFSZ; ulimit -f 600;")
        .output()
        .expect("ran");
    let said = String::from_utf8(output.stdout).expect("text");
    let heard: Vec<String> = said.lines().filter_map(acknowledged).collect();
    let failed = said
        .lines()
        .filter(|line| line.starts_with("failed "))
        .count();
    assert_eq!(failed, 8, "every writer was told: {said}");
    assert!(heard.len() > 20, "some went in before");
    judge(&path, &heard);
}
