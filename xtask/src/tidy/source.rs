//! Source files: length, width, and what must not be left in.

use super::Finding;
use super::files::TextFile;

const RUST_LINES_MAX: usize = 800;
const FRONT_END_LINES_MAX: usize = 300;
const RUST_COLUMNS_MAX: usize = 100;

/// What must not stay in a source file, and what to do instead. Split, so that this file passes.
const LEFT_IN: [(&str, &str); 4] = [
    (concat!("todo", "!("), "Finish it, or file it as an issue"),
    (
        concat!("unimplemented", "!("),
        "Finish it, or file it as an issue",
    ),
    (concat!("FIX", "ME"), "Put it right, or file it as an issue"),
    (
        concat!("#[", "ignore]"),
        "Make it run, or delete it: nothing is skipped in silence",
    ),
];

pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    if file.is_rust() {
        findings.extend(length(file, RUST_LINES_MAX));
        findings.extend(width(file));
        findings.extend(bare_allow(file));
    }
    if file.is_front_end() {
        findings.extend(length(file, FRONT_END_LINES_MAX));
    }
    if file.is_rust() || file.is_front_end() {
        findings.extend(left_in(file));
    }
    findings
}

fn length(file: &TextFile, most: usize) -> Option<Finding> {
    let lines = file.text.lines().count();
    if lines <= most || file.is_table() {
        return None;
    }
    let what = format!("{lines} lines, more than {most}");
    let remedy = "Split it by noun; generated files and tables say so in their first lines";
    Some(Finding::new(file, lines, what, remedy))
}

/// Columns are characters: a Chinese one counts once.
fn width(file: &TextFile) -> Vec<Finding> {
    if file.is_table() {
        return Vec::new();
    }
    // Expected output stands in raw strings as it is printed: it cannot be broken.
    let mut in_raw_string = false;
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        let columns = line.chars().count();
        let quoted = in_raw_string;
        in_raw_string = raw_string_open(line, in_raw_string);
        if columns > RUST_COLUMNS_MAX && !quoted && !is_one_address(line) {
            let what = format!("{columns} columns, more than {RUST_COLUMNS_MAX}");
            findings.push(Finding::new(file, number, what, "Break the line"));
        }
    }
    findings
}

/// Whether a raw string is open after this line.
fn raw_string_open(line: &str, open: bool) -> bool {
    let opened = line.rfind("r#\"");
    let closed = line.rfind("\"#");
    match (opened, closed) {
        (Some(opened), Some(closed)) => opened + 1 >= closed,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => open,
    }
}

/// A comment that is one long web address cannot be broken.
fn is_one_address(line: &str) -> bool {
    let text = line
        .trim_start()
        .trim_start_matches('/')
        .trim_start_matches('!')
        .trim();
    !text.contains(' ') && text.contains("://")
}

/// `#[allow(…)]` outlives its cause; `#[expect(…, reason = "…")]` complains once it is gone.
fn bare_allow(file: &TextFile) -> Vec<Finding> {
    let opening = [concat!("#[", "allow("), concat!("#![", "allow(")];
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        if !opening
            .iter()
            .any(|start| line.trim_start().starts_with(start))
        {
            continue;
        }
        let attribute: Vec<&str> = file.text.lines().skip(number - 1).take(6).collect();
        let attribute = attribute.join(" ");
        let end = attribute.find(")]").unwrap_or(attribute.len());
        if !attribute[..end].contains("reason") {
            let remedy = "Use #[expect(…, reason = \"…\")], or give the reason";
            findings.push(Finding::new(
                file,
                number,
                "a lint is allowed without a reason",
                remedy,
            ));
        }
    }
    findings
}

fn left_in(file: &TextFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        for (word, remedy) in LEFT_IN {
            if line.contains(word) {
                findings.push(Finding::new(
                    file,
                    number,
                    format!("{word} left in"),
                    remedy,
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(usize, String)> {
        let file = TextFile::new(path, text);
        check(&file)
            .into_iter()
            .map(|finding| (finding.line, finding.what))
            .collect()
    }

    #[test]
    fn long_files_are_found_and_tables_are_not() {
        let long = "x\n".repeat(801);
        assert_eq!(
            found("a.rs", &long),
            [(801, "801 lines, more than 800".to_owned())]
        );
        assert_eq!(
            found(
                "a.rs",
                &format!("// tidy: table, one line a notice\n{long}")
            ),
            []
        );
        assert_eq!(found("a.rs", &"x\n".repeat(800)), []);
        assert_eq!(found("a.tsx", &long).len(), 1);
        assert_eq!(found("a.md", &long), []);
    }

    #[test]
    fn chinese_counts_by_character() {
        assert_eq!(found("a.rs", &format!("// {}", "字".repeat(97))), []);
        assert_eq!(found("a.rs", &format!("// {}", "字".repeat(98))).len(), 1);
        assert_eq!(
            found(
                "a.rs",
                &format!("// https://example.org/{}", "a".repeat(120))
            ),
            []
        );
    }

    #[test]
    fn an_allowed_lint_needs_its_reason() {
        let bare = concat!("    #[", "allow(dead_code)]\nfn a() {}\n");
        assert_eq!(found("a.rs", bare).len(), 1);
        let reasoned = concat!("#[", "allow(\n    dead_code,\n    reason = \"why\"\n)]\n");
        assert_eq!(found("a.rs", reasoned), []);
        assert_eq!(
            found("a.rs", "#[expect(dead_code, reason = \"why\")]\n"),
            []
        );
    }

    #[test]
    fn unfinished_work_is_found() {
        let text = concat!("// FIX", "ME: later\nfn a() { todo", "!() }\n");
        assert_eq!(found("a.rs", text).len(), 2);
        assert_eq!(found("a.ts", concat!("// FIX", "ME\n")).len(), 1);
        assert_eq!(found("a.md", concat!("FIX", "ME\n")), []);
    }
}
