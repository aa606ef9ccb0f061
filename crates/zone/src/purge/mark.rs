//! The mark that stands where a payload stood.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::PurgeGround;
use crate::{PurgeId, Words};

/// 清除标记: what the ledger keeps as the reason of a purged payload, so that whoever looks a text
/// up learns why it is gone, who asked and who confirmed, without asking the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PurgeMark {
    /// The request.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub purge: PurgeId,
    /// Why, in a word.
    pub ground: PurgeGround,
    /// The account that asked.
    pub asked_by: String,
    /// The account that confirmed.
    pub confirmed_by: String,
    /// When it was confirmed.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
}

impl PurgeMark {
    /// As the ledger keeps it.
    pub fn written(&self) -> String {
        // Plain data with text keys always writes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a kept reason says; `None` where it is not such a mark.
    pub fn read(reason: &str) -> Option<PurgeMark> {
        serde_json::from_str(reason).ok()
    }

    /// In words: why, who, when, and where to read on.
    pub fn told(&self) -> Words {
        let PurgeMark {
            purge,
            asked_by,
            confirmed_by,
            on,
            ..
        } = self;
        let ground = self.ground.word();
        Words::new(
            format!(
                "{}，{asked_by} 申请，{confirmed_by} 确认，{on}，见 {purge}",
                ground.zh
            ),
            format!(
                "{}, asked by {asked_by}, confirmed by {confirmed_by}, {on}, see {purge}",
                ground.en
            ),
        )
    }
}

/// A kept reason in words: a mark's, or the reason itself.
pub fn told(reason: &str) -> Words {
    PurgeMark::read(reason).map_or_else(|| Words::new(reason, reason), |mark| mark.told())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_back_and_told() {
        let mark = PurgeMark {
            purge: PurgeId(3),
            ground: PurgeGround::PersonalData,
            asked_by: "office".to_owned(),
            confirmed_by: "safety".to_owned(),
            on: jiff::civil::date(2026, 5, 18),
        };
        assert_eq!(PurgeMark::read(&mark.written()), Some(mark.clone()));
        let words = told(&mark.written());
        assert_eq!(
            words.zh,
            "个人信息，office 申请，safety 确认，2026-05-18，见 X3"
        );
        assert_eq!(
            words.en,
            "personal data, asked by office, confirmed by safety, 2026-05-18, see X3"
        );
        assert_eq!(told("误录").zh, "误录");
    }
}
