//! 要素保障: the quota of each factor by month against what projects will need.
//!
//! Land and environmental capacity are a year's: what a month leaves over is there in the next.
//! Power, water and labour are a month's own: what was not used is gone.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Words;

/// A factor that is rationed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// 建设用地, 亩.
    Land,
    /// 用电负荷, kVA.
    PowerLoad,
    /// 用电量, MWh.
    Electricity,
    /// 用水, m³.
    Water,
    /// 用工, 人.
    Labour,
    /// 环境容量 (化学需氧量), 吨.
    Emission,
}

impl Factor {
    /// All factors.
    pub const ALL: [Factor; 6] = [
        Factor::Land,
        Factor::PowerLoad,
        Factor::Electricity,
        Factor::Water,
        Factor::Labour,
        Factor::Emission,
    ];

    /// What commands name.
    pub fn key(self) -> &'static str {
        match self {
            Factor::Land => "land",
            Factor::PowerLoad => "power_load",
            Factor::Electricity => "electricity",
            Factor::Water => "water",
            Factor::Labour => "labour",
            Factor::Emission => "emission",
        }
    }

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            Factor::Land => Words::new("建设用地", "building land"),
            Factor::PowerLoad => Words::new("用电负荷", "power load"),
            Factor::Electricity => Words::new("用电量", "electricity"),
            Factor::Water => Words::new("用水", "water"),
            Factor::Labour => Words::new("用工", "labour"),
            Factor::Emission => Words::new("环境容量", "environmental capacity"),
        }
    }

    /// Its unit.
    pub fn unit(self) -> Words {
        match self {
            Factor::Land => Words::new("亩", "mu"),
            Factor::PowerLoad => Words::new("千伏安", "kVA"),
            Factor::Electricity => Words::new("兆瓦时", "MWh"),
            Factor::Water => Words::new("立方米", "m³"),
            Factor::Labour => Words::new("人", "people"),
            Factor::Emission => Words::new("吨", "t"),
        }
    }

    /// Whether what a month leaves over is there in the next one of the year.
    pub fn carries_over(self) -> bool {
        matches!(self, Factor::Land | Factor::Emission)
    }
}

/// How much there is in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// The amount, in the factor's unit.
    pub amount: Decimal,
    /// By which document.
    pub document: String,
    /// The event that recorded it.
    pub seq: u64,
}

/// How much a project needs in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The amount, in the factor's unit.
    pub amount: Decimal,
    /// The event that recorded it.
    pub seq: u64,
}
