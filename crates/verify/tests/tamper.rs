//! Every seeded mutation of a sound ledger is found; the sound ledger itself passes.

mod support;

use ledger::{Reader, SqliteReader};
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use support::{Dice, RECORDS, write_sample};
use verify::{Kept, KeptHead, Options, Report, What, verify_file};

/// Seeds tried unless TAMPER_SEEDS says how many; each is one mutation of a fresh copy.
const SEEDS: u64 = 720;

fn seeds() -> u64 {
    std::env::var("TAMPER_SEEDS").map_or(SEEDS, |asked| asked.parse().expect("a number"))
}

struct Sample {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Sample {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sound.db");
        write_sample(&path, None);
        Self { folder, path }
    }

    /// A copy whose records no longer defend themselves.
    fn spoil(&self, change: impl FnOnce(&Connection)) -> Report {
        let copy = self.folder.path().join("spoilt.db");
        std::fs::copy(&self.path, &copy).expect("copied");
        let conn = Connection::open(&copy).expect("opened");
        let disarm = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF;
                      DROP TRIGGER records_keep; DROP TRIGGER records_stay;";
        conn.execute_batch(disarm).expect("disarmed");
        change(&conn);
        drop(conn);
        verify_file(&copy, &Options::default()).expect("looked at")
    }
}

fn key(seq: u64) -> i64 {
    (1 << 40) | seq as i64
}

fn flip(conn: &Connection, table: &str, column: &str, rowid: &str, dice: &mut Dice) {
    let read = format!("SELECT {column} FROM {table} WHERE {rowid}");
    let mut bytes: Vec<u8> = conn.query_row(&read, [], |row| row.get(0)).expect("read");
    let bit = dice.roll(bytes.len() as u64 * 8);
    bytes[bit as usize / 8] ^= 1 << (bit % 8);
    let write = format!("UPDATE {table} SET {column} = ?1 WHERE {rowid}");
    assert_eq!(conn.execute(&write, params![bytes]).expect("written"), 1);
}

fn change(conn: &Connection, sql: &str) {
    assert!(
        conn.execute(sql, []).expect("changed") > 0,
        "{sql} changed nothing"
    );
}

fn swap(conn: &Connection, one: u64, other: u64) {
    for (from, to) in [(key(one), -1), (key(other), key(one)), (-1, key(other))] {
        change(
            conn,
            &format!("UPDATE records SET key = {to} WHERE key = {from}"),
        );
    }
}

/// One mutation; the record it must be found at, if it is about one.
fn mutate(conn: &Connection, seed: u64) -> Option<u64> {
    let mut dice = Dice(seed);
    let seq = 1 + dice.roll(RECORDS);
    match seed % 18 {
        0..=8 => Some(mutate_record(conn, seed % 18, seq, &mut dice)),
        9..=13 => Some(mutate_beside(conn, seed % 18, seq, &mut dice)),
        14 => mutate_tables(conn, &mut dice),
        15 => {
            let pick = dice.roll(3);
            let nodes = format!("SELECT stream_no, level, idx FROM nodes LIMIT 1 OFFSET {pick}");
            let set = "UPDATE nodes SET hash = zeroblob(32) WHERE (stream_no, level, idx)";
            change(conn, &format!("{set} IN ({nodes})"));
            None
        }
        _ => {
            // A record too many: behind the last, or in a stream there is none of.
            let further = 1_000 + i64::from(dice.roll(2) == 0) * (1 << 45);
            let columns = "recorded_at, kind, hash, frame";
            let from = format!("SELECT key + {further}, {columns} FROM records");
            change(
                conn,
                &format!("INSERT INTO records {from} WHERE key = {}", key(seq)),
            );
            None
        }
    }
}

fn mutate_record(conn: &Connection, kind: u64, seq: u64, dice: &mut Dice) -> u64 {
    let record = format!("key = {}", key(seq));
    let set = |what: &str| change(conn, &format!("UPDATE records SET {what} WHERE {record}"));
    match kind {
        0..=2 => flip(conn, "records", "frame", &record, dice),
        3 => flip(conn, "records", "hash", &record, dice),
        4 => change(conn, &format!("DELETE FROM records WHERE {record}")),
        5 => {
            let other = 1 + (seq + dice.roll(RECORDS - 1)) % RECORDS;
            swap(conn, seq, other);
            return seq.min(other);
        }
        6 => {
            let tail = format!("key BETWEEN {} AND {}", key(seq), key(RECORDS));
            change(conn, &format!("DELETE FROM records WHERE {tail}"));
        }
        7 => match dice.roll(2) {
            0 => set("recorded_at = recorded_at + 1"),
            _ => set("kind = 'Other'"),
        },
        _ => {
            let other = key(1 + seq % RECORDS);
            let copied = format!("SELECT hash, frame FROM records WHERE key = {other}");
            set(&format!("(hash, frame) = ({copied})"));
        }
    }
    seq
}

fn mutate_beside(conn: &Connection, kind: u64, seq: u64, dice: &mut Dice) -> u64 {
    let request = format!("key = {}", key(seq));
    let no = 1 + dice.roll(RECORDS / 3);
    match kind {
        9 => {
            // The fifth payload is purged: there is nothing to flip.
            let no = if no == 5 { 6 } else { no };
            let column = if dice.roll(2) == 0 { "bytes" } else { "salt" };
            flip(conn, "payloads", column, &format!("no = {no}"), dice);
            return no * 3;
        }
        10 => {
            change(conn, &format!("DELETE FROM payloads WHERE no = {no}"));
            return no * 3;
        }
        11 => {
            let what = if dice.roll(2) == 0 {
                "last = last + 1"
            } else {
                "print = print + 1"
            };
            change(conn, &format!("UPDATE requests SET {what} WHERE {request}"));
        }
        12 => change(conn, &format!("DELETE FROM requests WHERE {request}")),
        _ => {
            let column = if dice.roll(2) == 0 {
                "head_hash"
            } else {
                "head_root"
            };
            flip(conn, "streams", column, "no = 1", dice);
            return RECORDS;
        }
    }
    seq
}

fn mutate_tables(conn: &Connection, dice: &mut Dice) -> Option<u64> {
    let sql = [
        "DELETE FROM clock_steps WHERE key & 255 = 80",
        "INSERT INTO clock_steps VALUES (1099511627781, 3)",
        "UPDATE trees SET first_seq = first_seq + 1 WHERE tree = 1",
        "UPDATE trees SET bridge = zeroblob(49) WHERE tree = 1",
        "UPDATE trees SET suite = 3 - suite WHERE tree = 0",
        "INSERT INTO requests VALUES (1099511629000, 3, 3)",
        "UPDATE payloads SET bytes = x'00' WHERE no = 5",
        "INSERT INTO subjects VALUES ('person-0', 5)",
        "INSERT INTO payloads (commitment, suite) VALUES (zeroblob(32), 1)",
        "INSERT INTO nodes VALUES (1, 0, 9, 0, zeroblob(32))",
        "DELETE FROM request_index WHERE first = 33",
        "UPDATE request_index SET print = print + 1 WHERE first = 33",
        "INSERT INTO request_index VALUES (1, 5, 119)",
    ];
    let pick = dice.roll(sql.len() as u64) as usize;
    change(conn, sql[pick]);
    None
}

/// Files of earlier programs hold nodes that are computed now; nobody reads them.
#[test]
fn nodes_below_the_stored_level_count_for_nothing() {
    let low = "INSERT INTO nodes VALUES (1, 0, 4, 0, zeroblob(32))";
    assert_eq!(Sample::new().spoil(|conn| change(conn, low)).findings, []);
}

#[test]
fn every_mutation_is_found() {
    let sample = Sample::new();
    let control = sample.spoil(|_| {});
    assert_eq!(control.findings, []);
    assert_eq!((control.payloads, control.purged), (39, 1));
    for seed in 0..seeds() {
        let mut at = None;
        let report = sample.spoil(|conn| at = mutate(conn, seed));
        assert!(!report.is_sound(), "seed {seed} was not found");
        if let Some(seq) = at {
            let found = report.first_bad("zone-1").expect("a finding");
            assert_eq!(found.seq, Some(seq), "seed {seed}: {found}");
        }
    }
}

fn verified(path: &Path, head: KeptHead) -> Vec<What> {
    let options = Options {
        heads: vec![head],
        ..Options::default()
    };
    let report = verify_file(path, &options).expect("looked at");
    report
        .findings
        .into_iter()
        .map(|finding| finding.what)
        .collect()
}

#[test]
fn a_rewritten_tail_is_found_by_a_kept_head() {
    let sample = Sample::new();
    let sound = SqliteReader::open(&sample.path).expect("opened");
    for from in [1, 2, 16, 17, 70, 71, 72, 100, RECORDS] {
        let forged = sample.folder.path().join(format!("forged-{from}.db"));
        write_sample(&forged, Some(from));
        // The forgery agrees with itself.
        assert!(
            verify_file(&forged, &Options::default())
                .expect("looked at")
                .is_sound()
        );
        for seq in [1, from - 1, from, 70, RECORDS]
            .into_iter()
            .filter(|seq| *seq > 0)
        {
            let head = sound.head_at("zone-1", seq).expect("a head");
            let stream = Some("zone-1".to_owned());
            let hash = KeptHead {
                stream,
                seq,
                kept: Kept::Hash(head.root),
            };
            let code = format!("zone-1@{seq}:{}", head.code().to_lowercase()).parse();
            for kept in [hash, code.expect("a kept head")] {
                let wanted = if seq < from {
                    vec![]
                } else {
                    vec![What::KeptHead]
                };
                assert_eq!(
                    verified(&forged, kept.clone()),
                    wanted,
                    "from {from} at {seq}"
                );
                assert_eq!(verified(&sample.path, kept), []);
            }
        }
    }
    let beyond = format!("zone-1@{}:0000-0000-0000-0000", RECORDS + 1);
    assert_eq!(
        verified(&sample.path, beyond.parse().expect("kept")),
        [What::KeptHeadBeyond]
    );
    let nowhere = "zone-9@1:0000-0000-0000-0000".parse().expect("kept");
    assert_eq!(verified(&sample.path, nowhere), [What::NoStream]);
}

#[test]
fn kept_heads_are_read_as_people_write_them() {
    let wanted = KeptHead {
        stream: None,
        seq: 12,
        kept: Kept::Code("7Q2M-0KXD-9VWA-31TE".to_owned()),
    };
    for text in [
        "12:7Q2M-0KXD-9VWA-31TE",
        " 12：7q2m oKxd 9vwa 3lte",
        "12:7Q2MOKXD9VWA3ITE",
    ] {
        assert_eq!(text.parse::<KeptHead>().as_ref(), Ok(&wanted), "{text}");
    }
    for text in [
        "",
        "12",
        "x:7Q2M-0KXD-9VWA-31TE",
        "12:7Q2M",
        "12:7Q2M-0KXD-9VWA-31TU",
    ] {
        assert!(text.parse::<KeptHead>().is_err(), "{text}");
    }
}

#[test]
fn a_cut_file_is_found() {
    let sample = Sample::new();
    let bytes = std::fs::read(&sample.path).expect("read");
    for kept in [8_192, bytes.len() / 2, bytes.len() - 4_096] {
        let cut = sample.folder.path().join("cut.db");
        std::fs::write(&cut, &bytes[..kept]).expect("written");
        // Whether it is called unreadable or damaged, it never passes.
        let passes = verify_file(&cut, &Options::default()).is_ok_and(|report| report.is_sound());
        assert!(!passes, "cut to {kept} bytes");
    }
    let other = sample.folder.path().join("other.db");
    std::fs::write(&other, b"no database at all, only some text in a file").expect("written");
    let refused = verify_file(&other, &Options::default()).expect_err("refused");
    assert_eq!(refused.code(), "verify/not-a-ledger");
}

#[test]
fn works_beside_a_running_writer() {
    use ledger::{Batch, SqliteStore, Store};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("running.db");
    let store = SqliteStore::open(&path, ledger::Options::default()).expect("opened");
    for seq in 1..=30u64 {
        let drafts = vec![support::draft("x")];
        let batch = Batch::new("z", Some(seq - 1), &format!("r{seq}"), drafts);
        store.append(batch).expect("appended");
        let report = verify_file(&path, &Options::default()).expect("looked at");
        assert_eq!((report.findings, report.streams[0].records), (vec![], seq));
    }
}
