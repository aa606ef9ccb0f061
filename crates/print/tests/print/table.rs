//! The table as it is read.

use expect_test::expect_file;
use print::table::{TableOptions, wall};
use zone::Lang;

use crate::walls::{self, small};

fn options(lang: Lang, columns: usize) -> TableOptions<'static> {
    TableOptions {
        lang,
        columns,
        colour: false,
        head_code: "RG2D-M6ZH-YMZ7-GQNE",
        limit: None,
    }
}

#[test]
fn a_wide_terminal_shows_everything() {
    expect_file!["golden/wide.zh.txt"].assert_eq(&wall(&small(), &options(Lang::Zh, 180)));
}

#[test]
fn a_narrow_terminal_keeps_the_figures() {
    expect_file!["golden/narrow.en.txt"].assert_eq(&wall(&small(), &options(Lang::En, 80)));
}

#[test]
fn colour_adds_nothing_but_sequences() {
    let plain = options(Lang::Zh, 160);
    let coloured = TableOptions {
        colour: true,
        ..plain
    };
    let text = wall(&small(), &coloured);
    assert!(text.contains("\u{1b}[31m■ 滞后\u{1b}[0m"));
    assert!(text.contains("\u{1b}[31m−12.4\u{1b}[0m"));
    let mut bare = text;
    for look in ["0", "1", "2", "7", "31", "32", "33", "34", "90"] {
        bare = bare.replace(&format!("\u{1b}[{look}m"), "");
    }
    assert_eq!(bare, wall(&small(), &plain));
}

#[test]
fn rows_left_out_are_counted() {
    let limited = TableOptions {
        limit: Some(1),
        ..options(Lang::Zh, 120)
    };
    let text = wall(&small(), &limited);
    assert!(text.ends_with("（另有 2 行未列出）\n"), "{text}");
    assert!(!text.contains("Riverside"));
    let empty = wall(&walls::wall(Vec::new()), &options(Lang::Zh, 120));
    assert!(empty.ends_with("没有符合条件的项目\n"), "{empty}");
}
