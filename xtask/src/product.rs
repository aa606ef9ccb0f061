//! Builds the front end and the program, and starts the demonstration zone.

use std::path::{Path, PathBuf};

use crate::doctor::{self, Purpose};
use crate::step::Step;

/// `npm ci` leaves here what it installed for, so that it runs again only when that changes.
const STAMP: &str = "node_modules/.installed-for";

/// Where `make run` keeps the demonstration zone.
const DEMO_FOLDER: &str = "data/demo-zone";

/// Builds everything and serves the demonstration zone until interrupted.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<(), String> {
    build(root)?;
    let program = target_folder(root).join("release").join("wallchart");
    let demo = ["demo", "zone", "--serve", "--data", DEMO_FOLDER];
    let arguments: Vec<&str> = demo.into_iter().chain(arguments.iter().copied()).collect();
    Step::new("serve", root, &program.to_string_lossy(), &arguments).take_over()
}

/// Checks the tools, then builds the front end and the release binary that embeds it.
pub(crate) fn build(root: &Path) -> Result<(), String> {
    doctor::check(root, Purpose::Run)?;
    front_end_packages(root)?;
    npm(root, "front-end build", &["run", "build"]).run()?;
    let arguments = ["build", "--locked", "--release", "--package", "wallchart"];
    Step::new("release build", root, &cargo(), &arguments).run()
}

/// The measured promises: those of the crates, then those of the page in a real Chromium.
pub(crate) fn bench(root: &Path) -> Result<(), String> {
    doctor::check(root, Purpose::Test)?;
    benches(root)?;
    build(root)?;
    npm(root, "page bench", &["run", "bench"])
        .env("CHROMIUM", doctor::chromium()?)
        .env(
            "WALLCHART_BIN",
            target_folder(root).join("release").join("wallchart"),
        )
        .run()
}

/// Ledgers in and out again: the time of a large one, then the round trip of every sample through
/// LibreOffice, which says so where that is missing.
pub(crate) fn bench_exchange(root: &Path) -> Result<(), String> {
    let bench = [
        "bench",
        "--locked",
        "-p",
        "exchange",
        "--bench",
        "writeback",
    ];
    Step::new("writing back, timed", root, &cargo(), &bench).run()?;
    let out = target_folder(root).join("round-trip");
    let out = out.to_string_lossy().into_owned();
    let mut files = Vec::new();
    for folder in [
        "crates/exchange/testdata/writeback",
        "crates/exchange/testdata/ledgers",
        "examples/ledgers",
    ] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_ledger = name.ends_with(".xlsx") || name.ends_with(".csv");
            // The bad examples are bad on purpose.
            if is_ledger && (folder.starts_with("crates") || name.starts_with("good")) {
                files.push(format!("{folder}/{name}"));
            }
        }
    }
    files.sort();
    // The files of three public bodies, by the mappings kept with them.
    for (file, map) in [
        ("nyc/NYC_capital_projects_20190901.csv", "nyc/mapping.json"),
        (
            "melbourne/melbourne_water_capital_delivery.csv",
            "melbourne/mapping.json",
        ),
        ("uk/uk_2014_raw.csv", "uk/mapping-2014.json"),
        ("uk/uk_2019_raw.csv", "uk/mapping-2019.json"),
        ("uk/uk_2022_raw.csv", "uk/mapping.json"),
    ] {
        files.push(format!("examples/{file}=examples/{map}"));
    }
    let start = [
        "run",
        "--release",
        "--locked",
        "-p",
        "exchange",
        "--example",
        "round_trip",
    ];
    let mut arguments: Vec<&str> = start.to_vec();
    arguments.extend(["--", &out]);
    arguments.extend(files.iter().map(String::as_str));
    Step::new("round trip", root, &cargo(), &arguments).run()
}

/// Every `crates/*/benches/*.rs`, one after another: two at a time would disturb each other.
fn benches(root: &Path) -> Result<(), String> {
    for (package, bench) in benches_of(root)? {
        let title = format!("bench {package}: {bench}");
        let arguments = ["bench", "--locked", "-p", &package, "--bench", &bench];
        Step::new(&title, root, &cargo(), &arguments).run()?;
    }
    Ok(())
}

/// Package and name of each bench, in order.
fn benches_of(root: &Path) -> Result<Vec<(String, String)>, String> {
    let crates = root.join("crates");
    let unreadable = |error| format!("crates/ cannot be read: {error}");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&crates).map_err(unreadable)? {
        let folder = entry.map_err(unreadable)?.path();
        let Ok(benches) = std::fs::read_dir(folder.join("benches")) else {
            continue;
        };
        for bench in benches {
            let bench = bench.map_err(unreadable)?.path();
            if let (Some(package), Some(name)) = (folder.file_name(), bench.file_stem()) {
                let text = |part: &std::ffi::OsStr| part.to_string_lossy().into_owned();
                found.push((text(package), text(name)));
            }
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn doc(root: &Path) -> Result<(), String> {
    let arguments = [
        "doc",
        "--locked",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ];
    Step::new("documentation", root, &cargo(), &arguments).run()
}

/// Installs exactly what `web/package-lock.json` names.
pub(crate) fn front_end_packages(root: &Path) -> Result<(), String> {
    let web = root.join("web");
    let lock = std::fs::read(web.join("package-lock.json"))
        .map_err(|error| format!("web/package-lock.json cannot be read: {error}"))?;
    let stamp = web.join(STAMP);
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("\n== front-end packages: as web/package-lock.json says");
        return Ok(());
    }
    npm(
        root,
        "front-end packages",
        &["ci", "--no-audit", "--no-fund"],
    )
    .run()?;
    // npm makes no folder when there is nothing to put into it.
    std::fs::create_dir_all(web.join("node_modules"))
        .and_then(|()| std::fs::write(&stamp, lock))
        .map_err(|error| format!("{}: {error}", stamp.display()))
}

pub(crate) fn npm(root: &Path, name: &str, arguments: &[&str]) -> Step {
    Step::new(name, &root.join("web"), "npm", arguments)
}

/// The cargo that runs this program, so that all steps use one toolchain.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

pub(crate) fn target_folder(root: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}
