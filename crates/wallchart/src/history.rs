//! What has happened, one line an event.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;
use zone::{Event, Lang, Words, labels};

use crate::failure::Failure;
use crate::reading::View;

/// Most events told in the terminal; the JSON has them all.
const LINES_MAX: usize = 40;

/// Most fields named in one line.
const FIELDS_MAX: usize = 6;

/// An event in words.
#[derive(Debug, Serialize)]
pub(crate) struct Happening {
    seq: u64,
    recorded_at: String,
    actor: String,
    kind: String,
    effective_on: Option<jiff::civil::Date>,
    text: Words,
}

/// The events of these numbers, in words.
pub(crate) fn of(view: &View, seqs: &[u64]) -> Result<Vec<Happening>, Failure> {
    let beijing = TimeZone::fixed(Offset::constant(8));
    seqs.iter()
        .map(|seq| {
            let happened = view.library.event(*seq)?;
            let at = Timestamp::from_microsecond(happened.recorded_at).unwrap_or_default();
            let at = at.to_zoned(beijing.clone());
            Ok(Happening {
                seq: *seq,
                recorded_at: at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
                text: words(view, &happened.event),
                actor: happened.actor,
                kind: happened.kind,
                effective_on: happened.effective_on,
            })
        })
        .collect()
}

/// The newest of them as lines.
pub(crate) fn text(happenings: &[Happening], lang: Lang) -> String {
    let left_out = happenings.len().saturating_sub(LINES_MAX);
    let mut text = lang.pick(|| "经过\n", || "history\n").to_owned();
    if left_out > 0 {
        text += &lang.pick(
            || format!("  （更早的 {left_out} 条见 --json）\n"),
            || format!("  ({left_out} earlier ones: see --json)\n"),
        );
    }
    for happening in &happenings[left_out..] {
        let Happening {
            seq,
            recorded_at,
            actor,
            ..
        } = happening;
        let what = happening.text.in_lang(lang);
        text += &format!("  {seq}  {recorded_at}  {actor}  {what}\n");
    }
    text
}

fn words(view: &View, event: &Event) -> Words {
    let on = event.effective_on();
    let since = on.map_or_else(Words::default, |date| {
        Words::new(format!("（自 {date}）"), format!(" (from {date})"))
    });
    let what = match event {
        Event::ProjectRegistered(event) => {
            let fields = fields(view, &event.facts);
            Words::new(
                format!("登记：{}", fields.zh),
                format!("registered: {}", fields.en),
            )
        }
        Event::FactsRecorded(event) => {
            let fields = fields(view, &event.facts);
            Words::new(
                format!("更新：{}", fields.zh),
                format!("recorded: {}", fields.en),
            )
        }
        Event::StageMoved(event) => Words::new(
            format!("进入“{}”", event.to),
            format!("reached {:?}", event.to),
        ),
        Event::ProjectChanged(event) => event.change.word(),
        Event::PlanAdopted(event) => Words::new(
            format!("采用进度计划，{} 步", event.plan.steps.len()),
            format!("adopted a schedule of {} steps", event.plan.steps.len()),
        ),
        Event::StepsProgressed(event) => {
            let steps: Vec<&str> = event.steps.iter().map(|step| step.step.as_str()).collect();
            let steps = steps.join("、");
            Words::new(
                format!("步骤进展：{steps}"),
                format!("progress of steps {steps}"),
            )
        }
        Event::ExemptionGranted(event) => Words::new(
            format!("批准暂停亮灯至 {}", event.until),
            format!("light suspended until {}", event.until),
        ),
        Event::ProblemRaised(event) => Words::new(
            format!("提出问题 {}（{}）", event.id, event.kind),
            format!("problem {} raised ({})", event.id, event.kind),
        ),
        Event::ProblemResolved(event) => Words::new(
            format!("问题 {} 已解决", event.id),
            format!("problem {} solved", event.id),
        ),
        Event::LightsFixed(event) => Words::new(
            format!("周期 {} 关闭，亮灯固定", event.cycle),
            format!("cycle {} closed, lights fixed", event.cycle),
        ),
        other => Words::new(other.kind().0, other.kind().0),
    };
    Words::new(what.zh + &since.zh, what.en + &since.en)
}

/// The fields of an event with their values, the first few of many.
fn fields(view: &View, facts: &[zone::event::NewFact]) -> Words {
    let zone = &view.seen.zone;
    let named = |lang: Lang| {
        let shown = facts.iter().take(FIELDS_MAX).map(|fact| {
            let label = labels::field(zone, &fact.field);
            let value = labels::value(zone, view.looking(), &fact.value);
            let value = crate::layout::cut(value.in_lang(lang), 30);
            format!("{} {value}", label.in_lang(lang))
        });
        let shown: Vec<String> = shown.collect();
        let more = facts.len().saturating_sub(FIELDS_MAX);
        let list = shown.join(lang.pick(|| "，", || ", "));
        match more {
            0 => list,
            _ => lang.pick(
                || format!("{list} 等 {} 项", facts.len()),
                || format!("{list} and {more} more"),
            ),
        }
    };
    Words::new(named(Lang::Zh), named(Lang::En))
}
