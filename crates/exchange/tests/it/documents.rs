//! Documents read as text.

use std::io::Write as _;

use exchange::book::prose;
use zip::write::SimpleFileOptions;

fn docx(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", document),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str) {
    let told = match prose(name, bytes) {
        Ok(text) => text,
        Err(problems) => problems[0].code().to_owned(),
    };
    assert_eq!(told, expected);
}

#[test]
fn paragraphs_are_lines_also_in_tables() {
    let text = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>会议要求</w:t></w:r>\
        <w:del><w:r><w:delText>不</w:delText></w:r></w:del><w:r><w:t>，A&amp;B。</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p></w:tc></w:tr>\
        </w:tbl></w:body></w:document>";
    check("纪要.docx", &docx(text), "会议要求，A&B。\n一\n二\n");
    let page =
        "<html><script>x()</script><body><h1>标题</h1><p>要 加快<b>进度</b>。</p></body></html>";
    check("a.html", page.as_bytes(), "标题\n要 加快进度。\n");
    let (gb, ..) = encoding_rs::GB18030.encode("会议要求，加快进度。\r\n");
    check("a.txt", &gb, "会议要求，加快进度。\r\n");
}

#[test]
fn what_reaches_outside_or_is_no_text_is_refused() {
    let entity = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d><p><t>&x;</t></p></d>";
    check("a.docx", &docx(entity), "exchange/xml-dtd");
    check(
        "a.docx",
        &docx("<d><p><t>&x;</t></p></d>"),
        "exchange/damaged",
    );
    check("a.docx", &docx("<d><p>"), "exchange/damaged");
    let deep = "<a>".repeat(100);
    check("a.docx", &docx(&deep), "exchange/xml-depth");
    check("a.docx", &docx(&" ".repeat(30_000_000)), "exchange/bomb");
    check("a.pdf", b"%PDF-1.7", "exchange/not-a-document");
    check(
        "a.doc",
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        "exchange/not-a-document",
    );
    check("a.txt", b"", "exchange/empty");
}
