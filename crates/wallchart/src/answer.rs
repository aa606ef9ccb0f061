//! What a command answers: a text for people and a document for scripts.

use std::io::{self, Write as _};

use serde::Serialize;
use zone::Lang;

use crate::failure::{Exit, Failure};

/// The answer of a command.
#[derive(Debug)]
pub(crate) struct Answer {
    text: String,
    /// Cleaned already, and coloured on purpose.
    is_clean: bool,
    /// A text that somebody else made and that goes out byte for byte.
    is_exact: bool,
    document: Vec<u8>,
    exit: Exit,
}

impl Answer {
    /// An answer with both its forms.
    pub(crate) fn new(text: impl Into<String>, document: &impl Serialize) -> Answer {
        Answer {
            text: text.into(),
            is_clean: false,
            is_exact: false,
            // Plain data with text keys always writes.
            document: serde_json::to_vec_pretty(document).unwrap_or_default(),
            exit: Exit::Done,
        }
    }

    /// An answer for people alone; the document went out by [`document`].
    pub(crate) fn text(text: impl Into<String>) -> Answer {
        Answer {
            text: text.into(),
            is_clean: false,
            ..Answer::nothing()
        }
    }

    /// An answer that was given already, while the command ran.
    pub(crate) fn nothing() -> Answer {
        Answer {
            text: String::new(),
            is_clean: true,
            is_exact: false,
            document: Vec::new(),
            exit: Exit::Done,
        }
    }

    /// A text that is clean already: colours stay in it.
    pub(crate) fn already_clean(mut self) -> Answer {
        self.is_clean = true;
        self
    }

    /// A text that goes out byte for byte: nothing is trimmed, taken out or added.
    pub(crate) fn exactly(mut self) -> Answer {
        self.is_exact = true;
        self
    }

    /// An answer that is a finding: said on standard output, with an exit code of its own.
    pub(crate) fn ending(mut self, exit: Exit) -> Answer {
        self.exit = exit;
        self
    }
}

/// Prints what a command answered or why it did not, and gives its exit code.
pub(crate) fn print(told: Result<Answer, Failure>, lang: Lang, json: bool) -> Exit {
    match told {
        Ok(answer) => {
            let bytes = if json {
                answer.document
            } else if answer.is_clean {
                answer.text.trim_end().as_bytes().to_vec()
            } else {
                harmless(answer.text.trim_end()).into_bytes()
            };
            if answer.is_exact && !json {
                write(answer.text.as_bytes(), b"");
            } else if !bytes.is_empty() {
                to_stdout(&bytes);
            }
            answer.exit
        }
        Err(failure) if json => {
            let document = serde_json::to_vec_pretty(&failure.document()).unwrap_or_default();
            to_stdout(&document);
            failure.exit
        }
        Err(failure) => {
            note(&failure.text(lang));
            failure.exit
        }
    }
}

/// Writes a large document to standard output as it is made, rather than keeping it.
pub(crate) fn document(document: &impl Serialize) {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer_pretty(&mut out, document);
    let ended = out.write_all(b"\n").and_then(|()| out.flush());
    // Whoever read it may have gone.
    drop((written, ended));
}

/// Writes a line to standard output and flushes it: a script may wait for it.
pub(crate) fn to_stdout(bytes: &[u8]) {
    write(bytes, b"\n");
}

fn write(bytes: &[u8], end: &[u8]) {
    let mut out = io::stdout().lock();
    let written = out
        .write_all(bytes)
        .and_then(|()| out.write_all(end))
        .and_then(|()| out.flush());
    // Whoever read it may have gone: `wallchart wall | head` is no failure.
    drop(written);
}

/// A remark beside the answer, for people, on standard error.
pub(crate) fn note(text: &str) {
    let mut out = io::stderr().lock();
    // With nobody left to tell, there is nothing to do about it.
    drop(writeln!(out, "{}", harmless(text.trim_end())));
}

/// A text without what could drive a terminal or turn the reading direction: names come from
/// files that anybody may have written.
fn harmless(text: &str) -> String {
    let is_wanted = |character: &char| {
        let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(character, '\u{2066}'..='\u{2069}');
        *character == '\n' || !(character.is_control() || turns)
    };
    text.chars().filter(is_wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_name_cannot_drive_the_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}c\nd\t"), "a[31mbc\nd");
    }
}
