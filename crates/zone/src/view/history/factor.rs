//! Plans, negotiations and factors in words.

use crate::view::Looking;
use crate::{DealId, EnterpriseId, Event, Lang, TextRef, Words, Zone, labels};

/// What happened; of other events the kind.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    match event {
        Event::EnterprisePlanAgreed(event) => {
            let (count, document) = (event.measures.len(), &event.document);
            let text = Words::new(
                format!("议定一企一策（{document}），{count} 条措施"),
                format!("plan agreed ({document}), {count} measures"),
            );
            firm(zone, looking, event.id, &text, None)
        }
        Event::EnterpriseMeasureMoved(event) => {
            let (key, word) = (event.key, event.state.word());
            let text = Words::new(
                format!("措施 {key}：{}", word.zh),
                format!("measure {key}: {}", word.en),
            );
            firm(zone, looking, event.id, &text, event.note)
        }
        Event::DealOpened(event) => Words::new(
            format!("开始洽谈：{}", event.name),
            format!("negotiation begun: {}", event.name),
        ),
        Event::DealMoved(event) => deal(zone, looking, event.id, &event.stage.word(), event.note),
        Event::DealSigned(event) => {
            let amount = labels::money(zone, event.amount);
            let text = Words::new(
                format!("签约（{}），{}", event.document, amount.zh),
                format!("signed ({}), {}", event.document, amount.en),
            );
            deal(zone, looking, event.id, &text, None)
        }
        Event::PromiseKept(event) => {
            let nth = event.at + 1;
            let text = Words::new(
                format!("第 {nth} 条承诺已兑现"),
                format!("promise {nth} kept"),
            );
            deal(zone, looking, event.id, &text, None)
        }
        Event::FactorQuotaSet(event) => {
            let (word, count) = (event.factor.word(), event.months.len());
            Words::new(
                format!("设定{}额度 {count} 个月（{}）", word.zh, event.document),
                format!(
                    "quota of {} set for {count} months ({})",
                    word.en, event.document
                ),
            )
        }
        Event::FactorNeedDeclared(event) => {
            let (word, count, project) = (event.factor.word(), event.months.len(), event.project);
            Words::new(
                format!("{project} 申报{}需求 {count} 个月", word.zh),
                format!("{project} needs {} in {count} months", word.en),
            )
        }
        other => super::thread::of(zone, looking, other),
    }
}

fn firm(
    zone: &Zone,
    looking: Looking<'_>,
    id: EnterpriseId,
    what: &Words,
    text: Option<TextRef>,
) -> Words {
    let own = zone.enterprises.get(&id);
    let name = own.map(|own| own.name_on(looking.true_on).to_owned());
    told(looking, &name.unwrap_or_else(|| id.to_string()), what, text)
}

fn deal(
    zone: &Zone,
    looking: Looking<'_>,
    id: DealId,
    what: &Words,
    text: Option<TextRef>,
) -> Words {
    let name = zone.deals.get(&id).map(|own| own.name.clone());
    told(looking, &name.unwrap_or_else(|| id.to_string()), what, text)
}

fn told(looking: Looking<'_>, name: &str, what: &Words, text: Option<TextRef>) -> Words {
    let (mut zh, mut en) = (
        format!("{name}：{}", what.zh),
        format!("{name}: {}", what.en),
    );
    if let Some(text) = text {
        let text = looking.texts.find(text);
        zh += &format!("：{}", text.shown(Lang::Zh));
        en += &format!(": {}", text.shown(Lang::En));
    }
    Words::new(zh, en)
}
