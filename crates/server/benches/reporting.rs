//! The hour before reports are due, over HTTP: 2,000 submissions of 40 units with 30 projects each,
//! by 64 clients on kept connections, as fast as the answers come.
//!
//! As the page does, a client has the report looked at first and answers what it is asked; then it
//! hands it in. Two rounds are open, so that all clients are under way at once. Client and server
//! share the machine. What was acknowledged is counted after the zone was closed and opened again.
//! Argument: a folder on the disk that is meant.
//!
//! Bar: all of them within 60 s, p99 of handing in under 500 ms, none lost.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use host::{Folder, Host, Request, SealBag};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use server::{Accounts, NewAccount, PasswordCost, ServerOptions};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use zone::authority::Role;
use zone::command::fact;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{Actor, Command, Fen, Field, Lang, UnitId, Value, Words};

const CLIENTS: usize = 64;
const UNITS: u32 = 40;
const PROJECTS: u32 = 1_200;
const SUBMISSIONS: u32 = 2_000;
const ROUNDS: u32 = 2;
const PASSWORD: &str = "correct-horse";

fn main() {
    let mut given = std::env::args().skip(1).filter(|own| own != "--bench");
    let place = given.next().unwrap_or_else(|| ".".to_owned());
    let dir = tempfile::tempdir_in(place).expect("a folder");
    let folder = Folder::new(dir.path().join("data"));
    let host = Arc::new(Host::open(&folder).expect("a host"));
    fill(&host);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let stormed = runtime.block_on(storm(&host, folder.clone()));
    // Everything that holds the zone ends with it.
    drop(runtime);
    drop(host);
    let host = Host::open(&folder).expect("a host");
    let zone = host.now(host::today()).expect("a state").zone;
    let reports = zone.reports.values();
    let kept: usize = reports.map(|report| report.submissions().count()).sum();
    let Stormed {
        whole,
        submitted,
        checked,
    } = stormed;
    let each = PROJECTS / UNITS;
    println!("{SUBMISSIONS} submissions of {each} projects each, {UNITS} units, {CLIENTS} clients");
    println!("whole       {:8.2} s    (bar 60 s)", whole.as_secs_f64());
    println!("p50         {:8.1} ms", at(&submitted, 0.50));
    println!("p99         {:8.1} ms   (bar 500 ms)", at(&submitted, 0.99));
    println!("worst       {:8.1} ms", at(&submitted, 1.0));
    println!("check p50   {:8.1} ms", at(&checked, 0.50));
    println!("check p99   {:8.1} ms", at(&checked, 0.99));
    println!("kept        {kept:8}      (bar {})", submitted.len());
    assert_eq!(submitted.len(), SUBMISSIONS as usize);
    assert_eq!(kept, submitted.len());
}

/// Milliseconds at a share of sorted times.
fn at(sorted: &[Duration], share: f64) -> f64 {
    let last = sorted.len() - 1;
    let found = &sorted[((last as f64) * share) as usize];
    found.as_secs_f64() * 1e3
}

/// What was measured; times sorted.
struct Stormed {
    whole: Duration,
    submitted: Vec<Duration>,
    checked: Vec<Duration>,
}

/// A unit's report for a round, by whom it is handed in, and how often it has been.
struct Lane {
    id: String,
    unit: u32,
    cookie: String,
    version: u32,
}

async fn storm(host: &Arc<Host>, folder: Folder) -> Stormed {
    let options = ServerOptions {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        password_cost: PasswordCost::Test,
        ..ServerOptions::new(folder)
    };
    let (ready, listening) = oneshot::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = Arc::clone(host);
    let server = tokio::spawn(async move {
        let tell = move |address| ready.send(address).expect("told");
        let until = async { stopped.await.unwrap_or_default() };
        let served = server::serve_until(served, options, tell, until);
        served.await.expect("served");
    });
    let address = listening.await.expect("an address");
    let mut lanes = VecDeque::new();
    for unit in 1..=UNITS {
        let cookie = sign_in(address, unit).await;
        lanes.extend((1..=ROUNDS).map(|round| Lane {
            id: format!("C{round}-U{unit}"),
            unit,
            cookie: cookie.clone(),
            version: 0,
        }));
    }
    let lanes = Arc::new(Mutex::new(lanes));
    let left = Arc::new(AtomicU32::new(SUBMISSIONS));
    let begun = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| tokio::spawn(client(address, Arc::clone(&lanes), Arc::clone(&left))))
        .collect();
    let (mut submitted, mut checked) = (Vec::new(), Vec::new());
    for client in clients {
        for (check, submit) in client.await.expect("a client") {
            checked.push(check);
            submitted.push(submit);
        }
    }
    let whole = begun.elapsed();
    stop.send(()).expect("it runs");
    server.await.expect("it ends");
    submitted.sort_unstable();
    checked.sort_unstable();
    Stormed {
        whole,
        submitted,
        checked,
    }
}

/// Takes a report that nobody is at, hands it in, and goes on to another.
async fn client(
    address: SocketAddr,
    lanes: Arc<Mutex<VecDeque<Lane>>>,
    left: Arc<AtomicU32>,
) -> Vec<(Duration, Duration)> {
    let stream = TcpStream::connect(address).await.expect("connected");
    stream.set_nodelay(true).expect("set");
    let mut stream = BufReader::new(stream);
    let mut took = Vec::new();
    let one_less = |left: u32| left.checked_sub(1);
    while left
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
        .is_ok()
    {
        let lane = lanes.lock().expect("a lock").pop_front();
        let mut lane = lane.expect("there are more reports than clients");
        took.push(hand_in(&mut stream, &lane).await);
        lane.version += 1;
        lanes.lock().expect("a lock").push_back(lane);
    }
    took
}

async fn hand_in(stream: &mut BufReader<TcpStream>, lane: &Lane) -> (Duration, Duration) {
    let mut report = report(lane);
    let headers = format!("Cookie: {}\r\n", lane.cookie);
    let begun = Instant::now();
    let (status, checked) = ask(stream, "/reports/check", &headers, &report).await;
    let check = begun.elapsed();
    assert_eq!(status, 200, "{checked}");
    let questions = checked["questions"].as_array().expect("questions");
    let answers = questions.iter().map(|own| {
        json!({ "question": own["question"], "project": own["project"], "field": own["field"],
            "reason": "已与施工单位核对" })
    });
    report["answers"] = answers.collect();
    let body = json!({ "command": { "submit_report": report } });
    let headers = format!("{headers}X-Request-Id: {}-{}\r\n", lane.id, lane.version);
    let begun = Instant::now();
    let (status, answer) = ask(stream, "/commands", &headers, &body).await;
    assert_eq!(status, 200, "{}: {answer}", lane.id);
    (check, begun.elapsed())
}

/// What a unit tells: figures and words for each of its projects, other ones each time.
fn report(lane: &Lane) -> Json {
    let told = i64::from(lane.version + 7) * 1_000_000;
    let projects = (1..=PROJECTS).filter(|number| unit_of(*number) == lane.unit);
    let lines = projects.map(|number| {
        json!({ "project": format!("P{number}"), "facts": [
            { "field": "reported_ytd", "value": { "money": told + i64::from(number) } },
            { "field": "physical_share", "value": { "share": 4_520 } },
            { "field": "physical_words", "value": { "text": "主体结构施工至三层" } },
        ] })
    });
    let lines: Json = lines.collect();
    let mut report = json!({ "id": lane.id, "version": lane.version, "lines": lines });
    // What has come in is sent again as a correction.
    if lane.version > 0 {
        report["correction"] = json!("合计更正");
    }
    report
}

/// The unit that leads a project.
fn unit_of(number: u32) -> u32 {
    (number - 1) % UNITS + 1
}

async fn sign_in(address: SocketAddr, unit: u32) -> String {
    let body = json!({ "account": format!("unit-{unit}"), "password": PASSWORD });
    let mut stream = BufReader::new(TcpStream::connect(address).await.expect("connected"));
    post(&mut stream, "/session", "", &body).await;
    let (status, cookie, _) = answered(&mut stream).await;
    assert_eq!(status, 200);
    cookie.expect("a cookie")
}

/// Asks on a kept connection: status and body.
async fn ask(
    stream: &mut BufReader<TcpStream>,
    path: &str,
    headers: &str,
    body: &Json,
) -> (u16, Json) {
    post(stream, path, headers, body).await;
    let (status, _, body) = answered(stream).await;
    (status, serde_json::from_slice(&body).expect("JSON"))
}

async fn post(stream: &mut BufReader<TcpStream>, path: &str, headers: &str, body: &Json) {
    let body = body.to_string();
    let request = format!(
        "POST /api/v1{path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n\
         {headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
}

/// Reads an answer: status, cookie and body.
async fn answered(stream: &mut BufReader<TcpStream>) -> (u16, Option<String>, Vec<u8>) {
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
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.expect("a body");
    (status.expect("a status"), cookie, body)
}

fn fill(host: &Host) {
    let today = host::today();
    let until = today.first_of_month().yesterday().expect("a day");
    let first = until.first_of_month();
    let earlier = first.yesterday().expect("a day");
    let january = earlier.first_of_year();
    let year = until.year();
    run(
        host,
        Command::Found {
            profile: Profile {
                name: "bench".to_owned(),
                synthetic: true,
                attribution: Words::default(),
                holidays: HolidayRegion::China,
                currency: Currency::CNY,
            },
            effective_on: january,
            rule: "pace-bands".into(),
        },
    );
    for unit in 1..=UNITS {
        run(
            host,
            Command::AddUnit {
                name: format!("单位 {unit}"),
                parent: None,
                protocol_rank: unit,
                aliases: Vec::new(),
                effective_on: january,
            },
        );
    }
    for number in 1..=PROJECTS {
        let wan = |amount: i64| Value::Money(Fen(amount * 1_000_000));
        let facts = vec![
            fact(Field::Name, Value::Text(format!("项目 {number}"))),
            fact(Field::LeadUnit, Value::Unit(UnitId(unit_of(number)))),
            fact(Field::TotalInvestment, wan(8_000)),
            fact(Field::YearPlan(year), wan(3_000)),
            fact(Field::ActualStart, Value::Date(january)),
        ];
        run(
            host,
            Command::RegisterProject {
                effective_on: january,
                facts,
            },
        );
    }
    let due_on = today.checked_add(10.days()).expect("a day");
    for (from, until) in [(earlier.first_of_month(), earlier), (first, until)] {
        run(host, open(from, until, due_on));
    }
    accounts(host);
}

fn open(from: Date, until: Date, due_on: Date) -> Command {
    let name = from.strftime("%Y-%m").to_string();
    Command::OpenCycle {
        name: Words::new(name.clone(), name),
        from,
        until,
        due_on,
    }
}

/// A reporter for each unit.
fn accounts(host: &Host) {
    let accounts = Accounts::load_with(host, PasswordCost::Test).expect("accounts");
    for unit in 1..=UNITS {
        let reporter = NewAccount {
            account: format!("unit-{unit}"),
            name: None,
            password: PASSWORD.to_owned(),
            roles: vec![Role::Reporter],
            unit: Some(UnitId(unit)),
            enterprise: None,
            person: None,
            lang: Lang::Zh,
        };
        accounts.create(reporter, "bench").expect("an account");
    }
}

fn run(host: &Host, command: Command) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let request = Request {
        actor: Actor::program(),
        request_id: format!("bench-{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        command,
        texts: SealBag::new(),
        today: host::today(),
    };
    host.execute(&request).expect("carried out");
}
