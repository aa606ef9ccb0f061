//! Dependencies run downwards only, and the pure crates stay pure.

use std::path::Path;

use super::Finding;
use super::files::TextFile;

/// Each crate of ours with those it may depend on. A crate that is not here fails.
const FLOORS: [(&str, &[&str]); 20] = [
    ("calendar", &[]),
    ("formula", &[]),
    ("forecast", &[]),
    ("ledger", &[]),
    ("minutes", &[]),
    ("search", &["minutes"]),
    ("schedule", &["calendar"]),
    ("planfile", &["schedule", "calendar"]),
    ("solve", &["schedule", "calendar"]),
    ("zone", &["schedule", "forecast", "formula", "calendar"]),
    ("verify", &["ledger"]),
    ("print", &["zone"]),
    ("media", &["zone"]),
    ("scan", &[]),
    (
        "exchange",
        &["zone", "solve", "planfile", "schedule", "calendar"],
    ),
    (
        "host",
        &["zone", "ledger", "search", "exchange", "calendar"],
    ),
    ("demo", &["zone", "calendar"]),
    ("courier", &["zone"]),
    ("server", &ALL_BELOW_SERVER),
    ("wallchart", &ALL_BELOW_WALLCHART),
];

const ALL_BELOW_SERVER: [&str; 17] = [
    "calendar", "formula", "forecast", "ledger", "minutes", "search", "schedule", "planfile",
    "solve", "zone", "verify", "print", "media", "scan", "exchange", "host", "courier",
];

const ALL_BELOW_WALLCHART: [&str; 19] = [
    "calendar", "formula", "forecast", "ledger", "minutes", "search", "schedule", "planfile",
    "solve", "zone", "verify", "print", "media", "scan", "exchange", "host", "courier", "demo",
    "server",
];

/// Crates that do no I/O, read no clock and draw no unseeded randomness.
const PURE: [&str; 9] = [
    "calendar", "formula", "minutes", "schedule", "planfile", "solve", "forecast", "zone", "media",
];

/// What reaches the outside world, and so has no place in a pure crate.
const OUTSIDE: [&str; 11] = [
    "axum",
    "getrandom",
    "object_store",
    "rand",
    "reqwest",
    "rusqlite",
    "tempfile",
    "tokio",
    "tokio-postgres",
    "tower-http",
    "tracing-subscriber",
];

pub(super) fn check(file: &TextFile, root: &Path) -> Vec<Finding> {
    let Some(name) = crate_of(&file.path) else {
        return Vec::new();
    };
    let Some((_, allowed)) = FLOORS.iter().find(|(floor, _)| *floor == name) else {
        let what = format!("the crate {name} stands on no floor");
        let remedy = "Give it its place in xtask/src/tidy/floors.rs and in ARCHITECTURE.md";
        return vec![Finding::new(file, 1, what, remedy)];
    };
    let mut findings = Vec::new();
    for (line, dependency) in dependencies(&file.text) {
        let ours = FLOORS.iter().any(|(floor, _)| *floor == dependency);
        if ours && !allowed.contains(&dependency) {
            let what = format!("{name} depends on {dependency}, which is not below it");
            let remedy = "Move what is shared down, or the user of it up";
            findings.push(Finding::new(file, line, what, remedy));
        }
        if PURE.contains(&name) && OUTSIDE.contains(&dependency) {
            let what = format!("{name} is pure, and {dependency} reaches outside");
            findings.push(Finding::new(
                file,
                line,
                what,
                "Let the caller pass the value in",
            ));
        }
    }
    findings.extend(lints(file, name, root));
    findings
}

/// `zone` for `crates/zone/Cargo.toml`.
fn crate_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
    (!name.contains('/')).then_some(name)
}

/// The names under `[dependencies]` and `[build-dependencies]`, with their lines. Tests may look
/// upwards, so `[dev-dependencies]` are not here.
fn dependencies(text: &str) -> Vec<(usize, &str)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            let header = header.trim_end_matches(']');
            let table = header.rsplit_once("dependencies");
            inside = matches!(table, Some((before, "")) if !before.contains("dev-"));
            if let Some((before, after)) = table
                && !before.contains("dev-")
                && let Some(name) = after.strip_prefix('.')
            {
                found.push((index + 1, name));
            }
        } else if inside && !line.starts_with('#') {
            let name = line
                .split(['=', '.'])
                .next()
                .unwrap_or_default()
                .trim()
                .trim_matches('"');
            if !name.is_empty() && line.contains('=') {
                found.push((index + 1, name));
            }
        }
    }
    found
}

/// Every crate takes the workspace's lints; a pure one has its list of banned calls.
fn lints(file: &TextFile, name: &str, root: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !file.text.contains("[lints]\nworkspace = true") {
        let what = format!("{name} does not take the workspace's lints");
        findings.push(Finding::new(file, 1, what, "Add [lints] workspace = true"));
    }
    let bans = root.join("crates").join(name).join("clippy.toml");
    let banned = std::fs::read_to_string(bans).unwrap_or_default();
    if PURE.contains(&name) && !banned.contains("disallowed-methods") {
        let what = format!("{name} is pure, but its clippy.toml bans no calls");
        findings.push(Finding::new(
            file,
            1,
            what,
            "Copy clippy.toml from another pure crate",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, dependencies: &str) -> Vec<String> {
        let text = format!("[dependencies]\n{dependencies}\n[lints]\nworkspace = true\n");
        let file = TextFile::new(&format!("crates/{name}/Cargo.toml"), &text);
        check(&file, &crate::workspace_root())
            .into_iter()
            .map(|finding| finding.what)
            .collect()
    }

    #[test]
    fn dependencies_run_downwards() {
        assert!(found("zone", "schedule.workspace = true\njiff = \"0.2\"").is_empty());
        assert!(found("server", "host = { workspace = true }").is_empty());
        assert_eq!(
            found(
                "schedule",
                "calendar.workspace = true\nzone = { path = \"../zone\" }"
            ),
            ["schedule depends on zone, which is not below it"]
        );
        assert_eq!(
            found("ledger", "[dependencies.zone]\nworkspace = true").len(),
            1,
            "a table of its own counts too"
        );
    }

    #[test]
    fn tests_may_look_upwards() {
        assert!(found("calendar", "[dev-dependencies]\nschedule.workspace = true").is_empty());
    }

    #[test]
    fn a_pure_crate_reaches_nothing_outside() {
        assert_eq!(found("forecast", "rusqlite.workspace = true").len(), 1);
        assert!(found("ledger", "rusqlite.workspace = true").is_empty());
    }

    #[test]
    fn an_unknown_crate_stands_on_no_floor() {
        assert_eq!(
            found("helpers", ""),
            ["the crate helpers stands on no floor"]
        );
    }
}
