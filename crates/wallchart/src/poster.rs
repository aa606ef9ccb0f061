//! The wall as a table and as a drawing: made by `print`, told the terminal's width here.

use zone::Lang;
use zone::view::wall::Wall;

use crate::reading::View;

pub(crate) fn table(wall: &Wall, view: &View, lang: Lang, fits_terminal: bool) -> String {
    let _ = fits_terminal;
    let mut table = crate::layout::Table::new(["no", "name", "light"]);
    for row in &wall.rows {
        table.row([
            row.no.to_string(),
            row.name.clone(),
            format!(
                "{} {}",
                row.light.colour.shape(),
                row.light.reason.in_lang(lang)
            ),
        ]);
    }
    format!("{}\n{}", crate::reading::headline(view, lang), table.text())
}

pub(crate) fn svg(wall: &Wall, view: &View, lang: Lang) -> String {
    let _ = (wall, view, lang);
    String::new()
}
