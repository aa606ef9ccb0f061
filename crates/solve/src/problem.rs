//! Why a project is refused.
//!
//! Promises: every problem has a stable code, names what it is about, and says cause and remedy in
//! Chinese and English; a [`Refusal`] holds all problems, never only the first.

use crate::project::Period;

/// One reason to refuse a project.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_en())]
#[non_exhaustive]
pub enum Problem {
    /// Activities wait for each other in a circle.
    Loop {
        /// The circle in order; the last is followed by the first.
        activities: Vec<String>,
    },
    /// Something is named that does not exist.
    Missing {
        /// Who names it.
        by: String,
        /// What is named, in words.
        what: String,
    },
    /// A number that cannot be meant.
    Absurd {
        /// Whose number.
        of: String,
        /// Which number, in words.
        what: &'static str,
        /// The number.
        value: i64,
        /// The least accepted.
        least: i64,
        /// The most accepted.
        most: i64,
    },
    /// A need that its resource never has for as long as the activity lasts.
    NeedAboveLimit {
        /// The activity.
        activity: String,
        /// The resource.
        resource: String,
        /// Units needed.
        need: u32,
        /// The most units there ever are for long enough.
        limit: u32,
    },
    /// More is spent than ever comes in.
    BudgetTooSmall {
        /// The budget.
        budget: String,
        /// What all activities together spend.
        needed: i64,
        /// What comes in until the end.
        there: i64,
    },
    /// Ranges or steps are out of order.
    Disorder {
        /// The calendar or resource.
        of: String,
    },
    /// Dates that cannot both hold.
    Contradiction {
        /// The activity.
        activity: String,
        /// The earliest it can be finished, by links and dates alone.
        earliest_finish: Period,
        /// When it must be finished.
        finish_not_later: Period,
    },
    /// More than this program plans at once.
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// The limit.
        most: usize,
    },
    /// Done one after the other, everything would take longer than any plan may.
    TooLong {
        /// Periods.
        periods: i64,
        /// The limit.
        most: i64,
    },
}

impl Problem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Loop { .. } => "solve/loop",
            Problem::Missing { .. } => "solve/missing",
            Problem::Absurd { .. } => "solve/absurd-number",
            Problem::NeedAboveLimit { .. } => "solve/need-above-limit",
            Problem::BudgetTooSmall { .. } => "solve/budget-too-small",
            Problem::Disorder { .. } => "solve/disorder",
            Problem::Contradiction { .. } => "solve/contradiction",
            Problem::TooMany { .. } => "solve/too-many",
            Problem::TooLong { .. } => "solve/too-long",
        }
    }

    /// The cause in English.
    pub fn message_en(&self) -> String {
        match self {
            Problem::Loop { activities } => format!(
                "activities wait for each other in a circle: {} → {}",
                activities.join(" → "),
                activities.first().map_or("", String::as_str)
            ),
            Problem::Missing { by, what } => format!("{by} names {what}, which does not exist"),
            Problem::Absurd {
                of,
                what,
                value,
                least,
                most,
            } => {
                format!("{of}: {what} is {value}, not between {least} and {most}")
            }
            Problem::NeedAboveLimit {
                activity,
                resource,
                need,
                limit,
            } => format!(
                "activity {activity} needs {need} of {resource}, of which there are at most \
                 {limit} for as long as it lasts"
            ),
            Problem::BudgetTooSmall {
                budget,
                needed,
                there,
            } => {
                format!("{needed} is to be spent of {budget}, of which {there} ever comes in")
            }
            Problem::Disorder { of } => format!("{of}: its periods are not in order"),
            Problem::Contradiction {
                activity,
                earliest_finish,
                finish_not_later,
            } => format!(
                "activity {activity} can be finished at {earliest_finish} at the earliest, and \
                 must be at {finish_not_later}"
            ),
            Problem::TooMany { what, count, most } => {
                format!("{count} {what}: more than {most}")
            }
            Problem::TooLong { periods, most } => {
                format!("one after the other, everything takes {periods} periods: more than {most}")
            }
        }
    }

    /// The cause in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Problem::Loop { activities } => format!(
                "工序互相等待成环：{} → {}",
                activities.join(" → "),
                activities.first().map_or("", String::as_str)
            ),
            Problem::Missing { by, what } => format!("{by} 提到的 {what} 不存在"),
            Problem::Absurd {
                of,
                what,
                value,
                least,
                most,
            } => {
                format!("{of}：{} 为 {value}，应在 {least} 到 {most} 之间", zh(what))
            }
            Problem::NeedAboveLimit {
                activity,
                resource,
                need,
                limit,
            } => format!(
                "工序 {activity} 需要资源 {resource} {need} 个单位，而在其所需时长内最多只有 {limit} 个"
            ),
            Problem::BudgetTooSmall {
                budget,
                needed,
                there,
            } => {
                format!("额度 {budget} 共需 {needed}，而全部到位后只有 {there}")
            }
            Problem::Disorder { of } => format!("{of}：时段没有按先后排列"),
            Problem::Contradiction {
                activity,
                earliest_finish,
                finish_not_later,
            } => format!(
                "工序 {activity} 最早在 {earliest_finish} 完成，却要求不晚于 {finish_not_later}"
            ),
            Problem::TooMany { what, count, most } => {
                format!("{}有 {count} 个，超过上限 {most}", zh(what))
            }
            Problem::TooLong { periods, most } => {
                format!("全部依次进行需要 {periods} 个时段，超过上限 {most}")
            }
        }
    }

    /// What to do, in English.
    pub fn remedy_en(&self) -> &'static str {
        match self {
            Problem::Loop { .. } => "remove or turn one link of the circle",
            Problem::Missing { .. } => "add it, or correct the name",
            Problem::Absurd { .. } => "correct the number",
            Problem::NeedAboveLimit { .. } => {
                "raise the limit, lower the need, or split the activity"
            }
            Problem::BudgetTooSmall { .. } => "raise the budget or spend less",
            Problem::Disorder { .. } => "put its periods in order, each after the one before",
            Problem::Contradiction { .. } => {
                "set the later date later, or shorten what comes before"
            }
            Problem::TooMany { .. } => "plan it in parts",
            Problem::TooLong { .. } => "use a longer period, such as a day instead of an hour",
        }
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(&self) -> &'static str {
        match self {
            Problem::Loop { .. } => "去掉或反转环中的一条搭接",
            Problem::Missing { .. } => "补上它，或改正名称",
            Problem::Absurd { .. } => "改正这个数",
            Problem::NeedAboveLimit { .. } => "提高资源限量、减少需要量，或把工序拆开",
            Problem::BudgetTooSmall { .. } => "增加额度，或减少用量",
            Problem::Disorder { .. } => "把时段按先后排好，互不重叠",
            Problem::Contradiction { .. } => "把要求日期推后，或压缩前面的工序",
            Problem::TooMany { .. } => "分成几部分来排",
            Problem::TooLong { .. } => "改用更长的时段，例如以天代替小时",
        }
    }
}

/// The Chinese of the few words that stand for fields.
fn zh(what: &str) -> &str {
    match what {
        "duration" => "工期",
        "lag" => "间隔",
        "start not earlier" => "最早开始",
        "fixed start" => "实际开始",
        "amount" => "数量",
        "activities" => "工序",
        "links" => "搭接",
        "resources" => "资源",
        other => other,
    }
}

/// All reasons why a project is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.iter().map(Problem::message_en).collect::<Vec<_>>().join("; "))]
pub struct Refusal {
    /// Every problem, up to [`crate::limits::PROBLEMS_MAX`].
    pub problems: Vec<Problem>,
}
