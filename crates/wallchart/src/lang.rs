//! Which language a person is answered in.

use std::ffi::OsString;

use zone::Lang;

/// The text in a language, formatted from one of two literals.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        match $lang {
            zone::Lang::Zh => format!($zh $(, $argument)*),
            zone::Lang::En => format!($en $(, $argument)*),
        }
    };
}
pub(crate) use say;

/// The language asked for on the command line, else in `WALLCHART_LANG`, else in `LC_ALL` or
/// `LANG`. A setting that names no language (`C`, `POSIX`) leaves the office's own: Chinese.
pub(crate) fn chosen(arguments: &[OsString]) -> Lang {
    let setting = |name: &str| std::env::var(name).ok();
    asked_for(arguments)
        .or_else(|| named(&setting("WALLCHART_LANG")?))
        .or_else(|| named(&setting("LC_ALL")?))
        .or_else(|| named(&setting("LANG")?))
        .unwrap_or(Lang::Zh)
}

/// Looked for before the arguments are parsed: the help and the refusal of a wrong argument
/// speak the language too.
fn asked_for(arguments: &[OsString]) -> Option<Lang> {
    let texts: Vec<_> = arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .collect();
    let at = texts.iter().rposition(|text| {
        let text = text.as_ref();
        text == "--lang" || text.starts_with("--lang=")
    })?;
    match texts[at].split_once('=') {
        Some((_, value)) => named(value),
        None => named(texts.get(at + 1)?),
    }
}

/// `zh`, `zh_CN.UTF-8` and `en` name a language; any other language than Chinese gets English.
fn named(setting: &str) -> Option<Lang> {
    let language = setting.split(['_', '-', '.', '@']).next()?;
    match language.to_ascii_lowercase().as_str() {
        "" | "c" | "posix" => None,
        "zh" => Some(Lang::Zh),
        _ => Some(Lang::En),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_names_a_language_or_leaves_it_open() {
        assert_eq!(named("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(named("en"), Some(Lang::En));
        assert_eq!(named("de_DE"), Some(Lang::En));
        assert_eq!(named("C.UTF-8"), None);
        assert_eq!(named(""), None);
    }

    #[test]
    fn the_last_word_on_the_command_line_counts() {
        let asked = |words: &[&str]| {
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            asked_for(&words)
        };
        assert_eq!(asked(&["wallchart", "wall"]), None);
        assert_eq!(asked(&["--lang", "zh", "--lang=en"]), Some(Lang::En));
        assert_eq!(asked(&["wall", "--lang"]), None);
    }
}
