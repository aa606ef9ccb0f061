//! Every reader is given real files with bytes flipped, cut out, doubled and cut off: each gives
//! an answer, none panics, and none takes memory beyond its limits. The seeds are fixed; the same
//! targets run as long as one likes under `fuzz/`.

use std::io::{Cursor, Read as _, Write as _};

use exchange::book;

/// A generator of numbers after Marsaglia (xorshift64): what it gives depends on the seed alone.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % limit.max(1)
    }
}

fn mutate(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..=numbers.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = numbers.below(bytes.len());
        let to = (at + 1 + numbers.below(64)).min(bytes.len());
        match numbers.below(6) {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << numbers.below(8),
            2 => bytes[at] = [0, 0xff, 0x7f, b'<', b'"', b'&'][numbers.below(6)],
            3 => {
                bytes.drain(at..to);
            }
            4 => {
                let piece = bytes[at..to].to_vec();
                let place = numbers.below(bytes.len());
                bytes.splice(place..place, piece);
            }
            _ => {
                let digits = b"99999999999";
                let to = (at + digits.len()).min(bytes.len());
                bytes[at..to].copy_from_slice(&digits[..to - at]);
            }
        }
    }
}

/// The same container with one of its parts changed: a change to packed bytes seldom gets beyond
/// the unpacking.
fn mutate_inside(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let chosen = numbers.below(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("unpacked");
        if index == chosen {
            mutate(&mut content, numbers);
        }
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).expect("started");
        writer.write_all(&content).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

/// Reads so many changed files; how many of them were read all the same.
fn run(name: &str, count: u64, inside: bool) -> u64 {
    let good = crate::readers::sample(name);
    let mut read = 0;
    for seed in 1..=count {
        let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let bytes = if inside {
            mutate_inside(&good, &mut numbers)
        } else {
            let mut bytes = good.clone();
            mutate(&mut bytes, &mut numbers);
            bytes
        };
        read += u64::from(answers(name, seed, &bytes));
    }
    read
}

fn answers(name: &str, seed: u64, bytes: &[u8]) -> bool {
    match book::read(name, bytes) {
        Ok(_) => true,
        Err(problems) => {
            let text = problems[0].to_string();
            // The guard around all readers answers for a panic; here none is let pass.
            assert!(
                !text.contains("unexpected structure"),
                "{name}, seed {seed}: {text}"
            );
            false
        }
    }
}

#[test]
fn changed_files_get_an_answer() {
    for (name, count) in [
        ("ledger.xls", 300),
        ("ledger.xml", 100),
        ("ledger.html", 200),
        ("ledger.csv", 300),
        ("ledger.xlsx", 100),
        ("ledger.ods", 50),
    ] {
        let read = run(name, count, false);
        assert!(read < count, "{name}: no change was noticed");
    }
}

#[test]
fn changed_parts_get_an_answer() {
    for name in ["ledger.xlsx", "ledger.ods"] {
        let read = run(name, 150, true);
        assert!(read > 0 && read < 150, "{name}: {read} read");
    }
}

#[test]
fn pasted_text_gets_an_answer() {
    for name in ["ledger.csv", "ledger.html"] {
        let good = crate::readers::sample(name);
        for seed in 1..=100 {
            let mut bytes = good.clone();
            mutate(&mut bytes, &mut Numbers(seed * 77 + 1));
            if let Err(problems) = book::paste(&String::from_utf8_lossy(&bytes)) {
                let text = problems[0].to_string();
                assert!(
                    !text.contains("unexpected structure"),
                    "{name}, seed {seed}: {text}"
                );
            }
        }
    }
}
