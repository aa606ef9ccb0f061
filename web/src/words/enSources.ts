import type { Vocabulary } from './zh';

/** Words of outside systems: English. */
export const enSources: Vocabulary['sources'] = {
  title: 'Sources',
  lead: 'Do some fields come from outside systems?',
  how: 'A field has one source. When that system\'s export is imported its own fields are taken and the rest compared; no other file changes them, and every difference is listed. A unit that reports otherwise is asked at once.',
  add: 'Add a system',
  edit: 'Change',
  none: 'No source is defined yet',
  noneHow: 'Every field is the ledger\'s own. Define here what an approval platform, statistics reporting or a provincial platform has the say on.',
  name: 'Name of the system',
  nameEn: 'English name (optional)',
  key: 'Key',
  keyHow: 'for the command line: statistics',
  fields: 'Fields that come from it',
  nothing: 'no field comes from it',
  indicators: 'Indicators that come from it',
  projects: '{{count}} projects have a value',
  save: 'Save',
  steps: 'How to use it',
  stepImport: 'Import its export: under Import, choose this system as where the file comes from',
  stepInto: 'Write the table it wants:',
  stepFigures: 'Indicators likewise:',
};

/** Words of the comparison with other zones: English. */
export const enPeers: Vocabulary['peers'] = {
  title: 'Beside other zones',
  byGrowth: '{{month}}, by growth over the same months of last year; prices are in it.',
  byFigure: '{{month}}, by the figures.',
  add: 'Record what other zones published',
  zone: 'Zone',
  value: 'Figure',
  growth: 'Growth (%)',
  ahead: 'Ahead by',
  publication: 'Where it was published',
  paste: 'Paste the published table with its heading: a row for each zone, a column for each month (2026-04)',
};
