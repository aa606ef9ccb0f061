//! Values, their static types, and the units of numbers.
//!
//! Units come in two families. *Dimensionless*: [`Unit::Pure`], [`Unit::Share`],
//! [`Unit::Points`], [`Unit::Count`], [`Unit::Score`]. A share (0.45 is 45%) and a gap in
//! percentage points (share minus share) are both plain decimals; their unit says how to show
//! them, and they may be compared with each other and with `-30%`. *With dimension*: money in
//! three scales, days, working days, months; these never mix with anything else.
//!
//! Deliberately small: no derived units (yuan per day), no conversion behind the user's back.

use jiff::civil::Date;
use rust_decimal::Decimal;
use std::fmt::Write as _;
use std::sync::Arc;

/// What a number counts, and how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A plain number or ratio.
    Pure,
    /// A share of a whole: 0.45 is shown as 45.0%.
    Share,
    /// A difference of shares: -0.34 is shown as -34.0 percentage points.
    Points,
    /// So many things.
    Count,
    /// Points of a score sheet (分).
    Score,
    /// Money in yuan.
    Yuan,
    /// Money in ten thousand yuan.
    WanYuan,
    /// Money in a hundred million yuan.
    YiYuan,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Months.
    Months,
}

impl Unit {
    /// Whether the unit belongs to the dimensionless family.
    #[must_use]
    pub fn is_dimensionless(self) -> bool {
        matches!(
            self,
            Unit::Pure | Unit::Share | Unit::Points | Unit::Count | Unit::Score
        )
    }

    /// Its name in Chinese.
    #[must_use]
    pub fn name_zh(self) -> &'static str {
        match self {
            Unit::Pure => "纯数",
            Unit::Share => "百分比",
            Unit::Points => "百分点",
            Unit::Count => "个数",
            Unit::Score => "分值",
            Unit::Yuan => "金额（元）",
            Unit::WanYuan => "金额（万元）",
            Unit::YiYuan => "金额（亿元）",
            Unit::Days => "天数",
            Unit::WorkingDays => "工作日",
            Unit::Months => "月数",
        }
    }

    /// Its name in English.
    #[must_use]
    pub fn name_en(self) -> &'static str {
        match self {
            Unit::Pure => "plain number",
            Unit::Share => "percentage",
            Unit::Points => "percentage points",
            Unit::Count => "count",
            Unit::Score => "score",
            Unit::Yuan => "money (yuan)",
            Unit::WanYuan => "money (10,000 yuan)",
            Unit::YiYuan => "money (100 million yuan)",
            Unit::Days => "days",
            Unit::WorkingDays => "working days",
            Unit::Months => "months",
        }
    }

    /// How many yuan one of it is, if it is money.
    fn yuan(self) -> Option<Decimal> {
        match self {
            Unit::Yuan => Some(Decimal::ONE),
            Unit::WanYuan => Some(Decimal::from(10_000)),
            Unit::YiYuan => Some(Decimal::from(100_000_000)),
            _ => None,
        }
    }

    /// What follows the number when it is shown, in Chinese and English.
    fn suffixes(self) -> (&'static str, &'static str) {
        match self {
            Unit::Pure | Unit::Count => ("", ""),
            Unit::Share => ("%", "%"),
            Unit::Points => ("个百分点", " pp"),
            Unit::Score => ("分", " points"),
            // English counts money in thousands, millions and billions: `show_en` adds them.
            Unit::Yuan => ("元", ""),
            Unit::WanYuan => ("万元", ""),
            Unit::YiYuan => ("亿元", ""),
            Unit::Days => ("天", " days"),
            Unit::WorkingDays => ("个工作日", " working days"),
            Unit::Months => ("个月", " months"),
        }
    }
}

/// The static type of a variable, an expression or a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// A decimal number with a unit.
    Number(Unit),
    /// Text.
    Text,
    /// Yes or no.
    Bool,
    /// A calendar date.
    Date,
}

impl Type {
    /// Its name in Chinese.
    #[must_use]
    pub fn name_zh(self) -> &'static str {
        match self {
            Type::Number(unit) => unit.name_zh(),
            Type::Text => "文字",
            Type::Bool => "是非",
            Type::Date => "日期",
        }
    }

    /// Its name in English.
    #[must_use]
    pub fn name_en(self) -> &'static str {
        match self {
            Type::Number(unit) => unit.name_en(),
            Type::Text => "text",
            Type::Bool => "yes/no",
            Type::Date => "date",
        }
    }
}

/// A value of a variable or a result.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A number; its unit is in the static type.
    Number(Decimal),
    /// Text.
    Text(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A calendar date.
    Date(Date),
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: impl Into<Arc<str>>) -> Value {
        Value::Text(text.into())
    }

    /// Whether this is a value of the type (units are not visible in values).
    #[must_use]
    pub fn is_of(&self, ty: Type) -> bool {
        matches!(
            (self, ty),
            (Value::Number(_), Type::Number(_))
                | (Value::Text(_), Type::Text)
                | (Value::Bool(_), Type::Bool)
                | (Value::Date(_), Type::Date)
        )
    }

    /// The value as a person reads it in Chinese, shown as `ty` says.
    #[must_use]
    pub fn show_zh(&self, ty: Type) -> String {
        match self {
            Value::Bool(true) => "是".to_owned(),
            Value::Bool(false) => "否".to_owned(),
            Value::Number(number) => show_number(*number, ty, |unit| unit.suffixes().0),
            Value::Text(_) | Value::Date(_) => self.show_plain(),
        }
    }

    /// The value as a person reads it in English, shown as `ty` says.
    #[must_use]
    pub fn show_en(&self, ty: Type) -> String {
        match self {
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::Number(number) => {
                let shown = show_number(*number, ty, |unit| unit.suffixes().1);
                match ty {
                    Type::Number(unit) => with_thousands(shown, *number, unit),
                    Type::Text | Type::Bool | Type::Date => shown,
                }
            }
            Value::Text(_) | Value::Date(_) => self.show_plain(),
        }
    }

    fn show_plain(&self) -> String {
        match self {
            Value::Text(text) => format!("\"{text}\""),
            Value::Date(date) => date.to_string(),
            Value::Number(number) => number.normalize().to_string(),
            Value::Bool(value) => value.to_string(),
        }
    }
}

/// Shares and points with at least one decimal, at most four; other numbers with at most four.
fn show_number(number: Decimal, ty: Type, suffix: impl Fn(Unit) -> &'static str) -> String {
    let unit = match ty {
        Type::Number(unit) => unit,
        Type::Text | Type::Bool | Type::Date => Unit::Pure,
    };
    let percent = matches!(unit, Unit::Share | Unit::Points);
    let scaled = if percent {
        number.checked_mul(Decimal::ONE_HUNDRED)
    } else {
        Some(number)
    };
    let Some(scaled) = scaled else {
        return number.to_string();
    };
    let rounded = round_half_away(scaled, if percent { 2 } else { 4 }).normalize();
    let mut text = String::new();
    let written = if percent && rounded.scale() == 0 {
        write!(text, "{rounded:.1}")
    } else {
        write!(text, "{rounded}")
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
    text.push_str(suffix(unit));
    text
}

/// An amount in the unit its formula compares it in, and in k, m or bn: `6014 (60.14 m)`.
fn with_thousands(shown: String, number: Decimal, unit: Unit) -> String {
    let Some(whole) = unit.yuan().and_then(|yuan| number.checked_mul(yuan)) else {
        return shown;
    };
    let steps = [(1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")];
    let step = steps
        .into_iter()
        .find(|(step, _)| whole.abs() >= Decimal::from(*step));
    match step {
        Some((step, letter)) => {
            let scaled = round_half_away(whole / Decimal::from(step), 2).normalize();
            format!("{shown} ({scaled} {letter})")
        }
        None => shown,
    }
}

/// Rounding as spreadsheets do: half away from zero.
pub(crate) fn round_half_away(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(
        decimals,
        rust_decimal::RoundingStrategy::MidpointAwayFromZero,
    )
}
