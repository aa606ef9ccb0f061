//! `source`: the outside systems that fields of projects come from.

use serde::Serialize;
use serde_json::json;
use zone::view::sources::{SourceField, SourceList, SourceRow, sources};
use zone::{Lang, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::writing::Channel;
use crate::{moment, reading};

const EXAMPLES: &str = "  wallchart source list
  wallchart source define statistics 联网直报 --name-en \"statistics reporting\" certified_ytd
  wallchart source define approval 投资项目在线审批监管平台 gate code.project_code
  wallchart import 平台导出.xlsx --source statistics
  wallchart export --as-imported 平台模板.xlsx -o 上报.xlsx";

/// 数据来源：各字段以哪个外部系统为准 | Sources: which outside system each field comes from
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 列出各系统和以它为准的字段 | List the systems and the fields that come from each
    #[command(after_help = "  wallchart source list --json")]
    List {
        #[command(flatten)]
        moment: Moment,
    },
    /// 定义一个系统；不写字段即不再以它为准 | Define a system; without fields it is the source of nothing
    #[command(after_help = "  wallchart source define statistics 联网直报 certified_ytd")]
    Define {
        /// 编码 | Its key
        #[arg(value_name = "KEY")]
        key: String,
        /// 名称 | What it is called
        #[arg(value_name = "NAME")]
        name: String,
        /// 英文名称 | What it is called in English
        #[arg(long, value_name = "NAME")]
        name_en: Option<String>,
        /// 以它为准的全部字段，如 certified_ytd；gate 为所有审批节点 | All fields that come from it, like
        /// certified_ytd; gate is all gates
        #[arg(value_name = "FIELD")]
        fields: Vec<String>,
    },
}

#[derive(Serialize)]
struct Listed<'a> {
    record: reading::Record,
    #[serde(flatten)]
    list: &'a SourceList,
}

#[derive(Serialize)]
struct Defined {
    seq: u64,
    source: Option<SourceRow>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List { moment } => list(context, moment),
        What::Define {
            key,
            name,
            name_en,
            fields,
        } => {
            let name = Words::new(name, name_en.as_ref().unwrap_or(name));
            let body = json!({ "key": key, "name": name, "fields": fields });
            let done = Channel::open(context)?.execute_told(json!({ "define_source": body }))?;
            let view = reading::see(context, &moment::known("")?, None)?;
            let list = sources(&view.seen.zone, view.looking());
            let source = list.sources.into_iter().find(|own| own.key == *key);
            let count = fields.len();
            let name = name.in_lang(context.lang);
            let text = say!(
                context.lang,
                "已定义“{name}”：{count} 个字段以它为准\n",
                "defined {name:?}: {count} fields come from it\n"
            );
            let seq = done.last;
            Ok(Answer::new(text, &Defined { seq, source }))
        }
    }
}

fn list(context: &Context, moment: &Moment) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let list = sources(&view.seen.zone, view.looking());
    let text = text(&list, context.lang);
    let document = Listed {
        record: reading::record(&view),
        list: &list,
    };
    Ok(Answer::new(text, &document))
}

fn text(list: &SourceList, lang: Lang) -> String {
    if list.sources.is_empty() {
        return say!(
            lang,
            "还没有定义来源系统：所有字段以本区台账为准\n",
            "no source is defined: every field is the ledger's own\n"
        );
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["编码", "系统", "以它为准的字段", "指标", "项目数"],
        Lang::En => ["key", "system", "fields", "indicators", "projects"],
    });
    let joined = |names: Vec<&str>| names.join(lang.pick(|| "、", || ", "));
    for own in &list.sources {
        let label = |field: &SourceField| field.label.clone();
        let labels: Vec<Words> = own.fields.iter().map(label).collect();
        let fields = labels.iter().map(|label| label.in_lang(lang)).collect();
        let indicators = own.indicators.iter().map(|own| own.name.in_lang(lang));
        table.row([
            own.key.clone(),
            own.name.in_lang(lang).to_owned(),
            cut(&joined(fields), 50),
            cut(&joined(indicators.collect()), 30),
            own.projects.to_string(),
        ]);
    }
    table.text()
}
