//! Both stores pass the same suite.

use ledger::{MemoryStore, Options, SqliteStore, conformance};

#[test]
fn memory() {
    conformance::run(MemoryStore::new);
}

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = std::cell::Cell::new(0);
    conformance::run(|options: Options| {
        made.set(made.get() + 1);
        let path = folder.path().join(format!("账本 {}.db", made.get()));
        SqliteStore::open(&path, options).expect("opened")
    });
}
