//! Limits of the server, each with its reason.

use std::time::Duration;

/// Bytes of a JSON body: the largest hand-made command is a schedule of 5,000 steps, about 1 MiB.
pub(crate) const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Bytes of an upload, as everywhere in the program.
pub(crate) const UPLOAD_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Layouts of its own tables that are remembered for a unit.
pub(crate) const TABLE_MAPPINGS_MAX: u32 = 20;

/// Bytes of the scan of a signed sheet.
pub(crate) const SCAN_BYTES_MAX: usize = scan::BYTES_MAX;

/// Uploads waiting for somebody to apply them. At 20 MiB each this is what a small server can
/// hold; an office imports one file at a time.
pub(crate) const UPLOADS_MAX: usize = 10;

/// Rows of a window of a waiting file: a screen of them.
pub(crate) const CELL_ROWS_MAX: u32 = 60;

/// Columns of a window of a waiting file: the widest sheet that is read at all has 256.
pub(crate) const CELL_COLUMNS_MAX: u32 = 260;

/// Characters of a cell in such a window: what a person takes in at a glance.
pub(crate) const CELL_CHARS_MAX: usize = 120;

/// How long an upload waits. A clerk who went to lunch finds it again.
pub(crate) const UPLOAD_LIFE: Duration = Duration::from_secs(60 * 60);

/// Characters of one value in a query: a longer search text finds nothing.
pub(crate) const QUERY_CHARS_MAX: usize = 300;

/// Characters of a request id, as the ledger keeps it.
pub(crate) const REQUEST_ID_CHARS_MAX: usize = 100;

/// Characters of an account's name; it goes into every record.
pub(crate) const ACCOUNT_CHARS_MAX: usize = 64;

/// Bytes of an account of the machine, after `local:`: with that it fits into a record.
pub(crate) const LOCAL_ACCOUNT_BYTES_MAX: usize = 64;

/// Characters of a password: shorter is guessed, longer costs time to hash.
pub(crate) const PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 8..=128;

/// Sign-in ends after this long without a request.
pub(crate) const SESSION_IDLE: Duration = Duration::from_secs(30 * 60);

/// Sign-in ends after this long in any case.
pub(crate) const SESSION_LIFE: Duration = Duration::from_secs(12 * 60 * 60);

/// Sessions in memory; beyond it the ones idle longest end.
pub(crate) const SESSIONS_MAX: usize = 10_000;

/// Failed sign-ins of one account from one address before it has to wait.
pub(crate) const FAILURES_MAX: usize = 5;

/// The time over which failed sign-ins count.
pub(crate) const FAILURE_WINDOW: Duration = Duration::from_secs(15 * 60);

/// Pairs of account and address whose failures are remembered.
pub(crate) const FAILURE_PAIRS_MAX: usize = 10_000;

/// Passwords hashed at the same time: each takes 19 MiB and a tenth of a second of a core.
pub(crate) const HASHERS_MAX: usize = 2;

/// Sign-ins that may wait for a hasher; beyond it the answer is "busy".
pub(crate) const HASHERS_WAITING_MAX: usize = 64;

/// Commands carried out at the same time: each waits for the disk on a thread of its own, and
/// the more wait together, the more share one commit.
pub(crate) const WRITES_MAX: usize = 256;

/// How long a request waits for its turn before the answer is "busy".
pub(crate) const TURN_WAIT: Duration = Duration::from_secs(10);

/// How long the header of a request may take, or an idle connection stay: a client that sends a
/// byte now and then would otherwise keep its place for ever.
pub(crate) const HEADER_TIME: Duration = Duration::from_secs(20);

/// Connections at the same time: one a stream, and as many again for requests. More wait in the
/// system's line.
pub(crate) const CONNECTIONS_MAX: usize = 2 * STREAMS_MAX;

/// How long nothing is accepted after accepting failed for want of file handles.
pub(crate) const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// How long a request may take. An import of 20 MiB takes seconds.
pub(crate) const REQUEST_TIME: Duration = Duration::from_secs(60);

/// How long a stopping server waits for requests under way.
pub(crate) const STOP_WAIT: Duration = Duration::from_secs(10);

/// Answers of views kept. A wall of 1,000 rows is about 3 MB, and compressed a tenth of it.
pub(crate) const VIEWS_MAX: usize = 64;

/// Bytes of answers kept.
pub(crate) const VIEW_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Event streams of one session: a browser holds one, a few browsers may share an account.
pub(crate) const STREAMS_A_SESSION_MAX: usize = 6;

/// Event streams in all.
pub(crate) const STREAMS_MAX: usize = 5_000;

/// Time between two heartbeats of an event stream: below the patience of any proxy.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(20);

/// Least time between two heads on an event stream: pages redraw no faster.
pub(crate) const HEAD_PAUSE: Duration = Duration::from_millis(200);

/// Time between two looks for events that somebody else wrote.
pub(crate) const HEAD_POLL: Duration = Duration::from_secs(1);

/// Records on one page of the record.
pub(crate) const RECORD_PAGE_MAX: usize = 500;

/// Events told in words on a project's sheet, newest kept.
pub(crate) const HISTORY_MAX: usize = 1_000;

/// Repairs of a text that are listed; the count is of all. A page of minutes has a handful, a
/// text that is damaged throughout is not read repair by repair.
pub(crate) const REPAIRS_SHOWN_MAX: usize = 500;

/// Kept ledgers that are listed: one a week for four years.
pub(crate) const KEPT_FILES_MAX: usize = 200;

/// Drafts kept for one account: the cycles of a year, of a unit that has several.
pub(crate) const DRAFTS_MAX: u32 = 24;

/// Bytes of one draft: 2,000 projects with a page of words each are less.
pub(crate) const DRAFT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Rows of a preview that are shown; the counts are of all.
pub(crate) const PREVIEW_ROWS_MAX: usize = 2_000;

/// Imports listed, newest first: four years of one a week.
pub(crate) const IMPORTS_LISTED_MAX: usize = 200;

/// Matches on a page of a search, unless asked for otherwise.
pub(crate) const SEARCH_PAGE: usize = 20;

/// Entries proposed for one agenda at most: as many as an agenda holds.
pub(crate) const PROPOSED_MAX: usize = zone::limits::AGENDA_MAX;

/// Projects of which something is assumed at once: as many as are listed.
pub(crate) const WHAT_IFS_MAX: usize = zone::limits::WORKS_LISTED;

/// Times of events that notices keep at hand: what one list shows, for many lists.
pub(crate) const EVENT_TIMES_MAX: usize = 20_000;

/// Least time between two looks for what is to go out.
pub(crate) const NOTICE_PAUSE: Duration = Duration::from_secs(5);

/// Time between two looks where nothing was written: the minute of a digest counts.
pub(crate) const NOTICE_LOOK: Duration = Duration::from_secs(20);

/// Keys marked as read at once: all that a list shows.
pub(crate) const NOTICE_KEYS_MAX: usize = zone::limits::NOTICES_MAX;

/// Characters of such a key.
pub(crate) const NOTICE_KEY_CHARS_MAX: usize = 120;

/// Events on a page of a history unless another number is asked for.
pub(crate) const HISTORY_PAGE: usize = 50;

/// Events on a page of a history at most.
pub(crate) const HISTORY_PAGE_MAX: usize = 200;

/// Bytes of a form with a file: the file and what stands around it.
pub(crate) const FORM_BYTES_MAX: u64 = media::FILE_BYTES_MAX + 64 * 1024;

/// Bytes of what is told of a file.
pub(crate) const TOLD_BYTES_MAX: u64 = 16 * 1024;

/// Bytes read and thrown away before a file that is too large is refused: a browser reads the
/// answer only once it has sent everything. The photos of the best phones have 50 MiB.
pub(crate) const DRAINED_BYTES_MAX: u64 = 128 * 1024 * 1024;

/// Files taken in at the same time: each is in memory while it is looked into.
pub(crate) const ATTACHING_MAX: usize = 8;
