//! `meeting book`: the dispatch book, as data or as a text to read.

use serde::Serialize;
use server::{BookAsked, Sides};
use zone::view::book::{Book, BookEntry, Summary};
use zone::view::compare::LightChange;
use zone::{Colour, Fen, Lang, MeetingId, Words, Zone, labels};

use super::find;
use super::list::{TITLE_COLUMNS, asked, called, day, lines};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::{self, Moment};
use crate::reading;

const EXAMPLES: &str = "  wallchart meeting book M3
  wallchart meeting book M3 --all --lang en
  wallchart meeting book M3 --json > book.json
  wallchart meeting book M4 --since report-2026-04 --true-on 2026-05-31";

/// 调度手册；已定稿或已召开的按会议所见 | The dispatch book; once fixed or held, as the meeting saw it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 会议编号 | The meeting
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 变化从何时算起（默认上次会议） | Changes since (the last meeting unless given)
    #[arg(long, value_name = "SEQ|MARK|TIME")]
    since: Option<String>,
    /// 列出全部项目（默认只列议程上的和红黄灯） | Every project (those on the agenda, red or yellow
    /// unless given)
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    book: &'a Book,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let mut view = reading::see(context, &moment.known()?, None)?;
    let since = arguments.since.as_deref().map(moment::known).transpose()?;
    let wanted = BookAsked {
        named: moment.known_at.is_some(),
        true_on: moment.true_on,
        since,
    };
    let (id, seen) = (arguments.id, view.seen.clone());
    let sides = Sides::of(
        &view.library,
        seen,
        id,
        &wanted,
        (&view.actor, context.today),
    )?;
    let sides = sides.ok_or_else(|| find::no_such(id))?;
    let book = sides.book(&view.library, &view.actor, id);
    let book = book.map_err(|refusal| Failure::from(vec![refusal]))?;
    let book = book.ok_or_else(|| find::no_such(id))?;
    view.seen = sides.now;
    let text = Told {
        zone: &view.seen.zone,
        lang: context.lang,
        all: arguments.all,
    }
    .book(&book, &reading::headline(&view, context.lang));
    let record = reading::record(&view);
    Ok(Answer::new(
        text,
        &Document {
            record,
            book: &book,
        },
    ))
}

struct Told<'a> {
    zone: &'a Zone,
    lang: Lang,
    all: bool,
}

impl Told<'_> {
    fn book(&self, book: &Book, headline: &str) -> String {
        let lang = self.lang;
        let row = &book.cover.meeting;
        let mut text = format!("{headline}\n{}\n", called(row, lang));
        text += &format!("{}  {}\n", day(row), row.place);
        if let Some(since) = &book.cover.since {
            let (label, date) = (since.label.in_lang(lang), since.date);
            text += &say!(
                lang,
                "对照 {label}（{date}）\n",
                "against {label} ({date})\n"
            );
        }
        text += &self.summary(&book.summary);
        let mut part = |zh: &str, en: &str, body: String| {
            if !body.is_empty() {
                text += &format!("\n{}\n{body}", lang.pick(|| zh, || en));
            }
        };
        part(
            "一、上次会议交办",
            "1. What the last meeting asked",
            asked(&book.asked, lang),
        );
        part("二、议程", "2. Agenda", lines(&book.agenda, lang));
        part("三、各单位情况", "3. Units", self.units(book));
        part("四、变化", "4. Changes", self.changes(book));
        part("五、项目", "5. Projects", self.entries(book));
        part(
            "六、逾期督办事项",
            "6. Items that are late",
            asked(&book.overdue, lang),
        );
        part("七、问题", "7. Problems", self.problems(book));
        part("八、经济指标", "8. Indicators", self.indicators(book));
        text
    }

    fn money(&self, amount: Fen) -> String {
        let words: Words = labels::money_rounded(self.zone, amount);
        words.in_lang(self.lang).to_owned()
    }

    fn summary(&self, own: &Summary) -> String {
        let lights = own.lights;
        let counts = format!(
            "●{} ▲{} ■{} ◆{} ○{}",
            lights.green, lights.yellow, lights.red, lights.blue, lights.grey
        );
        let (done, plan) = (self.money(own.reported_ytd), self.money(own.year_plan));
        let Summary {
            projects,
            worse,
            better,
            gates_late,
            items_late,
            problems_open,
            problems_blocking,
            ..
        } = own;
        say!(
            self.lang,
            "{}\n项目 {projects} 个 {counts}；投资 {done} / {plan}\n\
             变差 {worse}，变好 {better}；节点逾期 {gates_late}；督办逾期 {items_late}；\
             未决问题 {problems_open}（重大 {problems_blocking}）\n",
            "{}\n{projects} projects {counts}; invested {done} / {plan}\n\
             {worse} worse, {better} better; {gates_late} with late gates; \
             {items_late} items late; \
             {problems_open} problems open ({problems_blocking} blocking)\n",
            own.finding.in_lang(self.lang)
        )
    }

    fn units(&self, book: &Book) -> String {
        let mut table = Table::new(match self.lang {
            Lang::Zh => [
                "单位",
                "项目",
                "●",
                "▲",
                "■",
                "投资",
                "计划",
                "完成率",
                "进度差",
                "督办逾期",
                "问题",
            ],
            Lang::En => [
                "unit",
                "projects",
                "●",
                "▲",
                "■",
                "invested",
                "plan",
                "done",
                "gap",
                "late items",
                "problems",
            ],
        });
        let share = |share: Option<zone::BasisPoints>| {
            share.map_or_else(|| "-".to_owned(), |share| share.to_string())
        };
        for own in &book.units {
            let name = own.unit.as_ref().map(|unit| unit.name.clone());
            let nobody = || say!(self.lang, "（无责任单位）", "(no unit)");
            table.row([
                name.unwrap_or_else(nobody),
                own.projects.to_string(),
                own.lights.green.to_string(),
                own.lights.yellow.to_string(),
                own.lights.red.to_string(),
                self.money(own.reported_ytd),
                self.money(own.year_plan),
                share(own.completion),
                share(own.gap),
                own.items_late.to_string(),
                own.problems_open.to_string(),
            ]);
        }
        table.text()
    }

    fn changes(&self, book: &Book) -> String {
        let shape = |colour: Option<Colour>| colour.map_or("-", Colour::shape);
        let mut text = String::new();
        for own in &book.changes {
            let moved = own.moved_days.filter(|days| *days != 0);
            let moved = moved.map_or_else(String::new, |days| {
                say!(
                    self.lang,
                    "  竣工预计 {days:+} 天",
                    "  finish {days:+} days"
                )
            });
            let word = match own.change {
                LightChange::Worse => say!(self.lang, "变差", "worse"),
                LightChange::Better => say!(self.lang, "变好", "better"),
                LightChange::New => say!(self.lang, "新增", "new"),
                LightChange::Gone => say!(self.lang, "退出", "gone"),
                LightChange::Same | LightChange::NotComparable => String::new(),
            };
            let (was, now) = (shape(own.was), shape(own.colour));
            text += &format!("{} {was} → {now} {} {word}{moved}\n", own.id, own.name);
        }
        text
    }

    fn entries(&self, book: &Book) -> String {
        let wanted = |own: &&BookEntry| {
            let pressing = matches!(own.colour, Colour::Red | Colour::Yellow);
            self.all || pressing || own.on_agenda.is_some()
        };
        let shown = book.entries.iter().filter(wanted);
        let mut text: String = shown.map(|own| self.entry(own)).collect();
        let left = book.entries.len() - book.entries.iter().filter(wanted).count();
        if left > 0 {
            text += &say!(
                self.lang,
                "其余 {left} 个项目用 --all 列出\n",
                "{left} more: see --all\n"
            );
        }
        text
    }

    /// A project with its three facts.
    fn entry(&self, own: &BookEntry) -> String {
        let lang = self.lang;
        let unit = own.unit.as_ref().map_or("-", |unit| unit.name.as_str());
        let shape = own.colour.shape();
        let mut text = format!("{:>4} {shape} {} {}  {unit}\n", own.no, own.id, own.name);
        let reason = own.reason.in_lang(lang);
        text += &say!(lang, "     进展 {reason}\n", "     stands: {reason}\n");
        if let Some(told) = &own.told {
            text += &format!("          {}\n", told.in_lang(lang));
        }
        for note in &own.notes {
            text += &format!("          {}\n", note.in_lang(lang));
        }
        for block in &own.blocks {
            let block = block.text.in_lang(lang);
            text += &say!(lang, "     堵点 {block}\n", "     blocks: {block}\n");
        }
        let pressing = matches!(own.colour, Colour::Red | Colour::Yellow);
        if own.tasks.is_empty() && pressing {
            text += &say!(
                lang,
                "     下步 无人承诺\n",
                "     next: nobody has promised anything\n"
            );
        }
        for task in &own.tasks {
            let who = task.who.as_ref().map_or("-", |unit| unit.name.as_str());
            let what = task.what.in_lang(lang);
            let by = task.by.map_or_else(|| "-".to_owned(), |by| by.to_string());
            let late = match task.late {
                true => say!(lang, "（逾期）", " (late)"),
                false => String::new(),
            };
            text += &say!(
                lang,
                "     下步 {who}：{what}，{by}{late}\n",
                "     next: {who}: {what}, {by}{late}\n"
            );
        }
        text
    }

    fn problems(&self, book: &Book) -> String {
        let mut table = Table::new(match self.lang {
            Lang::Zh => ["问题", "程度", "类别", "项目", "解决单位", "期限"],
            Lang::En => [
                "problem",
                "severity",
                "kind",
                "project",
                "to be solved by",
                "due",
            ],
        });
        for own in &book.problems {
            table.row([
                own.id.to_string(),
                own.severity_word.in_lang(self.lang).to_owned(),
                own.kind.clone(),
                cut(&own.project_name, TITLE_COLUMNS),
                own.owner
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), |unit| unit.name.clone()),
                own.due_on
                    .map_or_else(|| "-".to_owned(), |due| due.to_string()),
            ]);
        }
        match table.is_empty() {
            true => String::new(),
            false => table.text(),
        }
    }

    fn indicators(&self, book: &Book) -> String {
        let mut text = String::new();
        for own in &book.indicators {
            let shape = own.colour.shape();
            let (name, measure) = (own.name.in_lang(self.lang), own.measure.in_lang(self.lang));
            let figure = |figure: Option<rust_decimal::Decimal>| {
                figure.map_or_else(|| "-".to_owned(), labels::grouped)
            };
            let (done, target) = (figure(own.done), figure(own.target));
            let month = own.month.as_deref().unwrap_or("-");
            let gap = own
                .gap
                .map_or_else(|| "-".to_owned(), |gap| gap.to_string());
            text += &say!(
                self.lang,
                "{shape} {name}  {month} {done} / {target} {measure}  进度差 {gap}\n",
                "{shape} {name}  {month} {done} / {target} {measure}  gap {gap}\n"
            );
        }
        text
    }
}
