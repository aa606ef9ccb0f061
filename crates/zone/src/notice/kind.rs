//! Kinds of notices, and the topics that people choose channels for.

use serde::{Deserialize, Serialize};

use crate::Words;

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A report is to be submitted: its cycle opened.
    ReportDue,
    /// A report is due in a few days.
    ReportSoon,
    /// A report is late.
    ReportLate,
    /// A report was returned.
    ReportReturned,
    /// A report waits for its first level.
    ReportToReview,
    /// A report waits for the dispatch office.
    ReportToAccept,
    /// A report was accepted.
    ReportAccepted,
    /// More time is asked for a report.
    ReportExtensionAsked,
    /// More time was granted or refused.
    ReportExtensionDecided,
    /// An item was assigned.
    ItemAssigned,
    /// An item was urged.
    ItemUrged,
    /// An item is due in a few days.
    ItemSoon,
    /// An item is late.
    ItemLate,
    /// An answer to an item waits for review.
    ItemAnswered,
    /// An answer was returned.
    ItemReturned,
    /// An item was closed.
    ItemClosed,
    /// A step of the ladder was taken.
    ItemEscalated,
    /// More time is asked for an item.
    ItemExtensionAsked,
    /// More time was granted or refused.
    ItemExtensionDecided,
    /// A meeting was called.
    MeetingCalled,
    /// A meeting's plan, agenda or book changed.
    MeetingChanged,
    /// A meeting does not take place.
    MeetingCancelled,
    /// Minutes were issued.
    MinutesIssued,
    /// A request reached a unit.
    RequestReceived,
    /// A request was urged.
    RequestUrged,
    /// A request is due in a few days.
    RequestSoon,
    /// A request is late.
    RequestLate,
    /// A request was answered: the enterprise says whether it is enough.
    RequestAnswered,
    /// The enterprise was not satisfied.
    RequestReopened,
    /// The enterprise confirmed the answer, or the office closed the request.
    RequestOver,
    /// A problem was raised.
    ProblemRaised,
    /// A problem is to be solved in a few days.
    ProblemSoon,
    /// A problem was not solved in time.
    ProblemLate,
    /// A closed cycle fixed red lights.
    LightsRed,
    /// A comment names somebody.
    Mentioned,
    /// A comment was answered.
    Replied,
}

/// 通知事项: what people choose channels for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// 填报审核.
    Report,
    /// 督办事项.
    Item,
    /// 会议.
    Meeting,
    /// 企业诉求.
    Request,
    /// 项目问题.
    Problem,
    /// 亮灯.
    Light,
    /// 讨论.
    Talk,
}

impl Topic {
    /// All topics, in the order pages list them.
    pub const ALL: [Topic; 7] = [
        Topic::Item,
        Topic::Report,
        Topic::Meeting,
        Topic::Request,
        Topic::Problem,
        Topic::Light,
        Topic::Talk,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            Topic::Report => Words::new("填报审核", "Reports"),
            Topic::Item => Words::new("督办事项", "Supervision items"),
            Topic::Meeting => Words::new("会议", "Meetings"),
            Topic::Request => Words::new("企业诉求", "Requests of enterprises"),
            Topic::Problem => Words::new("项目问题", "Problems"),
            Topic::Light => Words::new("亮灯情况", "Lights"),
            Topic::Talk => Words::new("讨论", "Comments"),
        }
    }

    /// Its name in settings.
    pub fn key(self) -> &'static str {
        match self {
            Topic::Report => "report",
            Topic::Item => "item",
            Topic::Meeting => "meeting",
            Topic::Request => "request",
            Topic::Problem => "problem",
            Topic::Light => "light",
            Topic::Talk => "talk",
        }
    }
}

impl NoticeKind {
    /// Its name in keys of occasions: never changed, or people are told again.
    pub fn key(self) -> &'static str {
        self.told().0
    }

    /// As it is called.
    pub fn word(self) -> Words {
        let (_, zh, en) = self.told();
        Words::new(zh, en)
    }

    /// Its topic.
    pub fn topic(self) -> Topic {
        use NoticeKind as K;
        match self {
            K::ReportDue
            | K::ReportSoon
            | K::ReportLate
            | K::ReportReturned
            | K::ReportToReview
            | K::ReportToAccept
            | K::ReportAccepted
            | K::ReportExtensionAsked
            | K::ReportExtensionDecided => Topic::Report,
            K::ItemAssigned
            | K::ItemUrged
            | K::ItemSoon
            | K::ItemLate
            | K::ItemAnswered
            | K::ItemReturned
            | K::ItemClosed
            | K::ItemEscalated
            | K::ItemExtensionAsked
            | K::ItemExtensionDecided => Topic::Item,
            K::MeetingCalled | K::MeetingChanged | K::MeetingCancelled | K::MinutesIssued => {
                Topic::Meeting
            }
            K::RequestReceived
            | K::RequestUrged
            | K::RequestSoon
            | K::RequestLate
            | K::RequestAnswered
            | K::RequestReopened
            | K::RequestOver => Topic::Request,
            K::ProblemRaised | K::ProblemSoon | K::ProblemLate => Topic::Problem,
            K::LightsRed => Topic::Light,
            K::Mentioned | K::Replied => Topic::Talk,
        }
    }

    /// Whether it may come at night: something is late, was urged or escalated.
    pub fn is_urgent(self) -> bool {
        use NoticeKind as K;
        matches!(
            self,
            K::ReportLate
                | K::ItemLate
                | K::ItemUrged
                | K::ItemEscalated
                | K::RequestLate
                | K::RequestUrged
                | K::MeetingCancelled
                | K::ProblemLate
        )
    }

    /// Whether it asks its reader to do something; the others only inform.
    pub fn asks(self) -> bool {
        use NoticeKind as K;
        !matches!(
            self,
            K::ReportAccepted
                | K::ReportExtensionDecided
                | K::ItemClosed
                | K::ItemExtensionDecided
                | K::MeetingCancelled
                | K::MinutesIssued
                | K::RequestOver
                | K::LightsRed
                | K::Mentioned
                | K::Replied
        )
    }

    /// Whether a group hears of it: what a unit has to do, what all attend. What waits on one desk
    /// is not for a group.
    pub fn is_for_groups(self) -> bool {
        use NoticeKind as K;
        !matches!(
            self,
            K::ReportToReview
                | K::ReportToAccept
                | K::ReportAccepted
                | K::ReportExtensionAsked
                | K::ReportExtensionDecided
                | K::ItemAnswered
                | K::ItemClosed
                | K::ItemExtensionAsked
                | K::ItemExtensionDecided
                | K::RequestAnswered
                | K::RequestOver
                | K::Mentioned
                | K::Replied
        )
    }

    /// Key, Chinese and English.
    fn told(self) -> (&'static str, &'static str, &'static str) {
        use NoticeKind as K;
        match self {
            K::ReportDue => ("due", "待报送", "report to submit"),
            K::ReportSoon => ("soon", "报送临期", "report due soon"),
            K::ReportLate => ("late", "报送逾期", "report late"),
            K::ReportReturned => ("returned", "报表退回", "report returned"),
            K::ReportToReview => ("to_review", "待审核", "report to review"),
            K::ReportToAccept => ("to_accept", "待采用", "report to accept"),
            K::ReportAccepted => ("accepted", "报表采用", "report accepted"),
            K::ReportExtensionAsked => ("extension_asked", "报送申请延期", "more time asked"),
            K::ReportExtensionDecided => ("extension_decided", "延期批复", "more time decided"),
            K::ItemAssigned => ("assigned", "新交办", "item assigned"),
            K::ItemUrged => ("urged", "催办", "item urged"),
            K::ItemSoon => ("soon", "临期", "item due soon"),
            K::ItemLate => ("late", "逾期", "item late"),
            K::ItemAnswered => ("answered", "待审核反馈", "answer to review"),
            K::ItemReturned => ("returned", "退办", "answer returned"),
            K::ItemClosed => ("closed", "销号", "item closed"),
            K::ItemEscalated => ("escalated", "督办升级", "item escalated"),
            K::ItemExtensionAsked => ("extension_asked", "申请延期", "more time asked"),
            K::ItemExtensionDecided => ("extension_decided", "延期批复", "more time decided"),
            K::MeetingCalled => ("called", "会议通知", "meeting called"),
            K::MeetingChanged => ("changed", "会议变更", "meeting changed"),
            K::MeetingCancelled => ("cancelled", "会议取消", "meeting cancelled"),
            K::MinutesIssued => ("minutes", "纪要印发", "minutes issued"),
            K::RequestReceived => ("received", "诉求交办", "request received"),
            K::RequestUrged => ("urged", "诉求催办", "request urged"),
            K::RequestSoon => ("soon", "诉求临期", "request due soon"),
            K::RequestLate => ("late", "诉求逾期", "request late"),
            K::RequestAnswered => ("answered", "诉求已答复", "request answered"),
            K::RequestReopened => ("reopened", "企业退回", "request reopened"),
            K::RequestOver => ("over", "诉求办结", "request over"),
            K::ProblemRaised => ("raised", "新问题", "problem raised"),
            K::ProblemSoon => ("soon", "问题临期", "problem due soon"),
            K::ProblemLate => ("late", "问题逾期", "problem late"),
            K::LightsRed => ("red", "亮红灯", "red lights"),
            K::Mentioned => ("mentioned", "提到您", "you are named"),
            K::Replied => ("replied", "回复您", "you are answered"),
        }
    }
}
