//! The zone beside others: the same month, in order, and where each figure was published.

use jiff::civil::date;
use rust_decimal::Decimal;
use zone::command::{Command, PeerReport};
use zone::event::NewValue;
use zone::indicator::{Month, PeerFigure, ValueState};
use zone::view::peers::{PeersView, peers};
use zone::{IndicatorId, Refusal};

use crate::desk::Desk;
use crate::parse;

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 5, 31);
    for line in ["found 云溪 on=2020-01-01", "indicator 投资"] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.must(&command);
    }
    desk
}

fn value(year: i16, month: i8, value: i64, state: ValueState) -> NewValue {
    NewValue {
        unit: None,
        month: Month { year, month },
        value: Decimal::from(value),
        parts: None,
        state,
    }
}

fn own(desk: &mut Desk, values: &[NewValue]) {
    desk.must(&Command::ReportIndicator {
        id: IndicatorId(1),
        values: values.to_vec(),
        reason: None,
    });
}

fn others(figures: &[(&str, i16, i8, i64)]) -> Command {
    let figures = figures.iter().map(|(peer, year, month, value)| PeerFigure {
        peer: (*peer).to_owned(),
        month: Month {
            year: *year,
            month: *month,
        },
        value: Decimal::from(*value),
    });
    Command::ReportPeers {
        publication: "协会通报".to_owned(),
        reports: vec![PeerReport {
            id: IndicatorId(1),
            figures: figures.collect(),
        }],
    }
}

fn view(desk: &Desk) -> Option<PeersView> {
    let indicator = &desk.zone().indicators[&IndicatorId(1)];
    peers(desk.zone(), indicator, date(2026, 5, 31))
}

/// `place name value growth ahead`.
fn told(view: &PeersView) -> Vec<String> {
    let rows = view.rows.iter().map(|own| {
        let shown = |figure: Option<Decimal>| figure.map_or("-".to_owned(), |own| own.to_string());
        let (growth, ahead) = (shown(own.growth), shown(own.ahead));
        format!(
            "{} {} {} {growth} {ahead}",
            own.place, own.name.zh, own.value
        )
    });
    rows.collect()
}

#[test]
fn amounts_go_by_growth_where_it_is_known_of_all() {
    let mut desk = desk();
    let last = |month, amount| value(2025, month, amount, ValueState::Final);
    own(
        &mut desk,
        &[last(4, 100), value(2026, 4, 110, ValueState::Final)],
    );
    assert_eq!(view(&desk), None);
    desk.must(&others(&[
        ("临江", 2025, 4, 200),
        ("临江", 2026, 4, 230),
        ("滨海", 2025, 4, 50),
        ("滨海", 2026, 4, 52),
    ]));
    let found = view(&desk).expect("a comparison");
    assert!(found.by_growth);
    assert_eq!(found.month, "2026-04");
    assert_eq!(
        told(&found),
        ["1 临江 230 15.0 -5", "2 云溪 110 10.0 -", "3 滨海 52 4.0 6"]
    );
    // An estimate of May is nothing to compare with.
    own(&mut desk, &[value(2026, 5, 140, ValueState::Forecast)]);
    desk.must(&others(&[("临江", 2026, 5, 290), ("新港", 2026, 4, 110)]));
    let found = view(&desk).expect("a comparison");
    assert_eq!((found.month.as_str(), found.by_growth), ("2026-04", false));
    assert_eq!(
        told(&found),
        [
            "1 临江 230 15.0 -120",
            "2 云溪 110 10.0 -",
            "2 新港 110 - 0",
            "4 滨海 52 4.0 58"
        ]
    );
}

#[test]
fn what_cannot_have_been_published_is_refused_all_at_once() {
    let mut desk = desk();
    let codes = |refused: Result<_, Vec<Refusal>>| {
        let refused: Vec<Refusal> = Result::<Vec<zone::Event>, _>::expect_err(refused, "refused");
        refused.into_iter().map(|own| own.code).collect::<Vec<_>>()
    };
    let command = others(&[
        ("", 2026, 4, 1),
        ("临江", 2026, 13, 1),
        ("临江", 2026, 7, 1),
    ]);
    assert_eq!(
        codes(desk.play(&command)),
        ["zone/empty", "zone/not-published", "zone/implausible"]
    );
    assert_eq!(codes(desk.play(&others(&[]))), ["zone/empty"]);
    desk.must(&others(&[("临江", 2026, 4, 1)]));
    assert_eq!(
        codes(desk.play(&others(&[("临江", 2026, 4, 1)]))),
        ["zone/already"]
    );
}

#[test]
fn figures_of_several_indicators_are_recorded_together_or_not_at_all() {
    let mut desk = desk();
    let zone = desk.zone().clone();
    let second = parse::command(&zone, &mut desk.texts, "indicator 用电");
    desk.must(&second);
    let both = |month: i8| {
        let report = |id, month| PeerReport {
            id: IndicatorId(id),
            figures: vec![PeerFigure {
                peer: "临江".to_owned(),
                month: Month { year: 2026, month },
                value: Decimal::from(9),
            }],
        };
        Command::ReportPeers {
            publication: "协会通报".to_owned(),
            reports: vec![report(1, 4), report(2, month)],
        }
    };
    let before = desk.zone().clone();
    // The other one is of a month to come.
    let refused = desk.play(&both(12)).expect_err("refused");
    let told: Vec<_> = refused.iter().map(|own| own.code.clone()).collect();
    assert_eq!(told, ["zone/implausible"]);
    assert_eq!(*desk.zone(), before);
    desk.must(&both(4));
    let known = |id| desk.zone().indicators[&IndicatorId(id)].peers.len();
    assert_eq!((known(1), known(2)), (1, 1));
}
