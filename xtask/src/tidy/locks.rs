//! Lock files name packages and sums, not the mirror they were fetched from.

use super::Finding;
use super::files::TextFile;

const CRATES_INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    match name {
        "Cargo.lock" => cargo_lock(file),
        "package-lock.json" | "npm-shrinkwrap.json" => npm_lock(file),
        _ => Vec::new(),
    }
}

fn cargo_lock(file: &TextFile) -> Vec<Finding> {
    file.lines()
        .filter_map(|(number, line)| Some((number, line.trim().strip_prefix("source = ")?)))
        .filter(|(_, source)| source.trim_matches('"') != CRATES_INDEX)
        .map(|(number, source)| {
            let what = format!("a package from {source}");
            Finding::new(file, number, what, "Take it from crates.io, by version")
        })
        .collect()
}

fn npm_lock(file: &TextFile) -> Vec<Finding> {
    file.lines()
        .filter(|(_, line)| line.contains("\"resolved\"") && line.contains("://"))
        .map(|(number, _)| {
            let remedy = "Write the lock with npm install --omit-lockfile-registry-resolved";
            Finding::new(file, number, "the host of a registry", remedy)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_index_stands_in_the_cargo_lock() {
        let text = format!("name = \"a\"\nsource = \"{CRATES_INDEX}\"\n");
        assert_eq!(check(&TextFile::new("Cargo.lock", &text)), []);
        let text = "source = \"git+https://example.org/a\"\n";
        assert_eq!(check(&TextFile::new("Cargo.lock", text)).len(), 1);
    }

    #[test]
    fn no_host_stands_in_the_npm_lock() {
        let text = "\"version\": \"1.0.0\",\n\"integrity\": \"sha512-x\"\n";
        assert_eq!(check(&TextFile::new("web/package-lock.json", text)), []);
        let text = "\"resolved\": \"https://mirror.example/a.tgz\",\n";
        assert_eq!(
            check(&TextFile::new("web/package-lock.json", text)).len(),
            1
        );
    }
}
