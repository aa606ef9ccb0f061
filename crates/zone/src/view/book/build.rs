//! Computing a book from two states.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::entry::Entries;
use super::{Book, BookChange, Cover, NOTABLE_DAYS, Summary, units};
use crate::figures::days_between;
use crate::refusal::Refusal;
use crate::view::agenda::{self, Grounds, Side};
use crate::view::compare::{LightChange, of_light};
use crate::view::cycles::Matrix;
use crate::view::meetings;
use crate::view::problems::{ProblemFilter, ProblemList, problems};
use crate::view::wall::{GateState, LightCounts, Wall, WallRow, wall};
use crate::view::wall_rows::{RowBuilder, compiled, is_seen};
use crate::view::{Filter, cycles};
use crate::{BasisPoints, Colour, MeetingId, ProjectId, Words};

/// A project on the other side: its name, its colour, its forecast.
pub(super) struct Stood {
    name: String,
    pub(super) colour: Colour,
    forecast: Option<Date>,
}

/// The projects of the other side.
pub(super) type Then = BTreeMap<ProjectId, Stood>;

/// The book of a meeting; `None` where there is no such meeting or the viewer may not see it.
///
/// # Errors
/// As for the wall, on either side.
pub fn book(
    now: Side<'_>,
    since: Option<Side<'_>>,
    id: MeetingId,
) -> Result<Option<Book>, Refusal> {
    let (zone, looking) = now;
    let Some(sheet) = meetings::sheet(zone, looking, id) else {
        return Ok(None);
    };
    let Some(meeting) = zone.meetings.get(&id) else {
        return Ok(None);
    };
    let wall = wall(zone, looking, &Filter::default())?;
    let then = since.map(stood).transpose()?;
    let colours: Option<BTreeMap<ProjectId, Colour>> = then.as_ref().map(|then| {
        let each = then.iter();
        each.map(|(id, stood)| (*id, stood.colour)).collect()
    });
    let grounds = Grounds::of(now, &wall, colours.as_ref(), meeting);
    let agenda = agenda::entries(zone, looking, &grounds, meeting);
    let changes = then
        .as_ref()
        .map_or_else(Vec::new, |then| changes(&wall, then));
    let problems = problems(zone, looking, &ProblemFilter::default());
    let overdue = meetings::overdue(zone, looking);
    let cycle = meeting.plan.cycle.filter(|id| {
        let cycle = zone.cycles.get(id);
        cycle.is_some_and(|cycle| cycle.closed.is_none())
    });
    let matrix = cycle.and_then(|id| cycles::matrix(zone, looking, id));
    let previous = meeting.previous(zone);
    let asked = previous.map_or_else(Vec::new, |own| meetings::asked(zone, looking, own.id));
    let entries = Entries::of(now, then.as_ref(), &agenda, &problems);
    let mark = zone.marks.iter().find(|(_, mark)| mark.seq == zone.seq);
    let profile = zone.profile.as_ref();
    let cover = Cover {
        zone: wall.head.zone.clone(),
        synthetic: wall.head.synthetic,
        attribution: wall.head.attribution.clone(),
        currency: profile.map_or_else(Default::default, |profile| profile.currency),
        meeting: sheet.row,
        members: sheet.members,
        observers: sheet.observers,
        known_seq: zone.seq,
        true_on: looking.true_on,
        mark: mark.map(|(name, _)| name.clone()),
        rule: wall.head.rule.clone(),
        since: since.map(agenda::named_moment),
        previous: sheet.previous,
        provisional_year: wall.head.provisional_year,
    };
    let found = Found {
        wall: &wall,
        then: then.as_ref(),
        changes: &changes,
        problems: &problems,
        matrix: matrix.as_ref(),
    };
    let mut summary = found.summary();
    summary.asked = meetings::counted(&asked);
    summary.items_late = count(overdue.len());
    Ok(Some(Book {
        cover,
        summary,
        units: units::lines(now, &found, &overdue),
        entries: wall.rows.iter().map(|row| entries.entry(row)).collect(),
        asked,
        agenda,
        changes,
        overdue,
        problems: problems.problems,
        indicators: wall.indicators,
    }))
}

/// What parts of a book are counted from.
pub(super) struct Found<'a> {
    pub(super) wall: &'a Wall,
    pub(super) then: Option<&'a Then>,
    pub(super) changes: &'a [BookChange],
    pub(super) problems: &'a ProblemList,
    pub(super) matrix: Option<&'a Matrix>,
}

impl Found<'_> {
    /// The zone in figures, without what was asked.
    fn summary(&self) -> Summary {
        let head = &self.wall.head;
        let changed = |wanted: LightChange| {
            let found = self.changes.iter().filter(|own| own.change == wanted);
            count(found.count())
        };
        let rows = |wanted: &dyn Fn(&WallRow) -> bool| {
            count(self.wall.rows.iter().filter(|row| wanted(row)).count())
        };
        let running = |row: &WallRow| row.status.is_none() && row.bars.actual_finish.is_none();
        let slipped = self.changes.iter().filter(|own| {
            let moved = own.moved_days;
            moved.is_some_and(|days| days >= NOTABLE_DAYS)
        });
        let missing = |matrix: &Matrix| {
            let rows = matrix.rows.iter();
            count(rows.filter(|row| row.cell.state.is_with_unit()).count())
        };
        let gap = head
            .work_share
            .map(|done| BasisPoints(done.0 - head.time_share.0));
        Summary {
            finding: finding(head.time_share, head.work_share),
            projects: count(self.wall.rows.len()),
            lights: head.counts,
            lights_then: self.then.map(lights),
            time_share: head.time_share,
            work_share: head.work_share,
            gap,
            year_plan: head.year_plan,
            reported_ytd: head.reported_ytd,
            worse: changed(LightChange::Worse),
            better: changed(LightChange::Better),
            slipped: count(slipped.count()),
            gates_late: rows(&|row| {
                let late = |gate: &super::super::wall::GateMark| gate.state == GateState::Late;
                running(row) && row.gates.iter().any(late)
            }),
            moments_passed: rows(&|row| {
                let passed = |moment: Date| moment < head.true_on;
                running(row) && row.bars.last_moment.is_some_and(passed)
            }),
            asked: meetings::AskedCounts::default(),
            items_late: 0,
            problems_open: self.problems.counts.open,
            problems_blocking: self.problems.counts.blocking,
            reports_missing: self.matrix.map(missing),
        }
    }
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Adds a light to its count.
pub(super) fn tally(counts: &mut LightCounts, colour: Colour) {
    *match colour {
        Colour::Green => &mut counts.green,
        Colour::Yellow => &mut counts.yellow,
        Colour::Red => &mut counts.red,
        Colour::Blue => &mut counts.blue,
        Colour::Grey => &mut counts.grey,
    } += 1;
}

fn lights(then: &Then) -> LightCounts {
    let mut counts = LightCounts::default();
    then.values()
        .for_each(|stood| tally(&mut counts, stood.colour));
    counts
}

/// What time gone and work done say.
fn finding(gone: BasisPoints, done: Option<BasisPoints>) -> Words {
    let Some(done) = done else {
        return Words::new(
            format!("序时进度 {gone}，本年投资尚无填报"),
            format!("{gone} of the year is gone; nothing was reported yet"),
        );
    };
    let gap = BasisPoints((done.0 - gone.0).abs());
    let points = rust_decimal::Decimal::new(i64::from(gap.0), 2).normalize();
    let (zh, en) = match done.0.cmp(&gone.0) {
        std::cmp::Ordering::Less => (
            format!("落后 {points} 个百分点"),
            format!("{points} points behind"),
        ),
        std::cmp::Ordering::Equal => ("与序时一致".to_owned(), "as the time asks".to_owned()),
        std::cmp::Ordering::Greater => (
            format!("超前 {points} 个百分点"),
            format!("{points} points ahead"),
        ),
    };
    Words::new(
        format!("年度投资完成 {done}，序时进度 {gone}，{zh}"),
        format!("{done} of the year's plan is done, {gone} of the year is gone: {en}"),
    )
}

/// The projects of the other side.
fn stood((zone, looking): Side<'_>) -> Result<Then, Refusal> {
    let on = looking.true_on;
    let rules = compiled(zone, on, &Filter::default())?;
    let builder = RowBuilder {
        zone,
        looking,
        rules: &rules,
    };
    let there = zone.projects.values();
    let there = there.filter(|own| own.is_on_wall(on) && is_seen(zone, looking, own));
    let stood = there.map(|project| {
        let (colour, forecast) = builder.colour_and_forecast(project);
        let name = project.name_on(on).to_owned();
        let stood = Stood {
            name,
            colour,
            forecast,
        };
        (project.id, stood)
    });
    Ok(stood.collect())
}

/// What changed: the worst first, then in the order of the wall; what is gone comes last.
fn changes(wall: &Wall, then: &Then) -> Vec<BookChange> {
    let mut changes: Vec<BookChange> = wall
        .rows
        .iter()
        .map(|row| change(row, then.get(&row.id)))
        .filter(|own| {
            let moved = own
                .moved_days
                .is_some_and(|days| days.abs() >= NOTABLE_DAYS);
            let same = matches!(own.change, LightChange::Same | LightChange::NotComparable);
            !same || moved
        })
        .collect();
    let now: std::collections::BTreeSet<ProjectId> = wall.rows.iter().map(|row| row.id).collect();
    let gone = then.iter().filter(|(id, _)| !now.contains(id));
    changes.extend(gone.map(|(id, stood)| BookChange {
        id: *id,
        no: None,
        name: stood.name.clone(),
        unit: None,
        change: LightChange::Gone,
        was: Some(stood.colour),
        colour: None,
        moved_days: None,
    }));
    changes.sort_by_key(|own| {
        // Worse lights by how bad they are now, then what slipped by its days.
        let colour = own.colour.filter(|colour| *colour != Colour::Grey);
        let kind = match own.change {
            LightChange::Worse => 0,
            LightChange::Same | LightChange::NotComparable => 1,
            LightChange::Better => 2,
            LightChange::New => 3,
            LightChange::Gone => 4,
        };
        (kind, std::cmp::Reverse((colour, own.moved_days)))
    });
    changes
}

fn change(row: &WallRow, stood: Option<&Stood>) -> BookChange {
    let now = row.light.colour;
    let forecasts = stood.and_then(|stood| Some((stood.forecast?, row.bars.forecast_finish?)));
    BookChange {
        id: row.id,
        no: Some(row.no),
        name: row.name.clone(),
        unit: row.unit.clone(),
        change: stood.map_or(LightChange::New, |stood| of_light(stood.colour, now)),
        was: stood.map(|stood| stood.colour),
        colour: Some(now),
        moved_days: forecasts.map(|(then, now)| days_between(then, now)),
    }
}
