//! Indicators in words: what was reported, what it was before, what was set.

use rust_decimal::Decimal;

use crate::event::{IndicatorReported, IndicatorTargeted, NewValue, YearEndKept};
use crate::indicator::{Month, Observation, ValueState};
use crate::view::Looking;
use crate::view::indicator::series_name;
use crate::{Event, IndicatorId, Lang, TextRef, UnitId, Words, Zone, labels};

/// Values named in a line; the rest are counted. The indicator's page shows each.
const VALUES_NAMED_MAX: usize = 6;

/// What happened to an indicator; `None` of other events. Of one that the zone shown does not
/// hold, that something happened.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, seq: u64, event: &Event) -> Option<Words> {
    let id = about(event)?;
    if !zone.indicators.contains_key(&id) {
        return Some(Words::new(
            "一项知悉范围以外的指标有变动",
            "an indicator for fewer readers changed",
        ));
    }
    Some(match event {
        Event::IndicatorAdded(event) => {
            let name = &event.definition.name;
            Words::new(
                format!("增设指标“{}”", name.zh),
                format!("added the indicator {:?}", name.en),
            )
        }
        Event::IndicatorChanged(event) => {
            let name = &event.definition.name;
            Words::new(
                format!("修改指标“{}”的定义", name.zh),
                format!("changed what the indicator {:?} measures", name.en),
            )
        }
        Event::IndicatorReported(event) => reported(zone, looking, seq, event),
        Event::PeersReported(event) => {
            let (count, publication) = (event.figures.len(), &event.publication);
            let what = Words::new(
                format!("记入兄弟园区公布数 {count} 个（{publication}）"),
                format!("{count} figures of other zones ({publication})"),
            );
            told(zone, looking, event.id, &what, None)
        }
        Event::YearEndKept(event) => year_end(zone, looking, event),
        Event::IndicatorTargeted(event) => targeted(zone, looking, seq, event),
        Event::IndicatorAllocated(event) => {
            let (year, count) = (event.year, event.parts.len());
            let (zh, en) = of_document(&event.document);
            let what = Words::new(
                format!("{year} 年目标分解为 {count} 份{zh}"),
                format!("the target of {year} broken down into {count} parts{en}"),
            );
            told(zone, looking, event.id, &what, event.reason)
        }
        Event::AllocationAgreed(event) => {
            let unit = series_name(zone, Some(event.unit), looking.true_on);
            let year = event.year;
            let what = Words::new(
                format!("{}认领 {year} 年目标", unit.zh),
                format!("{} agreed to its part of {year}", unit.en),
            );
            told(zone, looking, event.id, &what, None)
        }
        _ => return None,
    })
}

/// The indicator an event is about.
fn about(event: &Event) -> Option<IndicatorId> {
    Some(match event {
        Event::IndicatorAdded(event) => event.id,
        Event::IndicatorChanged(event) => event.id,
        Event::IndicatorReported(event) => event.id,
        Event::PeersReported(event) => event.id,
        Event::YearEndKept(event) => event.id,
        Event::IndicatorTargeted(event) => event.id,
        Event::IndicatorAllocated(event) => event.id,
        Event::AllocationAgreed(event) => event.id,
        _ => return None,
    })
}

fn reported(zone: &Zone, looking: Looking<'_>, seq: u64, event: &IndicatorReported) -> Words {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    // The zone shown leaves out what is not out yet for the reader.
    let out = |new: &&NewValue| holds(zone, event.id, (new.unit, new.month));
    let shown_values: Vec<&NewValue> = event.values.iter().filter(out).collect();
    for new in shown_values.iter().take(VALUES_NAMED_MAX) {
        let series = series_name(zone, new.unit, looking.true_on);
        let (month, value, state) = (new.month, shown(new.value), state(new.state));
        let (was_zh, was_en) = match before(zone, seq, event.id, new) {
            Some(was) => (format!("{} → ", shown(was)), format!("{} → ", shown(was))),
            None => (String::new(), String::new()),
        };
        zh.push(format!(
            "{} {month} {was_zh}{value}（{}）",
            series.zh, state.zh
        ));
        en.push(format!(
            "{} {month} {was_en}{value} ({})",
            series.en, state.en
        ));
    }
    let rest = shown_values.len().saturating_sub(VALUES_NAMED_MAX);
    if rest > 0 {
        zh.push(format!("另有 {rest} 个数"));
        en.push(format!("{rest} more"));
    }
    let held = event.values.len() - shown_values.len();
    if held > 0 {
        zh.push(format!("{held} 个数未发布"));
        en.push(format!("{held} not published yet"));
    }
    let what = Words::new(zh.join("；"), en.join("; "));
    told(zone, looking, event.id, &what, event.reason)
}

/// What the record said of a month before an event.
fn before(zone: &Zone, seq: u64, id: IndicatorId, new: &NewValue) -> Option<Decimal> {
    let kept = zone
        .indicators
        .get(&id)?
        .values
        .get(&(new.unit, new.month))?;
    let all = kept.earlier.iter().chain(std::iter::once(&kept.latest));
    let earlier = all.filter(|own: &&Observation| own.seq < seq);
    earlier.max_by_key(|own| own.seq).map(|own| own.value)
}

fn targeted(zone: &Zone, looking: Looking<'_>, seq: u64, event: &IndicatorTargeted) -> Words {
    let was = was_target(zone, seq, event.id, event.unit, event.year);
    let series = series_name(zone, event.unit, looking.true_on);
    let (year, value) = (event.year, shown(event.target));
    let was = was.map_or_else(String::new, |was| format!("{} → ", shown(was)));
    let (zh, en) = of_document(&event.document);
    let what = Words::new(
        format!("{} {year} 年目标 {was}{value}{zh}", series.zh),
        format!("{}, target of {year}: {was}{value}{en}", series.en),
    );
    told(zone, looking, event.id, &what, event.reason)
}

fn was_target(
    zone: &Zone,
    seq: u64,
    id: IndicatorId,
    unit: Option<UnitId>,
    year: i16,
) -> Option<Decimal> {
    let targets = zone.indicators.get(&id)?.targets.get(&(unit, year))?;
    let earlier = targets.0.iter().filter(|own| own.seq < seq);
    earlier.max_by_key(|own| own.seq).map(|own| own.value)
}

/// Whether the zone shown has a value.
fn holds(zone: &Zone, id: IndicatorId, key: (Option<UnitId>, Month)) -> bool {
    let own = zone.indicators.get(&id);
    own.is_some_and(|own| own.values.contains_key(&key))
}

fn year_end(zone: &Zone, looking: Looking<'_>, event: &YearEndKept) -> Words {
    let series = series_name(zone, event.unit, looking.true_on);
    if !holds(zone, event.id, (event.unit, event.month)) {
        let what = Words::new(
            format!("{} 据未发布的数预计年末", series.zh),
            format!("{}: a forecast from a value not published yet", series.en),
        );
        return told(zone, looking, event.id, &what, None);
    }
    let (month, mean): (Month, String) = (event.month, shown(event.mean));
    let chance = event.chance.map(labels::percent);
    let (zh, en) = match &chance {
        Some(chance) => (
            format!("，完成目标的把握 {chance}"),
            format!(", chance of the target {chance}"),
        ),
        None => (String::new(), String::new()),
    };
    let what = Words::new(
        format!("{} 据 {month} 预计年末 {mean}{zh}", series.zh),
        format!(
            "{}: forecast of the year's end from {month}: {mean}{en}",
            series.en
        ),
    );
    told(zone, looking, event.id, &what, None)
}

fn told(
    zone: &Zone,
    looking: Looking<'_>,
    id: IndicatorId,
    what: &Words,
    reason: Option<TextRef>,
) -> Words {
    let name = zone
        .indicators
        .get(&id)
        .map(|own| own.definition.name.clone());
    let name = name.unwrap_or_else(|| Words::new(id.to_string(), id.to_string()));
    let mut words = Words::new(
        format!("{}：{}", name.zh, what.zh),
        format!("{}: {}", name.en, what.en),
    );
    if let Some(reason) = reason {
        let reason = looking.texts.find(reason);
        words.zh += &format!("，原因：{}", reason.shown(Lang::Zh));
        words.en += &format!(", because: {}", reason.shown(Lang::En));
    }
    words
}

fn of_document(document: &str) -> (String, String) {
    if document.is_empty() {
        return (String::new(), String::new());
    }
    (format!("（{document}）"), format!(" ({document})"))
}

fn shown(value: Decimal) -> String {
    labels::grouped(value)
}

fn state(state: ValueState) -> Words {
    match state {
        ValueState::Forecast => Words::new("预计数", "forecast"),
        ValueState::Flash => Words::new("快报", "flash"),
        ValueState::Final => Words::new("定报", "final"),
        ValueState::Revised => Words::new("修订", "revised"),
    }
}
