//! What a schedule file says, whatever its format.

use crate::limits::UNION_MAX;
use crate::problem::{Place, Problem, Problems, Refusal};
use crate::week::CalendarSpec;
use calendar::{Calendar, Minute};
use schedule::{
    Activity, ActivityId, CalendarId, Convention, Link, NetworkBuilder, Progress, Schedule,
    StartLags,
};
use std::collections::{BTreeMap, HashMap};

/// The format of a schedule file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Primavera P6 XER.
    Xer,
    /// Microsoft Project XML.
    Mspdi,
    /// Microsoft Project exchange (MPX).
    Mpx,
    /// GNOME Planner XML.
    Planner,
    /// PSPLIB `.sm`.
    PsplibSm,
    /// Patterson `.rcp`.
    Rcp,
    /// Made by a program, not read from a file of others.
    Own,
}

impl Format {
    /// Its name, as people say it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Xer => "Primavera XER",
            Format::Mspdi => "Microsoft Project XML",
            Format::Mpx => "MPX",
            Format::Planner => "Planner XML",
            Format::PsplibSm => "PSPLIB sm",
            Format::Rcp => "Patterson rcp",
            Format::Own => "Wallchart",
        }
    }
}

/// A schedule as read from a file, or to be written.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where it comes from.
    pub format: Format,
    /// The title of the project; may be empty.
    pub title: String,
    /// Nothing starts before.
    pub start: Minute,
    /// The data date (status date).
    pub data_date: Option<Minute>,
    /// The project must be over by then.
    pub required: Option<Minute>,
    /// What becomes of links into what has started.
    pub progress: Progress,
    /// Which start of a started activity its links tie.
    pub start_lags: StartLags,
    /// How late dates treat time off.
    pub convention: Convention,
    /// The calendars; [`Activity::calendar`] is a place here.
    pub calendars: Vec<CalendarSpec>,
    /// The project's own calendar.
    pub default_calendar: CalendarId,
    /// The activities; [`Link`] and [`Activity::parent`] are places here.
    pub activities: Vec<Row>,
    /// The links.
    pub links: Vec<LinkRow>,
    /// The resources.
    pub resources: Vec<Resource>,
    /// What activities need of them.
    pub demands: Vec<Demand>,
    /// What the file holds and was not used, by kind.
    pub unused: Vec<Unused>,
    /// The file writes dates without a time of day: of stored dates the days count.
    pub days_only: bool,
}

/// An activity of a file.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its key in the file (task id, UID, job number).
    pub key: String,
    /// The code people know it by; the key again if the format has none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What the engine needs of it.
    pub activity: Activity,
    /// Dates and floats as the file has them.
    pub stored: Stored,
    /// Scheduled by hand: its dates are given, not worked out.
    pub manual: bool,
    /// Where it stands in the file.
    pub place: Place,
}

/// Dates and floats stored in a file by the program that wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stored {
    /// Earliest start.
    pub early_start: Option<Minute>,
    /// Earliest finish.
    pub early_finish: Option<Minute>,
    /// Latest start.
    pub late_start: Option<Minute>,
    /// Latest finish.
    pub late_finish: Option<Minute>,
    /// Planned or scheduled start.
    pub start: Option<Minute>,
    /// Planned or scheduled finish.
    pub finish: Option<Minute>,
    /// Total float in working minutes.
    pub total_float: Option<i64>,
    /// Free float in working minutes.
    pub free_float: Option<i64>,
}

/// A link of a file.
#[derive(Debug, Clone)]
pub struct LinkRow {
    /// What the engine needs of it.
    pub link: Link,
    /// Where it stands.
    pub place: Place,
}

/// A resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its key in the file.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Hundredths of a unit there are at a time (100 is one person); none if not said.
    pub capacity: Option<i64>,
    /// Used up rather than occupied (material, money).
    pub consumed: bool,
    /// Its calendar, if it has one of its own.
    pub calendar: Option<CalendarId>,
}

/// What an activity needs of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// The activity.
    pub activity: ActivityId,
    /// Place among the resources.
    pub resource: u32,
    /// Hundredths of a unit needed at a time; of a consumed resource, in all.
    pub units: i64,
    /// Minutes of work, if said.
    pub work: Option<i64>,
}

/// Content of a kind that was read past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Table, column or element.
    pub kind: String,
    /// How many there are.
    pub count: usize,
    /// Where the first is.
    pub first: Place,
}

impl Plan {
    /// A plan without anything.
    pub fn new(format: Format) -> Plan {
        Plan {
            format,
            title: String::new(),
            start: Minute(0),
            data_date: None,
            required: None,
            progress: Progress::RetainedLogic,
            start_lags: StartLags::Actual,
            convention: Convention::Exact,
            calendars: Vec::new(),
            default_calendar: CalendarId(0),
            activities: Vec::new(),
            links: Vec::new(),
            resources: Vec::new(),
            demands: Vec::new(),
            unused: Vec::new(),
            days_only: false,
        }
    }

    /// Of the tasks that have no calendar of their own, each is worked whenever one of those
    /// assigned to it works, as Project has it.
    pub(crate) fn work_as_assigned(&mut self, is_free: impl Fn(u32) -> bool) {
        let mut of_task: BTreeMap<u32, Vec<CalendarId>> = BTreeMap::new();
        for demand in &self.demands {
            let resource = &self.resources[demand.resource as usize];
            let calendar = resource.calendar.filter(|_| !resource.consumed);
            if let Some(calendar) = calendar.filter(|_| is_free(demand.activity.0)) {
                of_task.entry(demand.activity.0).or_default().push(calendar);
            }
        }
        let mut unions: HashMap<Vec<CalendarId>, CalendarId> = HashMap::new();
        for (at, mut calendars) in of_task {
            calendars.sort_unstable();
            calendars.dedup_by_key(|id| {
                let spec = &self.calendars[id.0 as usize];
                (spec.week.clone(), spec.exceptions.clone())
            });
            let calendar = match calendars.as_slice() {
                [one] => *one,
                _ if calendars.len() > UNION_MAX => self.default_calendar,
                _ => *unions.entry(calendars.clone()).or_insert_with(|| {
                    let specs = calendars.iter().map(|id| &self.calendars[id.0 as usize]);
                    let union = crate::week::union(&specs.collect::<Vec<_>>());
                    self.calendars.push(union);
                    CalendarId(self.calendars.len() as u32 - 1)
                }),
            };
            self.activities[at as usize].activity.calendar = calendar;
        }
    }

    /// The network, ready to be changed or built. Activity and link ids are places in the plan.
    ///
    /// # Errors
    /// Calendars that cannot be (no working time), with their place.
    pub fn network(&self) -> Result<NetworkBuilder, Refusal> {
        let mut problems = Problems::default();
        let used = self.used_calendars();
        let (activities, links) = (self.activities.len(), self.links.len());
        let mut builder = NetworkBuilder::with_capacity(self.start, activities, links);
        for (spec, used) in self.calendars.iter().zip(used) {
            let made = if used {
                spec.build().unwrap_or_else(|refusal| {
                    for problem in &refusal.problems {
                        let place = Place {
                            path: format!("{} {}", spec.place.path, spec.name),
                            ..spec.place.clone()
                        };
                        problems.push(Problem::of_calendar(problem, place));
                    }
                    Calendar::continuous()
                })
            } else {
                Calendar::continuous()
            };
            builder.calendar(made);
        }
        problems.finish()?;
        if let Some(at) = self.data_date {
            builder.data_date(at);
        }
        builder.progress(self.progress);
        builder.start_lags(self.start_lags);
        builder.convention(self.convention);
        for row in &self.activities {
            builder.activity(row.activity.clone());
        }
        for row in &self.links {
            builder.link(row.link);
        }
        Ok(builder)
    }

    /// The network, built; what is wrong with it, with the place in the file.
    ///
    /// # Errors
    /// Everything wrong with calendars, activities and links.
    pub fn build(&self) -> Result<(NetworkBuilder, schedule::Network), Refusal> {
        let builder = self.network()?;
        match builder.build() {
            Ok(network) => Ok((builder, network)),
            Err(refusal) => {
                let mut problems = Problems::default();
                for problem in &refusal.problems {
                    let place = self.place_of(problem);
                    problems.push(Problem::of_network(problem, place));
                }
                Err(problems
                    .finish()
                    .err()
                    .unwrap_or_else(|| Problem::cut_off(Place::default()).into()))
            }
        }
    }

    /// The dates of an activity as the program the file comes from would store them. P6 shows of
    /// started work what remains of it, of finished work where its links would let it be, and of
    /// what is planned as late as possible that plan; the others show early and late dates, Planner
    /// with a finish where the work ends even if a link reaches to the next morning.
    ///
    /// # Panics
    /// If the id is not one of this plan, or the schedule is of another.
    pub fn shown(&self, schedule: &Schedule, id: ActivityId) -> Stored {
        let times = schedule.times(id);
        let mut early = (times.planned_start, times.planned_finish);
        let mut late = (times.late_start, times.late_finish);
        let activity = &self.activities[id.0 as usize].activity;
        if self.format == Format::Xer && activity.actual_start.is_some() {
            early.0 = schedule.remaining_start(id);
            late.0 = schedule.remaining_late_start(id);
            if activity.actual_finish.is_some() {
                let at = schedule.data_date().map_or(early.0, |now| now.max(early.0));
                early = (at, at);
                late.1 = schedule.remaining_late_finish(id);
            }
        }
        if self.format == Format::Planner && activity.duration > 0 {
            early.1 = schedule.network().calendar_of(id).previous_working(early.1);
        }
        Stored {
            early_start: Some(early.0),
            early_finish: Some(early.1),
            late_start: Some(late.0),
            late_finish: Some(late.1),
            start: Some(times.planned_start),
            finish: Some(times.planned_finish),
            total_float: Some(times.total_float),
            free_float: Some(times.free_float),
        }
    }

    /// Where the activity or link of a problem stands.
    fn place_of(&self, problem: &schedule::Problem) -> Place {
        use schedule::Problem as Of;
        let named = |name: &str| {
            let row = self.activities.iter().find(
                |row| matches!(&row.activity.key, schedule::Key::Text(key) if **key == *name),
            );
            row.map(|row| row.place.clone()).unwrap_or_default()
        };
        match problem {
            Of::LinkToNothing { link, .. }
            | Of::SelfLink { link, .. }
            | Of::LinkInsideSummary { link, .. }
            | Of::Lag { link, .. } => {
                let row = self.links.get(*link as usize);
                row.map(|row| row.place.clone()).unwrap_or_default()
            }
            Of::Loop { activities } => named(activities.first().map_or("", String::as_str)),
            Of::Duration { activity, .. }
            | Of::Moment { activity, .. }
            | Of::FinishBeforeStart { activity, .. }
            | Of::RemainingContradicts { activity, .. }
            | Of::ActualInFuture { activity, .. }
            | Of::ConstraintsContradict { activity, .. }
            | Of::NoSummary { activity, .. }
            | Of::Split { activity, .. }
            | Of::TooFar { activity } => named(activity),
            Of::DuplicateKey { key, .. } => named(key),
            Of::NoCalendar { of, .. } => named(of),
            _ => Place::default(),
        }
    }

    fn used_calendars(&self) -> Vec<bool> {
        let mut used = vec![false; self.calendars.len()];
        let mut mark = |id: CalendarId| {
            if let Some(used) = used.get_mut(id.0 as usize) {
                *used = true;
            }
        };
        mark(self.default_calendar);
        for row in &self.activities {
            mark(row.activity.calendar);
        }
        for row in &self.links {
            if let schedule::Lag::WorkingIn(calendar, _) = row.link.lag {
                mark(calendar);
            }
        }
        used
    }
}

/// Counts what is read past.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<String, (usize, Place)>);

impl Tally {
    pub(crate) fn add(&mut self, kind: &str, place: impl FnOnce() -> Place) {
        match self.0.get_mut(kind) {
            Some((count, _)) => *count += 1,
            None => {
                self.0.insert(kind.to_owned(), (1, place()));
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<Unused> {
        let all = self.0.into_iter();
        all.map(|(kind, (count, first))| Unused { kind, count, first })
            .collect()
    }
}
