//! Ten ledgers in ten layouts, twenty-four in other offices' words, and the files of three public
//! bodies: how many columns are mapped right without help, judged by a kept truth.

use std::collections::BTreeMap;

use crate::common::{example, told};
use exchange::mapping::{ColumnMapping, Target};
use exchange::rows::Fate;
use exchange::{Book, Mapping};
use zone::Field;

/// The bytes of a generated ledger.
pub(crate) fn ledger(file: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/ledgers");
    std::fs::read(folder.join(file)).expect("a generated ledger")
}

fn guessed(file: &str, bytes: &[u8]) -> (Book, Mapping) {
    let book = exchange::book::read(file, bytes).expect("readable");
    let mapping = exchange::mapping::guess(&book).unwrap_or_else(|found| panic!("{found:?}"));
    (book, mapping)
}

/// Columns of a mapping by sheet and name: `C`, `H/1` for a part, `C#2` on a second table.
fn by_name(mapping: &Mapping) -> BTreeMap<(String, String), &ColumnMapping> {
    let mut out = BTreeMap::new();
    let mut tables: BTreeMap<&str, u32> = BTreeMap::new();
    for sheet in &mapping.sheets {
        let table = tables.entry(&sheet.sheet).or_insert(0);
        *table += 1;
        for column in &sheet.columns {
            let part = column
                .part
                .map_or_else(String::new, |part| format!("/{part}"));
            let name = format!("{}{part}", column.column);
            let key = |name: String| (sheet.sheet.clone(), name);
            out.entry(key(name.clone())).or_insert(column);
            out.entry(key(format!("{name}#{table}"))).or_insert(column);
        }
    }
    out
}

struct Hits {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

/// Judges the guesses of all files of a truth.
fn judge(truth: &str) -> Hits {
    let truth = String::from_utf8(ledger(truth)).expect("text");
    let mut hits = Hits {
        right: 0,
        all: 0,
        wrong: Vec::new(),
    };
    let mut read: BTreeMap<&str, Option<Mapping>> = BTreeMap::new();
    for line in truth.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [file, sheet, column, target, unit] = fields[..] else {
            panic!("{line}");
        };
        let mapping = read.entry(file).or_insert_with(|| {
            let book = exchange::book::read(file, &ledger(file)).expect("readable");
            exchange::mapping::guess(&book).ok()
        });
        // A file in which no table is found has no column right.
        let columns = mapping.as_ref().map(by_name).unwrap_or_default();
        let found = columns.get(&(sheet.to_owned(), column.to_owned()));
        let is_right = found.is_some_and(|found| {
            let own = matches!(
                &found.target,
                Target::Ignore | Target::Field(Field::Custom(_))
            );
            let target_right = found.target.to_string() == target || (target == "own" && own);
            let unit_right = unit.is_empty() || found.unit.as_deref() == Some(unit);
            target_right && (unit_right || target == "own")
        });
        hits.all += 1;
        hits.right += usize::from(is_right);
        if !is_right {
            let shown = found.map_or_else(
                || "nothing".to_owned(),
                |own| {
                    format!(
                        "{} = {} {:?} ({})",
                        own.header, own.target, own.unit, own.confidence
                    )
                },
            );
            hits.wrong.push(format!(
                "{file} {sheet} {column}: {target} {unit}; found {shown}"
            ));
        }
    }
    hits
}

fn print(name: &str, hits: &Hits) {
    let (right, all) = (hits.right, hits.all);
    println!("{name}: {right} of {all} ({:.1}%)", percent(right, all));
    hits.wrong.iter().for_each(|wrong| println!("  {wrong}"));
}

/// Files of three public bodies and the mappings kept with them.
const REAL: [(&str, &str); 5] = [
    ("nyc/NYC_capital_projects_20190901.csv", "nyc/mapping.json"),
    (
        "melbourne/melbourne_water_capital_delivery.csv",
        "melbourne/mapping.json",
    ),
    ("uk/uk_2022_raw.csv", "uk/mapping.json"),
    ("uk/uk_2019_raw.csv", "uk/mapping-2019.json"),
    ("uk/uk_2014_raw.csv", "uk/mapping-2014.json"),
];

/// The real files, by the mappings kept with them after a person looked.
fn real() -> Hits {
    let mut hits = Hits {
        right: 0,
        all: 0,
        wrong: Vec::new(),
    };
    for (file, map) in REAL {
        let (_, mapping) = guessed(file, &example(file));
        let json = example(map);
        let kept = Mapping::from_json(map, std::str::from_utf8(&json).unwrap()).unwrap();
        for (guess, kept) in mapping.sheets[0]
            .columns
            .iter()
            .zip(&kept.sheets[0].columns)
        {
            hits.all += 1;
            let is_right = guess.target == kept.target;
            hits.right += usize::from(is_right);
            if !is_right {
                let (header, wanted, got) = (&kept.header, &kept.target, &guess.target);
                hits.wrong
                    .push(format!("{file} {header}: {wanted}; found {got}"));
            }
        }
    }
    hits
}

/// The two figures that are promised of the ten layouts and the real files: columns mapped right
/// without help, and filled cells that are imported, refused or passed over for a reason.
/// `cargo test -p exchange --test it -- --nocapture measured` prints them.
#[test]
fn measured_columns_and_cells() {
    let (made, real) = (judge("truth.tsv"), real());
    print("columns of ten layouts", &made);
    print("columns of the real files", &real);
    let (right, all) = (made.right + real.right, made.all + real.all);
    let (mut accounted, mut filled) = (0, 0);
    let ten = (1..=10).flat_map(|number| {
        let start = format!("{number:02}-");
        all_files()
            .into_iter()
            .filter(move |own| own.0.starts_with(&start))
    });
    let real = REAL.map(|(file, _)| (file.to_owned(), example(file)));
    for (file, bytes) in ten.chain(real) {
        let (counted, cells) = account(&file, &bytes);
        accounted += counted;
        filled += cells;
    }
    println!(
        "columns mapped right: {right} of {all} ({:.1}%)",
        percent(right, all)
    );
    println!(
        "cells accounted for: {accounted} of {filled} ({:.1}%)",
        percent(accounted, filled)
    );
    assert!(right * 100 >= all * 95, "{right} of {all}");
    assert_eq!(accounted, filled);
}

fn percent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole as f64
}

/// Layouts in other offices' words, which widened the importer's once they were seen.
#[test]
fn layouts_of_other_offices() {
    let hits = judge("truth-others.tsv");
    print("five of other offices", &hits);
    assert!(
        hits.right * 100 >= hits.all * 90,
        "{} of {}",
        hits.right,
        hits.all
    );
}

/// Fifteen layouts in yet other offices' words. Before any word was changed for them, the first
/// five gave 39 of 73 columns, the next six 72 of 100, and then the last four 33 of 59.
#[test]
fn layouts_that_widened_the_words() {
    for (name, truth) in [
        ("five once held out", "truth-held-out.tsv"),
        ("six written later", "truth-fresh.tsv"),
        ("four written after them", "truth-later.tsv"),
    ] {
        let hits = judge(truth);
        print(name, &hits);
        assert!(
            hits.right * 100 >= hits.all * 90,
            "{} of {}",
            hits.right,
            hits.all
        );
    }
}

/// Layouts in words that the importer was not made for. The figure is a measure and the floor far
/// below it: what is not recognised is the office's own column, never lost.
#[test]
fn layouts_never_used_for_the_words() {
    let hits = judge("truth-unseen.tsv");
    print("four never used", &hits);
    assert!(
        hits.right * 100 >= hits.all * 60,
        "{} of {}",
        hits.right,
        hits.all
    );
}

/// Files of testdata and examples that are read.
fn all_files() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/ledgers");
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext != "tsv"))
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(path).expect("readable"))
        })
        .collect();
    files.sort();
    for path in [
        "ledgers/good-2026.xlsx",
        "ledgers/good-2026-gb18030.csv",
        "ledgers/bad-values.xlsx",
    ] {
        files.push((path.replace("ledgers/", ""), example(path)));
    }
    files
}

/// Filled cells of a file that are accounted for, and filled cells of it in all.
fn account(file: &str, bytes: &[u8]) -> (usize, usize) {
    let (book, mapping) = guessed(file, bytes);
    let rows = exchange::rows::read(&book, &mapping).unwrap();
    let cells = book
        .sheets
        .iter()
        .flat_map(|sheet| sheet.rows.iter().flatten());
    let filled = cells.filter(|cell| !cell.is_blank()).count();
    let counted = rows.account.total();
    let sum: u64 = counted.values().sum();
    let shown: Vec<String> = counted
        .iter()
        .map(|own| format!("{:?} {}", own.0, own.1))
        .collect();
    println!("{file}: {filled} cells: {}", shown.join(", "));
    // What a row says of its cells, the account says too.
    for row in &rows.rows {
        for at in row.facts.iter().filter_map(|fact| fact.cell) {
            let fate = rows.account.fate(at);
            let kept = [Some(Fate::Imported), Some(Fate::Noted), Some(Fate::Refused)];
            let cell = &book.sheets[usize::from(at.sheet)];
            let blank = cell.cell(at.row, at.column).is_blank();
            assert!(blank || kept.contains(&fate), "{file} {at:?} {fate:?}");
        }
    }
    (usize::try_from(sum).unwrap(), filled)
}

/// Every filled cell is imported, refused with a reason, or passed over for a reason.
#[test]
fn every_filled_cell_is_accounted_for() {
    for (file, bytes) in all_files() {
        let (accounted, filled) = account(&file, &bytes);
        assert_eq!(accounted, filled, "{file}");
    }
}

/// How many projects each ledger has, and what is said of it.
#[test]
fn ledgers_in_all_layouts_come_in() {
    let mut out = String::new();
    for (file, bytes) in all_files() {
        if !file.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let (book, mapping) = guessed(&file, &bytes);
        let rows = exchange::rows::read(&book, &mapping).unwrap();
        out += &format!("{file}: {} rows\n", rows.rows.len());
        for line in told(&rows.problems).lines().step_by(2) {
            out += &format!("  {line}\n");
        }
    }
    expect_test::expect![[r#"
        01-wide.xlsx: 18 rows
          01-wide.xlsx [重点项目总表]：有 1 行被隐藏或筛选（10），照常读取。如不应导入，请先删除这些行。[exchange/hidden-rows]
          01-wide.xlsx [重点项目总表]：有 1 列被隐藏（D），照常读取。如不应导入，请在列对应中设为忽略。[exchange/hidden-columns]
          01-wide.xlsx [重点项目总表] M20：此处写 123 万元，各行（M9:M19）相加为 127040 万元，相差 -126917 万元。合计不导入；请核对合计或各行。[exchange/total-disagrees]
          01-wide.xlsx [重点项目总表] A10：有 1 个隐藏行（第 10 行），已一并读取。如不应导入，请删去这些行。[exchange/hidden-rows]
          01-wide.xlsx [重点项目总表] D5：隐藏列已一并读取：项目基本情况 / 项目业主。如不应导入，请在列对应中设为忽略。[exchange/hidden-columns]
        02-form.xlsx: 6 rows
        03-transposed.xlsx: 9 rows
        04-two-tables.xlsx: 24 rows
        05-by-unit.xlsx: 21 rows
        06-pairs.xlsx: 20 rows
        07-gb18030.csv: 16 rows
        08-report.xlsx: 22 rows
        09-colours.xlsx: 15 rows
        10-units.xlsx: 14 rows
        11-county.xlsx: 12 rows
        12-platform.xlsx: 20 rows
        13-builder.xlsx: 10 rows
        14-signed.xlsx: 11 rows
        15-supervised.xlsx: 9 rows
    "#]].assert_eq(&out);
}
