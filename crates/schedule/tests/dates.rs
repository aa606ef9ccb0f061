//! Dates of small networks that can be checked by hand, and the reasons told for them.

use calendar::{Calendar, HolidayTable, Minute, Week};
use expect_test::{Expect, expect};
use jiff::civil::date;
use schedule::{
    Activity, ActivityId, CalendarId, Constraint, Driver, Kind, Lag, LateDriver, Link, LinkId,
    NetworkBuilder, Options, Relation, checker,
};

const OFFICE: CalendarId = CalendarId(0);
const SITE: CalendarId = CalendarId(1);
const DAY: i64 = 480;

/// 00:00 of a day of 2026.
fn day(month: i8, day: i8) -> Minute {
    Minute::start_of(date(2026, month, day))
}

/// From Monday 2 March 2026, with an office and a seven-day site calendar.
fn builder() -> NetworkBuilder {
    let mut builder = NetworkBuilder::new(day(3, 2));
    builder.calendar(Calendar::china_five_day());
    let site = Calendar::builder("site")
        .week(Week::seven_day())
        .build()
        .expect("a week");
    builder.calendar(site);
    builder
}

fn link(from: u32, to: u32, relation: Relation, lag: Lag) -> Link {
    Link {
        from: ActivityId(from),
        to: ActivityId(to),
        relation,
        lag,
    }
}

/// One line an activity: early and late dates, floats in hours, what drives them.
fn check(builder: &NetworkBuilder, options: &Options, expected: &Expect) {
    let schedule = builder.build().expect("a sound network").schedule(options);
    let mut text = String::new();
    for id in (0..builder.activities().len() as u32).map(ActivityId) {
        let times = schedule.times(id);
        text.push_str(&format!(
            "{} early {} to {}, late {} to {}, float {}h free {}h{}; {:?}; {:?}\n",
            builder.name(id),
            times.early_start,
            times.early_finish,
            times.late_start,
            times.late_finish,
            times.total_float as f64 / 60.0,
            times.free_float as f64 / 60.0,
            if times.critical { " critical" } else { "" },
            schedule.driver(id),
            schedule.late_driver(id),
        ));
        if (times.planned_start, times.planned_finish) != (times.early_start, times.early_finish) {
            text.push_str(&format!(
                "  planned {} to {}\n",
                times.planned_start, times.planned_finish
            ));
        }
    }
    expected.assert_eq(&text);
    assert_eq!(checker::check(builder, &schedule), vec![]);
}

#[test]
fn two_paths() {
    let mut builder = builder();
    builder.activity(Activity::new(OFFICE, 2 * DAY).key("A"));
    builder.activity(Activity::new(OFFICE, 5 * DAY).key("B"));
    builder.activity(Activity::new(OFFICE, 3 * DAY).key("C"));
    builder.activity(Activity::new(OFFICE, 0).key("done"));
    for (from, to) in [(0, 1), (0, 2), (1, 3), (2, 3)] {
        builder.link(Link::finish_to_start(ActivityId(from), ActivityId(to)));
    }
    check(
        &builder,
        &Options::default(),
        &expect![[r#"
        A early 2026-03-02 08:00 to 2026-03-03 17:00, late 2026-03-02 08:00 to 2026-03-03 17:00, float 0h free 0h critical; ProjectStart; Link(LinkId(0))
        B early 2026-03-04 08:00 to 2026-03-10 17:00, late 2026-03-04 08:00 to 2026-03-10 17:00, float 0h free 0h critical; Link(LinkId(0)); Link(LinkId(2))
        C early 2026-03-04 08:00 to 2026-03-06 17:00, late 2026-03-06 08:00 to 2026-03-10 17:00, float 16h free 16h; Link(LinkId(1)); Link(LinkId(3))
        done early 2026-03-10 17:00 to 2026-03-10 17:00, late 2026-03-10 17:00 to 2026-03-10 17:00, float 0h free 0h critical; Link(LinkId(2)); ProjectFinish
    "#]],
    );
}

#[test]
fn the_four_relations_and_their_lags() {
    let mut builder = builder();
    builder.activity(Activity::new(OFFICE, 4 * DAY).key("from"));
    let relations = [
        (Relation::FinishToStart, Lag::Working(DAY)),
        (Relation::FinishToStart, Lag::Elapsed(3 * 1440)),
        (Relation::FinishToStart, Lag::WorkingIn(SITE, 2 * DAY)),
        (Relation::FinishToStart, Lag::Working(-DAY)),
        (Relation::StartToStart, Lag::Working(2 * DAY)),
        (Relation::FinishToFinish, Lag::Working(DAY)),
        (Relation::StartToFinish, Lag::Working(6 * DAY)),
    ];
    for (at, (relation, lag)) in relations.into_iter().enumerate() {
        builder.activity(Activity::new(OFFICE, DAY));
        builder.link(link(0, at as u32 + 1, relation, lag));
    }
    check(
        &builder,
        &Options::default(),
        &expect![[r#"
        from early 2026-03-02 08:00 to 2026-03-05 17:00, late 2026-03-02 08:00 to 2026-03-05 17:00, float 0h free 0h critical; ProjectStart; Link(LinkId(0))
        #1 early 2026-03-09 08:00 to 2026-03-09 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 0h free 0h critical; Link(LinkId(0)); ProjectFinish
        #2 early 2026-03-09 08:00 to 2026-03-09 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 0h free 0h critical; Link(LinkId(1)); ProjectFinish
        #3 early 2026-03-09 08:00 to 2026-03-09 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 0h free 0h critical; Link(LinkId(2)); ProjectFinish
        #4 early 2026-03-05 08:00 to 2026-03-05 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 16h free 16h; Link(LinkId(3)); ProjectFinish
        #5 early 2026-03-04 08:00 to 2026-03-04 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 24h free 24h; Link(LinkId(4)); ProjectFinish
        #6 early 2026-03-06 08:00 to 2026-03-06 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 8h free 8h; Link(LinkId(5)); ProjectFinish
        #7 early 2026-03-09 08:00 to 2026-03-09 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 0h free 0h critical; Link(LinkId(6)); ProjectFinish
    "#]],
    );
}

/// The site finishes on a Sunday; the office's part, tied finish to finish, is held open.
#[test]
fn calendars_meet() {
    let mut builder = builder();
    builder.activity(Activity::new(SITE, 7 * DAY).key("site"));
    builder.activity(Activity::new(OFFICE, 2 * DAY).key("papers"));
    builder.activity(Activity::new(OFFICE, DAY).key("seal"));
    builder.link(link(0, 1, Relation::FinishToFinish, Lag::NONE));
    builder.link(link(1, 2, Relation::FinishToStart, Lag::NONE));
    check(
        &builder,
        &Options::default(),
        &expect![[r#"
        site early 2026-03-02 08:00 to 2026-03-08 17:00, late 2026-03-02 08:00 to 2026-03-08 17:00, float 0h free 0h critical; ProjectStart; Link(LinkId(0))
        papers early 2026-03-05 08:00 to 2026-03-08 17:00, late 2026-03-05 08:00 to 2026-03-08 17:00, float 0h free 0h critical; Link(LinkId(0)); Link(LinkId(1))
        seal early 2026-03-09 08:00 to 2026-03-09 17:00, late 2026-03-09 08:00 to 2026-03-09 17:00, float 0h free 0h critical; Link(LinkId(1)); ProjectFinish
    "#]],
    );
}

#[test]
fn constraints_and_negative_float() {
    let mut builder = builder();
    builder.activity(
        Activity::new(OFFICE, 5 * DAY)
            .key("A")
            .constrain(Constraint::StartNotEarlier(day(3, 4))),
    );
    builder.activity(
        Activity::new(OFFICE, 5 * DAY)
            .key("B")
            .constrain(Constraint::FinishNotLater(day(3, 14))),
    );
    builder.activity(
        Activity::new(OFFICE, DAY)
            .key("C")
            .constrain(Constraint::StartOn(day(3, 23))),
    );
    builder.activity(
        Activity::new(OFFICE, DAY)
            .key("D")
            .constrain(Constraint::FinishOn(day(4, 1))),
    );
    builder.link(Link::finish_to_start(ActivityId(0), ActivityId(1)));
    builder.link(Link::finish_to_start(ActivityId(1), ActivityId(2)));
    check(
        &builder,
        &Options::default(),
        &expect![[r#"
        A early 2026-03-04 08:00 to 2026-03-10 17:00, late 2026-03-02 08:00 to 2026-03-06 17:00, float -16h free 0h critical; Constraint(StartNotEarlier); Link(LinkId(0))
        B early 2026-03-11 08:00 to 2026-03-17 17:00, late 2026-03-09 08:00 to 2026-03-13 17:00, float -16h free 24h critical; Link(LinkId(0)); Constraint(FinishNotLater)
        C early 2026-03-23 08:00 to 2026-03-23 17:00, late 2026-03-23 08:00 to 2026-03-23 17:00, float 0h free 48h critical; Constraint(StartNotEarlier); Constraint(StartNotLater)
        D early 2026-03-31 08:00 to 2026-03-31 17:00, late 2026-03-31 08:00 to 2026-03-31 17:00, float 0h free 0h critical; Constraint(FinishNotEarlier); ProjectFinish
    "#]],
    );

    let schedule = builder
        .build()
        .expect("sound")
        .schedule(&Options::default());
    let late = schedule.negative_floats();
    assert_eq!(late.len(), 2);
    for row in late {
        assert_eq!(
            (row.short_minutes, row.source),
            (3 * DAY - DAY, ActivityId(1))
        );
        let bound = LateDriver::Constraint(schedule::Bound::FinishNotLater);
        assert_eq!(row.bound, bound);
    }
    let why: Vec<_> = schedule
        .why_early(ActivityId(1))
        .iter()
        .map(|why| why.driver)
        .collect();
    let not_earlier = Driver::Constraint(schedule::Bound::StartNotEarlier);
    assert_eq!(why, [Driver::Link(LinkId(0)), not_earlier]);
    let why = schedule.why_late(ActivityId(0));
    assert_eq!(why.last().map(|why| why.activity), Some(ActivityId(1)));
}

#[test]
fn progress() {
    let mut builder = builder();
    builder.data_date(day(3, 9));
    let at = |hour: i64, d| Minute(day(3, d).0 + hour * 60);
    builder.activity(
        Activity::new(OFFICE, 3 * DAY)
            .key("over")
            .finished(at(8, 2), at(17, 5)),
    );
    builder.activity(
        Activity::new(OFFICE, 6 * DAY)
            .key("going")
            .started(at(8, 4)),
    );
    builder.activity(
        Activity::new(OFFICE, 2 * DAY)
            .key("slow")
            .started_with(at(8, 3), 4 * DAY),
    );
    builder.activity(Activity::new(OFFICE, DAY).key("next"));
    // Begun before its predecessor was over: what remains waits.
    builder.activity(
        Activity::new(OFFICE, 2 * DAY)
            .key("hasty")
            .started_with(at(8, 6), DAY),
    );
    let mut undated = Activity::new(OFFICE, 2 * DAY).key("undated");
    undated.actual_finish = Some(at(17, 4));
    builder.activity(undated);
    for (from, to) in [(0, 1), (1, 3), (2, 3), (2, 4)] {
        builder.link(Link::finish_to_start(ActivityId(from), ActivityId(to)));
    }
    check(
        &builder,
        &Options::default(),
        &expect![[r#"
        over early 2026-03-02 08:00 to 2026-03-05 17:00, late 2026-03-02 08:00 to 2026-03-05 17:00, float 0h free 0h; Actual; Actual
        going early 2026-03-04 08:00 to 2026-03-11 17:00, late 2026-03-04 08:00 to 2026-03-12 17:00, float 8h free 8h; DataDate; Link(LinkId(1))
        slow early 2026-03-03 08:00 to 2026-03-12 17:00, late 2026-03-03 08:00 to 2026-03-12 17:00, float 0h free 0h critical; DataDate; Link(LinkId(2))
        next early 2026-03-13 08:00 to 2026-03-13 17:00, late 2026-03-13 08:00 to 2026-03-13 17:00, float 0h free 0h critical; Link(LinkId(2)); ProjectFinish
        hasty early 2026-03-06 08:00 to 2026-03-13 17:00, late 2026-03-06 08:00 to 2026-03-13 17:00, float 0h free 0h critical; Link(LinkId(3)); ProjectFinish
        undated early 2026-03-03 08:00 to 2026-03-04 17:00, late 2026-03-03 08:00 to 2026-03-04 17:00, float 0h free 0h; Actual; Actual
    "#]],
    );
}

#[test]
fn as_late_as_possible() {
    let mut builder = builder();
    let late = |key: &str, days| {
        Activity::new(OFFICE, days * DAY)
            .key(key)
            .constrain(Constraint::AsLateAsPossible)
    };
    builder.activity(late("order", 2));
    builder.activity(late("deliver", 3));
    builder.activity(Activity::new(OFFICE, 10 * DAY).key("foundations"));
    builder.activity(Activity::new(OFFICE, 5 * DAY).key("install"));
    for (from, to) in [(0, 1), (1, 3), (2, 3)] {
        builder.link(Link::finish_to_start(ActivityId(from), ActivityId(to)));
    }
    check(
        &builder,
        &Options::default(),
        &expect![[r#"
        order early 2026-03-02 08:00 to 2026-03-03 17:00, late 2026-03-09 08:00 to 2026-03-10 17:00, float 40h free 0h; ProjectStart; Link(LinkId(0))
          planned 2026-03-09 08:00 to 2026-03-10 17:00
        deliver early 2026-03-04 08:00 to 2026-03-06 17:00, late 2026-03-11 08:00 to 2026-03-13 17:00, float 40h free 0h; Link(LinkId(0)); Link(LinkId(1))
          planned 2026-03-11 08:00 to 2026-03-13 17:00
        foundations early 2026-03-02 08:00 to 2026-03-13 17:00, late 2026-03-02 08:00 to 2026-03-13 17:00, float 0h free 0h critical; ProjectStart; Link(LinkId(2))
        install early 2026-03-16 08:00 to 2026-03-20 17:00, late 2026-03-16 08:00 to 2026-03-20 17:00, float 0h free 0h critical; Link(LinkId(2)); ProjectFinish
    "#]],
    );
}

/// One line a step of the plan.
fn check_plan(builder: &NetworkBuilder, required: Minute, as_of: Minute, expected: &Expect) {
    let plan = builder.build().expect("sound").backward(required, as_of);
    let mut text = String::new();
    for step in &plan.steps {
        text.push_str(&format!(
            "{} {:?} {} to {}, {} days late, provisional {:?}\n",
            builder.name(step.activity),
            step.state,
            step.latest_start,
            step.latest_finish,
            step.late_working_days,
            step.provisional,
        ));
    }
    let first = plan.first_unstarted.map(|id| builder.name(id));
    text.push_str(&format!(
        "first unstarted {first:?}, {} days late, {} unmet, provisional {:?}\n",
        plan.late_working_days,
        plan.unmet.len(),
        plan.provisional
    ));
    expected.assert_eq(&text);
    assert_eq!(checker::check(builder, &plan.schedule), vec![]);
}

#[test]
fn backward_plans() {
    let mut builder = builder();
    for (key, days) in [("approve", 10), ("tender", 20), ("build", 100)] {
        builder.activity(Activity::new(OFFICE, days * DAY).key(key));
    }
    for (from, to) in [(0, 1), (1, 2)] {
        builder.link(Link::finish_to_start(ActivityId(from), ActivityId(to)));
    }
    let end = |month, d| Minute::end_of(date(2026, month, d));
    // In time; a day late; hopeless; and into a year without notice.
    check_plan(
        &builder,
        end(12, 31),
        day(3, 2),
        &expect![[r#"
        approve NotStarted 2026-06-29 08:00 to 2026-07-10 17:00, 0 days late, provisional None
        tender NotStarted 2026-07-13 08:00 to 2026-08-07 17:00, 0 days late, provisional None
        build NotStarted 2026-08-10 08:00 to 2026-12-31 17:00, 0 days late, provisional None
        first unstarted Some("approve"), 0 days late, 0 unmet, provisional None
    "#]],
    );
    check_plan(
        &builder,
        end(12, 31),
        day(6, 30),
        &expect![[r#"
        approve NotStarted 2026-06-29 08:00 to 2026-07-10 17:00, 1 days late, provisional None
        tender NotStarted 2026-07-13 08:00 to 2026-08-07 17:00, 0 days late, provisional None
        build NotStarted 2026-08-10 08:00 to 2026-12-31 17:00, 0 days late, provisional None
        first unstarted Some("approve"), 1 days late, 3 unmet, provisional Some(2027)
    "#]],
    );
    check_plan(
        &builder,
        end(6, 30),
        day(3, 2),
        &expect![[r#"
        approve NotStarted 2025-12-18 08:00 to 2025-12-31 17:00, 47 days late, provisional None
        tender NotStarted 2026-01-04 08:00 to 2026-01-29 17:00, 37 days late, provisional None
        build NotStarted 2026-01-30 08:00 to 2026-06-30 17:00, 17 days late, provisional None
        first unstarted Some("approve"), 47 days late, 3 unmet, provisional None
    "#]],
    );
    let next_year = Minute::end_of(date(2027, 6, 30));
    check_plan(
        &builder,
        next_year,
        day(3, 2),
        &expect![[r#"
        approve NotStarted 2026-12-31 08:00 to 2027-01-13 17:00, 0 days late, provisional Some(2027)
        tender NotStarted 2027-01-14 08:00 to 2027-02-10 17:00, 0 days late, provisional Some(2027)
        build NotStarted 2027-02-11 08:00 to 2027-06-30 17:00, 0 days late, provisional Some(2027)
        first unstarted Some("approve"), 0 days late, 0 unmet, provisional Some(2027)
    "#]],
    );
}

/// A plan under way: what has started is judged by its expected finish.
#[test]
fn backward_plan_under_way() {
    let mut builder = builder();
    builder.activity(
        Activity::new(OFFICE, 5 * DAY)
            .key("A")
            .finished(day(3, 2), day(3, 9)),
    );
    builder.activity(
        Activity::new(OFFICE, 10 * DAY)
            .key("B")
            .started_with(day(3, 9), 8 * DAY),
    );
    builder.activity(Activity::new(OFFICE, 10 * DAY).key("C"));
    for (from, to) in [(0, 1), (1, 2)] {
        builder.link(Link::finish_to_start(ActivityId(from), ActivityId(to)));
    }
    let required = Minute::end_of(date(2026, 4, 3));
    check_plan(
        &builder,
        required,
        day(3, 16),
        &expect![[r#"
        A Finished 2026-03-02 00:00 to 2026-03-09 00:00, 0 days late, provisional None
        B Started 2026-03-09 00:00 to 2026-03-20 17:00, 3 days late, provisional None
        C NotStarted 2026-03-23 08:00 to 2026-04-03 17:00, 0 days late, provisional None
        first unstarted Some("C"), 3 days late, 2 unmet, provisional None
    "#]],
    );
}

#[test]
fn a_notice_makes_a_plan_firm() {
    let table = HolidayTable::china().with_notice("2027-01-01,元旦,off,测试通知");
    let calendar = Calendar::builder("2027")
        .holidays(table.expect("a notice"))
        .build();
    let mut builder = NetworkBuilder::new(day(11, 2));
    let calendar = builder.calendar(calendar.expect("a calendar"));
    builder.activity(Activity::new(calendar, 10 * DAY));
    let network = builder.build().expect("sound");
    let plan = |year| network.backward(Minute::end_of(date(year, 3, 31)), day(11, 2));
    assert_eq!(
        (plan(2027).provisional, plan(2028).provisional),
        (None, Some(2028))
    );
}

/// A phase nobody has broken down yet stretches no phase it is in.
#[test]
fn a_summary_without_work() {
    let mut builder = builder();
    let summary = |key: &str| Activity::new(OFFICE, 0).key(key).of_kind(Kind::Summary);
    let site = builder.activity(summary("site"));
    builder.activity(summary("to be planned").part_of(site));
    builder.activity(Activity::new(OFFICE, 2 * DAY).key("permit"));
    builder.activity(Activity::new(OFFICE, 3 * DAY).key("dig").part_of(site));
    builder.link(Link::finish_to_start(ActivityId(2), ActivityId(3)));
    check(
        &builder,
        &Options::default(),
        &expect![[r#"
        site early 2026-03-04 08:00 to 2026-03-06 17:00, late 2026-03-04 08:00 to 2026-03-06 17:00, float 0h free 0h critical; Members; Members
        to be planned early 2026-03-02 00:00 to 2026-03-02 00:00, late 2026-03-02 00:00 to 2026-03-02 00:00, float 0h free 0h critical; Members; Members
        permit early 2026-03-02 08:00 to 2026-03-03 17:00, late 2026-03-02 08:00 to 2026-03-03 17:00, float 0h free 0h critical; ProjectStart; Link(LinkId(0))
        dig early 2026-03-04 08:00 to 2026-03-06 17:00, late 2026-03-04 08:00 to 2026-03-06 17:00, float 0h free 0h critical; Link(LinkId(0)); ProjectFinish
    "#]],
    );
}

#[test]
fn an_empty_network() {
    let network = builder().build().expect("sound");
    assert!(network.is_empty());
    assert_eq!(
        (builder().days(SITE, 3), builder().days(OFFICE, i64::MAX)),
        (3 * DAY, i64::MAX)
    );
    let schedule = network.schedule(&Options::default());
    assert_eq!(schedule.project_finish(), day(3, 2));
    let plan = network.backward(day(4, 1), day(3, 2));
    assert_eq!((plan.first_unstarted, plan.late_working_days), (None, 0));
}
