//! The questions of an import, as a document and as text.

use exchange::Preview;
use exchange::preview::{Answer, Choice, Question, Returned, Weight};
use serde::Serialize;
use zone::{Lang, Words, Zone, cell_name, labels};

use crate::lang::say;
use crate::layout::{Table, cut};

/// Most questions shown in the terminal; the document has them all.
const QUESTIONS_SHOWN: usize = 20;

/// Most values sent back that are shown in the terminal.
const RETURNED_SHOWN: usize = 20;

/// A question.
#[derive(Debug, Serialize)]
pub(crate) struct Asked {
    /// By which `--answers` names it.
    key: String,
    code: &'static str,
    weight: Weight,
    message: Words,
    remedy: Words,
    sheet: Option<String>,
    cell: Option<String>,
    project: Option<String>,
    name: Option<String>,
    field: Option<String>,
    label: Option<Words>,
    known: Option<String>,
    told: Option<String>,
    choices: Vec<Choice>,
    candidates: Vec<Near>,
    /// The answer in force.
    answer: Option<Answer>,
    /// The import of the same file in which it was answered already.
    answered_in: Option<String>,
}

/// A project or a row that may be meant.
#[derive(Debug, Serialize)]
pub(crate) struct Near {
    target: String,
    name: String,
    unit: Option<String>,
    score: u8,
    reasons: Vec<Words>,
}

/// Questions of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct Kind {
    code: &'static str,
    weight: Weight,
    total: usize,
    open: usize,
}

impl Kind {
    /// How many of them wait, if nothing is applied until they are answered.
    pub(crate) fn blocking(&self) -> usize {
        match self.weight {
            Weight::Blocks => self.open,
            Weight::Asks | Weight::Tells => 0,
        }
    }
}

/// What goes back to a unit.
#[derive(Debug, Serialize)]
pub(crate) struct Back {
    sheet: String,
    cell: String,
    name: String,
    unit: Option<String>,
    label: Option<Words>,
    told: Option<String>,
    note: String,
}

/// The questions of a preview.
pub(crate) fn questions(zone: &Zone, preview: &Preview) -> Vec<Asked> {
    let each = preview.questions.iter();
    each.map(|own| question(zone, own)).collect()
}

fn question(zone: &Zone, own: &Question) -> Asked {
    let told = own.cause.told();
    let near = own.candidates.iter().map(|near| Near {
        target: near.target.clone(),
        name: near.name.clone(),
        unit: near.unit.clone(),
        score: near.score,
        reasons: near
            .reasons
            .iter()
            .map(exchange::preview::Reason::words)
            .collect(),
    });
    Asked {
        key: own.key.clone(),
        code: told.code,
        weight: own.weight,
        message: told.what,
        remedy: told.remedy,
        sheet: own.place.sheet.as_deref().map(str::to_owned),
        cell: own.place.cell_name(),
        project: own.project.map(|id| id.to_string()),
        name: own.name.clone(),
        field: own.field.as_ref().map(ToString::to_string),
        label: own.field.as_ref().map(|field| labels::field(zone, field)),
        known: own.known.clone(),
        told: own.told.as_ref().map(exchange::rows::DraftValue::shown),
        choices: own.choices.clone(),
        candidates: near.collect(),
        answer: own.answer.clone(),
        answered_in: own.answered_in.map(|id| id.to_string()),
    }
}

/// How many there are of each kind.
pub(crate) fn kinds(preview: &Preview) -> Vec<Kind> {
    let each = preview.asked.iter();
    each.map(|((weight, code), asked)| Kind {
        code,
        weight: *weight,
        total: asked.total,
        open: asked.open,
    })
    .collect()
}

/// What goes back.
pub(crate) fn returned(zone: &Zone, preview: &Preview) -> Vec<Back> {
    let back = |own: &Returned| Back {
        sheet: preview
            .sheets
            .get(usize::from(own.at.sheet))
            .map_or_else(String::new, ToString::to_string),
        cell: cell_name(own.at.row, own.at.column),
        name: own.name.to_string(),
        unit: own.unit.as_deref().map(str::to_owned),
        label: own.field.as_ref().map(|field| labels::field(zone, field)),
        told: own.told.as_ref().map(exchange::rows::DraftValue::shown),
        note: own.note.clone(),
    };
    preview.returned.iter().map(back).collect()
}

/// The questions for people: kinds first, then the open ones with what may be answered.
pub(crate) fn text(kinds: &[Kind], asked: &[Asked], lang: Lang) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["核对事项", "轻重", "共", "待答"],
        Lang::En => ["question", "weight", "all", "open"],
    });
    for kind in kinds {
        table.row([
            kind.code.to_owned(),
            weight(kind.weight, lang).to_owned(),
            kind.total.to_string(),
            kind.open.to_string(),
        ]);
    }
    let mut text = format!("\n{}", table.text());
    let open = |own: &&Asked| own.answer.is_none() && own.weight != Weight::Tells;
    let total = asked.iter().filter(open).count();
    for own in asked.iter().filter(open).take(QUESTIONS_SHOWN) {
        text += &one(own, lang);
    }
    let more = total.saturating_sub(QUESTIONS_SHOWN);
    if more > 0 {
        text += &say!(
            lang,
            "……另有 {more} 个，见 --json\n",
            "… {more} more: see --json\n"
        );
    }
    text
}

fn weight(weight: Weight, lang: Lang) -> &'static str {
    match (weight, lang) {
        (Weight::Blocks, Lang::Zh) => "必答",
        (Weight::Blocks, Lang::En) => "blocks",
        (Weight::Asks, Lang::Zh) => "询问",
        (Weight::Asks, Lang::En) => "asks",
        (Weight::Tells, Lang::Zh) => "告知",
        (Weight::Tells, Lang::En) => "tells",
    }
}

fn one(own: &Asked, lang: Lang) -> String {
    let mark = if own.weight == Weight::Blocks {
        "!"
    } else {
        "?"
    };
    let name = own.name.as_deref().map(|name| cut(name, 30));
    let name = name.unwrap_or_default();
    let message = own.message.in_lang(lang);
    let mut text = format!("{mark} {}\n    {name} {message}\n", own.key);
    for near in &own.candidates {
        let reasons: Vec<&str> = near.reasons.iter().map(|own| own.in_lang(lang)).collect();
        let (target, name, score) = (&near.target, cut(&near.name, 30), near.score);
        let reasons = reasons.join(lang.pick(|| "、".to_owned(), || ", ".to_owned()).as_str());
        text += &format!("    - {target} {name} {score}% ({reasons})\n");
    }
    text
}

/// What goes back, for people.
pub(crate) fn returned_text(returned: &[Back], lang: Lang) -> String {
    if returned.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["退回", "项目", "单位", "字段", "表中", "原因"],
        Lang::En => ["sent back", "project", "unit", "field", "told", "why"],
    });
    for own in returned.iter().take(RETURNED_SHOWN) {
        let whole = say!(lang, "整行", "the row");
        let label = own
            .label
            .as_ref()
            .map(|label| label.in_lang(lang).to_owned());
        table.row([
            own.cell.clone(),
            cut(&own.name, 24),
            cut(own.unit.as_deref().unwrap_or("–"), 16),
            label.unwrap_or(whole),
            cut(own.told.as_deref().unwrap_or("–"), 20),
            cut(&own.note, 30),
        ]);
    }
    format!("\n{}", table.text())
}
