//! The nearest known name to one that is not known.
//!
//! Promises to suggest only what is near: at most one change in three characters. Work is bounded
//! by the limit on the length of names.

use crate::limits::MAX_NAME_CHARS;

/// The nearest of `names`, in any letter case.
pub(crate) fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let wrong: Vec<char> = wrong
        .to_lowercase()
        .chars()
        .take(MAX_NAME_CHARS + 1)
        .collect();
    if wrong.len() > MAX_NAME_CHARS {
        return None;
    }
    let allowed = (wrong.len() / 3).max(1);
    names
        .filter_map(|name| {
            let chars: Vec<char> = name.to_lowercase().chars().collect();
            let apart = chars.len().abs_diff(wrong.len());
            let distance = if apart > allowed {
                apart
            } else {
                distance(&wrong, &chars)
            };
            (distance <= allowed && distance < chars.len()).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}

/// Insertions, deletions, replacements, and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_only() {
        let names = ["进度差", "完成率", "SUM", "ROUND"];
        let near = |wrong| nearest(wrong, names.into_iter());
        assert_eq!(near("进度差额").as_deref(), Some("进度差"));
        assert_eq!(near("SMU").as_deref(), Some("SUM"));
        assert_eq!(near("rond").as_deref(), Some("ROUND"));
        assert_eq!(near("投资"), None);
    }
}
