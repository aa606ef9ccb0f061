//! Signing in words: routes, delegations, signatures, printed sheets.

use super::report::told;
use crate::report::{ReportId, ReportStepKind};
use crate::signoff::{Scanned, Signature};
use crate::view::signoff::{delegation_words, step_word};
use crate::view::{Looking, cycles};
use crate::{Event, TextRef, Words, Zone};

/// What happened; `None` for events of other nouns.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Option<Words> {
    let tell = |id: ReportId, what: &ReportStepKind, text: Option<TextRef>| {
        let what = step_word(zone, looking, what).unwrap_or_default();
        told(zone, looking, id, &what, text)
    };
    Some(match event {
        Event::ReportSigned(event) => {
            let signature = Signature {
                role: event.role,
                person: event.person,
                on_behalf: event.on_behalf,
                version: event.version,
                digest: event.digest.clone(),
            };
            tell(
                event.id,
                &ReportStepKind::Signed(signature.into()),
                event.note,
            )
        }
        Event::ReportGivenBack(event) => {
            let what = ReportStepKind::GivenBack(event.role, event.on_behalf);
            tell(event.id, &what, Some(event.reason))
        }
        Event::SheetPrinted(event) => {
            let code = &event.code;
            let what = Words::new(
                format!("打印签字表 {code}"),
                format!("printed sheet {code}"),
            );
            told(zone, looking, event.id, &what, None)
        }
        Event::SheetScanned(event) => {
            let corrected = event.totals.iter();
            let corrected = corrected.filter(|own| own.printed != own.on_paper).cloned();
            let scanned = Scanned {
                code: event.code.clone(),
                file: event.file,
                version: event.version,
                digest: event.digest.clone(),
                signed: event.signed.clone(),
                corrected: corrected.collect(),
            };
            tell(event.id, &ReportStepKind::Scanned(scanned.into()), None)
        }
        other => return of_route(zone, looking, other),
    })
}

/// Routes, delegations and the window of correction.
fn of_route(zone: &Zone, looking: Looking<'_>, event: &Event) -> Option<Words> {
    Some(match event {
        Event::SignRouteSet(event) => {
            let unit = cycles::named(zone, event.unit, event.effective_on).name;
            let roles: Vec<Words> = event
                .route
                .steps
                .iter()
                .map(|own| own.role.word())
                .collect();
            let zh: Vec<&str> = roles.iter().map(|own| own.zh.as_str()).collect();
            let en: Vec<&str> = roles.iter().map(|own| own.en.as_str()).collect();
            match roles.is_empty() {
                true => Words::new(
                    format!("{unit}报表不再经签发步骤"),
                    format!("{unit}: its reports pass no steps"),
                ),
                false => Words::new(
                    format!("{unit}签发步骤：{}", zh.join(" → ")),
                    format!("{unit}: its reports pass {}", en.join(", then ")),
                ),
            }
        }
        Event::DelegationMade(event) => {
            let unit = cycles::named(zone, event.unit, event.effective_on).name;
            let words = zone.delegations.get(&event.id);
            let words = words.map(|own| delegation_words(zone, looking, own));
            let Words { zh, en } = words.unwrap_or_default();
            let (from, until) = (event.from, event.until);
            Words::new(
                format!("{unit}报表签字：{zh}（{from} 至 {until}）"),
                format!("{unit}: its reports are signed {en} ({from} to {until})"),
            )
        }
        Event::DelegationRevoked(event) => {
            let reason = looking.texts.find(event.reason);
            Words::new(
                format!("撤销委托 {}（{}）", event.id, reason.shown(crate::Lang::Zh)),
                format!("took back {} ({})", event.id, reason.shown(crate::Lang::En)),
            )
        }
        Event::CorrectionWindowSet(event) => {
            let days = event.days;
            Words::new(
                format!("设定更正期：截止后 {days} 个工作日"),
                format!("reports may be corrected for {days} working days after they are due"),
            )
        }
        _ => return None,
    })
}
