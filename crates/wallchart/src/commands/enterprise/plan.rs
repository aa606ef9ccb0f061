//! `enterprise plan` and `measure`: 一企一策, a plan with what each unit promised, and how it stands.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use zone::view::enterprises::{PlanView, sheet};
use zone::{Lang, Refusal, Words};

use super::find;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::writing::Channel;
use crate::{filter, moment, reading};

const PLAN: &str = "  wallchart enterprise plan E3 --document 云企服〔2026〕7号 \\
      --measure 工业和信息化局:2026-12-31:专线增容到位 --drop 2";
const MEASURE: &str = "  wallchart enterprise measure E3 1 --state kept
  wallchart enterprise measure E3 2 --state given_up --note 政策已调整";

/// Columns a measure may take.
const WHAT_COLUMNS: usize = 40;

/// 议定一企一策：原有措施延续，除非去掉 | Agree its plan: measures go on unless dropped
#[derive(Debug, clap::Args)]
#[command(after_help = PLAN)]
pub(super) struct Agree {
    /// 编号、代码或名称 | Its id, code or name
    #[arg(value_name = "ENTERPRISE")]
    enterprise: String,
    /// 文号 | By which document
    #[arg(long, value_name = "NUMBER")]
    document: String,
    /// 新措施，可重复：单位:期限:事项 | A new measure, may be repeated: UNIT:DATE:WHAT
    #[arg(long, value_name = "MEASURE")]
    measure: Vec<String>,
    /// 去掉的措施编号，可重复 | A measure that is dropped, by number; may be repeated
    #[arg(long, value_name = "NUMBER")]
    drop: Vec<u32>,
}

/// 记录一条措施的进展 | Say how a measure stands
#[derive(Debug, clap::Args)]
#[command(after_help = MEASURE)]
pub(super) struct Measure {
    /// 编号、代码或名称 | Its id, code or name
    #[arg(value_name = "ENTERPRISE")]
    enterprise: String,
    /// 措施编号 | The measure, by number
    #[arg(value_name = "NUMBER")]
    key: u32,
    /// 进展 | How it stands
    #[arg(long, value_enum, value_name = "STATE")]
    state: State,
    /// 说明；无法兑现的必填 | A note; what is given up needs it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
enum State {
    // 推进中 | Being done
    Doing,
    // 已兑现 | Kept
    Kept,
    // 无法兑现，已说明 | Given up, explained
    GivenUp,
}

impl State {
    fn key(self) -> &'static str {
        match self {
            State::Doing => "doing",
            State::Kept => "kept",
            State::GivenUp => "given_up",
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    enterprise: String,
    plan: &'a PlanView,
    seq: u64,
}

pub(super) fn agree(context: &Context, asked: &Agree) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = find::enterprise(&view, &asked.enterprise)?;
    let plan = sheet(&view.seen.zone, view.looking(), own.id).and_then(|sheet| sheet.plan);
    let known = plan.as_ref().map_or(&[][..], |plan| &plan.measures);
    let unknown = asked
        .drop
        .iter()
        .find(|key| known.iter().all(|own| own.key != **key));
    if let Some(key) = unknown {
        return Err(no_measure(*key).into());
    }
    let going_on = known.iter().filter(|own| !asked.drop.contains(&own.key));
    let going_on = going_on.map(|own| {
        json!({
            "key": own.key, "what": own.what.in_lang(Lang::Zh), "unit": own.unit.id,
            "due_on": own.due_on, "request": own.request,
        })
    });
    let new = asked.measure.iter().map(|text| promised(&view, text));
    let measures: Result<Vec<Value>, Refusal> = going_on.map(Ok).chain(new).collect();
    let body = json!({
        "id": own.id, "version": own.version, "document": asked.document,
        "measures": measures?, "effective_on": context.today,
    });
    done(context, "agree_plan", &body, &asked.enterprise)
}

pub(super) fn measure(context: &Context, asked: &Measure) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = find::enterprise(&view, &asked.enterprise)?;
    let body = json!({
        "id": own.id, "version": own.version, "key": asked.key, "state": asked.state.key(),
        "note": asked.note, "effective_on": context.today,
    });
    done(context, "move_measure", &body, &asked.enterprise)
}

fn done(context: &Context, name: &str, body: &Value, wanted: &str) -> Result<Answer, Failure> {
    let channel = Channel::open(context)?;
    let seq = channel.execute_told(json!({ name: body }))?.last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let id = find::enterprise(&view, wanted)?.id;
    let plan = sheet(&view.seen.zone, view.looking(), id).and_then(|sheet| sheet.plan);
    let Some(plan) = plan else {
        return Err(reading::not_founded(context).into());
    };
    let lang = context.lang;
    let mut text = table(&plan, lang);
    text += &say!(lang, "{id}：记录第 {seq} 条", "{id}: record {seq}");
    let document = Document {
        enterprise: id.to_string(),
        plan: &plan,
        seq,
    };
    Ok(Answer::new(text, &document))
}

/// The measures with their numbers: what `--drop` and `measure` name.
pub(super) fn table(plan: &PlanView, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["措施", "内容", "单位", "期限", "进展"],
        Lang::En => ["measure", "what", "unit", "due", "stands"],
    });
    for own in &plan.measures {
        table.row([
            own.key.to_string(),
            cut(own.what.in_lang(lang), WHAT_COLUMNS),
            own.unit.name.clone(),
            own.due_on.to_string(),
            format!(
                "{} {}",
                own.colour.map_or(" ", |own| own.shape()),
                own.state_word.in_lang(lang)
            ),
        ]);
    }
    let (version, document) = (plan.version, &plan.document);
    let head = say!(
        lang,
        "一企一策第 {version} 版（{document}）\n",
        "plan, version {version} ({document})\n"
    );
    head + &table.text()
}

/// `UNIT:DATE:WHAT`.
fn promised(view: &reading::View, text: &str) -> Result<Value, Refusal> {
    let mut parts = text.splitn(3, [':', '：']);
    let told = (parts.next(), parts.next(), parts.next());
    let (Some(unit), Some(due), Some(what)) = told else {
        return Err(bad_measure(text));
    };
    let due: Date = due.trim().parse().map_err(|_| bad_measure(text))?;
    let unit = filter::unit(view, unit.trim())?;
    Ok(json!({ "key": null, "what": what.trim(), "unit": unit, "due_on": due }))
}

fn no_measure(key: u32) -> Refusal {
    Refusal::new(
        "cli/unknown",
        Words::new(
            format!("没有编号为 {key} 的措施"),
            format!("there is no measure {key}"),
        ),
        Words::new(
            "用 wallchart enterprise show 查看措施编号",
            "see wallchart enterprise show for the numbers",
        ),
    )
}

fn bad_measure(text: &str) -> Refusal {
    Refusal::new(
        "cli/bad-measure",
        Words::new(
            format!("“{text}”不是一条措施"),
            format!("{text:?} is no measure"),
        ),
        Words::new(
            "写成 单位:期限:事项，如 工业和信息化局:2026-12-31:专线增容到位",
            "write UNIT:DATE:WHAT, such as Industry:2026-12-31:power line",
        ),
    )
}
