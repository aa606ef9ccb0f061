//! Times the preview of a large made-up ledger: 8,500 rows of 40 columns, 12 of them merged.

use std::time::Instant;

use rust_xlsxwriter::{Format, Workbook};
use zone::Zone;
use zone::text::TextTable;

const ROWS: u32 = 8_500;

fn ledger() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    let fixed = [
        "序号",
        "项目编码",
        "项目名称",
        "责任单位",
        "建设地点",
        "所属行业",
        "总投资（万元）",
    ];
    for (column, header) in (0_u16..).zip(fixed) {
        sheet
            .merge_range(0, column, 1, column, header, &plain)
            .unwrap();
    }
    sheet
        .merge_range(0, 7, 0, 19, "2026年计划投资（万元）", &plain)
        .unwrap();
    sheet.write_string(1, 7, "合计").unwrap();
    for month in 1..=12_u16 {
        sheet
            .write_string(1, 7 + month, format!("{month}月"))
            .unwrap();
    }
    for column in 20..40_u16 {
        let header = format!("自填{column}");
        sheet
            .merge_range(0, column, 1, column, &header, &plain)
            .unwrap();
    }
    for row in 2..ROWS + 2 {
        sheet.write_number(row, 0, row - 1).unwrap();
        sheet.write_string(row, 1, format!("C{row:06}")).unwrap();
        sheet
            .write_string(row, 2, format!("第{row}号示例项目"))
            .unwrap();
        for column in [3, 4, 5_u16] {
            sheet
                .write_string(row, column, format!("甲{}", row / 8 % 20))
                .unwrap();
        }
        sheet.write_number(row, 6, f64::from(row) * 1.5).unwrap();
        sheet.write_number(row, 7, 12 * (row % 90 + 1)).unwrap();
        for column in 8..20 {
            sheet.write_number(row, column, row % 90 + 1).unwrap();
        }
        for column in 20..40_u16 {
            if row % 8 == 2 && column < 32 {
                let last = (row + 7).min(ROWS + 1);
                let text = format!("同上{}", row % 31);
                if last > row {
                    sheet
                        .merge_range(row, column, last, column, &text, &plain)
                        .unwrap();
                }
            } else if column >= 32 {
                sheet
                    .write_string(row, column, format!("内容{}", row % 17))
                    .unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn main() {
    let bytes = ledger();
    let (zone, texts) = (Zone::empty(), TextTable::default());
    let start = Instant::now();
    let book = exchange::book::read("large.xlsx", &bytes).expect("readable");
    println!(
        "read      {:?} ({} KiB)",
        start.elapsed(),
        bytes.len() / 1024
    );
    let mut mapping = exchange::mapping::guess(&book).expect("a table");
    mapping.options.create_missing = true;
    println!("mapped    {:?}", start.elapsed());
    let rows = exchange::rows::read(&book, &mapping).expect("rows");
    println!("rows      {:?} ({})", start.elapsed(), rows.rows.len());
    let today = jiff::civil::date(2026, 5, 31);
    let preview = exchange::preview::preview(&zone, &texts, &rows, today);
    println!(
        "previewed {:?}, {} problems",
        start.elapsed(),
        preview.problems.len()
    );
    preview
        .problems
        .iter()
        .take(3)
        .for_each(|problem| println!("{problem}"));
    let peak = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    peak.lines()
        .filter(|line| line.starts_with("VmHWM"))
        .for_each(|line| println!("{line}"));
}
