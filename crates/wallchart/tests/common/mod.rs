//! Runs the real program in folders of its own.
#![expect(dead_code, reason = "each test file uses its part of it")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// How a run ended.
pub(crate) struct Ran {
    /// Exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as the one JSON document it has to be.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// Fails the test unless it ended with this code.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }
}

/// A folder for one test, gone with it.
pub(crate) struct Office {
    dir: tempfile::TempDir,
}

impl Office {
    /// An empty folder.
    pub(crate) fn new() -> Office {
        Office {
            dir: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A zone of one's own in `data`, with the good sample ledger in it.
    pub(crate) fn with_ledger() -> Office {
        static MADE: OnceLock<PathBuf> = OnceLock::new();
        let ledger = sample("good-2026.xlsx");
        let made = MADE.get_or_init(|| {
            let office = Office::founded();
            let apply = ["--apply", "--create-missing", "--as-of", "2026-05-31"];
            let apply = [&["import", ledger.as_str()], &apply[..]].concat();
            office.run(&apply).ends(0);
            office.kept("ledger")
        });
        Office::copied(made)
    }

    /// A zone of one's own in `data`, without projects.
    pub(crate) fn founded() -> Office {
        static MADE: OnceLock<PathBuf> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            let office = Office::new();
            office.run(&["init", "--name", "Harbour"]).ends(0);
            office.kept("founded")
        });
        Office::copied(made)
    }

    /// Keeps the data folder for the other tests of this program: hashing the passwords of a new
    /// zone takes seconds in a build without optimisation. The next run overwrites it.
    fn kept(&self, name: &str) -> PathBuf {
        let program = std::env::current_exe().expect("a path");
        let program = program
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{program}-{name}"));
        if to.exists() {
            std::fs::remove_dir_all(&to).expect("removed");
        }
        copy(&self.path("data"), &to);
        to
    }

    fn copied(from: &Path) -> Office {
        let office = Office::new();
        copy(from, &office.path("data"));
        office
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The same as text.
    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// Runs the program in the folder, in English, with `data` as its data folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let done = self
            .command(arguments)
            .output()
            .expect("the program starts");
        Ran {
            code: done.status.code().unwrap_or(-1),
            out: self.plain(&done.stdout),
            err: self.plain(&done.stderr),
        }
    }

    /// The same, with something on its standard input.
    pub(crate) fn run_told(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut told = child.stdin.take().expect("piped");
        told.write_all(input.as_bytes()).expect("it reads");
        drop(told);
        let done = child.wait_with_output().expect("it ends");
        Ran {
            code: done.status.code().unwrap_or(-1),
            out: self.plain(&done.stdout),
            err: self.plain(&done.stderr),
        }
    }

    /// Starts a server; it stops with the handle.
    pub(crate) fn serve(&self, arguments: &[&str]) -> Serving {
        let mut child = self
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("piped");
        let mut lines = BufReader::new(out).lines();
        let first = lines
            .next()
            .expect("it says where it listens")
            .expect("text");
        let address = first
            .strip_prefix("http://")
            .unwrap_or_else(|| panic!("{first}"));
        Serving {
            address: address.to_owned(),
            child,
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wallchart"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .env("WALLCHART_LANG", "en")
            .env("WALLCHART_DATA", self.path("data"))
            .env("USER", "tester")
            .env_remove("WALLCHART_LISTEN");
        command
    }

    /// What was printed, without the folder's own path.
    fn plain(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        text.replace(&self.dir.path().display().to_string(), "DIR")
    }
}

/// A running server.
pub(crate) struct Serving {
    /// Where it listens.
    pub(crate) address: String,
    child: Child,
}

impl Serving {
    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

/// A sample ledger of the repository.
pub(crate) fn sample(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ledgers");
    root.join(name).display().to_string()
}

/// Changes one byte of a file: the first of the place where `text` stands last.
pub(crate) fn change_a_byte(path: &Path, text: &str) {
    let mut bytes = std::fs::read(path).expect("a file");
    let wanted = text.as_bytes();
    let at = bytes
        .windows(wanted.len())
        .rposition(|window| window == wanted);
    let at = at.unwrap_or_else(|| panic!("{text} is not in {path:?}"));
    bytes[at] ^= 1;
    std::fs::write(path, bytes).expect("written");
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}
