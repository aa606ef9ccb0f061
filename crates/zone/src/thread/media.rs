//! What an attached file is, told by its content.

use serde::{Deserialize, Serialize};

use crate::Words;

macro_rules! kinds {
    ($(
        $(#[$doc:meta])*
        $name:ident, $mime:literal, $ending:literal, $zh:literal, $en:literal;
    )*) => {
        /// The kinds of files that may be attached.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum MediaKind { $($(#[$doc])* $name,)* }

        impl MediaKind {
            /// All kinds.
            pub const ALL: &'static [MediaKind] = &[$(MediaKind::$name,)*];

            /// Its type in HTTP: never one that a browser would run.
            pub fn content_type(self) -> &'static str {
                match self { $(MediaKind::$name => $mime,)* }
            }

            /// How the names of such files end.
            pub fn ending(self) -> &'static str {
                match self { $(MediaKind::$name => $ending,)* }
            }

            /// As it is called.
            pub fn word(self) -> Words {
                match self { $(MediaKind::$name => Words::new($zh, $en),)* }
            }
        }
    };
}

kinds! {
    /// A photo.
    Jpeg, "image/jpeg", "jpg", "照片", "photo";
    /// A picture.
    Png, "image/png", "png", "图片", "picture";
    /// A picture.
    Webp, "image/webp", "webp", "图片", "picture";
    /// A photo of an iPhone: kept, but most browsers do not show it.
    Heic, "image/heic", "heic", "HEIC 照片", "HEIC photo";
    /// A document.
    Pdf, "application/pdf", "pdf", "PDF 文件", "PDF document";
    /// A text document.
    Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
        "Word 文件", "Word document";
    /// A workbook.
    Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
        "Excel 表格", "Excel workbook";
    /// 版式文件 of GB/T 33190.
    Ofd, "application/ofd", "ofd", "OFD 版式文件", "OFD document";
    /// Plain text.
    Text, "text/plain; charset=utf-8", "txt", "文本", "text";
    /// A table as text.
    Csv, "text/csv; charset=utf-8", "csv", "CSV 表格", "CSV table";
}

impl MediaKind {
    /// Whether browsers show it as a picture.
    pub fn is_shown(self) -> bool {
        matches!(self, MediaKind::Jpeg | MediaKind::Png | MediaKind::Webp)
    }

    /// Whether it is a picture, and so may tell when and where it was taken.
    pub fn is_photo(self) -> bool {
        self.is_shown() || self == MediaKind::Heic
    }
}
