//! Invented projects of investment promotion: what they make, where, and about how large.
//!
//! `{}` stands for a capacity that is drawn from the range beside it.

use super::office::unit::{BIOMED, EAST, MATERIALS, PORT, SMART, WEST};
use super::templates::Kind::{self, Base, FittingOut, Plant};

/// A project as it may be drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Idea {
    /// Its name.
    pub(crate) name: &'static str,
    /// Range of the capacity.
    pub(crate) capacity: (i64, i64),
    /// Industry, as the wall shows it.
    pub(crate) industry: &'static str,
    /// Responsible unit.
    pub(crate) unit: usize,
    /// Template.
    pub(crate) kind: Kind,
    /// Range of total investment, in millions of yuan.
    pub(crate) millions: (i64, i64),
}

type Line = (&'static str, (i64, i64), usize, Kind, (i64, i64));

/// All ideas, by industry.
pub(crate) fn ideas() -> Vec<Idea> {
    let groups: [(&'static str, &[Line]); 8] = [
        ("新能源汽车", VEHICLES),
        ("新一代信息技术", CHIPS),
        ("高端装备", MACHINES),
        ("生物医药", MEDICINE),
        ("新材料", MATERIAL),
        ("新能源", ENERGY),
        ("现代物流", LOGISTICS),
        ("食品与消费品", GOODS),
    ];
    let all = groups.into_iter().flat_map(|(industry, lines)| {
        lines
            .iter()
            .map(move |&(name, capacity, unit, kind, millions)| Idea {
                name,
                capacity,
                industry,
                unit,
                kind,
                millions,
            })
    });
    all.collect()
}

const VEHICLES: &[Line] = &[
    (
        "年产{}万套新能源汽车电驱系统项目",
        (20, 60),
        SMART,
        Plant,
        (900, 2200),
    ),
    (
        "年产{}万套线控底盘项目",
        (15, 40),
        SMART,
        Plant,
        (600, 1500),
    ),
    (
        "年产{}万套热管理模块项目",
        (30, 80),
        EAST,
        Plant,
        (300, 900),
    ),
    (
        "一体化压铸车身结构件项目（{}台压铸单元）",
        (4, 12),
        SMART,
        Plant,
        (800, 1800),
    ),
    (
        "年产{}万只车规级功率模块项目",
        (60, 200),
        SMART,
        Plant,
        (1200, 2600),
    ),
    (
        "车载毫米波雷达生产线项目（年产{}万只）",
        (40, 120),
        EAST,
        FittingOut,
        (120, 320),
    ),
    (
        "智能座舱域控制器研发制造项目（年产{}万套）",
        (10, 50),
        SMART,
        FittingOut,
        (90, 260),
    ),
    (
        "年产{}万条新能源汽车高压线束项目",
        (50, 150),
        WEST,
        FittingOut,
        (60, 180),
    ),
    (
        "氢燃料电池电堆及系统项目（年产{}套）",
        (1000, 5000),
        SMART,
        Plant,
        (500, 1300),
    ),
    (
        "新能源专用车改装基地项目（年产{}辆）",
        (2000, 8000),
        PORT,
        Plant,
        (350, 900),
    ),
];

const CHIPS: &[Line] = &[
    (
        "12英寸特色工艺晶圆产线（一期，月产{}万片）",
        (2, 4),
        EAST,
        Base,
        (5200, 8000),
    ),
    (
        "先进封装测试基地项目（年产{}亿颗）",
        (12, 40),
        EAST,
        Base,
        (2400, 4800),
    ),
    (
        "年产{}万片碳化硅衬底项目",
        (10, 40),
        MATERIALS,
        Base,
        (1800, 3600),
    ),
    (
        "半导体零部件精密加工项目（{}条线）",
        (4, 12),
        SMART,
        FittingOut,
        (80, 240),
    ),
    (
        "光通信模块智能工厂项目（年产{}万只）",
        (100, 400),
        SMART,
        Plant,
        (500, 1200),
    ),
    (
        "服务器及存储整机项目（年产{}万台）",
        (10, 30),
        EAST,
        FittingOut,
        (150, 420),
    ),
    (
        "Mini LED 背光模组项目（年产{}万套）",
        (200, 600),
        EAST,
        Plant,
        (400, 1100),
    ),
    (
        "工业相机与机器视觉项目（年产{}万台）",
        (3, 12),
        SMART,
        FittingOut,
        (40, 140),
    ),
    (
        "柔性电路板项目（年产{}万平方米）",
        (40, 120),
        EAST,
        Plant,
        (700, 1600),
    ),
    (
        "云栖智算中心项目（{}个机柜）",
        (1500, 4000),
        EAST,
        Base,
        (2000, 4200),
    ),
];

const MACHINES: &[Line] = &[
    (
        "五轴数控机床整机项目（年产{}台）",
        (300, 900),
        SMART,
        Plant,
        (450, 1200),
    ),
    (
        "年产{}万台谐波减速器项目",
        (10, 50),
        SMART,
        Plant,
        (300, 800),
    ),
    (
        "协作机器人产业化项目（年产{}台）",
        (5000, 20000),
        SMART,
        FittingOut,
        (120, 360),
    ),
    (
        "海上风电主轴轴承项目（年产{}套）",
        (400, 1500),
        PORT,
        Plant,
        (900, 2000),
    ),
    (
        "海工吊机与甲板机械项目（年产{}台套）",
        (60, 200),
        PORT,
        Plant,
        (500, 1300),
    ),
    (
        "航空复合材料结构件项目（年产{}架份）",
        (40, 160),
        MATERIALS,
        Plant,
        (800, 1900),
    ),
    (
        "精密传动齿轮箱扩产项目（年产{}万台）",
        (2, 8),
        SMART,
        FittingOut,
        (90, 280),
    ),
    (
        "低空飞行器总装测试项目（年产{}架）",
        (80, 400),
        WEST,
        Plant,
        (600, 1500),
    ),
    (
        "智能仓储装备项目（年产{}套）",
        (200, 800),
        PORT,
        FittingOut,
        (50, 160),
    ),
    (
        "工业气体压缩机项目（年产{}台）",
        (600, 2400),
        WEST,
        Plant,
        (260, 700),
    ),
];

const MEDICINE: &[Line] = &[
    (
        "抗体药物商业化生产基地项目（{}万升）",
        (2, 8),
        BIOMED,
        Base,
        (2200, 4600),
    ),
    (
        "重组蛋白疫苗车间项目（年产{}万剂）",
        (2000, 8000),
        BIOMED,
        Plant,
        (800, 1800),
    ),
    (
        "小分子创新药原料药项目（年产{}吨）",
        (40, 180),
        BIOMED,
        Plant,
        (500, 1300),
    ),
    (
        "细胞治疗制备中心项目（{}间洁净单元）",
        (8, 24),
        BIOMED,
        FittingOut,
        (120, 360),
    ),
    (
        "血液净化耗材项目（年产{}万套）",
        (300, 1200),
        BIOMED,
        Plant,
        (350, 900),
    ),
    (
        "医用内镜整机项目（年产{}台）",
        (2000, 9000),
        BIOMED,
        FittingOut,
        (60, 200),
    ),
    (
        "体外诊断试剂智能工厂项目（年产{}万盒）",
        (400, 1600),
        BIOMED,
        Plant,
        (260, 720),
    ),
    (
        "口腔修复数字化加工中心项目（年产{}万件）",
        (60, 240),
        BIOMED,
        FittingOut,
        (20, 80),
    ),
    (
        "中药配方颗粒项目（年产{}吨）",
        (800, 3000),
        WEST,
        Plant,
        (300, 800),
    ),
    (
        "合成生物学中试平台项目（{}立方米发酵）",
        (60, 300),
        BIOMED,
        Plant,
        (280, 760),
    ),
];

const MATERIAL: &[Line] = &[
    (
        "年产{}吨高性能碳纤维项目",
        (3000, 10000),
        MATERIALS,
        Base,
        (2000, 4200),
    ),
    (
        "年产{}万吨锂电池正极材料项目",
        (3, 10),
        MATERIALS,
        Base,
        (1900, 3800),
    ),
    (
        "光学级聚酯薄膜项目（年产{}万吨）",
        (2, 6),
        MATERIALS,
        Plant,
        (700, 1700),
    ),
    (
        "电子级湿化学品项目（年产{}万吨）",
        (3, 9),
        MATERIALS,
        Plant,
        (600, 1500),
    ),
    (
        "高温合金精密铸件项目（年产{}吨）",
        (800, 3000),
        MATERIALS,
        Plant,
        (400, 1100),
    ),
    (
        "半导体抛光垫及抛光液项目（年产{}万片）",
        (10, 40),
        MATERIALS,
        Plant,
        (300, 900),
    ),
    (
        "气凝胶隔热材料项目（年产{}万立方米）",
        (4, 15),
        MATERIALS,
        Plant,
        (220, 640),
    ),
    (
        "可降解材料改性项目（年产{}万吨）",
        (3, 10),
        MATERIALS,
        Plant,
        (350, 900),
    ),
    (
        "稀土永磁磁体项目（年产{}吨）",
        (2000, 6000),
        MATERIALS,
        Plant,
        (500, 1300),
    ),
    (
        "再生铝合金熔铸项目（年产{}万吨）",
        (8, 20),
        PORT,
        Plant,
        (450, 1100),
    ),
];

const ENERGY: &[Line] = &[
    (
        "储能电池系统集成项目（年产{}吉瓦时）",
        (5, 20),
        MATERIALS,
        Base,
        (1800, 4000),
    ),
    (
        "年产{}吉瓦高效光伏组件项目",
        (3, 10),
        WEST,
        Plant,
        (900, 2100),
    ),
    (
        "电解水制氢装备项目（年产{}台套）",
        (100, 500),
        WEST,
        Plant,
        (300, 850),
    ),
    (
        "园区综合能源站项目（{}兆瓦）",
        (20, 80),
        WEST,
        Plant,
        (180, 520),
    ),
    (
        "钠离子电池中试线项目（{}兆瓦时）",
        (100, 500),
        MATERIALS,
        FittingOut,
        (100, 300),
    ),
    (
        "充换电装备制造项目（年产{}套）",
        (1000, 6000),
        SMART,
        FittingOut,
        (40, 150),
    ),
];

const LOGISTICS: &[Line] = &[
    (
        "临港冷链物流中心项目（{}万吨库容）",
        (5, 20),
        PORT,
        Plant,
        (300, 900),
    ),
    (
        "跨境电商智能分拨中心项目（日处理{}万件）",
        (20, 80),
        PORT,
        Plant,
        (260, 700),
    ),
    (
        "大宗商品智慧仓储项目（{}万平方米）",
        (8, 25),
        PORT,
        Plant,
        (350, 950),
    ),
    (
        "国际供应链总部项目（{}万平方米）",
        (3, 9),
        PORT,
        Plant,
        (400, 1000),
    ),
    (
        "城市配送枢纽改造项目（{}个装卸位）",
        (60, 200),
        PORT,
        FittingOut,
        (30, 110),
    ),
    (
        "汽车滚装配套堆场项目（{}个车位）",
        (3000, 12000),
        PORT,
        Plant,
        (150, 420),
    ),
];

const GOODS: &[Line] = &[
    (
        "功能性乳制品智能工厂项目（年产{}万吨）",
        (8, 24),
        WEST,
        Plant,
        (400, 1000),
    ),
    (
        "宠物食品生产基地项目（年产{}万吨）",
        (3, 12),
        WEST,
        Plant,
        (220, 620),
    ),
    (
        "茶饮原料中央工厂项目（年产{}万吨）",
        (2, 8),
        WEST,
        FittingOut,
        (60, 200),
    ),
    (
        "智能家电注塑与总装项目（年产{}万台）",
        (80, 300),
        WEST,
        Plant,
        (350, 900),
    ),
    (
        "高端纺织面料数码印花项目（年产{}万米）",
        (600, 2400),
        WEST,
        FittingOut,
        (50, 170),
    ),
    (
        "绿色包装材料项目（年产{}亿只）",
        (4, 15),
        WEST,
        FittingOut,
        (40, 150),
    ),
    (
        "预制食品与净菜加工项目（年产{}万吨）",
        (3, 10),
        PORT,
        Plant,
        (180, 480),
    ),
    (
        "运动器材智能制造项目（年产{}万件）",
        (40, 160),
        WEST,
        FittingOut,
        (35, 120),
    ),
    (
        "护肤原料与灌装项目（年产{}万支）",
        (2000, 9000),
        BIOMED,
        FittingOut,
        (40, 140),
    ),
    (
        "智能锁与门控五金项目（年产{}万套）",
        (60, 260),
        WEST,
        FittingOut,
        (25, 95),
    ),
];
