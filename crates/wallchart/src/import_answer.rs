//! What an import would do or did, as a document and as text.

use exchange::Severity;
use exchange::mapping::{SheetMapping, Target};
use exchange::preview::{Change, Preview, PreviewRow, RowClass, RowTarget};
use host::Done;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use zone::{Lang, Refusal, Words, Zone, cell_name, labels};

use crate::import_questions::{self, Asked, Back, Kind};
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::spreadsheet::refusal;

/// Most rows and changes shown in the terminal; the document has them all.
const ROWS_SHOWN: usize = 20;

/// Most projects that disappeared shown in the terminal.
const GONE_SHOWN: usize = 10;

/// The problem that an option of the command line may settle.
const UNKNOWN_UNIT: &str = "exchange/unknown-unit";

/// An import. Its rows are many: they are made as they are written.
#[derive(Debug, Serialize)]
pub(crate) struct ImportAnswer<'a> {
    file: String,
    sha256: String,
    can_apply: bool,
    /// Whether there is anything new in it.
    has_news: bool,
    /// The events it became; none for a preview.
    applied: Option<Applied>,
    counts: Counts,
    reports: Vec<Report>,
    mapping: Vec<Column>,
    rows: Rows<'a>,
    disappeared: Vec<Gone>,
    /// What other systems have otherwise: compared and left out.
    differences: Vec<Differs>,
    units_to_create: Vec<String>,
    people_to_create: Vec<String>,
    lines_passed_over: u32,
    problems: Vec<Weighed>,
    questions: Vec<Asked>,
    question_counts: Vec<Kind>,
    returned: Vec<Back>,
    /// The import of this very file that holds already.
    imported_in: Option<String>,
}

#[derive(Debug, Serialize)]
struct Applied {
    first: u64,
    last: u64,
}

#[derive(Debug, Serialize)]
struct Counts {
    new: u32,
    changed: u32,
    unchanged: u32,
    refused: u32,
    returned: u32,
    asked: u32,
    disappeared: usize,
}

#[derive(Debug, Serialize)]
struct Report {
    effective_on: Date,
    stated_by_source: bool,
    mark: Option<String>,
}

#[derive(Debug, Serialize)]
struct Column {
    sheet: String,
    column: String,
    header: String,
    target: String,
    label: Words,
    unit: Option<String>,
    confidence: u8,
}

/// The rows of a preview.
#[derive(Debug, Clone, Copy)]
struct Rows<'a> {
    preview: &'a Preview,
    zone: &'a Zone,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rows = self.preview.rows.iter();
        to.collect_seq(rows.map(|own| row(self.preview, self.zone, own)))
    }
}

#[derive(Debug, Serialize)]
struct Row {
    sheet: String,
    cell: String,
    name: String,
    class: RowClass,
    project: Option<String>,
    changes: Vec<Changed>,
}

#[derive(Debug, Serialize)]
struct Changed {
    field: String,
    label: Words,
    old: Option<String>,
    new: String,
    cell: Option<String>,
}

#[derive(Debug, Serialize)]
struct Gone {
    project: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Differs {
    project: String,
    name: String,
    #[serde(flatten)]
    change: Changed,
    /// The source of the field; null for the office's own ledger.
    source: Option<Words>,
}

#[derive(Debug, Serialize)]
struct Weighed {
    severity: Severity,
    #[serde(flatten)]
    problem: Refusal,
}

impl<'a> ImportAnswer<'a> {
    /// The answer of a preview, applied or not.
    pub(crate) fn of(preview: &'a Preview, zone: &'a Zone, done: Option<&Done>) -> Self {
        ImportAnswer {
            file: preview.file.to_string(),
            sha256: preview.sha256.clone(),
            can_apply: preview.can_apply(),
            has_news: preview.has_news(),
            applied: done.map(|done| Applied {
                first: done.first,
                last: done.last,
            }),
            counts: Counts {
                new: preview.count(RowClass::New),
                changed: preview.count(RowClass::Changed),
                unchanged: preview.count(RowClass::Unchanged),
                refused: preview.count(RowClass::Refused),
                returned: preview.count(RowClass::Returned),
                asked: preview.count(RowClass::Asked),
                disappeared: preview.disappeared.len(),
            },
            reports: reports(preview),
            mapping: columns(preview, zone),
            rows: Rows { preview, zone },
            disappeared: gone(preview),
            differences: differences(preview, zone),
            units_to_create: preview
                .units_to_create
                .iter()
                .map(ToString::to_string)
                .collect(),
            people_to_create: preview
                .people_to_create
                .iter()
                .map(ToString::to_string)
                .collect(),
            lines_passed_over: preview.lines_passed_over,
            problems: preview
                .problems
                .iter()
                .map(|problem| Weighed {
                    severity: problem.severity(),
                    problem: refusal(problem),
                })
                .collect(),
            questions: import_questions::questions(zone, preview),
            question_counts: import_questions::kinds(preview),
            returned: import_questions::returned(zone, preview),
            imported_in: preview.imported_in.map(|id| id.to_string()),
        }
    }
}

impl ImportAnswer<'_> {
    /// How many problems are errors.
    fn errors(&self) -> usize {
        let errors = self.problems.iter();
        errors.filter(|own| own.severity == Severity::Error).count()
    }

    /// How many questions that block are open.
    fn open(&self) -> usize {
        let kinds = self.question_counts.iter();
        kinds.map(Kind::blocking).sum()
    }
}

fn reports(preview: &Preview) -> Vec<Report> {
    let each = preview.reports.iter().map(|report| Report {
        effective_on: report.effective_on,
        stated_by_source: report.stated_by_source,
        mark: report.mark.clone(),
    });
    each.collect()
}

fn gone(preview: &Preview) -> Vec<Gone> {
    let each = preview.disappeared.iter().map(|own| Gone {
        project: own.project.to_string(),
        name: own.name.clone(),
    });
    each.collect()
}

fn differences(preview: &Preview, zone: &Zone) -> Vec<Differs> {
    let each = preview.differences.iter().map(|own| Differs {
        project: own.project.to_string(),
        name: own.name.to_string(),
        change: changed(&own.change, zone),
        source: own.source.clone(),
    });
    each.collect()
}

fn changed(change: &Change, zone: &Zone) -> Changed {
    Changed {
        field: change.field.to_string(),
        label: labels::field(zone, &change.field),
        old: change.old.as_deref().map(str::to_owned),
        new: change.value.shown(),
        cell: change.cell.map(|at| cell_name(at.row, at.column)),
    }
}

fn columns(preview: &Preview, zone: &Zone) -> Vec<Column> {
    let of_sheet = |sheet: &SheetMapping| {
        let name = sheet.sheet.clone();
        let columns = sheet.columns.iter().map(move |column| Column {
            sheet: name.clone(),
            column: column.column.clone(),
            header: column.header.clone(),
            target: column.target.to_string(),
            label: match &column.target {
                Target::Field(field) => labels::field(zone, field),
                Target::Ignore => Words::new("（不导入）", "(not imported)"),
                Target::Id => Words::new("挂图编号", "id"),
                Target::AsOf => Words::new("报告日期", "date of the report"),
                Target::Mark => Words::new("标记", "mark"),
                Target::Year => Words::new("年份", "year"),
                Target::MoneyUnit => Words::new("金额单位", "unit of money"),
            },
            unit: column.unit.clone(),
            confidence: column.confidence,
        });
        columns.collect::<Vec<_>>()
    };
    preview.mapping.sheets.iter().flat_map(of_sheet).collect()
}

fn row(preview: &Preview, zone: &Zone, row: &PreviewRow) -> Row {
    let sheet = preview.sheets.get(usize::from(row.at.sheet));
    let changes = row.changes.iter().map(|own| changed(own, zone));
    Row {
        sheet: sheet.map_or_else(String::new, ToString::to_string),
        cell: cell_name(row.at.row, row.at.column),
        name: row.name.to_string(),
        class: row.class,
        project: match row.target {
            Some(RowTarget::Existing(id, _)) => Some(id.to_string()),
            Some(RowTarget::New(_)) | None => None,
        },
        changes: changes.collect(),
    }
}

/// The answer for people: columns, counts, what changes.
pub(crate) fn text(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    let mut text = format!("{}\n{}\n", answer.file, mapping(answer, lang));
    let Counts {
        new,
        changed,
        unchanged,
        refused,
        returned,
        asked,
        disappeared,
    } = &answer.counts;
    text += &say!(
        lang,
        "新增 {new}，变更 {changed}，不变 {unchanged}，拒收 {refused}，消失 {disappeared}",
        "{new} new, {changed} changed, {unchanged} unchanged, {refused} refused, \
         {disappeared} disappeared"
    );
    if *returned + *asked > 0 {
        text += &say!(
            lang,
            "，退回 {returned}，待指明 {asked}",
            ", {returned} sent back, {asked} waiting"
        );
    }
    text += "\n";
    text += &said_of_reports(answer, lang);
    text += &changes(answer, lang);
    text += &to_create(answer, lang);
    text += &disappeared_text(answer, lang);
    text += &differences_text(answer, lang);
    text += &import_questions::text(&answer.question_counts, &answer.questions, lang);
    text += &import_questions::returned_text(&answer.returned, lang);
    text + &ending(answer, lang)
}

fn mapping(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["列", "表头", "对应", "单位", "把握"],
        Lang::En => ["column", "header", "means", "unit", "sure"],
    });
    for column in &answer.mapping {
        table.row([
            column.column.clone(),
            cut(&column.header, 40),
            column.label.in_lang(lang).to_owned(),
            column.unit.clone().unwrap_or_default(),
            format!("{}%", column.confidence),
        ]);
    }
    table.text()
}

fn said_of_reports(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    let dates: Vec<String> = answer
        .reports
        .iter()
        .map(|report| report.effective_on.to_string())
        .collect();
    match &dates[..] {
        [] => String::new(),
        [only] => say!(lang, "数据截至 {only}\n", "figures as of {only}\n"),
        [first, .., last] => {
            let count = dates.len();
            say!(
                lang,
                "{count} 期报告，{first} 至 {last}\n",
                "{count} reports, {first} to {last}\n"
            )
        }
    }
}

fn changes(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["单元格", "项目", "字段", "原值", "新值"],
        Lang::En => ["cell", "project", "field", "old", "new"],
    });
    let Rows { preview, zone } = answer.rows;
    let changed = preview.rows.iter();
    let changed = changed.filter(|row| row.class == RowClass::Changed);
    let total: usize = changed.clone().map(|row| row.changes.len()).sum();
    let mut shown = 0;
    for found in changed {
        let left = ROWS_SHOWN - shown;
        if left == 0 {
            break;
        }
        let row = row(preview, zone, found);
        for change in row.changes.iter().take(left) {
            shown += 1;
            table.row([
                change.cell.clone().unwrap_or_else(|| row.cell.clone()),
                cut(&row.name, 30),
                change.label.in_lang(lang).to_owned(),
                cut(change.old.as_deref().unwrap_or("–"), 30),
                cut(&change.new, 30),
            ]);
        }
    }
    if table.is_empty() {
        return String::new();
    }
    let more = total.saturating_sub(ROWS_SHOWN);
    let rest = match more {
        0 => String::new(),
        _ => say!(
            lang,
            "……另有 {more} 处，见 --json\n",
            "… {more} more: see --json\n"
        ),
    };
    format!("\n{}{rest}", table.text())
}

/// What is not this file's to say, and is otherwise in it.
fn differences_text(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    let count = answer.differences.len();
    if count == 0 {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["单元格", "项目", "字段", "已知", "文件", "以谁为准"],
        Lang::En => ["cell", "project", "field", "known", "file", "comes from"],
    });
    for own in answer.differences.iter().take(ROWS_SHOWN) {
        let ledger = lang.pick(|| "本区台账", || "the ledger");
        let source = own.source.as_ref().map(|name| name.in_lang(lang));
        table.row([
            own.change.cell.clone().unwrap_or_default(),
            cut(&own.name, 24),
            own.change.label.in_lang(lang).to_owned(),
            cut(own.change.old.as_deref().unwrap_or("–"), 20),
            cut(&own.change.new, 20),
            source.unwrap_or(ledger).to_owned(),
        ]);
    }
    let rest = match count.saturating_sub(ROWS_SHOWN) {
        0 => String::new(),
        more => say!(
            lang,
            "……另有 {more} 处，见 --json\n",
            "… {more} more: see --json\n"
        ),
    };
    let head = say!(
        lang,
        "差异 {count} 处（不由本文件说了算，未采用）：",
        "{count} differences (not this file's to say, left out):"
    );
    format!("\n{head}\n{}{rest}", table.text())
}

fn to_create(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    let mut text = String::new();
    if !answer.units_to_create.is_empty() {
        let names = answer.units_to_create.join("、");
        text += &say!(
            lang,
            "将新建单位：{names}\n",
            "units to be created: {names}\n"
        );
    }
    if !answer.people_to_create.is_empty() {
        let names = answer.people_to_create.join("、");
        text += &say!(
            lang,
            "将新建人员：{names}\n",
            "people to be created: {names}\n"
        );
    }
    text
}

fn disappeared_text(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    if answer.disappeared.is_empty() {
        return String::new();
    }
    let named = answer.disappeared.iter().take(GONE_SHOWN);
    let lines = named.map(|own| format!("  {} {}\n", own.project, own.name));
    let lines: String = lines.collect();
    say!(
        lang,
        "本次文件中没有的项目（不作改动）：\n{lines}",
        "projects that the file does not have (left as they are):\n{lines}"
    )
}

fn ending(answer: &ImportAnswer<'_>, lang: Lang) -> String {
    if let Some(Applied { first, last }) = &answer.applied {
        return say!(
            lang,
            "已生效：记录第 {first}—{last} 条\n",
            "applied: records {first} to {last}\n"
        );
    }
    let waiting = answer.open();
    if !answer.can_apply && answer.errors() == 0 {
        return say!(
            lang,
            "有 {waiting} 个问题必须先答复，未导入任何内容；用 --save-answers FILE 存出，答复后加 --answers FILE\n",
            "{waiting} questions must be answered first; nothing was imported; \
             --save-answers FILE writes them down, --answers FILE takes the answers\n"
        );
    }
    if !answer.can_apply {
        let count = answer.errors();
        let unknown = answer
            .problems
            .iter()
            .any(|own| own.problem.code == UNKNOWN_UNIT);
        let hint = match unknown {
            true => say!(
                lang,
                "新建所有不认识的单位：加 --create-missing\n",
                "to create every unit that nobody knows, add --create-missing\n"
            ),
            false => String::new(),
        };
        return say!(
            lang,
            "有 {count} 处错误，未导入任何内容\n{hint}",
            "{count} errors; nothing was imported\n{hint}"
        );
    }
    if !answer.has_news {
        return say!(lang, "没有任何变化，无需导入\n", "nothing to change\n");
    }
    say!(
        lang,
        "以上为预览，尚未导入；加 --apply 生效\n",
        "this is a preview, nothing was imported; add --apply to apply it\n"
    )
}
