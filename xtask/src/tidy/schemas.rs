//! Shapes of the API have names of their own: of two with one name the document keeps one, and
//! clients read the other by it.

use std::collections::BTreeMap;

use super::Finding;
use super::files::TextFile;

pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut seen: BTreeMap<&str, (&TextFile, usize)> = BTreeMap::new();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        for (line, name) in shapes(file) {
            let Some((other, at)) = seen.insert(name, (file, line)) else {
                continue;
            };
            let what = format!("{name} is a shape of the API at {}:{at} too", other.path);
            findings.push(Finding::new(file, line, what, "Name one of them otherwise"));
        }
    }
    findings
}

/// Names of types that derive `ToSchema`, with their lines.
fn shapes(file: &TextFile) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut derives = false;
    for (number, line) in file.lines() {
        let line = line.trim();
        let derive = line.starts_with("#[derive(") || line.starts_with("#[cfg_attr(");
        if derive && line.contains("ToSchema") {
            derives = true;
        }
        if !derives || line.starts_with('#') || line.starts_with("//") {
            continue;
        }
        derives = false;
        let words = line.split([' ', '<', '(', '{']);
        let mut words = words.skip_while(|word| !matches!(*word, "struct" | "enum"));
        // A name that a macro is given is not known here.
        if let Some(name) = words.nth(1).filter(|name| !name.starts_with('$')) {
            found.push((number, name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_of(texts: [&str; 2], expected: &[&str]) {
        let [one, other] = texts;
        let files = [TextFile::new("a.rs", one), TextFile::new("b.rs", other)];
        let findings = check(&files);
        let found: Vec<String> = findings.iter().map(|own| own.to_string()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn two_shapes_of_one_name_are_found() {
        let row = "#[derive(Debug, utoipa::ToSchema)]\n#[serde(tag = \"a\")]\npub struct Row {\n";
        let other = "#[cfg_attr(feature = \"api\", derive(utoipa::ToSchema))]\npub enum Row {\n";
        let line = "#[derive(utoipa::ToSchema)]\npub(crate) struct Line {\n";
        let found = "b.rs:2: Row is a shape of the API at a.rs:3 too. Name one of them otherwise.";
        check_of([row, other], &[found]);
        check_of([row, "#[derive(Debug)]\npub struct Row(u8);\n"], &[]);
        check_of([row, line], &[]);
    }
}
