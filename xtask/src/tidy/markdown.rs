//! Links in documents lead somewhere: the file exists, and so does the heading.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::Finding;
use super::files::TextFile;

pub(super) fn check(root: &Path, files: &[TextFile]) -> Vec<Finding> {
    let documents = files.iter().filter(|file| file.extension() == "md");
    documents
        .flat_map(|file| check_document(root, file))
        .collect()
}

fn check_document(root: &Path, file: &TextFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, target) in links(&file.text) {
        if let Err(what) = resolve(root, file, &target) {
            findings.push(Finding::new(file, number, what, "Correct the link"));
        }
    }
    findings
}

/// Why `target` leads nowhere.
fn resolve(root: &Path, file: &TextFile, target: &str) -> Result<(), String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let text = if path.is_empty() {
        file.text.clone()
    } else {
        let inside = beside(&file.path, path)
            .ok_or_else(|| format!("the link {target} leaves the repository"))?;
        let full = root.join(&inside);
        if !full.exists() {
            return Err(format!("the link {target} leads to no file"));
        }
        if anchor.is_empty() || inside.extension().is_none_or(|extension| extension != "md") {
            return Ok(());
        }
        std::fs::read_to_string(full).map_err(|error| format!("the link {target}: {error}"))?
    };
    if anchor.is_empty() || anchors(&text).contains(&anchor.to_lowercase()) {
        return Ok(());
    }
    Err(format!("the link {target} leads to no heading"))
}

/// The path from the root of what `link` names beside `document`; nothing if it leads out.
fn beside(document: &str, link: &str) -> Option<PathBuf> {
    let mut path = match link.strip_prefix('/') {
        Some(_) => PathBuf::new(),
        None => Path::new(document)
            .parent()
            .map(Path::to_path_buf)
            .unwrap_or_default(),
    };
    for part in Path::new(link.trim_start_matches('/')).components() {
        match part {
            Component::ParentDir if !path.pop() => return None,
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    Some(path)
}

/// Every link inside the repository, with its line: `[x](target)`, `![x](target)`, `[x]: target`
/// and `src="target"`.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in prose(text) {
        let line = without_code(line);
        for opening in ["](", "src=\"", "href=\""] {
            for (start, _) in line.match_indices(opening) {
                let rest = &line[start + opening.len()..];
                let end = rest.find([')', '"', ' ']).unwrap_or(rest.len());
                found.push((number, rest[..end].to_owned()));
            }
        }
        if line.starts_with('[')
            && let Some((_, target)) = line.split_once("]: ")
        {
            found.push((
                number,
                target
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            ));
        }
    }
    found.retain(|(_, target)| !is_elsewhere(target));
    found
}

fn is_elsewhere(target: &str) -> bool {
    target.is_empty() || target.contains("://") || target.starts_with("mailto:")
}

/// Lines outside fenced code, with their numbers.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((index + 1, line))
    })
}

/// The line with its `code` blanked.
fn without_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { part } else { "" })
        .collect()
}

/// The anchors of a document, made from its headings as the usual forges make them, and those set
/// by hand with `id="…"`.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, line) in prose(text) {
        if let Some((_, rest)) = line.split_once("id=\"") {
            found.insert(rest.split('"').next().unwrap_or_default().to_lowercase());
        }
        let title = line.trim_start_matches('#');
        if title.len() == line.len() || !title.starts_with(' ') {
            continue;
        }
        let plain = slug(title.trim());
        let free = (0..)
            .map(|n| {
                if n == 0 {
                    plain.clone()
                } else {
                    format!("{plain}-{n}")
                }
            })
            .find(|name| !found.contains(name));
        found.extend(free);
    }
    found
}

fn slug(title: &str) -> String {
    title
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let file = TextFile::new("docs/a.md", text);
        let findings = check_document(&crate::workspace_root(), &file);
        findings.into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn links_to_files_are_followed() {
        assert!(found("[the manifest](../Cargo.toml) and [web](https://example.org/a)").is_empty());
        assert_eq!(
            found("[x](nothing.md)"),
            ["the link nothing.md leads to no file"]
        );
        assert_eq!(
            found("![x](no.png \"title\")"),
            ["the link no.png leads to no file"]
        );
        assert_eq!(found("[x]: ./no.md"), ["the link ./no.md leads to no file"]);
        assert_eq!(
            found("[x](../../b.md)"),
            ["the link ../../b.md leaves the repository"]
        );
    }

    #[test]
    fn links_to_headings_are_followed() {
        let text = "# 安装与运行\n## What it does, and why?\n## Again\n## Again\n";
        let good = "[a](#安装与运行) [b](#what-it-does-and-why) [c](#again-1)\n";
        assert!(found(&format!("{text}{good}")).is_empty());
        assert_eq!(found(&format!("{text}[d](#again-2)\n")).len(), 1);
    }

    #[test]
    fn code_holds_no_links() {
        assert!(found("`[x](no.md)`\n```\n[x](no.md)\n```\n").is_empty());
    }
}
