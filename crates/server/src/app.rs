//! What every handler works with.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::{HeaderValue, header, request::Parts};
use host::{Finder, Host};
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;
use zone::Actor;
use zone::authority::{Operation, Reach, Role};

use crate::accounts::{Account, Accounts};
use crate::drafts::Drafts;
use crate::live::Live;
use crate::local::{ACCOUNT_HEADER, LocalToken, account_named};
use crate::notice::Notices;
use crate::options::DemoAccount;
use crate::problem::Failure;
use crate::session::{Cookies, SessionKey, Sessions, Throttle, token_in};
use crate::uploads::Uploads;
use crate::views::Views;
use crate::work::Work;
use crate::{ServerOptions, limits};

/// The running server.
pub(crate) struct App {
    pub(crate) host: Arc<Host>,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) sessions: Sessions,
    pub(crate) throttle: Throttle,
    pub(crate) cookies: Cookies,
    pub(crate) demo_accounts: Vec<DemoAccount>,
    pub(crate) work: Work,
    pub(crate) views: Views,
    pub(crate) live: Live,
    pub(crate) uploads: Uploads,
    pub(crate) drafts: Drafts,
    pub(crate) notices: Notices,
    pub(crate) finder: Finder,
    pub(crate) local: LocalToken,
    /// Files being taken in.
    pub(crate) attaching: Semaphore,
    /// Sign-ins that hash a password, or wait for it.
    pub(crate) hashers: Semaphore,
}

impl App {
    pub(crate) fn new(
        host: Arc<Host>,
        accounts: Arc<Accounts>,
        options: &ServerOptions,
        (local, drafts, notices, finder): (LocalToken, Drafts, Notices, Finder),
    ) -> App {
        App {
            host,
            accounts,
            sessions: Sessions::new(options.clock.clone()),
            throttle: Throttle::new(options.clock.clone()),
            cookies: Cookies::new(options.https),
            demo_accounts: options.demo_accounts.clone(),
            work: Work::new(),
            views: Views::default(),
            live: Live::new(),
            uploads: Uploads::new(options.clock.clone()),
            drafts,
            notices,
            finder,
            local,
            attaching: Semaphore::new(limits::ATTACHING_MAX),
            hashers: Semaphore::new(limits::HASHERS_MAX + limits::HASHERS_WAITING_MAX),
        }
    }
}

/// Who asks. A handler that takes it answers 401 to everybody else.
#[derive(Clone)]
pub(crate) struct Who {
    pub(crate) actor: Actor,
    /// The account and session; `None` for a program on this machine.
    pub(crate) signed_in: Option<(Account, SessionKey)>,
}

impl Who {
    /// Refuses those who may not do it anywhere, as if there were nothing to see.
    pub(crate) fn may_see(&self, operation: Operation) -> Result<(), Failure> {
        match self.actor.reach(operation) {
            Reach::Nothing => Err(Failure::not_found()),
            Reach::OwnUnit | Reach::All => Ok(()),
        }
    }

    /// Refuses those who may not do it to everything.
    pub(crate) fn may_do(&self, operation: Operation) -> Result<(), Failure> {
        match self.actor.reach(operation) {
            Reach::All => Ok(()),
            Reach::Nothing | Reach::OwnUnit => Err(Failure::not_allowed()),
        }
    }
}

impl FromRequestParts<Arc<App>> for Who {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Who, Failure> {
        if let Some(given) = bearer(parts) {
            let is_local = address(parts).is_loopback();
            let matches = app.local.expose().as_bytes().ct_eq(given.as_bytes());
            return match is_local && bool::from(matches) {
                true => Ok(Who {
                    actor: local_actor(parts),
                    signed_in: None,
                }),
                false => Err(Failure::not_signed_in()),
            };
        }
        let token = token_in(&parts.headers, app.cookies).ok_or_else(Failure::not_signed_in)?;
        let seen = app.sessions.seen(token);
        let (key, account) = seen.ok_or_else(Failure::not_signed_in)?;
        let account = app.accounts.find(&account).filter(|found| !found.disabled);
        let Some(account) = account else {
            app.sessions.close(&key);
            return Err(Failure::not_signed_in());
        };
        Ok(Who {
            actor: account.actor(),
            signed_in: Some((account, key)),
        })
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address(pub(crate) IpAddr);

impl FromRequestParts<Arc<App>> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        _app: &Arc<App>,
    ) -> Result<Address, Self::Rejection> {
        Ok(Address(address(parts)))
    }
}

/// The peer's address. Forwarded addresses are not believed: no proxy is listed yet.
fn address(parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    // Without a connection (an in-process call) nobody is local.
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| {
        peer.0.ip().to_canonical()
    })
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}

/// A program on this machine that can read the data folder may do what its owner may.
fn local_actor(parts: &Parts) -> Actor {
    let named = parts.headers.get(ACCOUNT_HEADER);
    Actor {
        account: account_named(named.map(HeaderValue::as_bytes)),
        roles: vec![
            Role::Clerk,
            Role::SystemAdmin,
            Role::SecurityAdmin,
            Role::Auditor,
        ],
        unit: None,
        person: None,
        enterprise: None,
    }
}
