//! Compiles the server again once the front end is there. Builds nothing itself.

fn main() {
    let page = "../../web/dist/index.html";
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    // A debug program reads the page from its folder when it runs. In a release the files are
    // inside; a page that is not built yet is looked for at each build.
    if is_release || std::path::Path::new(page).exists() {
        println!("cargo:rerun-if-changed={page}");
    } else {
        println!("cargo:rerun-if-changed=build.rs");
    }
}
