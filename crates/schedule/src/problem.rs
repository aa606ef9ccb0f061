//! Why a network is refused.
//!
//! Promises: every problem has a stable code, names the activities concerned, and says cause and
//! remedy in Chinese and English; a [`Refusal`] holds all problems, never only the first.

use calendar::Minute;

/// One reason to refuse a network. Activities are named by key, or `#` and number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_en())]
#[non_exhaustive]
pub enum Problem {
    /// Activities wait for each other in a circle.
    Loop {
        /// The circle in order; the last is followed by the first.
        activities: Vec<String>,
    },
    /// A link names an activity that does not exist.
    LinkToNothing {
        /// Number of the link, from 0.
        link: u32,
        /// The missing end, as given.
        end: String,
    },
    /// A link ties an activity to itself.
    SelfLink {
        /// Number of the link, from 0.
        link: u32,
        /// The activity.
        activity: String,
    },
    /// Two activities have the same key.
    DuplicateKey {
        /// The key.
        key: String,
        /// How many activities have it.
        count: usize,
    },
    /// A duration or remaining duration is negative or above a hundred years.
    Duration {
        /// The activity.
        activity: String,
        /// Working minutes as given.
        minutes: i64,
    },
    /// A lag or lead is above a hundred years.
    Lag {
        /// Number of the link, from 0.
        link: u32,
        /// Minutes as given.
        minutes: i64,
    },
    /// A moment lies outside 1900-2199.
    Moment {
        /// The activity; empty if it is the project's.
        activity: String,
        /// As given.
        at: Minute,
    },
    /// A calendar that has not been added.
    NoCalendar {
        /// The activity or link.
        of: String,
        /// Number of the calendar as given.
        calendar: u32,
    },
    /// Finished before it started.
    FinishBeforeStart {
        /// The activity.
        activity: String,
        /// Actual start.
        start: Minute,
        /// Actual finish.
        finish: Minute,
    },
    /// A remaining duration of something that has not started, or of something finished.
    RemainingContradicts {
        /// The activity.
        activity: String,
        /// Working minutes as given.
        minutes: i64,
    },
    /// A fact after the data date.
    ActualInFuture {
        /// The activity.
        activity: String,
        /// The fact.
        at: Minute,
        /// The data date.
        data_date: Minute,
    },
    /// The constraints of one activity exclude each other.
    ConstraintsContradict {
        /// The activity.
        activity: String,
        /// The moment it must not be before.
        not_earlier: Minute,
        /// The moment it must not be after.
        not_later: Minute,
        /// Working minutes that must lie between the two; negative: that may at most lie
        /// between them, the other way round (an activity is not interrupted).
        work: i64,
    },
    /// A link ties an activity to a summary it belongs to.
    LinkInsideSummary {
        /// Number of the link, from 0.
        link: u32,
        /// The predecessor.
        from: String,
        /// The successor.
        to: String,
    },
    /// An activity belongs to something that is no summary, or to itself in the end.
    NoSummary {
        /// The activity.
        activity: String,
        /// What it is said to belong to.
        parent: String,
    },
    /// An interruption that is negative, or lies outside the duration.
    Split {
        /// The activity.
        activity: String,
        /// Working minutes before it.
        after: i64,
        /// Its length.
        gap: i64,
    },
    /// The dates would run beyond the year 2600.
    TooFar {
        /// The first activity, in topological order, that does.
        activity: String,
    },
    /// Too many activities or links.
    TooLarge {
        /// Activities given.
        activities: usize,
        /// Links given.
        links: usize,
    },
}

impl Problem {
    /// Stable code, for programs and for looking up.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Loop { .. } => "schedule/loop",
            Problem::LinkToNothing { .. } => "schedule/link-to-nothing",
            Problem::SelfLink { .. } => "schedule/self-link",
            Problem::DuplicateKey { .. } => "schedule/duplicate-key",
            Problem::Duration { .. } => "schedule/duration",
            Problem::Lag { .. } => "schedule/lag",
            Problem::Moment { .. } => "schedule/moment",
            Problem::NoCalendar { .. } => "schedule/no-calendar",
            Problem::FinishBeforeStart { .. } => "schedule/finish-before-start",
            Problem::RemainingContradicts { .. } => "schedule/remaining-contradicts",
            Problem::ActualInFuture { .. } => "schedule/actual-in-future",
            Problem::ConstraintsContradict { .. } => "schedule/constraints-contradict",
            Problem::LinkInsideSummary { .. } => "schedule/link-inside-summary",
            Problem::NoSummary { .. } => "schedule/no-summary",
            Problem::Split { .. } => "schedule/split",
            Problem::TooFar { .. } => "schedule/too-far",
            Problem::TooLarge { .. } => "schedule/too-large",
        }
    }

    /// Cause, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Problem::Loop { activities } => format!("工序互相等待，成环：{}", circle(activities)),
            Problem::LinkToNothing { link, end } => {
                format!("第 {} 条搭接关系指向不存在的工序“{end}”", link + 1)
            }
            Problem::SelfLink { link, activity } => {
                format!("第 {} 条搭接关系把工序“{activity}”连到它自己", link + 1)
            }
            Problem::DuplicateKey { key, count } => format!("工序编号“{key}”出现了 {count} 次"),
            Problem::Duration { activity, minutes } => {
                format!("工序“{activity}”的工期 {minutes} 分钟不成立")
            }
            Problem::Lag { link, minutes } => {
                format!("第 {} 条搭接关系的时距 {minutes} 分钟过大", link + 1)
            }
            Problem::Moment { activity, at } if activity.is_empty() => {
                format!("计划开始或数据日期 {at} 不在 1900—2199 年内")
            }
            Problem::Moment { activity, at } => {
                format!("工序“{activity}”的时间 {at} 不在 1900—2199 年内")
            }
            Problem::NoCalendar { of, calendar } => format!("“{of}”所用的日历 {calendar} 不存在"),
            Problem::FinishBeforeStart {
                activity,
                start,
                finish,
            } => {
                format!("工序“{activity}”实际完成 {finish} 早于实际开始 {start}")
            }
            Problem::RemainingContradicts { activity, minutes } => {
                format!("工序“{activity}”的剩余工期 {minutes} 分钟与其实际开始、完成不符")
            }
            Problem::ActualInFuture {
                activity,
                at,
                data_date,
            } => {
                format!("工序“{activity}”的实际时间 {at} 晚于数据日期 {data_date}")
            }
            Problem::ConstraintsContradict {
                activity,
                not_earlier,
                not_later,
                work,
            } => {
                let work = work_zh(*work);
                format!(
                    "工序“{activity}”的约束矛盾：不早于 {not_earlier}，又不晚于 {not_later}{work}"
                )
            }
            Problem::TooLarge { activities, links } => {
                format!("网络有 {activities} 道工序、{links} 条关系，超过上限")
            }
            _ => self.structure_zh(),
        }
    }

    /// Cause of the problems of structure, in Chinese.
    fn structure_zh(&self) -> String {
        match self {
            Problem::LinkInsideSummary { link, from, to } => format!(
                "第 {} 条搭接关系把工序“{from}”与“{to}”相连，而其中一个是另一个的摘要任务",
                link + 1
            ),
            Problem::NoSummary { activity, parent } => {
                format!("工序“{activity}”所属的“{parent}”不是摘要任务，或又属于它自己")
            }
            Problem::Split {
                activity,
                after,
                gap,
            } => format!("工序“{activity}”在 {after} 分钟之后中断 {gap} 分钟，不成立"),
            Problem::TooFar { activity } => {
                format!("工序“{activity}”的日期会超过 2600 年")
            }
            // Told above.
            _ => String::new(),
        }
    }

    /// Cause, in English.
    pub fn message_en(&self) -> String {
        match self {
            Problem::Loop { activities } => {
                format!("these activities wait in a loop: {}", circle(activities))
            }
            Problem::LinkToNothing { link, end } => {
                format!("link {} names `{end}`, which does not exist", link + 1)
            }
            Problem::SelfLink { link, activity } => {
                format!("link {} ties the activity `{activity}` to itself", link + 1)
            }
            Problem::DuplicateKey { key, count } => {
                format!("{count} activities have the key `{key}`")
            }
            Problem::Duration { activity, minutes } => {
                format!("the activity `{activity}` cannot last {minutes} minutes")
            }
            Problem::Lag { link, minutes } => {
                format!(
                    "the lag of {minutes} minutes of link {} is too long",
                    link + 1
                )
            }
            Problem::Moment { activity, at } if activity.is_empty() => {
                format!("the project start or data date {at} lies outside 1900-2199")
            }
            Problem::Moment { activity, at } => {
                format!("the moment {at} of the activity `{activity}` lies outside 1900-2199")
            }
            Problem::NoCalendar { of, calendar } => {
                format!("`{of}` uses calendar {calendar}, which does not exist")
            }
            Problem::FinishBeforeStart {
                activity,
                start,
                finish,
            } => {
                format!("the activity `{activity}` finished {finish}, before it started {start}")
            }
            Problem::RemainingContradicts { activity, minutes } => format!(
                "the {minutes} minutes remaining of the activity `{activity}` \
                 do not go with its actual start and finish"
            ),
            Problem::ActualInFuture {
                activity,
                at,
                data_date,
            } => format!(
                "the activity `{activity}` has an actual date {at} after the data date {data_date}"
            ),
            Problem::ConstraintsContradict {
                activity,
                not_earlier,
                not_later,
                work,
            } => {
                let work = work_en(*work);
                format!(
                    "the constraints of the activity `{activity}` exclude each other: \
                     not before {not_earlier}, not after {not_later}{work}"
                )
            }
            Problem::TooLarge { activities, links } => {
                format!("{activities} activities and {links} links are above the limit")
            }
            _ => self.structure_en(),
        }
    }

    /// Cause of the problems of structure, in English.
    fn structure_en(&self) -> String {
        match self {
            Problem::LinkInsideSummary { link, from, to } => format!(
                "link {} ties `{from}` to `{to}`, and one of them is a summary of the other",
                link + 1
            ),
            Problem::NoSummary { activity, parent } => format!(
                "the activity `{activity}` belongs to `{parent}`, which is no summary \
                 or belongs to it in turn"
            ),
            Problem::Split {
                activity,
                after,
                gap,
            } => format!(
                "the activity `{activity}` cannot be interrupted for {gap} minutes \
                 after {after} minutes"
            ),
            Problem::TooFar { activity } => {
                format!("the dates of the activity `{activity}` would run beyond the year 2600")
            }
            // Told above.
            _ => String::new(),
        }
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(&self) -> String {
        match self {
            Problem::Loop { .. } => "请删去或改动环上的一条搭接关系",
            Problem::LinkToNothing { .. } => "请改正工序编号，或补上这道工序，或删去这条关系",
            Problem::SelfLink { .. } => "请删去这条关系，或改正其中一端",
            Problem::DuplicateKey { .. } => "请让每道工序的编号各不相同",
            Problem::Duration { .. } => "工期应为零或正数，且不超过一百年",
            Problem::Lag { .. } => "时距（含提前）不应超过一百年",
            Problem::Moment { .. } => "请改正日期",
            Problem::NoCalendar { .. } => "请先加入日历，再引用它",
            Problem::FinishBeforeStart { .. } => "请核对实际开始与实际完成，改正其中之一",
            Problem::RemainingContradicts { .. } => {
                "剩余工期只用于已开始未完成的工序：请补实际开始，或删去剩余工期"
            }
            Problem::ActualInFuture { .. } => "请改正实际时间，或把数据日期后移",
            Problem::ConstraintsContradict { .. } => "请放宽或删去其中一个约束",
            Problem::LinkInsideSummary { .. } => "请删去这条关系，或改连摘要任务内的工序",
            Problem::NoSummary { .. } => "请把上级改为一个摘要任务",
            Problem::Split { .. } => "中断应在工期之内，长度为正，且不超过一百年",
            Problem::TooFar { .. } => "请核对这道工序和它之前各工序的工期、时距与约束",
            Problem::TooLarge { .. } => "请拆分网络",
        }
        .to_owned()
    }

    /// What to do, in English.
    pub fn remedy_en(&self) -> String {
        match self {
            Problem::Loop { .. } => "delete or change one link of the loop",
            Problem::LinkToNothing { .. } => {
                "correct the key, or add the activity, or delete the link"
            }
            Problem::SelfLink { .. } => "delete the link or correct one of its ends",
            Problem::DuplicateKey { .. } => "give each activity a key of its own",
            Problem::Duration { .. } => "give a duration from zero up to a hundred years",
            Problem::Lag { .. } => "keep lags and leads below a hundred years",
            Problem::Moment { .. } => "correct the date",
            Problem::NoCalendar { .. } => "add the calendar before using it",
            Problem::FinishBeforeStart { .. } => "compare the two and correct one",
            Problem::RemainingContradicts { .. } => {
                "remaining work is for what has started and not finished: \
                 give the actual start or delete the remaining duration"
            }
            Problem::ActualInFuture { .. } => "correct the actual date or move the data date",
            Problem::ConstraintsContradict { .. } => "relax or delete one of the constraints",
            Problem::LinkInsideSummary { .. } => {
                "delete the link or tie it to an activity of the summary"
            }
            Problem::NoSummary { .. } => "give it a summary as its parent",
            Problem::Split { .. } => {
                "keep interruptions within the duration, positive, and below a hundred years"
            }
            Problem::TooFar { .. } => {
                "look for a slip in the durations, lags and constraints up to it"
            }
            Problem::TooLarge { .. } => "split the network",
        }
        .to_owned()
    }
}

/// All the reasons why a network is refused; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", join(.problems))]
pub struct Refusal {
    /// Every problem found.
    pub problems: Vec<Problem>,
}

fn join(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(Problem::message_en)
        .collect::<Vec<_>>()
        .join("; ")
}

/// `A -> B -> C -> A`.
fn circle(activities: &[String]) -> String {
    let again = activities.first().map(String::as_str);
    activities
        .iter()
        .map(String::as_str)
        .chain(again)
        .collect::<Vec<_>>()
        .join(" -> ")
}

fn work_zh(work: i64) -> String {
    match work {
        0 => String::new(),
        1.. => format!("，其间容不下工期 {work} 分钟"),
        _ => format!("，而工期只有 {} 分钟且不能中断", -work),
    }
}

fn work_en(work: i64) -> String {
    match work {
        0 => String::new(),
        1.. => format!(", with {work} minutes of work between"),
        _ => format!(", with only {} minutes of unbroken work", -work),
    }
}
