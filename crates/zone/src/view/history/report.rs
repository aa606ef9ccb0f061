//! Reports and the rhythm of cycles in words.

use super::item;
use crate::cycle::CycleLength;
use crate::item::Due;
use crate::report::{ReportId, ReportStepKind};
use crate::view::{Looking, report};
use crate::{Event, Lang, TextRef, Words, Zone};

/// What happened to a report; other events go on to items.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    use ReportStepKind as K;
    let tell = |id: ReportId, what: &K, text: Option<TextRef>| {
        told(zone, looking, id, &report::word(zone, looking, what), text)
    };
    match event {
        Event::RhythmSet(event) => match event.rhythm.length {
            CycleLength::TenDays => Words::new("设定周期：旬", "cycles of ten days"),
            CycleLength::Month => Words::new("设定周期：月", "cycles of a month"),
            CycleLength::Quarter => Words::new("设定周期：季", "cycles of a quarter"),
        },
        Event::CycleOpened(event) => Words::new(
            format!("开启周期“{}”，{} 截止", event.name.zh, event.due_on),
            format!("opened the cycle {:?}, due {}", event.name.en, event.due_on),
        ),
        Event::ReportSubmitted(event) => {
            let lines = event.lines.len();
            let what = Words::new(
                format!("报送（{lines} 个项目）"),
                format!("submitted ({lines} projects)"),
            );
            told(zone, looking, event.id, &what, None)
        }
        Event::ReportReviewed(event) => tell(event.id, &K::Reviewed, event.note),
        Event::ReportAccepted(event) => tell(event.id, &K::Accepted, event.note),
        Event::ReportReturned(event) => {
            tell(event.id, &K::Returned(event.level), Some(event.reason))
        }
        Event::ReportExtensionAsked(event) => tell(
            event.id,
            &K::ExtensionAsked(event.until),
            Some(event.reason),
        ),
        Event::ReportExtensionDecided(event) => {
            let granted = |due: Due| K::ExtensionGranted {
                due,
                locks_on: due.on,
            };
            let granted = event.until.map(granted);
            let what = granted.unwrap_or(K::ExtensionRefused);
            tell(event.id, &what, event.note)
        }
        other => item::of(zone, looking, other),
    }
}

pub(super) fn told(
    zone: &Zone,
    looking: Looking<'_>,
    id: ReportId,
    what: &Words,
    text: Option<TextRef>,
) -> Words {
    let cycle = zone.cycles.get(&id.cycle);
    let (name, on) = cycle.map_or((Words::default(), looking.true_on), |own| {
        (own.name.clone(), own.until)
    });
    let unit = zone.units.get(&id.unit);
    let unit = unit.map_or_else(|| id.unit.to_string(), |own| own.name_on(on).to_owned());
    let mut words = Words::new(
        format!("{unit}{}报表：{}", name.zh, what.zh),
        format!("{unit}, report of {}: {}", name.en, what.en),
    );
    if let Some(text) = text {
        let text = looking.texts.find(text);
        words.zh += &format!("（{}）", text.shown(Lang::Zh));
        words.en += &format!(" ({})", text.shown(Lang::En));
    }
    words
}
