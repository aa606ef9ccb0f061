//! Commands about enterprises and what they ask for.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use zone::enterprise::command::{EnterpriseCommand, NewEnterprise};
use zone::enterprise::figures::{FigureAnswer, FigureKind, FigureQuestion, Figures};
use zone::enterprise::request::{Outcome, RequestAct, RequestKind};
use zone::enterprise::{EnterpriseChange, EnterpriseState};
use zone::indicator::Month;
use zone::{
    BasisPoints, Command, EnterpriseId, Fen, Holder, PersonId, PostId, ProjectId, RequestId,
    Sealer, UnitId,
};

use super::about_item::said;
use super::command::Sealed;

fn of(command: EnterpriseCommand) -> Command {
    Command::Enterprise(Box::new(command))
}

/// Add an enterprise to the ledger.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddEnterprise {
    /// 统一社会信用代码, or the zone's own code.
    #[serde(default)]
    code: String,
    /// Its name.
    name: String,
    /// 行业.
    #[serde(default)]
    industry: String,
    /// 责任单位.
    #[schema(value_type = String)]
    lead: UnitId,
    /// 服务专员: a person, `R4`, or a post, `T2`.
    #[serde(default)]
    assistant: Option<String>,
    /// Who speaks for it, with the number; sealed here.
    #[serde(default)]
    contact: Option<String>,
    /// How it stands: producing unless said.
    #[serde(default)]
    state: Option<EnterpriseState>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for AddEnterprise {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::Add(NewEnterprise {
            code: self.code,
            name: self.name,
            industry: self.industry,
            lead: self.lead,
            assistant: self.assistant.as_deref().and_then(holder),
            contact: said(self.contact, sealer),
            state: self.state.unwrap_or(EnterpriseState::Producing),
            effective_on: self.effective_on,
        }))
    }
}

/// Change what is known of an enterprise; what is left out stays.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeEnterprise {
    /// The enterprise.
    #[schema(value_type = String)]
    id: EnterpriseId,
    /// Entity version seen.
    version: u32,
    /// Its name.
    #[serde(default)]
    name: Option<String>,
    /// Its code.
    #[serde(default)]
    code: Option<String>,
    /// 行业.
    #[serde(default)]
    industry: Option<String>,
    /// 责任单位.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    lead: Option<UnitId>,
    /// 服务专员; an empty text for nobody.
    #[serde(default)]
    assistant: Option<String>,
    /// Who speaks for it, sealed here; an empty text for nobody.
    #[serde(default)]
    contact: Option<String>,
    /// How it stands.
    #[serde(default)]
    state: Option<EnterpriseState>,
    /// By which document, where there is one.
    #[serde(default)]
    document: String,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for ChangeEnterprise {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        let assistant = self.assistant.as_deref().map(holder);
        let contact = self.contact.map(|text| said(Some(text), sealer));
        let changes = [
            self.name.map(EnterpriseChange::Name),
            self.code.map(EnterpriseChange::Code),
            self.industry.map(EnterpriseChange::Industry),
            self.lead.map(EnterpriseChange::Lead),
            assistant.map(EnterpriseChange::Assistant),
            contact.map(EnterpriseChange::Contact),
            self.state.map(EnterpriseChange::State),
        ];
        of(EnterpriseCommand::Change {
            id: self.id,
            version: self.version,
            changes: changes.into_iter().flatten().collect(),
            document: self.document,
            effective_on: self.effective_on,
        })
    }
}

/// Record the figures of a month; what is left out stays as it was.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordFigures {
    /// The enterprise.
    #[schema(value_type = String)]
    id: EnterpriseId,
    /// Entity version seen.
    version: u32,
    /// The month: `2026-04`.
    #[serde(deserialize_with = "month")]
    #[schema(value_type = String)]
    month: Month,
    /// 产值, fen.
    #[serde(default)]
    output_fen: Option<Fen>,
    /// 在手订单, fen.
    #[serde(default)]
    orders_fen: Option<Fen>,
    /// 用电量, kWh.
    #[serde(default)]
    electricity_kwh: Option<i64>,
    /// 产能利用率, basis points.
    #[serde(default)]
    capacity_use: Option<BasisPoints>,
    /// Answers to the questions it raises.
    #[serde(default)]
    answers: Vec<FigureAnswerInput>,
}

/// The answer to a question about a figure.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureAnswerInput {
    /// Which question: the subject of the refusal that asked it.
    question: FigureQuestion,
    /// About which figure: the field of that refusal.
    figure: FigureKind,
    /// Why it is so; sealed here.
    reason: String,
}

impl Sealed for RecordFigures {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        let answers = self.answers.into_iter();
        let answers = answers.filter_map(|answer| {
            Some(FigureAnswer {
                question: answer.question,
                figure: answer.figure,
                reason: said(Some(answer.reason), sealer)?,
            })
        });
        let answers = answers.collect();
        of(EnterpriseCommand::RecordFigures(
            zone::enterprise::command::RecordFigures {
                id: self.id,
                version: self.version,
                month: self.month,
                figures: Figures {
                    output_fen: self.output_fen,
                    orders_fen: self.orders_fen,
                    electricity_kwh: self.electricity_kwh,
                    capacity_use: self.capacity_use,
                },
                answers,
            },
        ))
    }
}

/// Raise a request: an enterprise its own, or a unit what it received.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RaiseRequest {
    /// Whose.
    #[schema(value_type = String)]
    enterprise: EnterpriseId,
    /// What for: settles how long it may take.
    kind: RequestKind,
    /// What is asked; sealed here.
    text: String,
    /// The unit that received it. An enterprise's own goes to the unit that answers for it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    received_by: Option<UnitId>,
    /// The project it is about.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    project: Option<ProjectId>,
    /// From which date; today for an enterprise's own.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for RaiseRequest {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::Raise(
            zone::enterprise::command::RaiseRequest {
                enterprise: self.enterprise,
                kind: self.kind,
                text: said(Some(self.text), sealer),
                received_by: self.received_by,
                project: self.project,
                effective_on: self.effective_on,
            },
        ))
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    } => |$asked:ident, $sealer:ident| $act:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The request.
            #[schema(value_type = String)]
            id: RequestId,
            /// Entity version seen.
            version: u32,
            /// When; today for an enterprise's own step.
            #[schema(value_type = String, format = Date)]
            effective_on: Date,
            $($(#[$field_doc])* $field: $type,)*
        }

        impl Sealed for $name {
            fn sealed(self, $sealer: &mut dyn Sealer) -> Command {
                let $asked = self;
                let (id, version) = ($asked.id, $asked.version);
                let effective_on = $asked.effective_on;
                let act = $act;
                of(EnterpriseCommand::Move { id, version, act, effective_on })
            }
        }
    )*};
}

acts! {
    /// Pass a request on to another unit. Who received it first stays responsible, and the due
    /// date stays.
    PassOnRequest {
        /// To whom.
        #[schema(value_type = String)]
        to: UnitId,
        /// A note for that unit; sealed here, not shown to the enterprise.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| RequestAct::PassOn { to: asked.to, note: said(asked.note, sealer) };

    /// Urge a request.
    UrgeRequest {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| RequestAct::Urge { note: said(asked.note, sealer) };

    /// Answer a request.
    AnswerRequest {
        /// What the answer gives.
        outcome: Outcome,
        /// The answer, shown to the enterprise; sealed here.
        text: String,
    } => |asked, sealer| RequestAct::Answer {
        outcome: asked.outcome,
        text: sealer.seal(&asked.text, &[]),
    };

    /// Confirm an answer: by the enterprise's own sign-in alone.
    ConfirmRequest {
        /// Satisfaction, 1 to 5.
        satisfaction: u8,
        /// In its words; sealed here.
        #[serde(default)]
        words: Option<String>,
    } => |asked, sealer| RequestAct::Confirm {
        satisfaction: asked.satisfaction,
        words: said(asked.words, sealer),
    };

    /// Send an answer back: by the enterprise's own sign-in alone.
    ReopenRequest {
        /// Why it is not enough; sealed here.
        reason: String,
    } => |asked, sealer| RequestAct::Reopen { reason: sealer.seal(&asked.reason, &[]) };

    /// Close an answered request where the enterprise says nothing; counts no satisfaction.
    CloseRequest {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| RequestAct::Close { note: said(asked.note, sealer) };
}

/// A person or a post; what is neither names nobody.
fn holder(text: &str) -> Option<Holder> {
    let person = text.parse::<PersonId>().map(Holder::Person);
    let post = || text.parse::<PostId>().map(Holder::Post);
    person.or_else(|_| post()).ok()
}

/// A month as text: `2026-04`.
pub(super) fn month<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
    let text = String::deserialize(deserializer)?;
    exchange::enterprises::month_named(&text)
        .ok_or_else(|| serde::de::Error::custom("a month like 2026-04"))
}
