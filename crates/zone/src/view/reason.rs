//! Why a light has its colour, in one line: the rule that decided and the figure it looked at.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::Figures;
use crate::project::Project;
use crate::rule::{Light, LightInputs, LightPart, Var, schema};
use crate::{Colour, Fen, Field, Words};

/// Why a light has its colour, in one line.
pub fn of(project: &Project, figures: &Figures, inputs: &LightInputs, light: &Light) -> Words {
    if let Some(exemption) = project.exemption(figures.on) {
        return Words::new(
            format!(
                "已批准暂停亮灯（{}，至 {}）",
                exemption.document, exemption.until
            ),
            format!(
                "suspended by approval ({}, until {})",
                exemption.document, exemption.until
            ),
        );
    }
    let decisive = light
        .parts
        .iter()
        .filter(|part| part.colour == Some(light.colour))
        .chain(
            light
                .parts
                .iter()
                .filter(|part| part.colour == Some(Colour::Grey)),
        )
        .next();
    match decisive {
        Some(part) if light.colour == Colour::Grey => unjudged(part, figures),
        Some(part) => decided(project, part, figures, inputs),
        None => Words::new("没有适用的规则", "no rule applies"),
    }
}

fn unjudged(part: &LightPart, figures: &Figures) -> Words {
    if let Some(failure) = &part.failure {
        return Words::new(
            format!("{}：{}", part.name.zh, failure.zh),
            format!("{}: {}", part.name.en, failure.en),
        );
    }
    // A share cannot be had of a plan of zero: nothing is missing, there is nothing to judge by.
    let of_plan = part.looked_at.iter().any(|var| needs_year_plan(*var));
    if of_plan && figures.year_plan == Some(Fen(0)) {
        return Words::new(
            "年度计划为零，无法按进度判断",
            "the year plan is zero: no share of it",
        );
    }
    let missing = reported_fields(part, figures);
    let join = |pick: fn(&Words) -> &str, with: &str| {
        missing.iter().map(pick).collect::<Vec<_>>().join(with)
    };
    Words::new(
        format!("缺少：{}", join(|words| &words.zh, "、")),
        format!("not reported: {}", join(|words| &words.en, ", ")),
    )
}

fn needs_year_plan(var: Var) -> bool {
    matches!(var, Var::Completion | Var::GapPp | Var::PlanGap | Var::Pace)
}

/// What has to be reported for the rule to judge: for a derived figure, what it derives from.
fn reported_fields(part: &LightPart, figures: &Figures) -> Vec<Words> {
    let mut fields: Vec<Words> = Vec::new();
    let mut add = |lacking: bool, zh: &str, en: &str| {
        let words = Words::new(zh, en);
        if lacking && !fields.contains(&words) {
            fields.push(words);
        }
    };
    for name in &part.missing {
        let found = Var::ALL.iter().copied().find(|var| name_of(*var) == *name);
        match found {
            Some(var) if needs_year_plan(var) => {
                add(figures.year_plan.is_none(), "年度计划", "year plan");
                let done = figures.reported_ytd.is_none();
                add(done, "本年完成投资", "investment of the year");
            }
            Some(Var::PlannedYtd) => add(true, "年度计划", "year plan"),
            Some(Var::ReportedYtd) => add(true, "本年完成投资", "investment of the year"),
            Some(Var::PhysicalShare) => add(true, "形象进度", "physical progress"),
            Some(Var::SlipDays | Var::ForecastDelay) => add(true, "预计竣工", "forecast finish"),
            Some(Var::MoneyShare) => {
                let total = figures.total_investment.is_none_or(|total| total == Fen(0));
                add(total, "总投资", "total investment");
                let done = figures.reported_total.is_none();
                add(done, "累计完成投资", "investment to date");
            }
            _ => add(true, &name.zh, &name.en.replace('_', " ")),
        }
    }
    fields
}

fn name_of(var: Var) -> Words {
    let variable = schema().variables().get(var as usize);
    variable.map_or_else(Words::default, |own| {
        Words::new(own.name_zh(), own.name_en())
    })
}

/// The rule that decided with the figure it looked at.
fn decided(project: &Project, part: &LightPart, figures: &Figures, inputs: &LightInputs) -> Words {
    match detail(project, part, figures, inputs) {
        Some(detail) => Words::new(
            format!("{}：{}", part.name.zh, detail.zh),
            format!("{}: {}", part.name.en, detail.en),
        ),
        None => part.name.clone(),
    }
}

/// The variables that tell most of a rule, in that order.
const DECISIVE: [Var; 15] = [
    Var::PlanGap,
    Var::GapPp,
    Var::Pace,
    Var::PlannedYtd,
    Var::MoneyShare,
    Var::ForecastDelay,
    Var::SlipDays,
    Var::MissedMonths,
    Var::StartMonthsLate,
    Var::RegistrationMonthsLate,
    Var::FundingReceived,
    Var::BlockingProblems,
    Var::LateGates,
    Var::OpenProblems,
    Var::PreviousLight,
];

/// The figure by which a rule judges, by the variables its formula names.
fn detail(
    project: &Project,
    part: &LightPart,
    figures: &Figures,
    inputs: &LightInputs,
) -> Option<Words> {
    let names = |var: Var| part.looked_at.contains(&var);
    if let Some(finish) = figures.dates.actual_finish.filter(|_| names(Var::Finished)) {
        return Some(Words::new(
            format!("{finish} 竣工"),
            format!("finished {finish}"),
        ));
    }
    if names(Var::BeforeStart) && figures.is_before_start() {
        let start = figures.dates.planned_start?;
        return Some(Words::new(
            format!("计划 {start} 开工"),
            format!("to start {start}"),
        ));
    }
    let var = DECISIVE.into_iter().find(|var| names(*var))?;
    let value = || match inputs.value(var) {
        Some(formula::Value::Number(number)) => Some(*number),
        _ => None,
    };
    match var {
        Var::PlanGap | Var::GapPp | Var::Pace | Var::PlannedYtd => progress(var, figures),
        Var::MoneyShare => {
            let money = percent(value()?);
            let work = percent(project.share(&Field::PhysicalShare, figures.on)?.fraction());
            Some(Words::new(
                format!("投资 {money}%，形象 {work}%"),
                format!("money {money}%, work {work}%"),
            ))
        }
        Var::ForecastDelay => Some(days(figures.delay_days()?)),
        Var::SlipDays => Some(match i32::try_from(value()?).ok()? {
            0 => Words::new("与首次预计一致", "as first said"),
            slip => {
                let days = days(slip);
                Words::new(
                    format!("较首次{}", days.zh),
                    format!("{} than first said", days.en),
                )
            }
        }),
        Var::StartMonthsLate => Some(due(figures.dates.planned_start?, "开工", "start")),
        Var::RegistrationMonthsLate => Some(due(
            figures.dates.planned_registration?,
            "入库",
            "registration",
        )),
        Var::FundingReceived => Some(Words::new("到位资金为零", "nothing received")),
        Var::PreviousLight => {
            let word = project.previous_light(figures.on)?.0.word();
            Some(Words::new(
                format!("上次{}", word.zh),
                format!("last time {}", word.en),
            ))
        }
        _ => Some(counted(var, value()?.normalize())),
    }
}

/// How many there are of what a rule counts.
fn counted(var: Var, count: Decimal) -> Words {
    match var {
        Var::MissedMonths => Words::new(
            format!("连续 {count} 个月"),
            format!("{count} months running"),
        ),
        Var::LateGates => Words::new(format!("逾期 {count} 个"), format!("{count} late")),
        _ => Words::new(format!("{count} 个"), count.to_string()),
    }
}

/// The progress a rule looked at.
fn progress(var: Var, figures: &Figures) -> Option<Words> {
    if figures.completion.is_none() && figures.plan_share.is_zero() {
        return Some(Words::new("尚无应完成量", "nothing due yet"));
    }
    Some(match var {
        Var::PlanGap => {
            let gap = points(figures.plan_gap()?);
            Words::new(
                format!("较计划 {gap} 个百分点"),
                format!("{gap} pp against plan"),
            )
        }
        Var::GapPp => {
            let gap = points(figures.gap()?);
            Words::new(
                format!("较序时 {gap} 个百分点"),
                format!("{gap} pp against time gone"),
            )
        }
        Var::Pace => {
            let pace = percent(figures.pace()?);
            Words::new(format!("为序时的 {pace}%"), format!("{pace}% of time gone"))
        }
        Var::PlannedYtd => {
            let done = figures.reported_ytd?.yuan();
            let share = percent(done.checked_div(figures.planned_ytd?.yuan())?);
            Words::new(
                format!("完成累计计划的 {share}%"),
                format!("{share}% of plan to date"),
            )
        }
        _ => return None,
    })
}

fn due(date: Date, zh: &str, en: &str) -> Words {
    Words::new(format!("应于 {date} {zh}"), format!("{en} was due {date}"))
}

fn days(days: i32) -> Words {
    let count = days.unsigned_abs();
    let plural = if count == 1 { "day" } else { "days" };
    match days {
        0 => Words::new("按期", "on the day"),
        1.. => Words::new(
            format!("预计晚 {count} 天"),
            format!("{count} {plural} later"),
        ),
        _ => Words::new(
            format!("预计早 {count} 天"),
            format!("{count} {plural} earlier"),
        ),
    }
}

/// A share in percent with one decimal; with two, cut off, where one would round it onto a band.
fn hundredths(share: Decimal) -> Decimal {
    let percent = share * Decimal::ONE_HUNDRED;
    let rounded = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    let cut = percent.round_dp_with_strategy(2, RoundingStrategy::ToZero);
    let on_a_band = (rounded % Decimal::from(5)).is_zero();
    if on_a_band && cut != rounded {
        cut
    } else {
        rounded
    }
}

fn percent(share: Decimal) -> Decimal {
    hundredths(share).normalize()
}

fn points(share: Decimal) -> String {
    let points = hundredths(share);
    let sign = if points.is_sign_negative() && !points.is_zero() {
        "−"
    } else {
        "+"
    };
    let places = if points.scale() > 1 { 2 } else { 1 };
    format!("{sign}{:.places$}", points.abs())
}
