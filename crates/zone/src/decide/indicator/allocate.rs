//! 分解: the parts of a year's target always add up to the whole, to the last digit.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{bounded, half_digit, plain, whole};
use crate::command::Command;
use crate::decide::{Decision, Refusals};
use crate::event::IndicatorAllocated;
use crate::indicator::allocation::Part;
use crate::indicator::{Indicator, Kind};
use crate::refusal;
use crate::state::Zone;

const METHODS: [&str; 4] = ["base_share", "past_share", "weights", "by_hand"];

pub(super) fn decide(zone: &Zone, indicator: &Indicator, command: &Command) -> Decision {
    let Command::Allocate {
        id,
        year,
        parts,
        method,
        document,
        reason,
        effective_on,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut refusals = Refusals::default();
    refusals.date("effective_on", *effective_on);
    refusals.document(document);
    refusals.require(METHODS.contains(&method.as_str()), || {
        refusal::unknown("分解方法", "method", method).at_field("method")
    });
    refusals.require(!parts.is_empty(), || {
        refusal::empty("parts").at_field("parts")
    });
    let before = indicator.allocations.get(year).and_then(|own| own.last());
    if before.is_some_and(|own| own.parts != *parts) && reason.is_none() {
        refusals.add(refusal::empty("reason").at_field("reason"));
    }
    let mut fits = true;
    for figure in parts.iter().flat_map(figures) {
        fits &= bounded(&mut refusals, figure, "parts");
    }
    if !fits {
        return Err(refusals.0);
    }
    let mut seen = BTreeSet::new();
    for part in parts {
        refusals.unit(zone, part.unit);
        let name = name(part);
        refusals.require(seen.insert(part.unit), || refusal::duplicate_name(&name));
        months(&mut refusals, indicator, part);
    }
    let targets = indicator.targets.get(&(None, *year));
    match targets.and_then(|own| own.on(*effective_on)) {
        Some(target) => units(
            &mut refusals,
            indicator.definition.kind,
            target.value,
            parts,
        ),
        None => refusals.add(refusal::unknown("年度目标", "target of", &year.to_string())),
    }
    let event = IndicatorAllocated {
        id: *id,
        year: *year,
        parts: parts.clone(),
        method: method.clone(),
        document: document.clone(),
        reason: *reason,
        effective_on: *effective_on,
    };
    refusals.events(vec![event.into()])
}

/// All figures of a part.
fn figures(part: &Part) -> impl Iterator<Item = Decimal> {
    let months = part.months.iter().copied();
    std::iter::once(part.amount)
        .chain(part.base_share)
        .chain(months)
}

fn name(part: &Part) -> String {
    part.unit
        .map_or_else(|| "zone".to_owned(), |unit| unit.to_string())
}

/// The parts of units against the whole. Growth adds up by base-year shares; ratios do not.
fn units(refusals: &mut Refusals, kind: Kind, target: Decimal, parts: &[Part]) {
    let own = parts.iter().find(|part| part.unit.is_none());
    if let Some(own) = own.filter(|own| own.amount != target) {
        let (zh, en) = ("全区数", "the zone's own figures");
        refusals.add(differs(zh, en, own.amount, target));
    }
    let mut units = parts.iter().filter(|part| part.unit.is_some()).peekable();
    if units.peek().is_none() || kind == Kind::Ratio {
        return;
    }
    if kind == Kind::Growth {
        let units: Vec<&Part> = units.collect();
        let shares: Option<Vec<Decimal>> = units.iter().map(|part| part.base_share).collect();
        let Some(shares) = shares else {
            refusals.add(refusal::empty("base_share").at_field("base_share"));
            return;
        };
        let whole: Decimal = shares.iter().sum();
        if whole != Decimal::ONE {
            let (zh, en) = ("基期份额", "base-year shares");
            refusals.add(differs(zh, en, whole, Decimal::ONE));
            return;
        }
        let pulls = units.iter().zip(&shares);
        let sum: Decimal = pulls.map(|(part, share)| part.amount * share).sum();
        // Growth is published to a decimal or two: the sum agrees as far as the target is written.
        let apart = (sum - target).abs();
        if apart >= half_digit(target) {
            refusals.add(differs(
                "各单位拉动",
                "what the units pull",
                sum.round_dp(4),
                target,
            ));
        }
        return;
    }
    let sum: Decimal = units.map(|part| part.amount).sum();
    if sum != target {
        refusals.add(differs("各单位", "the parts of units", sum, target));
    }
}

/// The months of a part against its year.
fn months(refusals: &mut Refusals, indicator: &Indicator, part: &Part) {
    let definition = &indicator.definition;
    let name = name(part);
    let figures = std::iter::once(&part.amount).chain(&part.months);
    let mut figures = figures.filter(|own| !whole(definition.kind, **own));
    refusals.require(figures.next().is_none(), || {
        refusal::not_whole(&name).at_field(&name)
    });
    if part.months.is_empty() {
        return;
    }
    if part.months.len() != 12 {
        let (zh, en) = ("逐月数应为十二个", "a year has twelve months");
        refusals.add(refusal::implausible(zh, en).at_field(&name));
        return;
    }
    if !definition.kind.is_cumulative() {
        let last = part.months[11];
        if last != part.amount {
            refusals.add(differs(
                "年末数",
                "the figures at the end of the year",
                last,
                part.amount,
            ));
        }
        return;
    }
    for (month, amount) in (1..).zip(&part.months) {
        let counts = amount.is_zero() || definition.publishes(month);
        refusals.require(counts, || {
            let month = format!("{month:02}");
            refusal::not_published(&month).at_field(&name)
        });
    }
    let sum: Decimal = part.months.iter().sum();
    if sum != part.amount {
        let (zh, en) = (format!("{name} 逐月"), format!("the months of {name}"));
        refusals.add(differs(&zh, &en, sum, part.amount));
    }
}

fn differs(zh: &str, en: &str, sum: Decimal, whole: Decimal) -> refusal::Refusal {
    refusal::parts_do_not_add_up(zh, en, plain(sum), plain(whole)).at_field("parts")
}
