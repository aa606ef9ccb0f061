//! The fast scheduler as a decoder.

use crate::instance::Instance;
use crate::plain::{Board, LANE_MAX, LANES, Plain, Row, Side, guarded, lanes};
use crate::project::{Due, Period};
use crate::score::{Cost, Decoder, MUST_WEIGHT};

/// Longest horizon for which arrays by period are worth their memory.
const HORIZON_MAX: i64 = 200_000;

/// The fast scheduler with its scratch.
#[derive(Debug, Clone)]
pub(crate) struct Fast<const W: usize> {
    plain: Plain<W>,
    board: Board<W>,
    dues: Vec<(u32, Due)>,
    fixed_finish: Period,
    ordered: bool,
}

/// Whether a project is simple enough for it, and how many words it needs.
pub(crate) fn words(instance: &Instance) -> Option<usize> {
    let project = &instance.project;
    let words = project.resources.len().div_ceil(LANES).max(1);
    if words > 2 || instance.horizon > HORIZON_MAX {
        return None;
    }
    let active = instance
        .free
        .iter()
        .map(|at| &project.activities[*at as usize]);
    let calendars = active.clone().any(|activity| activity.calendar.is_some());
    let most_need = |resource: usize| {
        let needs = active.clone().flat_map(|activity| &activity.needs);
        needs
            .filter(|need| need.0 == resource)
            .map(|need| need.1)
            .max()
            .unwrap_or(0)
    };
    let narrow = project.resources.iter().enumerate().all(|(at, resource)| {
        let last = resource.steps.last().map_or(0, |step| step.1);
        resource.steps.iter().all(|step| step.1 <= LANE_MAX) && last >= most_need(at)
    });
    let fits = narrow && !calendars && project.budgets.is_empty();
    fits.then_some(words)
}

impl<const W: usize> Fast<W> {
    pub(crate) fn new(instance: &Instance) -> Fast<W> {
        let project = &instance.project;
        let count = instance.len();
        let activity = |at: &u32| &project.activities[*at as usize];
        let duration: Vec<Period> = instance
            .free
            .iter()
            .map(|at| activity(at).duration)
            .collect();
        let needs = |at: &u32| {
            let mut all = vec![0u32; project.resources.len()];
            for (resource, units) in &activity(at).needs {
                all[*resource] += units;
            }
            lanes(all.into_iter().enumerate())
        };
        let ahead = instance
            .links
            .iter()
            .map(|link| (link.from, link.to, link.distance));
        let back = instance.links.iter().map(|link| {
            let between = link.distance + duration[link.to as usize] - duration[link.from as usize];
            (link.to, link.from, between)
        });
        let last = project
            .resources
            .iter()
            .map(|resource| resource.steps.last().map_or(0, |step| step.1));
        let plain = Plain {
            need: instance.free.iter().map(needs).collect(),
            ahead: Side::new(count, ahead),
            back: Side::new(count, back),
            earliest: instance.earliest.clone(),
            latest_finish: instance.latest_finish.clone(),
            varying: varying(instance),
            steady: guarded(lanes(last.enumerate())),
            horizon: instance.horizon as usize + 1,
            duration,
        };
        // A link whose distance is not positive lets the successor come first by start.
        let ordered = instance.links.iter().all(|link| {
            let back = link.distance + plain.duration[link.to as usize];
            link.distance >= 0 && back >= plain.duration[link.from as usize]
        });
        Fast {
            board: Board::new(&plain),
            dues: dues(instance),
            fixed_finish: instance.fixed_finish,
            ordered,
            plain,
        }
    }
}

/// Wishes and musts of the activities to be planned, by new number.
pub(crate) fn dues(instance: &Instance) -> Vec<(u32, Due)> {
    let mut dues = Vec::new();
    for (at, id) in instance.free.iter().enumerate() {
        dues.extend(
            instance.project.activities[*id as usize]
                .due
                .map(|due| (at as u32, due)),
        );
    }
    dues
}

/// Free units of each resource by period while they vary, then those for ever after: steps of the
/// resources less what facts hold.
pub(crate) fn units(instance: &Instance) -> Vec<Vec<u32>> {
    let project = &instance.project;
    let steps = project
        .resources
        .iter()
        .filter_map(|resource| resource.steps.last());
    let fixed = || {
        let activities = project.activities.iter();
        activities.filter_map(|activity| activity.fixed_start.map(|start| (activity, start)))
    };
    let ends = fixed().map(|(activity, start)| start + activity.duration);
    let end = steps
        .map(|step| step.0)
        .chain(ends)
        .max()
        .unwrap_or(0)
        .max(0);
    let resources = project.resources.iter();
    let mut units: Vec<Vec<u32>> = resources
        .map(|resource| (0..=end).map(|period| resource.units_in(period)).collect())
        .collect();
    for (activity, start) in fixed() {
        for (resource, need) in &activity.needs {
            for period in start.max(0)..(start + activity.duration).max(0) {
                let free = &mut units[*resource][period as usize];
                *free = free.saturating_sub(*need);
            }
        }
    }
    units
}

fn varying<const W: usize>(instance: &Instance) -> Vec<Row<W>> {
    let units = units(instance);
    let end = units.first().map_or(0, |units| units.len() - 1);
    let row = |period: usize| guarded(lanes(units.iter().map(|units| units[period]).enumerate()));
    (0..end).map(row).collect()
}

impl<const W: usize> Decoder for Fast<W> {
    fn len(&self) -> usize {
        self.plain.duration.len()
    }

    fn forward(&mut self, list: &[u32], starts: &mut [Period], reach: Period) -> Period {
        let makespan = self.board.forward(&self.plain, list, starts, reach);
        makespan.max(self.fixed_finish)
    }

    fn backward(&mut self, list: &[u32], starts: &mut [Period], makespan: Period) {
        self.board.backward(&self.plain, list, starts, makespan);
        for (start, duration) in starts.iter_mut().zip(&self.plain.duration) {
            *start = makespan - *start - duration;
        }
    }

    fn finish(&self, at: u32, start: Period) -> Period {
        start + self.plain.duration[at as usize]
    }

    fn cost(&self, starts: &[Period], makespan: Period) -> Cost {
        let mut late = 0;
        for (at, due) in &self.dues {
            let finish = starts[*at as usize] + self.plain.duration[*at as usize];
            late += u64::from(due.weight) * i64::from(finish - due.at).max(0) as u64;
        }
        for (at, latest) in self.plain.latest_finish.iter().enumerate() {
            let finish = starts[at] + self.plain.duration[at];
            if finish > *latest {
                late += MUST_WEIGHT * (finish - latest) as u64;
            }
        }
        Cost { late, makespan }
    }

    fn ordered_by_start(&self) -> bool {
        self.ordered
    }

    fn mend(&mut self, list: &mut [u32], forward: bool) {
        let side = if forward {
            &self.plain.ahead
        } else {
            &self.plain.back
        };
        mend(side, list);
    }
}

/// Puts predecessors first: each activity in turn after those it waits for.
pub(crate) fn mend(side: &Side, list: &mut [u32]) {
    let mut put = vec![false; list.len()];
    let mut mended = Vec::with_capacity(list.len());
    let mut stack: Vec<(u32, usize)> = Vec::new();
    for &root in list.iter() {
        if put[root as usize] {
            continue;
        }
        stack.push((root, 0));
        while let Some((at, next)) = stack.pop() {
            match side.links_of(at).get(next) {
                Some(&(before, _)) => {
                    stack.push((at, next + 1));
                    if !put[before as usize] {
                        stack.push((before, 0));
                    }
                }
                None if !put[at as usize] => {
                    put[at as usize] = true;
                    mended.push(at);
                }
                None => {}
            }
        }
    }
    list.copy_from_slice(&mended);
}
