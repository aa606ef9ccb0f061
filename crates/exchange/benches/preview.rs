//! Times the preview of large made-up ledgers of 40 columns, 12 of them merged, and how much memory
//! it takes.

use std::time::Instant;

use rust_xlsxwriter::{Format, Workbook};
use zone::Zone;
use zone::text::TextTable;

fn ledger(rows: u32) -> Vec<u8> {
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
    for row in 2..rows + 2 {
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
                let last = (row + 7).min(rows + 1);
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

/// What is promised: rows, seconds of the whole preview, MiB at the peak.
const BARS: [(u32, f64, u64); 2] = [(8_500, 2.0, 300), (100_000, 20.0, 1024)];

/// Each measurement runs in a process of its own, so that its peak of memory is its own.
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", rows, path] => {
            std::fs::write(path, ledger(rows.parse().expect("rows"))).expect("written");
        }
        ["read", path] => preview(&std::fs::read(path).expect("readable")),
        ["calamine", path] => calamine(&std::fs::read(path).expect("readable")),
        _ => BARS.into_iter().for_each(measure),
    }
}

fn measure((rows, seconds, mebibytes): (u32, f64, u64)) {
    let path = std::env::temp_dir().join(format!("wallchart-{}-{rows}.xlsx", std::process::id()));
    let file = path.to_str().expect("a plain path");
    run(&["make", &rows.to_string(), file]);
    println!(
        "{rows} rows of 40 columns, 12 of them merged; at most {seconds} s and {mebibytes} MiB"
    );
    run(&["read", file]);
    println!("  for comparison, calamine reading the values alone:");
    run(&["calamine", file]);
    std::fs::remove_file(&path).expect("removed");
}

fn run(args: &[&str]) {
    let program = std::env::current_exe().expect("this program");
    let status = std::process::Command::new(program).args(args).status();
    assert!(status.expect("started").success(), "{args:?}");
}

fn preview(bytes: &[u8]) {
    let (zone, texts) = (Zone::empty(), TextTable::default());
    let (start, before) = (Instant::now(), processor());
    let book = exchange::book::read("large.xlsx", bytes).expect("readable");
    println!(
        "  read      {:?} ({} KiB)",
        start.elapsed(),
        bytes.len() / 1024
    );
    told_peak();
    let mut mapping = exchange::mapping::guess(&book).expect("a table");
    mapping.options.create_missing = true;
    println!("  mapped    {:?}", start.elapsed());
    let rows = exchange::rows::read(&book, &mapping).expect("rows");
    println!("  rows      {:?} ({})", start.elapsed(), rows.rows.len());
    told_peak();
    // As the server does: the rows have all that is still asked for.
    drop(book);
    let today = jiff::civil::date(2026, 5, 31);
    let preview = exchange::preview::preview(&zone, &texts, &rows, today);
    let problems = preview.problems.len();
    println!("  previewed {:?}, {problems} problems", start.elapsed());
    told_processor(before);
    let first = preview.problems.iter().take(3);
    first.for_each(|problem| println!("  {problem}"));
    told_peak();
}

fn calamine(bytes: &[u8]) {
    use calamine::Reader as _;
    let (start, before) = (Instant::now(), processor());
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("readable");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    println!(
        "  read      {:?} ({} rows)",
        start.elapsed(),
        sheet.height()
    );
    told_processor(before);
    told_peak();
}

/// The most memory this process has held so far.
fn told_peak() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("  peak     {}", peak.unwrap_or(" not known here"));
}

fn told_processor(before: Option<f64>) {
    match before.zip(processor()) {
        Some((before, now)) => println!("  processor {:.2} s", now - before),
        None => println!("  processor not known here"),
    }
}

/// Seconds of processor this process has used so far: what a busy machine does not lengthen.
fn processor() -> Option<f64> {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS_A_SECOND)
}
