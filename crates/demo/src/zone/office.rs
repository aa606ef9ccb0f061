//! The office: profile, units in protocol order, people, posts, and what became of them.

use jiff::civil::Date;
use zone::command::Command;
use zone::lineage::Change;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{PersonId, PostId, UnitId, Words, Zone};

use super::dates::{Timetable, document};
use crate::Driver;

/// Units in protocol order: name, other names. The last one is merged away in mid-history.
const UNITS: [(&str, &[&str]); 21] = [
    ("招商促进局", &["招商局"]),
    ("经济发展局", &["经发局"]),
    ("工业和信息化局", &["工信局"]),
    ("规划建设局", &["规建局"]),
    ("自然资源分局", &["资规分局"]),
    ("生态环境分局", &["环保分局"]),
    ("财政金融局", &["财政局"]),
    (TECHNOLOGY_BEFORE, &["科技局"]),
    ("商务局", &[]),
    ("应急管理局", &["应急局"]),
    ("行政审批局", &["审批局"]),
    ("人力资源局", &["人社局"]),
    ("城市运营公司", &["城运公司"]),
    ("开发建设集团", &["开发集团"]),
    ("东部片区管委会", &["东片区"]),
    ("西部片区管委会", &["西片区"]),
    ("临港物流园", &["物流园"]),
    ("智能制造产业园", &["智造园"]),
    ("生物医药产业园", &["医药园"]),
    ("新材料产业园", &["材料园"]),
    ("投资服务中心", &[]),
];

/// What the unit for science and technology was called before it was renamed.
const TECHNOLOGY_BEFORE: &str = "科学技术和知识产权局";
const TECHNOLOGY_NOW: &str = "科技创新局";

/// The one leader of each post, in order of rank, then the successor of the fourth.
const LEADERS: [&str; 7] = [
    "纪云舟",
    "顾望澜",
    "沈砚秋",
    "陆怀瑾",
    "闻时雨",
    "宋栖野",
    "裴清越",
];

/// Posts in order of rank.
const POSTS: [&str; 6] = [
    "管委会主任",
    "管委会常务副主任",
    "管委会副主任（招商）",
    "管委会副主任（建设）",
    "管委会副主任（工业）",
    "管委会总经济师",
];

/// The responsible official of each unit, in the order of the units.
const OFFICIALS: [&str; 20] = [
    "祁若川",
    "温行简",
    "谷慕青",
    "阮知远",
    "柏向晚",
    "庄晓岚",
    "简书屹",
    "乔松年",
    "钟离煦",
    "荀牧之",
    "司徒茵",
    "夏侯棠",
    "凌承岳",
    "莫以安",
    "欧阳澍",
    "端木辰",
    "岑思齐",
    "卓远帆",
    "薄雅宁",
    "鲁景行",
];

/// Positions in [`UNITS`], by the part a unit plays.
pub(crate) mod unit {
    pub(crate) const PROMOTION: usize = 0;
    pub(crate) const ECONOMY: usize = 1;
    pub(crate) const INDUSTRY: usize = 2;
    pub(crate) const PLANNING: usize = 3;
    pub(crate) const LAND: usize = 4;
    pub(crate) const ENVIRONMENT: usize = 5;
    pub(crate) const FINANCE: usize = 6;
    pub(crate) const TECHNOLOGY: usize = 7;
    pub(crate) const COMMERCE: usize = 8;
    pub(crate) const EMERGENCY: usize = 9;
    pub(crate) const APPROVAL: usize = 10;
    pub(crate) const LABOUR: usize = 11;
    pub(crate) const OPERATIONS: usize = 12;
    pub(crate) const GROUP: usize = 13;
    pub(crate) const EAST: usize = 14;
    pub(crate) const WEST: usize = 15;
    pub(crate) const PORT: usize = 16;
    pub(crate) const SMART: usize = 17;
    pub(crate) const BIOMED: usize = 18;
    pub(crate) const MATERIALS: usize = 19;
    pub(crate) const SERVICE_CENTRE: usize = 20;
}

/// Ids of what was founded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Office {
    /// Units, in the order of [`UNITS`].
    pub(crate) units: Vec<UnitId>,
    /// Responsible officials, in the same order.
    pub(crate) officials: Vec<PersonId>,
    /// Posts of leaders, by rank.
    pub(crate) posts: Vec<PostId>,
    /// Leaders as persons; the last succeeds the fourth.
    pub(crate) leaders: Vec<PersonId>,
}

impl Office {
    /// Founds the zone with its units, people and posts.
    pub(crate) fn found<D: Driver>(driver: &mut D, times: &Timetable) -> Result<Office, D::Error> {
        let since = times.founded;
        driver.run(Command::Found {
            profile: profile(),
            effective_on: since,
            rule: "dispatch".to_owned(),
        })?;
        let mut office = Office::default();
        for (rank, (name, aliases)) in (1..).zip(UNITS) {
            let centre = name == UNITS[unit::SERVICE_CENTRE].0;
            driver.run(Command::AddUnit {
                name: name.to_owned(),
                parent: centre.then(|| office.units[unit::PROMOTION]),
                protocol_rank: rank * 10,
                aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
                effective_on: since,
            })?;
            office.units.extend(last(driver.zone().units.keys()));
        }
        for (rank, name) in (1..).zip(LEADERS) {
            office
                .leaders
                .extend(person(driver, name, None, rank, since)?);
        }
        for ((rank, name), unit) in (101..).zip(OFFICIALS).zip(office.units.clone()) {
            let added = person(driver, name, Some(unit), rank, since)?;
            office.officials.extend(added);
        }
        for (at, title) in POSTS.iter().enumerate() {
            office.add_post(driver, at, title, since)?;
        }
        Ok(office)
    }

    fn add_post<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        title: &str,
        since: Date,
    ) -> Result<(), D::Error> {
        driver.run(Command::AddPost {
            title: title.to_owned(),
            unit: None,
            protocol_rank: u32::try_from(at).unwrap_or(0) + 1,
            effective_on: since,
        })?;
        self.posts.extend(last(driver.zone().posts.keys()));
        self.hold(driver, at, at, since, 3)
    }

    fn hold<D: Driver>(
        &self,
        driver: &mut D,
        post: usize,
        leader: usize,
        on: Date,
        serial: u32,
    ) -> Result<(), D::Error> {
        let id = self.posts[post];
        driver.run(Command::HoldPost {
            id,
            version: driver.zone().posts.get(&id).map_or(0, |post| post.version),
            holder: Some(self.leaders[leader]),
            document: document("云栖任", on, serial),
            effective_on: on,
        })
    }

    /// The changes of one month, if it has any.
    pub(crate) fn turn<D: Driver>(
        &self,
        driver: &mut D,
        times: &Timetable,
        month: usize,
    ) -> Result<(), D::Error> {
        let on = |day| times.day(month, day);
        if month == times.share(400) {
            self.hold(driver, 3, 6, on(12), 17)?;
        }
        if month == times.share(300) {
            let name = TECHNOLOGY_NOW.to_owned();
            let change = Change::Renamed { name };
            self.change(driver, unit::TECHNOLOGY, change, on(8), 21)?;
        }
        if month == times.share(550) {
            let into = self.units[unit::PROMOTION];
            let change = Change::Merged { into };
            self.change(driver, unit::SERVICE_CENTRE, change, on(15), 9)?;
        }
        Ok(())
    }

    fn change<D: Driver>(
        &self,
        driver: &mut D,
        unit: usize,
        change: Change<UnitId>,
        on: Date,
        serial: u32,
    ) -> Result<(), D::Error> {
        let id = self.units[unit];
        driver.run(Command::ChangeUnit {
            id,
            version: unit_version(driver.zone(), id),
            change,
            document: document("云栖编", on, serial),
            effective_on: on,
        })
    }
}

fn profile() -> Profile {
    Profile {
        name: "云栖湾经济开发区（示范数据）".to_owned(),
        synthetic: true,
        attribution: Words::new(
            "全部单位、人员、企业、项目和数字均为虚构，仅供演示",
            "All units, people, enterprises, projects and figures are invented, for show only",
        ),
        holidays: HolidayRegion::China,
        currency: Currency::CNY,
    }
}

fn person<D: Driver>(
    driver: &mut D,
    name: &str,
    unit: Option<UnitId>,
    rank: u32,
    since: Date,
) -> Result<Option<PersonId>, D::Error> {
    // The name is about the person who is being added: the next number.
    let id = last(driver.zone().people.keys()).map_or(1, |last| last.0 + 1);
    let name = driver.seal(name, &[PersonId(id)]);
    driver.run(Command::AddPerson {
        name,
        unit,
        protocol_rank: rank,
        effective_on: since,
    })?;
    Ok(last(driver.zone().people.keys()))
}

fn unit_version(zone: &Zone, id: UnitId) -> u32 {
    zone.units.get(&id).map_or(0, |unit| unit.version)
}

/// The id given last: that of what was just added.
pub(crate) fn last<'a, K: Copy + Ord + 'a>(ids: impl Iterator<Item = &'a K>) -> Option<K> {
    ids.max().copied()
}
