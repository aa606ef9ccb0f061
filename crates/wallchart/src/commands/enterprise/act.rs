//! Steps on a request: pass on, urge, answer, close. Confirming and reopening is the enterprise's
//! own, by its sign-in.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::find;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;
use crate::{filter, moment, reading};

const PASS: &str = "  wallchart enterprise pass N3 --to 供电服务中心 --note 请现场核实容量";
const URGE: &str = "  wallchart enterprise urge N3 --note 请三日内答复";
const ANSWER: &str = "  wallchart enterprise answer N3 --outcome solved --text 已增容 500 kVA";
const CLOSE: &str = "  wallchart enterprise close N3 --note 电话联系，企业无异议";

/// Which request, and when.
#[derive(Debug, clap::Args)]
pub(super) struct About {
    /// 编号：N3、2026-3 或全称 | Its id or number: N3, 2026-3
    #[arg(value_name = "REQUEST")]
    request: String,
    /// 日期（默认今天） | When (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Act {
    /// 转办：首接单位和期限不变 | Pass it on: first receiver and due date stay
    #[command(after_help = PASS)]
    Pass {
        #[command(flatten)]
        about: About,
        /// 转给哪个单位 | To whom
        #[arg(long, value_name = "UNIT")]
        to: String,
        /// 说明（企业看不到） | A note, not shown to the enterprise
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// 催办 | Urge it
    #[command(after_help = URGE)]
    Urge {
        #[command(flatten)]
        about: About,
        /// 说明 | A note
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// 答复企业 | Answer it
    #[command(after_help = ANSWER)]
    Answer {
        #[command(flatten)]
        about: About,
        /// 办理结果 | What the answer gives
        #[arg(long, value_enum, value_name = "OUTCOME")]
        outcome: OutcomeName,
        /// 答复内容 | The answer
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    /// 办结：企业多日不表态时 | Close it where the enterprise says nothing
    #[command(after_help = CLOSE)]
    Close {
        #[command(flatten)]
        about: About,
        /// 说明 | A note
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum OutcomeName {
    // 已解决 | Solved
    Solved,
    // 部分解决 | Solved in part
    Partly,
    // 暂不能解决，已说明 | Cannot be now, explained
    Explained,
}

#[derive(Serialize)]
struct Document {
    request: String,
    state: zone::enterprise::RequestState,
    due_on: Date,
    seq: u64,
}

pub(super) fn run(context: &Context, act: &Act) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let (name, about, more) = asked(&view, act)?;
    let own = find::request(&view, &about.request)?;
    let (id, on) = (own.id, about.on.unwrap_or(context.today));
    let mut body = json!({ "id": id, "version": own.version, "effective_on": on });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    let seq = Channel::open(context)?
        .execute_told(json!({ name: body }))?
        .last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = find::request(&view, &id.to_string())?;
    let standing = own.standing();
    let (number, word, due_on) = (own.number_text(), standing.state.word(), standing.due.on);
    let word = word.in_lang(context.lang);
    let text = say!(
        context.lang,
        "{id} {number}：{word}，期限 {due_on}：记录第 {seq} 条",
        "{id} {number}: {word}, due {due_on}: record {seq}"
    );
    let document = Document {
        request: id.to_string(),
        state: standing.state,
        due_on,
        seq,
    };
    Ok(Answer::new(text, &document))
}

/// The command's name, which request, and what it needs beside that.
fn asked<'a>(
    view: &reading::View,
    act: &'a Act,
) -> Result<(&'static str, &'a About, Value), Failure> {
    Ok(match act {
        Act::Pass { about, to, note } => {
            let to = filter::unit(view, to)?;
            ("pass_on_request", about, json!({ "to": to, "note": note }))
        }
        Act::Urge { about, note } => ("urge_request", about, json!({ "note": note })),
        Act::Answer {
            about,
            outcome,
            text,
        } => {
            let outcome = match outcome {
                OutcomeName::Solved => "solved",
                OutcomeName::Partly => "partly",
                OutcomeName::Explained => "explained",
            };
            let more = json!({ "outcome": outcome, "text": text });
            ("answer_request", about, more)
        }
        Act::Close { about, note } => ("close_request", about, json!({ "note": note })),
    })
}
