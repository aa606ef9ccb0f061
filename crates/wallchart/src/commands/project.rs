//! `project`: everything about one project, each figure with its source.

use serde::Serialize;
use zone::view::Filter;
use zone::view::sheet::{FieldView, ProjectSheet, sheet};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::history::{self, Happening};
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::{lookup, reading, steps};
use zone::Lang;

const EXAMPLES: &str = "  wallchart project P12
  wallchart project 2026-K0031 --json
  wallchart project 26th --known-at report-2016-11";

/// Columns a value may take in the table of fields.
const VALUE_COLUMNS: usize = 60;

/// 项目单：字段及来源、亮灯理由、步骤、问题、沿革 | One project: fields with sources, why its light,
/// steps, problems, lineage
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 编号、编码或名称 | Id, code or name
    #[arg(value_name = "PROJECT")]
    project: String,
    #[command(flatten)]
    moment: Moment,
    /// 用哪一套亮灯规则（默认为现行规则） | Rule set by key; the one in force unless named
    #[arg(long, value_name = "KEY")]
    rule: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    sheet: &'a ProjectSheet,
    happenings: &'a [Happening],
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let id = lookup::project(&view, &arguments.project)?;
    let filter = Filter {
        rule: arguments.rule.clone(),
        ..Filter::default()
    };
    let sheet = sheet(&view.seen.zone, view.looking(), id, &filter)?;
    let happenings = history::of(&view, &sheet.history)?;
    let lang = context.lang;
    let parts = [
        head(&sheet, lang),
        reading::headline(&view, lang) + "\n",
        fields(&sheet.fields, lang),
        light(&sheet, lang),
        steps::table(&sheet.steps, lang),
        problems(&sheet, lang),
        lineage(&sheet, lang),
        history::text(&happenings, lang),
    ];
    let document = Document {
        record: reading::record(&view),
        sheet: &sheet,
        happenings: &happenings,
    };
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    Ok(Answer::new(parts.collect::<Vec<_>>().join("\n"), &document))
}

fn head(sheet: &ProjectSheet, lang: Lang) -> String {
    let row = &sheet.row;
    let mark = &row.light;
    let (id, name) = (row.id, &row.name);
    let (shape, word) = (mark.colour.shape(), mark.colour.word());
    let (word, reason) = (word.in_lang(lang), mark.reason.in_lang(lang));
    format!("{id} {name}\n{shape} {word}  {reason}\n")
}

fn fields(fields: &[FieldView], lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["字段", "值", "自", "记录", "来源"],
        Lang::En => ["field", "value", "since", "record", "source"],
    });
    for field in fields {
        let source = field.source.as_ref();
        table.row([
            field.label.in_lang(lang).to_owned(),
            cut(&field.value.in_lang(lang).replace('\n', " "), VALUE_COLUMNS),
            field.since.to_string(),
            field.seq.to_string(),
            source.map_or_else(String::new, |source| {
                format!("{} [{}] {}", source.file, source.sheet, source.cell)
            }),
        ]);
    }
    table.text()
}

fn light(sheet: &ProjectSheet, lang: Lang) -> String {
    let light = &sheet.light;
    let (name, key, version) = (
        light.rule.name.in_lang(lang),
        &light.rule.key,
        light.rule.version,
    );
    let mut text = say!(
        lang,
        "为什么是这个灯：规则“{name}”（{key} 第 {version} 版），截至 {}\n",
        "why this light: rule {name:?} ({key}, version {version}), as of {}\n",
        light.as_of
    );
    if let Some(previous) = light.previous {
        let (word, streak) = (previous.word(), light.streak);
        let word = word.in_lang(lang);
        text += &say!(
            lang,
            "  上期：{word}，已连续 {streak} 期\n",
            "  before: {word}, {streak} closed cycles running\n"
        );
    }
    if let Some(exemption) = &light.exemption {
        text += &format!("  {}\n", exemption.in_lang(lang));
    }
    for input in &light.inputs {
        let missing = lang.pick(|| "（未报）", || "(not reported)");
        let value = input
            .value
            .as_ref()
            .map_or(missing, |value| value.in_lang(lang));
        text += &format!("  {} = {value}\n", input.name.in_lang(lang));
    }
    for part in &light.parts {
        let colour = part.colour.map_or("–", |colour| colour.shape());
        let (name, formula) = (part.name.in_lang(lang), part.formula.in_lang(lang));
        text += &format!("  {colour} {name}  {formula}\n");
        for line in &part.trace {
            text += &format!("      {}\n", line.in_lang(lang));
        }
    }
    text
}

fn problems(sheet: &ProjectSheet, lang: Lang) -> String {
    if sheet.problems.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["问题", "类别", "状态", "提出", "期限", "责任单位", "内容"],
        Lang::En => ["problem", "kind", "state", "raised", "due", "unit", "what"],
    });
    for problem in &sheet.problems {
        let (open, solved) = lang.pick(|| ("未解决", "已解决"), || ("open", "solved"));
        table.row([
            problem.id.to_string(),
            problem.kind.clone(),
            if problem.open { open } else { solved }.to_owned(),
            problem.raised_on.to_string(),
            problem
                .due_on
                .map_or_else(String::new, |date| date.to_string()),
            problem.owner.clone().unwrap_or_default(),
            cut(problem.description.in_lang(lang), VALUE_COLUMNS),
        ]);
    }
    table.text()
}

/// Changes and gates passed, in the order of their dates.
fn lineage(sheet: &ProjectSheet, lang: Lang) -> String {
    let mut entries: Vec<(jiff::civil::Date, String)> = sheet
        .lineage
        .iter()
        .map(|entry| {
            let text = format!("{}  {}", entry.text.in_lang(lang), entry.document);
            (entry.effective_on, text)
        })
        .chain(sheet.stage_moves.iter().map(|step| {
            let to = say!(lang, "进入“{}”", "reached {:?}", step.to);
            let evidence = step.evidence.iter().map(|own| own.in_lang(lang));
            let evidence = evidence.collect::<Vec<_>>().join("; ");
            (step.effective_on, format!("{to}  {evidence}"))
        }))
        .collect();
    if entries.is_empty() {
        return String::new();
    }
    entries.sort();
    let lines = entries
        .iter()
        .map(|(date, text)| format!("  {date}  {text}\n"));
    let heading = lang.pick(|| "沿革与阶段", || "lineage and stages");
    format!("{heading}\n{}", lines.collect::<String>())
}
