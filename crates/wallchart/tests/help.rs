//! Every verb explains itself, with an example, in both languages.

mod common;

use common::Office;

const VERBS: [&str; 32] = [
    "serve",
    "demo",
    "init",
    "import",
    "export",
    "wall",
    "project",
    "schedule",
    "item",
    "indicator",
    "meeting",
    "enterprise",
    "deal",
    "factor",
    "practice",
    "purge",
    "search",
    "forecast",
    "notice",
    "comment",
    "attach",
    "history",
    "account",
    "mark",
    "cycle",
    "report",
    "holidays",
    "repair-text",
    "directives",
    "verify",
    "backup",
    "restore",
];

#[test]
fn every_verb_has_help_with_an_example_in_both_languages() {
    let office = Office::new();
    let all = office.run(&["--help"]).ends(0).out;
    for verb in VERBS {
        assert!(
            all.contains(&format!("  {verb} ")),
            "{verb} is not in\n{all}"
        );
        let english = office.run(&[verb, "--help"]).ends(0).out;
        assert!(english.contains("\nUsage: wallchart"), "{english}");
        assert!(
            english.contains(&format!("Example:\n  wallchart {verb}")),
            "{english}"
        );
        assert!(
            english.contains("--json") && english.contains("--data"),
            "{english}"
        );
        let chinese = office.run(&[verb, "--help", "--lang", "zh"]).ends(0).out;
        assert!(
            chinese.contains(&format!("示例：\n  wallchart {verb}")),
            "{chinese}"
        );
        assert!(
            !chinese.contains(" | ") && !english.contains(" | "),
            "{chinese}{english}"
        );
    }
    assert!(all.contains("Exit codes: 0 done"), "{all}");
}

#[test]
fn the_version_is_told() {
    let version = Office::new().run(&["--version"]).ends(0).out;
    assert_eq!(
        version.trim(),
        format!("wallchart {}", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_wrong_command_line_is_refused_in_the_same_shape_as_everything() {
    let office = Office::new();
    let refused = office
        .run(&["wall", "--true-on", "yesterday", "--json"])
        .ends(2);
    let problem = &refused.json()["problems"][0];
    assert_eq!(problem["code"], "cli/usage");
    assert!(
        problem["message"]["zh"]
            .as_str()
            .is_some_and(|text| text.contains("--true-on"))
    );
    let told = office.run(&["wal", "--lang", "zh"]).ends(2).err;
    assert!(
        told.starts_with("命令行有误：") && told.contains("--help"),
        "{told}"
    );
}
