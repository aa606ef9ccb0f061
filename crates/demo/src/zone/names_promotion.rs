//! Invented projects: what they are, where, and about how large; those of investment promotion
//! by industry.
//!
//! `{}` stands for a capacity that is drawn from the range beside it.

use super::names_makers::{CHIPS, MACHINES, VEHICLES};
use super::names_makers_more::{ENERGY, GOODS, LOGISTICS, MATERIAL, MEDICINE};
use super::templates::Kind;

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

/// Name, range of capacity, responsible unit, template, range of millions.
pub(super) type Line = (&'static str, (i64, i64), usize, Kind, (i64, i64));

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
