//! Supervision items in words: the number, what happened, what was said and what was shown.

use super::meeting;
use crate::item::StepKind;
use crate::project::Evidence;
use crate::view::{Looking, items};
use crate::{Event, ItemId, Lang, TextRef, Words, Zone, event};

/// What happened to an item; other events go on to meetings.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    let tell = |id: ItemId, what: StepKind, text: Option<TextRef>, evidence: &[Evidence]| {
        told(zone, looking, id, items::word(what), text, evidence)
    };
    match event {
        Event::ItemAssigned(event) => assigned(zone, looking, event),
        Event::ItemUrged(event) => tell(event.id, StepKind::Urged, event.note, &[]),
        Event::ItemExtensionAsked(event) => {
            let what = StepKind::ExtensionAsked(event.until);
            tell(event.id, what, Some(event.reason), &[])
        }
        Event::ItemExtensionDecided(event) => {
            let granted = event.until.map(StepKind::ExtensionGranted);
            let what = granted.unwrap_or(StepKind::ExtensionRefused);
            tell(event.id, what, event.note, &[])
        }
        Event::ItemAnswered(event) => {
            let text = Some(event.text);
            tell(event.id, StepKind::Answered, text, &event.evidence)
        }
        Event::ItemReturned(event) => tell(event.id, StepKind::Returned, Some(event.reason), &[]),
        Event::ItemAccepted(event) => tell(event.id, StepKind::Accepted, event.note, &[]),
        Event::ItemClosed(event) => tell(event.id, StepKind::Closed, event.note, &event.evidence),
        Event::ItemEscalated(event) => {
            let mut word = event.step.word();
            if !event.document.is_empty() {
                word.zh += &format!("（{}）", event.document);
                word.en += &format!(" ({})", event.document);
            }
            told(zone, looking, event.id, word, event.grounds, &[])
        }
        other => meeting::of(zone, looking, other),
    }
}

fn assigned(zone: &Zone, looking: Looking<'_>, event: &event::ItemAssigned) -> Words {
    let lead = zone.units.get(&event.lead);
    let lead = lead.map_or_else(
        || event.lead.to_string(),
        |unit| unit.name_on(event.effective_on).to_owned(),
    );
    let due = event.due.on;
    let what = Words::new(
        format!("交办{lead}，{due} 前办结"),
        format!("assigned to {lead}, due {due}"),
    );
    told(zone, looking, event.id, what, Some(event.what), &[])
}

fn told(
    zone: &Zone,
    looking: Looking<'_>,
    id: ItemId,
    what: Words,
    text: Option<TextRef>,
    evidence: &[Evidence],
) -> Words {
    let number = zone.items.get(&id).map(|item| item.number_text());
    let number = number.unwrap_or_else(|| id.to_string());
    let Words { zh, en } = what;
    let (mut zh, mut en) = (format!("{number} {zh}"), format!("{number} {en}"));
    if let Some(text) = text {
        let text = looking.texts.find(text);
        zh += &format!("：{}", text.shown(Lang::Zh));
        en += &format!(": {}", text.shown(Lang::En));
    }
    if !evidence.is_empty() {
        let (shown_zh, shown_en): (Vec<_>, Vec<_>) = evidence
            .iter()
            .map(items::given)
            .map(|given| (given.zh, given.en))
            .unzip();
        zh += &format!("（依据：{}）", shown_zh.join("、"));
        en += &format!(" (evidence: {})", shown_en.join(", "));
    }
    Words::new(zh, en)
}
