//! Names of fields and values as people read them, in both languages.

use rust_decimal::Decimal;

use crate::field::{Field, HandlingLevel, Holder, Value};
use crate::state::{Currency, Zone};
use crate::view::Looking;
use crate::{BasisPoints, Fen, Lang, Words};

/// The name of a field.
pub fn field(zone: &Zone, field: &Field) -> Words {
    let (zh, en) = match field {
        Field::Name => ("项目名称", "Project"),
        Field::Nature => ("项目性质", "Nature"),
        Field::Content => ("建设规模及内容", "Scale and content"),
        Field::Scale => ("规模类别", "Scale"),
        Field::Industry => ("所属行业", "Industry"),
        Field::Place => ("建设地点", "Place"),
        Field::Coordinates => ("坐标", "Coordinates"),
        Field::PortfolioGroup => ("四个一批", "Portfolio group"),
        Field::HandlingLevel => ("知悉范围", "Handling level"),
        Field::LeadUnit => ("责任单位", "Responsible unit"),
        Field::SupportingUnits => ("配合单位", "Supporting units"),
        Field::TotalInvestment => ("总投资", "Total investment"),
        Field::FundingPlanned => ("计划资金", "Funding planned"),
        Field::FundingReceived => ("到位资金", "Funding received"),
        Field::ReportedYtd => ("本年累计完成投资", "Reported this year"),
        Field::ReportedTotal => ("开工以来累计完成投资", "Reported in total"),
        Field::CertifiedYtd => ("本年纳统投资", "Certified this year"),
        Field::CertifiedTotal => ("累计纳统投资", "Certified in total"),
        Field::PhysicalShare => ("形象进度", "Physical progress"),
        Field::PhysicalWords => ("形象进度说明", "Physical progress in words"),
        Field::Stage => ("阶段", "Stage"),
        Field::PlannedStart => ("计划开工", "Planned start"),
        Field::PlannedFinish => ("计划竣工", "Planned finish"),
        Field::RequiredFinish => ("要求完成时间", "Required date"),
        Field::PlannedRegistration => ("计划入库", "Planned registration"),
        Field::ActualRegistration => ("实际入库", "Actual registration"),
        Field::ForecastFinish => ("预计竣工", "Forecast finish"),
        Field::ActualStart => ("实际开工", "Actual start"),
        Field::ActualFinish => ("实际竣工", "Actual finish"),
        Field::Remark => ("备注", "Remark"),
        parameterised => return parameterised_field(zone, parameterised),
    };
    Words::new(zh, en)
}

fn parameterised_field(zone: &Zone, field: &Field) -> Words {
    match field {
        Field::Role(role) => match zone.roles.iter().find(|own| own.key == *role) {
            Some(own) => own.name.clone(),
            None => Words::new(role, role),
        },
        // The code every ledger calls by this name belongs to no system in particular.
        Field::ExternalCode(system) if system == "project_code" => {
            Words::new("项目代码", "Project code")
        }
        Field::ExternalCode(system) => {
            Words::new(format!("{system}编码"), format!("{system} code"))
        }
        Field::YearPlan(year) => {
            Words::new(format!("{year} 年度计划投资"), format!("Year plan {year}"))
        }
        Field::MonthPlan(year, month) => Words::new(
            format!("{year} 年 {month} 月计划"),
            format!("Plan {year}-{month:02}"),
        ),
        Field::PhysicalQuantity(item) => Words::new(format!("实物工作量·{item}"), item),
        Field::Gate(stage) => Words::new(format!("节点·{stage}"), format!("Gate {stage}")),
        Field::Custom(column) => Words::new(column, column),
        Field::Note(of) => match of.parse() {
            Ok(of) => {
                let of = self::field(zone, &of);
                Words::new(format!("{}附注", of.zh), format!("Note on {}", of.en))
            }
            Err(_) => Words::new("附注", "Note"),
        },
        other => Words::new(other.to_string(), other.to_string()),
    }
}

/// A value as it is shown.
pub fn value(zone: &Zone, looking: Looking<'_>, value: &Value) -> Words {
    let same = |text: String| Words::new(text.clone(), text);
    let unit = |id: &crate::UnitId| match zone.units.get(id) {
        Some(unit) => unit.name_on(looking.true_on).to_owned(),
        None => id.to_string(),
    };
    match value {
        Value::FreeText(text) => {
            let found = looking.texts.find(*text);
            Words::new(found.shown(Lang::Zh), found.shown(Lang::En))
        }
        Value::Unit(id) => same(unit(id)),
        Value::Units(ids) => same(ids.iter().map(unit).collect::<Vec<_>>().join("、")),
        Value::Holder(holder) => holder_name(zone, looking, *holder),
        Value::Level(own) => level(*own),
        Value::Text(_)
        | Value::Money(_)
        | Value::Share(_)
        | Value::Date(_)
        | Value::Quantity(_)
        | Value::Cleared => figure(zone, value),
    }
}

/// A figure as it is shown: a value that needs no text to be looked up.
pub fn figure(zone: &Zone, value: &Value) -> Words {
    let same = |text: String| Words::new(text.clone(), text);
    match value {
        Value::Money(amount) => money(zone, *amount),
        Value::Share(share) => same(percent(*share)),
        Value::Date(date) => same(date.to_string()),
        Value::Text(text) => same(text.clone()),
        Value::Quantity(quantity) => same(format!(
            "{} / {} {}",
            quantity.done, quantity.planned, quantity.unit
        )),
        Value::Cleared => Words::new("待定", "to be decided"),
        _ => Words::new("…", "…"),
    }
}

/// Kinds of evidence that have a name here; any other stands for itself.
pub const EVIDENCE: [&str; 10] = [
    "approval",
    "acceptance",
    "contract",
    "award",
    "permit",
    "photo",
    "handover",
    "production",
    "registration",
    "statistics",
];

/// A kind of evidence as gates ask for it; a kind of the office's own is its own name.
pub fn evidence(kind: &str) -> Words {
    let (zh, en) = match kind {
        "acceptance" => ("竣工验收", "acceptance"),
        "approval" => ("批复文件", "approval"),
        "award" => ("中标通知书", "award of contract"),
        "contract" => ("合同", "contract"),
        "handover" => ("移交证书", "handover certificate"),
        "permit" => ("施工许可", "building permit"),
        "photo" => ("现场照片", "site photo"),
        "production" => ("投产证明", "proof of production"),
        "registration" => ("注册登记", "registration"),
        "statistics" => ("统计证明", "statistics' confirmation"),
        other => (other, other),
    };
    Words::new(zh, en)
}

/// A share with at most two decimals: `45.2%`.
pub fn percent(share: BasisPoints) -> String {
    share.to_string()
}

/// The same rounded to the hundredth of its unit, where the exact figure says no more.
pub fn money_rounded(zone: &Zone, amount: Fen) -> Words {
    // A hundredth of 万元 is 100 yuan, of a thousand 10.
    let to = |fen: i64| Fen((amount.0.saturating_add(fen / 2)).div_euclid(fen) * fen);
    Words::new(money(zone, to(10_000)).zh, money(zone, to(1_000)).en)
}

/// Money in 万元 (Chinese) or in k, m and bn (English), with the zone's currency.
pub fn money(zone: &Zone, amount: Fen) -> Words {
    let currency = zone
        .profile
        .as_ref()
        .map_or(Currency::CNY, |profile| profile.currency);
    let (zh, en) = match currency {
        Currency::CNY => ("元", "CNY"),
        Currency::USD => ("美元", "USD"),
        Currency::AUD => ("澳元", "AUD"),
        Currency::GBP => ("英镑", "GBP"),
    };
    let whole = amount.yuan();
    let steps = [(1_000_000_000, " bn"), (1_000_000, " m"), (1_000, " k")];
    let fits = |(step, _): &(i64, &str)| whole.abs() >= Decimal::from(*step);
    let (step, letter) = steps.into_iter().find(fits).unwrap_or((1, ""));
    let scaled = (whole / Decimal::from(step)).normalize();
    Words::new(
        format!("{} 万{zh}", grouped(amount.wan())),
        format!("{en} {}{letter}", grouped(scaled)),
    )
}

/// A decimal with thousands separators.
pub fn grouped(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (sign, rest) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, decimals) = rest
        .split_once('.')
        .map_or((rest, None), |(w, d)| (w, Some(d)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match decimals {
        Some(decimals) => format!("{sign}{grouped}.{decimals}"),
        None => format!("{sign}{grouped}"),
    }
}

pub(crate) fn holder_name(zone: &Zone, looking: Looking<'_>, holder: Holder) -> Words {
    let person = zone.person_of(holder, looking.true_on);
    let name = person.map(|person| looking.texts.find(person.name));
    let post = match holder {
        Holder::Post(id) => zone
            .posts
            .get(&id)
            .and_then(|post| post.titles.at(looking.true_on)),
        Holder::Person(_) => None,
    };
    let shown = |lang: Lang| {
        let vacant = || lang.pick(|| "（空缺）".to_owned(), || "(vacant)".to_owned());
        let name = name.as_ref().map_or_else(vacant, |found| found.shown(lang));
        match post {
            Some((_, title)) => format!("{name}（{title}）"),
            None => name,
        }
    };
    Words::new(shown(Lang::Zh), shown(Lang::En))
}

/// A handling level as it is called.
pub fn level(level: HandlingLevel) -> Words {
    match level {
        HandlingLevel::Public => Words::new("公开", "public"),
        HandlingLevel::Internal => Words::new("内部", "internal"),
        HandlingLevel::WorkSecret => Words::new("工作秘密", "work secret"),
        HandlingLevel::UnpublishedStatistics => Words::new("未发布统计", "unpublished statistics"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(Decimal::new(-123_456_789, 2)), "-1,234,567.89");
        assert_eq!(grouped(Decimal::from(999)), "999");
        assert_eq!(grouped(Decimal::from(1000)), "1,000");
    }
}
