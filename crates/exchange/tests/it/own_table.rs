//! A unit's own table as the draft of its report.

use exchange::own_table::{ByHand, ColumnUse, OwnTable, WhyLeft, look};
use exchange::rows::DraftValue;
use jiff::civil::date;
use zone::cycle::Cycle;
use zone::{CycleId, Fen, Field, UnitId, Value, Words};

use crate::common::{Office, told};

/// The unit 规划建设局 (U2) has 甲 and 乙一期 and 乙二期; another has 丙.
fn office() -> Office {
    let mut office = Office::new(&["招商促进局", "规划建设局"]);
    for (name, unit) in [
        ("智能装备产业园", 2),
        ("滨河路改造一期", 2),
        ("滨河路改造二期", 2),
        ("冷链物流中心", 1),
    ] {
        office.run(&zone::Command::RegisterProject {
            effective_on: date(2026, 1, 1),
            facts: vec![
                zone::command::fact(Field::Name, Value::Text(name.to_owned())),
                zone::command::fact(Field::LeadUnit, Value::Unit(UnitId(unit))),
            ],
        });
    }
    office
}

fn cycle() -> Cycle {
    Cycle {
        id: CycleId(1),
        name: Words::new("2026年5月", "2026-05"),
        from: date(2026, 5, 1),
        until: date(2026, 5, 31),
        due_on: date(2026, 6, 3),
        due_stated: None,
        locks_on: date(2026, 6, 3),
        closed: None,
        seq: 1,
    }
}

fn table_of(office: &Office, text: &str, by_hand: &ByHand) -> Result<OwnTable, String> {
    let book = exchange::book::read("本局进度表.tsv", text.as_bytes()).map_err(|own| told(&own))?;
    let of = (&cycle(), UnitId(2));
    let found = look(&office.zone, &office.texts, of, &book, by_hand, &|_| None);
    found.map_err(|own| told(&own))
}

fn table(office: &Office, text: &str) -> OwnTable {
    table_of(office, text, &ByHand::default()).expect("a table")
}

/// `project field=value` of each cell taken.
fn taken(table: &OwnTable) -> Vec<String> {
    let cells = table.lines.iter().flat_map(|line| {
        let cell = |(field, value, place): &(Field, DraftValue, Option<_>)| {
            let place: &Option<exchange::problem::Place> = place;
            let at = place.as_ref().and_then(|own| own.cell_name());
            let value = match value {
                DraftValue::Money(Fen(fen)) => format!("{} 万元", fen / 1_000_000),
                DraftValue::Share(share) => format!("{} bp", share.0),
                other => format!("{other:?}"),
            };
            format!(
                "{} {field}={value} ({})",
                line.project,
                at.unwrap_or_default()
            )
        };
        line.cells.iter().map(cell).collect::<Vec<_>>()
    });
    cells.collect()
}

#[test]
fn a_table_with_titles_totals_and_units_of_its_own_fills_the_form() {
    let office = office();
    let table = table(
        &office,
        "规划建设局2026年5月重点项目进度表\n\
         单位：亿元\n\
         序号\t项目名称\t本年累计完成投资（亿元）\t形象进度\t备注栏\n\
         1\t智能装备产业园\t0.12\t85%\t顺利\n\
         2\t滨河路改造一期\t0.05\t60\t\n\
         \t合计\t0.17\t\t\n",
    );
    assert_eq!(
        taken(&table)[..2],
        [
            "P1 reported_ytd=1200 万元 (C4)",
            "P1 physical_share=8500 bp (D4)",
        ]
    );
    assert!(table.rows.is_empty(), "{:?}", table.rows);
    assert_eq!(table.missing.len(), 1);
    assert!(table.passed_over >= 1);
}

#[test]
fn a_share_is_read_as_85_or_as_a_part_of_one() {
    let check = |cells: [&str; 2], expected: [&str; 2]| {
        let office = office();
        let table = table(
            &office,
            &format!(
                "项目名称\t本年累计完成投资（万元）\t形象进度\n\
                 智能装备产业园\t1200\t{}\n滨河路改造一期\t500\t{}\n",
                cells[0], cells[1]
            ),
        );
        let shares = taken(&table)
            .into_iter()
            .filter(|own| own.contains("share"));
        let shares: Vec<String> = shares.collect();
        let expected = expected.map(|own| own.to_owned());
        assert_eq!(shares, expected, "{cells:?} {:?}", table.problems);
    };
    check(
        ["85%", "60%"],
        [
            "P1 physical_share=8500 bp (C2)",
            "P2 physical_share=6000 bp (C3)",
        ],
    );
    check(
        ["0.85", "0.6"],
        [
            "P1 physical_share=8500 bp (C2)",
            "P2 physical_share=6000 bp (C3)",
        ],
    );
    check(
        ["85", "60"],
        [
            "P1 physical_share=8500 bp (C2)",
            "P2 physical_share=6000 bp (C3)",
        ],
    );
}

#[test]
fn rows_and_columns_that_are_not_taken_are_named_with_their_cell() {
    let office = office();
    let text = "项目名称\t2026年计划投资（万元）\t本年累计完成投资（万元）\t领导批示\n\
                智能装备产业园\t3000\t1200\t阅\n\
                冷链物流中心\t800\t300\t\n\
                不知名项目\t100\t10\t\n\
                智能装备产业园\t3000\t1300\t\n";
    let own = table(&office, text);
    let left: Vec<(Option<String>, &WhyLeft)> = own
        .rows
        .iter()
        .map(|row| (row.place.cell_name(), &row.why))
        .collect();
    assert_eq!(
        left[0],
        (Some("A3".into()), &WhyLeft::OtherUnit("招商促进局".into()))
    );
    assert_eq!(left[1], (Some("A4".into()), &WhyLeft::Unknown));
    assert!(matches!(left[2], (_, WhyLeft::Twice(_))), "{left:?}");
    let used: Vec<&ColumnUse> = own.columns.iter().map(|own| &own.used).collect();
    assert_eq!(used[0], &ColumnUse::Finds);
    assert!(
        matches!(used[1], ColumnUse::NotReported(Field::YearPlan(2026))),
        "{used:?}"
    );
    assert_eq!(used[2], &ColumnUse::Fills(Field::ReportedYtd));
    assert_eq!(used[3], &ColumnUse::Unknown);
    // By hand: the row is the one meant, the column is words of progress.
    let mut by_hand = ByHand::default();
    by_hand
        .rows
        .insert(own.rows[1].key.clone(), zone::ProjectId(2));
    by_hand
        .columns
        .insert("D".to_owned(), Some(Field::PhysicalWords));
    let own = table_of(&office, text, &by_hand).expect("a table");
    assert!(taken(&own).contains(&"P2 reported_ytd=10 万元 (C4)".to_owned()));
    assert!(
        taken(&own)
            .iter()
            .any(|cell| cell.contains("physical_words"))
    );
    // Another unit's project is not taken, not even by hand.
    let mut by_hand = ByHand::default();
    by_hand
        .rows
        .insert(own.rows[0].key.clone(), zone::ProjectId(4));
    let own = table_of(&office, text, &by_hand).expect("a table");
    assert_eq!(
        own.lines.iter().filter(|line| line.project.0 == 4).count(),
        0
    );
}

#[test]
fn a_column_that_the_form_does_not_ask_for_is_said_and_not_lost_in_silence() {
    let office = office();
    let text = "项目名称\t本年累计完成投资（万元）\t到位资金（万元）\n\
                智能装备产业园\t1200\t900\n";
    let own = table(&office, text);
    assert_eq!(own.columns[1].used, ColumnUse::Fills(Field::ReportedYtd));
    assert_eq!(
        own.columns[2].used,
        ColumnUse::NotAsked(Field::FundingReceived)
    );
    assert_eq!(taken(&own), ["P1 reported_ytd=1200 万元 (B2)"]);
}

#[test]
fn a_name_that_is_only_alike_is_asked_for() {
    let office = office();
    let own = table(
        &office,
        "项目名称\t本年累计完成投资（万元）\n智能装备产业园项目\t1200\n滨河路改造\t500\n",
    );
    for row in &own.rows {
        assert_eq!(row.why, WhyLeft::Unsure, "{row:?}");
        assert!(!row.candidates.is_empty(), "{row:?}");
    }
    assert!(own.lines.len() + own.rows.len() == 2);
}

#[test]
fn a_mapping_that_was_kept_is_used_again() {
    let office = office();
    let text = "项目名称\t本月数\n智能装备产业园\t1200\n";
    let book = exchange::book::read("表.tsv", text.as_bytes()).expect("a book");
    let of = (&cycle(), UnitId(2));
    let mut by_hand = ByHand::default();
    by_hand
        .columns
        .insert("B".to_owned(), Some(Field::ReportedYtd));
    let first = look(&office.zone, &office.texts, of, &book, &by_hand, &|_| None);
    let first = first.expect("a table");
    assert_eq!(first.lines[0].cells.len(), 1);
    let (layout, kept) = (
        first.mapping.layout.clone(),
        first.mapping.to_keep().to_json(),
    );
    let find = |key: &str| (key == layout).then(|| kept.clone());
    let again = look(
        &office.zone,
        &office.texts,
        of,
        &book,
        &ByHand::default(),
        &find,
    );
    assert_eq!(again.expect("a table").lines, first.lines);
}

#[test]
fn what_is_no_table_is_refused_with_its_reason() {
    let office = office();
    let refused = table_of(&office, "只有一句话", &ByHand::default());
    assert!(refused.is_err());
}
