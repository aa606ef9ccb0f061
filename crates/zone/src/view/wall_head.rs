//! The head of the wall and its indicators.

use jiff::civil::Date;

use super::Looking;
use super::wall::{IndicatorTile, LightCounts, RuleName, WallHead, WallRow};
use crate::figures;
use crate::indicator::{Indicator, Standing};
use crate::lineage::ended;
use crate::rule::RuleSet;
use crate::state::Zone;
use crate::{BasisPoints, Colour, Fen, limits};

/// The head over the rows shown.
pub(super) fn head(
    zone: &Zone,
    looking: Looking<'_>,
    rule: &RuleSet,
    rows: &[WallRow],
    projects_total: u32,
) -> WallHead {
    let on = looking.true_on;
    let mut counts = LightCounts::default();
    // What was split, merged or withdrawn this year still shows, but its plan lives on elsewhere
    // or not at all: it counts neither in the sums nor among the lights.
    let goes_on = |row: &&WallRow| {
        let project = zone.projects.get(&row.id);
        project.is_some_and(|project| ended(&project.lineage, on).is_none())
    };
    let counted: Vec<&WallRow> = rows.iter().filter(goes_on).collect();
    for row in &counted {
        let count = match row.light.colour {
            Colour::Green => &mut counts.green,
            Colour::Yellow => &mut counts.yellow,
            Colour::Red => &mut counts.red,
            Colour::Blue => &mut counts.blue,
            Colour::Grey => &mut counts.grey,
        };
        *count += 1;
    }
    let year_plan: Fen = counted.iter().filter_map(|row| row.money.year_plan).sum();
    let reported_ytd: Fen = counted
        .iter()
        .filter_map(|row| row.money.reported_ytd)
        .sum();
    let profile = zone.profile.as_ref();
    WallHead {
        zone: profile.map_or_else(String::new, |profile| profile.name.clone()),
        synthetic: profile.is_some_and(|profile| profile.synthetic),
        attribution: profile.map_or_else(Default::default, |own| own.attribution.clone()),
        currency: profile.map_or_else(Default::default, |profile| profile.currency),
        known_seq: zone.seq,
        true_on: on,
        rule: RuleName {
            key: rule.key.clone(),
            version: rule.version,
            name: rule.name.clone(),
        },
        time_share: BasisPoints::from_fraction(figures::time_share(on, rule.time_share))
            .unwrap_or_default(),
        work_share: work_share(&counted),
        year_plan,
        reported_ytd,
        counts,
        span: span(rows, on),
        projects_total,
        provisional_year: rows
            .iter()
            .filter_map(|row| row.bars.provisional_year)
            .min(),
    }
}

/// Work done: what the projects with a plan for the year reported, over those plans. None while
/// nothing was reported at all.
fn work_share(rows: &[&WallRow]) -> Option<BasisPoints> {
    let planned = || rows.iter().filter(|row| row.money.year_plan.is_some());
    let plan: Fen = planned().filter_map(|row| row.money.year_plan).sum();
    let done: Fen = planned().filter_map(|row| row.money.reported_ytd).sum();
    let reported = planned().any(|row| row.money.reported_ytd.is_some());
    done.share_of(plan).filter(|_| reported)
}

/// The years the time axis has to show: those of the rows, but not beyond ten years from today.
fn span(rows: &[WallRow], on: Date) -> (Date, Date) {
    let reach = |years: i16| jiff::civil::date(on.year() + years, 1, 1);
    let (oldest, newest) = (reach(-10), reach(10));
    let (mut first, mut last) = (on, on);
    for row in rows {
        let bars = &row.bars;
        let dates = [
            bars.baseline_start,
            bars.actual_start,
            bars.baseline_finish,
            bars.forecast_finish,
            bars.required_finish,
            bars.actual_finish,
        ];
        for date in dates
            .into_iter()
            .flatten()
            .chain(row.gates.iter().map(|gate| gate.date))
        {
            first = first.min(date);
            last = last.max(date);
        }
    }
    let first = first.max(oldest);
    let last = last.min(newest);
    (
        jiff::civil::date(first.year(), 1, 1),
        jiff::civil::date(last.year(), 12, 31),
    )
}

/// A level indicator of the whole zone on a date.
pub(super) fn tile(indicator: &Indicator, on: Date) -> IndicatorTile {
    let standing = indicator.standing(None, on);
    let months: Vec<_> = indicator
        .months(None, on)
        .map(|(_, seen)| seen.latest.value)
        .collect();
    let recent = months[months.len().saturating_sub(limits::SPARKLINE_MONTHS)..].to_vec();
    let gap = standing.as_ref().and_then(Standing::gap);
    IndicatorTile {
        id: indicator.id,
        name: indicator.definition.name.clone(),
        measure: indicator.definition.measure.clone(),
        target: standing.as_ref().and_then(|standing| standing.target),
        done: standing.as_ref().map(|standing| standing.done),
        month: standing.as_ref().map(|standing| standing.month.to_string()),
        completion: standing
            .as_ref()
            .and_then(|standing| BasisPoints::from_fraction(standing.completion?)),
        time_share: standing
            .as_ref()
            .and_then(|standing| BasisPoints::from_fraction(standing.time_share)),
        gap,
        colour: tile_colour(indicator, gap),
        recent,
    }
}

/// Until indicators have rule sets of their own: 0 or better green, up to 5 points behind yellow.
pub(super) fn tile_colour(indicator: &Indicator, gap: Option<BasisPoints>) -> Colour {
    let Some(gap) = gap else { return Colour::Grey };
    let gap = match indicator.definition.better {
        crate::indicator::Better::More => gap.0,
        crate::indicator::Better::Less => -gap.0,
    };
    match gap {
        0.. => Colour::Green,
        -500.. => Colour::Yellow,
        _ => Colour::Red,
    }
}
