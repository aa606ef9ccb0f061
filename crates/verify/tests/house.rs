//! The verifier shares only the format with the writer.

use std::fs;
use std::path::Path;

#[test]
fn only_the_format_is_used() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for entry in fs::read_dir(sources).expect("sources") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("read");
        for (at, _) in text.match_indices("ledger::") {
            seen += 1;
            let used = &text[at..];
            assert!(
                used.starts_with("ledger::format::"),
                "{} uses more",
                path.display()
            );
        }
        assert!(
            !text.contains("extern crate"),
            "{} hides a name",
            path.display()
        );
    }
    assert!(seen > 5, "the test looks for the wrong words");
}
