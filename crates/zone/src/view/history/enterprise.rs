//! Enterprises and requests in words.

use super::factor;
use crate::decide::enterprise::shown_figure;
use crate::enterprise::EnterpriseChange;
use crate::enterprise::figures::FigureKind;
use crate::enterprise::request::RequestStepKind;
use crate::event::EnterpriseFiguresTold;
use crate::view::enterprises::step_word;
use crate::view::{Looking, items};
use crate::{EnterpriseId, Event, Lang, RequestId, TextRef, Words, Zone};

/// What happened to an enterprise or its request; of other events the kind.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    let tell = |id: RequestId, what: RequestStepKind, text: Option<TextRef>| {
        told(zone, looking, id, &step_word(zone, looking, what), text)
    };
    match event {
        Event::EnterpriseAdded(event) => Words::new(
            format!("列入企业台账：{}", event.name),
            format!("came into the ledger of enterprises: {}", event.name),
        ),
        Event::EnterpriseChanged(event) => {
            let words = event.changes.iter().map(|own| change(zone, looking, own));
            let (zh, en): (Vec<_>, Vec<_>) = words.map(|own| (own.zh, own.en)).unzip();
            led(zone, looking, event.id, &zh.join("；"), &en.join("; "))
        }
        Event::EnterpriseFiguresTold(event) => figures(zone, looking, event),
        Event::RequestRaised(event) => {
            let kind = event.kind.word();
            let unit = zone.units.get(&event.first);
            let unit = unit.map_or_else(
                || event.first.to_string(),
                |own| own.name_on(event.effective_on).to_owned(),
            );
            let (by_zh, by_en) = match event.by_enterprise {
                true => ("企业提出", "asked by the enterprise"),
                false => ("登记诉求", "asked for"),
            };
            let due = event.due.on;
            let what = Words::new(
                format!("{by_zh}（{}），{unit}首接，{due} 前答复", kind.zh),
                format!("{by_en} ({}), received by {unit}, due {due}", kind.en),
            );
            told(zone, looking, event.id, &what, Some(event.text))
        }
        Event::RequestPassedOn(event) => {
            tell(event.id, RequestStepKind::PassedOn(event.to), event.note)
        }
        Event::RequestUrged(event) => tell(event.id, RequestStepKind::Urged, event.note),
        Event::RequestAnswered(event) => {
            let what = RequestStepKind::Answered(event.outcome);
            tell(event.id, what, Some(event.text))
        }
        Event::RequestConfirmed(event) => {
            let what = RequestStepKind::Confirmed(event.satisfaction);
            tell(event.id, what, event.words)
        }
        Event::RequestReopened(event) => {
            let what = RequestStepKind::Reopened(event.due);
            tell(event.id, what, Some(event.reason))
        }
        Event::RequestClosed(event) => tell(event.id, RequestStepKind::Closed, event.note),
        other => factor::of(zone, looking, other),
    }
}

fn figures(zone: &Zone, looking: Looking<'_>, event: &EnterpriseFiguresTold) -> Words {
    let source = event.source.word();
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for kind in FigureKind::ALL {
        if let Some(value) = event.figures.get(kind) {
            let (word, value) = (kind.word(), shown_figure(zone, kind, value));
            zh.push(format!("{} {}", word.zh, value.zh));
            en.push(format!("{} {}", word.en, value.en));
        }
    }
    let (month, zh, en) = (event.month, zh.join("，"), en.join(", "));
    let (mut zh, mut en) = (
        format!("{month}（{}）：{zh}", source.zh),
        format!("{month} ({}): {en}", source.en),
    );
    for answer in &event.answers {
        let reason = looking.texts.find(answer.reason);
        zh += &format!("；说明：{}", reason.shown(Lang::Zh));
        en += &format!("; reason: {}", reason.shown(Lang::En));
    }
    led(zone, looking, event.id, &zh, &en)
}

fn led(zone: &Zone, looking: Looking<'_>, id: EnterpriseId, zh: &str, en: &str) -> Words {
    let own = zone.enterprises.get(&id);
    let name = own.map_or_else(
        || id.to_string(),
        |own| own.name_on(looking.true_on).to_owned(),
    );
    Words::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

fn change(zone: &Zone, looking: Looking<'_>, change: &EnterpriseChange) -> Words {
    let on = looking.true_on;
    match change {
        EnterpriseChange::Name(name) => {
            Words::new(format!("更名为 {name}"), format!("renamed {name}"))
        }
        EnterpriseChange::Code(code) => Words::new(format!("代码 {code}"), format!("code {code}")),
        EnterpriseChange::Industry(name) => {
            Words::new(format!("行业 {name}"), format!("industry {name}"))
        }
        EnterpriseChange::Lead(unit) => {
            let name = zone.units.get(unit).map(|own| own.name_on(on).to_owned());
            let name = name.unwrap_or_else(|| unit.to_string());
            Words::new(
                format!("责任单位 {name}"),
                format!("answered for by {name}"),
            )
        }
        EnterpriseChange::Assistant(Some(holder)) => {
            let name = items::owner(zone, looking, *holder);
            Words::new(
                format!("服务专员 {}", name.zh),
                format!("assistant {}", name.en),
            )
        }
        EnterpriseChange::Assistant(None) => Words::new("服务专员空缺", "no assistant"),
        EnterpriseChange::Contact(_) => Words::new("联系人有变", "another contact"),
        EnterpriseChange::State(state) => state.word(),
    }
}

fn told(
    zone: &Zone,
    looking: Looking<'_>,
    id: RequestId,
    what: &Words,
    text: Option<TextRef>,
) -> Words {
    let number = zone.requests.get(&id).map(|own| own.number_text());
    let number = number.unwrap_or_else(|| id.to_string());
    let (mut zh, mut en) = (
        format!("{number} {}", what.zh),
        format!("{number} {}", what.en),
    );
    if let Some(text) = text {
        let text = looking.texts.find(text);
        zh += &format!("：{}", text.shown(Lang::Zh));
        en += &format!(": {}", text.shown(Lang::En));
    }
    Words::new(zh, en)
}
