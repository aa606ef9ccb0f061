//! Plain tables for the terminal: columns line up though Chinese characters are two wide.

use unicode_width::UnicodeWidthStr as _;

/// A table that grows row by row.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub(crate) fn new<const N: usize>(headings: [&str; N]) -> Table {
        let headings = headings.map(str::to_owned).to_vec();
        Table {
            rows: vec![headings],
        }
    }

    /// One row more.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(Vec::from(cells));
    }

    /// Whether it has nothing but its headings.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The table as text, each line ended.
    pub(crate) fn text(&self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let widths: Vec<usize> = (0..columns)
            .map(|at| {
                self.rows
                    .iter()
                    .map(|row| row[at].width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        self.rows.iter().map(|row| line(row, &widths)).collect()
    }
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (cell, width) in row.iter().zip(widths) {
        text += cell;
        text += &" ".repeat(width - cell.width() + 2);
    }
    format!("{}\n", text.trim_end())
}

/// A text cut to a number of columns, the cut shown.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        let longer = format!("{kept}{character}");
        if longer.width() + 1 > columns {
            break;
        }
        kept = longer;
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_across_wide_characters() {
        let mut table = Table::new(["名称", "n"]);
        table.row(["a".into(), "1".into()]);
        assert_eq!(table.text(), "名称  n\na     1\n");
    }

    #[test]
    fn a_cut_text_says_so_and_fits() {
        assert_eq!(cut("示范项目", 8), "示范项目");
        assert_eq!(cut("示范项目", 7), "示范项…");
        assert_eq!(cut("示范项目", 6), "示范…");
    }
}
