//! What a header says by the words it is made of, where it is no known name as a whole.
//!
//! Offices put the same few words together in their own ways: 截至5月底累计完成固定资产投资额,
//! 全年拟安排投资, 项目竣工（拟）时间. Each rule below reads words, not headers.

use zone::Field;

use crate::header;

/// The words of a header.
struct Words<'a>(&'a str);

impl Words<'_> {
    /// Whether one of these words, parted by blanks, stands in it.
    fn any(&self, words: &str) -> bool {
        words.split_whitespace().any(|word| self.0.contains(word))
    }
}

/// What one header holds: one field, or the two of a cell with two values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// One field.
    One(Field),
    /// A field of the year that is meant.
    YearPlan,
    /// The plan of one month of the year that is meant.
    MonthPlan(i8),
    /// Two values in each cell.
    Two(Field, Field),
    /// Something the program has no field for.
    Own,
}

/// Whether the words of a text are those of a header: it may label a row where names of fields
/// stand in the first column.
pub(crate) fn is_said(text: &str) -> bool {
    const LABEL_CHARS: usize = 16;
    text.chars().count() <= LABEL_CHARS
        && said("", text).is_some_and(|(found, _)| found != Said::Own)
}

/// Reads the words of a header, group and column together; how sure that is, in percent.
pub(super) fn said(group: &str, last: &str) -> Option<(Said, u8)> {
    let bare = header::words(last);
    if bare.is_ascii() && bare.contains(|c: char| c.is_ascii_alphabetic()) {
        return super::english::said(last);
    }
    let plain = header::words(&format!("{group}{last}"));
    let (words, own) = (Words(&plain), header::words(last));
    if plain.chars().count() > 40 || words.any("电话 手机 职务 联系方式 身份证") {
        return words
            .any("电话 手机 职务 联系方式")
            .then_some((Said::Own, 85));
    }
    // Names of offices and people, texts: the last word decides.
    span(&words, &Words(&own))
        .or_else(|| share(&words))
        .or_else(|| date(&words))
        .or_else(|| money(&words, last, &Words(&own)))
        .or_else(|| people(&words))
        .or_else(|| text(&words, &own))
}

/// 建设年限, 起止年月, 开竣工时间: start and finish in one cell; under a group of that name a
/// column has one of the two, and 起止地点 are places.
fn span(words: &Words<'_>, own: &Words<'_>) -> Option<(Said, u8)> {
    const BOTH: &str = "起止 起讫 建设年限 建设周期 建设期限 建设工期 开竣工 开工竣工 开完工 建设期 \
        实施年限 实施期限 始末";
    const EITHER: &str = "开工 动工 开建 竣工 完工 建成 投产 开始 结束";
    let both = own.any(BOTH) || words.any(BOTH) && !own.any(EITHER);
    let two = Said::Two(Field::PlannedStart, Field::PlannedFinish);
    (both && !words.any("资金 投资 点 桩号 地址 位置")).then_some((two, 80))
}

/// Percentages: 形象进度 is a field; rates are computed from the record.
fn share(words: &Words<'_>) -> Option<(Said, u8)> {
    if words.any("率 占比 比重 同比 增幅 增速 支出进度 拨付进度 支付进度 投资进度 资金进度")
    {
        return Some((Said::Own, 80));
    }
    let physical = words.any("形象 工程 建设 完工 施工 完成 总体 进度")
        && !words.any("投资 资金 计划 任务 年度 目标");
    let percent = words.any("% 百分比 比例 百分率 完成度");
    (physical && percent).then_some((Said::One(Field::PhysicalShare), 80))
}

fn date(words: &Words<'_>) -> Option<(Said, u8)> {
    let timed = words.any("时间 日期 年月 时限 期限 时点 之日 节点");
    let start = words.any("开工 动工 开建 始建 进场 开始");
    let finish = words.any("竣工 完工 建成 交付 交工 竣备 通车 完成 结束 办结 验收 工期至");
    let bare = ["开工", "竣工", "完工", "建成", "投产", "入库", "入统"]
        .iter()
        .any(|word| words.0.ends_with(word))
        || words.any("工期至") && !words.any("天")
        || (start || finish) && words.0.ends_with('日');
    if !timed && !bare || words.any("投资 资金 情况 率 是否 问题 个数 数量") {
        return None;
    }
    let actual = words.any("实际 已 实") && !words.any("落实");
    let forecast = words.any("预计 预期 预测");
    let required = words.any("要求 时限 限期 期限 必须 最迟 办结");
    let planned = words.any("计划 拟 目标");
    let sure = if planned || actual || forecast {
        80
    } else {
        70
    };
    let gate = |name: &str| Some((Said::One(Field::Gate(name.to_owned())), 75));
    if words.any("入库 入统 纳统 纳库") {
        let field = if planned || forecast {
            Field::PlannedRegistration
        } else {
            Field::ActualRegistration
        };
        return Some((Said::One(field), sure));
    }
    for (word, name) in [
        ("投产", "投产"),
        ("投用", "投用"),
        ("投运", "投运"),
        ("投入使用", "投用"),
        ("达产", "达产"),
        ("签约", "签约"),
        ("签订", "签约"),
        ("签署", "签约"),
        ("立项", "立项"),
        ("备案", "立项"),
        ("核准", "立项"),
        ("供地", "供地"),
        ("拿地", "供地"),
        ("招标", "招标"),
        ("可研", "可研"),
        ("初设", "初设"),
        ("施工许可", "施工许可"),
    ] {
        if words.any(word) {
            return gate(name);
        }
    }
    let field = match (start, finish) {
        (true, true) => return Some((Said::Two(Field::PlannedStart, Field::PlannedFinish), 75)),
        (true, false) if actual => Field::ActualStart,
        (true, false) => Field::PlannedStart,
        (false, true) if actual => Field::ActualFinish,
        (false, true) if required => Field::RequiredFinish,
        (false, true) if forecast => Field::ForecastFinish,
        (false, true) => Field::PlannedFinish,
        (false, false) if required => Field::RequiredFinish,
        (false, false) => return None,
    };
    Some((Said::One(field), sure))
}

fn money(words: &Words<'_>, last: &str, own: &Words<'_>) -> Option<(Said, u8)> {
    const MONEY: &str = "投资 资金 任务 指标 下达 实绩 概算 估算 匡算 预算 投入 完成 计划 入统 纳统 总额 造价 总投 \
        合同价 合同额 合同金额 中标价 中标金额 协议额 产值 支出 应投 开累";
    if !words.any(MONEY)
        || own.any("单位 部门 情况 方 主体 来源 问题 措施 是否 个数 内容 日期 时间")
        || words.any("达产 税收 亩均 营收 销售")
    {
        return None;
    }
    let plan = words.any("计划 目标 任务 指标 下达 安排 打算 预算 拟投 应投 拟完成 应完成 预计");
    let done = words.any("完成 实绩 已投 支出 实际");
    let certified = words.any("纳统 入统 入库投资 入库完成 统计 固投");
    let since_start =
        words.any("开工以来 自开 历年 建设以来 开工至今 开工累计 开累 开始建设 开建以来");
    let sum = words.any("累计 开累 截至 截止 以来 为止 至今") || months(words.0);
    let year = words.any("年");
    let month = header::month_and_rest(last);
    let money = |field, sure| Some((Said::One(field), sure));
    // What an earlier year has done, or is left for a later one, has no field.
    let other_year = words.any("上年 去年 往年 以前年度 同期 下年 明年 下月")
        || (words.any("截至 截止 至") && words.any("年底 年末"));
    if other_year || words.any("剩余 差额 缺口 尚需 差距") {
        return Some((Said::Own, 70));
    }
    if words.any("到位 到账") {
        return money(Field::FundingReceived, 75);
    }
    if certified && !plan {
        let field = if since_start {
            Field::CertifiedTotal
        } else {
            Field::CertifiedYtd
        };
        return money(field, 75);
    }
    if (done || sum && !plan) && !words.any("计划完成 拟完成 应完成 预计完成 目标完成")
    {
        let one_month = words.any("本月 当月 本旬 当旬 本周") || month.is_some();
        return amount_done(plan, since_start, sum, year, one_month);
    }
    if let Some((month, _)) = month
        && (plan || words.any("投资"))
        && !sum
    {
        return Some((Said::MonthPlan(month), 80));
    }
    if plan && words.any("资金 筹") && !words.any("投资") {
        return money(Field::FundingPlanned, 70);
    }
    let whole = words.any(
        "总投 总额 概算 估算 匡算 总预算 总造价 投资规模 投资总 投资额 总规模 造价 合同价 合同额 \
        合同金额 中标价 中标金额 协议额",
    );
    if whole && !(plan && year) {
        return money(Field::TotalInvestment, 80);
    }
    if plan && (sum || words.any("本月 当月 季度 上半年 下半年")) {
        return Some((Said::Own, 70));
    }
    (plan && (year || words.any("投资 投入 产值")) && !words.any("个 项目数"))
        .then_some((Said::YearPlan, 75))
}

/// An amount that is done, by what the words say of its time.
fn amount_done(
    plan: bool,
    since_start: bool,
    sum: bool,
    year: bool,
    one_month: bool,
) -> Option<(Said, u8)> {
    // What one month alone has done follows from the sums of the year.
    if !sum && one_month {
        return Some((Said::Own, 75));
    }
    if plan && !sum {
        return None;
    }
    let field = if since_start {
        Field::ReportedTotal
    } else {
        Field::ReportedYtd
    };
    Some((Said::One(field), if sum || year { 80 } else { 65 }))
}

/// 1-5月, 1—本月, 一至五月: the months of a sum.
fn months(text: &str) -> bool {
    let Some((before, _)) = text.split_once('月') else {
        return false;
    };
    let before = before
        .trim_end_matches(|c: char| c.is_ascii_digit() || "本当五一二三四六七八九十".contains(c));
    before
        .strip_suffix(['-', '至', '到'])
        .is_some_and(|from| from.ends_with(['1', '月', '一', '元', '初']))
}

fn people(words: &Words<'_>) -> Option<(Said, u8)> {
    let role = |key: &str, sure| Some((Said::One(Field::Role(key.to_owned())), sure));
    if words.any("领导 县长 市长 区长 镇长 乡长 书记 常委 主任 副总 总经理 董事长")
        && !words.any("小组 批示 意见")
    {
        return role("sponsor", 75);
    }
    if words.any("联络员 联系人 填报人 经办人") {
        return role("coordinator", 75);
    }
    if words.any("专员 秘书 服务官 管家") {
        return role("service", 70);
    }
    if words
        .any("责任人 负责人 负责同志 组长 人员 专管员 牵头干部 项目长 项目经理 责任干部 包保干部 甲方代表 业主代表 牵头人")
    {
        let key = if words.any("现场 驻场 施工") {
            "site"
        } else if words.any("督办 督查") {
            "supervisor"
        } else {
            "lead"
        };
        return role(key, 75);
    }
    None
}

/// Units, places, texts: by what the header ends with.
fn text(words: &Words<'_>, last: &str) -> Option<(Said, u8)> {
    let one = |field, sure| Some((Said::One(field), sure));
    let ends = |ends: &str| {
        let mut ends = ends.split_whitespace();
        ends.any(|end| last.ends_with(end) || words.0.ends_with(end))
    };
    if ends(OWNERS) && !words.any("行业主 施工 设计 监理 代建 勘察 总包") {
        return one(Field::Custom("建设单位".to_owned()), 70);
    }
    if ends("单位 部门 科室 处室 股室 部室 部委 局") {
        return unit(words);
    }
    if ends("内容 规模 概况 简介 概要 概述 工程量 工作量 内容及规模 规模及内容 内容和规模")
        && !words.any("投资规模")
    {
        return one(Field::Content, 75);
    }
    if ends("任务") && !words.any("年 月 季 周") {
        return one(Field::Content, 65);
    }
    if ends(PLACES) {
        return one(Field::Place, 75);
    }
    if ends("行业 产业 领域 产业类别 行业类别 产业类型 产业方向 产业链 行业门类 赛道 产业分类")
    {
        return one(Field::Industry, 75);
    }
    if ends("阶段 状态 前期深度") && !words.any("问题") {
        return one(Field::Stage, 70);
    }
    if ends("编码 代码 编号 赋码") {
        return one(Field::ExternalCode("project_code".to_owned()), 70);
    }
    told(words, &ends)
}

/// Ends of headers that name who builds.
const OWNERS: &str = "业主 法人 投资方 出资方 投资人 出资人 投资企业 投资商 项目公司 实施主体 \
    建设主体 承建主体 投资主体 业主名称 法人名称 投资方名称 投资主体名称 企业名称 公司名称 项目单位名称 \
    建设单位名称";

/// Ends of headers that name where.
const PLACES: &str = "地点 地址 位置 选址 坐落 属地 区域 建设地 所在地 落地园区 所在园区 板块 片区 \
    范围 四至 流域 辖区 起讫点 起止点 起终点 走向 所在村 所在镇 社区 街道 乡镇 镇街 县区 区县";

/// What is told in words: how far it is, what is in its way, what comes next.
fn told(words: &Words<'_>, ends: &dyn Fn(&str) -> bool) -> Option<(Said, u8)> {
    let one = |field, sure| Some((Said::One(field), sure));
    if words.any("下步 下一步 打算 计划安排") {
        return Some((Said::Own, 70));
    }
    let wanted = ends("事项") && words.any("需 协调 解决 帮助 支持 请示");
    if wanted
        || words.any("问题 困难 堵点 卡点 诉求 需协调 备注 备考 附注 因素 原因 症结 瓶颈 障碍 风险")
        || words.any("缺口") && !words.any("资金 投资")
    {
        return one(Field::Remark, 70);
    }
    if words.any("措施 对策") {
        return Some((Said::Own, 70));
    }
    let planned = words.any("目标 计划") && !words.any("完成 目前 当前 截至 实际 执行 落实");
    let how_far = words.any("进展 进度 部位 动态 形象 程度")
        || words.0 == "现状"
        || ends("情况 状况 现状")
            && words.any("推进 完成 建设 施工 开展 最新 目前 当前 工程 前期工作");
    if how_far {
        return if planned {
            Some((Said::Own, 70))
        } else {
            one(Field::PhysicalWords, 75)
        };
    }
    if ends("项目名称 工程名称 名称 项目全称 项目名 项目简称 实事项目")
        && words.0.chars().count() <= 10
    {
        let enterprise = words.any("企业 公司 业主 产品 单位");
        return if enterprise {
            Some((Said::Own, 60))
        } else {
            one(Field::Name, 70)
        };
    }
    None
}

/// What a unit that answers for a project does.
const LEADS: &str = "责任 牵头 主责 主管 落实 主办 承办 服务 报送 包 推进 负责 首谈 引进 引资 管理 督导 联系 \
    归口 申报 帮扶 挂钩 对口 跟踪 主抓 所属";

/// Whose unit a header names.
fn unit(words: &Words<'_>) -> Option<(Said, u8)> {
    let one = |field, sure| Some((Said::One(field), sure));
    let owner = words.any("建设单位 业主 投资 企业 法人") && !words.any("行业主");
    if owner || words.any("施工 设计 监理 代建 勘察 总包") {
        let own = Field::Custom("建设单位".to_owned());
        return if owner {
            one(own, 70)
        } else {
            Some((Said::Own, 70))
        };
    }
    if words.any("配合 协同 协办 协助 协作 参与 配套 会办 联办 共建") {
        one(Field::SupportingUnits, 80)
    } else if words.any(LEADS) {
        one(Field::LeadUnit, 75)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn headers_are_read_by_their_words() {
        let mut out = String::new();
        for text in [
            "截至5月底累计完成固定资产投资额",
            "全年拟安排投资",
            "项目拟竣工时间",
            "开竣工时间",
            "自开工累计完成",
            "本月完成投资",
            "6月份计划完成投资",
            "完成率",
            "包抓领导",
            "协同推进部门",
            "项目业主单位",
            "联系人电话",
            "资金到位情况",
            "截至2025年底完成投资",
            "预计完工时间",
            "最迟办结时限",
            "投产日期",
            "天气",
            "合同价",
            "达产后年产值",
            "开累完成产值",
            "起讫点",
            "协议签订日期",
            "年度形象进度目标",
            "需集团协调事项",
            "滞后原因及措施",
            "工程完成度",
            "资金支出进度",
            "帮扶部门",
            "投资方名称",
        ] {
            let found = said("", text).map(|found| found.0);
            out += &format!("{text} = {found:?}\n");
        }
        expect![[r#"
            截至5月底累计完成固定资产投资额 = Some(One(ReportedYtd))
            全年拟安排投资 = Some(YearPlan)
            项目拟竣工时间 = Some(One(PlannedFinish))
            开竣工时间 = Some(Two(PlannedStart, PlannedFinish))
            自开工累计完成 = Some(One(ReportedTotal))
            本月完成投资 = Some(Own)
            6月份计划完成投资 = Some(MonthPlan(6))
            完成率 = Some(Own)
            包抓领导 = Some(One(Role("sponsor")))
            协同推进部门 = Some(One(SupportingUnits))
            项目业主单位 = Some(One(Custom("建设单位")))
            联系人电话 = Some(Own)
            资金到位情况 = None
            截至2025年底完成投资 = Some(Own)
            预计完工时间 = Some(One(ForecastFinish))
            最迟办结时限 = Some(One(RequiredFinish))
            投产日期 = Some(One(Gate("投产")))
            天气 = None
            合同价 = Some(One(TotalInvestment))
            达产后年产值 = None
            开累完成产值 = Some(One(ReportedTotal))
            起讫点 = Some(One(Place))
            协议签订日期 = Some(One(Gate("签约")))
            年度形象进度目标 = Some(Own)
            需集团协调事项 = Some(One(Remark))
            滞后原因及措施 = Some(One(Remark))
            工程完成度 = Some(One(PhysicalShare))
            资金支出进度 = Some(Own)
            帮扶部门 = Some(One(LeadUnit))
            投资方名称 = Some(One(Custom("建设单位")))
        "#]]
        .assert_eq(&out);
    }
}
