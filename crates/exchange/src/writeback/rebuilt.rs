//! A file whose format cannot be written, as a new workbook with the same cells.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::edit::serial_day;
use crate::book::{Book, Cell};
use crate::problem::FileCause;

/// The name of the new workbook.
pub(super) fn name(old: &str) -> String {
    let stem = old.rsplit_once('.').map_or(old, |parts| parts.0);
    format!("{stem}.xlsx")
}

/// All sheets with their cells and merged ranges, without formats and formulas.
pub(super) fn workbook(book: &Book) -> Result<Vec<u8>, FileCause> {
    made(book).map_err(|error| FileCause::Damaged(error.to_string()))
}

fn made(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let plain = Format::new();
    for sheet in &book.sheets {
        let own = out.add_worksheet();
        own.set_name(&*sheet.name)?;
        own.set_hidden(sheet.hidden);
        for merge in &sheet.merges {
            own.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", &plain)?;
        }
        for (row, cells) in (0_u32..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        own.write_string(row, column, &**text)?;
                    }
                    Cell::Number(number) => match number.to_string().parse::<f64>() {
                        Ok(number) => {
                            own.write_number(row, column, number)?;
                        }
                        Err(_) => {
                            own.write_string(row, column, number.to_string())?;
                        }
                    },
                    Cell::Moment(moment) => {
                        let serial = f64::from(serial_day(moment.date(), false));
                        let time = moment.time();
                        let seconds = i32::from(time.hour()) * 3_600
                            + i32::from(time.minute()) * 60
                            + i32::from(time.second());
                        let serial = serial + f64::from(seconds) / 86_400.0;
                        own.write_number_with_format(row, column, serial, &day)?;
                    }
                    Cell::Bool(value) => {
                        own.write_boolean(row, column, *value)?;
                    }
                    Cell::Error(error) => {
                        own.write_string(row, column, *error)?;
                    }
                }
            }
        }
    }
    out.save_to_buffer()
}
