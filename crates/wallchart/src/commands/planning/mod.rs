//! The commands that take a schedule file of any format: worked out, worked back, judged,
//! simulated, written.

pub(super) mod backward;
pub(super) mod convert;
pub(super) mod cpm;
pub(super) mod judge;
pub(super) mod limited;
pub(super) mod risk;
mod risk_file;
mod within;

use std::path::Path;

use jiff::civil::{Date, DateTime};
use planfile::Plan;
use schedule::{Minute, Network, NetworkBuilder};
use serde::Serialize;
use zone::{Refusal, Words};

use crate::failure::{Failure, file_fault};

/// A file read and made a network of.
pub(super) struct Loaded {
    pub(super) plan: Plan,
    pub(super) builder: NetworkBuilder,
    pub(super) network: Network,
}

/// Content that was read past.
#[derive(Serialize)]
pub(super) struct Unused {
    kind: String,
    count: usize,
    first_line: u32,
}

pub(super) fn unused(plan: &Plan) -> Vec<Unused> {
    let all = plan.unused.iter();
    all.map(|unused| Unused {
        kind: unused.kind.clone(),
        count: unused.count,
        first_line: unused.first.line,
    })
    .collect()
}

/// Reads a file without making a network of it.
pub(super) fn read(path: &Path) -> Result<Plan, Failure> {
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') {
        return super::network::plan(path, &bytes);
    }
    planfile::read(&bytes).map_err(|refusal| refused(&refusal))
}

/// Reads a file and builds its network, from another data date if one is given.
pub(super) fn load(path: &Path, data_date: Option<Date>) -> Result<Loaded, Failure> {
    let mut plan = read(path)?;
    if let Some(date) = data_date {
        plan.data_date = Some(Minute::start_of(date));
    }
    let (builder, network) = plan.build().map_err(|refusal| refused(&refusal))?;
    Ok(Loaded {
        plan,
        builder,
        network,
    })
}

fn refused(refusal: &planfile::Refusal) -> Failure {
    let problems = refusal.problems.iter().map(|problem| {
        Refusal::new(
            problem.code,
            Words::new(problem.message_zh(), problem.message_en()),
            Words::new(problem.remedy_zh(), problem.remedy_en()),
        )
    });
    let mut problems: Vec<Refusal> = problems.collect();
    if refusal.left_out > 0 {
        let more = refusal.left_out;
        problems.push(Refusal::new(
            "planfile/more",
            Words::new(format!("另有 {more} 处问题"), format!("and {more} more")),
            Words::new("先改正以上各处", "mend these first"),
        ));
    }
    Failure::from(problems)
}

/// A moment as the documents write it: `2026-03-02T08:00`.
pub(super) fn shown(at: Minute) -> String {
    let of_day = at.of_day();
    format!("{}T{:02}:{:02}", at.date(), of_day / 60, of_day % 60)
}

/// A moment as documents write it; a bare date is its first minute.
pub(super) fn parse(text: &str) -> Option<Minute> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>()
        && text.len() <= 10
    {
        return Some(Minute::start_of(date));
    }
    let moment: DateTime = text.replace(' ', "T").parse().ok()?;
    Some(Minute::from_datetime(moment))
}
