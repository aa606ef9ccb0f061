//! What goes out when: at once, at night, in the digest; and nobody is told twice.

use std::collections::BTreeSet;

use courier::{
    Destination, Held, HeldBy, Recipient, Rules, Since, Store, TimeOfDay, Told, When, ZoneRules,
    held, plan,
};
use jiff::civil::{Date, DateTime, date};
use zone::notice::{NoticeKind, Topic};
use zone::view::notices::{Board, Notice, bulletin};
use zone::{Calendars, HandlingLevel, Lang, Words, Zone};

use crate::samples::store;

struct Desk {
    store: Store,
    calendars: Calendars,
    zone: Zone,
    board: Board,
    read: BTreeSet<String>,
    when: Box<dyn Fn(Topic) -> When>,
    urgent_passes: bool,
    backlog: bool,
    _dir: tempfile::TempDir,
}

/// A recipient since event 100, a Monday.
const SINCE: Date = date(2026, 6, 15);

fn desk(when: When) -> Desk {
    let (dir, store) = store();
    let mut zone = Zone::empty();
    let founded = serde_json::json!({
        "profile": { "name": "示范区", "synthetic": true, "holidays": "china",
            "attribution": { "zh": "", "en": "" }, "currency": "CNY" },
        "effective_on": "2026-01-01",
    });
    let founded: zone::event::ZoneFounded = serde_json::from_value(founded).unwrap();
    zone.apply(1, &founded.into());
    Desk {
        store,
        calendars: Calendars::of(&zone).unwrap(),
        zone,
        board: Board::default(),
        read: BTreeSet::new(),
        when: Box::new(move |_| when),
        urgent_passes: false,
        backlog: true,
        _dir: dir,
    }
}

fn notice(key: &str, seq: u64, urgent: bool) -> Notice {
    let word = Words::new(key, key);
    Notice {
        key: key.to_owned(),
        kind: NoticeKind::ItemAssigned,
        kind_word: word.clone(),
        topic: Topic::Item,
        urgent,
        asks: true,
        level: HandlingLevel::Internal,
        title: word,
        detail: None,
        unit: None,
        noun: "item".to_owned(),
        about: "S1".to_owned(),
        project: None,
        seq,
        on: date(2026, 6, 15),
        timed: false,
        due_on: None,
        time: None,
    }
}

impl Desk {
    fn plan(&self, at: &str) -> usize {
        let now: DateTime = at.parse().unwrap();
        let to = self.recipient();
        let name = || (Words::new("张三", "Zhang"), "code".to_owned());
        let made = |part: &Board| bulletin(&self.zone, part, now.date(), name(), false);
        let told = Told {
            board: &self.board,
            read: &self.read,
            bulletin: &made,
        };
        plan(&self.store, &self.calendars, &to, &told, now).unwrap()
    }

    /// What waits, for what and until when.
    fn held(&self, at: &str) -> Vec<(u32, HeldBy, String)> {
        let now: DateTime = at.parse().unwrap();
        let of = (&self.board, &self.read);
        let held = held(&self.store, &self.calendars, &self.recipient(), of, now);
        let each = held.unwrap().into_iter();
        let until = |own: &Held| own.until.unwrap().strftime("%m-%d %H:%M").to_string();
        each.map(|own| (own.notices, own.by, until(&own))).collect()
    }

    fn recipient(&self) -> Recipient<'_> {
        let rules = Rules {
            urgent_passes: self.urgent_passes,
            digest_at: TimeOfDay::new(8, 30),
            ..Rules::of_zone(&ZoneRules::default())
        };
        Recipient {
            key: "account:zhang".to_owned(),
            destination: Destination::Mail("zhang@example.cn".to_owned()),
            rules,
            when: &*self.when,
            since: Since {
                seq: 100,
                day: SINCE,
            },
            backlog: self.backlog,
            lang: Lang::Zh,
            site: "",
        }
    }

    fn letters(&self) -> Vec<String> {
        let mut all = self.store.deliveries().unwrap();
        all.sort_by_key(|own| own.id);
        all.into_iter().map(|own| own.message.text()).collect()
    }
}

#[test]
fn at_once_is_by_day_once_and_together() {
    let mut desk = desk(When::AtOnce);
    desk.board.notices = vec![notice("a", 101, false), notice("old", 99, false)];
    // The day's digest tells a person what was there before, once.
    assert_eq!(desk.plan("2026-06-15T09:00"), 2);
    desk.board.notices.push(notice("b", 102, false));
    desk.board.notices.push(notice("c", 103, false));
    assert_eq!(desk.plan("2026-06-15T10:00"), 2);
    assert_eq!(desk.plan("2026-06-15T10:01"), 0);
    desk.board.notices.push(notice("night", 104, true));
    assert_eq!(desk.plan("2026-06-15T22:00"), 0);
    desk.urgent_passes = true;
    assert_eq!(desk.plan("2026-06-15T22:01"), 1);
    assert_eq!(desk.letters().len(), 3);
    // Another program on the same file remembers.
    assert_eq!(desk.plan("2026-06-16T09:00"), 0);
}

#[test]
fn what_was_read_or_settled_before_its_time_never_leaves() {
    let mut desk = desk(When::AtOnce);
    assert_eq!(desk.plan("2026-06-15T09:00"), 0);
    let night = [notice("read", 101, false), notice("settled", 102, false)];
    desk.board.notices = night.to_vec();
    desk.board.notices.push(notice("left", 103, false));
    assert_eq!(desk.plan("2026-06-15T23:00"), 0);
    desk.read.insert("read".to_owned());
    desk.board.notices.retain(|own| own.key != "settled");
    assert_eq!(desk.plan("2026-06-16T07:31"), 1);
    assert!(desk.letters()[0].contains("1. left"));
}

#[test]
fn the_digest_leaves_out_what_was_read_in_the_page_and_counts_what_it_may_not_carry() {
    let mut desk = desk(When::Digest);
    desk.board.notices = vec![notice("a", 101, false), notice("b", 102, true)];
    desk.board.withheld = vec!["secret".to_owned()];
    desk.read.insert("a".to_owned());
    assert_eq!(desk.plan("2026-06-15T08:29"), 0);
    assert_eq!(desk.plan("2026-06-15T08:30"), 1);
    let letters = desk.letters();
    assert!(
        letters[0].contains("1. b") && !letters[0].contains("a\n"),
        "{}",
        letters[0]
    );
    assert!(letters[0].contains("另有 1 条"), "{}", letters[0]);
    assert!(!letters[0].contains("secret"));
    assert_eq!(desk.plan("2026-06-15T17:00"), 0);
    // The next day there is nothing new, and no letter.
    assert_eq!(desk.plan("2026-06-16T08:30"), 0);
    assert_eq!(desk.letters().len(), 1);
}

#[test]
fn a_group_is_not_told_what_came_before_it_nor_that_there_is_more() {
    let mut desk = desk(When::Digest);
    desk.backlog = false;
    desk.board.notices = vec![notice("old", 99, false)];
    desk.board.withheld = vec!["secret".to_owned()];
    assert_eq!(desk.plan("2026-06-15T08:30"), 0);
    assert!(desk.letters().is_empty());
}

#[test]
fn what_time_gave_counts_from_the_day_a_recipient_began() {
    let mut desk = desk(When::AtOnce);
    desk.backlog = false;
    let timed = |key: &str, on| Notice {
        timed: true,
        on,
        ..notice(key, 5, false)
    };
    desk.board.notices = vec![
        timed("before", date(2026, 6, 12)),
        timed("since", date(2026, 6, 15)),
    ];
    assert_eq!(desk.plan("2026-06-15T08:00"), 1);
    assert!(desk.letters()[0].contains("since"));
}

#[test]
fn what_waits_is_counted_with_the_moment_it_goes() {
    let mut desk = desk(When::AtOnce);
    desk.board.notices = vec![
        notice("a", 101, false),
        notice("b", 102, true),
        notice("old", 99, false),
        notice("read", 103, false),
    ];
    desk.read.insert("read".to_owned());
    let quiet = |count, until: &str| (count, HeldBy::Quiet, until.to_owned());
    let digest = |count, until: &str| (count, HeldBy::Digest, until.to_owned());
    // Monday before dawn: quiet hours end first; what came before waits for the digest.
    let dawn = [quiet(2, "06-15 07:30"), digest(1, "06-15 08:30")];
    assert_eq!(desk.held("2026-06-15T05:00"), dawn);
    desk.urgent_passes = true;
    assert_eq!(desk.held("2026-06-15T05:00")[0], quiet(1, "06-15 07:30"));
    // What goes now does not wait.
    assert_eq!(desk.held("2026-06-15T08:00"), [digest(1, "06-15 08:30")]);
    assert_eq!(desk.held("2026-06-15T08:30"), []);
    // What was put on its way waits no more; so it is for what comes after.
    assert_eq!(desk.plan("2026-06-15T08:30"), 3);
    assert_eq!(desk.held("2026-06-15T23:00"), []);
    desk.board.notices.push(notice("late", 104, false));
    assert_eq!(desk.held("2026-06-15T23:00"), [quiet(1, "06-16 07:30")]);
    // Friday is a holiday: what comes on Thursday night waits for Monday, for either reason.
    assert_eq!(desk.held("2026-06-18T23:00"), [quiet(1, "06-22 07:30")]);
    desk.when = Box::new(|_| When::Digest);
    assert_eq!(desk.held("2026-06-18T23:00"), [digest(1, "06-22 08:30")]);
    // A group is not told what came before, and nobody what is not wanted.
    desk.backlog = false;
    desk.board.notices.push(notice("older", 98, false));
    assert_eq!(desk.held("2026-06-18T23:00"), [digest(1, "06-22 08:30")]);
    desk.when = Box::new(|_| When::Never);
    assert_eq!(desk.held("2026-06-18T23:00"), []);
}
