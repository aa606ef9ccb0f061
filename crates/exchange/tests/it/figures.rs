//! Monthly figures of indicators, as tables in and out.

use exchange::figures::{Change, Figures, Reading, read, to_csv, to_xlsx};
use jiff::civil::date;
use zone::command::{Command, FigureReport};
use zone::event::NewValue;
use zone::indicator::{Better, Definition, Every, Kind, Month, ValueState};
use zone::{Actor, IndicatorId, Lang, Words};

use crate::common::Office;

fn indicator(code: &str, name: &str, measure: &str, kind: Kind) -> Command {
    Command::AddIndicator(Definition {
        code: code.to_owned(),
        name: Words::new(name, code),
        measure: Words::new(measure, measure),
        kind,
        better: Better::More,
        lead_unit: None,
        january_skipped: false,
        every: Every::Month,
        month_ends_on: None,
        release_lag: 0,
        source: None,
        fed_by: None,
    })
}

/// Two units and two indicators, three months of one of them known.
fn office() -> Office {
    let mut office = Office::new(&["东部片区管委会", "西部片区管委会"]);
    office.run(&indicator("gdtz", "固定资产投资", "亿元", Kind::Flow));
    office.run(&indicator("gyzs", "工业增速", "%", Kind::Growth));
    let value = |month: i8, value: i64| NewValue {
        unit: None,
        month: Month { year: 2026, month },
        value: rust_decimal::Decimal::new(value, 1),
        parts: None,
        state: ValueState::Final,
    };
    office.run(&Command::ReportFigures {
        reports: vec![FigureReport {
            id: IndicatorId(1),
            values: vec![value(1, 105), value(2, 211), value(3, 340)],
        }],
        reason: None,
    });
    office
}

fn reading(state: ValueState) -> Reading {
    Reading {
        on: date(2026, 5, 31),
        year: None,
        state,
    }
}

fn looked_at(office: &Office, table: &str) -> Figures {
    let book = exchange::book::paste(table).expect("a table");
    read(&book, &office.zone, reading(ValueState::Final))
}

/// `C3 3 2026-04 46.5 New` for each figure, then each problem.
fn told(figures: &Figures) -> Vec<String> {
    let figure = figures.figures.iter().map(|own| {
        let unit = own
            .unit
            .map_or_else(|| "-".to_owned(), |unit| unit.to_string());
        let (cell, month) = (own.cell_name(), own.month);
        let (indicator, value, change) = (own.indicator, own.value, own.change);
        format!("{cell} {indicator} {unit} {month} {value} {change:?}")
    });
    let problem = figures.problems.iter().map(|problem| {
        let cell = problem.place.cell_name().unwrap_or_default();
        format!("! {cell} {}", problem.code())
    });
    figure.chain(problem).collect()
}

#[test]
fn what_is_written_comes_back_unchanged() {
    let office = office();
    let on = date(2026, 5, 31);
    let csv = to_csv(&office.zone, on, Lang::Zh);
    let xlsx = to_xlsx(&office.zone, on, Lang::En).expect("a workbook");
    for (name, bytes) in [("指标.csv", csv), ("figures.xlsx", xlsx)] {
        let book = exchange::book::read(name, &bytes).expect("read again");
        let found = read(&book, &office.zone, reading(ValueState::Final));
        assert_eq!(found.problems, [], "{name}");
        assert_eq!(found.count(Change::Unchanged), 3, "{name}");
        assert_eq!(found.news().count(), 0, "{name}");
        assert!(found.reports(&office.zone, ValueState::Final).is_empty());
    }
}

#[test]
fn no_name_becomes_a_formula_and_all_come_back() {
    let mut office = Office::new(&["-甲园", "=乙园"]);
    office.run(&indicator("gdtz", "固定资产投资", "亿元", Kind::Flow));
    let value = |unit| NewValue {
        unit: Some(zone::UnitId(unit)),
        month: Month {
            year: 2026,
            month: 3,
        },
        value: rust_decimal::Decimal::TEN,
        parts: None,
        state: ValueState::Final,
    };
    office.run(&Command::ReportFigures {
        reports: vec![FigureReport {
            id: IndicatorId(1),
            values: vec![value(1), value(2)],
        }],
        reason: None,
    });
    let csv = to_csv(&office.zone, date(2026, 5, 31), Lang::Zh);
    let text = String::from_utf8(csv.clone()).expect("utf-8");
    assert!(
        text.contains(",'-甲园,") && text.contains(",'=乙园,"),
        "{text}"
    );
    let book = exchange::book::read("指标.csv", &csv).expect("read again");
    let found = read(&book, &office.zone, reading(ValueState::Final));
    assert_eq!(
        (found.count(Change::Unchanged), found.problems),
        (2, vec![])
    );
}

#[test]
fn an_office_table_is_read_as_it_is() {
    let office = office();
    let table = "2026年1-4月主要经济指标\t\t\t\t\t\t\n\
        指标\t计量单位\t单位\t全年目标\t1-3月\t同比(%)\t1-4月\n\
        固定资产投资（亿元）\t亿元\t合计\t140\t34.0\t7.4\t46.5\n\
        \t亿元\t东部片区管委会\t60\t—\t\t20.25\n\
        固定资产投资\t万元\t西部片区管委会\t60\t/\t\t202,500\n\
        工业增速\t%\t全区\t8\t\t\t8.5%\n";
    let expected = [
        "E3 I1 - 2026-03 34 Unchanged",
        "G3 I1 - 2026-04 46.5 New",
        "G4 I1 U1 2026-04 20.25 New",
        "G5 I1 U2 2026-04 20.25 New",
        "G6 I2 - 2026-04 8.5 New",
    ];
    assert_eq!(told(&looked_at(&office, table)), expected);
}

#[test]
fn a_sheet_may_be_about_one_indicator() {
    let office = office();
    let table = "固定资产投资\t\t\n\
        单位\t2026-04\t2026年5月当月\n\
        东部片区管委会\t20.25\t3\n\
        全区\t46\t9\n";
    let expected = [
        "B3 I1 U1 2026-04 20.25 New",
        "B4 I1 - 2026-04 46 New",
        "! C2 exchange/single-months",
    ];
    let found = looked_at(&office, table);
    assert_eq!(told(&found), expected);
    assert!(found.is_sound());
}

#[test]
fn everything_wrong_is_told_at_once_with_its_cell() {
    let office = office();
    let table = "指标\t计量单位\t责任单位\t2026-03\t2026-04\n\
        固定资产投资\t亩\t全区\t34\t40\n\
        固定资产投资\t亿元\t南区\t34\t40\n\
        出口\t亿元\t全区\t1\t2\n\
        固定资产投资\t亿元\t全区\t33\t约三十\n\
        gdtz\t亿元\t全区\t35\t\n";
    let expected = [
        "D5 I1 - 2026-03 33 Changed",
        "! B2 exchange/other-measure",
        "! C3 exchange/unknown-unit-of-figures",
        "! A4 exchange/unknown-indicator",
        "! E5 exchange/figure-not-a-number",
        "! D6 exchange/figure-twice",
    ];
    let found = looked_at(&office, table);
    assert_eq!(told(&found), expected);
    assert!(!found.is_sound());
    let nothing = looked_at(&office, "项目\t投资\n甲\t3\n");
    assert_eq!(told(&nothing), ["!  exchange/no-figures"]);
    let no_year = looked_at(&office, "指标\t1-4月\n固定资产投资\t46\n");
    assert_eq!(told(&no_year), ["! B1 exchange/figures-without-year"]);
}

#[test]
fn the_zone_says_beforehand_what_it_would_refuse() {
    let office = office();
    let found = looked_at(&office, "指标\t2026-03\t2026-04\n固定资产投资\t34\t30\n");
    assert!(found.is_sound());
    let calendars = zone::Calendars::of(&office.zone).expect("calendars");
    let moment = zone::decide::Moment {
        today: date(2026, 5, 31),
        calendars: &calendars,
    };
    let rehearse = |reason| {
        let actor = Actor::program();
        let refused = found.rehearse(&office.zone, moment, &actor, ValueState::Final, reason);
        let placed = refused.into_iter().map(|refusal| {
            let cell = refusal.place.and_then(|place| place.cell);
            (refusal.code, cell.unwrap_or_default())
        });
        placed.collect::<Vec<_>>()
    };
    let falls = ("zone/cumulative-falls".to_owned(), "C2".to_owned());
    assert_eq!(rehearse(None), [falls]);
    assert_eq!(rehearse(Some(zone::TextRef([1; 32]))), []);
}
