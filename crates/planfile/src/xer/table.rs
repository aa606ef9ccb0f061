//! The tables of a XER file, as borrowed text.

use crate::limits::FIELDS_MAX;
use crate::plan::Tally;
use crate::problem::{Place, Problem, Problems, Refusal};
use std::collections::{BTreeMap, HashMap};

/// The tables that are read, and the columns of each.
pub(super) const KNOWN: [(&str, &[&str]); 9] = [
    (
        "PROJECT",
        &[
            "proj_id",
            "clndr_id",
            "plan_start_date",
            "last_recalc_date",
            "plan_end_date",
            "proj_short_name",
        ],
    ),
    (
        "CALENDAR",
        &["clndr_id", "clndr_name", "base_clndr_id", "clndr_data"],
    ),
    (
        "SCHEDOPTIONS",
        &[
            "sched_retained_logic",
            "sched_progress_override",
            "sched_calendar_on_relationship_lag",
            "sched_use_expect_end_flag",
            "sched_lag_early_start_flag",
        ],
    ),
    ("RSRC", &["rsrc_id", "rsrc_name", "rsrc_type", "clndr_id"]),
    ("RSRCRATE", &["rsrc_id", "max_qty_per_hr"]),
    ("PROJWBS", &["wbs_id", "parent_wbs_id"]),
    ("TASK", &super::activities::COLUMNS),
    (
        "TASKPRED",
        &[
            "proj_id",
            "pred_proj_id",
            "task_id",
            "pred_task_id",
            "pred_type",
            "lag_hr_cnt",
        ],
    ),
    (
        "TASKRSRC",
        &["task_id", "rsrc_id", "target_qty_per_hr", "target_qty"],
    ),
];

/// All tables of a file.
#[derive(Debug, Default)]
pub(super) struct Tables<'a> {
    pub(super) all: BTreeMap<String, Table<'a>>,
}

/// One table.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    pub(super) name: &'a str,
    columns: HashMap<&'a str, usize>,
    pub(super) rows: Vec<Row<'a>>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) line: u32,
    fields: Vec<&'a str>,
}

impl<'a> Table<'a> {
    /// A field; empty if the table or the row does not have it.
    pub(super) fn get(&self, row: &Row<'a>, column: &str) -> &'a str {
        let at = self.columns.get(column);
        at.and_then(|at| row.fields.get(*at))
            .copied()
            .unwrap_or("")
            .trim()
    }

    pub(super) fn place(&self, row: &Row<'_>, column: &str) -> Place {
        Place::at(row.line, format!("{}.{column}", self.name))
    }
}

impl Tables<'_> {
    /// Counts the filled fields of columns that nobody reads.
    pub(super) fn count_columns(&self, unused: &mut Tally) {
        for (name, known) in KNOWN {
            let Some(table) = self.all.get(name) else {
                continue;
            };
            let mut columns: Vec<_> = table.columns.iter().collect();
            columns.sort_unstable();
            for (column, at) in columns {
                if known.contains(column) {
                    continue;
                }
                let kind = format!("{name}.{column}");
                for row in &table.rows {
                    if row
                        .fields
                        .get(*at)
                        .is_some_and(|field| !field.trim().is_empty())
                    {
                        unused.add(&kind, || Place::line(row.line));
                    }
                }
            }
        }
    }
}

/// Splits a file into its tables.
pub(super) fn split<'a>(text: &'a str, problems: &mut Problems) -> Result<Tables<'a>, Refusal> {
    let mut tables = Tables::default();
    let mut current: Option<(&'a str, Table<'a>)> = None;
    let (mut ended, mut last) = (false, 0);
    for (line, number) in text.lines().zip(1u32..) {
        last = number;
        let line = line.trim_end_matches('\r');
        let mut fields = line.split('\t');
        match fields.next().unwrap_or("") {
            "%T" => {
                close(&mut tables, current.take());
                let name = fields.next().unwrap_or("").trim();
                let table = Table {
                    name,
                    ..Table::default()
                };
                current = Some((name, table));
            }
            "%F" => {
                if let Some((_, table)) = &mut current {
                    table.columns = fields.map(str::trim).zip(0..).take(FIELDS_MAX).collect();
                }
            }
            "%R" => {
                let Some((name, table)) = &mut current else {
                    continue;
                };
                let fields: Vec<&str> = fields.take(FIELDS_MAX + 1).collect();
                // Trailing empty fields may be left out; more than there are columns cannot be.
                let filled = fields.iter().rposition(|field| !field.is_empty());
                if filled.is_some_and(|last| last >= table.columns.len()) {
                    problems.push(Problem::new(
                        "planfile/fields",
                        Place::at(number, *name),
                        (
                            format!(
                                "有 {} 栏，表头只有 {} 栏",
                                fields.len(),
                                table.columns.len()
                            ),
                            format!(
                                "has {} fields, and the header {}",
                                fields.len(),
                                table.columns.len()
                            ),
                        ),
                        ("请重新导出这个文件", "export the file again"),
                    ));
                    continue;
                }
                table.rows.push(Row {
                    line: number,
                    fields,
                });
            }
            "%E" => ended = true,
            // The header, and lines of a text that was broken over several.
            _ => (),
        }
    }
    close(&mut tables, current);
    if !ended {
        return Err(Problem::cut_off(Place::line(last)).into());
    }
    Ok(tables)
}

/// A table may come in several parts with the same header.
fn close<'a>(tables: &mut Tables<'a>, table: Option<(&'a str, Table<'a>)>) {
    let Some((name, table)) = table else {
        return;
    };
    match tables.all.get_mut(name) {
        Some(known) if known.columns == table.columns => known.rows.extend(table.rows),
        _ => {
            tables.all.insert(name.to_owned(), table);
        }
    }
}
