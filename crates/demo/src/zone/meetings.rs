//! The meetings of the demonstration: a dispatch meeting of last month with its minutes and what
//! it asked, and the next one with an agenda.

use jiff::civil::{Date, Time};
use zone::command::{AssignItem, Command};
use zone::item::{ItemAct, ItemKind, ItemSource};
use zone::meeting::{AgendaEntry, Attendee, MeetingAct, MeetingKind, MeetingPlan, Subject};
use zone::plan::WeekKind;
use zone::project::Evidence;
use zone::view::Looking;
use zone::view::agenda;
use zone::{Actor, Calendars, CycleId, FoundText, Holder, MeetingId, TextRef, Texts, Zone};

use super::dates::add_days;
use super::office::{Office, last, unit};
use super::trouble;
use crate::Driver;

/// The minutes of the meeting that was held.
const MINUTES: &str = "重点项目调度会议纪要

管委会召开重点项目调度会，听取上月重点项目推进情况汇报，研究解决要素保障和开工攻坚中的问题。管委会常务副主任主持，管委会主任出席并讲话。

会议指出，年度投资总体平稳，但部分项目节点滞后，个别项目手续办理偏慢，要坚持问题导向，把责任压实到岗、到人。

会议议定以下事项：
一、规划建设局要加快完成东部片区道路配套工程的施工图审查，确保月底前进场施工。
二、自然资源分局要会同东部片区管委会，抓紧办结临港物流园扩区地块的供地手续。
三、城市运营公司要尽快完成新材料产业园供热管网的接驳，保障企业试生产用热。
四、财政金融局要做好专项债项目资金拨付，做到工程量审定后十个工作日内拨付到位。
五、行政审批局要梳理联合验收堵点，推动竣工项目应验尽验。

会议强调，各单位要严格落实月调度制度，按时如实填报，严禁虚报进度；要总结推广“拿地即开工”的经验做法。
";

/// An item of the minutes and what became of it.
struct Asked {
    /// A part of its sentence, by which its line is found.
    part: &'static str,
    what: &'static str,
    measure: &'static str,
    evidence: &'static str,
    lead: usize,
    support: &'static [usize],
    due: AskedDue,
    answer: Option<&'static str>,
}

/// By when: days from the meeting, or from today.
#[derive(Clone, Copy)]
enum AskedDue {
    After(i64),
    Ahead(i64),
}

const ASKED: [Asked; 5] = [
    Asked {
        part: "施工图审查",
        what: "完成东部片区道路配套工程施工图审查",
        measure: "取得审查合格书并进场施工",
        evidence: "approval",
        lead: unit::PLANNING,
        support: &[unit::EAST],
        due: AskedDue::After(18),
        answer: Some("审查合格书已取得，施工单位已进场。"),
    },
    Asked {
        part: "供地手续",
        what: "办结临港物流园扩区地块供地手续",
        measure: "签订出让合同并完成交地",
        evidence: "contract",
        lead: unit::LAND,
        support: &[unit::EAST, unit::PORT],
        due: AskedDue::After(15),
        answer: None,
    },
    Asked {
        part: "供热管网",
        what: "完成新材料产业园供热管网接驳",
        measure: "管网通汽，企业确认满足试生产用热",
        evidence: "acceptance",
        lead: unit::OPERATIONS,
        support: &[unit::MATERIALS],
        due: AskedDue::Ahead(16),
        answer: None,
    },
    Asked {
        part: "专项债",
        what: "专项债项目资金按审定工程量及时拨付",
        measure: "审定后十个工作日内拨付，逐笔有凭证",
        evidence: "approval",
        lead: unit::FINANCE,
        support: &[unit::GROUP],
        due: AskedDue::Ahead(30),
        answer: None,
    },
    Asked {
        part: "联合验收",
        what: "梳理联合验收堵点并提出办理清单",
        measure: "清单经专题会审定并公布",
        evidence: "approval",
        lead: unit::APPROVAL,
        support: &[unit::EMERGENCY, unit::ENVIRONMENT],
        due: AskedDue::After(20),
        answer: Some("清单已经专题会审定，共 11 项，已公布。"),
    },
];

/// What the meeting that was held saw.
pub(crate) struct Meetings {
    saw: Option<(Zone, Date)>,
}

impl Meetings {
    /// Before anything was held.
    pub(crate) fn none() -> Meetings {
        Meetings { saw: None }
    }

    /// Plans and holds the dispatch meeting about the cycle that closed last, on the eighth of the
    /// month or the first working day from there.
    pub(crate) fn hold<D: Driver>(
        &mut self,
        driver: &mut D,
        office: &Office,
        calendars: &Calendars,
        month: Date,
    ) -> Result<(), D::Error> {
        let calendar = calendars.get(WeekKind::FiveDay);
        let on = calendar.on_or_after(add_days(month, 7));
        let closed = driver.zone().cycles.values();
        let closed = closed.filter(|cycle| cycle.closed.is_some());
        let cycle = closed.map(|cycle| cycle.id).next_back();
        let eve = calendar.add_working_days(on, -3);
        let plan = plan_of(office, on, cycle);
        run_on(driver, eve, plan_command(plan))?;
        let Some(id) = last(driver.zone().meetings.keys()) else {
            return Ok(());
        };
        let zone = driver.zone().clone();
        let entries = agenda_of(driver, calendars, (&zone, None), id, 10);
        act(driver, eve, id, MeetingAct::SetAgenda { entries })?;
        let absent = vec![Attendee::Unit(office.units[unit::COMMERCE])];
        let on_day = MeetingAct::Hold { on: None, absent };
        act(driver, on, id, on_day)?;
        let speaks_of = driver.zone().meetings.get(&id).and_then(|meeting| {
            let mark = driver.zone().marks.get(meeting.mark()?)?;
            Some(mark.date)
        });
        self.saw = speaks_of.map(|date| (driver.zone().clone(), date));
        let issued = calendar.add_working_days(on, 2);
        let text = Some(driver.seal(MINUTES, &[]));
        let name = format!("{}年{}月重点项目调度会议纪要", on.year(), on.month());
        let name = Some(driver.seal(&name, &[]));
        let minutes = MeetingAct::IssueMinutes {
            text,
            name,
            on: issued,
            reason: None,
        };
        act(driver, issued, id, minutes)
    }

    /// What the meeting asked, and the next meeting with its agenda.
    pub(crate) fn go_on<D: Driver>(
        &self,
        driver: &mut D,
        office: &Office,
        calendars: &Calendars,
        today: Date,
    ) -> Result<(), D::Error> {
        let held = driver.zone().meetings.values().next_back().cloned();
        let Some(held) = held else { return Ok(()) };
        let minutes_on = held.minutes.last().map_or(held.day(), |own| own.on);
        for (at, asked) in (1..).zip(&ASKED) {
            assign(driver, office, (held.id, at), asked, (minutes_on, today))?;
        }
        let closed = driver.zone().cycles.values();
        let closed = closed.filter(|cycle| cycle.closed.is_some());
        let cycle = closed.map(|cycle| cycle.id).next_back();
        let calendar = calendars.get(WeekKind::FiveDay);
        let on = calendar.add_working_days(today, 3);
        run_on(driver, today, plan_command(plan_of(office, on, cycle)))?;
        let Some(id) = last(driver.zone().meetings.keys()) else {
            return Ok(());
        };
        let zone = driver.zone().clone();
        let since = self.saw.as_ref().map(|(zone, date)| (zone, *date));
        let mut entries = agenda_of(driver, calendars, (&zone, since), id, 9);
        let own = driver.seal("部署下阶段开工攻坚和纳统入库工作", &[]);
        entries.push(AgendaEntry {
            subject: Subject::Own(own),
            speaker: Some(office.units[unit::ECONOMY]),
            minutes: 10,
        });
        act(driver, today, id, MeetingAct::SetAgenda { entries })
    }
}

fn plan_of(office: &Office, on: Date, cycle: Option<CycleId>) -> MeetingPlan {
    let posts = office.posts.iter().copied().map(Attendee::Post);
    let observers = [unit::EMERGENCY, unit::TECHNOLOGY, unit::COMMERCE];
    let units = office.units.iter().enumerate();
    let members = units
        .filter(|(at, _)| !observers.contains(at) && *at != unit::SERVICE_CENTRE)
        .map(|(_, unit)| Attendee::Unit(*unit));
    MeetingPlan {
        kind: MeetingKind::Dispatch,
        title: String::new(),
        on,
        at: Some(Time::constant(14, 30, 0, 0)),
        place: "管委会二楼会议室".to_owned(),
        cycle,
        chair: office.posts.get(1).copied().map(Holder::Post),
        members: posts.chain(members).collect(),
        observers: observers.map(|at| Attendee::Unit(office.units[at])).into(),
    }
}

fn plan_command(plan: MeetingPlan) -> Command {
    Command::PlanMeeting {
        plan: Box::new(plan),
        given_order: false,
    }
}

fn run_on<D: Driver>(driver: &mut D, on: Date, command: Command) -> Result<(), D::Error> {
    driver.run_as(&Actor::program(), on, command)
}

fn act<D: Driver>(
    driver: &mut D,
    on: Date,
    id: MeetingId,
    act: MeetingAct,
) -> Result<(), D::Error> {
    let meeting = driver.zone().meetings.get(&id);
    let version = meeting.map_or(0, |meeting| meeting.version);
    let act = Box::new(act);
    run_on(driver, on, Command::MoveMeeting { id, version, act })
}

/// The first entries that are proposed, as a clerk takes them.
fn agenda_of<D: Driver>(
    driver: &D,
    calendars: &Calendars,
    (zone, since): (&Zone, Option<(&Zone, Date)>),
    id: MeetingId,
    count: usize,
) -> Vec<AgendaEntry> {
    let actor = Actor::program();
    let looking = |true_on| Looking {
        true_on,
        calendars,
        texts: &Unread,
        actor: &actor,
    };
    let meeting = zone.meetings.get(&id);
    let on = meeting.map_or(driver.today(), |own| own.speaks_of(zone, driver.today()));
    let since = since.map(|(then, date)| (then, looking(date)));
    let board = agenda::agenda((zone, looking(on)), since, id, count);
    let lines = board
        .ok()
        .flatten()
        .map_or_else(Vec::new, |board| board.proposed);
    let entry = |line: &agenda::AgendaLine| {
        Some(AgendaEntry {
            subject: Subject::read(line.subject.as_deref()?)?,
            speaker: line.speaker.as_ref().map(|unit| unit.id),
            minutes: line.minutes,
        })
    };
    lines.iter().filter_map(entry).collect()
}

/// The choice of subjects asks for no words.
struct Unread;

impl Texts for Unread {
    fn find(&self, _: TextRef) -> FoundText {
        FoundText::Missing
    }
}

fn assign<D: Driver>(
    driver: &mut D,
    office: &Office,
    (meeting, serial): (MeetingId, u32),
    asked: &Asked,
    (on, today): (Date, Date),
) -> Result<(), D::Error> {
    let mut lines = (1..).zip(MINUTES.lines());
    let (line, sentence) = lines
        .find(|(_, line)| line.contains(asked.part))
        .unwrap_or((1, asked.what));
    let document = format!("{}年{}月重点项目调度会议纪要", on.year(), on.month());
    let source = ItemSource {
        sentence: driver.seal(sentence, &[]),
        document: Some(driver.seal(&document, &[])),
        line: Some(line),
    };
    let due = match asked.due {
        AskedDue::After(days) => add_days(on, days),
        AskedDue::Ahead(days) => add_days(today, days),
    };
    let item = AssignItem {
        kind: ItemKind::Meeting,
        what: driver.seal(asked.what, &[]),
        source: Some(source),
        lead: office.units[asked.lead],
        support: asked.support.iter().map(|at| office.units[*at]).collect(),
        owed_to: None,
        owner: Some(Holder::Person(office.officials[asked.lead])),
        measure: Some(driver.seal(asked.measure, &[])),
        evidence: vec![asked.evidence.to_owned()],
        project: None,
        problem: None,
        meeting: Some(meeting),
        due_on: Some(due),
        effective_on: on,
    };
    driver.run(Command::AssignItem(Box::new(item)))?;
    let (Some(id), Some(answer)) = (last(driver.zone().items.keys()), asked.answer) else {
        return Ok(());
    };
    let answered = add_days(on, 9).min(today);
    let evidence = vec![Evidence::Document {
        kind: asked.evidence.to_owned(),
        number: trouble::paper(asked.evidence, answered, 700 + serial),
    }];
    let text = driver.seal(answer, &[]);
    let acts = [
        ItemAct::Answer { text, evidence },
        ItemAct::Accept { note: None },
        ItemAct::Close {
            note: None,
            evidence: Vec::new(),
        },
    ];
    for act in acts {
        let version = driver.zone().items.get(&id).map_or(0, |own| own.version);
        driver.run(Command::MoveItem {
            id,
            version,
            act,
            effective_on: answered,
        })?;
    }
    Ok(())
}
