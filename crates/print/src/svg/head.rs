//! The head strip: whose wall and when, time gone against work done, the lights.

use zone::view::wall::WallHead;
use zone::{BasisPoints, Colour};

use super::page::{Area, Page, Style};
use super::{MARGIN, Sheet, WIDTH, paint};
use crate::figures;
use crate::table::light_word;
use crate::text::{breadth, clean, shortened};

/// Where the clocks begin, and where the lights do.
const CLOCKS: f64 = 640.0;
const LIGHTS: f64 = 1150.0;

/// The strip.
pub(super) fn draw(page: &mut Page, sheet: &Sheet<'_>) {
    page.rect(Area::new(0.0, 0.0, WIDTH, 6.0), paint::ACCENT);
    draw_title(page, sheet);
    draw_pace(page, sheet);
    draw_lights(page, sheet);
}

fn draw_title(page: &mut Page, sheet: &Sheet<'_>) {
    let (head, lang) = (&sheet.wall.head, sheet.options.lang);
    let style = Style::new(24.0, paint::INK).bold();
    let zone = clean(&head.zone);
    let title = lang.pick(
        || format!("{zone} · 项目挂图"),
        || format!("{zone} · project wall"),
    );
    let mark = sheet.say("示范数据", "Synthetic data");
    let mark_width = breadth(mark, 11.0) + 14.0;
    let room = CLOCKS
        - MARGIN
        - 24.0
        - if head.synthetic {
            mark_width + 12.0
        } else {
            0.0
        };
    let short = fitted(&title, room, style);
    let whole = (short.0 != title).then_some(title.as_str());
    page.titled(MARGIN, 40.0, &short.0, short.1, whole);
    if head.synthetic {
        let x = MARGIN + breadth(&short.0, short.1.size) + 12.0;
        page.frame(Area::new(x, 30.0, mark_width, 20.0), paint::ACCENT, 1.2);
        let style = Style::new(11.0, paint::ACCENT).bold().middle();
        page.text(x + mark_width / 2.0, 40.0, mark, style);
    }
    let (year, on, seq) = (
        head.true_on.year(),
        head.true_on,
        figures::count(head.known_seq),
    );
    let line = lang.pick(
        || format!("{year} 年度　截至 {on}　已知至 #{seq}"),
        || format!("Year {year}   ·   true on {on}   ·   as known at #{seq}"),
    );
    page.text(MARGIN, 70.0, &line, Style::new(13.0, paint::MUTED));
    let (shown, total) = (sheet.wall.rows.len(), head.projects_total);
    let code = clean(sheet.options.head_code);
    let line = lang.pick(
        || format!("{shown} / {total} 个项目　短码 {code}"),
        || format!("{shown} / {total} projects   ·   code {code}"),
    );
    page.text(MARGIN, 92.0, &line, Style::new(13.0, paint::MUTED));
}

/// A line made smaller, then cut, until it fits.
fn fitted(text: &str, room: f64, style: Style) -> (String, Style) {
    let width = breadth(text, style.size);
    let size = (style.size * room / width.max(1.0)).clamp(15.0, style.size);
    (shortened(text, room, size), style.sized(size))
}

/// Time gone and work done, as two thin bars with the same scale, and the gap in words.
fn draw_pace(page: &mut Page, sheet: &Sheet<'_>) {
    let head = &sheet.wall.head;
    let (left, width) = (CLOCKS + 64.0, 170.0);
    let share = |share: BasisPoints| f64::from(share.0.clamp(0, 10_000)) / 10_000.0 * width;
    let time = share(head.time_share);
    let figure = Style::new(20.0, paint::INK).bold().right();
    for (y, name, of, fill) in [
        (
            40.0,
            sheet.say("时间过去", "Time gone"),
            Some(head.time_share),
            paint::FAINT,
        ),
        (
            66.0,
            sheet.say("工作完成", "Work done"),
            head.work_share,
            paint::ACCENT,
        ),
    ] {
        page.text(CLOCKS, y, name, Style::new(12.0, paint::MUTED));
        page.rect(Area::new(left, y - 4.0, width, 8.0), paint::RULE);
        if let Some(of) = of {
            page.rect(Area::new(left, y - 4.0, share(of), 8.0), fill);
        }
        page.text(left + width + 80.0, y, &figures::percent(of), figure);
    }
    page.rect(Area::new(left + time - 1.0, 58.0, 2.0, 16.0), paint::INK);
    let (told, behind) = difference(head, sheet);
    let colour = if behind { paint::LATE } else { paint::ACCENT };
    page.text(left, 92.0, &told, Style::new(12.0, colour).bold());
    draw_money(page, sheet);
}

fn difference(head: &WallHead, sheet: &Sheet<'_>) -> (String, bool) {
    let Some(work) = head.work_share else {
        return (
            sheet
                .say("本年尚无上报", "nothing reported this year")
                .to_owned(),
            false,
        );
    };
    let between = work.0.saturating_sub(head.time_share.0);
    let size = figures::share(Some(BasisPoints(between.saturating_abs())));
    let told = sheet.options.lang.pick(
        || match between {
            0 => "与序时持平".to_owned(),
            1.. => format!("超前序时 {size} 个百分点"),
            _ => format!("落后序时 {size} 个百分点"),
        },
        || match between {
            0 => "level with time".to_owned(),
            1.. => format!("{size} pp ahead of time"),
            _ => format!("{size} pp behind time"),
        },
    );
    (told, between < 0)
}

fn draw_money(page: &mut Page, sheet: &Sheet<'_>) {
    let (head, lang) = (&sheet.wall.head, sheet.options.lang);
    let unit = figures::currency(head.currency, lang);
    let right = LIGHTS - 22.0;
    for (y, name, amount) in [
        (40.0, sheet.say("本年完成", "Reported"), head.reported_ytd),
        (66.0, sheet.say("年度计划", "Plan"), head.year_plan),
    ] {
        let amount = figures::money(amount, lang);
        let told = lang.pick(|| format!("{amount}{unit}"), || format!("{unit} {amount}"));
        let style = Style::new(14.0, paint::INK).bold().right();
        page.text(right, y, &told, style);
        let left = right - breadth(&told, style.size) - 8.0;
        page.text(left, y, name, Style::new(12.0, paint::MUTED).right());
    }
}

/// How many of each, worst first: the order in which people look for them.
fn draw_lights(page: &mut Page, sheet: &Sheet<'_>) {
    let (counts, lang) = (sheet.wall.head.counts, sheet.options.lang);
    let cell = (WIDTH - MARGIN - LIGHTS) / 5.0;
    for (at, (colour, count)) in [
        (Colour::Red, counts.red),
        (Colour::Yellow, counts.yellow),
        (Colour::Green, counts.green),
        (Colour::Blue, counts.blue),
        (Colour::Grey, counts.grey),
    ]
    .into_iter()
    .enumerate()
    {
        let middle = LIGHTS + cell * (at as f64 + 0.5);
        let number = figures::count(u64::from(count));
        let style = Style::new(26.0, paint::INK).bold();
        let width = 22.0 + breadth(&number, style.size);
        page.light(colour, (middle - width / 2.0 + 8.0, 48.0), 8.0);
        page.text(middle - width / 2.0 + 22.0, 47.0, &number, style);
        let word = light_word(colour, lang);
        page.text(middle, 74.0, word, Style::new(12.0, paint::MUTED).middle());
        if at > 0 {
            let x = LIGHTS + cell * at as f64;
            page.line((x, 34.0), (x, 82.0), paint::RULE, 1.0);
        }
    }
}
