//! Demonstration zones: a synthetic one, and real public portfolios read by the importer.
//!
//! Promises: only an empty folder is filled; a folder remembers which demonstration it holds.

mod filler;
mod portfolio;
pub(crate) mod sets;

use std::fs;

use clap::ValueEnum;
use host::{Folder, Host};
use jiff::civil::Date;
use ledger::{Reader as _, SqliteReader, Store as _};
use server::{Accounts, DemoAccount, NewAccount, PasswordCost};
use zone::authority::Role;
use zone::{Lang, Texts as _, Words};

use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::layout::Table;
use crate::writing::Writer;

/// Where the ledger's file remembers which demonstration it holds.
const META_KEY: &str = "wallchart/demonstration";

/// The demonstrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Name {
    // 虚构的开发区：20 个单位、120 个项目、60 个月 | An invented zone: 20 units, 120 projects, 60 months
    Zone,
    // 纽约市 378 个公共项目，15 期报告 | 378 capital projects of New York City in 15 reports
    Nyc,
    // 墨尔本水务 445 个按节点管理的项目 | 445 stage-gated projects of Melbourne Water
    Melbourne,
    // 英国 2022 年 235 个政府重大项目 | The UK's 235 government major projects of 2022
    Uk,
}

impl Name {
    /// Its name on the command line.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Name::Zone => "zone",
            Name::Nyc => "nyc",
            Name::Melbourne => "melbourne",
            Name::Uk => "uk",
        }
    }
}

/// How the synthetic zone is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wishes {
    /// Another seed, another zone.
    pub(crate) seed: u64,
    /// The day its history ends.
    pub(crate) today: Date,
}

/// Where a demonstration is made, within the data folder, until it is whole.
const WORKSHOP: &str = ".filling";

/// Fills an empty folder, sign-ins included. It holds all of the demonstration or nothing of it:
/// one that was interrupted is made anew.
pub(crate) fn fill(context: &Context, name: Name, wishes: Wishes) -> Result<Writer, Failure> {
    let root = context.folder.path();
    let unusable = |source| host::Error::Folder {
        path: root.to_owned(),
        source,
    };
    fs::create_dir_all(root).map_err(unusable)?;
    let workshop = root.join(WORKSHOP);
    let inner = Context {
        folder: Folder::new(&workshop),
        ..context.clone()
    };
    if inner.folder.has_ledger() {
        // Left by one that was interrupted; if it is still at work, this says so.
        drop(Writer::make(&inner)?);
    }
    if workshop.exists() {
        fs::remove_dir_all(&workshop).map_err(unusable)?;
    }
    let filled = make(&inner, name, wishes).and_then(|()| move_up(&inner.folder, &context.folder));
    if filled.is_err() {
        // What is left of it helps nobody; its removal may fail as well.
        fs::remove_dir_all(&workshop).unwrap_or_default();
    }
    filled?;
    Writer::make(context)
}

fn make(context: &Context, name: Name, wishes: Wishes) -> Result<(), Failure> {
    let writer = match name {
        Name::Zone => {
            filler::fill(context, wishes)?;
            Writer::make(context)?
        }
        Name::Nyc => portfolio::fill(context, &sets::nyc())?,
        Name::Melbourne => portfolio::fill(context, &sets::melbourne())?,
        Name::Uk => portfolio::fill(context, &sets::uk())?,
    };
    make_accounts(&writer)?;
    let store = writer.host().store();
    Ok(store.put_meta(META_KEY, Some(name.key().as_bytes()))?)
}

/// The kept files first: a folder with a ledger is a whole one.
fn move_up(from: &Folder, to: &Folder) -> Result<(), Failure> {
    let failed = |error: std::io::Error| file_fault(to.path(), &error);
    fs::rename(from.files(), to.files()).map_err(failed)?;
    // Closing the ledger empties its log; if it could not, the log belongs to it.
    let log = |folder: &Folder| folder.path().join("ledger.sqlite-wal");
    if log(from).exists() {
        fs::rename(log(from), log(to)).map_err(failed)?;
    }
    fs::rename(from.ledger(), to.ledger()).map_err(failed)?;
    fs::remove_dir_all(from.path()).map_err(failed)
}

/// Whether there is nothing in a folder but what an interrupted filling left.
pub(crate) fn is_empty(folder: &Folder) -> bool {
    match fs::read_dir(folder.path()) {
        Ok(inside) => inside.flatten().all(|entry| entry.file_name() == WORKSHOP),
        // One that cannot be read is found out when it is written to.
        Err(_) => true,
    }
}

/// Which demonstration a folder holds, if it holds one.
pub(crate) fn held(context: &Context) -> Result<Option<String>, Failure> {
    if !context.folder.has_ledger() {
        return Ok(None);
    }
    let reader = SqliteReader::open(&context.folder.ledger())?;
    let kept = reader.meta(META_KEY)?;
    Ok(kept.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The sign-ins a demonstration shows: those of its accounts that are there.
pub(crate) fn shown_accounts(host: &Host) -> Result<Vec<DemoAccount>, Failure> {
    if host.store().meta(META_KEY)?.is_none() {
        return Ok(Vec::new());
    }
    let there = Accounts::load(host)?;
    let works = |account: &&demo::Account| {
        there
            .find(account.account)
            .is_some_and(|found| !found.disabled)
    };
    let shown = demo::accounts();
    let shown = shown.iter().filter(works).map(|account| DemoAccount {
        account: account.account.to_owned(),
        password: account.password.to_owned(),
        role: account.display.clone(),
    });
    Ok(shown.collect())
}

/// The sign-ins as a table.
pub(crate) fn accounts_text(accounts: &[DemoAccount], lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["演示账号", "密码", "角色"],
        Lang::En => ["demonstration account", "password", "role"],
    });
    for account in accounts {
        table.row([
            account.account.clone(),
            account.password.clone(),
            account.role.in_lang(lang).to_owned(),
        ]);
    }
    table.text().trim_end().to_owned()
}

fn make_accounts(writer: &Writer) -> Result<(), Failure> {
    // Their passwords are printed on the sign-in page: hashing them hard protects nothing, and
    // would make filling the folder slow.
    let accounts = Accounts::load_with(writer.host(), PasswordCost::Test)?;
    let seen = writer.now()?;
    for account in demo::accounts() {
        let unit = account
            .unit
            .and_then(|unit| seen.zone.unit_called(unit, seen.true_on));
        let enterprise = account.enterprise.and_then(|name| {
            let mut all = seen.zone.enterprises.values();
            all.find(|own| own.is_called(name)).map(|own| own.id)
        });
        if account.enterprise.is_some() && enterprise.is_none() {
            continue;
        }
        if matches!(account.role, Role::Reporter | Role::Reviewer) && unit.is_none() {
            // A real portfolio has none of the invented units to report for.
            continue;
        }
        let new = NewAccount {
            account: account.account.to_owned(),
            name: Some(account.display.zh.clone()),
            password: account.password.to_owned(),
            roles: vec![account.role],
            unit,
            enterprise,
            person: person_of(writer, &seen.zone, account.signs_as),
            lang: Lang::Zh,
        };
        accounts.create(new, "program")?;
    }
    Ok(())
}

/// The person of a name, for an account that signs.
fn person_of(writer: &Writer, zone: &zone::Zone, wanted: Option<&str>) -> Option<zone::PersonId> {
    let texts = writer.host().library();
    let mut people = zone.people.values();
    let named = |own: &&zone::unit::Person| texts.find(own.name).text() == wanted;
    people
        .find(named)
        .filter(|_| wanted.is_some())
        .map(|own| own.id)
}

/// What a folder that is not empty holds, as a refusal.
pub(crate) fn not_empty(context: &Context, wanted: Name, held: Option<&str>) -> Failure {
    let (path, wanted) = (context.folder.path().display(), wanted.key());
    let (zh, en) = match held {
        Some(held) => (
            format!("目录 {path} 已有演示 {held}"),
            format!("the folder {path} already holds the demonstration {held:?}"),
        ),
        None => (
            format!("目录 {path} 不是空的"),
            format!("the folder {path} is not empty"),
        ),
    };
    let (fix_zh, fix_en) = if held == Some(wanted) {
        (
            format!("加 --serve 直接打开，或用 wallchart serve --data {path}"),
            format!("add --serve to open it, or run `wallchart serve --data {path}`"),
        )
    } else {
        (
            "用 --data 指定一个新目录；演示只装入空目录".to_owned(),
            "name a new folder with --data: a demonstration fills empty ones only".to_owned(),
        )
    };
    Failure::refused(
        "demo/not-empty",
        Words::new(zh, en),
        Words::new(fix_zh, fix_en),
    )
}
