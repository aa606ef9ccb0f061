//! The verbs, one file each, and how one is run.

pub(crate) mod account;
pub(crate) mod backup;
mod compare;
pub(crate) mod cycle;
pub(crate) mod deal;
pub(crate) mod demo;
pub(crate) mod directives;
pub(crate) mod enterprise;
pub(crate) mod export;
pub(crate) mod factor;
pub(crate) mod forecasting;
pub(crate) mod holidays;
pub(crate) mod import;
pub(crate) mod indicator;
pub(crate) mod init;
pub(crate) mod item;
pub(crate) mod mark;
pub(crate) mod meeting;
mod network;
pub(crate) mod notice;
mod planning;
pub(crate) mod practice;
pub(crate) mod project;
pub(crate) mod purge;
pub(crate) mod repair_text;
pub(crate) mod report;
pub(crate) mod restore;
pub(crate) mod schedule;
pub(crate) mod search;
pub(crate) mod serve;
mod solve;
pub(crate) mod source;
pub(crate) mod thread;
pub(crate) mod verify;
pub(crate) mod wall;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};
use host::Folder;
use zone::{Lang, Words};

use crate::answer::{self, Answer};
use crate::arguments::{CommandLine, Verb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::{help, lang};

/// Runs a command line.
pub(crate) fn run(arguments: &[OsString]) -> Exit {
    let lang = lang::chosen(arguments);
    let parsed = help::in_lang(CommandLine::command(), lang)
        .try_get_matches_from(arguments)
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    let line = match parsed {
        Ok(line) => line,
        Err(error) => return misused(&error, arguments, lang),
    };
    let context = Context {
        folder: Folder::new(&line.data),
        lang,
        json: line.json,
        today: host::today(),
    };
    answer::print(carry_out(&context, &line.verb), lang, line.json)
}

fn carry_out(context: &Context, verb: &Verb) -> Result<Answer, Failure> {
    match verb {
        Verb::Serve(arguments) => serve::run(context, arguments),
        Verb::Demo(arguments) => demo::run(context, arguments),
        Verb::Init(arguments) => init::run(context, arguments),
        Verb::Import(arguments) => import::run(context, arguments),
        Verb::Export(arguments) => export::run(context, arguments),
        Verb::Wall(arguments) => wall::run(context, arguments),
        Verb::Project(arguments) => project::run(context, arguments),
        Verb::Schedule(arguments) => schedule::run(context, arguments),
        Verb::Indicator(arguments) => indicator::run(context, arguments),
        Verb::Item(arguments) => item::run(context, arguments),
        Verb::Comment(arguments) => thread::comment::run(context, arguments),
        Verb::Attach(arguments) => thread::attach::run(context, arguments),
        Verb::History(arguments) => thread::history::run(context, arguments),
        Verb::Enterprise(arguments) => enterprise::run(context, arguments),
        Verb::Deal(arguments) => deal::run(context, arguments),
        Verb::Factor(arguments) => factor::run(context, arguments),
        Verb::Source(arguments) => source::run(context, arguments),
        Verb::Forecast(arguments) => forecasting::run(context, arguments),
        Verb::Account(arguments) => account::run(context, arguments),
        Verb::Mark(arguments) => mark::run(context, arguments),
        Verb::Meeting(arguments) => meeting::run(context, arguments),
        Verb::Notice(arguments) => notice::run(context, arguments),
        Verb::Practice(arguments) => practice::run(context, arguments),
        Verb::Purge(arguments) => purge::run(context, arguments),
        Verb::Search(arguments) => search::run(context, arguments),
        Verb::Cycle(arguments) => cycle::run(context, arguments),
        Verb::Report(arguments) => report::run(context, arguments),
        Verb::Holidays(arguments) => holidays::run(context, arguments),
        Verb::RepairText(arguments) => repair_text::run(context, arguments),
        Verb::Directives(arguments) => directives::run(context, arguments),
        Verb::Verify(arguments) => verify::run(context, arguments),
        Verb::Backup(arguments) => backup::run(context, arguments),
        Verb::Restore(arguments) => restore::run(context, arguments),
    }
}

/// The help, or what is wrong with the command line.
fn misused(error: &clap::Error, arguments: &[OsString], lang: Lang) -> Exit {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    let text = error.to_string();
    if asked {
        answer::to_stdout(text.trim_end().as_bytes());
        return Exit::Done;
    }
    let json = arguments.iter().any(|argument| argument == "--json");
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !json {
        answer::note(&text);
        return Exit::Refused;
    }
    let text = text.strip_prefix("error: ").unwrap_or(&text).trim();
    let failure = Failure::refused(
        "cli/usage",
        Words::new(format!("命令行有误：{text}"), text),
        Words::new(
            "用 wallchart --help 或 wallchart 命令 --help 查看用法",
            "see `wallchart --help` or `wallchart COMMAND --help`",
        ),
    );
    answer::print(Err(failure), lang, json)
}
