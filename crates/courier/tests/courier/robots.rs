//! Deliveries to robots: answered, refused, hanging; nothing blocks anything else.

use std::time::Duration;

use courier::{Delivery, DeliveryState, Destination, RobotKind, Store, Wire, ZoneRules, deliver};

use crate::loopback::{Behaviour, Loopback};
use crate::samples::{NOW, message, robot, since, store};

fn add(store: &Store, kind: RobotKind, address: &str, secret: &str) -> i64 {
    let rules = ZoneRules {
        hosts: vec!["127.0.0.1".to_owned()],
        ..ZoneRules::default()
    };
    store.set_rules(&rules).unwrap();
    let id = store
        .add_robot(&robot(kind), (address, secret), since())
        .unwrap();
    store
        .put_trial(&Destination::Robot(id), &message(1), NOW)
        .unwrap();
    id
}

fn send(store: &Store, now: i64) {
    let wire = Wire::new(store)
        .unwrap()
        .patience(Duration::from_millis(300));
    deliver(store, &wire, now, 7).unwrap();
}

fn of(store: &Store, id: i64) -> Delivery {
    let all = store.deliveries().unwrap();
    all.into_iter()
        .find(|own| own.destination == Destination::Robot(id))
        .unwrap()
}

const FINE: &str = r#"{"errcode":0,"errmsg":"ok"}"#;

#[test]
fn what_is_answered_is_sent_once() {
    let (_dir, store) = store();
    let server = Loopback::start(Behaviour::Answer(200, FINE.to_owned()));
    let id = add(&store, RobotKind::Wecom, &server.address, "");
    send(&store, NOW);
    send(&store, NOW + 1);
    let own = of(&store, id);
    assert_eq!(
        (own.state, own.tries, own.cause.as_str()),
        (DeliveryState::Sent, 1, "")
    );
    let (request, body) = server.heard.recv().unwrap();
    assert_eq!(request, "POST /hook?key=secret-key HTTP/1.1");
    assert!(body.contains("项目督办〔2026〕001号"));
    assert!(server.heard.try_recv().is_err());
}

#[test]
fn dingtalk_signs_in_its_address() {
    let (_dir, store) = store();
    let server = Loopback::start(Behaviour::Answer(200, FINE.to_owned()));
    add(&store, RobotKind::Dingtalk, &server.address, "SEC1");
    send(&store, NOW);
    let (request, body) = server.heard.recv().unwrap();
    assert!(
        request.contains("&timestamp=") && request.contains("&sign="),
        "{request}"
    );
    assert!(!body.contains("SEC1") && !request.contains("SEC1"));
}

#[test]
fn a_robot_that_hangs_is_tried_again_later_and_delays_no_other() {
    let (_dir, store) = store();
    let hanging = Loopback::start(Behaviour::Hang);
    let answering = Loopback::start(Behaviour::Answer(200, FINE.to_owned()));
    let stuck = add(&store, RobotKind::Wecom, &hanging.address, "");
    store
        .put_trial(&Destination::Robot(stuck), &message(2), NOW)
        .unwrap();
    let fine = add(&store, RobotKind::Wecom, &answering.address, "");
    send(&store, NOW);
    assert_eq!(of(&store, fine).state, DeliveryState::Sent);
    let waiting = store.deliveries().unwrap();
    let waiting: Vec<&Delivery> = waiting
        .iter()
        .filter(|own| own.destination == Destination::Robot(stuck))
        .collect();
    assert!(
        waiting
            .iter()
            .all(|own| own.state == DeliveryState::Waiting && own.next_at > NOW)
    );
    let mut tries: Vec<u32> = waiting.iter().map(|own| own.tries).collect();
    tries.sort_unstable();
    // The second for the same robot was not even tried.
    assert_eq!(tries, [0, 1]);
    let said = waiting.iter().find(|own| own.tries == 1).unwrap();
    assert_eq!(said.cause, "超时未答 / no answer in time");
    // Before its time it is left alone.
    send(&store, NOW + 1);
    assert_eq!(store.outbox_counts().unwrap().waiting, 2);
}

#[test]
fn tries_are_bounded_and_somebody_may_decide() {
    let (_dir, store) = store();
    // A port nobody listens at.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!(
        "http://{}/hook?key=secret-key",
        listener.local_addr().unwrap()
    );
    drop(listener);
    let id = add(&store, RobotKind::Feishu, &address, "");
    let mut now = NOW;
    for tries in 1..=10 {
        send(&store, now);
        let own = of(&store, id);
        assert_eq!(own.tries, tries);
        now = own.next_at;
    }
    let own = of(&store, id);
    assert_eq!(own.state, DeliveryState::Failed);
    assert_eq!(own.cause, "连接被拒绝 / connection refused");
    assert!(!own.cause.contains("secret-key"));
    assert!(store.try_again(own.id, now).unwrap());
    send(&store, now);
    assert_eq!(
        (of(&store, id).state, of(&store, id).tries),
        (DeliveryState::Waiting, 1)
    );
    assert!(store.give_up(own.id, now).unwrap());
    assert_eq!(of(&store, id).state, DeliveryState::GivenUp);
    send(&store, now + 100_000);
    assert_eq!(of(&store, id).state, DeliveryState::GivenUp);
}

#[test]
fn an_answer_that_says_no_is_not_tried_again() {
    let (_dir, store) = store();
    let no = r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#;
    let server = Loopback::start(Behaviour::Answer(200, no.to_owned()));
    let id = add(&store, RobotKind::Wecom, &server.address, "");
    send(&store, NOW);
    let own = of(&store, id);
    assert_eq!(own.state, DeliveryState::Failed);
    assert_eq!(own.cause, "企业微信 93000: invalid webhook url");
}

#[test]
fn a_redirect_is_not_followed() {
    let (_dir, store) = store();
    let elsewhere = Loopback::start(Behaviour::Answer(200, FINE.to_owned()));
    let server = Loopback::start(Behaviour::Redirect(elsewhere.address.clone()));
    let id = add(&store, RobotKind::Wecom, &server.address, "");
    send(&store, NOW);
    assert_eq!(of(&store, id).cause, "HTTP 302");
    assert!(elsewhere.heard.try_recv().is_err());
}

#[test]
fn an_address_inside_is_called_only_where_that_was_said() {
    let (_dir, store) = store();
    let server = Loopback::start(Behaviour::Answer(200, FINE.to_owned()));
    let id = add(&store, RobotKind::Wecom, &server.address, "");
    let outside = courier::Robot {
        private: false,
        ..robot(RobotKind::Wecom)
    };
    // By https to a name that leads to this machine: the guard looks where it leads when called.
    let https = "https://localhost:9/hook?key=secret-key";
    store
        .change_robot(id, &outside, (Some(https), None))
        .unwrap();
    let rules = ZoneRules {
        hosts: vec!["localhost".to_owned()],
        ..ZoneRules::default()
    };
    store.set_rules(&rules).unwrap();
    send(&store, NOW);
    assert_eq!(
        of(&store, id).cause,
        "地址指向内网，未发送 / the name leads inside, not sent"
    );
    // A host that is allowed no more.
    store.set_rules(&ZoneRules::default()).unwrap();
    let own = of(&store, id);
    store.try_again(own.id, NOW).unwrap();
    send(&store, NOW);
    assert!(
        of(&store, id).cause.contains("不在允许之列"),
        "{}",
        of(&store, id).cause
    );
    assert!(server.heard.try_recv().is_err());
}
