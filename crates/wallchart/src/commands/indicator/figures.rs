//! Finding an indicator and a unit by what people call them.

use zone::indicator::Indicator;
use zone::{UnitId, Words};

use crate::failure::Failure;
use crate::reading::View;

/// The indicator that is meant: by code, else by name.
pub(super) fn find<'a>(view: &'a View, wanted: &str) -> Result<&'a Indicator, Failure> {
    let all = || view.seen.zone.indicators.values().map(|one| &**one);
    let wanted = wanted.trim();
    let coded = all().find(|one| one.definition.code == wanted);
    let named =
        || all().find(|one| one.definition.name.zh == wanted || one.definition.name.en == wanted);
    coded.or_else(named).ok_or_else(|| {
        Failure::refused(
            "cli/no-such-indicator",
            Words::new(
                format!("没有编码或名称为“{wanted}”的指标"),
                format!("there is no indicator with the code or name {wanted:?}"),
            ),
            Words::new(
                "用 wallchart indicator list 查看",
                "see `wallchart indicator list`",
            ),
        )
    })
}

/// The unit that is meant; none for the whole zone.
pub(super) fn unit(view: &View, wanted: Option<&str>) -> Result<Option<UnitId>, Failure> {
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    let mut units = view.seen.zone.units.iter();
    match units.find(|(_, unit)| unit.is_called(wanted.trim())) {
        Some((id, _)) => Ok(Some(*id)),
        None => Err(Failure::refused(
            "cli/no-such-unit",
            Words::new(
                format!("没有名为“{wanted}”的单位"),
                format!("there is no unit called {wanted:?}"),
            ),
            Words::new("写单位的全称", "give the full name of the unit"),
        )),
    }
}
