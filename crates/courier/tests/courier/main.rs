//! Sending as those outside see it: a robot and a mail server on loopback that answer, refuse, are
//! slow, and hang.

mod bodies;
mod loopback;
mod mail;
mod outbox;
mod planning;
mod robots;
mod samples;
mod tls;
