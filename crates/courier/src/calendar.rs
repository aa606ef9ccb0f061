//! iCalendar (RFC 5545): what is due and when people meet, for the calendar of a phone.
//!
//! Own writer: the format is small, and what matters in it (folding at 75 octets between
//! characters, escaping, stable identities) is all there is. Lines end with CRLF. Entries carry the
//! time of the record that last changed them, so that the same record gives the same bytes.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan as _};

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Stays the same for as long as it is the same thing.
    pub uid: String,
    /// How often it changed.
    pub sequence: u32,
    /// When it changed last, in microseconds since 1970.
    pub changed_at: i64,
    /// What it is.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// Where.
    pub place: String,
    /// Which day.
    pub on: Date,
    /// From what time; a whole day if none.
    pub at: Option<Time>,
    /// Minutes it takes.
    pub minutes: i64,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// Minutes before it that the calendar rings; never if none.
    pub alarm: Option<i64>,
}

/// A calendar of entries.
pub fn calendar(name: &str, host: &str, entries: &[Entry]) -> String {
    let mut out = Lines(String::new());
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Wallchart//Wallchart//ZH");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    out.put("X-WR-CALNAME", &escaped(name));
    out.put("X-WR-TIMEZONE", "Asia/Shanghai");
    out.put("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    out.put("X-PUBLISHED-TTL", "PT1H");
    for entry in entries {
        out.entry(entry, host);
    }
    out.put("END", "VCALENDAR");
    out.0
}

struct Lines(String);

impl Lines {
    fn entry(&mut self, entry: &Entry, host: &str) {
        self.put("BEGIN", "VEVENT");
        self.put("UID", &escaped(&format!("{}@{host}", entry.uid)));
        let changed =
            Timestamp::from_microsecond(entry.changed_at).unwrap_or(Timestamp::UNIX_EPOCH);
        let changed = changed.strftime("%Y%m%dT%H%M%SZ").to_string();
        self.put("DTSTAMP", &changed);
        self.put("LAST-MODIFIED", &changed);
        self.put("SEQUENCE", &entry.sequence.to_string());
        self.when(entry);
        self.put("SUMMARY", &escaped(&entry.summary));
        if !entry.description.is_empty() {
            self.put("DESCRIPTION", &escaped(&entry.description));
        }
        if !entry.place.is_empty() {
            self.put("LOCATION", &escaped(&entry.place));
        }
        let status = if entry.cancelled {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        self.put("STATUS", status);
        // What is due takes nobody's day away.
        let busy = if entry.at.is_some() {
            "OPAQUE"
        } else {
            "TRANSPARENT"
        };
        self.put("TRANSP", busy);
        if let Some(before) = entry.alarm.filter(|_| !entry.cancelled) {
            self.put("BEGIN", "VALARM");
            self.put("ACTION", "DISPLAY");
            self.put("DESCRIPTION", &escaped(&entry.summary));
            self.put("TRIGGER", &format!("-PT{before}M"));
            self.put("END", "VALARM");
        }
        self.put("END", "VEVENT");
    }

    /// A whole day ends with the next, as the format has it. A time is written in UTC: China has
    /// one zone without summer time, and a reader needs no table of zones.
    fn when(&mut self, entry: &Entry) {
        let Some(at) = entry.at else {
            let day = |date: Date| date.strftime("%Y%m%d").to_string();
            let next = entry.on.checked_add(1.day()).unwrap_or(entry.on);
            self.put("DTSTART;VALUE=DATE", &day(entry.on));
            self.put("DTEND;VALUE=DATE", &day(next));
            return;
        };
        let start = entry.on.to_datetime(at);
        let end = start
            .checked_add(entry.minutes.max(1).minutes())
            .unwrap_or(start);
        self.put("DTSTART", &utc(start));
        self.put("DTEND", &utc(end));
    }

    /// A line, folded: at most 75 octets, never within a character; what follows begins with a
    /// space.
    fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut room = LINE_OCTETS_MAX;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE_OCTETS_MAX - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }
}

/// Octets of a line without its end, RFC 5545 section 3.1.
const LINE_OCTETS_MAX: usize = 75;

fn utc(at: DateTime) -> String {
    let seconds = crate::quiet::seconds_of(at);
    let at = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value, RFC 5545 section 3.3.11. Control characters have no place in one.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Entry, calendar};
    use expect_test::expect;
    use icalendar::parser::{read_calendar, unfold};
    use jiff::civil::{date, time};

    fn due() -> Entry {
        Entry {
            uid: "item-S1".to_owned(),
            sequence: 2,
            changed_at: 1_779_076_800_000_000,
            summary: "督办到期：项目督办〔2026〕001号".to_owned(),
            description: "完成线路迁改；含a,b\\c\n第二行".to_owned(),
            place: String::new(),
            on: date(2026, 12, 31),
            at: None,
            minutes: 0,
            cancelled: false,
            alarm: None,
        }
    }

    fn meeting() -> Entry {
        Entry {
            uid: "meeting-M1".to_owned(),
            summary: "2026年第1次调度会".to_owned(),
            description: String::new(),
            place: "三楼会议室".to_owned(),
            on: date(2026, 6, 1),
            at: Some(time(7, 30, 0, 0)),
            minutes: 90,
            alarm: Some(30),
            ..due()
        }
    }

    #[test]
    fn a_calendar_in_full() {
        expect![[r"
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Wallchart//Wallchart//ZH
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            X-WR-CALNAME:挂图
            X-WR-TIMEZONE:Asia/Shanghai
            REFRESH-INTERVAL;VALUE=DURATION:PT1H
            X-PUBLISHED-TTL:PT1H
            BEGIN:VEVENT
            UID:item-S1@zone
            DTSTAMP:20260518T040000Z
            LAST-MODIFIED:20260518T040000Z
            SEQUENCE:2
            DTSTART;VALUE=DATE:20261231
            DTEND;VALUE=DATE:20270101
            SUMMARY:督办到期：项目督办〔2026〕001号
            DESCRIPTION:完成线路迁改；含a\,b\\c\n第二行
            STATUS:CONFIRMED
            TRANSP:TRANSPARENT
            END:VEVENT
            BEGIN:VEVENT
            UID:meeting-M1@zone
            DTSTAMP:20260518T040000Z
            LAST-MODIFIED:20260518T040000Z
            SEQUENCE:2
            DTSTART:20260531T233000Z
            DTEND:20260601T010000Z
            SUMMARY:2026年第1次调度会
            LOCATION:三楼会议室
            STATUS:CONFIRMED
            TRANSP:OPAQUE
            BEGIN:VALARM
            ACTION:DISPLAY
            DESCRIPTION:2026年第1次调度会
            TRIGGER:-PT30M
            END:VALARM
            END:VEVENT
            END:VCALENDAR
        "]]
        .assert_eq(&calendar("挂图", "zone", &[due(), meeting()]).replace("\r\n", "\n"));
    }

    /// Whatever the words are, an independent reader finds them again, and no line is too long.
    #[test]
    fn an_independent_reader_finds_every_word_again() {
        for words in [
            "很长的督办事项标题".repeat(30),
            "a".repeat(300),
            "混排 mixed; with, all\\of\nthem 〔2026〕号".repeat(9),
            "𠮷".repeat(80),
            "END:VCALENDAR\r\nBEGIN:VEVENT".to_owned(),
        ] {
            let entry = Entry {
                summary: words.clone(),
                ..due()
            };
            let text = calendar("挂图", "zone", &[entry]);
            assert!(text.ends_with("\r\n"));
            let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
            assert!(
                lines
                    .iter()
                    .all(|line| line.len() <= 75 && !line.contains('\n'))
            );
            let unfolded = unfold(&text);
            let read = read_calendar(&unfolded).expect("it reads");
            let events: Vec<_> = read
                .components
                .iter()
                .filter(|c| c.name == "VEVENT")
                .collect();
            assert_eq!(events.len(), 1, "{words}");
            let found = events[0].find_prop("SUMMARY").expect("a summary");
            let found = found.val.as_ref().replace("\\n", "\n").replace("\\;", ";");
            let found = found.replace("\\,", ",").replace("\\\\", "\\");
            assert_eq!(found, words.replace("\r\n", "\n"));
        }
    }
}
