//! Refusals of enterprises and their requests.

use jiff::civil::Date;

use crate::refusals;

refusals! {
    enterprise_there(name: &str, id: &str) "zone/enterprise-there":
        "企业“{name}”已在台账中（{id}）", "{name:?} is in the ledger already ({id})";
        "在原有的企业上更新", "update the one that is there";
    code_taken(code: &str, name: &str) "zone/enterprise-code-taken":
        "代码“{code}”已属于“{name}”", "the code {code:?} belongs to {name:?} already";
        "核对统一社会信用代码", "check the code";
    nothing_told() "zone/nothing-told":
        "没有填任何数字", "no figure is given";
        "至少填一项；确实为零的填 0", "give one at least; nought is written as 0";
    figure_below_nought(zh: &str, en: &str) "zone/figure-below-nought":
        "“{zh}”小于零", "{en:?} is below nought";
        "核对数字", "check the figure";
    figure_impossible(zh: &str, en: &str) "zone/figure-impossible":
        "“{zh}”大得不可能", "{en:?} is larger than can be";
        "核对单位：万元、亿元，千瓦时、万千瓦时", "check the unit of the figure";
    month_to_come(month: &str, from: Date) "zone/month-to-come":
        "{month} 尚未结束，{from} 起可填", "{month} is not over: it can be told of from {from}";
        "等到月末再填", "wait for the end of the month";
    nothing_asked_for() "zone/nothing-asked-for":
        "没有写明诉求内容", "it does not say what is asked for";
        "用一两句话写明需要什么、什么时候要", "say in a sentence what is needed and when";
    enterprise_left(name: &str, since: Date) "zone/enterprise-left":
        "企业“{name}”自 {since} 起已迁出", "{name:?} has left since {since}";
        "核对企业；确未迁出的，先改状态", "check the enterprise; if it has not left, change its state first";
    passed_to_itself(unit: &str) "zone/passed-to-itself":
        "诉求已由“{unit}”承办", "{unit:?} works on it already";
        "选择另一个承办单位", "choose another unit";
    not_in_hands() "zone/request-not-in-hands":
        "诉求已答复，等待企业确认", "it is answered and waits for the enterprise's word";
        "等企业确认或退回", "wait until the enterprise confirms or reopens it";
    request_not_answered() "zone/request-not-answered":
        "诉求尚未答复", "it is not answered yet";
        "等承办单位答复后再办", "wait for the unit's answer";
    enterprise_not_silent(days: i64) "zone/enterprise-not-silent":
        "答复后满 {days} 个工作日企业未表态，才可由办公室办结",
        "the office closes it once the enterprise has said nothing for {days} working days";
        "先联系企业，请其确认或退回", "ask the enterprise to confirm or reopen it first";
    bad_satisfaction() "zone/bad-satisfaction":
        "满意度应为 1 到 5", "satisfaction is from 1 to 5";
        "选择 1 到 5", "choose from 1 to 5";
    named_twice(name: &str, line: u32) "zone/enterprise-twice":
        "企业“{name}”在第 {line} 行已出现", "{name:?} stands in line {line} already";
        "合并或去掉重复的行", "merge the lines, or take one out";
    sign_with_contract() "zone/sign-with-contract":
        "签约须登记合同文号、金额和双方承诺", "signing takes the contract's number, amount and promises";
        "用“签约”办理", "use the signing of the contract";
    before_it_was_raised(on: Date) "zone/before-it-was-raised":
        "日期早于诉求提出或上一步（{on}）", "the date is before the request or its last step ({on})";
        "核对日期", "check the date";
}

/// One example of each.
#[cfg(test)]
pub(super) fn catalogue() -> Vec<crate::Refusal> {
    let day = jiff::civil::date(2026, 5, 18);
    vec![
        enterprise_there("晨光精密", "E3"),
        code_taken("91420100MA4K0001X", "晨光精密"),
        nothing_told(),
        figure_below_nought("产值", "output"),
        figure_impossible("用电量", "electricity"),
        month_to_come("2026-05", day),
        nothing_asked_for(),
        enterprise_left("晨光精密", day),
        passed_to_itself("供电服务中心"),
        not_in_hands(),
        request_not_answered(),
        enterprise_not_silent(5),
        bad_satisfaction(),
        named_twice("晨光精密", 3),
        sign_with_contract(),
        before_it_was_raised(day),
    ]
}
