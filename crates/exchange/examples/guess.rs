//! Prints the guessed mapping of a file: `FILE`, or its tables line by line: `FILE --tables`.

use exchange::table::Table;

fn main() {
    let path = std::env::args().nth(1).expect("FILE");
    let bytes = std::fs::read(&path).expect("readable");
    let name = std::path::Path::new(&path)
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let book = match exchange::book::read(&name, &bytes) {
        Ok(book) => book,
        Err(problems) => return problems.iter().for_each(|problem| println!("{problem}")),
    };
    if std::env::args().nth(2).as_deref() == Some("--tables") {
        book.sheets.iter().for_each(tell);
        return;
    }
    match exchange::mapping::guess(&book) {
        Ok(mapping) => println!("{}", mapping.to_json()),
        Err(problems) => problems.iter().for_each(|problem| println!("{problem}")),
    }
}

fn tell(sheet: &exchange::book::Sheet) {
    println!("[{}] {} x {}", sheet.name, sheet.height(), sheet.width());
    for table in Table::find_all(sheet) {
        println!(
            "  header {:?}, fields {:?}, {} known, transposed {}, form {}",
            table.header,
            table.fields,
            table.known_headers,
            table.transposed,
            table.is_form()
        );
        for line in &table.lines {
            let grid = table.grid(sheet);
            let cells = table
                .columns
                .iter()
                .map(|own| grid.at(line.line, own.field));
            let shown: Vec<_> = cells.map(|cell| cell.shown()).take(4).collect();
            println!(
                "    {} {:?} {}",
                line.line + 1,
                line.kind,
                shown.join(" | ")
            );
        }
    }
}
