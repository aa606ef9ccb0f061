//! Text that may be hostile: cleaned, measured, cut, broken into lines.
//!
//! Promises: what [`clean`] returns has no control or direction-changing characters and no
//! character XML forbids. Widths on paper are estimates by kind of character, on the wide side.

use unicode_width::UnicodeWidthStr as _;
use zone::Lang;

/// One of two words, by language.
pub(crate) fn say(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    lang.pick(|| zh, || en)
}

/// The text without what could drive a terminal, turn the reading direction or break XML; line
/// breaks and tabs become spaces.
pub(crate) fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => kept.push(' '),
            character if is_unwanted(character) => {}
            character => kept.push(character),
        }
    }
    kept.trim().to_owned()
}

/// Control characters, invisible ones that change direction or join, and non-characters.
fn is_unwanted(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
        || u32::from(character) & 0xfffe == 0xfffe
}

/// Columns of a terminal that a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// A text cut to a number of columns, the cut shown.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    if room == 0 {
        return String::new();
    }
    // Most characters only add to the width; the few that change the one before are caught by
    // measuring the whole again from the end.
    let mut kept: String = text.chars().take(room).collect();
    while columns(&kept) + 1 > room {
        kept.pop();
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Width on paper in thousandths of the type's size.
fn thousandths(character: char) -> u32 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' => 300,
        ' ' => 230,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '[' | ']' => 390,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 930,
        'A'..='Z' => 680,
        '\u{20}'..='\u{7e}' | '−' => 570,
        // Chinese type gives these a whole square, whatever terminals do.
        '…' | '—' | '·' | '“' | '”' | '‘' | '’' => 1_000,
        character => {
            let wide = columns(character.encode_utf8(&mut [0; 4]));
            u32::try_from(wide).unwrap_or(2) * 500
        }
    }
}

/// Width on paper of a text of a size.
pub(crate) fn breadth(text: &str, size: f64) -> f64 {
    f64::from(text.chars().map(thousandths).sum::<u32>()) / 1_000.0 * size
}

/// A text in at most so many lines of a width on paper; the last is cut, and the cut shown. Lines
/// are made a little shorter rather than leave a single character alone on the last.
pub(crate) fn wrap(text: &str, room: f64, size: f64, lines_max: usize) -> Vec<String> {
    let lines = filled(text, room, size, lines_max);
    let is_alone = |lines: &[String]| {
        let last = lines
            .last()
            .map_or("", |line| line.trim_end_matches(['）', ')', '。']));
        lines.len() > 1 && breadth(last, size) < size * 1.9
    };
    if !is_alone(&lines) {
        return lines;
    }
    let is_whole = |lines: &[String]| {
        let kept = lines.iter().flat_map(|line| line.chars());
        kept.filter(|c| *c != ' ')
            .eq(text.chars().filter(|c| *c != ' '))
    };
    [0.95, 0.9, 0.8]
        .map(|part| filled(text, room * part, size, lines_max))
        .into_iter()
        .find(|found| found.len() == lines.len() && is_whole(found) && !is_alone(found))
        .unwrap_or(lines)
}

/// Each line as full as it can be.
fn filled(text: &str, room: f64, size: f64, lines_max: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() < lines_max {
        let end = fitting(rest, room, size);
        if end == rest.len() {
            lines.push(rest.to_owned());
            break;
        }
        if lines.len() + 1 == lines_max {
            lines.push(shortened(rest, room, size));
            break;
        }
        let end = break_before(rest, end);
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
}

/// One line of a width on paper, the cut shown.
pub(crate) fn shortened(text: &str, room: f64, size: f64) -> String {
    if breadth(text, size) <= room {
        return text.to_owned();
    }
    let end = fitting(text, room - breadth("…", size), size);
    format!("{}…", text[..end].trim_end())
}

/// Bytes of the longest beginning that fits; at least one character.
fn fitting(text: &str, room: f64, size: f64) -> usize {
    let most = (room.max(0.0) / size * 1_000.0) as u32;
    let mut taken = 0;
    for (at, character) in text.char_indices() {
        taken += thousandths(character);
        if taken > most {
            return at.max(text.chars().next().map_or(0, char::len_utf8));
        }
    }
    text.len()
}

/// Where to break at or before a place: not inside a word or a number, not before a closing mark.
fn break_before(text: &str, end: usize) -> usize {
    let mut places = text[..end].char_indices().rev().map(|(at, _)| at);
    let good = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at..].chars().next();
        match (before, after) {
            (Some(before), Some(after)) => !joined(before, after),
            _ => false,
        }
    };
    if good(end) {
        return end;
    }
    // A word longer than half a line is broken where the line ends.
    places.find(|at| *at * 2 >= end && good(*at)).unwrap_or(end)
}

fn joined(before: char, after: char) -> bool {
    let of_word = |character: char| {
        character.is_ascii_alphanumeric() || matches!(character, '.' | ',' | '%' | '-' | '−' | '+')
    };
    let closing = matches!(
        after,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '）'
            | '》'
            | '”'
            | '！'
            | '？'
            | ')'
            | ','
            | ';'
            | ':'
            | '%'
            | '」'
            | '】'
            | '…'
            | '·'
    );
    let opening = matches!(before, '（' | '《' | '“' | '(' | '「' | '【' | '〔');
    closing || opening || (of_word(before) && of_word(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_go() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\nd\0"), "a[31mbc d");
        assert_eq!(clean("项目\u{feff}\u{fffe}\u{1ffff}名"), "项目名");
    }

    #[test]
    fn a_cut_text_says_so_and_fits() {
        assert_eq!(cut("示范项目", 8), "示范项目");
        assert_eq!(cut("示范项目", 7), "示范项…");
        assert_eq!(cut("示范项目", 6), "示范…");
        assert_eq!(cut("示范项目", 1), "…");
        assert_eq!(cut("示范项目", 0), "");
    }

    #[test]
    fn lines_break_between_words_and_not_before_closing_marks() {
        let lines = |text, room| wrap(text, room, 10.0, 2);
        assert_eq!(
            lines("六英寸晶圆生产线项目", 60.0),
            ["六英寸晶圆生", "产线项目"]
        );
        assert_eq!(
            lines("六英寸晶圆，生产线", 50.0),
            ["六英寸晶", "圆，生产线"]
        );
        assert_eq!(
            lines("wafer line stage two", 62.0),
            ["wafer line", "stage two"]
        );
        assert_eq!(lines("一二三四五六七八九", 30.0), ["一二三", "四五…"]);
        assert_eq!(
            lines("血液净化耗材项（套）", 90.0),
            ["血液净化耗材项", "（套）"]
        );
        assert_eq!(lines("", 30.0), Vec::<String>::new());
    }
}
