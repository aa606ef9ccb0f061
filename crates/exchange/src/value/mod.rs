//! Cells read as what their column holds: money, shares, dates, levels, quantities.
//!
//! Promises: exact decimals; a doubtful reading is said; nothing is guessed from one cell that a
//! whole column decides better.

pub mod date;
mod level;
pub mod money;
pub mod number;
pub mod order;
pub mod share;
pub mod span;

pub use level::{quantity, read_level};

use rust_decimal::Decimal;

use crate::problem::CellCause;

/// What reading a cell gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading<T> {
    /// A value.
    Value(T),
    /// A value, and a remark on it.
    Doubtful(T, CellCause),
    /// A value whose cell says more than it (约, 以上): its text is worth keeping.
    Noted(T),
    /// No value, but words worth keeping: 已开工 where a date should stand.
    Words(CellCause),
    /// Stated to be not known (待定) or kept back.
    Cleared(Option<CellCause>),
    /// Nothing stands there.
    Blank,
    /// It cannot be read.
    Refused(CellCause),
}

/// Whether a text says that there is no value yet.
pub fn says_pending(text: &str) -> bool {
    const WORDS: [&str; 31] = [
        "待定",
        "未定",
        "暂无",
        "待确定",
        "待明确",
        "待核实",
        "待批",
        "未知",
        "不详",
        "无数据",
        "暂未确定",
        "无",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "n/a",
        "not provided",
        "not available",
        "#n/a",
        "na",
        "tbc",
        "tbd",
        "none",
        "null",
        "nil",
        "unknown",
        "not set",
        "not applicable",
    ];
    let plain = number::half_width(text);
    let plain = plain.trim().to_ascii_lowercase();
    WORDS.contains(&plain.as_str())
}

/// Whether a text says that the same stands here as in the cell above.
pub fn says_same_above(text: &str) -> bool {
    const WORDS: [&str; 9] = ["同上", "″", "〃", "\"", "”", "“", "同前", "ditto", "do."];
    let plain = text.trim_matches(crate::book::is_blank);
    plain.len() <= 12 && WORDS.iter().any(|word| plain.eq_ignore_ascii_case(word))
}

/// Whether a text says that the source keeps the value back.
pub fn says_withheld(text: &str) -> bool {
    let plain = text.trim().to_ascii_lowercase();
    let starts = [
        "exempt",
        "data exempt",
        "early planning gmpp",
        "redacted",
        "commercially sensitive",
        "不公开",
    ];
    starts.iter().any(|start| plain.starts_with(start)) || plain.contains("freedom of information")
}

/// The readings that every kind of cell shares: nothing, errors, 待定, kept back.
pub(crate) fn common<T>(cell: &crate::book::Cell) -> Option<Reading<T>> {
    match cell {
        crate::book::Cell::Error(error) => Some(Reading::Refused(CellCause::of_formula(error))),
        cell if cell.is_blank() => Some(Reading::Blank),
        crate::book::Cell::Text(text) if text.starts_with('#') && text.ends_with(['!', '?']) => {
            Some(Reading::Refused(CellCause::FormulaError(short(text))))
        }
        crate::book::Cell::Text(text) if says_pending(text) => Some(Reading::Cleared(None)),
        crate::book::Cell::Text(text) if says_withheld(text) => {
            Some(Reading::Cleared(Some(CellCause::Withheld(short(text)))))
        }
        _ => None,
    }
}

/// The values of a cell that holds several: `5000/3200`, `5000；3200`, one a line.
pub(crate) fn parts(text: &str) -> Option<Vec<&str>> {
    const MOST: usize = 4;
    let whole = text.trim_matches(crate::book::is_blank);
    for separator in ['/', '／', '\n', '；', ';', '|', '、', '→'] {
        if whole.contains(separator) && whole != "/" {
            let parts: Vec<&str> = whole.split(separator).map(str::trim).take(MOST).collect();
            return (parts.len() >= 2).then_some(parts);
        }
    }
    None
}

/// A text cut to what a message can show.
pub(crate) fn short(text: &str) -> String {
    const CHARS: usize = 40;
    let mut out: String = text.chars().take(CHARS).collect();
    if text.chars().nth(CHARS).is_some() {
        out.push('…');
    }
    out
}

/// The number in a cell, if it is one.
pub(crate) fn cell_number(cell: &crate::book::Cell) -> Option<Decimal> {
    match cell {
        crate::book::Cell::Number(number) => Some(*number),
        crate::book::Cell::Text(text) => number::parse(text),
        _ => None,
    }
}
