//! Figures of other zones: as they were published.

use super::super::{Decision, Moment, Refusals};
use super::{bounded, whole};
use crate::event::PeersReported;
use crate::indicator::{Indicator, Month, PeerFigure};
use crate::{limits, refusal};

pub(super) fn report(
    moment: Moment<'_>,
    indicator: &Indicator,
    publication: &str,
    figures: &[PeerFigure],
) -> Decision {
    let mut refusals = Refusals::default();
    refusals.short_text("publication", publication);
    refusals.require(!figures.is_empty(), || refusal::empty("values"));
    let definition = &indicator.definition;
    let mut names: Vec<&str> = indicator.peers.keys().map(String::as_str).collect();
    for own in figures {
        let field = format!("{} {}", own.peer, own.month);
        refusals.short_text("peer", &own.peer);
        let fits = bounded(&mut refusals, own.value, &field);
        let is_whole = whole(definition.kind, own.value);
        refusals.require(!fits || is_whole, || {
            refusal::not_whole(&field).at_field(&field)
        });
        let points = definition.kind.is_amount() || own.value.abs() <= limits::POINTS_MAX;
        refusals.require(points, || {
            let value = own.value.normalize().to_string();
            refusal::like_a_level(&field, value).at_field(&field)
        });
        let real = (1..=12).contains(&own.month.month);
        let published = real && definition.publishes(own.month.month);
        refusals.require(published, || {
            refusal::not_published(&field).at_field(&field)
        });
        let begun = Month::of(moment.today) >= own.month;
        refusals.require(!published || begun, || {
            let (zh, en) = ("该月尚未到来", "the month has not come yet");
            refusal::implausible(zh, en).at_field(&field)
        });
        if !names.contains(&own.peer.as_str()) {
            names.push(&own.peer);
        }
    }
    let few = names.len() <= limits::PEERS_MAX;
    refusals.require(few, || refusal::too_long("peer", limits::PEERS_MAX));
    let known = |own: &PeerFigure| {
        let months = indicator.peers.get(&own.peer);
        let known = months.and_then(|months| months.get(&own.month));
        known.map(|known| known.value) == Some(own.value)
    };
    let news = figures.is_empty() || !figures.iter().all(known);
    refusals.require(news, || refusal::already("如此记录", "so recorded"));
    let event = PeersReported {
        id: indicator.id,
        publication: publication.to_owned(),
        figures: figures.to_vec(),
    };
    refusals.events(vec![event.into()])
}
