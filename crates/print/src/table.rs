//! The wall as a table for the terminal.
//!
//! Promises: no line is wider than asked; numbers stand under each other and are never cut; a
//! narrow terminal loses whole columns, the least needed first, before a name is cut.
//!
//! Does not know the terminal: width and colour come with the call.

mod cells;
mod fit;
mod head;

pub(crate) use cells::{light_word, title};

use zone::Lang;
use zone::view::wall::Wall;

use crate::text::{columns, cut, say};

/// How the table is to be made.
#[derive(Debug, Clone, Copy)]
pub struct TableOptions<'a> {
    /// Language of its words.
    pub lang: Lang,
    /// Width of the terminal; below 80 it is taken as 80, above 240 as 240.
    pub columns: usize,
    /// Whether lights and shortfalls are coloured with ANSI sequences.
    pub colour: bool,
    /// Short code of the record the wall was made from.
    pub head_code: &'a str,
    /// At most so many rows; what is left out is counted below.
    pub limit: Option<usize>,
}

/// The wall as lines of text, each ended.
pub fn wall(wall: &Wall, options: &TableOptions<'_>) -> String {
    let room = options.columns.clamp(80, 240);
    let mut text = String::new();
    for line in head::lines(&wall.head, options, room) {
        push_line(&mut text, &line);
    }
    text.push('\n');
    let shown = options
        .limit
        .unwrap_or(wall.rows.len())
        .min(wall.rows.len());
    if wall.rows.is_empty() {
        let none = say(options.lang, "没有符合条件的项目", "no project matches");
        push_line(&mut text, none);
        return text;
    }
    let rows: Vec<cells::Row> = wall.rows[..shown]
        .iter()
        .map(|row| cells::of(row, options.lang))
        .collect();
    let plan = fit::plan(&rows, options.lang, room);
    for line in fit::headings(&plan, options) {
        push_line(&mut text, &line);
    }
    for row in &rows {
        push_line(&mut text, &fit::line(row, &plan, options.colour));
    }
    let more = wall.rows.len() - shown;
    if more > 0 {
        let told = options.lang.pick(
            || format!("（另有 {more} 行未列出）"),
            || format!("({more} more rows are not listed)"),
        );
        push_line(&mut text, &cut(&told, room));
    }
    text
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// A text between the sequences that give it a look; as it is without colour.
fn dressed(text: &str, look: &str, colour: bool) -> String {
    if colour && !text.is_empty() {
        format!("\u{1b}[{look}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

/// A text filled with spaces to a width.
fn padded(text: &str, width: usize, right: bool) -> (String, String) {
    let missing = " ".repeat(width.saturating_sub(columns(text)));
    if right {
        (missing, String::new())
    } else {
        (String::new(), missing)
    }
}
