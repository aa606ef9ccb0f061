//! `search`: full text across projects, problems, items, meetings, enterprises and practices.

use std::io::IsTerminal as _;

use host::{Finder, FoundText, Sought};
use serde::Serialize;
use zone::Lang;
use zone::view::findable::{Noun, Whereabouts};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::{moment, reading};

const EXAMPLES: &str = "  wallchart search 土地
  wallchart search tudi --noun practice
  wallchart search 审批 红线 --take 50 --json";

/// 全文查找：汉字（一个字也行）、拼音、标题首字母、繁体 | Full text: characters, pinyin, initials of
/// titles, Traditional
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// 要查找的字词，都要出现 | What to look for; all of it must be there
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// 只查这一类，可重复 | Only this noun; may be repeated
    #[arg(long, value_enum, value_name = "NOUN")]
    noun: Vec<NounName>,
    /// 跳过前几条 | Matches to leave out
    #[arg(long, default_value_t = 0, value_name = "N")]
    skip: usize,
    /// 最多几条 | Matches at most
    #[arg(long, default_value_t = 20, value_name = "N")]
    take: usize,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum NounName {
    // 经验 | Practices
    Practice,
    // 项目 | Projects
    Project,
    // 问题 | Problems
    Problem,
    // 督办事项 | Supervision items
    Item,
    // 企业诉求 | Requests of enterprises
    Request,
    // 会议 | Meetings
    Meeting,
    // 企业 | Enterprises
    Enterprise,
    // 讨论 | Comments
    Comment,
}

impl From<NounName> for Noun {
    fn from(name: NounName) -> Noun {
        match name {
            NounName::Practice => Noun::Practice,
            NounName::Project => Noun::Project,
            NounName::Problem => Noun::Problem,
            NounName::Item => Noun::Item,
            NounName::Request => Noun::Request,
            NounName::Meeting => Noun::Meeting,
            NounName::Enterprise => Noun::Enterprise,
            NounName::Comment => Noun::Comment,
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    total: usize,
    more: bool,
    hits: Vec<HitLine<'a>>,
}

/// A match; marks are in square brackets.
#[derive(Serialize)]
struct HitLine<'a> {
    #[serde(flatten)]
    place: &'a Whereabouts,
    title: String,
    body: String,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let finder = Finder::open(&context.folder, &view.library)?;
    let sought = Sought {
        words: arguments.words.join(" "),
        nouns: arguments.noun.iter().map(|noun| (*noun).into()).collect(),
        skip: arguments.skip,
        take: arguments.take,
    };
    let found = finder.find(&view.library, &view.seen, &view.actor, &sought)?;
    let lang = context.lang;
    let total = found.total;
    let mut text = match (total, found.more) {
        (0, _) => say!(lang, "没有找到", "nothing found"),
        (_, false) => say!(lang, "找到 {total} 条", "{total} found"),
        (_, true) => say!(lang, "找到 {total} 条以上", "more than {total} found"),
    };
    for hit in &found.hits {
        text += &told(hit, lang);
    }
    let hits = found.hits.iter().map(|hit| HitLine {
        place: &hit.place,
        title: hit.title.bracketed(),
        body: hit.body.bracketed(),
    });
    let document = Document {
        record: reading::record(&view),
        total,
        more: found.more,
        hits: hits.collect(),
    };
    Ok(Answer::new(text, &document))
}

/// A match in two or three lines, marks in bold where somebody looks, else in brackets.
fn told(hit: &FoundText, lang: Lang) -> String {
    let place = &hit.place;
    let terminal = std::io::stdout().is_terminal();
    let shown = |own: &search::Excerpt| match terminal {
        true => own
            .parts
            .iter()
            .map(|part| match part.hit {
                true => format!("\u{1b}[1;33m{}\u{1b}[0m", part.text),
                false => part.text.clone(),
            })
            .collect(),
        false => own.bracketed(),
    };
    let label = place.label.as_ref().map(|own| own.in_lang(lang));
    let state = place.state_word.as_ref().map(|own| own.in_lang(lang));
    let unit = place.unit.as_ref().map(|own| own.name.as_str());
    let where_: Vec<&str> = [label, unit, place.project_name.as_deref(), state]
        .into_iter()
        .flatten()
        .filter(|own| !own.is_empty())
        .collect();
    let mut text = format!(
        "\n\n{} {} {}",
        place.noun_word.in_lang(lang),
        place.key,
        shown(&hit.title)
    );
    let body = shown(&hit.body);
    if !body.is_empty() {
        text += &format!("\n  {body}");
    }
    text + &format!("\n  {}", where_.join(" · "))
}
