//! The wall as a drawing for paper: A3 landscape wide, as high as its rows.
//!
//! Promises: well-formed XML with presentation attributes only, so that it shows the same under
//! any content policy; no script, style, link or font inside. Words are escaped and cleaned; what
//! had to be cut carries the whole text as a title.
//!
//! Does not: break pages. Years beyond two before and three after the date are left to the
//! screen, and what lies there is pointed at, so that the months people act on stay readable.

mod axis;
mod bars;
mod columns;
mod foot;
mod head;
mod page;
mod paint;
mod sheet;
mod spans;
mod work;

use zone::Lang;
use zone::view::wall::Wall;

use axis::Axis;
use page::{Page, Style};
pub use sheet::sheet;

/// How the drawing is to be made.
#[derive(Debug, Clone, Copy)]
pub struct SvgOptions<'a> {
    /// Language of its words.
    pub lang: Lang,
    /// Short code of the record the wall was made from.
    pub head_code: &'a str,
}

/// Width of A3 landscape at 96 dots to the inch.
const WIDTH: f64 = 1587.0;
/// White at each side, which printers do not reach.
const MARGIN: f64 = 28.0;
/// Top and height of the column heads.
const HEAD_TOP: f64 = 118.0;
const HEAD_HEIGHT: f64 = 40.0;
const ROWS_TOP: f64 = HEAD_TOP + HEAD_HEIGHT;
const ROW: f64 = 46.0;
const FOOT: f64 = 74.0;

/// Everything that the parts of the drawing share.
struct Sheet<'a> {
    wall: &'a Wall,
    options: &'a SvgOptions<'a>,
    layout: columns::Layout,
    axis: Axis,
    /// Where the last row ends.
    bottom: f64,
}

/// The wall as an SVG document.
pub fn wall(wall: &Wall, options: &SvgOptions<'_>) -> String {
    let layout = columns::Layout::of(options.lang);
    let axis = Axis::of(&wall.head, layout.time_left, layout.time_right);
    let lines = wall.rows.len().max(1);
    let bottom = ROWS_TOP + ROW * lines as f64;
    let sheet = Sheet {
        wall,
        options,
        layout,
        axis,
        bottom,
    };
    let mut page = Page::new(WIDTH, bottom + FOOT, options.lang);
    page.define(&sheet);
    head::draw(&mut page, &sheet);
    axis::draw_grid(&mut page, &sheet);
    page.open_clip();
    for (at, row) in wall.rows.iter().enumerate() {
        bars::draw(&mut page, &sheet, row, ROWS_TOP + ROW * at as f64);
    }
    axis::draw_today(&mut page, &sheet);
    for (at, row) in wall.rows.iter().enumerate() {
        bars::draw_distance(&mut page, &sheet, row, ROWS_TOP + ROW * at as f64);
    }
    page.close();
    for (at, row) in wall.rows.iter().enumerate() {
        columns::draw(&mut page, &sheet, row, ROWS_TOP + ROW * at as f64);
    }
    if wall.rows.is_empty() {
        let none = sheet.say("没有符合条件的项目", "No project matches");
        let style = Style::new(13.0, paint::MUTED).middle();
        page.text(WIDTH / 2.0, ROWS_TOP + ROW / 2.0, none, style);
    }
    columns::draw_heads(&mut page, &sheet);
    axis::draw_heads(&mut page, &sheet);
    foot::draw(&mut page, &sheet);
    page.done()
}

impl Sheet<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        crate::text::say(self.options.lang, zh, en)
    }
}
