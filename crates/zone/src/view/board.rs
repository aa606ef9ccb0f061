//! 指标总表: every indicator by every unit, with its light, its completion and the half-way line.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::Looking;
use super::indicator::{self, SeriesRow};
use crate::indicator::Kind;
use crate::{BasisPoints, Colour, IndicatorId, UnitId, Words, Zone};

/// Indicators by units on a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitBoard {
    /// Units with a series or target of some indicator, in their order.
    pub units: Vec<BoardUnit>,
    /// One row an indicator.
    pub rows: Vec<BoardRow>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardUnit {
    /// The unit.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Of its indicators behind the time: how many.
    pub behind: usize,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardRow {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: IndicatorId,
    /// Its name.
    pub name: Words,
    /// Its unit of measure.
    pub measure: Words,
    /// `flow`, `stock`, `count`, `ratio` or `growth`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// The whole zone.
    pub whole: BoardCell,
    /// By unit, in the order of the columns; none where the unit has no part in it.
    pub units: Vec<Option<BoardCell>>,
}

/// A series in the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardCell {
    /// Its colour.
    pub colour: Colour,
    /// The last month reported: `2026-05`.
    pub month: Option<String>,
    /// Its value.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub done: Option<Decimal>,
    /// The target that counts.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub target: Option<Decimal>,
    /// 完成率, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub completion: Option<BasisPoints>,
    /// 序时进度, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub time_share: Option<BasisPoints>,
    /// 进度差, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub gap: Option<BasisPoints>,
    /// 双过半: whether half way was passed; none before June's value.
    pub half_way: Option<bool>,
    /// The place among units.
    pub place: Option<usize>,
    /// The latest values, oldest first.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub recent: Vec<Decimal>,
}

/// The table of a zone.
pub fn board(zone: &Zone, looking: Looking<'_>) -> UnitBoard {
    let columns = columns(zone, looking.true_on);
    let rows: Vec<BoardRow> = zone
        .indicators
        .values()
        .map(|own| {
            let mut series = indicator::rows(zone, looking, own);
            let whole = cell(&series.remove(0));
            let of_unit = |unit: &UnitId| {
                let found = series.iter().find(|row| row.unit == Some(*unit));
                found.map(cell)
            };
            BoardRow {
                id: own.id,
                name: own.definition.name.clone(),
                measure: own.definition.measure.clone(),
                kind: own.definition.kind,
                whole,
                units: columns.iter().map(of_unit).collect(),
            }
        })
        .collect();
    let behind = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.units[at].as_ref());
        let behind = cells.filter(|cell| cell.gap.is_some_and(|gap| gap.0 < 0));
        behind.count()
    };
    let units = columns.iter().enumerate().map(|(at, id)| BoardUnit {
        id: *id,
        name: indicator::series_name(zone, Some(*id), looking.true_on).zh,
        behind: behind(at),
    });
    UnitBoard {
        units: units.collect(),
        rows,
    }
}

fn columns(zone: &Zone, on: Date) -> Vec<UnitId> {
    let all = zone.indicators.values();
    let mut units: Vec<UnitId> = all
        .flat_map(|own| indicator::units(zone, on, own))
        .collect();
    units.sort_unstable_by_key(|id| (zone.units.get(id).map(|own| own.protocol_rank), *id));
    units.dedup();
    units
}

fn cell(row: &SeriesRow) -> BoardCell {
    BoardCell {
        colour: row.colour,
        month: row.month.clone(),
        done: row.done,
        target: row.target,
        completion: row.completion,
        time_share: row.time_share,
        gap: row.gap,
        half_way: row.half_way.as_ref().map(|own| own.passed),
        place: row.place.as_ref().map(|own| own.place),
        recent: row.months.iter().map(|own| own.value).collect(),
    }
}
