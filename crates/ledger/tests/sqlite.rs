//! What only the SQLite store does: the lock, damage, backups, readers beside the writer.

mod support;

use ledger::{
    Check, Options, PayloadState, Purge, Reader, SqliteReader, SqliteStore, Store, Suite, Wrong,
    seal,
};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use support::{batch, fill};

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("开发区 账本.db");
    (folder, path)
}

fn open(path: &Path) -> SqliteStore {
    SqliteStore::open(path, Options::default()).expect("opened")
}

fn spoil(path: &Path, sql: &str) {
    let conn = Connection::open(path).expect("opened");
    conn.execute_batch("DROP TRIGGER records_keep; DROP TRIGGER records_stay;")
        .expect("disarmed");
    assert!(conn.execute(sql, []).expect("spoilt") > 0, "{sql}");
}

#[test]
fn one_writer_at_a_time() {
    let (_folder, path) = place();
    let store = open(&path);
    let refused = SqliteStore::open(&path, Options::default()).expect_err("refused");
    assert_eq!(refused.code(), "ledger/in-use");
    let pid = std::process::id().to_string();
    assert!(refused.message_en().contains(&pid) && refused.message_zh().contains(&pid));
    drop(store);
    fill(&open(&path), 1);
}

#[test]
fn other_files_are_refused() {
    let (_folder, path) = place();
    std::fs::write(
        &path,
        "某个文本文件，肯定不是数据库，长度也足够。".repeat(9),
    )
    .expect("written");
    let code = |path: &Path| {
        let write = SqliteStore::open(path, Options::default())
            .expect_err("refused")
            .code();
        assert_eq!(SqliteReader::open(path).expect_err("refused").code(), write);
        write
    };
    assert_eq!(code(&path), "ledger/not-a-ledger");
    let foreign = path.with_file_name("foreign.db");
    Connection::open(&foreign)
        .expect("made")
        .execute_batch("CREATE TABLE t (x)")
        .expect("made");
    assert_eq!(code(&foreign), "ledger/not-a-ledger");
    let newer = path.with_file_name("newer.db");
    fill(&open(&newer), 1);
    Connection::open(&newer)
        .expect("opened")
        .execute_batch("PRAGMA user_version=99")
        .expect("set");
    assert_eq!(code(&newer), "ledger/tables-too-new");
}

#[test]
fn everything_is_there_after_opening_again() {
    let (_folder, path) = place();
    let mut heads = Vec::new();
    for round in 0..12 {
        let store = open(&path);
        assert_eq!(
            heads.last(),
            (round > 0)
                .then(|| store.head("z").expect("a head"))
                .as_ref()
        );
        if round == 5 {
            store.set_suite("z", Suite::Sm3).expect("set");
        }
        fill(&store, 7);
        heads.push(store.head("z").expect("a head"));
        assert_eq!(store.check(Check::Full).expect("checked"), None);
    }
    let log = path.with_file_name("开发区 账本.db-wal");
    assert!(
        log.metadata().map_or(0, |log| log.len()) == 0,
        "a closed file is whole"
    );
}

#[test]
fn old_programs_read_and_may_not_write() {
    let (_folder, path) = place();
    let options = |program_version| Options {
        program_version,
        ..Options::default()
    };
    let store = SqliteStore::open(&path, options(5)).expect("opened");
    fill(&store, 1);
    store.raise_min_writer_version("z", 5).expect("raised");
    drop(store);
    let store = SqliteStore::open(&path, options(4)).expect("opened");
    let refused = store.append(batch("r", 1)).expect_err("refused");
    assert_eq!(refused.code(), "ledger/writer-too-old");
    assert!(store.record("z", 1).expect("read").is_some());
}

#[test]
fn the_database_itself_keeps_records() {
    let (_folder, path) = place();
    fill(&open(&path), 3);
    let conn = Connection::open(&path).expect("opened");
    for sql in ["DELETE FROM records", "UPDATE records SET kind = 'x'"] {
        let refused = conn.execute(sql, []).expect_err("refused").to_string();
        assert!(refused.contains("records are never"), "{refused}");
    }
}

#[test]
fn a_damaged_ledger_is_read_up_to_the_damage() {
    let cases = [
        (
            "UPDATE records SET frame = x'00' WHERE key & 255 = 20",
            20,
            Wrong::Frame,
        ),
        (
            "UPDATE records SET hash = zeroblob(32) WHERE key & 255 = 20",
            20,
            Wrong::Hash,
        ),
        (
            "UPDATE records SET kind = 'x' WHERE key & 255 = 20",
            20,
            Wrong::Column,
        ),
        (
            "DELETE FROM records WHERE key & 255 = 20",
            20,
            Wrong::Missing,
        ),
        (
            "DELETE FROM records WHERE key & 255 >= 20",
            20,
            Wrong::Missing,
        ),
        (
            "UPDATE streams SET head_hash = zeroblob(32)",
            300,
            Wrong::Head,
        ),
        ("UPDATE streams SET head_seq = 299", 300, Wrong::Head),
        ("UPDATE nodes SET hash = zeroblob(32)", 300, Wrong::Tree),
        ("DELETE FROM nodes", 1, Wrong::Tree),
    ];
    for (sql, seq, wrong) in cases {
        let (_folder, path) = place();
        // Enough for a Merkle node that is stored.
        let store = open(&path);
        store.append(batch("many", 270)).expect("appended");
        fill(&store, 30);
        drop(store);
        spoil(&path, sql);
        let store = open(&path);
        let damage = store.damage().expect("found on opening");
        assert_eq!((damage.seq, damage.wrong), (seq, wrong), "{sql}");
        let refused = store.append(batch("r", 1)).expect_err("refused");
        assert_eq!(refused.code(), "ledger/damaged", "{sql}");
        assert!(refused.remedy_en().contains("restore") && refused.remedy_zh().contains("恢复"));
        let read = store.records("z", 1, 1_000, None);
        match seq {
            1 => assert_eq!(read.expect_err("damaged").code(), "ledger/damaged"),
            _ => assert_eq!(read.expect("read").len() as u64, seq - 1, "{sql}"),
        }
        assert_eq!(
            store.record("z", seq).expect_err("damaged").code(),
            "ledger/damaged"
        );
    }
}

#[test]
fn damage_far_back_is_found_by_reading_and_checking() {
    let (_folder, path) = place();
    let store = open(&path);
    store.append(batch("old", 20)).expect("appended");
    store
        .append(batch("new", ledger::limits::OPEN_CHECK_RECORDS as usize))
        .expect("appended");
    drop(store);
    spoil(
        &path,
        "UPDATE records SET frame = x'00' WHERE key & 1048575 = 7",
    );
    let store = open(&path);
    assert_eq!(
        store.damage(),
        None,
        "opening looks at the last records only"
    );
    assert_eq!(
        store
            .check(Check::Full)
            .expect("checked")
            .expect("damage")
            .seq,
        7
    );
    assert_eq!(
        store.append(batch("r", 1)).expect_err("off").code(),
        "ledger/damaged"
    );
    drop(store);
    let store = open(&path);
    assert_eq!(store.records("z", 1, 100, None).expect("read").len(), 6);
    assert_eq!(
        store
            .records("z", 7, 100, None)
            .expect_err("damaged")
            .code(),
        "ledger/damaged"
    );
    assert_eq!(
        store.append(batch("r", 1)).expect_err("off").code(),
        "ledger/damaged"
    );
}

#[test]
fn readers_see_what_is_committed_beside_the_writer() {
    let (_folder, path) = place();
    let store = open(&path);
    let reader = SqliteReader::open(&path).expect("opened");
    for seq in 1..=40 {
        fill(&store, 1);
        assert_eq!(
            reader.head("z").expect("a head"),
            store.head("z").expect("a head")
        );
        assert_eq!(
            reader.record("z", seq).expect("read").expect("there").seq,
            seq
        );
    }
    drop(store);
    assert_eq!(reader.records("z", 1, 100, None).expect("read").len(), 40);
}

#[test]
fn a_snapshot_that_does_not_match_is_passed_over() {
    let (_folder, path) = place();
    let store = open(&path);
    fill(&store, 20);
    for seq in [10, 20] {
        let head_hash = store.record("z", seq).expect("read").expect("there").hash;
        let bytes = vec![seq as u8; 100];
        let stream = "z".to_owned();
        let (format, apply_version) = (1, 1);
        let snapshot = ledger::Snapshot {
            stream,
            format,
            apply_version,
            seq,
            head_hash,
            bytes,
        };
        store.put_snapshot(snapshot).expect("kept");
    }
    let newest = |store: &SqliteStore| {
        store
            .snapshot("z", 1, 1, 99)
            .expect("read")
            .map(|found| found.seq)
    };
    assert_eq!(newest(&store), Some(20));
    drop(store);
    spoil(
        &path,
        "UPDATE snapshots SET bytes = zeroblob(100) WHERE seq = 20",
    );
    assert_eq!(newest(&open(&path)), Some(10));
    let conn = Connection::open(&path).expect("opened");
    conn.execute("UPDATE snapshots SET head_hash = zeroblob(32)", [])
        .expect("spoilt");
    drop(conn);
    let store = open(&path);
    assert_eq!(newest(&store), None);
    assert_eq!(store.damage(), None, "a cache is no damage");
}

#[test]
fn a_purged_text_is_nowhere_in_the_files() {
    let (folder, path) = place();
    let store = open(&path);
    let secret = "绝不应留下的一段文字".repeat(300);
    let sealed = seal(
        Suite::Sha256,
        secret.into_bytes(),
        vec!["p".to_owned()],
        &mut ledger::OsEntropy,
    )
    .expect("sealed");
    let commitment = sealed.commitment;
    let mut with = batch("r1", 1);
    with.records[0].payload_commitments = vec![commitment];
    with.payloads = vec![sealed];
    store.append(with).expect("appended");
    let needle = "绝不应留下".as_bytes();
    let found = || {
        let files = std::fs::read_dir(folder.path()).expect("listed");
        files
            .map(|file| std::fs::read(file.expect("a file").path()).expect("read"))
            .any(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
    };
    assert!(found(), "the test looks in the right place");
    let mut purge = batch("r2", 1);
    purge.purges = vec![Purge {
        commitment,
        reason: "误录".to_owned(),
    }];
    store.append(purge).expect("appended");
    assert!(matches!(
        store.payload(&commitment),
        Ok(PayloadState::Purged { .. })
    ));
    // The answer comes with the commit; the log is emptied right after it, before more work.
    store.put_meta("k", None).expect("done");
    assert!(!found(), "the text is still in a file");
}

#[test]
fn a_backup_is_whole_under_writing() {
    let (_folder, path) = place();
    let store = open(&path);
    fill(&store, 50);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| fill(&store, 200));
        for at in 0..5 {
            let to = path.with_file_name(format!("备份-{at}.db"));
            let backup = store.backup_to(&to).expect("copied");
            let copy = open(&to);
            assert_eq!(copy.check(Check::Full).expect("checked"), None);
            let head = copy.head("z").expect("a head");
            assert_eq!(backup.heads, std::slice::from_ref(&head));
            assert!(head.seq >= 50 && backup.bytes > 4_096);
            assert_eq!(store.head_at("z", head.seq).expect("a head"), head);
            let again = store.backup_to(&to).expect_err("refused");
            assert_eq!(again.code(), "ledger/backup-exists");
        }
        writing.join().expect("written");
    });
}

#[test]
fn many_writers_share_commits_and_lose_nothing() {
    let (_folder, path) = place();
    let store = open(&path);
    std::thread::scope(|scope| {
        for writer in 0..16 {
            let store = &store;
            scope.spawn(move || {
                for at in 0..20 {
                    // Some of them are refused, and must not disturb the others of their group.
                    let mut stale = batch(&format!("stale-{writer}-{at}"), 3);
                    stale.expected = Some(u64::MAX);
                    let stale = store.submit(stale);
                    let sound = store
                        .append(batch(&format!("{writer}-{at}"), 2))
                        .expect("in");
                    assert_eq!(sound.last, sound.first + 1);
                    assert_eq!(stale.wait().expect_err("refused").code(), "ledger/stale");
                }
            });
        }
    });
    assert_eq!(store.head("z").expect("a head").seq, 16 * 20 * 2);
    assert_eq!(store.check(Check::Full).expect("checked"), None);
}

#[test]
fn a_request_is_found_however_old() {
    let (_folder, path) = place();
    let options = || Options {
        request_tail: 10,
        ..Options::default()
    };
    for round in 0..3 {
        // Opened again, what is not in the index yet is read back.
        let store = SqliteStore::open(&path, options()).expect("opened");
        for at in 0..15 {
            let request = format!("{round}-{at}");
            assert!(!store.append(batch(&request, 2)).expect("appended").repeated);
        }
        let reader = SqliteReader::open(&path).expect("opened");
        for (round, at) in (0..=round).flat_map(|round| (0..15).map(move |at| (round, at))) {
            let request = format!("{round}-{at}");
            let again = store.append(batch(&request, 2)).expect("answered");
            let first = (round * 15 + at) * 2 + 1;
            assert_eq!(
                (again.first, again.last, again.repeated),
                (first, first + 1, true)
            );
            assert_eq!(
                store.request("z", &request).expect("looked up"),
                Some(again.clone())
            );
            assert_eq!(
                reader.request("z", &request).expect("looked up"),
                Some(again)
            );
        }
        assert_eq!(reader.request("z", "9-9").expect("looked up"), None);
        assert_eq!(reader.request("y", "0-0").expect("looked up"), None);
    }
    let conn = Connection::open(&path).expect("opened");
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        conn.query_row(&sql, [], |row| row.get(0)).expect("counted")
    };
    assert_eq!((count("requests"), count("request_index")), (45, 40));
}
