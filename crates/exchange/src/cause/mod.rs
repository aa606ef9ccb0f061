//! Every reason for which a file, a cell or a row is refused or remarked upon, with its words.
//!
//! A reason is a variant; its code, severity and words stand in one place, `told`.

/// `format!` twice: in Chinese and in English.
macro_rules! both {
    ($zh:literal, $en:literal) => {
        [&format!($zh), &format!($en)]
    };
}

mod book;
mod cell;
mod figure;
mod file;
mod fill_in;
mod question;
mod row;

use zone::Words;

use crate::problem::{Severity, Told};

pub use book::BookCause;
pub use cell::CellCause;
pub use figure::FigureCause;
pub use file::FileCause;
pub use question::QuestionCause;
pub use row::{AnswerFault, RowCause};

fn error(code: &'static str, what: [&str; 2], remedy: [&str; 2]) -> Told {
    told(code, Severity::Error, what, remedy)
}

fn warning(code: &'static str, what: [&str; 2], remedy: [&str; 2]) -> Told {
    told(code, Severity::Warning, what, remedy)
}

fn told(code: &'static str, severity: Severity, what: [&str; 2], remedy: [&str; 2]) -> Told {
    Told {
        code,
        severity,
        what: Words::new(what[0], what[1]),
        remedy: Words::new(remedy[0], remedy[1]),
    }
}

const SAVE_AGAIN: [&str; 2] = [
    "请用 WPS 或 Excel 打开后另存为 .xlsx 再导入",
    "Open it in WPS or Excel, save it as .xlsx, and import that",
];
const SPLIT: [&str; 2] = [
    "请删去无关内容或分成几个文件再导入",
    "Remove what is not needed, or split the file",
];
const NOT_TAKEN: [&str; 2] = [
    "这不是正常办公软件保存的文件，未作任何导入；请向来源核实",
    "No office program writes such a file; nothing was imported; ask where it came from",
];
