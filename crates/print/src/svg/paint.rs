//! The colours: one deep blue, greys, and the four lights. The same as on the screen.

use zone::Colour;

pub(super) const PAPER: &str = "#ffffff";
pub(super) const BAND: &str = "#f4f6f9";
pub(super) const INK: &str = "#1a2430";
pub(super) const MUTED: &str = "#56616f";
pub(super) const FAINT: &str = "#8b95a3";
pub(super) const RULE: &str = "#e4e8ed";
pub(super) const RULE_STRONG: &str = "#b9c2cd";
pub(super) const HALF: &str = "#ccd4dd";
pub(super) const QUARTER: &str = "#f0f2f5";
pub(super) const ACCENT: &str = "#12509b";
pub(super) const DONE: &str = "#4b6a92";
pub(super) const PLAN: &str = "#8ea6c6";
pub(super) const PLAN_BACK: &str = "#eaf0f7";
pub(super) const BASELINE: &str = "#7f8b99";
pub(super) const FLOAT: &str = "#dfe5ec";
pub(super) const LATE: &str = "#c9302c";
pub(super) const LATE_BACK: &str = "#fbe9e8";
pub(super) const EARLY: &str = "#1f6fc4";

/// The colour of a light.
pub(super) fn light(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "#2c8a57",
        Colour::Yellow => "#e09b00",
        Colour::Red => "#c9302c",
        Colour::Blue => "#2b7de0",
        Colour::Grey => "#7d8896",
    }
}
