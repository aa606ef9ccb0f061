//! Writes the sample ledgers, good and bad, into a folder: `cargo run --example ledgers DIR`.
//!
//! All names are invented. The files are the same on every run.

use std::io::Write as _;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};

const UNITS: [&str; 20] = [
    "招商促进局",
    "经济发展局",
    "工业和信息化局",
    "规划建设局",
    "自然资源分局",
    "生态环境分局",
    "财政金融局",
    "科技创新局",
    "商务局",
    "应急管理局",
    "行政审批局",
    "人力资源局",
    "城市运营公司",
    "开发建设集团",
    "东部片区管委会",
    "西部片区管委会",
    "临港物流园",
    "智能制造产业园",
    "生物医药产业园",
    "新材料产业园",
];
const INDUSTRIAL: [&str; 12] = [
    "云杉精密轴承一期",
    "澄江储能电池",
    "白鹭高端医疗器械",
    "青岚特种涂料",
    "远帆冷链物流中心",
    "星垣工业机器人",
    "汀兰植物提取",
    "砺石新型建材",
    "鸣泉智能水表",
    "拓岩光学镜片",
    "禾木家居制造",
    "栖霞生物制剂",
];
const WORKS: [&str; 8] = [
    "滨河大道改造",
    "第二污水处理厂扩建",
    "产业园标准厂房三期",
    "人才公寓二期",
    "110千伏变电站配套",
    "中心公园提升",
    "临港铁路专用线",
    "第四小学新建",
];
const SPONSORS: [&str; 5] = ["赵示例", "钱示例", "孙示例", "李示例", "周示例"];
const STAGES: [&str; 6] = ["签约", "落地", "开工", "入库", "在建", "竣工"];
const WORK_STAGES: [&str; 5] = ["可研", "初设", "招标", "施工", "竣工"];

/// A project of the sample.
struct Sample {
    code: String,
    name: String,
    unit: &'static str,
    industrial: bool,
    total: u32,
    months: [u32; 12],
    done: u32,
    number: usize,
}

fn samples() -> Vec<Sample> {
    let names = INDUSTRIAL.iter().map(|name| (name, true));
    let names = names.chain(WORKS.iter().map(|name| (name, false)));
    let sample = |(number, (name, industrial)): (usize, (&&str, bool))| {
        let n = u32::try_from(number).unwrap();
        let mut months = [0; 12];
        for (month, amount) in (0_u32..).zip(&mut months) {
            *amount = 120 + (n * 37 + month * 53) % 17 * 40;
        }
        let year: u32 = months.iter().sum();
        let to_may: u32 = months[..5].iter().sum();
        Sample {
            code: format!(
                "2601-3601{:02}-04-01-{:06}",
                n % 7 + 10,
                310_207 + n * 7_919
            ),
            name: format!("{name}{}", if industrial { "项目" } else { "工程" }),
            unit: UNITS[number % UNITS.len()],
            industrial,
            total: year * (2 + n % 4) + 500,
            months,
            done: to_may * (70 + n * 11 % 45) / 100,
            number,
        }
    };
    names.enumerate().map(sample).collect()
}

const PLAIN_HEADERS: [&str; 10] = [
    "序号",
    "项目代码",
    "项目名称",
    "责任单位",
    "配合单位",
    "挂点领导",
    "项目性质",
    "建设规模及内容",
    "建设地点",
    "总投资",
];
const LAST_HEADERS: [&str; 6] = [
    "形象进度",
    "形象进度%",
    "开工时间",
    "计划竣工时间",
    "阶段",
    "备注",
];

fn write_header(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    let title = Format::new()
        .set_bold()
        .set_font_size(18)
        .set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 30, "云溪经济开发区2026年重点项目建设台账", &title)?;
    sheet.write_string(1, 0, "填报单位：调度办公室")?;
    sheet.write_string(1, 28, "单位：万元")?;
    for (column, header) in (0_u16..).zip(PLAIN_HEADERS) {
        sheet.merge_range(2, column, 3, column, header, &head)?;
    }
    sheet.merge_range(2, 10, 2, 22, "2026年计划投资", &head)?;
    sheet.write_string_with_format(3, 10, "全年", &head)?;
    for month in 1..=12_u16 {
        sheet.write_string_with_format(3, 10 + month, format!("{month}月"), &head)?;
    }
    sheet.merge_range(2, 23, 2, 24, "完成投资情况", &head)?;
    sheet.write_string_with_format(3, 23, "1-5月\n累计完成", &head)?;
    sheet.write_string_with_format(3, 24, "自开工累计\n完成投资", &head)?;
    for (column, header) in (25_u16..).zip(LAST_HEADERS) {
        sheet.merge_range(2, column, 3, column, header, &head)?;
    }
    Ok(())
}

fn write_project(sheet: &mut Worksheet, row: u32, sample: &Sample) -> Result<(), XlsxError> {
    let n = sample.number;
    sheet.write_number(row, 0, (n + 1) as f64)?;
    sheet.write_string(row, 1, &sample.code)?;
    sheet.write_string(row, 2, &sample.name)?;
    sheet.write_string(row, 3, sample.unit)?;
    sheet.write_string(
        row,
        4,
        format!("{}、{}", UNITS[(n + 3) % 20], UNITS[(n + 9) % 20]),
    )?;
    sheet.write_string(row, 5, SPONSORS[n % SPONSORS.len()])?;
    sheet.write_string(
        row,
        6,
        if sample.industrial {
            "招商引资"
        } else {
            "政府投资"
        },
    )?;
    let content = format!(
        "总建筑面积约{}平方米，含厂房、配套及室外工程",
        8_000 + n * 1_300
    );
    sheet.write_string(row, 7, content)?;
    sheet.write_string(
        row,
        8,
        if n.is_multiple_of(2) {
            "东部片区"
        } else {
            "西部片区"
        },
    )?;
    sheet.write_number(row, 9, sample.total)?;
    sheet.write_formula(row, 10, year_formula(row, sample))?;
    for (column, amount) in (11_u16..).zip(sample.months) {
        sheet.write_number(row, column, amount)?;
    }
    sheet.write_number(row, 23, sample.done)?;
    sheet.write_number(row, 24, sample.done * 2)?;
    sheet.write_string(row, 25, PROGRESS[n % PROGRESS.len()])?;
    if n.is_multiple_of(3) {
        sheet.write_string(row, 26, format!("{}%", 20 + n * 3))?;
    } else {
        sheet.write_number(row, 26, (20 + n * 3) as f64)?;
    }
    write_dates(sheet, row, n)?;
    let stage = if sample.industrial {
        STAGES[n % 6]
    } else {
        WORK_STAGES[n % 5]
    };
    sheet.write_string(row, 29, stage)?;
    if n.is_multiple_of(4) {
        sheet.write_string(row, 30, "需协调施工用电")?;
    }
    Ok(())
}

const PROGRESS: [&str; 5] = [
    "场地平整完成，桩基施工",
    "主体结构封顶",
    "正在办理施工许可",
    "设备安装调试",
    "室外管网施工",
];

fn year_formula(row: u32, sample: &Sample) -> Formula {
    let sum: u32 = sample.months.iter().sum();
    Formula::new(format!("=SUM(L{0}:W{0})", row + 1)).set_result(sum.to_string())
}

/// Dates in the shapes that one column of an office holds.
fn write_dates(sheet: &mut Worksheet, row: u32, n: usize) -> Result<(), XlsxError> {
    let day = Format::new().set_num_format("yyyy/m/d");
    let month = n % 9 + 1;
    match n % 5 {
        0 => {
            let month = u8::try_from(month).unwrap();
            let start = ExcelDateTime::from_ymd(2025, month, 18)?;
            sheet.write_datetime_with_format(row, 27, &start, &day)?;
        }
        1 => {
            sheet.write_string(row, 27, format!("2025年{month}月"))?;
        }
        2 => {
            sheet.write_string(row, 27, format!("2025.{month}"))?;
        }
        3 => {
            sheet.write_string(row, 27, format!("2025-{month:02}-06"))?;
        }
        _ => {
            sheet.write_string(row, 27, format!("2025/{month}/6"))?;
        }
    }
    match n % 4 {
        0 => sheet.write_string(row, 28, format!("2026年{}月底", month + 3))?,
        1 => sheet.write_string(row, 28, format!("{}月底", month + 3))?,
        2 => sheet.write_string(row, 28, "待定")?,
        _ => sheet.write_string(row, 28, format!("2027.{month}"))?,
    };
    Ok(())
}

fn write_sum(
    sheet: &mut Worksheet,
    row: u32,
    label: &str,
    samples: &[&Sample],
) -> Result<(), XlsxError> {
    sheet.write_string(row, 2, label)?;
    sheet.write_number(
        row,
        9,
        samples.iter().map(|sample| sample.total).sum::<u32>(),
    )?;
    let year: u32 = samples.iter().flat_map(|sample| sample.months).sum();
    sheet.write_number(row, 10, year)?;
    Ok(())
}

fn workbook() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 5, 31)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(book)
}

/// Writes the ledger; answers with the row of each project.
fn write_ledger(sheet: &mut Worksheet) -> Result<Vec<u32>, XlsxError> {
    sheet.set_name("重点项目")?;
    write_header(sheet)?;
    let samples = samples();
    let (mut row, mut rows) = (4, Vec::new());
    for (label, industrial) in [("一、产业项目", true), ("二、基础设施和民生项目", false)]
    {
        let part: Vec<&Sample> = samples
            .iter()
            .filter(|sample| sample.industrial == industrial)
            .collect();
        sheet.write_string(row, 2, format!("{label}（{}个）", part.len()))?;
        row += 1;
        for sample in &part {
            write_project(sheet, row, sample)?;
            rows.push(row);
            row += 1;
        }
        write_sum(sheet, row, "小  计", &part)?;
        row += 1;
    }
    write_sum(sheet, row, "合  计", &samples.iter().collect::<Vec<_>>())?;
    sheet.write_string(
        row + 2,
        0,
        "注：1. 本表金额以万元计；2. 完成投资为调度口径。",
    )?;
    sheet.write_string(row + 3, 0, "填表人：吴示例")?;
    sheet.write_string(row + 3, 9, "审核人：郑示例")?;
    Ok(rows)
}

fn good() -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook()?;
    write_ledger(book.add_worksheet())?;
    let notes = book.add_worksheet();
    notes.set_name("填报说明")?;
    notes.write_string(0, 0, "本表由各责任单位于每月25日前更新。")?;
    book.save_to_buffer()
}

/// Every kind of wrong value at once, each in a row of its own.
fn bad_values() -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook()?;
    let sheet = book.add_worksheet();
    let rows = write_ledger(sheet)?;
    sheet.write_formula(rows[0], 9, Formula::new("=#REF!*2").set_result("#REF!"))?;
    sheet.write_string(rows[1], 28, "春节以后")?;
    sheet.write_string(rows[3], 27, "2026-09-01")?;
    sheet.write_string(rows[3], 28, "2026-03-31")?;
    sheet.write_number(rows[4], 10, 9_999)?;
    sheet.write_string(rows[6], 1, samples()[5].code.as_str())?;
    sheet.write_string(rows[7], 3, "招商促进中心")?;
    sheet.write_string(rows[8], 9, "三千万")?;
    sheet.write_number(rows[9], 23, -20)?;
    sheet.write_string(rows[10], 26, "过半")?;
    book.save_to_buffer()
}

fn gb18030() -> Vec<u8> {
    let mut text = String::from(
        "2026年重点项目投资完成情况表（单位：亿元）,,,,,,\r\n\
         序号,项目编号,项目名称,牵头单位,总投资,本年完成投资,预计竣工时间\r\n",
    );
    for sample in samples().iter().take(8) {
        let shapes = ["2026/11/30", "2026年12月", "2027.3", "待定"];
        text += &format!(
            "{},{},{},{},{:.4},{:.4},{}\r\n",
            sample.number + 1,
            sample.code,
            sample.name,
            sample.unit,
            f64::from(sample.total) / 1e4,
            f64::from(sample.done) / 1e4,
            shapes[sample.number % 4],
        );
    }
    text += "合计,,,,,,\r\n";
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

/// A compound file as office programs write it round an encrypted workbook, without the content.
fn encrypted() -> Vec<u8> {
    let mut file = vec![0_u8; 512 * 3];
    let header: [(usize, &[u8]); 9] = [
        (0, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        (24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]),
        (44, &[1, 0, 0, 0, 1, 0, 0, 0]),
        (56, &[0, 0x10, 0, 0]),
        (60, &[0xfe, 0xff, 0xff, 0xff]),
        (68, &[0xfe, 0xff, 0xff, 0xff]),
        (76, &[0, 0, 0, 0]),
        (512, &[0xfd, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff]),
        (520, &[0xff; 504]),
    ];
    for (at, bytes) in header {
        file[at..at + bytes.len()].copy_from_slice(bytes);
    }
    file[80..512].fill(0xff);
    for (number, (name, kind)) in [
        ("Root Entry", 5),
        ("EncryptionInfo", 2),
        ("EncryptedPackage", 2),
    ]
    .iter()
    .enumerate()
    {
        let at = 1_024 + number * 128;
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        file[at..at + wide.len()].copy_from_slice(&wide);
        file[at + 64] = u8::try_from(wide.len() + 2).unwrap();
        file[at + 66] = *kind;
        file[at + 68..at + 80].fill(0xff);
    }
    file
}

/// A workbook whose one part is this XML.
fn container(part: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [("xl/workbook.xml", &b"<workbook/>"[..]), (part, content)] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let good = good().expect("the good ledger");
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a \"aaaa\"><!ENTITY b \
                    \"&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    let deep = format!("{}{}", "<a>".repeat(80), "</a>".repeat(80));
    let files: [(&str, Vec<u8>); 10] = [
        ("truncated.xlsx", good[..good.len() / 2].to_vec()),
        ("good-2026.xlsx", good),
        ("good-2026-gb18030.csv", gb18030()),
        ("bad-values.xlsx", bad_values().expect("the bad ledger")),
        ("encrypted.xlsx", encrypted()),
        ("not-a-spreadsheet.xlsx", "这其实是一份会议通知。\n".into()),
        ("empty.xlsx", Vec::new()),
        (
            "zip-bomb.xlsx",
            container("xl/worksheets/sheet1.xml", &vec![b' '; 24 << 20]),
        ),
        (
            "entity-bomb.xlsx",
            container("xl/sharedStrings.xml", entities.as_bytes()),
        ),
        (
            "deep.xlsx",
            container("xl/worksheets/sheet1.xml", deep.as_bytes()),
        ),
    ];
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).expect("written");
    }
}
