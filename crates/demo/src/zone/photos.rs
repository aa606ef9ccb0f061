//! Pictures beside what is said: of a site near its place, by a map's datum, without a place, and
//! one taken somewhere else. Drawn here; of nobody and of no place.

use jiff::civil::Date;
use zone::command::{Command, fact};
use zone::place::{Datum, Place};
use zone::thread::command::{AddAttachment, ThreadCommand};
use zone::thread::{Audience, MediaKind, ThreadSubject};
use zone::{Field, ProjectId, ReportId, Value};

use super::dates::add_days;
use super::office::last;
use super::talk::{actor, held_up};
use crate::Driver;
use crate::picture::{Scene, Told, site};

/// Where the site lies: in the middle of a lake, for it is invented.
const SITE: &str = "36.9000,100.1500 GCJ-02";

/// Who attaches: the sign-in of the unit whose project it is.
const ACCOUNT: &str = "reporter2";

/// A picture: its name, what is seen, how many days ago, and where it says it was taken.
struct Shot {
    name: &'static str,
    scene: Scene,
    ago: i64,
    place: Option<(f64, f64, Datum)>,
}

const OF_PROJECT: [Shot; 3] = [
    Shot {
        name: "主体四层封顶.png",
        scene: Scene::Frame(4),
        ago: 33,
        place: Some((36.9004, 100.1507, Datum::Gcj02)),
    },
    Shot {
        name: "主体六层施工.png",
        scene: Scene::Frame(6),
        ago: 5,
        place: Some((36.9000, 100.1492, Datum::Wgs84)),
    },
    // Taken elsewhere: the page says how far, and leaves the rest to whoever reads it.
    Shot {
        name: "围挡.png",
        scene: Scene::Field,
        ago: 4,
        place: Some((36.9266, 100.1710, Datum::Wgs84)),
    },
];

const OF_PROBLEM: Shot = Shot {
    name: "管沟与待迁电杆.png",
    scene: Scene::Trench,
    ago: 5,
    place: None,
};

/// Attaches them all.
pub(crate) fn play<D: Driver>(driver: &mut D, today: Date) -> Result<(), D::Error> {
    let Some(project) = held_up(driver.zone(), today) else {
        return Ok(());
    };
    locate(driver, project, today)?;
    for shot in &OF_PROJECT {
        attach(driver, today, ThreadSubject::Project(project), shot)?;
    }
    let mut open = driver.zone().problems.values();
    let problem = open.find(|own| own.project == project && own.is_open(today));
    if let Some(problem) = problem.map(|own| own.id) {
        attach(driver, today, ThreadSubject::Problem(problem), &OF_PROBLEM)?;
    }
    // The month's report carries the picture of its month: the same file, kept once.
    let unit = actor(driver.zone(), ACCOUNT, today).and_then(|own| own.unit);
    let cycle = last(driver.zone().cycles.keys());
    if let Some((cycle, unit)) = cycle.zip(unit) {
        let report = ThreadSubject::Report(ReportId { cycle, unit });
        attach(driver, today, report, &OF_PROJECT[1])?;
    }
    Ok(())
}

/// The place of the site, for distances.
fn locate<D: Driver>(driver: &mut D, id: ProjectId, today: Date) -> Result<(), D::Error> {
    let version = driver.zone().projects.get(&id).map_or(0, |own| own.version);
    let place = Value::Text(SITE.to_owned());
    driver.run(Command::RecordFacts {
        id,
        version,
        effective_on: add_days(today, -60),
        facts: vec![fact(Field::Coordinates, place)],
    })
}

fn attach<D: Driver>(
    driver: &mut D,
    today: Date,
    subject: ThreadSubject,
    shot: &Shot,
) -> Result<(), D::Error> {
    let on = add_days(today, -shot.ago);
    let Some(actor) = actor(driver.zone(), ACCOUNT, today) else {
        return Ok(());
    };
    let place = shot.place;
    let told = Told {
        at: on.at(9, 42, 0, 0),
        place: place.and_then(|(lat, lon, datum)| Place::new(lat, lon, datum)),
    };
    let picture = site(shot.scene);
    let bytes = picture.png(Some(&told));
    // Plain data with text keys always writes.
    let facts = serde_json::to_string(&told.facts(picture.size())).unwrap_or_default();
    let sha256 = driver.keep(&bytes)?;
    let command = ThreadCommand::Attach(AddAttachment {
        subject,
        audience: Audience::Internal,
        content: driver.seal(&sha256, &[]),
        name: driver.seal(shot.name, &[]),
        bytes: bytes.len() as u64,
        kind: MediaKind::Png,
        facts: Some(driver.seal(&facts, &[])),
        effective_on: on,
    });
    driver.run_as(&actor, on, Command::Thread(Box::new(command)))
}
