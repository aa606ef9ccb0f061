//! Previews a file against an empty zone, applies it, and previews it again: `FILE [MAP]`.

use std::time::Instant;

use exchange::preview::RowClass;
use exchange::{Mapping, Preview, Problem};
use jiff::civil::Date;
use zone::text::TextTable;
use zone::{Actor, Calendars, Lang, Zone};

const TODAY: Date = jiff::civil::date(2026, 5, 31);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("FILE");
    let bytes = std::fs::read(&path).expect("a readable file");
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let map = arguments
        .next()
        .map(|map| std::fs::read_to_string(map).expect("a readable map"));
    let mut zone = Zone::empty();
    zone.profile = Some(zone::state::Profile {
        name: "Preview".to_owned(),
        synthetic: false,
        attribution: zone::Words::default(),
        holidays: zone::state::HolidayRegion::None,
        currency: zone::state::Currency::CNY,
    });
    let mut texts = TextTable::default();
    for round in 1..=2 {
        let start = Instant::now();
        match previewed(&zone, &texts, &name, &bytes, map.as_deref()) {
            Ok(preview) => {
                println!(
                    "round {round}: {:?}, {} reports",
                    start.elapsed(),
                    preview.reports.len()
                );
                tell(&preview);
                apply(&mut zone, &mut texts, &preview);
            }
            Err(problems) => problems
                .iter()
                .for_each(|p| println!("{}", p.line(Lang::En))),
        }
    }
}

fn previewed(
    zone: &Zone,
    texts: &TextTable,
    name: &str,
    bytes: &[u8],
    map: Option<&str>,
) -> Result<Preview, Vec<Problem>> {
    let book = exchange::book::read(name, bytes)?;
    let mut mapping = match map {
        Some(json) => Mapping::from_json("map", json).map_err(|problem| vec![problem])?,
        None => exchange::mapping::guess(&book)?,
    };
    mapping.options.create_missing = true;
    let rows = exchange::rows::read(&book, &mapping)?;
    Ok(exchange::preview::preview(zone, texts, &rows, TODAY))
}

fn tell(preview: &Preview) {
    for class in [
        RowClass::New,
        RowClass::Changed,
        RowClass::Unchanged,
        RowClass::Refused,
    ] {
        println!("  {class:?} {}", preview.count(class));
    }
    let (units, people) = (
        preview.units_to_create.len(),
        preview.people_to_create.len(),
    );
    println!(
        "  disappeared {}, units {units}, people {people}",
        preview.disappeared.len()
    );
    let problems = preview
        .problems
        .iter()
        .filter(|p| p.code() != "exchange/withheld");
    problems
        .take(12)
        .for_each(|problem| println!("  {}", problem.line(Lang::En)));
}

fn apply(zone: &mut Zone, texts: &mut TextTable, preview: &Preview) {
    let before = texts.clone();
    let command = match exchange::apply::command(zone, &before, preview, texts) {
        Ok(Some(command)) => command,
        Ok(None) => return println!("  nothing to apply"),
        Err(problems) => return println!("  cannot apply: {} errors", problems.len()),
    };
    let actor = Actor {
        account: "clerk".to_owned(),
        roles: vec![zone::authority::Role::Clerk],
        unit: None,
        person: None,
        enterprise: None,
    };
    let calendars = Calendars::of(zone).expect("calendars");
    let moment = zone::decide::Moment {
        today: TODAY,
        calendars: &calendars,
    };
    match zone::decide(zone, moment, &actor, &command) {
        Ok(events) => {
            println!("  {} events", events.len());
            (1..)
                .zip(&events)
                .for_each(|(seq, event)| zone.apply(seq, event));
        }
        Err(refusals) => refusals
            .iter()
            .take(5)
            .for_each(|refusal| println!("  {refusal:?}")),
    }
}
