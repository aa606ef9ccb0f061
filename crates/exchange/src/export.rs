//! The project table as a spreadsheet that can be read again.
//!
//! Promises: what is written comes back through the importer as unchanged; no text of a person
//! becomes a formula. In xlsx every text is written as text; in csv a text that begins like a
//! formula gets a `'` in front, and so does a text that begins with `'`.
//! Deliberately writes one plain table: the office's own workbook is another matter.

use jiff::civil::Date;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};
use zone::{Actor, Field, HandlingLevel, Holder, Lang, Project, ProjectId, Texts, Value, Zone};

/// A cell to write.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Out {
    Blank,
    Text(String),
    /// An amount in 万元, or a percentage: text for csv, number for xlsx.
    Number(String),
    Date(Date),
}

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct ExportOptions<'a> {
    /// The date looked at.
    pub true_on: Date,
    /// Language of the headers.
    pub lang: Lang,
    /// Who will read it: projects that the reader may not see are left out. All, if nobody is
    /// named.
    pub reader: Option<&'a Actor>,
}

/// The table as an xlsx workbook.
pub fn to_xlsx(
    zone: &Zone,
    texts: &dyn Texts,
    options: ExportOptions<'_>,
) -> Result<Vec<u8>, XlsxError> {
    let table = Table::of(zone, texts, options);
    let mut book = Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_text_wrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    sheet.set_name(options.lang.pick(|| "项目台账", || "Projects"))?;
    sheet.set_freeze_panes(1, 2)?;
    for (column, header) in (0_u16..).zip(&table.headers) {
        sheet.write_string_with_format(0, column, header, &head)?;
        sheet.set_column_width(column, if column == 1 { 36 } else { 14 })?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Out::Blank => {}
                Out::Text(text) => {
                    sheet.write_string(row, column, text)?;
                }
                Out::Number(number) => match number.parse::<f64>() {
                    Ok(number) => {
                        sheet.write_number(row, column, number)?;
                    }
                    Err(_) => {
                        sheet.write_string(row, column, number)?;
                    }
                },
                Out::Date(date) => {
                    let serial = serial_day(*date);
                    sheet.write_number_with_format(row, column, serial, &day)?;
                }
            }
        }
    }
    book.save_to_buffer()
}

/// The table as UTF-8 csv with a byte order mark, which spreadsheet programs need.
pub fn to_csv(zone: &Zone, texts: &dyn Texts, options: ExportOptions<'_>) -> Vec<u8> {
    let table = Table::of(zone, texts, options);
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let rows = table.rows.iter().map(|cells| {
        cells.iter().map(|cell| match cell {
            Out::Blank => String::new(),
            Out::Text(text) => harmless(text),
            Out::Number(number) => number.clone(),
            Out::Date(date) => date.to_string(),
        })
    });
    // Writing to memory cannot fail.
    let _ = writer.write_record(table.headers.iter().map(|header| harmless(header)));
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A text that no spreadsheet program takes for a formula.
pub fn harmless(text: &str) -> String {
    let begins = [
        '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\'',
    ];
    if text.starts_with(begins) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn serial_day(date: Date) -> f64 {
    let start = jiff::civil::date(1899, 12, 30);
    let days = start.until(date).map_or(0, |span| span.get_days());
    f64::from(days)
}

/// The table of projects before it has a format.
pub(crate) struct Table {
    pub(crate) headers: Vec<String>,
    /// The projects of the rows.
    pub(crate) projects: Vec<ProjectId>,
    /// Fields of the columns behind the first, which is the id.
    pub(crate) fields: Vec<Field>,
    pub(crate) rows: Vec<Vec<Out>>,
}

impl Table {
    pub(crate) fn of(zone: &Zone, texts: &dyn Texts, options: ExportOptions<'_>) -> Table {
        let date = options.true_on;
        let projects: Vec<_> = zone
            .projects
            .values()
            .filter(|project| project.exists_on(date))
            .filter(|project| {
                let level = project.handling_level(date);
                let unit = zone.lead_unit(project, date);
                options.reader.is_none_or(|reader| reader.sees(level, unit))
            })
            .collect();
        let mut fields: Vec<&Field> = Vec::new();
        for project in &projects {
            fields.extend(project.facts.keys());
        }
        fields.sort_by_key(|field| (place_of(field), (*field).clone()));
        fields.dedup();
        let mut headers = vec![
            options
                .lang
                .pick(|| "挂图编号", || "Wallchart ID")
                .to_owned(),
        ];
        headers.extend(fields.iter().map(|field| header_of(field, options.lang)));
        let rows = projects
            .iter()
            .map(|project| {
                let mut cells = vec![Out::Text(project.id.to_string())];
                let cell = |field| out(zone, texts, project, field, date);
                cells.extend(fields.iter().copied().map(cell));
                cells
            })
            .collect();
        Table {
            headers,
            projects: projects.iter().map(|own| own.id).collect(),
            fields: fields.into_iter().cloned().collect(),
            rows,
        }
    }
}

fn out(zone: &Zone, texts: &dyn Texts, project: &Project, field: &Field, date: Date) -> Out {
    let Some(value) = project.value(field, date) else {
        return Out::Blank;
    };
    let unit = |id| {
        zone.units
            .get(id)
            .map_or("", |unit| unit.name_on(date))
            .to_owned()
    };
    match value {
        Value::Text(text) if *field == Field::Nature => {
            let path = zone.stage_paths.get(text);
            Out::Text(path.map_or_else(|| text.clone(), |path| path.name.zh.clone()))
        }
        Value::Text(text) => Out::Text(text.clone()),
        Value::FreeText(text) => Out::Text(texts.find(*text).shown(Lang::Zh)),
        Value::Money(amount) => Out::Number(amount.wan().to_string()),
        Value::Share(share) => Out::Text(share.to_string()),
        Value::Date(date) => Out::Date(*date),
        Value::Unit(id) => Out::Text(unit(id)),
        Value::Units(ids) => Out::Text(ids.iter().map(unit).collect::<Vec<_>>().join("、")),
        Value::Holder(holder) => Out::Text(holder_name(zone, texts, *holder, date)),
        Value::Quantity(quantity) => Out::Text(format!(
            "{}/{} {}",
            quantity.planned, quantity.done, quantity.unit
        )),
        Value::Level(level) => Out::Text(level_name(*level).to_owned()),
        Value::Cleared => Out::Blank,
    }
}

pub(crate) fn holder_name(zone: &Zone, texts: &dyn Texts, holder: Holder, date: Date) -> String {
    match holder {
        Holder::Person(id) => {
            let name = zone.people.get(&id).map(|person| texts.find(person.name));
            name.map_or_else(String::new, |found| found.shown(Lang::Zh))
        }
        Holder::Post(id) => zone
            .posts
            .get(&id)
            .and_then(|post| post.titles.at(date).or_else(|| post.titles.last()))
            .map_or_else(String::new, |(_, title)| title.clone()),
    }
}

pub(crate) fn level_name(level: HandlingLevel) -> &'static str {
    match level {
        HandlingLevel::Public => "公开",
        HandlingLevel::Internal => "内部",
        HandlingLevel::WorkSecret => "工作秘密",
        HandlingLevel::UnpublishedStatistics => "未发布统计",
    }
}

/// Order of columns: codes and name first, the office's own last.
fn place_of(field: &Field) -> u8 {
    match field {
        Field::Name => 0,
        Field::ExternalCode(_) => 1,
        Field::Custom(_) => 4,
        Field::Remark => 5,
        Field::Gate(_) => 3,
        _ => 2,
    }
}

/// Headers in both languages; each is a known name of its column.
const HEADERS: [(&str, &str, &str); 29] = [
    ("name", "项目名称", "Project name"),
    ("nature", "项目性质", "Project nature"),
    ("content", "建设规模及内容", "Description"),
    ("scale", "规模类别", "Size class"),
    ("industry", "所属行业", "Industry"),
    ("place", "建设地点", "Place"),
    ("portfolio_group", "四个一批", "Portfolio group"),
    ("handling_level", "知悉范围", "Handling level"),
    ("lead_unit", "责任单位", "Lead unit"),
    ("supporting_units", "配合单位", "Supporting units"),
    ("role.sponsor", "挂点领导", "Sponsor"),
    (
        "total_investment",
        "总投资（万元）",
        "Total investment (万元)",
    ),
    (
        "funding_planned",
        "计划资金（万元）",
        "Funding planned (万元)",
    ),
    (
        "funding_received",
        "到位资金（万元）",
        "Funding received (万元)",
    ),
    (
        "reported_ytd",
        "本年累计完成投资（万元）",
        "Spent this year (万元)",
    ),
    (
        "reported_total",
        "开工以来累计完成投资（万元）",
        "Spent to date (万元)",
    ),
    (
        "certified_ytd",
        "本年入统投资（万元）",
        "Certified this year (万元)",
    ),
    (
        "certified_total",
        "累计入统投资（万元）",
        "Certified to date (万元)",
    ),
    ("physical_share", "形象进度%", "Percent complete"),
    ("physical_words", "形象进度", "Progress"),
    ("stage", "阶段", "Stage"),
    ("planned_start", "计划开工时间", "Planned start"),
    ("planned_finish", "计划竣工时间", "Planned finish"),
    ("required_finish", "要求完成时间", "Required finish"),
    (
        "planned_registration",
        "计划入库时间",
        "Planned registration",
    ),
    ("actual_registration", "实际入库时间", "Registered on"),
    ("forecast_finish", "预计竣工时间", "Forecast finish"),
    ("actual_start", "实际开工时间", "Actual start"),
    ("actual_finish", "实际竣工时间", "Actual finish"),
];

/// The header of a field's column. Fields without a name of their own carry their key in it.
fn header_of(field: &Field, lang: Lang) -> String {
    let key = field.to_string();
    if let Some((_, zh, en)) = HEADERS.iter().find(|entry| entry.0 == key) {
        return lang.pick(|| *zh, || *en).to_owned();
    }
    match field {
        Field::YearPlan(year) => lang.pick(
            || format!("{year}年计划投资（万元）"),
            || format!("{year} annual budget (万元)"),
        ),
        Field::MonthPlan(year, month) => format!("{year}年{month}月计划（万元）"),
        Field::Remark => lang.pick(|| "备注", || "Remark").to_owned(),
        _ => format!("[{key}]"),
    }
}
