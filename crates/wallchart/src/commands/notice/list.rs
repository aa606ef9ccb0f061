//! `notice list` and `notice text`.

use std::collections::BTreeSet;

use serde::Serialize;
use zone::authority::{Actor, Role};
use zone::notice::{Topic, occasions};
use zone::view::Looking;
use zone::view::notices::{Board, Bulletin, Notice, Reader, Through, board, bulletin};
use zone::{HandlingLevel, Lang, UnitId, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::{filter, reading};

/// Columns a title and a detail may take.
const TITLE_COLUMNS: usize = 48;
const DETAIL_COLUMNS: usize = 40;

const LIST_EXAMPLES: &str = "  wallchart notice list
  wallchart notice list --unit 建设局 --json";

/// 列出通知：调度办公室的，或某单位填报员的 | List the notices of the office, or of a unit's reporter
#[derive(Debug, clap::Args)]
#[command(after_help = LIST_EXAMPLES)]
pub(super) struct Arguments {
    /// 单位（名称或编号） | The unit, by name or id
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    moment: Moment,
}

const TEXT_EXAMPLES: &str = "  wallchart notice text
  wallchart notice text --unit 建设局 --topics item,report --carries public";

/// 生成可粘贴的通知文字，不联网 | Notices as text to paste, without any network call
#[derive(Debug, clap::Args)]
#[command(after_help = TEXT_EXAMPLES)]
pub(super) struct TextArguments {
    /// 只含与该单位及其下属有关的 | Only what concerns this unit and those below it
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 知悉范围至多 | The highest level it carries
    #[arg(long, value_enum, default_value = "internal", value_name = "LEVEL")]
    carries: LevelName,
    /// 事项，以逗号分隔 | Topics, with commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TOPIC")]
    topics: Vec<TopicName>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum LevelName {
    // 公开 | Public
    Public,
    // 内部 | Internal
    Internal,
    // 工作秘密 | Work secret
    WorkSecret,
}

impl From<LevelName> for HandlingLevel {
    fn from(name: LevelName) -> HandlingLevel {
        match name {
            LevelName::Public => HandlingLevel::Public,
            LevelName::Internal => HandlingLevel::Internal,
            LevelName::WorkSecret => HandlingLevel::WorkSecret,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TopicName {
    // 督办事项 | Supervision items
    Item,
    // 填报审核 | Reports
    Report,
    // 会议 | Meetings
    Meeting,
    // 企业诉求 | Requests of enterprises
    Request,
    // 项目问题 | Problems
    Problem,
    // 亮灯 | Lights
    Light,
    // 讨论 | Comments
    Talk,
}

impl From<TopicName> for Topic {
    fn from(name: TopicName) -> Topic {
        match name {
            TopicName::Item => Topic::Item,
            TopicName::Report => Topic::Report,
            TopicName::Meeting => Topic::Meeting,
            TopicName::Request => Topic::Request,
            TopicName::Problem => Topic::Problem,
            TopicName::Light => Topic::Light,
            TopicName::Talk => Topic::Talk,
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    notices: &'a [Notice],
}

#[derive(Serialize)]
struct TextDocument<'a> {
    record: reading::Record,
    #[serde(flatten)]
    bulletin: &'a Bulletin,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let unit = wanted(&view, arguments.unit.as_deref())?;
    let actor = match unit {
        Some(unit) => reporter(unit),
        None => view.actor.clone(),
    };
    let watched = BTreeSet::new();
    let through = Through {
        reader: Reader::Person(&watched),
        carries: HandlingLevel::UnpublishedStatistics,
    };
    let lang = context.lang;
    let told = read(&view, &actor, through);
    let mut table = Table::new(match lang {
        Lang::Zh => ["", "通知", "内容", "单位", "期限", "工作日"],
        Lang::En => ["", "notice", "of what", "unit", "due", "working days"],
    });
    for own in &told.notices {
        let shown = |words: &Option<Words>| {
            let words = words.as_ref().map(|words| words.in_lang(lang));
            words.unwrap_or_default().to_owned()
        };
        table.row([
            if own.urgent { "!" } else { "" }.to_owned(),
            cut(own.title.in_lang(lang), TITLE_COLUMNS),
            cut(&shown(&own.detail), DETAIL_COLUMNS),
            own.unit
                .as_ref()
                .map_or_else(String::new, |unit| unit.name.clone()),
            own.due_on.map_or_else(String::new, |due| due.to_string()),
            shown(&own.time),
        ]);
    }
    let none = say!(lang, "没有通知\n", "no notices\n");
    let body = if table.is_empty() { none } else { table.text() };
    let document = Document {
        record: reading::record(&view),
        notices: &told.notices,
    };
    let text = format!("{}\n{body}", reading::headline(&view, lang));
    Ok(Answer::new(text, &document))
}

pub(super) fn text(context: &Context, arguments: &TextArguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let unit = wanted(&view, arguments.unit.as_deref())?;
    let through = Through {
        reader: Reader::Group(unit),
        carries: arguments.carries.into(),
    };
    let mut told = read(&view, &view.actor, through);
    let topics: Vec<Topic> = arguments.topics.iter().map(|own| (*own).into()).collect();
    if !topics.is_empty() {
        told.notices.retain(|own| topics.contains(&own.topic));
    }
    let on = view.seen.true_on;
    let name = unit.and_then(|unit| view.seen.zone.units.get(&unit));
    let name = name.map(|unit| unit.name_on(on).to_owned());
    let all = || Words::new("各单位", "All units");
    let name = name.map_or_else(all, |name| Words::new(name.clone(), name));
    let code = view.seen.head.code();
    let made = bulletin(&view.seen.zone, &told, on, (name, code), true);
    let document = TextDocument {
        record: reading::record(&view),
        bulletin: &made,
    };
    let text = format!("{}\n", made.text.in_lang(context.lang));
    Ok(Answer::new(text, &document))
}

fn wanted(view: &reading::View, unit: Option<&str>) -> Result<Option<UnitId>, Failure> {
    let found = unit.map(|text| filter::unit(view, text)).transpose();
    Ok(found?)
}

fn read(view: &reading::View, actor: &Actor, through: Through<'_>) -> Board {
    let seen = &view.seen;
    let found = occasions(&seen.zone, &seen.calendars, seen.true_on);
    let looking = Looking {
        actor,
        ..view.looking()
    };
    board(&seen.zone, looking, through, &found)
}

/// What a reporter of a unit would see; whoever opens the folder may see more.
fn reporter(unit: UnitId) -> Actor {
    Actor {
        account: "local".to_owned(),
        roles: vec![Role::Reporter],
        unit: Some(unit),
        person: None,
        enterprise: None,
    }
}
