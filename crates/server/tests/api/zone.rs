//! A small zone behind a running server.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;

use host::{Folder, Host, Request, SealBag};
use jiff::civil::{Date, date};
use serde_json::{Value as Json, json};
use server::{Accounts, Clock, NewAccount, PasswordCost, ServerOptions};
use tempfile::TempDir;
use tokio::sync::oneshot;
use zone::Sealer as _;
use zone::authority::Role;
use zone::command::fact;
use zone::enterprise::EnterpriseState;
use zone::enterprise::command::{EnterpriseCommand, NewEnterprise, RaiseRequest};
use zone::enterprise::request::RequestKind;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{Actor, Command, EnterpriseId, Fen, Field, HandlingLevel, Lang, UnitId, Value, Words};

use crate::http::{self, Answer};

pub(crate) const PASSWORD: &str = "correct-horse";

/// The date of its facts.
pub(crate) const SINCE: Date = date(2026, 1, 5);

/// Every role that signs in, with its account.
pub(crate) const ACCOUNTS: [(&str, Role); 10] = [
    ("clerk", Role::Clerk),
    ("reporter", Role::Reporter),
    ("reviewer", Role::Reviewer),
    ("leader", Role::Leader),
    ("assessor", Role::Assessor),
    ("auditor", Role::Auditor),
    ("sysadmin", Role::SystemAdmin),
    ("secadmin", Role::SecurityAdmin),
    ("public", Role::Public),
    ("enterprise", Role::Enterprise),
];

/// A running server. Projects: P1 of U1, P2 of U2, P3 of U2 and a work secret. Enterprises: E1 of
/// U1, whose the account `enterprise` is, with the request N1; E2 of U2, with N2.
pub(crate) struct TestApp {
    pub(crate) address: SocketAddr,
    pub(crate) folder: Folder,
    pub(crate) clock: Clock,
    pub(crate) host: Arc<Host>,
    pub(crate) accounts: Accounts,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _dir: TempDir,
}

/// Somebody who is signed in, or nobody.
pub(crate) struct Caller<'a> {
    app: &'a TestApp,
    pub(crate) cookie: Option<String>,
}

impl TestApp {
    pub(crate) fn start() -> TestApp {
        TestApp::start_with(|_| {})
    }

    /// The same with other options.
    pub(crate) fn start_with(change: impl FnOnce(&mut ServerOptions)) -> TestApp {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path());
        let host = Arc::new(Host::open(&folder).unwrap());
        fill(&host);
        let accounts = Accounts::load_with(&host, PasswordCost::Test).unwrap();
        for (account, role) in ACCOUNTS {
            accounts.create(new_account(account, role), "test").unwrap();
        }
        let mut options = ServerOptions {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            password_cost: PasswordCost::Test,
            ..ServerOptions::new(folder.clone())
        };
        change(&mut options);
        let clock = options.clock.clone();
        let (stop, stopped) = oneshot::channel();
        let (ready, listening) = mpsc::channel();
        let served = Arc::clone(&host);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let stop = async { stopped.await.unwrap_or_default() };
            let ready = move |address| ready.send(address).unwrap();
            let served = server::serve_until(served, options, ready, stop);
            runtime.block_on(served).unwrap();
        });
        TestApp {
            address: listening.recv().unwrap(),
            folder,
            clock,
            host,
            accounts,
            stop: Some(stop),
            thread: Some(thread),
            _dir: dir,
        }
    }

    /// Signs somebody in.
    pub(crate) fn signed_in(&self, account: &str) -> Caller<'_> {
        self.with_password(account, PASSWORD)
    }

    /// Signs somebody in who has another password.
    pub(crate) fn with_password(&self, account: &str, password: &str) -> Caller<'_> {
        let answer = self.nobody().sign_in(account, password);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let cookie = answer.header("set-cookie").unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Caller {
            app: self,
            cookie: Some(cookie),
        }
    }

    pub(crate) fn nobody(&self) -> Caller<'_> {
        Caller {
            app: self,
            cookie: None,
        }
    }

    /// Stops the server and waits for its end.
    pub(crate) fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.send(()).unwrap_or_default();
        }
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.stop();
        }
    }
}

impl Caller<'_> {
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let mut headers = more.to_vec();
        if let Some(cookie) = &self.cookie {
            headers.push(("Cookie", cookie));
        }
        let path = format!("/api/v1{path}");
        http::send(self.app.address, method, &path, &headers, body)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    /// The status alone, for an answer that does not end.
    pub(crate) fn status_of(&self, path: &str) -> u16 {
        let path = format!("/api/v1{path}");
        let cookie = self.cookie.as_deref().unwrap_or("none=");
        let stream = http::open(self.app.address, "GET", &path, &[("Cookie", cookie)], b"");
        http::head(&mut std::io::BufReader::new(stream)).0
    }

    pub(crate) fn post(&self, path: &str, body: &Json) -> Answer {
        self.send("POST", path, &[], body.to_string().as_bytes())
    }

    pub(crate) fn sign_in(&self, account: &str, password: &str) -> Answer {
        self.post(
            "/session",
            &json!({ "account": account, "password": password }),
        )
    }

    /// Records this year's investment of a project.
    pub(crate) fn report(&self, id: &str, version: u32, fen: i64, request_id: &str) -> Answer {
        let body = json!({ "command": { "record_facts": {
            "id": id, "version": version, "effective_on": "2026-02-01",
            "facts": [{ "field": "reported_ytd", "value": { "money": fen } }],
        } } });
        let id = [("X-Request-Id", request_id)];
        self.send("POST", "/commands", &id, body.to_string().as_bytes())
    }
}

fn new_account(account: &str, role: Role) -> NewAccount {
    NewAccount {
        account: account.to_owned(),
        name: Some(format!("测试{account}")),
        password: PASSWORD.to_owned(),
        roles: vec![role],
        unit: matches!(role, Role::Reporter | Role::Reviewer).then_some(UnitId(1)),
        enterprise: (role == Role::Enterprise).then_some(EnterpriseId(1)),
        person: None,
        lang: Lang::Zh,
    }
}

fn fill(host: &Host) {
    let profile = Profile {
        name: "测试区".to_owned(),
        synthetic: true,
        attribution: Words::new("虚构", "made up"),
        holidays: HolidayRegion::China,
        currency: Currency::CNY,
    };
    run(
        host,
        Command::Found {
            profile,
            effective_on: SINCE,
            rule: "pace-bands".into(),
        },
    );
    for (rank, name) in [(1, "招商局"), (2, "发改局")] {
        run(
            host,
            Command::AddUnit {
                name: name.to_owned(),
                parent: None,
                protocol_rank: rank,
                aliases: Vec::new(),
                effective_on: SINCE,
            },
        );
    }
    for (name, unit, level) in [
        ("一号厂房", 1, HandlingLevel::Internal),
        ("二号道路", 2, HandlingLevel::Public),
        ("三号库房", 2, HandlingLevel::WorkSecret),
    ] {
        let facts = vec![
            fact(Field::Name, Value::Text(name.to_owned())),
            fact(Field::LeadUnit, Value::Unit(UnitId(unit))),
            fact(Field::HandlingLevel, Value::Level(level)),
            fact(Field::YearPlan(2026), Value::Money(Fen(100_000_000))),
        ];
        run(
            host,
            Command::RegisterProject {
                effective_on: SINCE,
                facts,
            },
        );
    }
    fill_enterprises(host);
}

/// Two enterprises, each with a request.
fn fill_enterprises(host: &Host) {
    for (name, unit) in [("晨曜精密", 1), ("远航电子", 2)] {
        let new = NewEnterprise {
            code: format!("YQ{unit}"),
            name: name.to_owned(),
            industry: String::new(),
            lead: UnitId(unit),
            assistant: None,
            contact: None,
            state: EnterpriseState::Producing,
            effective_on: SINCE,
        };
        run(host, of_enterprises(EnterpriseCommand::Add(new)));
        let mut texts = SealBag::new();
        let raised = RaiseRequest {
            enterprise: EnterpriseId(unit),
            kind: RequestKind::Energy,
            text: Some(texts.seal(&format!("{name}需增容"), &[])),
            received_by: None,
            project: None,
            effective_on: SINCE,
        };
        run_with(
            host,
            of_enterprises(EnterpriseCommand::Raise(raised)),
            texts,
        );
    }
}

fn of_enterprises(command: EnterpriseCommand) -> Command {
    Command::Enterprise(Box::new(command))
}

fn run(host: &Host, command: Command) {
    run_with(host, command, SealBag::new());
}

fn run_with(host: &Host, command: Command, texts: SealBag) {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let request = Request {
        actor: Actor::program(),
        request_id: format!("test-{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        command,
        texts,
        today: host::today(),
    };
    host.execute(&request).expect("carried out");
}
