//! How far a report is signed within its unit, who signed when and for whom; and a unit's steps
//! and delegations.

mod board;
mod sheet;

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use crate::cycle::Cycle;
use crate::report::{Report, ReportStanding, ReportStep, ReportStepKind, Submission};
use crate::signoff::{OnBehalf, SignRole, Signature, Standing, standing_of};
use crate::state::Zone;
use crate::{Holder, PersonId, Words, labels};

pub use board::{
    DelegationView, RouteStepView, SignoffBoard, SignoffChoice, board, delegation_words,
};
pub use sheet::{PrintedRow, PrintedSheet, SheetLine, SheetTotalView, of_report, sheet};

/// How far a report is signed within its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SigningView {
    /// The steps, in order.
    pub steps: Vec<SignStepView>,
    /// Which of them it waits for; none once it is signed, or while it is given back.
    pub waits_for: Option<SignRole>,
    /// Where it hangs, in words; empty once it is signed.
    pub hangs: Words,
    /// Whether it was given back to its handler.
    pub given_back: bool,
    /// 一人单位.
    pub one_person: bool,
    /// For whom the viewer would sign, where it is by delegation: 受托代签.
    pub signs_for: Option<Words>,
    /// Signatures that were made void by what came after them.
    pub void: Vec<VoidSignature>,
}

/// A step within the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignStepView {
    /// As what.
    pub role: SignRole,
    /// As it is called.
    pub word: Words,
    /// Who may sign.
    pub signers: Vec<Words>,
    /// Who has.
    pub signed: Option<SignatureView>,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignatureView {
    /// As what.
    pub role: SignRole,
    /// Who signed; on paper, who is known from the paper alone.
    pub who: Words,
    /// The account that signed, or that handed the paper in.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
    /// 受托代签: for whom and by what document.
    pub on_behalf: Option<Words>,
    /// The code of the sheet it stands on, if it is on paper.
    pub on_paper: Option<String>,
    /// SHA-256 of the figures that were signed.
    pub digest: String,
}

/// A signature that does not hold any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoidSignature {
    /// The signature.
    #[serde(flatten)]
    pub signature: SignatureView,
    /// What made it void.
    pub why: Words,
}

/// How far a report is signed on a date; `None` where its unit has no steps.
pub fn signing(
    zone: &Zone,
    looking: Looking<'_>,
    cycle: &Cycle,
    report: &Report,
    standing: &ReportStanding,
) -> Option<SigningView> {
    let on = looking.true_on;
    let Collected { last, held, void } = collected(zone, looking, report);
    let last = last?;
    let route = last.route.as_ref().filter(|own| !own.steps.is_empty());
    if route.is_none() && held.is_empty() && void.is_empty() {
        return None;
    }
    let waits = standing.waits().and_then(|at| last.steps().get(at));
    let given_back = standing.signing.is_some_and(|own| own.given_back)
        && standing.state == crate::report::ReportState::Signing;
    let signs_for = waits.and_then(|step| {
        let of = (report.id.unit, cycle);
        match standing_of(zone, looking.actor, of, step, on) {
            Standing::Delegate(_, own) => Some(delegation_words(zone, looking, own)),
            _ => None,
        }
    });
    let step = |step: &crate::signoff::SignStep| SignStepView {
        role: step.role,
        word: step.role.word(),
        signers: step
            .signers
            .iter()
            .map(|own| labels::holder_name(zone, looking, *own))
            .collect(),
        signed: held.iter().find(|own| own.role == step.role).cloned(),
    };
    Some(SigningView {
        steps: last.steps().iter().map(step).collect(),
        waits_for: waits.map(|step| step.role),
        hangs: hangs(waits.map(|step| step.role), given_back),
        given_back,
        one_person: route.is_some_and(|own| own.one_person),
        signs_for,
        void,
    })
}

/// Signatures of a report that hold on a date, and those that do not any more.
#[derive(Default)]
struct Collected<'a> {
    last: Option<&'a Submission>,
    held: Vec<SignatureView>,
    void: Vec<VoidSignature>,
}

impl Collected<'_> {
    fn make_void(&mut self, zh: String, en: String) {
        let why = Words::new(zh, en);
        let gone = self.held.drain(..).map(|signature| VoidSignature {
            signature,
            why: why.clone(),
        });
        self.void.extend(gone);
    }
}

fn collected<'a>(zone: &Zone, looking: Looking<'_>, report: &'a Report) -> Collected<'a> {
    let mut own = Collected::default();
    let steps = report.steps.iter();
    for step in steps.filter(|step| step.on <= looking.true_on) {
        let on = step.on;
        match &step.what {
            ReportStepKind::Submitted(submission) => {
                let zh = format!("{on} 重新报送，签字作废");
                own.make_void(zh, format!("void: handed in again on {on}"));
                own.last = Some(submission);
            }
            ReportStepKind::GivenBack(..) => {
                let zh = format!("{on} 退改，签字作废");
                own.make_void(zh, format!("void: given back on {on}"));
            }
            ReportStepKind::Scanned(scan) if !scan.corrected.is_empty() => {
                let zh = format!("{on} 登记的纸质表有手改，签字作废");
                own.make_void(zh, format!("void: the paper of {on} was corrected by hand"));
            }
            ReportStepKind::Returned(_) => {
                let zh = format!("{on} 退回，签字作废");
                own.make_void(zh, format!("void: returned on {on}"));
            }
            ReportStepKind::Signed(signed) => {
                own.held.push(signature(zone, looking, step, signed));
            }
            ReportStepKind::Scanned(scan) => {
                let roles = scan.signed.iter();
                let paper = roles.map(|role| on_paper(step, *role, &scan.code, &scan.digest));
                own.held.extend(paper);
            }
            _ => {}
        }
    }
    own
}

/// Where a report hangs within its unit, in words.
pub(super) fn hangs(waits: Option<SignRole>, given_back: bool) -> Words {
    match waits {
        Some(role) => {
            let Words { zh, en } = role.word();
            Words::new(format!("待{zh}签字"), format!("waits for its {en}"))
        }
        None if given_back => Words::new("退经办修改", "given back to its handler"),
        None => Words::default(),
    }
}

fn on_paper(step: &ReportStep, role: SignRole, code: &str, digest: &str) -> SignatureView {
    SignatureView {
        role,
        who: Words::new("纸质签字盖章", "signed and sealed on paper"),
        by: step.by.clone(),
        on: step.on,
        seq: step.seq,
        on_behalf: None,
        on_paper: Some(code.to_owned()),
        digest: digest.to_owned(),
    }
}

fn signature(
    zone: &Zone,
    looking: Looking<'_>,
    step: &ReportStep,
    own: &Signature,
) -> SignatureView {
    SignatureView {
        role: own.role,
        who: name(zone, looking, own.person),
        by: step.by.clone(),
        on: step.on,
        seq: step.seq,
        on_behalf: own
            .on_behalf
            .map(|behalf| behalf_words(zone, looking, behalf)),
        on_paper: None,
        digest: own.digest.clone(),
    }
}

/// A person's name, as it may be shown.
pub(super) fn name(zone: &Zone, looking: Looking<'_>, person: PersonId) -> Words {
    labels::holder_name(zone, looking, Holder::Person(person))
}

/// 受托代签, for whom and by what document.
pub(super) fn behalf_words(zone: &Zone, looking: Looking<'_>, behalf: OnBehalf) -> Words {
    match zone.delegations.get(&behalf.delegation) {
        Some(own) => delegation_words(zone, looking, own),
        None => {
            let Words { zh, en } = name(zone, looking, behalf.principal);
            Words::new(format!("受{zh}委托代签"), format!("for {en}, delegated"))
        }
    }
}

/// A step of signing as the history tells it; `None` for other steps.
pub(super) fn step_word(zone: &Zone, looking: Looking<'_>, what: &ReportStepKind) -> Option<Words> {
    let behalf = |own: Option<OnBehalf>| match own {
        Some(own) => {
            let Words { zh, en } = behalf_words(zone, looking, own);
            Words::new(format!("（{zh}）"), format!(" ({en})"))
        }
        None => Words::default(),
    };
    Some(match what {
        ReportStepKind::Signed(own) => {
            let (role, for_whom) = (own.role.word(), behalf(own.on_behalf));
            let who = name(zone, looking, own.person);
            Words::new(
                format!("{}签字：{}{}", role.zh, who.zh, for_whom.zh),
                format!("signed as {}: {}{}", role.en, who.en, for_whom.en),
            )
        }
        ReportStepKind::GivenBack(role, own) => {
            let (role, for_whom) = (role.word(), behalf(*own));
            Words::new(
                format!("{}退经办修改{}", role.zh, for_whom.zh),
                format!("given back by the {}{}", role.en, for_whom.en),
            )
        }
        ReportStepKind::Scanned(scan) if scan.corrected.is_empty() => {
            let roles: Vec<Words> = scan.signed.iter().map(|own| own.word()).collect();
            let zh: Vec<&str> = roles.iter().map(|own| own.zh.as_str()).collect();
            let en: Vec<&str> = roles.iter().map(|own| own.en.as_str()).collect();
            Words::new(
                format!("登记纸质签字表 {}（{}签字）", scan.code, zh.join("、")),
                format!("signed on paper, sheet {} ({})", scan.code, en.join(", ")),
            )
        }
        ReportStepKind::Scanned(scan) => {
            let (mut zh, mut en) = (Vec::new(), Vec::new());
            for own in &scan.corrected {
                let label = labels::field(zone, &own.field);
                let printed = labels::money(zone, own.printed);
                let paper = labels::money(zone, own.on_paper);
                zh.push(format!("{}：{} ↔ {}", label.zh, printed.zh, paper.zh));
                en.push(format!("{}: {} ↔ {}", label.en, printed.en, paper.en));
            }
            let (zh, en) = (zh.join("；"), en.join("; "));
            Words::new(
                format!("纸质签字表 {} 有手改，不作签字：{zh}", scan.code),
                format!(
                    "sheet {} was corrected by hand and does not count: {en}",
                    scan.code
                ),
            )
        }
        _ => return None,
    })
}
