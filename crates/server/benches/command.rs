//! Commands over HTTP: 64 writers on keep-alive connections, each waiting for its answer before
//! it sends the next, every answer given only after the commit is on disk.
//!
//! Beside it, in the same run and folder: the same commands straight to the host from 64 threads,
//! and plain inserts of rows of the same size into a plain table, 64 a transaction. Client and
//! server share the machine. Arguments: commands per writer, folder.
//!
//! Bar: 2,000 commands/s over HTTP.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use host::{Folder, Host, Request, SealBag};
use jiff::civil::{Date, date};
use server::{Accounts, NewAccount, ServerOptions};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use zone::authority::Role;
use zone::command::fact;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{Actor, Command, Fen, Field, Lang, ProjectId, Value, Words};

const WRITERS: u32 = 64;
const PROJECTS_A_WRITER: u32 = 16;
const TODAY: Date = date(2026, 5, 18);
const ROW_BYTES: usize = 430;

fn main() {
    let given = || std::env::args().filter(|argument| argument != "--bench");
    let argument = |at: usize| given().nth(at);
    let each: u32 = argument(1).map_or(400, |text| text.parse().expect("a number"));
    let place = argument(2).unwrap_or_else(|| ".".to_owned());
    let dir = tempfile::tempdir_in(place).expect("a folder");
    let folder = Folder::new(dir.path().join("data"));
    let host = Arc::new(Host::open(&folder).expect("a host"));
    fill(&host);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let over_http = runtime.block_on(over_http(&host, folder, each));
    let direct = direct(&host, each);
    let plain = inserts(
        &dir.path().join("plain.db"),
        WRITERS as usize * each as usize,
    );
    println!("{WRITERS} writers, {each} commands each");
    println!("over HTTP      {over_http:8.0} commands/s   (bar 2000)");
    println!("to the host    {direct:8.0} commands/s");
    println!("plain inserts  {plain:8.0} rows/s in groups of {WRITERS}");
    println!("HTTP to plain  {:8.1} %", over_http / plain * 100.0);
}

async fn over_http(host: &Arc<Host>, folder: Folder, each: u32) -> f64 {
    let accounts = Accounts::load(host).expect("accounts");
    let clerk = NewAccount {
        account: "clerk".to_owned(),
        name: None,
        password: "correct-horse".to_owned(),
        roles: vec![Role::Clerk],
        unit: None,
        enterprise: None,
        person: None,
        lang: Lang::Zh,
    };
    accounts.create(clerk, "bench").expect("an account");
    let options = ServerOptions {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        ..ServerOptions::new(folder)
    };
    let (ready, listening) = tokio::sync::oneshot::channel();
    let host = Arc::clone(host);
    let server = tokio::spawn(async move {
        let tell = move |address| ready.send(address).expect("told");
        server::serve(host, options, tell).await.expect("served");
    });
    let address = listening.await.expect("an address");
    let cookie = sign_in(address).await;
    let begin = Instant::now();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(write(address, cookie.clone(), writer, each)))
        .collect();
    let mut slowest = Duration::ZERO;
    for writer in writers {
        slowest = slowest.max(writer.await.expect("a writer"));
    }
    let per_second = f64::from(WRITERS * each) / begin.elapsed().as_secs_f64();
    println!("slowest answer {:8.1} ms", slowest.as_secs_f64() * 1_000.0);
    server.abort();
    per_second
}

async fn sign_in(address: SocketAddr) -> String {
    let body = r#"{"account":"clerk","password":"correct-horse"}"#;
    let mut stream = BufReader::new(TcpStream::connect(address).await.expect("connected"));
    let (status, cookie) = ask(&mut stream, "/session", "", body).await;
    assert_eq!(status, 200);
    cookie.expect("a cookie")
}

/// One writer: reports on projects of its own. Answers with its slowest call.
async fn write(address: SocketAddr, cookie: String, writer: u32, each: u32) -> Duration {
    let stream = TcpStream::connect(address).await.expect("connected");
    stream.set_nodelay(true).expect("set");
    let mut stream = BufReader::new(stream);
    let mut slowest = Duration::ZERO;
    for at in 0..each {
        let id = writer * PROJECTS_A_WRITER + at % PROJECTS_A_WRITER + 1;
        let version = at / PROJECTS_A_WRITER + 1;
        let body = format!(
            "{{\"command\":{{\"record_facts\":{{\"id\":\"P{id}\",\"version\":{version},\
             \"effective_on\":\"2026-05-18\",\"facts\":[{{\"field\":\"reported_ytd\",\
             \"value\":{{\"money\":{}}}}}]}}}}}}",
            1_000_000 + at
        );
        let headers = format!("Cookie: {cookie}\r\nX-Request-Id: http-{writer}-{at}\r\n");
        let begin = Instant::now();
        let (status, _) = ask(&mut stream, "/commands", &headers, &body).await;
        assert_eq!(status, 200);
        slowest = slowest.max(begin.elapsed());
    }
    slowest
}

/// Sends a request on a kept connection and reads the answer: status and cookie.
async fn ask(
    stream: &mut BufReader<TcpStream>,
    path: &str,
    headers: &str,
    body: &str,
) -> (u16, Option<String>) {
    let request = format!(
        "POST /api/v1{path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n\
         {headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let (mut status, mut cookie, mut length) = (None, None, 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.expect("a line");
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if status.is_none() {
            status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        } else if let Some(value) = line.strip_prefix("set-cookie: ") {
            cookie = value.split(';').next().map(str::to_owned);
        } else if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().expect("a length");
        }
    }
    let mut answer = vec![0; length];
    stream.read_exact(&mut answer).await.expect("a body");
    (status.expect("a status"), cookie)
}

/// The same commands without HTTP, from as many threads.
fn direct(host: &Arc<Host>, each: u32) -> f64 {
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for at in 0..each {
                    let number = writer * PROJECTS_A_WRITER + at % PROJECTS_A_WRITER + 1;
                    let told = each.div_ceil(PROJECTS_A_WRITER);
                    let short = each % PROJECTS_A_WRITER;
                    let fewer = u32::from(short > 0 && at % PROJECTS_A_WRITER >= short);
                    let version = told - fewer + at / PROJECTS_A_WRITER + 1;
                    report(host, number, version, at);
                }
            });
        }
    });
    f64::from(WRITERS * each) / begin.elapsed().as_secs_f64()
}

fn report(host: &Host, number: u32, version: u32, at: u32) {
    run(
        host,
        Command::RecordFacts {
            id: ProjectId(number),
            version,
            effective_on: TODAY,
            facts: vec![fact(
                Field::ReportedYtd,
                Value::Money(Fen(2_000_000 + i64::from(at))),
            )],
        },
    );
}

fn inserts(path: &Path, count: usize) -> f64 {
    let mut conn = rusqlite::Connection::open(path).expect("opened");
    conn.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         CREATE TABLE records (key INTEGER PRIMARY KEY, frame BLOB NOT NULL) STRICT;",
    )
    .expect("made");
    let frame = vec![7_u8; ROW_BYTES];
    let begin = Instant::now();
    for from in (0..count).step_by(WRITERS as usize) {
        let transaction = conn.transaction().expect("begun");
        for key in from..count.min(from + WRITERS as usize) {
            let mut insert = transaction
                .prepare_cached("INSERT INTO records VALUES (?1, ?2)")
                .expect("prepared");
            insert
                .execute(rusqlite::params![key as i64, frame])
                .expect("inserted");
        }
        transaction.commit().expect("committed");
    }
    count as f64 / begin.elapsed().as_secs_f64()
}

fn fill(host: &Host) {
    let profile = Profile {
        name: "bench".to_owned(),
        synthetic: true,
        attribution: Words::default(),
        holidays: HolidayRegion::China,
        currency: Currency::CNY,
    };
    run(
        host,
        Command::Found {
            profile,
            effective_on: TODAY,
            rule: "pace-bands".into(),
        },
    );
    for number in 1..=WRITERS * PROJECTS_A_WRITER {
        let name = fact(Field::Name, Value::Text(format!("项目 {number}")));
        run(
            host,
            Command::RegisterProject {
                effective_on: TODAY,
                facts: vec![name],
            },
        );
    }
}

fn run(host: &Host, command: Command) {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let request = Request {
        actor: Actor::program(),
        request_id: format!("bench-{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        command,
        texts: SealBag::new(),
        today: TODAY,
    };
    host.execute(&request).expect("carried out");
}
