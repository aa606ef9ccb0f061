//! `.rcp`: bare numbers, wherever lines break.

use super::problem::{Kind, Problem};
use solve::project::{Activity, Link, Project, Resource};

/// Numbers with their lines, read one after another.
struct Numbers<'a> {
    words: std::iter::Peekable<Box<dyn Iterator<Item = (usize, &'a str)> + 'a>>,
    line: usize,
}

impl<'a> Numbers<'a> {
    fn new(text: &'a str) -> Numbers<'a> {
        let lines = text.lines().enumerate();
        let words =
            lines.flat_map(|(at, line)| line.split_whitespace().map(move |word| (at + 1, word)));
        let words: Box<dyn Iterator<Item = (usize, &'a str)> + 'a> = Box::new(words);
        Numbers {
            words: words.peekable(),
            line: 1,
        }
    }

    fn next(&mut self, most: usize) -> Result<usize, Vec<Problem>> {
        let Some((line, word)) = self.words.next() else {
            return Err(vec![Problem::new(self.line, Kind::CutOff)]);
        };
        self.line = line;
        let number = word.parse().ok().filter(|number| *number <= most);
        number.ok_or_else(|| vec![Problem::new(line, Kind::NotANumber(word.to_owned()))])
    }
}

/// Most activities and resources announced; memory is taken by what is there, not by what a
/// file says.
const COUNT_MAX: usize = 1_000_000;

pub(super) fn read(text: &str) -> Result<Project, Vec<Problem>> {
    let mut numbers = Numbers::new(text);
    let count = numbers.next(COUNT_MAX)?;
    let resources = numbers.next(4096)?;
    let mut project = Project::default();
    for at in 0..resources {
        let units = numbers.next(i32::MAX as usize)? as u32;
        project
            .resources
            .push(Resource::constant(&format!("R{}", at + 1), units));
    }
    let mut problems = Vec::new();
    for at in 0..count {
        let duration = numbers.next(i32::MAX as usize)? as i32;
        let mut needs = Vec::new();
        for resource in 0..resources {
            let units = numbers.next(i32::MAX as usize)? as u32;
            if units > 0 {
                needs.push((resource, units));
            }
        }
        for _ in 0..numbers.next(COUNT_MAX)? {
            let to = numbers.next(i32::MAX as usize)?;
            if (1..=count).contains(&to) {
                project.links.push(Link::finish_to_start(at, to - 1));
            } else {
                problems.push(Problem::new(numbers.line, Kind::Activity(to.to_string())));
            }
        }
        project.activities.push(Activity {
            key: (at + 1).to_string(),
            duration,
            needs,
            ..Activity::default()
        });
    }
    if let Some((line, _)) = numbers.words.next() {
        problems.push(Problem::new(line, Kind::Surplus));
    }
    if problems.is_empty() {
        Ok(project)
    } else {
        Err(problems)
    }
}
