//! Enterprises of the zone: eighteen months of figures, and requests in every state.
//!
//! Promises: on any day one request is late, one came back, one waits for the enterprise that
//! signs in, and one enterprise stands still, one produces less, one has told nothing.

use jiff::civil::Date;
use zone::authority::Role;
use zone::command::Command;
use zone::enterprise::command::{EnterpriseCommand, NewEnterprise, RaiseRequest, RecordFigures};
use zone::enterprise::figures::{FigureAnswer, Figures, questions};
use zone::enterprise::request::RequestAct;
use zone::enterprise::{EnterpriseChange, EnterpriseState};
use zone::indicator::Month;
use zone::{Actor, BasisPoints, EnterpriseId, Fen, Holder, RequestId};

use super::dates::{add_days, add_months};
use super::firms_script::{Asked, FIRMS, Firm, REQUESTS, Then};
use super::office::{Office, last};
use crate::Driver;
use crate::dice::Dice;

/// Months of figures, so that the newest twelve have one of the year before beside half of them.
const MONTHS: i32 = 18;

/// Day of the month on which last month is told of.
const TOLD_ON: i64 = 7;

/// What happens, by day.
enum Turn {
    Founded(usize),
    /// Which enterprise, the month, and how many months ago that is.
    Told(usize, Month, i32),
    Stands(usize, EnterpriseState),
    Raised(usize),
    Moved(usize, usize),
}

/// The enterprises' story.
pub(crate) struct Firms {
    seed: u64,
    turns: Vec<(Date, usize, Turn)>,
    next: usize,
    ids: Vec<EnterpriseId>,
    requests: Vec<Option<RequestId>>,
}

impl Firms {
    /// Every turn until today, in order.
    pub(crate) fn until(seed: u64, today: Date) -> Firms {
        let this_month = today.first_of_month();
        let founded = add_months(this_month, -MONTHS - 1);
        let mut turns: Vec<(Date, usize, Turn)> = Vec::new();
        for (at, firm) in FIRMS.iter().enumerate() {
            turns.push((founded, at, Turn::Founded(at)));
            for back in (1..=MONTHS).rev() {
                let first = add_months(this_month, -back);
                let told = add_days(add_months(first, 1), TOLD_ON - 1).min(today);
                let silent = usize::try_from(back).is_ok_and(|back| back <= firm.silent);
                if !silent {
                    turns.push((told, 100 + at, Turn::Told(at, Month::of(first), back)));
                }
            }
            if let Some((state, ago)) = firm.state {
                turns.push((
                    add_days(today, -ago).max(founded),
                    50 + at,
                    Turn::Stands(at, state),
                ));
            }
        }
        for (at, asked) in REQUESTS.iter().enumerate() {
            turns.push((add_days(today, -asked.ago), 200 + at, Turn::Raised(at)));
            let steps = asked.steps.iter().enumerate();
            turns.extend(steps.map(|(nth, (ago, _))| {
                let order = 300 + at * 10 + nth;
                (add_days(today, -ago), order, Turn::Moved(at, nth))
            }));
        }
        turns.sort_by_key(|(day, order, _)| (*day, *order));
        Firms {
            seed,
            turns,
            next: 0,
            ids: Vec::new(),
            requests: vec![None; REQUESTS.len()],
        }
    }

    /// The turns of the days until one.
    pub(crate) fn turn<D: Driver>(
        &mut self,
        driver: &mut D,
        office: &Office,
        until: Date,
    ) -> Result<(), D::Error> {
        while let Some((day, _, turn)) = self.turns.get(self.next).filter(|own| own.0 <= until) {
            let day = *day;
            self.next += 1;
            match *turn {
                Turn::Founded(at) => {
                    found(driver, office, &FIRMS[at], day)?;
                    self.ids.extend(last(driver.zone().enterprises.keys()));
                }
                Turn::Told(at, month, back) => {
                    let id = self.ids[at];
                    tell(driver, self.seed, (at, id), (month, back), day)?;
                }
                Turn::Stands(at, state) => stand(driver, self.ids[at], state, day)?,
                Turn::Raised(at) => {
                    let asked = &REQUESTS[at];
                    raise(driver, self.ids[asked.firm], asked, day)?;
                    self.requests[at] = last(driver.zone().requests.keys());
                }
                Turn::Moved(at, nth) => {
                    let asked = &REQUESTS[at];
                    if let Some(id) = self.requests[at] {
                        let then = &asked.steps[nth].1;
                        step(driver, office, (id, self.ids[asked.firm]), then, day)?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn run<D: Driver>(
    driver: &mut D,
    by: &Actor,
    on: Date,
    command: EnterpriseCommand,
) -> Result<(), D::Error> {
    driver.run_as(by, on, Command::Enterprise(Box::new(command)))
}

fn found<D: Driver>(
    driver: &mut D,
    office: &Office,
    firm: &Firm,
    day: Date,
) -> Result<(), D::Error> {
    let contact = driver.seal(firm.contact, &[]);
    let building = firm.output == 0;
    let state = match building {
        true => EnterpriseState::Building,
        false => EnterpriseState::Producing,
    };
    let asked = NewEnterprise {
        code: firm.code.to_owned(),
        name: firm.name.to_owned(),
        industry: firm.industry.to_owned(),
        lead: office.units[firm.lead],
        assistant: Some(Holder::Person(office.officials[firm.lead])),
        contact: Some(contact),
        state,
        effective_on: day,
    };
    run(
        driver,
        &Actor::program(),
        day,
        EnterpriseCommand::Add(asked),
    )
}

fn stand<D: Driver>(
    driver: &mut D,
    id: EnterpriseId,
    state: EnterpriseState,
    day: Date,
) -> Result<(), D::Error> {
    let own = driver.zone().enterprises.get(&id);
    let version = own.map_or(0, |own| own.version);
    let command = EnterpriseCommand::Change {
        id,
        version,
        changes: vec![EnterpriseChange::State(state)],
        document: String::new(),
        effective_on: day,
    };
    run(driver, &Actor::program(), day, command)
}

fn tell<D: Driver>(
    driver: &mut D,
    seed: u64,
    (at, id): (usize, EnterpriseId),
    (month, back): (Month, i32),
    day: Date,
) -> Result<(), D::Error> {
    let Some(own) = driver.zone().enterprises.get(&id) else {
        return Ok(());
    };
    let stopped = own.state_on(month.last_day()) == EnterpriseState::Stopped;
    let figures = figures(seed, at, (month, back), stopped);
    let (asked, version) = (questions(Some(own), month, &figures), own.version);
    let mut answers = Vec::new();
    for question in asked {
        let reason = driver.seal("窑炉停产检修，已报备", &[]);
        answers.push(FigureAnswer {
            question: question.question,
            figure: question.figure,
            reason,
        });
    }
    let record = RecordFigures {
        id,
        version,
        month,
        figures,
        answers,
    };
    // The one that signs in tells it itself, and some others do.
    let by = match at % 3 {
        0 => speaker(id),
        _ => Actor::program(),
    };
    run(driver, &by, day, EnterpriseCommand::RecordFigures(record))
}

/// A month of an enterprise: its ordinary one, moved by drift, season and chance.
fn figures(seed: u64, at: usize, (month, back): (Month, i32), stopped: bool) -> Figures {
    let firm = &FIRMS[at];
    let gone = i64::from(MONTHS - back);
    let purpose = 9_000 + u64::try_from(at).unwrap_or(0) * 100;
    let mut dice = Dice::of(seed, purpose.wrapping_add_signed(gone));
    let season = if month.month == 2 { 720 } else { 1000 };
    let drift = 1000 + firm.drift * gone;
    let moved = |ordinary: i64, dice: &mut Dice| {
        let chance = dice.between(965, 1036);
        ordinary * drift / 1000 * season / 1000 * chance / 1000
    };
    if stopped {
        return Figures {
            output_fen: Some(Fen(0)),
            orders_fen: Some(Fen(firm.output * 30_000_000 / 100)),
            electricity_kwh: Some(firm.power * 300),
            capacity_use: Some(BasisPoints(0)),
        };
    }
    let output = moved(firm.output, &mut dice);
    let orders = moved(firm.output * 26 / 10, &mut dice);
    let power = moved(firm.power * 10_000, &mut dice);
    let capacity = moved(firm.capacity * 100, &mut dice).clamp(1_500, 9_900);
    Figures {
        output_fen: Some(Fen(output * 1_000_000)),
        orders_fen: Some(Fen(orders * 1_000_000)),
        electricity_kwh: Some(power),
        capacity_use: Some(BasisPoints(i32::try_from(capacity).unwrap_or(0))),
    }
}

fn raise<D: Driver>(
    driver: &mut D,
    id: EnterpriseId,
    asked: &Asked,
    day: Date,
) -> Result<(), D::Error> {
    let text = driver.seal(asked.text, &[]);
    let command = EnterpriseCommand::Raise(RaiseRequest {
        enterprise: id,
        kind: asked.kind,
        text: Some(text),
        received_by: None,
        project: None,
        effective_on: day,
    });
    let by = match asked.own {
        true => speaker(id),
        false => Actor::program(),
    };
    run(driver, &by, day, command)
}

fn step<D: Driver>(
    driver: &mut D,
    office: &Office,
    (id, enterprise): (RequestId, EnterpriseId),
    then: &Then,
    day: Date,
) -> Result<(), D::Error> {
    let mut words = |text: &str| (!text.is_empty()).then(|| driver.seal(text, &[]));
    let act = match then {
        Then::Pass(unit, note) => RequestAct::PassOn {
            to: office.units[*unit],
            note: words(note),
        },
        Then::Urge(note) => RequestAct::Urge { note: words(note) },
        Then::Answer(outcome, text) => RequestAct::Answer {
            outcome: *outcome,
            text: driver.seal(text, &[]),
        },
        Then::Confirm(satisfaction, text) => RequestAct::Confirm {
            satisfaction: *satisfaction,
            words: words(text),
        },
        Then::Reopen(reason) => RequestAct::Reopen {
            reason: driver.seal(reason, &[]),
        },
        Then::Close(note) => RequestAct::Close { note: words(note) },
    };
    let by = match act.kind().is_enterprises() {
        true => speaker(enterprise),
        false => Actor::program(),
    };
    let version = driver.zone().requests.get(&id).map_or(0, |own| own.version);
    let command = EnterpriseCommand::Move {
        id,
        version,
        act,
        effective_on: day,
    };
    run(driver, &by, day, command)
}

/// The sign-in of an enterprise.
fn speaker(id: EnterpriseId) -> Actor {
    Actor {
        account: format!("qy-{id}"),
        roles: vec![Role::Enterprise],
        unit: None,
        person: None,
        enterprise: Some(id),
    }
}
