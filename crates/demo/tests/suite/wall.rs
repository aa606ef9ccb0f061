//! Lights on today's wall and on earlier ones.

use std::collections::BTreeMap;

use zone::view::wall::{LightCounts, WallRow};
use zone::{Colour, Field, Lang};

use crate::memory::{Memory, TODAY, usual};

fn shares(counts: LightCounts) -> [u32; 4] {
    let all = counts.green + counts.yellow + counts.red + counts.blue + counts.grey;
    let percent = |count: u32| count * 100 / all.max(1);
    [counts.green, counts.yellow, counts.red, counts.grey].map(percent)
}

#[test]
fn todays_lights_are_a_believable_mix() {
    for seed in [1, 2, 2026] {
        let memory = Memory::filled(seed, TODAY);
        let wall = memory.wall(&memory.zone, TODAY);
        println!("seed {seed}: {:?}", wall.head.counts);
        let [green, yellow, red, grey] = shares(wall.head.counts);
        assert!((50..=68).contains(&green), "green {green}%");
        assert!((16..=28).contains(&yellow), "yellow {yellow}%");
        assert!((8..=16).contains(&red), "red {red}%");
        assert!(grey <= 6, "grey {grey}%");
        assert!(wall.head.counts.blue >= 1, "no blue");
        assert!(wall.head.synthetic);
    }
}

#[test]
fn earlier_walls_are_known_as_they_were() {
    let memory = usual();
    for months in [6, 18, 36] {
        let mark = memory.mark_back(months);
        let known = memory.known_at(mark.seq);
        let wall = memory.wall(&known, mark.date);
        println!(
            "{}: {} rows, {:?}",
            mark.label.zh,
            wall.rows.len(),
            wall.head.counts
        );
        let [green, yellow, red, _] = shares(wall.head.counts);
        assert!((45..=90).contains(&green), "{}: green {green}%", mark.date);
        assert!(yellow + red >= 8, "{}: {yellow}% {red}%", mark.date);
        assert!(wall.rows.len() > 15, "{}", mark.date);
        // What was reported later was not known then.
        assert!(known.marks.len() == 60 - months);
        let later = |row: &WallRow| row.bars.actual_finish.is_some_and(|day| day > mark.date);
        assert!(!wall.rows.iter().any(later));
    }
}

#[test]
fn every_light_says_why() {
    let memory = usual();
    let wall = memory.wall(&memory.zone, TODAY);
    for row in &wall.rows {
        assert!(
            !row.light.reason.in_lang(Lang::Zh).is_empty(),
            "{}",
            row.name
        );
        if matches!(row.light.colour, Colour::Red) {
            assert!(
                !row.needs.is_empty(),
                "{} is red and needs nothing",
                row.name
            );
        }
    }
    let remembered = wall.rows.iter().filter(|row| row.light.previous.is_some());
    assert!(remembered.count() > 100, "closed cycles fix lights");
    let exempt: Vec<_> = wall.rows.iter().filter(|row| row.light.exempt).collect();
    assert_eq!(exempt.len(), 2);
    assert!(exempt.iter().all(|row| row.light.colour == Colour::Grey));
}

#[test]
fn every_stage_of_both_paths_occurs() {
    for seed in [1, 2, 2026] {
        let memory = Memory::filled(seed, TODAY);
        let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
        for project in memory.zone.projects.values() {
            let text = |field: Field| project.text(&field, TODAY).unwrap_or("").to_owned();
            *found
                .entry((text(Field::Nature), text(Field::Stage)))
                .or_default() += 1;
        }
        println!("seed {seed}: {found:?}");
        for path in memory.zone.stage_paths.values() {
            for stage in &path.stages {
                let key = (path.nature.clone(), stage.key.clone());
                assert!(
                    found.contains_key(&key),
                    "seed {seed}: nobody is at {key:?}"
                );
            }
        }
    }
}
