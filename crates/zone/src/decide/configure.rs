//! Founding the zone; stage paths, roles, rule sets, holiday notices.

use calendar::Notice;
use jiff::civil::Date;

use super::{Decision, Refusals};
use crate::command::Command;
use crate::event::{
    Event, HolidayNoticeLoaded, RolesDefined, RuleSetActivated, RuleSetDefined, SourceDefined,
    StagePathDefined, ZoneFounded,
};
use crate::refusal;
use crate::rule::{self, RuleSet};
use crate::source::{self, Source};
use crate::stage::StagePath;
use crate::state::{Profile, Zone};
use crate::{limits, stage};

pub(super) fn decide(zone: &Zone, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::Found {
            profile,
            effective_on,
            rule,
        } => found(zone, profile, *effective_on, rule),
        Command::DefineStagePath(path) => define_path(path),
        Command::DefineRoles(roles) => {
            for role in roles {
                refusals.short_text("role", &role.key);
            }
            refusals.events(vec![
                RolesDefined {
                    roles: roles.clone(),
                }
                .into(),
            ])
        }
        Command::DefineSource(source) => define_source(zone, source),
        Command::DefineRuleSet(set) => define_rule_set(zone, set),
        Command::ActivateRuleSet {
            key,
            version,
            effective_on,
        } => {
            let known = zone.rule_sets.contains_key(&(key.clone(), *version));
            let id = format!("{key} v{version}");
            refusals.require(known, || refusal::unknown("规则集", "rule set", &id));
            refusals.date("effective_on", *effective_on);
            let event = RuleSetActivated {
                key: key.clone(),
                version: *version,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::LoadHolidayNotice { notice } => load_notice(zone, notice),
        _ => Ok(Vec::new()),
    }
}

/// A field has one source of truth: what another system has is taken from that one first.
fn define_source(zone: &Zone, wanted: &Source) -> Decision {
    let mut refusals = Refusals::default();
    refusals.short_text("key", &wanted.key);
    refusals.short_text("name", &wanted.name.zh);
    let few = wanted.fields.len() <= limits::SOURCE_FIELDS_MAX;
    refusals.require(few, || {
        refusal::too_long("fields", limits::SOURCE_FIELDS_MAX)
    });
    let already = zone.sources.get(&wanted.key) == Some(wanted);
    refusals.require(!already, || refusal::already("如此定义", "so defined"));
    for (at, field) in wanted.fields.iter().enumerate() {
        refusals.require(source::is_field(field), || {
            refusal::unknown("项目字段", "field of projects", field).at_field("fields")
        });
        let mut others = zone.sources.values().filter(|own| own.key != wanted.key);
        let taken = others.find(|own| own.fields.iter().any(|key| source::overlap(key, field)));
        if let Some(other) = taken {
            refusals.add(
                refusal::source_taken(field, &other.name.zh, &other.name.en).at_field("fields"),
            );
        }
        let mut before = wanted.fields.iter().take(at);
        let twice = before.any(|key| source::overlap(key, field));
        refusals.require(!twice, || refusal::duplicate_name(field).at_field("fields"));
    }
    let event = SourceDefined {
        source: wanted.clone(),
    };
    refusals.events(vec![event.into()])
}

fn define_rule_set(zone: &Zone, set: &RuleSet) -> Decision {
    let mut refusals = Refusals::default();
    refusals.short_text("key", &set.key);
    let expected = zone
        .rule_called(&set.key)
        .map_or(1, |newest| newest.version + 1);
    refusals.require(set.version == expected, || {
        refusal::wrong_version(&set.key, expected)
    });
    refusals.require(!set.rules.is_empty(), || refusal::empty("rules"));
    let few = set.rules.len() <= limits::RULES_MAX;
    refusals.require(few, || refusal::too_long("rules", limits::RULES_MAX));
    if let Err(problems) = set.compile() {
        for found in problems {
            let (zh, en) = (found.problem.message_zh(), found.problem.message_en());
            refusals.add(refusal::bad_formula(&found.rule, &zh, &en).at_field(&found.rule));
        }
    }
    refusals.events(vec![
        RuleSetDefined {
            rule_set: set.clone(),
        }
        .into(),
    ])
}

fn load_notice(zone: &Zone, notice: &str) -> Decision {
    let before = zone.holidays();
    match before.with_notice(notice) {
        Ok(after) => {
            let is_new = |loaded: &&Notice| before.notice(loaded.year) != Some(*loaded);
            let Some(loaded) = after.notices().iter().find(is_new) else {
                return Err(vec![refusal::already("载入", "loaded")]);
            };
            let event = HolidayNoticeLoaded {
                year: loaded.year,
                notice: notice.to_owned(),
            };
            Ok(vec![event.into()])
        }
        Err(refused) => Err(refused
            .problems
            .iter()
            .map(|problem| refusal::bad_notice(&problem.message_zh(), &problem.message_en()))
            .collect()),
    }
}

fn found(zone: &Zone, profile: &Profile, effective_on: Date, rule: &str) -> Decision {
    let mut refusals = Refusals::default();
    if let Some(existing) = &zone.profile {
        return Err(vec![refusal::already_founded(&existing.name)]);
    }
    refusals.short_text("name", &profile.name);
    refusals.date("effective_on", effective_on);
    let sets = rule::shipped();
    let known = sets.iter().any(|set| set.key == rule);
    refusals.require(known, || refusal::unknown("规则集", "rule set", rule));
    let mut events: Vec<Event> = vec![
        ZoneFounded {
            profile: profile.clone(),
            effective_on,
        }
        .into(),
        RolesDefined {
            roles: stage::shipped_roles(),
        }
        .into(),
    ];
    let paths = stage::shipped_paths().into_iter();
    events.extend(paths.map(|path| StagePathDefined { path }.into()));
    events.extend(
        sets.into_iter()
            .map(|rule_set| RuleSetDefined { rule_set }.into()),
    );
    let in_force = RuleSetActivated {
        key: rule.to_owned(),
        version: 1,
        effective_on,
    };
    events.push(in_force.into());
    refusals.events(events)
}

fn define_path(path: &StagePath) -> Decision {
    let mut refusals = Refusals::default();
    refusals.short_text("nature", &path.nature);
    refusals.require(!path.stages.is_empty(), || refusal::empty("stages"));
    for stage in &path.stages {
        refusals.short_text("stage", &stage.key);
        let twice = path
            .stages
            .iter()
            .filter(|other| other.key == stage.key)
            .count()
            > 1;
        refusals.require(!twice, || refusal::duplicate_name(&stage.key));
    }
    refusals.events(vec![StagePathDefined { path: path.clone() }.into()])
}
