//! Previews a file against an empty zone, applies it, and previews it again: `FILE [MAP]`.

use std::time::Instant;

use exchange::preview::RowClass;
use zone::text::TextTable;
use zone::{Lang, Zone};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("FILE");
    let bytes = std::fs::read(&path).expect("a readable file");
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let map = arguments
        .next()
        .map(|map| std::fs::read_to_string(map).expect("a readable map"));
    let today = jiff::civil::date(2026, 5, 31);
    let (mut zone, mut texts) = (Zone::empty(), TextTable::default());
    zone.profile = Some(zone::state::Profile {
        name: "Preview".to_owned(),
        synthetic: false,
        attribution: zone::Words::default(),
        holidays: zone::state::HolidayRegion::None,
        currency: zone::state::Currency::CNY,
    });
    for round in 1..=2 {
        let start = Instant::now();
        let answer = exchange::book::read(&name, &bytes).and_then(|book| {
            let read = start.elapsed();
            let mut mapping = match &map {
                Some(json) => exchange::Mapping::from_json("map", json).map_err(|p| vec![p])?,
                None => exchange::mapping::guess(&book)?,
            };
            mapping.options.create_missing = true;
            let guessed = start.elapsed();
            let rows = exchange::rows::read(&book, &mapping)?;
            println!(
                "read {read:?}, mapped {guessed:?}, rows {:?}",
                start.elapsed()
            );
            Ok(exchange::preview::preview(&zone, &texts, &rows, today))
        });
        let preview = match answer {
            Ok(preview) => preview,
            Err(problems) => {
                problems
                    .iter()
                    .for_each(|problem| println!("{}", problem.line(Lang::En)));
                return;
            }
        };
        println!(
            "round {round}: {:?}, {} reports",
            start.elapsed(),
            preview.reports.len()
        );
        for class in [
            RowClass::New,
            RowClass::Changed,
            RowClass::Unchanged,
            RowClass::Refused,
        ] {
            println!("  {class:?} {}", preview.count(class));
        }
        println!("  disappeared {}", preview.disappeared.len());
        let (units, people) = (
            preview.units_to_create.len(),
            preview.people_to_create.len(),
        );
        println!(
            "  units {units}, people {people}, problems {}",
            preview.problems.len()
        );
        for problem in preview
            .problems
            .iter()
            .filter(|p| p.code() != "exchange/withheld")
            .take(12)
        {
            println!("  {}", problem.line(Lang::En));
        }
        let before = texts.clone();
        match exchange::apply::command(&zone, &before, &preview, &mut texts) {
            Ok(None) => println!("  nothing to apply"),
            Err(problems) => {
                println!("  cannot apply: {} errors", problems.len());
                return;
            }
            Ok(Some(command)) => {
                let actor = zone::Actor {
                    account: "clerk".to_owned(),
                    roles: vec![zone::authority::Role::Clerk],
                    unit: None,
                    person: None,
                };
                let calendars = zone::Calendars::of(&zone).expect("calendars");
                let moment = zone::decide::Moment {
                    today,
                    calendars: &calendars,
                };
                match zone::decide(&zone, moment, &actor, &command) {
                    Ok(events) => {
                        println!("  {} events", events.len());
                        for (seq, event) in (1..).zip(&events) {
                            zone.apply(seq, event);
                        }
                    }
                    Err(refusals) => {
                        println!("  refused {}", refusals.len());
                        refusals
                            .iter()
                            .take(5)
                            .for_each(|refusal| println!("  {refusal:?}"));
                        return;
                    }
                }
            }
        }
    }
}
