//! `demo`: fills an empty folder with a demonstration, and may serve it.

use std::net::SocketAddr;

use jiff::civil::Date;
use serde::Serialize;
use server::DemoAccount;

use super::serve::{self, LISTEN};
use crate::answer::Answer;
use crate::context::Context;
use crate::demonstration::{self, Name, Wishes};
use crate::failure::Failure;
use crate::lang::say;
use crate::reading;
use crate::writing::Writer;

const EXAMPLES: &str = "  wallchart demo zone --data data/demo --serve
  wallchart demo nyc --data data/nyc
  wallchart wall --data data/nyc --known-at report-2014-05 --compare report-2019-09";

/// 演示：装入空目录；加 --serve 即打开 | Fill an empty folder with a demonstration; --serve opens it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// zone 虚构开发区，nyc 纽约，melbourne 墨尔本水务，uk 英国 | An invented zone, or real portfolios
    #[arg(value_enum, value_name = "NAME")]
    name: Name,
    /// 装好后打开网页服务 | Serve it afterwards
    #[arg(long)]
    serve: bool,
    /// 监听地址 | Address to listen on
    #[arg(long, value_name = "ADDR", default_value = LISTEN, env = "WALLCHART_LISTEN")]
    listen: SocketAddr,
    /// 随机种子（仅 zone） | Seed (zone alone)
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// 演示的今天（仅 zone） | The day its history ends (zone alone)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Serialize)]
struct Document<'a> {
    demonstration: &'a str,
    data: String,
    record: reading::Record,
    projects: usize,
    marks: Vec<String>,
    accounts: Vec<DemoAccount>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let name = arguments.name;
    let held = demonstration::held(context)?;
    let is_held = held.as_deref() == Some(name.key());
    let writer = if is_held && arguments.serve {
        Writer::open(context)?
    } else if demonstration::is_empty(&context.folder) {
        let wishes = Wishes {
            seed: arguments.seed,
            today: arguments.today.unwrap_or(context.today),
        };
        demonstration::fill(context, name, wishes)?
    } else {
        return Err(demonstration::not_empty(context, name, held.as_deref()));
    };
    if arguments.serve {
        return serve::serve(context, writer, arguments.listen, false);
    }
    filled(context, name, &writer)
}

fn filled(context: &Context, name: Name, writer: &Writer) -> Result<Answer, Failure> {
    let seen = writer.now()?;
    let accounts = demonstration::shown_accounts(writer.host())?;
    let mut marks: Vec<_> = seen.zone.marks.iter().collect();
    marks.sort_by_key(|(_, mark)| mark.seq);
    let marks: Vec<String> = marks.into_iter().map(|(name, _)| name.clone()).collect();
    let data = context.folder.path().display().to_string();
    let (projects, seq) = (seen.zone.projects.len(), seen.zone.seq);
    let (key, count) = (name.key(), marks.len());
    let last = marks.last().map_or("–", String::as_str);
    let mut text = say!(
        context.lang,
        "演示 {key} 已装入 {data}：{projects} 个项目，{seq} 条记录，{count} 个标记（最后一个 {last}）\n",
        "demonstration {key:?} is in {data}: {projects} projects, {seq} records, {count} marks \
         (the last is {last})\n"
    );
    text += &demonstration::accounts_text(&accounts, context.lang);
    text += &say!(
        context.lang,
        "\n打开：wallchart serve --data {data}",
        "\nto open it: wallchart serve --data {data}"
    );
    let document = Document {
        demonstration: key,
        data,
        record: reading::Record {
            seq,
            code: seen.head.code(),
        },
        projects,
        marks,
        accounts,
    };
    Ok(Answer::new(text, &document))
}
