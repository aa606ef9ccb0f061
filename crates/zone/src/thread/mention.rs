//! 提及: whom a text names with `@`, resolved to ids where the text comes in.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::IdError;
use crate::{PersonId, Refusal, UnitId, refusal};

/// Somebody a comment names. Written as the id: `R4`, `U3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mention {
    /// A person.
    Person(PersonId),
    /// A unit, and so everybody in it.
    Unit(UnitId),
}

impl std::fmt::Display for Mention {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Mention::Person(id) => id.fmt(f),
            Mention::Unit(id) => id.fmt(f),
        }
    }
}

impl std::str::FromStr for Mention {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.starts_with('U') {
            text.parse().map(Mention::Unit)
        } else {
            text.parse().map(Mention::Person)
        }
    }
}

impl Serialize for Mention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mention {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Somebody who can be named, by one of the names that are in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Who it is.
    pub who: Mention,
}

/// Whom a text names: after each `@` that does not follow a letter or a digit, the longest name
/// that stands there. `@` before a space names nobody.
///
/// # Errors
/// A name that nobody has, or that several have: each with its place in the text.
pub fn mentioned(text: &str, names: &[Named]) -> Result<Vec<Mention>, Vec<Refusal>> {
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let begins = letter == '@' || letter == '＠';
        let mail = before.is_ascii_alphanumeric() || before == '.' || before == '@';
        before = letter;
        if !begins || mail {
            continue;
        }
        let rest = &text[at + letter.len_utf8()..];
        if rest
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || next == '@')
        {
            continue;
        }
        match named(rest, names) {
            Ok(who) if found.contains(&who) => {}
            Ok(who) => found.push(who),
            Err(problem) => refused.push(problem.at_field("text")),
        }
    }
    if refused.is_empty() {
        Ok(found)
    } else {
        Err(refused)
    }
}

fn named(rest: &str, names: &[Named]) -> Result<Mention, Refusal> {
    let here = |own: &&Named| !own.name.is_empty() && rest.starts_with(own.name.as_str());
    let longest = names.iter().filter(here).map(|own| own.name.len()).max();
    let Some(longest) = longest else {
        // What was meant: up to where a name cannot go on.
        let ends =
            |letter: char| letter.is_whitespace() || "，。；：、,.;:!?！？（）()".contains(letter);
        let meant: String = rest
            .chars()
            .take_while(|letter| !ends(*letter))
            .take(20)
            .collect();
        return Err(refusal::nobody_called(&meant));
    };
    let mut who: Vec<Mention> = Vec::new();
    for own in names
        .iter()
        .filter(here)
        .filter(|own| own.name.len() == longest)
    {
        if !who.contains(&own.who) {
            who.push(own.who);
        }
    }
    match who.as_slice() {
        [one] => Ok(*one),
        several => {
            let ids: Vec<String> = several.iter().map(Mention::to_string).collect();
            Err(refusal::several_called(&rest[..longest], &ids.join("、")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let of = |name: &str, who: Mention| Named {
            name: name.to_owned(),
            who,
        };
        let (unit, person) = (
            |id| Mention::Unit(UnitId(id)),
            |id| Mention::Person(PersonId(id)),
        );
        let names = [
            of("建设局", unit(3)),
            of("建设局质安站", unit(4)),
            of("王明", person(1)),
            of("王明远", person(2)),
            of("李强", person(5)),
            of("李强", person(6)),
        ];
        let answer = match mentioned(text, &names) {
            Ok(found) => found
                .iter()
                .map(Mention::to_string)
                .collect::<Vec<_>>()
                .join(" "),
            Err(refused) => {
                let codes = refused.iter().map(|own| own.code.as_str());
                codes.collect::<Vec<_>>().join(" ")
            }
        };
        assert_eq!(answer, expected, "{text}");
    }

    #[test]
    fn the_longest_name_that_stands_there_is_meant() {
        check("请@建设局 协调", "U3");
        check("请@建设局质安站协调", "U4");
        check("＠王明远请看，@王明也看", "R2 R1");
        check("@王明 @王明", "R1");
        check("写信到 a@b.com；单价 5 @ 一台", "");
        check("没有提到谁", "");
    }

    #[test]
    fn who_is_not_clear_is_not_guessed() {
        check("@李强 请看", "zone/several-called");
        check("@张三，请看", "zone/nobody-called");
        check("@张三和@李强", "zone/nobody-called zone/several-called");
    }

    #[test]
    fn a_mention_is_written_as_its_id() {
        for text in ["R4", "U3"] {
            assert_eq!(text.parse::<Mention>().unwrap().to_string(), text);
        }
        assert!("P4".parse::<Mention>().is_err());
    }
}
