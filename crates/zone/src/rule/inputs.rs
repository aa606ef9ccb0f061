//! The values of the rule variables for one project on one date.

use formula::{Inputs, Value, VariableIndex};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Var;
use crate::figures::{self, Figures, months_between};
use crate::light::Colour;
use crate::problem::Severity;
use crate::project::Project;
use crate::state::Zone;
use crate::{Fen, Field};

/// Values by variable; `None` where nothing was reported.
#[derive(Debug, Clone)]
pub struct LightInputs(Vec<Option<Value>>);

impl Inputs for LightInputs {
    fn get(&self, index: VariableIndex) -> Option<&Value> {
        self.0.as_slice().get(index.index())?.as_ref()
    }
}

impl LightInputs {
    /// The inputs of a project, from its figures: all of them.
    pub fn of(zone: &Zone, project: &Project, figures: &Figures) -> LightInputs {
        LightInputs::needed(zone, project, figures, |_| true)
    }

    /// The inputs that some rules need. Those that take a walk through the project's past are
    /// left out where none does.
    pub(super) fn needed(
        zone: &Zone,
        project: &Project,
        figures: &Figures,
        needs: impl Fn(Var) -> bool,
    ) -> LightInputs {
        let mut inputs = LightInputs(vec![None; Var::ALL.len()]);
        let on = figures.on;
        if needs(Var::MissedMonths) {
            let missed = figures::missed_months(project, on);
            inputs.whole(Var::MissedMonths, missed.map(i64::from));
        }
        if needs(Var::ReportAge) {
            let age = figures::last_report(project, on).map(|last| months_between(last, on));
            inputs.whole(Var::ReportAge, age.map(i64::from));
        }
        inputs.set_money(project, figures);
        inputs.set_dates(figures);
        inputs.set_problems(zone, project, figures.on);
        inputs.set_memory(project, figures.on);
        inputs
    }

    /// The value of a variable.
    pub fn value(&self, var: Var) -> Option<&Value> {
        self.0[var as usize].as_ref()
    }

    /// Sets the colour found so far, for the rules that look at it.
    pub(super) fn set_current(&mut self, colour: Colour) {
        self.0[Var::CurrentLight as usize] = Some(Value::text(colour.letter()));
    }

    fn number(&mut self, var: Var, value: Option<Decimal>) {
        self.0[var as usize] = value.map(Value::Number);
    }

    fn whole(&mut self, var: Var, value: Option<i64>) {
        self.number(var, value.map(Decimal::from));
    }

    fn wan(&mut self, var: Var, value: Option<Fen>) {
        self.number(var, value.map(Fen::wan));
    }

    fn flag(&mut self, var: Var, value: bool) {
        self.0[var as usize] = Some(Value::Bool(value));
    }

    fn set_money(&mut self, project: &Project, figures: &Figures) {
        let on = figures.on;
        let ratio = |part: Option<Fen>, whole: Option<Fen>| part?.yuan().checked_div(whole?.yuan());
        self.number(Var::Completion, figures.completion);
        self.number(Var::TimeShare, Some(figures.time_share));
        self.number(Var::PlanShare, Some(figures.plan_share));
        self.number(Var::GapPp, figures.gap());
        self.number(Var::PlanGap, figures.plan_gap());
        self.number(Var::Pace, figures.pace());
        self.wan(Var::ReportedYtd, figures.reported_ytd);
        self.wan(Var::PlannedYtd, figures.planned_ytd);
        self.wan(Var::YearPlan, figures.year_plan);
        self.number(
            Var::MoneyShare,
            ratio(figures.reported_total, figures.total_investment),
        );
        let physical = project.share(&Field::PhysicalShare, on);
        self.number(
            Var::PhysicalShare,
            physical.map(crate::BasisPoints::fraction),
        );
        let received = project.money(&Field::FundingReceived, on);
        self.wan(Var::FundingReceived, received);
        let planned = project.money(&Field::FundingPlanned, on);
        self.number(Var::FundingShare, ratio(received, planned));
        let first = project
            .facts
            .get(&Field::TotalInvestment)
            .and_then(crate::Timeline::first);
        let growth = first.and_then(|(_, fact)| match fact.value {
            crate::Value::Money(first) => ratio(figures.total_investment, Some(first)),
            _ => None,
        });
        self.number(Var::CostGrowth, growth.map(|ratio| ratio - Decimal::ONE));
    }

    fn set_dates(&mut self, figures: &Figures) {
        let dates = &figures.dates;
        let on = figures.on;
        self.flag(Var::Started, dates.actual_start.is_some());
        self.flag(Var::Registered, dates.actual_registration.is_some());
        self.flag(Var::Finished, dates.actual_finish.is_some());
        self.flag(Var::BeforeStart, figures.is_before_start());
        let months_late = |planned: Date| i64::from(months_between(planned, on));
        let (start, registration) = (dates.planned_start, dates.planned_registration);
        self.whole(Var::StartMonthsLate, start.map(months_late));
        self.whole(Var::RegistrationMonthsLate, registration.map(months_late));
        self.whole(Var::ForecastDelay, figures.delay_days().map(i64::from));
        let slip = dates.first_forecast.zip(figures.forecast_finish());
        let slip = slip.map(|(first, now)| figures::days_between(first, now));
        self.whole(Var::SlipDays, slip.map(i64::from));
        let late = figures
            .scheduled
            .as_ref()
            .and_then(|scheduled| scheduled.late_working_days);
        self.whole(Var::BackwardLate, late.map(i64::from));
        self.whole(Var::LateGates, Some(i64::from(figures.late_gates)));
    }

    fn set_problems(&mut self, zone: &Zone, project: &Project, on: Date) {
        let open = || {
            let all = project
                .problems
                .iter()
                .filter_map(|id| zone.problems.get(id));
            all.filter(|problem| problem.is_open(on))
        };
        let count = |number: usize| i64::try_from(number).ok();
        let blocking = open()
            .filter(|problem| problem.severity == Severity::Blocking)
            .count();
        self.whole(Var::OpenProblems, count(open().count()));
        self.whole(Var::BlockingProblems, count(blocking));
    }

    fn set_memory(&mut self, project: &Project, on: Date) {
        if let Some((colour, streak)) = project.previous_light(on) {
            self.0[Var::PreviousLight as usize] = Some(Value::text(colour.letter()));
            self.whole(Var::Streak, Some(i64::from(streak)));
        }
    }
}
