//! Writes ten ledgers in ten layouts, twenty-four more in other offices' wording of which four were
//! never used for the importer's words, and the truth about their columns:
//! `cargo run -p exchange --example layouts DIR`.
//!
//! All names are invented. The files are the same on every run.

mod first;
mod fresh;
mod heldout;
mod last;
mod later;
mod office;
mod others;
mod paper;
mod second;

use std::fs;
use std::path::Path;

use paper::{Sheet, gb_csv, truth_lines, xlsx};

type Layout = (&'static str, fn() -> Vec<Sheet>);

const LAYOUTS: [Layout; 10] = [
    ("01-wide.xlsx", first::wide),
    ("02-form.xlsx", first::form),
    ("03-transposed.xlsx", first::transposed),
    ("04-two-tables.xlsx", first::two_tables),
    ("05-by-unit.xlsx", first::by_unit),
    ("06-pairs.xlsx", second::pairs),
    ("07-gb18030.csv", second::csv),
    ("08-report.xlsx", second::report),
    ("09-colours.xlsx", second::colours),
    ("10-units.xlsx", second::units),
];
const OTHERS: [Layout; 5] = [
    ("11-county.xlsx", others::county),
    ("12-platform.xlsx", others::platform),
    ("13-builder.xlsx", others::builder),
    ("14-signed.xlsx", others::signed),
    ("15-supervised.xlsx", others::supervised),
];
const HELD_OUT: [Layout; 5] = [
    ("h1-township.xlsx", heldout::township),
    ("h2-finance.xlsx", heldout::finance),
    ("h3-reserve.xlsx", heldout::reserve),
    ("h4-exported.xlsx", heldout::exported),
    ("h5-company.xlsx", heldout::company),
];
const FRESH: [Layout; 6] = [
    ("f1-province.xlsx", fresh::province),
    ("f2-contracts.xlsx", fresh::contracts),
    ("f3-park.xlsx", fresh::park),
    ("f4-roads.xlsx", fresh::roads),
    ("f5-promises.xlsx", fresh::promises),
    ("f6-group.xlsx", fresh::group),
];
const LATER: [Layout; 4] = [
    ("u1-board.xlsx", later::board),
    ("u2-water.xlsx", later::water),
    ("u3-plots.xlsx", later::plots),
    ("u4-council.xlsx", later::council),
];
const LAST: [Layout; 4] = [
    ("w1-housing.xlsx", last::housing),
    ("w2-county.xlsx", last::county),
    ("w3-port.xlsx", last::port),
    ("w4-transport.xlsx", last::transport),
];

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let folder = Path::new(&folder);
    for (name, layouts) in [
        ("truth.tsv", &LAYOUTS[..]),
        ("truth-others.tsv", &OTHERS[..]),
        ("truth-held-out.tsv", &HELD_OUT[..]),
        ("truth-fresh.tsv", &FRESH[..]),
        ("truth-later.tsv", &LATER[..]),
        ("truth-unseen.tsv", &LAST[..]),
    ] {
        let mut truth = String::from("# file, sheet, column, target, unit of money\n");
        for (file, layout) in layouts {
            let sheets = layout();
            let bytes = if file.ends_with(".csv") {
                gb_csv(&sheets[0])
            } else {
                xlsx(&sheets).expect("a workbook")
            };
            fs::write(folder.join(file), bytes).expect("a writable folder");
            truth_lines(file, &sheets, &mut truth);
        }
        fs::write(folder.join(name), truth).expect("a writable folder");
    }
}
