//! Imports that were applied: listed, and undone as one step.

use host::SealBag;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use zone::event::ImportUndone;
use zone::{
    AttachmentId, Command, Event, FoundText, ProjectId, Sealer as _, Texts as _, Words, Zone,
    labels,
};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::reading;
use crate::writing::{self, Channel};

/// An import that was applied.
#[derive(Debug, Serialize)]
struct Applied {
    id: String,
    file: String,
    sha256: String,
    dates: Vec<Date>,
    registered: u32,
    changed: u32,
    unchanged: u32,
    answers: usize,
    first: u64,
    last: u64,
    undone: Option<u64>,
}

/// The imports so far, newest first.
pub(crate) fn list(context: &Context) -> Result<Answer, Failure> {
    if !context.folder.has_ledger() {
        return Err(reading::not_founded(context).into());
    }
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let zone = &view.seen.zone;
    let applied: Vec<Applied> = zone
        .imports
        .iter()
        .rev()
        .filter_map(|(id, record)| {
            let file = zone.attachments.get(id)?;
            let name = match view.library.find(file.name) {
                FoundText::Text(name) => name.to_string(),
                found => found.shown(context.lang),
            };
            Some(Applied {
                id: id.to_string(),
                file: name,
                sha256: file.sha256.clone(),
                dates: record.dates.clone(),
                registered: record.registered,
                changed: record.changed,
                unchanged: record.unchanged,
                answers: record.answers.len(),
                first: record.first,
                last: record.last,
                undone: record.undone,
            })
        })
        .collect();
    Ok(Answer::new(listed(context, &applied), &applied))
}

fn listed(context: &Context, applied: &[Applied]) -> String {
    let lang = context.lang;
    if applied.is_empty() {
        return say!(lang, "还没有导入过\n", "nothing was imported yet\n");
    }
    let mut table = Table::new(match lang {
        zone::Lang::Zh => [
            "导入", "文件", "新增", "变更", "不变", "答复", "记录", "状态",
        ],
        zone::Lang::En => [
            "import",
            "file",
            "new",
            "changed",
            "unchanged",
            "answers",
            "records",
            "state",
        ],
    });
    for own in applied {
        let (first, last) = (own.first, own.last);
        table.row([
            own.id.clone(),
            cut(&own.file, 40),
            own.registered.to_string(),
            own.changed.to_string(),
            own.unchanged.to_string(),
            own.answers.to_string(),
            format!("{first}–{last}"),
            match own.undone {
                Some(seq) => say!(lang, "已撤销（第 {seq} 条）", "undone ({seq})"),
                None => String::new(),
            },
        ]);
    }
    table.text()
}

/// What was undone.
#[derive(Debug, Serialize)]
struct Undone {
    import: String,
    first: u64,
    last: u64,
    removed: Vec<Named>,
    restored: Vec<Named>,
    kept: Vec<Kept>,
    units: Vec<String>,
    people: usize,
    marks: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Named {
    project: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Kept {
    project: String,
    name: String,
    /// The field recorded again since; absent where the whole project stays.
    label: Option<Words>,
    /// The event built on it.
    seq: u64,
}

/// Undoes an import: the one named, else the newest that holds.
pub(crate) fn undo(
    context: &Context,
    import: &str,
    reason: Option<&str>,
) -> Result<Answer, Failure> {
    let channel = Channel::open(context)?;
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let zone = view.seen.zone;
    let import = chosen(&zone, import)?;
    let reason = reason.map(str::trim).filter(|text| !text.is_empty());
    let done = match &channel {
        Channel::Own(writer) => {
            let mut texts = SealBag::new();
            let reason = reason.map(|text| texts.seal(text, &[]));
            writer.execute(Command::UndoImport { import, reason }, texts)?
        }
        Channel::Through(server) => {
            let id = writing::request_id()?;
            let path = format!("/imports/{import}/undo");
            writing::done(&server.post(&path, &id, &json!({ "reason": reason }))?)?
        }
    };
    let happened = view.library.event(done.first)?;
    let Event::ImportUndone(event) = happened.event else {
        return Err(unexpected(&import.to_string()));
    };
    let undone = told(&zone, &event, (done.first, done.last));
    Ok(Answer::new(text(context, &undone), &undone))
}

fn chosen(zone: &Zone, import: &str) -> Result<AttachmentId, Failure> {
    let newest = || {
        let holds = zone.imports.iter().rev().find(|own| own.1.undone.is_none());
        holds.map(|(id, _)| *id)
    };
    let found = match import {
        "" => newest(),
        named => named.parse().ok(),
    };
    found.ok_or_else(|| unexpected(import))
}

fn unexpected(import: &str) -> Failure {
    Failure::refused(
        "cli/no-such-import",
        Words::new(
            format!("没有可撤销的导入“{import}”"),
            format!("there is no import {import:?} to undo"),
        ),
        Words::new("用 --list 查看已有的导入", "see --list"),
    )
}

fn told(zone: &Zone, event: &ImportUndone, (first, last): (u64, u64)) -> Undone {
    let name = |id: &ProjectId| {
        let project = zone.projects.get(id);
        project.map_or("", |own| own.name_on(Date::MAX)).to_owned()
    };
    let named = |ids: &[ProjectId]| -> Vec<Named> {
        let each = ids.iter().map(|id| Named {
            project: id.to_string(),
            name: name(id),
        });
        each.collect()
    };
    let unit = |id: &zone::UnitId| {
        let unit = zone.units.get(id);
        unit.map_or("", |own| own.name_on(Date::MAX)).to_owned()
    };
    Undone {
        import: event.import.to_string(),
        first,
        last,
        removed: named(&event.removed),
        restored: named(&event.restored),
        kept: event
            .kept
            .iter()
            .map(|own| Kept {
                project: own.project.to_string(),
                name: name(&own.project),
                label: own.field.as_ref().map(|field| labels::field(zone, field)),
                seq: own.seq,
            })
            .collect(),
        units: event.units.iter().map(unit).collect(),
        people: event.people.len(),
        marks: event.marks.clone(),
    }
}

fn text(context: &Context, undone: &Undone) -> String {
    let lang = context.lang;
    let (id, seq) = (&undone.import, undone.first);
    let (removed, restored) = (undone.removed.len(), undone.restored.len());
    let mut text = say!(
        lang,
        "已撤销导入 {id}（记录第 {seq} 条）：移除 {removed} 个项目，恢复 {restored} 个项目\n",
        "import {id} is undone (record {seq}): {removed} projects removed, {restored} restored\n"
    );
    if !undone.kept.is_empty() {
        text += &say!(
            lang,
            "之后另有记录、保持不动的：\n",
            "kept, because something was built on it since:\n"
        );
    }
    for own in &undone.kept {
        let whole = say!(lang, "整个项目", "the whole project");
        let label = own
            .label
            .as_ref()
            .map(|label| label.in_lang(lang).to_owned());
        let (project, name, seq) = (&own.project, &own.name, own.seq);
        let what = label.unwrap_or(whole);
        text += &say!(
            lang,
            "  {project} {name}：{what}（第 {seq} 条）\n",
            "  {project} {name}: {what} (record {seq})\n"
        );
    }
    text
}
