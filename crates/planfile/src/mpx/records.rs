//! Fields of a line, and the numbers, dates and times as the file's settings write them.

use crate::text;
use calendar::Minute;
use jiff::civil::Date;

/// How a file writes things (records MPX, 10, 11, 12).
#[derive(Debug, Clone)]
pub(super) struct Style {
    pub(super) separator: char,
    currency: String,
    decimal: char,
    /// Minutes of a day and of a week.
    pub(super) day: f64,
    pub(super) week: f64,
    /// Unit of a duration without one.
    pub(super) unit: char,
    /// 0 month first, 1 day first, 2 year first.
    order: u8,
    date_separator: char,
    time_separator: char,
    am: String,
    pm: String,
    /// Minutes after midnight of a date without a time.
    default_time: i64,
    /// Where a finish lies whose time of day is not written: at the end of work, Monday first.
    pub(super) day_ends: [i64; 7],
}

impl Style {
    /// The settings before any are read, from the first line: `MPX,program,4.0,ANSI`.
    pub(super) fn of_header(header: &str) -> Option<Style> {
        let rest = header.trim_start_matches('\u{feff}').strip_prefix("MPX")?;
        let separator = rest.chars().next().filter(|c| !c.is_alphanumeric())?;
        Some(Style {
            separator,
            currency: String::new(),
            decimal: '.',
            day: 480.0,
            week: 2400.0,
            unit: 'd',
            order: 0,
            date_separator: '/',
            time_separator: ':',
            am: "am".to_owned(),
            pm: "pm".to_owned(),
            default_time: 480,
            day_ends: [1020; 7],
        })
    }

    pub(super) fn currency(&mut self, symbol: &str) {
        symbol.clone_into(&mut self.currency);
        // A semicolon between fields leaves the comma for decimals.
        if self.separator == ';' {
            self.decimal = ',';
        }
    }

    pub(super) fn defaults(&mut self, day: &str, week: &str, fields: &[String]) {
        if let Some(hours) = self.number(day).filter(|hours| *hours > 0.0) {
            self.day = hours * 60.0;
        }
        if let Some(hours) = self.number(week).filter(|hours| *hours > 0.0) {
            self.week = hours * 60.0;
        }
        // Duration unit: 0 minutes, 1 hours, 2 days, 3 weeks.
        self.unit = match fields.first().map(|field| field.trim()) {
            Some("0") => 'm',
            Some("1") => 'h',
            Some("3") => 'w',
            _ => 'd',
        };
    }

    pub(super) fn dates(&mut self, fields: &[String]) {
        let get = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let first = |text: &str, other| text.chars().next().unwrap_or(other);
        self.order = get(0).parse().unwrap_or(0);
        self.default_time = get(2).parse().unwrap_or(480);
        self.date_separator = first(get(3), '/');
        self.time_separator = first(get(4), ':');
        get(5).to_lowercase().clone_into(&mut self.am);
        get(6).to_lowercase().clone_into(&mut self.pm);
    }

    /// A number, currency and percent signs apart.
    pub(super) fn number(&self, text: &str) -> Option<f64> {
        let text = text.trim().trim_end_matches('%');
        let text = text.strip_prefix(self.currency.as_str()).unwrap_or(text);
        text::number(&text.replace(self.decimal, "."))
    }

    /// `08:00`, `01:00 pm`.
    pub(super) fn clock(&self, text: &str) -> Option<u16> {
        let text = text.trim().to_lowercase().replace(self.time_separator, ":");
        let strip = |mark: &str| match mark {
            "" => None,
            mark => text.strip_suffix(mark),
        };
        if let Some(morning) = strip(&self.am).or_else(|| text.strip_suffix("am")) {
            return text::clock(morning).map(|of_day| of_day % 720);
        }
        if let Some(evening) = strip(&self.pm).or_else(|| text.strip_suffix("pm")) {
            return text::clock(evening).map(|of_day| of_day % 720 + 720);
        }
        text::clock(&text)
    }

    /// A date in whichever of the formats: `07.01.03`, `Tue 07/01/2003 08:00`, `09 August 2005`.
    /// Without a time of day it is the end of the working day of a finish, else its beginning.
    pub(super) fn moment(&self, text: &str, end: End) -> Option<Minute> {
        let mut date = None;
        let mut time = None;
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let numbers = word.split([self.date_separator, '/', '.', '-']);
            let parts: Vec<&str> = numbers.filter(|part| !part.is_empty()).collect();
            if word.contains(self.time_separator) && parts.len() < 3 {
                time = Some(word.to_owned());
            } else if parts.len() == 3 && parts.iter().all(|part| is_number(part)) {
                date = self.ordered(&parts);
            } else if let Some(time) = time.as_mut() {
                time.push_str(word);
            } else {
                words.push(word);
            }
        }
        let date = date.or_else(|| spelled(&words))?;
        let of_day = match time {
            Some(time) => i64::from(self.clock(&time)?),
            None if end == End::Finish => {
                self.day_ends[date.weekday().to_monday_zero_offset() as usize]
            }
            None => self.default_time,
        };
        Some(Minute(Minute::start_of(date).0 + of_day))
    }

    /// Whether a date is written with a time of day.
    pub(super) fn has_time(&self, text: &str) -> bool {
        self.time_separator != self.date_separator && text.contains(self.time_separator)
    }

    fn ordered(&self, parts: &[&str]) -> Option<Date> {
        let number = |at: usize| parts[at].parse::<i16>().ok();
        let (a, b, c) = (number(0)?, number(1)?, number(2)?);
        let (year, month, day) = match self.order {
            _ if parts[0].len() == 4 => (a, b, c),
            1 => (c, b, a),
            2 => (a, b, c),
            _ => (c, a, b),
        };
        Date::new(century(year), month as i8, day as i8).ok()
    }
}

/// Which end of work a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Start,
    Finish,
}

/// Two digits of a year: up to 79 of this century, as Project reads them.
fn century(year: i16) -> i16 {
    match year {
        0..=79 => 2000 + year,
        80..=99 => 1900 + year,
        _ => year,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `09 August 2005`, `August 9, 2005`.
fn spelled(words: &[&str]) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let trimmed: Vec<&str> = words
        .iter()
        .map(|word| word.trim_matches(['.', ',']))
        .collect();
    let of = |word: &&str| {
        let word = word.to_lowercase();
        MONTHS.iter().position(|month| word.starts_with(month))
    };
    let month = trimmed.iter().find_map(of)? as i8 + 1;
    let numbers: Vec<i16> = trimmed
        .iter()
        .filter_map(|word| word.parse().ok())
        .collect();
    let [day, year] = numbers.as_slice() else {
        return None;
    };
    Date::new(century(*year), month, *day as i8).ok()
}

/// How files write "no date".
pub(super) fn is_none(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "" | "na" | "nv" | "n/a" | "nd" | "nc"
    )
}

/// The fields of a line; quotes keep separators, two quotes are one.
pub(super) fn fields(line: &str, separator: char) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        let last = found.len() - 1;
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                found[last].push('"');
            }
            '"' if quoted => quoted = false,
            '"' if found[last].is_empty() => quoted = true,
            letter if letter == separator && !quoted => found.push(String::new()),
            letter => found[last].push(letter),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_settings_write_them() {
        let mut style = Style::of_header("MPX,x,4.0,ANSI").expect("a header");
        let check = |style: &Style, text: &str, expected: &str| {
            let shown = style
                .moment(text, End::Start)
                .map(|at| at.to_string())
                .unwrap_or_default();
            assert_eq!(shown, expected, "{text}");
        };
        check(&style, "Thu 02/12/04 09:30", "2004-02-12 09:30");
        check(&style, "2/12/2004", "2004-02-12 08:00");
        check(&style, "09 August 2005 01:00 pm", "2005-08-09 13:00");
        check(&style, "13/13/2004", "");
        style.dates(&["1", "1", "480", ".", ":"].map(str::to_owned));
        check(&style, "Di 07.01.03", "2003-01-07 08:00");
    }

    #[test]
    fn quoted_fields() {
        assert_eq!(
            fields("70,1,\"a, \"\"b\"\"\",", ','),
            ["70", "1", "a, \"b\"", ""]
        );
    }
}
