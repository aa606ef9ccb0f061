//! Stories: each file of `scenarios/` is played line by line, and its outcome compared with the
//! `.out` file beside it (`UPDATE_EXPECT=1` writes it anew; then read the difference).
//!
//! A line is a command (`parse.rs`), `show …` (`show.rs`), `today DATE`, `as ROLE`, or a remark.
//! The outcome of a command is its events, or its refusals in full.

use expect_test::expect_file;
use zone::decide::Decision;

use crate::desk::Desk;
use crate::{parse, show};

macro_rules! stories {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            let story = include_str!(concat!("scenarios/", stringify!($name), ".txt"));
            expect_file![concat!("scenarios/", stringify!($name), ".out")].assert_eq(&play(story));
        })*

        /// Names of all stories.
        const STORIES: &[&str] = &[$(stringify!($name),)*];
    };
}

stories! {
    access
    compare
    cycles
    facts
    gates
    holidays
    honesty
    imports
    indicators
    lineage
    organisation
    problems
    schedules
    two_clocks
    undone
}

#[test]
fn every_story_in_the_folder_is_played() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/zone/scenarios");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of the stories")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    found.sort();
    assert_eq!(found, STORIES);
}

fn play(story: &str) -> String {
    let mut desk = Desk::new();
    let mut out = String::new();
    let lines: Vec<&str> = story.lines().map(str::trim_end).collect();
    let mut at = 0;
    while at < lines.len() {
        let text = lines[at];
        at += 1;
        out += &format!("{}\n", text.trim_end());
        let verb = text.split_whitespace().next().unwrap_or("#");
        match verb {
            "today" => desk.today = crate::words::parsed(text.trim_start_matches("today ")),
            "as" => desk.actor = parse::actor(text),
            "show" => out += &show::show(&desk, text),
            "import" => {
                let rows = lines[at..].iter().take_while(|line| line.starts_with("  "));
                let rows: Vec<&str> = rows.copied().collect();
                at += rows.len();
                rows.iter().for_each(|row| out += &format!("{row}\n"));
                let block: Vec<&str> = std::iter::once(text).chain(rows).collect();
                let zone = desk.zone().clone();
                let command = parse::import(&zone, &mut desk.texts, &block);
                out += &outcome(&mut desk, &command);
            }
            _ if verb.starts_with('#') => {}
            _ => {
                let zone = desk.zone().clone();
                let command = parse::command(&zone, &mut desk.texts, text);
                out += &outcome(&mut desk, &command);
            }
        }
    }
    out
}

fn outcome(desk: &mut Desk, command: &zone::Command) -> String {
    let before = desk.events.len();
    let decision: Decision = desk.play(command);
    match decision {
        Ok(events) if events.is_empty() => "    = nothing\n".to_owned(),
        Ok(events) => {
            let lines = events.iter().zip(before + 1..);
            lines
                .map(|(event, seq)| format!("    {seq} {}{}\n", event.kind().0, show::gist(event)))
                .collect()
        }
        Err(refusals) => refusals
            .iter()
            .map(|refusal| {
                let place = refusal.place.as_ref().and_then(|place| place.field.clone());
                let place = place.map(|field| format!(" [{field}]")).unwrap_or_default();
                let (zh, en) = (&refusal.message.zh, &refusal.message.en);
                format!("    ! {}{place}\n      {zh}\n      {en}\n", refusal.code)
            })
            .collect(),
    }
}
