//! `notice`: what people are told, as list and as text to paste; channels and the outbox.

mod changing;
mod channel;
mod list;
mod outbox;

use courier::{Store, StoreError};
use server::NoticeError;
use zone::Words;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;

const EXAMPLES: &str = "  wallchart notice list --unit 建设局
  wallchart notice text --unit 建设局 --topics item,report
  wallchart notice add-robot wecom 调度群 --topics item=at_once,report=digest < 地址.txt
  wallchart notice channels
  wallchart notice outbox
  wallchart notice again 7";

/// 通知：列出、生成文字，机器人、邮件与发送情况 | Notices: list, text to paste, robots, mail, and
/// what became of what was sent
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    List(list::Arguments),
    Text(list::TextArguments),
    Channels(channel::ListArguments),
    AddRobot(channel::AddArguments),
    RemoveRobot(channel::OneArguments),
    TryRobot(channel::OneArguments),
    Mail(channel::MailArguments),
    Rules(channel::RulesArguments),
    Outbox(outbox::Arguments),
    Again(outbox::OneArguments),
    GiveUp(outbox::GiveUpArguments),
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List(arguments) => list::run(context, arguments),
        What::Text(arguments) => list::text(context, arguments),
        What::Channels(arguments) => channel::list(context, arguments),
        What::AddRobot(arguments) => channel::add(context, arguments),
        What::RemoveRobot(arguments) => channel::remove(context, arguments),
        What::TryRobot(arguments) => channel::try_robot(context, arguments),
        What::Mail(arguments) => channel::mail(context, arguments),
        What::Rules(arguments) => channel::rules(context, arguments),
        What::Outbox(arguments) => outbox::list(context, arguments),
        What::Again(arguments) => outbox::again(context, arguments),
        What::GiveUp(arguments) => outbox::give_up(context, arguments),
    }
}

/// The file of notices, to be read; it is changed by [`changing::Changing`]. A running server reads
/// it anew for whatever it sends.
fn store(context: &Context) -> Result<Store, Failure> {
    crate::reading::open(context)?;
    Store::open(context.folder.path()).map_err(|error| fault(&error))
}

/// What kept a change from being made.
fn failed(error: NoticeError) -> Failure {
    match error {
        NoticeError::Host(error) => error.into(),
        NoticeError::Store(error) => fault(&error),
    }
}

fn fault(error: &StoreError) -> Failure {
    let said = std::error::Error::source(error).map_or_else(String::new, ToString::to_string);
    Failure::fault(
        "cli/notices-file",
        Words::new(
            format!("通知文件 notices.sqlite 用不了：{said}"),
            format!("the file notices.sqlite cannot be used: {said}"),
        ),
        Words::new(
            "检查数据目录的权限和磁盘空间",
            "check the rights and the space of the data folder",
        ),
    )
}
