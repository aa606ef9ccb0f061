//! 月度数据: what an enterprise tells of a month, and what is asked about it.
//!
//! A question refuses nothing: orders are lost, machines stand still. But whoever tells it says
//! why, and the answer stays beside the figure.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Enterprise;
use crate::indicator::Month;
use crate::{BasisPoints, Fen, TextRef, Words, limits};

/// The figures of a month. What was not told is absent, never nought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// 产值: output of the month, fen.
    pub output_fen: Option<Fen>,
    /// 在手订单: orders in hand at its end, fen.
    pub orders_fen: Option<Fen>,
    /// 用电量: electricity of the month, kWh.
    pub electricity_kwh: Option<i64>,
    /// 产能利用率: share of its capacity in use, basis points.
    pub capacity_use: Option<BasisPoints>,
}

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// 产值.
    OutputFen,
    /// 在手订单.
    OrdersFen,
    /// 用电量.
    ElectricityKwh,
    /// 产能利用率.
    CapacityUse,
}

impl FigureKind {
    /// All kinds.
    pub const ALL: [FigureKind; 4] = [
        FigureKind::OutputFen,
        FigureKind::OrdersFen,
        FigureKind::ElectricityKwh,
        FigureKind::CapacityUse,
    ];

    /// What commands and places of refusals name.
    pub fn key(self) -> &'static str {
        match self {
            FigureKind::OutputFen => "output_fen",
            FigureKind::OrdersFen => "orders_fen",
            FigureKind::ElectricityKwh => "electricity_kwh",
            FigureKind::CapacityUse => "capacity_use",
        }
    }

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            FigureKind::OutputFen => Words::new("产值", "output"),
            FigureKind::OrdersFen => Words::new("在手订单", "orders in hand"),
            FigureKind::ElectricityKwh => Words::new("用电量", "electricity"),
            FigureKind::CapacityUse => Words::new("产能利用率", "capacity use"),
        }
    }
}

impl Figures {
    /// A figure as a number in its own unit: fen, kWh or basis points.
    pub fn get(&self, kind: FigureKind) -> Option<i64> {
        match kind {
            FigureKind::OutputFen => self.output_fen.map(|amount| amount.0),
            FigureKind::OrdersFen => self.orders_fen.map(|amount| amount.0),
            FigureKind::ElectricityKwh => self.electricity_kwh,
            FigureKind::CapacityUse => self.capacity_use.map(|share| i64::from(share.0)),
        }
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        FigureKind::ALL.iter().all(|kind| self.get(*kind).is_none())
    }

    /// These figures, and those of before where these say nothing.
    #[must_use]
    pub fn over(self, before: Figures) -> Figures {
        Figures {
            output_fen: self.output_fen.or(before.output_fen),
            orders_fen: self.orders_fen.or(before.orders_fen),
            electricity_kwh: self.electricity_kwh.or(before.electricity_kwh),
            capacity_use: self.capacity_use.or(before.capacity_use),
        }
    }
}

/// Where figures come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// 企业自报: typed by the enterprise itself.
    Enterprise,
    /// 单位代填: typed by the unit that answers for it.
    #[default]
    Unit,
    /// 表格导入: pasted from a table.
    Table,
}

impl Source {
    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            Source::Enterprise => Words::new("企业自报", "told by the enterprise"),
            Source::Unit => Words::new("单位代填", "entered by its unit"),
            Source::Table => Words::new("表格导入", "from a table"),
        }
    }
}

/// Figures as they were told once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The figures.
    pub figures: Figures,
    /// Where they come from.
    pub source: Source,
    /// Why they are what nobody expected.
    pub answers: Vec<FigureAnswer>,
    /// When.
    pub on: Date,
    /// The event that recorded them.
    pub seq: u64,
}

/// The figures of a month and what they were before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFigures {
    /// What holds.
    pub now: Told,
    /// What it was before, oldest first.
    pub before: Vec<Told>,
}

/// What is asked about a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FigureQuestion {
    /// 骤降: a tenth or less of the month before.
    Collapses,
    /// 骤升: ten times the month before or more.
    Soars,
    /// 超过满产: more than its capacity.
    AboveCapacity,
    /// 有产值无用电: output without electricity.
    OutputWithoutPower,
    /// 照抄上月: every figure is last month's.
    Reprinted,
    /// 停产而有产值: output of an enterprise that stands still.
    OutputWhileStopped,
}

impl FigureQuestion {
    /// All questions.
    pub const ALL: [FigureQuestion; 6] = [
        FigureQuestion::Collapses,
        FigureQuestion::Soars,
        FigureQuestion::AboveCapacity,
        FigureQuestion::OutputWithoutPower,
        FigureQuestion::Reprinted,
        FigureQuestion::OutputWhileStopped,
    ];

    /// What commands and places of refusals name.
    pub fn key(self) -> &'static str {
        match self {
            FigureQuestion::Collapses => "collapses",
            FigureQuestion::Soars => "soars",
            FigureQuestion::AboveCapacity => "above_capacity",
            FigureQuestion::OutputWithoutPower => "output_without_power",
            FigureQuestion::Reprinted => "reprinted",
            FigureQuestion::OutputWhileStopped => "output_while_stopped",
        }
    }

    /// What it asks.
    pub fn word(self) -> Words {
        let (zh, en) = match self {
            FigureQuestion::Collapses => (
                "不到上月的一成，请核对单位和数字",
                "a tenth of last month or less: check figure and unit",
            ),
            FigureQuestion::Soars => (
                "是上月的十倍以上，请核对单位和数字",
                "ten times last month or more: check figure and unit",
            ),
            FigureQuestion::AboveCapacity => ("产能利用率超过 100%", "more than 100% of capacity"),
            FigureQuestion::OutputWithoutPower => {
                ("有产值而用电为零", "output without electricity")
            }
            FigureQuestion::Reprinted => ("各项数字与上月完全相同", "every figure is last month's"),
            FigureQuestion::OutputWhileStopped => (
                "登记为停产而有产值",
                "output, though it is recorded as stopped",
            ),
        };
        Words::new(zh, en)
    }
}

/// The answer to a question about a month's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureAnswer {
    /// Which question.
    pub question: FigureQuestion,
    /// About which figure.
    pub figure: FigureKind,
    /// Commitment of the reason.
    pub reason: TextRef,
}

/// A question about a month's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Which question.
    pub question: FigureQuestion,
    /// About which figure.
    pub figure: FigureKind,
    /// What was known: the month before, or what it should not be above.
    pub known: Option<i64>,
    /// What is told.
    pub told: i64,
}

/// The first day on which a month may be told of: reporting months end from the 25th on.
pub fn earliest(month: Month) -> Date {
    let last = month.last_day();
    last.saturating_sub(limits::MONTH_TOLD_EARLY_DAYS.days())
}

/// The month before.
pub fn before(month: Month) -> Month {
    match month.month {
        1 => Month {
            year: month.year - 1,
            month: 12,
        },
        later => Month {
            year: month.year,
            month: later - 1,
        },
    }
}

/// The same month a year before.
pub fn year_before(month: Month) -> Month {
    Month {
        year: month.year - 1,
        ..month
    }
}

/// Everything that a month's figures are asked, against the month before and the enterprise's
/// state. `None` for an enterprise that is only being added.
pub fn questions(of: Option<&Enterprise>, month: Month, figures: &Figures) -> Vec<Asked> {
    let mut asked = Vec::new();
    let last = of.and_then(|own| own.months.get(&before(month)));
    let last = last.map(|kept| kept.now.figures).unwrap_or_default();
    for kind in FigureKind::ALL {
        if let (Some(told), Some(known)) = (figures.get(kind), last.get(kind)) {
            let times = limits::FIGURE_JUMP_TIMES;
            let question = match () {
                () if kind == FigureKind::CapacityUse || known == 0 => None,
                () if told.saturating_mul(times) <= known => Some(FigureQuestion::Collapses),
                () if told >= known.saturating_mul(times) => Some(FigureQuestion::Soars),
                () => None,
            };
            asked.extend(question.map(|question| Asked {
                question,
                figure: kind,
                known: Some(known),
                told,
            }));
        }
    }
    asked.extend(of_itself(of, month, figures));
    asked.extend(of_reprint(&last, figures));
    asked
}

fn of_itself(of: Option<&Enterprise>, month: Month, figures: &Figures) -> Vec<Asked> {
    let mut asked = Vec::new();
    let whole = i64::from(BasisPoints::WHOLE.0);
    if let Some(told) = figures.get(FigureKind::CapacityUse)
        && told > whole
    {
        asked.push(Asked {
            question: FigureQuestion::AboveCapacity,
            figure: FigureKind::CapacityUse,
            known: Some(whole),
            told,
        });
    }
    let Some(output) = figures.get(FigureKind::OutputFen).filter(|told| *told > 0) else {
        return asked;
    };
    if figures.electricity_kwh == Some(0) {
        asked.push(Asked {
            question: FigureQuestion::OutputWithoutPower,
            figure: FigureKind::ElectricityKwh,
            known: None,
            told: 0,
        });
    }
    let state = of.map(|own| own.state_on(month.last_day()));
    if state == Some(super::EnterpriseState::Stopped) {
        asked.push(Asked {
            question: FigureQuestion::OutputWhileStopped,
            figure: FigureKind::OutputFen,
            known: None,
            told: output,
        });
    }
    asked
}

/// Two figures or more, all of them last month's: nobody produces the same kilowatt-hours twice.
fn of_reprint(last: &Figures, figures: &Figures) -> Option<Asked> {
    let told: Vec<_> = FigureKind::ALL
        .into_iter()
        .filter_map(|kind| Some((kind, figures.get(kind)?)))
        .filter(|(_, told)| *told != 0)
        .collect();
    let same = told
        .iter()
        .all(|(kind, told)| last.get(*kind) == Some(*told));
    let (figure, value) = *told.first()?;
    (same && told.len() > 1).then_some(Asked {
        question: FigureQuestion::Reprinted,
        figure,
        known: Some(value),
        told: value,
    })
}
