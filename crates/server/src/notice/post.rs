//! The two tasks beside all requests: one looks what is to go out when the record grew or time
//! went on, one sends. Neither holds a place that a request waits for.

use std::collections::BTreeSet;
use std::sync::Arc;

use courier::{
    Carrier, Destination, Preferences, Recipient, Rules, Store, StoreError, Told, When, Wire,
    ZoneRules, deliver, plan,
};
use host::Seen;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;
use zone::notice::Topic;
use zone::view::notices::{Board, bulletin};
use zone::{Lang, Words};

use crate::accounts::Account;
use crate::app::App;
use crate::limits;

/// Starts both tasks.
pub(crate) fn start(app: &Arc<App>) -> [JoinHandle<()>; 2] {
    [
        tokio::spawn(look_on(Arc::clone(app))),
        tokio::spawn(send_on(Arc::clone(app))),
    ]
}

/// The time where the zone is.
pub(crate) fn now() -> DateTime {
    let beijing = TimeZone::fixed(Offset::constant(8));
    jiff::Timestamp::now().to_zoned(beijing).datetime()
}

async fn look_on(app: Arc<App>) {
    let mut head = app.live.subscribe();
    loop {
        let looked = Arc::clone(&app);
        let put = spawn_blocking(move || look(&looked, now())).await;
        match put {
            Ok(Ok(0)) => {}
            Ok(Ok(_)) => app.notices.posted.notify_one(),
            Ok(Err(cause)) => tracing::error!(%cause, "notices could not be put on their way"),
            Err(bug) => tracing::error!(%bug, "looking for notices failed"),
        }
        // A month's import is many records: they are told together.
        tokio::time::sleep(limits::NOTICE_PAUSE).await;
        let woken = timeout(limits::NOTICE_LOOK, head.changed()).await;
        drop(woken);
    }
}

async fn send_on(app: Arc<App>) {
    loop {
        let sending = Arc::clone(&app);
        let sent = spawn_blocking(move || send(&sending.notices.store)).await;
        match sent {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => tracing::error!(%cause, "the outbox failed"),
            Err(bug) => tracing::error!(%bug, "sending failed"),
        }
        let woken = timeout(limits::NOTICE_LOOK, app.notices.posted.notified()).await;
        drop(woken);
    }
}

fn send(store: &Store) -> Result<(), StoreError> {
    let wire = Wire::new(store)?;
    let carrier: &dyn Carrier = &wire;
    let at = jiff::Timestamp::now();
    let seed = at.as_nanosecond().unsigned_abs();
    // Scatter alone depends on the seed; the low half changes most.
    let seed = u64::try_from(seed & u128::from(u64::MAX)).unwrap_or(0);
    deliver(store, carrier, at.as_second(), seed)?;
    Ok(())
}

/// Puts on its way what is to go out at a moment; answers with how many notices that were.
pub(crate) fn look(app: &App, now: DateTime) -> Result<usize, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let seen = app.host.now(now.date()).map_err(|error| told(&error))?;
    if !seen.zone.is_founded() {
        return Ok(0);
    }
    let store = &app.notices.store;
    let failed = |error: StoreError| told(&error);
    let rules = store.rules().map_err(failed)?;
    let looked = Looked {
        app,
        seen: &seen,
        rules: &rules,
        now,
    };
    let mut count = looked.robots().map_err(failed)?;
    count += looked.people().map_err(failed)?;
    if app.notices.is_new_day(now.date()) {
        let found = app.notices.occasions(&seen, now.date());
        let current: BTreeSet<&str> = found.iter().map(|own| own.key.as_str()).collect();
        let at = courier::seconds_of(now);
        store.forget_old(&current, at).map_err(failed)?;
    }
    Ok(count)
}

struct Looked<'a> {
    app: &'a App,
    seen: &'a Seen,
    rules: &'a ZoneRules,
    now: DateTime,
}

impl Looked<'_> {
    fn robots(&self) -> Result<usize, StoreError> {
        let notices = &self.app.notices;
        let mut count = 0;
        for own in notices.store.robots()? {
            if !own.robot.enabled {
                continue;
            }
            let robot = &own.robot;
            let library = self.app.host.library();
            let through = (self.now.date(), robot.carries);
            let board = notices.board_of_group(library, self.seen, robot.unit, through);
            let when = |topic: Topic| robot.topics.get(&topic).copied().unwrap_or(When::Never);
            let recipient = Recipient {
                key: format!("robot:{}", own.id),
                destination: Destination::Robot(own.id),
                rules: Rules::of_zone(self.rules),
                when: &when,
                since: own.since,
                backlog: false,
                lang: robot.lang,
                site: &self.rules.site,
            };
            let name = Words::new(robot.name.clone(), robot.name.clone());
            count += self.put(&recipient, &board, (&BTreeSet::new(), &name, true))?;
        }
        Ok(count)
    }

    fn people(&self) -> Result<usize, StoreError> {
        let notices = &self.app.notices;
        let Some((server, _)) = notices.store.mail_server()?.filter(|(own, _)| own.enabled) else {
            return Ok(0);
        };
        let mut count = 0;
        for account in self.app.accounts.all() {
            if account.disabled {
                continue;
            }
            let kept = notices.store.preferences(&account.account)?;
            let Some((own, since)) = kept.filter(|(own, _)| !own.mail.is_empty()) else {
                continue;
            };
            let actor = account.actor();
            let library = self.app.host.library();
            let through = (self.now.date(), server.carries);
            let board = notices.board(library, self.seen, &actor, through)?;
            let read = notices.store.read_by(&account.account)?;
            let recipient = Recipient {
                key: format!("account:{}", account.account),
                destination: Destination::Mail(own.mail.clone()),
                rules: Rules::of_person(self.rules, &own),
                when: &|topic| own.when(topic),
                since,
                backlog: true,
                lang: own.lang,
                site: &self.rules.site,
            };
            let name = self.name(&account, &own);
            count += self.put(&recipient, &board, (&read, &name, false))?;
        }
        Ok(count)
    }

    fn name(&self, account: &Account, own: &Preferences) -> Words {
        let name = self.app.accounts.shown_name(account);
        match own.lang {
            Lang::Zh => Words::new(format!("{name}，您好"), name),
            Lang::En => Words::new(name.clone(), name),
        }
    }

    fn put(
        &self,
        recipient: &Recipient<'_>,
        board: &Board,
        (read, name, units): (&BTreeSet<String>, &Words, bool),
    ) -> Result<usize, StoreError> {
        let (zone, on) = (&self.seen.zone, self.now.date());
        let code = self.seen.head.code();
        let made = |part: &Board| bulletin(zone, part, on, (name.clone(), code.clone()), units);
        let told = Told {
            board,
            read,
            bulletin: &made,
        };
        let store = &self.app.notices.store;
        plan(store, &self.seen.calendars, recipient, &told, self.now)
    }
}
