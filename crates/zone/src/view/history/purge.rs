//! Purges in words: what was named, never what it said.

use super::office;
use crate::purge::PurgeTarget;
use crate::view::Looking;
use crate::{Event, Lang, Words, Zone};

/// What happened to a request to purge; other events go on.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    match event {
        Event::PurgeAsked(event) => {
            let (named, ground) = (named(&event.targets), event.ground.word());
            let (id, reason) = (event.id, looking.texts.find(event.reason));
            Words::new(
                format!(
                    "{id} 申请清除{}（{}）：{}",
                    named.zh,
                    ground.zh,
                    reason.shown(Lang::Zh)
                ),
                format!(
                    "{id}: asked to purge {} ({}): {}",
                    named.en,
                    ground.en,
                    reason.shown(Lang::En)
                ),
            )
        }
        Event::PurgeConfirmed(event) => {
            let own = zone.purges.get(&event.id);
            let named = named(own.map_or(&[], |own| own.targets.as_slice()));
            let (id, count, by) = (event.id, event.texts.len(), &event.asked_by);
            Words::new(
                format!("{id} 确认清除{}：{count} 份，{by} 申请", named.zh),
                format!(
                    "{id}: confirmed, {} purged: {count} payloads, asked by {by}",
                    named.en
                ),
            )
        }
        Event::PurgeRefused(event) => {
            let (id, reason) = (event.id, looking.texts.find(event.reason));
            Words::new(
                format!("{id} 不予清除：{}", reason.shown(Lang::Zh)),
                format!("{id}: not purged: {}", reason.shown(Lang::En)),
            )
        }
        Event::PurgesCarriedOver(event) => {
            let ids = event.purges.iter().map(|own| own.mark.purge.to_string());
            let ids: Vec<String> = ids.collect();
            Words::new(
                format!("恢复后补做清除：{}", ids.join("、")),
                format!("purged again after a restore: {}", ids.join(", ")),
            )
        }
        other => office::of(zone, looking, other),
    }
}

fn named(targets: &[PurgeTarget]) -> Words {
    let words: Vec<Words> = targets.iter().map(|own| own.word()).collect();
    let zh: Vec<&str> = words.iter().map(|own| own.zh.as_str()).collect();
    let en: Vec<&str> = words.iter().map(|own| own.en.as_str()).collect();
    Words::new(zh.join("、"), en.join(", "))
}
