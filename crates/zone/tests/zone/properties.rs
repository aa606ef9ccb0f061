//! What holds for any sequence of commands.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use zone::view::{Filter, sheet, wall};
use zone::{Calendars, Event, PersonId, Zone};

use crate::desk::Desk;
use crate::dice::{self, Dice};
use crate::{
    dice_enterprises, dice_items, dice_meetings, dice_practices, dice_purges, dice_reports,
    dice_threads, meetings,
};

/// Dice for a whole story.
fn story() -> impl Strategy<Value = Vec<[u32; 12]>> {
    prop::collection::vec(prop::array::uniform12(any::<u32>()), 1..60)
}

/// Plays a story at a desk whose zone is founded.
fn play(story: &[[u32; 12]]) -> Desk {
    let mut desk = Desk::new();
    desk.must(&dice::found());
    for numbers in story {
        let zone = desk.zone().clone();
        let command = dice::command(&zone, &mut desk.texts, numbers);
        let before = desk.states.len();
        let refused = desk.play(&command).is_err();
        assert!(!refused || desk.states.len() == before);
    }
    desk
}

/// Days worth looking at: within the story, and at both ends of what may be asked.
const DAYS: [Date; 4] = [
    date(1950, 1, 1),
    date(2026, 3, 31),
    date(2026, 12, 31),
    date(2150, 12, 31),
];

/// Looks at everything there is on a date; every row has its sheet, and the same figures in it.
fn look(desk: &Desk, calendars: &Calendars, on: Date) {
    let zone = desk.zone();
    let looking = desk.looking(calendars, on);
    let filter = Filter::default();
    let Ok(wall) = wall::wall(zone, looking, &filter) else {
        panic!("the wall of {on} was refused");
    };
    for (row, no) in wall.rows.iter().zip(1..) {
        assert_eq!(row.no, no);
        let sheet = sheet::sheet(zone, looking, row.id, &filter).expect("a row has a sheet");
        assert_eq!(sheet.row, *row);
    }
    let counts = wall.head.counts;
    let counted = counts.green + counts.yellow + counts.red + counts.blue + counts.grey;
    assert!(counted as usize <= wall.rows.len());
    assert!(wall.head.span.0 <= on && on <= wall.head.span.1);
}

/// A zone without what counts events or remembers imports.
fn essence(zone: &Zone) -> Zone {
    let mut zone = zone.clone();
    zone.seq = 0;
    zone.attachments = imbl::OrdMap::new();
    zone.imports = imbl::OrdMap::new();
    zone.retired = zone::state::Retired::default();
    let ids: Vec<_> = zone.projects.keys().copied().collect();
    for id in ids {
        let project = std::sync::Arc::make_mut(zone.projects.get_mut(&id).expect("its own key"));
        project.version = 0;
        project.history = std::sync::Arc::default();
    }
    zone
}

/// Wall and sheets of a date, without versions and histories.
fn seen(desk: &Desk, zone: &Zone, calendars: &Calendars, on: Date) -> String {
    let looking = desk.looking(calendars, on);
    let filter = Filter::default();
    let mut wall = wall::wall(zone, looking, &filter).expect("a wall");
    wall.head.known_seq = 0;
    wall.rows.iter_mut().for_each(|row| row.version = 0);
    let mut text = format!("{wall:?}");
    for row in &wall.rows {
        let mut sheet = sheet::sheet(zone, looking, row.id, &filter).expect("a sheet");
        sheet.row.version = 0;
        sheet.history.clear();
        // The dice name cells of files that are kept only later; the file itself stays kept.
        sheet
            .fields
            .iter_mut()
            .for_each(|field| field.source = None);
        text += &format!("{sheet:?}");
    }
    text
}

/// The project that an event is about.
fn project_of(event: &Event) -> Option<zone::ProjectId> {
    match event {
        Event::ProjectRegistered(event) => Some(event.id),
        Event::FactsRecorded(event) => Some(event.id),
        Event::ProjectChanged(event) => Some(event.id),
        Event::ProjectAliased(event) => Some(event.id),
        _ => None,
    }
}

/// Each case is a story of up to sixty commands: forty of them take seconds.
fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn replay_gives_the_same_zone_at_every_sequence_number(story in story()) {
        let desk = play(&story);
        let mut replayed = Zone::empty();
        for (seq, event) in (1..).zip(&desk.events) {
            let (kind, version) = event.kind();
            let body = event.encode();
            let read = Event::decode(kind, version, &body).expect("an event reads back");
            prop_assert_eq!(&read, event);
            prop_assert_eq!(read.encode(), body);
            replayed.apply(seq, &read);
            prop_assert_eq!(&replayed, desk.known_at(usize::try_from(seq).unwrap()));
        }
        prop_assert_eq!(replayed.digest(), desk.zone().digest());
    }

    #[test]
    fn deciding_changes_nothing_and_a_refusal_leaves_the_digest(story in story()) {
        let mut desk = play(&story);
        for numbers in story.iter().take(8) {
            let zone = desk.zone().clone();
            let command = dice::command(&zone, &mut desk.texts, numbers);
            let before = desk.zone().digest();
            let decision = desk.ask(&command);
            prop_assert_eq!(desk.zone().digest(), before);
            if decision.is_err() {
                prop_assert!(desk.play(&command).is_err());
                prop_assert_eq!(desk.zone().digest(), before);
            }
        }
    }

    #[test]
    fn a_snapshot_reads_back_as_it_was(story in story()) {
        let desk = play(&story);
        let bytes = desk.zone().to_snapshot();
        let read = Zone::from_snapshot(&bytes).expect("a snapshot reads back");
        prop_assert_eq!(&read, desk.zone());
        prop_assert_eq!(&read.to_snapshot(), &bytes);
        prop_assert!(Zone::from_snapshot(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn every_view_of_every_state_can_be_computed(story in story()) {
        let desk = play(&story);
        let calendars = Desk::calendars(desk.zone());
        for on in DAYS {
            look(&desk, &calendars, on);
        }
    }

    #[test]
    fn an_import_undone_at_once_leaves_everything_as_it_was(story in story()) {
        let mut desk = play(&story);
        let calendars = Desk::calendars(desk.zone());
        for numbers in &story {
            let before = desk.zone().clone();
            let command = dice::command(&before, &mut desk.texts, numbers);
            if !matches!(command, zone::Command::ApplyImport(_)) {
                continue;
            }
            let applied = desk.play(&command).is_ok_and(|events| !events.is_empty());
            if !applied {
                continue;
            }
            let (import, _) = desk.zone().imports.get_max().cloned().expect("an import");
            let undo = zone::Command::UndoImport { import, reason: None };
            desk.must(&undo);
            prop_assert_eq!(essence(desk.zone()), essence(&before));
            let on = DAYS[2];
            let (now, then) = (desk.zone(), &before);
            prop_assert_eq!(seen(&desk, now, &calendars, on), seen(&desk, then, &calendars, on));
            let twice = desk.play(&undo).expect_err("undone already");
            prop_assert_eq!(&twice[0].code, "zone/import-undone");
        }
    }

    #[test]
    fn an_import_undone_later_takes_what_it_said_and_nothing_else(story in story()) {
        let mut desk = play(&story);
        let imports: Vec<_> = desk.zone().imports.keys().copied().collect();
        for import in imports.into_iter().rev() {
            let undo = zone::Command::UndoImport { import, reason: None };
            let Ok(events) = desk.play(&undo) else { continue };
            let Some(Event::ImportUndone(undone)) = events.first() else {
                return Err(TestCaseError::fail("an undoing is one event"));
            };
            // The model: the record without what the import said of these projects.
            let spans = desk.undone();
            let mut model = Zone::empty();
            for (seq, event) in (1..).zip(&desk.events) {
                let took = |id| spans.iter().any(|span| span.took(seq, id));
                let said = project_of(event).is_some_and(took);
                if !said && !matches!(event, Event::ImportUndone(_)) {
                    model.apply(seq, event);
                }
            }
            for id in &undone.restored {
                let (own, expected) = (&desk.zone().projects[id], &model.projects[id]);
                prop_assert_eq!(&own.facts, &expected.facts);
                prop_assert_eq!(&own.lineage, &expected.lineage);
                prop_assert_eq!(&own.replaced, &expected.replaced);
            }
            for id in &undone.removed {
                prop_assert!(!desk.zone().projects.contains_key(id));
                prop_assert!(!model.projects.contains_key(id));
            }
        }
        let calendars = Desk::calendars(desk.zone());
        for on in DAYS {
            look(&desk, &calendars, on);
        }
    }

    #[test]
    fn a_book_at_its_mark_does_not_change_when_later_events_come(
        before in story(), after in story(),
    ) {
        let mut desk = play(&before);
        let plan = dice_meetings::certain(desk.today);
        desk.must(&plan);
        let id = desk.zone().meetings.keys().next_back().copied().expect("it was planned");
        desk.must(&dice_meetings::held(desk.zone(), id));
        let book = meetings::book_of(&desk, id);
        let agenda = meetings::board_of(&desk, id);
        for numbers in &after {
            let zone = desk.zone().clone();
            let dice = &mut Dice::new(numbers);
            let command = match numbers[0] % 3 {
                0 => dice_meetings::command(&zone, &mut desk.texts, dice),
                1 => dice_items::command(&zone, &mut desk.texts, dice),
                _ => dice::command(&zone, &mut desk.texts, numbers),
            };
            drop(desk.play(&command));
        }
        prop_assert_eq!(meetings::book_of(&desk, id), book);
        prop_assert_eq!(meetings::board_of(&desk, id), agenda);
    }

    #[test]
    fn an_import_that_was_applied_says_nothing_new(story in story()) {
        let mut desk = play(&story);
        for numbers in &story {
            let zone = desk.zone().clone();
            let command = dice::command(&zone, &mut desk.texts, numbers);
            let zone::Command::ApplyImport(import) = &command else { continue };
            // Two reports of one date that contradict each other end with the second: the first
            // is then news again, and rightly so.
            let plain = import.reports.len() == 1 && import.reports[0].rows.len() <= 1;
            if plain && desk.play(&command).is_ok() {
                prop_assert_eq!(desk.ask(&command).map(|events| events.len()), Ok(0));
            }
        }
    }
}

/// What a story is about.
#[derive(Clone, Copy)]
enum About {
    Anything,
    Items,
    Meetings,
    Practices,
    Reports,
    Enterprises,
    Threads,
    Purges,
}

#[test]
fn the_dice_reach_every_kind_of_event_and_many_refusals() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut kinds = BTreeSet::new();
    let mut codes = BTreeSet::new();
    // An item has a long life: some stories are about nothing else.
    let stories = std::iter::repeat_n(About::Anything, 100)
        .chain(std::iter::repeat_n(About::Items, 14))
        .chain(std::iter::repeat_n(About::Meetings, 14))
        .chain(std::iter::repeat_n(About::Reports, 10))
        .chain(std::iter::repeat_n(About::Enterprises, 60))
        .chain(std::iter::repeat_n(About::Threads, 10))
        .chain(std::iter::repeat_n(About::Reports, 40))
        .chain(std::iter::repeat_n(About::Practices, 20))
        .chain(std::iter::repeat_n(About::Purges, 20));
    for about in stories {
        let story = story().new_tree(&mut runner).expect("a story").current();
        let mut desk = Desk::new();
        desk.must(&dice::found());
        for numbers in &story {
            let zone = desk.zone().clone();
            let dice = &mut Dice::new(numbers);
            let command = match about {
                About::Anything => dice::command(&zone, &mut desk.texts, numbers),
                About::Items => dice_items::command(&zone, &mut desk.texts, dice),
                About::Meetings => dice_meetings::command(&zone, &mut desk.texts, dice),
                About::Practices => dice_practices::command(&zone, &mut desk.texts, dice),
                About::Reports => dice_reports::command(&zone, &mut desk.texts, dice),
                About::Purges => dice_purges::command(&zone, &mut desk.texts, dice),
                About::Threads => dice_threads::command(&zone, &mut desk.texts, dice),
                About::Enterprises => {
                    let (command, by) = dice_enterprises::command(&zone, &mut desk.texts, dice);
                    desk.actor = by;
                    command
                }
            };
            // Who submits a report does not review it.
            let accounts = ["program", "second", "third"];
            desk.actor.account = accounts[numbers[11] as usize % 3].to_owned();
            desk.actor.person = Some(PersonId(numbers[11] % 3 + 1));
            match desk.play(&command) {
                Ok(events) => kinds.extend(events.iter().map(|event| event.kind().0)),
                Err(refusals) => codes.extend(refusals.into_iter().map(|refusal| refusal.code)),
            }
        }
    }
    kinds.insert("zone.founded");
    let all: BTreeSet<&str> = Event::KINDS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        all.difference(&kinds).collect::<Vec<_>>(),
        Vec::<&&str>::new()
    );
    assert!(codes.len() >= 20, "only {codes:?}");
}
