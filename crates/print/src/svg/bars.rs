//! The bar of a row: baseline thin, actual solid, rest of the plan hatched, float faint; gates,
//! the required date, the last responsible moment, and the distance between what is required and
//! what is expected.

use zone::view::wall::{GateState, WallRow};

use super::axis::Axis;
use super::page::{Area, Page, Style};
use super::work::Work;
use super::{ROW, Sheet, paint};
use crate::figures;
use crate::text::breadth;

/// Where the bar lies in its row.
#[derive(Clone, Copy)]
struct Frame {
    top: f64,
    middle: f64,
    bottom: f64,
    height: f64,
}

fn frame(y: f64) -> Frame {
    let (top, height) = (y + 13.0, 15.0);
    Frame {
        top,
        height,
        middle: top + height / 2.0,
        bottom: top + height,
    }
}

/// The bar with its marks.
pub(super) fn draw(page: &mut Page, sheet: &Sheet<'_>, row: &WallRow, y: f64) {
    let axis = &sheet.axis;
    let work = Work::of(&row.bars, axis);
    let frame = frame(y);
    draw_baseline(page, axis, &work, y + ROW - 10.0);
    draw_float(page, axis, &work, frame);
    draw_work(page, axis, &work, frame);
    if let Some(moment) = work.last_moment {
        draw_hook(page, axis, moment, frame);
    }
    if let Some(required) = work.required {
        let x = axis.after(required) - 2.0;
        let area = |by: f64| {
            let height = frame.height + 8.0 + 2.0 * by;
            Area::new(x - by, frame.top - 4.0 - by, 4.0 + 2.0 * by, height)
        };
        page.rect(area(1.0), paint::PAPER);
        page.rect(area(0.0), paint::INK);
    }
    for gate in &row.gates {
        let place = (axis.after(axis.day(gate.date)), frame.middle);
        let look = match gate.state {
            GateState::Met => (paint::INK, paint::PAPER, 1.3),
            GateState::Due => (paint::PAPER, paint::INK, 1.3),
            GateState::Late => (paint::PAPER, paint::LATE, 1.5),
        };
        page.diamond(place, 5.0, look);
    }
}

fn draw_baseline(page: &mut Page, axis: &Axis, work: &Work, y: f64) {
    let Some(span) = work.baseline else { return };
    let (from, to) = (axis.at(span.from), axis.after(span.to));
    for (from, to) in [
        ((from, y), (to, y)),
        ((from, y - 3.0), (from, y + 3.0)),
        ((to, y - 3.0), (to, y + 3.0)),
    ] {
        page.line(from, to, paint::BASELINE, 1.4);
    }
}

fn draw_float(page: &mut Page, axis: &Axis, work: &Work, frame: Frame) {
    let (Some(finish), Some(until)) = (work.finish, work.float_until) else {
        return;
    };
    if until > finish {
        let from = axis.after(finish);
        let area = Area::new(from, frame.middle - 3.0, axis.after(until) - from, 6.0);
        page.rect(area, paint::FLOAT);
    }
}

fn draw_work(page: &mut Page, axis: &Axis, work: &Work, frame: Frame) {
    let area = |from: f64, to: f64| Area::new(from, frame.top, to - from, frame.height);
    for span in &work.done {
        let from = axis.at(span.from);
        let to = axis.after(span.to).max(from + 1.5);
        page.rect(area(from, to), paint::DONE);
    }
    for span in &work.ahead {
        let (from, to) = (axis.at(span.from), axis.after(span.to));
        let limit = work.required.filter(|required| *required < span.to);
        let turn = limit.map_or(to, |required| axis.after(required).max(from));
        for (from, to, fill) in [(from, turn, "url(#plan)"), (turn, to, "url(#late)")] {
            if to > from {
                page.rect(area(from, to), fill);
            }
        }
    }
    for span in &work.critical {
        let (from, to) = (axis.at(span.from), axis.after(span.to));
        if to - from >= 2.0 {
            page.frame(area(from, to), paint::INK, 1.2);
        }
    }
}

/// A small hook at the last day on which the next step may begin.
fn draw_hook(page: &mut Page, axis: &Axis, moment: i32, frame: Frame) {
    let x = axis.after(moment);
    let gone = moment < axis.day(axis.today);
    let colour = if gone { paint::LATE } else { paint::INK };
    let foot = frame.bottom + 4.0;
    let points = [
        (x, frame.top - 2.0),
        (x, foot),
        (x - 5.0, foot),
        (x - 5.0, foot - 3.0),
    ];
    page.path(&points, false, ("none", colour, 1.6));
}

/// The distance from the required date to the finish, drawn and told in days; the flags.
pub(super) fn draw_distance(page: &mut Page, sheet: &Sheet<'_>, row: &WallRow, y: f64) {
    let axis = &sheet.axis;
    let work = Work::of(&row.bars, axis);
    let frame = frame(y);
    let required = work.required.map(|day| axis.after(day));
    let Some(finish) = work.finish.map(|day| axis.after(day)) else {
        return;
    };
    if work.is_finished {
        draw_flag(page, finish, frame, paint::LATE);
    } else if let Some(day) = work.required.filter(|day| *day < axis.day(axis.today)) {
        draw_flag(page, axis.after(day), frame, paint::INK);
    }
    draw_elsewhere(page, axis, &work, frame);
    let Some(days) = row.bars.delay_days.filter(|days| *days != 0) else {
        return;
    };
    let colour = if days > 0 { paint::LATE } else { paint::EARLY };
    if let Some(required) = required {
        let over = frame.top - 3.0;
        page.line((required, over), (finish, over), colour, 1.2);
        page.line((finish, over - 2.0), (finish, frame.bottom), colour, 1.2);
    }
    let days = figures::days(Some(days));
    let label = sheet
        .options
        .lang
        .pick(|| format!("{days} 天"), || format!("{days} d"));
    let style = Style::new(10.5, colour).bold();
    let edge = required.unwrap_or(finish).max(finish);
    // Where the bar ends outside the paper, the figure stays on it.
    let flag = if work.is_finished { 12.0 } else { 8.0 };
    let most = axis.right - breadth(&label, style.size) - 14.0;
    let x = beside_gates(edge + flag, &label, style, row, axis);
    let x = x.clamp(axis.left + 14.0, most.max(axis.left + 14.0));
    page.label(x, frame.middle, &label, style);
}

/// The place of a label at or after `x` where it hides no gate.
fn beside_gates(mut x: f64, label: &str, style: Style, row: &WallRow, axis: &Axis) -> f64 {
    let width = breadth(label, style.size);
    for gate in &row.gates {
        let at = axis.after(axis.day(gate.date));
        if at > x - 8.0 && at < x + width + 8.0 {
            x = at + 9.0;
        }
    }
    x
}

/// A bar that goes beyond the years shown is pointed after.
fn draw_elsewhere(page: &mut Page, axis: &Axis, work: &Work, frame: Frame) {
    let Some((first, last)) = work.extent() else {
        return;
    };
    let y = frame.middle;
    let mut arrow = |tip: f64, tail: f64| {
        let points = [(tip, y), (tail, y - 4.0), (tail, y + 4.0)];
        page.path(&points, true, (paint::MUTED, paint::PAPER, 1.0));
    };
    if axis.at(first) < axis.left - 0.5 {
        arrow(axis.left + 2.0, axis.left + 9.0);
    }
    if axis.after(last) > axis.right {
        arrow(axis.right - 2.0, axis.right - 9.0);
    }
}

/// Red flag: done. Black flag: the date has passed. As on paper walls.
fn draw_flag(page: &mut Page, x: f64, frame: Frame, colour: &str) {
    let top = frame.top - 5.0;
    page.line((x, top), (x, frame.bottom), colour, 1.4);
    let points = [(x, top), (x + 8.0, top + 3.5), (x, top + 7.0)];
    page.path(&points, true, (colour, "none", 0.0));
}
