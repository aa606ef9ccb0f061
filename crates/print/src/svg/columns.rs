//! The columns at both sides of the time: who, what, where it stands; what needs attention.

use zone::view::wall::WallRow;
use zone::{Colour, Lang};

use super::page::{Area, Page, Style};
use super::{HEAD_HEIGHT, HEAD_TOP, MARGIN, ROW, ROWS_TOP, Sheet, WIDTH, paint};
use crate::figures;
use crate::table::{light_word, title};
use crate::text::{clean, shortened, wrap};

const PAD: f64 = 6.0;
const SMALL: f64 = 9.5;

/// Where each column begins, and how wide it is.
pub(super) struct Layout {
    no: (f64, f64),
    name: (f64, f64),
    unit: (f64, f64),
    stage: (f64, f64),
    light: (f64, f64),
    money: (f64, f64),
    needs: (f64, f64),
    pub(super) time_left: f64,
    pub(super) time_right: f64,
}

impl Layout {
    pub(super) fn of(lang: Lang) -> Layout {
        let widths = lang.pick(
            || [32.0, 182.0, 90.0, 54.0, 156.0, 112.0],
            || [32.0, 182.0, 92.0, 54.0, 170.0, 108.0],
        );
        let mut x = MARGIN;
        let [no, name, unit, stage, light, money] = widths.map(|width| {
            let column = (x, width);
            x += width;
            column
        });
        let needs_width = 236.0;
        let needs = (WIDTH - MARGIN - needs_width, needs_width);
        Layout {
            no,
            name,
            unit,
            stage,
            light,
            money,
            needs,
            time_left: x,
            time_right: needs.0,
        }
    }
}

/// A line of a cell.
struct Line {
    text: String,
    style: Style,
    whole: Option<String>,
}

/// The cells of a row.
pub(super) fn draw(page: &mut Page, sheet: &Sheet<'_>, row: &WallRow, y: f64) {
    let (layout, lang) = (&sheet.layout, sheet.options.lang);
    let middle = y + ROW / 2.0;
    let style = Style::new(11.0, paint::FAINT).right();
    let no = format!("{:02}", row.no);
    page.text(layout.no.0 + layout.no.1 - PAD, middle, &no, style);
    let name = wrapped(
        &title(row, lang),
        layout.name.1,
        Style::new(12.0, paint::INK),
        2,
    );
    stack(page, layout.name.0 + PAD, middle, &name);
    draw_unit(page, sheet, row, middle);
    let stage = row.stage.as_deref().unwrap_or(figures::NONE);
    let stage = wrapped(stage, layout.stage.1, Style::new(11.0, paint::INK), 2);
    stack(page, layout.stage.0 + PAD, middle, &stage);
    draw_light(page, sheet, row, y);
    draw_money(page, sheet, row, middle);
    draw_needs(page, sheet, row, middle);
}

/// A text in at most so many lines of a column; cut, it tells the whole.
fn wrapped(text: &str, width: f64, style: Style, lines_max: usize) -> Vec<Line> {
    let text = clean(text);
    let lines = wrap(&text, width - 2.0 * PAD, style.size, lines_max);
    let is_cut = lines.last().is_some_and(|line| line.ends_with('…')) && !text.ends_with('…');
    let whole = is_cut.then_some(text);
    let line = |text| Line {
        text,
        style,
        whole: whole.clone(),
    };
    lines.into_iter().map(line).collect()
}

/// Lines under each other around a middle.
fn stack(page: &mut Page, x: f64, middle: f64, lines: &[Line]) {
    let leading = |line: &Line| line.style.size * 1.28;
    let height: f64 = lines.iter().map(leading).sum();
    let mut top = middle - height / 2.0;
    for line in lines {
        let y = top + leading(line) / 2.0;
        page.titled(x, y, &line.text, line.style, line.whole.as_deref());
        top += leading(line);
    }
}

fn draw_unit(page: &mut Page, sheet: &Sheet<'_>, row: &WallRow, middle: f64) {
    let (x, width) = sheet.layout.unit;
    let unit = row.unit.as_ref().map_or(figures::NONE, |unit| &unit.name);
    let style = Style::new(10.5, paint::INK);
    let mut lines = wrapped(unit, width, style, 2);
    if let Some(sponsor) = &row.sponsor {
        let style = Style::new(10.5, paint::MUTED);
        lines.extend(wrapped(sponsor, width, style, 1));
    }
    stack(page, x + PAD, middle, &lines);
}

/// Shape and word, how long it has been so, and the reason in small grey.
fn draw_light(page: &mut Page, sheet: &Sheet<'_>, row: &WallRow, y: f64) {
    let (x, width) = sheet.layout.light;
    let (lang, light) = (sheet.options.lang, &row.light);
    let reason = light.reason.in_lang(lang);
    let indent = 18.0;
    let style = Style::new(SMALL, paint::MUTED);
    let reason = wrapped(reason, width - indent + PAD, style, 2);
    let word = light_word(light.colour, lang);
    let running =
        light.streak > 1 && light.previous == Some(light.colour) && light.colour != Colour::Green;
    let height = 14.0 + SMALL * 1.28 * reason.len() as f64;
    let top = y + (ROW - height) / 2.0;
    let middle = top + 7.0;
    page.light(light.colour, (x + PAD + 6.0, middle), 5.6);
    let left = x + PAD + indent;
    page.text(left, middle, word, Style::new(11.0, paint::INK).bold());
    if running {
        let streak = light.streak;
        let told = lang.pick(|| format!("连 {streak} 期"), || format!("{streak} cycles"));
        let style = Style::new(SMALL, paint::MUTED).right();
        page.text(x + width - PAD, middle, &told, style);
    }
    let under = top + 14.0 + (height - 14.0) / 2.0;
    stack(page, left, under, &reason);
}

fn draw_money(page: &mut Page, sheet: &Sheet<'_>, row: &WallRow, middle: f64) {
    let right = sheet.layout.money.0 + sheet.layout.money.1 - PAD - 2.0;
    let money = &row.money;
    let style = Style::new(11.0, paint::INK).right();
    let pair = figures::money_pair(money.reported_ytd, money.year_plan, sheet.options.lang);
    page.text(right, middle - 7.5, &pair, style);
    let style = Style::new(11.0, paint::MUTED).right();
    let behind = money.gap.is_some_and(|gap| gap.0 < 0);
    let gap = if behind {
        Style::new(11.0, paint::LATE).right().bold()
    } else {
        style
    };
    page.text(right, middle + 7.5, &figures::gap(money.gap), gap);
    let completion = figures::percent(money.completion);
    page.text(right - 46.0, middle + 7.5, &completion, style);
}

/// The most urgent, in up to three lines; what is left out is counted.
fn draw_needs(page: &mut Page, sheet: &Sheet<'_>, row: &WallRow, middle: f64) {
    let (x, width) = sheet.layout.needs;
    let lang = sheet.options.lang;
    let mut lines: Vec<Line> = Vec::new();
    let mut shown = 0;
    for need in &row.needs {
        let room = 3 - lines.len();
        if room == 0 {
            break;
        }
        let colour = if shown == 0 { paint::INK } else { paint::MUTED };
        let style = Style::new(10.0, colour);
        let most = if row.needs.len() == 1 { 3 } else { room.min(2) };
        lines.extend(wrapped(need.text.in_lang(lang), width, style, most));
        shown += 1;
    }
    let more = row.needs.len() - shown;
    if more > 0
        && let Some(last) = lines.last_mut()
    {
        let told = lang.pick(|| format!("（另 {more} 项）"), || format!(" (+{more})"));
        let size = last.style.size;
        let room = width - 2.0 * PAD - crate::text::breadth(&told, size);
        last.text = format!("{}{told}", shortened(&last.text, room, size));
    }
    stack(page, x + PAD + 2.0, middle, &lines);
}

/// The names of the columns.
pub(super) fn draw_heads(page: &mut Page, sheet: &Sheet<'_>) {
    let layout = &sheet.layout;
    for (left, right) in [
        (MARGIN, layout.time_left),
        (layout.time_left, layout.time_right),
        (layout.time_right, WIDTH - MARGIN),
    ] {
        page.rect(
            Area::new(left, HEAD_TOP, right - left, HEAD_HEIGHT),
            paint::BAND,
        );
    }
    let style = Style::new(10.5, paint::MUTED).bold();
    let heads = [
        (layout.name, [sheet.say("项目", "Project"), ""]),
        (
            layout.unit,
            [
                sheet.say("责任单位", "Unit"),
                sheet.say("挂点领导", "Sponsor"),
            ],
        ),
        (layout.stage, [sheet.say("阶段", "Stage"), ""]),
        (layout.light, [sheet.say("灯 · 依据", "Light · why"), ""]),
        (layout.needs, [sheet.say("须关注", "Needs attention"), ""]),
    ];
    for ((x, _), lines) in heads {
        head_text(page, x + PAD, lines, style);
    }
    let money = [
        sheet.say("本年完成/计划", "This year / plan"),
        sheet.say("完成率 · 差(百分点)", "Done · gap (pp)"),
    ];
    let right = layout.money.0 + layout.money.1 - PAD - 2.0;
    head_text(page, right, money, style.right());
    let right = layout.no.0 + layout.no.1 - PAD;
    head_text(page, right, [sheet.say("序", "No"), ""], style.right());
    for y in [HEAD_TOP, ROWS_TOP] {
        page.line((MARGIN, y), (WIDTH - MARGIN, y), paint::RULE_STRONG, 1.0);
    }
    for x in [layout.time_left, layout.time_right] {
        page.line((x, HEAD_TOP), (x, sheet.bottom), paint::RULE_STRONG, 1.0);
    }
}

fn head_text(page: &mut Page, x: f64, lines: [&str; 2], style: Style) {
    let middle = HEAD_TOP + HEAD_HEIGHT / 2.0;
    if lines[1].is_empty() {
        page.text(x, middle, lines[0], style);
    } else {
        page.text(x, middle - 7.0, lines[0], style);
        page.text(x, middle + 7.0, lines[1], style);
    }
}
