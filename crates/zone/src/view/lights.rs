//! The lights of all projects on a date.

use jiff::civil::Date;

use crate::figures::Figures;
use crate::project::Project;
use crate::rule::{CompiledRuleSet, Light, LightInputs, LightPart};
use crate::state::Zone;
use crate::{Calendars, Colour, ProjectId, Words};

/// The colour of every project that exists and runs on a date, as a closing cycle fixes them.
/// An exemption suspends the light: it is fixed as grey.
pub fn all(
    zone: &Zone,
    calendars: &Calendars,
    rules: &CompiledRuleSet,
    on: Date,
) -> Vec<(ProjectId, Colour)> {
    zone.projects
        .values()
        .filter(|project| project.exists_on(on) && project.standing(on).is_none())
        .map(|project| {
            let figures = Figures::of(calendars, project, on, rules.set.time_share);
            let light = rules.judge(&LightInputs::of(zone, project, &figures));
            let exempt = project.exemption(on).is_some();
            (project.id, if exempt { Colour::Grey } else { light.colour })
        })
        .collect()
}

/// Why a light has its colour, in one line.
pub fn reason(project: &Project, figures: &Figures, light: &Light) -> Words {
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
        Some(part) if light.colour == Colour::Grey => unjudged(part),
        Some(part) => decided(part, figures),
        None => Words::new("没有适用的规则", "no rule applies"),
    }
}

fn unjudged(part: &LightPart) -> Words {
    if let Some(failure) = &part.failure {
        return Words::new(
            format!("{}：{}", part.name.zh, failure.zh),
            format!("{}: {}", part.name.en, failure.en),
        );
    }
    let join = |pick: fn(&Words) -> &str, with: &str| {
        part.missing.iter().map(pick).collect::<Vec<_>>().join(with)
    };
    Words::new(
        format!("缺少：{}", join(|words| &words.zh, "、")),
        format!("not reported: {}", join(|words| &words.en, ", ")),
    )
}

/// The rule that decided with the figure it looked at.
fn decided(part: &LightPart, figures: &Figures) -> Words {
    let points = |value: rust_decimal::Decimal| {
        let rounded = (value * rust_decimal::Decimal::ONE_HUNDRED)
            .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        format!(
            "{}{rounded:.1}",
            if rounded.is_sign_negative() { "" } else { "+" }
        )
    };
    let detail = match part.rule.as_str() {
        "finish" | "slip" => figures.delay_days().map(|days| match days {
            0 => Words::new("按期", "on the day"),
            1.. => Words::new(format!("预计晚 {days} 天"), format!("{days} days late")),
            _ => Words::new(
                format!("预计早 {} 天", -days),
                format!("{} days early", -days),
            ),
        }),
        _ => figures.plan_gap().map(|gap| {
            let gap = points(gap);
            Words::new(
                format!("较计划 {gap} 个百分点"),
                format!("{gap} pp against plan"),
            )
        }),
    };
    match detail {
        Some(detail) => Words::new(
            format!("{}：{}", part.name.zh, detail.zh),
            format!("{}: {}", part.name.en, detail.en),
        ),
        None => part.name.clone(),
    }
}
