//! What happens in a life, day by day: stages, problems, changes of standing, exemptions.

use jiff::civil::Date;

use super::cast::{Part, Role};
use super::dates::{Timetable, add_days};
use super::facts::in_statistics;
use super::life::{Life, Temper};
use super::office::unit;

/// What happens to a project on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It comes into the ledger.
    Register,
    /// Its schedule is adopted.
    Adopt,
    /// It reaches a stage.
    Stage(&'static str),
    /// Work begins on site.
    Start,
    /// It is registered in statistics.
    Statistics,
    /// It is accepted.
    Finish,
    /// Its required date is put off.
    PutOff,
    /// Its problem of this position is raised.
    Raise(usize),
    /// Its problem of this position is solved.
    Resolve(usize),
    /// 更名.
    Rename(String),
    /// 移交.
    HandOver(usize),
    /// 停缓建.
    Suspend,
    /// 复工.
    Resume,
    /// 退出.
    Withdraw,
    /// 拆分 into the lives of these positions.
    Split(Vec<usize>),
    /// 合并 into the life of this position.
    Merge(usize),
    /// Its light is suspended until a day.
    Exempt(Date),
}

/// A turn with its day and the position of its life.
pub(crate) type Entry = (Date, usize, Turn);

/// All turns of all lives in order of their days.
pub(crate) fn turns(times: &Timetable, cast: &[Role]) -> Vec<Entry> {
    let mut all = Vec::new();
    for (at, (life, part)) in cast.iter().enumerate() {
        let until = life.stopped.unwrap_or(times.today).min(times.today);
        let own = of_life(life)
            .into_iter()
            .chain(of_part(times, cast, at, *part));
        all.extend(
            own.filter(|(day, turn)| {
                let registered = *turn == Turn::Register || *day >= life.registered;
                registered && *day <= until && *day >= times.founded
            })
            .map(|(day, turn)| (day, at, turn)),
        );
    }
    all.extend(lineage(times, cast));
    all.extend(exemptions(times, cast));
    // Equal days keep the order in which they were told: registration before anything else.
    all.sort_by_key(|(day, _, turn)| (*day, *turn != Turn::Register));
    all
}

fn of_life(life: &Life) -> Vec<(Date, Turn)> {
    let mut own = vec![
        (life.registered, Turn::Register),
        (life.adopted, Turn::Adopt),
    ];
    let later = life.stages.iter().skip(life.first_stage + 1);
    own.extend(later.map(|(stage, day)| (*day, Turn::Stage(stage))));
    if life.started() > life.registered {
        own.push((life.started(), Turn::Start));
    }
    if let Some(day) = in_statistics(life).filter(|day| *day > life.registered) {
        own.push((day, Turn::Statistics));
    }
    own.push((life.finished(), Turn::Finish));
    own.extend(life.first_required.map(|(_, day)| (day, Turn::PutOff)));
    for (at, trouble) in life.troubles.iter().enumerate() {
        if trouble.raised >= life.registered {
            own.push((trouble.raised, Turn::Raise(at)));
            own.extend(trouble.resolved.map(|day| (day, Turn::Resolve(at))));
        }
    }
    own
}

fn of_part(times: &Timetable, cast: &[Role], at: usize, part: Part) -> Vec<(Date, Turn)> {
    let life = &cast[at].0;
    let Some(stop) = life.stopped.or(life.pause.map(|pause| pause.0)) else {
        return Vec::new();
    };
    match part {
        Part::Withdrawn => vec![(stop, Turn::Withdraw)],
        Part::Split => {
            let halves = (0..cast.len()).filter(|other| cast[*other].1 == Part::Half);
            vec![(stop, Turn::Split(halves.collect()))]
        }
        Part::Merged => {
            // Into a project of the same kind that goes on.
            let takes = |other: &usize| {
                let (life, part) = &cast[*other];
                *part == Part::Plain
                    && life.registered < times.start(times.share(700))
                    && life.finished() > stop
                    && !life.idea.kind.is_public()
            };
            let into = (0..cast.len()).find(takes);
            into.map(|into| (stop, Turn::Merge(into)))
                .into_iter()
                .collect()
        }
        Part::Suspended => vec![(stop, Turn::Suspend)],
        Part::Resumed => {
            let resumed = life.pause.map(|pause| (pause.1, Turn::Resume));
            [(stop, Turn::Suspend)].into_iter().chain(resumed).collect()
        }
        Part::Plain | Part::Half => Vec::new(),
    }
}

/// Renames and hand-overs of projects in mid-life.
fn lineage(times: &Timetable, cast: &[Role]) -> Vec<Entry> {
    let alive = |day: Date, public: bool| {
        move |(_, (life, part)): &(usize, &Role)| {
            *part == Part::Plain
                && life.idea.kind.is_public() == public
                && life.registered <= add_days(day, -200)
                && life.finished() > add_days(day, 100)
        }
    };
    let mut all = Vec::new();
    let names = [(420, "澜图科技"), (640, "恒砚智造"), (850, "禾岳新材")];
    for (permille, enterprise) in names {
        let day = times.day(times.share(permille), 20);
        if let Some((at, (life, _))) = cast.iter().enumerate().find(alive(day, false)) {
            all.push((day, at, Turn::Rename(format!("{enterprise}{}", life.name))));
        }
    }
    for (permille, to) in [(600, unit::OPERATIONS), (880, unit::GROUP)] {
        let day = times.day(times.share(permille), 11);
        let mut fitting = cast.iter().enumerate().filter(alive(day, true));
        if let Some((at, _)) = fitting.find(|(_, (life, _))| life.idea.unit != to) {
            all.push((day, at, Turn::HandOver(to)));
        }
    }
    all
}

/// Two exemptions that hold today and one that is over.
fn exemptions(times: &Timetable, cast: &[Role]) -> Vec<Entry> {
    let late = |day: Date| {
        move |(_, (life, part)): &(usize, &Role)| {
            *part == Part::Plain
                && matches!(life.temper, Temper::Slip | Temper::Trouble)
                && life.registered <= add_days(day, -120)
                && life.started() <= day
                && life.finished() > add_days(day, 60)
        }
    };
    let mut all = Vec::new();
    let over = times.day(times.share(620), 22);
    let found = cast.iter().enumerate().find(late(over));
    all.extend(found.map(|(at, _)| (over, at, Turn::Exempt(add_days(over, 92)))));
    let now = times.day(58, 6);
    let today: Vec<_> = cast.iter().enumerate().filter(late(times.today)).collect();
    let chosen = today.iter().rev().step_by(4).take(2);
    let until = add_days(times.today, 75).last_of_month();
    all.extend(chosen.map(|(at, _)| (now, *at, Turn::Exempt(until))));
    all
}
