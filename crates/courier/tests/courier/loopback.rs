//! A small HTTP server on loopback that behaves as it is told.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// How it behaves.
#[derive(Clone)]
pub(crate) enum Behaviour {
    /// Answers with a status and a body.
    Answer(u16, String),
    /// Takes the request and says nothing until the other side leaves.
    Hang,
    /// Leads somewhere else.
    Redirect(String),
}

/// The server: it is gone with this value.
pub(crate) struct Loopback {
    pub(crate) address: String,
    pub(crate) heard: Receiver<(String, String)>,
    stop: Option<JoinHandle<()>>,
}

impl Loopback {
    pub(crate) fn start(behaviour: Behaviour) -> Loopback {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!(
            "http://{}/hook?key=secret-key",
            listener.local_addr().unwrap()
        );
        let (tell, heard) = channel();
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                if serve(stream, &behaviour, &tell).is_none() {
                    return;
                }
            }
        });
        Loopback {
            address,
            heard,
            stop: Some(thread),
        }
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        let host = self.address.trim_start_matches("http://");
        let host = host.split('/').next().unwrap();
        if let Ok(mut stream) = TcpStream::connect(host) {
            stream
                .write_all(b"STOP / HTTP/1.1\r\n\r\n")
                .unwrap_or_default();
        }
        if let Some(thread) = self.stop.take() {
            thread.join().unwrap_or_default();
        }
    }
}

/// `None` when it was told to stop.
fn serve(stream: TcpStream, behaviour: &Behaviour, tell: &Sender<(String, String)>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    if first.starts_with("STOP") {
        return None;
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap_or_default();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap_or_default();
    let body = String::from_utf8_lossy(&body).into_owned();
    tell.send((first.trim().to_owned(), body))
        .unwrap_or_default();
    let mut stream = reader.into_inner();
    match behaviour {
        Behaviour::Answer(status, text) => {
            let answer = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
                text.len()
            );
            stream.write_all(answer.as_bytes()).unwrap_or_default();
        }
        Behaviour::Redirect(to) => {
            let answer = format!(
                "HTTP/1.1 302 X\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(answer.as_bytes()).unwrap_or_default();
        }
        // The other side gives up and closes: then this read ends.
        Behaviour::Hang => {
            let mut rest = [0; 16];
            stream.read(&mut rest).unwrap_or_default();
        }
    }
    Some(())
}
