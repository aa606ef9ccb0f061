//! A founded zone in a folder of its own.

use host::{Done, Error, Folder, Host, Request, SealBag};
use jiff::civil::{Date, date};
use zone::command::fact;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{Actor, Command, Field, Sealer as _, Value, Words};

pub(crate) const TODAY: Date = date(2026, 5, 18);

pub(crate) struct Desk {
    folder: tempfile::TempDir,
    pub(crate) host: Host,
}

impl Desk {
    pub(crate) fn place(&self) -> Folder {
        Folder::new(self.folder.path())
    }
}

pub(crate) fn founded() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let host = Host::open(&Folder::new(folder.path())).expect("a host");
    let profile = Profile {
        name: "试验区".to_owned(),
        synthetic: true,
        attribution: Words::default(),
        holidays: HolidayRegion::China,
        currency: Currency::CNY,
    };
    let found = Command::Found {
        profile,
        effective_on: date(2026, 1, 1),
        rule: "pace-bands".into(),
    };
    run(&host, "found", found).expect("founded");
    Desk { folder, host }
}

pub(crate) fn run(host: &Host, request_id: &str, command: Command) -> Result<Done, Error> {
    run_sealed(host, request_id, |_| command)
}

pub(crate) fn run_sealed(
    host: &Host,
    request_id: &str,
    command: impl FnOnce(&mut SealBag) -> Command,
) -> Result<Done, Error> {
    let mut texts = SealBag::new();
    let command = command(&mut texts);
    host.execute(&Request {
        actor: Actor::program(),
        request_id: request_id.to_owned(),
        command,
        texts,
        today: TODAY,
    })
}

pub(crate) fn register(name: &str) -> Command {
    Command::RegisterProject {
        effective_on: date(2026, 1, 31),
        facts: vec![fact(Field::Name, Value::Text(name.to_owned()))],
    }
}

pub(crate) fn remark(bag: &mut SealBag, id: u32, version: u32, text: &str) -> Command {
    let text = bag.seal(text, &[]);
    Command::RecordFacts {
        id: zone::ProjectId(id),
        version,
        effective_on: date(2026, 4, 30),
        facts: vec![fact(Field::Remark, Value::FreeText(text))],
    }
}
