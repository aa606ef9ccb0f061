//! The time axis: days to places, what is written above them, and the lines of the wall.

use jiff::civil::{Date, date};
use zone::Lang;
use zone::figures::days_between;
use zone::view::wall::WallHead;

use super::page::{Area, Page, Style};
use super::{HEAD_HEIGHT, HEAD_TOP, MARGIN, ROW, ROWS_TOP, Sheet, WIDTH, paint};
use crate::text::breadth;

/// Years shown before and after that of the date, at most.
const YEARS_BEFORE: i16 = 2;
const YEARS_AFTER: i16 = 3;
/// Below this width a quarter has no room for its name, a month none for its number.
const QUARTER_MIN: f64 = 24.0;
const MONTH_MIN: f64 = 17.0;

/// Days on paper.
pub(super) struct Axis {
    first: Date,
    last: Date,
    pub(super) left: f64,
    pub(super) right: f64,
    scale: f64,
    /// The date looked at.
    pub(super) today: Date,
}

impl Axis {
    /// The years of the wall that lie around its date.
    pub(super) fn of(head: &WallHead, left: f64, right: f64) -> Axis {
        let today = head.true_on;
        let year = today.year();
        let oldest = (year - YEARS_BEFORE).max(Date::MIN.year());
        let newest = (year + YEARS_AFTER).min(Date::MAX.year());
        let start = head.span.0.year().clamp(oldest, year);
        let end = head.span.1.year().clamp(year, newest);
        let (first, last) = (date(start, 1, 1), date(end, 12, 31));
        // A little room after the last day, for the figures written there.
        let days = f64::from(days_between(first, last) + 1);
        let scale = (right - left - 6.0) / days;
        Axis {
            first,
            last,
            left,
            right,
            scale,
            today,
        }
    }

    /// Left edge of a day, numbered from the first.
    pub(super) fn at(&self, day: i32) -> f64 {
        self.left + f64::from(day) * self.scale
    }

    /// Right edge of a day: a bar that ends on a day covers it.
    pub(super) fn after(&self, day: i32) -> f64 {
        self.at(day.saturating_add(1))
    }

    /// Number of a date, counted from the first day.
    pub(super) fn day(&self, date: Date) -> i32 {
        days_between(self.first, date)
    }

    fn x(&self, date: Date) -> f64 {
        self.at(self.day(date))
    }

    fn years(&self) -> impl Iterator<Item = i16> + use<> {
        self.first.year()..=self.last.year()
    }

    /// Months in each of the lower marks: as fine as there is room for.
    fn step(&self) -> i8 {
        match self.scale * 30.4 {
            month if month >= MONTH_MIN => 1,
            month if month * 3.0 >= QUARTER_MIN => 3,
            _ => 6,
        }
    }

    /// First month and place of each of the lower marks.
    fn marks(&self) -> Vec<(i8, f64)> {
        let step = self.step();
        let months = move |year| {
            (1..=12)
                .step_by(step as usize)
                .map(move |month| (year, month))
        };
        self.years()
            .flat_map(months)
            .map(|(year, month)| (month, self.x(date(year, month, 1))))
            .collect()
    }
}

/// The lines between rows, quarters, half-years and years.
pub(super) fn draw_grid(page: &mut Page, sheet: &Sheet<'_>) {
    let (axis, bottom) = (&sheet.axis, sheet.bottom);
    for (month, x) in axis.marks() {
        if !matches!(month, 1 | 7) {
            page.line((x, ROWS_TOP), (x, bottom), paint::QUARTER, 1.0);
        }
    }
    let lines = sheet.wall.rows.len().max(1);
    for at in 1..=lines {
        let y = ROWS_TOP + ROW * at as f64 - 0.5;
        page.line((MARGIN, y), (WIDTH - MARGIN, y), paint::RULE, 1.0);
    }
    for year in axis.years() {
        page.dashed(axis.x(date(year, 7, 1)), ROWS_TOP, bottom, paint::HALF);
        let x = axis.x(date(year, 1, 1));
        page.line((x, ROWS_TOP), (x, bottom), paint::RULE_STRONG, 1.4);
    }
    let x = axis.after(axis.day(axis.last));
    page.line((x, ROWS_TOP), (x, bottom), paint::RULE_STRONG, 1.4);
}

/// The line of the date looked at.
pub(super) fn draw_today(page: &mut Page, sheet: &Sheet<'_>) {
    let x = sheet.axis.x(sheet.axis.today);
    page.line((x, ROWS_TOP), (x, sheet.bottom), paint::ACCENT, 1.6);
}

/// Years above, quarters or months below, and the tag of the date.
pub(super) fn draw_heads(page: &mut Page, sheet: &Sheet<'_>) {
    let (axis, lang) = (&sheet.axis, sheet.options.lang);
    let (split, foot) = (HEAD_TOP + HEAD_HEIGHT / 2.0, ROWS_TOP);
    for year in axis.years() {
        let x = axis.x(date(year, 1, 1));
        page.line((x, HEAD_TOP), (x, foot), paint::RULE_STRONG, 1.0);
        let label = lang.pick(|| format!("{year}年"), || year.to_string());
        let style = Style::new(12.0, paint::INK).bold();
        page.text(x + 6.0, HEAD_TOP + HEAD_HEIGHT / 4.0, &label, style);
    }
    let step = axis.step();
    let width = axis.scale * 30.4 * f64::from(step);
    for (month, x) in axis.marks() {
        if month > 1 {
            page.line((x, split), (x, foot), paint::HALF, 1.0);
        }
        let style = Style::new(10.0, paint::MUTED).middle();
        let label = mark_label(month, step, lang);
        page.text(x + width / 2.0, split + HEAD_HEIGHT / 4.0, &label, style);
    }
    let tag = lang.pick(
        || format!("截至 {}月{}日", axis.today.month(), axis.today.day()),
        || axis.today.to_string(),
    );
    let style = Style::new(10.0, paint::PAPER).bold().middle();
    let width = breadth(&tag, style.size) + 12.0;
    let x = axis.x(axis.today);
    let middle = x.clamp(axis.left + width / 2.0, axis.right - width / 2.0);
    let area = Area::new(middle - width / 2.0, ROWS_TOP - 17.0, width, 16.0);
    page.rect(area, paint::ACCENT);
    page.text(middle, ROWS_TOP - 9.0, &tag, style);
}

fn mark_label(month: i8, step: i8, lang: Lang) -> String {
    let part = (month - 1) / step + 1;
    match (step, lang) {
        (1, _) => month.to_string(),
        (3, Lang::Zh) => format!("{part}季"),
        (3, Lang::En) => format!("Q{part}"),
        (_, Lang::Zh) => ["上", "下"][usize::from(month > 6)].to_owned(),
        (_, Lang::En) => format!("H{part}"),
    }
}
