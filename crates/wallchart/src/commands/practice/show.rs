//! `practice show`.

use serde::Serialize;
use zone::view::practices::{ContentView, PracticeSheet, sheet};
use zone::{Lang, PracticeId, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart practice show B3
  wallchart practice show B3 --json";

/// 查看一篇经验：做法、成效、适用条件、谁用过 | One practice: what, what came of it, when, who used it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 经验编号 | The practice
    #[arg(value_name = "PRACTICE")]
    id: PracticeId,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    sheet: &'a PracticeSheet,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let id = arguments.id;
    let found = sheet(&view.seen.zone, view.looking(), id).ok_or_else(|| no_such(id))?;
    let text = told(&found, context.lang);
    let document = Document {
        record: reading::record(&view),
        sheet: &found,
    };
    Ok(Answer::new(text, &document))
}

pub(super) fn no_such(id: PracticeId) -> Failure {
    Failure::refused(
        "cli/no-such-practice",
        Words::new(
            format!("没有经验“{id}”"),
            format!("there is no practice {:?}", id.to_string()),
        ),
        Words::new(
            "用 wallchart practice list 查看编号",
            "see `wallchart practice list` for ids",
        ),
    )
}

fn told(sheet: &PracticeSheet, lang: Lang) -> String {
    let row = &sheet.row;
    let state = row.state_word.in_lang(lang);
    let concerned = row.kinds.iter().chain(&row.stages);
    let concerned = concerned.map(String::as_str).collect::<Vec<_>>().join("、");
    let mut text = format!(
        "{} {}\n{}　{state}　{}　{concerned}\n",
        row.id, row.title, row.unit.name, row.on
    );
    if let Some(name) = &sheet.source.name {
        let (kind, name) = (sheet.source.kind_word.in_lang(lang), name.in_lang(lang));
        text += &say!(
            lang,
            "来源：{kind} {name}\n",
            "written from {kind}: {name}\n"
        );
    }
    text += &content(&sheet.content, lang);
    if let Some(waiting) = &sheet.waiting
        && sheet.versions.len() > 1
    {
        text += &say!(lang, "\n待审核的版本：\n", "\nthe version that waits:\n");
        text += &content(waiting, lang);
    }
    let used = row.used;
    text += &say!(lang, "\n用过 {used} 次\n", "\nused {used} times\n");
    for own in &sheet.used {
        let unit = own.unit.as_ref().map_or("", |unit| unit.name.as_str());
        let note = own.note.as_ref().map_or("", |note| note.in_lang(lang));
        text += &format!(
            "  {} {} {} {unit} {note}\n",
            own.on,
            own.key,
            own.name.in_lang(lang)
        );
    }
    text.trim_end().to_owned()
}

fn content(own: &ContentView, lang: Lang) -> String {
    let mut text = String::new();
    let parts = [
        (Words::new("做法", "What was done"), Some(&own.what)),
        (Words::new("成效", "What came of it"), Some(&own.outcome)),
        (
            Words::new("适用条件", "When it applies"),
            own.applies.as_ref(),
        ),
    ];
    for (word, part) in parts {
        if let Some(part) = part {
            text += &format!("\n{}\n{}\n", word.in_lang(lang), part.in_lang(lang));
        }
    }
    text
}
