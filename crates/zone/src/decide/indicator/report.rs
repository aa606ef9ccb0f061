//! Values of an indicator: what cannot be is refused, what nobody expects needs a reason.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{bounded, half_digit, plain, whole};
use crate::decide::{Moment, Refusals};
use crate::event::{IndicatorReported, NewValue, YearEndKept};
use crate::indicator::{Indicator, Kind, Month, ValueState};
use crate::state::Zone;
use crate::{TextRef, UnitId, limits, refusal};

/// A report being checked.
struct Report<'a> {
    indicator: &'a Indicator,
    values: &'a [NewValue],
    reason: Option<TextRef>,
}

/// Every reason against these values.
pub(super) fn check(
    refusals: &mut Refusals,
    zone: &Zone,
    moment: Moment<'_>,
    indicator: &Indicator,
    values: &[NewValue],
    reason: Option<TextRef>,
) {
    let report = Report {
        indicator,
        values,
        reason,
    };
    for new in values {
        refusals.unit(zone, new.unit);
        let fits = bounded(refusals, new.value, &new.month.to_string());
        if report.month(refusals, moment, new.month) && fits {
            report.figure(refusals, new);
            report.firmness(refusals, new);
            report.course(refusals, new);
        }
    }
}

/// How the year is said to end once these values are known: kept with them, so that it can be
/// scored when the year has ended. Of the whole zone and of each unit that reports, as the pages
/// show them, and of this year while it lasts.
pub(super) fn year_ends_said(
    indicator: &Indicator,
    moment: Moment<'_>,
    event: &IndicatorReported,
) -> Vec<YearEndKept> {
    let series: BTreeSet<Option<UnitId>> = event.values.iter().map(|new| new.unit).collect();
    let mut known = indicator.clone();
    known.report(0, event);
    let said = |unit| {
        let last = known.months(unit, moment.today).next_back()?.0;
        let goes_on = last.year == moment.today.year() && last.month < 12;
        let is_last = |new: &NewValue| new.unit == unit && new.month == last;
        if !goes_on || !event.values.iter().any(is_last) {
            return None;
        }
        Some((unit, known.year_end(unit, moment.today)?))
    };
    series
        .into_iter()
        .filter_map(said)
        .map(|(unit, said)| YearEndKept {
            id: indicator.id,
            unit,
            month: said.month,
            target: said.target,
            chance: said.chance,
            mean: said.mean,
            within_80: said.within_80,
            within_95: said.within_95,
            method: said.method,
            engine: forecast::year_end::VERSION,
        })
        .collect()
}

impl Report<'_> {
    /// Whether the month is one that values are published for, and has begun.
    fn month(&self, refusals: &mut Refusals, moment: Moment<'_>, month: Month) -> bool {
        let field = month.to_string();
        if !(1..=12).contains(&month.month) {
            let (zh, en) = ("月份应在 1—12 之间", "a month lies between 1 and 12");
            refusals.add(refusal::implausible(zh, en).at_field(&field));
            return false;
        }
        refusals.date(&field, month.last_day());
        let published = self.indicator.definition.publishes(month.month);
        refusals.require(published, || {
            refusal::not_published(&field).at_field(&field)
        });
        let begun = Month::of(moment.today) >= month;
        refusals.require(begun, || {
            let (zh, en) = ("该月尚未到来", "the month has not come yet");
            refusal::implausible(zh, en).at_field(&field)
        });
        published && begun
    }

    /// The figure by itself: whole counts, ratios with what they were computed from, points that
    /// are points.
    fn figure(&self, refusals: &mut Refusals, new: &NewValue) {
        let kind = self.indicator.definition.kind;
        let field = new.month.to_string();
        let is_whole = whole(kind, new.value);
        refusals.require(is_whole, || refusal::not_whole(&field).at_field(&field));
        let points = kind.is_amount() || new.value.abs() <= limits::POINTS_MAX;
        refusals.require(points || self.reason.is_some(), || {
            refusal::like_a_level(&field, plain(new.value)).at_field(&field)
        });
        if kind != Kind::Ratio {
            return;
        }
        let Some(points) = new.parts.and_then(crate::indicator::Parts::points) else {
            refusals.add(refusal::no_parts(&field).at_field(&field));
            return;
        };
        // As exact as it was written.
        let same = (points - new.value).abs() <= half_digit(new.value);
        refusals.require(same, || {
            let computed = plain(points.round_dp(new.value.scale().max(2)));
            refusal::parts_differ(&field, plain(new.value), computed).at_field(&field)
        });
    }

    /// A forecast does not replace what is final; after the final value there are revised ones.
    fn firmness(&self, refusals: &mut Refusals, new: &NewValue) {
        let known = self.indicator.values.get(&(new.unit, new.month));
        let Some(known) = known.map(|known| known.latest.state) else {
            return;
        };
        let goes_on = new.state >= known || new.state == ValueState::Final;
        let goes_on = goes_on && (known != ValueState::Revised || new.state == known);
        refusals.require(goes_on, || {
            let field = new.month.to_string();
            refusal::state_goes_back(&field).at_field(&field)
        });
    }

    /// The figure among its neighbours: a cumulative one does not fall, a level is not a rate.
    fn course(&self, refusals: &mut Refusals, new: &NewValue) {
        let definition = &self.indicator.definition;
        if self.reason.is_some() || !definition.kind.is_amount() {
            return;
        }
        let field = new.month.to_string();
        let before = definition.before(new.month);
        let after = definition.after(new.month);
        let [before, after] = [before, after].map(|month| {
            let month = month?;
            Some((month, self.value(new.unit, month)?))
        });
        if definition.kind.is_cumulative() {
            let falls = before.filter(|(_, known)| new.value < *known);
            let falls = falls.or(after.filter(|(_, known)| new.value > *known));
            if let Some((month, known)) = falls {
                let (value, other) = (plain(new.value), month.to_string());
                let refused = refusal::cumulative_falls(&field, value, &other, plain(known));
                refusals.add(refused.at_field(&field));
                return;
            }
        }
        let year_before = Month {
            year: new.month.year - 1,
            ..new.month
        };
        let like = self.value(new.unit, year_before).or(match definition.kind {
            Kind::Stock => before.map(|(_, known)| known),
            _ => None,
        });
        if let Some(like) = like.filter(|_| definition.kind != Kind::Count) {
            let far = new.value.abs() * limits::RATE_FAR_BELOW < like;
            refusals.require(!far, || {
                refusal::like_a_rate(&field, plain(new.value), plain(like)).at_field(&field)
            });
        }
    }

    /// The value of a month as it will be: of this report, else as known.
    fn value(&self, unit: Option<UnitId>, month: Month) -> Option<Decimal> {
        let mut given = self.values.iter().rev();
        let given = given.find(|own| own.unit == unit && own.month == month);
        let known = || Some(self.indicator.values.get(&(unit, month))?.latest.value);
        given.map(|own| own.value).or_else(known)
    }
}
