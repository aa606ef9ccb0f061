//! Listening, serving, stopping.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use host::{Finder, Host};
use tokio::net::TcpListener;
use tokio::time::timeout;
use zone::{Refusal, Words};

use crate::accounts::Accounts;
use crate::app::App;
use crate::drafts::Drafts;
use crate::local::{LocalChannel, LocalToken};
use crate::notice::{self, Notices};
use crate::{ServerOptions, connection, limits, live, refusal, router};

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It cannot listen; the refusal says why.
    #[error("cannot listen: {0}")]
    Listen(Refusal),
    /// The ledger failed.
    #[error(transparent)]
    Host(#[from] host::Error),
    /// The machine failed.
    #[error("{doing} failed")]
    Fault {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl ServeError {
    /// Every reason in both languages.
    pub fn problems(&self) -> Vec<Refusal> {
        match self {
            ServeError::Listen(problem) => vec![problem.clone()],
            ServeError::Host(error) => error.problems(),
            ServeError::Fault { doing, source } => {
                let mut problem = refusal::fault();
                let text = format!("{doing}: {source}");
                problem.message = Words::new(text.clone(), text);
                vec![problem]
            }
        }
    }
}

/// Serves a zone until the process is told to stop (Ctrl-C, or TERM). `ready` is called once,
/// with the address it listens on.
///
/// # Errors
/// `server/port-in-use`, `server/cannot-listen`, or a fault.
pub async fn serve(
    host: Arc<Host>,
    options: ServerOptions,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    serve_until(host, options, ready, told_to_stop()).await
}

/// The same, until `stop` completes.
///
/// # Errors
/// As [`serve`].
pub async fn serve_until(
    host: Arc<Host>,
    options: ServerOptions,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let accounts = Arc::new(Accounts::load_with(&host, options.password_cost)?);
    let listener = listen(options.listen).await?;
    let address = listener
        .local_addr()
        .map_err(fault("reading the address"))?;
    let random = |error: getrandom::Error| std::io::Error::other(error.to_string());
    let token = LocalToken::random()
        .map_err(random)
        .map_err(fault("drawing a token"))?;
    let channel = LocalChannel {
        pid: std::process::id(),
        address,
        token: token.expose().to_owned(),
    };
    let _announced = channel
        .announce(&options.folder)
        .map_err(fault("announcing the server in the data folder"))?;
    let lost = |error: rusqlite::Error| std::io::Error::other(error.to_string());
    let drafts = Drafts::open(options.folder.path())
        .map_err(lost)
        .map_err(fault("opening the drafts in the data folder"))?;
    let unread = |error: courier::StoreError| std::io::Error::other(error.to_string());
    let notices = Notices::open(options.folder.path())
        .map_err(unread)
        .map_err(fault("opening the notices in the data folder"))?;
    let finder = Finder::open(&options.folder, host.library())?;
    let parts = (token, drafts, notices, finder);
    let app = Arc::new(App::new(Arc::clone(&host), accounts, &options, parts));
    let following = Arc::clone(&app);
    // The first search need not wait for texts to be read; one that fails says so when it is asked.
    let comparing = std::thread::spawn(move || {
        let seen = following.host.now(host::today());
        let library = following.host.library();
        seen.and_then(|seen| following.finder.compare(library, &seen))
            .unwrap_or_default();
    });
    let follower = tokio::spawn(live::follow(Arc::clone(&app)));
    let post = notice::start(&app);
    ready(address);
    run(listener, &app, options.header_time, stop).await;
    follower.abort();
    post.iter().for_each(tokio::task::JoinHandle::abort);
    // Until it ends it holds the ledger open.
    comparing.join().unwrap_or_default();
    // A snapshot is a cache: without it the next start replays.
    if let Err(cause) = host.snapshot() {
        tracing::warn!(%cause, "no snapshot was kept");
    }
    Ok(())
}

/// Serves until told to stop; then requests under way have a while to end.
async fn run(
    listener: TcpListener,
    app: &Arc<App>,
    header_time: Duration,
    stop: impl Future<Output = ()>,
) {
    let router = router::router(Arc::clone(app));
    let serving = connection::serve(listener, router, header_time, app.live.stopping());
    let mut serving = std::pin::pin!(serving);
    let ended = tokio::select! {
        () = &mut serving => true,
        () = stop => false,
    };
    app.live.stop();
    if !ended && timeout(limits::STOP_WAIT, serving).await.is_err() {
        tracing::warn!("requests under way were cut off");
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|error| {
        let shown = address.to_string();
        ServeError::Listen(match error.kind() {
            std::io::ErrorKind::AddrInUse => refusal::port_in_use(&shown),
            _ => refusal::cannot_listen(&shown, &error.to_string()),
        })
    })
}

fn fault(doing: &'static str) -> impl FnOnce(std::io::Error) -> ServeError {
    move |source| ServeError::Fault { doing, source }
}

async fn told_to_stop() {
    let interrupted = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
