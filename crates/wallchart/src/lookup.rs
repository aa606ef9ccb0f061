//! Finding a project by what people call it: id, outside code, or name.

use zone::{ProjectId, Refusal, Words};

use crate::failure::Failure;
use crate::reading::View;

/// Most projects named when a word fits several.
const NAMED_MAX: usize = 10;

/// The project that is meant.
pub(crate) fn project(view: &View, wanted: &str) -> Result<ProjectId, Failure> {
    let (zone, on) = (&view.seen.zone, view.seen.true_on);
    let wanted = wanted.trim();
    if let Ok(id) = wanted.parse::<ProjectId>()
        && zone.projects.contains_key(&id)
    {
        return Ok(id);
    }
    let coded: Vec<ProjectId> = zone
        .projects_coded(None, wanted, on)
        .map(|own| own.id)
        .collect();
    let called = || -> Vec<ProjectId> {
        let all = zone.projects.values();
        all.filter(|own| own.is_called(wanted))
            .map(|own| own.id)
            .collect()
    };
    let containing = || -> Vec<ProjectId> {
        let all = zone.projects.values();
        all.filter(|own| own.name_on(on).contains(wanted))
            .map(|own| own.id)
            .collect()
    };
    let mut found = coded;
    if found.is_empty() {
        found = called();
    }
    if found.is_empty() && !wanted.is_empty() {
        found = containing();
    }
    match found[..] {
        [only] => Ok(only),
        [] => Err(unknown(wanted).into()),
        _ => Err(several(view, wanted, &found).into()),
    }
}

fn unknown(wanted: &str) -> Refusal {
    Refusal::new(
        "cli/no-such-project",
        Words::new(
            format!("没有编号、编码或名称为“{wanted}”的项目"),
            format!("there is no project with the id, code or name {wanted:?}"),
        ),
        Words::new(
            "用 wallchart wall --text 文字 查找",
            "look for it with `wallchart wall --text TEXT`",
        ),
    )
}

fn several(view: &View, wanted: &str, found: &[ProjectId]) -> Refusal {
    let name = |id: &ProjectId| {
        let project = view.seen.zone.projects.get(id);
        let name = project.map_or("", |project| project.name_on(view.seen.true_on));
        format!("{id} {name}")
    };
    let list: Vec<String> = found.iter().take(NAMED_MAX).map(name).collect();
    let count = found.len();
    Refusal::new(
        "cli/several-projects",
        Words::new(
            format!("“{wanted}”对应 {count} 个项目：{}", list.join("、")),
            format!("{wanted:?} fits {count} projects: {}", list.join(", ")),
        ),
        Words::new(
            "用编号（如 P12）指定一个",
            "name one by its id, such as P12",
        ),
    )
}
