//! `enterprise show`: one enterprise, the course of its months, what it asked for.

use serde::Serialize;
use zone::view::enterprises::{EnterpriseSheet, MonthTold, sheet};
use zone::{BasisPoints, Lang, labels};

use super::{find, plan, request};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::Table;
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart enterprise show E3
  wallchart enterprise show 晨光精密 --json";

/// 查看一家企业：月度走势、诉求 | One enterprise: its months, what it asked for
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 编号、代码或名称 | Its id, code or name
    #[arg(value_name = "ENTERPRISE")]
    enterprise: String,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    sheet: &'a EnterpriseSheet,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let id = find::enterprise(&view, &arguments.enterprise)?.id;
    let Some(sheet) = sheet(&view.seen.zone, view.looking(), id) else {
        return Err(super::find::enterprise(&view, "")
            .err()
            .map_or_else(|| reading::not_founded(context).into(), Failure::from));
    };
    let lang = context.lang;
    let row = &sheet.row;
    let lead = row.lead.as_ref().map_or("-", |unit| unit.name.as_str());
    let assistant = row.assistant.as_ref().map_or("-", |own| own.in_lang(lang));
    let why: Vec<&str> = row.why.iter().map(|own| own.in_lang(lang)).collect();
    let mut text = format!(
        "{} {}\n{} {}  {}\n",
        row.id,
        row.name,
        row.colour.shape(),
        row.mark.in_lang(lang),
        why.join(lang.pick(|| "，", || ", "))
    );
    text += &say!(
        lang,
        "责任单位 {lead}，服务专员 {assistant}，{}\n",
        "answered for by {lead}, assistant {assistant}, {}\n",
        row.state_word.in_lang(lang)
    );
    text += &months(&view, &sheet.months, lang);
    if let Some(plan) = &sheet.plan {
        text += &plan::table(plan, lang);
    }
    text += &request::table(&sheet.requests, lang);
    let document = Document {
        record: reading::record(&view),
        sheet: &sheet,
    };
    Ok(Answer::new(text, &document))
}

fn months(view: &reading::View, months: &[MonthTold], lang: Lang) -> String {
    if months.is_empty() {
        return say!(lang, "还没有月度数据\n", "no figures yet\n");
    }
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "月份",
            "产值",
            "同比",
            "在手订单",
            "用电量(kWh)",
            "产能利用率",
            "来源",
        ],
        Lang::En => [
            "month",
            "output",
            "on year",
            "orders",
            "power (kWh)",
            "capacity",
            "source",
        ],
    });
    let share = |value: Option<BasisPoints>| value.map_or("-".to_owned(), |own| own.to_string());
    let money = |value: Option<zone::Fen>| {
        let words = value.map(|own| labels::money_rounded(&view.seen.zone, own));
        words.map_or("-".to_owned(), |own| own.in_lang(lang).to_owned())
    };
    for month in months {
        let cell = &month.cell;
        table.row([
            cell.month.clone(),
            money(cell.output_fen),
            share(cell.output_on_year),
            money(cell.orders_fen),
            cell.electricity_kwh
                .map_or("-".to_owned(), |own| labels::grouped(own.into())),
            share(cell.capacity_use),
            cell.source_word.in_lang(lang).to_owned(),
        ]);
    }
    table.text()
}
