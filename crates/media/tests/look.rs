//! Files as people attach them, and as nobody should.

use std::io::{Cursor, Write as _};

use media::look;
use zone::thread::MediaKind;
use zone::thread::photo::PhotoFacts;

/// A JPEG of one frame header, with what stands before it.
fn jpeg(before: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    bytes.extend(before);
    bytes.extend([0xFF, 0xC0, 0, 11, 8]);
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([1, 1, 0x11, 0, 0xFF, 0xD9]);
    bytes
}

/// Fields of an EXIF block: tag, type, count, value of four bytes or more.
struct Block(Vec<(u16, u16, u32, Vec<u8>)>);

impl Block {
    fn text(mut self, tag: u16, text: &str) -> Block {
        let mut bytes = text.as_bytes().to_vec();
        bytes.push(0);
        let count = u32::try_from(bytes.len()).expect("short");
        self.0.push((tag, 2, count, bytes));
        self
    }

    fn rationals(mut self, tag: u16, parts: &[(u32, u32)]) -> Block {
        let pairs = parts.iter().flat_map(|(num, denom)| [*num, *denom]);
        let bytes = pairs.flat_map(u32::to_be_bytes).collect();
        let count = u32::try_from(parts.len()).expect("few");
        self.0.push((tag, 5, count, bytes));
        self
    }

    fn pointer(mut self, tag: u16, to: u32) -> Block {
        self.0.push((tag, 4, 1, to.to_be_bytes().to_vec()));
        self
    }

    /// The block at an offset of its file: entries, then what does not fit into them.
    fn at(&self, offset: u32) -> Vec<u8> {
        let entries = u32::try_from(self.0.len()).expect("few");
        let mut data_at = offset + 2 + entries * 12 + 4;
        let (mut head, mut data) = (Vec::new(), Vec::<u8>::new());
        head.extend(u16::try_from(entries).expect("few").to_be_bytes());
        for (tag, kind, count, value) in &self.0 {
            head.extend(tag.to_be_bytes());
            head.extend(kind.to_be_bytes());
            head.extend(count.to_be_bytes());
            if value.len() <= 4 {
                head.extend(value);
                head.extend(vec![0; 4 - value.len()]);
            } else {
                head.extend(data_at.to_be_bytes());
                data.extend(value);
                data_at += u32::try_from(value.len()).expect("short");
            }
        }
        head.extend([0; 4]);
        head.extend(data);
        head
    }
}

/// A photo with the given fields of its EXIF and GPS blocks.
fn photo(exif: &Block, gps: &Block) -> Vec<u8> {
    let empty = Block(Vec::new()).pointer(0x8769, 0).pointer(0x8825, 0);
    let first_length = u32::try_from(empty.at(8).len()).expect("short");
    let exif_at = 8 + first_length;
    let exif = exif.at(exif_at);
    let gps_at = exif_at + u32::try_from(exif.len()).expect("short");
    let first = Block(Vec::new())
        .pointer(0x8769, exif_at)
        .pointer(0x8825, gps_at)
        .at(8);
    let mut tiff = b"Exif\0\0MM\0\x2A\0\0\0\x08".to_vec();
    tiff.extend(first);
    tiff.extend(exif);
    tiff.extend(gps.at(gps_at));
    let length = u16::try_from(tiff.len() + 2).expect("short");
    let mut segment = vec![0xFF, 0xE1];
    segment.extend(length.to_be_bytes());
    segment.extend(tiff);
    jpeg(&segment, 4000, 3000)
}

fn told(exif: &Block, gps: &Block) -> PhotoFacts {
    let looked = look("a.jpg", &photo(exif, gps)).expect("a photo is taken");
    looked.photo.expect("a photo")
}

fn block() -> Block {
    Block(Vec::new())
}

fn wuhan(gps: Block) -> Block {
    gps.text(1, "N")
        .rationals(2, &[(30, 1), (35, 1), (3408, 100)])
        .text(3, "E")
        .rationals(4, &[(114, 1), (18, 1), (1980, 100)])
}

#[test]
fn a_photo_tells_when_and_where() {
    let exif = block()
        .text(0x9003, "2026:05:18 09:30:05")
        .text(0x9011, "+08:00");
    let facts = told(&exif, &wuhan(block()).rationals(0x1F, &[(7, 2)]));
    assert_eq!(
        facts.taken_at.expect("a time").to_string(),
        "2026-05-18T09:30:05"
    );
    assert_eq!(facts.offset_minutes, Some(480));
    assert_eq!(facts.pixels, Some((4000, 3000)));
    assert_eq!(facts.error_metres, Some(4));
    let place = facts.place.expect("a place").to_string();
    assert_eq!(place, "30.5928000,114.3055000 WGS-84");
    assert_eq!(facts.datum_by, Some(zone::thread::photo::DatumBy::Assumed));
}

#[test]
fn a_datum_is_told_apart_where_the_photo_names_it() {
    let of = |name: &str| told(&block(), &wuhan(block()).text(0x12, name)).place;
    let shown = |name: &str| of(name).expect("a place").to_string();
    assert!(shown("WGS-84").ends_with("WGS-84"));
    assert!(shown("GCJ-02").ends_with("GCJ-02"));
    assert!(shown("gcj02").ends_with("GCJ-02"));
    assert!(shown("TOKYO").ends_with("WGS-84"));
}

#[test]
fn what_makes_no_sense_is_left_out() {
    let time = |text: &str| told(&block().text(0x9003, text), &block()).taken_at;
    assert_eq!(time("0000:00:00 00:00:00"), None);
    assert_eq!(time("2026:13:40 25:00:00"), None);
    assert_eq!(time("1970:01:01 00:00:00"), None);
    assert_eq!(time("    :  :     :  :  "), None);
    assert!(time("2026:02:28 23:59:60").is_some());
    let place = |lat: (u32, u32), sign: &str| {
        let gps = block()
            .text(1, sign)
            .rationals(2, &[lat, (0, 1), (0, 1)])
            .text(3, "E")
            .rationals(4, &[(0, 1), (0, 1), (0, 1)]);
        told(&block(), &gps).place
    };
    assert_eq!(place((0, 1), "N"), None);
    assert_eq!(place((1, 0), "N"), None);
    assert_eq!(place((95, 1), "N"), None);
    assert_eq!(
        place((33, 1), "S").expect("a place").to_string(),
        "-33.0000000,0.0000000 WGS-84"
    );
    // A picture without any of it is a picture.
    let plain = look("a.jpg", &jpeg(&[], 8, 8)).expect("it is taken");
    assert_eq!(plain.photo.expect("a photo").taken_at, None);
}

fn check(name: &str, bytes: &[u8], expected: &str) {
    let answer = match look(name, bytes) {
        Ok(looked) => format!("{:?}", looked.kind),
        Err(refused) => {
            let codes = refused
                .iter()
                .map(|own| own.code.trim_start_matches("media/"));
            codes.collect::<Vec<_>>().join(" ")
        }
    };
    assert_eq!(answer, expected, "{name}");
}

fn test_string() -> String {
    let (first, second) = (
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-",
        "STANDARD-ANTIVIRUS-TEST-FILE!",
    );
    format!("{first}{second}$H+H*")
}

#[test]
fn a_file_is_told_by_its_content() {
    let photo = jpeg(&[], 8, 8);
    check("照片.JPG", &photo, "Jpeg");
    check("photo", &photo, "Jpeg");
    check("合同.pdf", &photo, "name-contradicts");
    check("照片.jpg", b"MZ\x90\0\x03", "unknown-kind");
    check("照片.jpg", b"", "empty");
    check("照片.jpg", &photo[..photo.len() - 2], "damaged");
    check("照片.jpg", &jpeg(&[], 30_000, 30_000), "too-many-pixels");
    let large = vec![b'a'; 50 * 1024 * 1024];
    check("大.jpg", &large, "too-large");
    check("说明.txt", "各单位请抓紧。\n".as_bytes(), "Text");
    check("说明.txt", &[0xB8, 0xF7, 0xB5, 0xA5, 0xCE, 0xBB], "Text");
    check("表.csv", "项目,投资\n产线,100\n".as_bytes(), "Csv");
    check("x.txt", b"\0\x01\x02\x03", "unknown-kind");
    check("脚本.bat", b"del *.*", "name-contradicts");
    check("页.txt", b"<html><script>alert(1)</script>", "unknown-kind");
    check(
        "图.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "unknown-kind",
    );
    check(
        "图.svg",
        b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///x'>]><svg>&x;</svg>",
        "external-entity",
    );
    check("测试.txt", test_string().as_bytes(), "virus-test");
    check(
        "文.pdf",
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
        "Pdf",
    );
    check("文.pdf", b"%PDF-1.7\n1 0 obj\n", "damaged");
    check(
        "文.pdf",
        b"%PDF-1.7\ntrailer\n<</Encrypt 5 0 R>>\n%%EOF\n",
        "encrypted",
    );
    check("包.rar", b"Rar!\x1A\x07\x01\0", "unknown-kind");
    check(
        "旧.doc",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1........",
        "unknown-kind",
    );
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    check("密.docx", &locked, "encrypted");
    check("照.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Heic");
    check(
        "片.mp4",
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
        "unknown-kind",
    );
}

/// A document with the given parts.
fn document(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("a part");
        writer.write_all(bytes).expect("it is written");
    }
    writer.finish().expect("a document").into_inner()
}

const BODY: (&str, &[u8]) = (
    "word/document.xml",
    b"<w:document xmlns:w='w'><w:body/></w:document>",
);

/// A part with an entity of its own.
const ENTITY: &[u8] = b"<!DOCTYPE x [<!ENTITY e SYSTEM 'http://example.invalid/x'>]>\
    <w:document>&e;</w:document>";

#[test]
fn a_document_carries_nothing_that_leads_outside() {
    check("文.docx", &document(&[BODY]), "Docx");
    check("文.xlsx", &document(&[BODY]), "name-contradicts");
    check(
        "表.xlsx",
        &document(&[("xl/workbook.xml", b"<workbook/>")]),
        "Xlsx",
    );
    check(
        "版.ofd",
        &document(&[("OFD.xml", b"<ofd:OFD xmlns:ofd='o'/>")]),
        "Ofd",
    );
    check("包.zip", &document(&[("a.txt", b"a")]), "unknown-kind");
    check(
        "演示.pptx",
        &document(&[("ppt/presentation.xml", b"<p/>")]),
        "unknown-kind",
    );
    let entity = ENTITY;
    check(
        "文.docx",
        &document(&[("word/document.xml", entity)]),
        "external-entity",
    );
    let rels = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id='r1' TargetMode='External' \
             Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' \
             Target='{target}'/></Relationships>"
        )
    };
    let with = |kind: &str, target: &str| {
        let part = rels(kind, target);
        document(&[BODY, ("word/_rels/document.xml.rels", part.as_bytes())])
    };
    check(
        "文.docx",
        &with("attachedTemplate", "http://example.invalid/t.dotm"),
        "external-relation",
    );
    check(
        "文.docx",
        &with("image", "http://example.invalid/i.png"),
        "external-relation",
    );
    check(
        "文.docx",
        &with("hyperlink", "https://example.invalid/"),
        "Docx",
    );
    check(
        "文.docx",
        &with("hyperlink", "file://10.0.0.1/share/x"),
        "external-relation",
    );
}

#[test]
fn a_document_carries_no_macros_and_nothing_hidden() {
    let entity = ENTITY;
    check(
        "文.docx",
        &document(&[BODY, ("word/vbaProject.bin", b"x")]),
        "macros",
    );
    let string = test_string();
    check(
        "文.docx",
        &document(&[BODY, ("word/media/x.bin", string.as_bytes())]),
        "virus-test",
    );
    let deep = [b"<a>".repeat(400), b"</a>".repeat(400)].concat();
    check(
        "文.docx",
        &document(&[BODY, ("word/deep.xml", &deep)]),
        "damaged",
    );
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("<!DOCTYPE x><a/>".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    check(
        "文.docx",
        &document(&[BODY, ("word/x.xml", &utf16)]),
        "external-entity",
    );
    // All of it is said at once, each once.
    let all = [
        BODY,
        ("word/vbaProject.bin", b"x".as_slice()),
        ("word/a.xml", entity),
        ("word/b.xml", entity),
    ];
    check(
        "文.xlsx",
        &document(&all),
        "name-contradicts macros external-entity",
    );
    let whole = document(&[BODY]);
    check("文.docx", &whole[..whole.len() / 2], "damaged");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![0; 12 * 1024 * 1024];
    let bomb = document(&[BODY, ("word/media/z.bin", &zeros)]);
    assert!(bomb.len() < 200_000);
    check("弹.docx", &bomb, "bomb");
}

#[test]
fn a_name_is_kept_without_folders_and_tricks() {
    let clean = |name: &str| media::clean_name(name, MediaKind::Jpeg);
    assert_eq!(clean("C:\\照片\\现场 1.jpg"), "现场 1.jpg");
    assert_eq!(clean("../../etc/passwd"), "passwd.jpg");
    assert_eq!(clean("现场\u{202e}gpj.exe"), "现场gpj.exe");
    assert_eq!(clean(""), "附件.jpg");
    assert_eq!(clean("..."), "附件.jpg");
    assert_eq!(clean("a\r\nSet-Cookie: x.jpg"), "aSet-Cookie x.jpg");
    assert_eq!(clean(&"长".repeat(400)).chars().count(), 124);
}
