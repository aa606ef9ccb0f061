//! Mail over TLS against a real certificate: a server on loopback with one of an authority of its
//! own. It is believed where that authority is in the settings, and refused with the reason where
//! it is not, where it has expired or is not valid yet, and where it is for another name.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use courier::{
    Delivery, DeliveryState, Destination, MailSecurity, MailServer, RobotKind, Store, Wire,
    ZoneRules, deliver,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use zone::HandlingLevel;

use crate::samples::{NOW, message, robot, since, store};

type Authority = CertifiedIssuer<'static, KeyPair>;

/// An authority of a test's own.
fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params
        .distinguished_name
        .push(rcgen::DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// The certificate of a server: for a name, valid from a year to a year.
struct Issued {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

fn issued(by: &Authority, name: &str, (from, until): (i32, i32)) -> Issued {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(from, 1, 1);
    params.not_after = date_time_ymd(until, 1, 1);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, by).unwrap().der().clone();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    Issued { certificate, key }
}

const GOOD: (i32, i32) = (2020, 2090);

/// What a server says who it is.
fn config(issued: Issued) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![issued.certificate], issued.key)
        .unwrap()
}

/// Takes one connection and gives what was said to it under TLS.
fn server(issued: Issued, starttls: bool) -> (u16, Receiver<String>) {
    let config = config(issued);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, heard) = channel();
    std::thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else {
            return;
        };
        let wait = Some(Duration::from_secs(5));
        stream.set_read_timeout(wait).unwrap();
        if starttls && asked_for_tls(&mut stream).is_err() {
            return;
        }
        let Ok(connection) = ServerConnection::new(Arc::new(config)) else {
            return;
        };
        let said = converse(StreamOwned::new(connection, stream), !starttls);
        tell.send(said.unwrap_or_default()).unwrap_or_default();
    });
    (port, heard)
}

/// Speaks in plain until the client asks for TLS.
fn asked_for_tls(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"220 test\r\n")?;
    let mut byte = [0];
    let mut line = String::new();
    loop {
        stream.read_exact(&mut byte)?;
        line.push(char::from(byte[0]));
        if !line.ends_with('\n') {
            continue;
        }
        if line.starts_with("STARTTLS") {
            return stream.write_all(b"220 go\r\n");
        }
        stream.write_all(b"250-test\r\n250 STARTTLS\r\n")?;
        line.clear();
    }
}

fn converse(stream: impl Read + Write, greets: bool) -> std::io::Result<String> {
    let mut stream = BufReader::new(stream);
    let mut said = String::new();
    if greets {
        stream.get_mut().write_all(b"220 test\r\n")?;
    }
    let mut in_letter = false;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(said);
        }
        said += &line;
        let answer: &[u8] = match line.split_whitespace().next().unwrap_or("") {
            "." => b"250 taken\r\n",
            _ if in_letter => continue,
            "EHLO" => b"250-test\r\n250 8BITMIME\r\n",
            "DATA" => b"354 go\r\n",
            "QUIT" => return Ok(said),
            _ => b"250 ok\r\n",
        };
        in_letter = answer.starts_with(b"354");
        stream.get_mut().write_all(answer)?;
        stream.get_mut().flush()?;
    }
}

/// Sends a letter to a server whose authority is what the settings hold.
fn sent(store: &Store, (port, starttls): (u16, bool), authority: &str) -> Delivery {
    let server = MailServer {
        host: "127.0.0.1".to_owned(),
        port,
        security: match starttls {
            true => MailSecurity::StartTls,
            false => MailSecurity::Tls,
        },
        user: String::new(),
        from: "wall@example.cn".to_owned(),
        carries: HandlingLevel::Internal,
        enabled: true,
        authority: authority.to_owned(),
    };
    assert_eq!(server.problems(), Vec::new());
    store.set_mail_server(&server, Some("")).unwrap();
    let to = Destination::Mail("zhang@example.cn".to_owned());
    store.put_trial(&to, &message(1), NOW).unwrap();
    let wire = Wire::new(store).unwrap().patience(Duration::from_secs(5));
    deliver(store, &wire, NOW, 7).unwrap();
    store.deliveries().unwrap().remove(0)
}

#[test]
fn a_letter_arrives_where_the_authority_is_trusted() {
    let own = authority("office root");
    for starttls in [false, true] {
        let (_dir, store) = store();
        let (port, heard) = server(issued(&own, "127.0.0.1", GOOD), starttls);
        let delivery = sent(&store, (port, starttls), &own.pem());
        assert_eq!(delivery.state, DeliveryState::Sent, "{}", delivery.cause);
        let said = heard.recv().unwrap();
        assert!(said.contains("MAIL FROM:<wall@example.cn>"), "{said}");
    }
}

/// Sends to a server with a certificate; the cause must carry the code, and nothing was said.
fn check(issued: Issued, authority: &str, code: &str) {
    let (_dir, store) = store();
    let (port, heard) = server(issued, false);
    let delivery = sent(&store, (port, false), authority);
    // Somebody mends it and it goes out: it is tried again, a bounded number of times.
    assert_eq!(delivery.state, DeliveryState::Waiting);
    let told = format!("[{code}]");
    assert!(delivery.cause.ends_with(&told), "{}", delivery.cause);
    assert_eq!(heard.recv().unwrap(), "", "nothing is said to it");
}

#[test]
fn what_is_not_believed_is_refused_with_its_reason() {
    let (own, other) = (authority("office root"), authority("another root"));
    let good = || issued(&own, "127.0.0.1", GOOD);
    // In no settings, and another one in the settings.
    check(good(), "", "courier/mail-untrusted");
    check(good(), &other.pem(), "courier/mail-untrusted");
    let expired = issued(&own, "127.0.0.1", (2019, 2020));
    check(expired, &own.pem(), "courier/mail-expired");
    let early = issued(&own, "127.0.0.1", (2080, 2090));
    check(early, &own.pem(), "courier/mail-too-early");
    let named = issued(&own, "mail.example.cn", GOOD);
    check(named, &own.pem(), "courier/mail-other-name");
}

#[test]
fn settings_take_certificates_and_nothing_else_as_an_authority() {
    let own = authority("office root");
    let with = |authority: String| {
        let server = MailServer {
            host: "mail.example.cn".to_owned(),
            port: 465,
            security: MailSecurity::Tls,
            user: String::new(),
            from: "wall@example.cn".to_owned(),
            carries: HandlingLevel::Internal,
            enabled: true,
            authority,
        };
        let codes = server.problems().into_iter().map(|own| own.code);
        codes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(with(String::new()), "");
    assert_eq!(with(own.pem()), "");
    assert_eq!(with(own.pem() + &authority("second").pem()), "");
    assert_eq!(with("no certificate".to_owned()), "courier/bad-authority");
    let cut = own.pem().replace("-----END CERTIFICATE-----", "");
    assert_eq!(with(cut), "courier/bad-authority");
    let key = KeyPair::generate().unwrap().serialize_pem();
    assert_eq!(with(own.pem() + &key), "courier/authority-with-key");
    let long = own.pem().repeat(100);
    assert_eq!(with(long), "courier/setting-too-long");
    // Settings kept before there was a place for it are read.
    let kept = r#"{"host":"a","port":465,"security":"tls","user":"","from":"a@b.cn",
        "carries":"internal","enabled":true}"#;
    let read: MailServer = serde_json::from_str(kept).unwrap();
    assert_eq!(read.authority, "");
}

/// A robot's server over HTTPS that takes one call; what was said to it.
fn robot_server(issued: Issued) -> (String, Receiver<String>) {
    let config = config(issued);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/hook?key=a", listener.local_addr().unwrap());
    let (tell, heard) = channel();
    std::thread::spawn(move || {
        let Ok((stream, _)) = listener.accept() else {
            return;
        };
        let wait = Some(Duration::from_secs(5));
        stream.set_read_timeout(wait).unwrap();
        let Ok(connection) = ServerConnection::new(Arc::new(config)) else {
            return;
        };
        let said = called(StreamOwned::new(connection, stream));
        tell.send(said.unwrap_or_default()).unwrap_or_default();
    });
    (address, heard)
}

/// Reads a call and answers that it is fine.
fn called(stream: impl Read + Write) -> std::io::Result<String> {
    let mut stream = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let lower = line.to_ascii_lowercase();
        if let Some(count) = lower.strip_prefix("content-length:") {
            length = count.trim().parse().unwrap_or(0);
        }
        head += &line;
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    let fine = r#"{"errcode":0}"#;
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{fine}",
        fine.len()
    );
    stream.get_mut().write_all(answer.as_bytes())?;
    stream.get_mut().flush()?;
    Ok(head + &String::from_utf8_lossy(&body))
}

/// A robot whose server has a certificate, called with an authority in its settings.
fn called_with(issued: Issued, authority: &str) -> (Delivery, String) {
    let (_dir, store) = store();
    let (address, heard) = robot_server(issued);
    let robot = courier::Robot {
        authority: authority.to_owned(),
        ..robot(RobotKind::Wecom)
    };
    let rules = ZoneRules {
        hosts: vec!["127.0.0.1".to_owned()],
        ..ZoneRules::default()
    };
    store.set_rules(&rules).unwrap();
    assert_eq!(
        courier::robot_problems(&robot, Some(&address), &rules.hosts),
        Vec::new()
    );
    let id = store.add_robot(&robot, (&address, ""), since()).unwrap();
    store
        .put_trial(&Destination::Robot(id), &message(1), NOW)
        .unwrap();
    let wire = Wire::new(&store).unwrap().patience(Duration::from_secs(5));
    deliver(&store, &wire, NOW, 7).unwrap();
    (store.deliveries().unwrap().remove(0), heard.recv().unwrap())
}

#[test]
fn a_robot_inside_is_believed_by_the_offices_own_authority() {
    let (own, other) = (authority("office root"), authority("another root"));
    let good = || issued(&own, "127.0.0.1", GOOD);
    let both = other.pem() + &own.pem();
    for authority in [own.pem(), both] {
        let (delivery, said) = called_with(good(), &authority);
        assert_eq!(delivery.state, DeliveryState::Sent, "{}", delivery.cause);
        assert!(said.starts_with("POST /hook?key=a"), "{said}");
    }
    let expired = issued(&own, "127.0.0.1", (2019, 2020));
    let early = issued(&own, "127.0.0.1", (2080, 2090));
    let named = issued(&own, "robot.example.cn", GOOD);
    for (issued, authority, code) in [
        (good(), String::new(), "courier/robot-untrusted"),
        (good(), other.pem(), "courier/robot-untrusted"),
        (expired, own.pem(), "courier/robot-expired"),
        (early, own.pem(), "courier/robot-too-early"),
        (named, own.pem(), "courier/robot-other-name"),
    ] {
        let (delivery, said) = called_with(issued, &authority);
        assert_eq!(delivery.state, DeliveryState::Waiting);
        let told = format!("[{code}]");
        assert!(delivery.cause.ends_with(&told), "{}", delivery.cause);
        assert!(!delivery.cause.contains("127.0.0.1"), "{}", delivery.cause);
        assert_eq!(said, "", "nothing is said to it");
    }
}

#[test]
fn a_robots_authority_is_checked_as_it_is_saved() {
    let with = |authority: &str| {
        let robot = courier::Robot {
            authority: authority.to_owned(),
            ..robot(RobotKind::Wecom)
        };
        let codes = courier::robot_problems(&robot, None, &[]).into_iter();
        codes.map(|own| own.code).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(with(""), "");
    assert_eq!(with(&authority("office root").pem()), "");
    assert_eq!(with("no certificate"), "courier/bad-authority");
    // Settings kept before there was a place for it are read.
    let kept = r#"{"kind":"wecom","name":"a","unit":null,"carries":"internal","topics":{},
        "lang":"zh-CN","enabled":true,"private":false}"#;
    let read: courier::Robot = serde_json::from_str(kept).unwrap();
    assert_eq!(read.authority, "");
}
