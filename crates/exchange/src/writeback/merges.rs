//! Merged ranges of a sheet, found by the cells they cover.

use std::collections::HashMap;

use crate::book::{Merge, Sheet};

/// Merged ranges by the columns asked for.
pub(super) struct Merges<'a> {
    all: &'a [Merge],
    /// For each column, ranges from the top: first row, last row, position.
    by_column: HashMap<u16, Vec<(u32, u32, usize)>>,
}

impl<'a> Merges<'a> {
    pub(super) fn of(sheet: &'a Sheet, columns: impl Iterator<Item = u16>) -> Merges<'a> {
        let mut by_column: HashMap<u16, Vec<(u32, u32, usize)>> =
            columns.map(|column| (column, Vec::new())).collect();
        for (position, merge) in sheet.merges.iter().enumerate() {
            let wide = usize::from(merge.right.saturating_sub(merge.left)) > by_column.len();
            let covered: Vec<u16> = if wide {
                let keys = by_column.keys().copied();
                keys.filter(|own| (merge.left..=merge.right).contains(own))
                    .collect()
            } else {
                (merge.left..=merge.right).collect()
            };
            for column in covered {
                if let Some(ranges) = by_column.get_mut(&column) {
                    ranges.push((merge.top, merge.bottom, position));
                }
            }
        }
        by_column.values_mut().for_each(|own| own.sort_unstable());
        Merges {
            all: &sheet.merges,
            by_column,
        }
    }

    /// The range that covers a cell, with its position.
    pub(super) fn at(&self, row: u32, column: u16) -> Option<(usize, Merge)> {
        let ranges = self.by_column.get(&column)?;
        let behind = ranges.partition_point(|(top, _, _)| *top <= row);
        let (_, bottom, position) = ranges.get(behind.checked_sub(1)?)?;
        (row <= *bottom).then(|| (*position, self.all[*position]))
    }

    /// A range by its position.
    pub(super) fn get(&self, position: usize) -> Merge {
        self.all[position]
    }
}
