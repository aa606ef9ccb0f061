//! The file: what survives, what is forgotten, who may read it; waits that grow and scatter.

use std::collections::BTreeSet;

use courier::{DeliveryState, Destination, Store, wait_seconds};

use crate::samples::{NOW, message, store};

#[test]
fn what_was_being_sent_when_the_program_stopped_is_left_to_somebody() {
    let (dir, store) = store();
    let to = Destination::Robot(1);
    store.put_trial(&to, &message(1), NOW).unwrap();
    struct Stops;
    impl courier::Carrier for Stops {
        fn carry(&self, _: &courier::Delivery) -> Result<(), courier::Undelivered> {
            panic!("the program stops here");
        }
    }
    // A sender that ends half way leaves the delivery as being sent.
    let left = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        courier::deliver(&store, &Stops, NOW, 1)
    }));
    drop(left);
    assert_eq!(store.deliveries().unwrap()[0].state, DeliveryState::Sending);
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    store.settle_interrupted(NOW + 5).unwrap();
    let own = store.deliveries().unwrap().remove(0);
    assert_eq!(own.state, DeliveryState::Failed);
    assert!(own.cause.contains("可能已送达"));
    assert!(store.try_again(own.id, NOW + 6).unwrap());
}

#[test]
fn reads_are_an_accounts_own_and_outlive_the_program() {
    let (dir, store) = store();
    let keys = ["item/S1/assigned/7".to_owned()];
    store.mark("zhang", &keys, true, NOW).unwrap();
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(
        store.read_by("zhang").unwrap(),
        BTreeSet::from(keys.clone())
    );
    assert!(store.read_by("wang").unwrap().is_empty());
    // Long after, what gives no occasion any more is forgotten; what does is not.
    let later = NOW + 500 * 24 * 60 * 60;
    store
        .forget_old(&BTreeSet::from([keys[0].as_str()]), later)
        .unwrap();
    assert_eq!(store.read_by("zhang").unwrap().len(), 1);
    store.forget_old(&BTreeSet::new(), later).unwrap();
    assert!(store.read_by("zhang").unwrap().is_empty());
}

#[cfg(unix)]
#[test]
fn the_file_is_nobody_elses_to_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, _store) = store();
    let kept = std::fs::metadata(dir.path().join("notices.sqlite")).unwrap();
    assert_eq!(kept.permissions().mode() & 0o777, 0o600);
}

#[test]
fn waits_grow_to_a_limit_and_scatter() {
    let base = [30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_200, 7_200];
    for (tries, base) in (1..).zip(base) {
        let waits: BTreeSet<i64> = (0..50).map(|seed| wait_seconds(tries, seed)).collect();
        let around = base - base / 4..=base + base / 4;
        assert!(
            waits.iter().all(|wait| around.contains(wait)),
            "{tries}: {waits:?}"
        );
        assert!(waits.len() > 5, "{tries}: {waits:?}");
        assert_eq!(wait_seconds(tries, 9), wait_seconds(tries, 9));
    }
}

#[test]
fn what_was_purged_goes_from_messages_and_from_the_file() {
    let (dir, store) = store();
    let to = Destination::Mail("somebody@example.com".to_owned());
    let mut secret = message(1);
    secret.groups[0].rows[0].detail = "call 13900000000".to_owned();
    store.put_trial(&to, &secret, NOW).unwrap();
    store.put_trial(&to, &message(1), NOW).unwrap();
    let clean = |body: &str| {
        let held = body.contains("13900000000");
        held.then(|| body.replace("13900000000", "(purged)"))
    };
    store.wipe(&clean).unwrap();
    let all = store.deliveries().unwrap();
    let detail = |at: usize| all[at].message.groups[0].rows[0].detail.clone();
    assert_eq!(detail(1), "call (purged)");
    assert_eq!(detail(0), message(1).groups[0].rows[0].detail);
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let held = bytes.windows(11).any(|own| own == b"13900000000");
        assert!(!held);
    }
}
