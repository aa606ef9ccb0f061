//! What a cell looks like, as far as looks carry meaning: colours, a line struck through, and what
//! its number format says of its value.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Index of a style within a workbook; 0 is plain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct StyleId(pub(super) u16);

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    /// `#FFC000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// What a cell looks like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// Colour of the ground; `None` where there is none, or white.
    pub fill: Option<Rgb>,
    /// Colour of the letters; `None` where it is black or automatic.
    pub font: Option<Rgb>,
    /// A line is struck through the text.
    pub struck: bool,
    /// What the number format says.
    pub format: NumberFormat,
}

/// What a number format says of the number under it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct NumberFormat {
    /// Shown times 100 with a percent sign: the number is a fraction.
    pub percent: bool,
    /// Shown as a date or time.
    pub moment: bool,
    /// Shown as typed: a text, even where it looks like a number.
    pub text: bool,
    /// Words shown with the number: 万元 of `0.00"万元"`, 个月 of `0个月`.
    pub unit: Option<Arc<str>>,
    /// The number is divided by ten to this power before it is shown: 4 for `0!.0,"万"`, in which
    /// an amount in yuan shows as 万元. The cell holds the undivided number.
    pub divided_by_power_of_ten: u8,
}

/// The styles of a workbook; the first is plain.
#[derive(Debug, Clone)]
pub(super) struct Styles {
    list: Vec<Style>,
    known: HashMap<Style, StyleId>,
}

impl Default for Styles {
    fn default() -> Self {
        Styles {
            list: vec![Style::default()],
            known: HashMap::from([(Style::default(), StyleId(0))]),
        }
    }
}

impl Styles {
    pub(super) fn get(&self, id: StyleId) -> &Style {
        self.list.get(usize::from(id.0)).unwrap_or(&self.list[0])
    }

    /// The id of a style; plain once there are more than ids.
    pub(super) fn intern(&mut self, style: Style) -> StyleId {
        if let Some(id) = self.known.get(&style) {
            return *id;
        }
        let Ok(id) = u16::try_from(self.list.len()).map(StyleId) else {
            return StyleId(0);
        };
        self.list.push(style.clone());
        self.known.insert(style, id);
        id
    }
}

const fn rgb(value: u32) -> Rgb {
    let [_, red, green, blue] = value.to_be_bytes();
    Rgb(red, green, blue)
}

/// The 64 colours by number (ECMA-376 part 1, 18.8.27); the first eight stand twice.
pub(super) const PALETTE: [Rgb; 64] = [
    rgb(0x000000),
    rgb(0xFFFFFF),
    rgb(0xFF0000),
    rgb(0x00FF00),
    rgb(0x0000FF),
    rgb(0xFFFF00),
    rgb(0xFF00FF),
    rgb(0x00FFFF),
    rgb(0x000000),
    rgb(0xFFFFFF),
    rgb(0xFF0000),
    rgb(0x00FF00),
    rgb(0x0000FF),
    rgb(0xFFFF00),
    rgb(0xFF00FF),
    rgb(0x00FFFF),
    rgb(0x800000),
    rgb(0x008000),
    rgb(0x000080),
    rgb(0x808000),
    rgb(0x800080),
    rgb(0x008080),
    rgb(0xC0C0C0),
    rgb(0x808080),
    rgb(0x9999FF),
    rgb(0x993366),
    rgb(0xFFFFCC),
    rgb(0xCCFFFF),
    rgb(0x660066),
    rgb(0xFF8080),
    rgb(0x0066CC),
    rgb(0xCCCCFF),
    rgb(0x000080),
    rgb(0xFF00FF),
    rgb(0xFFFF00),
    rgb(0x00FFFF),
    rgb(0x800080),
    rgb(0x800000),
    rgb(0x008080),
    rgb(0x0000FF),
    rgb(0x00CCFF),
    rgb(0xCCFFFF),
    rgb(0xCCFFCC),
    rgb(0xFFFF99),
    rgb(0x99CCFF),
    rgb(0xFF99CC),
    rgb(0xCC99FF),
    rgb(0xFFCC99),
    rgb(0x3366FF),
    rgb(0x33CCCC),
    rgb(0x99CC00),
    rgb(0xFFCC00),
    rgb(0xFF9900),
    rgb(0xFF6600),
    rgb(0x666699),
    rgb(0x969696),
    rgb(0x003366),
    rgb(0x339966),
    rgb(0x003300),
    rgb(0x333300),
    rgb(0x993300),
    rgb(0x993366),
    rgb(0x333399),
    rgb(0x333333),
];
