//! Random networks: passes, checker, brute force, and the backward plan as mirror.

mod common;

use calendar::{Calendar, Minute};
use common::{BASE, network, plain_network, rich_network};
use proptest::prelude::*;
use schedule::{ActivityId, Facts, Lag, NetworkBuilder, Options, checker};

fn ids(builder: &NetworkBuilder) -> impl Iterator<Item = ActivityId> {
    (0..builder.activities().len() as u32).map(ActivityId)
}

/// What may be known of an activity, and now and then what cannot be.
fn any_facts() -> impl Strategy<Value = Facts> {
    let moment = || {
        prop::option::weighted(
            0.3,
            (-20i64..30).prop_map(|day| Minute(BASE.0 + day * 1440)),
        )
    };
    let left = prop::option::weighted(0.1, 0i64..1_500);
    (moment(), moment(), left, moment()).prop_map(
        |(start_not_earlier, actual_start, remaining, actual_finish)| Facts {
            start_not_earlier,
            actual_start,
            remaining: remaining.filter(|_| actual_start.is_some()),
            actual_finish: actual_finish
                .max(actual_start)
                .filter(|_| actual_finish.is_some()),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn passes_satisfy_the_checker(builder in network(12)) {
        let schedule = builder.build().expect("sound").schedule(&Options::default());
        prop_assert_eq!(checker::check(&builder, &schedule), vec![]);
    }

    #[test]
    fn passes_to_a_required_date_satisfy_the_checker(
        builder in network(12), days in -30i64..90,
    ) {
        let required = Some(Minute(BASE.0 + days * 1440));
        let options = Options { required, data_date: None };
        let schedule = builder.build().expect("sound").schedule(&options);
        prop_assert_eq!(checker::check(&builder, &schedule), vec![]);
    }

    /// Summaries may make a loop of what was none: that is refused, the rest is judged.
    #[test]
    fn rich_networks_satisfy_the_checker(builder in rich_network(12)) {
        if let Ok(network) = builder.build() {
            let schedule = network.schedule(&Options::default());
            prop_assert_eq!(checker::check(&builder, &schedule), vec![]);
            let dates = network.dates(&Options::default());
            for id in ids(&builder) {
                let times = schedule.times(id);
                let early = (times.planned_start, times.planned_finish);
                prop_assert_eq!(dates.early(id), early);
                prop_assert_eq!(dates.late(id), (times.late_start, times.late_finish));
            }
        }
    }

    /// A schedule that followed changes is that of the changed network.
    #[test]
    fn changes_are_followed(
        builder in rich_network(12),
        changes in prop::collection::vec((any::<u32>(), 0i64..4_000), 1..6),
    ) {
        let mut builder = builder;
        for id in 0..builder.activities().len() as u32 {
            if let Some(activity) = builder.activity_mut(ActivityId(id)) {
                activity.splits = Box::default();
                activity.remaining = None;
                activity.start_not_later = None;
                activity.finish_not_later = None;
            }
        }
        if let Ok(network) = builder.build() {
            let mut live = network.live(&Options::default());
            for (id, duration) in changes {
                let count = builder.activities().len() as u32;
                if count == 0 {
                    break;
                }
                let id = ActivityId(id % count);
                // Of what spans others nothing changes.
                if builder.activities()[id.0 as usize].is_span() {
                    continue;
                }
                live.set_duration(id, duration).expect("a duration");
                builder.activity_mut(id).expect("it is there").duration = duration;
                let fresh = builder.build().expect("sound").schedule(&Options::default());
                prop_assert_eq!(live.schedule().project_finish(), fresh.project_finish());
                for id in ids(&builder) {
                    prop_assert_eq!(live.schedule().times(id), fresh.times(id), "{:?}", id);
                }
            }
        }
    }

    /// A network refitted to other facts is the one built with them, or nothing: and nothing is
    /// only given for facts that cannot be, or that a build has to look at.
    #[test]
    fn refitted_is_built_anew(
        builder in plain_network(12),
        facts in prop::collection::vec(any_facts(), 12),
        start in -20i64..20,
    ) {
        let start = Minute(BASE.0 + start * 1440);
        let calendars: Vec<Calendar> = common::calendars().to_vec();
        let network = builder.build().expect("sound");
        let refitted = network.refit(start, &calendars, |id| facts[id.0 as usize]);
        let mut anew = NetworkBuilder::new(start);
        for calendar in &calendars {
            anew.calendar(calendar.clone());
        }
        let mut more_left = false;
        for (activity, facts) in builder.activities().iter().zip(&facts) {
            let mut activity = activity.clone();
            activity.start_not_earlier = facts.start_not_earlier;
            activity.actual_start = facts.actual_start;
            activity.remaining = facts.remaining;
            activity.actual_finish = facts.actual_finish;
            more_left |= facts.remaining.is_some_and(|left| left > activity.duration);
            more_left |= facts.remaining.is_some() && facts.actual_finish.is_some();
            anew.activity(activity);
        }
        for link in builder.links() {
            anew.link(*link);
        }
        let built = anew.build();
        match (refitted, built) {
            (Some(refitted), Ok(built)) => {
                let as_of = Minute(start.0 + 7 * 1440);
                let required = Minute(BASE.0 + 40 * 1440);
                let ours = refitted.backward(required, as_of);
                let theirs = built.backward(required, as_of);
                for id in ids(&builder) {
                    prop_assert_eq!(ours.step(id), theirs.step(id));
                    prop_assert_eq!(ours.schedule.driver(id), theirs.schedule.driver(id));
                    prop_assert_eq!(ours.schedule.late_driver(id), theirs.schedule.late_driver(id));
                }
                prop_assert_eq!(ours.provisional, theirs.provisional);
                prop_assert_eq!(ours.provisional, ours.schedule.provisional());
            }
            (Some(_), Err(refusal)) => prop_assert!(false, "refused: {}", refusal),
            (None, Ok(_)) => prop_assert!(more_left, "not refitted"),
            (None, Err(_)) => (),
        }
    }

    #[test]
    fn early_is_not_after_late_without_not_later(builder in plain_network(12)) {
        let schedule = builder.build().expect("sound").schedule(&Options::default());
        for id in ids(&builder) {
            let times = schedule.times(id);
            prop_assert!(times.early_start <= times.late_start, "{:?} {:?}", id, times);
            prop_assert!(times.early_finish <= times.late_finish, "{:?} {:?}", id, times);
            prop_assert!(0 <= times.free_float && times.free_float <= times.total_float);
        }
        let critical = ids(&builder).filter(|id| schedule.times(*id).critical).count();
        prop_assert_eq!(critical == 0, builder.activities().is_empty());
    }

    #[test]
    fn backward_from_the_forward_finish_gives_the_late_dates(builder in plain_network(12)) {
        let network = builder.build().expect("sound");
        let schedule = network.schedule(&Options::default());
        let plan = network.backward(schedule.project_finish(), network.project_start());
        prop_assert!(plan.is_feasible());
        for id in ids(&builder) {
            let (times, step) = (schedule.times(id), plan.step(id));
            prop_assert_eq!(times.late_start, step.latest_start);
            prop_assert_eq!(times.late_finish, step.latest_finish);
        }
    }

    /// Late dates are as late as can be: one working minute later and the end is missed.
    #[test]
    fn late_starts_are_the_last_responsible_moments(builder in plain_network(6)) {
        let network = builder.build().expect("sound");
        let end = network.schedule(&Options::default()).project_finish();
        for id in ids(&builder) {
            let late = network.schedule(&Options::default()).times(id).late_start;
            let calendar = network.calendar_of(id).clone();
            // The next moment at which it could start.
            let later = calendar.start_of_rank(calendar.rank(late) + 1);
            for (from, in_time) in [(late, true), (later, false)] {
                let mut pushed = builder.clone();
                common::edit(&mut pushed, id, |activity| {
                    activity.start_not_earlier = Some(from);
                });
                let finish = pushed.build().expect("sound").schedule(&Options::default());
                prop_assert_eq!(finish.project_finish() <= end, in_time, "{:?} from {}", id, from);
            }
        }
    }

    /// On one calendar around the clock, early starts are longest paths.
    #[test]
    fn brute_force_longest_paths_agree(
        durations in prop::collection::vec(0i64..50, 1..7),
        links in prop::collection::vec((0u32..7, 0u32..7, 0u8..4, -20i64..20), 0..10),
    ) {
        let mut builder = NetworkBuilder::new(BASE);
        let calendar = builder.calendar(Calendar::continuous());
        for duration in &durations {
            builder.activity(schedule::Activity::new(calendar, *duration));
        }
        let count = durations.len() as u32;
        let links: Vec<_> = links
            .into_iter()
            .map(|(from, to, relation, lag)| (from % count, to % count, relation, lag))
            .filter(|(from, to, ..)| from < to)
            .collect();
        for (from, to, relation, lag) in &links {
            builder.link(schedule::Link {
                from: ActivityId(*from),
                to: ActivityId(*to),
                relation: common::relation(*relation),
                lag: Lag::Elapsed(*lag),
            });
        }
        let schedule = builder.build().expect("sound").schedule(&Options::default());
        for id in ids(&builder) {
            let longest = longest_path(id.0, &durations, &links);
            prop_assert_eq!(schedule.times(id).early_start.0 - BASE.0, longest);
        }
    }
}

/// The longest of all paths into an activity, each followed one by one.
fn longest_path(id: u32, durations: &[i64], links: &[(u32, u32, u8, i64)]) -> i64 {
    let own = durations[id as usize];
    let into = links
        .iter()
        .filter(|(_, to, ..)| *to == id)
        .map(|(from, _, relation, lag)| {
            let start = longest_path(*from, durations, links);
            let relation = common::relation(*relation);
            let end = if relation.from_finish() {
                start + durations[*from as usize]
            } else {
                start
            };
            if relation.to_start() {
                end + lag
            } else {
                end + lag - own
            }
        });
    into.fold(0, i64::max)
}
