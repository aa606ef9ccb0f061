//! The wall as a table and as a drawing: made by `print`, told the terminal's width here.

use print::svg::SvgOptions;
use print::table::TableOptions;
use zone::Lang;
use zone::view::wall::Wall;

use crate::reading::View;

/// Columns of a line where standard output is no terminal: a page of a printout.
const COLUMNS_ELSEWHERE: usize = 160;

/// The wall as a table that fits the terminal; one that goes to a file is not coloured.
pub(crate) fn table(
    wall: &Wall,
    view: &View,
    lang: Lang,
    limit: Option<usize>,
    to_terminal: bool,
) -> String {
    let terminal = console::Term::stdout();
    let size = terminal.size_checked().filter(|_| to_terminal);
    let options = TableOptions {
        lang,
        columns: size.map_or(COLUMNS_ELSEWHERE, |(_, columns)| usize::from(columns)),
        colour: to_terminal && terminal.is_term() && console::colors_enabled(),
        head_code: &view.seen.head.code(),
        limit,
    };
    print::table::wall(wall, &options)
}

/// The wall as SVG.
pub(crate) fn svg(wall: &Wall, view: &View, lang: Lang) -> String {
    let options = SvgOptions {
        lang,
        head_code: &view.seen.head.code(),
    };
    print::svg::wall(wall, &options)
}
