//! Power goes while the ledger is written to: what was acknowledged is there afterwards, whatever
//! part of the writing under way reached the disk, and in whatever order.
//!
//! The ledger's files are copied after every commit. What lies on the disk when power goes between
//! two copies is the earlier one with any of the sectors that the later one changed: images are
//! made of that, and opened. Before a commit's sync only the log changes; after it the log stays
//! and its pages are folded into the file; a log begun anew gets its header first, with a sync of
//! its own. `POWER_CUTS` sets how many images are made.

use ledger::{Batch, Day, Draft, Options, Reader, SqliteStore, Store};
use std::path::{Path, PathBuf};

const SECTOR: usize = 512;
/// Bytes of the header of SQLite's log.
const HEADER: usize = 32;
/// Enough to fold the log into the file twice and to begin it anew.
const COMMITS: usize = 90;
const BODY: usize = 120_000;

/// A small generator: what it gives is fixed by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }
}

/// The bytes of file and log.
#[derive(Clone, Default, PartialEq)]
struct Disk {
    file: Vec<u8>,
    log: Vec<u8>,
}

fn log_of(path: &Path) -> PathBuf {
    path.with_file_name("ledger.db-wal")
}

impl Disk {
    fn read(path: &Path) -> Self {
        Self {
            file: std::fs::read(path).expect("read"),
            log: std::fs::read(log_of(path)).unwrap_or_default(),
        }
    }

    fn write(&self, path: &Path) {
        std::fs::write(path, &self.file).expect("written");
        std::fs::write(log_of(path), &self.log).expect("written");
    }
}

/// What may be on the disk of a file that was `old` and is becoming `new`: of each sector the one
/// or the other, of what was added any length.
fn torn(old: &[u8], new: &[u8], dice: &mut Dice) -> Vec<u8> {
    let grown = new.len().saturating_sub(old.len()) as u64;
    let mut image = new.to_vec();
    image.truncate(new.len() - dice.roll(grown + 1) as usize);
    let share = dice.roll(5);
    for (at, sector) in image.chunks_mut(SECTOR).enumerate() {
        if dice.roll(4) < share {
            let before = old.get(at * SECTOR..).unwrap_or_default();
            for (place, byte) in sector.iter_mut().enumerate() {
                *byte = before.get(place).copied().unwrap_or(0);
            }
        }
    }
    image
}

/// The same of a log, whose header is on the disk before the frames that follow it.
fn torn_log(old: &[u8], new: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (header, frames) = new.split_at(HEADER);
    let anew = old.len() >= HEADER && old[..HEADER] != *header;
    if anew && dice.roll(4) == 0 {
        let mut image = old.to_vec();
        image[..HEADER].copy_from_slice(header);
        return image;
    }
    let frames = torn(old.get(HEADER..).unwrap_or_default(), frames, dice);
    [header, &frames].concat()
}

/// Opens an image and looks at everything in it; gives the number of its last record.
fn reopened(image: &Disk, at: &Path, goes_on: bool) -> u64 {
    let _ = std::fs::remove_file(at.with_file_name("ledger.db-shm"));
    image.write(at);
    let store = SqliteStore::open(at, Options::default()).expect("opened");
    assert_eq!(store.damage(), None);
    let last = store.head("z").expect("a head").seq;
    let records = store.records("z", 1, 1_000, None).expect("read");
    assert_eq!(records.len() as u64, last);
    for record in &records {
        let request = format!("cut-{}", record.seq);
        let found = store.request("z", &request).expect("looked up");
        assert_eq!(found.map(|found| found.first), Some(record.seq));
    }
    if goes_on {
        store.append(batch("after")).expect("appended");
    }
    last
}

fn batch(request: &str) -> Batch {
    let draft = Draft {
        effective_on: Day(20_000),
        source_as_of: None,
        actor: "account-1".to_owned(),
        kind: "TargetAdjusted".to_owned(),
        version: 1,
        payload_commitments: Vec::new(),
        body: request.repeat(BODY / request.len()).into_bytes(),
    };
    Batch::new("z", None, request, vec![draft])
}

fn cuts() -> usize {
    std::env::var("POWER_CUTS").map_or(90, |text| text.parse().expect("a number"))
}

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let image_path = elsewhere.path().join("ledger.db");
    let mut dice = Dice(11);
    let store = SqliteStore::open(&path, Options::default()).expect("opened");
    let mut before = Disk::read(&path);
    let (mut folds, mut lost, mut kept) = (0, 0, 0);
    for seq in 1..=COMMITS as u64 {
        store
            .append(batch(&format!("cut-{seq}")))
            .expect("appended");
        // Writes nothing; answered after the writer folded the log, if that was due.
        store.limit_pages(1_000_000).expect("limited");
        let after = Disk::read(&path);
        let folded = before.file != after.file;
        folds += usize::from(folded);
        let share = cuts().div_ceil(COMMITS);
        for _ in 0..if folded { share * 4 } else { share } {
            let writing = Disk {
                file: before.file.clone(),
                log: torn_log(&before.log, &after.log, &mut dice),
            };
            match reopened(&writing, &image_path, dice.roll(8) == 0) {
                last if last == seq => kept += 1,
                last if last + 1 == seq => lost += 1,
                last => panic!("record {last} is the last after {seq} was being written"),
            }
            if folded {
                let file = torn(&before.file, &after.file, &mut dice);
                let folding = Disk {
                    file,
                    ..after.clone()
                };
                assert_eq!(reopened(&folding, &image_path, true), seq);
            }
        }
        before = after;
    }
    // Images that cannot differ would show nothing.
    assert!(
        folds >= 2 && lost > COMMITS / 2 && kept > 0,
        "{folds} {lost} {kept}"
    );
}
