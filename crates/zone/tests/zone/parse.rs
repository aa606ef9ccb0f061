//! From a scenario's line to a command.

use zone::authority::Role;
use zone::command::{
    Import, ImportAlias, ImportAnswer, ImportChange, ImportFile, ImportReport, ImportRow,
    ImportTarget,
};
use zone::event::{NewValue, StepProgress};
use zone::import::Answered;
use zone::indicator::allocation::Part;
use zone::indicator::{Better, Definition, Every, Kind, Month, Parts, ValueState};
use zone::lineage::Change;
use zone::plan::{LinkKind, Plan, Step, StepLink};
use zone::problem::Severity;
use zone::project::Evidence;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::text::TextTable;
use zone::{Actor, Command, HandlingLevel, Sealer, TextRef, UnitId, Words, Zone};

use crate::words::{Line, parsed};

/// The command of a line. Where it edits something and names no version (`v=`), it is the newest.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, text: &str) -> Command {
    let line = Line::new(text);
    match line.place(0) {
        "undo" => Command::UndoImport {
            import: line.id(1),
            reason: line.get("reason").map(|reason| texts.seal(reason, &[])),
        },
        "found" => Command::Found {
            profile: profile(&line),
            effective_on: line.on(),
            rule: line.get("rule").unwrap_or("dispatch").to_owned(),
        },
        "unit" => Command::AddUnit {
            name: line.place(1).to_owned(),
            parent: line.read("under"),
            protocol_rank: line.read("rank").unwrap_or(1),
            aliases: line.all("alias").map(str::to_owned).collect(),
            effective_on: line.on(),
        },
        "person" => Command::AddPerson {
            name: texts.seal(line.place(1), &[]),
            unit: line.read("unit"),
            protocol_rank: line.read("rank").unwrap_or(1),
            effective_on: line.on(),
        },
        "post" => Command::AddPost {
            title: line.place(1).to_owned(),
            unit: line.read("unit"),
            protocol_rank: line.read("rank").unwrap_or(1),
            effective_on: line.on(),
        },
        "hold" => Command::HoldPost {
            id: line.id(1),
            version: line
                .read("v")
                .unwrap_or_else(|| zone.posts[&line.id::<zone::PostId>(1)].version),
            holder: line.read("by"),
            document: line.get("doc").unwrap_or("").to_owned(),
            effective_on: line.on(),
        },
        "rename" | "split" | "merge" | "suspend" | "resume" | "withdraw" | "hand" => {
            change(zone, &line)
        }
        "mark" => Command::SetMark {
            name: line.place(1).to_owned(),
            label: Words::new(line.place(1), line.place(1)),
            date: line.on(),
        },
        "cycle" => Command::OpenCycle {
            name: Words::new(line.place(1), line.place(1)),
            from: line.need("from"),
            until: line.need("until"),
            due_on: line.read("due").unwrap_or_else(|| line.need("until")),
        },
        "close" => Command::CloseCycle { id: line.id(1) },
        "activate" => Command::ActivateRuleSet {
            key: line.place(1).to_owned(),
            version: line.read("version").unwrap_or(1),
            effective_on: line.on(),
        },
        "notice" => Command::LoadHolidayNotice {
            notice: line.place(1).replace(';', "\n"),
        },
        _ => about_project(zone, texts, &line),
    }
}

fn profile(line: &Line<'_>) -> Profile {
    Profile {
        name: line.place(1).to_owned(),
        synthetic: false,
        attribution: Words::default(),
        holidays: HolidayRegion::China,
        currency: Currency::CNY,
    }
}

fn about_project(zone: &Zone, texts: &mut TextTable, line: &Line<'_>) -> Command {
    let version = || {
        let id = line.id::<zone::ProjectId>(1);
        let newest = zone.projects.get(&id).map_or(0, |project| project.version);
        line.read("v").unwrap_or(newest)
    };
    match line.place(0) {
        "register" => Command::RegisterProject {
            effective_on: line.on(),
            facts: line.facts(texts),
        },
        "record" => Command::RecordFacts {
            id: line.id(1),
            version: version(),
            effective_on: line.on(),
            facts: line.facts(texts),
        },
        "move" => Command::MoveStage {
            id: line.id(1),
            version: version(),
            to: line.place(2).to_owned(),
            evidence: line.all("by").map(evidence).collect(),
            effective_on: line.on(),
        },
        "plan" => Command::AdoptPlan {
            id: line.id(1),
            version: version(),
            plan: plan(line),
            effective_on: line.on(),
        },
        "steps" => Command::ReportSteps {
            id: line.id(1),
            version: version(),
            steps: line.all("done").map(progress).collect(),
            effective_on: line.on(),
        },
        "exempt" => Command::GrantExemption {
            id: line.id(1),
            from: line.need("from"),
            until: line.need("until"),
            document: line.get("doc").unwrap_or("").to_owned(),
            reason: texts.seal(line.get("reason").unwrap_or("汛期停工"), &[]),
        },
        "problem" => Command::RaiseProblem {
            project: line.id(1),
            kind: line.place(2).to_owned(),
            severity: match line.place(3) {
                "minor" => Severity::Minor,
                "serious" => Severity::Serious,
                _ => Severity::Blocking,
            },
            owner: line.read("owner"),
            delay_days: line.read("days").unwrap_or(0),
            description: texts.seal(line.get("text").unwrap_or("征地未完成"), &[]),
            due_on: line.read("due"),
            effective_on: line.on(),
        },
        "solve" => Command::ResolveProblem {
            id: line.id(1),
            note: texts.seal("已办结", &[]),
            effective_on: line.on(),
        },
        _ => about_indicator(line),
    }
}

fn about_indicator(line: &Line<'_>) -> Command {
    match line.place(0) {
        "indicator" => Command::AddIndicator(Definition {
            code: line.place(1).to_owned(),
            name: Words::new(line.place(1), line.place(1)),
            measure: Words::new("亿元", "100m CNY"),
            kind: match line.get("kind") {
                Some("stock") => Kind::Stock,
                Some("count") => Kind::Count,
                Some("ratio") => Kind::Ratio,
                Some("growth") => Kind::Growth,
                _ => Kind::Flow,
            },
            better: Better::More,
            lead_unit: line.read("unit"),
            january_skipped: line.get("merged").is_some(),
            every: match line.get("every") {
                Some("quarter") => Every::Quarter,
                _ => Every::Month,
            },
            month_ends_on: line.read("ends"),
            release_lag: line.read("lag").unwrap_or(0),
            source: None,
            fed_by: None,
            level: level(line),
        }),
        "values" => Command::ReportIndicator {
            id: line.id(1),
            values: line
                .pairs
                .iter()
                .filter_map(|pair| new_value(line, pair))
                .collect(),
            reason: reason(line),
        },
        "target" => Command::SetTarget {
            id: line.id(1),
            unit: line.read("unit"),
            year: line.need("year"),
            target: line.need("is"),
            document: line.get("doc").unwrap_or("").to_owned(),
            reason: reason(line),
            effective_on: line.on(),
        },
        "allocate" => Command::Allocate {
            id: line.id(1),
            year: line.need("year"),
            parts: line.pairs.iter().filter_map(part).collect(),
            method: line.get("by").unwrap_or("by_hand").to_owned(),
            document: line.get("doc").unwrap_or("").to_owned(),
            reason: reason(line),
            effective_on: line.on(),
        },
        "agree" => Command::AgreeAllocation {
            id: line.id(1),
            year: line.need("year"),
            unit: line.need("unit"),
            effective_on: line.on(),
        },
        other => panic!("no verb {other:?}"),
    }
}

/// Any reason will do for a story that tells of figures.
fn reason(line: &Line<'_>) -> Option<TextRef> {
    line.get("reason").map(|_| TextRef([9; 32]))
}

/// `2026-05=45.2`, or `2026-05=75:3/4` for a ratio with its parts.
fn new_value(line: &Line<'_>, (month, value): &(&str, String)) -> Option<NewValue> {
    let (year, month) = month.split_once('-')?;
    let (value, parts) = value.split_once(':').unwrap_or((value, ""));
    let parts = parts.split_once('/').map(|(numerator, denominator)| Parts {
        numerator: parsed(numerator),
        denominator: parsed(denominator),
    });
    Some(NewValue {
        unit: line.read("unit"),
        month: Month {
            year: parsed(year),
            month: parsed(month),
        },
        value: parsed(value),
        parts,
        state: match line.get("state") {
            Some("forecast") => ValueState::Forecast,
            Some("flash") => ValueState::Flash,
            Some("revised") => ValueState::Revised,
            _ => ValueState::Final,
        },
    })
}

/// `U1=40` or `zone=100`; months after a colon: `U1=40:0,10,30…`; a base-year share after `@`.
fn part((unit, text): &(&str, String)) -> Option<Part> {
    let unit = match *unit {
        "zone" => None,
        unit => Some(unit.parse().ok()?),
    };
    let (text, months) = text.split_once(':').unwrap_or((text, ""));
    let (amount, share) = text.split_once('@').unwrap_or((text, ""));
    let months = months.split(',').filter(|own| !own.is_empty());
    Some(Part {
        unit,
        amount: parsed(amount),
        months: months.map(parsed).collect(),
        base_share: (!share.is_empty()).then(|| parsed(share)),
        locked: false,
    })
}

/// `contract:文号`, or `photo:A1` for a kept file.
fn evidence(text: &str) -> Evidence {
    let (kind, rest) = text.split_once(':').expect("kind:number");
    let kind = kind.to_owned();
    match rest.parse() {
        Ok(attachment) => Evidence::File { kind, attachment },
        Err(_) => Evidence::Document {
            kind,
            number: rest.to_owned(),
        },
    }
}

/// `step=a:10` is a step of ten days, `link=a>b` or `link=a>b:SS+3` a relation.
fn plan(line: &Line<'_>) -> Plan {
    let mut plan = Plan::default();
    for step in line.all("step") {
        let mut parts = step.split(':');
        let key = parts.next().unwrap_or("");
        plan.steps.push(Step {
            key: key.to_owned(),
            name: format!("步骤{key}"),
            days: parsed(parts.next().unwrap_or("1")),
            gate: None,
            not_before: None,
            baseline_start: parts.next().map(parsed),
            baseline_finish: None,
            actual_start: None,
            actual_finish: None,
            remaining_days: None,
        });
    }
    let position = |key: &str| {
        let at = plan.steps.iter().position(|step| step.key == key);
        u32::try_from(at.unwrap_or(99)).expect("few steps")
    };
    let link = |text: &str| {
        let (ends, how) = text.split_once(':').unwrap_or((text, "FS+0"));
        let (from, to) = ends.split_once('>').expect("from>to");
        StepLink {
            from: position(from),
            to: position(to),
            kind: match &how[..2] {
                "SS" => LinkKind::SS,
                "FF" => LinkKind::FF,
                "SF" => LinkKind::SF,
                _ => LinkKind::FS,
            },
            lag_days: parsed(&how[2..]),
        }
    };
    plan.links = line.all("link").map(link).collect();
    plan
}

/// `done=a:2026-01-05` started, `done=a:2026-01-05:2026-01-20` finished too.
fn progress(text: &str) -> StepProgress {
    let mut parts = text.split(':');
    StepProgress {
        step: parts.next().unwrap_or("").to_owned(),
        actual_start: parts.next().map(parsed),
        actual_finish: parts.next().map(parsed),
        remaining_days: None,
    }
}

fn change(zone: &Zone, line: &Line<'_>) -> Command {
    let document = line.get("doc").unwrap_or("").to_owned();
    let effective_on = line.on();
    let seen = line.read("v");
    match &line.place(1)[..1] {
        "U" => Command::ChangeUnit {
            id: line.id(1),
            version: seen.unwrap_or_else(|| zone.units[&line.id::<zone::UnitId>(1)].version),
            change: what(line),
            document,
            effective_on,
        },
        "T" => Command::ChangePost {
            id: line.id(1),
            version: seen.unwrap_or_else(|| zone.posts[&line.id::<zone::PostId>(1)].version),
            change: what(line),
            document,
            effective_on,
        },
        _ => Command::ChangeProject {
            id: line.id(1),
            version: seen.unwrap_or_else(|| zone.projects[&line.id::<zone::ProjectId>(1)].version),
            change: what(line),
            document,
            effective_on,
        },
    }
}

fn what<Id: std::str::FromStr>(line: &Line<'_>) -> Change<Id> {
    match line.place(0) {
        "rename" => Change::Renamed {
            name: line.need("name"),
        },
        "split" => Change::Split {
            into: line.need::<String>("into").split(',').map(parsed).collect(),
        },
        "merge" => Change::Merged {
            into: line.need("into"),
        },
        "suspend" => Change::Suspended,
        "resume" => Change::Resumed,
        "withdraw" => Change::Withdrawn,
        _ => Change::HandedOver {
            to: line.need("to"),
        },
    }
}

/// An import from its block of lines: `import FILE`, then `report`, `new` and `row` lines.
pub(crate) fn import(zone: &Zone, texts: &mut TextTable, block: &[&str]) -> Command {
    let head = Line::new(block[0]);
    let mut import = Import {
        file: ImportFile {
            sha256: head.place(1).to_owned(),
            name: Some(texts.seal(head.place(1), &[])),
            bytes: 1,
            sheets: vec!["台账".to_owned()],
        },
        mapping: head
            .get("mapping")
            .map(|own| (own.to_owned(), "{}".to_owned())),
        units: head.all("unit").map(str::to_owned).collect(),
        people: head
            .all("person")
            .map(|name| texts.seal(name, &[]))
            .collect(),
        ..Import::default()
    };
    for text in &block[1..] {
        let line = Line::new(text);
        let target = match line.place(0) {
            "report" => {
                import.reports.push(report(&line));
                continue;
            }
            "alias" => {
                import.aliases.push(ImportAlias {
                    project: line.id(1),
                    alias: line.need("name"),
                });
                continue;
            }
            "gone" => {
                import.changes.push(gone(zone, &line));
                continue;
            }
            "answer" => {
                import.answers.push(answer(&line, texts));
                continue;
            }
            "new" => ImportTarget::New(line.id(1)),
            _ => {
                let id = line.id::<zone::ProjectId>(1);
                let newest = zone.projects.get(&id).map_or(0, |project| project.version);
                ImportTarget::Existing(id, line.read("v").unwrap_or(newest))
            }
        };
        let rows = &mut import.reports.last_mut().expect("a report first").rows;
        rows.push(ImportRow {
            target,
            facts: line.facts(texts),
        });
    }
    Command::ApplyImport(Box::new(import))
}

/// `gone P1 renamed|split|merged|suspended|withdrawn into=… document=… on=…`.
fn gone(zone: &Zone, line: &Line<'_>) -> ImportChange {
    let project = line.id(1);
    let target = |text: &str| match text.strip_prefix("new") {
        Some(number) => ImportTarget::New(parsed(number)),
        None => ImportTarget::Existing(parsed(text), 0),
    };
    let into = || line.need::<String>("into");
    let newest = zone.projects.get(&project).map_or(0, |own| own.version);
    ImportChange {
        project,
        version: line.read("v").unwrap_or(newest),
        change: match line.place(2) {
            "renamed" => Change::Renamed { name: into() },
            "split" => Change::Split {
                into: into().split(',').map(target).collect(),
            },
            "merged" => Change::Merged {
                into: target(&into()),
            },
            "suspended" => Change::Suspended,
            _ => Change::Withdrawn,
        },
        document: line.need("document"),
        effective_on: line.need("on"),
    }
}

/// `answer KEY accepted|same|new|left_out project=P1 note=…`.
fn answer(line: &Line<'_>, texts: &mut TextTable) -> ImportAnswer {
    ImportAnswer {
        question: line.place(1).to_owned(),
        target: line.read("project").map(|id| ImportTarget::Existing(id, 0)),
        field: line.read("field"),
        cell: None,
        known: None,
        told: None,
        answer: match line.place(2) {
            "accepted" => Answered::Accepted,
            "same" => Answered::Same,
            "new" => Answered::New,
            "left_out" => Answered::LeftOut,
            "sent_back" => Answered::SentBack { whole_row: false },
            _ => Answered::Changed,
        },
        note: line.get("note").map(|note| texts.seal(note, &[])),
    }
}

fn report(line: &Line<'_>) -> ImportReport {
    ImportReport {
        effective_on: line.id(1),
        stated_by_source: true,
        mark: line
            .get("mark")
            .map(|name| (name.to_owned(), Words::new(name, name))),
        rows: Vec::new(),
        unchanged: 0,
        confirmed: line.all("confirmed").map(parsed).collect(),
    }
}

/// Who sits at the desk: `as reporter unit=U2`.
pub(crate) fn actor(text: &str) -> Actor {
    let line = Line::new(text);
    let unit: Option<UnitId> = line.read("unit");
    let role = match line.place(1) {
        "program" => return Actor::program(),
        "clerk" => Role::Clerk,
        "reporter" => Role::Reporter,
        "leader" => Role::Leader,
        "auditor" => Role::Auditor,
        "public" => Role::Public,
        other => panic!("no role {other:?}"),
    };
    Actor {
        account: line.place(1).to_owned(),
        roles: vec![role],
        unit,
        person: None,
        enterprise: None,
    }
}

/// `level=unpublished_statistics`: a handling level by its key.
fn level(line: &Line<'_>) -> HandlingLevel {
    match line.get("level") {
        Some("public") => HandlingLevel::Public,
        Some("work_secret") => HandlingLevel::WorkSecret,
        Some("unpublished_statistics") => HandlingLevel::UnpublishedStatistics,
        _ => HandlingLevel::Internal,
    }
}
