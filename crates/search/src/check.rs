//! Why a query is refused.

use crate::limits::{QUERY_CHARS_MAX, QUERY_WORDS_MAX};

/// A query that cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nothing but spaces and punctuation.
    #[error("there is no word to look for")]
    Empty,
    /// Longer than [`QUERY_CHARS_MAX`].
    #[error("{chars} characters are more than {QUERY_CHARS_MAX}")]
    TooLong {
        /// Its length.
        chars: usize,
    },
    /// More words than [`QUERY_WORDS_MAX`].
    #[error("{words} words are more than {QUERY_WORDS_MAX}")]
    TooManyWords {
        /// Their number.
        words: usize,
    },
}

impl Refused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Refused::Empty => "search/empty",
            Refused::TooLong { .. } => "search/too-long",
            Refused::TooManyWords { .. } => "search/too-many-words",
        }
    }

    /// The cause in Chinese.
    pub fn message_zh(self) -> String {
        match self {
            Refused::Empty => "没有要查找的字词".to_owned(),
            Refused::TooLong { chars } => {
                format!("查找内容有 {chars} 个字符，最多 {QUERY_CHARS_MAX} 个")
            }
            Refused::TooManyWords { words } => {
                format!("查找内容有 {words} 个词，最多 {QUERY_WORDS_MAX} 个")
            }
        }
    }

    /// The cause in English.
    pub fn message_en(self) -> String {
        self.to_string()
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(self) -> &'static str {
        match self {
            Refused::Empty => "输入汉字、拼音、字母或数字，一个字也可以",
            Refused::TooLong { .. } | Refused::TooManyWords { .. } => "只留最要紧的几个词",
        }
    }

    /// What to do, in English.
    pub fn remedy_en(self) -> &'static str {
        match self {
            Refused::Empty => "type characters, pinyin, letters or digits; one is enough",
            Refused::TooLong { .. } | Refused::TooManyWords { .. } => {
                "keep the few words that matter most"
            }
        }
    }
}
