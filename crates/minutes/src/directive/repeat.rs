//! The same thing said twice: in the summary and in the body, or in other words.

use super::Directive;

/// Directives with those left out that only repeat one; the fuller one stays.
pub(super) fn merged(found: Vec<Directive>) -> Vec<Directive> {
    let mut kept: Vec<(Directive, Vec<char>)> = Vec::new();
    for next in found {
        let said = core(&next);
        let same = kept.iter_mut().find(|(one, known)| {
            let verb = one.verb == next.verb;
            repeats(known, &said, verb)
        });
        match same {
            Some((one, _)) => {
                one.repeated += 1;
                if next.due_on.is_some() && one.due_on.is_none() {
                    one.due_on = next.due_on;
                    one.period = next.period;
                }
            }
            None => kept.push((next, said)),
        }
    }
    kept.into_iter().map(|(one, _)| one).collect()
}

/// Whether two phrases ask for the same: one is in the other, letter by letter, and they end
/// alike; or they have the verb and nearly all letters in common.
fn repeats(one: &[char], other: &[char], verb: bool) -> bool {
    let (long, short) = if one.len() >= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long == short {
        return true;
    }
    // Short phrases are in many longer ones; and a long one adds more than adverbs.
    if short.len() < 5 || short.len() * 2 < long.len() {
        return false;
    }
    let ends = long[long.len() - 3..] == short[short.len() - 3..];
    let mut rest = long.iter();
    if ends && short.iter().all(|c| rest.any(|other| other == c)) {
        return true;
    }
    let common = short.iter().filter(|c| long.contains(c)).count();
    verb && ends && common * 5 >= long.len() * 4
}

/// A phrase from its verb on, without punctuation; all of it where nothing follows the verb.
fn core(directive: &Directive) -> Vec<char> {
    let text = &directive.text;
    let follows = !text.ends_with(&directive.verb);
    let from = text.find(&directive.verb).filter(|_| follows).unwrap_or(0);
    text[from..]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}
