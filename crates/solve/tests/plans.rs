//! Plans of random projects: sound by the independent checker, shortest where brute force can say.

use proptest::prelude::*;
use solve::project::{Activity, Budget, Calendar, Due, Link, Project, Relation, Resource};
use solve::{Instance, Options, Raise, changes, checker, mirrored, reflected, solve};

type Row = (i32, u32, u32, i32, [bool; 4], i64);

fn activity(at: usize, row: &Row, plain: bool) -> Activity {
    let mut activity = Activity {
        key: at.to_string(),
        duration: row.0,
        needs: vec![(0, row.1), (1, row.2)],
        ..Activity::default()
    };
    if plain {
        return activity;
    }
    let [early, rests, spends, wished] = row.4;
    activity.start_not_earlier = if early { row.3 } else { 0 };
    activity.calendar = rests.then_some(0);
    activity.spends = if spends { vec![(0, row.5)] } else { Vec::new() };
    activity.due = wished.then_some(Due {
        at: row.3,
        weight: 2,
    });
    activity.fixed_start = (at == 0 && early).then_some(-1);
    activity
}

/// A random project of up to `count` activities; plain ones have finish-to-start links and
/// constant limits only.
fn project(count: usize, plain: bool) -> impl Strategy<Value = Project> {
    let row = (
        0..6i32,
        0..4u32,
        0..4u32,
        0..8i32,
        any::<[bool; 4]>(),
        1..4i64,
    );
    let rows = proptest::collection::vec(row, 1..=count);
    let links = proptest::collection::vec((0..count, 0..count, 0..4u8, -2..4i32), 0..2 * count);
    (rows, links, 3..6u32).prop_map(move |(rows, links, limit)| {
        let count = rows.len();
        let relation = |kind| match kind {
            1 => Relation::StartToStart,
            2 => Relation::FinishToFinish,
            3 => Relation::StartToFinish,
            _ => Relation::FinishToStart,
        };
        let ends = |link: &&(usize, usize, u8, i32)| link.0 % count < link.1 % count;
        let links = links.iter().filter(ends).map(|link| Link {
            from: link.0 % count,
            to: link.1 % count,
            relation: if plain {
                Relation::FinishToStart
            } else {
                relation(link.2)
            },
            lag: if plain { 0 } else { link.3 },
        });
        let mut project = Project {
            activities: rows
                .iter()
                .enumerate()
                .map(|(at, row)| activity(at, row, plain))
                .collect(),
            links: links.collect(),
            resources: vec![
                Resource::constant("crew", 3),
                Resource::constant("crane", limit),
            ],
            ..Project::default()
        };
        if !plain {
            project.resources[1].steps = vec![(0, limit), (4, limit - 2), (7, 0), (9, limit)];
            let inflows = vec![(0, 3), (6, 4), (15, 100)];
            project.budgets = vec![Budget {
                key: "money".into(),
                inflows,
            }];
            let off = vec![(2, 4), (7, 9), (12, 14)];
            project.calendars = vec![Calendar {
                key: "week".into(),
                off,
            }];
        }
        project
    })
}

/// The shortest makespan by trying every start of every activity.
fn brute(project: &Project, starts: &mut Vec<i32>, best: &mut i32) {
    let at = starts.len();
    let Some(activity) = project.activities.get(at) else {
        if checker::violations(project, starts).is_empty() {
            let ends = project.activities.iter().zip(starts.iter());
            let end = ends.map(|(activity, start)| checker::finish(project, activity, *start));
            *best = (*best).min(end.max().unwrap_or(0).max(0));
        }
        return;
    };
    let mut start = activity.fixed_start.unwrap_or(0);
    while checker::finish(project, activity, start) < *best {
        starts.push(start);
        brute(project, starts, best);
        starts.pop();
        if activity.fixed_start.is_some() {
            break;
        }
        start += 1;
    }
}

fn options(schedules: u64, threads: usize) -> Options {
    Options {
        schedules: Some(schedules),
        threads,
        seed: 5,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn plans_are_sound(project in project(24, false)) {
        if let Ok(instance) = Instance::new(project.clone()) {
            let answer = solve(&instance, &options(600, 1), &|_| true);
            prop_assert_eq!(checker::violations(&project, &answer.starts), [], "{:?}", answer);
            prop_assert!(answer.lower_bound <= answer.cost.makespan);
        }
    }

    #[test]
    fn short_plans_are_shortest(project in project(4, true)) {
        if let Ok(instance) = Instance::new(project.clone()) {
            let answer = solve(&instance, &options(600, 1), &|_| true);
            let mut best = 1 + project.activities.iter().map(|at| at.duration).sum::<i32>();
            brute(&project, &mut Vec::new(), &mut best);
            prop_assert_eq!(answer.cost.makespan, best);
        }
    }

    #[test]
    fn bounds_hold_in_general(mut project in project(3, false)) {
        for activity in &mut project.activities {
            activity.due = None;
        }
        if let Ok(instance) = Instance::new(project.clone()) {
            let answer = solve(&instance, &options(600, 1), &|_| true);
            let mut best = answer.cost.makespan + 1;
            brute(&project, &mut Vec::new(), &mut best);
            prop_assert!(answer.lower_bound <= best && best <= answer.cost.makespan);
        }
    }

    #[test]
    fn threads_change_nothing(project in project(20, true)) {
        if let Ok(instance) = Instance::new(project) {
            let one = solve(&instance, &options(900, 1), &|_| true);
            prop_assert_eq!(&one, &solve(&instance, &options(900, 3), &|_| true));
        }
    }
}

/// Three activities of two periods, two at a time: no bound that costs nothing knows that they take
/// four.
#[test]
fn what_the_exact_search_proves_is_told() {
    let activity = |key: &str| Activity {
        key: key.to_owned(),
        duration: 2,
        needs: vec![(0, 2)],
        ..Activity::default()
    };
    let project = Project {
        activities: ["a", "b", "c"].map(activity).to_vec(),
        resources: vec![Resource::constant("crew", 5)],
        ..Project::default()
    };
    let instance = Instance::new(project).expect("sound");
    for (schedules, threads) in [(None, 1), (None, 2), (Some(20_000), 2)] {
        let asked = Options {
            schedules,
            threads,
            seed: 5,
        };
        let answer = solve(&instance, &asked, &|progress| progress.schedules < 200_000);
        assert_eq!((answer.cost.makespan, answer.lower_bound), (4, 4));
        assert!(answer.proved, "{asked:?}");
    }
}

fn search() -> Options {
    Options {
        schedules: Some(300),
        threads: 1,
        seed: 5,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// What the mirror image's plan says holds in the project itself, unless it begins too early.
    #[test]
    fn a_plan_of_the_mirror_image_is_a_plan(mut project in project(7, false)) {
        for activity in &mut project.activities {
            activity.spends.clear();
        }
        project.budgets.clear();
        let end = 60;
        let image = mirrored(&project, end).expect("no budgets");
        let Ok(instance) = Instance::new(image) else { return Ok(()) };
        let found = solve(&instance, &search(), &|_| true);
        if !checker::violations(instance.project(), &found.starts).is_empty() {
            return Ok(());
        }
        let starts = reflected(instance.project(), &found.starts, end);
        let kept = checker::violations(&project, &starts);
        // Too early by its own date, or by what a fact leaves of a lag.
        let early = |violation: &checker::Violation| match violation {
            checker::Violation::TooEarly { .. } => true,
            checker::Violation::Link { link, .. } => {
                let from = project.links[*link].from;
                project.activities[from].fixed_start.is_some()
            }
            _ => false,
        };
        prop_assert!(kept.is_empty() || kept.iter().any(early), "{:?}", kept);
    }
}

#[test]
fn what_would_do_is_told() {
    // Three lifts of four periods each, one crane; and a slab of ten beside them.
    let lift = |key: &str| Activity {
        key: key.to_owned(),
        duration: 4,
        needs: vec![(0, 1)],
        ..Activity::default()
    };
    let slab = Activity {
        key: "slab".to_owned(),
        duration: 10,
        ..Activity::default()
    };
    let project = Project {
        activities: vec![lift("a"), lift("b"), lift("c"), slab],
        resources: vec![
            Resource::constant("crane", 1),
            Resource::constant("pump", 1),
        ],
        ..Project::default()
    };
    let at = |end| changes(&project, end, &search(), &|_| true).expect("a sound project");
    let crane = |to| Raise {
        resource: 0,
        from: 1,
        to,
    };
    let found = at(12);
    assert_eq!((found.finish, found.unlimited), (12, 10));
    assert_eq!(found.raises, []);
    let found = at(11);
    assert_eq!((found.raises, found.finish_raised), (vec![crane(2)], 11));
    // Before the slab is done, limits alone do not help.
    let found = at(6);
    assert_eq!((found.raises, found.finish_raised), (vec![crane(2)], 10));
}
