//! One indicator: its series, what was revised and adjusted, how the target was broken down, and
//! where the parts do not add up.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::agreed::{AgreedView, agreed};
use super::ahead::{self, HalfWayView, NeededView, YearEndView};
use super::among::{self, PlaceView, PullView};
use super::peers::{PeersView, peers};
use super::{Looking, wall_head};
use crate::indicator::allocation::Allocation;
use crate::indicator::{
    Better, Every, Feed, Indicator, Kind, Month, Reported, Standing, ValueState,
};
use crate::{BasisPoints, Colour, HandlingLevel, Lang, TextRef, UnitId, Words, Zone, limits};

/// One indicator on a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorSheet {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: crate::IndicatorId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// Unit of measure.
    pub measure: Words,
    /// `flow`, `stock`, `count`, `ratio` or `growth`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// `more` or `less`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub better: Better,
    /// `month` or `quarter`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub every: Every,
    /// The system its values come from.
    pub source: Option<String>,
    /// The unit that answers for it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub lead_unit: Option<UnitId>,
    /// Whether no value is published for January alone.
    pub january_skipped: bool,
    /// Day on which a reporting month ends, where it is not the calendar's.
    pub month_ends_on: Option<i8>,
    /// Days from the end of a period until its value is published.
    pub release_lag: u16,
    /// Which figure of projects is part of it.
    pub fed_by: Option<Feed>,
    /// 知悉范围.
    pub level: HandlingLevel,
    /// Whether there are values or targets: what they mean does not change any more.
    pub in_use: bool,
    /// Its version.
    pub version: u32,
    /// The year looked at.
    pub year: i16,
    /// The newest month whose value should be out and is not.
    pub overdue: Option<String>,
    /// The whole zone's series, then those of units in their order.
    pub rows: Vec<SeriesRow>,
    /// What each remaining month must bring for the zone's target, by the season.
    pub needed: Vec<NeededView>,
    /// How the zone's year may end by the course of the series.
    pub year_end: Option<YearEndView>,
    /// How the year may end for units and the zone in agreement.
    pub agreed: Option<AgreedView>,
    /// The zone among others of its kind.
    pub peers: Option<PeersView>,
    /// Values that replaced others, newest first.
    pub revisions: Vec<Revision>,
    /// The zone's target of the year as it was set and adjusted, oldest first.
    pub targets: Vec<Adjustment>,
    /// How the year's target was broken down.
    pub allocation: Option<AllocationView>,
    /// Months in which the units do not add up to the whole, newest first: shown, never mended.
    pub differences: Vec<Difference>,
}

/// One series: the zone's or a unit's.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesRow {
    /// The unit; the whole zone where none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// Its name.
    pub name: Words,
    /// The last month reported.
    pub month: Option<String>,
    /// Its value.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub done: Option<Decimal>,
    /// How firm it is.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub state: Option<ValueState>,
    /// The target that counts.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub target: Option<Decimal>,
    /// The target as first set, where it was adjusted since.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub original: Option<Decimal>,
    /// 完成率, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub completion: Option<BasisPoints>,
    /// 序时进度, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub time_share: Option<BasisPoints>,
    /// 进度差, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub gap: Option<BasisPoints>,
    /// Its colour.
    pub colour: Colour,
    /// 双过半, once June is reported.
    pub half_way: Option<HalfWayView>,
    /// Whether the unit agreed to its part of the target; none where it has no part.
    pub agreed: Option<bool>,
    /// Its place among the units.
    pub place: Option<PlaceView>,
    /// What it brings to the whole.
    pub pull: Option<PullView>,
    /// The latest months, oldest first.
    pub months: Vec<MonthFigure>,
}

/// A value of a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthFigure {
    /// The month.
    pub month: String,
    /// The value.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub value: Decimal,
    /// How firm it is.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: ValueState,
    /// What the adopted plan wants by its end.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub planned: Option<Decimal>,
    /// The event.
    pub seq: u64,
}

/// A value that replaced another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revision {
    /// Whose.
    pub name: Words,
    /// The month.
    pub month: String,
    /// The value before.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from: Decimal,
    /// The value since.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub to: Decimal,
    /// How firm it is.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: ValueState,
    /// Why, where it was said.
    pub reason: Option<String>,
    /// The event.
    pub seq: u64,
}

/// A target as it was set or adjusted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adjustment {
    /// The target.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub value: Decimal,
    /// From when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub effective_on: Date,
    /// By which document.
    pub document: String,
    /// Why.
    pub reason: Option<String>,
    /// Whether it is the one that counts on the date.
    pub counts: bool,
    /// The event.
    pub seq: u64,
}

/// The breaking down that counts on the date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllocationView {
    /// Which version of the year's.
    pub version: u32,
    /// How it was proposed.
    pub method: String,
    /// From when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub effective_on: Date,
    /// By which document.
    pub document: String,
    /// Why an earlier one was replaced.
    pub reason: Option<String>,
    /// The parts.
    pub parts: Vec<AllocationPart>,
    /// The event.
    pub seq: u64,
}

/// A part of the target.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllocationPart {
    /// The unit; the whole zone where none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// Its name.
    pub name: Words,
    /// Its part.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub amount: Decimal,
    /// Twelve months, or none.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub months: Vec<Decimal>,
    /// Its share of the base year.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub base_share: Option<Decimal>,
    /// Whether it stays when the rest is spread again.
    pub locked: bool,
    /// When the unit agreed.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub agreed_on: Option<Date>,
}

/// A month in which the parts and the whole differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The month.
    pub month: String,
    /// What was published for the whole.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub whole: Decimal,
    /// What the units add up to.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sum: Decimal,
}

/// The sheet of an indicator; `None` when there is no such indicator.
pub fn sheet(zone: &Zone, looking: Looking<'_>, id: crate::IndicatorId) -> Option<IndicatorSheet> {
    let indicator = zone.indicators.get(&id)?;
    let page = Page {
        zone,
        looking,
        indicator,
        units: units(zone, looking.true_on, indicator),
    };
    let definition = &indicator.definition;
    let year = looking.true_on.year();
    Some(IndicatorSheet {
        id,
        code: definition.code.clone(),
        name: definition.name.clone(),
        measure: definition.measure.clone(),
        kind: definition.kind,
        better: definition.better,
        every: definition.every,
        source: definition.source.clone(),
        lead_unit: definition.lead_unit,
        january_skipped: definition.january_skipped,
        month_ends_on: definition.month_ends_on,
        release_lag: definition.release_lag,
        fed_by: definition.fed_by,
        level: definition.level,
        in_use: !indicator.values.is_empty() || !indicator.targets.is_empty(),
        version: indicator.version,
        year,
        overdue: page.overdue().map(|month| month.to_string()),
        rows: page.rows(),
        needed: ahead::needed_of(indicator, None, looking.true_on),
        year_end: ahead::year_end_of(indicator, None, looking.true_on),
        agreed: agreed(indicator, &page.units, looking.true_on),
        peers: peers(zone, indicator, looking.true_on),
        revisions: page.revisions(),
        targets: page.targets(year),
        allocation: page.allocation(year),
        differences: page.differences(),
    })
}

/// The series of an indicator: the whole zone's first, then each unit's.
pub fn rows(zone: &Zone, looking: Looking<'_>, indicator: &Indicator) -> Vec<SeriesRow> {
    let page = Page {
        zone,
        looking,
        indicator,
        units: units(zone, looking.true_on, indicator),
    };
    page.rows()
}

/// Units with a series or a target of their own, in their order.
pub fn units(zone: &Zone, on: Date, indicator: &Indicator) -> Vec<UnitId> {
    let with_values = indicator.values.keys().filter_map(|key| key.0);
    let with_targets = indicator.targets.keys().filter_map(|key| key.0);
    let mut units: Vec<UnitId> = with_values.chain(with_targets).collect();
    let rank = |unit: &UnitId| {
        let found = zone.units.get(unit);
        (found.map(|own| own.protocol_rank), *unit)
    };
    units.sort_unstable_by_key(rank);
    units.dedup();
    units.retain(|unit| {
        zone.units
            .get(unit)
            .is_some_and(|own| !own.name_on(on).is_empty())
    });
    units
}

/// What a series is called on a date: by its unit, or the whole zone.
pub fn series_name(zone: &Zone, unit: Option<UnitId>, on: Date) -> Words {
    let Some(unit) = unit else {
        return Words::new("全区", "Whole zone");
    };
    let found = zone.units.get(&unit);
    let name = found.map_or_else(|| unit.to_string(), |own| own.name_on(on).to_owned());
    Words::new(name.clone(), name)
}

/// What the parts of the sheet are made from.
struct Page<'a> {
    zone: &'a Zone,
    looking: Looking<'a>,
    indicator: &'a Indicator,
    units: Vec<UnitId>,
}

impl Page<'_> {
    fn on(&self) -> Date {
        self.looking.true_on
    }

    fn series(&self) -> impl Iterator<Item = Option<UnitId>> + '_ {
        std::iter::once(None).chain(self.units.iter().copied().map(Some))
    }

    fn name(&self, unit: Option<UnitId>) -> Words {
        series_name(self.zone, unit, self.on())
    }

    fn text(&self, text: Option<TextRef>) -> Option<String> {
        Some(self.looking.texts.find(text?).shown(Lang::Zh))
    }

    /// The whole zone first, then each unit with its place among them and what it brings.
    fn rows(&self) -> Vec<SeriesRow> {
        let mut rows: Vec<SeriesRow> = self.series().map(|unit| self.row(unit)).collect();
        let places = among::places_of(self.indicator, &self.units, self.on());
        let pulls = among::pulls_of(self.indicator, &self.units, self.on());
        for (row, (place, pull)) in rows.iter_mut().skip(1).zip(places.into_iter().zip(pulls)) {
            (row.place, row.pull) = (place, pull);
        }
        rows
    }

    fn row(&self, unit: Option<UnitId>) -> SeriesRow {
        let (indicator, on) = (self.indicator, self.on());
        let standing = indicator.standing(unit, on);
        let seen = standing.as_ref();
        let gap = seen.and_then(Standing::gap);
        let points = |share: Option<Decimal>| share.and_then(BasisPoints::from_fraction);
        let months: Vec<_> = indicator.months(unit, on).collect();
        let latest = months.len().saturating_sub(limits::SPARKLINE_MONTHS);
        let adopted = indicator.allocation_on(on.year(), on);
        let part = adopted.filter(|own| own.parts.iter().any(|part| part.unit == unit));
        SeriesRow {
            unit,
            name: self.name(unit),
            month: seen.map(|own| own.month.to_string()),
            done: seen.map(|own| own.done),
            state: months.last().map(|(_, reported)| reported.latest.state),
            target: seen.and_then(|own| own.target),
            original: seen.and_then(|own| own.original.filter(|_| own.original != own.target)),
            completion: points(seen.and_then(|own| own.completion)),
            time_share: points(seen.map(|own| own.time_share)),
            gap,
            colour: wall_head::tile_colour(indicator, gap),
            half_way: ahead::half_way_of(indicator, unit, on),
            agreed: unit.and_then(|unit| {
                part.map(|own| own.agreed.iter().any(|agreed| agreed.unit == unit))
            }),
            place: None,
            pull: None,
            months: months[latest..]
                .iter()
                .map(|(month, reported)| self.figure(unit, *month, reported))
                .collect(),
        }
    }

    fn figure(&self, unit: Option<UnitId>, month: Month, reported: &Reported) -> MonthFigure {
        let planned = self.indicator.planned(unit, month, self.on());
        MonthFigure {
            month: month.to_string(),
            value: reported.latest.value,
            state: reported.latest.state,
            planned: planned.map(|(done, _)| done),
            seq: reported.latest.seq,
        }
    }

    /// The newest month whose value should be out and is not. Who does not see what is known before
    /// it is out cannot tell late from not out yet, and is told nothing.
    fn overdue(&self) -> Option<Month> {
        let definition = &self.indicator.definition;
        if !self
            .looking
            .actor
            .sees(definition.level, definition.lead_unit)
        {
            return None;
        }
        let (on, this) = (self.on(), Month::of(self.on()));
        let back = |months: i32| {
            let at = i32::from(this.year) * 12 + i32::from(this.month) - 1 - months;
            let (year, month) = (at.div_euclid(12), at.rem_euclid(12) + 1);
            Some(Month {
                year: i16::try_from(year).ok()?,
                month: i8::try_from(month).ok()?,
            })
        };
        let due = (0..=15)
            .filter_map(back)
            .find(|month| definition.publishes(month.month) && definition.due_on(*month) <= on)?;
        let is_out = self.indicator.values.contains_key(&(None, due));
        (!is_out).then_some(due)
    }

    fn revisions(&self) -> Vec<Revision> {
        let mut revisions = Vec::new();
        let on = self.on();
        for unit in self.series() {
            for (month, reported) in self.indicator.months(unit, on) {
                let later = reported.earlier.iter().skip(1);
                let later = later.chain(std::iter::once(&reported.latest));
                for (from, to) in reported.earlier.iter().zip(later) {
                    if from.value == to.value {
                        continue;
                    }
                    revisions.push(Revision {
                        name: self.name(unit),
                        month: month.to_string(),
                        from: from.value,
                        to: to.value,
                        state: to.state,
                        reason: self.text(to.reason),
                        seq: to.seq,
                    });
                }
            }
        }
        revisions.sort_by_key(|own| std::cmp::Reverse(own.seq));
        revisions.truncate(limits::REVISIONS_SHOWN);
        revisions
    }

    fn targets(&self, year: i16) -> Vec<Adjustment> {
        let Some(targets) = self.indicator.targets.get(&(None, year)) else {
            return Vec::new();
        };
        let counts = targets.on(self.on()).map(|own| own.seq);
        let shown = targets.0.iter().map(|own| Adjustment {
            value: own.value,
            effective_on: own.effective_on,
            document: own.document.clone(),
            reason: self.text(own.reason),
            counts: counts == Some(own.seq),
            seq: own.seq,
        });
        shown.collect()
    }

    fn allocation(&self, year: i16) -> Option<AllocationView> {
        let versions = self.indicator.allocations.get(&year)?;
        let own = self.indicator.allocation_on(year, self.on())?;
        let at = versions.iter().position(|other| other.seq == own.seq)?;
        Some(AllocationView {
            version: u32::try_from(at + 1).ok()?,
            method: own.method.clone(),
            effective_on: own.effective_on,
            document: own.document.clone(),
            reason: self.text(own.reason),
            parts: self.parts(own),
            seq: own.seq,
        })
    }

    fn parts(&self, own: &Allocation) -> Vec<AllocationPart> {
        let agreed = |unit| own.agreed.iter().find(|agreed| Some(agreed.unit) == unit);
        let shown = own.parts.iter().map(|part| AllocationPart {
            unit: part.unit,
            name: self.name(part.unit),
            amount: part.amount,
            months: part.months.clone(),
            base_share: part.base_share,
            locked: part.locked,
            agreed_on: agreed(part.unit).map(|agreed| agreed.on),
        });
        shown.collect()
    }

    /// Months of an amount in which units that all reported do not add up to the whole.
    fn differences(&self) -> Vec<Difference> {
        if !self.indicator.definition.kind.is_amount() {
            return Vec::new();
        }
        let value = |unit, month| {
            let reported: &Reported = self.indicator.values.get(&(unit, month))?;
            Some(reported.latest.value)
        };
        let with_values = |unit: &&UnitId| {
            let mut months = self.indicator.months(Some(**unit), self.on());
            months.next().is_some()
        };
        let units: Vec<UnitId> = self.units.iter().filter(with_values).copied().collect();
        if units.is_empty() {
            return Vec::new();
        }
        let months = self.indicator.months(None, self.on()).rev();
        let differing = months
            .take(limits::SPARKLINE_MONTHS)
            .filter_map(|(month, whole)| {
                let parts = units.iter().map(|unit| value(Some(*unit), month));
                let sum: Decimal = parts.sum::<Option<Decimal>>()?;
                let whole = whole.latest.value;
                (sum != whole).then(|| Difference {
                    month: month.to_string(),
                    whole,
                    sum,
                })
            });
        differing.collect()
    }
}
