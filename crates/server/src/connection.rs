//! Connections: accepting them, and ending those that hold a place without using it.
//!
//! Promises: a client that sends its header byte by byte, or none, is cut off; there are never
//! more connections than places; when the server stops, requests under way end first.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

use crate::limits;

/// Serves connections until `stopping` says so; then waits for requests under way.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    header_time: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(limits::CONNECTIONS_MAX));
    // Telling versions apart would wait for a first byte without a limit.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(header_time);
    let graceful = GracefulShutdown::new();
    loop {
        // Beyond the last place the system keeps callers in line.
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            // An error means the sender is gone, and with it the server: time to stop as well.
            _ = stopping.wait_for(|stops| *stops) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        let service = router
            .clone()
            .map_request(move |request| from(peer, request));
        let connection =
            builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%peer, %error, "a connection ended");
            }
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// Lets handlers know where a request comes from.
fn from<B>(peer: SocketAddr, mut request: Request<B>) -> Request<B> {
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

/// A caller who hung up is no reason to pause; without file handles the next try would fail too.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind as K;
    if matches!(
        error.kind(),
        K::ConnectionRefused | K::ConnectionAborted | K::ConnectionReset
    ) {
        return;
    }
    tracing::error!(%error, "no connection could be accepted");
    tokio::time::sleep(limits::ACCEPT_PAUSE).await;
}
