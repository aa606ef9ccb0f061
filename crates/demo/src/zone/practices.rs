//! Practices written from solved problems: published, one returned, one that waits, some used.
//!
//! Promises: there is a practice for each usual kind of problem of which one was solved, and of
//! those that were met again one that was used.

use jiff::civil::Date;
use zone::command::Command;
use zone::practice::command::{PracticeAct, PracticeCommand, PracticeDraft};
use zone::practice::{PracticeSource, UsedFor};
use zone::problem::Problem;
use zone::{Actor, Field, PracticeId};

use super::dates::add_days;
use super::office::last;
use crate::Driver;

/// A practice of a kind of problem.
struct Script {
    kind: &'static str,
    /// Days ago it was submitted.
    ago: i64,
    title: &'static str,
    what: &'static str,
    outcome: &'static str,
    applies: &'static str,
    then: Then,
}

/// What became of it.
enum Then {
    /// Published, and used so many times where there are problems of its kind.
    Published(usize),
    Returned(&'static str),
    Waits,
}

const SCRIPTS: [Script; 6] = [
    Script {
        kind: "用地",
        ago: 150,
        title: "红线三方会商，土地报批一次补齐",
        what: "由自然资源分局牵头，项目单位、设计单位带图到现场，把红线、高压走廊和规划道路在一张图上对齐；\
            缺的材料当场列清单，先受理后补件，五个工作日内补齐。",
        outcome: "用地报批由平均 58 天减到 24 天，补正由三次减到一次。",
        applies: "红线与规划只差尺寸、不涉及规划调整的项目；涉及林地、基本农田指标的不适用。",
        then: Then::Published(2),
    },
    Script {
        kind: "审批",
        ago: 120,
        title: "施工图联审“一口受理、一次告知”",
        what: "行政审批局设联审专员，消防、人防、市政并联看图，意见汇总后一次告知；复审只看上次提出的意见。",
        outcome: "审图由 45 天减到 19 天，材料补正基本做到一次过。",
        applies: "图纸深度达到要求的房建和厂房项目。",
        then: Then::Published(1),
    },
    Script {
        kind: "资金",
        ago: 90,
        title: "工程款按月核对，工资专户先付",
        what: "财政、代建、施工三方每月 25 日核对产值，差额次月调整；农民工工资走专户先付，不因结算争议停付。",
        outcome: "连续六个月没有因欠付停工，班组人数稳定。",
        applies: "政府投资项目；社会投资项目可参照工资专户的做法。",
        then: Then::Published(0),
    },
    Script {
        kind: "用能",
        ago: 75,
        title: "临时用电先通，正式电源倒排增容",
        what: "供电中心按投产节点倒排变电站增容计划；调试期先用移动变和临时线路，正式供电方案同步审。",
        outcome: "设备调试提前 40 天开始，没有因等电窝工。",
        applies: "用电缺口在 2 千千伏安以内、周边有可接入电源点的项目。",
        then: Then::Published(1),
    },
    Script {
        kind: "征拆",
        ago: 40,
        title: "征拆协调要有耐心",
        what: "多做工作，加强沟通，做好解释。",
        outcome: "效果较好。",
        applies: "各类项目。",
        then: Then::Returned(
            "写具体：谁入户、用了什么政策、签约少了多少天；别的单位照着能做才算经验。",
        ),
    },
    Script {
        kind: "设计变更",
        ago: 6,
        title: "地质补勘前移，变更随图会审",
        what: "基础开挖前对软弱地层加密补勘，勘察、设计、施工同场看芯样；变更单与图纸会审一并签认，不再单独排队。",
        outcome: "两个标段少停工 16 天，返工量减少三成。",
        applies: "地质条件复杂、桩基础的厂房和管廊工程。",
        then: Then::Waits,
    },
];

/// Writes what was learnt from the problems solved by then.
pub(crate) fn write<D: Driver>(driver: &mut D, today: Date) -> Result<(), D::Error> {
    for script in &SCRIPTS {
        let planned = add_days(today, -script.ago);
        let early = solved(driver, script.kind, planned);
        let Some(source) = early.or_else(|| solved(driver, script.kind, today)) else {
            continue;
        };
        // Where the first of its kind was solved later, it is written a few days after.
        let over = source.resolved_on.unwrap_or(planned);
        let day = planned.max(add_days(over, 4)).min(today);
        let id = submit(driver, script, &source, day)?;
        let reviewed = add_days(day, 3).min(today);
        match script.then {
            Then::Published(times) => {
                act(driver, id, PracticeAct::Publish { note: None }, reviewed)?;
                let things = met(driver, script.kind, &source, reviewed, today);
                for (problem, on) in things.into_iter().take(times) {
                    let note = driver.seal("照此办理，请原单位派人到场一次。", &[]);
                    let used = PracticeCommand::Use {
                        id,
                        thing: UsedFor::Problem(problem),
                        note: Some(note),
                    };
                    run(driver, "clerk", on, used)?;
                }
            }
            Then::Returned(why) => {
                let reason = Some(driver.seal(why, &[]));
                act(driver, id, PracticeAct::Return { reason }, reviewed)?;
            }
            Then::Waits => {}
        }
    }
    Ok(())
}

/// The problem of a kind that was solved last before a day.
fn solved<D: Driver>(driver: &D, kind: &str, day: Date) -> Option<Problem> {
    let problems = driver.zone().problems.values();
    let over =
        problems.filter(|own| own.kind == kind && own.resolved_on.is_some_and(|on| on <= day));
    over.max_by_key(|own| (own.resolved_on, own.id)).cloned()
}

/// Other problems of a kind that stood at or after a day, with the day the practice was used.
fn met<D: Driver>(
    driver: &D,
    kind: &str,
    source: &Problem,
    from: Date,
    today: Date,
) -> Vec<(zone::ProblemId, Date)> {
    let problems = driver.zone().problems.values();
    let met = problems.filter(|own| {
        let stood = own.resolved_on.is_none_or(|on| on > from);
        own.kind == kind && own.id != source.id && stood
    });
    met.map(|own| (own.id, add_days(own.raised_on.max(from), 5).min(today)))
        .collect()
}

fn submit<D: Driver>(
    driver: &mut D,
    script: &Script,
    source: &Problem,
    day: Date,
) -> Result<PracticeId, D::Error> {
    let project = driver.zone().projects.get(&source.project).cloned();
    let level = project.as_ref().map(|own| own.handling_level(day));
    let stage = project
        .as_ref()
        .and_then(|own| own.text(&Field::Stage, source.raised_on).map(str::to_owned));
    let lead = project.as_ref().and_then(|own| own.lead_unit(day));
    let mut seal = |text: &str| Some(driver.seal(text, &[]));
    let draft = PracticeDraft {
        title: script.title.to_owned(),
        level: level.unwrap_or_default().max(zone::HandlingLevel::Internal),
        kinds: vec![script.kind.to_owned()],
        stages: stage.into_iter().collect(),
        what: seal(script.what),
        outcome: seal(script.outcome),
        applies: seal(script.applies),
    };
    let submitted = PracticeCommand::Submit {
        source: PracticeSource::Problem(source.id),
        unit: source.owner.or(lead).unwrap_or(zone::UnitId(1)),
        draft,
    };
    run(driver, "reporter", day, submitted)?;
    Ok(last(driver.zone().practices.keys()).unwrap_or(PracticeId(0)))
}

fn act<D: Driver>(
    driver: &mut D,
    id: PracticeId,
    act: PracticeAct,
    on: Date,
) -> Result<(), D::Error> {
    let version = driver
        .zone()
        .practices
        .get(&id)
        .map_or(0, |own| own.version);
    run(
        driver,
        "clerk",
        on,
        PracticeCommand::Move { id, version, act },
    )
}

/// As somebody of the office: who writes does not review.
fn run<D: Driver>(
    driver: &mut D,
    account: &str,
    on: Date,
    command: PracticeCommand,
) -> Result<(), D::Error> {
    let actor = Actor {
        account: account.to_owned(),
        ..Actor::program()
    };
    driver.run_as(&actor, on, Command::Practice(Box::new(command)))
}
