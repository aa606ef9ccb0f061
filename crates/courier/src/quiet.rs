//! When something may be sent: quiet hours, working days, the digest's time. Pure; the time comes
//! as an argument, in the zone's own time.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use zone::Calendars;
use zone::plan::WeekKind;

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
    /// for their end.
    pub fn digest_due(&self, calendars: &Calendars, now: DateTime, last: Option<Date>) -> bool {
        let today = now.date();
        last.is_none_or(|last| last < today)
            && minutes(now) >= self.digest_at.minutes()
            && self.may_go(calendars, now, false)
    }

    fn is_quiet(&self, now: DateTime) -> bool {
        let (from, until) = (self.quiet.0.minutes(), self.quiet.1.minutes());
        let now = minutes(now);
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
    fn times_of_the_day_read_as_they_are_written() {
        for text in ["00:00", "07:30", "23:59"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        for text in ["24:00", "7", "07:60", "7:3x", "", "+7:30"] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
    }
}
