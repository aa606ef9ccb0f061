//! Readings of characters, and letters as syllables.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use pinyin::ToPinyinMulti as _;

use crate::limits::SPLITS_MAX;

/// The first and the last of the characters that have readings here: the basic block.
const BLOCK: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

/// The readings of a character without tones, each once; ü is written v.
pub(crate) fn readings(c: char) -> &'static [String] {
    static ALL: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    let all = ALL.get_or_init(|| BLOCK.map(readings_of).collect());
    let at = u32::from(c).checked_sub(u32::from(*BLOCK.start()));
    let found = at.and_then(|at| all.get(at as usize));
    found.map_or(&[], Vec::as_slice)
}

fn readings_of(c: char) -> Vec<String> {
    let Some(multi) = c.to_pinyin_multi() else {
        return Vec::new();
    };
    let mut all: Vec<String> = Vec::new();
    for reading in multi {
        let plain: String = reading.plain().chars().map(latin).collect();
        // Readings like "ng" or "m" are sounds, and no one types them.
        if plain.contains(['a', 'e', 'i', 'o', 'u', 'v']) && !all.contains(&plain) {
            all.push(plain);
        }
    }
    all
}

/// Letters that syllables begin with.
pub(crate) fn is_initial(c: char) -> bool {
    c.is_ascii_lowercase() && !matches!(c, 'i' | 'u' | 'v')
}

fn latin(c: char) -> char {
    match c {
        'ü' => 'v',
        'ê' => 'e',
        other => other,
    }
}

/// Letters as syllables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Split {
    /// The syllables; of a word that is still being typed the last one may lack its end.
    pub(crate) syllables: Vec<String>,
    /// Whether the last one is whole.
    pub(crate) whole: bool,
}

/// Every way of reading letters as syllables, those that are whole first; a bounded number.
pub(crate) fn splits(letters: &str) -> Vec<Split> {
    let letters: String = letters.chars().map(latin).collect();
    if !letters.bytes().all(|byte| byte.is_ascii_lowercase()) || letters.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    walk(&letters, &mut Vec::new(), &mut found);
    found.sort_by_key(|split| (!split.whole, split.syllables.len()));
    // What reads as whole syllables is not looked up as something unfinished too.
    let whole = found.iter().any(|split| split.whole);
    found.retain(|split| split.whole || !whole);
    found.truncate(SPLITS_MAX);
    found
}

fn walk(rest: &str, before: &mut Vec<String>, found: &mut Vec<Split>) {
    // Long words divide in many ways: the first ones found are enough.
    if found.len() >= 4 * SPLITS_MAX {
        return;
    }
    if rest.is_empty() {
        found.push(Split {
            syllables: before.clone(),
            whole: true,
        });
        return;
    }
    for length in (1..=rest.len().min(6)).rev() {
        let (syllable, after) = rest.split_at(length);
        if syllables().contains(syllable) {
            before.push(syllable.to_owned());
            walk(after, before, found);
            before.pop();
        }
    }
    if !before.is_empty() && begins(rest) {
        let mut syllables = before.clone();
        syllables.push(rest.to_owned());
        found.push(Split {
            syllables,
            whole: false,
        });
    }
}

/// Whether some syllable begins with these letters and goes on.
fn begins(letters: &str) -> bool {
    let from = syllables().range(letters.to_owned()..);
    let mut longer = from.skip_while(|own| own.as_str() == letters);
    longer.next().is_some_and(|own| own.starts_with(letters))
}

/// All syllables that characters have.
fn syllables() -> &'static BTreeSet<String> {
    static SYLLABLES: OnceLock<BTreeSet<String>> = OnceLock::new();
    SYLLABLES.get_or_init(|| BLOCK.flat_map(readings).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_readings_of_a_character() {
        let check = |c: char, expected: &[&str]| {
            let found = readings(c);
            for reading in expected {
                assert!(found.iter().any(|own| own == reading), "{c}: {found:?}");
            }
        };
        check('土', &["tu"]);
        check('行', &["xing", "hang"]);
        check('重', &["zhong", "chong"]);
        check('绿', &["lv", "lu"]);
        assert!(readings('a').is_empty());
    }

    #[test]
    fn letters_as_syllables() {
        let check = |letters: &str, expected: &str| {
            let shown = splits(letters).into_iter().map(|split| {
                let end = if split.whole { "" } else { "…" };
                split.syllables.join(" ") + end
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" | "), expected, "{letters}");
        };
        check("tudi", "tu di");
        check("xian", "xian | xi an");
        check("tud", "tu d…");
        check("shenpi", "shen pi | she n…".split(" | ").next().unwrap());
        check("td", "");
        check("lvdi", "lv di");
        check("t", "");
        check("ep", "e p…");
    }
}
