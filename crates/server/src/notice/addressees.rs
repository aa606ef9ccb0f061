//! To whom notices are sent: robots of groups, and people who wanted mail. Each is gone through
//! with what it may be told, to send it or to count what waits.

use std::collections::{BTreeMap, BTreeSet};

use courier::{
    Destination, Held, HeldBy, Preferences, Recipient, Rules, StoreError, Told, When, ZoneRules,
    held, plan, seconds_of,
};
use host::{Host, Seen};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use zone::notice::Topic;
use zone::view::notices::{Board, bulletin};
use zone::{Lang, Words};

use super::{NoticeError, Notices, post};
use crate::accounts::{Account, Accounts};
use crate::routes::time_text;

/// Everybody that something is sent to, at a moment.
pub(super) struct Addressees<'a> {
    pub(super) host: &'a Host,
    pub(super) accounts: &'a Accounts,
    pub(super) notices: &'a Notices,
    pub(super) seen: &'a Seen,
    pub(super) now: DateTime,
}

/// What one of them is told, and how.
pub(super) struct Addressed<'a> {
    board: &'a Board,
    read: &'a BTreeSet<String>,
    name: &'a Words,
    /// Whether each line names its unit.
    units: bool,
}

/// What is done with each of them.
type Visit<'v> = dyn FnMut(&Recipient<'_>, &Addressed<'_>) -> Result<(), StoreError> + 'v;

impl Addressees<'_> {
    pub(super) fn each(&self, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let rules = self.notices.store.rules()?;
        self.robots(&rules, visit)?;
        self.people(&rules, visit)
    }

    fn robots(&self, rules: &ZoneRules, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        for own in self.notices.store.robots()? {
            if !own.robot.enabled {
                continue;
            }
            let robot = &own.robot;
            let library = self.host.library();
            let through = (self.now.date(), robot.carries);
            let notices = self.notices;
            let board = notices.board_of_group(library, self.seen, robot.unit, through);
            let when = |topic: Topic| robot.topics.get(&topic).copied().unwrap_or(When::Never);
            let recipient = Recipient {
                key: format!("robot:{}", own.id),
                destination: Destination::Robot(own.id),
                rules: Rules::of_zone(rules),
                when: &when,
                since: own.since,
                backlog: false,
                lang: robot.lang,
                site: &rules.site,
            };
            let addressed = Addressed {
                board: &board,
                read: &BTreeSet::new(),
                name: &Words::new(robot.name.clone(), robot.name.clone()),
                units: true,
            };
            visit(&recipient, &addressed)?;
        }
        Ok(())
    }

    fn people(&self, rules: &ZoneRules, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let store = &self.notices.store;
        let Some((server, _)) = store.mail_server()?.filter(|(own, _)| own.enabled) else {
            return Ok(());
        };
        for account in self.accounts.all() {
            if account.disabled {
                continue;
            }
            let kept = store.preferences(&account.account)?;
            let Some((own, since)) = kept.filter(|(own, _)| !own.mail.is_empty()) else {
                continue;
            };
            let actor = account.actor();
            let library = self.host.library();
            let through = (self.now.date(), server.carries);
            let board = self.notices.board(library, self.seen, &actor, through)?;
            let recipient = Recipient {
                key: format!("account:{}", account.account),
                destination: Destination::Mail(own.mail.clone()),
                rules: Rules::of_person(rules, &own),
                when: &|topic| own.when(topic),
                since,
                backlog: true,
                lang: own.lang,
                site: &rules.site,
            };
            let addressed = Addressed {
                board: &board,
                read: &store.read_by(&account.account)?,
                name: &self.name(&account, &own),
                units: false,
            };
            visit(&recipient, &addressed)?;
        }
        Ok(())
    }

    fn name(&self, account: &Account, own: &Preferences) -> Words {
        let name = self.accounts.shown_name(account);
        match own.lang {
            Lang::Zh => Words::new(format!("{name}，您好"), name),
            Lang::En => Words::new(name.clone(), name),
        }
    }

    /// Puts on its way what one of them is to be told now; answers with how many notices that were.
    pub(super) fn put(&self, to: &Recipient<'_>, of: &Addressed<'_>) -> Result<usize, StoreError> {
        let (zone, on) = (&self.seen.zone, self.now.date());
        let code = self.seen.head.code();
        let made =
            |part: &Board| bulletin(zone, part, on, (of.name.clone(), code.clone()), of.units);
        let told = Told {
            board: of.board,
            read: of.read,
            bulletin: &made,
        };
        plan(
            &self.notices.store,
            &self.seen.calendars,
            to,
            &told,
            self.now,
        )
    }
}

/// Notices that wait, of one channel, for one thing: how many and until when, and nothing of what
/// they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HeldView {
    /// The channel.
    pub to: Words,
    /// How many recipients: several where it is mail.
    pub recipients: u32,
    /// How many notices.
    pub notices: u32,
    /// What they wait for.
    pub by: HeldBy,
    /// Until when; empty where no such moment is in sight.
    pub until: String,
}

/// What waits at a moment: robots in the order they were added, then mail, the earliest first.
pub(crate) fn held_at(
    host: &Host,
    accounts: &Accounts,
    notices: &Notices,
    now: DateTime,
) -> Result<Vec<HeldView>, NoticeError> {
    let seen = host.now(now.date())?;
    if !seen.zone.is_founded() {
        return Ok(Vec::new());
    }
    let addressees = Addressees {
        host,
        accounts,
        notices,
        seen: &seen,
        now,
    };
    let (mut rows, mut mail) = (Vec::new(), BTreeMap::new());
    let count = &mut |to: &Recipient<'_>, of: &Addressed<'_>| {
        let of_board = (of.board, of.read);
        for own in held(&notices.store, &seen.calendars, to, of_board, now)? {
            match to.destination {
                Destination::Robot(_) => rows.push(row(robot(of.name), &own, 1)),
                Destination::Mail(_) => {
                    let at = (own.until.is_none(), own.until, own.by);
                    let (recipients, notices): &mut (u32, u32) = mail.entry(at).or_default();
                    *recipients += 1;
                    *notices += own.notices;
                }
            }
        }
        Ok(())
    };
    addressees.each(count)?;
    let together = mail
        .into_iter()
        .map(|((_, until, by), (recipients, notices))| {
            let own = Held { by, until, notices };
            row(Words::new("邮件", "mail"), &own, recipients)
        });
    rows.extend(together);
    Ok(rows)
}

fn robot(name: &Words) -> Words {
    let name = &name.zh;
    Words::new(format!("机器人：{name}"), format!("robot: {name}"))
}

fn row(to: Words, own: &Held, recipients: u32) -> HeldView {
    let micros = |at| seconds_of(at).saturating_mul(1_000_000);
    HeldView {
        to,
        recipients,
        notices: own.notices,
        by: own.by,
        until: own
            .until
            .map_or_else(String::new, |at| time_text(micros(at))),
    }
}

/// What waits now, for a program that has the folder to itself.
///
/// # Errors
/// A fault of the record or of the file of notices.
pub fn held_now(host: &Host, store: courier::Store) -> Result<Vec<HeldView>, NoticeError> {
    let accounts = Accounts::load(host)?;
    held_at(host, &accounts, &Notices::over(store), post::now())
}
