//! Full text across nouns, of what the asker may see.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use host::{FoundText, FoundTexts, Sought};
use search::Excerpt;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::view::findable::{Noun, Whereabouts};

use super::Server;
use crate::app::Who;
use crate::ask::{Asked, Reading};
use crate::limits;
use crate::problem::{Failure, Problems};

/// What is looked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// What was typed: characters, pinyin, initials, letters, digits. It is plain text.
    words: Option<String>,
    /// Only these nouns, with commas:
    /// `practice,project,problem,item,request,meeting,enterprise,comment`.
    nouns: Option<String>,
    /// Matches before the page.
    skip: Option<String>,
    /// Matches on the page, 20 unless named.
    take: Option<String>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct MarkedPart {
    /// Its characters.
    text: String,
    /// Whether they were looked for.
    hit: bool,
}

/// A piece of a text with what was found marked in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct MarkedText {
    /// Its parts, in order.
    parts: Vec<MarkedPart>,
    /// Whether the text goes on before it.
    cut_before: bool,
    /// Whether the text goes on after it.
    cut_after: bool,
}

impl MarkedText {
    fn of(own: Excerpt) -> MarkedText {
        let parts = own.parts.into_iter().map(|part| MarkedPart {
            text: part.text,
            hit: part.hit,
        });
        MarkedText {
            parts: parts.collect(),
            cut_before: own.cut_before,
            cut_after: own.cut_after,
        }
    }
}

/// A text that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct SearchHit {
    /// What it belongs to.
    #[serde(flatten)]
    place: Whereabouts,
    /// What it is called.
    title: MarkedText,
    /// A piece of the rest.
    body: MarkedText,
}

/// How many of a noun match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct NounCount {
    /// The noun.
    noun: Noun,
    /// As it is called.
    word: zone::Words,
    /// How many.
    count: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct SearchAnswer {
    /// How many texts match that the asker may see.
    total: usize,
    /// Whether there are more than were counted.
    more: bool,
    /// Whether the index is being made, and knows a part of the texts only.
    behind: bool,
    /// How many of each noun, among those counted.
    nouns: Vec<NounCount>,
    /// The page, best first.
    hits: Vec<SearchHit>,
}

impl SearchAnswer {
    fn of(found: FoundTexts) -> SearchAnswer {
        let count = |(noun, count): (Noun, usize)| NounCount {
            noun,
            word: noun.word(),
            count,
        };
        let hit = |own: FoundText| SearchHit {
            place: own.place,
            title: MarkedText::of(own.title),
            body: MarkedText::of(own.body),
        };
        SearchAnswer {
            total: found.total,
            more: found.more,
            behind: found.behind,
            nouns: found.nouns.into_iter().map(count).collect(),
            hits: found.hits.into_iter().map(hit).collect(),
        }
    }
}

impl SearchQuery {
    fn read(&self) -> Result<Sought, Failure> {
        let mut reading = Reading::default();
        let mut nouns = Vec::new();
        let asked = reading
            .text("nouns", self.nouns.as_deref())
            .unwrap_or_default();
        for noun in asked.split(',').filter(|noun| !noun.is_empty()) {
            match serde_json::from_value::<Noun>(noun.into()) {
                Ok(noun) => nouns.push(noun),
                Err(_) => reading.wrong(
                    "nouns",
                    "practice,project,problem,item,request,meeting,enterprise,comment",
                ),
            }
        }
        let skip = reading.value("skip", self.skip.as_deref(), "20");
        let take = reading.value("take", self.take.as_deref(), "20");
        if take.is_some_and(|take| take > search::limits::PAGE_MAX) {
            reading.wrong("take", &format!("<= {}", search::limits::PAGE_MAX));
        }
        reading.done()?;
        Ok(Sought {
            // Its length is the search's own question: it says what to do.
            words: self.words.clone().unwrap_or_default(),
            nouns,
            skip: skip.unwrap_or(0),
            take: take.unwrap_or(limits::SEARCH_PAGE),
        })
    }
}

/// Texts of every noun that the asker may see: titles before the rest, as written before as it
/// sounds, the newest first. Always of the record as it is now.
#[utoipa::path(get, path = "/search", tag = "search", operation_id = "search",
    params(SearchQuery),
    responses((status = 200, body = SearchAnswer), (status = "default", body = Problems)))]
pub(crate) async fn search(
    State(app): Server,
    who: Who,
    Asked(query): Asked<SearchQuery>,
) -> Result<Json<SearchAnswer>, Failure> {
    who.may_see(Operation::Read)?;
    let sought = query.read()?;
    let kept = Arc::clone(&app);
    let work = move || {
        let seen = kept.host.now(host::today())?;
        let library = kept.host.library();
        let found = kept.finder.find(library, &seen, &who.actor, &sought)?;
        Ok(SearchAnswer::of(found))
    };
    app.work.read(work).await.map(Json)
}
