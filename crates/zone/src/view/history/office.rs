//! The zone, its people, rules, calendars and files in words.

use crate::lineage::Change;
use crate::view::Looking;
use crate::{Event, Lang, PersonId, PostId, UnitId, Words, Zone};

/// What happened to the zone itself, its units, people and posts, its rules and cycles; the end of
/// the line: an event that nobody tells is told by its kind, which a test forbids.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    match event {
        Event::ZoneFounded(event) => {
            let name = &event.profile.name;
            Words::new(format!("建立挂图“{name}”"), format!("founded {name:?}"))
        }
        Event::UnitAdded(event) => Words::new(
            format!("增设单位 {}", event.name),
            format!("added the unit {}", event.name),
        ),
        Event::UnitChanged(event) => {
            let (of, to) = (unit(zone, looking, event.id), |id: &UnitId| {
                unit(zone, looking, *id)
            });
            changed(zone, looking, &of, &event.change, &to, &event.document)
        }
        Event::PersonAdded(event) => {
            let name = looking.texts.find(event.name);
            Words::new(
                format!("登记人员 {}", name.shown(Lang::Zh)),
                format!("added {}", name.shown(Lang::En)),
            )
        }
        Event::PostAdded(event) => Words::new(
            format!("设立职务 {}", event.title),
            format!("added the post {}", event.title),
        ),
        Event::PostChanged(event) => {
            let (of, to) = (post(zone, looking, event.id), |id: &PostId| {
                post(zone, looking, *id)
            });
            changed(zone, looking, &of, &event.change, &to, &event.document)
        }
        Event::PostHeld(event) => held(zone, looking, event.id, event.holder, &event.document),
        other => of_rules(zone, other),
    }
}

fn of_rules(zone: &Zone, event: &Event) -> Words {
    match event {
        Event::StagePathDefined(event) => {
            let (name, count) = (&event.path.name, event.path.stages.len());
            Words::new(
                format!("定义“{}”的阶段路径，{count} 个阶段", name.zh),
                format!("defined the path of {:?}, {count} stages", name.en),
            )
        }
        Event::RolesDefined(event) => {
            let names = event.roles.iter().map(|own| &own.name);
            let (zh, en): (Vec<&str>, Vec<&str>) =
                names.map(|own| (own.zh.as_str(), own.en.as_str())).unzip();
            Words::new(
                format!("定义项目角色：{}", zh.join("、")),
                format!("defined the roles of projects: {}", en.join(", ")),
            )
        }
        Event::SourceDefined(event) => {
            let (name, count) = (&event.source.name, event.source.fields.len());
            Words::new(
                format!("定义数据来源“{}”，{count} 个字段以它为准", name.zh),
                format!(
                    "defined the source {:?}, {count} fields come from it",
                    name.en
                ),
            )
        }
        Event::RuleSetDefined(event) => {
            let (name, version) = (&event.rule_set.name, event.rule_set.version);
            Words::new(
                format!("定义亮灯规则“{}”第 {version} 版", name.zh),
                format!("defined version {version} of the rules {:?}", name.en),
            )
        }
        Event::RuleSetActivated(event) => {
            let found = zone.rule_sets.get(&(event.key.clone(), event.version));
            let name = found.map_or_else(
                || Words::new(&event.key, &event.key),
                |own| own.name.clone(),
            );
            let (version, on) = (event.version, event.effective_on);
            Words::new(
                format!("自 {on} 起采用亮灯规则“{}”第 {version} 版", name.zh),
                format!(
                    "version {version} of the rules {:?} in force from {on}",
                    name.en
                ),
            )
        }
        Event::HolidayNoticeLoaded(event) => {
            let year = event.year;
            Words::new(
                format!("载入 {year} 年放假通知"),
                format!("loaded the holiday notice of {year}"),
            )
        }
        other => of_cycles(other),
    }
}

fn of_cycles(event: &Event) -> Words {
    match event {
        Event::AttachmentKept(event) => {
            let (id, sheets) = (event.id, event.sheets.join("、"));
            Words::new(
                format!("保存导入的文件 {id}（{sheets}）"),
                format!("kept the imported file {id} ({sheets})"),
            )
        }
        Event::MappingKept(_) => Words::new("保存表头对应关系", "kept how the columns are read"),
        Event::MarkSet(event) => {
            let (label, on) = (&event.label, event.date);
            Words::new(
                format!("设节点标记“{}”（{on}）", label.zh),
                format!("set the mark {:?} ({on})", label.en),
            )
        }
        Event::CycleOpened(event) => {
            let (name, from, until, due) = (&event.name, event.from, event.until, event.due_on);
            Words::new(
                format!("开启周期“{}”（{from} — {until}），{due} 前报送", name.zh),
                format!(
                    "opened the cycle {:?} ({from} to {until}), due {due}",
                    name.en
                ),
            )
        }
        Event::RhythmSet(event) => {
            let on = event.effective_on;
            Words::new(
                format!("自 {on} 起采用新的周期安排"),
                format!("a new rhythm of cycles from {on}"),
            )
        }
        other => {
            let (kind, _) = other.kind();
            Words::new(kind, kind)
        }
    }
}

fn changed<Id>(
    zone: &Zone,
    looking: Looking<'_>,
    of: &str,
    change: &Change<Id>,
    name: &dyn Fn(&Id) -> String,
    document: &str,
) -> Words {
    let to = match change {
        Change::Renamed { name } => name.clone(),
        Change::Split { into } => into.iter().map(name).collect::<Vec<_>>().join("、"),
        Change::Merged { into } => name(into),
        Change::HandedOver { to } => unit(zone, looking, *to),
        Change::Suspended | Change::Resumed | Change::Withdrawn => String::new(),
    };
    let word = change.word();
    let (between_zh, between_en) = if to.is_empty() {
        ("", "")
    } else {
        ("：", ": ")
    };
    Words::new(
        format!("{of} {}{between_zh}{to}（{document}）", word.zh),
        format!("{of} {}{between_en}{to} ({document})", word.en),
    )
}

fn held(
    zone: &Zone,
    looking: Looking<'_>,
    id: PostId,
    holder: Option<PersonId>,
    document: &str,
) -> Words {
    let title = post(zone, looking, id);
    let Some(person) = holder else {
        return Words::new(
            format!("{title} 空缺（{document}）"),
            format!("{title} became vacant ({document})"),
        );
    };
    let found = zone.people.get(&person);
    let name = |lang| {
        found.map_or_else(
            || person.to_string(),
            |own| looking.texts.find(own.name).shown(lang),
        )
    };
    Words::new(
        format!("{title} 由 {} 担任（{document}）", name(Lang::Zh)),
        format!("{title} is held by {} ({document})", name(Lang::En)),
    )
}

fn unit(zone: &Zone, looking: Looking<'_>, id: UnitId) -> String {
    let found = zone.units.get(&id);
    found.map_or_else(
        || id.to_string(),
        |own| own.name_on(looking.true_on).to_owned(),
    )
}

fn post(zone: &Zone, looking: Looking<'_>, id: PostId) -> String {
    let title = zone.posts.get(&id).and_then(|own| {
        let found = own
            .titles
            .at(looking.true_on)
            .or_else(|| own.titles.first());
        found.map(|(_, title)| title.clone())
    });
    title.unwrap_or_else(|| id.to_string())
}
