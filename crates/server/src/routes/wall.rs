//! The wall.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use host::{Host, KnownAt, Seen};
use print::svg::SvgOptions;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::view::wall::Wall;
use zone::view::{Filter, Looking};
use zone::{Actor, Colour, Lang};

use super::{HeadView, Server};
use crate::app::{App, Who};
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Which wall is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WallQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// Responsible unit, `U3`, with the units below it.
    unit: Option<String>,
    /// Sponsor, `R4`.
    sponsor: Option<String>,
    /// Stage.
    stage: Option<String>,
    /// Light: `blue`, `green`, `yellow`, `red`, `grey`.
    light: Option<String>,
    /// Text in name, code, unit, stage or industry.
    text: Option<String>,
    /// Key of the rule set; the one in force unless named.
    rule: Option<String>,
}

/// The wall with the head of the record it was computed from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct WallAnswer {
    /// The wall.
    #[serde(flatten)]
    wall: Wall,
    /// The head of the record at the moment known: its short code goes on a print.
    record: HeadView,
}

/// What is asked for, read.
#[derive(Debug, Clone)]
pub(crate) struct WallAsked {
    pub(super) moment: Moment,
    pub(super) filter: Filter,
}

impl WallQuery {
    pub(super) fn read(&self) -> Result<WallAsked, Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let light = reading.text("light", self.light.as_deref());
        let colour = light.as_deref().and_then(Colour::named);
        if light.is_some() && colour.is_none() {
            reading.wrong("light", "blue | green | yellow | red | grey");
        }
        let filter = Filter {
            unit: reading.value("unit", self.unit.as_deref(), "U3"),
            sponsor: reading.value("sponsor", self.sponsor.as_deref(), "R4"),
            stage: reading.text("stage", self.stage.as_deref()),
            light: colour,
            text: reading.text("text", self.text.as_deref()),
            rule: reading.text("rule", self.rule.as_deref()),
        };
        reading.done()?;
        Ok(WallAsked { moment, filter })
    }
}

/// The wall as a value: rows, indicators, head.
#[utoipa::path(get, path = "/wall", tag = "wall", operation_id = "wall",
    params(WallQuery),
    responses((status = 200, body = WallAnswer), (status = "default", body = Problems)))]
pub(crate) async fn wall(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<WallQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let asked = query.read()?;
    let key = key_of("wall", &app, &who.actor, &asked.moment, &asked.filter).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let compute = move || {
        let (seen, wall) = computed(&host, &actor, &asked)?;
        let record = HeadView::of(&seen.head);
        Answer::json(&WallAnswer { wall, record })
    };
    Ok(app
        .views
        .get(&app.work, key, compute)
        .await?
        .respond(&headers))
}

/// The language a drawing is lettered in.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LettersQuery {
    /// `zh-CN` or `en`; Chinese unless named.
    lang: Option<String>,
}

/// The wall as a drawing for paper.
#[utoipa::path(get, path = "/wall.svg", tag = "wall", operation_id = "wall_svg",
    params(WallQuery, LettersQuery),
    responses((status = 200, content_type = "image/svg+xml", body = String),
        (status = "default", body = Problems)))]
pub(crate) async fn wall_svg(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<WallQuery>,
    Asked(letters): Asked<LettersQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let asked = query.read()?;
    let lang = match letters.lang.as_deref() {
        None | Some("zh-CN" | "zh") => Lang::Zh,
        Some("en") => Lang::En,
        Some(_) => {
            let mut reading = Reading::default();
            reading.wrong("lang", "zh-CN | en");
            return reading.done().map(|()| Response::default());
        }
    };
    let what = format!("wall.svg {lang:?}");
    let key = key_of(&what, &app, &who.actor, &asked.moment, &asked.filter).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let compute = move || {
        let (seen, wall) = computed(&host, &actor, &asked)?;
        let head_code = seen.head.code();
        let options = SvgOptions {
            lang,
            head_code: &head_code,
        };
        Answer::of(
            "image/svg+xml",
            print::svg::wall(&wall, &options).into_bytes(),
        )
    };
    Ok(app
        .views
        .get(&app.work, key, compute)
        .await?
        .respond(&headers))
}

/// The wall somebody asked for, with the moment it was computed for.
pub(super) fn computed(
    host: &Host,
    actor: &Actor,
    asked: &WallAsked,
) -> Result<(Seen, Wall), Failure> {
    let seen = host.see(&asked.moment.known_at, host::today())?;
    let seen = seen.disclosed_to(actor, host::today());
    let looking = Looking {
        true_on: asked.moment.true_on.unwrap_or(seen.true_on),
        calendars: &seen.calendars,
        texts: host.library(),
        actor,
    };
    let wall = zone::view::wall::wall(&seen.zone, looking, &asked.filter)?;
    Ok((seen, wall))
}

/// Everything an answer depends on: what was asked, the newest event where the moment moves with
/// it, the day, and what the asker may see.
pub(super) async fn key_of(
    what: &str,
    app: &Arc<App>,
    actor: &Actor,
    moment: &Moment,
    filter: &Filter,
) -> Result<String, Failure> {
    let today = host::today();
    let newest = match moment.known_at {
        KnownAt::Seq(_) | KnownAt::Mark(_) => 0,
        KnownAt::Latest | KnownAt::Time(_) => {
            let host = Arc::clone(&app.host);
            app.work.read(move || Ok(host.now(today)?.zone.seq)).await?
        }
    };
    let (roles, unit, firm) = (&actor.roles, actor.unit, actor.enterprise);
    Ok(format!(
        "{what} {newest} {today} {roles:?} {unit:?} {firm:?} {moment:?} {filter:?}"
    ))
}
