//! Why a file is not taken: code, cause and remedy in both languages.

use zone::Refusal;

use crate::limits::FILE_BYTES_MAX;

zone::refusals! {
    empty() "media/empty":
        "文件是空的（0 字节）", "the file is empty (0 bytes)";
        "确认文件已写完，重新选择", "check that it was written to the end, and choose it again";
    larger(size: String, max: u64) "media/too-large":
        "文件有 {size}，超过上限 {max} MB", "the file has {size}, more than {max} MB";
        "照片请从网页上传，网页会先缩小；文档请压缩图片或拆分",
        "send photos by the page, which makes them smaller first; split a document";
    unknown_kind(what_zh: &str, what_en: &str) "media/unknown-kind":
        "内容是{what_zh}，不能作附件", "the content is {what_en}, which is not taken";
        "可用：JPEG、PNG、WebP、HEIC 图片，PDF，docx，xlsx，OFD，txt，csv；其他另存为 PDF",
        "taken are JPEG, PNG, WebP, HEIC, PDF, docx, xlsx, OFD, txt and csv; save others as PDF";
    contradicts(name: &str, what_zh: &str, what_en: &str, ending: &str) "media/name-contradicts":
        "文件名“{name}”与内容不符：内容是{what_zh}",
        "the name {name:?} contradicts the content, which is a {what_en}";
        "核对是否选对了文件；内容无误的，改以 .{ending} 结尾",
        "check that it is the right file; if it is, let its name end in .{ending}";
    virus_test() "media/virus-test":
        "文件含有病毒检测用的测试串（EICAR）", "the file holds the test string of virus scanners (EICAR)";
        "用杀毒软件检查来源，不要上传", "check where it comes from with a virus scanner; do not send it";
    encrypted() "media/encrypted":
        "文件已加密，无法检查", "the file is encrypted and cannot be looked into";
        "取消打开密码后再上传；涉密的不得上传", "take the password off first; secrets do not belong here";
    bomb(size: String) "media/bomb":
        "文件解压后超过 {size}", "the file unpacks to more than {size}";
        "用原来的程序另存一份再上传", "save it anew with the program it comes from";
    entity(part: &str) "media/external-entity":
        "文件内含文档类型定义或外部实体（{part}）",
        "the file defines a document type or entities ({part})";
        "用 Office 或 WPS 另存一份；来历不明的不要上传",
        "save it anew with an office program; do not send what comes from nowhere";
    relation(part: &str, target: &str) "media/external-relation":
        "文件引用外部内容（{part} → {target}）", "the file draws on content elsewhere ({part} → {target})";
        "断开外部链接、模板和图片引用后另存再上传",
        "break its links to templates, pictures and objects elsewhere, and save it anew";
    macros(part: &str) "media/macros":
        "文件带有宏（{part}）", "the file carries macros ({part})";
        "另存为不含宏的格式再上传", "save it without macros";
    damaged(why_zh: &str, why_en: &str) "media/damaged":
        "文件不完整：{why_zh}", "the file is damaged: {why_en}";
        "重新导出或重新拍摄，确认能打开后再上传", "export or take it anew, and check that it opens";
    too_many_pixels(width: u32, height: u32) "media/too-many-pixels":
        "图片有 {width} × {height} 像素，过大", "the picture has {width} × {height} pixels, too many";
        "缩小后再上传", "make it smaller first";
}

/// A file above the limit.
pub fn too_large(bytes: u64) -> Refusal {
    larger(size(bytes), FILE_BYTES_MAX / 1024 / 1024)
}

/// A size as it is read.
pub(crate) fn size(bytes: u64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;

    #[test]
    fn every_refusal_says_cause_and_remedy_in_both_languages() {
        let all = [
            empty(),
            too_large(50 * 1024 * 1024),
            unknown_kind("压缩包", "an archive"),
            contradicts("合同.pdf", "Word 文件", "Word document", "docx"),
            virus_test(),
            encrypted(),
            bomb("200 MB".to_owned()),
            entity("word/document.xml"),
            relation(
                "word/_rels/settings.xml.rels",
                "http://example.invalid/t.dotm",
            ),
            macros("word/vbaProject.bin"),
            damaged("中途断开", "it breaks off"),
            too_many_pixels(40_000, 40_000),
        ];
        let mut text = String::new();
        for Refusal {
            code,
            message,
            remedy,
            ..
        } in all
        {
            text += &format!("{code}\n  {}\n  {}\n", message.zh, message.en);
            text += &format!("  → {}\n  → {}\n", remedy.zh, remedy.en);
        }
        expect_file!["../testdata/refusals.txt"].assert_eq(&text);
    }
}
