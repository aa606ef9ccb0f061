//! One line of the list: the month against the year and the month before, what is open, a mark.

use serde::Serialize;

use super::{Looking, NamedUnit, named};
use crate::enterprise::figures::{Figures, Source, before, year_before};
use crate::enterprise::{Enterprise, EnterpriseState};
use crate::indicator::Month;
use crate::state::Zone;
use crate::view::items;
use crate::{BasisPoints, Colour, EnterpriseId, Fen, Words, limits};

/// An enterprise in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterpriseRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: EnterpriseId,
    /// Entity version.
    pub version: u32,
    /// Its code; may be empty.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 行业; may be empty.
    pub industry: String,
    /// 责任单位.
    pub lead: Option<NamedUnit>,
    /// 服务专员.
    pub assistant: Option<Words>,
    /// How it stands.
    pub state: EnterpriseState,
    /// The state as it is called.
    pub state_word: Words,
    /// The month shown, where it was told.
    pub told: Option<MonthCell>,
    /// The newest month told of: `2026-03`.
    pub newest: Option<String>,
    /// Requests that are not over.
    pub open_requests: u32,
    /// Of them late.
    pub late_requests: u32,
    /// The mark: red, yellow, green, or grey where nothing is known.
    pub colour: Colour,
    /// The mark in a word.
    pub mark: Words,
    /// Why it is marked so; empty for a green one.
    pub why: Vec<Words>,
}

/// A month of an enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthCell {
    /// The month: `2026-04`.
    pub month: String,
    /// 产值.
    pub output_fen: Option<Fen>,
    /// 在手订单.
    pub orders_fen: Option<Fen>,
    /// 用电量.
    pub electricity_kwh: Option<i64>,
    /// 产能利用率.
    pub capacity_use: Option<BasisPoints>,
    /// 产值同比: against the same month of last year.
    pub output_on_year: Option<BasisPoints>,
    /// 产值环比: against the month before.
    pub output_on_month: Option<BasisPoints>,
    /// 用电同比.
    pub electricity_on_year: Option<BasisPoints>,
    /// 用电环比.
    pub electricity_on_month: Option<BasisPoints>,
    /// Where they come from.
    pub source: Source,
    /// The source as it is called.
    pub source_word: Words,
}

pub(super) fn of(
    zone: &Zone,
    looking: Looking<'_>,
    own: &Enterprise,
    month: Month,
) -> EnterpriseRow {
    let on = looking.true_on;
    let state = own.state_on(on);
    let told = cell(own, month, looking);
    let (mut open, mut late) = (0_u32, 0_u32);
    let requests = zone.requests.values();
    for request in requests.filter(|one| one.enterprise == own.id && one.raised_on <= on) {
        let colour = request.stands(on).colour(looking.calendars, on);
        open += u32::from(colour.is_some());
        late += u32::from(colour == Some(Colour::Red));
    }
    let (colour, why) = marked(state, told.as_ref(), own, (month, late));
    EnterpriseRow {
        id: own.id,
        version: own.version,
        code: own.code.clone(),
        name: own.name_on(on).to_owned(),
        industry: own.industry_on(on).to_owned(),
        lead: own.lead_on(on).map(|unit| named(zone, looking, unit)),
        assistant: own
            .assistant_on(on)
            .map(|holder| items::owner(zone, looking, holder)),
        state,
        state_word: state.word(),
        told,
        newest: own.newest_month(on).map(|month| month.to_string()),
        open_requests: open,
        late_requests: late,
        colour,
        mark: word(colour),
        why,
    }
}

/// A month with its growth, where it was told.
pub(super) fn cell(own: &Enterprise, month: Month, looking: Looking<'_>) -> Option<MonthCell> {
    let on = looking.true_on;
    let told = own.figures_of(month, on)?;
    let of = |month: Month| {
        let told = own.figures_of(month, on);
        told.map(|told| told.figures).unwrap_or_default()
    };
    let (now, last, year) = (told.figures, of(before(month)), of(year_before(month)));
    let output = |figures: &Figures| figures.output_fen.map(|amount| amount.0);
    let power = |figures: &Figures| figures.electricity_kwh;
    Some(MonthCell {
        month: month.to_string(),
        output_fen: now.output_fen,
        orders_fen: now.orders_fen,
        electricity_kwh: now.electricity_kwh,
        capacity_use: now.capacity_use,
        output_on_year: growth(output(&now), output(&year)),
        output_on_month: growth(output(&now), output(&last)),
        electricity_on_year: growth(power(&now), power(&year)),
        electricity_on_month: growth(power(&now), power(&last)),
        source: told.source,
        source_word: told.source.word(),
    })
}

/// Growth in basis points, rounded half away from nought; none against nothing or nought.
fn growth(now: Option<i64>, base: Option<i64>) -> Option<BasisPoints> {
    let (now, base) = (now?, base?);
    let whole = Fen(base).share_of(Fen(base))?;
    let share = Fen(now).share_of(Fen(base))?;
    Some(BasisPoints(share.0.checked_sub(whole.0)?))
}

/// The mark and its reasons: what a leader asks first. Not a judgement of the enterprise but of
/// whether somebody should call.
fn marked(
    state: EnterpriseState,
    told: Option<&MonthCell>,
    own: &Enterprise,
    (month, late): (Month, u32),
) -> (Colour, Vec<Words>) {
    let (mut red, mut yellow) = (Vec::new(), Vec::new());
    if late > 0 {
        red.push(Words::new(
            format!("{late} 件诉求逾期"),
            format!("{late} requests late"),
        ));
    }
    match state {
        EnterpriseState::Stopped => red.push(state.word()),
        EnterpriseState::Reduced => yellow.push(state.word()),
        _ => {}
    }
    if let Some(cell) = told {
        if let Some(growth) = cell.output_on_year {
            let text = Words::new(
                format!("产值同比 {}", signed(growth)),
                format!("output {} on the year", signed(growth)),
            );
            if growth.0 <= limits::ENTERPRISE_FALL_RED {
                red.push(text);
            } else if growth.0 <= limits::ENTERPRISE_FALL_YELLOW {
                yellow.push(text);
            }
        }
        if let Some(share) = cell.capacity_use
            && share.0 < limits::ENTERPRISE_CAPACITY_LOW
        {
            let share = tenth(share);
            yellow.push(Words::new(
                format!("产能利用率 {share}"),
                format!("capacity use {share}"),
            ));
        }
    } else if state.reports() && !own.months.is_empty() {
        yellow.push(Words::new(
            format!("{month} 未填报"),
            format!("nothing told of {month}"),
        ));
    }
    let colour = match (red.is_empty(), yellow.is_empty()) {
        (false, _) => Colour::Red,
        (true, false) => Colour::Yellow,
        (true, true) if own.months.is_empty() && state.reports() => Colour::Grey,
        (true, true) => Colour::Green,
    };
    let why = red.into_iter().chain(yellow).collect();
    (colour, why)
}

/// A growth with its sign and one decimal: `-12.4%`.
fn signed(growth: BasisPoints) -> String {
    let sign = if growth.0 > 0 { "+" } else { "" };
    format!("{sign}{}", tenth(growth))
}

/// A share with one decimal at most.
fn tenth(share: BasisPoints) -> BasisPoints {
    let half = 5 * share.0.signum();
    BasisPoints((share.0 + half) / 10 * 10)
}

fn word(colour: Colour) -> Words {
    match colour {
        Colour::Red => Words::new("重点关注", "needs attention"),
        Colour::Yellow => Words::new("关注", "watch"),
        Colour::Grey => Words::new("无数据", "no figures"),
        Colour::Green | Colour::Blue => Words::new("正常", "in order"),
    }
}
