//! The cast: 120 lives, by the stage each has reached today and by how it fares.

use jiff::civil::Date;
use zone::Calendars;
use zone::plan::{Plan, Step};

use super::dates::{Timetable, add_days, days_between};
use super::fate::{first_required, required, troubles};
use super::life::{Life, Temper, planned_spans, week_of};
use super::names_promotion::{self, Idea};
use super::names_works;
use super::place::{Path, Placed, Placing, weakest};
use super::template::scaled;
use super::templates::Kind;
use crate::dice::Dice;

/// What a life is cast for, beyond its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing special.
    Plain,
    /// Withdrawn in its stage.
    Withdrawn,
    /// Split into the two that follow it.
    Split,
    /// One of the two that another was split into.
    Half,
    /// Merged into another.
    Merged,
    /// Suspended until further notice.
    Suspended,
    /// Suspended for some months and resumed.
    Resumed,
}

/// Investment promotion: stage today, part, how many.
const PROMOTION: [(&str, Part, usize); 19] = [
    ("谋划", Part::Plain, 3),
    ("储备", Part::Plain, 3),
    ("在谈", Part::Plain, 3),
    ("签约", Part::Plain, 4),
    ("签约", Part::Withdrawn, 1),
    ("落地", Part::Plain, 4),
    ("落地", Part::Merged, 1),
    ("开工", Part::Plain, 5),
    ("开工", Part::Merged, 1),
    ("入库", Part::Plain, 4),
    ("在建", Part::Plain, 15),
    ("在建", Part::Split, 1),
    ("在建", Part::Half, 2),
    ("在建", Part::Suspended, 1),
    ("在建", Part::Resumed, 1),
    ("竣工", Part::Plain, 3),
    ("投运", Part::Plain, 3),
    ("投产", Part::Plain, 4),
    ("入规", Part::Plain, 4),
];

/// The last stage of investment promotion has a line of its own: its lives fill the early years.
const FULL_OUTPUT: (&str, Part, usize) = ("达产", Part::Plain, 9);

/// Government works: stage today, part, how many.
const WORKS: [(&str, Part, usize); 7] = [
    ("立项", Part::Plain, 3),
    ("可研", Part::Plain, 4),
    ("初设", Part::Plain, 4),
    ("招标", Part::Plain, 5),
    ("施工", Part::Plain, 15),
    ("竣工", Part::Plain, 4),
    ("交付", Part::Plain, 13),
];

/// Tempers of a hundred projects on their way.
const ON_THE_WAY: [(Temper, usize); 4] = [
    (Temper::Slip, 42),
    (Temper::Trouble, 23),
    (Temper::Ahead, 8),
    (Temper::Steady, 27),
];

/// Tempers of a hundred projects that are finished: long years smooth things over.
const FINISHED: [(Temper, usize); 4] = [
    (Temper::Slip, 46),
    (Temper::Trouble, 24),
    (Temper::Ahead, 6),
    (Temper::Steady, 24),
];

/// A life with its part.
pub(crate) type Role = (Life, Part);

/// What is known of a life before it is placed.
struct Draft {
    idea: Idea,
    stage: &'static str,
    part: Part,
    temper: Temper,
    permille: i64,
    number: usize,
}

/// Casts all lives.
pub(crate) fn cast(seed: u64, times: &Timetable, calendars: &Calendars) -> Vec<Role> {
    let mut dice = Dice::of(seed, 1);
    let mut drafts = Vec::new();
    let promotion: Vec<_> = PROMOTION.into_iter().chain([FULL_OUTPUT]).collect();
    draw(&mut dice, &promotion, names_promotion::ideas(), &mut drafts);
    draw(&mut dice, &WORKS, names_works::ideas(), &mut drafts);
    give_tempers(&mut dice, &mut drafts);
    let lives = drafts.into_iter().map(|draft| {
        let part = draft.part;
        let mut dice = Dice::of(seed, 1000 + draft.number as u64);
        (live(&mut dice, times, calendars, &draft), part)
    });
    lives.collect()
}

fn draw(
    dice: &mut Dice,
    table: &[(&'static str, Part, usize)],
    mut ideas: Vec<Idea>,
    drafts: &mut Vec<Draft>,
) {
    dice.shuffle(&mut ideas);
    // What is split must be large, what is merged small.
    let mut take = |wanted: &dyn Fn(&Idea) -> bool| {
        let at = ideas.iter().position(wanted).unwrap_or(0);
        ideas.remove(at)
    };
    let mut halved = None;
    for &(stage, part, count) in table {
        for at in 0..count {
            let idea = match (part, halved) {
                (Part::Half, Some(whole)) => whole,
                (Part::Split, _) => take(&|idea| idea.kind == Kind::Base),
                (Part::Merged, _) => take(&|idea| idea.kind == Kind::FittingOut),
                (Part::Suspended | Part::Resumed, _) => take(&|idea| idea.kind == Kind::Plant),
                _ => take(&|_| true),
            };
            if part == Part::Split {
                halved = Some(idea);
            }
            // Spread over the stage, so that not all stand at its beginning; the last stages hold
            // the projects of the early years.
            let slot = i64::try_from((at * 900 + 450) / count).unwrap_or(500) + 50;
            let slot = match stage {
                "达产" | "交付" => 470 + slot * 51 / 100,
                _ => slot,
            };
            drafts.push(Draft {
                idea,
                stage,
                part,
                temper: Temper::Steady,
                permille: (slot + dice.between(-60, 60)).clamp(30, 970),
                number: drafts.len(),
            });
        }
    }
}

fn give_tempers(dice: &mut Dice, drafts: &mut [Draft]) {
    let early = ["谋划", "储备", "在谈", "签约", "立项"];
    let late = ["竣工", "投运", "投产", "入规", "达产", "交付"];
    for (table, finished) in [(ON_THE_WAY, false), (FINISHED, true)] {
        let mut members: Vec<usize> = (0..drafts.len())
            .filter(|at| !early.contains(&drafts[*at].stage) && drafts[*at].part == Part::Plain)
            .filter(|at| late.contains(&drafts[*at].stage) == finished)
            .collect();
        dice.shuffle(&mut members);
        let count = members.len();
        for (at, member) in members.into_iter().enumerate() {
            drafts[member].temper = temper_at(&table, at * 100 / count.max(1));
        }
    }
}

fn temper_at(table: &[(Temper, usize)], percent: usize) -> Temper {
    let mut rest = percent;
    for (temper, share) in table {
        if rest < *share {
            return *temper;
        }
        rest -= share;
    }
    Temper::Steady
}

/// Range of what a step really takes, in percent of its plan.
fn pace(temper: Temper) -> (i64, i64) {
    match temper {
        Temper::Steady => (90, 107),
        Temper::Ahead => (72, 84),
        Temper::Slip => (91, 108),
        Temper::Trouble => (93, 113),
    }
}

fn live(dice: &mut Dice, times: &Timetable, calendars: &Calendars, draft: &Draft) -> Life {
    let template = draft.idea.kind.template();
    let (low, high) = draft.idea.millions;
    let millions = dice.between(low, high);
    let size = (millions - low) * 36 / (high - low).max(1);
    let plan = template.plan(98 + size + dice.between(-6, 6), week_of(draft.number));
    let (slow, fast) = pace(draft.temper);
    let real = slowed(&plan, |step| scaled(step.days, dice.between(slow, fast)));
    let anchor = anchor(times, draft.part, draft.number);
    let mut placing = Placing {
        calendars,
        template: &template,
        path: Path::of(draft.idea.kind.is_public(), dice),
        real,
        target: draft.stage,
        anchor,
        permille: draft.permille,
        not_finished_before: add_days(times.founded, 120),
    };
    let (placed, holdups) = hold_up(dice, &mut placing, draft.temper, draft.part);
    let plan = with_baseline(&plan, &planned_spans(&plan, calendars, placed.begin));
    let mut life = Life {
        name: named(dice, draft),
        idea: draft.idea,
        temper: draft.temper,
        total_wan: millions * 100,
        prepare_wan: dice.between(2, 9) * 2,
        truth: placed.truth,
        stages: placed.stages,
        first_stage: 0,
        registered: times.founded,
        adopted: times.founded,
        required: times.today,
        first_required: None,
        troubles: Vec::new(),
        pause: pause(times, draft.part),
        stopped: stopped(draft.part, anchor),
        number: draft.number,
        id: None,
        plan,
        template: template.clone(),
    };
    register(dice, times, &mut life, draft.part);
    life.troubles = troubles(dice, times, &life, &holdups);
    life.required = required(dice, times, calendars, &life);
    life.first_required = first_required(dice, times, &life);
    life
}

fn slowed(plan: &Plan, mut days: impl FnMut(&Step) -> u32) -> Plan {
    let mut real = plan.clone();
    for step in &mut real.steps {
        step.days = days(step);
    }
    real
}

fn with_baseline(plan: &Plan, spans: &[(Date, Date)]) -> Plan {
    let mut plan = plan.clone();
    for (step, span) in plan.steps.iter_mut().zip(spans) {
        step.baseline_start = Some(span.0);
        step.baseline_finish = Some(span.1);
    }
    plan
}

/// The day on which a life stands in its stage: today, or the day it leaves the list.
fn anchor(times: &Timetable, part: Part, number: usize) -> Date {
    let day = 5 + i8::try_from(number % 20).unwrap_or(0);
    match part {
        Part::Plain | Part::Half | Part::Suspended | Part::Resumed => times.today,
        Part::Withdrawn => times.day(times.share(870), day),
        Part::Split => times.day(times.share(700), 16),
        Part::Merged => times.day(times.share(780), 18),
    }
}

fn stopped(part: Part, anchor: Date) -> Option<Date> {
    matches!(part, Part::Withdrawn | Part::Split | Part::Merged).then_some(anchor)
}

fn pause(times: &Timetable, part: Part) -> Option<(Date, Date)> {
    match part {
        Part::Suspended => Some((times.day(54, 20), add_days(times.today, 240))),
        Part::Resumed => Some((times.day(47, 10), times.day(52, 16))),
        _ => None,
    }
}

/// Gives a life the delays of its temper: working days lost at steps. A first placing without
/// them shows which steps stand where.
fn hold_up(
    dice: &mut Dice,
    placing: &mut Placing<'_>,
    temper: Temper,
    part: Part,
) -> (Placed, Vec<(usize, u32)>) {
    let placed = placing.place();
    let late = match temper {
        Temper::Slip => dice.between(45, 95),
        Temper::Trouble => dice.between(120, 240),
        Temper::Steady | Temper::Ahead => 0,
    };
    let mut lost: Vec<(i64, Date)> = Vec::new();
    let finish = placed.truth.last().map_or(placed.begin, |span| span.1);
    let now = placing.anchor.min(add_days(finish, -60));
    if late > 0 && (finish <= placing.anchor || dice.chance(260)) {
        // Lost earlier in its life, made good or not.
        let life = days_between(placed.begin, now).max(1);
        lost.push((
            late,
            add_days(placed.begin, life * dice.between(20, 60) / 100),
        ));
    } else if late > 0 {
        lost.push((late, now));
    }
    match part {
        Part::Resumed => lost.push((150, add_days(placing.anchor, -400))),
        Part::Suspended => lost.push((420, add_days(placing.anchor, -200))),
        _ => {}
    }
    let mut holdups = Vec::new();
    for (days, day) in lost {
        let found = weakest(&placing.real, placing.calendars, &placed.truth, day);
        let Some(step) = found else { continue };
        // Six working days a week.
        let days = u32::try_from(days * 6 / 7).unwrap_or(0);
        placing.hold_up(step, days);
        holdups.push((step, days));
    }
    if holdups.is_empty() {
        return (placed, holdups);
    }
    (placing.place(), holdups)
}

fn named(dice: &mut Dice, draft: &Draft) -> String {
    let (low, high) = draft.idea.capacity;
    let step = if high >= 1000 {
        100
    } else if high >= 100 {
        10
    } else {
        1
    };
    let capacity = match draft.part {
        // A whole and its halves are called alike.
        Part::Split | Part::Half => (low + high) / 2,
        _ => dice.between(low / step, high / step) * step,
    };
    let name = draft.idea.name.replace("{}", &capacity.to_string());
    match draft.part {
        Part::Half if draft.permille < 500 => format!("{name}——A区"),
        Part::Half => format!("{name}——B区"),
        _ => name,
    }
}

/// When it comes into the ledger, at which stage, and when its schedule is adopted.
fn register(dice: &mut Dice, times: &Timetable, life: &mut Life, part: Part) {
    let begin = life.truth[0].0;
    let last = life
        .stages
        .iter()
        .rposition(|stage| stage.1 <= times.today)
        .unwrap_or(0);
    let known = if life.idea.kind.is_public() { 0 } else { 2 };
    let at = usize::try_from(dice.between(0, known))
        .unwrap_or(0)
        .min(last);
    let mut registered = life.stages[at].1.max(times.founded);
    if part == Part::Half {
        registered = anchor(times, Part::Split, life.number);
    }
    life.registered = registered;
    let stage = life.stages.iter().rposition(|stage| stage.1 <= registered);
    life.first_stage = stage.unwrap_or(0);
    life.adopted = add_days(begin, -dice.between(8, 25)).max(registered);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cast_is_of_a_hundred_and_twenty() {
        let promotion = PROMOTION.iter().map(|line| line.2).sum::<usize>() + FULL_OUTPUT.2;
        let works: usize = WORKS.iter().map(|line| line.2).sum();
        assert_eq!(promotion + works, 120);
        for table in [ON_THE_WAY, FINISHED] {
            assert_eq!(table.iter().map(|line| line.1).sum::<usize>(), 100);
        }
    }
}
