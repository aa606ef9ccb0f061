//! The store on one SQLite file.
//!
//! Promises: `SqliteStore` is the one writer of its file among all processes; `SqliteReader`
//! reads beside it, in this process or another. Deliberately not here: a network, several files,
//! restoring a backup.

mod backup;
mod check;
mod ends;
mod faults;
mod group;
mod lock;
mod query;
mod queue;
mod requests;
mod rows;
mod schema;
mod shelf;
mod teller;
mod writer;

pub use backup::Backup;

use crate::batch::{Appended, Batch, Prepared, Snapshot, StreamInfo};
use crate::error::{Damage, Error, Refusal};
use crate::fault_point::Op;
use crate::format::{Consistency, Hash, Head, Receipt, Record, Suite};
use crate::options::Options;
use crate::payload::PayloadState;
use crate::pending::Pending;
use crate::store::{Check, Reader, Store};
use crate::{admit, limits};
use group::Task;
use lock::WriterLock;
use queue::{Job, Queue};
use shelf::Shelf;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use teller::Teller;
use writer::{Shared, Writer};

/// The one writer of a ledger file.
pub struct SqliteStore {
    shared: Arc<Shared>,
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
    program_version: u32,
    // Dropped last: nobody else may write before the writer's connection is closed.
    _lock: WriterLock,
}

/// Reads a ledger file beside a running writer, in this process or another.
pub struct SqliteReader {
    shelf: Shelf,
}

impl SqliteStore {
    /// Opens a ledger, making it if it is not there, and checks its last records. A damaged
    /// ledger opens too: it reads up to the first bad record and refuses to write.
    ///
    /// # Errors
    /// `ledger/in-use`, `ledger/not-a-ledger`, `ledger/tables-too-new` or a fault.
    pub fn open(path: &Path, options: Options) -> Result<Self, Error> {
        let point = options.fault_point.clone();
        faults::gate(point.as_ref(), Op::Lock)?;
        let lock = WriterLock::take(path)?;
        faults::gate(point.as_ref(), Op::Open)?;
        let conn = schema::open_writer(path)?;
        let shelf = Shelf::open(path, options.suite)?;
        shelf.check(Check::Tail(limits::OPEN_CHECK_RECORDS))?;
        let shared = Arc::new(Shared::new(shelf));
        let program_version = options.program_version;
        let writer = Writer::new(conn, options, Arc::clone(&shared), Teller::start()?);
        let queue = Arc::new(Queue::default());
        let work = Arc::clone(&queue);
        let thread = std::thread::Builder::new()
            .name("ledger-writer".to_owned())
            .spawn(move || writer.run(&work))
            .map_err(|error| faults::io("start the writer", error))?;
        Ok(Self {
            shared,
            queue,
            thread: Some(thread),
            program_version,
            _lock: lock,
        })
    }

    /// The first bad record, if one was found on opening, checking or reading.
    #[must_use]
    pub fn damage(&self) -> Option<Damage> {
        self.shared.shelf.first_damage()
    }

    /// Why writing is off, if it is: damage, or an earlier fault.
    #[must_use]
    pub fn writing_off(&self) -> Option<Error> {
        self.shared.writing_off()
    }

    /// Copies the ledger to a new file while it is written to.
    ///
    /// # Errors
    /// `ledger/backup-exists` or a fault.
    pub fn backup_to(&self, path: &Path) -> Result<Backup, Error> {
        backup::make(&self.shared.shelf, path)
    }

    /// Limits the file to so many pages of 4 KiB: an allowance smaller than the disk. Beyond it
    /// writing answers `ledger/disk-full`, and resumes when the limit is raised.
    ///
    /// # Errors
    /// A fault of the storage.
    pub fn limit_pages(&self, pages: u32) -> Result<(), Error> {
        self.task(Task::MaxPages(pages))
    }

    fn send(&self, job: Job) -> Result<(), Error> {
        match self.writing_off() {
            Some(off) => Err(off),
            None => self.queue.push(job),
        }
    }

    fn task(&self, task: Task) -> Result<(), Error> {
        let (to, answer) = mpsc::channel();
        self.send(Job::Task(task, to))?;
        answer
            .recv()
            .unwrap_or_else(|_| Err(Error::stopped("the writer ended")))
    }
}

impl SqliteReader {
    /// Opens a ledger for reading only.
    ///
    /// # Errors
    /// `ledger/not-a-ledger`, `ledger/tables-too-new` or a fault.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            shelf: Shelf::open(path, Suite::default())?,
        })
    }

    /// Copies the ledger to a new file while another process writes to it.
    ///
    /// # Errors
    /// `ledger/backup-exists` or a fault.
    pub fn backup_to(&self, path: &Path) -> Result<Backup, Error> {
        backup::make(&self.shelf, path)
    }
}

impl Store for SqliteStore {
    fn submit(&self, batch: Batch) -> Pending {
        if let Err(refusal) = admit::check(&batch) {
            return Pending::ready(Err(refusal.into()));
        }
        let (to, pending) = Pending::waiting();
        match self.send(Job::Append(Box::new(Prepared::new(batch)), to)) {
            Ok(()) => pending,
            Err(error) => Pending::ready(Err(error)),
        }
    }

    fn set_suite(&self, stream: &str, suite: Suite) -> Result<(), Error> {
        admit::name("stream", stream, limits::STREAM_BYTES_MAX)?;
        self.task(Task::SetSuite(stream.to_owned(), suite))
    }

    fn raise_min_writer_version(&self, stream: &str, version: u32) -> Result<(), Error> {
        admit::name("stream", stream, limits::STREAM_BYTES_MAX)?;
        let (have, stream) = (self.program_version, stream.to_owned());
        if version > have {
            return Err(Refusal::WriterTooOld {
                stream,
                needs: version,
                have,
            }
            .into());
        }
        self.task(Task::RaiseMinWriterVersion(stream, version))
    }

    fn put_snapshot(&self, snapshot: Snapshot) -> Result<(), Error> {
        admit::at_most("snapshot", snapshot.bytes.len(), limits::SNAPSHOT_BYTES_MAX)?;
        self.task(Task::Snapshot(Box::new(snapshot)))
    }

    fn put_meta(&self, key: &str, value: Option<&[u8]>) -> Result<(), Error> {
        admit::name("meta key", key, limits::META_KEY_BYTES_MAX)?;
        let length = value.map_or(0, <[u8]>::len);
        admit::at_most("meta value", length, limits::META_VALUE_BYTES_MAX)?;
        self.task(Task::Meta(key.to_owned(), value.map(<[u8]>::to_vec)))
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.shared.shelf.clear();
        self.queue.close();
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has told so on its own; the lock is let go either way.
            let _ = thread.join();
        }
    }
}

/// Both hand every question to their shelf.
macro_rules! read_from_shelf {
    ($name:ty, $self:ident => $shelf:expr) => {
        impl Reader for $name {
            fn streams(&$self) -> Result<Vec<StreamInfo>, Error> {
                $shelf.streams()
            }
            fn head(&$self, stream: &str) -> Result<Head, Error> {
                $shelf.head(stream)
            }
            fn head_at(&$self, stream: &str, seq: u64) -> Result<Head, Error> {
                $shelf.head_at(stream, seq)
            }
            fn record(&$self, stream: &str, seq: u64) -> Result<Option<Record>, Error> {
                $shelf.record(stream, seq)
            }
            fn records(
                &$self,
                stream: &str,
                from: u64,
                limit: usize,
                kind: Option<&str>,
            ) -> Result<Vec<Record>, Error> {
                $shelf.records(stream, from, limit, kind)
            }
            fn seq_at(&$self, stream: &str, at: i64) -> Result<Option<u64>, Error> {
                $shelf.seq_at(stream, at)
            }
            fn request(&$self, stream: &str, id: &str) -> Result<Option<Appended>, Error> {
                $shelf.request(stream, id)
            }
            fn payload(&$self, commitment: &Hash) -> Result<PayloadState, Error> {
                $shelf.payload(commitment)
            }
            fn payloads_about(&$self, subject: &str) -> Result<Vec<Hash>, Error> {
                $shelf.payloads_about(subject)
            }
            fn snapshot(
                &$self,
                stream: &str,
                format: u32,
                apply_version: u32,
                upto: u64,
            ) -> Result<Option<Snapshot>, Error> {
                $shelf.snapshot(stream, format, apply_version, upto)
            }
            fn receipt(&$self, stream: &str, seq: u64, head: u64) -> Result<Receipt, Error> {
                $shelf.receipt(stream, seq, head)
            }
            fn consistency(&$self, stream: &str, old: u64, new: u64) -> Result<Consistency, Error> {
                $shelf.consistency(stream, old, new)
            }
            fn meta(&$self, key: &str) -> Result<Option<Vec<u8>>, Error> {
                $shelf.meta(key)
            }
            fn check(&$self, check: Check) -> Result<Option<Damage>, Error> {
                $shelf.check(check)
            }
        }
    };
}

read_from_shelf!(SqliteStore, self => self.shared.shelf);
read_from_shelf!(SqliteReader, self => self.shelf);

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore")
            .field("path", &self.shared.shelf.path())
            .finish()
    }
}

impl fmt::Debug for SqliteReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteReader")
            .field("path", &self.shelf.path())
            .finish()
    }
}
