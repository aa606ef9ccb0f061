//! Version numbers as tools print them: the first `1.2.3` or `1.2` in a line.

/// A version, most significant number first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u32, pub(crate) u32, pub(crate) u32);

impl Version {
    /// The first version number in `text`, such as `v20.19.4` or `rustc 1.95.0 (…)`.
    pub(crate) fn find(text: &str) -> Option<Version> {
        text.split(|c: char| c.is_whitespace() || c == '"')
            .map(|word| word.trim_start_matches('v'))
            .find_map(Version::parse)
    }

    fn parse(word: &str) -> Option<Version> {
        let mut parts = word.split('.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next()?.parse().ok()?;
        let patch = parts.next().unwrap_or("0");
        let digits = patch
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or("0");
        Some(Version(major, minor, digits.parse().ok()?))
    }

    /// Vite 8 runs on Node 20.19 and newer in the 20 line, and on 22.12 and newer.
    pub(crate) fn is_fit_node(self) -> bool {
        (self.0 == 20 && self.1 >= 19) || (self.0 == 22 && self.1 >= 12) || self.0 > 22
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_found_in_what_tools_print() {
        for (text, wanted) in [
            ("v20.19.4\n", Version(20, 19, 4)),
            ("rustc 1.95.0 (59807616e 2026-04-14)", Version(1, 95, 0)),
            ("channel = \"1.95\"", Version(1, 95, 0)),
            ("rustc 1.96.0-beta.3", Version(1, 96, 0)),
        ] {
            assert_eq!(Version::find(text), Some(wanted), "{text}");
        }
        assert_eq!(Version::find("command not found"), None);
    }

    #[test]
    fn node_lines_that_vite_refuses_are_refused() {
        for (version, fit) in [
            (Version(18, 20, 8), false),
            (Version(20, 18, 3), false),
            (Version(20, 19, 0), true),
            (Version(21, 7, 0), false),
            (Version(22, 11, 0), false),
            (Version(22, 12, 0), true),
            (Version(24, 0, 0), true),
        ] {
            assert_eq!(version.is_fit_node(), fit, "{version}");
        }
    }
}
