//! Everything that is wrong with a description of risks.

use super::input::{Risks, Spread, Uncertainty};
use super::model::is_bare;
use super::problem::RiskProblem;
use crate::input::{ActivityId, Kind};
use crate::limits::{MINUTES_MAX, RISK_SHARE_MAX, TROUBLES_MAX, WATCHED_MAX};
use crate::network::{Network, SPAN};
use std::collections::HashSet;

struct Check<'a> {
    network: &'a Network,
    name: &'a dyn Fn(ActivityId) -> String,
    problems: Vec<RiskProblem>,
}

/// Every problem, in the order of the description.
pub(super) fn check(
    network: &Network,
    risks: &Risks,
    name: &dyn Fn(ActivityId) -> String,
) -> Vec<RiskProblem> {
    let mut check = Check {
        network,
        name,
        problems: Vec::new(),
    };
    check.uncertainty("the usual spread", &risks.usual);
    for (id, own) in &risks.own {
        check.own(*id, own);
    }
    let twice = |keys: Vec<&str>| {
        let mut seen = HashSet::new();
        let again = keys.into_iter().filter(|key| !seen.insert(*key));
        again.map(str::to_owned).collect::<Vec<_>>()
    };
    let drivers = risks.drivers.iter().map(|driver| driver.key.as_str());
    let events = risks.events.iter().map(|event| event.key.as_str());
    for key in twice(drivers.chain(events).collect()) {
        check.problems.push(RiskProblem::Twice { key });
    }
    for driver in &risks.drivers {
        check.probability(&driver.key, driver.probability);
        if matches!(
            driver.factor,
            Uncertainty::Minutes(_) | Uncertainty::Planned
        ) {
            let key = driver.key.clone();
            check.problems.push(RiskProblem::Factor { key });
        } else {
            check.uncertainty(&driver.key, &driver.factor);
        }
        check.touched(&driver.key, &driver.activities);
    }
    for event in &risks.events {
        check.probability(&event.key, event.probability);
        check.spread(&event.key, &event.delay, MINUTES_MAX);
        check.touched(&event.key, &event.activities);
    }
    for id in &risks.watched {
        check.watched(*id);
    }
    let troubles = risks.drivers.len() + risks.events.len();
    check.count("drivers and events", troubles, TROUBLES_MAX);
    check.count("watched activities", risks.watched.len(), WATCHED_MAX);
    check.problems
}

impl Check<'_> {
    fn count(&mut self, what: &'static str, count: usize, most: usize) {
        if count > most {
            self.problems
                .push(RiskProblem::TooMany { what, count, most });
        }
    }

    fn there(&mut self, by: &str, id: ActivityId) -> bool {
        let there = (id.0 as usize) < self.network.len();
        if !there {
            self.problems.push(RiskProblem::NoActivity {
                by: by.to_owned(),
                activity: id.0,
            });
        }
        there
    }

    /// A level of effort has no finish of its own to wait for.
    fn watched(&mut self, id: ActivityId) {
        let by = "what is watched";
        if self.there(by, id) && self.network.kind(id) == Kind::LevelOfEffort {
            let (by, activity) = (by.to_owned(), (self.name)(id));
            self.problems.push(RiskProblem::Span { by, activity });
        }
    }

    fn own(&mut self, id: ActivityId, own: &Uncertainty) {
        if !self.there("a spread", id) {
            return;
        }
        let activity = (self.name)(id);
        let (inner, at) = (&self.network.inner, self.network.position(id));
        if inner.flags[at] & SPAN != 0 {
            let by = "a spread".to_owned();
            self.problems.push(RiskProblem::Span { by, activity });
        } else if is_bare(inner, at) && *own != Uncertainty::Planned {
            self.problems.push(RiskProblem::Milestone { activity });
        } else {
            self.uncertainty(&activity, own);
        }
    }

    fn uncertainty(&mut self, of: &str, uncertainty: &Uncertainty) {
        match uncertainty {
            Uncertainty::Planned => {}
            Uncertainty::Share(spread) => self.spread(of, spread, RISK_SHARE_MAX),
            Uncertainty::Minutes(spread) => self.spread(of, spread, MINUTES_MAX),
            Uncertainty::History(ratios) => {
                let sound = |ratio: &i64| (1..=RISK_SHARE_MAX).contains(ratio);
                if ratios.is_empty() || !ratios.iter().all(sound) {
                    let of = of.to_owned();
                    self.problems.push(RiskProblem::History { of });
                }
            }
        }
    }

    fn spread(&mut self, of: &str, spread: &Spread, limit: i64) {
        let Spread {
            least,
            likely,
            most,
            ..
        } = *spread;
        if !(0 <= least && least <= likely && likely <= most && most <= limit) {
            self.problems.push(RiskProblem::Spread {
                of: of.to_owned(),
                least,
                likely,
                most,
            });
        }
    }

    fn probability(&mut self, of: &str, basis_points: u32) {
        if basis_points > 10_000 {
            let of = of.to_owned();
            self.problems
                .push(RiskProblem::Probability { of, basis_points });
        }
    }

    fn touched(&mut self, key: &str, activities: &[ActivityId]) {
        if activities.is_empty() {
            let key = key.to_owned();
            self.problems.push(RiskProblem::Idle { key });
        }
        for id in activities {
            let there = self.there(key, *id);
            if there && self.network.inner.flags[self.network.position(*id)] & SPAN != 0 {
                let (by, activity) = (key.to_owned(), (self.name)(*id));
                self.problems.push(RiskProblem::Span { by, activity });
            }
        }
    }
}
