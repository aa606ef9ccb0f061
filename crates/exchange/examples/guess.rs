//! Prints the guessed mapping of a file.
fn main() {
    let path = std::env::args().nth(1).expect("FILE");
    let bytes = std::fs::read(&path).expect("readable");
    let name = std::path::Path::new(&path)
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    match exchange::book::read(&name, &bytes).and_then(|book| exchange::mapping::guess(&book)) {
        Ok(mapping) => println!("{}", mapping.to_json()),
        Err(problems) => problems.iter().for_each(|problem| println!("{problem}")),
    }
}
