//! 项目支撑: what projects will bring to an indicator this year, beside what its series says; what
//! each waits for; and what would come if some began then or kept to their plans.
//!
//! Work to be done on projects, never a number for a unit to report.

mod works;

use std::collections::BTreeMap;

use forecast::brought;
use forecast::year_end::YearEnd;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use serde::Serialize;

use super::Looking;
use super::wall_rows::is_seen;
use crate::indicator::{Feed, Indicator};
use crate::money::yuan_per;
use crate::{BasisPoints, Fen, IndicatorId, ProjectId, UnitId, Words, Zone, limits};
use works::{Found, rows};

/// What is assumed of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumed {
    /// It begins on a date.
    Begins(Date),
    /// It brings its year's plan.
    AsPlanned,
}

/// What is assumed, by project.
pub type WhatIf = BTreeMap<ProjectId, Assumed>;

/// How a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WorkState {
    /// Not begun.
    Waits,
    /// Under way.
    UnderWay,
    /// Finished, suspended or ended: nothing more comes of it.
    Rests,
}

/// What projects bring to an indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedView {
    /// Which figure of projects.
    pub feed: Feed,
    /// The year.
    pub year: i16,
    /// The last month known of the indicator: `2026-05`.
    pub month: String,
    /// Projects with a plan for the year.
    pub count: usize,
    /// Of them not begun.
    pub waiting: usize,
    /// The projects' share of what the indicator has to date, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub covered: Option<BasisPoints>,
    /// What the plans of all want of the year.
    pub planned: Fen,
    /// What all have done to the month.
    pub done: Fen,
    /// What all are expected to have done by the end of the year, with what is assumed.
    pub expected: Fen,
    /// The target that counts, in the indicator's measure.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub target: Option<Decimal>,
    /// The year's end by the projects: theirs drawn, the rest in step with the series.
    pub by_projects: Option<EndView>,
    /// The year's end by the series alone.
    pub by_series: Option<EndView>,
    /// Both together: the mean of their quantiles, level by level (Lichtendahl, Grushka-Cockayne
    /// and Winkler 2013).
    pub together: Option<EndView>,
    /// Together as it goes, where something is assumed.
    pub as_it_goes: Option<EndView>,
    /// Projects, whoever falls furthest short of its plan first.
    pub works: Vec<WorkRow>,
    /// How many are not listed.
    pub unlisted: usize,
}

/// A year's end, in the indicator's measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndView {
    /// As likely to be passed as not.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub mean: Decimal,
    /// One in ten ends below.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub low: Decimal,
    /// One in ten ends above.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub high: Decimal,
    /// The chance to reach the target, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub chance: Option<BasisPoints>,
}

/// A project among those that feed the indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkRow {
    /// The project.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// The unit responsible.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// How it stands.
    pub state: WorkState,
    /// When it was to begin.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub planned_start: Option<Date>,
    /// Its plan of the year.
    pub planned: Fen,
    /// Done to the month.
    pub done: Fen,
    /// Expected by the end of the year, with what is assumed.
    pub expected: Fen,
    /// Plan less expected, as it goes.
    pub short: Fen,
    /// What it waits for or is held up by, most urgent first.
    pub needs: Vec<Words>,
    /// It is assumed to begin on this date.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub begins: Option<Date>,
    /// It is assumed to bring its plan.
    pub as_planned: bool,
}

/// What projects bring to an indicator; `None` for an unknown one, one that no projects feed, or
/// one without a value in the year of the date.
pub fn feed(
    zone: &Zone,
    looking: Looking<'_>,
    id: IndicatorId,
    what_if: &WhatIf,
) -> Option<FeedView> {
    let indicator = zone.indicators.get(&id)?;
    let feed = indicator.definition.fed_by?;
    let on = looking.true_on;
    let standing = indicator.standing(None, on)?;
    if standing.month.year != on.year() {
        return None;
    }
    let found = Found::of(zone, on, standing.month, feed);
    let law = indicator.year_end_law(None, on).map(|(_, law)| law);
    let year = Year {
        indicator,
        yuan: yuan_per(&indicator.definition.measure.zh)?.to_f64()?,
        whole: standing.done.to_f64()?,
        places: standing.done.scale(),
        target: standing.target,
        law: law.as_ref(),
    };
    let as_it_goes = year.with(&found, &WhatIf::new());
    let assumed = (!what_if.is_empty()).then(|| year.with(&found, what_if));
    let shown = assumed.as_ref().unwrap_or(&as_it_goes);
    let seen = found
        .works
        .iter()
        .filter(|own| is_seen(zone, looking, own.project))
        .count();
    let works = rows(
        zone,
        looking,
        &found,
        what_if,
        &as_it_goes.each,
        &shown.each,
    );
    Some(FeedView {
        feed,
        year: on.year(),
        month: standing.month.to_string(),
        count: found.works.len(),
        waiting: found.count(WorkState::Waits),
        covered: year.covered(&found),
        planned: found.works.iter().map(|own| own.planned).sum(),
        done: found.works.iter().map(|own| own.done).sum(),
        expected: found.works.iter().map(|own| own.done).sum::<Fen>()
            + shown.each.iter().copied().sum(),
        target: standing.target,
        by_projects: shown.by_projects.clone(),
        by_series: year.by_series(),
        together: shown.together.clone(),
        as_it_goes: assumed
            .is_some()
            .then(|| as_it_goes.together.clone())
            .flatten(),
        unlisted: seen - works.len().min(seen),
        works,
    })
}

/// The indicator's year, in its measure.
struct Year<'a> {
    indicator: &'a Indicator,
    /// Yuan of one of its measure.
    yuan: f64,
    /// To date.
    whole: f64,
    places: u32,
    target: Option<Decimal>,
    law: Option<&'a YearEnd>,
}

/// The year's end under some assumption.
struct Ends {
    by_projects: Option<EndView>,
    together: Option<EndView>,
    /// By project: what the rest of the year brings.
    each: Vec<Fen>,
}

/// Levels of the quantiles that are averaged.
const LEVELS: usize = 199;

impl Year<'_> {
    /// Projects' share of the whole to date; above one where they tell more than the indicator.
    fn share(&self, found: &Found<'_>) -> f64 {
        let done: Fen = found.works.iter().map(|own| own.done).sum();
        let done = done.yuan().to_f64().unwrap_or(0.0) / self.yuan;
        if self.whole > 0.0 {
            done / self.whole
        } else {
            0.0
        }
    }

    fn covered(&self, found: &Found<'_>) -> Option<BasisPoints> {
        BasisPoints::from_fraction(Decimal::from_f64(self.share(found))?)
    }

    fn by_series(&self) -> Option<EndView> {
        let law = self.law?;
        self.end(|chance| law.quantile(chance), law.mean, Some(law))
    }

    fn with(&self, found: &Found<'_>, what_if: &WhatIf) -> Ends {
        let (works, certain) = found.assumed(what_if);
        let month = u8::try_from(found.month.month).unwrap_or(12);
        let seed = u64::from(self.indicator.id.0);
        let drawn = brought(&works, month, &found.experience, seed);
        let fixed: f64 = certain.values().map(|fen| fen.0 as f64).sum();
        let each = drawn.each.iter().zip(&found.works).map(|(fen, own)| {
            let certain = certain.get(&own.project.id).copied();
            certain.unwrap_or(Fen(fen.round() as i64))
        });
        let each: Vec<Fen> = each.collect();
        let share = self.share(found);
        // Where projects tell more than the indicator counts, their rest counts in proportion.
        let counted = 1.0 / (self.yuan * 100.0 * share.max(1.0));
        let outside = (1.0 - share).max(0.0) * self.whole;
        let growth = |law: &YearEnd, chance: f64| match self.whole > 0.0 {
            true => (law.quantile(chance) / self.whole - 1.0).max(0.0),
            false => 0.0,
        };
        let projects = |chance: f64| {
            let rest = (drawn.quantile(chance) + fixed) * counted;
            let others = self.law.map_or(0.0, |law| outside * growth(law, chance));
            self.whole + rest + others
        };
        // What lies outside the projects is known by the series alone.
        let knows = self.law.is_some() || outside <= 0.0;
        let both = |chance: f64| match self.law {
            Some(law) => (projects(chance) + law.quantile(chance)) / 2.0,
            None => projects(chance),
        };
        Ends {
            by_projects: knows
                .then(|| self.end(projects, projects(0.5), None))
                .flatten(),
            together: knows.then(|| self.end(both, both(0.5), None)).flatten(),
            each,
        }
    }

    /// A year's end from its quantiles; the chance from the law itself where there is one.
    fn end(
        &self,
        quantile: impl Fn(f64) -> f64,
        mean: f64,
        law: Option<&YearEnd>,
    ) -> Option<EndView> {
        let rounded = |figure: f64| Some(Decimal::from_f64(figure)?.round_dp(self.places));
        let reached = |target: f64| {
            if let Some(law) = law {
                return law.chance(target);
            }
            let level = |at: usize| (at as f64 + 0.5) / LEVELS as f64;
            let below = (0..LEVELS).filter(|at| quantile(level(*at)) < target);
            1.0 - below.count() as f64 / LEVELS as f64
        };
        let target = self.target.and_then(|target| target.to_f64());
        Some(EndView {
            mean: rounded(mean)?,
            low: rounded(quantile(0.1))?,
            high: rounded(quantile(0.9))?,
            chance: target.and_then(|target| self.indicator.good(reached(target))),
        })
    }
}

/// How many projects are listed.
const LISTED: usize = limits::WORKS_LISTED;
