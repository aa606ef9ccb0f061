//! A board of indicators by units: year ends kept, and after a new value only those anew that it
//! concerns.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::Problem;
use crate::reconcile::{Agreed, Common, reconcile, sums_of};
use crate::series::Series;
use crate::year_end::{YearEnd, year_end};

/// Which cell of a board: an indicator, and a unit or the whole.
pub type CellKey = (u32, Option<u32>);

/// Year ends of many series. The same series and seed give the same board, in whatever order and
/// however often values came.
#[derive(Debug, Clone)]
pub struct Board {
    seed: u64,
    cells: BTreeMap<CellKey, Cell>,
    stale: BTreeSet<u32>,
    agreed: BTreeMap<u32, Agreed>,
}

#[derive(Debug, Clone)]
struct Cell {
    series: Series,
    known: usize,
    answer: Option<Answered>,
}

#[derive(Debug, Clone)]
struct Answered {
    end: Result<YearEnd, Problem>,
    sums: Vec<f64>,
}

impl Board {
    /// An empty board.
    pub fn new(seed: u64) -> Board {
        Board {
            seed,
            cells: BTreeMap::new(),
            stale: BTreeSet::new(),
            agreed: BTreeMap::new(),
        }
    }

    /// Puts a series whose last `known` values are of this year. What is there already stays.
    pub fn put(&mut self, key: CellKey, series: Series, known: usize) {
        let same = |cell: &Cell| cell.known == known && cell.series == series;
        if self.cells.get(&key).is_some_and(same) {
            return;
        }
        self.cells.insert(
            key,
            Cell {
                series,
                known,
                answer: None,
            },
        );
        self.stale.insert(key.0);
    }

    /// Brings everything up to date; says how many cells were forecast anew.
    pub fn refresh(&mut self) -> usize {
        let mut anew = 0;
        for (key, cell) in &mut self.cells {
            if cell.answer.is_none() && self.stale.contains(&key.0) {
                let end = year_end(&cell.series, cell.known, self.seed);
                let sums = match &end {
                    Ok(end) => sums_of(|chance| end.quantile(chance)),
                    Err(_) => Vec::new(),
                };
                cell.answer = Some(Answered { end, sums });
                anew += 1;
            }
        }
        for indicator in std::mem::take(&mut self.stale) {
            match self.agree(indicator) {
                Some(agreed) => self.agreed.insert(indicator, agreed),
                None => self.agreed.remove(&indicator),
            };
        }
        anew
    }

    /// Units and the whole of one indicator; none unless each of them has an answer.
    fn agree(&self, indicator: u32) -> Option<Agreed> {
        let whole = self.cells.get(&(indicator, None))?;
        let units = self
            .cells
            .range((indicator, Some(0))..=(indicator, Some(u32::MAX)));
        let units: Vec<&Cell> = units.map(|(_, cell)| cell).collect();
        let sums =
            |cell: &Cell| Some(cell.answer.as_ref()?.sums.clone()).filter(|sums| !sums.is_empty());
        let all: Option<Vec<Vec<f64>>> = units.iter().map(|cell| sums(cell)).collect();
        let all = all.filter(|all| !all.is_empty())?;
        let histories: Vec<&[f64]> = units
            .iter()
            .map(|cell| cell.series.scaled.as_slice())
            .collect();
        let common = Common::of(&histories, whole.series.period());
        let floor = units
            .iter()
            .map(|cell| cell.series.floor())
            .fold(0.0, f64::min);
        reconcile(&all, &sums(whole)?, &common, floor, self.seed)
    }

    /// How the year of a cell ends by its own series; none before a refresh.
    pub fn end(&self, key: CellKey) -> Option<&Result<YearEnd, Problem>> {
        Some(&self.cells.get(&key)?.answer.as_ref()?.end)
    }

    /// The sums of an indicator on which units and the whole agree, units in the order of their
    /// numbers.
    pub fn agreed(&self, indicator: u32) -> Option<&Agreed> {
        self.agreed.get(&indicator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(unit: u32, count: usize) -> Vec<f64> {
        let month = |at: usize| {
            let wave = (at as f64 * std::f64::consts::TAU / 12.0).sin();
            let odd = ((at * 7919 + unit as usize * 104_729) % 97) as f64 / 97.0;
            (10.0 + f64::from(unit)) * (1.0 + 0.2 * wave + 0.1 * odd + 0.005 * at as f64)
        };
        (0..count).map(month).collect()
    }

    fn whole(units: u32, count: usize) -> Vec<f64> {
        (0..count)
            .map(|at| (0..units).map(|unit| months(unit, count)[at]).sum())
            .collect()
    }

    fn put(board: &mut Board, key: CellKey, values: &[f64]) {
        board.put(
            key,
            Series::new(values, 12).expect("sound"),
            values.len() % 12,
        );
    }

    #[test]
    fn a_new_value_costs_its_own_cell_and_the_answer_is_that_of_a_new_board() {
        let fill = |count| {
            let mut board = Board::new(5);
            for indicator in 0..2 {
                (0..3).for_each(|unit| put(&mut board, (indicator, Some(unit)), &months(unit, 65)));
                put(&mut board, (indicator, None), &whole(3, 65));
            }
            put(&mut board, (1, Some(2)), &months(2, count));
            board
        };
        let mut board = fill(65);
        assert_eq!(board.refresh(), 8);
        assert_eq!(board.refresh(), 0);
        put(&mut board, (1, Some(2)), &months(2, 66));
        put(&mut board, (0, Some(1)), &months(1, 65));
        assert_eq!(board.refresh(), 1);
        let mut anew = fill(66);
        anew.refresh();
        assert_eq!(board.agreed(1), anew.agreed(1));
        assert!(board.agreed(0).is_some());
    }

    #[test]
    fn a_unit_without_an_answer_leaves_the_whole_as_it_is() {
        let mut board = Board::new(5);
        put(&mut board, (0, Some(0)), &months(0, 65));
        put(&mut board, (0, Some(1)), &months(1, 15));
        put(&mut board, (0, None), &whole(2, 65));
        board.refresh();
        assert!(board.agreed(0).is_none());
        assert!(board.end((0, None)).is_some_and(Result::is_ok));
        let few = Problem::TooFew {
            values: 15,
            needed: 27,
        };
        assert!(
            board
                .end((0, Some(1)))
                .is_some_and(|end| end.as_ref().is_err_and(|found| *found == few))
        );
    }
}
