//! What speaks for putting something on an agenda.

use std::collections::BTreeMap;

use super::{ASKED_MINUTES, AgendaLine, MINUTES, Side, Why, WhyKind, urgency};
use crate::meeting::{Meeting, Subject};
use crate::problem::Severity;
use crate::view::meetings::{self, AskedItem};
use crate::view::wall::{IndicatorTile, NamedUnit, NeedKind, Wall, WallRow};
use crate::view::{Looking, cycles};
use crate::{Colour, ProjectId, UnitId, Words, Zone};

/// Units named in one reason; the rest are counted.
const NAMED_MAX: usize = 8;

/// Everything there is a reason for.
pub(in crate::view) struct Grounds<'a> {
    zone: &'a Zone,
    looking: Looking<'a>,
    then: Option<&'a BTreeMap<ProjectId, Colour>>,
    lines: Vec<(Subject, AgendaLine)>,
}

impl<'a> Grounds<'a> {
    /// Everything there is a reason for, on a wall already computed.
    pub(in crate::view) fn of(
        (zone, looking): Side<'a>,
        wall: &Wall,
        then: Option<&'a BTreeMap<ProjectId, Colour>>,
        meeting: &Meeting,
    ) -> Grounds<'a> {
        let mut grounds = Grounds {
            zone,
            looking,
            then,
            lines: Vec::new(),
        };
        let overdue = meetings::overdue(zone, looking);
        let asked = grounds.asked(meeting);
        grounds.lines.extend(asked);
        let mut by_project: BTreeMap<ProjectId, Vec<&AskedItem>> = BTreeMap::new();
        let on_wall: BTreeMap<ProjectId, ()> = wall.rows.iter().map(|row| (row.id, ())).collect();
        for item in &overdue {
            match item.project.filter(|id| on_wall.contains_key(id)) {
                Some(id) => by_project.entry(id).or_default().push(item),
                None => grounds.lines.push(item_line(item)),
            }
        }
        for row in &wall.rows {
            let late = by_project.get(&row.id).map_or(&[][..], Vec::as_slice);
            let line = grounds.project(row, late);
            grounds.lines.extend(line);
        }
        let indicators = wall.indicators.iter().filter_map(indicator_line);
        grounds.lines.extend(indicators);
        let reports = grounds.reports(meeting);
        grounds.lines.extend(reports);
        grounds
    }

    /// The line of a subject, if there is a reason for it.
    pub(in crate::view) fn find(&self, subject: Subject) -> Option<&AgendaLine> {
        let found = self.lines.iter().find(|(own, _)| *own == subject);
        found.map(|(_, line)| line)
    }

    /// All of them, most urgent first.
    pub(super) fn in_order(&self) -> Vec<(Subject, AgendaLine)> {
        let mut lines = self.lines.clone();
        // Stable: what is equally urgent keeps the order of the wall.
        lines.sort_by_key(|(_, line)| urgency(line));
        lines
    }

    /// What the last meeting asked.
    fn asked(&self, meeting: &Meeting) -> Option<(Subject, AgendaLine)> {
        let previous = meeting.previous(self.zone)?;
        let counts = meetings::counted(&meetings::asked(self.zone, self.looking, previous.id));
        if counts.total == 0 {
            return None;
        }
        let (total, done, under_way, overdue) =
            (counts.total, counts.done, counts.under_way, counts.overdue);
        let text = Words::new(
            format!("交办 {total} 项：已办结 {done}，办理中 {under_way}，逾期 {overdue}"),
            format!("{total} items: {done} done, {under_way} under way, {overdue} overdue"),
        );
        let days = i32::try_from(overdue).unwrap_or(i32::MAX);
        let subject = Subject::Asked(previous.id);
        let line = AgendaLine {
            whys: vec![why(WhyKind::Asked, text, days)],
            minutes: ASKED_MINUTES,
            ..blank(subject, asked_title(&previous.number_words()))
        };
        Some((subject, line))
    }

    /// A project of the wall, if something speaks for it.
    fn project(&self, row: &WallRow, late: &[&AskedItem]) -> Option<(Subject, AgendaLine)> {
        // What has ended or rests waits for nobody.
        if row.status.is_some() {
            return None;
        }
        let was = self.then.and_then(|then| then.get(&row.id).copied());
        let mut whys: Vec<Why> = light(row, was).into_iter().collect();
        whys.extend(self.blocking(row));
        whys.extend(late.iter().map(|item| item_why(item)));
        for need in &row.needs {
            let kind = match need.kind {
                NeedKind::LastMoment => WhyKind::LastMoment,
                NeedKind::Gate => WhyKind::GateLate,
                _ => continue,
            };
            whys.push(why(kind, need.text.clone(), need.days));
        }
        if whys.is_empty() {
            return None;
        }
        whys.sort_by_key(|own| (own.kind, std::cmp::Reverse(own.days)));
        let subject = Subject::Project(row.id);
        let line = AgendaLine {
            project: Some(row.id),
            colour: Some(row.light.colour),
            was,
            whys,
            speaker: row.unit.clone(),
            ..blank(subject, Words::new(row.name.clone(), row.name.clone()))
        };
        Some((subject, line))
    }

    /// Blocking problems that are open.
    fn blocking(&self, row: &WallRow) -> Vec<Why> {
        let on = self.looking.true_on;
        let project = self.zone.projects.get(&row.id);
        let problems = project.map_or(&[][..], |project| &project.problems);
        let open = problems.iter().filter_map(|id| self.zone.problems.get(id));
        let open = open.filter(|own| own.is_open(on) && own.severity == Severity::Blocking);
        open.map(|problem| {
            let text = meetings::shown(self.looking, problem.description);
            let kind = &problem.kind;
            let days = i32::try_from(problem.delay_days).unwrap_or(i32::MAX);
            let owner = problem.owner.map(|owner| self.unit(owner).name);
            let owner = owner.map_or_else(Words::default, |name| {
                Words::new(format!("（{name}）"), format!(" ({name})"))
            });
            let text = Words::new(
                format!("重大问题·{kind}{}：{}", owner.zh, text.zh),
                format!("blocking problem, {kind}{}: {}", owner.en, text.en),
            );
            why(WhyKind::Blocked, text, days)
        })
        .collect()
    }

    /// Units that have not reported in the meeting's cycle, while it is open.
    fn reports(&self, meeting: &Meeting) -> Option<(Subject, AgendaLine)> {
        let id = meeting.plan.cycle?;
        self.zone
            .cycles
            .get(&id)
            .filter(|own| own.closed.is_none())?;
        let matrix = cycles::matrix(self.zone, self.looking, id)?;
        let missing = matrix.rows.iter();
        let missing: Vec<_> = missing
            .filter(|row| row.cell.state.is_with_unit())
            .collect();
        let late = missing.iter().map(|row| row.cell.days_late).max()?;
        let names = missing.iter().take(NAMED_MAX);
        let names: Vec<&str> = names.map(|row| row.unit.name.as_str()).collect();
        let count = missing.len();
        let (rest_zh, rest_en) = match count.saturating_sub(NAMED_MAX) {
            0 => (String::new(), String::new()),
            rest => (format!("等 {count} 个单位"), format!(" and {rest} more")),
        };
        let text = Words::new(
            format!("未报：{}{rest_zh}", names.join("、")),
            format!("not reported: {}{rest_en}", names.join(", ")),
        );
        let days = i32::try_from(late.max(0)).unwrap_or(i32::MAX);
        let subject = Subject::Reports(id);
        let line = AgendaLine {
            whys: vec![why(WhyKind::Unreported, text, days)],
            ..blank(subject, reports_title(&matrix.cycle.name))
        };
        Some((subject, line))
    }

    fn unit(&self, id: UnitId) -> NamedUnit {
        let on = self.looking.true_on;
        cycles::named(self.zone, self.zone.unit_on(id, on), on)
    }
}

pub(super) fn asked_title(meeting: &Words) -> Words {
    Words::new(
        format!("{}交办事项落实情况", meeting.zh),
        format!("What was asked: {}", meeting.en),
    )
}

pub(super) fn reports_title(cycle: &Words) -> Words {
    Words::new(
        format!("{}填报情况", cycle.zh),
        format!("Reports of {}", cycle.en),
    )
}

fn blank(subject: Subject, title: Words) -> AgendaLine {
    AgendaLine {
        subject: subject.key(),
        title,
        project: None,
        colour: None,
        was: None,
        whys: Vec::new(),
        speaker: None,
        minutes: MINUTES,
    }
}

fn why(kind: WhyKind, text: Words, days: i32) -> Why {
    Why { kind, text, days }
}

/// What a light says for putting its project on the agenda.
fn light(row: &WallRow, was: Option<Colour>) -> Option<Why> {
    let now = row.light.colour;
    let changed = was.filter(|was| *was != now && *was != Colour::Grey);
    // Colours are in order from best to worst, what cannot be judged last.
    let kind = match (now, changed) {
        (Colour::Red, Some(_)) => WhyKind::TurnedRed,
        (Colour::Red, None) => WhyKind::Red,
        (Colour::Yellow, Some(was)) if was < now => WhyKind::TurnedYellow,
        (Colour::Yellow, None) => WhyKind::Yellow,
        (Colour::Grey, _) | (_, None) => return None,
        (now, Some(was)) if now < was => WhyKind::Better,
        _ => return None,
    };
    let (word, reason) = (now.word(), &row.light.reason);
    let from = changed.map(Colour::word);
    let streak = row.light.streak;
    let (mut zh, mut en) = match from {
        Some(from) => (
            format!("上次会议{}，现{}", from.zh, word.zh),
            format!("{} at the last meeting, now {}", from.en, word.en),
        ),
        None if streak > 1 && row.light.previous == Some(now) => (
            format!("{}，此前已连续 {streak} 期", word.zh),
            format!("{}, as in the last {streak} cycles", word.en),
        ),
        None => (word.zh, word.en),
    };
    if !reason.zh.is_empty() {
        zh += &format!("：{}", reason.zh);
        en += &format!(": {}", reason.en);
    }
    let days = row.bars.delay_days.unwrap_or(0).max(0);
    Some(why(kind, Words::new(zh, en), days))
}

fn item_why(item: &AskedItem) -> Why {
    let (number, days, lead) = (&item.number, item.days_late, &item.lead.name);
    let text = Words::new(
        format!("{number} 逾期 {days} 个工作日（{lead}）：{}", item.what.zh),
        format!(
            "{number} is {days} working days late ({lead}): {}",
            item.what.en
        ),
    );
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    why(WhyKind::ItemLate, text, days)
}

fn item_line(item: &AskedItem) -> (Subject, AgendaLine) {
    let subject = Subject::Item(item.id);
    let line = AgendaLine {
        colour: Some(Colour::Red),
        whys: vec![item_why(item)],
        speaker: Some(item.lead.clone()),
        ..blank(subject, item.what.clone())
    };
    (subject, line)
}

/// An indicator that is behind.
fn indicator_line(tile: &IndicatorTile) -> Option<(Subject, AgendaLine)> {
    if !matches!(tile.colour, Colour::Red | Colour::Yellow) {
        return None;
    }
    let gap = rust_decimal::Decimal::new(i64::from(tile.gap?.0), 2)
        .abs()
        .normalize();
    let month = tile.month.clone().unwrap_or_default();
    let text = Words::new(
        format!("{month} 落后序时 {gap} 个百分点"),
        format!("{month}: {gap} points behind the time gone"),
    );
    let subject = Subject::Indicator(tile.id);
    let line = AgendaLine {
        colour: Some(tile.colour),
        whys: vec![why(WhyKind::Behind, text, 0)],
        ..blank(subject, tile.name.clone())
    };
    Some((subject, line))
}
