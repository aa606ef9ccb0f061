//! Figures of a month: what cannot be is refused, what nobody expects is asked.

use crate::authority::Actor;
use crate::decide::{Decision, Moment, Refusals};
use crate::enterprise::command::{RecordFigures, is_answered};
use crate::enterprise::figures::{Asked, FigureKind, Figures, earliest, questions};
use crate::enterprise::{Enterprise, EnterpriseState, Source};
use crate::event::EnterpriseFiguresTold;
use crate::indicator::Month;
use crate::refusal::{self, Refusal};
use crate::state::Zone;
use crate::{Words, labels, limits};

use super::find;

pub(super) fn record(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    asked: &RecordFigures,
) -> Decision {
    let own = find(zone, asked.id)?;
    let mut refusals = Refusals::default();
    refusals.version(&asked.id, asked.version, own.version);
    refusals.require(!asked.figures.is_empty(), || {
        refusal::nothing_told().at_field("figures")
    });
    check_month(&mut refusals, own, asked.month, moment);
    check_figures(&mut refusals, &asked.figures);
    let figures = whole(own, asked.month, asked.figures);
    let open = questions(Some(own), asked.month, &figures);
    for question in &open {
        if !is_answered(&asked.answers, question.question, question.figure) {
            refusals.add(unanswered(zone, question));
        }
    }
    let answers = asked.answers.iter().copied();
    // An answer to what is not asked is no part of the record.
    let answers = answers.filter(|answer| {
        let fits = |own: &Asked| own.question == answer.question && own.figure == answer.figure;
        open.iter().any(fits)
    });
    let source = match actor.speaks_for(asked.id) {
        true => Source::Enterprise,
        false => Source::Unit,
    };
    let event = EnterpriseFiguresTold {
        id: asked.id,
        month: asked.month,
        figures,
        source,
        answers: answers.collect(),
        effective_on: moment.today,
    };
    refusals.events(vec![event.into()])
}

/// The figures of the month as they hold from here.
pub(super) fn whole(own: &Enterprise, month: Month, told: Figures) -> Figures {
    let known = own.months.get(&month);
    told.over(known.map(|kept| kept.now.figures).unwrap_or_default())
}

pub(super) fn check_month(
    refusals: &mut Refusals,
    own: &Enterprise,
    month: Month,
    moment: Moment<'_>,
) {
    let plausible = limits::YEARS.contains(&month.year) && (1..=12).contains(&month.month);
    if !plausible {
        let wrong = refusal::implausible("年月不成立", "there is no such month");
        refusals.add(wrong.at_field("month"));
        return;
    }
    let from = earliest(month);
    refusals.require(from <= moment.today, || {
        refusal::month_to_come(&month.to_string(), from).at_field("month")
    });
    let left = own.states.at(month.last_day());
    if let Some((since, EnterpriseState::Left)) = left {
        let name = own.name_on(since);
        refusals.add(refusal::enterprise_left(name, since).at_field("month"));
    }
}

pub(super) fn check_figures(refusals: &mut Refusals, figures: &Figures) {
    for kind in FigureKind::ALL {
        let Some(told) = figures.get(kind) else {
            continue;
        };
        let word = kind.word();
        refusals.require(told >= 0, || {
            refusal::figure_below_nought(&word.zh, &word.en).at_field(kind.key())
        });
        let max = match kind {
            FigureKind::OutputFen | FigureKind::OrdersFen => limits::ENTERPRISE_FEN_MAX,
            FigureKind::ElectricityKwh => limits::ENTERPRISE_KWH_MAX,
            FigureKind::CapacityUse => limits::ENTERPRISE_CAPACITY_MAX,
        };
        refusals.require(told <= max, || {
            refusal::figure_impossible(&word.zh, &word.en).at_field(kind.key())
        });
    }
}

/// A question that nobody answered, at its figure.
pub(super) fn unanswered(zone: &Zone, asked: &Asked) -> Refusal {
    let (figure, question) = (asked.figure.word(), asked.question.word());
    let known = asked.known.map(|known| shown(zone, asked.figure, known));
    let told = shown(zone, asked.figure, asked.told);
    let (before_zh, before_en) = known.map_or((String::new(), String::new()), |known| {
        (
            format!("，原为 {}", known.zh),
            format!(", was {}", known.en),
        )
    });
    let zh = format!("“{}”{}：{}{before_zh}", figure.zh, told.zh, question.zh);
    let en = format!("{}, {}: {}{before_en}", figure.en, told.en, question.en);
    refusal::unanswered(&zh, &en)
        .at_field(asked.figure.key())
        .about(asked.question.key())
}

/// A figure with its unit.
pub(crate) fn shown(zone: &Zone, kind: FigureKind, value: i64) -> Words {
    match kind {
        FigureKind::OutputFen | FigureKind::OrdersFen => labels::money(zone, crate::Fen(value)),
        FigureKind::ElectricityKwh => {
            let number = labels::grouped(value.into());
            Words::new(format!("{number} 千瓦时"), format!("{number} kWh"))
        }
        FigureKind::CapacityUse => {
            let share = i32::try_from(value).map_or(i32::MAX, |share| share);
            let text = labels::percent(crate::BasisPoints(share));
            Words::new(text.clone(), text)
        }
    }
}
