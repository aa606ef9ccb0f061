//! Paths of one person's machine have no place in a repository.

use super::Finding;
use super::files::TextFile;

/// Folders of a developer's or a builder's machine. Split, so that this file passes.
const MACHINE_FOLDERS: [&str; 6] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/fa", "rm/"),
    concat!("/tmp/bash", "_jobs"),
];

pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        for folder in MACHINE_FOLDERS {
            if names(line, folder) {
                let what = format!("a path of somebody's machine, {folder}…");
                let remedy = "Use a path from the root of the repository, or a variable";
                findings.push(Finding::new(file, number, what, remedy));
            }
        }
    }
    findings
}

/// Whether `line` holds a path that starts with `folder`: what stands before is no part of a path
/// or of a web address, and a name follows.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + folder.len()..].chars().next();
        let starts = !before.is_some_and(|c| c.is_alphanumeric() || "/._-}*$)@<".contains(c));
        let goes_on = after.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_');
        starts && (goes_on || !folder.ends_with('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> usize {
        check(&TextFile::new("a.toml", line)).len()
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        assert_eq!(found(concat!("dir = \"/wo", "rk/main\"")), 1);
        assert_eq!(found(concat!("see /ho", "me/li/notes")), 1);
        assert_eq!(found(concat!("/tmp/bash", "_jobs.0/1")), 1);
        assert_eq!(found(concat!("cd /ro", "ot/.cargo")), 1);
    }

    #[test]
    fn addresses_and_relative_paths_are_not() {
        assert_eq!(found("https://example.org/home/start"), 0);
        assert_eq!(found("src/work/item.rs and ./home/x"), 0);
        assert_eq!(found("\"${HOME}/work/x\""), 0);
        assert_eq!(found("</root>"), 0);
    }
}
