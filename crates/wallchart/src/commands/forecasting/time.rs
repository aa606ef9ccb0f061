//! Reads the time of a value: a running number, a month or a quarter.

/// The place of a value in its series, as a number that rises by one from value to value.
///
/// `7`, `2026-05`, `2026/5`, `2026-05-31`, `202605`, `2026年5月`, `2026M05`, `2026Q2`. With 11
/// periods a year January and February are one.
pub(super) fn read(text: &str, period: usize) -> Option<i64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return Some(compact_month(number, period).unwrap_or(number));
    }
    // Programs that keep numbers as floats write 7.0.
    if let Some(whole) = text.strip_suffix(".0") {
        return whole.parse().ok();
    }
    let mut parts = text.split(|character: char| !character.is_ascii_digit());
    let year: i64 = parts.next()?.parse().ok()?;
    let part: i64 = parts.next()?.parse().ok()?;
    let mark = text.chars().find(|character| !character.is_ascii_digit())?;
    if !(1900..=2199).contains(&year) {
        return None;
    }
    match mark {
        'Q' | 'q' | '季' => (1..=4)
            .contains(&part)
            .then(|| of_month(year, 3 * part, period)),
        '-' | '/' | '.' | '年' | 'M' | 'm' => (1..=12)
            .contains(&part)
            .then(|| of_month(year, part, period)),
        _ => None,
    }
}

/// `202605`.
fn compact_month(number: i64, period: usize) -> Option<i64> {
    let (year, month) = (number / 100, number % 100);
    let sound = (1900..=2199).contains(&year) && (1..=12).contains(&month);
    sound.then(|| of_month(year, month, period))
}

fn of_month(year: i64, month: i64, period: usize) -> i64 {
    match period {
        11 => year * 11 + (month - 2).max(0),
        4 => year * 4 + (month - 1) / 3,
        1 => year,
        _ => year * 12 + month - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn months_follow_each_other_however_they_are_written() {
        let check = |text: &str, period, expected: Option<i64>| {
            assert_eq!(read(text, period), expected, "{text}");
        };
        check("7", 12, Some(7));
        check("7.0", 12, Some(7));
        check("-3", 12, Some(-3));
        for may in [
            "2026-05",
            "2026/5",
            "2026-05-31",
            "202605",
            "2026年5月",
            "2026M05",
        ] {
            check(may, 12, Some(2026 * 12 + 4));
        }
        check("2026-02", 11, Some(2026 * 11));
        check("2026-03", 11, Some(2026 * 11 + 1));
        check("2026Q2", 4, Some(2026 * 4 + 1));
        check("2026-13", 12, None);
        check("May", 12, None);
        check("", 12, None);
    }
}
