//! Finding an enterprise or a request by what people call it.

use zone::enterprise::{Enterprise, Request};
use zone::{Refusal, Words};

use crate::reading::View;

/// An enterprise by id, code, or a name it has or had.
pub(super) fn enterprise<'a>(view: &'a View, wanted: &str) -> Result<&'a Enterprise, Refusal> {
    let all = || view.seen.zone.enterprises.values().map(|own| &**own);
    let wanted = wanted.trim();
    let by_id = all().find(|own| own.id.to_string() == wanted);
    let by_code = || all().find(|own| !own.code.is_empty() && own.code == wanted);
    let found = by_id.or_else(by_code);
    let found = found.or_else(|| all().find(|own| own.is_called(wanted)));
    found.ok_or_else(|| unknown("企业", "enterprise", wanted))
}

/// A request by id, number (`2026-3`), or the number letters carry.
pub(super) fn request<'a>(view: &'a View, wanted: &str) -> Result<&'a Request, Refusal> {
    let wanted = wanted.trim();
    let mut all = view.seen.zone.requests.values();
    let found = all.find(|own| {
        let (year, number) = own.number;
        own.id.to_string() == wanted
            || own.number_text() == wanted
            || format!("{year}-{number}") == wanted
    });
    let found = found.map(|own| &**own);
    found.ok_or_else(|| unknown("诉求", "request", wanted))
}

fn unknown(zh: &str, en: &str, wanted: &str) -> Refusal {
    Refusal::new(
        "cli/unknown",
        Words::new(
            format!("没有{zh}“{wanted}”"),
            format!("there is no {en} {wanted:?}"),
        ),
        Words::new("核对名称或编号", "check the name or the id"),
    )
}
