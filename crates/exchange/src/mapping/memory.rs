//! What is remembered of a layout, and how a changed layout is read by it.
//!
//! A mapping is kept for an office and a layout. A file of the same office and layout is read by
//! it as it stands; of another office with that layout, too. A file whose layout changed is read
//! by the mapping that knows most of its columns; which columns are new, gone, renamed or moved is
//! said, and what was not remembered is guessed.

use std::collections::BTreeSet;

use serde::Serialize;
use zone::{Texts, Zone};

use super::fit::is_around;
use super::{
    Basis, ColumnMapping, Defaults, Knowledge, Mapping, Options, SheetMapping, column,
    guess_knowing, guess_layout,
};
use crate::book::Book;
use crate::header;
use crate::problem::Problem;

/// Where a mapping comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Guessed from the file alone.
    Guessed,
    /// Kept for this layout.
    Kept,
    /// Kept for a layout like it; the rest is guessed.
    Adapted,
    /// Set by a person.
    Corrected,
}

/// How a layout differs from the one that is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum LayoutChange {
    /// A column that was not there before.
    New {
        /// Its sheet.
        sheet: String,
        /// Its column.
        column: String,
        /// Its header.
        header: String,
    },
    /// A column that is no longer there.
    Gone {
        /// Its sheet.
        sheet: String,
        /// Its header.
        header: String,
        /// What it held.
        target: String,
    },
    /// A column under another name.
    Renamed {
        /// Its sheet.
        sheet: String,
        /// Its column.
        column: String,
        /// What it was called.
        from: String,
        /// What it is called.
        to: String,
    },
    /// A column in another place.
    Moved {
        /// Its sheet.
        sheet: String,
        /// Its header.
        header: String,
        /// Where it stood.
        from: String,
        /// Where it stands.
        to: String,
    },
}

/// How a file may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The mapping.
    pub mapping: Mapping,
    /// Where it comes from.
    pub origin: Origin,
    /// How the layout differs from the remembered one; empty unless adapted.
    pub changes: Vec<LayoutChange>,
}

/// Share of a remembered mapping's columns that a file must have, in percent, for it to be the
/// same layout changed: below half, what is known of one says little of the other.
const ALIKE_FROM: usize = 50;

impl Mapping {
    /// Key under which a mapping is remembered: its office and its layout.
    pub fn memory_key(&self) -> String {
        match &self.office {
            Some(office) => format!("{}@{}", self.layout, header::plain(office)),
            None => self.layout.clone(),
        }
    }

    /// The mapping remembered for a file, else adapted from one like it, else a guess. A file that
    /// was filled in says itself how it is read.
    pub fn propose(zone: &Zone, texts: &dyn Texts, book: &Book) -> Result<Proposal, Vec<Problem>> {
        if let Some(filled_in) = crate::fill_in::mapping(zone, book) {
            return filled_in.map(|mapping| Proposal {
                mapping,
                origin: Origin::Kept,
                changes: Vec::new(),
            });
        }
        let guessed = guess_knowing(book, &Knowledge::of(zone, texts))?;
        let kept = |key: &str| {
            let json = zone.mappings.get(key)?;
            let kept = Mapping::from_json(&book.file_name, json).ok()?;
            kept.fit(book).is_ok().then_some(kept)
        };
        let exact = kept(&guessed.memory_key()).or_else(|| kept(&guessed.layout));
        let of_layout = || {
            let mut same = zone.mappings.keys().filter(|key| {
                key.split_once('@')
                    .is_some_and(|(layout, _)| layout == guessed.layout)
            });
            same.find_map(|key| kept(key))
        };
        if let Some(kept) = exact.or_else(of_layout) {
            return Ok(Proposal {
                mapping: for_this_file(kept, &guessed),
                origin: Origin::Kept,
                changes: Vec::new(),
            });
        }
        let remembered = zone.mappings.iter().filter_map(|(_, json)| {
            let kept = Mapping::from_json(&book.file_name, json).ok()?;
            let share = alike(&kept, &guessed);
            let same_office = kept.office.is_some() && kept.office == guessed.office;
            (share >= ALIKE_FROM).then_some((share, same_office, kept))
        });
        let best = remembered.max_by_key(|(share, same_office, _)| (*share, *same_office));
        Ok(match best {
            Some((_, _, kept)) => adapted(&kept, guessed),
            None => Proposal {
                mapping: guessed,
                origin: Origin::Guessed,
                changes: Vec::new(),
            },
        })
    }

    /// As [`Mapping::propose`], for a file that is to be written into: one that is remembered, else
    /// a guess; headings with nothing beneath will do.
    pub fn for_layout(zone: &Zone, book: &Book) -> Result<Mapping, Vec<Problem>> {
        let refused = match Mapping::for_book(zone, book) {
            Ok((mapping, _)) => return Ok(mapping),
            Err(refused) => refused,
        };
        let texts = zone::text::TextTable::default();
        guess_layout(book, &Knowledge::of(zone, &texts)).map_err(|_| refused)
    }

    /// As [`Mapping::propose`]: the mapping, and whether it was kept for the very layout.
    pub fn for_book(zone: &Zone, book: &Book) -> Result<(Mapping, bool), Vec<Problem>> {
        let texts = zone::text::TextTable::default();
        let found = Mapping::propose(zone, &texts, book)?;
        Ok((found.mapping, found.origin == Origin::Kept))
    }
}

/// What each file says anew: its year, its office, the day its figures are of.
fn for_this_file(kept: Mapping, guessed: &Mapping) -> Mapping {
    let defaults = Defaults {
        year: guessed.defaults.year.or(kept.defaults.year),
        ..kept.defaults
    };
    let options = Options {
        effective_on: guessed.options.effective_on,
        leave_out: Vec::new(),
        ..kept.options
    };
    Mapping {
        office: guessed.office.clone(),
        defaults,
        options,
        ..kept
    }
}

/// Share of the kept columns that a file has by their names, in percent.
fn alike(kept: &Mapping, guessed: &Mapping) -> usize {
    let headers = |mapping: &Mapping| -> BTreeSet<String> {
        let columns = mapping.sheets.iter().flat_map(|sheet| &sheet.columns);
        let own = columns.filter(|column| !is_around(column));
        own.map(|column| header::plain(&column.header)).collect()
    };
    let (kept, new) = (headers(kept), headers(guessed));
    let most = kept.len().max(new.len()).max(1);
    kept.intersection(&new).count() * 100 / most
}

/// The guess, with what is remembered put in its place.
fn adapted(kept: &Mapping, mut guessed: Mapping) -> Proposal {
    let mut changes = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for sheet in &mut guessed.sheets {
        let best = (0..kept.sheets.len())
            .filter(|at| !used.contains(at))
            .max_by_key(|at| (common(&kept.sheets[*at], sheet), usize::MAX - at));
        if let Some(at) = best.filter(|at| common(&kept.sheets[*at], sheet) > 0) {
            used.insert(at);
            adapt_sheet(&kept.sheets[at], sheet, &mut changes);
        }
    }
    guessed.defaults.nature.clone_from(&kept.defaults.nature);
    guessed.defaults.stages.clone_from(&kept.defaults.stages);
    guessed.options.mark.clone_from(&kept.options.mark);
    guessed.options.source.clone_from(&kept.options.source);
    guessed.options.create_missing |= kept.options.create_missing;
    Proposal {
        mapping: guessed,
        origin: Origin::Adapted,
        changes,
    }
}

fn common(kept: &SheetMapping, new: &SheetMapping) -> usize {
    let has = |header: &str| new.columns.iter().any(|own| own.header == header);
    kept.columns.iter().filter(|own| has(&own.header)).count()
}

fn adapt_sheet(kept: &SheetMapping, new: &mut SheetMapping, changes: &mut Vec<LayoutChange>) {
    let sheet = || new.sheet.clone();
    let mut left: Vec<&ColumnMapping> = kept.columns.iter().collect();
    let mut open: Vec<usize> = Vec::new();
    let mut out: Vec<ColumnMapping> = Vec::new();
    // Columns of the same name are read as they were, wherever they stand now.
    for column in &new.columns {
        let same = |own: &&ColumnMapping| {
            header::plain(&own.header) == header::plain(&column.header) && own.part == column.part
        };
        let Some(at) = left.iter().position(same) else {
            open.push(out.len());
            out.push(column.clone());
            continue;
        };
        let own = left.remove(at);
        if own.column != column.column && !is_around(column) {
            changes.push(LayoutChange::Moved {
                sheet: sheet(),
                header: column.header.clone(),
                from: own.column.clone(),
                to: column.column.clone(),
            });
        }
        out.push(as_remembered(own, column, Basis::Remembered, 95));
    }
    // A column that is gone and one that is new, much alike, are one that was renamed.
    for at in open {
        let column = out[at].clone();
        let best = (0..left.len()).max_by_key(|own| resemblance(left[*own], &column));
        match best.filter(|own| resemblance(left[*own], &column) >= RENAMED_FROM) {
            Some(own) => {
                let own = left.remove(own);
                changes.push(LayoutChange::Renamed {
                    sheet: sheet(),
                    column: column.column.clone(),
                    from: own.header.clone(),
                    to: column.header.clone(),
                });
                out[at] = as_remembered(own, &column, Basis::Renamed, 70);
            }
            None if is_around(&column) => {}
            None => changes.push(LayoutChange::New {
                sheet: sheet(),
                column: column.column.clone(),
                header: column.header.clone(),
            }),
        }
    }
    for own in left.into_iter().filter(|own| !is_around(own)) {
        changes.push(LayoutChange::Gone {
            sheet: sheet(),
            header: own.header.clone(),
            target: own.target.to_string(),
        });
    }
    once_a_target(&mut out);
    new.columns = out;
}

/// What was remembered wins over a guess for the same field.
fn once_a_target(columns: &mut [ColumnMapping]) {
    let remembered =
        |column: &ColumnMapping| matches!(column.basis, Some(Basis::Remembered | Basis::Renamed));
    let taken: BTreeSet<_> = columns
        .iter()
        .filter(|own| remembered(own))
        .map(|own| own.target.clone())
        .collect();
    for column in columns.iter_mut().filter(|own| !remembered(own)) {
        if column.target != super::Target::Ignore && taken.contains(&column.target) {
            let name = column.header.chars().take(60).collect();
            column.target = super::Target::Field(zone::Field::Custom(name));
            column.confidence = 40;
            column.basis = Some(Basis::Own);
            column.unit = None;
        }
    }
}

fn as_remembered(
    own: &ColumnMapping,
    column: &ColumnMapping,
    basis: Basis,
    confidence: u8,
) -> ColumnMapping {
    // A year in the header is the file's own: the plan of 2027 is not that of 2026.
    let by_year = |target: &super::Target| {
        matches!(
            target,
            super::Target::Field(zone::Field::YearPlan(_) | zone::Field::MonthPlan(..))
        )
    };
    let target = if by_year(&own.target) && by_year(&column.target) {
        column.target.clone()
    } else {
        own.target.clone()
    };
    ColumnMapping {
        column: column.column.clone(),
        header: column.header.clone(),
        part: column.part,
        unit: own.unit.clone().or_else(|| column.unit.clone()),
        date_order: column.date_order.or(own.date_order),
        unreadable: own.unreadable,
        target,
        confidence,
        basis: Some(basis),
    }
}

/// From this on two headers are taken for one column that was renamed.
const RENAMED_FROM: usize = 60;

/// How much alike two columns are, from 0 to 100: what they hold, their letters, their place.
fn resemblance(own: &ColumnMapping, column: &ColumnMapping) -> usize {
    if is_around(own) || is_around(column) || own.part != column.part {
        return 0;
    }
    let kinds = (column::kind(&own.target), column::kind(&column.target));
    let letters = shared_letters(&header::plain(&own.header), &header::plain(&column.header));
    let same_target = own.target == column.target && own.target != super::Target::Ignore;
    let same_place = own.column == column.column;
    let same_kind = kinds.0 == kinds.1;
    letters / 2
        + if same_target { 45 } else { 0 }
        + if same_place && same_kind { 25 } else { 0 }
        + if same_kind { 5 } else { 0 }
}

/// Share of pairs of neighbouring letters that two texts have in common, in percent (Dice).
fn shared_letters(one: &str, other: &str) -> usize {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (one, mut other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    let mut common = 0_usize;
    for pair in one {
        if let Some(at) = other.iter().position(|own| *own == pair) {
            other.swap_remove(at);
            common += 1;
        }
    }
    (common * 200).checked_div(all).unwrap_or(0)
}
