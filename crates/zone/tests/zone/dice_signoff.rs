//! Random commands about signing: often the step that comes next, sometimes any.

use jiff::ToSpan as _;
use jiff::civil::date;
use zone::cycle::{Cycle, CycleLength};
use zone::report::{Report, figures_digest, sheet_totals};
use zone::signoff::command::{Delegate, ScanSheet, SignoffCommand as C};
use zone::signoff::{CodeRead, SignRole, SignRoute, SignStep, code};
use zone::text::TextTable;
use zone::{Command, DelegationId, Fen, Holder, PersonId, PostId, ReportId, Sealer, UnitId, Zone};

use crate::dice::Dice;

/// A command about signing, or a person that must be there first.
pub(crate) fn command(
    zone: &Zone,
    cycle: &Cycle,
    id: ReportId,
    texts: &mut TextTable,
    dice: &mut Dice<'_>,
) -> Command {
    if zone.people.len() < 3 {
        return Command::AddPerson {
            name: texts.seal("某人", &[]),
            unit: Some(id.unit),
            protocol_rank: 1,
            effective_on: date(2025, 1, 1),
        };
    }
    let reason = texts.seal("说明", &[]);
    let report = zone.reports.get(&id).map(|own| &**own);
    let version = report.map_or(0, |own| own.version);
    let version = if dice.often() { version } else { dice.roll(4) };
    let route = zone.routes.contains_key(&id.unit);
    let own = match (route, dice.roll(16)) {
        (false, _) | (true, 0) => set_route(zone, id.unit, dice),
        (_, 1..4) => delegate(id.unit, dice),
        (_, 4..7) => C::Revoke {
            id: DelegationId(1),
            reason: dice.often().then_some(reason),
        },
        (_, 7) => C::GiveBack {
            id,
            version,
            reason: dice.often().then_some(reason),
        },
        (_, 8 | 9) => C::Print { id, version },
        (_, 10 | 11) => scan(report, (cycle, id, version), texts, dice),
        _ => C::Sign {
            id,
            version,
            digest: None,
            note: (dice.roll(3) == 0).then_some(reason),
        },
    };
    Command::Signoff(Box::new(own))
}

fn set_route(zone: &Zone, unit: UnitId, dice: &mut Dice<'_>) -> C {
    let people = |dice: &mut Dice<'_>| {
        let person = |at: u32| Holder::Person(PersonId(at));
        match dice.roll(40) {
            0 => vec![Holder::Post(PostId(1))],
            1 => Vec::new(),
            _ => vec![person(1), person(2), person(3)],
        }
    };
    let roles = SignRole::ALL.into_iter().filter(|_| dice.often());
    let roles: Vec<SignRole> = roles.collect();
    let step = |role, dice: &mut Dice<'_>| SignStep {
        role,
        signers: people(dice),
    };
    C::SetRoute {
        unit,
        version: zone.routes.get(&unit).map_or(0, |own| own.version),
        route: SignRoute {
            steps: roles.into_iter().map(|role| step(role, dice)).collect(),
            one_person: dice.roll(3) == 0,
            reviewed_after: dice.roll(3) == 0,
        },
        document: dice.document(),
    }
}

fn delegate(unit: UnitId, dice: &mut Dice<'_>) -> C {
    let from = date(2026, 12, 31);
    C::Delegate(Delegate {
        unit,
        principal: dice.often().then_some(PersonId(1)),
        delegate: PersonId(dice.roll(4) / 2 + 2),
        forms: vec![dice.pick(&[
            CycleLength::TenDays,
            CycleLength::Month,
            CycleLength::Quarter,
        ])],
        from,
        until: from.saturating_add(i64::from(dice.roll(20)).days()),
        document: if dice.often() { "委托书" } else { "" }.to_owned(),
    })
}

fn scan(
    report: Option<&Report>,
    (cycle, id, version): (&Cycle, ReportId, u32),
    texts: &mut TextTable,
    dice: &mut Dice<'_>,
) -> C {
    let lines = report.and_then(Report::last).map(|(_, own)| &own.lines);
    let lines = lines.map_or(&[][..], Vec::as_slice);
    let submitted = report.map_or(0, Report::submitted_version);
    let digest = figures_digest(cycle.id, id.unit, lines);
    let totals = sheet_totals(lines).into_iter();
    let slip = Fen(i64::from(dice.roll(3) / 2));
    C::Scan(Box::new(ScanSheet {
        id,
        version,
        code: code::code(id, submitted, &digest),
        digest: dice.often().then_some(digest),
        read: dice.pick(&[CodeRead::Picture, CodeRead::Typed]),
        signed: SignRole::ALL.into(),
        totals: totals
            .map(|(field, sum)| (field, Fen(sum.0 + slip.0)))
            .collect(),
        sha256: "ab".repeat(32),
        name: texts.seal("扫描.jpg", &[]),
        bytes: 9,
    }))
}
