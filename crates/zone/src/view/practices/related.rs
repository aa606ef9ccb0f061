//! Practices offered for a problem: by its kind, by the stage its project is in, by shared words.
//!
//! A practice is offered for its kind or its words; the stage alone says too little and only
//! decides among others. Words are compared by pairs of characters, and a pair that stands in
//! many practices counts little.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{PracticeRow, may_see, row};
use crate::decide::practice::may_use;
use crate::practice::{Practice, PracticeSource, UsedFor};
use crate::state::Zone;
use crate::view::Looking;
use crate::{Field, ProblemId, ProjectId, Words};

/// A share of a problem's pairs from which its words are said to be close, in basis points: below
/// a fifth two texts of one zone have nothing but the language of offices in common.
const WORDS_CLOSE: u32 = 2_000;

/// What practices are asked for: a problem that is known, or one that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelatedAsked {
    /// A problem that is known: its project, kind and description are taken from it.
    pub problem: Option<ProblemId>,
    /// The project of a problem that is being written.
    pub project: Option<ProjectId>,
    /// Its kind.
    pub kind: String,
    /// Its words so far.
    pub words: String,
}

/// Why a practice is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grounds {
    /// It helps with problems of this kind.
    Kind,
    /// It helps to pass the gate of the stage the project is in.
    Stage,
    /// It speaks of the same things.
    Words,
}

/// A reason for an offer, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Relation {
    /// What kind of reason.
    pub grounds: Grounds,
    /// The same in words.
    pub text: Words,
}

/// A practice that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// The practice.
    pub practice: PracticeRow,
    /// What was done, as it begins.
    pub what: Words,
    /// Why it is offered.
    pub why: Vec<Relation>,
    /// Whether it is already counted as used for this problem.
    pub used: bool,
    /// Whether the viewer may say that it was used for this problem.
    pub may_use: bool,
}

/// Practices for a problem, the closest first, so many at most.
pub fn related(
    zone: &Zone,
    looking: Looking<'_>,
    asked: &RelatedAsked,
    limit: usize,
) -> Vec<Offer> {
    let Some(wanted) = Wanted::of(zone, looking, asked) else {
        return Vec::new();
    };
    let open = zone.practices.values().filter(|own| {
        let home = asked.problem.map(PracticeSource::Problem) == Some(own.source);
        own.is_open() && !home && may_see(zone, looking, own)
    });
    let open: Vec<(&Practice, BTreeSet<Pair>)> = open
        .map(|own| (&**own, pairs(&words_of(looking, own))))
        .collect();
    let mut known: BTreeMap<Pair, u32> = BTreeMap::new();
    for pair in open.iter().flat_map(|(_, pairs)| pairs) {
        *known.entry(*pair).or_default() += 1;
    }
    let mut found: Vec<(u32, &Practice, Vec<Relation>)> = open
        .iter()
        .filter_map(|(own, pairs)| {
            let (score, why) = wanted.score(own, pairs, &known)?;
            Some((score, *own, why))
        })
        .collect();
    found.sort_by_key(|(score, own, _)| std::cmp::Reverse((*score, own.used.len(), own.id)));
    let offers = found.into_iter().take(limit);
    let offer = |(_, own, why)| offer(zone, looking, asked.problem, own, why);
    offers.filter_map(offer).collect()
}

/// Two characters that stand side by side.
type Pair = (char, char);

fn pairs(text: &str) -> BTreeSet<Pair> {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let pairs = letters.windows(2).map(|pair| (pair[0], pair[1]));
    pairs
        .filter(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
        .collect()
}

struct Wanted {
    kind: String,
    stage: Option<String>,
    pairs: BTreeSet<Pair>,
}

impl Wanted {
    /// What is wanted; none where the viewer may not see the problem or the project.
    fn of(zone: &Zone, looking: Looking<'_>, asked: &RelatedAsked) -> Option<Wanted> {
        let on = looking.true_on;
        let problem = match asked.problem {
            Some(id) => Some(zone.problems.get(&id)?),
            None => None,
        };
        let project = problem.map(|own| own.project).or(asked.project);
        let project = match project {
            Some(id) => Some(zone.projects.get(&id)?),
            None => None,
        };
        if let Some(own) = project
            && !looking
                .actor
                .sees(own.handling_level(on), own.lead_unit(on))
        {
            return None;
        }
        let (kind, words) = match problem {
            Some(own) => {
                let told = looking.texts.find(own.description);
                (own.kind.clone(), told.text().unwrap_or_default().to_owned())
            }
            None => (asked.kind.trim().to_owned(), asked.words.clone()),
        };
        let stage = project.and_then(|own| own.text(&Field::Stage, on));
        Some(Wanted {
            pairs: pairs(&words),
            kind,
            stage: stage.map(str::to_owned),
        })
    }

    /// How close a practice is, and why; none where it is not offered.
    fn score(
        &self,
        own: &Practice,
        pairs: &BTreeSet<Pair>,
        known: &BTreeMap<Pair, u32>,
    ) -> Option<(u32, Vec<Relation>)> {
        let content = &own.published()?.content;
        let mut why = Vec::new();
        let mut score = 0;
        let same = |word: &&String| {
            let (word, kind) = (word.as_str(), self.kind.as_str());
            !kind.is_empty() && (word == kind || word.contains(kind) || kind.contains(word))
        };
        if let Some(kind) = content.kinds.iter().find(same) {
            // A kind that is the same says more than one that only contains it.
            score += if *kind == self.kind { 10_000 } else { 7_000 };
            why.push(relation(Grounds::Kind, ("同类问题", "same kind"), kind));
        }
        let shared = self.shared(pairs, known);
        if shared >= WORDS_CLOSE {
            score += shared;
            let text = Words::new("内容相近", "similar words");
            why.push(Relation {
                grounds: Grounds::Words,
                text,
            });
        }
        if why.is_empty() {
            return None;
        }
        let stage = content
            .stages
            .iter()
            .find(|own| Some(*own) == self.stage.as_ref());
        if let Some(stage) = stage {
            score += 3_000;
            why.push(relation(Grounds::Stage, ("同处阶段", "same stage"), stage));
        }
        Some((score, why))
    }

    /// The share of the wanted pairs that a practice has, in basis points; a pair counts the less
    /// the more practices have it.
    fn shared(&self, pairs: &BTreeSet<Pair>, known: &BTreeMap<Pair, u32>) -> u32 {
        let weight = |pair: &Pair| 10_000 / (1 + known.get(pair).copied().unwrap_or(0));
        let all: u32 = self.pairs.iter().map(weight).sum();
        let shared: u32 = self.pairs.intersection(pairs).map(weight).sum();
        // What no practice has weighs double of what one has: without it every pair shared would
        // count as if the texts were the same.
        let share = u64::from(shared) * 10_000 * 2 / u64::from(all.max(1));
        u32::try_from(share.min(10_000)).unwrap_or(10_000)
    }
}

fn relation(grounds: Grounds, (zh, en): (&str, &str), word: &str) -> Relation {
    Relation {
        grounds,
        text: Words::new(format!("{zh}：{word}"), format!("{en}: {word}")),
    }
}

/// Everything a practice says, for comparing words.
fn words_of(looking: Looking<'_>, own: &Practice) -> String {
    let Some(version) = own.published() else {
        return String::new();
    };
    let content = &version.content;
    let texts = [Some(content.what), content.applies].into_iter().flatten();
    let texts = texts.filter_map(|text| looking.texts.find(text).text().map(str::to_owned));
    let named = content.kinds.iter().chain(&content.stages).cloned();
    let all = std::iter::once(content.title.clone())
        .chain(named)
        .chain(texts);
    all.collect::<Vec<_>>().join(" ")
}

fn offer(
    zone: &Zone,
    looking: Looking<'_>,
    problem: Option<ProblemId>,
    own: &Practice,
    why: Vec<Relation>,
) -> Option<Offer> {
    let content = &own.published()?.content;
    let thing = problem.map(UsedFor::Problem);
    let used = thing.is_some_and(|thing| own.is_used_for(thing));
    let may = |thing| may_use(zone, looking.actor, thing, looking.true_on);
    Some(Offer {
        practice: row(zone, looking, own)?,
        what: crate::view::meetings::shown(looking, content.what),
        why,
        used,
        may_use: !used && thing.is_some_and(may),
    })
}
