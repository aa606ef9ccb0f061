//! Making files to fill in.

use std::io::{Cursor, Write as _};

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use zone::{Field, Lang, Project, ProjectId, Texts, UnitId, Value, Zone};

use super::marker::Marker;
use super::{FORM_SHEET, HEADER_ROW, MARKER_SHEET, units};
use crate::writeback::value_on;

/// What a column of the form holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormColumn {
    /// The program's id.
    Id,
    /// The project's name.
    Name,
    /// What is known, for comparison.
    Known(FormField),
    /// What is asked.
    Asked(FormField),
}

/// Fields a unit reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormField {
    Share,
    ReportedYtd,
    ReportedTotal,
    ForecastFinish,
    Words,
    Problems,
}

impl FormField {
    pub(super) fn field(self) -> Field {
        match self {
            FormField::Share => Field::PhysicalShare,
            FormField::ReportedYtd => Field::ReportedYtd,
            FormField::ReportedTotal => Field::ReportedTotal,
            FormField::ForecastFinish => Field::ForecastFinish,
            FormField::Words => Field::PhysicalWords,
            FormField::Problems => Field::Remark,
        }
    }
}

/// The columns of the form with their headers and widths.
pub(super) const COLUMNS: [(FormColumn, &str, f64); 14] = [
    (FormColumn::Id, "挂图编号", 9.0),
    (FormColumn::Name, "项目名称", 34.0),
    (FormColumn::Known(FormField::Share), "上期形象进度%", 10.0),
    (FormColumn::Asked(FormField::Share), "本期形象进度%", 10.0),
    (
        FormColumn::Known(FormField::ReportedYtd),
        "上期本年累计完成投资（万元）",
        15.0,
    ),
    (
        FormColumn::Asked(FormField::ReportedYtd),
        "本期本年累计完成投资（万元）",
        15.0,
    ),
    (
        FormColumn::Known(FormField::ReportedTotal),
        "上期开工以来累计完成投资（万元）",
        15.0,
    ),
    (
        FormColumn::Asked(FormField::ReportedTotal),
        "本期开工以来累计完成投资（万元）",
        15.0,
    ),
    (
        FormColumn::Known(FormField::ForecastFinish),
        "上期预计竣工时间",
        12.0,
    ),
    (
        FormColumn::Asked(FormField::ForecastFinish),
        "本期预计竣工时间",
        12.0,
    ),
    (
        FormColumn::Known(FormField::Words),
        "上期形象进度描述",
        26.0,
    ),
    (
        FormColumn::Asked(FormField::Words),
        "本期形象进度描述",
        26.0,
    ),
    (
        FormColumn::Known(FormField::Problems),
        "上期存在问题及需协调事项",
        26.0,
    ),
    (
        FormColumn::Asked(FormField::Problems),
        "本期存在问题及需协调事项",
        26.0,
    ),
];

/// The name of a unit's file.
pub fn file_name(zone: &Zone, unit: UnitId, month_end: Date) -> String {
    let name = unit_name(zone, unit, month_end);
    let plain = |c: char| !c.is_control() && !r#"\/:*?"<>|"#.contains(c);
    let safe: String = name.chars().filter(|c| plain(*c)).take(60).collect();
    format!("填报-{safe}-{}.xlsx", month_end.strftime("%Y-%m"))
}

fn unit_name(zone: &Zone, unit: UnitId, on: Date) -> &str {
    zone.units.get(&unit).map_or("", |own| own.name_on(on))
}

/// The files of all units that lead projects, in one zip.
pub fn all(zone: &Zone, texts: &dyn Texts, month_end: Date) -> Result<Vec<u8>, XlsxError> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut taken = std::collections::BTreeSet::new();
    for unit in units(zone, month_end) {
        let bytes = workbook(zone, texts, unit, month_end)?;
        let mut name = file_name(zone, unit, month_end);
        if !taken.insert(name.clone()) {
            name = format!("{unit}-{name}");
        }
        // Workbooks are packed already.
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, options).map_err(failed)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

fn failed(error: zip::result::ZipError) -> XlsxError {
    XlsxError::IoError(std::io::Error::other(error))
}

/// The file of a unit for the month that ends on a day.
pub fn workbook(
    zone: &Zone,
    texts: &dyn Texts,
    unit: UnitId,
    month_end: Date,
) -> Result<Vec<u8>, XlsxError> {
    let projects: Vec<_> = zone
        .projects
        .values()
        .filter(|own| own.exists_on(month_end) && own.standing(month_end).is_none())
        .filter(|own| zone.lead_unit(own, month_end) == Some(unit))
        .collect();
    let named: Vec<(ProjectId, String)> = projects
        .iter()
        .map(|own| (own.id, own.name_on(month_end).to_owned()))
        .collect();
    let marker = Marker::new(zone, unit, month_end, named);
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_custom_property("wallchart.zone", marker.zone.as_str())
        .set_custom_property("wallchart.unit", unit.to_string())
        .set_custom_property("wallchart.month", month_end.to_string())
        .set_custom_property("wallchart.layout", marker.version.to_string());
    book.set_properties(&properties);
    let form = book.add_worksheet();
    form.set_name(FORM_SHEET)?;
    head(form, &marker, unit_name(zone, unit, month_end))?;
    let formats = Formats::new();
    for (row, project) in (HEADER_ROW..).zip(&projects) {
        line(form, &formats, row, project, texts, month_end)?;
    }
    let last = HEADER_ROW + u32::try_from(projects.len()).unwrap_or(0);
    checks(form, last)?;
    page(form)?;
    instructions(book.add_worksheet())?;
    let hidden = book.add_worksheet();
    hidden.set_name(MARKER_SHEET)?;
    hidden.set_hidden(true);
    for (row, cells) in (0_u32..).zip(marker.lines()) {
        for (column, cell) in (0_u16..).zip(cells) {
            hidden.write_string(row, column, cell)?;
        }
    }
    hidden.protect();
    book.define_name("wallchart_marker", &format!("={MARKER_SHEET}!$A$1"))?;
    book.save_to_buffer()
}

struct Formats {
    key: Format,
    known: Format,
    known_day: Format,
    asked: Format,
    asked_day: Format,
}

impl Formats {
    fn new() -> Formats {
        let plain = Format::new()
            .set_border(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let known = plain.clone().set_font_color(Color::RGB(0x0059_5959));
        let asked = plain
            .clone()
            .set_background_color(Color::RGB(0x00FF_F8DC))
            .set_unlocked();
        Formats {
            key: plain.set_background_color(Color::RGB(0x00F2_F2F2)),
            known_day: known.clone().set_num_format("yyyy-mm-dd"),
            known,
            asked_day: asked.clone().set_num_format("yyyy-mm-dd"),
            asked,
        }
    }
}

fn head(form: &mut Worksheet, marker: &Marker, unit: &str) -> Result<(), XlsxError> {
    let month = marker.month_end.strftime("%Y年%-m月");
    let title = format!("{}　{unit}　{month}项目进展填报表", marker.zone_name);
    let bold = Format::new().set_bold().set_font_size(16);
    form.write_string_with_format(0, 0, title, &bold)?;
    let how = "只填浅黄色单元格；没有变化的可以不填。灰色部分请勿改动，不要增删行。\
               填好后原样发回，系统自动识别。";
    form.write_string(1, 0, how)?;
    let day = format!("数据截止：{}　金额单位：万元", marker.month_end);
    form.write_string(2, 0, day)?;
    let header = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00DD_EBF7));
    for (column, (_, text, width)) in (0_u16..).zip(COLUMNS) {
        form.write_string_with_format(HEADER_ROW - 1, column, text, &header)?;
        form.set_column_width(column, width)?;
    }
    form.set_row_height(HEADER_ROW - 1, 48)?;
    Ok(())
}

fn line(
    form: &mut Worksheet,
    formats: &Formats,
    row: u32,
    project: &Project,
    texts: &dyn Texts,
    on: Date,
) -> Result<(), XlsxError> {
    for (column, (kind, _, _)) in (0_u16..).zip(COLUMNS) {
        match kind {
            FormColumn::Id => {
                form.write_string_with_format(row, column, project.id.to_string(), &formats.key)?;
            }
            FormColumn::Name => {
                form.write_string_with_format(row, column, project.name_on(on), &formats.key)?;
            }
            FormColumn::Asked(FormField::ForecastFinish) => {
                form.write_blank(row, column, &formats.asked_day)?;
            }
            FormColumn::Asked(_) => {
                form.write_blank(row, column, &formats.asked)?;
            }
            FormColumn::Known(field) => {
                let value = value_on(project, &field.field(), on);
                known(form, formats, (row, column), value, texts)?;
            }
        }
    }
    Ok(())
}

fn known(
    form: &mut Worksheet,
    formats: &Formats,
    (row, column): (u32, u16),
    value: Option<&Value>,
    texts: &dyn Texts,
) -> Result<(), XlsxError> {
    // Figures are shown: no more digits than a spreadsheet keeps.
    let number = |number: rust_decimal::Decimal| number.to_string().parse::<f64>().unwrap_or(0.0);
    match value {
        Some(Value::Money(amount)) => {
            let wan = number(amount.wan());
            form.write_number_with_format(row, column, wan, &formats.known)?;
        }
        Some(Value::Share(share)) => {
            let percent = number(share.fraction() * rust_decimal::Decimal::ONE_HUNDRED);
            form.write_number_with_format(row, column, percent, &formats.known)?;
        }
        Some(Value::Date(date)) => {
            let day = f64::from(crate::writeback::serial_day(*date, false));
            form.write_number_with_format(row, column, day, &formats.known_day)?;
        }
        Some(Value::FreeText(text)) => {
            let text = texts.find(*text).shown(Lang::Zh);
            form.write_string_with_format(row, column, text, &formats.known)?;
        }
        _ => {
            form.write_blank(row, column, &formats.known)?;
        }
    }
    Ok(())
}

/// What may be filled in where.
fn checks(form: &mut Worksheet, end: u32) -> Result<(), XlsxError> {
    if end == HEADER_ROW {
        return Ok(());
    }
    for (column, (kind, _, _)) in (0_u16..).zip(COLUMNS) {
        let FormColumn::Asked(field) = kind else {
            continue;
        };
        let check = match field {
            FormField::Share => DataValidation::new()
                .allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
                .set_error_message("形象进度是 0 到 100 之间的数，如 45 表示 45%")?,
            FormField::ReportedYtd | FormField::ReportedTotal => DataValidation::new()
                .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
                .set_error_message("金额以万元计，不能是负数")?,
            FormField::ForecastFinish => DataValidation::new()
                .allow_date(DataValidationRule::Between(
                    ExcelDateTime::from_ymd(1990, 1, 1)?,
                    ExcelDateTime::from_ymd(2150, 12, 31)?,
                ))
                .set_error_message("请填日期，如 2026-10-31")?
                .set_error_style(DataValidationErrorStyle::Warning),
            FormField::Words | FormField::Problems => continue,
        };
        form.add_data_validation(HEADER_ROW, column, end - 1, column, &check)?;
    }
    Ok(())
}

fn page(form: &mut Worksheet) -> Result<(), XlsxError> {
    form.set_freeze_panes(HEADER_ROW, 2)?;
    form.set_landscape();
    form.set_paper_size(8);
    form.set_print_fit_to_pages(1, 0);
    form.set_repeat_rows(HEADER_ROW - 1, HEADER_ROW - 1)?;
    form.protect();
    Ok(())
}

fn instructions(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const LINES: [&str; 8] = [
        "填报说明",
        "1. 每行一个项目。只填“本期”各列的浅黄色单元格，没有变化的留空即可。",
        "2. 形象进度填 0 到 100 的数，45 表示 45%；投资以万元计，填累计数而不是当月数。",
        "3. 预计竣工时间填日期，如 2026-10-31。",
        "4. 存在问题请写明事项、卡在哪个单位、需要谁协调；没有问题留空。",
        "5. 挂图编号和项目名称请勿改动，不要增删行列；新项目或更名请联系调度办公室。",
        "6. 可用 WPS、Excel 或 LibreOffice 填写，保存为 .xlsx 后原样发回，不要另建文件抄录。",
        "7. 工作表有保护但没有密码；隐藏的 _wallchart 表用于自动识别，请勿删除。",
    ];
    sheet.set_name("填报说明")?;
    sheet.set_column_width(0, 90)?;
    let bold = Format::new().set_bold();
    for (row, text) in (0_u32..).zip(LINES) {
        if row == 0 {
            sheet.write_string_with_format(row, 0, text, &bold)?;
        } else {
            sheet.write_string(row, 0, text)?;
        }
    }
    Ok(())
}
