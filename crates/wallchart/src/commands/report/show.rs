//! How far a report is signed, and a unit's steps.

use serde::Serialize;
use zone::view::Looking;
use zone::view::report::{ReportForm, form};
use zone::view::signoff::{SigningView, SignoffBoard};
use zone::{Lang, ReportId, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::Table;
use crate::reading::{self, View};

/// What is looked at: today, by whoever runs the program.
pub(super) fn looking<'a>(context: &Context, view: &'a View) -> Looking<'a> {
    Looking {
        true_on: view.seen.true_on.max(context.today),
        ..view.looking()
    }
}

/// A report's form as it is seen today.
pub(super) fn found(context: &Context, view: &View, id: ReportId) -> Result<ReportForm, Failure> {
    form(&view.seen.zone, looking(context, view), id).ok_or_else(|| {
        Failure::refused(
            "cli/no-such-report",
            Words::new(
                format!("没有报表“{id}”"),
                format!("there is no report {id}"),
            ),
            Words::new(
                "用 wallchart cycle matrix 查看编号",
                "see `wallchart cycle matrix` for ids",
            ),
        )
    })
}

#[derive(Serialize)]
struct Shown<'a> {
    id: ReportId,
    state: &'a Words,
    version: u32,
    digest: &'a Option<String>,
    signing: &'a Option<SigningView>,
    sheets: &'a [zone::view::signoff::SheetLine],
}

pub(super) fn report(context: &Context, id: ReportId) -> Result<Answer, Failure> {
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let form = found(context, &view, id)?;
    let lang = context.lang;
    let mut text = format!(
        "{} · {}：{}\n",
        form.unit.name,
        form.cycle_name.in_lang(lang),
        form.state_word.in_lang(lang)
    );
    if let Some(signing) = &form.signing {
        text += &steps(signing, lang);
    }
    for sheet in &form.sheets {
        let (code, on) = (&sheet.code, sheet.on);
        let used = sheet.used.map(|on| on.to_string()).unwrap_or_default();
        text += &say!(
            lang,
            "签字表 {code}：{on} 打印，登记 {used}\n",
            "sheet {code}: printed {on}, handed in {used}\n"
        );
    }
    let document = Shown {
        id,
        state: &form.state_word,
        version: form.version,
        digest: &form.digest,
        signing: &form.signing,
        sheets: &form.sheets,
    };
    Ok(Answer::new(text, &document))
}

fn steps(signing: &SigningView, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["步骤", "签字人", "签于", "说明"],
        Lang::En => ["step", "signed by", "on", "note"],
    });
    for step in &signing.steps {
        let (who, on, note) = match &step.signed {
            Some(own) => {
                let behalf = own
                    .on_behalf
                    .as_ref()
                    .map(|own| own.in_lang(lang).to_owned());
                let note = behalf.or_else(|| own.on_paper.clone()).unwrap_or_default();
                (own.who.in_lang(lang).to_owned(), own.on.to_string(), note)
            }
            None => {
                let names: Vec<&str> = step.signers.iter().map(|own| own.in_lang(lang)).collect();
                let waits = signing.waits_for == Some(step.role);
                let note = match waits {
                    true => say!(lang, "待签", "to be signed"),
                    false => String::new(),
                };
                (format!("({})", names.join("、")), String::new(), note)
            }
        };
        table.row([step.word.in_lang(lang).to_owned(), who, on, note]);
    }
    let mut text = table.text();
    if signing.given_back {
        text += &say!(lang, "已退经办修改\n", "given back to its handler\n");
    }
    text
}

/// A unit's steps and delegations.
pub(super) fn board(board: &SignoffBoard, lang: Lang) -> Answer {
    let mut text = String::new();
    if board.steps.is_empty() {
        text += &say!(
            lang,
            "没有设签发步骤：报送即到审核人\n",
            "no steps: what is handed in goes to its reviewer\n"
        );
    }
    for step in &board.steps {
        let names: Vec<&str> = step.names.iter().map(|own| own.in_lang(lang)).collect();
        text += &format!(
            "{}  {}  {}\n",
            step.word.in_lang(lang),
            names.join("、"),
            step.signers.join(" ")
        );
    }
    for own in &board.delegations {
        let (to, of) = (own.delegate.in_lang(lang), own.principal.in_lang(lang));
        let (state, forms) = (own.state_word.in_lang(lang), own.forms_word.in_lang(lang));
        let (id, from, until, document) = (own.id, own.from, own.until, &own.document);
        text += &say!(
            lang,
            "{id} {to} 受 {of} 委托代签{forms}，{from} 至 {until}，{document}（{state}）\n",
            "{id} {to} signs {forms} for {of}, {from} to {until}, {document} ({state})\n"
        );
    }
    Answer::new(text, board)
}
