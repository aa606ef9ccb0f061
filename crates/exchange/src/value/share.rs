//! 百分比: shares written as 45, 45% or 0.45.
//!
//! Rule: a cell with a percent sign means percent. Numbers without one are judged by their
//! column: if none is above 1.5 and at least one is a proper fraction, all are fractions (1 is
//! 100%); else all are percents. A column of only 0 and 1 is read as fractions, and said.

use rust_decimal::Decimal;
use zone::BasisPoints;

use super::{Reading, common, number, short};
use crate::book::Cell;
use crate::problem::CellCause;

/// How the plain numbers of a column are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareScale {
    /// 0.45 rather than 45.
    pub fractions: bool,
    /// Not to be told from the numbers.
    pub doubtful: bool,
}

/// Judges a column.
pub fn scale<'a>(cells: impl Iterator<Item = &'a Cell>) -> ShareScale {
    let (mut most, mut proper, mut any_one) = (Decimal::ZERO, false, false);
    for number in cells.filter_map(super::cell_number) {
        most = most.max(number.abs());
        proper |= !number.fract().is_zero();
        any_one |= number == Decimal::ONE;
    }
    let small = most <= Decimal::new(15, 1);
    ShareScale {
        fractions: small && (proper || any_one),
        doubtful: small && !proper && any_one,
    }
}

/// Reads a cell as a share.
pub fn read(cell: &Cell, scale: ShareScale) -> Reading<BasisPoints> {
    if let Some(common) = common(cell) {
        return common;
    }
    let shown = cell.shown();
    let half = number::half_width(&shown);
    let (plain, noted) = number::without_marks(&half);
    let plain = ["形象进度", "总进度", "已完成", "完成", "进度", "占"]
        .iter()
        .find_map(|word| plain.strip_prefix(word))
        .unwrap_or(plain);
    let fraction = match plain.strip_suffix('%') {
        Some(percent) => number::parse(percent).map(|number| number / Decimal::ONE_HUNDRED),
        None if scale.fractions => number::parse(plain),
        None => number::parse(plain).map(|number| number / Decimal::ONE_HUNDRED),
    };
    let possible = fraction.filter(|share| (Decimal::ZERO..=Decimal::ONE).contains(share));
    match possible.and_then(BasisPoints::from_fraction) {
        Some(share) if noted => Reading::Noted(share),
        Some(share) => Reading::Value(share),
        None => Reading::Refused(CellCause::NotShare(short(&shown))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> String {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::text(text)).collect();
        let scale = scale(cells.iter());
        let read: Vec<String> = cells
            .iter()
            .map(|cell| match read(cell, scale) {
                Reading::Value(share) => share.to_string(),
                other => format!("{other:?}"),
            })
            .collect();
        format!(
            "{}{}",
            read.join(" "),
            if scale.doubtful { " ?" } else { "" }
        )
    }

    #[test]
    fn the_column_says_what_its_numbers_mean() {
        assert_eq!(column(&["45", "0.5", "100"]), "45% 0.5% 100%");
        assert_eq!(column(&["0.45", "1", "0"]), "45% 100% 0%");
        assert_eq!(column(&["45%", "0.45", "４５％"]), "45% 45% 45%");
        assert_eq!(column(&["0", "1"]), "0% 100% ?");
        assert_eq!(
            column(&["约45%", "已完成60%"]),
            "Noted(BasisPoints(4500)) 60%"
        );
        assert_eq!(column(&["高"]), "Refused(NotShare(\"高\"))");
    }
}
