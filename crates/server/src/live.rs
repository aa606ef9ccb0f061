//! Telling open pages that the record grew.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use host::Host;
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::limits;
use crate::routes::HeadView;

/// The newest head, for those who wait for it.
pub(crate) struct Live {
    head: watch::Sender<Option<HeadView>>,
    stopping: watch::Sender<bool>,
    wrote: Notify,
    streams: Arc<AtomicUsize>,
}

/// A place among all event streams, given back when dropped.
pub(crate) struct StreamPlace(Arc<AtomicUsize>);

impl Drop for StreamPlace {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Live {
    pub(crate) fn new() -> Live {
        Live {
            head: watch::Sender::new(None),
            stopping: watch::Sender::new(false),
            wrote: Notify::new(),
            streams: Arc::default(),
        }
    }

    /// Somebody wrote: the head will be told soon.
    pub(crate) fn wrote(&self) {
        self.wrote.notify_one();
    }

    pub(crate) fn subscribe(&self) -> watch::Receiver<Option<HeadView>> {
        self.head.subscribe()
    }

    /// Becomes true when the server stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// A place for one more event stream, if there is one.
    pub(crate) fn place(&self) -> Option<StreamPlace> {
        let before = self.streams.fetch_add(1, Ordering::Relaxed);
        let place = StreamPlace(Arc::clone(&self.streams));
        (before < limits::STREAMS_MAX).then_some(place)
    }
}

/// Follows the record for as long as the server runs. However fast it grows, pages are told at
/// most a few times a second.
pub(crate) async fn follow(app: Arc<App>) {
    let mut stopping = app.live.stopping();
    while !*stopping.borrow_and_update() {
        let (host, accounts) = (Arc::clone(&app.host), Arc::clone(&app.accounts));
        let look = move || {
            accounts.refresh()?;
            Ok(newest(&host)?)
        };
        if let Ok(head) = app.work.read(look).await {
            app.live.head.send_if_modified(|told| {
                let grew = told.as_ref().is_none_or(|told| told.seq < head.seq);
                if grew {
                    *told = Some(head);
                }
                grew
            });
        }
        sleep(limits::HEAD_PAUSE).await;
        // Whoever writes through this server calls at once; the poll is for everybody else.
        let woken = timeout(limits::HEAD_POLL, app.live.wrote.notified());
        tokio::select! {
            _ = woken => {}
            _ = stopping.changed() => {}
        }
    }
}

fn newest(host: &Host) -> Result<HeadView, host::Error> {
    Ok(HeadView::of(&host.now(host::today())?.head))
}
