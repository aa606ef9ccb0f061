//! `serve`: the page, the API and live updates, until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use serde::Serialize;
use server::{DemoAccount, ServeError, ServerOptions};
use zone::Words;

use crate::answer::{self, Answer};
use crate::context::Context;
use crate::demonstration;
use crate::failure::{Exit, Failure};
use crate::lang::say;
use crate::writing::Writer;

const EXAMPLES: &str = "  wallchart serve --data data/demo
  wallchart serve --data data/demo --listen 0.0.0.0:8080";

/// Where it listens unless told otherwise: this machine alone.
pub(crate) const LISTEN: &str = "127.0.0.1:8080";

/// 打开网页服务，直到按 Ctrl-C | Serve the page until interrupted
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 监听地址；端口 0 为任意空闲端口 | Address to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDR", default_value = LISTEN, env = "WALLCHART_LISTEN")]
    listen: SocketAddr,
    /// 用户经 https 代理访问 | People reach it by https, through a proxy
    #[arg(long)]
    https: bool,
}

/// What a script that started it wants to know.
#[derive(Serialize)]
struct Ready<'a> {
    address: String,
    accounts: &'a [DemoAccount],
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    serve(
        context,
        Writer::open(context)?,
        arguments.listen,
        arguments.https,
    )
}

/// Serves an open folder until told to stop.
pub(crate) fn serve(
    context: &Context,
    writer: Writer,
    listen: SocketAddr,
    https: bool,
) -> Result<Answer, Failure> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    if !server::has_page() {
        answer::note(&say!(
            context.lang,
            "本程序构建时没有网页，只提供 /api/v1；先运行 make build",
            "this program was built without the page and serves /api/v1 alone; run `make build`"
        ));
    }
    if !listen.ip().is_loopback() {
        answer::note(&say!(
            context.lang,
            "注意：其他机器可以访问 {listen}；请在前面放置 https 代理，并加 --https",
            "note: other machines can reach {listen}; put an https proxy before it and add --https"
        ));
    }
    let accounts = demonstration::shown_accounts(writer.host())?;
    let mut options = ServerOptions::new(context.folder.clone());
    options.listen = listen;
    options.https = https;
    options.demo_accounts.clone_from(&accounts);
    let runtime = tokio::runtime::Runtime::new().map_err(|error| no_runtime(&error))?;
    let host = Arc::new(writer.into_host());
    let ready = |address: SocketAddr| announce(context, address, &accounts);
    runtime
        .block_on(server::serve(host, options, ready))
        .map_err(failed)?;
    Ok(Answer::nothing())
}

/// Prints where it listens, and the sign-ins of a demonstration.
fn announce(context: &Context, address: SocketAddr, accounts: &[DemoAccount]) {
    let address = format!("http://{address}");
    if context.json {
        let document = serde_json::to_vec(&Ready { address, accounts });
        answer::to_stdout(&document.unwrap_or_default());
        return;
    }
    answer::to_stdout(address.as_bytes());
    if !accounts.is_empty() {
        answer::to_stdout(demonstration::accounts_text(accounts, context.lang).as_bytes());
    }
    let end = say!(context.lang, "按 Ctrl-C 停止。", "Press Ctrl-C to stop.");
    answer::to_stdout(end.as_bytes());
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn failed(error: ServeError) -> Failure {
    let exit = match &error {
        ServeError::Host(error) if error.is_refusal() => Exit::Refused,
        ServeError::Host(_) | ServeError::Listen(_) | ServeError::Fault { .. } => Exit::Fault,
    };
    Failure {
        exit,
        problems: error.problems(),
    }
}

fn no_runtime(error: &std::io::Error) -> Failure {
    Failure::fault(
        "cli/threads",
        Words::new(
            format!("系统不能启动线程：{error}"),
            format!("the system starts no threads: {error}"),
        ),
        Words::new(
            "检查进程数和内存限制",
            "check the limits of processes and memory",
        ),
    )
}
