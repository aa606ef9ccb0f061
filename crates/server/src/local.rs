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

use crate::{limits, refusal};

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

/// The header in which a program on this machine says for whom it writes.
pub(crate) const ACCOUNT_HEADER: &str = "x-local-account";

/// What every account of the machine begins with, so that it is none of the zone's.
const ACCOUNT_START: &str = "local:";

/// The account of the machine under which this program runs, as the record names it: `local:zhang`.
pub fn local_account() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .map(|user| format!("{ACCOUNT_START}{user}"));
    let mut fit = named.filter(|account| is_local_account(account));
    fit.next()
        .unwrap_or_else(|| format!("{ACCOUNT_START}unknown"))
}

/// The account that a request through the channel names; it can be no account of the zone.
pub(crate) fn account_named(header: Option<&[u8]>) -> String {
    let named = header.and_then(|bytes| std::str::from_utf8(bytes).ok());
    let fit = named.filter(|account| is_local_account(account));
    fit.map_or_else(|| "local".to_owned(), str::to_owned)
}

fn is_local_account(account: &str) -> bool {
    let name = account.strip_prefix(ACCOUNT_START).unwrap_or_default();
    let length = 1..=limits::LOCAL_ACCOUNT_BYTES_MAX;
    length.contains(&name.len()) && !name.chars().any(char::is_control)
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

#[cfg(test)]
mod tests {
    use super::account_named;

    #[track_caller]
    fn check(header: &[u8], expected: &str) {
        assert_eq!(account_named(Some(header)), expected);
    }

    #[test]
    fn a_program_names_an_account_of_the_machine_and_no_other() {
        check(b"local:zhang", "local:zhang");
        check("local:张三".as_bytes(), "local:张三");
        check(b"clerk", "local");
        check(b"local:", "local");
        check(b"local:a\tb", "local");
        check(b"local:\xff", "local");
        check(format!("local:{}", "a".repeat(65)).as_bytes(), "local");
        assert_eq!(account_named(None), "local");
    }
}
