//! What is said about a project that a problem holds up, about an item, and to an enterprise.

use jiff::civil::Date;
use zone::authority::Role;
use zone::command::Command;
use zone::item::ItemState;
use zone::thread::command::{MakeComment, ThreadCommand};
use zone::thread::{Audience, Mention, ThreadSubject};
use zone::{Actor, CommentId, ProjectId, UnitId, Zone};

use super::dates::add_days;
use super::office::last;
use crate::{Driver, accounts};

/// Who says a line, how many days ago, and what; an answer to the line before where it says so.
struct Line {
    account: &'static str,
    ago: i64,
    text: &'static str,
    names: Option<&'static str>,
    answers: bool,
}

const OF_PROJECT: [Line; 3] = [
    Line {
        account: "clerk",
        ago: 6,
        text: "@开发建设集团 本周调度会要报这个项目，请把卡点和解决时限补进来，写清需要哪个部门配合。",
        names: Some("开发建设集团"),
        answers: false,
    },
    Line {
        account: "reporter2",
        ago: 5,
        text: "已和权属单位对接两次，方案本周五前出，需供电中心同步出具停电计划。",
        names: None,
        answers: true,
    },
    Line {
        account: "leader",
        ago: 2,
        text: "供电中心周三前回复停电计划，回复不了的提到周五的会上定。",
        names: None,
        answers: true,
    },
];

const OF_ITEM: [Line; 2] = [
    Line {
        account: "clerk",
        ago: 4,
        text: "材料里没有验收单，@智能制造产业园 补上后再报反馈。",
        names: Some("智能制造产业园"),
        answers: false,
    },
    Line {
        account: "reporter",
        ago: 3,
        text: "验收单在走签字，周四能补齐。",
        names: None,
        answers: true,
    },
];

/// Says it all.
pub(crate) fn talk<D: Driver>(driver: &mut D, today: Date) -> Result<(), D::Error> {
    let lead = |zone: &Zone, name| zone.unit_called(name, today);
    let held_up = held_up(driver.zone(), today);
    if let Some(project) = held_up {
        say(driver, today, ThreadSubject::Project(project), &OF_PROJECT)?;
    }
    let item = lead(driver.zone(), "智能制造产业园").and_then(|unit| {
        let mut items = driver.zone().items.values();
        items.find(|own| own.lead == unit && own.stands(today).state != ItemState::Closed)
    });
    if let Some(item) = item.map(|own| own.id) {
        say(driver, today, ThreadSubject::Item(item), &OF_ITEM)?;
    }
    Ok(())
}

/// A project of the unit that signs in, which an open problem holds up.
pub(crate) fn held_up(zone: &Zone, today: Date) -> Option<ProjectId> {
    let unit = zone.unit_called("开发建设集团", today)?;
    let open = zone.problems.values().filter(|own| own.is_open(today));
    let mut projects = open.filter_map(|own| zone.projects.get(&own.project));
    let found = projects.find(|own| zone.lead_unit(own, today) == Some(unit));
    found.map(|own| own.id)
}

fn say<D: Driver>(
    driver: &mut D,
    today: Date,
    subject: ThreadSubject,
    lines: &[Line],
) -> Result<(), D::Error> {
    let mut before: Option<CommentId> = None;
    for line in lines {
        let on = add_days(today, -line.ago);
        let Some(actor) = actor(driver.zone(), line.account, today) else {
            continue;
        };
        let named = line
            .names
            .and_then(|name| driver.zone().unit_called(name, on));
        let comment = MakeComment {
            subject,
            reply_to: before.filter(|_| line.answers),
            audience: Audience::Internal,
            text: driver.seal(line.text, &[]),
            mentions: named.map(Mention::Unit).into_iter().collect(),
            attachments: Vec::new(),
            effective_on: on,
        };
        let command = Command::Thread(Box::new(ThreadCommand::Comment(comment)));
        driver.run_as(&actor, on, command)?;
        before = last(driver.zone().comments.keys());
    }
    Ok(())
}

/// A sign-in of the demonstration as the record knows it.
pub(crate) fn actor(zone: &Zone, account: &str, today: Date) -> Option<Actor> {
    let own = accounts::accounts()
        .into_iter()
        .find(|own| own.account == account)?;
    let unit: Option<UnitId> = own.unit.and_then(|name| zone.unit_called(name, today));
    let fits = own.role != Role::Reporter || unit.is_some();
    fits.then(|| Actor {
        account: own.account.to_owned(),
        roles: vec![own.role],
        unit,
        person: None,
        enterprise: None,
    })
}
