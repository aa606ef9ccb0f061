//! From links as given to links between activities that have dates of their own.
//!
//! A link into a summary holds for every part of it, a link out of its finish waits for every
//! part; where the other end of a summary is tied (its first start, its last finish), the link is
//! that of the parts without predecessor or successor inside. Links of a level of effort tie only
//! that, and are kept apart.

use crate::input::{Activity, ActivityId, Kind, Link};

/// A link by activity ids, with the id of the link it comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) link: u32,
}

/// The links that order activities, and those of levels of effort.
#[derive(Debug, Default)]
pub(crate) struct Expanded {
    pub(crate) arcs: Vec<Arc>,
    /// Link ids that have a level of effort at one end.
    pub(crate) of_effort: Vec<u32>,
    /// Direct parts of each activity, by id; empty if there is no summary.
    pub(crate) parts: Vec<Vec<u32>>,
    /// Links of an activity to a summary it is in, or the other way.
    pub(crate) inside: Vec<u32>,
    /// Whether the arcs would be more than may be.
    pub(crate) too_many: bool,
}

/// Expands the sound ones among the links.
pub(crate) fn expand(activities: &[Activity], links: &[Link], limit: usize) -> Expanded {
    let mut out = Expanded::default();
    let any_span = activities.iter().any(Activity::is_span);
    let count = activities.len() as u32;
    let sound = |link: &Link| link.from != link.to && link.from.0.max(link.to.0) < count;
    if !any_span {
        let arcs = links.iter().zip(0u32..).filter(|(link, _)| sound(link));
        out.arcs = arcs
            .map(|(link, at)| arc(link.from.0, link.to.0, at))
            .collect();
        return out;
    }
    out.parts = vec![Vec::new(); activities.len()];
    for (activity, at) in activities.iter().zip(0u32..) {
        let parent = activity
            .parent
            .and_then(|id| out.parts.get_mut(id.0 as usize));
        if let Some(parts) = parent {
            parts.push(at);
        }
    }
    let ends = Ends::new(activities, links, &out.parts);
    for (link, at) in links.iter().zip(0u32..).filter(|(link, _)| sound(link)) {
        let kind = |id: ActivityId| activities[id.0 as usize].kind;
        if kind(link.from) == Kind::LevelOfEffort || kind(link.to) == Kind::LevelOfEffort {
            out.of_effort.push(at);
            continue;
        }
        if ends.is_within(link.from.0, link.to.0) || ends.is_within(link.to.0, link.from.0) {
            out.inside.push(at);
            continue;
        }
        let from = ends.leaves(link.from.0, &out.parts, |leaf| {
            link.relation.from_finish() || !ends.preceded[leaf]
        });
        let to = ends.leaves(link.to.0, &out.parts, |leaf| {
            link.relation.to_start() || !ends.followed[leaf]
        });
        if out.arcs.len() + from.len() * to.len() > limit {
            out.too_many = true;
            return out;
        }
        for from in &from {
            out.arcs.extend(to.iter().map(|to| arc(*from, *to, at)));
        }
    }
    out
}

fn arc(from: u32, to: u32, link: u32) -> Arc {
    Arc { from, to, link }
}

struct Ends<'a> {
    activities: &'a [Activity],
    /// Has a predecessor, or a successor, under the same summary.
    preceded: Vec<bool>,
    followed: Vec<bool>,
}

impl<'a> Ends<'a> {
    fn new(activities: &'a [Activity], links: &[Link], parts: &[Vec<u32>]) -> Ends<'a> {
        let mut ends = Ends {
            activities,
            preceded: vec![false; parts.len()],
            followed: vec![false; parts.len()],
        };
        for link in links {
            let (from, to) = (link.from.0 as usize, link.to.0 as usize);
            let parent = |at: usize| activities.get(at).and_then(|activity| activity.parent);
            if parent(from).is_some() && parent(from) == parent(to) {
                ends.followed[from] = true;
                ends.preceded[to] = true;
            }
        }
        ends
    }

    /// Whether `inner` lies somewhere in the summary `outer`.
    fn is_within(&self, inner: u32, outer: u32) -> bool {
        let mut at = self.activities[inner as usize].parent;
        let mut steps = 0;
        while let Some(ActivityId(parent)) = at {
            if parent == outer {
                return true;
            }
            steps += 1;
            let known = self.activities.get(parent as usize);
            at = known
                .filter(|_| steps < self.activities.len())
                .and_then(|a| a.parent);
        }
        false
    }

    /// The activities with dates of their own in a summary that `wanted` lets pass (all of them
    /// if it lets none pass); an activity that is none, itself.
    fn leaves(&self, id: u32, parts: &[Vec<u32>], wanted: impl Fn(usize) -> bool) -> Vec<u32> {
        if self.activities[id as usize].kind != Kind::Summary {
            return vec![id];
        }
        let (mut all, mut waiting, mut steps) = (Vec::new(), vec![id], 0);
        while let Some(at) = waiting.pop() {
            steps += 1;
            if steps > self.activities.len() {
                break;
            }
            match self.activities[at as usize].kind {
                Kind::Summary => waiting.extend(parts[at as usize].iter().rev()),
                Kind::LevelOfEffort => (),
                _ => all.push(at),
            }
        }
        let some: Vec<u32> = all
            .iter()
            .copied()
            .filter(|at| wanted(*at as usize))
            .collect();
        if some.is_empty() { all } else { some }
    }
}
