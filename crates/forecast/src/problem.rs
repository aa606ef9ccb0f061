//! Why a series is not forecast, and what is to be said beside a forecast.
//!
//! Promises: every problem and note has a stable code and says cause and remedy in Chinese and
//! English; positions count values from 0, so that a caller can name the line or cell.

use crate::limits::{HORIZON_MAX, PERIOD_MAX, VALUES_MAX};

/// One reason not to forecast a series.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.message_en())]
#[non_exhaustive]
pub enum Problem {
    /// Fewer values than any method can speak from.
    TooFew {
        /// Values given.
        values: usize,
        /// Values needed.
        needed: usize,
    },
    /// More values than are read.
    TooMany {
        /// Values given.
        values: usize,
    },
    /// A value that is no finite number, or beyond all size.
    NotANumber {
        /// Its position.
        at: usize,
    },
    /// A number of periods in a year that is not supported.
    Period {
        /// As given.
        period: usize,
    },
    /// A horizon of no step or too many.
    Horizon {
        /// As given.
        steps: usize,
    },
    /// More periods of the year known than it has, or none.
    Known {
        /// Periods known, as given.
        known: usize,
        /// Periods in a year.
        period: usize,
    },
    /// Sums of past years are zero or below, so that no share of them can be taken.
    NoShare,
}

impl Problem {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::TooFew { .. } => "forecast/too-few",
            Problem::TooMany { .. } => "forecast/too-many",
            Problem::NotANumber { .. } => "forecast/not-a-number",
            Problem::Period { .. } => "forecast/period",
            Problem::Horizon { .. } => "forecast/horizon",
            Problem::Known { .. } => "forecast/known",
            Problem::NoShare => "forecast/no-share",
        }
    }

    /// Where in the series, if it is about one value.
    pub fn at(&self) -> Option<usize> {
        match self {
            Problem::NotANumber { at } => Some(*at),
            _ => None,
        }
    }

    /// Cause, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Problem::TooFew { values, needed } => {
                format!("只有 {values} 期数据，至少要 {needed} 期才谈得上预测")
            }
            Problem::TooMany { values } => format!("{values} 期数据，最多读 {VALUES_MAX} 期"),
            Problem::NotANumber { at } => format!("第 {} 个值不是可用的数", at + 1),
            Problem::Period { period } => {
                format!("一年 {period} 期不在支持的范围（1—{PERIOD_MAX}）内")
            }
            Problem::Horizon { steps } => {
                format!("向前预测 {steps} 期不在范围（1—{HORIZON_MAX}）内")
            }
            Problem::Known { known, period } => {
                format!(
                    "当年已知 {known} 期不在范围（1—{}）内",
                    period.saturating_sub(1)
                )
            }
            Problem::NoShare => "往年合计有零或负数，同期占比无从谈起，数据又不足三年".to_owned(),
        }
    }

    /// Cause, in English.
    pub fn message_en(&self) -> String {
        match self {
            Problem::TooFew { values, needed } => {
                format!("only {values} values; a forecast needs at least {needed}")
            }
            Problem::TooMany { values } => {
                format!("{values} values; at most {VALUES_MAX} are read")
            }
            Problem::NotANumber { at } => format!("value {} is no usable number", at + 1),
            Problem::Period { period } => {
                format!("{period} periods a year are outside 1 to {PERIOD_MAX}")
            }
            Problem::Horizon { steps } => {
                format!("a horizon of {steps} steps is outside 1 to {HORIZON_MAX}")
            }
            Problem::Known { known, period } => {
                format!(
                    "{known} periods known are outside 1 to {}",
                    period.saturating_sub(1)
                )
            }
            Problem::NoShare => "sums of past years are zero or below, so no share of them can be \
                                 taken, and there are fewer than three years for other methods"
                .to_owned(),
        }
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(&self) -> &'static str {
        match self {
            Problem::TooFew { .. } => "补录更早的月份；补不齐时只报实绩，不报预测",
            Problem::TooMany { .. } => "只留最近的年份",
            Problem::NotANumber { .. } => "改为数字；缺数请补录，不要留空或写文字",
            Problem::Period { .. } => "月度用 12，1—2 月合并用 11，季度用 4，年度用 1",
            Problem::Horizon { .. } => "给出范围内的期数",
            Problem::Known { .. } => "当年至少一期已知、至少一期未知",
            Problem::NoShare => "补足 36 个月的历史",
        }
    }

    /// What to do, in English.
    pub fn remedy_en(&self) -> &'static str {
        match self {
            Problem::TooFew { .. } => {
                "enter earlier months; failing that, show what was done and no forecast"
            }
            Problem::TooMany { .. } => "keep the latest years only",
            Problem::NotANumber { .. } => {
                "give a number; enter what is missing rather than leave it blank or in words"
            }
            Problem::Period { .. } => {
                "12 for months, 11 with January and February merged, 4 for quarters, 1 for years"
            }
            Problem::Horizon { .. } => "give a number of steps within the range",
            Problem::Known { .. } => "at least one period of the year known and one open",
            Problem::NoShare => "enter 36 months of history",
        }
    }
}

/// What has to be said beside a forecast.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Note {
    /// Every value is the same: nothing is known of how it might change.
    Constant {
        /// The value.
        value: f64,
    },
    /// Under 36 months: the same-period-share method alone.
    ShareOnly {
        /// Values given.
        values: usize,
    },
    /// Zeros or negative values: no multiplied seasons, no relative errors.
    NotPositive {
        /// Position of the first of them.
        at: usize,
        /// How many.
        count: usize,
    },
    /// Half of the values or more are zero: intermittent, a rough guess only.
    MostlyZero {
        /// How many are zero.
        zeros: usize,
    },
    /// The past follows a rule exactly, so that the interval has no width.
    Exact,
    /// A value far outside all others: an order of magnitude beyond.
    Outlier {
        /// Its position.
        at: usize,
    },
}

impl Note {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Note::Constant { .. } => "forecast/constant",
            Note::ShareOnly { .. } => "forecast/share-only",
            Note::NotPositive { .. } => "forecast/not-positive",
            Note::MostlyZero { .. } => "forecast/mostly-zero",
            Note::Exact => "forecast/exact",
            Note::Outlier { .. } => "forecast/outlier",
        }
    }

    /// Where in the series, if it is about one value.
    pub fn at(&self) -> Option<usize> {
        match self {
            Note::NotPositive { at, .. } | Note::Outlier { at } => Some(*at),
            _ => None,
        }
    }

    /// The note in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Note::Constant { value } => {
                format!("各期都是 {value}：只能照抄，区间宽度为零并不表示有把握")
            }
            Note::ShareOnly { values } => {
                format!("只有 {values} 期（不足三年）：仅用同期占比法")
            }
            Note::NotPositive { count, .. } => {
                format!("有 {count} 个零或负数：不用乘法季节和相对误差")
            }
            Note::MostlyZero { zeros } => format!("{zeros} 个值为零：间断发生，预测只是粗估"),
            Note::Exact => "历史完全照一条规律：区间宽度为零并不表示有把握".to_owned(),
            Note::Outlier { .. } => "这个值比其余各期高出一个数量级，先核对单位".to_owned(),
        }
    }

    /// The note in English.
    pub fn message_en(&self) -> String {
        match self {
            Note::Constant { value } => format!(
                "every value is {value}: all that can be done is repeat it, and an interval of no \
                 width does not mean certainty"
            ),
            Note::ShareOnly { values } => {
                format!("only {values} values (under three years): the share method alone")
            }
            Note::NotPositive { count, .. } => {
                format!("{count} values are zero or below: no multiplied season, no relative error")
            }
            Note::MostlyZero { zeros } => {
                format!(
                    "{zeros} values are zero: it comes and goes, and the forecast is a rough guess"
                )
            }
            Note::Exact => "the past follows a rule exactly, and an interval of no width does not \
                            mean certainty"
                .to_owned(),
            Note::Outlier { .. } => {
                "this value is an order of magnitude above all others: check its unit".to_owned()
            }
        }
    }
}
