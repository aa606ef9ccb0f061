//! Checking the parts of a network, all problems at once. Loops are found elsewhere.

use crate::build::NetworkBuilder;
use crate::expand::Expanded;
use crate::input::{Activity, ActivityId, Key, Kind, Lag, Link};
use crate::limits::{
    ACTIVITIES_MAX, HORIZON, LINKS_MAX, MINUTES_MAX, MOMENT_MAX, MOMENT_MIN, PARENTS_MAX,
};
use crate::problem::Problem;
use calendar::{Calendar, Minute};

/// Lists what is wrong. Gives the links with ends named by keys filled in, if there are any.
pub(crate) fn check(builder: &NetworkBuilder, problems: &mut Vec<Problem>) -> Option<Vec<Link>> {
    let (activities, links) = (builder.activities.len(), builder.links.len());
    if activities > ACTIVITIES_MAX || links > LINKS_MAX {
        problems.push(Problem::TooLarge { activities, links });
        return None;
    }
    for at in [Some(builder.project_start), builder.data_date]
        .into_iter()
        .flatten()
    {
        check_moment(at, String::new, problems);
    }
    for (at, activity) in builder.activities.iter().enumerate() {
        check_activity(builder, ActivityId(at as u32), activity, problems);
    }
    let keys = sorted_keys(builder);
    check_keys(&keys, problems);
    let resolved = resolve(builder, &keys, problems);
    for (at, link) in resolved
        .as_deref()
        .unwrap_or(&builder.links)
        .iter()
        .enumerate()
    {
        check_link(builder, at as u32, link, problems);
    }
    resolved
}

fn check_moment(at: Minute, name: impl Fn() -> String, problems: &mut Vec<Problem>) {
    if at < MOMENT_MIN || at > MOMENT_MAX {
        let problem = Problem::Moment {
            activity: name(),
            at,
        };
        // A constraint that is two bounds at once is told once.
        if problems.last() != Some(&problem) {
            problems.push(problem);
        }
    }
}

fn check_activity(
    builder: &NetworkBuilder,
    id: ActivityId,
    activity: &Activity,
    problems: &mut Vec<Problem>,
) {
    let name = || builder.name(id);
    let before = problems.len();
    if !(0..=MINUTES_MAX).contains(&activity.duration) {
        problems.push(Problem::Duration {
            activity: name(),
            minutes: activity.duration,
        });
    }
    let calendar = builder.calendars.get(activity.calendar.0 as usize);
    if calendar.is_some() && has_nothing_else(activity) {
        return;
    }
    if let Some(minutes) = activity
        .remaining
        .filter(|given| !(0..=MINUTES_MAX).contains(given))
    {
        problems.push(Problem::Duration {
            activity: name(),
            minutes,
        });
    }
    let moments = [
        activity.start_not_earlier,
        activity.start_not_later,
        activity.finish_not_earlier,
        activity.finish_not_later,
        activity.must_start,
        activity.must_finish,
        activity.expected_finish,
        activity.suspended,
        activity.resume,
        activity.actual_start,
        activity.actual_finish,
    ];
    for at in moments.into_iter().flatten() {
        check_moment(at, name, problems);
    }
    check_parts(builder, id, activity, problems);
    if calendar.is_none() {
        problems.push(Problem::NoCalendar {
            of: name(),
            calendar: activity.calendar.0,
        });
    }
    if let Some(calendar) = calendar.filter(|_| problems.len() == before) {
        check_actuals(builder, &name, activity, problems);
        check_constraints(calendar, &name, activity, problems);
    }
}

/// Whether an activity is a duration and a calendar: most are.
fn has_nothing_else(activity: &Activity) -> bool {
    activity.is_bare()
        && activity.remaining.is_none()
        && activity.suspended.is_none()
        && activity.resume.is_none()
        && activity.parent.is_none()
        && activity.splits.is_empty()
}

/// Its interruptions, and the summary it is in.
fn check_parts(
    builder: &NetworkBuilder,
    id: ActivityId,
    activity: &Activity,
    problems: &mut Vec<Problem>,
) {
    let name = || builder.name(id);
    let mut gaps: i64 = 0;
    for split in &activity.splits {
        gaps = gaps.saturating_add(split.gap);
        let within = (0..=activity.duration).contains(&split.after);
        if !within || split.gap < 0 || gaps > MINUTES_MAX - activity.duration {
            problems.push(Problem::Split {
                activity: name(),
                after: split.after,
                gap: split.gap,
            });
            break;
        }
    }
    let Some(parent) = activity.parent else {
        return;
    };
    let known = |id: ActivityId| builder.activities.get(id.0 as usize);
    let (mut at, mut steps) = (Some(parent), 0);
    while let Some(summary) = at.filter(|at| *at != id && steps < PARENTS_MAX) {
        steps += 1;
        at = known(summary).and_then(|summary| summary.parent);
    }
    if at.is_some() || known(parent).is_none_or(|parent| parent.kind != Kind::Summary) {
        problems.push(Problem::NoSummary {
            activity: name(),
            parent: builder.name(parent),
        });
    }
}

/// A week's worth of the clock for each working minute of a calendar, rounded up.
fn stretches(builder: &NetworkBuilder) -> Vec<i64> {
    let stretch = |calendar: &Calendar| 7 * 1440 / calendar.week().minutes().max(1) + 1;
    builder.calendars.iter().map(stretch).collect()
}

/// The most that a link's lag may take of the clock.
fn stretched_lag(builder: &NetworkBuilder, link: &Link, most: i64) -> i64 {
    let duration = builder.activities[link.from.0 as usize].duration;
    link.lag.minutes(duration).max(0).saturating_mul(most)
}

/// Whether no date could come near the horizon even if all activities were in one chain: so it is
/// with nearly every network.
pub(crate) fn is_near(builder: &NetworkBuilder, links: &[Link]) -> bool {
    let stretch = stretches(builder);
    let most = stretch.iter().copied().max().unwrap_or(1);
    let work = builder.activities.iter().map(|activity| {
        let extent = activity.extent().max(activity.remaining.unwrap_or(0));
        extent.saturating_mul(stretch[activity.calendar.0 as usize])
    });
    let lags = links.iter().map(|link| stretched_lag(builder, link, most));
    work.chain(lags).fold(MOMENT_MAX.0, i64::saturating_add) <= HORIZON.0
}

/// Whether any date may run beyond the horizon: the longest path with every working minute
/// stretched to its share of the clock.
pub(crate) fn check_horizon(
    builder: &NetworkBuilder,
    links: &[Link],
    expanded: &Expanded,
    order: &[u32],
    problems: &mut Vec<Problem>,
) {
    let stretch = stretches(builder);
    let most = stretch.iter().copied().max().unwrap_or(1);
    let lag_of = |link: &Link| stretched_lag(builder, link, most);
    let mut into: Vec<Vec<(u32, i64)>> = vec![Vec::new(); order.len()];
    for arc in &expanded.arcs {
        let lag = lag_of(&links[arc.link as usize]);
        into[arc.to as usize].push((arc.from, lag));
    }
    let mut finish = vec![0i64; order.len()];
    for id in order {
        let activity = &builder.activities[*id as usize];
        let extent = activity.extent().max(activity.remaining.unwrap_or(0));
        let bounds = [activity.start_not_earlier, activity.finish_not_earlier];
        let musts = [
            activity.must_start,
            activity.must_finish,
            activity.expected_finish,
        ];
        let own = bounds.into_iter().chain(musts).flatten().map(|at| at.0);
        let others = into[*id as usize]
            .iter()
            .map(|(from, lag)| finish[*from as usize].saturating_add(*lag));
        let begin = own.chain(others).fold(builder.project_start.0, i64::max);
        finish[*id as usize] = begin + extent * stretch[activity.calendar.0 as usize];
        if finish[*id as usize] > HORIZON.0 {
            let activity = builder.name(ActivityId(*id));
            problems.push(Problem::TooFar { activity });
            return;
        }
    }
}

fn check_actuals(
    builder: &NetworkBuilder,
    name: &impl Fn() -> String,
    activity: &Activity,
    problems: &mut Vec<Problem>,
) {
    let (start, finish) = (activity.actual_start, activity.actual_finish);
    if let (Some(start), Some(finish)) = (start, finish)
        && finish < start
    {
        problems.push(Problem::FinishBeforeStart {
            activity: name(),
            start,
            finish,
        });
    }
    if let Some(minutes) = activity.remaining
        && (start.is_none() || (finish.is_some() && minutes > 0))
    {
        problems.push(Problem::RemainingContradicts {
            activity: name(),
            minutes,
        });
    }
    if let Some(data_date) = builder.data_date {
        for at in [start, finish]
            .into_iter()
            .flatten()
            .filter(|at| *at > data_date)
        {
            problems.push(Problem::ActualInFuture {
                activity: name(),
                at,
                data_date,
            });
        }
    }
}

/// Facts make constraints void, so only those that still bind are compared.
fn check_constraints(
    calendar: &Calendar,
    name: &impl Fn() -> String,
    activity: &Activity,
    problems: &mut Vec<Problem>,
) {
    if activity.actual_finish.is_some() {
        return;
    }
    let mut compare = |earlier: Option<Minute>, later: Option<Minute>, work: i64| {
        if let (Some(not_earlier), Some(not_later)) = (earlier, later)
            && calendar.rank(not_earlier) + work > calendar.rank(not_later)
        {
            let activity = name();
            problems.push(Problem::ConstraintsContradict {
                activity,
                not_earlier,
                not_later,
                work,
            });
        }
    };
    compare(activity.finish_not_earlier, activity.finish_not_later, 0);
    if activity.actual_start.is_none() {
        compare(activity.start_not_earlier, activity.start_not_later, 0);
        compare(
            activity.start_not_earlier,
            activity.finish_not_later,
            activity.extent(),
        );
        // It runs without interruption, so a late start bound is a late finish bound too.
        compare(
            activity.finish_not_earlier,
            activity.start_not_later,
            -activity.extent(),
        );
    }
}

/// Activities that have a key, sorted by key; nothing at all if none has.
fn sorted_keys(builder: &NetworkBuilder) -> Vec<(&Key, u32)> {
    let named = builder.activities.iter().enumerate();
    let mut keys: Vec<(&Key, u32)> = named
        .filter(|(_, activity)| activity.key != Key::None)
        .map(|(at, activity)| (&activity.key, at as u32))
        .collect();
    keys.sort_unstable();
    keys
}

fn check_keys(keys: &[(&Key, u32)], problems: &mut Vec<Problem>) {
    for same in keys
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| same.len() > 1)
    {
        let key = same[0].0.to_string();
        problems.push(Problem::DuplicateKey {
            key,
            count: same.len(),
        });
    }
}

fn resolve(
    builder: &NetworkBuilder,
    keys: &[(&Key, u32)],
    problems: &mut Vec<Problem>,
) -> Option<Vec<Link>> {
    if builder.named.is_empty() {
        return None;
    }
    let mut links = builder.links.clone();
    for (link, from, to) in &builder.named {
        let mut find = |key: &Key| {
            let at = keys.binary_search_by_key(&key, |(key, _)| key);
            if at.is_err() {
                problems.push(Problem::LinkToNothing {
                    link: *link,
                    end: key.to_string(),
                });
            }
            at.ok()
                .and_then(|at| keys.get(at))
                .map(|(_, id)| ActivityId(*id))
        };
        if let (Some(from), Some(to)) = (find(from), find(to))
            && let Some(row) = links.get_mut(*link as usize)
        {
            (row.from, row.to) = (from, to);
        }
    }
    Some(links)
}

fn check_link(builder: &NetworkBuilder, link: u32, row: &Link, problems: &mut Vec<Problem>) {
    let from = builder.activities.get(row.from.0 as usize);
    let minutes = row.lag.minutes(from.map_or(0, |from| from.duration));
    if !(-MINUTES_MAX..=MINUTES_MAX).contains(&minutes) {
        problems.push(Problem::Lag { link, minutes });
    }
    if let Lag::WorkingIn(calendar, _) = row.lag
        && calendar.0 as usize >= builder.calendars.len()
    {
        let of = format!("{} -> {}", builder.name(row.from), builder.name(row.to));
        problems.push(Problem::NoCalendar {
            of,
            calendar: calendar.0,
        });
    }
    let missing = |end: ActivityId| end.0 as usize >= builder.activities.len();
    if missing(row.from) || missing(row.to) {
        // Ends named by keys have been told already.
        let told = builder.named.iter().any(|(named, _, _)| *named == link);
        for end in [row.from, row.to]
            .into_iter()
            .filter(|end| missing(*end) && !told)
        {
            problems.push(Problem::LinkToNothing {
                link,
                end: format!("#{}", end.0),
            });
        }
    } else if row.from == row.to {
        problems.push(Problem::SelfLink {
            link,
            activity: builder.name(row.from),
        });
    }
}
