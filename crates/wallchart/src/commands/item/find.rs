//! Finding an item by its id or its number.

use zone::item::SupervisionItem;
use zone::{ItemId, Refusal, Words};

use crate::failure::Failure;
use crate::reading::View;

/// The item that is meant: `S3`, `项目督办〔2026〕003号`, `2026-3`.
pub(super) fn item<'a>(view: &'a View, wanted: &str) -> Result<&'a SupervisionItem, Failure> {
    let items = &view.seen.zone.items;
    let wanted = wanted.trim();
    let by_id = wanted.parse::<ItemId>().ok();
    let by_id = by_id.and_then(|id| items.get(&id));
    let numbered = || {
        let (year, number) = wanted.split_once('-')?;
        let number = (year.parse().ok()?, number.parse().ok()?);
        items.values().find(|item| item.number == number)
    };
    let called = || items.values().find(|item| item.number_text() == wanted);
    let found = by_id.or_else(numbered).or_else(called);
    found.map(|item| &**item).ok_or_else(|| {
        let refused = Refusal::new(
            "cli/no-such-item",
            Words::new(
                format!("没有编号为“{wanted}”的督办事项"),
                format!("there is no supervision item {wanted:?}"),
            ),
            Words::new(
                "用 wallchart item list --closed 查看",
                "see `wallchart item list --closed`",
            ),
        );
        refused.into()
    })
}
