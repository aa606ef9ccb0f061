//! The foot: what the marks mean, under which rule, from where, and from which record.

use super::page::{Area, Page, Style};
use super::{MARGIN, Sheet, WIDTH, paint};
use crate::text::{breadth, clean, shortened};

/// The marks of the legend.
#[derive(Clone, Copy)]
enum Mark {
    Baseline,
    Fill(&'static str),
    Float,
    Critical,
    Met,
    Due,
    Required,
    Hook,
    Flag(&'static str),
    Arrow,
}

/// The foot.
pub(super) fn draw(page: &mut Page, sheet: &Sheet<'_>) {
    let top = sheet.bottom;
    page.line(
        (MARGIN, top),
        (WIDTH - MARGIN, top),
        paint::RULE_STRONG,
        1.0,
    );
    draw_legend(page, sheet, top + 22.0);
    let (head, lang) = (&sheet.wall.head, sheet.options.lang);
    let rule = clean(head.rule.name.in_lang(lang));
    let version = head.rule.version;
    let mut parts = vec![lang.pick(
        || format!("亮灯规则：{rule} 第 {version} 版"),
        || format!("Light rule: {rule}, version {version}"),
    )];
    if let Some(year) = head.provisional_year {
        parts.push(lang.pick(
            || format!("{year} 年放假通知尚未发布，涉及日期为暂定"),
            || format!("dates that depend on {year} are provisional: no holiday notice yet"),
        ));
    }
    let attribution = clean(head.attribution.in_lang(lang));
    if !attribution.is_empty() {
        parts.push(attribution);
    }
    if head.synthetic {
        parts.push(
            sheet
                .say("示范数据，非真实情况", "synthetic data, nothing real")
                .to_owned(),
        );
    }
    let (on, seq, code) = (head.true_on, head.known_seq, clean(sheet.options.head_code));
    let record = lang.pick(
        || format!("截至 {on} · 记录 #{seq} · 短码 {code}"),
        || format!("true on {on} · record #{seq} · code {code}"),
    );
    let style = Style::new(10.5, paint::MUTED);
    let room = WIDTH - 2.0 * MARGIN - breadth(&record, style.size) - 30.0;
    let text = parts.join(sheet.say("　", "   ·   "));
    let short = shortened(&text, room, style.size);
    let whole = (short != text).then_some(text.as_str());
    let y = top + 48.0;
    page.titled(MARGIN, y, &short, style, whole);
    page.text(WIDTH - MARGIN, y, &record, style.bold().right());
}

fn draw_legend(page: &mut Page, sheet: &Sheet<'_>, y: f64) {
    let say = |zh, en| sheet.say(zh, en);
    let mut x = MARGIN;
    for (mark, name) in [
        (Mark::Baseline, say("基准计划", "baseline")),
        (Mark::Fill(paint::DONE), say("实际", "actual")),
        (
            Mark::Fill("url(#plan)"),
            say("剩余计划", "rest of the plan"),
        ),
        (
            Mark::Fill("url(#late)"),
            say("超出要求日期", "past the required date"),
        ),
        (Mark::Float, say("机动时间", "float")),
        (Mark::Critical, say("关键工序", "critical steps")),
        (Mark::Met, say("节点已过", "gate met")),
        (
            Mark::Due,
            say("节点待过（红框逾期）", "gate due (red: overdue)"),
        ),
        (Mark::Required, say("要求完成", "required finish")),
        (Mark::Hook, say("最迟须动手", "last responsible moment")),
        (Mark::Flag(paint::LATE), say("已完成", "finished")),
        (
            Mark::Flag(paint::INK),
            say("已过要求日期", "required date passed"),
        ),
        (Mark::Arrow, say("年份在图外", "beyond these years")),
    ] {
        draw_mark(page, mark, x, y);
        let style = Style::new(10.0, paint::MUTED);
        page.text(x + 30.0, y, name, style);
        x += 30.0 + breadth(name, style.size) + 18.0;
    }
}

fn draw_mark(page: &mut Page, mark: Mark, x: f64, y: f64) {
    let bar = Area::new(x, y - 5.0, 24.0, 10.0);
    let centre = (x + 12.0, y);
    match mark {
        Mark::Baseline => {
            page.line((x, y), (x + 24.0, y), paint::BASELINE, 1.4);
            for end in [x, x + 24.0] {
                page.line((end, y - 3.0), (end, y + 3.0), paint::BASELINE, 1.4);
            }
        }
        Mark::Fill(fill) => page.rect(bar, fill),
        Mark::Float => page.rect(Area::new(x, y - 3.0, 24.0, 6.0), paint::FLOAT),
        Mark::Critical => page.frame(bar, paint::INK, 1.2),
        Mark::Met => page.diamond(centre, 5.0, (paint::INK, paint::PAPER, 1.3)),
        Mark::Due => page.diamond(centre, 5.0, (paint::PAPER, paint::INK, 1.3)),
        Mark::Required => page.rect(Area::new(x + 10.0, y - 7.0, 4.0, 14.0), paint::INK),
        Mark::Hook => {
            let (right, foot) = (x + 15.0, y + 6.0);
            let points = [
                (right, y - 6.0),
                (right, foot),
                (right - 5.0, foot),
                (right - 5.0, foot - 3.0),
            ];
            page.path(&points, false, ("none", paint::INK, 1.6));
        }
        Mark::Flag(colour) => {
            let (x, top) = (x + 10.0, y - 7.0);
            page.line((x, top), (x, y + 7.0), colour, 1.4);
            let points = [(x, top), (x + 8.0, top + 3.5), (x, top + 7.0)];
            page.path(&points, true, (colour, "none", 0.0));
        }
        Mark::Arrow => {
            let points = [(x + 8.0, y), (x + 15.0, y - 4.0), (x + 15.0, y + 4.0)];
            page.path(&points, true, (paint::MUTED, "none", 0.0));
        }
    }
}
