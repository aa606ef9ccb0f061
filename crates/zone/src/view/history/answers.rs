//! Answers to the questions of an import, and its undoing, in one line.

use crate::event::{ImportAnswered, ImportUndone};
use crate::import::Answered;
use crate::view::Looking;
use crate::{Lang, TextRef, Words, Zone, labels};

/// What was asked, what was known and told, what was answered, and why.
pub(super) fn answered(zone: &Zone, looking: Looking<'_>, event: &ImportAnswered) -> Words {
    let about = match &event.field {
        Some(field) => labels::field(zone, field),
        None => Words::new("本项目", "the project"),
    };
    let value = |value: &Option<crate::Value>| {
        value
            .as_ref()
            .map(|value| labels::value(zone, looking, value))
    };
    let (mut zh, mut en) = (about.zh, about.en);
    if let Some(known) = value(&event.known) {
        zh += &format!("，原为 {}", known.zh);
        en += &format!(", known as {}", known.en);
    }
    if let Some(told) = value(&event.told) {
        zh += &format!("，表中为 {}", told.zh);
        en += &format!(", told as {}", told.en);
    }
    let word = word(zone, looking, &event.answer);
    let note = note(looking, event.note);
    let question = &event.question;
    Words::new(
        format!("导入核对（{question}）：{zh}：{}{}", word.zh, note.zh),
        format!("import question ({question}): {en}: {}{}", word.en, note.en),
    )
}

fn word(zone: &Zone, looking: Looking<'_>, answer: &Answered) -> Words {
    match answer {
        Answered::Accepted => Words::new("采信", "accepted"),
        Answered::Corrected { taken } => {
            let taken = labels::value(zone, looking, taken);
            Words::new(
                format!("更正为 {}", taken.zh),
                format!("corrected to {}", taken.en),
            )
        }
        Answered::SentBack { whole_row: false } => {
            Words::new("退回单位，未导入该值", "sent back; the value was left out")
        }
        Answered::SentBack { whole_row: true } => {
            Words::new("退回单位，未导入该行", "sent back; the row was left out")
        }
        Answered::Same => Words::new("确认为本项目", "the row is this project"),
        Answered::New => Words::new("确认为新项目", "the row is a new project"),
        Answered::LeftOut => Words::new("仅本次文件未列", "left out of this file"),
        Answered::Changed => Words::new("已按答复办理", "done as answered"),
    }
}

/// An import was undone.
pub(super) fn undone(looking: Looking<'_>, event: &ImportUndone) -> Words {
    let (id, first, last) = (event.import, event.first, event.last);
    let note = note(looking, event.reason);
    Words::new(
        format!("撤销导入 {id}（记录第 {first}—{last} 条）{}", note.zh),
        format!("import {id} undone (records {first} to {last}){}", note.en),
    )
}

fn note(looking: Looking<'_>, note: Option<TextRef>) -> Words {
    let Some(note) = note else {
        return Words::default();
    };
    let note = looking.texts.find(note);
    Words::new(
        format!("：{}", note.shown(Lang::Zh)),
        format!(": {}", note.shown(Lang::En)),
    )
}
