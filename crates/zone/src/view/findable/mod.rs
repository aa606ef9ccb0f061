//! What a search finds: the texts of the zone, noun by noun, and who may see each.
//!
//! A noun is a [`Shelf`] in a file of its own: which texts there are, which of them two states
//! differ in, what one says, who may see it, and how it is told apart in a list. Whoever adds a
//! kind of text adds its file and its line in [`SHELVES`]; nothing else knows the nouns.
//! What a text says is its own words only, never those of another thing, so that a change of one
//! thing changes one text.

mod comment;
mod enterprise;
mod item;
mod meeting;
mod practice;
mod problem;
mod project;
mod request;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Looking;
use super::wall::NamedUnit;
use crate::state::Zone;
use crate::{ProjectId, TextRef, Texts, Words};

/// Version of what the shelves say: an index made by another version is made anew.
pub const FINDABLE_VERSION: u32 = 2;

/// Kinds of things whose texts are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    /// 经验.
    Practice,
    /// 项目.
    Project,
    /// 问题.
    Problem,
    /// 督办事项.
    Item,
    /// 诉求.
    Request,
    /// 会议.
    Meeting,
    /// 企业.
    Enterprise,
    /// 讨论.
    Comment,
}

/// A thing whose text is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindableKey {
    /// What kind of thing.
    pub noun: Noun,
    /// The number of its id.
    pub id: u32,
}

/// What a text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The event that brought it: texts that fit as well come newest first.
    pub newness: u64,
    /// What the thing is called.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// How a thing that was found is told apart from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Whereabouts {
    /// Its id: `B3`, `P12`…
    pub key: String,
    /// What kind of thing.
    pub noun: Noun,
    /// The kind as it is called.
    pub noun_word: Words,
    /// Its number in a series, what kind of it it is, or who said it.
    pub label: Option<Words>,
    /// Where it stands.
    pub state_word: Option<Words>,
    /// The unit that answers for it.
    pub unit: Option<NamedUnit>,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// The project's name.
    pub project_name: Option<String>,
    /// Its date.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub on: Option<Date>,
    /// What a comment was said about: it is read there.
    pub about: Option<SpokenOf>,
}

/// The thing that a comment was said about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpokenOf {
    /// `project`, `item`, `problem`, `request`, `meeting`, `report`, `indicator`.
    pub noun: String,
    /// Its id.
    pub key: String,
}

/// One noun.
struct Shelf {
    noun: Noun,
    word: fn() -> Words,
    /// The numbers of all there are.
    ids: fn(&Zone) -> Vec<u32>,
    /// The numbers of those in which two states differ.
    changed: fn(&Zone, &Zone) -> Vec<u32>,
    /// What one says; none where there is none.
    told: fn(&Zone, &dyn Texts, u32) -> Option<Told>,
    /// Whether the viewer may see one.
    may_see: fn(&Zone, Looking<'_>, u32) -> bool,
    /// Label, state, unit, project and date of one.
    place: fn(&Zone, Looking<'_>, u32) -> Option<Whereabouts>,
}

/// Every noun.
const SHELVES: [Shelf; 8] = [
    practice::SHELF,
    project::SHELF,
    problem::SHELF,
    item::SHELF,
    request::SHELF,
    meeting::SHELF,
    enterprise::SHELF,
    comment::SHELF,
];

impl Noun {
    /// All nouns.
    pub fn all() -> impl Iterator<Item = Noun> {
        SHELVES.iter().map(|shelf| shelf.noun)
    }

    /// Its number in an index; it stays for ever.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The noun of a number.
    pub fn of_number(number: u8) -> Option<Noun> {
        Noun::all().find(|noun| noun.number() == number)
    }

    /// As it is called.
    pub fn word(self) -> Words {
        shelf(self).map_or_else(Words::default, |shelf| (shelf.word)())
    }

    fn keys(self, ids: Vec<u32>) -> impl Iterator<Item = FindableKey> {
        ids.into_iter()
            .map(move |id| FindableKey { noun: self, id })
    }
}

fn shelf(noun: Noun) -> Option<&'static Shelf> {
    SHELVES.iter().find(|shelf| shelf.noun == noun)
}

/// Everything that has a text.
pub fn all(zone: &Zone) -> impl Iterator<Item = FindableKey> {
    let keys = SHELVES
        .iter()
        .map(|shelf| shelf.noun.keys((shelf.ids)(zone)));
    keys.flatten()
}

/// Everything in which two states differ: what is new, changed, or gone.
pub fn changed(before: &Zone, now: &Zone) -> impl Iterator<Item = FindableKey> {
    let keys = SHELVES
        .iter()
        .map(|shelf| shelf.noun.keys((shelf.changed)(before, now)));
    keys.flatten()
}

/// What the text of a thing says today; none where there is none.
pub fn told(zone: &Zone, texts: &dyn Texts, key: FindableKey) -> Option<Told> {
    (shelf(key.noun)?.told)(zone, texts, key.id)
}

/// Whether the viewer may see a thing: as its own page says.
pub fn may_see(zone: &Zone, looking: Looking<'_>, key: FindableKey) -> bool {
    shelf(key.noun).is_some_and(|shelf| (shelf.may_see)(zone, looking, key.id))
}

/// How a thing that was found is told apart; none where the viewer may not see it.
pub fn whereabouts(zone: &Zone, looking: Looking<'_>, key: FindableKey) -> Option<Whereabouts> {
    let shelf = shelf(key.noun)?;
    if !(shelf.may_see)(zone, looking, key.id) {
        return None;
    }
    (shelf.place)(zone, looking, key.id)
}

/// A place with nothing but its key: each noun adds what it has.
fn bare(noun: Noun, key: &impl ToString) -> Whereabouts {
    Whereabouts {
        key: key.to_string(),
        noun,
        noun_word: noun.word(),
        label: None,
        state_word: None,
        unit: None,
        project: None,
        project_name: None,
        on: None,
        about: None,
    }
}

/// The project of a place, where the viewer may see it.
fn with_project(
    mut place: Whereabouts,
    zone: &Zone,
    looking: Looking<'_>,
    project: Option<ProjectId>,
) -> Whereabouts {
    let on = looking.true_on;
    let project = project.and_then(|id| zone.projects.get(&id));
    let seen = project.filter(|own| {
        looking
            .actor
            .sees(own.handling_level(on), own.lead_unit(on))
    });
    place.project = seen.map(|own| own.id);
    place.project_name = seen.map(|own| own.name_on(on).to_owned());
    place
}

/// The numbers in which two maps differ.
fn differing<K: Ord + Clone, V: PartialEq + Clone>(
    before: &OrdMap<K, V>,
    now: &OrdMap<K, V>,
    number: impl Fn(&K) -> u32,
) -> Vec<u32> {
    let keys = before.diff(now).map(|item| match item {
        DiffItem::Add(key, _) | DiffItem::Remove(key, _) => number(key),
        DiffItem::Update { new, .. } => number(new.0),
    });
    keys.collect()
}

/// The words of some texts, one under another; what was purged says nothing.
fn words(texts: &dyn Texts, of: impl IntoIterator<Item = TextRef>) -> String {
    let found = of.into_iter().map(|text| texts.find(text));
    let told = found.filter_map(|found| found.text().map(str::to_owned));
    told.collect::<Vec<_>>().join("\n")
}

/// Lines that say something, one under another.
fn lines<'a>(of: impl IntoIterator<Item = &'a str>) -> String {
    let told = of.into_iter().filter(|line| !line.is_empty());
    told.collect::<Vec<_>>().join("\n")
}
