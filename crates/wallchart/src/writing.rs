//! Writing to a data folder: as its one writer, or through the server that is.

use host::{Done, Host, Request, SealBag, Seen};
use ledger::{Entropy as _, OsEntropy};
use serde::Deserialize;
use serde_json::{Value, json};
use server::{
    Attaching, LocalAnswer, LocalChannel, PurgeTold, ToldOfFile, purge_asked, purge_confirmed,
    purge_refused, purge_secrets, wiped,
};
use zone::thread::ThreadSubject;
use zone::{AttachmentId, Command, Event, PurgeId, Refusal, Words};

use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::reading;

/// How a command reaches the record.
pub(crate) enum Channel {
    /// This process is the writer.
    Own(Box<Writer>),
    /// A server is; it is asked to.
    Through(LocalChannel),
}

impl Channel {
    /// Opens the folder of a founded zone, or finds the server that has it open.
    ///
    /// Refused: a folder without a zone, a record that does not hold, another process that is no
    /// server.
    pub(crate) fn open(context: &Context) -> Result<Channel, Failure> {
        match Writer::open(context) {
            Ok(writer) => Ok(Channel::Own(Box::new(writer))),
            Err(failure) if is_in_use(&failure) => {
                let running = LocalChannel::read(&context.folder);
                running.map(Channel::Through).ok_or(failure)
            }
            Err(failure) => Err(failure),
        }
    }

    /// Carries out a command without texts, given as `{"name": {…}}`: the model and the server
    /// read it alike.
    pub(crate) fn execute(&self, command: Value) -> Result<Done, Failure> {
        match self {
            Channel::Own(writer) => {
                let command = serde_json::from_value(command).map_err(|error| unread(&error))?;
                writer.execute(command, SealBag::new())
            }
            Channel::Through(server) => {
                let id = request_id()?;
                let asked = json!({ "request_id": id, "command": command });
                done(&server.post("/commands", &id, &asked)?)
            }
        }
    }

    /// Carries out a command with texts in plain, as pages send it; they are sealed on the way.
    pub(crate) fn execute_told(&self, command: Value) -> Result<Done, Failure> {
        match self {
            Channel::Own(writer) => {
                let mut texts = SealBag::new();
                let command = server::command_of(command, &mut texts);
                writer.execute(command.map_err(|error| unread(&error))?, texts)
            }
            Channel::Through(_) => self.execute(command),
        }
    }

    /// Carries out a command with the text of a thread: it is looked at in plain, and whom it
    /// names is resolved, before it is sealed.
    pub(crate) fn execute_of_thread(&self, command: Value) -> Result<Done, Failure> {
        let Channel::Own(writer) = self else {
            return self.execute(command);
        };
        let (seen, actor, mut texts) = (writer.now()?, writer.context.actor(), SealBag::new());
        let looking = zone::view::Looking {
            true_on: seen.true_on,
            calendars: &seen.calendars,
            texts: writer.host.library(),
            actor: &actor,
        };
        let command = server::resolved_command_of(command, &mut texts, &seen.zone, looking);
        let command = command.map_err(|error| unread(&error))?;
        writer.execute(command.map_err(host::Error::from)?, texts)
    }

    /// Attaches a file that was looked into.
    pub(crate) fn attach(
        &self,
        subject: ThreadSubject,
        name: &str,
        file: Attaching,
        told: &ToldOfFile,
    ) -> Result<AttachmentId, Failure> {
        match self {
            Channel::Own(writer) => {
                let host = &writer.host;
                let (actor, today) = (writer.context.actor(), writer.context.today);
                // Refused by the rules: then nothing is left on disk.
                host.rehearse(&actor, &file.command, today)?;
                file.keep(host.library().files())?;
                let done = writer.execute(file.command, file.texts)?;
                match host.library().event(done.first)?.event {
                    Event::AttachmentAdded(event) => Ok(event.id),
                    _ => Err(host::Error::from(Vec::new()).into()),
                }
            }
            Channel::Through(server) => {
                #[derive(Deserialize)]
                struct Attached {
                    attachment: Id,
                }
                #[derive(Deserialize)]
                struct Id {
                    id: AttachmentId,
                }
                let id = request_id()?;
                let answer = server.attach(&subject.to_string(), &id, name, file.bytes(), told)?;
                read::<Attached>(&answer).map(|own| own.attachment.id)
            }
        }
    }
}

/// Purges: on the way, what was asked is resolved in plain, and what went is wiped everywhere.
impl Channel {
    /// Asks that something be purged.
    pub(crate) fn ask_purge(&self, told: &PurgeTold) -> Result<PurgeId, Failure> {
        match self {
            Channel::Own(writer) => {
                let (command, texts) = purge_asked(&writer.host, told, writer.context.today)?;
                let done = writer.execute(command, texts)?;
                match writer.host.library().event(done.first)?.event {
                    Event::PurgeAsked(event) => Ok(event.id),
                    _ => Err(host::Error::from(Vec::new()).into()),
                }
            }
            Channel::Through(server) => purge_of(&server.post("/purges", &request_id()?, told)?),
        }
    }

    /// Confirms a purge as the second person.
    pub(crate) fn confirm_purge(&self, id: PurgeId) -> Result<PurgeId, Failure> {
        match self {
            Channel::Own(writer) => {
                let (host, today) = (&writer.host, writer.context.today);
                let secrets = purge_secrets(host, id, today)?;
                writer.execute(purge_confirmed(id, today), SealBag::new())?;
                wiped(&writer.context.folder, host, &secrets)?;
                Ok(id)
            }
            Channel::Through(server) => {
                let path = format!("/purges/{id}/confirm");
                purge_of(&server.post(&path, &request_id()?, &json!({}))?)
            }
        }
    }

    /// Refuses a purge, or takes the own request back.
    pub(crate) fn refuse_purge(&self, id: PurgeId, reason: &str) -> Result<PurgeId, Failure> {
        match self {
            Channel::Own(writer) => {
                let refused = purge_refused(id, reason, writer.context.today);
                let (command, texts) = refused.map_err(host::Error::from)?;
                writer.execute(command, texts)?;
                Ok(id)
            }
            Channel::Through(server) => {
                let path = format!("/purges/{id}/refuse");
                purge_of(&server.post(&path, &request_id()?, &json!({ "reason": reason }))?)
            }
        }
    }
}

/// The request that the server's answer is about.
fn purge_of(answer: &LocalAnswer) -> Result<PurgeId, Failure> {
    #[derive(Deserialize)]
    struct Answered {
        purge: Id,
    }
    #[derive(Deserialize)]
    struct Id {
        id: PurgeId,
    }
    read::<Answered>(answer).map(|own| own.purge.id)
}

/// What the server says of a command it carried out.
pub(crate) fn done(answer: &LocalAnswer) -> Result<Done, Failure> {
    #[derive(Deserialize)]
    struct DoneShape {
        first: u64,
        last: u64,
        repeated: bool,
    }
    let DoneShape {
        first,
        last,
        repeated,
    } = read(answer)?;
    Ok(Done {
        first,
        last,
        repeated,
    })
}

/// An answer of the server as a value, or its refusals.
pub(crate) fn read<'a, T: Deserialize<'a>>(answer: &'a LocalAnswer) -> Result<T, Failure> {
    succeeded(answer)?;
    serde_json::from_slice(&answer.body).map_err(|error| unread(&error))
}

/// Whether the server did what it was asked, or its refusals.
pub(crate) fn succeeded(answer: &LocalAnswer) -> Result<(), Failure> {
    if answer.is_ok() {
        return Ok(());
    }
    let problems = answer.problems();
    let exit = if answer.status < 500 {
        Exit::Refused
    } else {
        Exit::Fault
    };
    if problems.is_empty() {
        let status = answer.status;
        return Err(Failure::fault(
            "cli/server-answer",
            Words::new(
                format!("服务器答复 {status}"),
                format!("the server answered {status}"),
            ),
            Words::new("查看服务器的输出", "look at what the server prints"),
        ));
    }
    Err(Failure { exit, problems })
}

fn unread(error: &serde_json::Error) -> Failure {
    Failure::fault(
        "cli/server-answer",
        Words::new(
            format!("与服务器互相读不懂：{error}"),
            format!("the server and this program do not understand each other: {error}"),
        ),
        Words::new(
            "让两者用同一版本：重启服务器",
            "run the same version of both: restart the server",
        ),
    )
}

/// A folder open for writing.
pub(crate) struct Writer {
    host: Host,
    context: Context,
}

impl Writer {
    /// Opens the folder of a founded zone.
    ///
    /// Refused: a folder without a zone, a record that does not hold, another process.
    pub(crate) fn open(context: &Context) -> Result<Writer, Failure> {
        if !context.folder.has_ledger() {
            return Err(reading::not_founded(context).into());
        }
        let writer = Writer::make(context)?;
        if writer.now()?.zone.is_founded() {
            Ok(writer)
        } else {
            Err(reading::not_founded(context).into())
        }
    }

    /// Opens a folder, making an empty ledger if there is none.
    pub(crate) fn make(context: &Context) -> Result<Writer, Failure> {
        reading::check_before_writing(context)?;
        Ok(Writer {
            host: Host::open(&context.folder)?,
            context: context.clone(),
        })
    }

    /// The newest state.
    pub(crate) fn now(&self) -> Result<Seen, Failure> {
        Ok(self.host.now(self.context.today)?)
    }

    /// The host itself.
    pub(crate) fn host(&self) -> &Host {
        &self.host
    }

    /// The host, to be served.
    pub(crate) fn into_host(self) -> Host {
        self.host
    }

    /// Carries a command out in the name of who runs the program.
    pub(crate) fn execute(&self, command: Command, texts: SealBag) -> Result<Done, Failure> {
        let request = Request {
            actor: self.context.actor(),
            request_id: request_id()?,
            command,
            texts,
            today: self.context.today,
        };
        Ok(self.host.execute(&request)?)
    }
}

/// An id that no other request has.
pub(crate) fn request_id() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    OsEntropy.fill(&mut bytes)?;
    Ok(format!("cli-{}", hex::encode(bytes)))
}

/// Whether the folder is written to by another process right now.
pub(crate) fn is_in_use(failure: &Failure) -> bool {
    let in_use = |problem: &Refusal| problem.code == "ledger/in-use";
    failure.exit == Exit::Refused && failure.problems.iter().any(in_use)
}
