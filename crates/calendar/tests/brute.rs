//! Every constant-time answer against a walk day by day, minute by minute.

use calendar::{Calendar, HolidayTable, Minute, Shift, Week};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::sync::OnceLock;

/// Office; a site with three shifts, night shift over midnight, a stop and a rush; one short
/// shift a week; around the clock.
fn calendars() -> &'static [Calendar] {
    static ALL: OnceLock<Vec<Calendar>> = OnceLock::new();
    ALL.get_or_init(|| {
        let night = [
            Shift::hm(0, 0, 6, 0),
            Shift::hm(13, 15, 14, 0),
            Shift::hm(22, 0, 24, 0),
        ];
        let site = Calendar::builder("site")
            .week(Week::uniform(6, &night))
            .holidays(HolidayTable::china())
            .make_up_shifts(&[Shift::hm(9, 0, 12, 0)])
            .off_between(date(2026, 1, 10), date(2026, 3, 1))
            .shifts_between(date(2026, 9, 1), date(2026, 9, 20), &[Shift::WHOLE_DAY])
            .working(date(2026, 9, 27));
        let rare = Week::uniform(0, &[]).with_day(3, &[Shift::hm(10, 0, 10, 5)]);
        let rare = Calendar::builder("rare").week(rare);
        vec![
            Calendar::china_five_day(),
            site.build().expect("site"),
            rare.build().expect("rare"),
            Calendar::continuous(),
        ]
    })
}

fn day(number: i64) -> Date {
    Minute(number * 1440).date()
}

/// Dates around 2026, around both ends of the indexed range, and far outside.
fn some_day() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 9_400i64..9_900,
        1 => -3_660i64..-3_640,
        1 => 36_880i64..36_900,
        1 => -200_000i64..200_000,
    ]
}

fn working_minute(calendar: &Calendar, at: Minute) -> bool {
    let of_day = at.of_day() as u16;
    calendar
        .shifts_of(at.date())
        .any(|shift| shift.from <= of_day && of_day < shift.to)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn adding_days_walks(which in 0usize..4, from in some_day(), n in -40i64..40) {
        let calendar = &calendars()[which];
        let (step, mut left, mut at) = (n.signum(), n.abs(), from);
        while left > 0 {
            at += step;
            left -= i64::from(calendar.is_working_day(day(at)));
        }
        prop_assert_eq!(calendar.add_working_days(day(from), n), day(at));
    }

    #[test]
    fn counting_days_walks(which in 0usize..4, from in some_day(), span in 0i64..300) {
        let calendar = &calendars()[which];
        let worked = |number: &i64| calendar.is_working_day(day(*number));
        let (first, last) = (day(from), day(from + span));
        let after_first = (from + 1..=from + span).filter(worked).count() as i64;
        let before_last = (from..from + span).filter(worked).count() as i64;
        prop_assert_eq!(calendar.working_days_between(first, last), after_first);
        prop_assert_eq!(calendar.working_days_between(last, first), -before_last);
        let both = (from..=from + span).filter(worked).count() as i64;
        prop_assert_eq!(calendar.working_days_inclusive(first, last), both);
    }

    #[test]
    fn counting_minutes_walks(
        which in 0usize..4, from in some_day(), of_day in 0i64..1440, span in 0i64..9_000,
    ) {
        let calendar = &calendars()[which];
        let from = Minute(from * 1440 + of_day);
        let to = Minute(from.0 + span);
        let walked = (from.0..to.0).filter(|at| working_minute(calendar, Minute(*at))).count();
        prop_assert_eq!(calendar.working_minutes_between(from, to), walked as i64);
        prop_assert_eq!(calendar.working_minutes_between(to, from), -(walked as i64));
    }

    #[test]
    fn adding_minutes_walks(
        which in 0usize..4, from in some_day(), of_day in 0i64..1440, n in -700i64..700,
    ) {
        let calendar = &calendars()[which];
        // The rare calendar works five minutes a week: walk less far there.
        let n = if which == 2 { n / 40 } else { n };
        let from = Minute(from * 1440 + of_day);
        let (mut left, mut at) = (n, from.0);
        while left > 0 {
            left -= i64::from(working_minute(calendar, Minute(at)));
            at += 1;
        }
        while left < 0 {
            at -= 1;
            left += i64::from(working_minute(calendar, Minute(at)));
        }
        prop_assert_eq!(calendar.add_working_minutes(from, n), Minute(at));
    }

    #[test]
    fn ranks_and_moments_mirror(which in 0usize..4, rank in -50_000_000i64..150_000_000) {
        let calendar = &calendars()[which];
        // Five minutes a week: stay within the years a date can hold.
        let rank = if which == 2 { rank / 1_000 } else { rank };
        let (start, end) = (calendar.start_of_rank(rank), calendar.end_of_rank(rank));
        prop_assert_eq!((calendar.rank(start), calendar.rank(end)), (rank, rank));
        prop_assert!(end <= start);
        prop_assert!(working_minute(calendar, start));
        prop_assert!(working_minute(calendar, Minute(end.0 - 1)));
    }

    #[test]
    fn rank_with_its_neighbours(
        which in 0usize..4, from in some_day(), of_day in 0i64..1440,
    ) {
        let calendar = &calendars()[which];
        let at = Minute(from * 1440 + of_day);
        let (rank, next) = calendar.rank_and_next(at);
        prop_assert_eq!((rank, next), (calendar.rank(at), calendar.next_working(at)));
        let (rank, previous) = calendar.rank_and_previous(at);
        prop_assert_eq!((rank, previous), (calendar.rank(at), calendar.previous_working(at)));
        prop_assert_eq!(calendar.is_working(at), working_minute(calendar, at));
    }

    #[test]
    fn next_and_previous(which in 0usize..4, from in some_day()) {
        let (calendar, at) = (&calendars()[which], day(from));
        let (next, previous) = (calendar.next_working_day(at), calendar.previous_working_day(at));
        prop_assert!(previous < at && at < next);
        prop_assert_eq!(calendar.working_days_between(at, next), 1);
        prop_assert_eq!(calendar.working_days_between(at, previous), -1);
        let worked = calendar.is_working_day(at);
        prop_assert_eq!(calendar.on_or_after(at), if worked { at } else { next });
        prop_assert_eq!(calendar.on_or_before(at), if worked { at } else { previous });
    }
}

#[test]
fn nothing_panics_at_the_ends_of_time() {
    for calendar in calendars() {
        for at in [Minute(i64::MIN), Minute(i64::MAX)] {
            let rank = calendar.rank(at);
            assert!(calendar.rank(calendar.start_of_rank(rank)).abs() > 0);
            assert_eq!(calendar.add_working_minutes(at, 0), at);
        }
        assert_eq!(
            calendar.add_working_days(date(2026, 1, 1), i64::MAX),
            Date::MAX
        );
        assert_eq!(
            calendar.add_working_days(date(2026, 1, 1), i64::MIN),
            Date::MIN
        );
        assert!(calendar.add_working_minutes(Minute(0), i64::MAX) > Minute(0));
        assert!(calendar.add_working_minutes(Minute(0), i64::MIN) < Minute(0));
    }
}
