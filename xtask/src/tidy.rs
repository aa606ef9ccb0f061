//! The house rules that no other tool checks: file length, line width, links in documents, the
//! words of the glossary, the floors of the workspace, machine paths, names of
//! shapes, and what must not be left in.
//!
//! Each finding names file and line, what is wrong and what to do. It never changes a file.

mod files;
mod floors;
mod glossary;
mod locks;
mod markdown;
mod paths;
mod schemas;
mod source;

use std::fmt;
use std::path::Path;

use files::TextFile;

/// One broken rule in one place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    line: usize,
    what: String,
    remedy: String,
}

impl Finding {
    fn new(file: &TextFile, line: usize, what: impl Into<String>, remedy: &str) -> Finding {
        Finding {
            file: file.path.clone(),
            line,
            what: what.into(),
            remedy: remedy.to_owned(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}. {}.",
            self.file, self.line, self.what, self.remedy
        )
    }
}

/// Prints every finding; fails if there is one.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let files = files::read_all(root)?;
    let findings = check(root, &files);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("{} files, all tidy", files.len());
            Ok(())
        }
        number => Err(format!(
            "tidy: {number} to put right in {} files",
            files.len()
        )),
    }
}

fn check(root: &Path, files: &[TextFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        findings.extend(source::check(file));
        findings.extend(paths::check(file));
        findings.extend(locks::check(file));
        findings.extend(floors::check(file, root));
    }
    findings.extend(markdown::check(root, files));
    findings.extend(glossary::check(files));
    findings.extend(schemas::check(files));
    findings.sort();
    findings
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_repository_is_tidy() {
        let root = crate::workspace_root();
        assert_eq!(super::run(&root), Ok(()));
    }

    #[test]
    fn a_finding_says_where_what_and_the_remedy() {
        let file =
            super::TextFile::new("crates/zone/src/lib.rs", concat!("let x = todo", "!();\n"));
        let findings = super::check(Path::new("."), &[file]);
        let text: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            text,
            [concat!(
                "crates/zone/src/lib.rs:1: todo",
                "!( left in. Finish it, or file it as an issue."
            )]
        );
    }
}
