//! HTTP API, sessions, live updates and the embedded page.
