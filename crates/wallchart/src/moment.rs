//! The two clocks on the command line: what was known, and what was true.

use clap::Args;
use host::KnownAt;
use jiff::civil::Date;

use crate::failure::Failure;

/// Which moment of the record, and which date.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Moment {
    /// 当时已知：序号、标记或时间 | As known at: a number, a mark or a time
    #[arg(long, value_name = "SEQ|MARK|TIME")]
    pub(crate) known_at: Option<String>,
    /// 截至日期（默认随标记，否则今天） | True on this date (that of the mark, else today)
    #[arg(long, value_name = "DATE")]
    pub(crate) true_on: Option<Date>,
}

impl Moment {
    /// The moment of the record asked for; the newest unless one is.
    pub(crate) fn known(&self) -> Result<KnownAt, Failure> {
        known(self.known_at.as_deref().unwrap_or_default())
    }
}

/// A moment of the record as a person writes it.
pub(crate) fn known(text: &str) -> Result<KnownAt, Failure> {
    Ok(text.parse()?)
}
