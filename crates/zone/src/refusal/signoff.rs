//! Refusals of signing: routes, delegations, signatures, printed sheets.

use jiff::civil::Date;

use crate::refusals;

refusals! {
    steps_out_of_order() "zone/steps-out-of-order":
        "签发步骤应依次为经办、审核、负责人，每步至多一个",
        "steps are handler, reviewer, head, in this order and each once";
        "调整顺序，去掉重复的步骤", "put them in order and take out what stands twice";
    step_without_signer(zh: &str, en: &str) "zone/step-without-signer":
        "“{zh}”这一步没有写明由谁签", "the step {en:?} names nobody";
        "填写职务或人员，或去掉这一步", "name a post or people, or take the step out";
    not_the_head() "zone/not-the-head":
        "只有本单位负责人可以委托他人代签", "only the unit's head may have somebody else sign";
        "由负责人本人登录办理，或请调度办公室凭委托书登记",
        "the head signs in and does it, or the dispatch office records the letter of delegation";
    delegation_chain() "zone/delegation-chain":
        "受托人不能再转委托", "who signs for somebody cannot pass it on";
        "由负责人本人另行委托", "the head delegates to the other person directly";
    delegated_to_oneself() "zone/delegated-to-oneself":
        "委托人与受托人是同一人", "principal and delegate are the same person";
        "负责人本人直接签字即可", "the head signs without it";
    delegated_backwards(today: Date) "zone/delegated-backwards":
        "委托不能早于今天（{today}）生效", "a delegation begins today ({today}) or later";
        "改为今天或以后；此前已签的由负责人补签", "choose today or a later day; the head signs what lies before";
    delegated_too_long(days: i32) "zone/delegated-too-long":
        "委托期超过 {days} 天", "the delegation is longer than {days} days";
        "缩短期限，到期再办", "make it shorter and renew it then";
    delegation_lapsed(id: &str, zh: &str, en: &str, from: Date, until: Date)
        "zone/delegation-lapsed":
        "委托 {id} {zh}（{from} 至 {until}）", "the delegation {id} is {en} ({from} to {until})";
        "请负责人本人签字，或重新委托", "ask the head to sign, or to delegate anew";
    delegation_elsewhere(id: &str, zh: &str, en: &str) "zone/delegation-elsewhere":
        "委托 {id} 不包括{zh}", "the delegation {id} is not for a {en}";
        "请负责人本人签字，或另行委托", "ask the head to sign, or to delegate for this form";
    principal_gone(id: &str) "zone/principal-gone":
        "委托 {id} 的委托人已不是本单位负责人", "who made the delegation {id} is no longer the unit's head";
        "请现任负责人签字或重新委托", "ask the present head to sign or to delegate";
    not_a_signer(account: &str, zh: &str, en: &str) "zone/not-a-signer":
        "账号“{account}”不是本单位指定的{zh}签字人", "{account:?} is not named as the unit's {en}";
        "请指定的人签字；签字人有变的，先修改签发步骤（账号须关联人员）",
        "ask who is named, or settle the steps anew (an account is bound to a person)";
    signed_twice(account: &str) "zone/signed-twice":
        "账号“{account}”已办理本表的其他步骤，同一人不能签两步",
        "{account:?} took another step of this report: one person signs one step";
        "请另一人签字；确为一人单位的，凭文件在签发步骤中注明",
        "somebody else signs; a unit of one person says so in its steps, by a document";
    nothing_to_sign(zh: &str, en: &str) "zone/nothing-to-sign":
        "报表{zh}，不在签字环节", "the report is {en}: there is nothing to sign";
        "刷新查看当前环节", "reload and see where it stands";
    given_back() "zone/report-given-back":
        "报表已退给经办修改", "the report was given back to its handler";
        "修改重报后再签", "sign it once it was mended and handed in again";
    figures_changed() "zone/figures-changed":
        "报表数字在您打开之后已改动", "the figures were changed after you opened the report";
        "刷新核对后再签", "reload, compare, then sign";
    report_locked(on: Date) "zone/report-locked":
        "更正期已于 {on} 结束，报表已锁定", "the window of correction ended on {on}: the report is locked";
        "请调度办公室退回后再改", "ask the dispatch office to return it";
    correction_without_reason() "zone/correction-without-reason":
        "报表已报送，更正须写明原因", "the report has come in: a correction needs its reason";
        "写明更正原因再提交；不更正的，不必重报", "say why it is corrected; if nothing is, leave it";
    in_the_round(project: &str, cycle_zh: &str, cycle_en: &str) "zone/report-in-the-round":
        "项目“{project}”正在{cycle_zh}填报中，不能另行录入",
        "{project:?} is being reported for {cycle_en}: nothing is recorded beside the round";
        "在本轮报表中填报；已报送的在更正期内更正，或请调度办公室办理",
        "tell it in the unit's report, or correct that in its window, or ask the dispatch office";
    nothing_to_print() "zone/nothing-to-print":
        "还没有报送内容可打印", "nothing has come in that could be printed";
        "先填报提交，再打印签字", "hand the report in first, then print it to be signed";
    no_sheet_code() "zone/no-sheet-code":
        "不是签字表的编码", "this is no code of a printed sheet";
        "照抄表上编码，如 C61U3V2-9FTH-4BSM-7", "copy the code on the sheet, such as C61U3V2-9FTH-4BSM-7";
    sheet_code_slip() "zone/sheet-code-slip":
        "编码的校验位不符，有字符抄错", "the check character does not fit: the code was mistyped";
        "对照表上编码逐字核对", "compare it with the sheet character by character";
    sheet_never_printed(code: &str) "zone/sheet-never-printed":
        "没有打印过编码为 {code} 的表", "no sheet {code} was ever printed";
        "核对编码；用本系统打印的表签字", "check the code; sign a sheet that this program printed";
    sheet_forged(code: &str) "zone/sheet-forged":
        "二维码里的数字摘要与打印记录不符：{code}", "the square code of {code} does not agree with what was printed";
        "核查该表来源，重新打印签字", "find out where the sheet comes from; print and sign it anew";
    sheet_of_another_unit(unit: &str) "zone/sheet-of-another-unit":
        "这是“{unit}”的签字表", "the sheet is of {unit:?}";
        "到该单位的报表中登记", "hand it in with that unit's report";
    sheet_of_another_cycle(zh: &str, en: &str) "zone/sheet-of-another-cycle":
        "这是{zh}的签字表", "the sheet is of {en}";
        "到该周期的报表中登记", "hand it in with the report of that cycle";
    sheet_used(on: Date, by: &str) "zone/sheet-used":
        "这张表已由 {by} 于 {on} 登记", "{by} handed this sheet in on {on}";
        "同一张表只登记一次；改过的报表请重新打印签字", "a sheet counts once; print and sign a report that has changed";
    sheet_figures_changed(on: Date, zh: &str, en: &str) "zone/sheet-figures-changed":
        "{on} 打印后报表已改动，纸上与现在不同：{zh}",
        "the report was changed since it was printed on {on}; paper and report differ: {en}";
        "以现在为准的重新打印签字；以纸上为准的按纸上数字更正后再打印",
        "if the report holds, print and sign it anew; if the paper does, correct the report first";
    sheet_of_old_version(on: Date) "zone/sheet-of-old-version":
        "这是 {on} 打印的旧版，之后报表已重新报送（数字相同）",
        "the sheet of {on} is of an earlier version; the report came in again since (same figures)";
        "重新打印签字", "print and sign it anew";
    total_not_told(zh: &str, en: &str) "zone/total-not-told":
        "没有核对纸上的“{zh}”合计", "the total of {en:?} on the paper was not confirmed";
        "照纸上填写；没有手改的，与打印的相同",
        "type it as it stands there; unless corrected by hand it is as printed";
    place_not_signed(zh: &str, en: &str) "zone/place-not-signed":
        "纸上没有{zh}签字", "the {en} has not signed on the paper";
        "补签后再扫描登记，或先在线签这一步", "have it signed and scan it again, or sign this step on line first";
    scan_size(max: u64) "zone/scan-size":
        "扫描件为空或超过 {max} 字节", "the scan is empty or larger than {max} bytes";
        "降低分辨率（200 dpi 足够）再传", "scan it at a lower resolution (200 dpi is enough)";
}

/// One example of each.
#[cfg(test)]
pub(super) fn catalogue() -> Vec<crate::Refusal> {
    let day = jiff::civil::date(2026, 5, 18);
    vec![
        steps_out_of_order(),
        step_without_signer("审核", "reviewer"),
        not_the_head(),
        delegation_chain(),
        delegated_to_oneself(),
        delegated_backwards(day),
        delegated_too_long(366),
        delegation_lapsed("D1", "已到期", "expired", day, day),
        delegation_elsewhere("D1", "月报", "monthly report"),
        principal_gone("D1"),
        not_a_signer("zhang", "负责人", "head"),
        signed_twice("zhang"),
        nothing_to_sign("待采用", "to be accepted"),
        given_back(),
        figures_changed(),
        report_locked(day),
        correction_without_reason(),
        in_the_round("智能装备产业园", "2026年5月", "2026-05"),
        nothing_to_print(),
        no_sheet_code(),
        sheet_code_slip(),
        sheet_never_printed("C61U3V2-9FTH-4BSM-7"),
        sheet_forged("C61U3V2-9FTH-4BSM-7"),
        sheet_of_another_unit("招商局"),
        sheet_of_another_cycle("2026年4月", "2026-04"),
        sheet_used(day, "zhang"),
        sheet_figures_changed(
            day,
            "P3 本年累计完成投资：1,200 万元 ↔ 1,300 万元",
            "P3 Reported this year: CNY 12 m ↔ CNY 13 m",
        ),
        sheet_of_old_version(day),
        total_not_told("本年累计完成投资", "Reported this year"),
        place_not_signed("负责人", "head"),
        scan_size(20_971_520),
    ]
}
