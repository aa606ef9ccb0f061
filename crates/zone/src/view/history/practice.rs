//! Practices in words.

use super::enterprise;
use crate::view::Looking;
use crate::{Event, Lang, PracticeId, TextRef, Words, Zone};

/// What happened to a practice; of other events the kind.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    let tell = |id: PracticeId, zh: &str, en: &str, text: Option<TextRef>| {
        let own = zone.practices.get(&id).and_then(|own| own.newest());
        let title = own.map_or_else(|| id.to_string(), |own| own.content.title.clone());
        told(looking, &Words::new(zh, en), &title, text)
    };
    match event {
        Event::PracticeSubmitted(event) => {
            let words = Words::new("提交经验", "practice submitted");
            told(looking, &words, &event.content.title, None)
        }
        Event::PracticeRevised(event) => {
            let words = Words::new("修改经验", "practice revised");
            told(looking, &words, &event.content.title, None)
        }
        Event::PracticePublished(event) => {
            tell(event.id, "发布经验", "practice published", event.note)
        }
        Event::PracticeReturned(event) => {
            let reason = Some(event.reason);
            tell(event.id, "退回经验", "practice returned", reason)
        }
        Event::PracticeWithdrawn(event) => {
            let reason = Some(event.reason);
            tell(event.id, "撤下经验", "practice taken down", reason)
        }
        Event::PracticeUsed(event) => {
            let thing = event.thing.key();
            let (zh, en) = (
                format!("用于 {thing}，经验"),
                format!("used for {thing}, practice"),
            );
            tell(event.id, &zh, &en, event.note)
        }
        other => enterprise::of(zone, looking, other),
    }
}

fn told(looking: Looking<'_>, what: &Words, title: &str, text: Option<TextRef>) -> Words {
    let mut words = Words::new(
        format!("{}《{title}》", what.zh),
        format!("{}: {title:?}", what.en),
    );
    if let Some(text) = text {
        let text = looking.texts.find(text);
        words.zh += &format!("：{}", text.shown(Lang::Zh));
        words.en += &format!(": {}", text.shown(Lang::En));
    }
    words
}
