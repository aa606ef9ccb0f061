//! Factors by month: what there is, what projects will need, and where it does not suffice.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Looking;
use crate::authority::{Operation, Reach};
use crate::factor::Factor;
use crate::indicator::Month;
use crate::state::Zone;
use crate::{ProjectId, Words};

/// Months shown: this one and a year on.
const MONTHS: usize = 12;

/// All factors on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorTable {
    /// State known: sequence number.
    pub known_seq: u64,
    /// The months shown: `2026-04`.
    pub months: Vec<String>,
    /// Whether the viewer may set quotas and declare needs.
    pub may_set: bool,
    /// Factors with a quota or a need in these months.
    pub factors: Vec<FactorRow>,
    /// All factors, for the forms.
    pub choices: Vec<FactorName>,
}

/// A factor as it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorName {
    /// What commands name.
    pub factor: Factor,
    /// As it is called.
    pub word: Words,
    /// Its unit.
    pub unit: Words,
}

/// One factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorRow {
    /// Which.
    #[serde(flatten)]
    pub name: FactorName,
    /// Whether what a month leaves over is there in the next one of the year.
    pub carries_over: bool,
    /// The first month in which it does not suffice.
    pub first_gap: Option<String>,
    /// Month by month.
    pub months: Vec<FactorMonth>,
}

/// A factor in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorMonth {
    /// The month.
    pub month: String,
    /// The quota of the month; none where nobody set one.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub quota: Option<Decimal>,
    /// By which document.
    pub document: Option<String>,
    /// What earlier months of the year left over.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub carried: Decimal,
    /// What projects need, all of them.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub needed: Decimal,
    /// What is left, below nought where it does not suffice; none without a quota.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub left: Option<Decimal>,
    /// The projects that need it and that the viewer may see, the largest first.
    pub projects: Vec<FactorProject>,
}

/// A project that needs a factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorProject {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// How much.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub amount: Decimal,
}

/// Quotas against needs, from the month of the date on.
pub fn factors(zone: &Zone, looking: Looking<'_>) -> FactorTable {
    let mut month = Month::of(looking.true_on);
    let mut months = Vec::with_capacity(MONTHS);
    for _ in 0..MONTHS {
        months.push(month);
        month = after(month);
    }
    let rows = Factor::ALL.into_iter().filter_map(|factor| {
        let row = row(zone, looking, factor, &months);
        let used = |own: &FactorMonth| own.quota.is_some() || !own.needed.is_zero();
        row.months.iter().any(used).then_some(row)
    });
    FactorTable {
        known_seq: zone.seq,
        months: months.iter().map(ToString::to_string).collect(),
        may_set: looking.actor.reach(Operation::KeepEnterprises) == Reach::All,
        factors: rows.collect(),
        choices: Factor::ALL.map(name).into(),
    }
}

fn name(factor: Factor) -> FactorName {
    FactorName {
        factor,
        word: factor.word(),
        unit: factor.unit(),
    }
}

fn row(zone: &Zone, looking: Looking<'_>, factor: Factor, months: &[Month]) -> FactorRow {
    let cells: Vec<FactorMonth> = months
        .iter()
        .map(|month| {
            let quota = zone.quotas.get(&(factor, *month));
            let needed = needed(zone, factor, *month);
            let carried = carried(zone, factor, *month);
            FactorMonth {
                month: month.to_string(),
                quota: quota.map(|own| own.amount),
                document: quota.map(|own| own.document.clone()),
                carried,
                needed,
                left: quota.map(|own| own.amount + carried - needed),
                projects: projects(zone, looking, factor, *month),
            }
        })
        .collect();
    let gap = cells
        .iter()
        .find(|own| own.left.is_some_and(|left| left < Decimal::ZERO));
    FactorRow {
        name: name(factor),
        carries_over: factor.carries_over(),
        first_gap: gap.map(|own| own.month.clone()),
        months: cells,
    }
}

/// What earlier months of the year left over, for factors that carry over; a gap is no debt of the
/// next month.
fn carried(zone: &Zone, factor: Factor, month: Month) -> Decimal {
    if !factor.carries_over() {
        return Decimal::ZERO;
    }
    (1..month.month).fold(Decimal::ZERO, |carried, earlier| {
        let earlier = Month {
            month: earlier,
            ..month
        };
        let quota = zone.quotas.get(&(factor, earlier));
        let quota = quota.map_or(Decimal::ZERO, |own| own.amount);
        (carried + quota - needed(zone, factor, earlier)).max(Decimal::ZERO)
    })
}

fn needed(zone: &Zone, factor: Factor, month: Month) -> Decimal {
    of_month(zone, factor, month)
        .map(|(_, amount)| amount)
        .sum()
}

fn of_month(
    zone: &Zone,
    factor: Factor,
    month: Month,
) -> impl Iterator<Item = (ProjectId, Decimal)> {
    let all = (factor, month, ProjectId(0))..=(factor, month, ProjectId(u32::MAX));
    zone.needs
        .range(all)
        .map(|(key, need)| (key.2, need.amount))
}

fn projects(zone: &Zone, looking: Looking<'_>, factor: Factor, month: Month) -> Vec<FactorProject> {
    let on = looking.true_on;
    let mut projects: Vec<FactorProject> = of_month(zone, factor, month)
        .filter(|(_, amount)| !amount.is_zero())
        .filter_map(|(id, amount)| {
            let project = zone.projects.get(&id)?;
            let (level, unit) = (project.handling_level(on), project.lead_unit(on));
            let name = project.name_on(on).to_owned();
            let shown = FactorProject { id, name, amount };
            looking.actor.sees(level, unit).then_some(shown)
        })
        .collect();
    projects.sort_by(|one, other| (other.amount, one.id).cmp(&(one.amount, other.id)));
    projects
}

fn after(month: Month) -> Month {
    match month.month {
        12 => Month {
            year: month.year + 1,
            month: 1,
        },
        earlier => Month {
            month: earlier + 1,
            ..month
        },
    }
}
