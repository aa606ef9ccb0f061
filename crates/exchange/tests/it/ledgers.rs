//! Good files: what comes in, what comes in twice, and what goes out and comes back.

use crate::common::{Office, UNITS, counts, example, rows_by, today};
use exchange::export::{ExportOptions, harmless, to_csv, to_xlsx};
use expect_test::expect;
use zone::{Field, Lang, Value};

fn imported() -> Office {
    let mut office = Office::new(&UNITS);
    let rows = crate::common::rows("good-2026.xlsx", &example("ledgers/good-2026.xlsx")).unwrap();
    let preview = office.preview(&rows);
    assert_eq!(preview.problems, []);
    assert!(office.apply(&preview));
    office
}

#[test]
fn a_ledger_comes_in_with_its_cells() {
    let office = imported();
    let project = office.zone.projects.values().nth(1).unwrap();
    let mut out = String::new();
    for (field, line) in &project.facts {
        let (_, fact) = line.last().unwrap();
        let cell = fact.cell.map_or_else(String::new, |cell| cell.name());
        let value = match &fact.value {
            Value::FreeText(_) => "(sealed)".to_owned(),
            other => format!("{other:?}"),
        };
        out += &format!("{cell} {field} = {value}\n");
    }
    expect![[r#"
        C7 name = Text("澄江储能电池项目")
        G7 nature = Text("investment_promotion")
        H7 content = (sealed)
        I7 place = Text("西部片区")
        D7 lead_unit = Unit(UnitId(2))
        E7 supporting_units = Units([UnitId(5), UnitId(11)])
        F7 role.sponsor = Holder(Person(PersonId(2)))
        B7 code.project_code = Text("2601-360111-04-01-318126")
        J7 total_investment = Money(Fen(14780000000))
        K7 year_plan.2026 = Money(Fen(4760000000))
        L7 month_plan.2026-01 = Money(Fen(240000000))
        M7 month_plan.2026-02 = Money(Fen(320000000))
        N7 month_plan.2026-03 = Money(Fen(400000000))
        O7 month_plan.2026-04 = Money(Fen(480000000))
        P7 month_plan.2026-05 = Money(Fen(560000000))
        Q7 month_plan.2026-06 = Money(Fen(640000000))
        R7 month_plan.2026-07 = Money(Fen(720000000))
        S7 month_plan.2026-08 = Money(Fen(120000000))
        T7 month_plan.2026-09 = Money(Fen(200000000))
        U7 month_plan.2026-10 = Money(Fen(280000000))
        V7 month_plan.2026-11 = Money(Fen(360000000))
        W7 month_plan.2026-12 = Money(Fen(440000000))
        X7 reported_ytd = Money(Fen(1620000000))
        Y7 reported_total = Money(Fen(3240000000))
        AA7 physical_share = Share(BasisPoints(2300))
        Z7 physical_words = (sealed)
        AD7 stage = Text("落地")
        AB7 planned_start = Date(2025-02-01)
        AC7 planned_finish = Date(2026-05-31)
        C5 custom.分类 = Text("产业项目")
    "#]]
    .assert_eq(&out);
}

#[test]
fn subtotals_sections_and_notes_are_no_projects() {
    let rows = crate::common::rows("good-2026.xlsx", &example("ledgers/good-2026.xlsx")).unwrap();
    assert_eq!(rows.rows.len(), 20);
    let kinds: Vec<String> = rows
        .passed_over
        .iter()
        .map(|(kind, line)| format!("{kind:?} {}", line + 1))
        .collect();
    expect!["Section 5, Total 18, Section 19, Total 28, Total 29, Note 31, Note 32"]
        .assert_eq(&kinds.join(", "));
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let mut office = imported();
    let digest = office.zone.digest();
    let rows = crate::common::rows("good-2026.xlsx", &example("ledgers/good-2026.xlsx")).unwrap();
    let preview = office.preview(&rows);
    assert_eq!(
        counts(&preview),
        "New 0, Changed 0, Unchanged 20, Refused 0, gone 0"
    );
    assert!(!office.apply(&preview));
    assert_eq!(office.zone.digest(), digest);
}

#[test]
fn another_office_s_file_matches_by_code() {
    let office = imported();
    let bytes = example("ledgers/good-2026-gb18030.csv");
    let preview = office.preview(&crate::common::rows("good-2026-gb18030.csv", &bytes).unwrap());
    assert_eq!(
        counts(&preview),
        "New 0, Changed 6, Unchanged 2, Refused 0, gone 12"
    );
    let changes: Vec<String> = preview.rows[0]
        .changes
        .iter()
        .map(|change| {
            format!(
                "{}: {:?} -> {}",
                change.field,
                change.old,
                change.value.shown()
            )
        })
        .collect();
    expect!["forecast_finish: None -> 2026-11-30"].assert_eq(&changes.join("\n"));
}

#[test]
fn what_goes_out_comes_back_unchanged() {
    let mut office = imported();
    // A text that begins like a formula stays a text.
    let rows = "项目代码,项目名称,责任单位,备注\nX-1,=1+1,商务局,@提醒\n";
    let preview = office.preview(&crate::common::rows("t.csv", rows.as_bytes()).unwrap());
    assert_eq!(preview.problems, []);
    assert!(office.apply(&preview));
    let options = ExportOptions {
        true_on: today(),
        lang: Lang::Zh,
        reader: None,
    };
    let csv = to_csv(&office.zone, &office.texts, options);
    assert!(std::str::from_utf8(&csv).unwrap().contains("'=1+1"));
    let xlsx = to_xlsx(&office.zone, &office.texts, options).unwrap();
    for (name, bytes) in [("out.csv", csv), ("out.xlsx", xlsx)] {
        let preview = office.preview(&crate::common::rows(name, &bytes).unwrap());
        assert_eq!(crate::common::told(&preview.problems), "", "{name}");
        assert_eq!(
            preview.rows.iter().find_map(|row| row.changes.first()),
            None,
            "{name}"
        );
        assert_eq!(
            counts(&preview),
            "New 0, Changed 0, Unchanged 21, Refused 0, gone 0"
        );
    }
    let english = to_csv(
        &office.zone,
        &office.texts,
        ExportOptions {
            lang: Lang::En,
            ..options
        },
    );
    let preview = office.preview(&crate::common::rows("en.csv", &english).unwrap());
    assert_eq!(
        preview.rows.iter().find_map(|row| row.changes.first()),
        None
    );
    assert_eq!(
        counts(&preview),
        "New 0, Changed 0, Unchanged 21, Refused 0, gone 0"
    );
}

#[test]
fn texts_that_begin_like_formulas_are_made_harmless() {
    for text in ["=1", "+1", "-1", "@a", "\t=", "＝1", "＋", "－", "＠", "'a"] {
        assert_eq!(harmless(text), format!("'{text}"));
    }
    assert_eq!(harmless("1-2"), "1-2");
}

#[test]
fn new_york_s_fifteen_reports() {
    let mut office = Office::new(&[]);
    let csv = example("nyc/NYC_capital_projects_20190901.csv");
    let rows = rows_by("nyc.csv", &csv, &example("nyc/mapping.json"));
    let preview = office.preview(&rows);
    assert_eq!(
        counts(&preview),
        "New 378, Changed 1754, Unchanged 127, Refused 0, gone 0"
    );
    assert_eq!(preview.reports.len(), 15);
    assert!(office.apply(&preview));
    assert_eq!(office.zone.marks.len(), 15);
    let first = &preview.reports[0];
    let project = office.zone.projects.values().next().unwrap();
    let early = project.money(&Field::TotalInvestment, first.effective_on);
    assert_ne!(early, project.money(&Field::TotalInvestment, today()));
    let again = office.preview(&rows);
    assert_eq!(
        counts(&again),
        "New 0, Changed 0, Unchanged 2259, Refused 0, gone 0"
    );
    assert!(!office.apply(&again));
}

#[test]
fn melbourne_and_the_united_kingdom() {
    for (file, map, projects) in [
        (
            "melbourne/melbourne_water_capital_delivery.csv",
            "melbourne/mapping.json",
            445,
        ),
        ("uk/uk_2022_raw.csv", "uk/mapping.json", 235),
        ("uk/uk_2019_raw.csv", "uk/mapping-2019.json", 133),
        ("uk/uk_2014_raw.csv", "uk/mapping-2014.json", 199),
    ] {
        let mut office = Office::new(&[]);
        let rows = rows_by(file, &example(file), &example(map));
        let preview = office.preview(&rows);
        assert!(
            preview.can_apply(),
            "{}",
            crate::common::told(&preview.problems)
        );
        assert!(office.apply(&preview));
        assert_eq!(office.zone.projects.len(), projects);
        assert!(!office.preview(&rows).has_news());
    }
}

/// The share of columns guessed as the kept mapping has them.
#[test]
fn nearly_all_columns_are_guessed_right() {
    let (mut right, mut all) = (0, 0);
    for (file, map) in [
        ("nyc/NYC_capital_projects_20190901.csv", "nyc/mapping.json"),
        (
            "melbourne/melbourne_water_capital_delivery.csv",
            "melbourne/mapping.json",
        ),
        ("uk/uk_2022_raw.csv", "uk/mapping.json"),
    ] {
        let book = exchange::book::read(file, &example(file)).unwrap();
        let guessed = exchange::mapping::guess(&book).unwrap();
        let json = example(map);
        let kept = exchange::Mapping::from_json(map, std::str::from_utf8(&json).unwrap()).unwrap();
        for (guess, kept) in guessed.sheets[0]
            .columns
            .iter()
            .zip(&kept.sheets[0].columns)
        {
            all += 1;
            right += usize::from(guess.target == kept.target);
        }
    }
    assert!(right * 100 >= all * 95, "{right} of {all}");
}
