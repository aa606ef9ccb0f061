//! The document as it grows: shapes and text as XML, escaped here and nowhere else.

use std::fmt::Write as _;

use zone::{Colour, Lang};

use super::{ROWS_TOP, Sheet, paint};
use crate::text::{breadth, clean};

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f64,
    colour: &'static str,
    weight: u16,
    anchor: &'static str,
}

impl Style {
    pub(super) fn new(size: f64, colour: &'static str) -> Style {
        Style {
            size,
            colour,
            weight: 400,
            anchor: "",
        }
    }

    pub(super) fn sized(self, size: f64) -> Style {
        Style { size, ..self }
    }

    pub(super) fn bold(self) -> Style {
        let weight = 600;
        Style { weight, ..self }
    }

    /// Ends at its place.
    pub(super) fn right(self) -> Style {
        let anchor = "end";
        Style { anchor, ..self }
    }

    /// Centred on its place.
    pub(super) fn middle(self) -> Style {
        let anchor = "middle";
        Style { anchor, ..self }
    }
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn new(x: f64, y: f64, width: f64, height: f64) -> Area {
        Area {
            x,
            y,
            width,
            height,
        }
    }
}

/// An SVG document under construction.
pub(super) struct Page {
    out: String,
}

impl Page {
    pub(super) fn new(width: f64, height: f64, lang: Lang) -> Page {
        let (w, h) = (number(width), number(height));
        let lang = crate::text::say(lang, "zh-CN", "en");
        let mut out = String::with_capacity(64 * 1024);
        let _ = write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" xml:lang=\"{lang}\" \
             font-family=\"'Noto Sans SC', 'Noto Sans CJK SC', sans-serif\" \
             font-variant=\"tabular-nums\">\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>\n",
            paint::PAPER,
        );
        Page { out }
    }

    /// The hatchings, and the room that bars stay within.
    pub(super) fn define(&mut self, sheet: &Sheet<'_>) {
        self.out.push_str("<defs>\n");
        for (id, back, line) in [
            ("plan", paint::PLAN_BACK, paint::PLAN),
            ("late", paint::LATE_BACK, paint::LATE),
        ] {
            let _ = writeln!(
                self.out,
                "<pattern id=\"{id}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
                 <rect width=\"5\" height=\"5\" fill=\"{back}\"/>\
                 <path d=\"M-1 6L6 -1M-1 1L1 -1M4 6L6 4\" stroke=\"{line}\" \
                 stroke-width=\"1.1\"/></pattern>",
            );
        }
        let (left, right) = (sheet.layout.time_left, sheet.layout.time_right);
        let area = Area::new(left, ROWS_TOP, right - left, sheet.bottom - ROWS_TOP);
        let _ = writeln!(
            self.out,
            "<clipPath id=\"time\"><rect {}/></clipPath>\n</defs>",
            place(area)
        );
    }

    pub(super) fn open_clip(&mut self) {
        self.out.push_str("<g clip-path=\"url(#time)\">\n");
    }

    pub(super) fn close(&mut self) {
        self.out.push_str("</g>\n");
    }

    pub(super) fn rect(&mut self, area: Area, fill: &str) {
        let _ = writeln!(self.out, "<rect {} fill=\"{fill}\"/>", place(area));
    }

    /// A rectangle's outline.
    pub(super) fn frame(&mut self, area: Area, stroke: &str, width: f64) {
        let (place, width) = (place(area), number(width));
        let _ = writeln!(
            self.out,
            "<rect {place} fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>",
        );
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str, width: f64) {
        self.path(&[from, to], false, ("none", stroke, width));
    }

    /// A dashed line straight down.
    pub(super) fn dashed(&mut self, x: f64, top: f64, bottom: f64, stroke: &str) {
        let (x, top, bottom) = (number(x), number(top), number(bottom));
        let _ = writeln!(
            self.out,
            "<path d=\"M{x} {top}V{bottom}\" stroke=\"{stroke}\" stroke-dasharray=\"5 4\"/>",
        );
    }

    /// Points joined by lines; `look` is fill, stroke and its width.
    pub(super) fn path(&mut self, points: &[(f64, f64)], closed: bool, look: (&str, &str, f64)) {
        let mut drawn = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            drawn.push(if at == 0 { 'M' } else { 'L' });
            let _ = write!(drawn, "{} {}", number(*x), number(*y));
        }
        if closed {
            drawn.push('Z');
        }
        let (fill, stroke, width) = look;
        let _ = write!(self.out, "<path d=\"{drawn}\" fill=\"{fill}\"");
        if stroke != "none" {
            let width = number(width);
            let _ = write!(self.out, " stroke=\"{stroke}\" stroke-width=\"{width}\"");
        }
        self.out.push_str("/>\n");
    }

    /// ● ▲ ■ ◆ ○ around a place.
    pub(super) fn light(&mut self, colour: Colour, (x, y): (f64, f64), s: f64) {
        let fill = paint::light(colour);
        match colour {
            Colour::Green | Colour::Grey => {
                let (cx, cy) = (number(x), number(y));
                let look = if colour == Colour::Green {
                    format!("r=\"{}\" fill=\"{fill}\"", number(s * 0.95))
                } else {
                    let (r, w) = (number(s * 0.8), number(s * 0.34));
                    format!("r=\"{r}\" fill=\"none\" stroke=\"{fill}\" stroke-width=\"{w}\"")
                };
                let _ = writeln!(self.out, "<circle cx=\"{cx}\" cy=\"{cy}\" {look}/>");
            }
            Colour::Red => {
                let side = s * 1.76;
                self.rect(Area::new(x - side / 2.0, y - side / 2.0, side, side), fill);
            }
            Colour::Yellow => {
                let (half, foot) = (s * 1.1, y + s * 0.9);
                let points = [(x, y - s), (x + half, foot), (x - half, foot)];
                self.path(&points, true, (fill, "none", 0.0));
            }
            Colour::Blue => self.diamond((x, y), s * 1.1, (fill, "none", 0.0)),
        }
    }

    pub(super) fn diamond(&mut self, (x, y): (f64, f64), s: f64, look: (&str, &str, f64)) {
        self.path(
            &[(x, y - s), (x + s, y), (x, y + s), (x - s, y)],
            true,
            look,
        );
    }

    /// A line of text whose middle is at `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, style: Style) {
        self.titled(x, y, text, style, None);
    }

    /// A line of text that tells a longer one to whoever points at it.
    pub(super) fn titled(&mut self, x: f64, y: f64, text: &str, style: Style, whole: Option<&str>) {
        // Not every renderer knows `dominant-baseline`: the middle of Chinese type lies 0.36 of
        // its size above the base line.
        let (x, y) = (number(x), number(y + style.size * 0.36));
        let (size, colour) = (number(style.size), style.colour);
        let _ = write!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\""
        );
        if style.weight != 400 {
            let _ = write!(self.out, " font-weight=\"{}\"", style.weight);
        }
        if !style.anchor.is_empty() {
            let _ = write!(self.out, " text-anchor=\"{}\"", style.anchor);
        }
        self.out.push('>');
        if let Some(whole) = whole {
            let _ = write!(self.out, "<title>{}</title>", escaped(&clean(whole)));
        }
        let _ = writeln!(self.out, "{}</text>", escaped(&clean(text)));
    }

    /// A text on white, so that lines behind do not cross it.
    pub(super) fn label(&mut self, x: f64, y: f64, text: &str, style: Style) {
        let (width, height) = (breadth(text, style.size), style.size * 1.2);
        let area = Area::new(x - 2.0, y - height / 2.0, width + 4.0, height);
        self.rect(area, paint::PAPER);
        self.text(x, y, text, style);
    }

    /// The dark squares of a square code, a path with a unit a square, in a place.
    pub(super) fn code(&mut self, area: Area, side: usize, path: &str) {
        #[expect(clippy::cast_precision_loss, reason = "a hundred squares")]
        let scale = area.width / side as f64;
        let (x, y) = (number(area.x), number(area.y));
        let _ = writeln!(
            self.out,
            "<path transform=\"translate({x} {y}) scale({scale:.4})\" \
             shape-rendering=\"crispEdges\" d=\"{path}\"/>",
        );
    }

    pub(super) fn done(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

fn place(area: Area) -> String {
    let [x, y, width, height] = [area.x, area.y, area.width, area.height].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

/// A coordinate to a tenth of a pixel.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0" } else { text }.to_owned()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            character => safe.push(character),
        }
    }
    safe
}
