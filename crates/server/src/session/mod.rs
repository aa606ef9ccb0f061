//! Sessions: a random token in a cookie, its hash in memory. A restart signs everybody out.

mod cookie;
mod throttle;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use crate::clock::Clock;
use crate::limits;
pub(crate) use cookie::{Cookies, token_in};
pub(crate) use throttle::Throttle;

/// The hash under which a session is kept.
pub(crate) type SessionKey = [u8; 32];

/// Who is signed in.
pub(crate) struct Sessions {
    clock: Clock,
    table: Mutex<HashMap<SessionKey, Session>>,
}

struct Session {
    account: String,
    opened: Duration,
    last_seen: Duration,
    /// Grows with each event stream that is open; shared with the streams.
    streams: Arc<()>,
}

impl Sessions {
    pub(crate) fn new(clock: Clock) -> Sessions {
        Sessions {
            clock,
            table: Mutex::default(),
        }
    }

    /// Opens a session and answers with its token: 256 random bits that are kept nowhere here.
    pub(crate) fn open(&self, account: &str) -> Result<String, getrandom::Error> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        let token = hex::encode(bytes);
        let now = self.clock.now();
        let session = Session {
            account: account.to_owned(),
            opened: now,
            last_seen: now,
            streams: Arc::new(()),
        };
        let mut table = self.lock();
        if table.len() >= limits::SESSIONS_MAX {
            make_room(&mut table, now);
        }
        table.insert(key_of(&token), session);
        Ok(token)
    }

    /// The account behind a token, if its session lives. Counts as a request.
    pub(crate) fn seen(&self, token: &str) -> Option<(SessionKey, String)> {
        let key = key_of(token);
        let now = self.clock.now();
        let mut table = self.lock();
        let session = table.get_mut(&key)?;
        if !lives(session, now) {
            table.remove(&key);
            return None;
        }
        session.last_seen = now;
        Some((key, session.account.clone()))
    }

    /// Ends a session.
    pub(crate) fn close(&self, key: &SessionKey) {
        self.lock().remove(key);
    }

    /// Ends all sessions of an account but one, as when its password changed.
    pub(crate) fn close_others(&self, account: &str, but: Option<&SessionKey>) {
        let mut table = self.lock();
        table.retain(|key, session| session.account != account || Some(key) == but);
    }

    /// Whether a session still lives; asking does not prolong it.
    pub(crate) fn is_open(&self, key: &SessionKey) -> bool {
        let now = self.clock.now();
        let table = self.lock();
        table.get(key).is_some_and(|session| lives(session, now))
    }

    /// A place for an event stream; held until it is dropped. `None` when there are too many.
    pub(crate) fn stream(&self, key: &SessionKey) -> Option<Arc<()>> {
        let table = self.lock();
        let session = table.get(key)?;
        let open = Arc::strong_count(&session.streams) - 1;
        (open < limits::STREAMS_A_SESSION_MAX).then(|| Arc::clone(&session.streams))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SessionKey, Session>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lives(session: &Session, now: Duration) -> bool {
    now.saturating_sub(session.last_seen) < limits::SESSION_IDLE
        && now.saturating_sub(session.opened) < limits::SESSION_LIFE
}

/// Drops what has ended, and if that is not enough, the one idle longest.
fn make_room(table: &mut HashMap<SessionKey, Session>, now: Duration) {
    table.retain(|_, session| lives(session, now));
    if table.len() < limits::SESSIONS_MAX {
        return;
    }
    let idlest = table.iter().min_by_key(|(_, session)| session.last_seen);
    if let Some(key) = idlest.map(|(key, _)| *key) {
        table.remove(&key);
    }
}

fn key_of(token: &str) -> SessionKey {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_idle_and_at_last() {
        let clock = Clock::default();
        let sessions = Sessions::new(clock.clone());
        let token = sessions.open("clerk").unwrap();
        assert_eq!(token.len(), 64);
        clock.advance(Duration::from_secs(29 * 60));
        assert!(sessions.seen(&token).is_some());
        clock.advance(Duration::from_secs(30 * 60));
        assert!(sessions.seen(&token).is_none());

        let token = sessions.open("clerk").unwrap();
        for _ in 0..36 {
            clock.advance(Duration::from_secs(20 * 60 - 1));
            sessions.seen(&token);
        }
        assert!(sessions.seen(&token).is_some());
        clock.advance(Duration::from_secs(36));
        assert!(
            sessions.seen(&token).is_none(),
            "after twelve hours in any case"
        );
    }

    #[test]
    fn streams_of_a_session_are_counted() {
        let sessions = Sessions::new(Clock::default());
        let token = sessions.open("clerk").unwrap();
        let (key, _) = sessions.seen(&token).unwrap();
        let held: Vec<_> = std::iter::from_fn(|| sessions.stream(&key)).collect();
        assert_eq!(held.len(), limits::STREAMS_A_SESSION_MAX);
        drop(held);
        assert!(sessions.stream(&key).is_some());
    }
}
