//! A unit's report to be signed, as one drawing: A4 wide and as high as its rows.

use zone::Lang;
use zone::view::report::ColumnKind;
use zone::view::signoff::{PrintedRow, PrintedSheet};

use super::page::{Area, Page, Style};
use crate::sheet::{facts, how, is_number, place, title, total};
use crate::square::square;
use crate::text::{say, wrap};

/// A4 at 96 dots to the inch.
const WIDTH: f64 = 794.0;
const HEIGHT: f64 = 1_123.0;
const MARGIN: f64 = 48.0;
/// Side of the code: 34 mm, which an office's scanner reads at 150 dpi and a phone at arm's length.
const CODE: f64 = 128.0;
const INK: &str = "#1a1a1a";
const GREY: &str = "#666666";

/// The sheet as one drawing, A4 wide and as high as its rows.
pub fn sheet(sheet: &PrintedSheet, lang: Lang) -> String {
    let layout = Layout::of(sheet);
    let rows: Vec<SvgRow> = sheet.rows.iter().map(|row| layout.row(row, lang)).collect();
    let top = MARGIN + 30.0 + CODE + 40.0;
    let table: f64 = rows.iter().map(|row| row.height).sum();
    let height = (top + HEAD + table + ROW + 190.0).max(HEIGHT);
    let mut page = Page::new(WIDTH, height, lang);
    svg_head(&mut page, sheet, lang);
    let mut y = svg_table_head(&mut page, sheet, &layout, top, lang);
    for row in &rows {
        row.draw(&mut page, &layout, sheet, y);
        y += row.height;
    }
    svg_foot(&mut page, sheet, &layout, y, lang);
    page.done()
}

const HEAD: f64 = 40.0;
const ROW: f64 = 24.0;
const LINE: f64 = 15.0;
const SIZE: f64 = 11.0;

/// Where the columns stand.
struct Layout {
    /// Left edge of each column after the first, and the right edge of the last.
    edges: Vec<f64>,
}

impl Layout {
    fn of(sheet: &PrintedSheet) -> Layout {
        let room = WIDTH - 2.0 * MARGIN;
        let weights = sheet.columns.iter().map(|column| match column.takes {
            ColumnKind::Money | ColumnKind::Date => 1.0,
            ColumnKind::Share => 0.7,
            _ => 1.4,
        });
        let weights: Vec<f64> = std::iter::once(2.0).chain(weights).collect();
        let whole: f64 = weights.iter().sum();
        let mut edges = vec![MARGIN];
        let mut x = MARGIN;
        for weight in weights {
            x += room * weight / whole;
            edges.push(x);
        }
        Layout { edges }
    }

    /// Left edge and width of a column; the first is the project's.
    fn column(&self, at: usize) -> (f64, f64) {
        let left = self.edges.get(at).copied().unwrap_or(MARGIN);
        let right = self.edges.get(at + 1).copied().unwrap_or(left);
        (left, right - left)
    }

    fn lines(&self, at: usize, text: &str) -> Vec<String> {
        let (_, width) = self.column(at);
        wrap(text, width - 8.0, SIZE, 12)
    }

    fn row(&self, row: &PrintedRow, lang: Lang) -> SvgRow {
        let mut first = self.lines(0, &format!("{} {}", row.name, row.project));
        for more in &row.more {
            first.extend(self.lines(0, more.in_lang(lang)));
        }
        let cells = row.cells.iter().enumerate();
        let cells = cells.map(|(at, cell)| self.lines(at + 1, cell.in_lang(lang)));
        let cells: Vec<Vec<String>> = std::iter::once(first).chain(cells).collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a few lines of text")]
        let height = ROW + LINE * (lines - 1) as f64;
        SvgRow { cells, height }
    }
}

/// A row broken into lines.
struct SvgRow {
    cells: Vec<Vec<String>>,
    height: f64,
}

impl SvgRow {
    fn draw(&self, page: &mut Page, layout: &Layout, sheet: &PrintedSheet, y: f64) {
        for (at, lines) in self.cells.iter().enumerate() {
            let (x, width) = layout.column(at);
            page.frame(Area::new(x, y, width, self.height), GREY, 0.8);
            let column = at.checked_sub(1).and_then(|at| sheet.columns.get(at));
            let right = column.is_some_and(|own| is_number(own.takes));
            let mut baseline = y + 16.0;
            for line in lines {
                let style = Style::new(SIZE, INK);
                match right {
                    true => page.text(x + width - 4.0, baseline, line, style.right()),
                    false => page.text(x + 4.0, baseline, line, style),
                }
                baseline += LINE;
            }
        }
    }
}

fn svg_head(page: &mut Page, sheet: &PrintedSheet, lang: Lang) {
    let ink = Style::new(13.0, INK);
    page.text(
        MARGIN,
        MARGIN + 20.0,
        &title(sheet, lang),
        ink.sized(20.0).bold(),
    );
    page.text(MARGIN, MARGIN + 44.0, &sheet.zone, ink);
    let mut y = MARGIN + 68.0;
    for (label, value) in facts(sheet, lang) {
        page.text(MARGIN, y, label, Style::new(12.0, GREY));
        page.text(MARGIN + 90.0, y, &value, ink.sized(12.0));
        y += 18.0;
    }
    let (x, top) = (WIDTH - MARGIN - CODE, MARGIN);
    if let Some(code) = square(&sheet.square) {
        page.code(Area::new(x, top, CODE, CODE), code.side, &code.path);
    }
    let below = top + CODE + 14.0;
    page.text(x + CODE / 2.0, below, &sheet.code, ink.sized(11.0).middle());
}

fn svg_table_head(
    page: &mut Page,
    sheet: &PrintedSheet,
    layout: &Layout,
    top: f64,
    lang: Lang,
) -> f64 {
    let labels = sheet.columns.iter().map(|own| own.label.in_lang(lang));
    let labels = std::iter::once(say(lang, "项目", "Project")).chain(labels);
    for (at, label) in labels.enumerate() {
        let (x, width) = layout.column(at);
        page.frame(Area::new(x, top, width, HEAD), GREY, 0.8);
        let mut y = top + 16.0;
        for line in wrap(label, width - 8.0, SIZE, 2) {
            page.text(x + 4.0, y, &line, Style::new(SIZE, INK).bold());
            y += LINE;
        }
    }
    top + HEAD
}

fn svg_foot(page: &mut Page, sheet: &PrintedSheet, layout: &Layout, y: f64, lang: Lang) {
    let totals = sheet.columns.iter().map(|own| total(sheet, &own.key, lang));
    let word = say(lang, "合计", "Total").to_owned();
    for (at, text) in std::iter::once(word).chain(totals).enumerate() {
        let (x, width) = layout.column(at);
        page.frame(Area::new(x, y, width, ROW), GREY, 0.8);
        let style = Style::new(SIZE, INK).bold();
        match at {
            0 => page.text(x + 4.0, y + 16.0, &text, style),
            _ => page.text(x + width - 4.0, y + 16.0, &text, style.right()),
        }
    }
    let top = y + ROW + 20.0;
    let seal = say(lang, "单位（盖章）", "Seal of the unit").to_owned();
    let words = sheet.place_words.iter().map(|word| place(word, lang));
    let words: Vec<String> = words.chain([seal]).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most four places")]
    let width = (WIDTH - 2.0 * MARGIN) / words.len() as f64;
    let mut x = MARGIN;
    for word in &words {
        page.frame(Area::new(x, top, width - 8.0, 100.0), GREY, 0.8);
        page.text(x + 6.0, top + 18.0, word, Style::new(12.0, INK));
        x += width;
    }
    let mut y = top + 122.0;
    for line in wrap(how(lang), WIDTH - 2.0 * MARGIN, 10.0, 3) {
        page.text(MARGIN, y, &line, Style::new(10.0, GREY));
        y += 14.0;
    }
    let digest = format!("SHA-256 {}", sheet.digest);
    page.text(MARGIN, y, &digest, Style::new(10.0, GREY));
}
