//! The project table as a workbook to work in: lists to choose from, checked numbers and dates,
//! keys that cannot be typed over, and each project's light.
//!
//! Promises: like the plain table it can be read again; the light is shown with shape, word and
//! colour, and is not read. The protection has no password: it is a rail, not a lock.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format,
    FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};
use zone::{Colour, Field, ProjectId, Texts, ValueKind, Zone};

use crate::export::{ExportOptions, Out, Table, level_name};
use crate::writeback::serial_day;

/// The sheet with the lists.
const LISTS: &str = "选项";

/// The workbook. A project without a light in `lights` has none shown.
///
/// # Errors
/// A value the workbook cannot hold.
pub fn checked_copy(
    zone: &Zone,
    texts: &dyn Texts,
    options: ExportOptions<'_>,
    lights: &BTreeMap<ProjectId, Colour>,
) -> Result<Vec<u8>, XlsxError> {
    let table = Table::of(zone, texts, options);
    let lists = lists(zone, options);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(options.lang.pick(|| "项目台账", || "Projects"))?;
    let header = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00DD_EBF7));
    let light_column = u16::try_from(table.headers.len()).unwrap_or(u16::MAX);
    for (column, text) in (0_u16..).zip(&table.headers) {
        sheet.write_string_with_format(0, column, text, &header)?;
        sheet.set_column_width(column, if column == 1 { 36 } else { 14 })?;
    }
    let light = options.lang.pick(
        || "亮灯（自动计算，不导入）",
        || "Light (computed, not imported)",
    );
    sheet.write_string_with_format(0, light_column, light, &header)?;
    sheet.set_column_width(light_column, 16)?;
    rows(sheet, &table)?;
    for (row, id) in (1_u32..).zip(&table.projects) {
        if let Some(colour) = lights.get(id) {
            let shown = shown(*colour, options);
            sheet.write_string_with_format(row, light_column, shown, &coloured(*colour))?;
        }
    }
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if last > 0 {
        for (column, field) in (1_u16..).zip(&table.fields) {
            if let Some(check) = check(field, &lists)? {
                sheet.add_data_validation(1, column, last, column, &check)?;
            }
        }
        sheet.autofilter(0, 0, last, light_column)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    let hidden = book.add_worksheet();
    hidden.set_name(LISTS)?;
    hidden.set_hidden(true);
    for (column, (name, words)) in (0_u16..).zip(&lists) {
        hidden.write_string(0, column, *name)?;
        for (row, word) in (1_u32..).zip(words) {
            hidden.write_string(row, column, word)?;
        }
    }
    book.save_to_buffer()
}

fn rows(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let plain = Format::new().set_border(FormatBorder::Thin);
    let locked = plain.clone().set_background_color(Color::RGB(0x00F2_F2F2));
    let open = plain.set_unlocked();
    let day = open.clone().set_num_format("yyyy-mm-dd");
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let field = table.fields.get(usize::from(column).wrapping_sub(1));
            let is_key =
                field.is_none_or(|field| matches!(field, Field::Name | Field::ExternalCode(_)));
            let format = if is_key { &locked } else { &open };
            let is_date = field.is_some_and(|field| field.kind() == ValueKind::Date);
            match cell {
                Out::Blank => {
                    let format = if is_date { &day } else { format };
                    sheet.write_blank(row, column, format)?;
                }
                Out::Text(text) => {
                    sheet.write_string_with_format(row, column, text, format)?;
                }
                Out::Number(text) => match text.parse::<f64>() {
                    Ok(number) => {
                        sheet.write_number_with_format(row, column, number, format)?;
                    }
                    Err(_) => {
                        sheet.write_string_with_format(row, column, text, format)?;
                    }
                },
                Out::Date(date) => {
                    let serial = f64::from(serial_day(*date, false));
                    sheet.write_number_with_format(row, column, serial, &day)?;
                }
            }
        }
    }
    Ok(())
}

/// Lists to choose from, by name: units, stages, natures, levels.
fn lists(zone: &Zone, options: ExportOptions<'_>) -> Vec<(&'static str, Vec<String>)> {
    let on = options.true_on;
    let mut units: Vec<_> = zone
        .units
        .values()
        .filter(|unit| zone.unit_on(unit.id, on) == unit.id)
        .collect();
    units.sort_by_key(|unit| (unit.protocol_rank, unit.id));
    let paths = || zone.stage_paths.values();
    let mut seen = BTreeSet::new();
    let stages = paths()
        .flat_map(|path| &path.stages)
        .map(|stage| stage.key.clone())
        .filter(|stage| seen.insert(stage.clone()));
    let levels = [
        zone::HandlingLevel::Public,
        zone::HandlingLevel::Internal,
        zone::HandlingLevel::WorkSecret,
        zone::HandlingLevel::UnpublishedStatistics,
    ];
    vec![
        (
            "责任单位",
            units
                .iter()
                .map(|unit| unit.name_on(on).to_owned())
                .collect(),
        ),
        ("阶段", stages.collect()),
        (
            "项目性质",
            paths().map(|path| path.name.zh.clone()).collect(),
        ),
        (
            "知悉范围",
            levels.map(|level| level_name(level).to_owned()).to_vec(),
        ),
    ]
}

/// What may stand in a column.
fn check(
    field: &Field,
    lists: &[(&'static str, Vec<String>)],
) -> Result<Option<DataValidation>, XlsxError> {
    let list = match field {
        Field::LeadUnit => Some(0),
        Field::Stage => Some(1),
        Field::Nature => Some(2),
        Field::HandlingLevel => Some(3),
        _ => None,
    };
    if let Some(at) = list {
        let count = lists[at].1.len();
        if count == 0 {
            return Ok(None);
        }
        let letter = char::from(b'A' + u8::try_from(at).unwrap_or(0));
        let range = format!("={LISTS}!${letter}$2:${letter}${}", count + 1);
        let check = DataValidation::new()
            .allow_list_formula(Formula::new(range))
            .set_error_message("请从下拉列表中选择")?
            // What is typed otherwise is asked about when it is read: an alias may be meant.
            .set_error_style(DataValidationErrorStyle::Warning);
        return Ok(Some(check));
    }
    Ok(match field.kind() {
        ValueKind::Money => Some(
            DataValidation::new()
                .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
                .set_error_message("金额以万元计，不能是负数")?,
        ),
        ValueKind::Date => Some(
            DataValidation::new()
                .allow_date(DataValidationRule::Between(
                    ExcelDateTime::from_ymd(1950, 1, 1)?,
                    ExcelDateTime::from_ymd(2150, 12, 31)?,
                ))
                .set_error_message("请填日期，如 2026-10-31")?
                .set_error_style(DataValidationErrorStyle::Warning),
        ),
        _ => None,
    })
}

/// Shape and word of a light.
fn shown(colour: Colour, options: ExportOptions<'_>) -> String {
    let word = colour.word();
    let letter = options.lang.pick(|| colour.letter(), || colour.key());
    let word = options.lang.pick(|| word.zh, || word.en);
    format!("{} {letter} {word}", colour.shape())
}

fn coloured(colour: Colour) -> Format {
    let (ground, letters) = match colour {
        Colour::Blue => (0x00DD_EBF7, 0x001F_4E79),
        Colour::Green => (0x00E2_EFDA, 0x0037_5623),
        Colour::Yellow => (0x00FF_F2CC, 0x007F_6000),
        Colour::Red => (0x00F8_CBAD, 0x0083_0000),
        Colour::Grey => (0x00ED_EDED, 0x0040_4040),
    };
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(ground))
        .set_font_color(Color::RGB(letters))
}
