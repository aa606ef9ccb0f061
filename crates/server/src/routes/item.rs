//! Supervision items: what everybody owes, and what is owed to them.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::item::{EscalationStep, ItemKind, ItemState};
use zone::view::items::{self, ItemFilter, ItemSheet, Items, Side};
use zone::view::wall::NamedUnit;
use zone::{Holder, ItemId, Lang, Texts as _, Words, labels};

use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::history::{self, Change};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Which items are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ItemsQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// The asker's own side: `owing`, what I owe; `owed`, what is owed to me.
    side: Option<String>,
    /// The unit that leads or supports it, `U3`, with the units below it.
    owed_by: Option<String>,
    /// The person who answers for it, `R4`, by name or by a post.
    person: Option<String>,
    /// The unit it is owed to, `U3`.
    owed_to: Option<String>,
    /// The project it is about, `P12`.
    project: Option<String>,
    /// Where it stands: `assigned`, `answered`, `returned`, `accepted`, `closed`.
    state: Option<String>,
    /// `true`: only those that are late.
    overdue: Option<String>,
    /// `true`: closed ones too.
    closed: Option<String>,
    /// Text in number, title, owner or names of units.
    text: Option<String>,
}

impl ItemsQuery {
    fn read(&self) -> Result<(Moment, ItemFilter), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let side = reading.text("side", self.side.as_deref());
        let side = side.and_then(|side| match side.as_str() {
            "owing" => Some(Side::Owing),
            "owed" => Some(Side::Owed),
            _ => {
                reading.wrong("side", "owing | owed");
                None
            }
        });
        let state = reading.text("state", self.state.as_deref());
        let state = state.and_then(|state| {
            let read = serde_json::from_value::<ItemState>(state.into());
            if read.is_err() {
                reading.wrong(
                    "state",
                    "assigned | answered | returned | accepted | closed",
                );
            }
            read.ok()
        });
        let mut flag = |field: &str, value: &Option<String>| {
            let value = reading.value::<bool>(field, value.as_deref(), "true | false");
            value.unwrap_or(false)
        };
        let (overdue, closed) = (flag("overdue", &self.overdue), flag("closed", &self.closed));
        let filter = ItemFilter {
            side,
            owed_by: reading.value("owed_by", self.owed_by.as_deref(), "U3"),
            person: reading.value("person", self.person.as_deref(), "R4"),
            owed_to: reading.value("owed_to", self.owed_to.as_deref(), "U3"),
            project: reading.value("project", self.project.as_deref(), "P12"),
            state,
            overdue,
            closed,
            text: reading.text("text", self.text.as_deref()),
        };
        reading.done()?;
        Ok((moment, filter))
    }
}

/// Items at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ItemBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The items, their counts, and whether the asker may assign one.
    #[serde(flatten)]
    board: Items,
}

/// An item at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ItemAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// Everything about it.
    sheet: ItemSheet,
    /// Events about it in words, oldest first.
    history: Vec<Change>,
}

/// The items the asker may see, the most late first.
#[utoipa::path(get, path = "/items", tag = "item", operation_id = "items",
    params(ItemsQuery),
    responses((status = 200, body = ItemBoard), (status = "default", body = Problems)))]
pub(crate) async fn items(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<ItemsQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let (moment, filter) = query.read()?;
    // Whose side it is depends on the person too, whom the key of a wall does not name.
    let what = format!("items {filter:?} {:?}", who.actor.person);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            Answer::json(&ItemBoard {
                record: HeadView::of(&seen.head),
                board: items::items(&seen.zone, looking, &filter),
            })
        },
    )
    .await
}

/// One item, with its history. One that may not be seen answers as one that is absent.
#[utoipa::path(get, path = "/items/{id}", tag = "item", operation_id = "item",
    params(("id" = String, Path, description = "The item: `S3`"), MomentQuery),
    responses((status = 200, body = ItemAnswer), (status = "default", body = Problems)))]
pub(crate) async fn item(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: ItemId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    let what = format!("item {id} {:?}", who.actor.person);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |host, seen, looking| {
            let sheet = items::sheet(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            let events = seen.zone.items.get(&id).map(|item| items::history(item));
            let events = events.unwrap_or_default();
            Answer::json(&ItemAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                history: history::told(host.library(), &seen.zone, looking, &events)?,
                sheet,
            })
        },
    )
    .await
}

/// What the forms about items offer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ItemChoices {
    /// Units in protocol order.
    units: Vec<NamedUnit>,
    /// Who can answer for an item, in protocol order: posts, then people.
    owners: Vec<OwnerChoice>,
    /// Kinds of items with the working days each may take.
    kinds: Vec<KindChoice>,
    /// Kinds of evidence.
    evidence: Vec<EvidenceChoice>,
    /// Steps of the ladder.
    ladder: Vec<StepChoice>,
}

/// Somebody who can answer for an item.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct OwnerChoice {
    /// A person, `R4`, or a post, `T2`.
    id: String,
    /// As shown.
    name: Words,
    /// The person's unit.
    #[schema(value_type = Option<String>)]
    unit: Option<zone::UnitId>,
}

/// A kind of items.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct KindChoice {
    /// What commands name.
    kind: ItemKind,
    /// As it is called.
    word: Words,
    /// Working days it may take where nobody says otherwise.
    limit_days: i64,
}

/// A kind of evidence.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct EvidenceChoice {
    /// What commands name.
    kind: String,
    /// As it is called.
    word: Words,
}

/// A step of the ladder.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct StepChoice {
    /// What commands name.
    step: EscalationStep,
    /// As it is called.
    word: Words,
}

/// What the forms about items offer: units, owners, kinds, evidence, steps of the ladder.
#[utoipa::path(get, path = "/items/choices", tag = "item", operation_id = "itemChoices",
    responses((status = 200, body = ItemChoices), (status = "default", body = Problems)))]
pub(crate) async fn choices(
    State(app): Server,
    who: Who,
) -> Result<axum::Json<ItemChoices>, Failure> {
    who.may_see(Operation::RunCycles)?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let seen = host.now(host::today())?;
        Ok(axum::Json(offered(&host, &seen)))
    };
    app.work.read(work).await
}

/// Units that go on, and who can answer for something: posts, then people, in protocol order.
pub(super) fn people(host: &host::Host, seen: &host::Seen) -> (Vec<NamedUnit>, Vec<OwnerChoice>) {
    let (zone, on) = (&seen.zone, seen.true_on);
    let mut units: Vec<_> = zone.units.values().collect();
    units.retain(|unit| zone::lineage::standing(&unit.lineage, on).is_none());
    units.sort_by_key(|unit| (unit.protocol_rank, unit.id));
    let named = |unit: &zone::unit::Unit| NamedUnit {
        id: unit.id,
        name: unit.name_on(on).to_owned(),
    };
    let mut posts: Vec<_> = zone.posts.values().collect();
    posts.sort_by_key(|post| (post.protocol_rank, post.id));
    let shown = |holder: Holder, title: &str| {
        let person = zone.person_of(holder, on);
        let name = person.map(|person| host.library().find(person.name));
        let text = |lang| {
            let name = name
                .as_ref()
                .map_or_else(String::new, |name| name.shown(lang));
            format!("{title} {name}").trim().to_owned()
        };
        Words::new(text(Lang::Zh), text(Lang::En))
    };
    let of_posts = posts.into_iter().filter_map(|post| {
        let (_, title) = post.titles.at(on)?;
        Some(OwnerChoice {
            id: post.id.to_string(),
            name: shown(Holder::Post(post.id), title),
            unit: None,
        })
    });
    let mut people: Vec<_> = zone.people.values().collect();
    people.sort_by_key(|person| (person.protocol_rank, person.id));
    let of_people = people.into_iter().map(|person| OwnerChoice {
        id: person.id.to_string(),
        name: shown(Holder::Person(person.id), ""),
        unit: person.unit,
    });
    let units = units.into_iter().map(named).collect();
    (units, of_posts.chain(of_people).collect())
}

fn offered(host: &host::Host, seen: &host::Seen) -> ItemChoices {
    let (units, owners) = people(host, seen);
    ItemChoices {
        units,
        owners,
        kinds: ItemKind::ALL
            .map(|kind| KindChoice {
                kind,
                word: kind.word(),
                limit_days: kind.limit_days(),
            })
            .into(),
        evidence: labels::EVIDENCE
            .map(|kind| EvidenceChoice {
                kind: kind.to_owned(),
                word: labels::evidence(kind),
            })
            .into(),
        ladder: EscalationStep::ALL
            .map(|step| StepChoice {
                step,
                word: step.word(),
            })
            .into(),
    }
}
