//! What every command is given: where the data is, and how to answer.

use host::Folder;
use jiff::civil::Date;
use zone::Lang;
use zone::authority::{Actor, Role};

/// The circumstances of a command.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    /// The data folder.
    pub(crate) folder: Folder,
    /// The language to answer in.
    pub(crate) lang: Lang,
    /// Answer with a JSON document.
    pub(crate) json: bool,
    /// The day it is.
    pub(crate) today: Date,
}

impl Context {
    /// Who acts: whoever can open the data folder may do everything in it, and the record names
    /// the account of the machine.
    pub(crate) fn actor(&self) -> Actor {
        Actor {
            account: server::local_account(),
            roles: vec![Role::Clerk, Role::SystemAdmin],
            unit: None,
            person: None,
            enterprise: None,
        }
    }
}
