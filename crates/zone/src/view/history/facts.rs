//! Facts in words: before → after, and where each comes from.

use jiff::civil::Date;

use crate::event::NewFact;
use crate::view::Looking;
use crate::view::sheet::report_source;
use crate::{Fact, Field, Lang, Project, ProjectId, ReportId, Value, Words, Zone, labels};

/// Facts named in a line; the rest are counted. The sheet shows each with its source.
const FACTS_NAMED_MAX: usize = 6;

/// Facts of a project recorded by an event.
pub(super) struct Recorded<'a> {
    pub(super) seq: u64,
    pub(super) id: ProjectId,
    pub(super) on: Date,
    pub(super) facts: &'a [NewFact],
    pub(super) report: Option<ReportId>,
}

/// What was recorded, what held before, and the file or report it was taken from.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, recorded: &Recorded<'_>) -> Words {
    let project = zone.projects.get(&recorded.id);
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for fact in recorded.facts.iter().take(FACTS_NAMED_MAX) {
        let label = labels::field(zone, &fact.field);
        let value = labels::value(zone, looking, &fact.value);
        let was = project.and_then(|own| before(own, recorded, &fact.field));
        let was = was.filter(|was| **was != fact.value);
        let was = was.map(|was| labels::value(zone, looking, was));
        let (was_zh, was_en) = was.map_or((String::new(), String::new()), |was| {
            (format!("{} → ", was.zh), format!("{} → ", was.en))
        });
        zh.push(format!("{}：{was_zh}{}", label.zh, value.zh));
        en.push(format!("{}: {was_en}{}", label.en, value.en));
    }
    let rest = recorded.facts.len().saturating_sub(FACTS_NAMED_MAX);
    if rest > 0 {
        zh.push(format!("另有 {rest} 项"));
        en.push(format!("{rest} more"));
    }
    let mut words = Words::new(zh.join("；"), en.join("; "));
    if let Some(from) = source(zone, looking, recorded) {
        words.zh += &format!("（来源：{}）", from.zh);
        words.en += &format!(" (from {})", from.en);
    }
    words
}

/// What held for a field on the date just before an event recorded it anew.
fn before<'a>(project: &'a Project, recorded: &Recorded<'_>, field: &Field) -> Option<&'a Value> {
    let there = |on: &Date, fact: &&Fact| *on <= recorded.on && fact.seq < recorded.seq;
    let standing = project.facts.get(field).into_iter();
    let standing = standing.flat_map(|line| line.iter());
    let replaced = project.replaced.iter().filter(|own| own.field == *field);
    let replaced = replaced.map(|own| (own.on, &own.fact));
    let all = standing
        .chain(replaced)
        .filter(|(on, fact)| there(on, fact));
    let last = all.max_by_key(|(on, fact)| (*on, fact.seq))?;
    Some(&last.1.value)
}

fn source(zone: &Zone, looking: Looking<'_>, recorded: &Recorded<'_>) -> Option<Words> {
    if let Some(id) = recorded.report {
        return Some(report_source(zone, id).name);
    }
    let mut cells = recorded.facts.iter().filter_map(|fact| fact.cell);
    let first = cells.next()?;
    let kept = zone.attachments.get(&first.attachment)?;
    let sheet = kept.sheets.get(usize::from(first.sheet));
    let sheet = sheet.map_or("", String::as_str);
    let name = looking.texts.find(kept.name);
    let (cell, more) = (first.name(), cells.count());
    let (more_zh, more_en) = match more {
        0 => (String::new(), String::new()),
        more => (format!(" 等 {} 格", more + 1), format!(" and {more} more")),
    };
    Some(Words::new(
        format!("{} {sheet} {cell}{more_zh}", name.shown(Lang::Zh)),
        format!("{} {sheet} {cell}{more_en}", name.shown(Lang::En)),
    ))
}
