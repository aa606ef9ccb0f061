//! The simulation: against closed forms, against the passes, and against itself on other threads.

#[expect(dead_code, reason = "plain networks are for the passes")]
mod common;

use calendar::{Calendar, Minute};
use common::{BASE, rich_network};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use schedule::risk::{
    Answer, RiskEvent, RiskModel, RiskOptions, Risks, Shape, SharedDriver, Spread, Uncertainty,
};
use schedule::{Activity, ActivityId, Kind, Lag, Link, Network, NetworkBuilder, Options};

const DAY: i64 = 1440;

/// Activities around the clock of so many days, in a row if `row`, else side by side.
fn plan(days: &[i64], row: bool) -> NetworkBuilder {
    let mut builder = NetworkBuilder::new(BASE);
    let clock = builder.calendar(Calendar::continuous());
    for (at, days) in days.iter().enumerate() {
        builder.activity(Activity::new(clock, days * DAY));
        if row && at > 0 {
            let (from, to) = (ActivityId(at as u32 - 1), ActivityId(at as u32));
            builder.link(Link::finish_to_start(from, to));
        }
    }
    builder
}

fn days(shape: Shape, least: i64, likely: i64, most: i64) -> Uncertainty {
    Uncertainty::Minutes(spread(shape, least * DAY, likely * DAY, most * DAY))
}

fn spread(shape: Shape, least: i64, likely: i64, most: i64) -> Spread {
    Spread {
        shape,
        least,
        likely,
        most,
    }
}

fn model(network: &Network, risks: &Risks) -> RiskModel {
    RiskModel::new(network, risks, &|id| format!("#{}", id.0)).expect("sound risks")
}

fn simulate(builder: &NetworkBuilder, risks: &Risks) -> Answer {
    let network = builder.build().expect("a sound network");
    let options = RiskOptions {
        iterations: 40_000,
        within_days: None,
        seed: 3,
        threads: 2,
    };
    let answer = model(&network, risks).run(&options, &|_| true);
    answer.expect("an answer")
}

/// Days from the start of the plan.
fn after(at: Minute) -> f64 {
    (at.0 - BASE.0) as f64 / DAY as f64
}

#[track_caller]
fn near(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "{found}, not {wanted}");
}

/// Mean, deviation and P80 of one activity of a spread, in days. With 40,000 iterations the mean
/// is known to a two-hundredth of the deviation.
#[track_caller]
fn one(uncertainty: Uncertainty, mean: f64, deviation: f64, p80: f64) {
    let risks = Risks {
        usual: uncertainty,
        ..Risks::default()
    };
    let answer = simulate(&plan(&[20], true), &risks);
    near(after(answer.finish.mean()), mean, deviation / 50.0);
    near(answer.finish.deviation_days(), deviation, deviation / 50.0);
    near(after(answer.finish.percentile(80.0)), p80, deviation / 30.0);
    near(answer.activities[0].criticality, 1.0, 0.0);
    near(answer.activities[0].sensitivity, 1.0, 1e-4);
}

#[test]
fn one_activity_is_as_its_spread() {
    // Uniform: mean (a + b) / 2, deviation (b - a) / sqrt 12.
    one(
        days(Shape::Uniform, 10, 10, 30),
        20.0,
        20.0 / 12f64.sqrt(),
        26.0,
    );
    // Triangle: mean (a + c + b) / 3; P80 = b - sqrt(0.2 (b - a) (b - c)).
    let variance = f64::from(10 * 10 + 20 * 20 + 40 * 40 - 10 * 20 - 20 * 40 - 10 * 40) / 18.0;
    let p80 = 40.0 - (0.2 * 30.0 * 20.0f64).sqrt();
    one(
        days(Shape::Triangle, 10, 20, 40),
        70.0 / 3.0,
        variance.sqrt(),
        p80,
    );
    // PERT: beta with alpha 1 + 4 (c - a) / (b - a) = 2 and beta 4: mean 40 x 2 / 6, variance
    // 1600 x 8 / (36 x 7), and 0.49019 of the width at 80 %.
    let deviation = (1600.0f64 * 8.0 / 252.0).sqrt();
    one(days(Shape::Pert, 0, 10, 40), 40.0 / 3.0, deviation, 19.608);
    // The past: each ratio as likely, so 10, 20, 20 or 40 days.
    let past = Uncertainty::History(Box::new([5_000, 10_000, 20_000, 10_000]));
    one(past, 22.5, 118.75f64.sqrt(), 40.0);
}

#[test]
fn what_comes_in_a_row_adds_up() {
    // Twelve, each uniform over 10 to 30 days: mean 240, deviation 20.
    let risks = Risks {
        usual: days(Shape::Uniform, 10, 10, 30),
        ..Risks::default()
    };
    let answer = simulate(&plan(&[20; 12], true), &risks);
    near(after(answer.finish.mean()), 240.0, 0.4);
    near(answer.finish.deviation_days(), 20.0, 0.3);
    // Very nearly normal: P80 lies 0.8416 deviations above the mean.
    near(after(answer.finish.percentile(80.0)), 256.8, 0.7);
    for of in &answer.activities {
        near(of.criticality, 1.0, 0.0);
        near(of.sensitivity, 1.0 / 12f64.sqrt(), 0.02);
        near(of.cruciality, of.sensitivity, 0.0);
        near(of.mean_minutes, 20.0 * 1440.0, 160.0);
    }
}

#[test]
fn the_longer_of_two_is_what_counts() {
    // Two, each uniform over 0 to 30 days: the later ends by x with probability (x / 30)².
    let risks = Risks {
        usual: days(Shape::Uniform, 0, 0, 30),
        ..Risks::default()
    };
    let answer = simulate(&plan(&[20, 20], false), &risks);
    near(after(answer.finish.mean()), 20.0, 0.15);
    near(
        after(answer.finish.percentile(50.0)),
        30.0 * 0.5f64.sqrt(),
        0.3,
    );
    near(
        answer.finish.probability_by(Minute(BASE.0 + 15 * DAY)),
        0.25,
        0.012,
    );
    for of in &answer.activities {
        near(of.criticality, 0.5, 0.012);
    }
    assert_eq!(answer.planned_finish, Minute(BASE.0 + 20 * DAY));
}

#[test]
fn an_event_costs_what_it_delays() {
    // Ten days beside twelve: a delay of six days in three of ten iterations costs four each.
    let risks = Risks {
        events: vec![RiskEvent {
            key: "flood".into(),
            probability: 3_000,
            delay: Spread::exactly(600),
            activities: vec![ActivityId(0)],
        }],
        watched: vec![ActivityId(0)],
        ..Risks::default()
    };
    let answer = simulate(&plan(&[10, 12], false), &risks);
    let cost = &answer.costs[0];
    near(cost.happened, 0.3, 0.012);
    near(cost.mattered, cost.happened, 0.0);
    near(cost.mean_days_if, 4.0, 1e-9);
    near(cost.mean_days, 4.0 * cost.happened, 1e-9);
    assert_eq!(cost.p80_days, Some(4.0));
    near(answer.activities[0].criticality, cost.happened, 0.0);
    near(answer.activities[1].criticality, 1.0 - cost.happened, 0.0);
    let (watched, finish) = &answer.watched[0];
    assert_eq!(*watched, ActivityId(0));
    near(after(finish.percentile(80.0)), 16.0, 0.0);
    near(
        finish.probability_by(Minute(BASE.0 + 10 * DAY)),
        1.0 - cost.happened,
        1e-9,
    );
    let (first, last) = (answer.finish.by_date()[0], answer.finish.by_date()[1]);
    near(first.1, 1.0 - cost.happened, 1e-9);
    near(last.1, 1.0, 0.0);
}

#[test]
fn a_shared_driver_makes_durations_go_together() {
    let shared = |activities: &[u32]| SharedDriver {
        key: format!("weather {activities:?}"),
        probability: 10_000,
        factor: Uncertainty::Share(spread(Shape::Uniform, 8_000, 8_000, 16_000)),
        activities: activities.iter().map(|id| ActivityId(*id)).collect(),
    };
    let deviation = |drivers: Vec<SharedDriver>| {
        let risks = Risks {
            drivers,
            ..Risks::default()
        };
        let answer = simulate(&plan(&[10, 10, 10, 10], true), &risks);
        near(after(answer.finish.mean()), 48.0, 0.3);
        let all: f64 = answer.costs.iter().map(|cost| cost.mean_days).sum();
        near(all, 8.0, 0.3);
        answer.finish.deviation_days()
    };
    // Each varies by 8 / sqrt 12 days: together they add up, apart their squares do.
    let single = 8.0 / 12f64.sqrt();
    near(deviation(vec![shared(&[0, 1, 2, 3])]), 4.0 * single, 0.15);
    let apart = (0..4).map(|id| shared(&[id])).collect();
    near(deviation(apart), 2.0 * single, 0.1);
}

#[test]
fn it_stops_when_its_figures_are_steady() {
    let risks = Risks {
        usual: days(Shape::Uniform, 10, 10, 30),
        ..Risks::default()
    };
    let network = plan(&[20; 12], true).build().expect("a sound network");
    let run = |within_days| {
        let options = RiskOptions {
            iterations: 1_000_000,
            within_days: Some(within_days),
            seed: 9,
            threads: 2,
        };
        let answer = model(&network, &risks).run(&options, &|_| true);
        answer.expect("an answer")
    };
    let (rough, fine) = (run(2.0), run(0.5));
    for (answer, within) in [(&rough, 2.0), (&fine, 0.5)] {
        assert!(answer.steady && answer.iterations < 1_000_000);
        assert!(answer.finish.margin().widest_days() <= within);
        near(after(answer.finish.mean()), 240.0, within);
    }
    assert!(rough.iterations < fine.iterations);
    // Told to stop, it answers with what it has.
    let options = RiskOptions {
        iterations: 1_000_000,
        within_days: None,
        seed: 9,
        threads: 1,
    };
    let stopped = model(&network, &risks).run(&options, &|done| done < 5_000);
    let stopped = stopped.expect("an answer");
    assert!(!stopped.steady && (5_000..10_000).contains(&stopped.iterations));
}

/// Anything may be uncertain: by a seed of its own, spreads, drivers and events over a network.
fn risks_for(builder: &NetworkBuilder, seed: u64) -> Risks {
    let mut state = seed | 1;
    let mut below = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let mut risks = Risks {
        usual: Uncertainty::Share(Risks::USUAL),
        ..Risks::default()
    };
    let tasks: Vec<ActivityId> = builder
        .activities()
        .iter()
        .zip((0..).map(ActivityId))
        .filter(|(activity, _)| activity.kind == Kind::Task)
        .map(|(_, id)| id)
        .collect();
    for id in &tasks {
        let long = builder.activities()[id.0 as usize].duration > 0;
        if long && below(4) == 0 {
            let own = [
                Uncertainty::Planned,
                Uncertainty::Minutes(spread(Shape::Pert, 60, 500, 2_000)),
                Uncertainty::History(Box::new([4_000, 9_000, 30_000])),
            ];
            risks.own.push((*id, own[below(3) as usize].clone()));
        }
    }
    let mut some = || {
        tasks
            .iter()
            .copied()
            .filter(|_| below(3) == 0)
            .collect::<Vec<_>>()
    };
    let (first, mut second) = (some(), some());
    // What takes no time is a milestone to the simulation: an event holds it up where it stands,
    // at either end of a shift, which a plan that gives it a duration does not say.
    second.retain(|id| builder.activities()[id.0 as usize].duration > 0);
    if !first.is_empty() {
        risks.drivers.push(SharedDriver {
            key: "weather".into(),
            probability: 6_000,
            factor: Uncertainty::Share(spread(Shape::Triangle, 9_000, 11_000, 20_000)),
            activities: first,
        });
    }
    if !second.is_empty() {
        risks.events.push(RiskEvent {
            key: "objection".into(),
            probability: 4_000,
            delay: spread(Shape::Uniform, 0, 0, 700),
            activities: second,
        });
    }
    risks.watched = watchable(builder);
    risks
}

/// Everything but levels of effort, which finish nothing.
fn watchable(builder: &NetworkBuilder) -> Vec<ActivityId> {
    let all = builder.activities().iter().zip((0..).map(ActivityId));
    let own = all.filter(|(activity, _)| activity.kind != Kind::LevelOfEffort);
    own.map(|(_, id)| id).collect()
}

/// Interruptions of started work are worked out from what remains: left out, so that the same
/// can be told to the passes.
fn without_splits(mut builder: NetworkBuilder) -> NetworkBuilder {
    for id in 0..builder.activities().len() as u32 {
        if let Some(activity) = builder.activity_mut(ActivityId(id)) {
            activity.splits = Box::default();
        }
    }
    builder
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    /// An iteration is what the passes make of the durations drawn, whatever the network holds.
    #[test]
    fn an_iteration_is_what_the_passes_say(builder in rich_network(12), seed: u64) {
        let builder = without_splits(builder);
        let Ok(network) = builder.build() else { return Ok(()) };
        let Ok(model) = RiskModel::new(&network, &risks_for(&builder, seed), &|_| String::new())
        else { return Ok(()) };
        for iteration in [0, 1, 17, 63, 64, 1_000] {
            let scenario = model.scenario(seed, iteration);
            let mut drawn = builder.clone();
            for (id, work) in scenario.work.iter().enumerate() {
                let Some(activity) = drawn.activity_mut(ActivityId(id as u32)) else { continue };
                if activity.kind != Kind::Task || activity.actual_finish.is_some() {
                    continue;
                }
                if activity.actual_start.is_some() {
                    activity.remaining = Some(*work);
                } else {
                    activity.duration = *work;
                }
            }
            // What is drawn may contradict a constraint, which is refused of a plan.
            let Ok(drawn) = drawn.build() else { continue };
            let finish = drawn.dates(&Options::default());
            prop_assert_eq!(scenario.finish, finish.project_finish());
        }
    }

    /// Without uncertainty, what is critical in every iteration is the longest path.
    #[test]
    fn what_is_certain_is_the_longest_path(builder in rich_network(12)) {
        let Ok(network) = builder.build() else { return Ok(()) };
        let schedule = network.schedule(&Options::default());
        let risks = Risks { watched: watchable(&builder), ..Risks::default() };
        let options = RiskOptions { iterations: 3, within_days: None, seed: 1, threads: 1 };
        let answer = model(&network, &risks).run(&options, &|_| true).expect("an answer");
        prop_assert_eq!(answer.finish.percentile(50.0), schedule.project_finish());
        for (id, finish) in &answer.watched {
            prop_assert_eq!(finish.percentile(1.0), schedule.times(*id).early_finish);
        }
        for (id, longest) in schedule.longest_path().into_iter().enumerate() {
            let over = builder.activities()[id].actual_finish.is_some();
            if longest && !over {
                prop_assert_eq!(answer.activities[id].criticality, 1.0);
            }
        }
    }

    /// The same seed, the same answer, whoever does how much of the work.
    #[test]
    fn threads_do_not_show(builder in rich_network(12), seed: u64) {
        let Ok(network) = builder.build() else { return Ok(()) };
        let Ok(model) = RiskModel::new(&network, &risks_for(&builder, seed), &|_| String::new())
        else { return Ok(()) };
        let run = |threads| {
            let options = RiskOptions { iterations: 300, within_days: None, seed, threads };
            model.run(&options, &|_| true).expect("an answer")
        };
        let alone = run(1);
        prop_assert_eq!(&run(2), &alone);
        prop_assert_eq!(&run(5), &alone);
        for of in &alone.costs {
            prop_assert!(of.mattered <= of.happened);
        }
    }
}

#[track_caller]
fn refused(risks: &Risks, wanted: &Expect) {
    let mut builder = plan(&[10, 10], true);
    builder.activity(Activity::new(schedule::CalendarId(0), 0).of_kind(Kind::FinishMilestone));
    builder.activity(Activity::new(schedule::CalendarId(0), 0).of_kind(Kind::Summary));
    let network = builder.build().expect("a sound network");
    let refusal = RiskModel::new(&network, risks, &|id| format!("#{}", id.0));
    let refusal = refusal.expect_err("a refusal");
    let texts = refusal.problems.iter().map(|problem| {
        format!(
            "{}\n{}\n  → {}\n{}\n  → {}\n",
            problem.code(),
            problem.message_en(),
            problem.remedy_en(),
            problem.message_zh(),
            problem.remedy_zh(),
        )
    });
    wanted.assert_eq(&texts.collect::<String>());
}

#[test]
fn a_wrong_spread_says_what_and_what_to_do() {
    let risks = Risks {
        usual: Uncertainty::History(Box::new([])),
        own: vec![
            (ActivityId(0), days(Shape::Pert, 5, 4, 3)),
            (ActivityId(2), days(Shape::Pert, 3, 4, 5)),
            (ActivityId(3), days(Shape::Pert, 3, 4, 5)),
            (ActivityId(9), Uncertainty::Planned),
        ],
        ..Risks::default()
    };
    refused(
        &risks,
        &expect![[r#"
        risk/history
        the usual spread: no past ratios, or some not between 0.01 % and 10,000 %
          → give ratios of actual to planned durations
        一般波动：没有历史比值，或比值不在 0.01% 到 10000% 之间
          → 给出实际工期与计划工期的比值
        risk/spread
        #0: least 7200, likely 5760, most 4320 are not in order between 0 and a hundred years
          → correct the numbers
        #0：最短 7200、最可能 5760、最长 4320 应依次不减，且在 0 到一百年之间
          → 改正这些数
        risk/milestone
        #2 is a milestone: it has no duration that could vary
          → let an event strike it, or vary what leads to it
        #2 是里程碑，没有可变的工期
          → 改用风险事件，或改其前面的工序
        risk/span
        a spread touches #3, whose dates follow from those of other activities
          → name the activities inside it instead
        工期波动 对应的 #3 的日期由其他工序推出，不能直接受影响
          → 改为写它所含的工序
        risk/no-activity
        a spread names activity number 9, which does not exist
          → name an activity of the plan
        工期波动 提到的第 9 号工序不存在
          → 写计划中已有的工序
    "#]],
    );
}

fn event(key: &str, probability: u32, id: u32) -> RiskEvent {
    RiskEvent {
        key: key.into(),
        probability,
        delay: Spread::exactly(5),
        activities: vec![ActivityId(id)],
    }
}

fn driver(key: &str, factor: Uncertainty, activities: Vec<ActivityId>) -> SharedDriver {
    SharedDriver {
        key: key.into(),
        probability: 1,
        factor,
        activities,
    }
}

#[test]
fn a_wrong_driver_or_event_says_what_and_what_to_do() {
    let risks = Risks {
        drivers: vec![
            driver("rain", days(Shape::Pert, 3, 4, 5), vec![ActivityId(0)]),
            driver("wind", Uncertainty::Share(Risks::USUAL), vec![]),
        ],
        events: vec![event("rain", 10_001, 0), event("fire", 1, 3)],
        watched: vec![ActivityId(7)],
        ..Risks::default()
    };
    refused(
        &risks,
        &expect![[r#"
        risk/twice
        rain is described twice
          → describe it once, with all its activities
        rain 写了两次
          → 只写一次，列全所涉工序
        risk/factor
        driver rain: its factor is not a share of the duration
          → give percentages, or past ratios
        共同因素 rain 的系数应是工期的百分比
          → 用百分比或历史比值
        risk/idle
        wind touches no activity
          → name the activities it touches, or leave it out
        wind 没有对应任何工序
          → 写明影响哪些工序，或删去这一条
        risk/probability
        rain: a probability of 100.01 % is above 100 %
          → correct the numbers
        rain：概率 100.01% 超过 100%
          → 改正这些数
        risk/span
        fire touches #3, whose dates follow from those of other activities
          → name the activities inside it instead
        fire 对应的 #3 的日期由其他工序推出，不能直接受影响
          → 改为写它所含的工序
        risk/no-activity
        what is watched names activity number 7, which does not exist
          → name an activity of the plan
        关注的工序 提到的第 7 号工序不存在
          → 写计划中已有的工序
    "#]],
    );
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let both: Vec<ActivityId> = (0..2).map(ActivityId).collect();
    let risks = Risks {
        usual: days(Shape::Uniform, 0, 0, 36_000),
        events: vec![RiskEvent {
            delay: Spread::exactly(schedule::MINUTES_MAX),
            activities: both.clone(),
            ..event("war", 1, 0)
        }],
        drivers: vec![driver(
            "slow",
            Uncertainty::Share(Spread::exactly(1_000_000)),
            both,
        )],
        ..Risks::default()
    };
    refused(
        &risks,
        &expect![[r#"
        risk/too-far
        if everything takes as long as it can, the finish lies centuries away
          → correct the longest durations, factors and delays
        若各项都取最长，完成日期将在几百年之后
          → 改正最长工期、系数和延误
    "#]],
    );
    let network = plan(&[1], true).build().expect("a sound network");
    let model = model(&network, &Risks::default());
    for iterations in [0, 1_000_001] {
        let options = RiskOptions {
            iterations,
            within_days: None,
            seed: 1,
            threads: 1,
        };
        let refusal = model.run(&options, &|_| true).expect_err("a refusal");
        assert_eq!(refusal.problems[0].code(), "risk/too-many");
    }
}

/// A share of a predecessor's duration as lag varies with that duration.
#[test]
fn a_lag_in_percent_goes_with_its_duration() {
    let mut builder = plan(&[10, 10], false);
    builder.link(Link {
        from: ActivityId(0),
        to: ActivityId(1),
        relation: schedule::Relation::StartToStart,
        lag: Lag::Percent(5_000),
    });
    let risks = Risks {
        own: vec![(
            ActivityId(0),
            Uncertainty::Minutes(Spread::exactly(16 * DAY)),
        )],
        ..Risks::default()
    };
    let answer = simulate(&builder, &risks);
    near(after(answer.finish.percentile(50.0)), 18.0, 0.0);
}

/// A share too small to be a minute of the plan is more of what an event makes of it.
#[test]
fn a_lag_of_nothing_may_become_something() {
    let mut builder = plan(&[0, 1], false);
    if let Some(activity) = builder.activity_mut(ActivityId(0)) {
        activity.duration = 1;
    }
    builder.link(Link {
        from: ActivityId(0),
        to: ActivityId(1),
        relation: schedule::Relation::FinishToStart,
        lag: Lag::Percent(1_000),
    });
    let mut late = event("late", 10_000, 0);
    late.delay = spread(Shape::Uniform, 1_000, 1_000, 1_000);
    let risks = Risks {
        events: vec![late],
        ..Risks::default()
    };
    // Ten days and a minute, a tenth of that, and a day.
    let answer = simulate(&builder, &risks);
    near(
        after(answer.finish.percentile(50.0)) * 1440.0,
        17_281.0,
        0.6,
    );
}
