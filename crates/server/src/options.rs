//! How a server is set up; the command line fills it in.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use host::Folder;
use serde::Serialize;
use zone::Words;

use crate::accounts::PasswordCost;
use crate::clock::Clock;
use crate::limits;

/// Settings of a server.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Where it listens. The caller warns if others can reach it.
    pub listen: SocketAddr,
    /// The data folder: the local channel is announced there.
    pub folder: Folder,
    /// Whether people reach it by https (through a proxy): cookies are then sent by https only.
    pub https: bool,
    /// Accounts a demonstration zone shows before sign-in. Empty for a zone in earnest.
    pub demo_accounts: Vec<DemoAccount>,
    /// How hard passwords are hashed.
    pub password_cost: PasswordCost,
    /// The clock of sessions.
    pub clock: Clock,
    /// How long the header of a request may take.
    pub header_time: Duration,
}

/// An account of a demonstration zone, shown with its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DemoAccount {
    /// Its name.
    pub account: String,
    /// Its password.
    pub password: String,
    /// What it may do, in words.
    pub role: Words,
}

impl ServerOptions {
    /// The usual settings for a data folder: this machine alone, port 8080.
    pub fn new(folder: Folder) -> ServerOptions {
        ServerOptions {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            folder,
            https: false,
            demo_accounts: Vec::new(),
            password_cost: PasswordCost::default(),
            clock: Clock::default(),
            header_time: limits::HEADER_TIME,
        }
    }
}
