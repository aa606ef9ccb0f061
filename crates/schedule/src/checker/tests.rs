//! The checker must be able to fail: each tampering is found, and named rightly.

use super::*;
use crate::input::Constraint;
use crate::network::Options;
use crate::result::Columns;
use jiff::civil::date;

const DAY: i64 = 480;

fn day(number: i8) -> Minute {
    Minute::start_of(date(2026, 3, number))
}

/// A is done; B has begun; then C; beside it D with free float; then E.
fn input() -> NetworkBuilder {
    let mut builder = NetworkBuilder::new(day(2));
    let office = builder.calendar(Calendar::china_five_day());
    let at = |number, hour: i64| Minute(day(number).0 + hour * 60);
    builder.data_date(day(9));
    let task = |days| Activity::new(office, days * DAY);
    builder.activity(task(2).finished(at(2, 8), at(3, 17)));
    builder.activity(task(5).started_with(at(4, 8), 2 * DAY));
    builder.activity(
        task(5)
            .constrain(Constraint::StartNotEarlier(day(12)))
            .constrain(Constraint::FinishNotEarlier(day(19)))
            .constrain(Constraint::StartNotLater(day(13)))
            .constrain(Constraint::FinishNotLater(day(20))),
    );
    builder.activity(task(1));
    builder.activity(task(3));
    for (from, to) in [(0, 1), (1, 2), (2, 4), (1, 3), (3, 4)] {
        builder.link(Link::finish_to_start(ActivityId(from), ActivityId(to)));
    }
    builder
}

/// What the checker says after the columns have been tampered with. The input is in order, so
/// positions are ids.
fn check(tamper: impl FnOnce(&mut Columns)) -> Vec<Violation> {
    let input = input();
    let mut schedule = input.build().expect("sound").schedule(&Options::default());
    tamper(&mut schedule.columns);
    super::check(&input, &schedule)
}

fn minutes(at: &mut i32, by: i32) {
    *at += by;
}

#[test]
fn the_passes_themselves_are_sound() {
    assert_eq!(check(|_| ()), []);
}

#[test]
fn a_broken_link() {
    let found = check(|columns| {
        // A week earlier: before its predecessor is over.
        minutes(&mut columns.early_start[4], -7 * 1440);
        minutes(&mut columns.early_finish[4], -7 * 1440);
    });
    let relation = Violation::Relation {
        link: LinkId(2),
        dates: Dates::Early,
    };
    assert!(found.contains(&relation), "{found:?}");
}

#[test]
fn broken_constraints() {
    let found = check(|columns| {
        minutes(&mut columns.early_start[2], -1440);
        minutes(&mut columns.early_finish[2], -1440);
        minutes(&mut columns.late_start[2], 7 * 1440);
        minutes(&mut columns.late_finish[2], 7 * 1440);
    });
    let of = |bound, dates| Violation::Constraint {
        activity: ActivityId(2),
        bound,
        dates,
    };
    assert!(
        found.contains(&of(Bound::StartNotEarlier, Dates::Early)),
        "{found:?}"
    );
    assert!(
        found.contains(&of(Bound::FinishNotEarlier, Dates::Early)),
        "{found:?}"
    );
    assert!(
        found.contains(&of(Bound::StartNotLater, Dates::Late)),
        "{found:?}"
    );
    assert!(
        found.contains(&of(Bound::FinishNotLater, Dates::Late)),
        "{found:?}"
    );
}

#[test]
fn a_start_in_time_off() {
    let found = check(|columns| minutes(&mut columns.early_start[3], -60));
    let time_off = Violation::StartInTimeOff {
        activity: ActivityId(3),
        dates: Dates::Early,
    };
    assert!(found.contains(&time_off), "{found:?}");
}

#[test]
fn too_much_work_between_the_dates() {
    let found = check(|columns| minutes(&mut columns.late_start[4], -1440));
    let duration = Violation::Duration {
        activity: ActivityId(4),
        dates: Dates::Late,
    };
    assert!(found.contains(&duration), "{found:?}");
}

#[test]
fn moved_facts() {
    for at in [0, 1] {
        let found = check(|columns| minutes(&mut columns.early_start[at], 60));
        let activity = ActivityId(at as u32);
        let moved = Violation::ActualMoved {
            activity,
            dates: Dates::Early,
        };
        assert!(found.contains(&moved), "{found:?}");
    }
}

#[test]
fn work_before_the_data_date() {
    let found = check(|columns| {
        minutes(&mut columns.early_start[3], -7 * 1440);
        minutes(&mut columns.early_finish[3], -7 * 1440);
    });
    assert!(
        found.contains(&Violation::TooEarly {
            activity: ActivityId(3)
        }),
        "{found:?}"
    );
}

#[test]
fn remaining_work_squeezed() {
    // B has two days to go from the data date; one is not enough for C's predecessor's link.
    let found = check(|columns| minutes(&mut columns.early_finish[1], 5 * 1440));
    let relation = Violation::Relation {
        link: LinkId(1),
        dates: Dates::Early,
    };
    assert!(found.contains(&relation), "{found:?}");
}

#[test]
fn late_beyond_the_end() {
    let found = check(|columns| minutes(&mut columns.late_finish[4], 1440));
    assert!(
        found.contains(&Violation::BeyondEnd {
            activity: ActivityId(4)
        }),
        "{found:?}"
    );
}

#[test]
fn wrong_floats() {
    let found = check(|columns| columns.total_float[3] -= 1);
    assert_eq!(
        found,
        [Violation::TotalFloat {
            activity: ActivityId(3)
        }]
    );
    let found = check(|columns| columns.free_float[3] += 1);
    assert_eq!(
        found,
        [Violation::FreeFloat {
            activity: ActivityId(3),
            link: LinkId(4)
        }]
    );
}

/// Two days of design, five of work; an escort from the first to the last, which `change` may
/// change, and a summary around the work.
fn escorted(change: impl FnOnce(&mut Activity)) -> NetworkBuilder {
    let mut builder = NetworkBuilder::new(day(2));
    let office = builder.calendar(Calendar::china_five_day());
    let task = |days| Activity::new(office, days * DAY);
    let effort = |mut own: Activity| {
        own.kind = Kind::LevelOfEffort;
        own
    };
    let design = builder.activity(task(2));
    let mut escort = effort(task(1));
    change(&mut escort);
    let escort = builder.activity(escort);
    let mut whole = task(0);
    whole.kind = Kind::Summary;
    let whole = builder.activity(whole);
    let mut work = task(5);
    work.parent = Some(whole);
    let work = builder.activity(work);
    builder.link(Link::finish_to_start(design, work));
    for (from, to, relation, lag) in [
        (design, escort, Relation::StartToStart, Lag::Working(240)),
        (work, escort, Relation::FinishToFinish, Lag::Elapsed(-1440)),
    ] {
        builder.link(Link {
            from,
            to,
            relation,
            lag,
        });
    }
    builder
}

fn check_escorted(
    change: impl FnOnce(&mut Activity),
    tamper: impl FnOnce(&mut Columns, usize),
) -> Vec<Violation> {
    let input = escorted(change);
    let network = input.build().expect("sound");
    let mut schedule = network.schedule(&Options::default());
    tamper(&mut schedule.columns, network.position(ActivityId(1)));
    super::check(&input, &schedule)
}

#[test]
fn a_level_of_effort_spans_what_it_is_tied_to() {
    assert_eq!(check_escorted(|_| (), |_, _| ()), []);
    let found = check_escorted(|_| (), |columns, at| columns.early_start[at] += 60);
    let early = |dates| Violation::LevelOfEffort {
        activity: ActivityId(1),
        dates,
    };
    assert!(found.contains(&early(Dates::Early)), "{found:?}");
    let found = check_escorted(|_| (), |columns, at| columns.late_finish[at] -= 60);
    assert!(found.contains(&early(Dates::Late)), "{found:?}");
    let found = check_escorted(|_| (), |columns, at| columns.total_float[at] += 1);
    let float = Violation::TotalFloat {
        activity: ActivityId(1),
    };
    assert_eq!(found, [float]);
}

#[test]
fn what_an_effort_really_did_stands() {
    let hour = |number, hour: i64| Minute(day(number).0 + hour * 60);
    let dates = |change: &dyn Fn(&mut Activity)| {
        let input = escorted(change);
        let schedule = input.build().expect("sound").schedule(&Options::default());
        assert_eq!(super::check(&input, &schedule), []);
        let times = schedule.times(ActivityId(1));
        (times.early_start, times.early_finish, times.critical)
    };
    // Half a day after the design begins, until a day before the work ends.
    let (start, finish) = (hour(2, 13), Minute::end_of(date(2026, 3, 9)));
    let end = |at: Minute| at.0.div_euclid(1440);
    let planned = dates(&|_| ());
    assert_eq!((planned.0, end(planned.1)), (start, end(hour(9, 1))));
    assert!(finish > planned.1);
    let begun = dates(&|own| own.actual_start = Some(hour(3, 9)));
    assert_eq!((begun.0, begun.1), (hour(3, 9), planned.1));
    let over = dates(&|own| {
        own.actual_start = Some(hour(3, 9));
        own.actual_finish = Some(hour(4, 9));
    });
    assert_eq!(over, (hour(3, 9), hour(4, 9), false));
}
