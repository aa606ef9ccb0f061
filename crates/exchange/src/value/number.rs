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

/// An exact decimal: `1,234.5`, `１２３４`, `(12)`, `+3`. Blanks inside are passed over.
pub fn parse(text: &str) -> Option<Decimal> {
    let plain: String = text
        .chars()
        .map(half_width_char)
        .filter(|c| !crate::book::is_blank(*c) && *c != '，')
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
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
