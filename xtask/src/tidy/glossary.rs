//! One idea, one name. `docs/glossary.md` is the table; this checks the code against it.
//!
//! Two tables are read from it: the terms (term, identifier, meaning), whose identifiers must be
//! unique and occur in the code, and the words not used (word, instead, where), which must not
//! occur in identifiers.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::files::TextFile;

const GLOSSARY: &str = "docs/glossary.md";

pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    let Some(glossary) = files.iter().find(|file| file.path == GLOSSARY) else {
        return Vec::new();
    };
    let rust: Vec<&TextFile> = files
        .iter()
        .filter(|file| file.is_rust() && file.path.starts_with("crates/"))
        .collect();
    let mut findings = check_terms(glossary, &rust);
    let banned = banned(glossary, &mut findings);
    for file in rust {
        findings.extend(check_words(file, &banned));
    }
    findings
}

/// A word not to use, as its parts, what to say instead, and in which crates (all if none).
struct Banned {
    parts: Vec<String>,
    instead: String,
    crates: Vec<String>,
}

/// Rows of three cells under a heading that contains `heading`, with their lines.
fn rows<'a>(glossary: &'a TextFile, heading: &str) -> Vec<(usize, Vec<&'a str>)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (number, line) in glossary.lines() {
        if line.starts_with('#') {
            inside = line.contains(heading);
        }
        let is_rule = line.starts_with("|--") || line.starts_with("| --");
        if !inside || !line.starts_with('|') || is_rule {
            continue;
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        found.push((number, cells));
    }
    // The first row of a table is its head.
    if !found.is_empty() {
        found.remove(0);
    }
    found
}

fn check_terms(glossary: &TextFile, rust: &[&TextFile]) -> Vec<Finding> {
    let mut in_code: BTreeSet<Vec<String>> = rust
        .iter()
        .flat_map(|file| identifiers(&file.text))
        .flat_map(|(_, name)| runs(&parts(name)))
        .collect();
    // The name of a crate is an identifier too.
    in_code.extend(rust.iter().map(|file| parts(crate_of(file))));
    let mut findings = Vec::new();
    let mut terms = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (number, cells) in rows(glossary, "Terms") {
        let [term, identifier, meaning] = cells.as_slice() else {
            let what = "a row of the glossary has three cells";
            findings.push(Finding::new(
                glossary,
                number,
                what,
                "Term, identifier, meaning",
            ));
            continue;
        };
        if meaning.is_empty() {
            findings.push(Finding::new(
                glossary,
                number,
                "no meaning given",
                "Say it shortly",
            ));
        }
        if let Some(first) = terms.insert((*term).to_owned(), number) {
            let what = format!("{term} stands in line {first} too");
            findings.push(Finding::new(glossary, number, what, "One idea, one row"));
        }
        for name in quoted(identifier) {
            if let Some(first) = names.insert(name.to_owned(), number) {
                let what = format!("{name} means something else in line {first}");
                findings.push(Finding::new(glossary, number, what, "One name, one idea"));
            }
            if !rust.is_empty() && !in_code.contains(&parts(name)) {
                let what = format!("{name} occurs in no crate");
                let remedy = "Correct the row, or remove it until the code has it";
                findings.push(Finding::new(glossary, number, what, remedy));
            }
        }
    }
    findings
}

fn banned(glossary: &TextFile, findings: &mut Vec<Finding>) -> Vec<Banned> {
    let mut banned = Vec::new();
    for (number, cells) in rows(glossary, "Words not used") {
        let [words, instead, place] = cells.as_slice() else {
            let what = "a row of the words not used has three cells";
            findings.push(Finding::new(glossary, number, what, "Word, instead, where"));
            continue;
        };
        let crates: Vec<String> = quoted(place).map(str::to_owned).collect();
        for word in quoted(words) {
            banned.push(Banned {
                parts: parts(word),
                instead: instead.replace('`', ""),
                crates: crates.clone(),
            });
        }
    }
    banned
}

fn check_words(file: &TextFile, banned: &[Banned]) -> Vec<Finding> {
    let own = crate_of(file);
    let here: Vec<&Banned> = banned
        .iter()
        .filter(|ban| ban.crates.is_empty() || ban.crates.iter().any(|name| name == own))
        .collect();
    let mut findings = Vec::new();
    for (number, name) in identifiers(&file.text) {
        let parts = parts(name);
        for ban in &here {
            if parts.windows(ban.parts.len()).any(|run| run == ban.parts) {
                let what = format!("{name}: the glossary does not use {}", ban.parts.join("_"));
                let remedy = format!("Say {}", ban.instead);
                findings.push(Finding::new(file, number, what, &remedy));
            }
        }
    }
    findings
}

/// `zone` for `crates/zone/src/lib.rs`.
fn crate_of(file: &TextFile) -> &str {
    file.path.split('/').nth(1).unwrap_or_default()
}

/// What stands between backquotes.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`')
        .enumerate()
        .filter(|(index, _)| index % 2 == 1)
        .map(|(_, name)| name)
}

/// All runs of neighbouring parts, so that `year_plan` is found in `YearPlanSet`.
fn runs(parts: &[String]) -> Vec<Vec<String>> {
    let longest = parts.len().min(4);
    (1..=longest)
        .flat_map(|length| parts.windows(length).map(<[String]>::to_vec))
        .collect()
}

/// The words of an identifier, in lower case: `LightsFixed` and `lights_fixed` are both two.
fn parts(identifier: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut previous_is_lower = false;
    for character in identifier.chars() {
        if !character.is_alphanumeric() {
            parts.push(String::new());
            previous_is_lower = false;
            continue;
        }
        if parts.is_empty() || (character.is_uppercase() && previous_is_lower) {
            parts.push(String::new());
        }
        previous_is_lower = character.is_lowercase() || character.is_numeric();
        if let Some(last) = parts.last_mut() {
            last.extend(character.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Identifiers of Rust code with their lines; comments and one-line strings are left out.
fn identifiers(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for (part, code) in line.split('"').enumerate() {
            if part % 2 == 1 {
                continue;
            }
            let (code, comment) = code
                .split_once("//")
                .map_or((code, false), |(c, _)| (c, true));
            let words = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            found.extend(
                words
                    .filter(|word| !word.is_empty())
                    .map(|word| (index + 1, word)),
            );
            if comment {
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &str = "\
# Glossary
## Terms
| term | identifier | meaning |
|---|---|---|
| 灯 | `light` | A colour by rule. |
| 年度计划 | `year_plan` | Twelve months. |
## Words not used
| not | instead | where |
|---|---|---|
| `traffic_light` | `light` | |
| `deadline` | `required_date` | `zone` |
";

    fn found(tables: &str, path: &str, code: &str) -> Vec<String> {
        let files = [TextFile::new(GLOSSARY, tables), TextFile::new(path, code)];
        check(&files)
            .iter()
            .map(|finding| format!("{}: {}", finding.line, finding.what))
            .collect()
    }

    const CODE: &str = "struct YearPlanSet;\nfn light() {}\n";

    #[test]
    fn words_of_identifiers_are_compared() {
        assert_eq!(parts("LightsFixed"), ["lights", "fixed"]);
        assert_eq!(parts("source_as_of"), ["source", "as", "of"]);
        assert_eq!(parts("ytd2Growth"), ["ytd2", "growth"]);
    }

    #[test]
    fn words_not_used_are_found_in_code_alone() {
        assert_eq!(found(TABLES, "crates/zone/src/a.rs", CODE), [""; 0]);
        let code = format!("{CODE}struct TrafficLightRule; // a traffic_light\n\"deadline\"\n");
        assert_eq!(
            found(TABLES, "crates/zone/src/a.rs", &code),
            ["3: TrafficLightRule: the glossary does not use traffic_light"]
        );
    }

    #[test]
    fn a_word_may_be_out_of_place_in_one_crate_only() {
        let code = format!("{CODE}let deadline = 1;\n");
        assert_eq!(found(TABLES, "crates/zone/src/a.rs", &code).len(), 1);
        assert_eq!(found(TABLES, "crates/host/src/a.rs", &code), [""; 0]);
    }

    #[test]
    fn the_glossary_names_what_is_there_once() {
        let tables = TABLES.replace("`year_plan`", "`month_plan`");
        assert_eq!(
            found(&tables, "crates/zone/src/a.rs", CODE),
            ["6: month_plan occurs in no crate"]
        );
        let tables = TABLES.replace("`year_plan`", "`light`");
        assert_eq!(
            found(&tables, "crates/zone/src/a.rs", CODE),
            ["6: light means something else in line 5"]
        );
    }
}
