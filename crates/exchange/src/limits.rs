//! Limits of everything that comes in. Beyond one of them the answer says which, and why.

/// Largest file taken.
pub const UPLOAD_BYTES_MAX: u64 = 20 * 1024 * 1024;
/// Largest size of a workbook when unpacked, counted while unpacking.
pub const UNPACKED_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// Largest ratio of unpacked to packed size: office workbooks stay below 40.
pub const UNPACKED_RATIO_MAX: u64 = 100;
/// Below this size the ratio is not looked at: a small empty sheet may pack very well.
pub const UNPACKED_RATIO_FROM_BYTES: u64 = 4 * 1024 * 1024;
/// Most entries in a workbook's container.
pub const ENTRIES_MAX: usize = 10_000;
/// Deepest nesting of elements in a workbook's XML.
pub const XML_DEPTH_MAX: usize = 64;
/// Most sheets in a file: an office may keep one for each project.
pub const SHEETS_MAX: usize = 2_000;
/// Most rows of a sheet.
pub const ROWS_MAX: u32 = 300_000;
/// Most columns of a sheet: what a spreadsheet program can hold.
pub const COLUMNS_MAX: u16 = 16_384;
/// Most filled cells of a file.
pub const CELLS_MAX: usize = 6_000_000;
/// Most columns of a table, each of which is a field.
pub const TABLE_COLUMNS_MAX: usize = 200;
/// Longest text of a cell, in characters: what a spreadsheet program can hold.
pub const CELL_CHARS_MAX: usize = 32_767;
/// Longest text of a cell, in bytes, that is read at all.
pub const CELL_BYTES_MAX: usize = 1024 * 1024;
/// Most fonts or cell formats of a workbook: spreadsheet programs stop at 64,000.
pub const STYLES_MAX: usize = 70_000;
/// Most merged ranges of a sheet.
pub const MERGES_MAX: usize = 1_000_000;
/// Most links of a sheet.
pub const LINKS_MAX: usize = 1_000_000;
/// Most notes of a sheet.
pub const NOTES_MAX: usize = 100_000;
/// Most pictures of a sheet.
pub const PICTURES_MAX: usize = 10_000;
/// Formulas of a sheet looked at for circles; those beyond are believed.
pub const FORMULAS_TRACED_MAX: usize = 200_000;
/// Steps taken to find circles in a sheet; beyond them its formulas are believed.
pub const FORMULA_STEPS_MAX: usize = 5_000_000;
/// Rows in which the header is looked for.
pub const HEADER_SEARCH_ROWS: u32 = 40;
/// Most rows of a header.
pub const HEADER_ROWS_MAX: u32 = 6;
/// Most tables of a sheet that stand one under another.
pub const TABLES_MAX: usize = 50;
/// Most texts above a table that are looked at.
pub const TITLES_MAX: usize = 200;
/// Most rows of a form with one project a sheet.
pub const FORM_ROWS_MAX: u32 = 400;
/// Most columns of such a form.
pub const FORM_COLUMNS_MAX: u16 = 60;
/// Most columns of colours that a table offers.
pub const COLOUR_COLUMNS_MAX: usize = 6;
/// Rows looked at to learn what a column holds.
pub const SAMPLE_ROWS: usize = 2_000;
/// Most problems listed one by one; the rest are counted.
pub const PROBLEMS_MAX: usize = 2_000;
/// Most questions listed one by one; the rest are counted by kind.
pub const QUESTIONS_MAX: usize = 2_000;
/// Most answers of one document: a file of 100,000 rows has fewer questions that block.
pub const ANSWERS_MAX: usize = 20_000;
/// Most rows put into a file on the way out: beyond it, a list of its own serves better.
pub const NEW_ROWS_MAX: usize = 20_000;
/// Most names suggested for an unknown one.
pub const SUGGESTIONS_MAX: usize = 3;

const _: () = assert!(UPLOAD_BYTES_MAX < UNPACKED_BYTES_MAX);
const _: () = assert!(HEADER_ROWS_MAX < HEADER_SEARCH_ROWS);
