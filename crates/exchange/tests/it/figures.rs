//! Monthly figures of indicators, as tables in and out.

use exchange::figures::{
    Change, Figures, Reading, Reporting, fill, read, read_peers, to_csv, to_xlsx,
};
use jiff::civil::date;
use zone::command::{Command, FigureReport};
use zone::event::NewValue;
use zone::indicator::{Better, Definition, Every, Kind, Month, ValueState};
use zone::{Actor, HandlingLevel, IndicatorId, Lang, Words};

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
        level: HandlingLevel::default(),
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
        targets: Vec::new(),
        reason: None,
    });
    office
}

fn reading(state: ValueState) -> Reading {
    Reading {
        on: date(2026, 5, 31),
        year: None,
        state,
        source: None,
    }
}

fn looked_at(office: &Office, table: &str) -> Figures {
    let book = exchange::book::paste(table).expect("a table");
    read(&book, &office.zone, &reading(ValueState::Final))
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
    let target = figures.targets.iter().map(|own| {
        let (cell, indicator, year) = (own.cell_name(), own.indicator, own.year);
        let (value, change) = (own.value, own.change);
        format!("{cell} {indicator} target {year} {value} {change:?}")
    });
    figure.chain(target).chain(problem).collect()
}

#[test]
fn what_is_written_comes_back_unchanged() {
    let office = office();
    let on = date(2026, 5, 31);
    let csv = to_csv(&office.zone, on, Lang::Zh);
    let xlsx = to_xlsx(&office.zone, on, Lang::En).expect("a workbook");
    for (name, bytes) in [("指标.csv", csv), ("figures.xlsx", xlsx)] {
        let book = exchange::book::read(name, &bytes).expect("read again");
        let found = read(&book, &office.zone, &reading(ValueState::Final));
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
        targets: Vec::new(),
        reason: None,
    });
    let csv = to_csv(&office.zone, date(2026, 5, 31), Lang::Zh);
    let text = String::from_utf8(csv.clone()).expect("utf-8");
    assert!(
        text.contains(",'-甲园,") && text.contains(",'=乙园,"),
        "{text}"
    );
    let book = exchange::book::read("指标.csv", &csv).expect("read again");
    let found = read(&book, &office.zone, &reading(ValueState::Final));
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
        "D3 I1 target 2026 140 New",
        "D4 I1 target 2026 60 New",
        "D5 I1 target 2026 0.006 New",
        "D6 I2 target 2026 8 New",
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
        let reporting = Reporting {
            state: ValueState::Final,
            reason,
            document: None,
        };
        let refused = found.rehearse(&office.zone, moment, &actor, reporting);
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

/// A ratio, with one month of it known.
fn ratio() -> Office {
    let mut office = office();
    office.run(&indicator("tcl", "投产率", "%", Kind::Ratio));
    office.run(&Command::ReportIndicator {
        id: IndicatorId(3),
        values: vec![NewValue {
            unit: None,
            month: Month {
                year: 2026,
                month: 3,
            },
            value: rust_decimal::Decimal::new(75, 0),
            parts: Some(zone::indicator::Parts {
                numerator: rust_decimal::Decimal::new(30, 0),
                denominator: rust_decimal::Decimal::new(40, 0),
            }),
            state: ValueState::Final,
        }],
        reason: None,
    });
    office
}

#[test]
fn a_ratio_comes_with_what_it_is_computed_from() {
    let office = ratio();
    let table = "指标\t2026-03\t2026-04\n\
        投产率（分子）\t30\t31\n\
        投产率（分母）\t40\t45\n";
    let found = looked_at(&office, table);
    let expected = ["B2 I3 - 2026-03 75 Unchanged", "C2 I3 - 2026-04 68.89 New"];
    assert_eq!(told(&found), expected);
    let report = &found.reports(&office.zone, ValueState::Final)[0];
    let parts = report.values[0].parts.expect("parts");
    assert_eq!(
        (parts.numerator.to_string(), parts.denominator.to_string()),
        ("31".into(), "45".into())
    );
    let one = looked_at(&office, "指标\t2026-04\n投产率(numerator)\t31\n");
    assert_eq!(told(&one), ["! B2 exchange/one-part-of-a-ratio"]);
    let none = looked_at(
        &office,
        "指标\t2026-04\n投产率\t\n投产率（分子）\t31\n投产率（分母）\t0\n",
    );
    assert_eq!(told(&none), ["! B4 exchange/one-part-of-a-ratio"]);
    let no_ratio = looked_at(&office, "指标\t2026-04\n固定资产投资（分子）\t31\n");
    assert_eq!(told(&no_ratio), ["! A2 exchange/unknown-indicator"]);
}

#[test]
fn targets_and_ratios_written_come_back_unchanged() {
    let mut office = ratio();
    office.run(&Command::SetTarget {
        id: IndicatorId(3),
        unit: None,
        year: 2026,
        target: rust_decimal::Decimal::new(85, 0),
        document: "云开〔2026〕1号".to_owned(),
        reason: None,
        effective_on: date(2026, 1, 1),
    });
    let csv = to_csv(&office.zone, date(2026, 5, 31), Lang::Zh);
    let book = exchange::book::read("指标.csv", &csv).expect("read again");
    let found = read(&book, &office.zone, &reading(ValueState::Final));
    assert_eq!(found.problems, []);
    assert_eq!(
        (found.count(Change::Unchanged), found.news().count()),
        (4, 0)
    );
    assert_eq!((found.targets.len(), found.new_targets().count()), (1, 0));
}

#[test]
fn targets_of_a_table_are_set_by_a_document() {
    let mut office = office();
    let found = looked_at(
        &office,
        "指标\t2026年目标\t2026-04\n固定资产投资\t140\t46.5\n",
    );
    let targets = found.set_targets("云开〔2026〕1号", date(2026, 1, 1));
    let command = |reason| Command::ReportFigures {
        reports: found.reports(&office.zone, ValueState::Final),
        targets: targets.clone(),
        reason,
    };
    office.run(&command(None));
    let set = &office.zone.indicators[&IndicatorId(1)].targets[&(None, 2026)];
    assert_eq!(
        set.last().map(|own| own.value.to_string()),
        Some("140".into())
    );
    // Another one needs a reason: the cell is told.
    let found = looked_at(&office, "指标\t2026年目标\n固定资产投资\t150\n");
    let calendars = zone::Calendars::of(&office.zone).expect("calendars");
    let moment = zone::decide::Moment {
        today: date(2026, 5, 31),
        calendars: &calendars,
    };
    let refused = |reason| {
        let reporting = Reporting {
            state: ValueState::Final,
            reason,
            document: Some(("云开〔2026〕9号", date(2026, 6, 1))),
        };
        let refused = found.rehearse(&office.zone, moment, &Actor::program(), reporting);
        let cells = refused.into_iter().map(|own| {
            let cell = own.place.and_then(|place| place.cell);
            format!("{} {}", own.code, cell.unwrap_or_default())
        });
        cells.collect::<Vec<_>>()
    };
    assert_eq!(refused(None), ["zone/target-without-reason B2"]);
    assert!(refused(Some(zone::TextRef([1; 32]))).is_empty());
}

#[test]
fn a_platforms_table_is_filled_in_and_its_formulas_stay() {
    use rust_xlsxwriter::{Formula, Workbook};
    let office = office();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows: [[&str; 5]; 4] = [
        ["省平台报送表（2026年）", "", "", "", ""],
        ["指标名称", "计量单位", "1-2月", "1-3月", "增长(%)"],
        ["固定资产投资（含房地产）", "万元", "", "339000", "7.1"],
        ["用水量", "吨", "", "", ""],
    ];
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, text),
            }
            .expect("written");
        }
    }
    sheet
        .write_formula(2, 4, Formula::new("=D3/C3"))
        .expect("written");
    let bytes = book.save_to_buffer().expect("a workbook");
    let filled = fill(
        "上报.xlsx",
        &bytes,
        &office.zone,
        &reading(ValueState::Final),
    );
    let filled = filled.expect("filled in");
    let counts = filled.counts;
    assert_eq!(
        (counts.filled, counts.changed, counts.same, counts.left),
        (1, 1, 0, 0)
    );
    let again = exchange::book::read(&filled.name, &filled.bytes).expect("readable");
    let shown = |row, column| again.sheets[0].cell(row, column).shown().into_owned();
    assert_eq!(
        [shown(2, 2), shown(2, 3), shown(3, 2)],
        ["211000", "340000", ""]
    );
    let twice = fill(
        "上报.xlsx",
        &filled.bytes,
        &office.zone,
        &reading(ValueState::Final),
    );
    let counts = twice.expect("filled in").counts;
    assert_eq!((counts.filled, counts.changed, counts.same), (0, 0, 2));
    let none = fill(
        "别的.csv",
        "项目,投资\n甲,3\n".as_bytes(),
        &office.zone,
        &reading(ValueState::Final),
    );
    let problems = none.expect_err("no table");
    assert_eq!(problems[0].code(), "exchange/no-figures");
}

#[test]
fn a_system_changes_the_indicators_it_is_the_source_of() {
    let mut office = office();
    office.run(&Command::DefineSource(zone::source::Source {
        key: "statistics".to_owned(),
        name: Words::new("联网直报", "statistics reporting"),
        fields: Vec::new(),
    }));
    let mut definition = office.zone.indicators[&IndicatorId(2)].definition.clone();
    definition.source = Some("联网直报".to_owned());
    office.run(&Command::ChangeIndicator {
        id: IndicatorId(2),
        version: 1,
        definition,
    });
    let table = "指标\t2026-03\n固定资产投资\t35\n工业增速\t7.5\n";
    let book = exchange::book::paste(table).expect("a table");
    let mut asked = reading(ValueState::Final);
    asked.source = Some("statistics".to_owned());
    let found = read(&book, &office.zone, &asked);
    assert_eq!(told(&found), ["B3 I2 - 2026-03 7.5 New"]);
    let others = found
        .differences
        .iter()
        .map(|own| (own.cell_name(), own.known));
    let known = Some(rust_decimal::Decimal::new(340, 1));
    assert_eq!(others.collect::<Vec<_>>(), [("B2".to_owned(), known)]);
    asked.source = Some("customs".to_owned());
    let unknown = read(&book, &office.zone, &asked);
    assert_eq!(unknown.problems[0].code(), "exchange/unknown-source");
}

#[test]
fn other_zones_figures_are_read_by_name() {
    let mut office = office();
    let table = "固定资产投资（2026年）\n\
        开发区\t2025年1-4月\t1-4月\n\
        云溪\t43\t46.5\n\
        临江开发区\t40\t42\n\
        滨海新区\t—\t约50\n";
    let looked = |office: &Office, table: &str, about| {
        let book = exchange::book::paste(table).expect("a table");
        read_peers(&book, &office.zone, &reading(ValueState::Final), about)
    };
    let told = |found: &exchange::figures::PeerTable| {
        let figures = found.figures.iter().map(|own| {
            let (cell, peer, value, change) = (&own.cell, &own.peer, own.value, own.change);
            format!(
                "{cell} {} {peer} {}-{} {value} {change:?}",
                own.indicator, own.year, own.month
            )
        });
        let problems = found.problems.iter().map(|own| {
            let cell = own.place.cell_name().unwrap_or_default();
            format!("! {cell} {}", own.code())
        });
        figures.chain(problems).collect::<Vec<_>>()
    };
    let found = looked(&office, table, None);
    let expected = [
        "B4 I1 临江开发区 2025-4 40 New",
        "C4 I1 临江开发区 2026-4 42 New",
        "! C5 exchange/figure-not-a-number",
    ];
    assert_eq!(told(&found), expected);
    office.run(&Command::ReportPeers {
        publication: "省开发区协会通报".to_owned(),
        reports: found.reports(),
    });
    let again = looked(
        &office,
        "园区名称\t2026-04\n临江开发区\t42\n",
        Some(IndicatorId(1)),
    );
    assert_eq!(told(&again), ["B2 I1 临江开发区 2026-4 42 Unchanged"]);
    assert_eq!(again.news().count(), 0);
}

/// Of two indicators one is in order: what stops the other is told before either is reported.
#[test]
fn what_the_zone_would_say_of_other_zones_figures_is_told_with_the_cell() {
    let office = office();
    let table = "指标\t开发区\t2026年4月\t2026年12月\n\
        固定资产投资\t临江开发区\t42\t\n\
        工业增速\t滨海新区\t\t9\n";
    let book = exchange::book::paste(table).expect("a table");
    let found = read_peers(&book, &office.zone, &reading(ValueState::Final), None);
    assert!(found.is_sound(), "{:?}", found.problems);
    assert_eq!(found.reports().len(), 2);
    let calendars = zone::Calendars::of(&office.zone).expect("calendars");
    let moment = zone::decide::Moment {
        today: date(2026, 5, 20),
        calendars: &calendars,
    };
    let refused = |publication| {
        let refused = found.rehearse(&office.zone, moment, &Actor::program(), publication);
        let told = refused.into_iter().map(|own| {
            let cell = own.place.and_then(|place| place.cell);
            format!("{} {}", own.code, cell.unwrap_or_default())
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(refused("通报"), ["zone/implausible D3"]);
}
