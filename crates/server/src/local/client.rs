//! A small blocking client for the command line: one request, one connection.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde::Serialize;
use zone::Refusal;

use super::{ACCOUNT_HEADER, LocalChannel, local_account};
use crate::{limits, refusal};

/// An answer of the running server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalAnswer {
    /// Status code.
    pub status: u16,
    /// Body as it came; JSON except for drawings.
    pub body: Vec<u8>,
}

impl LocalAnswer {
    /// The refusals in it, if it is an error.
    pub fn problems(&self) -> Vec<Refusal> {
        #[derive(serde::Deserialize)]
        struct Problems {
            problems: Vec<Refusal>,
        }
        let read = serde_json::from_slice::<Problems>(&self.body);
        read.map(|found| found.problems).unwrap_or_default()
    }

    /// Whether it succeeded.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl LocalChannel {
    /// Asks for something: `get("/zone")`.
    ///
    /// # Errors
    /// `server/unreachable`.
    pub fn get(&self, path: &str) -> Result<LocalAnswer, Refusal> {
        self.send("GET", path, None, "application/json", &[])
    }

    /// Sends a value as JSON: `post("/commands", …)`. The same request id counts once.
    ///
    /// # Errors
    /// `server/unreachable`.
    pub fn post(
        &self,
        path: &str,
        request_id: &str,
        value: &impl Serialize,
    ) -> Result<LocalAnswer, Refusal> {
        // Plain data with text keys always writes.
        let body = serde_json::to_vec(value).unwrap_or_default();
        self.send("POST", path, Some(request_id), "application/json", &body)
    }

    /// Sends bytes, for an import.
    ///
    /// # Errors
    /// `server/unreachable`.
    pub fn upload(&self, path: &str, bytes: &[u8]) -> Result<LocalAnswer, Refusal> {
        self.send("POST", path, None, "application/octet-stream", bytes)
    }

    /// Attaches a file, with what is told of it.
    ///
    /// # Errors
    /// `server/unreachable`.
    pub fn attach(
        &self,
        subject: &str,
        request_id: &str,
        name: &str,
        bytes: &[u8],
        told: &impl Serialize,
    ) -> Result<LocalAnswer, Refusal> {
        // The id of the request is drawn at random: it stands in no file.
        let edge = format!("wallchart-{request_id}");
        let told = serde_json::to_string(told).unwrap_or_default();
        let name: String = name
            .chars()
            .filter(|own| !"\"\r\n\\".contains(*own))
            .collect();
        let mut body = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"told\"\r\n\r\n{told}\r\n\
             --{edge}\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let path = format!("/threads/{subject}/attachments");
        let kind = format!("multipart/form-data; boundary={edge}");
        self.send("POST", &path, Some(request_id), &kind, &body)
    }

    /// Sends a request with any method.
    ///
    /// # Errors
    /// `server/unreachable`.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        request_id: Option<&str>,
        content_type: &str,
        body: &[u8],
    ) -> Result<LocalAnswer, Refusal> {
        let request_id =
            request_id.map_or_else(String::new, |id| format!("X-Request-Id: {id}\r\n"));
        let head = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             {ACCOUNT_HEADER}: {}\r\n\
             Content-Type: {content_type}\r\nContent-Length: {}\r\n{request_id}\
             Accept: application/json\r\nConnection: close\r\n\r\n",
            self.address,
            self.token,
            local_account(),
            body.len()
        );
        let failed = |error: std::io::Error| {
            refusal::unreachable(&self.address.to_string(), &error.to_string())
        };
        self.exchange(&head, body).map_err(failed)
    }

    fn exchange(&self, head: &str, body: &[u8]) -> std::io::Result<LocalAnswer> {
        let connected = TcpStream::connect_timeout(&self.address, Duration::from_secs(3))?;
        // A little longer than the server itself waits.
        let patience = limits::REQUEST_TIME + Duration::from_secs(10);
        connected.set_read_timeout(Some(patience))?;
        connected.set_write_timeout(Some(patience))?;
        let mut sending = &connected;
        sending.write_all(head.as_bytes())?;
        sending.write_all(body)?;
        sending.flush()?;
        read_answer(&mut BufReader::new(&connected))
    }
}

fn read_answer(from: &mut BufReader<&TcpStream>) -> std::io::Result<LocalAnswer> {
    let unreadable = || std::io::Error::other("the answer is not HTTP");
    let mut line = String::new();
    from.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(unreadable)?;
    let mut length = None;
    let mut chunked = false;
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse::<u64>().ok(),
            "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    match (chunked, length) {
        (true, _) => read_chunks(from, &mut body)?,
        (false, Some(length)) => {
            from.take(length).read_to_end(&mut body)?;
        }
        (false, None) => {
            from.read_to_end(&mut body)?;
        }
    }
    Ok(LocalAnswer { status, body })
}

fn read_chunks(from: &mut BufReader<&TcpStream>, body: &mut Vec<u8>) -> std::io::Result<()> {
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let size = u64::from_str_radix(line.trim(), 16).map_err(std::io::Error::other)?;
        from.take(size).read_to_end(body)?;
        from.read_line(&mut String::new())?;
        if size == 0 {
            return Ok(());
        }
    }
}
