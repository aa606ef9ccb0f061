//! `deal`: negotiations, how long they stand still, contracts and what each side promised.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};
use zone::view::deals::{DealBoard, DealFilter, DealRow, deals};
use zone::{DealId, Lang, Refusal, Words, labels};

use super::enterprise::write::scaled;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::writing::Channel;
use crate::{filter, moment, reading};

const EXAMPLES: &str = "  wallchart deal list
  wallchart deal open 精密减速器工厂 --lead 招商促进局 --amount 48000
  wallchart deal move G2 --stage visit --note 实地看了两块地
  wallchart deal sign G2 --document 云栖合〔2026〕31号 --amount 48000 \\
      --promise 自然资源分局:2026-11-02:交地60亩 --promise 企业:2027-03-22:半年内开工
  wallchart deal keep G2 1";

/// Columns a name may take.
const NAME_COLUMNS: usize = 32;

/// 洽谈：在谈的项目停滞多久，合同和双方承诺 | Negotiations, contracts, what each side promised
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 列出洽谈，停滞最久的在前 | List them, the longest still first
    #[command(after_help = "  wallchart deal list --over")]
    List {
        /// 牵头单位，含下属单位 | The unit that negotiates, with those below it
        #[arg(long, value_name = "UNIT")]
        unit: Option<String>,
        /// 含已签约和终止 | Signed and dropped ones too
        #[arg(long)]
        over: bool,
        #[command(flatten)]
        moment: Moment,
    },
    /// 登记洽谈 | Enter a negotiation
    #[command(after_help = "  wallchart deal open 精密减速器工厂 --lead 招商促进局 --amount 48000")]
    Open {
        /// 洽谈项目 | What it is about
        #[arg(value_name = "NAME")]
        name: String,
        /// 牵头单位 | The unit that negotiates
        #[arg(long, value_name = "UNIT")]
        lead: String,
        /// 意向投资（万元） | Investment talked of, 10,000 yuan
        #[arg(long, value_name = "AMOUNT")]
        amount: Decimal,
    },
    /// 记一笔进展 | Note a move
    #[command(after_help = "  wallchart deal move G2 --stage terms --note 地价分歧较大")]
    Move {
        /// 编号 | Its id
        #[arg(value_name = "DEAL")]
        id: DealId,
        /// 阶段 | The stage from here
        #[arg(long, value_enum, value_name = "STAGE")]
        stage: Stage,
        /// 这次谈了什么 | What was said
        #[arg(long, value_name = "TEXT")]
        note: String,
    },
    /// 签约 | Sign the contract
    #[command(after_help = "  wallchart deal sign G2 --document 云栖合〔2026〕31号 --amount 48000")]
    Sign {
        /// 编号 | Its id
        #[arg(value_name = "DEAL")]
        id: DealId,
        /// 合同号 | The contract's number
        #[arg(long, value_name = "NUMBER")]
        document: String,
        /// 签约金额（万元） | Its amount, 10,000 yuan
        #[arg(long, value_name = "AMOUNT")]
        amount: Decimal,
        /// 承诺，可重复：承诺方:期限:事项 | A promise, may be repeated: SIDE:DATE:WHAT
        #[arg(long, value_name = "PROMISE")]
        promise: Vec<String>,
    },
    /// 承诺已兑现 | A promise was kept
    #[command(after_help = "  wallchart deal keep G2 1")]
    Keep {
        /// 编号 | Its id
        #[arg(value_name = "DEAL")]
        id: DealId,
        /// 第几条承诺，从 1 起 | Which promise, from 1
        #[arg(value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
        number: u32,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Stage {
    // 接洽 | First contact
    Contact,
    // 考察 | Visit
    Visit,
    // 谈条款 | Terms
    Terms,
    // 定文本 | Text
    Text,
    // 终止 | Dropped
    Dropped,
}

impl Stage {
    fn key(self) -> &'static str {
        match self {
            Stage::Contact => "contact",
            Stage::Visit => "visit",
            Stage::Terms => "terms",
            Stage::Text => "text",
            Stage::Dropped => "dropped",
        }
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a DealBoard,
}

#[derive(Serialize)]
struct Moved<'a> {
    deal: &'a DealRow,
    seq: u64,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let on = context.today;
    let (name, id, more) = match &arguments.what {
        What::List { unit, over, moment } => {
            return list(context, unit.as_deref(), *over, moment);
        }
        What::Open { name, lead, amount } => {
            let view = reading::see(context, &moment::known("")?, None)?;
            let lead = filter::unit(&view, lead)?;
            let amount = scaled(Some(*amount), 1_000_000)?;
            let more = json!({ "name": name, "lead": lead, "amount_fen": amount });
            ("open_deal", None, more)
        }
        What::Move { id, stage, note } => {
            let more = json!({ "stage": stage.key(), "note": note });
            ("move_deal", Some(*id), more)
        }
        What::Sign {
            id,
            document,
            amount,
            promise,
        } => {
            let view = reading::see(context, &moment::known("")?, None)?;
            let promises: Result<Vec<Value>, Refusal> =
                promise.iter().map(|text| promised(&view, text)).collect();
            let amount = scaled(Some(*amount), 1_000_000)?;
            let more = json!({ "document": document, "amount_fen": amount, "promises": promises? });
            ("sign_deal", Some(*id), more)
        }
        What::Keep { id, number } => ("keep_promise", Some(*id), json!({ "at": number - 1 })),
    };
    act(context, name, id, more, on)
}

/// A step on a negotiation as it stands now, or a new one.
fn act(
    context: &Context,
    name: &str,
    id: Option<DealId>,
    mut asked: Value,
    on: Date,
) -> Result<Answer, Failure> {
    asked["effective_on"] = json!(on);
    if let Some(id) = id {
        let view = reading::see(context, &moment::known("")?, None)?;
        let own = view.seen.zone.deals.get(&id);
        let own = own.ok_or_else(|| no_such(&id.to_string()))?;
        asked["id"] = json!(id);
        asked["version"] = json!(own.version);
    }
    let channel = Channel::open(context)?;
    let seq = channel.execute_told(json!({ name: asked }))?.last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let newest = view.seen.zone.deals.keys().next_back().copied();
    let id = id.or(newest).unwrap_or(DealId(0));
    let over = DealFilter {
        over: true,
        ..DealFilter::default()
    };
    let board = deals(&view.seen.zone, view.looking(), &over);
    let row = board.deals.iter().find(|row| row.id == id);
    let row = row.ok_or_else(|| no_such(&id.to_string()))?;
    let (lang, name) = (context.lang, &row.name);
    let stage = row.stage_word.in_lang(lang);
    let text = say!(
        lang,
        "{id} {name}：{stage}：记录第 {seq} 条",
        "{id} {name}: {stage}: record {seq}"
    );
    Ok(Answer::new(text, &Moved { deal: row, seq }))
}

/// `SIDE:DATE:WHAT`; the date may be empty.
fn promised(view: &reading::View, text: &str) -> Result<Value, Refusal> {
    let mut parts = text.splitn(3, [':', '：']);
    let told = (parts.next(), parts.next(), parts.next());
    let (Some(side), Some(due), Some(what)) = told else {
        return Err(bad_promise(text));
    };
    let unit = match side.trim() {
        "企业" | "企业方" | "enterprise" => None,
        unit => Some(filter::unit(view, unit)?),
    };
    let due = match due.trim() {
        "" => None,
        due => Some(due.parse::<Date>().map_err(|_| bad_promise(text))?),
    };
    Ok(json!({ "unit": unit, "what": what.trim(), "due_on": due }))
}

fn list(
    context: &Context,
    unit: Option<&str>,
    over: bool,
    moment: &Moment,
) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let unit = unit.map(|text| filter::unit(&view, text)).transpose()?;
    let wanted = DealFilter {
        unit,
        over,
        text: None,
    };
    let board = deals(&view.seen.zone, view.looking(), &wanted);
    let head = reading::headline(&view, lang);
    let text = format!("{head}\n{}", told(&view, &board, lang));
    let document = Listed {
        record: reading::record(&view),
        board: &board,
    };
    Ok(Answer::new(text, &document))
}

fn told(view: &reading::View, board: &DealBoard, lang: Lang) -> String {
    if board.deals.is_empty() {
        return say!(lang, "没有在谈的项目\n", "nothing is negotiated\n");
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["编号", "项目", "牵头单位", "金额", "阶段", "停滞", "最近"],
        Lang::En => [
            "id",
            "name",
            "unit",
            "amount",
            "stage",
            "still for",
            "last moved",
        ],
    });
    for row in &board.deals {
        let amount = labels::money_rounded(&view.seen.zone, row.amount_fen);
        let still = row.still_days.map(|days| {
            let shape = row.colour.map_or(" ", |own| own.shape());
            say!(
                lang,
                "{shape} {days} 个工作日",
                "{shape} {days} working days"
            )
        });
        table.row([
            row.id.to_string(),
            cut(&row.name, NAME_COLUMNS),
            row.lead.name.clone(),
            amount.in_lang(lang).to_owned(),
            row.stage_word.in_lang(lang).to_owned(),
            still.unwrap_or_else(|| "-".to_owned()),
            row.moved_on.to_string(),
        ]);
    }
    let amount = labels::money_rounded(&view.seen.zone, board.open_fen);
    let amount = amount.in_lang(lang);
    let (open, still, signed) = (board.open, board.still, board.signed);
    let sum = say!(
        lang,
        "在谈 {open} 个，{amount}；停滞两个月以上 {still} 个",
        "{open} negotiated, {amount}; {still} stand still for over two months"
    );
    // Signed ones are counted where they are listed.
    let over = match signed {
        0 => String::new(),
        _ => say!(lang, "；已签约 {signed} 个", "; {signed} signed"),
    };
    format!("{}{sum}{over}\n", table.text())
}

fn no_such(id: &str) -> Refusal {
    Refusal::new(
        "cli/unknown",
        Words::new(
            format!("没有洽谈“{id}”"),
            format!("there is no negotiation {id:?}"),
        ),
        Words::new(
            "用 wallchart deal list 查看编号",
            "see wallchart deal list for the ids",
        ),
    )
}

fn bad_promise(text: &str) -> Refusal {
    Refusal::new(
        "cli/bad-promise",
        Words::new(
            format!("“{text}”不是一条承诺"),
            format!("{text:?} is no promise"),
        ),
        Words::new(
            "写成 承诺方:期限:事项，如 企业:2027-03-22:半年内开工；期限可空",
            "write SIDE:DATE:WHAT, such as enterprise:2027-03-22:begins; the date may be empty",
        ),
    )
}
