//! Why a file is refused, and where in it.
//!
//! Promises: a stable code, the place (line or element path), cause and remedy in Chinese and
//! English; a [`Refusal`] holds all problems found, up to a limit, and counts the rest.

use crate::limits::PROBLEMS_MAX;

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Line, from 1; 0 if the whole file is meant.
    pub line: u32,
    /// Path of the element, or table and column; may be empty.
    pub path: String,
}

impl Place {
    /// A line.
    pub fn line(line: u32) -> Place {
        Place {
            line,
            path: String::new(),
        }
    }

    /// A line and what stands there.
    pub fn at(line: u32, path: impl Into<String>) -> Place {
        Place {
            line,
            path: path.into(),
        }
    }

    fn words(&self) -> (String, String) {
        match (self.line, self.path.as_str()) {
            (0, "") => (String::new(), String::new()),
            (0, path) => (format!("{path}："), format!("{path}: ")),
            (line, "") => (format!("第 {line} 行："), format!("line {line}: ")),
            (line, path) => (
                format!("第 {line} 行 {path}："),
                format!("line {line}, {path}: "),
            ),
        }
    }
}

/// One reason to refuse a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, for programs and for looking up.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    zh: String,
    en: String,
    remedy_zh: String,
    remedy_en: String,
}

impl Problem {
    pub(crate) fn new(
        code: &'static str,
        place: Place,
        (zh, en): (impl Into<String>, impl Into<String>),
        (remedy_zh, remedy_en): (&str, &str),
    ) -> Problem {
        Problem {
            code,
            place,
            zh: zh.into(),
            en: en.into(),
            remedy_zh: remedy_zh.to_owned(),
            remedy_en: remedy_en.to_owned(),
        }
    }

    /// Place and cause, in Chinese.
    pub fn message_zh(&self) -> String {
        format!("{}{}", self.place.words().0, self.zh)
    }

    /// Place and cause, in English.
    pub fn message_en(&self) -> String {
        format!("{}{}", self.place.words().1, self.en)
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(&self) -> &str {
        &self.remedy_zh
    }

    /// What to do, in English.
    pub fn remedy_en(&self) -> &str {
        &self.remedy_en
    }

    /// A number, date or word that cannot be read.
    pub(crate) fn unreadable(place: Place, text: &str, zh: &str, en: &str) -> Problem {
        let shown = cut(text);
        Problem::new(
            "planfile/unreadable",
            place,
            (
                format!("“{shown}”不是{zh}"),
                format!("`{shown}` is not {en}"),
            ),
            ("请改正这一处", "correct this value"),
        )
    }

    /// The file ends too early.
    pub(crate) fn cut_off(place: Place) -> Problem {
        Problem::new(
            "planfile/cut-off",
            place,
            (
                "文件不完整，到这里中断",
                "the file ends here, in the middle",
            ),
            (
                "请重新导出或重新传送这个文件",
                "export or transfer the file again",
            ),
        )
    }

    /// A reference to something that is not there.
    pub(crate) fn to_nothing(place: Place, what: (&str, &str), key: &str) -> Problem {
        let key = cut(key);
        Problem::new(
            "planfile/link-to-nothing",
            place,
            (
                format!("指向不存在的{}“{key}”", what.0),
                format!("names the {} `{key}`, which does not exist", what.1),
            ),
            (
                "请在原软件中改正后重新导出",
                "mend it in the program it comes from and export again",
            ),
        )
    }

    /// Too much of something.
    pub(crate) fn too_large(place: Place, zh: &str, en: &str, limit: usize) -> Problem {
        Problem::new(
            "planfile/too-large",
            place,
            (
                format!("{zh}超过上限 {limit}"),
                format!("more {en} than the limit of {limit}"),
            ),
            ("请拆分文件", "split the file"),
        )
    }

    /// A network or calendar problem, at a place in the file.
    pub(crate) fn of_network(problem: &schedule::Problem, place: Place) -> Problem {
        Problem::new(
            problem.code(),
            place,
            (problem.message_zh(), problem.message_en()),
            (&problem.remedy_zh(), &problem.remedy_en()),
        )
    }

    pub(crate) fn of_calendar(problem: &calendar::Problem, place: Place) -> Problem {
        Problem::new(
            problem.code(),
            place,
            (problem.message_zh(), problem.message_en()),
            (&problem.remedy_zh(), &problem.remedy_en()),
        )
    }
}

/// The first few words of a text.
pub(crate) fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// All the reasons why a file is refused; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", join(.problems, *.left_out))]
pub struct Refusal {
    /// The problems, in the order of the file.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub left_out: usize,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        Refusal {
            problems: vec![problem],
            left_out: 0,
        }
    }
}

/// Collects problems.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    listed: Vec<Problem>,
    left_out: usize,
}

impl Problems {
    pub(crate) fn push(&mut self, problem: Problem) {
        if self.listed.len() < PROBLEMS_MAX {
            self.listed.push(problem);
        } else {
            self.left_out += 1;
        }
    }

    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.listed.is_empty() {
            return Ok(());
        }
        Err(Refusal {
            problems: self.listed,
            left_out: self.left_out,
        })
    }
}

fn join(problems: &[Problem], left_out: usize) -> String {
    let told: Vec<String> = problems.iter().map(Problem::message_en).collect();
    let more = if left_out > 0 {
        format!("; and {left_out} more")
    } else {
        String::new()
    };
    told.join("; ") + &more
}
