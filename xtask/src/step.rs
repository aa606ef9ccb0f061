//! One command of a longer task: its output goes to the terminal as it comes, and can be counted.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A command to run, named as a person would name it.
pub(crate) struct Step {
    name: String,
    command: Command,
}

impl Step {
    pub(crate) fn new(name: &str, folder: &Path, program: &str, arguments: &[&str]) -> Step {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null());
        // What cargo told this program about xtask is no business of the commands it starts.
        for (key, _) in std::env::vars_os() {
            let name = key.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&key);
            }
        }
        Step {
            name: name.to_owned(),
            command,
        }
    }

    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Step {
        self.command.env(key, value);
        self
    }

    /// Runs it with its output untouched.
    pub(crate) fn run(mut self) -> Result<(), String> {
        announce(&self.name, &self.command);
        let status = self
            .command
            .status()
            .map_err(|error| self.not_started(&error))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("Failed: {} ({status})", self.name))
        }
    }

    /// Becomes the command, so that an interrupt from the terminal reaches it alone. Returns only
    /// if it could not be started.
    #[cfg(unix)]
    pub(crate) fn take_over(mut self) -> Result<(), String> {
        use std::os::unix::process::CommandExt as _;
        announce(&self.name, &self.command);
        let error = self.command.exec();
        Err(self.not_started(&error))
    }

    #[cfg(not(unix))]
    pub(crate) fn take_over(self) -> Result<(), String> {
        self.run()
    }

    /// Runs it, showing each line of its output and handing it to `watch`.
    pub(crate) fn run_watched(mut self, mut watch: impl FnMut(&str)) -> Result<(), String> {
        announce(&self.name, &self.command);
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| self.not_started(&error))?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line.map_err(|error| format!("Failed: {} ({error})", self.name))?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                watch(&line);
            }
        }
        let status = child
            .wait()
            .map_err(|error| format!("Failed: {} ({error})", self.name))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("Failed: {} ({status})", self.name))
        }
    }

    fn not_started(&self, error: &std::io::Error) -> String {
        let program = self.command.get_program().to_string_lossy();
        format!("Failed: {}: '{program}' did not start: {error}", self.name)
    }
}

fn announce(name: &str, command: &Command) {
    // The program by its name alone: where it lies is of no interest to the reader.
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let words: Vec<_> = std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    println!("\n== {name}: {}", words.join(" "));
    // A lost prompt is no reason to stop.
    let _ = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::Step;
    use std::path::Path;

    #[test]
    fn lines_are_watched_and_the_status_counts() {
        let mut lines = Vec::new();
        let step = Step::new(
            "two lines",
            Path::new("."),
            "sh",
            &["-c", "echo 甲; echo 乙; exit 3"],
        );
        let answer = step.run_watched(|line| lines.push(line.to_owned()));
        assert_eq!(lines, ["甲", "乙"]);
        assert!(answer.is_err_and(|text| text.contains("two lines")));
    }

    #[test]
    fn a_missing_program_is_named() {
        let answer = Step::new("odd", Path::new("."), "no-such-program-here", &[]).run();
        assert!(answer.is_err_and(|text| text.contains("'no-such-program-here' did not start")));
    }
}
