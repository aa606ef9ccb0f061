//! The wall as a drawing for paper.

use zone::Lang;
use zone::view::wall::Wall;

/// How the drawing is to be made.
#[derive(Debug, Clone, Copy)]
pub struct SvgOptions<'a> {
    /// Language of its words.
    pub lang: Lang,
    /// Short code of the record the wall was made from.
    pub head_code: &'a str,
}

/// The wall as an SVG document.
pub fn wall(wall: &Wall, options: &SvgOptions<'_>) -> String {
    let _ = (wall, options);
    String::new()
}
