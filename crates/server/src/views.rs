//! Answers of views, computed once per state and parameters: a hundred viewers of one wall cost
//! one computation and one compression.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::sync::OnceCell;

use crate::limits::{VIEW_BYTES_MAX, VIEWS_MAX};
use crate::problem::Failure;
use crate::work::Work;

/// A computed answer, plain and compressed.
#[derive(Clone)]
pub(crate) struct Answer {
    content_type: &'static str,
    plain: Bytes,
    gzip: Bytes,
}

/// The answers kept.
#[derive(Default)]
pub(crate) struct Views(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    turn: u64,
    cells: HashMap<String, (u64, Arc<OnceCell<Answer>>)>,
}

impl Views {
    /// The answer under a key, computed if nobody did before. The key names everything the
    /// answer depends on.
    pub(crate) async fn get<F>(
        &self,
        work: &Work,
        key: String,
        compute: F,
    ) -> Result<Answer, Failure>
    where
        F: FnOnce() -> Result<Answer, Failure> + Send + 'static,
    {
        let cell = self.cell(key);
        cell.get_or_try_init(|| work.read(compute)).await.cloned()
    }

    /// Forgets every answer: some text in them was purged.
    pub(crate) fn forget(&self) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.cells.clear();
    }

    fn cell(&self, key: String) -> Arc<OnceCell<Answer>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.turn += 1;
        let turn = kept.turn;
        let entry = kept.cells.entry(key).or_default();
        entry.0 = turn;
        let cell = Arc::clone(&entry.1);
        kept.shrink();
        cell
    }
}

impl Kept {
    /// Forgets the answers asked for longest ago, until the limits hold.
    fn shrink(&mut self) {
        let size = |cell: &OnceCell<Answer>| cell.get().map_or(0, Answer::bytes);
        let mut bytes: usize = self.cells.values().map(|(_, cell)| size(cell)).sum();
        while self.cells.len() > 1 && (self.cells.len() > VIEWS_MAX || bytes > VIEW_BYTES_MAX) {
            let oldest = self.cells.iter().min_by_key(|(_, (turn, _))| *turn);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                return;
            };
            if let Some((_, cell)) = self.cells.remove(&key) {
                bytes -= size(&cell).min(bytes);
            }
        }
    }
}

impl Answer {
    /// A value as JSON.
    pub(crate) fn json(value: &impl serde::Serialize) -> Result<Answer, Failure> {
        let plain = serde_json::to_vec(value).map_err(|error| Failure::fault(&error))?;
        Answer::of("application/json", plain)
    }

    /// Any text.
    pub(crate) fn of(content_type: &'static str, plain: Vec<u8>) -> Result<Answer, Failure> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(4));
        let gzip = encoder
            .write_all(&plain)
            .and_then(|()| encoder.finish())
            .map_err(|error| Failure::fault(&error))?;
        Ok(Answer {
            content_type,
            plain: plain.into(),
            gzip: gzip.into(),
        })
    }

    /// As a response, compressed for those who take it.
    pub(crate) fn respond(&self, asked: &HeaderMap) -> Response {
        let accepted = asked.get(header::ACCEPT_ENCODING);
        let takes_gzip = accepted
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.split(',').any(is_gzip));
        let content_type = HeaderValue::from_static(self.content_type);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, content_type);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if takes_gzip {
            let gzip = HeaderValue::from_static("gzip");
            headers.insert(header::CONTENT_ENCODING, gzip);
            return (headers, self.gzip.clone()).into_response();
        }
        (headers, self.plain.clone()).into_response()
    }

    fn bytes(&self) -> usize {
        self.plain.len() + self.gzip.len()
    }
}

fn is_gzip(coding: &str) -> bool {
    let mut parts = coding.split(';').map(str::trim);
    parts.next() == Some("gzip") && parts.next() != Some("q=0")
}
