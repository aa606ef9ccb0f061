//! Filters of the wall by what people call things: names or ids.

use clap::Args;
use zone::view::Filter;
use zone::{Colour, PersonId, Refusal, Texts as _, UnitId, Words};

use crate::failure::Failure;
use crate::reading::View;

/// Which rows are wanted.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FilterArguments {
    /// 责任单位（名称或编号），含下属单位 | Responsible unit by name or id, with those below it
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 包联领导（姓名或编号） | Sponsor by name or id
    #[arg(long, value_name = "PERSON")]
    sponsor: Option<String>,
    /// 阶段 | Stage
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// 灯色：蓝 绿 黄 红 灰 | Light: blue, green, yellow, red, grey
    #[arg(long, value_name = "COLOUR")]
    light: Option<String>,
    /// 名称、编码、单位、阶段、行业中的文字 | Text in name, code, unit, stage or industry
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// 用哪一套亮灯规则（默认为现行规则） | Rule set by key; the one in force unless named
    #[arg(long, value_name = "KEY")]
    rule: Option<String>,
}

impl FilterArguments {
    /// The filter in the terms of the model; everything that is not known is told at once.
    pub(crate) fn on(&self, view: &View) -> Result<Filter, Failure> {
        let mut problems = Vec::new();
        let mut known = |found: Result<(), Refusal>| problems.extend(found.err());
        let mut filter = Filter {
            stage: self.stage.clone(),
            text: self.text.clone(),
            rule: self.rule.clone(),
            ..Filter::default()
        };
        if let Some(text) = &self.unit {
            known(unit(view, text).map(|id| filter.unit = Some(id)));
        }
        if let Some(text) = &self.sponsor {
            known(sponsor(view, text).map(|id| filter.sponsor = Some(id)));
        }
        if let Some(text) = &self.light {
            known(colour(text).map(|light| filter.light = Some(light)));
        }
        if problems.is_empty() {
            Ok(filter)
        } else {
            Err(problems.into())
        }
    }
}

/// A unit by name or id.
pub(crate) fn unit(view: &View, text: &str) -> Result<UnitId, Refusal> {
    let zone = &view.seen.zone;
    let by_id = text.parse().ok().filter(|id| zone.units.contains_key(id));
    by_id
        .or_else(|| zone.unit_called(text, view.seen.true_on))
        .ok_or_else(|| {
            let near = zone
                .units
                .values()
                .map(|unit| unit.name_on(view.seen.true_on));
            nobody(("责任单位", "unit"), text, near)
        })
}

/// A person by name or id.
pub(crate) fn sponsor(view: &View, text: &str) -> Result<PersonId, Refusal> {
    let people = &view.seen.zone.people;
    let by_id = text.parse().ok().filter(|id| people.contains_key(id));
    let called = |name: zone::TextRef| view.library.find(name).text() == Some(text);
    by_id
        .or_else(|| {
            people
                .values()
                .find(|person| called(person.name))
                .map(|person| person.id)
        })
        .ok_or_else(|| nobody(("人员", "person"), text, std::iter::empty()))
}

fn colour(text: &str) -> Result<Colour, Refusal> {
    let all = Colour::ALL.map(Colour::key);
    Colour::named(text).ok_or_else(|| nobody(("灯色", "light"), text, all.into_iter()))
}

fn nobody<'a>(what: (&str, &str), text: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let known: Vec<&str> = known.take(30).collect();
    let (list_zh, list_en) = if known.is_empty() {
        ("核对名称".to_owned(), "check the name".to_owned())
    } else {
        (
            format!("可用：{}", known.join("、")),
            format!("there is: {}", known.join(", ")),
        )
    };
    Refusal::new(
        "cli/unknown",
        Words::new(
            format!("没有{}“{text}”", what.0),
            format!("there is no {} {text:?}", what.1),
        ),
        Words::new(list_zh, list_en),
    )
}
