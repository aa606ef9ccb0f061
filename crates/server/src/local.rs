//! The local channel: programs on this machine write through a running server.
//!
//! While it runs, the server keeps `server.json` in the data folder, readable by its owner
//! alone: who can read it can read the ledger anyway. The token works from this machine only.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

use host::Folder;
use serde::{Deserialize, Serialize};
use zone::Refusal;

use crate::refusal;

mod client;

pub use client::LocalAnswer;

/// What `server.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalChannel {
    /// The server's process.
    pub pid: u32,
    /// Where it listens.
    pub address: SocketAddr,
    /// What a request carries as `Authorization: Bearer …`.
    pub token: String,
}

/// The server's own copy of the token.
pub(crate) struct LocalToken(String);

impl LocalToken {
    pub(crate) fn random() -> Result<LocalToken, getrandom::Error> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        Ok(LocalToken(hex::encode(bytes)))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// The announcement of a running server; taken back when dropped.
pub(crate) struct Announced(PathBuf);

impl Drop for Announced {
    fn drop(&mut self) {
        // The next start writes it anew; a file that stays tells of a process that is gone.
        fs::remove_file(&self.0).unwrap_or_default();
    }
}

impl LocalChannel {
    /// Where the channel of a data folder is announced.
    pub fn path(folder: &Folder) -> PathBuf {
        folder.path().join("server.json")
    }

    /// The channel of the server that runs on a data folder, if one does.
    pub fn read(folder: &Folder) -> Option<LocalChannel> {
        let bytes = fs::read(LocalChannel::path(folder)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The same, with the refusal to show when none does.
    ///
    /// # Errors
    /// `server/none-running`.
    pub fn find(folder: &Folder) -> Result<LocalChannel, Refusal> {
        let none = || refusal::no_running_server(&folder.path().display().to_string());
        LocalChannel::read(folder).ok_or_else(none)
    }

    /// Announces the channel, readable by the owner alone.
    pub(crate) fn announce(&self, folder: &Folder) -> std::io::Result<Announced> {
        let path = LocalChannel::path(folder);
        let aside = path.with_extension("json.new");
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        fs::remove_file(&aside).unwrap_or_default();
        let mut file = options.open(&aside)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(&aside, &path)?;
        Ok(Announced(path))
    }
}
