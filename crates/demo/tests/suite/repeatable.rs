//! The same seed and day give the same zone; any day will do.

use jiff::civil::date;

use crate::memory::{Memory, TODAY, usual};

#[test]
fn the_same_seed_gives_the_same_zone_and_another_gives_another() {
    let again = Memory::filled(1, TODAY);
    assert_eq!(usual().events, again.events);
    assert_eq!(usual().zone.digest(), again.zone.digest());
    assert_ne!(
        usual().zone.digest(),
        Memory::filled(2, TODAY).zone.digest()
    );
}

#[test]
fn it_fills_on_any_day() {
    let days = [
        date(2026, 1, 1),
        date(2024, 2, 29),
        date(2026, 7, 31),
        date(2025, 12, 31),
        date(2026, 11, 23),
        date(2027, 6, 18),
    ];
    for (seed, today) in (3..).zip(days) {
        let memory = Memory::filled(seed, today);
        let last = memory.mark_back(0).date;
        assert!(last < today, "{today}: the last mark is of {last}");
        assert_eq!(memory.zone.marks.len(), 61, "{today}");
        let counts = memory.wall(&memory.zone, today).head.counts;
        assert!(
            counts.green > 50 && counts.yellow > 10 && counts.red > 5,
            "{today} {counts:?}"
        );
        let late = zone::figures::days_between(last, today);
        assert!(late <= 31, "{today}");
    }
}

#[test]
fn it_is_small_enough_to_fill_at_once() {
    let memory = usual();
    println!("{} events", memory.events.len());
    assert!((5_000..25_000).contains(&memory.events.len()));
    let (done, total) = *memory.milestones.last().unwrap();
    assert_eq!(done, total);
    assert_eq!(memory.milestones.len(), total as usize);
}
