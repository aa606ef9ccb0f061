//! What a text consists of: Chinese characters one by one, Latin words, numbers.

use crate::fold::{fold, is_han};

/// A unit of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The Chinese character it is, folded.
    pub(crate) han: Option<char>,
    /// The letters or digits it is, folded; empty for a Chinese character.
    pub(crate) word: String,
    /// Where it begins in the text, in bytes.
    pub(crate) from: usize,
    /// Where it ends.
    pub(crate) to: usize,
    /// Whether nothing but line breaks and spaces between Chinese stands before it.
    pub(crate) joined: bool,
}

impl Unit {
    /// Its folded form.
    pub(crate) fn form(&self) -> String {
        self.han.map_or_else(|| self.word.clone(), String::from)
    }

    /// Puts its form behind a text.
    pub(crate) fn push_to(&self, text: &mut String) {
        match self.han {
            Some(han) => text.push(han),
            None => text.push_str(&self.word),
        }
    }

    /// Whether it is the same, whatever stands before it.
    pub(crate) fn is(&self, other: &Unit) -> bool {
        self.han == other.han && self.word == other.word
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Letter,
    Digit,
    Other,
}

fn class(c: char) -> Class {
    if is_han(c) {
        Class::Han
    } else if c.is_numeric() {
        Class::Digit
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Other
    }
}

/// The units of a text, in order.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut before = Class::Other;
    // What stands between the last unit and here, besides spaces.
    let (mut spaced, mut broken) = (false, true);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let (form, to) = (fold(c), at + c.len_utf8());
        let class = class(form);
        let next_is_digit = chars
            .peek()
            .is_some_and(|(_, next)| fold(*next).is_numeric());
        let same = class == before && !spaced && !broken;
        match (class, units.last_mut()) {
            (Class::Letter | Class::Digit, Some(last)) if same => {
                last.word.push(form);
                last.to = to;
            }
            // 3.5 is one number.
            (Class::Other, Some(last))
                if form == '.' && before == Class::Digit && !spaced && !broken && next_is_digit =>
            {
                last.word.push('·');
                last.to = to;
            }
            (Class::Other, _) if form.is_whitespace() => spaced = true,
            (Class::Other, _) => broken = true,
            (_, last) => {
                // Lines of a Chinese paragraph break anywhere; spaces between words do not.
                let over_space = class == Class::Han && before == Class::Han;
                let joined = last.is_some() && !broken && (!spaced || over_space);
                units.push(Unit {
                    han: (class == Class::Han).then_some(form),
                    word: match class {
                        Class::Han => String::new(),
                        _ => form.to_string(),
                    },
                    from: at,
                    to,
                    joined,
                });
            }
        }
        if class != Class::Other {
            (before, spaced, broken) = (class, false, false);
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_consists_of() {
        let check = |text: &str, expected: &str| {
            let units = units(text);
            let shown = units.iter().map(|unit| {
                let joint = if unit.joined { "" } else { "|" };
                format!("{joint}{}", unit.form())
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
        };
        check("土地、審批", "|土 地 |审 批");
        check("6英寸EPC线", "|6 英 寸 epc 线");
        check("GB50016 2014", "|gb 50016 |2014");
        check("投资3.5亿。", "|投 资 3·5 亿");
        check("一行\n两行 三", "|一 行 两 行 三");
        check("3.", "|3");
        check("\"AND\" (x)", "|and |x");
        check("", "");
    }
}
