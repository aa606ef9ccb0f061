//! Pinyin in brackets after a character, as mirror sites sprinkle it: 萍鄉(xiāng).

/// Vowels with their tone, and the plain vowel.
const TONED: [(char, char); 25] = [
    ('ā', 'a'),
    ('á', 'a'),
    ('ǎ', 'a'),
    ('à', 'a'),
    ('ō', 'o'),
    ('ó', 'o'),
    ('ǒ', 'o'),
    ('ò', 'o'),
    ('ē', 'e'),
    ('é', 'e'),
    ('ě', 'e'),
    ('è', 'e'),
    ('ī', 'i'),
    ('í', 'i'),
    ('ǐ', 'i'),
    ('ì', 'i'),
    ('ū', 'u'),
    ('ú', 'u'),
    ('ǔ', 'u'),
    ('ù', 'u'),
    ('ǖ', 'v'),
    ('ǘ', 'v'),
    ('ǚ', 'v'),
    ('ǜ', 'v'),
    ('ü', 'v'),
];

/// The longest syllable is zhuang, shuang, chuang.
const LONGEST: usize = 6;

const INITIALS: [&str; 24] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w", "",
];

const FINALS: [&str; 36] = [
    "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er", "i", "ia", "ie",
    "iao", "iu", "ian", "in", "iang", "ing", "iong", "u", "ua", "uo", "uai", "ui", "uan", "un",
    "uang", "v", "ve", "van", "vn", "ue",
];

/// How many characters a syllable in brackets takes up that begins here.
pub(crate) fn bracketed(chars: &[char]) -> Option<usize> {
    if !matches!(chars.first(), Some('(' | '（')) {
        return None;
    }
    let inside = chars[1..].iter().take(LONGEST + 1);
    let length = inside
        .clone()
        .position(|c| matches!(c, ')' | '）'))
        .filter(|length| *length > 0)?;
    is_syllable(&chars[1..=length]).then_some(length + 2)
}

/// Whether characters are one syllable of pinyin with at most one tone.
fn is_syllable(chars: &[char]) -> bool {
    let mut tones = 0;
    let mut plain = String::new();
    for c in chars {
        match TONED.iter().find(|(toned, _)| toned == c) {
            Some((_, vowel)) => {
                tones += usize::from(*c != 'ü');
                plain.push(*vowel);
            }
            None if c.is_ascii_lowercase() => plain.push(*c),
            None => return false,
        }
    }
    let parts = |initial: &&&str| {
        let rest = plain.strip_prefix(**initial);
        rest.is_some_and(|rest| FINALS.contains(&rest))
    };
    tones <= 1 && INITIALS.iter().find(parts).is_some()
}

/// Where pinyin in brackets stands after a Traditional character, in order: from and to.
pub(crate) fn find(chars: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if crate::script::is_traditional(*c)
            && let Some(length) = bracketed(&chars[at + 1..])
        {
            found.push((at + 1, at + 1 + length));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let chars: Vec<char> = text.chars().collect();
        let found: Vec<String> = find(&chars)
            .into_iter()
            .map(|(from, to)| chars[from..to].iter().collect())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pinyin_stands_after_traditional_characters_only() {
        check(
            "萍鄉(xiāng)經(jīng)濟(jì)區(qū)",
            &["(xiāng)", "(jīng)", "(jì)", "(qū)"],
        );
        check("綠（lǜ）化", &["（lǜ）"]);
        check("重(chóng)庆", &[]);
        check("經濟(GDP)和網(web)、標(b)、園(an)", &["(an)"]);
        check("發(xìngg)展", &[]);
    }
}
