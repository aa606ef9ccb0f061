//! Names every missing tool at once, with its install line for Debian 12, Ubuntu 24.04 and macOS.
//!
//! The lines stand in `scripts/tools.tsv`, which the shell scripts read too: without cargo nobody
//! can run this program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::version::Version;

const TOOLS: &str = include_str!("../../scripts/tools.tsv");

/// Where a Chromium is looked for when `CHROMIUM` is not set.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

const MAC_BROWSERS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// What the tools are wanted for. Testing needs all that running needs, and more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Run,
    Test,
}

struct Tool {
    id: &'static str,
    purpose: Purpose,
    what: &'static str,
    debian: &'static str,
    ubuntu: &'static str,
    macos: &'static str,
}

/// Fails with a text that names everything missing.
pub(crate) fn check(root: &Path, purpose: Purpose) -> Result<(), String> {
    let wanted: Vec<Tool> = tools()
        .into_iter()
        .filter(|tool| purpose == Purpose::Test || tool.purpose == Purpose::Run)
        .collect();
    let mut missing = Vec::new();
    for tool in &wanted {
        match look_for(tool.id, root) {
            Ok(found) => println!("  found    {:<9} {found}", tool.id),
            Err(reason) => {
                println!("  MISSING  {:<9} {reason}", tool.id);
                missing.push(tool);
            }
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(remedies(&missing))
    }
}

/// The browser for the walk: `CHROMIUM`, then `PATH`, then Chrome's place on macOS.
pub(crate) fn chromium() -> Result<PathBuf, String> {
    if let Some(set) = std::env::var_os("CHROMIUM").filter(|value| !value.is_empty()) {
        let path = PathBuf::from(&set);
        if path.is_file() {
            return Ok(path);
        }
        return in_path(&set.to_string_lossy())
            .ok_or_else(|| format!("CHROMIUM names {}, which is no file", path.display()));
    }
    BROWSERS
        .iter()
        .find_map(|name| in_path(name))
        .or_else(|| {
            MAC_BROWSERS
                .iter()
                .map(PathBuf::from)
                .find(|path| path.is_file())
        })
        .ok_or_else(|| {
            format!(
                "none of {} in PATH, and CHROMIUM is not set",
                BROWSERS.join(", ")
            )
        })
}

fn tools() -> Vec<Tool> {
    TOOLS.lines().filter_map(parse_tool).collect()
}

fn parse_tool(line: &'static str) -> Option<Tool> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [id, verb, what, debian, ubuntu, macos] = fields.try_into().ok()?;
    let purpose = if verb == "run" {
        Purpose::Run
    } else {
        Purpose::Test
    };
    Some(Tool {
        id,
        purpose,
        what,
        debian,
        ubuntu,
        macos,
    })
}

fn remedies(missing: &[&Tool]) -> String {
    let mut text = String::from("\nMissing on this machine:\n");
    for tool in missing {
        let Tool {
            what,
            debian,
            ubuntu,
            macos,
            ..
        } = tool;
        let _ = write!(
            text,
            "\n  {what}\n    Debian 12      {debian}\n    Ubuntu 24.04   {ubuntu}\n    \
             macOS          {macos}\n"
        );
    }
    text.push_str("\nOn Debian or Ubuntu, as root, 'make setup' installs everything but Rust.");
    text
}

/// What was found, or why what is there does not do.
fn look_for(id: &str, root: &Path) -> Result<String, String> {
    match id {
        "rust" => rust(root),
        "rustfmt" => first_line("cargo", &["fmt", "--version"]),
        "clippy" => first_line("cargo", &["clippy", "--version"]),
        "cc" => first_line("cc", &["--version"]),
        "make" => first_line("make", &["--version"]).or_else(|_| {
            in_path("make")
                .map(|path| path.display().to_string())
                .ok_or_else(absent)
        }),
        "node" => node(),
        "npm" => npm(),
        "chromium" => chromium().map(|path| path.display().to_string()),
        "fonts" => fonts(),
        _ => Err(format!(
            "scripts/tools.tsv names {id}, which the doctor does not know"
        )),
    }
}

fn rust(root: &Path) -> Result<String, String> {
    let pinned = std::fs::read_to_string(root.join("rust-toolchain.toml")).unwrap_or_default();
    let wanted = Version::find(&pinned).ok_or("rust-toolchain.toml names no version")?;
    let line = first_line("rustc", &["--version"])?;
    first_line("cargo", &["--version"])?;
    match Version::find(&line) {
        Some(found) if found >= wanted => Ok(line),
        _ => Err(format!("found {line}, need {wanted} or newer")),
    }
}

fn node() -> Result<String, String> {
    let line = first_line("node", &["--version"])?;
    match Version::find(&line) {
        Some(found) if found.is_fit_node() => Ok(line),
        _ => Err(format!(
            "found {line}, need 20.19 or newer in 20, or 22.12 or newer"
        )),
    }
}

fn npm() -> Result<String, String> {
    let line = first_line("npm", &["--version"])?;
    match Version::find(&line) {
        Some(found) if found >= Version(9, 0, 0) => Ok(line),
        _ => Err(format!("found {line}, need 9 or newer")),
    }
}

/// A browser without Chinese fonts draws boxes, and the walk would look at boxes.
fn fonts() -> Result<String, String> {
    if cfg!(target_os = "macos") {
        return Ok("part of macOS".to_owned());
    }
    first_line("fc-list", &[":lang=zh", "family"])
}

fn first_line(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|_| absent())?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().next().map(str::trim) {
        Some(line) if output.status.success() && !line.is_empty() => Ok(line.to_owned()),
        _ => Err(format!("'{program} {}' gives nothing", arguments.join(" "))),
    }
}

fn absent() -> String {
    "not in PATH".to_owned()
}

pub(crate) fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_of_the_table_has_all_its_lines_and_is_known() {
        assert_eq!(tools().len(), TOOLS.lines().count());
        for tool in tools() {
            let answer = look_for(tool.id, Path::new("."));
            let unknown = answer.is_err_and(|reason| reason.contains("does not know"));
            assert!(!unknown, "{}", tool.id);
        }
    }

    #[test]
    fn all_missing_tools_are_named_in_one_go() {
        let tools = tools();
        let missing: Vec<&Tool> = tools.iter().collect();
        let text = remedies(&missing);
        for wanted in [
            "Debian 12",
            "Ubuntu 24.04",
            "macOS",
            "Rust, the version",
            "Chromium",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
    }

    #[test]
    fn running_needs_no_browser() {
        let needs = |id: &str| {
            tools()
                .into_iter()
                .any(|t| t.id == id && t.purpose == Purpose::Run)
        };
        assert!(needs("rust") && needs("node"));
        assert!(!needs("chromium") && !needs("fonts"));
    }
}
