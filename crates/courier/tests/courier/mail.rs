//! Mail to a small SMTP server on loopback.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use courier::{
    Delivery, DeliveryState, Destination, MailSecurity, MailServer, Store, Wire, deliver,
};
use zone::HandlingLevel;

use crate::samples::{NOW, message, store};

/// Takes one connection, answers `RCPT` as told, and gives what was said.
fn server(rcpt: &'static str) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, heard) = channel();
    std::thread::spawn(move || {
        let Ok((stream, _)) = listener.accept() else {
            return;
        };
        let said = converse(stream, rcpt).unwrap_or_default();
        tell.send(said).unwrap_or_default();
    });
    (port, heard)
}

fn converse(stream: TcpStream, rcpt: &str) -> std::io::Result<String> {
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    let mut said = String::new();
    writer.write_all(b"220 test\r\n")?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(said);
        }
        said += &line;
        let answer: &str = match line.split_whitespace().next().unwrap_or("") {
            "EHLO" => "250-test\r\n250 8BITMIME\r\n",
            "RCPT" => rcpt,
            "DATA" => {
                writer.write_all(b"354 go\r\n")?;
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line)?;
                    if line == ".\r\n" {
                        break;
                    }
                    said += &line;
                }
                "250 taken\r\n"
            }
            "QUIT" => {
                writer.write_all(b"221 bye\r\n")?;
                return Ok(said);
            }
            _ => "250 ok\r\n",
        };
        writer.write_all(answer.as_bytes())?;
    }
}

fn set(store: &Store, port: u16, security: MailSecurity) {
    let server = MailServer {
        host: "127.0.0.1".to_owned(),
        port,
        security,
        user: String::new(),
        from: "wall@example.cn".to_owned(),
        carries: HandlingLevel::Internal,
        enabled: true,
        authority: String::new(),
    };
    store.set_mail_server(&server, Some("")).unwrap();
    let to = Destination::Mail("zhang@example.cn".to_owned());
    store.put_trial(&to, &message(1), NOW).unwrap();
}

fn sent(store: &Store) -> Delivery {
    let wire = Wire::new(store).unwrap().patience(Duration::from_secs(3));
    deliver(store, &wire, NOW, 7).unwrap();
    store.deliveries().unwrap().remove(0)
}

#[test]
fn a_letter_arrives_with_its_words() {
    let (_dir, store) = store();
    let (port, heard) = server("250 ok\r\n");
    set(&store, port, MailSecurity::Plain);
    let own = sent(&store);
    assert_eq!((own.state, own.cause.as_str()), (DeliveryState::Sent, ""));
    let said = heard.recv().unwrap();
    assert!(said.contains("MAIL FROM:<wall@example.cn>"), "{said}");
    assert!(said.contains("RCPT TO:<zhang@example.cn>"), "{said}");
    assert!(
        said.contains("Message-ID: <wallchart-1779076800-1@example.cn>"),
        "{said}"
    );
    let body = said.split("\r\n\r\n").nth(1).unwrap().replace("\r\n", "");
    let body = base64_text(&body);
    assert!(
        body.contains("1. 〔建设局〕逾期：项目督办〔2026〕001号"),
        "{body}"
    );
}

/// The body, however the library carried it.
fn base64_text(body: &str) -> String {
    use base64::Engine as _;
    let engine = base64::engine::general_purpose::STANDARD;
    let end = body.find("QUIT").unwrap_or(body.len());
    match engine.decode(&body[..end]) {
        Ok(bytes) => String::from_utf8(bytes).unwrap(),
        Err(_) => body.to_owned(),
    }
}

#[test]
fn an_address_the_server_does_not_take_fails_for_good_and_a_busy_server_does_not() {
    let (_dir, first) = store();
    let (port, _heard) = server("550 no such user\r\n");
    set(&first, port, MailSecurity::Plain);
    let own = sent(&first);
    assert_eq!(own.state, DeliveryState::Failed);
    assert!(own.cause.contains("550"), "{}", own.cause);
    let (_dir, second) = store();
    let (port, _heard) = server("450 busy\r\n");
    set(&second, port, MailSecurity::Plain);
    let own = sent(&second);
    assert_eq!(own.state, DeliveryState::Waiting);
}

#[test]
fn a_server_without_starttls_is_never_spoken_to_in_plain() {
    let (_dir, store) = store();
    let (port, heard) = server("250 ok\r\n");
    set(&store, port, MailSecurity::StartTls);
    let own = sent(&store);
    assert_eq!(own.state, DeliveryState::Waiting);
    let said = heard.recv().unwrap();
    assert!(!said.contains("MAIL FROM"), "{said}");
}
