//! Who is told what, when, and through what.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zone::notice::Topic;
use zone::{HandlingLevel, Lang, UnitId, Words};

use crate::robot::RobotKind;

/// A time of the day, to the minute: `08:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Of an hour and a minute; both are brought into range.
    pub const fn new(hour: u16, minute: u16) -> TimeOfDay {
        TimeOfDay((hour % 24) * 60 + minute % 60)
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The same on a day.
    pub(crate) fn on(self, day: Date) -> DateTime {
        // Both are in range: an hour below 24, a minute below 60.
        let (hour, minute) = ((self.0 / 60) as i8, (self.0 % 60) as i8);
        day.at(hour, minute, 0, 0)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A text that is no time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time of the day like 08:30")]
pub struct NotATime;

impl FromStr for TimeOfDay {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<TimeOfDay, NotATime> {
        let (hour, minute) = text.trim().split_once(':').ok_or(NotATime)?;
        let number = |text: &str, below: u16| {
            let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            let number = text.parse().ok().filter(|number| digits && *number < below);
            number.ok_or(NotATime)
        };
        Ok(TimeOfDay::new(number(hour, 24)?, number(minute, 60)?))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TimeOfDay, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// When a topic is sent through a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// 即时: as soon as quiet hours allow.
    AtOnce,
    /// 每日汇总: once a day.
    #[default]
    Digest,
    /// 不发送: in the page alone.
    Never,
}

/// 免打扰: when nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZoneRules {
    /// From when nothing is sent.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "21:00"))]
    pub quiet_from: TimeOfDay,
    /// Until when. The same as `quiet_from`: never quiet.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "07:30"))]
    pub quiet_until: TimeOfDay,
    /// Whether what is urgent may come all the same.
    pub urgent_passes: bool,
    /// Whether only working days count; what is urgent may come on others.
    pub working_days_only: bool,
    /// When the day's digest goes out.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "08:30"))]
    pub digest_at: TimeOfDay,
    /// The address people reach the page by, as it stands in mails; empty leaves it out.
    pub site: String,
    /// Hosts that robots may be called at beside those of WeCom, DingTalk and Feishu.
    pub hosts: Vec<String>,
}

impl Default for ZoneRules {
    fn default() -> Self {
        ZoneRules {
            quiet_from: TimeOfDay::new(21, 0),
            quiet_until: TimeOfDay::new(7, 30),
            urgent_passes: false,
            working_days_only: true,
            digest_at: TimeOfDay::new(8, 30),
            site: String::new(),
            hosts: Vec::new(),
        }
    }
}

/// What somebody wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preferences {
    /// Where mail goes; empty for none.
    pub mail: String,
    /// When each topic goes by mail; one that is not named goes with the digest.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, When>))]
    pub topics: BTreeMap<Topic, When>,
    /// Own quiet hours in place of the zone's.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub quiet: Option<(TimeOfDay, TimeOfDay)>,
    /// Whether what is urgent may come in them.
    pub urgent_passes: bool,
    /// Whether only working days count.
    pub working_days_only: bool,
    /// The language of mails.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub lang: Lang,
}

impl Preferences {
    /// What holds until somebody says otherwise: the zone's rules, in a language, and no mail.
    pub fn usual(rules: &ZoneRules, lang: Lang) -> Preferences {
        Preferences {
            mail: String::new(),
            topics: BTreeMap::new(),
            quiet: None,
            urgent_passes: rules.urgent_passes,
            working_days_only: rules.working_days_only,
            lang,
        }
    }

    /// When a topic goes by mail.
    pub fn when(&self, topic: Topic) -> When {
        match self.mail.is_empty() {
            true => When::Never,
            false => self.topics.get(&topic).copied().unwrap_or_default(),
        }
    }
}

/// A group's robot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Robot {
    /// Whose format it speaks.
    pub kind: RobotKind,
    /// What the group is called.
    pub name: String,
    /// The unit whose group it is; the whole zone's if none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// The highest level it may carry.
    pub carries: HandlingLevel,
    /// When each topic is sent; one that is not named is not.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, When>))]
    pub topics: BTreeMap<Topic, When>,
    /// The language of messages.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub lang: Lang,
    /// Whether it is used.
    pub enabled: bool,
    /// Whether its address may lead into this house's own network, and by plain HTTP.
    pub private: bool,
    /// The certificates of the authority whose word counts for its server's own, as PEM: an
    /// intranet's. Empty for the public ones.
    #[serde(default)]
    pub authority: String,
}

/// How a mail server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// Encrypted from the first byte, port 465.
    Tls,
    /// Encrypted after asking, port 587; never unencrypted.
    StartTls,
    /// Unencrypted: to this machine alone.
    Plain,
}

/// The mail server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How it is spoken to.
    pub security: MailSecurity,
    /// Whom it is signed in to as; empty for nobody.
    pub user: String,
    /// The address mails come from.
    pub from: String,
    /// The highest level mail may carry.
    pub carries: HandlingLevel,
    /// Whether it is used.
    pub enabled: bool,
    /// The certificates of the authority whose word counts for the server's own, as PEM: an
    /// intranet's. Empty for those that the system trusts.
    #[serde(default)]
    pub authority: String,
}

impl MailServer {
    /// What the administrator sees it as.
    pub fn words(&self) -> Words {
        Words::new(
            format!("邮件（{}）", self.host),
            format!("mail ({})", self.host),
        )
    }
}
