//! The document of the interface is frozen: a change of it is a change of `openapi.json`.

#[test]
fn the_document_is_the_committed_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let document = server::openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &document).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        document == committed,
        "the interface changed: run with UPDATE_EXPECT=1, and generate the client again"
    );
}
