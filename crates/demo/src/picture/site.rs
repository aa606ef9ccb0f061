//! Sites as somebody passing by with a phone would take them: a frame that grows, a trench with
//! its pipe, a fence with nothing behind it yet.

use super::Canvas;

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scene {
    /// A frame of so many floors, with its crane.
    Frame(i32),
    /// An open trench with a pipe, and the pole that stands in its way.
    Trench,
    /// A fenced field.
    Field,
}

/// Width and height in points.
pub(crate) const SIZE: (i32, i32) = (400, 300);

const HORIZON: i32 = 190;

/// Draws it.
pub(crate) fn site(scene: Scene) -> Canvas {
    let mut canvas = Canvas::new(400, 300, 8);
    canvas.block((0, 0), (SIZE.0, 70), 7);
    // Hills and town far off.
    for (left, high, wide) in [(0, 18, 70), (60, 30, 50), (120, 12, 120), (300, 26, 100)] {
        canvas.block((left, HORIZON - high), (wide, high), 4);
    }
    canvas.block((0, HORIZON), (SIZE.0, SIZE.1 - HORIZON), 10);
    for row in 0..11 {
        let y = HORIZON + 6 + row * 10;
        canvas.line((row * 23 % 90, y), (SIZE.0, y + 3), 1, 9);
    }
    match scene {
        Scene::Frame(floors) => frame(&mut canvas, floors),
        Scene::Trench => trench(&mut canvas),
        Scene::Field => field(&mut canvas),
    }
    canvas
}

fn frame(canvas: &mut Canvas, floors: i32) {
    let (left, wide, storey) = (110, 170, 22);
    for floor in 0..floors {
        let top = HORIZON + 30 - (floor + 1) * storey;
        canvas.block((left, top), (wide, 5), 3);
        for bay in 0..=6 {
            canvas.block((left + bay * (wide - 6) / 6, top), (6, storey), 2);
        }
        if floor + 2 < floors {
            canvas.block((left + 34, top + 5), (46, storey - 5), 5);
            canvas.block((left + 40, top + 9), (14, 10), 7);
        }
    }
    // The net of the scaffold at one side, and the crane.
    let top = HORIZON + 30 - floors * storey;
    canvas.block((left + wide, top), (14, floors * storey), 12);
    for rung in 0..floors * 2 {
        canvas.line(
            (left + wide, top + rung * 11),
            (left + wide + 14, top + rung * 11),
            1,
            2,
        );
    }
    canvas.block((318, 30), (7, HORIZON), 11);
    for rung in 0..14 {
        canvas.line((318, 32 + rung * 13), (324, 44 + rung * 13), 1, 1);
    }
    canvas.line((150, 36), (380, 36), 4, 11);
    canvas.line((321, 14), (170, 36), 1, 1);
    canvas.line((321, 14), (376, 36), 1, 1);
    canvas.line((196, 40), (196, 92), 1, 1);
    canvas.block((186, 92), (20, 7), 13);
}

fn trench(canvas: &mut Canvas) {
    for depth in 0..60 {
        let y = HORIZON + 28 + depth;
        canvas.block(
            (60 + depth, y),
            (250 - depth / 2, 1),
            if depth < 44 { 9 } else { 1 },
        );
    }
    canvas.line((96, HORIZON + 62), (300, HORIZON + 74), 13, 4);
    canvas.line((96, HORIZON + 62), (300, HORIZON + 74), 2, 6);
    // The pole that has to go first.
    canvas.block((238, 44), (6, HORIZON), 1);
    canvas.block((214, 56), (54, 4), 1);
    for wire in [218, 240, 262] {
        canvas.line((wire, 58), (400, 40 + wire / 8), 1, 1);
        canvas.line((wire, 58), (0, 50 + wire / 8), 1, 1);
    }
    for post in 0..7 {
        canvas.block(
            (30 + post * 56, HORIZON + 18),
            (4, 20),
            if post % 2 == 0 { 13 } else { 6 },
        );
    }
    canvas.line((30, HORIZON + 22), (370, HORIZON + 22), 2, 13);
}

fn field(canvas: &mut Canvas) {
    for panel in 0..9 {
        let left = panel * 46 - 6;
        canvas.block((left, HORIZON - 4), (44, 34), 6);
        canvas.block((left, HORIZON - 4), (44, 4), 14);
        canvas.block((left + 42, HORIZON - 8), (4, 40), 2);
    }
    for tuft in 0..60 {
        let (x, y) = (tuft * 67 % 400, HORIZON + 44 + tuft * 29 % 60);
        canvas.block((x, y), (5, 2), 12);
    }
}
