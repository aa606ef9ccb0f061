//! `item show`: one item with everything that happened to it.

use serde::Serialize;
use zone::Lang;
use zone::view::items::{self, ItemSheet};

use super::{find, list};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::history::{self, Happening};
use crate::lang::say;
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart item show S3
  wallchart item show 2026-3 --known-at report-2026-04 --json";

/// 一个督办事项：标准、材料、来源原句和办理过程 | One item: measure, evidence, the sentence it comes
/// from, what happened
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 编号：S3、2026-3 或全称 | Its id or number: S3, 2026-3
    #[arg(value_name = "ITEM")]
    item: String,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    sheet: &'a ItemSheet,
    happenings: &'a [Happening],
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let item = find::item(&view, &arguments.item)?;
    let sheet = items::sheet(&view.seen.zone, view.looking(), item.id);
    let Some(sheet) = sheet else {
        return Err(Failure::refused(
            "cli/item-not-yet",
            zone::Words::new("该日尚未交办", "it was not assigned yet on that date"),
            zone::Words::new(
                "换一个日期（--true-on）",
                "choose another date with --true-on",
            ),
        ));
    };
    let happenings = history::of(&view, &items::history(item))?;
    let lang = context.lang;
    let text = format!(
        "{}\n{}{}",
        reading::headline(&view, lang),
        facts(&sheet, lang),
        history::text(&happenings, lang)
    );
    let document = Document {
        record: reading::record(&view),
        sheet: &sheet,
        happenings: &happenings,
    };
    Ok(Answer::new(text, &document))
}

fn facts(sheet: &ItemSheet, lang: Lang) -> String {
    let row = &sheet.row;
    let shape = row.colour.map_or("", |colour| colour.shape());
    let support: Vec<&str> = row.support.iter().map(|unit| unit.name.as_str()).collect();
    let evidence: Vec<String> = sheet
        .evidence
        .iter()
        .map(|own| {
            let mark = if own.given { '✓' } else { '○' };
            format!("{mark} {}", own.word.in_lang(lang))
        })
        .collect();
    let owed_to = row.owed_to.as_ref().map(|unit| unit.name.clone());
    let office = || say!(lang, "调度办公室", "dispatch office");
    let sentence = sheet.sentence.as_ref().map_or_else(String::new, |text| {
        let document = sheet.document.as_ref().map(|own| own.in_lang(lang));
        format!("{}  {}", text.in_lang(lang), document.unwrap_or(""))
    });
    let lines = [
        (
            say!(lang, "事项", "what"),
            row.what.in_lang(lang).to_owned(),
        ),
        (
            say!(lang, "状态", "state"),
            format!(
                "{shape} {}  {}",
                row.state_word.in_lang(lang),
                list::days(row, lang)
            ),
        ),
        (say!(lang, "主办", "lead"), row.lead.name.clone()),
        (say!(lang, "协办", "supporting"), support.join("、")),
        (
            say!(lang, "责任人", "owner"),
            row.owner.in_lang(lang).to_owned(),
        ),
        (
            say!(lang, "交办方", "owed to"),
            owed_to.unwrap_or_else(office),
        ),
        (say!(lang, "期限", "due"), row.due_on.to_string()),
        (
            say!(lang, "衡量标准", "measure"),
            sheet.measure.in_lang(lang).to_owned(),
        ),
        (say!(lang, "销号材料", "evidence"), evidence.join("  ")),
        (say!(lang, "来源原句", "sentence"), sentence),
    ];
    let mut text = format!("{} {}\n", row.id, row.number);
    for (label, value) in lines.iter().filter(|line| !line.1.is_empty()) {
        text += &format!("  {label}：{value}\n").replace('：', lang.pick(|| "：", || ": "));
    }
    if let Some(proposed) = &row.proposed_word {
        let step = proposed.in_lang(lang);
        text += &say!(lang, "  建议升级：{step}\n", "  proposed step: {step}\n");
    }
    text
}
