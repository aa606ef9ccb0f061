//! Why risks are refused.

/// One reason to refuse a description of risks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_en())]
#[non_exhaustive]
pub enum RiskProblem {
    /// An activity that is not in the network.
    NoActivity {
        /// What names it.
        by: String,
        /// Its number as given.
        activity: u32,
    },
    /// Least, likely and most are not in this order, or below nothing, or absurdly large.
    Spread {
        /// Whose.
        of: String,
        /// As given.
        least: i64,
        /// As given.
        likely: i64,
        /// As given.
        most: i64,
    },
    /// More often than always.
    Probability {
        /// Whose.
        of: String,
        /// In basis points, as given.
        basis_points: u32,
    },
    /// Two drivers or events of one name.
    Twice {
        /// The name.
        key: String,
    },
    /// It touches nothing.
    Idle {
        /// The driver or event.
        key: String,
    },
    /// A summary or level of effort: its dates follow from those of others.
    Span {
        /// What names it.
        by: String,
        /// The activity.
        activity: String,
    },
    /// A spread of the duration of a milestone, which has none.
    Milestone {
        /// The activity.
        activity: String,
    },
    /// A past without ratios, or with ones that cannot be.
    History {
        /// Whose.
        of: String,
    },
    /// A factor in minutes: of what, since it touches many?
    Factor {
        /// The driver.
        key: String,
    },
    /// If all takes as long as it can, dates run centuries away.
    TooFar,
    /// More than is simulated at once.
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        count: usize,
        /// The limit.
        most: usize,
    },
}

impl RiskProblem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            RiskProblem::NoActivity { .. } => "risk/no-activity",
            RiskProblem::Spread { .. } => "risk/spread",
            RiskProblem::Probability { .. } => "risk/probability",
            RiskProblem::Twice { .. } => "risk/twice",
            RiskProblem::Idle { .. } => "risk/idle",
            RiskProblem::Span { .. } => "risk/span",
            RiskProblem::Milestone { .. } => "risk/milestone",
            RiskProblem::History { .. } => "risk/history",
            RiskProblem::Factor { .. } => "risk/factor",
            RiskProblem::TooFar => "risk/too-far",
            RiskProblem::TooMany { .. } => "risk/too-many",
        }
    }

    /// The cause in English.
    pub fn message_en(&self) -> String {
        match self {
            RiskProblem::NoActivity { by, activity } => {
                format!("{by} names activity number {activity}, which does not exist")
            }
            RiskProblem::Spread {
                of,
                least,
                likely,
                most,
            } => format!(
                "{of}: least {least}, likely {likely}, most {most} are not in order between 0 and \
                 a hundred years"
            ),
            RiskProblem::Probability { of, basis_points } => format!(
                "{of}: a probability of {}.{:02} % is above 100 %",
                basis_points / 100,
                basis_points % 100
            ),
            RiskProblem::Twice { key } => format!("{key} is described twice"),
            RiskProblem::Idle { key } => format!("{key} touches no activity"),
            RiskProblem::Span { by, activity } => format!(
                "{by} touches {activity}, whose dates follow from those of other activities"
            ),
            RiskProblem::Milestone { activity } => {
                format!("{activity} is a milestone: it has no duration that could vary")
            }
            RiskProblem::History { of } => {
                format!("{of}: no past ratios, or some not between 0.01 % and 10,000 %")
            }
            RiskProblem::Factor { key } => {
                format!("driver {key}: its factor is not a share of the duration")
            }
            RiskProblem::TooFar => {
                "if everything takes as long as it can, the finish lies centuries away".to_owned()
            }
            RiskProblem::TooMany { what, count, most } => {
                format!("{count} {what}: more than {most}")
            }
        }
    }

    /// The cause in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            RiskProblem::NoActivity { by, activity } => {
                let by = zh(by);
                format!("{by} 提到的第 {activity} 号工序不存在")
            }
            RiskProblem::Spread {
                of,
                least,
                likely,
                most,
            } => format!(
                "{}：最短 {least}、最可能 {likely}、最长 {most} 应依次不减，且在 0 到一百年之间",
                zh(of)
            ),
            RiskProblem::Probability { of, basis_points } => format!(
                "{of}：概率 {}.{:02}% 超过 100%",
                basis_points / 100,
                basis_points % 100
            ),
            RiskProblem::Twice { key } => format!("{key} 写了两次"),
            RiskProblem::Idle { key } => format!("{key} 没有对应任何工序"),
            RiskProblem::Span { by, activity } => {
                let by = zh(by);
                format!("{by} 对应的 {activity} 的日期由其他工序推出，不能直接受影响")
            }
            RiskProblem::Milestone { activity } => {
                format!("{activity} 是里程碑，没有可变的工期")
            }
            RiskProblem::History { of } => {
                let of = zh(of);
                format!("{of}：没有历史比值，或比值不在 0.01% 到 10000% 之间")
            }
            RiskProblem::Factor { key } => format!("共同因素 {key} 的系数应是工期的百分比"),
            RiskProblem::TooFar => "若各项都取最长，完成日期将在几百年之后".to_owned(),
            RiskProblem::TooMany { what, count, most } => {
                let what = zh(what);
                format!("{what}有 {count} 个，超过上限 {most}")
            }
        }
    }

    /// What to do, in English.
    pub fn remedy_en(&self) -> &'static str {
        match self {
            RiskProblem::NoActivity { .. } => "name an activity of the plan",
            RiskProblem::Spread { .. } | RiskProblem::Probability { .. } => "correct the numbers",
            RiskProblem::Twice { .. } => "describe it once, with all its activities",
            RiskProblem::Idle { .. } => "name the activities it touches, or leave it out",
            RiskProblem::Span { .. } => "name the activities inside it instead",
            RiskProblem::Milestone { .. } => "let an event strike it, or vary what leads to it",
            RiskProblem::History { .. } => "give ratios of actual to planned durations",
            RiskProblem::Factor { .. } => "give percentages, or past ratios",
            RiskProblem::TooFar => "correct the longest durations, factors and delays",
            RiskProblem::TooMany { .. } => "simulate fewer at a time",
        }
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(&self) -> &'static str {
        match self {
            RiskProblem::NoActivity { .. } => "写计划中已有的工序",
            RiskProblem::Spread { .. } | RiskProblem::Probability { .. } => "改正这些数",
            RiskProblem::Twice { .. } => "只写一次，列全所涉工序",
            RiskProblem::Idle { .. } => "写明影响哪些工序，或删去这一条",
            RiskProblem::Span { .. } => "改为写它所含的工序",
            RiskProblem::Milestone { .. } => "改用风险事件，或改其前面的工序",
            RiskProblem::History { .. } => "给出实际工期与计划工期的比值",
            RiskProblem::Factor { .. } => "用百分比或历史比值",
            RiskProblem::TooFar => "改正最长工期、系数和延误",
            RiskProblem::TooMany { .. } => "分批模拟",
        }
    }
}

/// The Chinese of the few words that stand for what has no name.
fn zh(what: &str) -> &str {
    match what {
        "the usual spread" => "一般波动",
        "a spread" => "工期波动",
        "what is watched" => "关注的工序",
        "drivers and events" => "共同因素和风险事件",
        "watched activities" => "关注的工序",
        "iterations" => "模拟次数",
        other => other,
    }
}

/// All reasons why a description of risks is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.iter().map(RiskProblem::message_en).collect::<Vec<_>>().join("; "))]
pub struct RiskRefusal {
    /// Every problem.
    pub problems: Vec<RiskProblem>,
}
