//! The variables that light rules may name: Chinese and English, with types.

use std::sync::OnceLock;

use formula::{Schema, Type, Unit, Variable};

macro_rules! variables {
    ($($(#[$doc:meta])* $var:ident, $id:literal, $zh:literal, $ty:expr, $about_zh:literal,
        $about_en:literal;)*) => {
        /// A variable of the light rules. Its position is its index in the schema.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Var { $($(#[$doc])* $var,)* }

        impl Var {
            /// All variables, in the order of the schema.
            pub const ALL: &[Var] = &[$(Var::$var,)*];
        }

        fn list() -> Vec<Variable> {
            vec![$(Variable::new($id, $ty).zh($zh).en($id).about($about_zh, $about_en),)*]
        }
    };
}

const SHARE: Type = Type::Number(Unit::Share);
const POINTS: Type = Type::Number(Unit::Points);
const WAN: Type = Type::Number(Unit::WanYuan);
const COUNT: Type = Type::Number(Unit::Count);
const DAYS: Type = Type::Number(Unit::Days);
const WORKING: Type = Type::Number(Unit::WorkingDays);
const MONTHS: Type = Type::Number(Unit::Months);

variables! {
    /// completion of the year.
    Completion, "completion", "完成率", SHARE,
        "本年完成投资 ÷ 年度计划", "reported investment of the year / year plan";
    /// τ.
    TimeShare, "time_share", "序时进度", SHARE,
        "一年已过去的份额", "share of the year gone";
    /// Share planned to date.
    PlanShare, "plan_share", "计划进度", SHARE,
        "逐月计划累计 ÷ 年度计划；无逐月计划时为序时进度",
        "cumulative monthly plan / year plan, or the time share where there is none";
    /// completion − τ.
    GapPp, "gap_pp", "进度差", POINTS,
        "完成率 − 序时进度", "completion − time share";
    /// completion − planned share.
    PlanGap, "plan_gap", "计划差", POINTS,
        "完成率 − 计划进度", "completion − planned share";
    /// completion / τ.
    Pace, "pace", "相对进度", SHARE,
        "完成率 ÷ 序时进度", "completion / time share";
    /// Reported investment of the year, 万元.
    ReportedYtd, "reported_ytd", "本年完成", WAN,
        "本年累计完成投资", "reported investment of the year";
    /// Planned to date, 万元.
    PlannedYtd, "planned_ytd", "累计计划", WAN,
        "本年截至上月末计划完成投资", "planned investment of the year to date";
    /// Year plan, 万元.
    YearPlan, "year_plan", "年度计划", WAN,
        "年度计划投资", "year plan";
    /// Consecutive months short of plan.
    MissedMonths, "missed_months", "连续欠账月数", MONTHS,
        "截至目前连续未完成累计计划的月数", "months running short of the cumulative plan";
    /// Reported total / total investment.
    MoneyShare, "money_share", "投资进度", SHARE,
        "开工以来完成投资 ÷ 总投资", "reported total / total investment";
    /// Physical progress.
    PhysicalShare, "physical_share", "形象进度", SHARE,
        "形象进度百分比", "physical progress";
    /// Funding received, 万元.
    FundingReceived, "funding_received", "到位资金", WAN,
        "到位资金", "funding received";
    /// Funding received / planned.
    FundingShare, "funding_share", "资金到位率", SHARE,
        "到位资金 ÷ 计划资金", "funding received / funding planned";
    /// Whether it has started.
    Started, "started", "已开工", Type::Bool,
        "已有实际开工时间", "has an actual start";
    /// Whether it is registered in statistics.
    Registered, "registered", "已入库", Type::Bool,
        "已有实际入库时间", "is registered in statistics";
    /// Whether it has finished.
    Finished, "finished", "已竣工", Type::Bool,
        "已有实际竣工时间", "has an actual finish";
    /// Whether the month of its planned start lies ahead.
    BeforeStart, "before_start", "未到开工", Type::Bool,
        "未开工，且未到计划开工月份", "not started, and the month of its planned start lies ahead";
    /// Months past the month of planned start.
    StartMonthsLate, "start_months_late", "开工逾期月数", MONTHS,
        "计划开工当月为 0，此后每月加一，此前为负", "0 in the month the start is due, +1 a month";
    /// Months past planned registration.
    RegistrationMonthsLate, "registration_months_late", "入库逾期月数", MONTHS,
        "计划入库当月为 0，此后每月加一，此前为负", "0 in the month registration is due, +1 a month";
    /// Days the forecast finish lies after the required date.
    ForecastDelay, "forecast_delay_days", "预计延期天数", DAYS,
        "预计竣工 − 要求完成时间（无要求时为计划竣工）",
        "forecast finish − required date (or planned finish)";
    /// Days the forecast finish slipped since the first forecast.
    SlipDays, "slip_days", "较首次预计延期天数", DAYS,
        "预计竣工 − 首次上报的预计竣工", "forecast finish − first reported forecast finish";
    /// Growth of total investment since first reported.
    CostGrowth, "cost_growth", "投资超概比例", SHARE,
        "总投资 ÷ 首次上报的总投资 − 1", "total investment / first reported − 1";
    /// Working days the next step is late against the backward plan.
    BackwardLate, "backward_late_days", "倒排已晚工作日", WORKING,
        "按倒排工期，下一步骤已晚的工作日", "working days the next step is late, worked back";
    /// Open problems.
    OpenProblems, "open_problems", "未决问题数", COUNT,
        "未解决的问题数", "open problems";
    /// Open blocking problems.
    BlockingProblems, "blocking_problems", "重大问题数", COUNT,
        "未解决的重大问题数", "open blocking problems";
    /// Gates due and not met.
    LateGates, "late_gates", "逾期节点数", COUNT,
        "已到期未完成的节点数", "gates due and not met";
    /// Whole months since the last report.
    ReportAge, "report_age_months", "未报月数", MONTHS,
        "距最近一次报送的整月数", "whole months since the last report";
    /// Colour fixed at the last closed cycle.
    PreviousLight, "previous_light", "上次灯", Type::Text,
        "上一周期固定的灯色", "colour fixed at the last closed cycle";
    /// How many closed cycles running had it.
    Streak, "streak", "连续次数", COUNT,
        "上次灯已连续的周期数", "closed cycles running with that colour";
    /// Colour from the rules before this one.
    CurrentLight, "current_light", "本次灯", Type::Text,
        "本规则集中前面各条得出的灯色", "colour from the rules of the set before this one";
}

/// The schema against which light rules are compiled.
pub fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| Schema::new(list()).expect("the variables of the light rules"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_agree_with_the_schema() {
        assert_eq!(schema().variables().len(), Var::ALL.len());
        let index = schema()
            .index_of("上次灯")
            .map(formula::VariableIndex::index);
        assert_eq!(index, Some(Var::PreviousLight as usize));
    }
}
