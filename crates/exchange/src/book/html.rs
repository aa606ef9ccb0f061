//! Tables in HTML: what many systems export under the name of a workbook, and what spreadsheet
//! programs put on the clipboard.
//!
//! HTML of such origin is seldom well formed, so it is read leniently, by tags as they come.
//! All tables of a page become one sheet, one under the other, as a spreadsheet program shows
//! them; a line of text between them, such as a title, is a row of its own. Nothing that a page
//! refers to is fetched, and no script is run.

pub(super) mod tags;

use std::borrow::Cow;
use std::sync::Arc;

use super::grid::{self, Budget, Grid};
use super::sheet::Mark;
use super::style::Styles;
use super::{Cell, Merge, Reading, Refused, Rgb, Sheet, Source, Style, encoding, format, serial};
use crate::limits;
use crate::problem::FileCause;
use tags::{Piece, Tag, Tags};

/// Whether there is a table in a text.
pub(super) fn has_table(text: &str) -> bool {
    text.as_bytes()
        .windows(6)
        .any(|window| window.eq_ignore_ascii_case(b"<table"))
}

/// The text of a page, in the encoding that it names or that its bytes tell.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), FileCause> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let label = start.split_once("charset=").map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(['"', '\'', ' ', '>', ';', '/']);
        &rest[..end.unwrap_or(rest.len())]
    });
    let named = label
        .filter(|_| !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]))
        .and_then(|label| encoding::decode_as(bytes, label));
    match named {
        Some(decoded) => Ok(decoded),
        None => encoding::decode(bytes),
    }
}

/// Reads a file.
pub(super) fn read_bytes(file: &Arc<str>, bytes: &[u8]) -> Result<Reading, Refused> {
    let (text, name) = decode(bytes)?;
    let sheet: Arc<str> = Arc::from(file.rsplit_once('.').map_or(&**file, |parts| parts.0));
    read(&sheet, &text, name)
}

/// Reads the tables of a page as one sheet.
pub(super) fn read(
    name: &Arc<str>,
    text: &str,
    encoding: &'static str,
) -> Result<Reading, Refused> {
    if !has_table(text) {
        return Err(FileCause::NotASpreadsheet("HTML").into());
    }
    let mut page = Page::default();
    for piece in Tags::new(text) {
        page.take(piece)
            .map_err(|cause| Refused::in_sheet(cause, name, Some((page.row, page.column))))?;
    }
    page.end_row()?;
    let mut rows = page.grid.rows;
    grid::repeat_texts(&mut rows, &page.merges, &mut page.budget)?;
    let mut sheet = Sheet::new(Arc::clone(name), false, rows, page.merges);
    sheet.marks = page.grid.marks;
    sheet.styles = Arc::new(page.styles);
    sheet.hidden_rows = page.hidden_rows;
    sheet.links = page.links;
    Ok(Reading {
        source: Source::Html { encoding },
        sheets: vec![sheet],
        remarks: Vec::new(),
    })
}

#[derive(Default)]
struct Page {
    grid: Grid,
    budget: Budget,
    styles: Styles,
    merges: Vec<Merge>,
    hidden_rows: std::collections::BTreeSet<u32>,
    links: std::collections::BTreeMap<(u32, u16), Arc<str>>,
    row: u32,
    column: u32,
    /// Depth of tables within tables.
    tables: u32,
    in_row: bool,
    open: Option<Open>,
    /// Rows below this one that a cell above reaches into, by column.
    reached: Vec<u32>,
    /// Text outside of tables.
    loose: String,
}

/// A cell being read.
#[derive(Default)]
struct Open {
    text: String,
    columns: u32,
    rows: u32,
    number: Option<String>,
    style: Style,
    link: Option<String>,
}

impl Page {
    fn take(&mut self, piece: Piece<'_>) -> Result<(), FileCause> {
        match piece {
            Piece::Text(text) => match &mut self.open {
                Some(open) if open.text.len() > limits::CELL_BYTES_MAX => {
                    return Err(FileCause::Damaged("a text without end".to_owned()));
                }
                Some(open) => tags::push_text(&mut open.text, text),
                None if self.tables == 0 && self.loose.len() < limits::CELL_BYTES_MAX => {
                    tags::push_text(&mut self.loose, text);
                }
                None => {}
            },
            Piece::Open(tag) => self.open_tag(&tag)?,
            Piece::Close(name) => match name.as_str() {
                "td" | "th" => self.end_cell()?,
                "tr" => self.end_row()?,
                "table" => {
                    self.end_row()?;
                    self.tables = self.tables.saturating_sub(1);
                    self.reached.clear();
                }
                "p" | "div" | "h1" | "h2" | "h3" | "center" | "caption" => self.end_loose()?,
                _ => {}
            },
        }
        Ok(())
    }

    fn open_tag(&mut self, tag: &Tag<'_>) -> Result<(), FileCause> {
        match tag.name.as_str() {
            "table" => {
                self.end_cell()?;
                // A table that only lays out others takes no row.
                self.in_row &= self.grid.rows.len() > self.row as usize;
                self.end_row()?;
                self.column = 0;
                self.end_loose()?;
                self.tables += 1;
                self.reached.clear();
            }
            "tr" => {
                self.end_row()?;
                self.in_row = true;
                if tag.is_hidden() && self.row < limits::ROWS_MAX {
                    self.hidden_rows.insert(self.row);
                }
            }
            "td" | "th" => {
                self.end_cell()?;
                self.in_row = true;
                self.skip_reached();
                self.open = Some(Open::of(tag));
            }
            "br" => match &mut self.open {
                Some(open) => open.text.push('\n'),
                None => self.end_loose()?,
            },
            "p" | "div" | "li" => {
                if let Some(open) = &mut self.open
                    && !open.text.trim().is_empty()
                {
                    open.text.push('\n');
                }
            }
            "a" => {
                if let Some(open) = &mut self.open {
                    open.link = tag.attribute("href");
                }
            }
            "font" | "span" => {
                if let Some(open) = &mut self.open {
                    open.style.font = open.style.font.or(tag.font());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn skip_reached(&mut self) {
        while self
            .reached
            .get(self.column as usize)
            .is_some_and(|to| *to > self.row)
        {
            self.column += 1;
        }
    }

    fn end_cell(&mut self) -> Result<(), FileCause> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let (row, column) = (self.row, self.column);
        let mut format = open.style.format.clone();
        // An error is shown as such; the number beside it is a nought that means nothing.
        let number = open.number.as_ref();
        let number = number.filter(|_| !open.text.trim_start().starts_with('#'));
        let cell = match number {
            Some(number) if format.moment => match number.parse() {
                Ok(days) => serial::cell(days, false),
                Err(_) => Cell::text(tags::tidy(&open.text)),
            },
            Some(number) if !number.is_empty() => serial::number_text(number),
            _ => Cell::text(tags::tidy(&open.text)),
        };
        // A text that already shows its percent sign or unit is not to be scaled once more.
        if matches!(cell, Cell::Text(_)) {
            format = super::NumberFormat::default();
        }
        let style = self.styles.intern(Style {
            format,
            ..open.style.clone()
        });
        let mark = Mark {
            style,
            ..Mark::default()
        };
        let column_16 = u16::try_from(column).unwrap_or(u16::MAX);
        if let Some(link) = &open.link
            && self.links.len() < limits::LINKS_MAX
        {
            self.links
                .insert((row, column_16), Arc::from(link.as_str()));
        }
        self.grid.put((row, column), cell, &mut self.budget)?;
        self.grid.mark((row, column), mark, &mut self.budget)?;
        if open.columns > 1 || open.rows > 1 {
            if self.merges.len() >= limits::MERGES_MAX {
                return Err(FileCause::TooManyCells);
            }
            self.merges.push(Merge {
                top: row,
                left: column_16,
                bottom: row.saturating_add(open.rows - 1),
                right: column_16
                    .saturating_add(u16::try_from(open.columns - 1).unwrap_or(u16::MAX)),
            });
        }
        self.reach(column, &open);
        self.column = column.saturating_add(open.columns);
        Ok(())
    }

    fn reach(&mut self, column: u32, open: &Open) {
        let end = (column + open.columns).min(u32::from(limits::COLUMNS_MAX)) as usize;
        if open.rows > 1 {
            if self.reached.len() < end {
                self.reached.resize(end, 0);
            }
            let to = self.row.saturating_add(open.rows);
            self.reached[(column as usize).min(end)..end].fill(to);
        }
    }

    fn end_row(&mut self) -> Result<(), FileCause> {
        self.end_cell()?;
        if self.in_row {
            self.next_row()?;
        }
        self.in_row = false;
        Ok(())
    }

    fn next_row(&mut self) -> Result<(), FileCause> {
        self.row += 1;
        self.column = 0;
        if self.row > limits::ROWS_MAX {
            return Err(FileCause::TooManyRows);
        }
        Ok(())
    }

    /// Text outside of tables: a title above, a signature below.
    fn end_loose(&mut self) -> Result<(), FileCause> {
        let text = tags::tidy(&self.loose).to_owned();
        self.loose.clear();
        if !text.is_empty() && self.tables == 0 {
            self.grid
                .put((self.row, 0), Cell::text(&text), &mut self.budget)?;
            self.next_row()?;
        }
        Ok(())
    }
}

impl Open {
    fn of(tag: &Tag<'_>) -> Self {
        let span = |name: &str, most: u32| {
            let told = tag
                .attribute(name)
                .and_then(|text| text.trim().parse().ok());
            told.unwrap_or(1_u32).clamp(1, most)
        };
        let of_excel = tag.css("mso-number-format");
        // Language, language and code, as LibreOffice puts it: `2052;0;YYYY-MM-DD`.
        let of_libre_office = || {
            let told = tag.attribute("sdnum")?;
            Some(told.splitn(3, ';').nth(2)?.to_owned())
        };
        let format = of_excel
            .or_else(of_libre_office)
            .map(|code| format::read(code.trim_matches(['"', '\'', '\\'])))
            .unwrap_or_default();
        Open {
            // The most that browsers and spreadsheet programs follow.
            columns: span("colspan", 1_000),
            rows: span("rowspan", 65_534),
            // Excel's and LibreOffice's ways to say the number that is shown.
            number: tag.attribute("x:num").or_else(|| tag.attribute("sdval")),
            style: Style {
                fill: tag.fill().filter(|rgb| *rgb != Rgb(255, 255, 255)),
                font: tag.font().filter(|rgb| *rgb != Rgb(0, 0, 0)),
                struck: tag
                    .css("text-decoration")
                    .is_some_and(|value| value.contains("line-through")),
                format,
            },
            ..Open::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    fn check(html: &str, expected: &Expect) {
        let book = match crate::book::read("导出.xls", html.as_bytes()) {
            Ok(book) => book,
            Err(problems) => return expected.assert_eq(problems[0].code()),
        };
        let sheet = &book.sheets[0];
        let mut out = String::new();
        for (row, cells) in (0..).zip(&sheet.rows) {
            let hidden = sheet.hidden_rows.contains(&row);
            let shown = (0..).zip(cells).map(|(column, cell)| {
                let style = sheet.style(row, column);
                let colours = style.fill.iter().chain(&style.font);
                let colours: String = colours.map(|rgb| format!(" {rgb}")).collect();
                format!("{:?}{colours}", cell.shown())
            });
            let shown: Vec<_> = shown.collect();
            out += &format!(
                "{}{}\n",
                shown.join(", "),
                if hidden { " hidden" } else { "" }
            );
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn an_export_of_a_system() {
        check(
            "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=utf-8>\
             <style>td {color: red}</style><script>if (a<b) x()</script></head><body>\
             <h1>2026年&nbsp;重点项目</h1><table border=1>\
             <tr><th rowspan=2>名称<th colspan='2'>投资（万元）</tr>\
             <tr><td>总额<td bgcolor=#FFFF00>本年</tr>\
             <tr style='display:none'><td>甲&amp;乙<br>一期</td><td x:num=\"3000.5\">3,000.5</td>\
             <td style=\"background:#FF0000;mso-number-format:'0%'\" x:num=0.5>50%\
             <!-- <td>不算</td> --></table><p>填报人：某某</p></body></html>",
            &expect![[r##"
                "2026年 重点项目"
                "名称", "投资（万元）"
                "名称", "总额", "本年" #FFFF00
                "甲&乙\n一期", "3000.5", "0.5" #FF0000 hidden
                "填报人：某某"
            "##]],
        );
    }

    #[test]
    fn tables_within_tables_and_broken_tags() {
        check(
            "<table><tr><td><table><tr><td>项目<td>金额<tr><td>甲<td>1</table></table>\
             <table><tr><td a='>'>乙</td><td>2 < 3 & 4</td></tr><tr><td>&#31532;&#x4e00;",
            &expect![[r#"
                "项目", "金额"
                "甲", "1"
                "乙", "2 < 3 & 4"
                "第一"
            "#]],
        );
    }

    #[test]
    fn a_page_of_nothing_but_styles_takes_no_stack() {
        let styles = "<style></style>".repeat(100_000);
        let html = format!("<html>{styles}<table><tr><td>甲</table>");
        check(
            &html,
            &expect![[r#"
                "甲"
            "#]],
        );
    }

    #[test]
    fn a_page_without_table() {
        check(
            "<html><frameset><frame src=sheet001.htm></frameset></html>",
            &expect!["exchange/not-a-spreadsheet"],
        );
    }
}
