//! `indicator honesty`: how good stated chances were, and what promises are worth.

use serde::Serialize;
use zone::view::honesty::{Honesty, Score, UnitHabit, honesty};
use zone::{BasisPoints, Lang};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart indicator honesty
  wallchart indicator honesty --true-on 2026-06-30 --json";

/// Columns a name may take.
const NAME_COLUMNS: usize = 28;

/// 预测准不准、承诺实不实：概率的校准和各单位习惯 | What was said against what came: calibration of
/// chances, habits of units
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    honesty: &'a Honesty,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let found = honesty(&view.seen.zone, view.looking());
    let parts = [
        reading::headline(&view, lang) + "\n",
        scored(&found.forecasts, lang),
        of_units(&found.unit_forecasts, lang),
        habits(&found.habits, lang),
    ];
    let document = Document {
        record: reading::record(&view),
        honesty: &found,
    };
    Ok(Answer::new(parts.join("\n"), &document))
}

fn shown(points: Option<BasisPoints>) -> String {
    points.map_or_else(|| "—".to_owned(), |own| own.to_string())
}

/// The same of units' series; nothing where none was kept.
fn of_units(score: &Score, lang: Lang) -> String {
    if score.ended + score.waiting == 0 {
        return String::new();
    }
    let head = match lang {
        Lang::Zh => "各单位的数列：\n",
        Lang::En => "Of units' series:\n",
    };
    head.to_owned() + &scored(score, lang)
}

fn scored(score: &Score, lang: Lang) -> String {
    let Score {
        count,
        years,
        waiting,
        inside_80,
        inside_95,
        ended,
        ..
    } = score;
    if *ended == 0 {
        return say!(
            lang,
            "留存预测 {waiting} 次，所预测的年份都还没有结束，暂不能评分\n",
            "{waiting} forecasts kept; none of their years has ended, so none can be scored yet\n"
        );
    }
    let (bias, error) = (shown(score.bias), shown(score.error));
    let limit = shown(score.error_limit);
    let brier = f64::from(score.brier.map_or(0, |own| own.0)) / 10_000.0;
    say!(
        lang,
        "可评分的概率 {count} 次（{years} 个指标年），另有 {waiting} 次待年终\n\
         Brier 分 {brier:.4}（0 为全对，0.25 为抛硬币），偏差 {bias}，校准误差 {error}（合格线 {limit}）\n\
         八成区间命中 {inside_80}/{ended}，95% 区间命中 {inside_95}/{ended}\n",
        "{count} chances scored, of {years} years of indicators; {waiting} wait for theirs to end\n\
         Brier {brier:.4} (0 perfect, 0.25 a coin), bias {bias}, error {error} (limit {limit})\n\
         80% intervals held {inside_80} of {ended}, 95% intervals {inside_95} of {ended}\n"
    )
}

fn habits(habits: &[UnitHabit], lang: Lang) -> String {
    if habits.is_empty() {
        let (zh, en) = (
            "没有可对照的预计数\n",
            "No promise has been made that can be compared yet\n",
        );
        return match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        };
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["单位", "预计次数", "偏高", "偏低", "平均偏差", "习惯"],
        Lang::En => ["unit", "promises", "above", "below", "mean bias", "habit"],
    });
    for own in habits {
        table.row([
            cut(own.name.in_lang(lang), NAME_COLUMNS),
            own.count.to_string(),
            own.above.to_string(),
            own.below.to_string(),
            own.bias.to_string(),
            verdict(own.verdict, lang).to_owned(),
        ]);
    }
    table.text()
}

fn verdict(key: &str, lang: Lang) -> &'static str {
    match (key, lang) {
        ("optimistic", Lang::Zh) => "惯于乐观",
        ("optimistic", Lang::En) => "optimistic",
        ("cautious", Lang::Zh) => "惯于留余地",
        ("cautious", Lang::En) => "cautious",
        ("even", Lang::Zh) => "无偏向",
        ("even", Lang::En) => "even",
        (_, Lang::Zh) => "次数太少",
        (_, Lang::En) => "too few to say",
    }
}
