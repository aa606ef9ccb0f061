//! Durations as MSPDI writes them: `PT16H30M0S`.

/// Minutes of a duration, rounded.
pub(super) fn minutes(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let rest = text.strip_prefix('P')?;
    let (days, time) = rest.split_once('T').unwrap_or((rest, ""));
    let mut total = 0.0;
    for (part, units) in [
        (
            days,
            [
                ('Y', 525_600.0),
                ('M', 43_200.0),
                ('W', 10_080.0),
                ('D', 1440.0),
            ],
        ),
        (
            time,
            [('H', 60.0), ('M', 1.0), ('S', 1.0 / 60.0), ('S', 0.0)],
        ),
    ] {
        let mut rest = part;
        while !rest.is_empty() {
            let end = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
            let unit = rest[end..].chars().next()?;
            let factor = units.iter().find(|(letter, _)| *letter == unit)?.1;
            total += crate::text::number(&rest[..end])? * factor;
            rest = &rest[end + 1..];
        }
    }
    let minutes = crate::text::scaled(total, 1.0)?;
    Some(if negative { -minutes } else { minutes })
}

/// A duration in hours and minutes.
pub(super) fn text(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let minutes = minutes.abs();
    format!("{sign}PT{}H{}M0S", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let check =
            |text: &str, expected: Option<i64>| assert_eq!(minutes(text), expected, "{text}");
        check("PT16H30M0S", Some(990));
        check("PT0H0M45S", Some(1));
        check("P1DT1H", Some(1500));
        check("-PT8H0M0S", Some(-480));
        check("PT", Some(0));
        check("16 h", None);
        check("PT5X", None);
        check("PT1e400H", None);
        assert_eq!(text(-990), "-PT16H30M0S");
    }
}
