//! Reading a data folder, beside a running writer, and what a damaged one still gives.

use std::sync::Arc;

use host::{Files, KnownAt, Library, Seen, ZONE_STREAM};
use jiff::civil::Date;
use ledger::{Check, Reader as _, SqliteReader};
use serde::Serialize;
use zone::authority::Actor;
use zone::view::Looking;
use zone::{Lang, Refusal, Words};

use crate::answer;
use crate::context::Context;
use crate::failure::{self, Exit, Failure};

/// Records up to which the whole ledger is checked before it is read or written to: well under a
/// second. A longer one is checked at its end; `wallchart verify` checks it all.
const CHECK_ALL_RECORDS: u64 = 50_000;

/// Records checked at the end of a longer ledger.
const CHECK_TAIL_RECORDS: u64 = 5_000;

/// A zone at one moment, with everything its views need.
pub(crate) struct View {
    /// Texts, files and other moments.
    pub(crate) library: Library,
    /// The state asked for.
    pub(crate) seen: Seen,
    /// Who is looking.
    pub(crate) actor: Actor,
}

impl View {
    /// What the views are given.
    pub(crate) fn looking(&self) -> Looking<'_> {
        Looking {
            true_on: self.seen.true_on,
            calendars: &self.seen.calendars,
            texts: &self.library,
            actor: &self.actor,
        }
    }
}

/// Opens the folder for reading; what is damaged is told on standard error and left out.
pub(crate) fn open(context: &Context) -> Result<Library, Failure> {
    if !context.folder.has_ledger() {
        return Err(not_founded(context).into());
    }
    let reader = SqliteReader::open(&context.folder.ledger())?;
    if let Some(damage) = reader.check(extent(&reader)?)? {
        let problem = damaged(&damage);
        answer::note(&failure::told(&problem, context.lang));
        let upto = damage.seq.saturating_sub(1);
        if damage.stream == ZONE_STREAM {
            answer::note(&context.lang.pick(
                || format!("以下内容只到第 {upto} 条记录为止。"),
                || format!("What follows goes up to record {upto}."),
            ));
        }
    }
    Ok(Library::over(Arc::new(reader), Files::of(&context.folder)))
}

/// The zone as known at a moment, and true on a date.
pub(crate) fn see(
    context: &Context,
    known_at: &KnownAt,
    true_on: Option<Date>,
) -> Result<View, Failure> {
    let library = open(context)?;
    let mut seen = match library.see(known_at, context.today) {
        Err(error) => up_to_damage(context, &library, known_at, error)?,
        Ok(seen) => seen,
    };
    if !seen.zone.is_founded() {
        return Err(not_founded(context).into());
    }
    if let Some(date) = true_on {
        seen.true_on = date;
    }
    let actor = context.actor();
    Ok(View {
        library,
        seen,
        actor,
    })
}

/// A damaged ledger is read up to the record before the first bad one.
fn up_to_damage(
    context: &Context,
    library: &Library,
    known_at: &KnownAt,
    error: host::Error,
) -> Result<Seen, Failure> {
    let host::Error::Ledger(ledger::Error::Fault(ledger::Fault::Damaged(damage))) = &error else {
        return Err(error.into());
    };
    let newest = *known_at == KnownAt::Latest;
    if damage.stream != ZONE_STREAM || !newest {
        return Err(error.into());
    }
    let last_good = KnownAt::Seq(damage.seq.saturating_sub(1));
    Ok(library.see(&last_good, context.today)?)
}

/// Refuses to write to a folder whose record does not hold.
pub(crate) fn check_before_writing(context: &Context) -> Result<(), Failure> {
    if !context.folder.has_ledger() {
        return Ok(());
    }
    let reader = SqliteReader::open(&context.folder.ledger())?;
    match reader.check(extent(&reader)?)? {
        None => Ok(()),
        Some(damage) => Err(Failure {
            exit: Exit::Damaged,
            problems: vec![damaged(&damage)],
        }),
    }
}

fn extent(reader: &SqliteReader) -> Result<Check, Failure> {
    let newest = reader.head(ZONE_STREAM)?.seq;
    Ok(if newest <= CHECK_ALL_RECORDS {
        Check::Full
    } else {
        Check::Tail(CHECK_TAIL_RECORDS)
    })
}

fn damaged(damage: &ledger::Damage) -> Refusal {
    let error = ledger::Error::from(damage.clone());
    let (zh, en) = (error.remedy_zh(), error.remedy_en());
    Refusal::new(
        error.code(),
        Words::new(error.message_zh(), error.message_en()),
        Words::new(
            format!("{zh}恢复命令：wallchart restore 备份 --data 新目录"),
            format!("{en} To restore: wallchart restore BACKUP --data NEW_FOLDER"),
        ),
    )
}

/// An empty ledger: there is nothing to look at yet.
pub(crate) fn not_founded(context: &Context) -> Refusal {
    let path = context.folder.path().display();
    Refusal::new(
        "cli/no-zone",
        Words::new(
            format!("目录 {path} 中还没有建立挂图"),
            format!("no zone has been founded in {path}"),
        ),
        Words::new(
            "先运行：wallchart init --name 名称，或 wallchart demo zone",
            "run `wallchart init --name NAME` first, or `wallchart demo zone`",
        ),
    )
}

/// The end of the record that an answer was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Record {
    /// Number of its last event.
    pub(crate) seq: u64,
    /// Short code of the head, as it is printed on charts.
    pub(crate) code: String,
}

/// The end of the record a view shows.
pub(crate) fn record(view: &View) -> Record {
    Record {
        seq: view.seen.zone.seq,
        code: view.seen.head.code(),
    }
}

/// The moment shown, in one line.
pub(crate) fn headline(view: &View, lang: Lang) -> String {
    let name = view.seen.zone.profile.as_ref();
    let name = name.map_or("", |profile| profile.name.as_str());
    let (on, seq, code) = (view.seen.true_on, view.seen.zone.seq, view.seen.head.code());
    lang.pick(
        || format!("{name}　截至 {on}　记录第 {seq} 条　{code}"),
        || format!("{name}, true on {on}, record {seq}, {code}"),
    )
}
