//! Occasions of comments: who is named in one, and whose comment was answered.

use super::{About, Audience, Day, NoticeKind, Occasion, happened};
use crate::Holder;
use crate::state::Zone;
use crate::thread::{Comment, Mention};

pub(super) fn occasions(zone: &Zone, day: Day<'_>, found: &mut Vec<Occasion>) {
    for comment in zone.comments.values() {
        let newest = comment.versions.last();
        let informs = newest.is_some_and(|own| day.informs(own.on));
        if informs && comment.withdrawn.is_none() {
            named(comment, day, found);
            answered(zone, comment, day, found);
        }
    }
}

/// One occasion for each text that named somebody who is named still: nobody is told again of a
/// comment that was put otherwise.
fn named(comment: &Comment, day: Day<'_>, found: &mut Vec<Occasion>) {
    let mut before: Vec<Mention> = Vec::new();
    for version in &comment.versions {
        let new = |own: &&Mention| !before.contains(own) && comment.mentions().contains(own);
        let to: Vec<Audience> = version.mentions.iter().filter(new).map(audience).collect();
        before.extend(&version.mentions);
        if !to.is_empty() && day.informs(version.on) {
            let at = (version.seq, version.on);
            found.push(of(comment, NoticeKind::Mentioned, at, to));
        }
    }
}

/// An answer, unless it names whom it answers.
fn answered(zone: &Zone, comment: &Comment, day: Day<'_>, found: &mut Vec<Occasion>) {
    let first = comment.versions.first().filter(|own| day.informs(own.on));
    let asked = comment.reply_to.and_then(|id| zone.comments.get(&id));
    let (Some(first), Some(asked)) = (first, asked) else {
        return;
    };
    let named = comment.mentions().iter().any(|own| match own {
        Mention::Person(id) => asked.by.person == Some(*id),
        Mention::Unit(id) => asked.by.unit == Some(*id),
    });
    if !named {
        let to = vec![Audience::Account(asked.by.account.clone())];
        found.push(of(comment, NoticeKind::Replied, (first.seq, first.on), to));
    }
}

/// Nobody is told of what they wrote themselves.
fn of(
    comment: &Comment,
    kind: NoticeKind,
    at: (u64, jiff::civil::Date),
    to: Vec<Audience>,
) -> Occasion {
    let about = About::Comment(comment.id, comment.subject);
    Occasion {
        by: Some(comment.by.account.clone()),
        ..happened(about, kind, at, None, to)
    }
}

fn audience(mention: &Mention) -> Audience {
    match *mention {
        Mention::Person(id) => Audience::Holder(Holder::Person(id)),
        Mention::Unit(id) => Audience::Members(id),
    }
}
