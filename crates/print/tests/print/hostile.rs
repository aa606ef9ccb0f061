//! Names that want to break out: of the table's width, of the XML, of the terminal.

use print::svg::{self, SvgOptions};
use print::table::{self, TableOptions};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use unicode_width::UnicodeWidthStr as _;
use zone::Lang;
use zone::view::wall::{NamedUnit, NeedKind, Wall};
use zone::{UnitId, Words};

use crate::walls::{self, need};

const ELEMENTS: [&str; 10] = [
    "svg", "defs", "pattern", "clipPath", "g", "rect", "path", "circle", "text", "title",
];

/// The texts of a drawing; an error if it is not well formed or holds anything active.
pub(crate) fn checked(svg: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_str(svg);
    let mut words = vec![String::new()];
    let mut depth = 0_i32;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                if !ELEMENTS.contains(&name.as_str()) {
                    return Err(format!("element {name}"));
                }
                for attribute in element.attributes() {
                    let attribute = attribute.map_err(|error| error.to_string())?;
                    let key = attribute.key.as_ref().to_owned();
                    if key.starts_with("on") || key == "style" || key.contains("href") {
                        return Err(format!("attribute {key}"));
                    }
                }
                depth += i32::from(matches!(event, Event::Start(_)));
                words.push(String::new());
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => {
                words.last_mut().expect("never empty").push_str(text);
            }
            Event::GeneralRef(reference) => {
                let name = reference.to_string();
                let known = ["amp", "lt", "gt", "quot", "#39"].contains(&name.as_str());
                if !known {
                    return Err(format!("reference {name}"));
                }
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => return Err(format!("{other:?}")),
        }
    }
    if depth != 0 {
        return Err("elements left open".to_owned());
    }
    let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}');
    if svg.contains(bad) {
        return Err("a character XML forbids".to_owned());
    }
    Ok(words.iter().map(|word| word.trim().to_owned()).collect())
}

/// A wall that says this wherever somebody can write something.
fn saying(text: &str) -> Wall {
    let words = || Words::new(text, text);
    let mut row = walls::late();
    row.name = text.to_owned();
    row.unit = Some(NamedUnit {
        id: UnitId(1),
        name: text.to_owned(),
    });
    row.sponsor = Some(text.to_owned());
    row.stage = Some(text.to_owned());
    row.light.reason = words();
    row.status = Some(words());
    row.needs = vec![need(NeedKind::Problem, text, text, 3); 4];
    for gate in &mut row.gates {
        gate.name = text.to_owned();
    }
    let mut wall = walls::wall(vec![row, walls::finished()]);
    wall.head.zone = text.to_owned();
    wall.head.attribution = words();
    wall.head.rule.name = words();
    wall
}

fn drawn(wall: &Wall, lang: Lang, head_code: &str) -> String {
    svg::wall(wall, &SvgOptions { lang, head_code })
}

fn listed(wall: &Wall, lang: Lang, columns: usize, head_code: &str) -> String {
    let options = TableOptions {
        lang,
        columns,
        colour: false,
        head_code,
        limit: None,
    };
    table::wall(wall, &options)
}

#[test]
fn markup_in_a_name_stays_text() {
    for text in [
        "</text><script>alert(1)</script>",
        "\"/><image href='https://example.invalid/x'/>",
        "]]>&lt;!--<![CDATA[",
        "a\u{0}b\u{1b}[2Jc\u{202e}d\u{fffe}e",
    ] {
        let svg = drawn(&saying(text), Lang::Zh, text);
        checked(&svg).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let table = listed(&saying(text), Lang::Zh, 120, text);
        assert!(!table.contains(['\u{1b}', '\u{202e}', '\0']), "{table:?}");
    }
}

fn any_text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        3 => proptest::char::range('一', '龥'),
        2 => proptest::char::range(' ', '~'),
        1 => any::<char>(),
    ];
    proptest::collection::vec(character, 0..90).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_table_is_never_wider_than_asked(
        text in any_text(),
        columns in 0_usize..300,
        chinese in any::<bool>(),
    ) {
        let lang = if chinese { Lang::Zh } else { Lang::En };
        let table = listed(&saying(&text), lang, columns, &text);
        let room = columns.clamp(80, 240);
        for line in table.lines() {
            prop_assert!(line.width() <= room, "{} > {room}: {line}", line.width());
        }
    }

    #[test]
    fn the_drawing_is_always_well_formed(text in any_text(), chinese in any::<bool>()) {
        let lang = if chinese { Lang::Zh } else { Lang::En };
        let checked = checked(&drawn(&saying(&text), lang, &text));
        prop_assert!(checked.is_ok(), "{checked:?}");
    }
}
