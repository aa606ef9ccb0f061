//! Random networks for the property tests.

use calendar::{Calendar, Minute, Shift, Week};
use proptest::prelude::*;
use schedule::{
    Activity, ActivityId, CalendarId, Kind, Lag, Link, NetworkBuilder, Progress, Relation, Split,
};
use std::sync::OnceLock;

/// Monday 5 January 2026, 00:00.
pub(crate) const BASE: Minute = Minute(9501 * 1440);

/// Office, site (six days, three shifts), night shift, around the clock.
pub(crate) fn calendars() -> [Calendar; 4] {
    static ALL: OnceLock<[Calendar; 4]> = OnceLock::new();
    let make = || {
        let site = [
            Shift::hm(6, 0, 10, 0),
            Shift::hm(10, 30, 14, 0),
            Shift::hm(18, 0, 20, 0),
        ];
        let night = [Shift::hm(0, 0, 6, 0), Shift::hm(22, 0, 24, 0)];
        let build = |name, week| Calendar::builder(name).week(week).build().expect("a week");
        [
            Calendar::china_five_day(),
            build("site", Week::uniform(6, &site)),
            build("night", Week::uniform(7, &night)),
            Calendar::continuous(),
        ]
    };
    ALL.get_or_init(make).clone()
}

pub(crate) fn relation(number: u8) -> Relation {
    match number {
        0 => Relation::FinishToStart,
        1 => Relation::StartToStart,
        2 => Relation::FinishToFinish,
        _ => Relation::StartToFinish,
    }
}

fn lag() -> impl Strategy<Value = Lag> {
    let minutes = prop_oneof![Just(0i64), -900..900i64, Just(480i64), Just(-480i64)];
    prop_oneof![
        3 => Just(Lag::NONE),
        2 => minutes.clone().prop_map(Lag::Working),
        1 => (0u32..4, minutes.clone()).prop_map(|(at, lag)| Lag::WorkingIn(CalendarId(at), lag)),
        2 => minutes.prop_map(|lag| Lag::Elapsed(lag * 3)),
        1 => (-5_000i32..15_000).prop_map(Lag::Percent),
    ]
}

fn moment() -> impl Strategy<Value = Minute> {
    let in_days = (-5i64..40).prop_map(|day| Minute(BASE.0 + day * 1440));
    let in_minutes = (-7_000i64..60_000).prop_map(|minute| Minute(BASE.0 + minute));
    prop_oneof![in_days, in_minutes]
}

fn plain_activity() -> impl Strategy<Value = Activity> {
    let duration =
        prop_oneof![1 => Just(0i64), 2 => 1i64..3_000, 2 => (1i64..8).prop_map(|d| d * 480)];
    (0u32..4, duration, prop::option::weighted(0.2, moment())).prop_map(
        |(calendar, duration, not_earlier)| {
            let mut activity = Activity::new(CalendarId(calendar), duration);
            activity.start_not_earlier = not_earlier;
            activity
        },
    )
}

/// Adds constraints and actuals; what contradicts itself is left out.
fn activity() -> impl Strategy<Value = Activity> {
    let bound = || prop::option::weighted(0.15, moment());
    let facts = (
        bound(),
        0i64..5_000,
        prop::option::of(0i64..2_000),
        any::<bool>(),
    );
    (
        plain_activity(),
        bound(),
        bound(),
        bound(),
        facts,
        prop::bool::weighted(0.15),
    )
        .prop_map(
            |(mut activity, start, finish_early, finish_late, facts, as_late)| {
                let plain = activity.clone();
                activity.start_not_later = start;
                activity.finish_not_earlier = finish_early;
                activity.finish_not_later = finish_late;
                activity.as_late_as_possible = as_late;
                let (actual, length, remaining, finished) = facts;
                if let Some(at) = actual {
                    activity.actual_start = Some(at);
                    if finished {
                        activity.actual_finish = Some(Minute(at.0 + length));
                    } else {
                        activity.remaining = remaining;
                    }
                }
                if builds(&activity) { activity } else { plain }
            },
        )
}

fn builds(activity: &Activity) -> bool {
    let mut builder = empty();
    builder.activity(activity.clone());
    builder.build().is_ok()
}

fn empty() -> NetworkBuilder {
    let mut builder = NetworkBuilder::new(BASE);
    for calendar in calendars() {
        builder.calendar(calendar);
    }
    builder
}

fn of(
    activities: impl Strategy<Value = Activity>,
    count_max: usize,
) -> impl Strategy<Value = NetworkBuilder> {
    let links = prop::collection::vec(
        (any::<u32>(), any::<u32>(), 0u8..4, lag()),
        0..count_max * 2,
    );
    (
        prop::collection::vec(activities, 0..count_max),
        links,
        any::<bool>(),
    )
        .prop_map(|(activities, links, reversed)| {
            let mut builder = empty();
            let count = activities.len() as u32;
            for activity in activities {
                builder.activity(activity);
            }
            for (a, b, number, lag) in links {
                let (a, b) = (a % count.max(1), b % count.max(1));
                // Always from lower to higher, or always the other way: never a loop.
                let (from, to) = if (a < b) == reversed { (b, a) } else { (a, b) };
                if from != to {
                    let (from, to) = (ActivityId(from), ActivityId(to));
                    builder.link(Link {
                        from,
                        to,
                        relation: relation(number),
                        lag,
                    });
                }
            }
            builder
        })
}

/// What a tool of today may put on top: mandatory dates, expected finishes, kinds, splits,
/// suspended work, summaries.
fn rich_activity() -> impl Strategy<Value = Activity> {
    let bound = |weight| prop::option::weighted(weight, moment());
    let kind = prop_oneof![
        8 => Just(Kind::Task),
        1 => Just(Kind::StartMilestone),
        1 => Just(Kind::FinishMilestone),
        1 => Just(Kind::LevelOfEffort),
        1 => Just(Kind::Summary),
    ];
    let splits = prop::collection::vec((0i64..900, 1i64..900), 0..3);
    let times = (bound(0.08), bound(0.08), bound(0.1), bound(0.3), bound(0.3));
    (activity(), kind, splits, times).prop_map(|(plain, kind, splits, times)| {
        let mut made = plain.clone();
        made.kind = kind;
        made.splits = splits
            .into_iter()
            .filter(|split| split.0 <= made.duration)
            .map(|(after, gap)| Split { after, gap })
            .collect();
        (made.must_start, made.must_finish, made.expected_finish) = (times.0, times.1, times.2);
        if made.actual_start.is_some() {
            (made.suspended, made.resume) = (times.3, times.4);
        }
        if builds(&made) { made } else { plain }
    })
}

/// Any network with anything a plan file may hold.
pub(crate) fn rich_network(count_max: usize) -> impl Strategy<Value = NetworkBuilder> {
    let progress = prop_oneof![
        Just(Progress::RetainedLogic),
        Just(Progress::Override),
        Just(Progress::ActualDates)
    ];
    let parents = prop::collection::vec(any::<u32>(), count_max);
    (of(rich_activity(), count_max), progress, parents).prop_map(|(builder, progress, parents)| {
        let mut builder = builder;
        builder.progress(progress);
        // A summary holds what stands after it; nothing holds itself.
        let count = builder.activities().len();
        for (at, drawn) in parents.into_iter().enumerate().take(count).skip(1) {
            let parent = drawn as usize % at;
            if builder.activities()[parent].kind == Kind::Summary
                && let Some(activity) = builder.activity_mut(ActivityId(at as u32))
            {
                activity.parent = Some(ActivityId(parent as u32));
            }
        }
        builder
    })
}

/// Anything a network may hold.
pub(crate) fn network(count_max: usize) -> impl Strategy<Value = NetworkBuilder> {
    of(activity(), count_max)
}

/// No facts, no bound that could not be met.
pub(crate) fn plain_network(count_max: usize) -> impl Strategy<Value = NetworkBuilder> {
    of(plain_activity(), count_max)
}

/// The same input with one activity changed.
pub(crate) fn edit(
    builder: &mut NetworkBuilder,
    id: ActivityId,
    change: impl FnOnce(&mut Activity),
) {
    let mut edited = empty();
    let mut change = Some(change);
    for (at, activity) in builder.activities().iter().enumerate() {
        let mut activity = activity.clone();
        if at as u32 == id.0
            && let Some(change) = change.take()
        {
            change(&mut activity);
        }
        edited.activity(activity);
    }
    for link in builder.links() {
        edited.link(*link);
    }
    *builder = edited;
}
