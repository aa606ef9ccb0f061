//! From sheets of cells to lines of a table of enterprises.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use zone::enterprise::{EnterpriseState, Figures};
use zone::indicator::Month;
use zone::{BasisPoints, Fen, Place, Refusal, cell_name};

use super::{
    column_twice, no_enterprise_name, no_name_column, no_rows, not_a_figure, not_a_month,
    not_a_state,
};
use crate::Book;
use crate::book::{Cell, Sheet};
use crate::value::{money, number, share};

/// Rows above the head: titles, the unit of the table, the date.
const HEAD_WITHIN: u32 = 12;

/// Names of columns, as tables write them, by what they are.
const NAMES: [(&str, &[&str]); 11] = [
    (
        "name",
        &[
            "企业名称",
            "企业",
            "单位名称",
            "公司名称",
            "enterprise",
            "company",
            "name",
        ],
    ),
    (
        "code",
        &[
            "统一社会信用代码",
            "信用代码",
            "社会信用代码",
            "代码",
            "code",
        ],
    ),
    (
        "industry",
        &["行业", "所属行业", "行业类别", "产业", "industry"],
    ),
    (
        "unit",
        &[
            "责任单位",
            "服务单位",
            "主管部门",
            "属地",
            "包联单位",
            "unit",
            "responsibleunit",
        ],
    ),
    (
        "assistant",
        &[
            "服务专员",
            "产业链专员",
            "专员",
            "联络员",
            "服务管家",
            "assistant",
        ],
    ),
    (
        "contact",
        &["联系人", "企业联系人", "联系方式", "联系电话", "contact"],
    ),
    (
        "state",
        &["状态", "生产状态", "经营状态", "state", "status"],
    ),
    ("month", &["月份", "月度", "所属月份", "month"]),
    (
        "output_fen",
        &[
            "产值",
            "工业总产值",
            "当月产值",
            "本月产值",
            "总产值",
            "output",
        ],
    ),
    (
        "orders_fen",
        &[
            "在手订单",
            "订单",
            "订单金额",
            "在手订单金额",
            "orders",
            "ordersinhand",
        ],
    ),
    (
        "electricity_kwh",
        &[
            "用电量",
            "当月用电量",
            "本月用电量",
            "工业用电量",
            "用电",
            "electricity",
        ],
    ),
];

/// The same of what is a share.
const CAPACITY: [&str; 5] = [
    "产能利用率",
    "产能利用",
    "设备利用率",
    "capacityuse",
    "capacity",
];

/// A column that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it is: `name`, `output_fen`.
    pub key: &'static str,
    /// Its head in the table.
    pub head: String,
    /// Its place from 0.
    pub at: u16,
    /// Its unit, for figures: `万元`, `万千瓦时`, `%`.
    pub unit: Option<&'static str>,
    /// Whether the head does not name the unit, so that it was assumed.
    pub assumed: bool,
}

/// A table of enterprises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sheet it stands in.
    pub sheet: String,
    /// What was understood, in order of the table.
    pub columns: Vec<Column>,
    /// Heads that say nothing known here: these columns are left out.
    pub left_out: Vec<String>,
    /// An enterprise a line.
    pub lines: Vec<Line>,
    /// Cells that cannot be read.
    pub refusals: Vec<Refusal>,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its row in the sheet, from 1.
    pub line: u32,
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub code: Option<String>,
    /// 行业.
    pub industry: Option<String>,
    /// 责任单位, by name.
    pub unit: Option<String>,
    /// 服务专员, by name or title.
    pub assistant: Option<String>,
    /// 联系人.
    pub contact: Option<String>,
    /// How it stands.
    pub state: Option<EnterpriseState>,
    /// The month its figures are of.
    pub month: Option<Month>,
    /// Its figures.
    pub figures: Figures,
}

impl Table {
    /// A refusal at the cell of a line and column.
    pub(super) fn at(&self, mut refusal: Refusal, line: u32, key: &str) -> Refusal {
        let column = self.columns.iter().find(|column| column.key == key);
        let cell = column.map(|column| cell_name(line - 1, column.at));
        refusal.place = Some(Box::new(Place {
            sheet: Some(self.sheet.clone()),
            cell,
            field: Some(key.to_owned()),
            subject: Some(format!("line {line}")),
            ..Place::default()
        }));
        refusal
    }
}

/// Reads the first sheet that has a table of enterprises.
///
/// # Errors
/// No sheet names enterprises, or there is nothing under the head.
pub fn read(book: &Book) -> Result<Table, Vec<Refusal>> {
    let heads = book
        .sheets
        .iter()
        .filter_map(|sheet| Some((sheet, head(sheet)?)));
    let Some((sheet, row)) = heads.into_iter().next() else {
        return Err(vec![no_name_column()]);
    };
    let (columns, left_out) = columns(sheet, row);
    let mut table = Table {
        sheet: sheet.name.to_string(),
        columns,
        left_out,
        lines: Vec::new(),
        refusals: Vec::new(),
    };
    let mut twice = BTreeMap::new();
    for column in &table.columns {
        if twice.insert(column.key, ()).is_some() {
            return Err(vec![column_twice(&column.head)]);
        }
    }
    let capacity = table
        .columns
        .iter()
        .find(|column| column.key == "capacity_use");
    let scale = capacity.map(|column| {
        let cells = (row + 1..sheet.height()).map(|line| sheet.cell(line, column.at));
        share::scale(cells)
    });
    for at in row + 1..sheet.height() {
        let blank = (0..sheet.width()).all(|column| sheet.cell(at, column).is_blank());
        if blank || is_total(sheet, at) {
            continue;
        }
        let (line, refusals) = line(&table, sheet, at, scale.is_some_and(|own| own.fractions));
        table.refusals.extend(refusals);
        table.lines.extend(line);
    }
    match table.lines.is_empty() && table.refusals.is_empty() {
        true => Err(vec![no_rows()]),
        false => Ok(table),
    }
}

/// The row that names the enterprises' column.
fn head(sheet: &Sheet) -> Option<u32> {
    let mut rows = 0..sheet.height().min(HEAD_WITHIN);
    rows.find(|row| {
        let mut cells = (0..sheet.width()).map(|column| sheet.cell(*row, column));
        let others = cells
            .clone()
            .filter(|cell| key_of(&cell.shown()).is_some())
            .count();
        let named = cells.any(|cell| key_of(&cell.shown()) == Some("name"));
        // A title alone may say 企业 too.
        named && (others > 1 || sheet.width() == 1)
    })
}

/// A line that sums the others.
fn is_total(sheet: &Sheet, row: u32) -> bool {
    (0..sheet.width().min(3)).any(|column| {
        let text = plain(&sheet.cell(row, column).shown());
        matches!(text.as_str(), "合计" | "总计" | "小计" | "total")
    })
}

fn columns(sheet: &Sheet, row: u32) -> (Vec<Column>, Vec<String>) {
    let (mut columns, mut left_out) = (Vec::new(), Vec::new());
    for at in 0..sheet.width() {
        let head = sheet.cell(row, at).shown().trim().to_owned();
        if head.is_empty() || matches!(plain(&head).as_str(), "序号" | "no" | "编号") {
            continue;
        }
        let Some(key) = key_of(&head) else {
            left_out.push(head);
            continue;
        };
        let (unit, assumed) = match key {
            "output_fen" | "orders_fen" => {
                let named = money::unit_in(&head);
                (Some(named.unwrap_or("万元")), named.is_none())
            }
            "electricity_kwh" => {
                let named = power_unit(&head);
                (Some(named.unwrap_or("万千瓦时")), named.is_none())
            }
            "capacity_use" => (Some("%"), false),
            _ => (None, false),
        };
        columns.push(Column {
            key,
            head,
            at,
            unit,
            assumed,
        });
    }
    (columns, left_out)
}

/// What a head names: the whole of it, without brackets and what stands in them.
fn key_of(head: &str) -> Option<&'static str> {
    let text = plain(head);
    if CAPACITY.contains(&text.as_str()) {
        return Some("capacity_use");
    }
    let named = NAMES
        .iter()
        .find(|(_, names)| names.contains(&text.as_str()));
    named.map(|(key, _)| *key)
}

/// Without blanks, case, brackets and what stands in them.
fn plain(text: &str) -> String {
    let half = number::half_width(text).to_lowercase();
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in half.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ':' | '*' => {}
            c if depth == 0 && !c.is_whitespace() => out.push(c),
            _ => {}
        }
    }
    out
}

/// The unit of electricity that a head names.
fn power_unit(head: &str) -> Option<&'static str> {
    let text = number::half_width(head).to_lowercase();
    let units = [
        ("万千瓦时", "万千瓦时"),
        ("万kwh", "万千瓦时"),
        ("万度", "万千瓦时"),
        ("mwh", "MWh"),
        ("兆瓦时", "MWh"),
        ("千瓦时", "千瓦时"),
        ("kwh", "千瓦时"),
        ("(度)", "千瓦时"),
    ];
    let found = units.iter().find(|(mark, _)| text.contains(mark));
    found.map(|(_, unit)| *unit)
}

fn line(table: &Table, sheet: &Sheet, row: u32, fractions: bool) -> (Option<Line>, Vec<Refusal>) {
    let mut refusals = Vec::new();
    let at = row + 1;
    let cell = |key: &str| {
        let column = table.columns.iter().find(|column| column.key == key)?;
        Some((sheet.cell(row, column.at), column))
    };
    let text = |key: &str| {
        let (cell, _) = cell(key)?;
        let shown = cell.shown().trim().to_owned();
        (!shown.is_empty()).then_some(shown)
    };
    let mut figure = |key: &'static str| -> Option<i64> {
        let (cell, column) = cell(key)?;
        if cell.is_blank() || is_none(&cell.shown()) {
            return None;
        }
        let read = amount(cell, column, fractions);
        if read.is_none() {
            refusals.push(table.at(not_a_figure(cell.shown().trim()), at, key));
        }
        read
    };
    let figures = Figures {
        output_fen: figure("output_fen").map(Fen),
        orders_fen: figure("orders_fen").map(Fen),
        electricity_kwh: figure("electricity_kwh"),
        capacity_use: figure("capacity_use")
            .map(|share| BasisPoints(i32::try_from(share).unwrap_or(i32::MAX))),
    };
    let state = text("state").and_then(|text| {
        let state = state_named(&text);
        if state.is_none() {
            refusals.push(table.at(not_a_state(&text), at, "state"));
        }
        state
    });
    let month = text("month").and_then(|text| {
        let month = month_named(&text);
        if month.is_none() {
            refusals.push(table.at(not_a_month(&text), at, "month"));
        }
        month
    });
    let Some(name) = text("name") else {
        refusals.push(table.at(no_enterprise_name(), at, "name"));
        return (None, refusals);
    };
    let line = Line {
        line: at,
        name,
        code: text("code"),
        industry: text("industry"),
        unit: text("unit"),
        assistant: text("assistant"),
        contact: text("contact"),
        state,
        month,
        figures,
    };
    (Some(line), refusals)
}

/// What people write where there is nothing.
fn is_none(text: &str) -> bool {
    matches!(text.trim(), "-" | "—" | "--" | "/" | "无" | "n/a" | "N/A")
}

/// A figure in its own unit: fen, kWh, basis points.
fn amount(cell: &Cell, column: &Column, fractions: bool) -> Option<i64> {
    let shown = cell.shown();
    let text = number::half_width(shown.trim());
    let (text, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest, true),
        None => (text.as_str(), false),
    };
    let told = match cell {
        Cell::Number(number) => *number,
        _ => number::parse(text)?,
    };
    let factor = match column.unit? {
        "万千瓦时" => Decimal::from(10_000),
        "MWh" => Decimal::from(1_000),
        "千瓦时" => Decimal::ONE,
        "%" if percent || !fractions => Decimal::ONE_HUNDRED,
        "%" => Decimal::from(10_000),
        unit => money::factor(unit)?.checked_mul(Decimal::ONE_HUNDRED)?,
    };
    let whole = told
        .checked_mul(factor)?
        .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    whole.to_i64()
}

fn state_named(text: &str) -> Option<EnterpriseState> {
    Some(match plain(text).as_str() {
        "在建" | "建设中" | "筹建" | "building" => EnterpriseState::Building,
        "正常" | "正常生产" | "生产" | "在产" | "投产" | "producing" => {
            EnterpriseState::Producing
        }
        "减产" | "半停产" | "reduced" => EnterpriseState::Reduced,
        "停产" | "停工" | "stopped" => EnterpriseState::Stopped,
        "迁出" | "已迁出" | "注销" | "left" => EnterpriseState::Left,
        _ => return None,
    })
}

/// A month as people write it: `2026-04`, `2026年4月`, `202604`, `2026.4`, or a date in it.
pub fn month_named(text: &str) -> Option<Month> {
    let half = number::half_width(text.trim());
    let digits: Vec<&str> = half
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month) = match digits.as_slice() {
        [whole] if whole.len() == 6 => (whole.get(..4)?, whole.get(4..)?),
        [year, month] | [year, month, _] if year.len() == 4 => (*year, *month),
        _ => return None,
    };
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    let plausible = zone::limits::YEARS.contains(&year) && (1..=12).contains(&month);
    plausible.then_some(Month { year, month })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(pasted: &str, expected: &Expect) {
        let book = crate::book::paste(pasted).unwrap();
        let shown = match read(&book) {
            Err(refusals) => refusals.iter().map(|own| format!("{own}\n")).collect(),
            Ok(table) => {
                let mut text = String::new();
                for column in &table.columns {
                    let assumed = if column.assumed { " assumed" } else { "" };
                    text += &format!("{}={:?}{assumed} ", column.key, column.unit.unwrap_or(""));
                }
                text += &format!("left out {:?}\n", table.left_out);
                for line in &table.lines {
                    let f = line.figures;
                    let month = line.month.map(|month| month.to_string());
                    text += &format!(
                        "{} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?}\n",
                        line.line,
                        line.name,
                        line.code,
                        line.state,
                        month,
                        f.output_fen.map(|fen| fen.0),
                        f.orders_fen.map(|fen| fen.0),
                        f.electricity_kwh,
                        f.capacity_use.map(|share| share.0),
                    );
                }
                for refusal in &table.refusals {
                    let cell = refusal.place.as_ref().and_then(|place| place.cell.clone());
                    text += &format!("{refusal} at {cell:?}\n");
                }
                text
            }
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_ledger_as_offices_keep_it() {
        check(
            "重点企业运行监测表\n序号\t企业名称\t统一社会信用代码\t产值（万元）\t在手订单(亿元)\t\
             用电量（万度）\t产能利用率\t备注\n\
             1\t晨光精密\t91A\t1,250.5\t0.8\t32.4\t85%\t\n\
             2\t远航电子\t\t-\t\t0\t112\t新\n合计\t\t\t1250.5\t\t\t\t",
            &expect![[r#"
                name="" code="" output_fen="万元" orders_fen="亿元" electricity_kwh="万千瓦时" capacity_use="%" left out ["备注"]
                3 晨光精密 Some("91A") None None Some(1250500000) Some(8000000000) Some(324000) Some(8500)
                4 远航电子 None None None None None Some(0) Some(11200)
            "#]],
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_cell_all_at_once() {
        check(
            "企业名称\t状态\t月份\t产值\t用电量\n甲\t很好\t四月\t许多\t1\n\t停产\t2026年4月\t5\t",
            &expect![[r#"
                name="" state="" month="" output_fen="万元" assumed electricity_kwh="万千瓦时" assumed left out []
                2 甲 None None None None None Some(10000) None
                exchange/not-a-figure: "许多" is not a number at Some("D2")
                exchange/not-a-state: "很好" is not a state of an enterprise at Some("B2")
                exchange/not-a-month: "四月" is not a month at Some("C2")
                exchange/no-enterprise-name: the row names no enterprise at Some("A3")
            "#]],
        );
        check(
            "项目\t投资\n甲\t1",
            &expect![[r#"
            exchange/no-enterprise-column: no column says what the enterprises are called
        "#]],
        );
        check(
            "企业名称\t产值\n",
            &expect![[r#"
            exchange/no-enterprise-rows: there is no enterprise under the head
        "#]],
        );
    }

    #[test]
    fn months_as_people_write_them() {
        let named = |text| month_named(text).map(|month| month.to_string());
        for text in [
            "2026-04",
            "2026年4月",
            "202604",
            "2026.4",
            "２０２６-０４",
            "2026-04-30",
        ] {
            assert_eq!(named(text).as_deref(), Some("2026-04"), "{text}");
        }
        for text in ["4月", "2026", "2026-13", "", "26-04"] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
