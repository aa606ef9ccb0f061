//! How a command ends: its exit code, and what it tells when it did not do what was asked.

use std::process::ExitCode;

use serde::Serialize;
use zone::{Lang, Refusal, Words};

/// How a command ended, as a script sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It did what was asked.
    Done = 0,
    /// The machine failed: disk, network, files.
    Fault = 1,
    /// What was asked is refused: bad input, or the rules say no.
    Refused = 2,
    /// The record was checked and does not hold.
    Damaged = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// A command that did not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Its exit code.
    pub(crate) exit: Exit,
    /// Every reason.
    pub(crate) problems: Vec<Refusal>,
}

/// The shape every failure has on standard output under `--json`.
#[derive(Serialize)]
pub(crate) struct Problems<'a> {
    problems: &'a [Refusal],
}

impl Failure {
    /// Refused for one reason.
    pub(crate) fn refused(code: &str, message: Words, remedy: Words) -> Failure {
        Failure::from(Refusal::new(code, message, remedy))
    }

    /// The machine failed in one way.
    pub(crate) fn fault(code: &str, message: Words, remedy: Words) -> Failure {
        Failure {
            exit: Exit::Fault,
            problems: vec![Refusal::new(code, message, remedy)],
        }
    }

    /// The same for scripts.
    pub(crate) fn document(&self) -> Problems<'_> {
        Problems {
            problems: &self.problems,
        }
    }

    /// Every reason with its place and remedy, for people.
    pub(crate) fn text(&self, lang: Lang) -> String {
        self.problems
            .iter()
            .map(|problem| told(problem, lang))
            .collect()
    }
}

/// One problem in two lines: where and what, then what to do.
pub(crate) fn told(problem: &Refusal, lang: Lang) -> String {
    let message = problem.message.in_lang(lang);
    let remedy = problem.remedy.in_lang(lang);
    let place = place(problem);
    let colon = lang.pick(|| "：", || ": ");
    let head = if place.is_empty() {
        String::new()
    } else {
        format!("{place}{colon}")
    };
    format!("{head}{message} [{}]\n  → {remedy}\n", problem.code)
}

/// `ledger.xlsx [Sheet1] C7`.
fn place(problem: &Refusal) -> String {
    let Some(place) = &problem.place else {
        return String::new();
    };
    let sheet = place.sheet.as_ref().map(|sheet| format!("[{sheet}]"));
    let parts = [place.file.clone(), sheet, place.cell.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::from(vec![refusal])
    }
}

impl From<Vec<Refusal>> for Failure {
    fn from(problems: Vec<Refusal>) -> Failure {
        Failure {
            exit: Exit::Refused,
            problems,
        }
    }
}

impl From<host::Error> for Failure {
    fn from(error: host::Error) -> Failure {
        let exit = if error.is_refusal() {
            Exit::Refused
        } else {
            Exit::Fault
        };
        Failure {
            exit,
            problems: error.problems(),
        }
    }
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Failure {
        Failure::from(host::Error::from(error))
    }
}

/// A file or folder that could not be read or written.
pub(crate) fn file_fault(path: &std::path::Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    Failure::fault(
        "cli/file",
        Words::new(
            format!("{path} 读写失败：{error}"),
            format!("{path} cannot be read or written: {error}"),
        ),
        Words::new(
            "检查路径、权限和磁盘空间后重试",
            "check the path, the permissions and the space on the disk, then try again",
        ),
    )
}
