//! What the subject of a thread is called in a sentence.

use crate::thread::ThreadSubject;
use crate::view::{Looking, cycles};
use crate::{ProjectId, ReportId, Words, Zone};

/// A thing by its kind and its name or number: 项目 高端装备产业园, 督办事项 项目督办〔2026〕001号.
/// Nothing is asked about who may read it.
pub fn called(zone: &Zone, looking: Looking<'_>, subject: ThreadSubject) -> Words {
    let on = looking.true_on;
    let of_project = |id: &ProjectId| zone.projects.get(id).map(|own| own.name_on(on));
    let name = match subject {
        ThreadSubject::Project(id) => of_project(&id).map(str::to_owned),
        ThreadSubject::Problem(id) => zone.problems.get(&id).map(|own| {
            let project = of_project(&own.project).unwrap_or_default();
            format!("{project} · {}", own.kind)
        }),
        ThreadSubject::Item(id) => zone.items.get(&id).map(|own| own.number_text()),
        ThreadSubject::Request(id) => zone.requests.get(&id).map(|own| own.number_text()),
        ThreadSubject::Indicator(id) => {
            let own = zone.indicators.get(&id);
            return own.map_or_else(Words::default, |own| own.definition.name.clone());
        }
        ThreadSubject::Meeting(id) => {
            let own = zone.meetings.get(&id);
            return own.map_or_else(Words::default, |own| own.number_words());
        }
        ThreadSubject::Report(id) => return report(zone, looking, id),
    };
    let (name, word) = (name.unwrap_or_default(), subject.word());
    Words::new(format!("{}{name}", word.zh), format!("{} {name}", word.en))
}

/// A unit's report of a cycle.
pub fn report(zone: &Zone, looking: Looking<'_>, id: ReportId) -> Words {
    let unit = cycles::named(zone, id.unit, looking.true_on).name;
    let cycle = zone.cycles.get(&id.cycle);
    cycle.map_or_else(Words::default, |cycle| {
        Words::new(
            format!("{unit} {}报表", cycle.name.zh),
            format!("{unit}, {}", cycle.name.en),
        )
    })
}
