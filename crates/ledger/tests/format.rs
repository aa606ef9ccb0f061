//! The format is frozen: these bytes were written once and must be read for ever.

use expect_test::expect;
use ledger::{Batch, Clock, Day, Draft, Hash, MemoryStore, Options, Reader, Record, Store, Suite};

/// One frame, byte by byte as FORMAT.md tells it.
const FRAME: &[&[u8]] = &[
    b"WCR1",
    &[1],
    &[2],
    b"\x00\x01z",
    &[0, 0, 0, 0, 0, 0, 1, 0],
    &[0, 0, 0, 0, 0, 0, 0, 9],
    &[0, 0, 0x4E, 0x20],
    &[1, 0xFF, 0xFF, 0xFF, 0xFF],
    b"\x00\x02ac",
    b"\x00\x01r",
    b"\x00\x04kind",
    &[0, 0, 0, 3],
    &[0, 1],
    &[0xAB; 32],
    &[0, 0, 0, 2],
    b"xy",
    &[0xCD; 32],
];

#[test]
fn a_frame_is_read_as_documented() {
    let bytes = FRAME.concat();
    let record = Record::decode(&bytes).expect("a frame");
    let wanted = Record {
        stream: "z".to_owned(),
        seq: 256,
        recorded_at: 9,
        effective_on: Day(20_000),
        source_as_of: Some(Day(-1)),
        actor: "ac".to_owned(),
        request_id: "r".to_owned(),
        kind: "kind".to_owned(),
        version: 3,
        suite: Suite::Sm3,
        payload_commitments: vec![Hash([0xAB; 32])],
        body: b"xy".to_vec(),
        prev_hash: Hash([0xCD; 32]),
        hash: Suite::Sm3.hash(&[&bytes]),
    };
    assert_eq!(record, wanted);
}

#[test]
fn hashes_of_a_small_ledger_never_change() {
    let options = Options {
        clock: Clock::from_fn(|| 1_700_000_000_000_000),
        ..Options::default()
    };
    let store = MemoryStore::new(options);
    let draft = |body: &[u8]| Draft {
        effective_on: Day(20_000),
        source_as_of: None,
        actor: "account-1".to_owned(),
        kind: "TargetAdjusted".to_owned(),
        version: 1,
        payload_commitments: Vec::new(),
        body: body.to_vec(),
    };
    let append = |request: &str, count: u8| {
        let drafts = (0..count).map(|at| draft(&[at])).collect();
        store
            .append(Batch::new("zone-1", None, request, drafts))
            .expect("appended");
        let head = store.head("zone-1").expect("a head");
        format!(
            "{}\n{}\n{}\n{}\n",
            head.seq,
            head.code(),
            head.chain,
            head.root
        )
    };
    expect![[r#"
        1
        Q67J-DFR9-DVMA-D1K1
        585693681884bc8148579fffda64d8fe2411bf42f5f15c66d5473413c1634608
        2902ffaad72ee6df59504e655c43cb0d1fcc006a7e9442b6eb3e34bc8bf28d0b
    "#]]
    .assert_eq(&append("one", 1));
    expect![[r#"
        21
        TS03-YE0X-27P7-Y91D
        9fb054b793b5f2e88a2367329c70f120837d7a30498f96bb0850534cd81a7cda
        1b99b3a24ad3d3add05c1f9ba35c239a78ec2725de84aec1489451498795c40c
    "#]]
    .assert_eq(&append("two", 20));
    store.set_suite("zone-1", Suite::Sm3).expect("set");
    expect![[r#"
        24
        WYTX-P0RD-K361-JJ4F
        06b47ecb99ed8c3e8662bf21438c10976bd6130763188cd76441d8e86c18cd67
        ef7fbf241f1e87eec027583ad996176170d3c9dca7bc84bf6f33f56f891ec022
    "#]]
    .assert_eq(&append("three", 3));
}
