//! Numbers as people write them: full-width digits, thousands separators, brackets for minus.

use rust_decimal::Decimal;

/// Full-width letters, digits and signs made half-width; other characters as they are.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

/// One character of [`half_width`].
pub fn half_width_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '−' | '–' => '-',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        other => other,
    }
}

/// An exact decimal: `1,234.5`, `１２３４`, `(12)`, `+3`, `1'234`. Blanks inside are passed over.
pub fn parse(text: &str) -> Option<Decimal> {
    // Longer texts are no numbers: most cells of words are told at a glance.
    if text.len() > 160 || !text.contains(is_digit) {
        return None;
    }
    let plain: String = text
        .chars()
        .map(half_width_char)
        .filter(|c| !crate::book::is_blank(*c))
        .map(|c| {
            if matches!(c, '，' | '\'' | '’') {
                ','
            } else {
                c
            }
        })
        .collect();
    let (plain, negative) = match plain
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => (inner, true),
        None => (plain.as_str(), false),
    };
    let digits = without_separators(plain)?;
    if digits.len() > 40 || !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = if digits.contains(['e', 'E']) {
        Decimal::from_scientific(&digits).ok()?
    } else {
        digits.parse::<Decimal>().ok()?
    };
    Some(if negative { -number } else { number })
}

fn is_digit(c: char) -> bool {
    half_width_char(c).is_ascii_digit()
}

/// Marks of an amount that is not meant exactly, before it. Longer ones first.
const BEFORE: [&str; 34] = [
    "不少于",
    "不低于",
    "不超过",
    "不高于",
    "大约",
    "大概",
    "将近",
    "接近",
    "至少",
    "超过",
    "大于",
    "小于",
    "最多",
    "至多",
    "暂估",
    "估算",
    "预计",
    "暂定",
    "约",
    "近",
    "超",
    "逾",
    "≥",
    "≤",
    "≈",
    "＞",
    "＜",
    ">=",
    "<=",
    ">",
    "<",
    "~",
    "about",
    "approx",
];
/// The same, behind it.
const BEHIND: [&str; 14] = [
    "左右", "上下", "以上", "以下", "以内", "不到", "暂估", "估算", "暂定", "余", "多", "+", "起",
    "许",
];

/// A text without the marks that say "about", "at least", "at most"; whether it had any.
pub fn without_marks(text: &str) -> (&str, bool) {
    let whole = text.trim();
    let mut rest = whole;
    for mark in BEFORE {
        let Some(start) = rest.get(..mark.len()) else {
            continue;
        };
        if start.eq_ignore_ascii_case(mark) {
            rest = rest[mark.len()..].trim_start_matches(['.', ' ', '为', '：', ':']);
        }
    }
    for mark in BEHIND {
        if let Some(found) = rest.strip_suffix(mark) {
            rest = found.trim_end();
        }
    }
    (rest, rest.len() != whole.len())
}

/// Removes thousands separators, if they stand where thousands are.
fn without_separators(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().unwrap_or_default();
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    right.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        parse(text).map_or("-".to_owned(), |number| number.to_string())
    }

    #[test]
    fn marks_of_what_is_not_exact() {
        let cases = [
            ("约3000", "3000", true),
            ("≥ 50", "50", true),
            ("3000余", "3000", true),
            ("不少于20左右", "20", true),
            ("3000", "3000", false),
            ("近", "", true),
        ];
        for (text, rest, marked) in cases {
            assert_eq!(without_marks(text), (rest, marked), "{text}");
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        let cases = [
            ("1,234.50", "1234.50"),
            ("１２３４．５", "1234.5"),
            (" 3 200 ", "3200"),
            ("(12)", "-12"),
            ("-4318643.37", "-4318643.37"),
            ("1.5e3", "1500"),
            ("12,34", "-"),
            ("约3000", "-"),
            ("", "-"),
            ("2066075.5899999999", "2066075.5899999999"),
            ("1'234'567", "1234567"),
            ("１，２３４", "1234"),
            ("12，34", "-"),
            (&"9".repeat(200), "-"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
