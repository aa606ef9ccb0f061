//! What needs attention in a project, most urgent first.

use super::Looking;
use super::wall::{GateMark, GateState, Need, NeedKind};
use crate::figures::{Figures, days_between};
use crate::problem::Severity;
use crate::project::Project;
use crate::state::Zone;
use crate::{Lang, Words, labels};

/// What needs attention in a project on the date looked at.
pub fn of(
    zone: &Zone,
    looking: Looking<'_>,
    project: &Project,
    figures: &Figures,
    gates: &[GateMark],
) -> Vec<Need> {
    // What has finished, rests or has ended waits for nobody.
    if figures.dates.actual_finish.is_some() || project.standing(figures.on).is_some() {
        return Vec::new();
    }
    let mut needs = Vec::new();
    needs.extend(problems(zone, looking, project));
    needs.extend(delay(figures));
    needs.extend(last_moment(project, figures));
    needs.extend(late_gates(figures, gates));
    needs.extend(money(zone, figures));
    needs.sort_by_key(|need| (need.kind, std::cmp::Reverse(need.days)));
    needs
}

fn problems(zone: &Zone, looking: Looking<'_>, project: &Project) -> Vec<Need> {
    let open = project
        .problems
        .iter()
        .filter_map(|id| zone.problems.get(id));
    open.filter(|problem| problem.is_open(looking.true_on))
        .map(|problem| {
            let what = looking.texts.find(problem.description);
            let word = match problem.severity {
                Severity::Minor => Words::new("一般问题", "minor"),
                Severity::Serious => Words::new("较重问题", "serious"),
                Severity::Blocking => Words::new("重大问题", "blocking"),
            };
            let days = i32::try_from(problem.delay_days).unwrap_or(i32::MAX);
            let text = Words::new(
                format!("{}·{}：{}", problem.kind, word.zh, what.shown(Lang::Zh)),
                format!("{} ({}): {}", problem.kind, word.en, what.shown(Lang::En)),
            );
            Need {
                kind: NeedKind::Problem,
                text,
                days,
            }
        })
        .collect()
}

fn delay(figures: &Figures) -> Option<Need> {
    let days = figures.delay_days().filter(|days| *days > 0)?;
    let finish = figures.forecast_finish()?;
    let text = Words::new(
        format!("预计 {finish} 竣工，晚 {days} 天"),
        format!("forecast finish {finish}, {days} days late"),
    );
    Some(Need {
        kind: NeedKind::Delay,
        text,
        days,
    })
}

fn last_moment(project: &Project, figures: &Figures) -> Option<Need> {
    let scheduled = figures.scheduled.as_ref()?;
    let late = scheduled.late_working_days.filter(|late| *late > 0)?;
    let at = scheduled.next?;
    let step = project.plan(figures.on)?.steps.get(at)?;
    let moment = scheduled.steps.get(at)?.late_start;
    let name = &step.name;
    // As things go it will be late, or it should have begun already.
    let text = if figures.on < moment {
        Words::new(
            format!("“{name}”最迟 {moment} 应启动，按目前进度将晚 {late} 个工作日"),
            format!("{name:?} must start by {moment}: it will be {late} working days late"),
        )
    } else {
        Words::new(
            format!("“{name}”最迟 {moment} 应启动，已晚 {late} 个工作日"),
            format!("{name:?} had to start by {moment}: {late} working days late"),
        )
    };
    let days = i32::try_from(late).unwrap_or(i32::MAX);
    Some(Need {
        kind: NeedKind::LastMoment,
        text,
        days,
    })
}

fn late_gates(figures: &Figures, gates: &[GateMark]) -> Option<Need> {
    let late = gates.iter().filter(|gate| gate.state == GateState::Late);
    let gate = late.min_by_key(|gate| gate.date)?;
    let days = days_between(gate.date, figures.on);
    let text = Words::new(
        format!("节点“{}”应于 {} 完成，已过 {days} 天", gate.name, gate.date),
        format!(
            "gate {:?} was due {}, {days} days ago",
            gate.name, gate.date
        ),
    );
    Some(Need {
        kind: NeedKind::Gate,
        text,
        days,
    })
}

fn money(zone: &Zone, figures: &Figures) -> Option<Need> {
    let (planned, done) = (figures.planned_ytd?, figures.reported_ytd?);
    // A shortfall under a tenth of the plan to date is noise of the month.
    let short = planned - done;
    if short.0 <= planned.0 / 10 {
        return None;
    }
    let short = labels::money_rounded(zone, short);
    let text = Words::new(
        format!("投资较计划少 {}", short.zh),
        format!("investment {} behind plan", short.en),
    );
    Some(Need {
        kind: NeedKind::Money,
        text,
        days: 0,
    })
}
