//! Spans of days: joined where they touch, cut at a day.

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) from: i32,
    pub(super) to: i32,
}

/// Spans that touch or overlap become one.
pub(super) fn union(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.filter(|span| span.to >= span.from).collect();
    sorted.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in sorted {
        match joined.last_mut() {
            Some(last) if span.from <= last.to.saturating_add(1) => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

/// What of the spans lies on a day or before it.
pub(super) fn until(spans: Vec<Span>, day: i32) -> Vec<Span> {
    let cut = |span: Span| Span {
        to: span.to.min(day),
        ..span
    };
    let kept = spans.into_iter().filter(|span| span.from <= day);
    kept.map(cut).collect()
}

/// What of the spans lies on a day or after it.
pub(super) fn since(spans: Vec<Span>, day: i32) -> Vec<Span> {
    let cut = |span: Span| Span {
        from: span.from.max(day),
        ..span
    };
    let kept = spans.into_iter().filter(|span| span.to >= day);
    kept.map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i32, to: i32) -> Span {
        Span { from, to }
    }

    #[test]
    fn spans_join_and_are_cut() {
        let joined = union([span(5, 9), span(1, 4), span(12, 11), span(20, 30)].into_iter());
        assert_eq!(joined, [span(1, 9), span(20, 30)]);
        assert_eq!(until(joined.clone(), 22), [span(1, 9), span(20, 22)]);
        assert_eq!(since(joined, 10), [span(20, 30)]);
    }
}
