//! House-keeping verbs, behind `make`: what a newcomer, a developer and continuous integration run.
//!
//! It promises to build in seconds, so it has no dependencies. It does not download tools:
//! `scripts/setup.sh` installs them, [`doctor`] names what is missing.

mod counts;
mod deny;
mod doctor;
mod forecasting;
mod product;
mod scheduling;
mod step;
mod suite;
mod tidy;
mod version;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask VERB

  run                 check the tools, build everything, open the demonstration zone
  build               check the tools, build everything
  test                every check and every test; the last line is the counts
  doctor [run|test]   name every missing tool with its install line
  tidy                the house rules of this repository
  deny                licences, bans, sources and advisories of dependencies, by cargo-deny
  bench               the measured promises
  bench-schedule DATA [--long]
                      the scheduling engine beside its peers and real files in a data folder
  bench-forecast DATA forecasts beside statsforecast and rules of thumb (half an hour and more)
  bench-exchange      ledgers in and out again, judged by LibreOffice
  doc                 the documentation of the crates, in target/doc
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let root = workspace_root();
    let done = match words.as_slice() {
        ["run", arguments @ ..] => product::run(&root, arguments),
        ["build"] => product::build(&root),
        ["test"] => return suite::run(&root),
        ["doctor"] => doctor::check(&root, doctor::Purpose::Test),
        ["doctor", "run"] => doctor::check(&root, doctor::Purpose::Run),
        ["doctor", "test"] => doctor::check(&root, doctor::Purpose::Test),
        ["tidy"] => tidy::run(&root),
        ["deny"] => deny::run(&root),
        ["bench"] => product::bench(&root),
        ["bench-schedule", data] => scheduling::bench(&root, data, false),
        ["bench-schedule", data, "--long"] => scheduling::bench(&root, data, true),
        ["bench-forecast", data] => forecasting::bench(&root, data),
        ["bench-exchange"] => product::bench_exchange(&root),
        ["doc"] => product::doc(&root),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => {
            eprint!("No such verb: {}\n\n{USAGE}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The folder that holds the workspace: the parent of this crate's own.
fn workspace_root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}
