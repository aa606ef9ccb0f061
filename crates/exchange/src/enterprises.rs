//! A table of enterprises, pasted or as a file, read into rows of an import.
//!
//! Promises: every cell that cannot be read is told with its place, all at once; units of money
//! and electricity are taken from the head of the column, and what was assumed is said.
//! Deliberately does not record anything, and guesses no enterprise from a similar name: a table
//! names it by its code or by a name it has or had.

mod read;

use jiff::civil::Date;
use zone::enterprise::command::{ImportedEnterprise, NewEnterprise};
use zone::enterprise::{Enterprise, EnterpriseState};
use zone::indicator::Month;
use zone::{Holder, Refusal, Sealer, Texts, UnitId, Zone};

pub use read::{Column, Line, Table, month_named, read};

zone::refusals! {
    no_name_column() "exchange/no-enterprise-column":
        "没有找到“企业名称”一列", "no column says what the enterprises are called";
        "表头至少要有“企业名称”", "the head needs a column 企业名称 or Enterprise";
    no_rows() "exchange/no-enterprise-rows":
        "表头下面没有企业", "there is no enterprise under the head";
        "连同表头一起复制", "copy the rows together with their head";
    no_enterprise_name() "exchange/no-enterprise-name":
        "这一行没有企业名称", "the row names no enterprise";
        "补上名称，或删去这一行", "add the name, or take the row out";
    not_a_figure(text: &str) "exchange/not-a-figure":
        "“{text}”不是数字", "{text:?} is not a number";
        "填数字；没有的留空", "enter a number; leave it blank where there is none";
    not_a_month(text: &str) "exchange/not-a-month":
        "“{text}”不是月份", "{text:?} is not a month";
        "填如 2026-04、2026年4月", "enter a month such as 2026-04";
    not_a_state(text: &str) "exchange/not-a-state":
        "“{text}”不是企业状态", "{text:?} is not a state of an enterprise";
        "填在建、正常、减产、停产或迁出", "enter building, producing, reduced, stopped or left";
    column_twice(head: &str) "exchange/enterprise-column-twice":
        "有两列都是“{head}”", "two columns are {head:?}";
        "去掉一列", "take one out";
    unknown_unit(name: &str) "exchange/unknown-enterprise-unit":
        "没有责任单位“{name}”", "there is no unit {name:?}";
        "改成挂图中的单位名称", "name a unit of the zone";
    no_unit() "exchange/no-enterprise-unit":
        "没有责任单位", "no unit answers for it";
        "加一列“责任单位”，或在导入时指定", "add a column 责任单位, or name one for the whole table";
    unknown_assistant(name: &str) "exchange/unknown-assistant":
        "没有名为“{name}”的人员或职务", "there is no person or post called {name:?}";
        "先在组织中登记，或留空", "add the person first, or leave it blank";
    no_month() "exchange/no-month":
        "有数字而没有月份", "there are figures but no month";
        "加一列“月份”，或在导入时指定", "add a column 月份, or name the month for the whole table";
}

/// What is said about a table as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The month of rows that name none.
    pub month: Option<Month>,
    /// The unit that answers for new enterprises whose row names none.
    pub unit: Option<UnitId>,
    /// Why figures are what nobody expected, by line of the table.
    pub reasons: std::collections::BTreeMap<u32, String>,
}

/// The rows of an import, and everything that cannot be one.
pub fn rows(
    zone: &Zone,
    on: Date,
    table: &Table,
    said: &Said,
    (texts, sealer): (&dyn Texts, &mut dyn Sealer),
) -> (Vec<ImportedEnterprise>, Vec<Refusal>) {
    let mut refusals = Vec::new();
    let mut rows = Vec::new();
    for line in &table.lines {
        let mut refuse = |refusal: Refusal, column: &str| {
            refusals.push(table.at(refusal, line.line, column));
        };
        let known = found(zone, line);
        let named = line.unit.as_ref();
        let unit = named.map(|name| zone.unit_called(name, on));
        if let (Some(name), Some(None)) = (named, unit) {
            refuse(unknown_unit(name), "unit");
        }
        let kept = known.and_then(|own| own.lead_on(on));
        let lead = unit.flatten().or(kept).or(said.unit);
        if lead.is_none() && named.is_none() {
            refuse(no_unit(), "name");
        }
        let assistant = line
            .assistant
            .as_ref()
            .map(|name| holder(zone, on, texts, name));
        if let (Some(name), Some(None)) = (&line.assistant, assistant) {
            refuse(unknown_assistant(name), "assistant");
        }
        let month = line.month.or(said.month);
        if month.is_none() && !line.figures.is_empty() {
            refuse(no_month(), "name");
        }
        let contact = line.contact.as_ref().filter(|text| {
            let before = known.and_then(|own| own.contact);
            let before = before.map(|contact| texts.find(contact));
            before.as_ref().and_then(zone::FoundText::text) != Some(text.as_str())
        });
        let facts = NewEnterprise {
            code: line.code.clone().unwrap_or_default(),
            name: line.name.clone(),
            industry: line.industry.clone().unwrap_or_default(),
            lead: lead.unwrap_or(UnitId(0)),
            assistant: assistant.flatten(),
            contact: contact.map(|text| sealer.seal(text, &[])),
            state: line.state.unwrap_or_else(|| {
                known.map_or(EnterpriseState::Producing, |own| own.state_on(on))
            }),
            effective_on: on,
        };
        rows.push(ImportedEnterprise {
            line: line.line,
            target: known.map(|own| (own.id, own.version)),
            facts,
            month,
            figures: line.figures,
            reason: said
                .reasons
                .get(&line.line)
                .filter(|reason| !reason.trim().is_empty())
                .map(|reason| sealer.seal(reason.trim(), &[])),
        });
    }
    (rows, refusals)
}

/// The enterprise that a line means: by its code, else by a name it has or had.
fn found<'a>(zone: &'a Zone, line: &Line) -> Option<&'a Enterprise> {
    let own = || zone.enterprises.values().map(|own| &**own);
    let code = line.code.as_deref().filter(|code| !code.is_empty());
    let coded = code.and_then(|code| own().find(|one| one.code == code));
    coded.or_else(|| own().find(|one| one.is_called(&line.name)))
}

/// A post by its title, or a person by name.
fn holder(zone: &Zone, on: Date, texts: &dyn Texts, name: &str) -> Option<Holder> {
    let mut posts = zone.posts.values();
    let post = posts.find(|post| post.titles.at(on).is_some_and(|(_, title)| title == name));
    let person = || {
        let mut people = zone.people.values();
        people.find(|person| texts.find(person.name).text() == Some(name))
    };
    let post = post.map(|post| Holder::Post(post.id));
    post.or_else(|| person().map(|person| Holder::Person(person.id)))
}
