//! Reads how many tests ran from what the test runners print.

/// How many tests passed, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Which runner wrote the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runner {
    Cargo,
    Vitest,
    Walk,
}

impl Runner {
    /// The counts that this line closes with, if it is such a line.
    pub(crate) fn read(self, line: &str) -> Option<Counts> {
        let line = without_colours(line);
        let line = line.trim();
        let rest = match self {
            Runner::Cargo => line.strip_prefix("test result:")?,
            Runner::Vitest => line.strip_prefix("Tests")?.strip_prefix(' ')?,
            Runner::Walk => line.strip_prefix("walk:").unwrap_or(line),
        };
        counted(rest, self)
    }
}

/// `12 passed`, `1 failed`, `3 ignored` and the like, wherever they stand in the line.
fn counted(text: &str, runner: Runner) -> Option<Counts> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if runner == Runner::Walk && !is_plain(&words) {
        return None;
    }
    let mut counts = Counts::default();
    let mut seen = false;
    for pair in words.windows(2) {
        let (Ok(number), word) = (pair[0].parse::<u64>(), pair[1]) else {
            continue;
        };
        match word {
            "passed" => counts.passed += number,
            "failed" => counts.failed += number,
            "ignored" | "skipped" | "todo" => counts.skipped += number,
            _ => continue,
        }
        seen = true;
    }
    seen.then_some(counts)
}

/// The walk closes with `N passed, N failed` and nothing else on the line.
fn is_plain(words: &[&str]) -> bool {
    matches!(
        words,
        [_, "passed", _, "failed"] | [_, "passed", _, "failed", _, "skipped"]
    )
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // A colour is ESC [ digits m.
            for inner in characters.by_ref() {
                if inner.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Counts, Runner};

    fn counts(passed: u64, failed: u64, skipped: u64) -> Option<Counts> {
        Some(Counts {
            passed,
            failed,
            skipped,
        })
    }

    #[test]
    fn cargo_closes_each_binary_with_a_result() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; \
                    finished in 0.01s";
        assert_eq!(Runner::Cargo.read(line), counts(12, 0, 1));
        let line = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(Runner::Cargo.read(line), counts(3, 2, 0));
        assert_eq!(Runner::Cargo.read("test wall::reads ... ok"), None);
        assert_eq!(Runner::Cargo.read("test result in words"), None);
    }

    #[test]
    fn vitest_closes_with_its_tests_in_colour_or_not() {
        assert_eq!(
            Runner::Vitest.read("      Tests  34 passed (34)"),
            counts(34, 0, 0)
        );
        let line = "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | 33 passed (34)";
        assert_eq!(Runner::Vitest.read(line), counts(33, 1, 0));
        let line = "      Tests  2 passed | 1 skipped | 3 todo (6)";
        assert_eq!(Runner::Vitest.read(line), counts(2, 0, 4));
        assert_eq!(Runner::Vitest.read(" Test Files  3 passed (3)"), None);
    }

    #[test]
    fn the_walk_closes_with_a_plain_line() {
        assert_eq!(Runner::Walk.read("14 passed, 0 failed"), counts(14, 0, 0));
        assert_eq!(
            Runner::Walk.read("walk: 13 passed, 1 failed"),
            counts(13, 1, 0)
        );
        assert_eq!(Runner::Walk.read("14 steps passed so far, 0 failed"), None);
    }
}
