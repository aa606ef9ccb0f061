//! 对照: two moments of the wall beside each other: whose light got worse or better, and by how
//! many days each forecast moved.
//!
//! A filter chooses projects, not sides: a project that passes it on one side is shown with what
//! it was on the other, so that nobody looks new who only changed unit or colour.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::wall::{LightCounts, RuleName, Wall, WallRow, wall};
use super::{Filter, Looking};
use crate::figures::days_between;
use crate::refusal::Refusal;
use crate::state::Zone;
use crate::{BasisPoints, Colour, ProjectId};

/// Two moments compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// The earlier of the two, or whichever the other is held against.
    pub then: ComparedSide,
    /// The other one.
    pub now: ComparedSide,
    /// How many changed in which way.
    pub counts: ComparedCounts,
    /// Projects of either side, in the order of `now`; those only `then` has come last.
    pub rows: Vec<ComparedRow>,
}

/// One of the two moments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedSide {
    /// The last event known: "as known at".
    pub known_seq: u64,
    /// The date looked at: "true on".
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// The rule set that coloured its lights.
    pub rule: RuleName,
    /// Its lights, of the projects that pass the filter.
    pub lights: LightCounts,
}

/// How many projects changed in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedCounts {
    /// On `now` alone.
    pub new: u32,
    /// On `then` alone.
    pub gone: u32,
    /// A worse colour than before.
    pub worse: u32,
    /// A better colour than before.
    pub better: u32,
    /// The same colour.
    pub same: u32,
    /// A colour on one side only.
    pub not_comparable: u32,
    /// The forecast moved to a later day.
    pub slipped: u32,
    /// The forecast moved to an earlier day.
    pub earlier: u32,
    /// The forecast is what it was.
    pub held: u32,
    /// Median of the days by which forecasts moved, over all that have both.
    pub median_days: Option<i32>,
}

/// One project on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedRow {
    /// The project.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProjectId,
    /// Its name, as `now` has it.
    pub name: String,
    /// What became of its light.
    pub change: LightChange,
    /// How it stood.
    pub then: Option<Stood>,
    /// How it stands.
    pub now: Option<Stood>,
    /// Days from the earlier forecast to the later one; above zero it slipped.
    pub moved_days: Option<i32>,
}

/// What became of a light from one moment to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LightChange {
    /// A worse colour than before.
    Worse,
    /// A better colour than before.
    Better,
    /// The same colour.
    Same,
    /// A colour on one side only: the other could not be judged.
    NotComparable,
    /// On `now` alone.
    New,
    /// On `then` alone.
    Gone,
}

/// How a project stood at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stood {
    /// Its light.
    pub light: Colour,
    /// Forecast finish.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub forecast_finish: Option<Date>,
    /// Calendar days from the required date to the forecast; above zero late.
    pub delay_days: Option<i32>,
    /// 完成率 of the year.
    pub completion: Option<BasisPoints>,
    /// Stage.
    pub stage: Option<String>,
}

/// Holds two moments of the wall against each other.
///
/// # Errors
/// As for [`wall`], on either side.
pub fn compare(
    then: (&Zone, Looking<'_>),
    now: (&Zone, Looking<'_>),
    filter: &Filter,
) -> Result<Comparison, Refusal> {
    let everything = Filter {
        rule: filter.rule.clone(),
        ..Filter::default()
    };
    let look = |(zone, looking): (&Zone, Looking<'_>)| -> Result<(Wall, Wall), Refusal> {
        let asked = wall(zone, looking, filter)?;
        let all = if *filter == everything {
            asked.clone()
        } else {
            wall(zone, looking, &everything)?
        };
        Ok((asked, all))
    };
    let ((then, then_all), (now, now_all)) = (look(then)?, look(now)?);
    let rows = rows((&then, &then_all), (&now, &now_all));
    Ok(Comparison {
        counts: count(&rows),
        then: side(&then),
        now: side(&now),
        rows,
    })
}

fn side(wall: &Wall) -> ComparedSide {
    ComparedSide {
        known_seq: wall.head.known_seq,
        true_on: wall.head.true_on,
        rule: wall.head.rule.clone(),
        lights: wall.head.counts,
    }
}

/// Each side as it was asked for, and whole.
fn rows((then, then_all): (&Wall, &Wall), (now, now_all): (&Wall, &Wall)) -> Vec<ComparedRow> {
    let asked = then.rows.iter().chain(&now.rows).map(|row| row.id);
    let asked: BTreeSet<ProjectId> = asked.collect();
    let by_id = |wall: &'_ Wall| -> BTreeMap<ProjectId, usize> {
        let places = wall.rows.iter().enumerate();
        places.map(|(at, row)| (row.id, at)).collect()
    };
    let (before, after) = (by_id(then_all), by_id(now_all));
    let gone = then_all.rows.iter();
    let gone = gone.filter(|row| !after.contains_key(&row.id));
    let standing = now_all.rows.iter().map(|row| {
        let then = before.get(&row.id).and_then(|at| then_all.rows.get(*at));
        row_of(row, then, Some(row))
    });
    standing
        .chain(gone.map(|row| row_of(row, Some(row), None)))
        .filter(|row| asked.contains(&row.id))
        .collect()
}

fn row_of(named: &WallRow, then: Option<&WallRow>, now: Option<&WallRow>) -> ComparedRow {
    let forecast = |row: Option<&WallRow>| row.and_then(|row| row.bars.forecast_finish);
    let moved_days = match (forecast(then), forecast(now)) {
        (Some(then), Some(now)) => Some(days_between(then, now)),
        _ => None,
    };
    ComparedRow {
        id: named.id,
        name: named.name.clone(),
        change: change(then, now),
        then: then.map(stood),
        now: now.map(stood),
        moved_days,
    }
}

fn stood(row: &WallRow) -> Stood {
    Stood {
        light: row.light.colour,
        forecast_finish: row.bars.forecast_finish,
        delay_days: row.bars.delay_days,
        completion: row.money.completion,
        stage: row.stage.clone(),
    }
}

fn change(then: Option<&WallRow>, now: Option<&WallRow>) -> LightChange {
    let (then, now) = match (then, now) {
        (None, _) => return LightChange::New,
        (_, None) => return LightChange::Gone,
        (Some(then), Some(now)) => (then.light.colour, now.light.colour),
    };
    of_light(then, now)
}

/// What became of a light that both sides have.
pub(super) fn of_light(then: Colour, now: Colour) -> LightChange {
    if then == now {
        LightChange::Same
    } else if then == Colour::Grey || now == Colour::Grey {
        LightChange::NotComparable
    } else if then < now {
        // Colours are in order from best to worst.
        LightChange::Worse
    } else {
        LightChange::Better
    }
}

fn count(rows: &[ComparedRow]) -> ComparedCounts {
    let mut counts = ComparedCounts::default();
    for row in rows {
        let lights = match row.change {
            LightChange::New => &mut counts.new,
            LightChange::Gone => &mut counts.gone,
            LightChange::Same => &mut counts.same,
            LightChange::NotComparable => &mut counts.not_comparable,
            LightChange::Worse => &mut counts.worse,
            LightChange::Better => &mut counts.better,
        };
        *lights += 1;
        match row.moved_days {
            Some(1..) => counts.slipped += 1,
            Some(0) => counts.held += 1,
            Some(_) => counts.earlier += 1,
            None => {}
        }
    }
    counts.median_days = median(rows.iter().filter_map(|row| row.moved_days).collect());
    counts
}

/// The one in the middle; of two in the middle their mean, towards zero.
fn median(mut days: Vec<i32>) -> Option<i32> {
    days.sort_unstable();
    let half = days.len() / 2;
    let upper = *days.get(half)?;
    if days.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *days.get(half.checked_sub(1)?)?;
    Some(i32::midpoint(lower, upper))
}
