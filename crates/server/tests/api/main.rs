//! The interface as its callers see it: a real server on a real ledger, over loopback.

mod access;
mod account;
mod command;
mod enterprise;
mod export;
mod hostile;
mod http;
mod import;
mod item;
mod live;
mod local;
mod meeting;
mod notice;
mod practice;
mod purge;
mod reading;
mod report;
mod session;
mod signoff;
mod thread;
mod zone;
