//! `.sm`: labelled sections.

use super::problem::{Kind, Problem};
use solve::project::{Activity, Link, Project, Resource};

/// The rows of a section: lines of numbers after its heading.
struct Section<'a> {
    line: usize,
    rows: Vec<(usize, &'a str)>,
}

pub(super) fn read(text: &str) -> Result<Project, Vec<Problem>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut problems = Vec::new();
    let count = field(&lines, "jobs (incl. supersource/sink )", &mut problems);
    let renewable = field(&lines, "- renewable", &mut problems);
    for (label, what) in [
        ("- nonrenewable", "nonrenewable resources"),
        ("- doubly constrained", "doubly constrained resources"),
    ] {
        if let Some((line, 1..)) = find(&lines, label) {
            problems.push(Problem::new(line, Kind::NotSupported(what)));
        }
    }
    if let Some((line, 2..)) = find(&lines, "projects") {
        problems.push(Problem::new(line, Kind::NotSupported("several projects")));
    }
    let links = section(&lines, "PRECEDENCE RELATIONS:", &mut problems);
    let needs = section(&lines, "REQUESTS/DURATIONS:", &mut problems);
    let units = section(&lines, "RESOURCEAVAILABILITIES:", &mut problems);
    let (Some(count), Some(renewable), Some(links), Some(needs), Some(units)) =
        (count, renewable, links, needs, units)
    else {
        return Err(problems);
    };
    let mut project = Project::default();
    read_needs(&needs, count, renewable, &mut project, &mut problems);
    read_links(&links, count, &mut project, &mut problems);
    read_units(&units, renewable, &mut project, &mut problems);
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() {
        Ok(project)
    } else {
        Err(problems)
    }
}

/// The line and number of `label : number`.
fn find(lines: &[&str], label: &str) -> Option<(usize, usize)> {
    lines.iter().enumerate().find_map(|(at, line)| {
        let rest = line
            .trim_start()
            .strip_prefix(label)?
            .trim_start()
            .strip_prefix(':')?;
        let word = rest.split_whitespace().next()?;
        Some((at + 1, word.parse().ok()?))
    })
}

fn field(lines: &[&str], label: &'static str, problems: &mut Vec<Problem>) -> Option<usize> {
    let found = find(lines, label).map(|found| found.1);
    if found.is_none() {
        problems.push(Problem::new(1, Kind::Missing(label)));
    }
    found
}

/// A section: its heading, a line of column names, perhaps dashes, then rows up to the stars.
fn section<'a>(
    lines: &[&'a str],
    heading: &'static str,
    problems: &mut Vec<Problem>,
) -> Option<Section<'a>> {
    let Some(at) = lines.iter().position(|line| line.trim() == heading) else {
        problems.push(Problem::new(lines.len().max(1), Kind::Missing(heading)));
        return None;
    };
    let body = lines.iter().enumerate().skip(at + 2);
    let body = body.take_while(|(_, line)| !line.starts_with('*'));
    let rows = body.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('-'));
    let rows = rows.map(|(at, line)| (at + 1, *line)).collect();
    Some(Section { line: at + 1, rows })
}

/// The numbers of a row; a word that is none is a problem and ends the row.
fn numbers(line: usize, row: &str, problems: &mut Vec<Problem>) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for word in row.split_whitespace() {
        match word
            .parse::<usize>()
            .ok()
            .filter(|number| *number <= i32::MAX as usize)
        {
            Some(number) => numbers.push(number),
            None => {
                problems.push(Problem::new(line, Kind::NotANumber(word.to_owned())));
                return None;
            }
        }
    }
    Some(numbers)
}

fn counted(
    line: usize,
    what: &'static str,
    expected: usize,
    found: usize,
    problems: &mut Vec<Problem>,
) -> bool {
    if expected != found {
        problems.push(Problem::new(
            line,
            Kind::Count {
                what,
                expected,
                found,
            },
        ));
    }
    expected == found
}

fn read_needs(
    section: &Section<'_>,
    count: usize,
    renewable: usize,
    project: &mut Project,
    problems: &mut Vec<Problem>,
) {
    counted(
        section.line,
        "rows of durations",
        count,
        section.rows.len(),
        problems,
    );
    for (at, (line, row)) in section.rows.iter().enumerate() {
        let Some(numbers) = numbers(*line, row, problems) else {
            continue;
        };
        if !counted(*line, "numbers", renewable + 3, numbers.len(), problems) {
            continue;
        }
        if numbers[0] != at + 1 {
            problems.push(Problem::new(*line, Kind::Activity(numbers[0].to_string())));
        }
        if numbers[1] != 1 {
            problems.push(Problem::new(*line, Kind::NotSupported("several modes")));
        }
        let needs = numbers[3..].iter().enumerate().filter(|need| *need.1 > 0);
        project.activities.push(Activity {
            key: numbers[0].to_string(),
            duration: numbers[2] as i32,
            needs: needs
                .map(|(resource, units)| (resource, *units as u32))
                .collect(),
            ..Activity::default()
        });
    }
}

fn read_links(
    section: &Section<'_>,
    count: usize,
    project: &mut Project,
    problems: &mut Vec<Problem>,
) {
    counted(
        section.line,
        "rows of links",
        count,
        section.rows.len(),
        problems,
    );
    for (at, (line, row)) in section.rows.iter().enumerate() {
        let Some(numbers) = numbers(*line, row, problems) else {
            continue;
        };
        let [from, modes, successors, to @ ..] = numbers.as_slice() else {
            counted(*line, "numbers", 3, numbers.len(), problems);
            continue;
        };
        if *from != at + 1 {
            problems.push(Problem::new(*line, Kind::Activity(from.to_string())));
            continue;
        }
        if *modes != 1 {
            problems.push(Problem::new(*line, Kind::NotSupported("several modes")));
        }
        counted(*line, "successors", *successors, to.len(), problems);
        for to in to {
            if (1..=count).contains(to) {
                project.links.push(Link::finish_to_start(at, to - 1));
            } else {
                problems.push(Problem::new(*line, Kind::Activity(to.to_string())));
            }
        }
    }
}

fn read_units(
    section: &Section<'_>,
    renewable: usize,
    project: &mut Project,
    problems: &mut Vec<Problem>,
) {
    let Some((line, row)) = section.rows.first() else {
        problems.push(Problem::new(section.line, Kind::CutOff));
        return;
    };
    let Some(numbers) = numbers(*line, row, problems) else {
        return;
    };
    counted(*line, "resource limits", renewable, numbers.len(), problems);
    for (at, units) in numbers.iter().enumerate() {
        project
            .resources
            .push(Resource::constant(&format!("R{}", at + 1), *units as u32));
    }
}
