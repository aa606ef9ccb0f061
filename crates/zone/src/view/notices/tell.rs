//! An occasion in words.

use super::super::wall::NamedUnit;
use super::super::{Looking, enterprises, items, meetings, thread};
use super::{Notice, Through};
use crate::clock::working_days;
use crate::item::StepKind;
use crate::light::Colour;
use crate::notice::{About, Audience, NoticeKind, Occasion};
use crate::report::ReportStepKind;
use crate::state::Zone;
use crate::{
    CommentId, CycleId, HandlingLevel, ItemId, MeetingId, ProblemId, Project, ProjectId, ReportId,
    RequestId, UnitId, Words, limits,
};

/// What a notice says, before it is dated.
struct Said {
    title: Words,
    detail: Option<Words>,
    unit: Option<UnitId>,
    level: HandlingLevel,
    project: Option<ProjectId>,
}

/// An occasion in words; `None` where there is nothing to tell this reader.
pub(super) fn notice(
    zone: &Zone,
    looking: Looking<'_>,
    through: Through<'_>,
    occasion: &Occasion,
) -> Option<Notice> {
    let told = Telling {
        zone,
        looking,
        through,
        kind: occasion.kind,
        seq: occasion.seq,
    };
    let mut said = match occasion.about {
        About::Item(id) => told.item(id)?,
        About::Report(id) => told.report(id)?,
        About::Meeting(id) => told.meeting(id)?,
        About::Request(id) => told.request(id)?,
        About::Problem(id) => told.problem(id)?,
        About::Cycle(id) => told.lights(id)?,
        About::Comment(id, _) => told.comment(id)?,
    };
    if said.unit.is_none() {
        said.unit = occasion.to.iter().find_map(|to| match to {
            Audience::Unit(id) | Audience::Reporters(id) | Audience::Reviewers(id) => Some(*id),
            _ => None,
        });
    }
    let due_on = occasion.due.map(|due| due.on);
    let is_meeting = matches!(occasion.about, About::Meeting(_));
    let named = |id| super::super::cycles::named(zone, id, looking.true_on);
    let unit: Option<NamedUnit> = said.unit.map(named);
    Some(Notice {
        key: occasion.key.clone(),
        kind: occasion.kind,
        kind_word: occasion.kind.word(),
        topic: occasion.kind.topic(),
        urgent: occasion.urgent,
        asks: occasion.kind.asks(),
        level: said.level,
        title: said.title,
        detail: said.detail,
        unit,
        noun: occasion.about.noun().to_owned(),
        about: occasion.about.to_string(),
        project: said.project,
        seq: occasion.seq,
        on: occasion.on,
        timed: occasion.timed,
        due_on,
        time: due_on.filter(|_| !is_meeting).map(|due| told.time(due)),
    })
}

struct Telling<'a> {
    zone: &'a Zone,
    looking: Looking<'a>,
    through: Through<'a>,
    kind: NoticeKind,
    seq: u64,
}

impl Telling<'_> {
    /// 还有 2 个工作日.
    fn time(&self, due: jiff::civil::Date) -> Words {
        match working_days(self.looking.calendars, due, self.looking.true_on) {
            late @ 1.. => Words::new(
                format!("已逾期 {late} 个工作日"),
                format!("{late} working days late"),
            ),
            0 => Words::new("今天到期", "due today"),
            left => Words::new(
                format!("还有 {} 个工作日", -left),
                format!("{} working days left", -left),
            ),
        }
    }

    /// A title: what kind it is, and of what.
    fn titled(&self, zh: &str, en: &str) -> Words {
        let word = self.kind.word();
        let mut first = word.en;
        if let Some(letter) = first.get_mut(..1) {
            letter.make_ascii_uppercase();
        }
        Words::new(format!("{}：{zh}", word.zh), format!("{first}: {en}"))
    }

    fn level_of(&self, project: Option<ProjectId>) -> HandlingLevel {
        let project = project.and_then(|id| self.zone.projects.get(&id));
        project.map_or(HandlingLevel::Internal, |project| {
            // Who owes what is never for everybody, whatever the project is.
            let own = project.handling_level(self.looking.true_on);
            own.max(HandlingLevel::Internal)
        })
    }

    fn item(&self, id: ItemId) -> Option<Said> {
        let item = self.zone.items.get(&id)?;
        let number = item.number_text();
        let what = items::shown(self.looking, item.what);
        let step = item.steps.iter().find(|step| step.seq == self.seq);
        let title = match (self.kind, step.map(|step| step.what)) {
            (NoticeKind::ItemEscalated, Some(StepKind::Escalated(step))) => {
                let word = step.word();
                self.titled(
                    &format!("{number}，{}", word.zh),
                    &format!("{number}, {}", word.en),
                )
            }
            (NoticeKind::ItemExtensionAsked, Some(StepKind::ExtensionAsked(until))) => self.titled(
                &format!("{number}，延至 {until}"),
                &format!("{number}, until {until}"),
            ),
            (NoticeKind::ItemExtensionDecided, Some(step)) => {
                let word = items::word(step);
                self.titled(
                    &format!("{number}，{}", word.zh),
                    &format!("{number}, {}", word.en),
                )
            }
            _ => self.titled(&number, &number),
        };
        Some(Said {
            title,
            detail: Some(what),
            unit: Some(item.lead),
            level: self.level_of(item.project),
            project: item.project,
        })
    }

    fn report(&self, id: ReportId) -> Option<Said> {
        let cycle = self.zone.cycles.get(&id.cycle)?;
        let Words { zh, en } = thread::report(self.zone, self.looking, id);
        let report = self.zone.reports.get(&id);
        let step = report.and_then(|own| own.steps.iter().find(|step| step.seq == self.seq));
        let (zh, en) = match step.map(|step| &step.what) {
            Some(ReportStepKind::ExtensionAsked(until)) => (
                format!("{zh}，延至 {until}"),
                format!("{en}, until {until}"),
            ),
            Some(ReportStepKind::ExtensionGranted { due, .. }) => (
                format!("{zh}，同意延至 {}", due.on),
                format!("{en}, granted until {}", due.on),
            ),
            Some(ReportStepKind::ExtensionRefused) => {
                (format!("{zh}，不同意"), format!("{en}, refused"))
            }
            _ => (zh, en),
        };
        // Why a report was returned may be anything: it is told to those who read the report.
        let returned = self.kind == NoticeKind::ReportReturned;
        let reason = step.and_then(|step| step.text).filter(|_| returned);
        let reads = super::report_view::may_read(self.zone, self.looking, id);
        let owed = || {
            let count = crate::report::owed(self.zone, cycle, id.unit).len();
            Words::new(format!("共 {count} 个项目"), format!("{count} projects"))
        };
        let detail = match reason.filter(|_| reads) {
            Some(reason) => items::shown(self.looking, reason),
            None => owed(),
        };
        Some(Said {
            title: self.titled(&zh, &en),
            detail: Some(detail),
            unit: Some(id.unit),
            level: HandlingLevel::Internal,
            project: None,
        })
    }

    fn meeting(&self, id: MeetingId) -> Option<Said> {
        let meeting = self.zone.meetings.get(&id)?;
        let number = meeting.number_words();
        let plan = &meeting.plan;
        let at = plan.at.map(|at| format!(" {}", at.strftime("%H:%M")));
        let at = at.unwrap_or_default();
        let (day, place) = (meeting.day(), &plan.place);
        let mut parts = vec![format!("{day}{at}")];
        parts.extend(
            [place, &plan.title]
                .into_iter()
                .filter(|text| !text.is_empty())
                .cloned(),
        );
        let entries = meeting.agenda.len();
        let reason = meeting.cancelled.as_ref().map(|own| own.reason);
        let detail = match reason {
            Some(reason) => meetings::shown(self.looking, reason),
            None if entries == 0 => Words::new(parts.join("，"), parts.join(", ")),
            None => Words::new(
                format!("{}，议程 {entries} 项", parts.join("，")),
                format!("{}, {entries} entries", parts.join(", ")),
            ),
        };
        Some(Said {
            title: self.titled(&number.zh, &number.en),
            detail: Some(detail),
            unit: None,
            level: HandlingLevel::Internal,
            project: None,
        })
    }

    fn request(&self, id: RequestId) -> Option<Said> {
        let own = self.zone.requests.get(&id)?;
        let on = self.looking.true_on;
        let enterprise = self.zone.enterprises.get(&own.enterprise);
        let name = enterprise.map(|one| one.name_on(on).to_owned());
        let name = name.unwrap_or_else(|| own.enterprise.to_string());
        let (number, word) = (own.number_text(), own.kind.word());
        let mut zh = format!("{number}，{name}，{}", word.zh);
        let mut en = format!("{number}, {name}, {}", word.en);
        let step = own.steps.iter().find(|step| step.seq == self.seq);
        if let Some(step) = step.filter(|_| self.kind == NoticeKind::RequestOver) {
            let word = enterprises::step_word(self.zone, self.looking, step.what);
            zh = format!("{zh}，{}", word.zh);
            en = format!("{en}, {}", word.en);
        }
        Some(Said {
            title: self.titled(&zh, &en),
            detail: Some(items::shown(self.looking, own.text)),
            // The enterprise reads of its own request, not of whose desk it lies on.
            unit: Some(own.stands(on).handler),
            level: self.level_of(own.project),
            project: own.project,
        })
    }

    fn problem(&self, id: ProblemId) -> Option<Said> {
        let problem = self.zone.problems.get(&id)?;
        let project = self.zone.projects.get(&problem.project)?;
        let on = self.looking.true_on;
        let (name, word) = (project.name_on(on), problem.severity.word());
        let kind = &problem.kind;
        Some(Said {
            title: self.titled(
                &format!("{name}，{kind}（{}）", word.zh),
                &format!("{name}, {kind} ({})", word.en),
            ),
            detail: Some(items::shown(self.looking, problem.description)),
            unit: problem.owner.or_else(|| self.zone.lead_unit(project, on)),
            level: self.level_of(Some(problem.project)),
            project: Some(problem.project),
        })
    }

    /// Who said it, and of what: a comment's text is its detail.
    fn comment(&self, id: CommentId) -> Option<Said> {
        let own = self.zone.comments.get(&id)?;
        let by = thread::said_by(self.zone, self.looking, &own.by);
        let what = thread::called(self.zone, self.looking, own.subject);
        let project = own.subject.project(self.zone);
        Some(Said {
            title: self.titled(
                &format!("{}，{}", by.zh, what.zh),
                &format!("{}, {}", by.en, what.en),
            ),
            detail: Some(items::shown(self.looking, own.versions.last()?.text)),
            unit: None,
            level: self.level_of(project),
            project,
        })
    }

    /// Of the reader's own projects, or of all for who reads all: how many a closed cycle fixed
    /// red. What the channel may not carry is not counted either.
    fn lights(&self, id: CycleId) -> Option<Said> {
        let cycle = self.zone.cycles.get(&id)?;
        let reds: Vec<&Project> = self
            .zone
            .projects
            .values()
            .map(|project| &**project)
            .filter(|project| self.was_red(project, cycle.until) && self.is_told_of(project))
            .collect();
        if reds.is_empty() {
            return None;
        }
        let on = self.looking.true_on;
        let level = |project: &&&Project| project.handling_level(on);
        let level = reds.iter().map(|project| level(&project)).max();
        let count = reds.len();
        let named: Vec<&str> = reds
            .iter()
            .take(limits::REDS_NAMED_MAX)
            .map(|project| project.name_on(on))
            .collect();
        let more = count - named.len();
        let (zh_more, en_more) = match more {
            0 => (String::new(), String::new()),
            _ => (format!("等 {count} 个"), format!(" and {more} more")),
        };
        Some(Said {
            title: self.titled(
                &format!("{}关账，{count} 个项目", cycle.name.zh),
                &format!("{} closed, {count} projects", cycle.name.en),
            ),
            detail: Some(Words::new(
                format!("{}{zh_more}", named.join("、")),
                format!("{}{en_more}", named.join(", ")),
            )),
            unit: None,
            level: level.unwrap_or_default().max(HandlingLevel::Internal),
            project: None,
        })
    }

    fn was_red(&self, project: &Project, as_of: jiff::civil::Date) -> bool {
        let mut fixed = project.fixed_lights.iter().rev();
        fixed.any(|own| own.as_of == as_of && own.colour == Colour::Red)
    }

    fn is_told_of(&self, project: &Project) -> bool {
        use super::Reader;
        use crate::authority::{Operation, Reach};
        let on = self.looking.true_on;
        let lead = self.zone.lead_unit(project, on);
        let within = |unit: UnitId| lead.is_some_and(|own| self.zone.is_within(own, unit, on));
        let wanted = match self.through.reader {
            Reader::Person(watched) => {
                watched.contains(&project.id)
                    || self.looking.actor.reach(Operation::Read) == Reach::All
                    || self.looking.actor.unit.is_some_and(within)
            }
            Reader::Group(unit) => unit.is_none_or(within),
        };
        let level = project.handling_level(on);
        wanted && level <= self.through.carries && self.looking.actor.sees(level, lead)
    }
}
