//! An enterprise's plan: measures with their state and light, and the versions before.

use jiff::civil::Date;
use serde::Serialize;

use super::{Looking, NamedUnit, named};
use crate::enterprise::Enterprise;
use crate::enterprise::plan::{MeasureState, colour};
use crate::state::Zone;
use crate::view::items;
use crate::{Colour, RequestId, Words, clock};

/// 一企一策, as it stands on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanView {
    /// By which document.
    pub document: String,
    /// From which date.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub agreed_on: Date,
    /// Which version it is, from 1.
    pub version: u32,
    /// Measures kept.
    pub kept: u32,
    /// Measures late.
    pub late: u32,
    /// Its measures.
    pub measures: Vec<MeasureView>,
}

/// A measure of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeasureView {
    /// Its number, the same from version to version.
    pub key: u32,
    /// What is promised.
    pub what: Words,
    /// Who answers for it.
    pub unit: NamedUnit,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// Working days late; below nought while there is time. Keeping it stops the clock.
    pub days_late: i64,
    /// How it stands.
    pub state: MeasureState,
    /// The state as it is called.
    pub state_word: Words,
    /// Its light; none once it is given up.
    pub colour: Option<Colour>,
    /// What was said last.
    pub note: Option<Words>,
    /// When that was said.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub said_on: Option<Date>,
    /// The request it answers.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub request: Option<RequestId>,
}

/// The plan of an enterprise on a date, if one was agreed by then.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, own: &Enterprise) -> Option<PlanView> {
    let on = looking.true_on;
    let plan = own.plan.on(on)?;
    let versions = own.plan.versions.iter();
    let version = versions.filter(|one| one.agreed_on <= on).count();
    let measures: Vec<MeasureView> = plan
        .measures
        .iter()
        .map(|measure| {
            let step = own.plan.last_step(measure.key, on);
            let state = step.map_or(MeasureState::Doing, |step| step.state);
            let until = step.filter(|_| state == MeasureState::Kept);
            let until = until.map_or(on, |step| step.on);
            MeasureView {
                key: measure.key,
                what: items::shown(looking, measure.what),
                unit: named(zone, looking, measure.unit),
                due_on: measure.due.on,
                days_late: clock::working_days(looking.calendars, measure.due.on, until),
                state,
                state_word: state.word(),
                colour: colour(measure, step, looking.calendars, on),
                note: step
                    .and_then(|step| step.note)
                    .map(|text| items::shown(looking, text)),
                said_on: step.map(|step| step.on),
                request: measure.request,
            }
        })
        .collect();
    let count = |wanted: &dyn Fn(&&MeasureView) -> bool| {
        u32::try_from(measures.iter().filter(wanted).count()).unwrap_or(u32::MAX)
    };
    Some(PlanView {
        document: plan.document.clone(),
        agreed_on: plan.agreed_on,
        version: u32::try_from(version).unwrap_or(u32::MAX),
        kept: count(&|own| own.state == MeasureState::Kept),
        late: count(&|own| own.state == MeasureState::Doing && own.colour == Some(Colour::Red)),
        measures,
    })
}
