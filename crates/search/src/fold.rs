//! One form for each character: half width, lower case, Simplified.
//!
//! Character by character, so that a part of a text folds to the same as it does in the whole.

/// The form a character is found by.
pub(crate) fn fold(c: char) -> char {
    let narrow = match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    if narrow.is_ascii() {
        return narrow.to_ascii_lowercase();
    }
    if is_han(narrow) {
        return minutes::simple(narrow);
    }
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => narrow,
    }
}

/// Whether a character is Chinese.
pub(crate) fn is_han(c: char) -> bool {
    matches!(
        u32::from(c),
        0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_23AF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_folds_character_by_character() {
        let check = |from: &str, to: &str| {
            assert_eq!(from.chars().map(fold).collect::<String>(), to, "{from}");
        };
        check("土地審批", "土地审批");
        check("ＥＰＣ　６英寸", "epc 6英寸");
        check("（EPC）", "(epc)");
        check("後臺發展", "后台发展");
    }
}
