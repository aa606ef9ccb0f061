//! A history in words: one event in one line.
//!
//! Promises: page and terminal tell an event with the same words; texts that were purged say so.
//! Whoever adds a kind of event adds its line here: a test over all samples asks for it.

mod answers;
mod enterprise;
mod factor;
mod facts;
mod indicator;
mod item;
mod meeting;
mod office;
mod practice;
mod purge;
mod report;
mod signoff;
mod subject;
mod thread;

use facts::Recorded;
pub use subject::of_subject;

use super::Looking;
use crate::lineage::Change;
use crate::problem::Severity;
use crate::{Event, Lang, ProjectId, Words, Zone, labels};

/// What happened, in one line.
pub fn of(zone: &Zone, looking: Looking<'_>, seq: u64, event: &Event) -> Words {
    if let Some(told) = indicator::of(zone, looking, seq, event) {
        return told;
    }
    match event {
        Event::ProjectRegistered(event) => {
            let recorded = Recorded {
                seq,
                id: event.id,
                on: event.effective_on,
                facts: &event.facts,
                report: None,
            };
            let facts = facts::of(zone, looking, &recorded);
            led("登记项目", "registered", &facts)
        }
        Event::FactsRecorded(event) => {
            let recorded = Recorded {
                seq,
                id: event.id,
                on: event.effective_on,
                facts: &event.facts,
                report: event.report,
            };
            facts::of(zone, looking, &recorded)
        }
        Event::StageMoved(event) => {
            let kinds = event
                .evidence
                .iter()
                .map(|own| labels::evidence(own.kind()));
            let (zh, en): (Vec<_>, Vec<_>) = kinds.map(|kind| (kind.zh, kind.en)).unzip();
            let (zh, en) = match zh.is_empty() {
                true => (String::new(), String::new()),
                false => (
                    format!("（依据：{}）", zh.join("、")),
                    format!(" (evidence: {})", en.join(", ")),
                ),
            };
            Words::new(
                format!("进入阶段“{}”{zh}", event.to),
                format!("moved to stage {:?}{en}", event.to),
            )
        }
        Event::ProjectChanged(event) => {
            let text = change(zone, looking, &event.change);
            Words::new(
                format!("{}（{}）", text.zh, event.document),
                format!("{} ({})", text.en, event.document),
            )
        }
        Event::PlanAdopted(event) => {
            let (steps, links) = (event.plan.steps.len(), event.plan.links.len());
            Words::new(
                format!("采用进度计划：{steps} 个工序，{links} 个关系"),
                format!("adopted a schedule of {steps} steps and {links} relations"),
            )
        }
        Event::StepsProgressed(event) => {
            let steps: Vec<_> = event.steps.iter().map(|step| step.step.as_str()).collect();
            Words::new(
                format!("报告工序进展：{}", steps.join("、")),
                format!("reported progress of {}", steps.join(", ")),
            )
        }
        other => of_dispatch(zone, looking, other),
    }
}

/// Problems, exemptions, lights and imports.
fn of_dispatch(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    match event {
        Event::ExemptionGranted(event) => {
            let reason = looking.texts.find(event.reason);
            let (from, until, document) = (event.from, event.until, &event.document);
            Words::new(
                format!(
                    "批准暂停亮灯 {from} — {until}（{document}）：{}",
                    reason.shown(Lang::Zh)
                ),
                format!(
                    "light suspended {from} — {until} ({document}): {}",
                    reason.shown(Lang::En)
                ),
            )
        }
        Event::ProblemRaised(event) => {
            let text = looking.texts.find(event.description);
            let (zh, en) = match event.severity {
                Severity::Minor => ("一般问题", "minor problem"),
                Severity::Serious => ("较重问题", "serious problem"),
                Severity::Blocking => ("重大问题", "blocking problem"),
            };
            let (id, kind) = (event.id, &event.kind);
            Words::new(
                format!("提出{zh} {id}（{kind}）：{}", text.shown(Lang::Zh)),
                format!("raised {en} {id} ({kind}): {}", text.shown(Lang::En)),
            )
        }
        Event::ProblemResolved(event) => {
            let note = looking.texts.find(event.note);
            Words::new(
                format!("问题 {} 已解决：{}", event.id, note.shown(Lang::Zh)),
                format!("solved problem {}: {}", event.id, note.shown(Lang::En)),
            )
        }
        Event::LightsFixed(event) => {
            let cycle = zone.cycles.get(&event.cycle);
            let name = cycle.map(|cycle| cycle.name.clone()).unwrap_or_default();
            Words::new(
                format!("周期“{}”关闭，红黄绿灯定格", name.zh),
                format!("the cycle {:?} closed and fixed the lights", name.en),
            )
        }
        Event::ImportApplied(event) => Words::new(
            format!(
                "导入：新增 {}，变更 {}，未变 {}",
                event.registered, event.changed, event.unchanged
            ),
            format!(
                "import: {} new, {} changed, {} unchanged",
                event.registered, event.changed, event.unchanged
            ),
        ),
        Event::ProjectAliased(event) => {
            let alias = &event.alias;
            Words::new(
                format!("台账中又称“{alias}”"),
                format!("also called {alias:?} by files"),
            )
        }
        Event::ImportAnswered(event) => answers::answered(zone, looking, event),
        Event::ImportUndone(event) => answers::undone(looking, event),
        other => match signoff::of(zone, looking, other) {
            Some(words) => words,
            None => report::of(zone, looking, other),
        },
    }
}

fn led(zh: &str, en: &str, rest: &Words) -> Words {
    if rest.zh.is_empty() {
        return Words::new(zh, en);
    }
    Words::new(format!("{zh}：{}", rest.zh), format!("{en}: {}", rest.en))
}

fn change(zone: &Zone, looking: Looking<'_>, change: &Change<ProjectId>) -> Words {
    let on = looking.true_on;
    let project = |id: &ProjectId| {
        let name = zone.projects.get(id).map(|project| project.name_on(on));
        format!("{id} {}", name.unwrap_or(""))
    };
    let target = match change {
        Change::Renamed { name } => name.clone(),
        Change::Split { into } => into.iter().map(project).collect::<Vec<_>>().join("、"),
        Change::Merged { into } => project(into),
        Change::HandedOver { to } => zone
            .units
            .get(to)
            .map_or_else(|| to.to_string(), |unit| unit.name_on(on).to_owned()),
        Change::Suspended | Change::Resumed | Change::Withdrawn => return change.word(),
    };
    led(
        &change.word().zh,
        &change.word().en,
        &Words::new(target.clone(), target),
    )
}
