//! Compiles the server again once the front end is there or has changed. Builds nothing itself.

fn main() {
    // While the page is missing, cargo looks again at each build; once it is there, only when it
    // changed. Where the folder lies is settled when the server is compiled, so a server compiled
    // without the page would not find one that is built later.
    println!("cargo:rerun-if-changed=../../web/dist/index.html");
}
