//! What is remarked on a file that is read all the same.

use super::warning;
use crate::problem::Told;

/// What is remarked on a file that is read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookCause {
    /// It has macros, which are never run.
    Macros,
    /// It refers to so many other files, which are never opened.
    ExternalLinks(usize),
    /// Rows of a sheet are hidden or filtered away: which, and how many.
    HiddenRows(String, usize),
    /// Columns of a sheet are hidden: which, and how many.
    HiddenColumns(String, usize),
    /// Formulas of a sheet without computed value, or in circles: which, and how many.
    Uncomputed(String, usize),
    /// Something of an old or foreign format that cannot be read from it.
    NotTold(&'static str, &'static str),
}

impl BookCause {
    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match self {
            BookCause::Macros => warning(
                "exchange/macros",
                [
                    "文件含有宏，宏不会运行",
                    "the file has macros; they are not run",
                ],
                [
                    "如宏会填数，请先在 WPS 或 Excel 中运行并保存",
                    "If macros fill in figures, run them in WPS or Excel and save first",
                ],
            ),
            BookCause::ExternalLinks(count) => warning(
                "exchange/external-links",
                both!(
                    "文件引用了另外 {count} 个文件，不会打开它们，以本文件保存的数值为准",
                    "refers to other files: {count}; they are not opened, values are as saved"
                ),
                [
                    "请确认保存前已更新链接",
                    "Make sure the links were up to date when it was saved",
                ],
            ),
            BookCause::HiddenRows(which, count) => warning(
                "exchange/hidden-rows",
                both!(
                    "有 {count} 行被隐藏或筛选（{which}），照常读取",
                    "hidden rows: {count} ({which}); they are read like the others"
                ),
                [
                    "如不应导入，请先删除这些行",
                    "Delete them if they should not come in",
                ],
            ),
            BookCause::HiddenColumns(which, count) => warning(
                "exchange/hidden-columns",
                both!(
                    "有 {count} 列被隐藏（{which}），照常读取",
                    "hidden columns: {count} ({which}); they are read like the others"
                ),
                [
                    "如不应导入，请在列对应中设为忽略",
                    "Set them to ignore in the mapping if they should not come in",
                ],
            ),
            BookCause::Uncomputed(which, count) => warning(
                "exchange/uncomputed",
                both!(
                    "有 {count} 个公式没有计算结果或循环引用（{which}）",
                    "formulas without computed value, or in circles: {count} ({which})"
                ),
                [
                    "请用 WPS 或 Excel 打开并保存后再导入",
                    "Open it in WPS or Excel, save, and import again",
                ],
            ),
            BookCause::NotTold(zh, en) => warning(
                "exchange/not-told",
                both!("该格式读不出{zh}", "{en} cannot be read from this format"),
                [
                    "如需要，请另存为 .xlsx 再导入",
                    "Save it as .xlsx if they are needed",
                ],
            ),
        }
    }
}
