//! Commands as pages and programs send them.

use serde::Deserialize;
use zone::{Command, Sealer};

use super::about_enterprise::{
    AddEnterprise, AnswerRequest, ChangeEnterprise, CloseRequest, ConfirmRequest, PassOnRequest,
    RaiseRequest, RecordFigures, ReopenRequest, UrgeRequest,
};
use super::about_factor::{
    AgreePlan, DeclareNeed, KeepPromise, MoveDeal, MoveMeasure, OpenDeal, SetQuota, SignDeal,
};
use super::about_item::{
    AcceptItem, AnswerItem, AskExtension, AssignItem, CloseItem, DecideExtension, EscalateItem,
    ReturnItem, UrgeItem,
};
use super::about_meeting::{
    CancelMeeting, ChangeMeeting, FixBook, HoldMeeting, IssueMinutes, PlanMeeting, SetAgenda,
};
use super::about_practice::{
    PublishPractice, ReturnPractice, RevisePractice, SubmitPractice, UsePractice, WithdrawPractice,
};
use super::about_project::{
    AdoptPlan, ChangeProject, GrantExemption, MoveStage, RaiseProblem, RecordFacts,
    RegisterProject, ReportSteps, ResolveProblem,
};
use super::about_report::{
    AcceptReport, AskReportExtension, DecideReportExtension, OpenNextCycle, ReturnReport,
    ReviewReport, SetCorrectionWindow, SetRhythm, SubmitReport,
};
use super::about_signoff::{
    DelegateSigning, GiveBackReport, PrintReport, RevokeDelegation, SetSignRoute, SignReport,
};
use super::about_thread::{EditComment, MakeComment, WithdrawAttachment, WithdrawComment};
use super::about_unit::{AddPost, ChangePost, ChangeUnit, HoldPost};
use super::about_zone::{
    ActivateRuleSet, AddPerson, AddUnit, CloseCycle, LoadHolidayNotice, OpenCycle, ReportFigures,
    ReportIndicator, ReportPeers, SetMark, SetTarget,
};
use super::allocation::{AgreeAllocation, Allocate};
use super::definition::{
    AddIndicator, ChangeIndicator, DefineRoles, DefineSource, DefineStagePath,
};
use super::rule::RuleSetInput;

/// Turns into the model's command; free texts go through the sealer.
pub(super) trait Sealed {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command;
}

/// Commands as pages send them: each variant seals its texts itself.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($input:ty),)*) => {
        /// What is asked for: one key, the command's name.
        #[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum CommandInput {
            $($(#[$doc])* $name($input),)*
        }

        impl CommandInput {
            /// The model's command, with free texts sealed.
            pub(crate) fn sealed(self, sealer: &mut dyn Sealer) -> Command {
                match self {
                    $(CommandInput::$name(asked) => asked.sealed(sealer),)*
                }
            }
        }
    };
}

commands! {
    /// Register a project; a name at least.
    RegisterProject(RegisterProject),
    /// Record facts of a project.
    RecordFacts(RecordFacts),
    /// Move a project one stage on.
    MoveStage(MoveStage),
    /// Rename, split, merge, suspend, resume, withdraw, hand over a project.
    ChangeProject(ChangeProject),
    /// Adopt a schedule.
    AdoptPlan(AdoptPlan),
    /// Report progress of steps.
    ReportSteps(ReportSteps),
    /// Suspend a project's light for an approved reason.
    GrantExemption(GrantExemption),
    /// Raise a problem.
    RaiseProblem(RaiseProblem),
    /// Report a problem as solved.
    ResolveProblem(ResolveProblem),
    /// Add a unit.
    AddUnit(AddUnit),
    /// Rename, split, merge, withdraw a unit, or put it under another.
    ChangeUnit(ChangeUnit),
    /// Add a person.
    AddPerson(AddPerson),
    /// Add a post.
    AddPost(AddPost),
    /// Rename, merge, withdraw a post, or hand it over to another unit.
    ChangePost(ChangePost),
    /// Give a post to somebody, or leave it vacant.
    HoldPost(HoldPost),
    /// Define the stage path of a nature.
    DefineStagePath(DefineStagePath),
    /// Define the named roles a project must fill.
    DefineRoles(DefineRoles),
    /// Define which fields of projects come from an outside system.
    DefineSource(DefineSource),
    /// Add an indicator.
    AddIndicator(AddIndicator),
    /// Settle anew what an indicator measures.
    ChangeIndicator(ChangeIndicator),
    /// Report values of an indicator.
    ReportIndicator(ReportIndicator),
    /// Report values of several indicators, all or none of them.
    ReportFigures(ReportFigures),
    /// Report what other zones published of an indicator.
    ReportPeers(ReportPeers),
    /// Set or adjust a year's target.
    SetTarget(SetTarget),
    /// Break a year's target down over units and months.
    Allocate(Allocate),
    /// Agree to a unit's part of a year's target.
    AgreeAllocation(AgreeAllocation),
    /// Assign a supervision item.
    AssignItem(AssignItem),
    /// Urge an item.
    UrgeItem(UrgeItem),
    /// Ask for an extension, before the item is due.
    AskExtension(AskExtension),
    /// Grant an extension until a date, or refuse it.
    DecideExtension(DecideExtension),
    /// Answer an item.
    AnswerItem(AnswerItem),
    /// Return an answer that is not enough.
    ReturnItem(ReturnItem),
    /// Accept an answer.
    AcceptItem(AcceptItem),
    /// Close an item with its evidence.
    CloseItem(CloseItem),
    /// Take a step of the escalation ladder.
    EscalateItem(EscalateItem),
    /// Plan a meeting.
    PlanMeeting(PlanMeeting),
    /// Settle anew what was settled of a meeting.
    ChangeMeeting(ChangeMeeting),
    /// Set the agenda of a meeting.
    SetAgenda(SetAgenda),
    /// Set the mark that a meeting's book is printed from.
    FixBook(FixBook),
    /// Record that a meeting took place.
    HoldMeeting(HoldMeeting),
    /// Issue the minutes of a meeting.
    IssueMinutes(IssueMinutes),
    /// Record that a meeting does not take place.
    CancelMeeting(CancelMeeting),
    /// Add an enterprise to the ledger.
    AddEnterprise(AddEnterprise),
    /// Change what is known of an enterprise.
    ChangeEnterprise(ChangeEnterprise),
    /// Record an enterprise's figures of a month.
    RecordFigures(RecordFigures),
    /// Agree a version of an enterprise's plan.
    AgreePlan(AgreePlan),
    /// Say how a measure of a plan stands.
    MoveMeasure(MoveMeasure),
    /// Open a negotiation.
    OpenDeal(OpenDeal),
    /// Move a negotiation.
    MoveDeal(MoveDeal),
    /// Sign a contract.
    SignDeal(SignDeal),
    /// Record that a promise of a contract was kept.
    KeepPromise(KeepPromise),
    /// Set the quota of a factor by month.
    SetQuota(SetQuota),
    /// Declare what a project needs of a factor by month.
    DeclareNeed(DeclareNeed),
    /// Raise a request of an enterprise.
    RaiseRequest(RaiseRequest),
    /// Pass a request on to another unit.
    PassOnRequest(PassOnRequest),
    /// Urge a request.
    UrgeRequest(UrgeRequest),
    /// Answer a request.
    AnswerRequest(AnswerRequest),
    /// Confirm an answer, by the enterprise itself.
    ConfirmRequest(ConfirmRequest),
    /// Send an answer back, by the enterprise itself.
    ReopenRequest(ReopenRequest),
    /// Close an answered request where the enterprise says nothing.
    CloseRequest(CloseRequest),
    /// Say something about a thing.
    MakeComment(MakeComment),
    /// Put a comment otherwise.
    EditComment(EditComment),
    /// Take a comment back.
    WithdrawComment(WithdrawComment),
    /// Take an attachment back.
    WithdrawAttachment(WithdrawAttachment),
    /// Submit a practice written from what is over.
    SubmitPractice(SubmitPractice),
    /// Submit a practice anew.
    RevisePractice(RevisePractice),
    /// Publish the version of a practice that waits.
    PublishPractice(PublishPractice),
    /// Return the version of a practice that waits.
    ReturnPractice(ReturnPractice),
    /// Take a practice down.
    WithdrawPractice(WithdrawPractice),
    /// Say that a practice was used.
    UsePractice(UsePractice),
    /// Name this moment of the record.
    SetMark(SetMark),
    /// Open a cycle.
    OpenCycle(OpenCycle),
    /// Settle how cycles recur.
    SetRhythm(SetRhythm),
    /// Settle how long after the due day a unit may correct its report.
    SetCorrectionWindow(SetCorrectionWindow),
    /// Open the next cycle of the rhythm.
    OpenNextCycle(OpenNextCycle),
    /// Submit a unit's report for a cycle.
    SubmitReport(SubmitReport),
    /// Review a report at the first level.
    ReviewReport(ReviewReport),
    /// Accept a report at the second level: its figures become facts.
    AcceptReport(AcceptReport),
    /// Return a report, at either level.
    ReturnReport(ReturnReport),
    /// Ask for more time, before a report is due.
    AskReportExtension(AskReportExtension),
    /// Grant more time for a report, or refuse it.
    DecideReportExtension(DecideReportExtension),
    /// Settle the steps in which a unit signs its reports.
    SetSignRoute(SetSignRoute),
    /// Have somebody else sign for a unit's head.
    DelegateSigning(DelegateSigning),
    /// Take a delegation back.
    RevokeDelegation(RevokeDelegation),
    /// Sign the step that a report waits for.
    SignReport(SignReport),
    /// Give a report back to its handler, within the unit.
    GiveBackReport(GiveBackReport),
    /// Print what came in last as a sheet to be signed.
    PrintReport(PrintReport),
    /// Close a cycle: fixes the lights.
    CloseCycle(CloseCycle),
    /// Bring a version of a rule set into force.
    ActivateRuleSet(ActivateRuleSet),
    /// Load a statutory holiday notice.
    LoadHolidayNotice(LoadHolidayNotice),
    /// Define the next version of a rule set.
    DefineRuleSet(RuleSetInput),
}

/// The model's command behind one as pages send it, `{"name": {…}}`, with its texts sealed.
///
/// # Errors
/// What is not the shape of a command.
pub fn command_of(
    told: serde_json::Value,
    sealer: &mut dyn Sealer,
) -> Result<Command, serde_json::Error> {
    let input: CommandInput = serde_json::from_value(told)?;
    Ok(input.sealed(sealer))
}

/// The same where a text is looked at in plain before it is sealed: whom it names is resolved.
///
/// # Errors
/// What is not the shape of a command, or everything that is wrong with its text.
pub fn resolved_command_of(
    told: serde_json::Value,
    sealer: &mut dyn Sealer,
    zone: &zone::Zone,
    looking: zone::view::Looking<'_>,
) -> Result<Result<Command, Vec<zone::Refusal>>, serde_json::Error> {
    let mut input: CommandInput = serde_json::from_value(told)?;
    Ok(input.resolve(zone, looking).map(|()| input.sealed(sealer)))
}

impl Sealed for RuleSetInput {
    fn sealed(self, _: &mut dyn Sealer) -> Command {
        Command::DefineRuleSet(self.into())
    }
}
