//! 红黄绿(蓝)灯: the colours, and a light fixed when a cycle closed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CycleId, Words};

/// Colour of a light. Always shown with its shape and its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// ◇ 提前.
    Blue,
    /// ● 正常.
    Green,
    /// ▲ 预警.
    Yellow,
    /// ■ 滞后.
    Red,
    /// ○ 无法判断.
    Grey,
}

impl Colour {
    /// All colours, best first, grey last.
    pub const ALL: [Colour; 5] = [
        Colour::Blue,
        Colour::Green,
        Colour::Yellow,
        Colour::Red,
        Colour::Grey,
    ];

    /// The character by which rules name it: 蓝, 绿, 黄, 红, 灰.
    pub fn letter(self) -> &'static str {
        match self {
            Colour::Blue => "蓝",
            Colour::Green => "绿",
            Colour::Yellow => "黄",
            Colour::Red => "红",
            Colour::Grey => "灰",
        }
    }

    /// The colour a rule named, in Chinese or English.
    pub fn named(text: &str) -> Option<Colour> {
        Colour::ALL
            .into_iter()
            .find(|colour| colour.letter() == text || colour.key().eq_ignore_ascii_case(text))
    }

    /// A text of a formula for English readers: the letters of colours as their keys.
    pub(crate) fn in_english(text: &str) -> String {
        let quoted = Colour::ALL.map(|colour| (format!("\"{}\"", colour.letter()), colour.key()));
        quoted.iter().fold(text.to_owned(), |text, (letter, key)| {
            text.replace(letter.as_str(), &format!("\"{key}\""))
        })
    }

    /// Key in data: `green`.
    pub fn key(self) -> &'static str {
        match self {
            Colour::Blue => "blue",
            Colour::Green => "green",
            Colour::Yellow => "yellow",
            Colour::Red => "red",
            Colour::Grey => "grey",
        }
    }

    /// The shape that goes with it.
    pub fn shape(self) -> &'static str {
        match self {
            Colour::Blue => "◆",
            Colour::Green => "●",
            Colour::Yellow => "▲",
            Colour::Red => "■",
            Colour::Grey => "○",
        }
    }

    /// The word that goes with it.
    pub fn word(self) -> Words {
        match self {
            Colour::Blue => Words::new("提前", "ahead"),
            Colour::Green => Words::new("正常", "on track"),
            Colour::Yellow => Words::new("预警", "warning"),
            Colour::Red => Words::new("滞后", "late"),
            Colour::Grey => Words::new("无法判断", "cannot be judged"),
        }
    }
}

/// A project's light as a closed cycle fixed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedLight {
    /// The cycle.
    pub cycle: CycleId,
    /// The date the light was computed for.
    pub as_of: Date,
    /// The colour.
    pub colour: Colour,
}
