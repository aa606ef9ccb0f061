//! What is wrong with a PSPLIB or Patterson file, and where.

/// A problem at a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub kind: Kind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// More bytes than any such file has.
    TooLarge,
    /// Bytes that are no text.
    NotText,
    /// A section or field is missing.
    Missing(&'static str),
    /// A word that is no number in range.
    NotANumber(String),
    /// More or fewer numbers than announced.
    Count {
        /// Of what.
        what: &'static str,
        /// How many were announced.
        expected: usize,
        /// How many are there.
        found: usize,
    },
    /// An activity that does not exist, or out of its place.
    Activity(String),
    /// Something that a plan here would not honour.
    NotSupported(&'static str),
    /// The file ends in the middle.
    CutOff,
    /// Numbers after the end.
    Surplus,
}

impl Problem {
    pub(super) fn new(line: usize, kind: Kind) -> Problem {
        Problem { line, kind }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self.kind {
            Kind::TooLarge => "psplib/too-large",
            Kind::NotText => "psplib/not-text",
            Kind::Missing(_) => "psplib/missing",
            Kind::NotANumber(_) => "psplib/not-a-number",
            Kind::Count { .. } => "psplib/count",
            Kind::Activity(_) => "psplib/activity",
            Kind::NotSupported(_) => "psplib/not-supported",
            Kind::CutOff => "psplib/cut-off",
            Kind::Surplus => "psplib/surplus",
        }
    }

    /// The cause in English, without the line.
    pub fn message_en(&self) -> String {
        match &self.kind {
            Kind::TooLarge => "the file is larger than 16 MiB".to_owned(),
            Kind::NotText => "there are bytes here that are no text".to_owned(),
            Kind::Missing(what) => format!("{what} is missing"),
            Kind::NotANumber(word) => format!("{word:?} is not a whole number in range"),
            Kind::Count {
                what,
                expected,
                found,
            } => {
                format!("{found} {what} where {expected} are announced")
            }
            Kind::Activity(name) => format!("activity {name} does not exist or is out of place"),
            Kind::NotSupported(what) => format!("{what} cannot be planned here"),
            Kind::CutOff => "the file ends in the middle".to_owned(),
            Kind::Surplus => "there are numbers after the last activity".to_owned(),
        }
    }

    /// The cause in Chinese, without the line.
    pub fn message_zh(&self) -> String {
        match &self.kind {
            Kind::TooLarge => "文件超过 16 MiB".to_owned(),
            Kind::NotText => "此处的字节不是文本".to_owned(),
            Kind::Missing(what) => format!("缺少 {what}"),
            Kind::NotANumber(word) => format!("“{word}”不是范围内的整数"),
            Kind::Count {
                what,
                expected,
                found,
            } => {
                format!("{what}应有 {expected} 个，实有 {found} 个")
            }
            Kind::Activity(name) => format!("工序 {name} 不存在或位置不对"),
            Kind::NotSupported(what) => format!("不能处理 {what}"),
            Kind::CutOff => "文件中途中断".to_owned(),
            Kind::Surplus => "最后一个工序之后还有数字".to_owned(),
        }
    }

    /// What to do, in English.
    pub fn remedy_en(&self) -> &'static str {
        match self.kind {
            Kind::NotSupported(_) => "use single-mode instances with renewable resources",
            Kind::CutOff => "fetch the file again",
            _ => "compare the line with a sound file of the library",
        }
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(&self) -> &'static str {
        match self.kind {
            Kind::NotSupported(_) => "使用单模式、只含可更新资源的算例",
            Kind::CutOff => "重新获取该文件",
            _ => "与算例库中完好的文件对照此行",
        }
    }
}
