//! How a command ends: its exit code, and what it tells when it did not do what was asked.

use std::process::ExitCode;

use serde::Serialize;
use zone::{Lang, Place, Refusal, Words};

/// Most cells named after the first that has a problem.
const CELLS_NAMED: usize = 12;

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
        list(self.problems.iter(), lang)
    }
}

/// Every problem once. The same problem in many cells is told at the first, the others named.
pub(crate) fn list<'a>(problems: impl Iterator<Item = &'a Refusal>, lang: Lang) -> String {
    let mut groups: Vec<(&Refusal, Vec<String>)> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for problem in problems {
        let at = *known
            .entry((&problem.code, &problem.message))
            .or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, cells)) => cells.extend(place_of(problem, |place| place.cell.clone())),
            None => groups.push((problem, Vec::new())),
        }
    }
    let each = groups
        .iter()
        .map(|(problem, cells)| told(problem, lang) + &also(cells, lang));
    each.collect()
}

/// The other cells with the same problem, the first few of many.
fn also(cells: &[String], lang: Lang) -> String {
    if cells.is_empty() {
        return String::new();
    }
    let named = cells[..cells.len().min(CELLS_NAMED)].join(lang.pick(|| "、", || ", "));
    let more = cells.len().saturating_sub(CELLS_NAMED);
    match (lang, more) {
        (Lang::Zh, 0) => format!("  同样：{named}\n"),
        (Lang::En, 0) => format!("  the same: {named}\n"),
        (Lang::Zh, _) => format!("  同样：{named} 等另外 {} 处\n", cells.len()),
        (Lang::En, _) => format!("  the same: {named} and {more} more cells\n"),
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
    place_of(problem, |place| Some(written(place))).unwrap_or_default()
}

fn place_of(problem: &Refusal, part: impl Fn(&Place) -> Option<String>) -> Option<String> {
    problem.place.as_deref().and_then(part)
}

fn written(place: &Place) -> String {
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
