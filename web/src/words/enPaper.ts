/** Words of reports on paper: English. */
export const enPaper = {
  title: 'Signed on paper',
  how: 'The report may be printed, signed and sealed, and its scan or photograph handed in: the square code is read by the program, or the short code is typed.',
  printed: 'printed {{date}} by {{by}}',
  old: 'the report was changed since',
  scanned: 'handed in {{date}}: see the scan',
  file: 'Scan or photograph (PNG, JPEG, PDF)',
  reading: 'Reading…',
  code: 'Short code',
  codeHow: 'As it stands on the sheet, such as C61U3V2-9FTH-4BSM-7',
  look: 'Check',
  found: 'Code read:',
  typed: 'Code checked:',
  totalsHow: 'Compare the totals on the paper: leave them unless they were corrected by hand; then type what stands there.',
  asPrinted: 'printed {{amount}}',
  corrected: 'It differs from what was printed: it will not count as signed; the report goes back to its handler, to be corrected and printed anew.',
  totalsSeen: 'I compared every total with the paper',
  signed: 'Signed on the paper by',
  handIn: 'Hand in',
};

/** Words of a unit's own table: English. */
export const enOwnTable = {
  open: "Upload the unit's own table",
  how: "Upload or paste the unit's own table: rows are matched to projects by name, columns to fields by their heads, and filled in below. Nothing is submitted by it.",
  file: 'File',
  paste: 'or paste the table here, with its heads',
  read: 'Read it',
  found: '{{lines}} projects found, {{left}} rows left out, {{over}} lines of titles and totals passed over',
  ignore: 'leave out',
  which: 'which project is it',
  missing: 'Not in the table: ',
  take: 'Fill in {{count}} projects',
  taken: 'Filled in below: look it over, then submit',
};
