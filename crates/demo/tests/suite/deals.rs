//! Negotiations, plans for single enterprises, and factors.

use zone::enterprise::deal::DealStage;
use zone::enterprise::plan::MeasureState;
use zone::view::Looking;
use zone::view::factors::factors;
use zone::{Actor, Calendars, Colour};

use crate::memory::{TODAY, usual};

#[test]
fn negotiations_stand_still_are_signed_and_are_dropped() {
    let zone = &usual().zone;
    let calendars = Calendars::of(zone).expect("calendars");
    let stages: Vec<DealStage> = zone.deals.values().map(|own| own.stands(TODAY).0).collect();
    assert!(stages.contains(&DealStage::Signed) && stages.contains(&DealStage::Dropped));
    let mut colours = zone.deals.values().map(|own| own.colour(&calendars, TODAY));
    assert!(colours.any(|colour| colour == Some(Colour::Red)));
    let signed = zone.deals.values().find_map(|own| own.contract.as_ref());
    let promises = &signed.expect("one is signed").promises;
    let overdue = |due: Option<jiff::civil::Date>| due.is_some_and(|due| due < TODAY);
    let kept = promises.iter().filter(|own| own.1.is_some()).count();
    let late = promises
        .iter()
        .filter(|own| own.1.is_none() && overdue(own.0.due_on));
    assert_eq!((promises.len(), kept, late.count()), (3, 1, 1));
}

#[test]
fn plans_have_measures_in_every_state() {
    let firms = usual().zone.enterprises.values();
    let plans: Vec<_> = firms.filter(|own| !own.plan.versions.is_empty()).collect();
    assert_eq!(plans.len(), 2);
    let mut states = plans
        .iter()
        .flat_map(|own| own.plan.steps.iter().map(|own| own.state));
    assert!(states.clone().any(|state| state == MeasureState::Kept));
    assert!(states.any(|state| state == MeasureState::GivenUp));
}

#[test]
fn land_does_not_suffice_in_some_month() {
    let memory = usual();
    let calendars = Calendars::of(&memory.zone).expect("calendars");
    let actor = Actor::program();
    let looking = Looking {
        true_on: TODAY,
        calendars: &calendars,
        texts: &memory.texts,
        actor: &actor,
    };
    let table = factors(&memory.zone, looking);
    assert_eq!(table.factors.len(), 3);
    let land = table
        .factors
        .iter()
        .find(|own| own.name.factor.key() == "land");
    assert!(land.is_some_and(|own| own.first_gap.is_some()), "{land:?}");
}
