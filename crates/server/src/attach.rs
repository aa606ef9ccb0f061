//! A file on its way to a thread: looked into, kept, and made into a command.

use host::{Files, SealBag};
use jiff::civil::{Date, DateTime};
use media::Looked;
use serde::{Deserialize, Serialize};
use zone::place::{Datum, Place};
use zone::thread::command::{AddAttachment, ThreadCommand};
use zone::thread::photo::{DatumBy, PhotoFacts};
use zone::thread::{Audience, ThreadSubject};
use zone::{Actor, Command, Refusal, Sealer as _};

/// What is told of a file beside its bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldOfFile {
    /// For whom it is; between those who work here unless said otherwise.
    #[serde(default)]
    pub audience: Audience,
    /// When the photo was taken, where its file does not say: `2026-05-18T09:30:00`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub taken_at: Option<DateTime>,
    /// That clock's minutes before UTC.
    #[serde(default)]
    pub offset_minutes: Option<i16>,
    /// Where it was taken, where its file does not say: `30.5928,114.3055 WGS-84`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub place: Option<Place>,
    /// The datum of the place in the file, where the file does not name it.
    #[serde(default)]
    pub datum: Option<Datum>,
    /// The size of the original, where it was made smaller before it was sent.
    #[serde(default)]
    pub shrunk_from: Option<u64>,
}

/// A file that was looked into, and the command that attaches it.
pub struct Attaching {
    /// The command.
    pub command: Command,
    /// The texts it was sealed with.
    pub texts: SealBag,
    bytes: Vec<u8>,
}

impl Attaching {
    /// Looks into a file and seals what the record will hold of it. Nothing is kept yet.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn prepare(
        actor: &Actor,
        subject: ThreadSubject,
        name: &str,
        bytes: Vec<u8>,
        told: &ToldOfFile,
        today: Date,
    ) -> Result<Attaching, Vec<Refusal>> {
        let Looked { kind, photo } = media::look(name, &bytes)?;
        let name = media::clean_name(name, kind);
        let mut refused = zone::thread::check_text("file", &name);
        refused.retain(|own| own.code == "zone/state-secret");
        if !refused.is_empty() {
            return Err(refused);
        }
        let about: Vec<_> = actor.person.into_iter().collect();
        let mut texts = SealBag::new();
        let facts = photo.map(|photo| {
            let facts = completed(photo, told);
            // Plain data with text keys always writes.
            serde_json::to_string(&facts).unwrap_or_default()
        });
        let command = ThreadCommand::Attach(AddAttachment {
            subject,
            audience: told.audience,
            content: texts.seal(&Files::hash(&bytes), &about),
            name: texts.seal(&name, &about),
            bytes: bytes.len() as u64,
            kind,
            facts: facts.map(|facts| texts.seal(&facts, &about)),
            effective_on: today,
        });
        Ok(Attaching {
            command: Command::Thread(Box::new(command)),
            texts,
            bytes,
        })
    }

    /// The bytes themselves.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Keeps the bytes: the record speaks only of what is on disk.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn keep(&self, files: &Files) -> Result<(), host::Error> {
        files.keep(&self.bytes).map(drop)
    }
}

/// What the file itself says goes before what is told beside it.
fn completed(mut facts: PhotoFacts, told: &ToldOfFile) -> PhotoFacts {
    if facts.taken_at.is_none() && told.taken_at.is_some() {
        (facts.taken_at, facts.offset_minutes) = (told.taken_at, told.offset_minutes);
        facts.told = true;
    }
    match (&mut facts.place, told.place) {
        (None, Some(place)) => {
            (facts.place, facts.datum_by) = (Some(place), Some(DatumBy::Person));
            facts.told = true;
        }
        (Some(place), _) if facts.datum_by == Some(DatumBy::Assumed) => {
            if let Some(datum) = told.datum {
                place.datum = datum;
                facts.datum_by = Some(DatumBy::Person);
            }
        }
        _ => {}
    }
    facts.shrunk_from = told.shrunk_from;
    facts
}
