//! A plan with its resources, as the search for plans under limits wants it: whole periods from a
//! first moment on.
//!
//! Working lags become activities without needs, so that calendars hold. What must be by a date is
//! wished with a great weight: a plan that breaks it says so. Material is not limited, levels of
//! effort hold no resource, and a resource's own calendar is not asked: work follows the calendar
//! of its activity.

use planfile::Plan;
use schedule::{ActivityId, CalendarId, Kind, Lag, Minute, Options, Progress, Schedule};
use solve::project::{self, Due, Period, Project, Relation};

use super::Loaded;

/// Weight of a period beyond a date that must be met, beside wishes of weight 1.
const MUST: u32 = 1_000;

/// Shortest period in minutes of a plan with dates; work is rounded up to whole ones.
const PERIOD_MIN: i64 = 15;

/// Days that calendars are written out for, at most: forty years.
const DAYS_MAX: i64 = 40 * 366;

/// A plan as a project of periods.
pub(in crate::commands) struct Limited {
    pub(in crate::commands) project: Project,
    /// Minutes of a period.
    pub(in crate::commands) unit: i64,
    /// Where period 0 begins.
    pub(in crate::commands) base: Minute,
    /// Place in the project of each activity still to be planned.
    pub(in crate::commands) place: Vec<Option<usize>>,
}

impl Limited {
    /// The project of a plan, its periods as long as its times allow.
    pub(in crate::commands) fn new(loaded: &Loaded) -> Limited {
        let unit = unit(&loaded.plan);
        Limited::with_unit(loaded, unit)
    }

    /// The same, to the minute.
    pub(in crate::commands) fn by_minutes(loaded: &Loaded) -> Limited {
        Limited::with_unit(loaded, 1)
    }

    fn with_unit(loaded: &Loaded, unit: i64) -> Limited {
        let schedule = loaded.network.schedule(&Options::default());
        let plan = &loaded.plan;
        let first = plan.start.max(plan.data_date.unwrap_or(plan.start));
        let mut making = Making {
            plan,
            schedule: &schedule,
            children: children(plan),
            made: Limited {
                project: Project::default(),
                unit,
                base: Minute(first.0.div_euclid(unit) * unit),
                place: Vec::new(),
            },
        };
        making.calendars();
        making.activities();
        for row in &plan.links {
            making.link(&row.link);
        }
        making.resources();
        making.made
    }

    /// Whether any limit is there to be kept.
    pub(in crate::commands) fn has_limits(&self) -> bool {
        !self.project.resources.is_empty()
    }

    pub(in crate::commands) fn moment(&self, period: Period) -> Minute {
        Minute(self.base.0 + i64::from(period) * self.unit)
    }

    /// Whole periods up to a moment.
    pub(in crate::commands) fn period(&self, at: Minute) -> Period {
        clamped((at.0 - self.base.0).div_euclid(self.unit))
    }

    /// The first period that begins at a moment or later.
    fn period_from(&self, at: Minute) -> Period {
        clamped(-(self.base.0 - at.0).div_euclid(self.unit))
    }

    fn periods(&self, minutes: i64) -> Period {
        clamped(-(-minutes).div_euclid(self.unit))
    }
}

fn clamped(periods: i64) -> Period {
    periods.clamp(-9_000_000, 200_000_000) as Period
}

/// The longest period that all times are whole numbers of.
fn unit(plan: &Plan) -> i64 {
    if matches!(
        plan.format,
        planfile::Format::PsplibSm | planfile::Format::Rcp
    ) {
        return 1;
    }
    let mut unit = 1440;
    let mut divide = |minutes: i64| unit = gcd(unit, minutes.abs());
    divide(plan.start.0);
    divide(plan.data_date.unwrap_or(plan.start).0);
    for row in &plan.activities {
        let activity = &row.activity;
        if activity.actual_finish.is_none() && !activity.is_span() {
            divide(activity.remaining.unwrap_or(activity.duration));
            activity.splits.iter().for_each(|split| divide(split.gap));
            let shifts = plan.calendars.get(activity.calendar.0 as usize);
            for shift in shifts.iter().flat_map(|of| of.week.iter().flatten()) {
                divide(i64::from(shift.from));
                divide(i64::from(shift.to));
            }
        }
    }
    for row in &plan.links {
        let from = plan.activities.get(row.link.from.0 as usize);
        divide(
            row.link
                .lag
                .minutes(from.map_or(0, |row| row.activity.duration)),
        );
    }
    unit.max(PERIOD_MIN)
}

fn gcd(one: i64, other: i64) -> i64 {
    if other == 0 {
        one
    } else {
        gcd(other, one % other)
    }
}

/// The parts of each summary, however deep, levels of effort and summaries left out.
fn children(plan: &Plan) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); plan.activities.len()];
    for (at, row) in plan.activities.iter().enumerate() {
        if row.activity.is_span() {
            continue;
        }
        let (mut parent, mut steps) = (row.activity.parent, 0);
        while let Some(id) = parent
            && steps < plan.activities.len()
        {
            children[id.0 as usize].push(at);
            parent = plan.activities[id.0 as usize].activity.parent;
            steps += 1;
        }
    }
    children
}

struct Making<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    children: Vec<Vec<usize>>,
    made: Limited,
}

impl Making<'_> {
    fn calendars(&mut self) {
        let made = &self.made;
        let finish = self.schedule.project_finish();
        let work = self.plan.activities.iter().map(|row| row.activity.duration);
        let work: i64 = work.fold(0, i64::saturating_add);
        // One after the other, three working hours a day.
        let days = (finish.0 - made.base.0) / 1440 * 3 + work.saturating_mul(8) / 1440 + 800;
        let days = days.min(DAYS_MAX);
        let first = made.base.date();
        let specs = self.plan.calendars.iter().map(|spec| {
            let mut off = Vec::new();
            let mut rested = 0;
            let mut date = first;
            for day in 0..days {
                let midnight = Minute(Minute::start_of(first).0 + day * 1440);
                for shift in spec.shifts_of(date) {
                    let from = made.period_from(Minute(midnight.0 + i64::from(shift.from)));
                    let to = made.period(Minute(midnight.0 + i64::from(shift.to)));
                    let from = from.max(0);
                    if from < to {
                        if rested < from {
                            off.push((rested, from));
                        }
                        rested = rested.max(to);
                    }
                }
                let Ok(next) = date.tomorrow() else { break };
                date = next;
            }
            project::Calendar {
                key: spec.name.clone(),
                off,
            }
        });
        let calendars = specs.collect();
        self.made.project.calendars = calendars;
    }

    /// A calendar, unless it never rests.
    fn calendar(&self, id: CalendarId) -> Option<usize> {
        let calendar = self.made.project.calendars.get(id.0 as usize)?;
        (!calendar.off.is_empty()).then_some(id.0 as usize)
    }

    fn activities(&mut self) {
        for (row, id) in self.plan.activities.iter().zip((0..).map(ActivityId)) {
            let given = &row.activity;
            if given.is_span() || given.actual_finish.is_some() {
                self.made.place.push(None);
                continue;
            }
            let times = self.schedule.times(id);
            let begin = self.schedule.remaining_start(id);
            let gaps: i64 = given.splits.iter().map(|split| split.gap).sum();
            let work = match (given.kind, given.actual_start, given.expected_finish) {
                (Kind::StartMilestone | Kind::FinishMilestone, ..) => 0,
                (_, None, None) => given.duration + gaps,
                // What remains, or is stretched to end where it is expected to.
                _ => self.worked(given.calendar, begin, times.early_finish),
            };
            let started = given.actual_start.is_some();
            let mut release = if started {
                Some(begin)
            } else {
                given.start_not_earlier
            };
            release = release.max(given.must_start);
            let back = |finish: Option<Minute>| {
                finish.map(|at| self.counted_back(given.calendar, at, work))
            };
            release = release
                .max(back(given.finish_not_earlier))
                .max(back(given.must_finish));
            let latest = [given.finish_not_later, given.must_finish]
                .into_iter()
                .flatten()
                .min();
            self.made
                .place
                .push(Some(self.made.project.activities.len()));
            let made = project::Activity {
                key: row.code.clone(),
                duration: self.made.periods(work),
                calendar: self.calendar(given.calendar).filter(|_| work > 0),
                start_not_earlier: release.map_or(0, |at| self.made.period_from(at).max(0)),
                due: latest.map(|at| Due {
                    at: self.made.period(at).max(0),
                    weight: MUST,
                }),
                ..project::Activity::default()
            };
            self.made.project.activities.push(made);
        }
    }

    fn worked(&self, calendar: CalendarId, from: Minute, to: Minute) -> i64 {
        let built = self.plan.calendars[calendar.0 as usize].build();
        built
            .map_or(to.0 - from.0, |of| of.working_minutes_between(from, to))
            .max(0)
    }

    fn counted_back(&self, calendar: CalendarId, finish: Minute, work: i64) -> Minute {
        let built = self.plan.calendars[calendar.0 as usize].build();
        built.map_or(finish, |of| of.add_working_minutes(finish, -work))
    }

    /// The activities that an end of a link stands for.
    fn ends(&self, id: ActivityId) -> Vec<usize> {
        match self.plan.activities[id.0 as usize].activity.kind {
            Kind::Summary => self.children[id.0 as usize].clone(),
            Kind::LevelOfEffort => Vec::new(),
            _ => vec![id.0 as usize],
        }
    }

    fn link(&mut self, link: &schedule::Link) {
        for from in self.ends(link.from) {
            for to in self.ends(link.to) {
                self.tie(link, from, to);
            }
        }
    }

    fn tie(&mut self, link: &schedule::Link, from: usize, to: usize) {
        let Some(end) = self.made.place[to] else {
            return;
        };
        let (before, after) = (
            &self.plan.activities[from].activity,
            &self.plan.activities[to].activity,
        );
        if after.actual_start.is_some() && self.plan.progress != Progress::RetainedLogic {
            return;
        }
        let minutes = link.lag.minutes(before.duration);
        let relation = match link.relation {
            schedule::Relation::FinishToStart => Relation::FinishToStart,
            schedule::Relation::StartToStart => Relation::StartToStart,
            schedule::Relation::FinishToFinish => Relation::FinishToFinish,
            schedule::Relation::StartToFinish => Relation::StartToFinish,
        };
        let calendar = match link.lag {
            Lag::Elapsed(_) => None,
            Lag::WorkingIn(calendar, _) => Some(calendar),
            Lag::Working(_) | Lag::Percent(_) => Some(before.calendar),
        };
        let fact = if relation.from_finish() {
            before.actual_finish
        } else {
            before.actual_start
        };
        let begin = match (fact, self.made.place[from]) {
            // It is over: what is left of its lag is a release.
            (Some(fact), _) => return self.release(end, relation, (fact, calendar, minutes)),
            (None, Some(begin)) => begin,
            (None, None) => return,
        };
        let lagged = calendar.and_then(|calendar| self.calendar(calendar));
        let link = |from, to, relation, lag| project::Link {
            from,
            to,
            relation,
            lag,
        };
        let lag = self.made.periods(minutes);
        let made = &mut self.made.project;
        if minutes <= 0 || lagged.is_none() {
            made.links.push(link(begin, end, relation, lag));
            return;
        }
        // A lag of working time is work without needs.
        let wait = made.activities.len();
        made.activities.push(project::Activity {
            key: format!("{} + {minutes}", made.activities[begin].key),
            duration: lag,
            calendar: lagged,
            ..project::Activity::default()
        });
        let (first, second) = match relation {
            Relation::FinishToStart => (Relation::FinishToStart, Relation::FinishToStart),
            Relation::StartToStart => (Relation::StartToStart, Relation::FinishToStart),
            Relation::FinishToFinish => (Relation::FinishToStart, Relation::FinishToFinish),
            Relation::StartToFinish => (Relation::StartToStart, Relation::FinishToFinish),
        };
        made.links.push(link(begin, wait, first, 0));
        made.links.push(link(wait, end, second, 0));
    }

    fn release(
        &mut self,
        end: usize,
        relation: Relation,
        (fact, calendar, minutes): (Minute, Option<CalendarId>, i64),
    ) {
        let over = match calendar {
            Some(calendar) => self.counted_back(calendar, fact, -minutes),
            None => Minute(fact.0 + minutes),
        };
        let mut at = self.made.period_from(over);
        let activity = &mut self.made.project.activities[end];
        if !relation.to_start() {
            // Rests between are left out of account: never later than it must be.
            at -= activity.duration;
        }
        activity.start_not_earlier = activity.start_not_earlier.max(at);
    }

    /// Resources with a limit that something needs.
    fn resources(&mut self) {
        let made = &mut self.made;
        for (at, resource) in self.plan.resources.iter().enumerate() {
            let Some(capacity) = resource.capacity.filter(|_| !resource.consumed) else {
                continue;
            };
            let of = |demand: &&planfile::Demand| demand.resource as usize == at;
            let demands = self
                .plan
                .demands
                .iter()
                .filter(of)
                .filter(|of| of.units > 0);
            let mut needs: Vec<(usize, i64)> = demands
                .filter_map(|of| Some((made.place[of.activity.0 as usize]?, of.units)))
                .collect();
            if needs.is_empty() {
                continue;
            }
            needs.sort_unstable();
            // Whole units where all are whole: small numbers are searched faster.
            let whole = capacity % 100 == 0 && needs.iter().all(|need| need.1 % 100 == 0);
            let scale = if whole { 100 } else { 1 };
            let units = |of: i64| u32::try_from(of / scale).unwrap_or(u32::MAX);
            let number = made.project.resources.len();
            let name = if resource.name.is_empty() {
                &resource.key
            } else {
                &resource.name
            };
            let resource = project::Resource::constant(name, units(capacity));
            made.project.resources.push(resource);
            for (place, need) in needs {
                let activity = &mut made.project.activities[place];
                match activity.needs.last_mut() {
                    Some(last) if last.0 == number => last.1 = last.1.saturating_add(units(need)),
                    _ => activity.needs.push((number, units(need))),
                }
            }
        }
    }
}

/// Start and finish of every activity under a plan: what is over or spans others as the passes
/// have it, spans around what they span.
pub(in crate::commands) fn dates(
    loaded: &Loaded,
    limited: &Limited,
    starts: &[Period],
) -> Vec<(Minute, Minute)> {
    let schedule = loaded.network.schedule(&Options::default());
    let rows = &loaded.plan.activities;
    let mut dates: Vec<(Minute, Minute)> = (0..rows.len() as u32)
        .map(|id| {
            let times = schedule.times(ActivityId(id));
            (times.planned_start, times.planned_finish)
        })
        .collect();
    for (at, place) in limited.place.iter().enumerate() {
        let Some(place) = place else { continue };
        let activity = &limited.project.activities[*place];
        let finish = solve::checker::finish(&limited.project, activity, starts[*place]);
        let start = limited.moment(starts[*place]);
        dates[at] = (
            rows[at].activity.actual_start.unwrap_or(start),
            limited.moment(finish),
        );
    }
    for (summary, parts) in children(&loaded.plan).into_iter().enumerate() {
        let around = parts.iter().map(|at| dates[*at]);
        let around = around.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
        if let Some(around) = around {
            dates[summary] = around;
        }
    }
    dates
}
