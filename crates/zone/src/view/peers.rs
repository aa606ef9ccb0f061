//! Beside other zones: the same indicator, the same month.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::Words;
use crate::indicator::{Better, Indicator, Month, ValueState};
use crate::state::Zone;

/// The zone among others of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeersView {
    /// The newest month that the zone and another have both published.
    pub month: String,
    /// Whether the order goes by growth over the same month of last year; by the figures
    /// themselves where they are points, or where a year ago is not known of all.
    pub by_growth: bool,
    /// In order.
    pub rows: Vec<PeerRow>,
}

/// One zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeerRow {
    /// What it is called.
    pub name: Words,
    /// Whether it is the own zone.
    pub own: bool,
    /// Its place from 1; those alike share one.
    pub place: usize,
    /// The figure.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub value: Decimal,
    /// Of an amount: growth over the same month of last year, in points of a hundred.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub growth: Option<Decimal>,
    /// How far the own zone is ahead of it, by what the order goes by; below nought behind.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub ahead: Option<Decimal>,
    /// Where it was published; none of the own zone.
    pub publication: Option<String>,
    /// The event.
    pub seq: u64,
}

/// A zone's figure of a month, and that of a year before.
struct Known<'a> {
    name: Option<&'a str>,
    value: Decimal,
    before: Option<Decimal>,
    publication: Option<&'a str>,
    seq: u64,
}

/// The zone among others; `None` without a month that is published here and there. The own
/// estimates do not count: others publish none.
pub fn peers(zone: &Zone, indicator: &Indicator, on: Date) -> Option<PeersView> {
    let own = |month: Month| {
        let known = &indicator.values.get(&(None, month))?.latest;
        (known.state != ValueState::Forecast).then_some(known)
    };
    let there = |month: &Month| indicator.peers.values().any(|own| own.contains_key(month));
    let mut months = indicator.months(None, on).map(|(month, _)| month).rev();
    let month = months.find(|month| own(*month).is_some() && there(month))?;
    let before = Month {
        year: month.year - 1,
        ..month
    };
    let here = own(month)?;
    let mut all = vec![Known {
        name: None,
        value: here.value,
        before: own(before).map(|own| own.value),
        publication: None,
        seq: here.seq,
    }];
    for (name, months) in &indicator.peers {
        let Some(known) = months.get(&month) else {
            continue;
        };
        all.push(Known {
            name: Some(name),
            value: known.value,
            before: months.get(&before).map(|own| own.value),
            publication: Some(&known.publication),
            seq: known.seq,
        });
    }
    let amount = indicator.definition.kind.is_amount();
    let growths: Vec<Option<Decimal>> = all
        .iter()
        .map(|own| growth(own).filter(|_| amount))
        .collect();
    let by_growth = amount && growths.iter().all(Option::is_some);
    let measure = |at: usize| growths[at].filter(|_| by_growth).unwrap_or(all[at].value);
    let less = indicator.definition.better == Better::Less;
    let better = |a: Decimal, b: Decimal| if less { a < b } else { a > b };
    let name = zone.profile.as_ref().map_or("", |own| own.name.as_str());
    let mut rows: Vec<PeerRow> = (0..all.len())
        .map(|at| PeerRow {
            name: Words::new(all[at].name.unwrap_or(name), all[at].name.unwrap_or(name)),
            own: at == 0,
            place: 1
                + (0..all.len())
                    .filter(|other| better(measure(*other), measure(at)))
                    .count(),
            value: all[at].value,
            growth: growths[at],
            ahead: (at > 0).then(|| (measure(0) - measure(at)).normalize()),
            publication: all[at].publication.map(str::to_owned),
            seq: all[at].seq,
        })
        .collect();
    rows.sort_by_key(|row| row.place);
    Some(PeersView {
        month: month.to_string(),
        by_growth,
        rows,
    })
}

fn growth(own: &Known<'_>) -> Option<Decimal> {
    let before = own.before.filter(|before| *before > Decimal::ZERO)?;
    let ratio = own.value.checked_div(before)?;
    let points = ratio
        .checked_sub(Decimal::ONE)?
        .checked_mul(Decimal::ONE_HUNDRED)?;
    Some(points.round_dp(1))
}
