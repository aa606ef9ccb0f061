//! The file that says what is uncertain about a plan: read, names looked up, units brought to those
//! of the engine.

use std::collections::HashMap;
use std::path::Path;

use planfile::Plan;
use schedule::ActivityId;
use schedule::risk::{RiskEvent, Risks, Shape, SharedDriver, Spread, Uncertainty};
use serde::Deserialize;
use zone::{Refusal, Words};

use super::Loaded;
use crate::failure::{Failure, file_fault};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RiskFile {
    usual: Option<Points>,
    #[serde(default)]
    activities: Vec<OwnEntry>,
    #[serde(default)]
    drivers: Vec<DriverEntry>,
    #[serde(default)]
    events: Vec<EventEntry>,
    #[serde(default)]
    watch: Vec<String>,
}

/// Three points in days or percent, or past ratios.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Points {
    #[serde(default)]
    shape: ShapeName,
    least_days: Option<f64>,
    likely_days: Option<f64>,
    most_days: Option<f64>,
    least_percent: Option<f64>,
    likely_percent: Option<f64>,
    most_percent: Option<f64>,
    history_percent: Option<Vec<f64>>,
    #[serde(default)]
    from_finished: bool,
}

#[derive(Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ShapeName {
    #[default]
    Triangle,
    Pert,
    Uniform,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnEntry {
    activity: String,
    spread: Points,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DriverEntry {
    key: String,
    #[serde(default = "always")]
    probability_percent: f64,
    factor: Points,
    activities: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventEntry {
    key: String,
    #[serde(default = "always")]
    probability_percent: f64,
    delay: Points,
    activities: Vec<String>,
}

fn always() -> f64 {
    100.0
}

/// Reads the file.
pub(super) fn read(path: &Path) -> Result<RiskFile, Failure> {
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let path = path.display();
        Failure::refused(
            "cli/risk-file",
            Words::new(
                format!("{path} 不是风险文件：{error}"),
                format!("{path} is no file of risks: {error}"),
            ),
            Words::new(
                "格式见 wallchart schedule risk --help",
                "see the shape in `wallchart schedule risk --help`",
            ),
        )
    })
}

/// What the engine is to know, and how the usual spread is said in words.
pub(super) fn risks(
    file: &RiskFile,
    loaded: &Loaded,
    watch: &[String],
) -> Result<(Risks, Words), Failure> {
    let mut names = Names::new(&loaded.plan);
    let past = Risks::history(&loaded.network, loaded.builder.activities());
    let mut reader = Reader {
        loaded,
        past: &past,
        problems: Vec::new(),
    };
    let usual = match &file.usual {
        Some(points) => reader.uncertainty("usual", points, None),
        None => Uncertainty::Share(Risks::USUAL),
    };
    let words = words(&usual, past.len());
    let own = file.activities.iter().filter_map(|entry| {
        let id = names.find(&entry.activity)?;
        let spread = reader.uncertainty(&entry.activity, &entry.spread, Some(id));
        Some((id, spread))
    });
    let own = own.collect();
    let drivers = file.drivers.iter().map(|entry| SharedDriver {
        key: entry.key.clone(),
        probability: basis_points(entry.probability_percent) as u32,
        factor: reader.uncertainty(&entry.key, &entry.factor, None),
        activities: names.find_all(&entry.activities),
    });
    let drivers = drivers.collect();
    let events = file.events.iter().map(|entry| RiskEvent {
        key: entry.key.clone(),
        probability: basis_points(entry.probability_percent) as u32,
        delay: reader.delay(&entry.key, &entry.delay),
        activities: names.find_all(&entry.activities),
    });
    let events = events.collect();
    let mut watched = names.find_all(&file.watch);
    watched.extend(names.find_all(watch));
    watched.dedup();
    let mut problems = reader.problems;
    problems.append(&mut names.problems);
    if !problems.is_empty() {
        return Err(Failure::from(problems));
    }
    let risks = Risks {
        usual,
        own,
        drivers,
        events,
        watched,
    };
    Ok((risks, words))
}

fn words(usual: &Uncertainty, past: usize) -> Words {
    match usual {
        Uncertainty::Share(spread) => {
            let [least, likely, most] =
                [spread.least, spread.likely, spread.most].map(|of| of as f64 / 100.0);
            let (zh, en) = match spread.shape {
                Shape::Triangle => ("三角分布", "triangle"),
                Shape::Pert => ("PERT 分布", "PERT"),
                Shape::Uniform => ("均匀分布", "uniform"),
            };
            Words::new(
                format!("{zh}，计划工期的 {least}%、{likely}%、{most}%"),
                format!("{en}, {least} %, {likely} %, {most} % of the planned duration"),
            )
        }
        Uncertainty::History(_) => Words::new(
            format!("历史比值（本文件已完成 {past} 道）"),
            format!("past ratios ({past} finished in this file)"),
        ),
        _ => Words::new("按计划", "as planned"),
    }
}

/// Percent in basis points; what is no number becomes one that is refused later.
fn basis_points(percent: f64) -> i64 {
    let points = (percent * 100.0).round();
    if (0.0..1e9).contains(&points) {
        points as i64
    } else {
        1_000_000_000
    }
}

struct Reader<'a> {
    loaded: &'a Loaded,
    past: &'a [i64],
    problems: Vec<Refusal>,
}

impl Reader<'_> {
    fn uncertainty(&mut self, of: &str, points: &Points, id: Option<ActivityId>) -> Uncertainty {
        if points.from_finished {
            if self.past.is_empty() {
                self.problems.push(Refusal::new(
                    "cli/risk-history",
                    Words::new(
                        format!("{of}：文件中没有可作历史依据的已完成工序"),
                        format!("{of}: the file holds no finished activity to learn from"),
                    ),
                    Words::new(
                        "给出三点估计，或 history_percent",
                        "give three points, or history_percent",
                    ),
                ));
            }
            return Uncertainty::History(self.past.into());
        }
        if let Some(ratios) = &points.history_percent {
            return Uncertainty::History(ratios.iter().map(|of| basis_points(*of)).collect());
        }
        let percent = [
            points.least_percent,
            points.likely_percent,
            points.most_percent,
        ];
        let days = [points.least_days, points.likely_days, points.most_days];
        if let [Some(least), Some(likely), Some(most)] = percent
            && days == [None; 3]
        {
            return Uncertainty::Share(spread(points.shape, [least, likely, most], 100.0));
        }
        if let ([Some(least), Some(likely), Some(most)], Some(id)) = (days, id)
            && percent == [None; 3]
        {
            let activity = &self.loaded.plan.activities[id.0 as usize].activity;
            let day = self.loaded.builder.days(activity.calendar, 1) as f64;
            return Uncertainty::Minutes(spread(points.shape, [least, likely, most], day));
        }
        self.incomplete(of, id.is_some());
        Uncertainty::Planned
    }

    /// Hundredths of working days.
    fn delay(&mut self, of: &str, points: &Points) -> Spread {
        if let [Some(least), Some(likely), Some(most)] =
            [points.least_days, points.likely_days, points.most_days]
        {
            return spread(points.shape, [least, likely, most], 100.0);
        }
        self.incomplete(of, true);
        Spread::exactly(0)
    }

    fn incomplete(&mut self, of: &str, days: bool) {
        let unit = if days { "days" } else { "percent" };
        self.problems.push(Refusal::new(
            "cli/risk-points",
            Words::new(
                format!("{of}：三点估计不全，或单位不一致"),
                format!("{of}: three points are not all there, or not in one unit"),
            ),
            Words::new(
                format!("写全 least_{unit}、likely_{unit}、most_{unit}"),
                format!("give least_{unit}, likely_{unit} and most_{unit}"),
            ),
        ));
    }
}

/// Three numbers in units; what is no number becomes one that is refused later.
fn spread(shape: ShapeName, points: [f64; 3], unit: f64) -> Spread {
    let whole = |point: f64| {
        let units = (point * unit).round();
        if (0.0..1e12).contains(&units) {
            units as i64
        } else {
            -1
        }
    };
    let [least, likely, most] = points.map(whole);
    Spread {
        shape: match shape {
            ShapeName::Triangle => Shape::Triangle,
            ShapeName::Pert => Shape::Pert,
            ShapeName::Uniform => Shape::Uniform,
        },
        least,
        likely,
        most,
    }
}

/// Activities by code, key or name, as people write them.
struct Names<'a> {
    known: HashMap<&'a str, ActivityId>,
    problems: Vec<Refusal>,
}

impl<'a> Names<'a> {
    fn new(plan: &'a Plan) -> Names<'a> {
        let mut known = HashMap::new();
        let kinds: [fn(&planfile::Row) -> &str; 3] =
            [|row| &row.name, |row| &row.key, |row| &row.code];
        // Codes last: they win where a name or key reads the same.
        for kind in kinds {
            for (at, row) in plan.activities.iter().enumerate().rev() {
                known.insert(kind(row), ActivityId(at as u32));
            }
        }
        Names {
            known,
            problems: Vec::new(),
        }
    }

    fn find(&mut self, wanted: &str) -> Option<ActivityId> {
        let found = self.known.get(wanted).copied();
        if found.is_none() {
            self.problems.push(Refusal::new(
                "cli/no-activity",
                Words::new(
                    format!("文件中没有工序“{wanted}”"),
                    format!("the file has no activity {wanted:?}"),
                ),
                Words::new(
                    "写它的编号、代码或名称，与文件一致",
                    "give its key, code or name as in the file",
                ),
            ));
        }
        found
    }

    fn find_all(&mut self, wanted: &[String]) -> Vec<ActivityId> {
        wanted
            .iter()
            .filter_map(|wanted| self.find(wanted))
            .collect()
    }
}
