//! Limits of search, each with its reason.

/// Characters of a query: nobody types more, and whoever pastes a page wants something else.
pub const QUERY_CHARS_MAX: usize = 200;

/// Words of a query: each is looked up.
pub const QUERY_WORDS_MAX: usize = 12;

/// Characters of one text that are indexed: minutes of a long meeting have 30,000.
pub const TEXT_CHARS_MAX: usize = 100_000;

/// Matches that are counted and can be paged to, the best of them: nobody turns fifty pages.
/// Beyond it an answer says that there are more.
pub const MATCHES_MAX: usize = 1_000;

/// Matches by a long sound that are read to see whether its syllables really stand in a row. They
/// nearly always do: beyond it they are counted unread, and one that does not is not shown.
pub(crate) const CHECKED_MAX: usize = 200;

/// Matches on one page.
pub const PAGE_MAX: usize = 100;

/// Ways of dividing letters into syllables that are tried: `xian` has two, longer ones a few.
pub(crate) const SPLITS_MAX: usize = 8;

/// Initials in a row: longer is no abbreviation.
pub(crate) const INITIALS_MAX: usize = 12;

/// Characters of an excerpt before its first mark.
pub(crate) const EXCERPT_BEFORE: usize = 16;

/// Characters of an excerpt in all: two lines of a list.
pub(crate) const EXCERPT_CHARS: usize = 90;
