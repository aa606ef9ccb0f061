//! What each line under a header is.

use std::ops::Range;
use std::sync::Arc;

use super::{Column, Grid, Title};
use crate::book::Cell;
use crate::value::number;

/// A filled line under the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the grid.
    pub line: u32,
    /// What it is.
    pub kind: LineKind,
    /// The section it stands in (一、产业项目), and the line that names it.
    pub section: Option<(Arc<str>, u32)>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// A project.
    Project,
    /// 合计, 小计, 总计.
    Total,
    /// 其中: a part of a total.
    PartOfTotal,
    /// 一、产业项目.
    Section,
    /// The header or the title again, or a line that numbers the columns.
    HeaderAgain,
    /// Notes and signatures under the table.
    Note,
}

/// Gives every filled line of a table on its kind.
pub(super) fn classify(
    grid: Grid<'_>,
    columns: &[Column],
    header: &Range<u32>,
    end: u32,
    titles: &[Title],
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut section = None;
    let mut noted = false;
    let heads = HeaderLines::of(grid, columns, header);
    for line in header.end..end.min(grid.lines()) {
        let Some(look) = look(grid, columns, line) else {
            continue;
        };
        let kind = if heads.has(grid, columns, line, &look)
            || is_title(&look, titles)
            || (lines.is_empty() && numbers_columns(grid, columns, line, &look))
        {
            noted = false;
            LineKind::HeaderAgain
        } else {
            // Under a note nothing but notes, unless a line is as full as a project.
            let full = look.filled * 2 >= columns.len() && look.filled >= 3;
            let kind = kind_of(columns, &look);
            noted = kind == LineKind::Note || (noted && !full);
            if noted { LineKind::Note } else { kind }
        };
        if kind == LineKind::Section {
            section = Some((Arc::from(look.first().trim()), line));
        }
        lines.push(Line {
            line,
            kind,
            section: section.clone(),
        });
    }
    // Single texts at the end are notes rather than sections.
    for last in lines.iter_mut().rev() {
        if last.kind != LineKind::Section {
            break;
        }
        last.kind = LineKind::Note;
    }
    lines
}

struct LineLook<'a> {
    /// The first texts that are no numbers.
    words: Vec<&'a str>,
    filled: usize,
    /// Cells that are not numbers.
    texts: usize,
}

impl LineLook<'_> {
    fn first(&self) -> &str {
        self.words.first().copied().unwrap_or_default()
    }
}

/// Texts at which a line is told to be a total: one of the first.
const WORDS_LOOKED_AT: usize = 3;

fn look<'a>(grid: Grid<'a>, columns: &[Column], line: u32) -> Option<LineLook<'a>> {
    let mut look = LineLook {
        words: Vec::new(),
        filled: 0,
        texts: 0,
    };
    for column in columns {
        let cell = grid.at(line, column.field);
        if cell.is_blank() {
            continue;
        }
        look.filled += 1;
        if let Cell::Text(text) = cell {
            look.texts += 1;
            if look.words.len() < WORDS_LOOKED_AT && number::parse(text).is_none() {
                look.words.push(text);
            }
        }
    }
    (look.filled > 0).then_some(look)
}

fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !crate::book::is_blank(*c))
        .collect()
}

/// The lines of the header, cell by cell, to know them again.
struct HeaderLines {
    lines: Vec<Vec<String>>,
}

impl HeaderLines {
    fn of(grid: Grid<'_>, columns: &[Column], header: &Range<u32>) -> Self {
        let texts = |line: u32| {
            let text = |column: &Column| compact(&grid.at(line, column.field).shown());
            columns.iter().map(text).collect()
        };
        HeaderLines {
            lines: header.clone().map(texts).collect(),
        }
    }

    /// Whether a line is one of the header's again; merged cells may have lost their texts.
    fn has(&self, grid: Grid<'_>, columns: &[Column], line: u32, look: &LineLook<'_>) -> bool {
        if look.filled < 2 || look.texts < look.filled {
            return false;
        }
        let first = look.first();
        self.lines.iter().any(|head| {
            head.iter().any(|text| *text == compact(first))
                && columns.iter().zip(head).all(|(column, text)| {
                    let cell = grid.at(line, column.field);
                    cell.is_blank() || compact(&cell.shown()) == *text
                })
        })
    }
}

/// The title of the table again, at the top of a printed page.
fn is_title(look: &LineLook<'_>, titles: &[Title]) -> bool {
    look.filled <= 3
        && !look.words.is_empty()
        && look.texts == look.filled
        && look
            .words
            .iter()
            .all(|word| titles.iter().any(|title| title.text.trim() == word.trim()))
}

/// 甲 乙 1 2 3: a line that numbers the columns, as reporting forms have it.
fn numbers_columns(grid: Grid<'_>, columns: &[Column], line: u32, look: &LineLook<'_>) -> bool {
    let mut expected = 1_u32;
    look.filled >= 3
        && look.filled * 10 >= columns.len() * 7
        && columns.iter().all(|column| {
            let shown = compact(&grid.at(line, column.field).shown());
            let number = shown.trim_matches(['(', ')', '（', '）', '栏']);
            let number = number.split('=').next().unwrap_or_default();
            if number.is_empty() || "甲乙丙丁戊己庚辛".contains(number) {
                return true;
            }
            let same = number.parse() == Ok(expected);
            expected += 1;
            same
        })
        && expected > 2
}

fn kind_of(columns: &[Column], look: &LineLook<'_>) -> LineKind {
    let first = compact(look.first());
    if is_note(&first, look.filled, columns.len()) {
        LineKind::Note
    } else if first.starts_with("其中") {
        LineKind::PartOfTotal
    } else if is_total(&first)
        || look
            .words
            .iter()
            .skip(1)
            .any(|word| is_whole(&compact(word)))
    {
        LineKind::Total
    } else if is_section(&first, look) || (look.filled == 1 && look.texts == 1 && columns.len() > 2)
    {
        LineKind::Section
    } else {
        LineKind::Project
    }
}

/// A word that says nothing but "total".
fn is_whole(word: &str) -> bool {
    const WHOLE: [&str; 14] = [
        "合计",
        "总计",
        "小计",
        "共计",
        "总合计",
        "累计",
        "全区合计",
        "全市合计",
        "汇总",
        "合共",
        "total",
        "subtotal",
        "grandtotal",
        "sum",
    ];
    let plain = number::half_width(word).to_lowercase();
    let plain = plain.split(['(', ':', '：']).next().unwrap_or_default();
    WHOLE.contains(&plain)
}

fn is_total(first: &str) -> bool {
    let plain = number::half_width(first).to_lowercase();
    let plain = plain.split(['(', ':', '：']).next().unwrap_or_default();
    let short = plain.chars().count() <= 14;
    is_whole(first)
        || short
            && ["合计", "小计", "总计"]
                .iter()
                .any(|word| plain.ends_with(word) || plain.starts_with(word))
}

/// Whether a text begins like the notes and signatures under a table.
pub(crate) fn starts_note(text: &str) -> bool {
    const STARTS: [&str; 32] = [
        "注:",
        "注：",
        "注1",
        "注释",
        "备注:",
        "备注：",
        "说明:",
        "说明：",
        "填表说明",
        "填报说明",
        "填表人",
        "填报人",
        "填表日期",
        "填报日期",
        "制表",
        "审核人",
        "审核:",
        "审核：",
        "复核",
        "审批人",
        "单位负责人",
        "主要负责人",
        "分管领导签字",
        "统计负责人",
        "单位(盖章)",
        "单位（盖章）",
        "(盖章)",
        "（盖章）",
        "经办人",
        "联系电话:",
        "note:",
        "source:",
    ];
    let plain = compact(text).to_lowercase();
    let page = plain.starts_with('第') && plain.contains('页') && plain.chars().count() < 12;
    page || STARTS.iter().any(|start| plain.starts_with(start))
        || plain.contains("(盖章)")
        || plain.contains("（盖章）")
}

fn is_note(first: &str, filled: usize, columns: usize) -> bool {
    (filled <= 4 || filled * 3 <= columns) && starts_note(first)
}

/// 一、…, （一）…, 第一部分 …: with hardly anything but sums beside it.
fn is_section(first: &str, look: &LineLook<'_>) -> bool {
    let plain = number::half_width(first);
    let numeral = |c: char| "一二三四五六七八九十百".contains(c);
    let rest = plain.trim_start_matches('(').trim_start_matches('第');
    let digits = rest.chars().take_while(|c| numeral(*c)).count();
    let after = rest.chars().nth(digits);
    let marked = digits > 0 && matches!(after, Some('、' | ')' | '部' | '类' | '.' | '，' | '批'));
    // 一 | 产业项目 | 5000: the number and the name in cells of their own.
    let alone = digits > 0 && after.is_none() && look.words.len() >= 2;
    (marked && look.texts <= 2) || (alone && look.texts <= 2 && look.filled <= 8)
}
