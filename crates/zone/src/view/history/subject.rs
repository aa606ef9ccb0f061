//! Which events touched a thing.

use crate::thread::ThreadSubject;
use crate::view::{Looking, items};
use crate::{Zone, reading};

/// The numbers of every event that touched a thing, oldest first; `None` where there is no such
/// thing or the reader may not see it. An enterprise reads its own page instead, which leaves out
/// what passes between units.
pub fn of_subject(zone: &Zone, looking: Looking<'_>, subject: ThreadSubject) -> Option<Vec<u64>> {
    let (actor, on) = (looking.actor, looking.true_on);
    let reads = subject.exists(zone) && reading::may_read(zone, actor, on, subject);
    if !reads || actor.enterprise.is_some() {
        return None;
    }
    let mut seqs: Vec<u64> = match subject {
        ThreadSubject::Project(id) => zone.projects.get(&id)?.history.to_vec(),
        ThreadSubject::Item(id) => items::history(zone.items.get(&id)?),
        ThreadSubject::Problem(id) => {
            let own = zone.problems.get(&id)?.history.iter().copied();
            let solving = zone.items.values().filter(|item| item.problem == Some(id));
            own.chain(solving.map(|item| item.seq)).collect()
        }
        ThreadSubject::Request(id) => zone.requests.get(&id)?.history(),
        ThreadSubject::Meeting(id) => {
            let own = zone.meetings.get(&id)?.history.iter().copied();
            let asked = zone.items.values().filter(|item| item.meeting == Some(id));
            own.chain(asked.map(|item| item.seq)).collect()
        }
        ThreadSubject::Report(id) => {
            let report = zone.reports.get(&id);
            let steps = report.into_iter().flat_map(|own| &own.steps);
            steps.map(|step| step.seq).collect()
        }
        ThreadSubject::Indicator(id) => zone.indicators.get(&id)?.history.clone(),
    };
    if let Some(thread) = zone.threads.get(&subject) {
        seqs.extend(&thread.history);
    }
    seqs.sort_unstable();
    seqs.dedup();
    Some(seqs)
}
