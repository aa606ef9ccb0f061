//! Invented government works: roads, schools, hospitals, pipes and parks.

use super::names_promotion::Idea;
use super::office::unit::{EAST, GROUP, OPERATIONS, PORT, WEST};
use super::templates::Kind::{self, Building, Road, Small, Works};

type Line = (&'static str, usize, Kind, (i64, i64));

/// All ideas, by field.
pub(crate) fn ideas() -> Vec<Idea> {
    let groups: [(&'static str, &[Line]); 4] = [
        ("市政道路", ROADS),
        ("公共服务", BUILDINGS),
        ("环保水务", PLANTS),
        ("城市更新", SMALL),
    ];
    let all = groups.into_iter().flat_map(|(industry, lines)| {
        lines.iter().map(move |&(name, unit, kind, millions)| Idea {
            name,
            capacity: (0, 0),
            industry,
            unit,
            kind,
            millions,
        })
    });
    all.collect()
}

const ROADS: &[Line] = &[
    (
        "临港大道（海星路—观澜路段）改造工程",
        GROUP,
        Road,
        (320, 680),
    ),
    (
        "观澜路北延（云帆街—望江路）新建工程",
        GROUP,
        Road,
        (260, 560),
    ),
    ("望江路快速化改造一期工程", GROUP, Road, (900, 1900)),
    ("云帆街（栖云路—澄湖路段）道路工程", EAST, Road, (110, 260)),
    ("澄湖路及综合管廊工程", GROUP, Road, (480, 980)),
    ("海星路跨青禾河大桥工程", GROUP, Road, (520, 1100)),
    ("栖云路人行与慢行系统改造工程", OPERATIONS, Road, (45, 120)),
    ("东片区支路网（松涛里组团）工程", EAST, Road, (130, 300)),
    ("西片区青禾大道新建工程", WEST, Road, (360, 760)),
    ("疏港通道互通立交工程", PORT, Road, (880, 1800)),
    ("芦汀路（临港段）拓宽工程", PORT, Road, (120, 280)),
    ("青禾河滨河路及驳岸工程", WEST, Road, (150, 340)),
    ("云岭隧道及接线工程", GROUP, Road, (1200, 2400)),
    ("新桥组团市政配套道路工程", WEST, Road, (90, 220)),
    ("星桥路雨污分流与路面整治工程", OPERATIONS, Road, (50, 130)),
];

const BUILDINGS: &[Line] = &[
    (
        "云栖湾实验学校（九年一贯制）项目",
        GROUP,
        Building,
        (380, 720),
    ),
    ("东片区第二小学新建项目", EAST, Building, (180, 340)),
    ("澄湖幼儿园新建项目", EAST, Building, (48, 90)),
    ("云栖湾人民医院（一期）项目", GROUP, Building, (900, 1700)),
    ("西片区社区卫生服务中心项目", WEST, Building, (60, 140)),
    (
        "产业工人宿舍区（栖云里）项目",
        OPERATIONS,
        Building,
        (320, 680),
    ),
    ("人才公寓（观澜府）项目", GROUP, Building, (420, 860)),
    ("科创孵化综合体项目", GROUP, Building, (520, 1100)),
    ("智能制造标准厂房三期项目", GROUP, Building, (460, 980)),
    ("生物医药加速器标准厂房项目", GROUP, Building, (500, 1000)),
    ("临港海关查验设施项目", PORT, Building, (120, 260)),
    ("特勤消防站及训练基地项目", EAST, Building, (70, 150)),
    ("职业技能公共实训中心项目", GROUP, Building, (160, 330)),
    ("文体中心与全民健身馆项目", OPERATIONS, Building, (280, 600)),
    ("西片区邻里中心项目", WEST, Building, (110, 240)),
    ("公交枢纽及充电场站项目", OPERATIONS, Building, (80, 190)),
];

const PLANTS: &[Line] = &[
    ("第二污水处理厂扩建工程", OPERATIONS, Works, (360, 760)),
    ("东片区工业污水集中处理工程", OPERATIONS, Works, (240, 520)),
    ("再生水厂及回用管网工程", OPERATIONS, Works, (180, 400)),
    ("新材料园事故应急池与雨水泵站工程", GROUP, Works, (60, 150)),
    ("云栖湾给水厂二期工程", OPERATIONS, Works, (260, 540)),
    ("餐厨垃圾资源化处理工程", OPERATIONS, Works, (140, 300)),
    ("集中供热管网（西片区）工程", WEST, Works, (160, 360)),
    ("危险废物暂存与转运中心工程", PORT, Works, (90, 210)),
    ("青禾河排涝泵站工程", GROUP, Works, (110, 240)),
];

const SMALL: &[Line] = &[
    ("澄湖公园提升工程", OPERATIONS, Small, (22, 60)),
    ("松涛里老旧小区改造工程", EAST, Small, (40, 110)),
    ("芦汀湿地修复工程", PORT, Small, (36, 90)),
    ("云帆街口袋公园群工程", OPERATIONS, Small, (20, 45)),
    ("老厂区外立面更新工程", WEST, Small, (28, 80)),
    ("智慧停车与路侧设施工程", OPERATIONS, Small, (24, 70)),
    ("临港入口景观与标识工程", PORT, Small, (20, 50)),
    ("青禾河步道贯通工程", WEST, Small, (30, 85)),
    ("星桥农贸市场改造工程", OPERATIONS, Small, (20, 48)),
    ("园区道路照明节能改造工程", GROUP, Small, (26, 66)),
];
