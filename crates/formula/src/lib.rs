//! Spreadsheet formulas over named, typed variables: exact decimals, units, trace.
