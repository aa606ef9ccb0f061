//! Two units that sign their reports: the one whose people sign in, whose report hangs at its head,
//! and one whose head has his secretary sign.

use jiff::civil::Date;
use zone::authority::Role;
use zone::command::Command;
use zone::cycle::CycleLength;
use zone::report::ReportId;
use zone::signoff::command::{Delegate, SignoffCommand};
use zone::signoff::{SignRole, SignRoute, SignStep};
use zone::{Actor, Holder, PersonId, UnitId};

use super::dates::add_days;
use crate::Driver;
use crate::accounts::SIGNERS;

/// Working days after the due day in which a unit may correct its report.
pub(crate) const CORRECTION_DAYS: u16 = 3;

/// The people of a unit that sign: handler, reviewer, head, secretary.
#[derive(Clone, Copy)]
pub(crate) struct Signers {
    unit: UnitId,
    people: [PersonId; 4],
    /// Whether they have accounts to sign in with.
    signed_in: bool,
}

/// Settles the steps of the unit whose people sign in; none where the zone does not have it.
pub(crate) fn signed_in<D: Driver>(
    driver: &mut D,
    today: Date,
) -> Result<Option<Signers>, D::Error> {
    let accounts = crate::accounts();
    let account = accounts.iter().find(|own| own.account == SIGNERS[0].0);
    let unit = account.and_then(|own| driver.zone().unit_called(own.unit?, today));
    match unit {
        Some(unit) => {
            let names = SIGNERS.map(|(_, name)| name);
            let signers = settle(driver, unit, names, today)?;
            Ok(Some(Signers {
                signed_in: true,
                ..signers
            }))
        }
        None => Ok(None),
    }
}

/// Settles the steps of a unit: its people come, its head holds a post.
pub(crate) fn settle<D: Driver>(
    driver: &mut D,
    unit: UnitId,
    names: [&str; 4],
    today: Date,
) -> Result<Signers, D::Error> {
    let since = add_days(today, -90);
    let first = driver
        .zone()
        .people
        .keys()
        .map(|id| id.0)
        .max()
        .unwrap_or(0)
        + 1;
    for (rank, name) in (60..).zip(names) {
        let name = driver.seal(name, &[]);
        driver.run(Command::AddPerson {
            name,
            unit: Some(unit),
            protocol_rank: rank,
            effective_on: since,
        })?;
    }
    let people = [0, 1, 2, 3].map(|at| PersonId(first + at));
    driver.run(Command::AddPost {
        title: "单位负责人".to_owned(),
        unit: Some(unit),
        protocol_rank: 60,
        effective_on: since,
    })?;
    let post = driver.zone().posts.keys().max().copied();
    let head = post.map_or(Holder::Person(people[2]), Holder::Post);
    if let Some(id) = post {
        driver.run(Command::HoldPost {
            id,
            version: 1,
            holder: Some(people[2]),
            document: "示组〔2026〕7号".to_owned(),
            effective_on: since,
        })?;
    }
    let step = |role, signer| SignStep {
        role,
        signers: vec![signer],
    };
    let route = SignRoute {
        steps: vec![
            step(SignRole::Handler, Holder::Person(people[0])),
            step(SignRole::Reviewer, Holder::Person(people[1])),
            step(SignRole::Head, head),
        ],
        one_person: false,
        reviewed_after: false,
    };
    driver.run(signoff(SignoffCommand::SetRoute {
        unit,
        version: 0,
        route,
        document: "报表签发办法（试行）".to_owned(),
    }))?;
    Ok(Signers {
        unit,
        people,
        signed_in: false,
    })
}

fn signoff(command: SignoffCommand) -> Command {
    Command::Signoff(Box::new(command))
}

impl Signers {
    /// Whether they sign for a unit.
    pub(crate) fn are_of(&self, unit: UnitId) -> bool {
        self.unit == unit
    }

    /// One of them: handler, reviewer, head, secretary.
    pub(crate) fn actor(&self, at: usize) -> Actor {
        let signed_in = SIGNERS.get(at).filter(|_| self.signed_in);
        Actor {
            account: match signed_in {
                Some((account, _)) => (*account).to_owned(),
                None => format!("qf-{}-{at}", self.unit),
            },
            roles: vec![if at == 0 {
                Role::Reporter
            } else {
                Role::Reviewer
            }],
            unit: Some(self.unit),
            person: self.people.get(at).copied(),
            enterprise: None,
        }
    }

    /// One of them signs.
    pub(crate) fn sign<D: Driver>(
        &self,
        driver: &mut D,
        (at, on): (usize, Date),
        id: ReportId,
    ) -> Result<(), D::Error> {
        let version = driver.zone().reports.get(&id).map_or(0, |own| own.version);
        let command = signoff(SignoffCommand::Sign {
            id,
            version,
            digest: None,
            note: None,
        });
        driver.run_as(&self.actor(at), on, command)
    }

    /// The head has the secretary sign for a month.
    pub(crate) fn delegate<D: Driver>(&self, driver: &mut D, on: Date) -> Result<(), D::Error> {
        let command = signoff(SignoffCommand::Delegate(Delegate {
            unit: self.unit,
            principal: None,
            delegate: self.people[3],
            forms: vec![CycleLength::Month],
            from: on,
            until: add_days(on, 30),
            document: "负责人外出学习期间授权委托书".to_owned(),
        }));
        driver.run_as(&self.actor(2), on, command)
    }
}
