//! Recomputes schedule files and compares with the dates their own programs stored in them.
//!
//! `cargo run --release -p planfile --example truth -- FILE_OR_FOLDER... [--all]`
//!
//! One line a file: activities that hold stored dates, how many agree in every stored date and
//! float, and the exceptions grouped by what differs. `--all` lists every exception.
//!
//! An activity that nothing waits for may be late until the whole is over; P6 holds that for what
//! is finished too. Where a file says something else (Microsoft Project writes late dates of an
//! earlier state when it was not asked to calculate, P6 those of activities that were not
//! exported), its late dates cannot be those of its own plan: such activities are counted apart,
//! and judged by their early dates alone. Files without times of day are compared by days.
#![expect(clippy::disallowed_methods, reason = "a measurement reads files")]

use planfile::{Format, Plan, Row};
use schedule::{ActivityId, Kind, Minute, Network, Options, Schedule};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let all = words.iter().any(|word| word == "--all");
    let mut files: Vec<PathBuf> = Vec::new();
    for word in words.iter().filter(|word| !word.starts_with("--")) {
        let path = Path::new(word);
        match std::fs::read_dir(path) {
            Ok(entries) => files.extend(entries.flatten().map(|entry| entry.path())),
            Err(_) => files.push(path.to_path_buf()),
        }
    }
    files.sort();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(&file).unwrap_or_default();
        match planfile::read(&bytes) {
            Err(refusal) => println!("{name}: refused: {refusal}"),
            Ok(plan) => judge(&name, &plan, all),
        }
    }
}

fn judge(name: &str, plan: &Plan, all: bool) {
    let network = match plan.build() {
        Ok((_, network)) => network,
        Err(refusal) => return println!("{name}: refused: {refusal}"),
    };
    let options = Options {
        required: plan.required,
        data_date: None,
    };
    let schedule = network.schedule(&options);
    let (mut judged, mut matched, mut stale) = (0, 0, 0);
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut listed = Vec::new();
    for (row, id) in plan.activities.iter().zip((0..).map(ActivityId)) {
        let Some(mut differences) = compare(plan, row, &schedule, id) else {
            continue;
        };
        judged += 1;
        if !differences.is_empty() && is_stale(plan, row, &network, id) {
            stale += 1;
            differences.retain(|(what, _, _)| what.starts_with("early"));
        }
        if differences.is_empty() {
            matched += 1;
            continue;
        }
        let what: Vec<&str> = differences.iter().map(|d| d.0).collect();
        *groups.entry(what.join("+")).or_default() += 1;
        listed.push((row, differences));
    }
    let share = 100.0 * f64::from(matched) / f64::from(judged.max(1));
    println!(
        "{name}: {} activities, {} links, {judged} with stored dates, {matched} agree \
         ({share:.2}%)",
        plan.activities.len(),
        plan.links.len()
    );
    if stale > 0 {
        println!("    {stale:>5} of them by early dates alone: the late ones are not of this plan");
    }
    for (what, count) in groups {
        println!("    {count:>5} differ in {what}");
    }
    for (row, differences) in listed.into_iter().take(if all { usize::MAX } else { 0 }) {
        let told: Vec<String> = differences
            .iter()
            .map(|(what, stored, ours)| format!("{what} {stored} here {ours}"))
            .collect();
        println!(
            "      {} {:?}: {}",
            row.code,
            row.activity.kind,
            told.join("; ")
        );
    }
}

/// Whether the late finish that a file stores cannot be of the plan in the file: nothing waits for
/// the activity or bounds it, and yet it is not the last working moment of the whole.
fn is_stale(plan: &Plan, row: &Row, network: &Network, id: ActivityId) -> bool {
    let finishes = plan.activities.iter();
    let last = finishes.filter_map(|row| row.stored.early_finish.or(row.stored.finish));
    let (Some(last), Some(stored)) = (last.max(), row.stored.late_finish) else {
        return false;
    };
    let activity = &row.activity;
    let bounded = activity.start_not_later.is_some()
        || activity.finish_not_later.is_some()
        || activity.must_start.is_some()
        || activity.must_finish.is_some()
        || (activity.actual_finish.is_some() && plan.format != Format::Xer);
    let waited_for = plan.links.iter().any(|link| {
        let above = |of: ActivityId| plan.activities[of.0 as usize].activity.parent;
        let mut at = Some(id);
        while let Some(own) = at.filter(|own| *own != link.link.from) {
            at = above(own);
        }
        at.is_some()
    });
    let parts = plan
        .activities
        .iter()
        .any(|row| row.activity.parent == Some(id));
    let end = network.calendar_of(id).previous_working(last);
    plan.required.is_none() && !bounded && !waited_for && !parts && stored != end && stored != last
}

type Difference = (&'static str, String, String);

/// What differs; nothing if the file stores no dates of the activity, or it is not scheduled.
fn compare(plan: &Plan, row: &Row, schedule: &Schedule, id: ActivityId) -> Option<Vec<Difference>> {
    if row.manual {
        return None;
    }
    let ours = plan.shown(schedule, id);
    let stored = &row.stored;
    let mut out = Vec::new();
    let mut any = false;
    let mut date = |what, stored: Option<Minute>, ours: Option<Minute>| {
        if let (Some(stored), Some(ours)) = (stored, ours) {
            any = true;
            let same = if plan.days_only {
                stored.date() == ours.date()
            } else {
                stored == ours
            };
            if !same {
                out.push((what, stored.to_string(), ours.to_string()));
            }
        }
    };
    // Files without early dates hold the planned ones.
    let given = |early: Option<Minute>, planned| match plan.format {
        Format::Xer => early,
        _ => early.or(planned),
    };
    let start = given(stored.early_start, stored.start);
    let finish = given(stored.early_finish, stored.finish);
    date("early start", start, ours.early_start);
    date("early finish", finish, ours.early_finish);
    date("late start", stored.late_start, ours.late_start);
    date("late finish", stored.late_finish, ours.late_finish);
    if let (Some(stored), Some(ours)) = (stored.total_float, ours.total_float)
        && row.activity.kind != Kind::Summary
        && stored != ours
    {
        out.push(("total float", stored.to_string(), ours.to_string()));
    }
    any.then_some(out)
}
