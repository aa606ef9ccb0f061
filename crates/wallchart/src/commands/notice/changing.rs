//! Changing channels: as the folder's one writer, or through the server that is. Either way the
//! change is on record before it holds.

use courier::{MailServer, Robot, Store, ZoneRules};
use serde::{Deserialize, Serialize};
use serde_json::json;
use server::{LocalAnswer, LocalChannel, NoticeChanges, NoticeError};

use super::{failed, store};
use crate::context::Context;
use crate::failure::Failure;
use crate::writing::{Channel, Writer, read, request_id, succeeded};

/// How a change is made.
pub(super) enum Changing {
    /// By this process.
    Here(Box<Here>),
    /// By a running server.
    Through(LocalChannel),
}

/// What a change by this process needs.
pub(super) struct Here {
    writer: Box<Writer>,
    store: Store,
    by: String,
}

impl Here {
    fn make<T>(
        &self,
        change: impl FnOnce(&NoticeChanges<'_>) -> Result<T, NoticeError>,
    ) -> Result<T, Failure> {
        let changes = NoticeChanges::new(self.writer.host(), &self.store, &self.by);
        change(&changes).map_err(failed)
    }
}

impl Changing {
    /// As [`Channel::open`].
    pub(super) fn open(context: &Context) -> Result<Changing, Failure> {
        match Channel::open(context)? {
            Channel::Through(server) => Ok(Changing::Through(server)),
            Channel::Own(writer) => Ok(Changing::Here(Box::new(Here {
                writer,
                store: store(context)?,
                by: context.actor().account,
            }))),
        }
    }

    pub(super) fn set_rules(&self, rules: &ZoneRules) -> Result<(), Failure> {
        match self {
            Changing::Here(here) => here.make(|changes| changes.set_rules(rules)),
            Changing::Through(server) => put(server, "/notices/rules", rules),
        }
    }

    /// Without a password the one before stays.
    pub(super) fn set_mail(
        &self,
        mail: &MailServer,
        password: Option<&str>,
    ) -> Result<(), Failure> {
        match self {
            Changing::Here(here) => here.make(|changes| changes.set_mail(mail, password)),
            Changing::Through(server) => {
                let body = json!({ "server": mail, "password": password });
                put(server, "/notices/mail", &body)
            }
        }
    }

    /// Answers with the number it is given.
    pub(super) fn add_robot(
        &self,
        robot: &Robot,
        (address, secret): (&str, &str),
    ) -> Result<i64, Failure> {
        match self {
            Changing::Here(here) => {
                here.make(|changes| changes.add_robot(robot, (address, secret)))
            }
            Changing::Through(server) => {
                #[derive(Deserialize)]
                struct Added {
                    id: i64,
                }
                let body = json!({ "robot": robot, "address": address, "secret": secret });
                let answer = server.post("/notices/robots", &request_id()?, &body)?;
                read::<Added>(&answer).map(|own| own.id)
            }
        }
    }

    pub(super) fn remove_robot(&self, id: i64) -> Result<(), Failure> {
        match self {
            Changing::Here(here) => here.make(|changes| changes.remove_robot(id)),
            Changing::Through(server) => succeeded(&send(
                server,
                "DELETE",
                &format!("/notices/robots/{id}"),
                &[],
            )?),
        }
    }

    pub(super) fn try_robot(&self, id: i64) -> Result<(), Failure> {
        match self {
            Changing::Here(here) => here.make(|changes| changes.try_robot(id)),
            Changing::Through(server) => post(server, &format!("/notices/robots/{id}/trial")),
        }
    }

    pub(super) fn try_again(&self, id: i64) -> Result<(), Failure> {
        match self {
            Changing::Here(here) => here.make(|changes| changes.try_again(id)),
            Changing::Through(server) => post(server, &format!("/notices/outbox/{id}/again")),
        }
    }

    pub(super) fn give_up(&self, id: i64) -> Result<(), Failure> {
        match self {
            Changing::Here(here) => here.make(|changes| changes.give_up(id)),
            Changing::Through(server) => post(server, &format!("/notices/outbox/{id}/give-up")),
        }
    }
}

fn put(server: &LocalChannel, path: &str, body: &impl Serialize) -> Result<(), Failure> {
    // Plain data with text keys always writes.
    let body = serde_json::to_vec(body).unwrap_or_default();
    succeeded(&send(server, "PUT", path, &body)?)
}

/// A step that needs nothing told.
fn post(server: &LocalChannel, path: &str) -> Result<(), Failure> {
    succeeded(&send(server, "POST", path, &[])?)
}

fn send(
    server: &LocalChannel,
    method: &str,
    path: &str,
    body: &[u8],
) -> Result<LocalAnswer, Failure> {
    let id = request_id()?;
    Ok(server.send(method, path, Some(&id), "application/json", body)?)
}
