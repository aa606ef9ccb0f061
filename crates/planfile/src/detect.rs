//! Which format a file is, from its content; names may lie.

use crate::plan::{Format, Plan};
use crate::problem::{Place, Problem, Refusal};
use crate::{mpx, mspdi, planner, psplib, text, xer};

/// Reads a schedule file of any known format.
///
/// # Errors
/// All problems of the file, with their places; also if the format is not known, or is MPP.
pub fn read(bytes: &[u8]) -> Result<Plan, Refusal> {
    const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if bytes.starts_with(&COMPOUND) {
        return Err(Problem::new(
            "planfile/mpp",
            Place::default(),
            (
                "这是 Microsoft Project 的 MPP 文件，格式不公开，不能读取",
                "this is an MPP file of Microsoft Project, a closed format that is not read",
            ),
            (
                "请在 Project 中“另存为”XML 格式，再导入那个文件",
                "in Project, save it as XML and use that file",
            ),
        )
        .into());
    }
    let text = text::decode(bytes, declared(bytes))?;
    let text = text.as_ref();
    match format(text) {
        Some(Format::Xer) => xer::read(text),
        Some(Format::Mpx) => mpx::read(text),
        Some(Format::Mspdi) => mspdi::read(text),
        Some(Format::Planner) => planner::read(text),
        Some(Format::PsplibSm) => psplib::read_sm(text),
        Some(Format::Rcp) => psplib::read_rcp(text),
        Some(Format::Own) | None => Err(unknown().into()),
    }
}

/// The encoding an XML file says it has.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(200))?;
    let end = head.iter().position(|byte| *byte == b'>')?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let (_, after) = head.split_once("encoding=")?;
    let quote = after.chars().next()?;
    after.get(1..)?.split(quote).next()
}

/// The format of a text.
fn format(text: &str) -> Option<Format> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if start.starts_with("ERMHDR") || start.starts_with("%T\t") {
        return Some(Format::Xer);
    }
    if start.starts_with("MPX") {
        return Some(Format::Mpx);
    }
    if start.starts_with('<') {
        // The name of the root element decides; what stands before it may be long.
        let root = root(start);
        return Some(match root {
            Some("project") => Format::Planner,
            _ => Format::Mspdi,
        });
    }
    let head: String = text.chars().take(4000).collect();
    if head.contains("PRECEDENCE RELATIONS") || head.contains("jobs (incl. supersource/sink") {
        return Some(Format::PsplibSm);
    }
    let number = |word: &str| word.parse::<u32>().is_ok();
    let mut words = head.split_ascii_whitespace();
    if words.clone().count() > 3 && words.by_ref().take(20).all(number) {
        return Some(Format::Rcp);
    }
    None
}

/// The name of the first element.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let at = rest.find('<')?;
        rest = &rest[at + 1..];
        if !rest.starts_with(['?', '!']) {
            let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != ':')?;
            return rest[..end].rsplit(':').next();
        }
    }
}

pub(crate) fn unknown() -> Problem {
    Problem::new(
        "planfile/format",
        Place::default(),
        (
            "不是能识别的进度计划文件",
            "this is no schedule file of a known format",
        ),
        (
            "可读的格式：P6 XER、MS Project XML、MPX、Planner XML、PSPLIB .sm 与 .rcp",
            "readable are P6 XER, MS Project XML, MPX, Planner XML, PSPLIB .sm and .rcp",
        ),
    )
}
