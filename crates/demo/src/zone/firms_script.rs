//! tidy: table, the enterprises of the demonstration and what they ask for.

use zone::enterprise::EnterpriseState;
use zone::enterprise::request::{Outcome, RequestKind};

use super::office::unit;

/// An enterprise: what it makes in an ordinary month, and how that moves.
pub(crate) struct Firm {
    pub(crate) name: &'static str,
    pub(crate) code: &'static str,
    pub(crate) industry: &'static str,
    pub(crate) lead: usize,
    pub(crate) contact: &'static str,
    /// Output of an ordinary month, 万元.
    pub(crate) output: i64,
    /// Electricity of an ordinary month, 10,000 kWh.
    pub(crate) power: i64,
    /// Capacity use of an ordinary month, percent.
    pub(crate) capacity: i64,
    /// Growth from month to month, per mille.
    pub(crate) drift: i64,
    /// How it stands, and since how many days.
    pub(crate) state: Option<(EnterpriseState, i64)>,
    /// Months at the end of which it has told nothing.
    pub(crate) silent: usize,
}

const fn firm(
    name: &'static str,
    code: &'static str,
    industry: &'static str,
    lead: usize,
    contact: &'static str,
    (output, power, capacity, drift): (i64, i64, i64, i64),
) -> Firm {
    Firm {
        name,
        code,
        industry,
        lead,
        contact,
        output,
        power,
        capacity,
        drift,
        state: None,
        silent: 0,
    }
}

/// The enterprise that signs in.
pub(crate) const SIGNED_IN: &str = "晨曜精密机械";

pub(crate) const FIRMS: [Firm; 12] = [
    firm(
        SIGNED_IN,
        "YQ0001",
        "装备制造",
        unit::SMART,
        "厂务部 6601",
        (2_360, 41, 78, 8),
    ),
    firm(
        "澜川电子",
        "YQ0002",
        "电子信息",
        unit::SMART,
        "综合部 6602",
        (5_820, 96, 88, 11),
    ),
    Firm {
        state: Some((EnterpriseState::Reduced, 70)),
        ..firm(
            "栖云汽车零部件",
            "YQ0003",
            "汽车零部件",
            unit::SMART,
            "总经办 6603",
            (4_150, 88, 61, -21),
        )
    },
    firm(
        "砚山生物科技",
        "YQ0004",
        "生物医药",
        unit::BIOMED,
        "行政部 6604",
        (3_080, 27, 72, 6),
    ),
    firm(
        "青榆制药",
        "YQ0005",
        "生物医药",
        unit::BIOMED,
        "外联部 6605",
        (6_400, 52, 83, 4),
    ),
    firm(
        "望岳新材料",
        "YQ0006",
        "新材料",
        unit::MATERIALS,
        "生产部 6606",
        (7_900, 310, 91, 9),
    ),
    Firm {
        state: Some((EnterpriseState::Stopped, 50)),
        ..firm(
            "临溪玻璃",
            "YQ0007",
            "新材料",
            unit::MATERIALS,
            "办公室 6607",
            (2_700, 260, 66, -10),
        )
    },
    firm(
        "远帆物流装备",
        "YQ0008",
        "物流装备",
        unit::PORT,
        "调度室 6608",
        (1_540, 15, 57, 3),
    ),
    firm(
        "沐禾食品",
        "YQ0009",
        "食品加工",
        unit::EAST,
        "品控部 6609",
        (1_980, 22, 69, -2),
    ),
    Firm {
        silent: 1,
        ..firm(
            "知行智能装备",
            "YQ0010",
            "装备制造",
            unit::EAST,
            "市场部 6610",
            (3_600, 39, 74, 14),
        )
    },
    firm(
        "霁月光学",
        "YQ0011",
        "电子信息",
        unit::WEST,
        "人事部 6611",
        (2_240, 33, 43, -5),
    ),
    Firm {
        state: Some((EnterpriseState::Building, 600)),
        silent: 99,
        ..firm(
            "承川储能",
            "YQ0012",
            "新能源",
            unit::WEST,
            "项目部 6612",
            (0, 0, 0, 0),
        )
    },
];

/// A request and what became of it. Days count back from today.
pub(crate) struct Asked {
    pub(crate) firm: usize,
    pub(crate) kind: RequestKind,
    pub(crate) ago: i64,
    pub(crate) text: &'static str,
    /// Whether the enterprise raised it by its own sign-in.
    pub(crate) own: bool,
    pub(crate) steps: &'static [(i64, Then)],
}

/// A step of the script.
pub(crate) enum Then {
    Pass(usize, &'static str),
    Urge(&'static str),
    Answer(Outcome, &'static str),
    Confirm(u8, &'static str),
    Reopen(&'static str),
    Close(&'static str),
}

use Then::{Answer, Close, Confirm, Pass, Reopen, Urge};

pub(crate) const REQUESTS: [Asked; 14] = [
    Asked {
        firm: 0,
        kind: RequestKind::Land,
        ago: 96,
        text: "二期扩建需工业用地约 20 亩，希望紧邻现厂区。",
        own: true,
        steps: &[
            (94, Pass(unit::LAND, "请核对现厂区东侧地块规划。")),
            (
                80,
                Answer(
                    Outcome::Solved,
                    "东侧 21.6 亩地块已列入下批供地，正在组卷。",
                ),
            ),
            (78, Confirm(5, "答复很快，地块也合适。")),
        ],
    },
    Asked {
        firm: 7,
        kind: RequestKind::Finance,
        ago: 70,
        text: "订单增加，流动资金缺口约 800 万元，请协调银行。",
        own: false,
        steps: &[
            (69, Pass(unit::FINANCE, "请对接银行。")),
            (
                61,
                Answer(Outcome::Solved, "已对接两家银行，授信 1000 万元获批。"),
            ),
            (58, Confirm(4, "")),
        ],
    },
    Asked {
        firm: 6,
        kind: RequestKind::Energy,
        ago: 64,
        text: "窑炉检修期间希望保留用电容量，减免基本电费。",
        own: false,
        steps: &[
            (60, Pass(unit::OPERATIONS, "请核实报停手续。")),
            (
                49,
                Answer(
                    Outcome::Explained,
                    "容量可保留，基本电费按规定只能按报停天数减免，已书面说明。",
                ),
            ),
            (38, Close("电话联系两次，企业表示知道，未在线评价。")),
        ],
    },
    Asked {
        firm: 4,
        kind: RequestKind::Environment,
        ago: 55,
        text: "新增一条冻干线，化学需氧量指标不足，请协调调剂。",
        own: true,
        steps: &[
            (54, Pass(unit::ENVIRONMENT, "请测算所需指标。")),
            (40, Pass(unit::BIOMED, "先由园区内部平衡。")),
            (
                33,
                Answer(Outcome::Partly, "园区内调剂 6 吨，其余待市级交易。"),
            ),
            (31, Confirm(3, "还差一部分，请继续跟进。")),
        ],
    },
    Asked {
        firm: 0,
        kind: RequestKind::Energy,
        ago: 41,
        text: "新设备到货，需增容 500 千伏安，盼月底前通电。",
        own: true,
        steps: &[
            (40, Pass(unit::OPERATIONS, "请现场勘察。")),
            (33, Answer(Outcome::Solved, "已增容并送电。")),
            (32, Confirm(5, "提前一周送电，感谢。")),
        ],
    },
    Asked {
        firm: 2,
        kind: RequestKind::Finance,
        ago: 37,
        text: "主机厂回款延迟，请帮助对接供应链金融。",
        own: true,
        steps: &[
            (36, Pass(unit::FINANCE, "")),
            (
                27,
                Answer(Outcome::Partly, "已推荐供应链金融平台，请与平台联系。"),
            ),
            (
                24,
                Reopen("平台要求核心企业确权，主机厂不配合，问题没有解决。"),
            ),
        ],
    },
    Asked {
        firm: 1,
        kind: RequestKind::Labour,
        ago: 34,
        text: "三季度需普工 60 人，请组织招聘。",
        own: false,
        steps: &[
            (33, Pass(unit::LABOUR, "")),
            (
                29,
                Answer(Outcome::Solved, "组织专场招聘两场，到岗 63 人。"),
            ),
            (27, Confirm(5, "人已到岗。")),
        ],
    },
    Asked {
        firm: 3,
        kind: RequestKind::Land,
        ago: 22,
        text: "中试车间需标准厂房 3000 平方米，要求一层。",
        own: true,
        steps: &[],
    },
    Asked {
        firm: 8,
        kind: RequestKind::Logistics,
        ago: 20,
        text: "冷链车白天限行，影响出货，请协调通行证。",
        own: false,
        steps: &[
            (18, Pass(unit::EMERGENCY, "请会同交警研究。")),
            (9, Urge("已到期，请尽快答复企业。")),
        ],
    },
    Asked {
        firm: 10,
        kind: RequestKind::Labour,
        ago: 16,
        text: "技术工人流失，希望提供人才公寓 20 套。",
        own: true,
        steps: &[
            (15, Pass(unit::LABOUR, "")),
            (13, Pass(unit::OPERATIONS, "公寓由城运公司管理。")),
        ],
    },
    Asked {
        firm: 5,
        kind: RequestKind::Energy,
        ago: 8,
        text: "夏季有序用电时段，希望保障连续生产线不停。",
        own: true,
        steps: &[(7, Pass(unit::OPERATIONS, "请纳入保供名单。"))],
    },
    Asked {
        firm: 9,
        kind: RequestKind::Logistics,
        ago: 7,
        text: "设备超宽，运输线路需要临时拆除限高架。",
        own: false,
        steps: &[(
            3,
            Answer(Outcome::Solved, "限高架周六夜间临时拆除，线路已报备。"),
        )],
    },
    Asked {
        firm: 0,
        kind: RequestKind::Other,
        ago: 6,
        text: "环评批复后需要变更排污许可，请指导材料。",
        own: true,
        steps: &[
            (5, Pass(unit::APPROVAL, "请一次性告知。")),
            (
                2,
                Answer(
                    Outcome::Solved,
                    "材料清单和样表已发，窗口专人预审，三日办结。",
                ),
            ),
        ],
    },
    Asked {
        firm: 0,
        kind: RequestKind::Labour,
        ago: 1,
        text: "需要数控车工 8 名，请帮助对接职业院校。",
        own: true,
        steps: &[],
    },
];
