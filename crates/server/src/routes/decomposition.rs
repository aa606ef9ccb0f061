//! A year's target broken down: a proposal for the table in which it is edited.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::view::decomposition::{self, Proposal};
use zone::{IndicatorId, UnitId};

use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, MomentQuery, Reading};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// What to propose.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DecompositionQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`; its year is broken down.
    true_on: Option<String>,
    /// The year's target; the one in force unless given.
    target: Option<String>,
    /// Decimal places of the parts; those of the target unless given.
    places: Option<String>,
    /// What stays as given, separated by commas: a unit's year `U3=300`, a month `U3-06=25.5`, or
    /// its share of the base year `U3-base=0.25`.
    lock: Option<String>,
    /// Growth only: the indicator whose amounts of last year are the base, `I3`.
    base: Option<String>,
}

/// A proposal at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct DecompositionAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// What is proposed.
    proposal: Proposal,
    /// Whether a breaking down of this year has been recorded before: another needs a reason.
    replaces: bool,
}

/// What a lock keeps of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Year,
    Month(i8),
    BaseShare,
}

/// Which part a lock keeps, and at what.
fn lock(text: &str) -> Option<(UnitId, Kept, Decimal)> {
    let (part, amount) = text.trim().split_once('=')?;
    let amount = amount.trim().parse().ok()?;
    let (unit, kept) = match part.split_once('-') {
        None => (part, Kept::Year),
        Some((unit, "base")) => (unit, Kept::BaseShare),
        Some((unit, month)) => {
            let month = month.parse().ok();
            let month = month.filter(|month| (1..=12).contains(month))?;
            (unit, Kept::Month(month))
        }
    };
    Some((unit.parse().ok()?, kept, amount))
}

impl DecompositionQuery {
    fn read(&self) -> Result<(crate::ask::Moment, decomposition::Asked), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let places = reading.value::<u32>("places", self.places.as_deref(), "0-8");
        if places.is_some_and(|places| places > 8) {
            reading.wrong("places", "0-8");
        }
        let mut asked = decomposition::Asked {
            target: reading.value("target", self.target.as_deref(), "1200.5"),
            places,
            base: reading.value("base", self.base.as_deref(), "I3"),
            ..decomposition::Asked::default()
        };
        let locks = self.lock.as_deref().unwrap_or_default().split(',');
        for text in locks.filter(|text| !text.trim().is_empty()) {
            match lock(text) {
                Some((unit, Kept::Year, amount)) => {
                    asked.locked.insert(unit, amount);
                }
                Some((unit, Kept::Month(month), amount)) => {
                    asked.months.insert((unit, month), amount);
                }
                Some((unit, Kept::BaseShare, amount)) => {
                    asked.shares.insert(unit, amount);
                }
                None => reading.wrong("lock", "U3=300,U3-06=25.5,U3-base=0.25"),
            }
        }
        reading.done()?;
        Ok((moment, asked))
    }
}

/// A proposal for a year's target over units and months: parts add up to the whole, to the last
/// digit. It changes nothing; the command `allocate` records it.
#[utoipa::path(get, path = "/indicators/{id}/decomposition", tag = "indicator",
    operation_id = "decomposition",
    params(("id" = String, Path, description = "The indicator: `I3`"), DecompositionQuery),
    responses((status = 200, body = DecompositionAnswer), (status = "default", body = Problems)))]
pub(crate) async fn decomposition(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<DecompositionQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: IndicatorId = id.parse().map_err(|_| Failure::not_found())?;
    let (moment, asked) = query.read()?;
    let what = format!("decomposition {id} {asked:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let indicator = seen.zone.indicators.get(&id);
            let indicator = indicator.ok_or_else(Failure::not_found)?;
            let proposal = decomposition::propose(&seen.zone, indicator, looking.true_on, &asked)?;
            Answer::json(&DecompositionAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                replaces: indicator.allocations.contains_key(&proposal.year),
                proposal,
            })
        },
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_are_years_months_or_shares() {
        let check = |text: &str, expected: Option<(u32, Kept, &str)>| {
            let found = lock(text).map(|(unit, kept, amount)| (unit.0, kept, amount));
            let expected = expected
                .map(|(unit, kept, amount)| (unit, kept, amount.parse().expect("an amount")));
            assert_eq!(found, expected, "{text}");
        };
        check("U3=300", Some((3, Kept::Year, "300")));
        check(" U12-06=25.5", Some((12, Kept::Month(6), "25.5")));
        check("U3-base=0.25", Some((3, Kept::BaseShare, "0.25")));
        check("U3-13=1", None);
        check("U3-0=1", None);
        check("P3=1", None);
        check("U3=", None);
        check("U3", None);
    }
}
