//! "As known at": a sequence number, a mark, or a time.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::Error;

/// Which moment of the record is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum KnownAt {
    /// The newest.
    #[default]
    Latest,
    /// After this event.
    Seq(u64),
    /// When this mark was set.
    Mark(String),
    /// What was recorded by this time.
    Time(Timestamp),
}

impl FromStr for KnownAt {
    type Err = Error;

    /// `latest`, `1234`, `2026-05-18T12:00:00Z`, `2026-05-18 12:00`, `2026-05-18` (its end, in
    /// Beijing), or else the name of a mark.
    fn from_str(text: &str) -> Result<KnownAt, Error> {
        let text = text.trim();
        if text.is_empty() || text == "latest" {
            return Ok(KnownAt::Latest);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            let no_moment = |_| Error::NoSuchMoment {
                asked: text.to_owned(),
            };
            return text.parse().map(KnownAt::Seq).map_err(no_moment);
        }
        if let Ok(time) = text.parse::<Timestamp>() {
            return Ok(KnownAt::Time(time));
        }
        let beijing = TimeZone::fixed(Offset::constant(8));
        let in_beijing = |moment: DateTime| moment.to_zoned(beijing.clone()).ok();
        // A date-time would read as a date too: only a bare date means its end.
        if text.len() <= "2026-05-18".len()
            && let Ok(date) = text.parse::<Date>()
            && let Some(end) = in_beijing(date.at(23, 59, 59, 999_999_999))
        {
            return Ok(KnownAt::Time(end.timestamp()));
        }
        if let Ok(moment) = text.parse::<DateTime>()
            && let Some(moment) = in_beijing(moment)
        {
            return Ok(KnownAt::Time(moment.timestamp()));
        }
        Ok(KnownAt::Mark(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_by_a_moment() {
        let parse = |text: &str| text.parse::<KnownAt>().unwrap();
        assert_eq!(parse(""), KnownAt::Latest);
        assert_eq!(parse("42"), KnownAt::Seq(42));
        assert_eq!(
            parse("report-2016-10"),
            KnownAt::Mark("report-2016-10".into())
        );
        let noon: Timestamp = "2026-05-18T04:00:00Z".parse().unwrap();
        assert_eq!(parse("2026-05-18T12:00"), KnownAt::Time(noon));
        let KnownAt::Time(end) = parse("2026-05-18") else {
            panic!("a day is a time")
        };
        assert_eq!(
            end.as_second(),
            "2026-05-18T15:59:59Z"
                .parse::<Timestamp>()
                .unwrap()
                .as_second()
        );
        assert!("99999999999999999999999".parse::<KnownAt>().is_err());
    }
}
