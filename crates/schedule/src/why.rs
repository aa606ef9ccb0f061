//! Why an activity stands where it stands, in words.

use crate::input::{ActivityId, Bound, Kind, Lag, Link, Relation};
use crate::result::{Driver, LateDriver, Schedule};

/// One reason, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The activity it is about.
    pub activity: ActivityId,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Schedule {
    /// Why an activity is not earlier, and why it must not be later: link by link back to what
    /// begins it, then on to what ends it. `name` gives what people call an activity.
    ///
    /// # Panics
    /// If the id is not one of this network.
    pub fn why(&self, id: ActivityId, name: impl Fn(ActivityId) -> String) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for step in self.why_early(id) {
            let times = self.times(step.activity);
            let own = name(step.activity);
            let (start, finish) = (times.early_start, times.early_finish);
            let calendar = self.network.calendar_of(step.activity).name().to_owned();
            let (zh, en) = self.early_words(step.activity, step.driver, &name);
            reasons.push(Reason {
                activity: step.activity,
                zh: format!("“{own}”最早 {start} 至 {finish}（日历“{calendar}”）：{zh}"),
                en: format!("{own:?} is {start} to {finish} at the earliest ({calendar}): {en}"),
            });
        }
        for step in self.why_late(id) {
            let times = self.times(step.activity);
            let own = name(step.activity);
            let (start, finish) = (times.late_start, times.late_finish);
            let (zh, en) = self.late_words(step.driver, &name);
            reasons.push(Reason {
                activity: step.activity,
                zh: format!("“{own}”最迟 {start} 至 {finish}：{zh}"),
                en: format!("{own:?} is {start} to {finish} at the latest: {en}"),
            });
        }
        reasons
    }

    fn early_words(
        &self,
        id: ActivityId,
        driver: Driver,
        name: &impl Fn(ActivityId) -> String,
    ) -> (String, String) {
        match driver {
            Driver::ProjectStart => (
                "自项目开始起".into(),
                "from the start of the project".into(),
            ),
            Driver::DataDate => (
                "未做的工作从数据日期起".into(),
                "what is not done begins at the data date".into(),
            ),
            Driver::Actual => ("实际如此".into(), "that is a fact".into()),
            Driver::Constraint(bound) => bound_words(bound),
            Driver::Members => {
                let summary = self.network.kind(id) == Kind::Summary;
                if summary {
                    ("由所含工序决定".into(), "its parts decide".into())
                } else {
                    (
                        "由所跨的工序决定".into(),
                        "what it is tied to decides".into(),
                    )
                }
            }
            Driver::Link(link) => {
                let link = self.network.link(link);
                let (zh, en) = link_words(&link);
                let from = name(link.from);
                (
                    format!("等待“{from}”（{zh}）"),
                    format!("it waits for {from:?} ({en})"),
                )
            }
        }
    }

    fn late_words(
        &self,
        driver: LateDriver,
        name: &impl Fn(ActivityId) -> String,
    ) -> (String, String) {
        match driver {
            LateDriver::ProjectFinish => (
                "否则整个项目推迟完成".into(),
                "or the whole project ends later".into(),
            ),
            LateDriver::Required => ("要求的完成日期".into(), "the required date".into()),
            LateDriver::Actual => ("实际如此".into(), "that is a fact".into()),
            LateDriver::Constraint(bound) => bound_words(bound),
            LateDriver::Members => ("由所含工序决定".into(), "its parts decide".into()),
            LateDriver::Link(link) => {
                let link = self.network.link(link);
                let (zh, en) = link_words(&link);
                let to = name(link.to);
                (
                    format!("“{to}”在等它（{zh}）"),
                    format!("{to:?} waits for it ({en})"),
                )
            }
        }
    }
}

/// A constraint, in both languages.
pub fn bound_words(bound: Bound) -> (String, String) {
    let (zh, en) = match bound {
        Bound::StartNotEarlier => ("约束：不早于某时开始", "constraint: start not earlier"),
        Bound::StartNotLater => ("约束：不晚于某时开始", "constraint: start not later"),
        Bound::FinishNotEarlier => ("约束：不早于某时完成", "constraint: finish not earlier"),
        Bound::FinishNotLater => ("约束：不晚于某时完成", "constraint: finish not later"),
        Bound::MustStart => ("约束：必须开始于", "constraint: must start on"),
        Bound::MustFinish => ("约束：必须完成于", "constraint: must finish on"),
        Bound::ExpectedFinish => ("期望完成日期", "the expected finish"),
        Bound::Resume => ("停工后复工的时间", "the moment work resumes"),
    };
    (zh.to_owned(), en.to_owned())
}

/// A link, in both languages.
fn link_words(link: &Link) -> (String, String) {
    let (zh, en) = match link.relation {
        Relation::FinishToStart => ("完成到开始", "finish to start"),
        Relation::StartToStart => ("开始到开始", "start to start"),
        Relation::FinishToFinish => ("完成到完成", "finish to finish"),
        Relation::StartToFinish => ("开始到完成", "start to finish"),
    };
    let lag = match link.lag {
        Lag::Working(0) | Lag::WorkingIn(_, 0) | Lag::Elapsed(0) | Lag::Percent(0) => {
            return (zh.to_owned(), en.to_owned());
        }
        Lag::Working(minutes) | Lag::WorkingIn(_, minutes) => {
            let hours = minutes as f64 / 60.0;
            (
                format!("时距 {hours} 工作小时"),
                format!("lag {hours} working hours"),
            )
        }
        Lag::Elapsed(minutes) => {
            let hours = minutes as f64 / 60.0;
            (
                format!("时距 {hours} 小时（日历时间）"),
                format!("lag {hours} hours of the clock"),
            )
        }
        Lag::Percent(share) => {
            let share = f64::from(share) / 100.0;
            (
                format!("时距为工期的 {share}%"),
                format!("lag {share}% of its duration"),
            )
        }
    };
    (format!("{zh}，{}", lag.0), format!("{en}, {}", lag.1))
}
