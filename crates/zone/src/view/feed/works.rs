//! The projects that feed an indicator: what each has done, what its plan wants, how it stands.

use std::collections::BTreeMap;

use forecast::{Course, Experience, Work};
use jiff::civil::Date;

use super::{Assumed, LISTED, WhatIf, WorkRow, WorkState};
use crate::figures::{Figures, days_between, planned_to_date, reported_of_year};
use crate::indicator::{Feed, Month};
use crate::project::Project;
use crate::rule::TimeShareKind;
use crate::view::wall_rows::is_seen;
use crate::view::{Looking, gates, needs};
use crate::{Fen, Field, ProjectId, Zone};

/// Days of a month on average.
const MONTH_DAYS: f64 = 365.25 / 12.0;

/// Years back in which starts of projects tell how late others were.
const YEARS_BACK: i16 = 3;

/// A project with what the engine needs of it.
pub(super) struct Fed<'a> {
    pub(super) project: &'a Project,
    pub(super) state: WorkState,
    pub(super) planned: Fen,
    pub(super) done: Fen,
    planned_start: Option<Date>,
    work: Work,
}

/// All projects with a plan for the year.
pub(super) struct Found<'a> {
    pub(super) month: Month,
    pub(super) works: Vec<Fed<'a>>,
    pub(super) experience: Experience,
}

impl<'a> Found<'a> {
    pub(super) fn of(zone: &'a Zone, on: Date, month: Month, feed: Feed) -> Found<'a> {
        let all = || zone.projects.values().filter(|own| own.is_on_wall(on));
        let works: Vec<Fed<'a>> = all()
            .filter_map(|project| Fed::of(project, on, month, feed))
            .collect();
        let delays = zone.projects.values().filter_map(|own| delay(own, on));
        Found {
            month,
            experience: Experience {
                delays: delays.collect(),
                spread: spread(&works, month, feed),
            },
            works,
        }
    }

    pub(super) fn count(&self, state: WorkState) -> usize {
        self.works.iter().filter(|own| own.state == state).count()
    }

    /// The works with what is assumed of them; those that bring their plan for certain apart.
    pub(super) fn assumed(&self, what_if: &WhatIf) -> (Vec<Work>, BTreeMap<ProjectId, Fen>) {
        let mut certain = BTreeMap::new();
        let works = self.works.iter().map(|own| {
            let mut work = own.work.clone();
            match (what_if.get(&own.project.id), own.planned_start) {
                (Some(Assumed::Begins(date)), Some(planned)) if own.state == WorkState::Waits => {
                    work.course = Course::Shifted(months(planned, *date));
                }
                (Some(Assumed::AsPlanned), _) if own.state != WorkState::Rests => {
                    work.plan = [0.0; 12];
                    let rest = Fen((own.planned - own.done).0.max(0));
                    certain.insert(own.project.id, rest);
                }
                _ => {}
            }
            work
        });
        (works.collect(), certain)
    }
}

impl<'a> Fed<'a> {
    fn of(project: &'a Project, on: Date, month: Month, feed: Feed) -> Option<Fed<'a>> {
        let end = month.last_day().min(on);
        let planned = project.money(&Field::YearPlan(on.year()), on)?;
        let done = done(project, end, feed);
        let date = |field: Field| project.date(&field, on);
        let happened = |field: Field| date(field).filter(|day| *day <= on);
        let planned_start = date(Field::PlannedStart);
        let ended = happened(Field::ActualFinish).is_some() || project.standing(on).is_some();
        let begun = happened(Field::ActualStart).is_some() || done.0 > 0;
        let state = match (ended, begun || planned_start.is_none()) {
            (true, _) => WorkState::Rests,
            (_, true) => WorkState::UnderWay,
            (_, false) => WorkState::Waits,
        };
        let mut plan = plan_by_month(project, on, planned);
        let course = match (state, planned_start) {
            (WorkState::Waits, Some(planned)) => Course::Waits(months(planned, on)),
            _ => {
                // What was planned for months gone is not made up for.
                let gone = if ended { 12 } else { month.month as usize };
                plan.iter_mut().take(gone).for_each(|own| *own = 0.0);
                Course::Shifted(0.0)
            }
        };
        let to_date = planned_by(project, end, planned);
        Some(Fed {
            work: Work {
                key: u64::from(project.id.0),
                done: done.0 as f64,
                planned: (state == WorkState::UnderWay).then_some(to_date),
                plan,
                course,
            },
            project,
            state,
            planned,
            done,
            planned_start,
        })
    }
}

fn done(project: &Project, on: Date, feed: Feed) -> Fen {
    let done = match feed {
        Feed::Reported => reported_of_year(project, on),
        Feed::Certified => project.money_of_year(&Field::CertifiedYtd, on),
    };
    done.unwrap_or(Fen(0))
}

/// The months' plans in fen: as recorded, else the year's plan evenly from the planned start to
/// the planned finish.
fn plan_by_month(project: &Project, on: Date, year_plan: Fen) -> [f64; 12] {
    let year = on.year();
    let own = |month: i8| project.money(&Field::MonthPlan(year, month), on);
    let mut plan = [0.0; 12];
    if (1..=12).any(|month| own(month).is_some()) {
        for (month, amount) in (1..).zip(&mut plan) {
            *amount = own(month).map_or(0.0, |own| own.0 as f64);
        }
        return plan;
    }
    let of_year = |field: Field| project.date(&field, on).filter(|date| date.year() == year);
    let month_of = |date: Date| date.month() as usize;
    let from = of_year(Field::PlannedStart).map_or(1, month_of);
    let to = of_year(Field::PlannedFinish).map_or(12, month_of).max(from);
    let amount = year_plan.0 as f64 / (to - from + 1) as f64;
    plan[from - 1..to].fill(amount);
    plan
}

/// Months from one date to another, below nought back.
fn months(from: Date, to: Date) -> f64 {
    f64::from(days_between(from, to)) / MONTH_DAYS
}

/// Months by which a project began after its plan, of late years.
fn delay(project: &Project, on: Date) -> Option<f64> {
    let planned = project.date(&Field::PlannedStart, on)?;
    let actual = project
        .date(&Field::ActualStart, on)
        .filter(|day| *day <= on)?;
    let late = actual.year() > on.year() - YEARS_BACK;
    late.then(|| months(planned, actual).max(0.0))
}

/// Spread of the pace of all together where too few months are known to tell.
const SPREAD_UNKNOWN: f64 = 0.15;

/// Spread of what all under way brought of their plans, month by month of the year to date.
fn spread(works: &[Fed<'_>], month: Month, feed: Feed) -> f64 {
    let under_way = || works.iter().filter(|own| own.state == WorkState::UnderWay);
    let to_date = |ended: i8| {
        let end = Month {
            month: ended,
            ..month
        }
        .last_day();
        let sums = under_way().map(|own| {
            let planned = planned_by(own.project, end, own.planned);
            (done(own.project, end, feed).0 as f64, planned)
        });
        sums.fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
    };
    let mut before = (0.0, 0.0);
    let mut paces = Vec::new();
    for ended in 1..=month.month {
        let now = to_date(ended);
        if now.1 > before.1 {
            paces.push((now.0 - before.0) / (now.1 - before.1));
        }
        before = now;
    }
    let mean = paces.iter().sum::<f64>() / paces.len() as f64;
    if paces.len() < 3 || mean <= 0.0 {
        return SPREAD_UNKNOWN;
    }
    let squares = paces.iter().map(|pace| (pace / mean - 1.0).powi(2));
    (squares.sum::<f64>() / (paces.len() - 1) as f64).sqrt()
}

/// What the plan wanted by the end of a month, in fen.
fn planned_by(project: &Project, end: Date, year_plan: Fen) -> f64 {
    let recorded = planned_to_date(project, end).map(|own| own.0 as f64);
    let months = end.month() as usize;
    recorded.unwrap_or_else(|| {
        let even = plan_by_month(project, end, year_plan);
        even.iter().take(months).sum()
    })
}

/// The projects the viewer may see, whoever falls furthest short first.
pub(super) fn rows(
    zone: &Zone,
    looking: Looking<'_>,
    found: &Found<'_>,
    what_if: &WhatIf,
    as_it_goes: &[Fen],
    shown: &[Fen],
) -> Vec<WorkRow> {
    let works = found.works.iter().zip(as_it_goes.iter().zip(shown));
    let mut works: Vec<_> = works
        .filter(|own| is_seen(zone, looking, own.0.project))
        .collect();
    let short = |own: &Fed<'_>, rest: Fen| own.planned - own.done - rest;
    works.sort_by_key(|(own, (rest, _))| (std::cmp::Reverse(short(own, **rest)), own.project.id));
    // What is assumed stays in sight.
    let assumed = |own: &Fed<'_>| what_if.contains_key(&own.project.id);
    let listed = works.into_iter().enumerate();
    let listed = listed.filter(|(place, (own, _))| *place < LISTED || assumed(own));
    listed
        .map(|(_, (own, (as_it_goes, shown)))| WorkRow {
            short: short(own, *as_it_goes),
            expected: own.done + *shown,
            ..row(zone, looking, own, what_if.get(&own.project.id))
        })
        .collect()
}

fn row(zone: &Zone, looking: Looking<'_>, own: &Fed<'_>, assumed: Option<&Assumed>) -> WorkRow {
    let (project, on) = (own.project, looking.true_on);
    let unit = zone.lead_unit(project, on);
    let needs = || {
        let figures = Figures::of(looking.calendars, project, on, TimeShareKind::MonthEnd);
        let gates = gates::of(project, on);
        let needs = needs::of(zone, looking, project, &figures, &gates);
        needs.into_iter().map(|need| need.text).collect()
    };
    WorkRow {
        id: project.id,
        name: project.name_on(on).to_owned(),
        unit,
        unit_name: unit.and_then(|id| Some(zone.units.get(&id)?.name_on(on).to_owned())),
        state: own.state,
        planned_start: own.planned_start,
        planned: own.planned,
        done: own.done,
        expected: own.done,
        short: Fen(0),
        needs: if own.state == WorkState::Rests {
            Vec::new()
        } else {
            needs()
        },
        begins: assumed.and_then(|assumed| match assumed {
            Assumed::Begins(date) => Some(*date),
            Assumed::AsPlanned => None,
        }),
        as_planned: assumed == Some(&Assumed::AsPlanned),
    }
}
