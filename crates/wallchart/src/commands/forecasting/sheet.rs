//! A table of comma-separated values, plain or gzipped, with the line of every row.

use std::io::Read as _;
use std::path::Path;

use zone::{Place, Refusal, Words};

use crate::failure::{Failure, file_fault};

/// Most bytes of a table, unpacked.
const BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Most problems told of one file.
const PROBLEMS_MAX: usize = 100;

/// A table read.
pub(super) struct Sheet {
    pub(super) file: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<(u64, csv::StringRecord)>,
}

/// All problems of a file.
pub(super) struct Problems {
    file: String,
    list: Vec<Refusal>,
    more: usize,
}

impl Problems {
    pub(super) fn new(file: &str) -> Problems {
        Problems {
            file: file.to_owned(),
            list: Vec::new(),
            more: 0,
        }
    }

    /// Notes a problem on a line: cause and remedy, each in Chinese and English.
    pub(super) fn add(&mut self, line: u64, code: &str, cause: (&str, &str), remedy: (&str, &str)) {
        if self.list.len() >= PROBLEMS_MAX {
            self.more += 1;
            return;
        }
        let cause = Words::new(
            format!("第 {line} 行：{}", cause.0),
            format!("line {line}: {}", cause.1),
        );
        let mut refusal = Refusal::new(code, cause, Words::new(remedy.0, remedy.1));
        refusal.place = Some(Box::new(Place {
            file: Some(self.file.clone()),
            ..Place::default()
        }));
        self.list.push(refusal);
    }

    /// Nothing, or a failure with every problem.
    pub(super) fn done(self) -> Result<(), Failure> {
        if self.list.is_empty() {
            Ok(())
        } else {
            Err(self.failure())
        }
    }

    /// Every problem.
    pub(super) fn failure(mut self) -> Failure {
        if self.more > 0 {
            let more = self.more;
            self.list.push(Refusal::new(
                "forecast/more",
                Words::new(
                    format!("还有 {more} 处问题未列出"),
                    format!("{more} more problems"),
                ),
                Words::new("先改正以上各处再试", "mend those above, then try again"),
            ));
        }
        Failure::from(self.list)
    }
}

impl Sheet {
    /// Reads a table that has all the columns needed.
    pub(super) fn read(path: &Path, needed: &[&str]) -> Result<Sheet, Failure> {
        let file = path.display().to_string();
        let bytes = unpacked(path)?;
        let mut problems = Problems::new(&file);
        if let Err(error) = std::str::from_utf8(&bytes) {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            problems.add(
                line,
                "forecast/encoding",
                ("不是 UTF-8 文字", "this is no UTF-8 text"),
                ("另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8"),
            );
            return Err(problems.failure());
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(bytes);
        let head: Vec<String> = match reader.headers() {
            Ok(head) => head.iter().map(str::to_lowercase).collect(),
            Err(_) => Vec::new(),
        };
        for column in needed {
            if !head.iter().any(|name| name == column) {
                problems.add(
                    1,
                    "forecast/column",
                    (
                        &format!("缺少列 {column}"),
                        &format!("there is no column {column}"),
                    ),
                    (
                        &format!("表头要有：{}", needed.join("、")),
                        &format!("the head must name: {}", needed.join(", ")),
                    ),
                );
            }
        }
        let mut rows = Vec::new();
        for row in reader.records() {
            match row {
                Ok(row) => rows.push((row.position().map_or(0, csv::Position::line), row)),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    let what = error.to_string();
                    problems.add(
                        line,
                        "forecast/csv",
                        (&format!("读不懂：{what}"), &format!("not readable: {what}")),
                        ("检查引号和逗号", "check quotes and commas"),
                    );
                }
            }
        }
        if rows.is_empty() {
            problems.add(
                1,
                "forecast/empty",
                ("没有数据行", "there are no rows of data"),
                ("表头之后每行一个值", "give one value a row after the head"),
            );
        }
        problems.done()?;
        Ok(Sheet { file, head, rows })
    }

    /// Where a column stands; one that was needed is there.
    pub(super) fn column(&self, name: &str) -> usize {
        self.head
            .iter()
            .position(|head| head == name)
            .unwrap_or(usize::MAX)
    }
}

/// A finite number; blanks and words are none.
pub(super) fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn unpacked(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| file_fault(path, &error);
    let packed = std::fs::read(path).map_err(failed)?;
    if !packed.starts_with(&[0x1f, 0x8b]) {
        return Ok(packed);
    }
    let mut bytes = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice()).take(BYTES_MAX + 1);
    let mut problems = Problems::new(&path.display().to_string());
    if let Err(error) = reader.read_to_end(&mut bytes) {
        let what = error.to_string();
        problems.add(
            1,
            "forecast/gzip",
            (
                &format!("压缩内容损坏：{what}"),
                &format!("the packed content is damaged: {what}"),
            ),
            (
                "重新压缩，或给出未压缩的 CSV",
                "pack it again, or give it unpacked",
            ),
        );
    } else if bytes.len() as u64 > BYTES_MAX {
        problems.add(
            1,
            "forecast/too-large",
            ("解压后超过 512 MiB", "unpacked it is above 512 MiB"),
            ("分成几个文件", "split it into several files"),
        );
    }
    problems.done()?;
    Ok(bytes)
}
