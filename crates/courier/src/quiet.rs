//! When something may be sent: quiet hours, working days, the digest's time. Pure; the time comes
//! as an argument, in the zone's own time.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use zone::Calendars;
use zone::plan::WeekKind;

use crate::limits;
use crate::settings::{Preferences, TimeOfDay, ZoneRules};

/// When something may be sent to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// From when nothing is sent, and until when.
    pub quiet: (TimeOfDay, TimeOfDay),
    /// Whether what is urgent is sent all the same.
    pub urgent_passes: bool,
    /// Whether only working days count.
    pub working_days_only: bool,
    /// When the digest goes out.
    pub digest_at: TimeOfDay,
}

impl Rules {
    /// The zone's, for groups.
    pub fn of_zone(zone: &ZoneRules) -> Rules {
        Rules {
            quiet: (zone.quiet_from, zone.quiet_until),
            urgent_passes: zone.urgent_passes,
            working_days_only: zone.working_days_only,
            digest_at: zone.digest_at,
        }
    }

    /// Somebody's own, where it was said; else the zone's.
    pub fn of_person(zone: &ZoneRules, own: &Preferences) -> Rules {
        Rules {
            quiet: own.quiet.unwrap_or((zone.quiet_from, zone.quiet_until)),
            urgent_passes: own.urgent_passes,
            working_days_only: own.working_days_only,
            digest_at: zone.digest_at,
        }
    }

    /// Whether something may be sent at a moment.
    pub fn may_go(&self, calendars: &Calendars, now: DateTime, urgent: bool) -> bool {
        if urgent && self.urgent_passes {
            return true;
        }
        !self.is_quiet(now) && self.is_day(calendars, now.date())
    }

    /// Whether the digest of a day is to go out by a moment. One that falls into quiet hours waits
    /// for their end: where its time is late in the evening, for that of the next morning.
    pub fn digest_due(&self, calendars: &Calendars, now: DateTime, last: Option<Date>) -> bool {
        let today = now.date();
        last.is_none_or(|last| last < today)
            && minutes(now) >= self.digest_time().minutes()
            && self.may_go(calendars, now, false)
    }

    /// The first moment from now on at which something that is not urgent may be sent.
    pub fn next_going(&self, calendars: &Calendars, now: DateTime) -> Option<DateTime> {
        self.first(now, |at| self.may_go(calendars, at, false))
    }

    /// The first moment from now on at which the digest after the last one goes out.
    pub fn next_digest(
        &self,
        calendars: &Calendars,
        now: DateTime,
        last: Option<Date>,
    ) -> Option<DateTime> {
        self.first(now, |at| self.digest_due(calendars, at, last))
    }

    /// The first moment of the next weeks that something is true of. It begins to be true now, at
    /// midnight, or as the quiet hours end or the digest's time comes, and at no other moment.
    fn first(&self, now: DateTime, is: impl Fn(DateTime) -> bool) -> Option<DateTime> {
        if is(now) {
            return Some(now);
        }
        let midnight = TimeOfDay::new(0, 0);
        let mut times = [midnight, self.quiet.1, self.digest_time()];
        times.sort_unstable();
        let days = now.date().series(1.day()).take(limits::HELD_DAYS_MAX);
        let moments = days.flat_map(|day| times.map(|time| time.on(day)));
        moments.filter(|at| *at > now).find(|at| is(*at))
    }

    /// When the digest goes out at the earliest: quiet hours are waited for.
    fn digest_time(&self) -> TimeOfDay {
        match self.is_quiet_at(self.digest_at.minutes()) {
            true => self.quiet.1,
            false => self.digest_at,
        }
    }

    fn is_quiet(&self, now: DateTime) -> bool {
        self.is_quiet_at(minutes(now))
    }

    fn is_quiet_at(&self, now: u16) -> bool {
        let (from, until) = (self.quiet.0.minutes(), self.quiet.1.minutes());
        if from <= until {
            (from..until).contains(&now)
        } else {
            now >= from || now < until
        }
    }

    fn is_day(&self, calendars: &Calendars, day: Date) -> bool {
        !self.working_days_only || calendars.get(WeekKind::FiveDay).on_or_after(day) == day
    }
}

fn minutes(at: DateTime) -> u16 {
    let (hour, minute) = (at.hour().unsigned_abs(), at.minute().unsigned_abs());
    u16::from(hour) * 60 + u16::from(minute)
}

/// Seconds since 1970 of a moment in the zone's own time. China has one time zone.
pub fn seconds_of(at: DateTime) -> i64 {
    let beijing = TimeZone::fixed(Offset::constant(8));
    at.to_zoned(beijing)
        .map_or(0, |zoned| zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use crate::settings::{TimeOfDay, ZoneRules};
    use jiff::civil::{DateTime, date};
    use zone::Calendars;
    use zone::event::ZoneFounded;

    fn calendars() -> Calendars {
        let mut zone = zone::Zone::empty();
        let founded: ZoneFounded = serde_json::from_value(serde_json::json!({
            "profile": { "name": "示范区", "synthetic": true, "holidays": "china",
                "attribution": { "zh": "", "en": "" }, "currency": "CNY" },
            "effective_on": "2026-01-01",
        }))
        .unwrap();
        zone.apply(1, &founded.into());
        Calendars::of(&zone).unwrap()
    }

    fn at(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    fn usual() -> Rules {
        Rules::of_zone(&ZoneRules::default())
    }

    #[track_caller]
    fn check(rules: &Rules, now: &str, urgent: bool, expected: bool) {
        let may = rules.may_go(&calendars(), at(now), urgent);
        assert_eq!(may, expected, "{now} urgent={urgent}");
    }

    #[test]
    fn nothing_comes_at_night_nor_on_a_holiday() {
        let rules = usual();
        check(&rules, "2026-06-18T07:29", false, false);
        check(&rules, "2026-06-18T07:30", false, true);
        check(&rules, "2026-06-18T20:59", false, true);
        check(&rules, "2026-06-18T21:00", false, false);
        // The Dragon Boat Festival, and a Saturday that is worked.
        check(&rules, "2026-06-19T10:00", false, false);
        check(&rules, "2026-02-14T10:00", false, true);
        check(&rules, "2026-06-20T10:00", true, false);
    }

    #[test]
    fn what_is_urgent_passes_where_that_was_said() {
        let rules = Rules {
            urgent_passes: true,
            ..usual()
        };
        check(&rules, "2026-06-20T02:00", true, true);
        check(&rules, "2026-06-20T02:00", false, false);
    }

    #[test]
    fn quiet_hours_within_a_day_and_none_at_all() {
        let noon = Rules {
            quiet: (TimeOfDay::new(12, 0), TimeOfDay::new(14, 0)),
            ..usual()
        };
        check(&noon, "2026-06-18T13:59", false, false);
        check(&noon, "2026-06-18T14:00", false, true);
        check(&noon, "2026-06-18T23:00", false, true);
        let never = Rules {
            quiet: (TimeOfDay::new(12, 0), TimeOfDay::new(12, 0)),
            ..usual()
        };
        check(&never, "2026-06-18T12:00", false, true);
    }

    #[test]
    fn the_digest_goes_out_once_a_day_and_late_rather_than_never() {
        let rules = usual();
        let calendars = calendars();
        let due = |now: &str, last| rules.digest_due(&calendars, at(now), last);
        assert!(!due("2026-06-18T08:29", None));
        assert!(due("2026-06-18T08:30", None));
        assert!(due("2026-06-18T17:00", Some(date(2026, 6, 17))));
        assert!(!due("2026-06-18T17:00", Some(date(2026, 6, 18))));
        assert!(!due("2026-06-18T21:30", Some(date(2026, 6, 17))));
        assert!(!due("2026-06-19T09:00", Some(date(2026, 6, 18))), "holiday");
    }

    #[test]
    fn a_digest_whose_time_is_in_quiet_hours_goes_out_as_they_end() {
        let calendars = calendars();
        let late = Rules {
            digest_at: TimeOfDay::new(22, 0),
            ..usual()
        };
        let early = Rules {
            digest_at: TimeOfDay::new(6, 0),
            ..usual()
        };
        for rules in [late, early] {
            let due = |now: &str, last| rules.digest_due(&calendars, at(now), last);
            assert!(!due("2026-06-17T22:00", Some(date(2026, 6, 16))));
            assert!(!due("2026-06-18T07:29", Some(date(2026, 6, 17))));
            assert!(due("2026-06-18T07:30", Some(date(2026, 6, 17))));
            assert!(!due("2026-06-18T07:31", Some(date(2026, 6, 18))));
        }
    }

    #[test]
    fn the_next_moment_is_the_first_at_which_something_goes() {
        let calendars = calendars();
        let going = |rules: Rules, now: &str| rules.next_going(&calendars, at(now)).unwrap();
        assert_eq!(going(usual(), "2026-06-18T10:00"), at("2026-06-18T10:00"));
        assert_eq!(going(usual(), "2026-06-18T06:00"), at("2026-06-18T07:30"));
        // Thursday night, the Dragon Boat Festival, a weekend.
        assert_eq!(going(usual(), "2026-06-18T22:00"), at("2026-06-22T07:30"));
        let never_quiet = Rules {
            quiet: (TimeOfDay::new(12, 0), TimeOfDay::new(12, 0)),
            ..usual()
        };
        let monday = at("2026-06-22T00:00");
        assert_eq!(going(never_quiet, "2026-06-20T10:00"), monday);
        let noon = Rules {
            quiet: (TimeOfDay::new(12, 0), TimeOfDay::new(14, 0)),
            ..usual()
        };
        assert_eq!(going(noon, "2026-06-18T12:30"), at("2026-06-18T14:00"));
        let digest = |rules: Rules, now: &str, last| {
            let next = rules.next_digest(&calendars, at(now), last);
            next.unwrap().to_string()
        };
        let today = Some(date(2026, 6, 18));
        let before = Some(date(2026, 6, 17));
        let usual = usual();
        assert_eq!(
            digest(usual, "2026-06-18T08:00", before),
            "2026-06-18T08:30:00"
        );
        assert_eq!(
            digest(usual, "2026-06-18T09:00", before),
            "2026-06-18T09:00:00"
        );
        assert_eq!(
            digest(usual, "2026-06-18T09:00", today),
            "2026-06-22T08:30:00"
        );
        assert_eq!(
            digest(noon, "2026-06-18T13:00", before),
            "2026-06-18T14:00:00"
        );
    }

    #[test]
    fn times_of_the_day_read_as_they_are_written() {
        for text in ["00:00", "07:30", "23:59"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        for text in ["24:00", "7", "07:60", "7:3x", "", "+7:30"] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
    }
}
