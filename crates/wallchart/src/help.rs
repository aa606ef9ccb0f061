//! The help in the language asked for.
//!
//! The texts stand beside the arguments they explain as `中文 | English`; here the half that is
//! wanted is taken. What follows a verb's options are its examples, in both languages the same.

use clap::Command;
use zone::Lang;

const SEPARATOR: &str = " | ";

const TEMPLATE_ZH: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const TEMPLATE_EN: &str = "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";

/// The command line with every text in one language.
pub(crate) fn in_lang(command: Command, lang: Lang) -> Command {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    spoken(command, lang)
}

fn spoken(mut command: Command, lang: Lang) -> Command {
    if let Some(about) = command.get_about().map(ToString::to_string) {
        command = command.about(half(&about, lang));
    }
    if let Some(after) = command.get_after_help().map(ToString::to_string) {
        let heading = lang.pick(|| "示例：", || "Example:");
        command = command.after_help(format!("{heading}\n  {}", half(&after, lang)));
    }
    let arguments = lang.pick(|| "参数", || "Arguments");
    let options = lang.pick(|| "选项", || "Options");
    command = command.mut_args(|argument| {
        let help = match argument.get_id().as_str() {
            "help" => "显示帮助 | Print help".to_owned(),
            "version" => "显示版本 | Print version".to_owned(),
            _ => argument
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        let heading = if argument.is_positional() {
            arguments
        } else {
            options
        };
        argument
            .help(half(&help, lang))
            .long_help(None)
            .help_heading(heading)
    });
    let template = lang.pick(|| TEMPLATE_ZH, || TEMPLATE_EN);
    command
        .help_template(template)
        .subcommand_help_heading(lang.pick(|| "命令", || "Commands"))
        .mut_subcommands(|sub| spoken(sub, lang))
}

fn half(text: &str, lang: Lang) -> String {
    match text.split_once(SEPARATOR) {
        Some((zh, en)) => lang.pick(|| zh, || en).trim().to_owned(),
        None => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::CommandLine;
    use clap::CommandFactory as _;

    fn every(command: &Command, check: &mut impl FnMut(&Command)) {
        check(command);
        for sub in command.get_subcommands() {
            every(sub, check);
        }
    }

    #[test]
    fn the_arguments_fit_together() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        every(&CommandLine::command(), &mut |command| {
            let name = command.get_name();
            let about = command.get_about().map(ToString::to_string);
            assert!(about.is_some_and(|text| text.contains(SEPARATOR)), "{name}");
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string);
                let id = argument.get_id();
                assert!(
                    help.is_some_and(|text| text.contains(SEPARATOR)),
                    "{name} {id}"
                );
            }
        });
    }

    #[test]
    fn every_verb_has_an_example() {
        every(&CommandLine::command(), &mut |command| {
            let name = command.get_name();
            let example = command.get_after_help().map(ToString::to_string);
            assert!(
                example.is_some_and(|text| text.contains("wallchart ")),
                "{name}"
            );
        });
    }
}
