//! Dates in the shape in which a file writes them: `2022年5月`, `2022.5`, `2022-05-18`, a serial
//! day, `20220518`.

use jiff::civil::Date;

use crate::book::Cell;
use crate::value::number;

/// A piece of a date's shape.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Piece {
    Text(String),
    /// The year, in so many digits.
    Year(usize),
    /// The month, with a leading zero or without.
    Month(bool),
    /// The day, with a leading zero or without.
    Day(bool),
    /// 一季度: the quarter in words.
    Quarter,
    /// May.
    MonthName,
}

/// How a date is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum DateShape {
    /// A number in a format that shows dates.
    Serial,
    /// Digits alone, as a number: 20220518, 2022.5, 2022.
    Digits(Digits),
    /// A text.
    Words(Words),
}

/// A date as a plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Digits {
    Day,
    Month,
    Year,
    /// A serial day in a plain format.
    Serial,
}

/// The pieces of a date written as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Words(Vec<Piece>);

const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl DateShape {
    /// The shape of a cell that was read as a date.
    pub(super) fn of(cell: &Cell, date: Date) -> Option<DateShape> {
        match cell {
            Cell::Moment(_) => Some(DateShape::Serial),
            Cell::Number(_) => {
                let shown = cell.shown();
                let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
                Some(DateShape::Digits(match (whole.len(), fraction) {
                    (8, _) => Digits::Day,
                    (4, "") => Digits::Year,
                    (4, _) => Digits::Month,
                    _ => Digits::Serial,
                }))
            }
            Cell::Text(text) => Words::of(text, date).map(DateShape::Words),
            _ => None,
        }
    }
}

impl Words {
    /// The shape of a text that was read as a date: its digits are found in it again.
    pub(super) fn of(text: &str, date: Date) -> Option<Words> {
        let half = number::half_width(text);
        let half = half.trim();
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut year, mut month, mut day) = (false, false, false);
        let mut rest = half;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                let next = rest
                    .find(|c: char| c.is_ascii_digit())
                    .unwrap_or(rest.len());
                words_between(&rest[..next], date, &mut pieces, &mut month)?;
                rest = &rest[next..];
                continue;
            }
            let (own, behind) = rest.split_at(digits);
            if digits == 8 && own == date.strftime("%Y%m%d").to_string() {
                pieces.extend([Piece::Year(4), Piece::Month(true), Piece::Day(true)]);
                (year, month, day) = (true, true, true);
            } else if (year || month) && day && behind.starts_with(':') {
                // A time of day is left out.
                while matches!(pieces.last(), Some(Piece::Text(_))) {
                    pieces.pop();
                }
                break;
            } else {
                let number: i16 = own.parse().ok()?;
                let padded = own.len() == 2;
                if padded && own.starts_with('0') {
                    pieces.push(Piece::Text(LED.to_owned()));
                }
                let before_month = behind.starts_with('月');
                if !year && is_year(own, date) && !before_month {
                    pieces.push(Piece::Year(own.len()));
                    year = true;
                } else if !month && number == i16::from(date.month()) {
                    pieces.push(Piece::Month(padded));
                    month = true;
                } else if !day && number == i16::from(date.day()) {
                    pieces.push(Piece::Day(padded));
                    day = true;
                } else {
                    return None;
                }
            }
            rest = behind;
        }
        (year || month).then(|| Words(settled(pieces)))
    }

    /// A date in this shape. What the shape does not say is lost: to be read back and compared.
    pub(super) fn write(&self, date: Date) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out += text,
                Piece::Year(2) => out += &format!("{:02}", date.year() % 100),
                Piece::Year(_) => out += &format!("{:04}", date.year()),
                Piece::Month(true) => out += &format!("{:02}", date.month()),
                Piece::Month(false) => out += &date.month().to_string(),
                Piece::Day(true) => out += &format!("{:02}", date.day()),
                Piece::Day(false) => out += &date.day().to_string(),
                Piece::Quarter => out += QUARTERS[quarter(date)],
                Piece::MonthName => out += MONTHS[month_index(date)],
            }
        }
        out
    }

    /// Shapes of the same family that say more, and less: from 2022年 by 2022年5月 to
    /// 2022年5月18日.
    pub(super) fn family(&self) -> Vec<Words> {
        let has = |mark: &str| {
            let texts = self.0.iter().filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                _ => None,
            });
            texts.into_iter().any(|text| text.contains(mark))
        };
        let padded = self
            .0
            .iter()
            .any(|piece| matches!(piece, Piece::Month(true) | Piece::Day(true)));
        let text = |text: &str| Piece::Text(text.to_owned());
        let (month, day) = (Piece::Month(padded), Piece::Day(padded));
        if has("年") || has("月") {
            let to_month = vec![Piece::Year(4), text("年"), month, text("月")];
            let mut to_day = to_month.clone();
            to_day.extend([day, text("日")]);
            return vec![
                Words(vec![Piece::Year(4), text("年")]),
                Words(to_month),
                Words(to_day),
            ];
        }
        let mark = ["/", ".", "-"].into_iter().find(|mark| has(mark));
        let mark = mark.unwrap_or("-");
        let to_month = vec![Piece::Year(4), text(mark), month];
        let mut to_day = to_month.clone();
        to_day.extend([text(mark), day]);
        vec![Words(to_month), Words(to_day)]
    }
}

fn is_year(own: &str, date: Date) -> bool {
    match own.len() {
        4 => own.parse() == Ok(date.year()),
        2 => own.parse() == Ok(date.year() % 100),
        _ => false,
    }
}

fn quarter(date: Date) -> usize {
    usize::try_from((date.month() - 1) / 3).unwrap_or(0)
}

fn month_index(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or(0)
}

/// What stands between digits: marks, a quarter or the name of a month.
fn words_between(text: &str, date: Date, pieces: &mut Vec<Piece>, month: &mut bool) -> Option<()> {
    let own = QUARTERS[quarter(date)];
    if let Some(at) = text.find("季度") {
        let before = text[..at].strip_suffix(own)?;
        pieces.push(Piece::Text(before.to_owned()));
        pieces.push(Piece::Quarter);
        pieces.push(Piece::Text(text[at..].to_owned()));
        *month = true;
        return Some(());
    }
    let name = MONTHS[month_index(date)];
    let found = (!*month).then(|| text.find(name)).flatten();
    if let Some(at) = found {
        let behind = &text[at + name.len()..];
        if behind.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        pieces.push(Piece::Text(text[..at].to_owned()));
        pieces.push(Piece::MonthName);
        pieces.push(Piece::Text(behind.to_owned()));
        *month = true;
        return Some(());
    }
    // About and before were said of the old date only.
    let kept = text.trim_start_matches(['约', '预', '计']);
    pieces.push(Piece::Text(kept.to_owned()));
    Some(())
}

/// Marks, while a shape is found, that some zero leads.
const LED: &str = "\u{0}";

/// Where month and day have two digits anyway, zeros lead only in `2022-11-18` and `20221118`.
fn settled(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    let bare = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Month(false) | Piece::Day(false)));
    let led = pieces
        .iter()
        .any(|piece| *piece == Piece::Text(LED.to_owned()));
    pieces.retain(|piece| *piece != Piece::Text(LED.to_owned()));
    let dashed = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Text(text) if text == "-"));
    let solid = pieces
        .windows(2)
        .any(|pair| matches!(pair, [Piece::Year(4), Piece::Month(true)]));
    if bare || !(led || dashed || solid) {
        for piece in &mut pieces {
            match piece {
                Piece::Month(padded) | Piece::Day(padded) => *padded = false,
                _ => {}
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use jiff::civil::date;

    #[test]
    fn a_date_is_written_as_the_file_writes_dates() {
        let mut out = String::new();
        for (text, own) in [
            ("2022-05-18", date(2022, 5, 18)),
            ("2022/5/8", date(2022, 5, 8)),
            ("2022.5", date(2022, 5, 31)),
            ("2022年5月", date(2022, 5, 31)),
            ("2022年05月18日", date(2022, 5, 18)),
            ("2022年底", date(2022, 12, 31)),
            ("2022年一季度", date(2022, 3, 31)),
            ("5月底", date(2026, 5, 31)),
            ("20220518", date(2022, 5, 18)),
            ("18/05/2022", date(2022, 5, 18)),
            ("05/18/2022 12:00:00 AM", date(2022, 5, 18)),
            ("18 May 2022", date(2022, 5, 18)),
            ("Mar-26", date(2026, 3, 1)),
            ("２０２２年５月", date(2022, 5, 1)),
            ("春节后", date(2022, 5, 1)),
        ] {
            let words = Words::of(text, own);
            let shown = words.map_or("-".to_owned(), |words| {
                let more: Vec<String> = words
                    .family()
                    .iter()
                    .map(|more| more.write(date(2024, 11, 3)))
                    .collect();
                format!("{} ({})", words.write(date(2024, 11, 3)), more.join(", "))
            });
            out += &format!("{text}: {shown}\n");
        }
        expect![[r#"
            2022-05-18: 2024-11-03 (2024-11, 2024-11-03)
            2022/5/8: 2024/11/3 (2024/11, 2024/11/3)
            2022.5: 2024.11 (2024.11, 2024.11.3)
            2022年5月: 2024年11月 (2024年, 2024年11月, 2024年11月3日)
            2022年05月18日: 2024年11月03日 (2024年, 2024年11月, 2024年11月03日)
            2022年底: 2024年底 (2024年, 2024年11月, 2024年11月3日)
            2022年一季度: 2024年四季度 (2024年, 2024年11月, 2024年11月3日)
            5月底: 11月底 (2024年, 2024年11月, 2024年11月3日)
            20220518: 20241103 (2024-11, 2024-11-03)
            18/05/2022: 03/11/2024 (2024/11, 2024/11/03)
            05/18/2022 12:00:00 AM: 11/03/2024 (2024/11, 2024/11/03)
            18 May 2022: 3 Nov 2024 (2024-11, 2024-11-3)
            Mar-26: Nov-24 (2024-11, 2024-11-3)
            ２０２２年５月: 2024年11月 (2024年, 2024年11月, 2024年11月3日)
            春节后: -
        "#]]
        .assert_eq(&out);
    }
}
