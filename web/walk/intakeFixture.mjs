// A made-up import in the shapes of the API.

const column = (column, header, target, confidence, unit) => ({ column, header, target, confidence, ...(unit ? { unit } : {}) });

export function makePreview() {
  const columns = [
    column('A', '序号', 'ignore', 95),
    column('B', '项目名称', 'name', 95),
    column('C', '项目代码', 'code.项目代码', 95),
    column('D', '牵头单位', 'lead_unit', 95),
    column('E', '包联领导', 'role.sponsor', 95),
    column('F', '总投资（万元）', 'total_investment', 95, '万元'),
    column('G', '2026年计划投资', 'year_plan.2026', 90, '万元'),
    column('H', '1-5月累计完成', 'reported_ytd', 80, '万元'),
    column('I', '目前情况', 'physical_words', 60),
    column('J', '工作专班', 'custom.工作专班', 50),
  ];
  const both = (text) => ({ zh: text, en: text });
  const change = (field, zh, en, old, value, cell) => ({ field, label: { zh, en }, old, new: both(value), cell });
  const row = (cls, cell, name, project, changes = []) => ({ sheet: '重点项目', cell, name, class: cls, project, report: 0, changes });
  const rows = [
    row('refused', 'B17', '望江半导体封装测试项目', 'P41'),
    row('new', 'B42', '松溪航空复合材料零部件项目', null, [change('year_plan.2026', '2026 年度计划投资', 'Year plan 2026', null, '12,000 万元', 'G42')]),
    row('changed', 'B9', '临港冷链物流分拨中心项目', 'P3', [
      change('reported_ytd', '本年累计完成投资', 'Reported this year', '13,200 万元', '16,800 万元', 'H9'),
      change('physical_words', '形象进度说明', 'Physical progress in words', '桩基完成60%', '桩基完成，承台施工', 'I9'),
    ]),
    row('changed', 'B13', '东屿航空复合材料零部件项目', 'P9', [change('reported_ytd', '本年累计完成投资', 'Reported this year', '24,100 万元', '29,200 万元', 'H13')]),
  ];
  const place = (cell) => ({ file: '2026年5月重点项目台账.xlsx', sheet: '重点项目', cell });
  return {
    id: 'a1',
    mapping: { version: 1, layout: 'e3b0', sheets: [{ sheet: '重点项目', header_rows: [2, 3], columns }], defaults: { year: 2026 }, options: {} },
    answers: { version: 1, answers: [] },
    preview: {
      ...questions(),
      unchanged: Array.from({ length: 38 }, (_, at) => ({ sheet: '重点项目', cell: `B${at + 50}`, name: `望江智能装备产业园第${at + 1}号厂房项目` })),
      returned: [], imported_in: null,
      file: '2026年5月重点项目台账.xlsx', sha256: 'e3b0c44298fc1c14', bytes: 48210, sheets: ['重点项目'], can_apply: false, has_news: true,
      counts: { new: 1, changed: 2, unchanged: 38, disappeared: 1, refused: 1, returned: 0 },
      reports: [{ effective_on: '2026-05-25', stated_by_source: true, mark: null }], rows, rows_total: 4,
      disappeared: [{ id: 'P77', name: '北湖数据中心及算力服务项目' }], units_to_create: [], people_to_create: [], lines_passed_over: 5,
      problems: [
        { code: 'exchange/not-money', severity: 'error', place: place('H17'), message: { zh: '“约3千”不是金额', en: '"约3千" is not an amount' }, remedy: { zh: '改为数字', en: 'write a number' } },
        { code: 'exchange/unknown-unit', severity: 'warning', place: place('D42'), message: { zh: '没有“经发局”这个单位，相近的有：经济发展局', en: 'no unit "经发局"; near: 经济发展局' }, remedy: { zh: '改为全称，或允许新建', en: 'use its full name, or allow creating it' } },
      ],
    },
  };
}

/** Three questions: which project, less than before, one that is gone. */
function questions() {
  const both = (zh, en) => ({ zh, en });
  const base = { sheet: null, cell: null, project: null, name: null, field: null, label: null, known: null, told: null, candidates: [], answer: null, answered_in: null };
  const list = [
    {
      ...base, key: 'exchange/which-project:重点项目!B42', code: 'exchange/which-project', weight: 'blocks', sheet: '重点项目', cell: 'B42', name: '松溪航空复合材料零部件项目',
      message: both('“松溪航空复合材料零部件项目”与已有项目相近，是同一个吗？', '"松溪航空复合材料零部件项目" is like a project that is known: is it the same?'),
      remedy: both('选已有的项目，或答“是新项目”', 'choose the project, or say that it is new'), choices: ['same', 'new', 'send_back'],
      candidates: [
        { target: 'P9', name: '东屿航空复合材料零部件项目', unit: '产业投资公司', score: 86, reasons: [both('名称相似 86%', 'name 86% alike'), both('总投资相同', 'same total investment')] },
        { target: 'P31', name: '松溪航空零部件项目', unit: '招商促进局', score: 74, reasons: [both('名称相似 74%', 'name 74% alike')] },
      ],
    },
    {
      ...base, key: 'exchange/less-than-before:重点项目!H13', code: 'exchange/less-than-before', weight: 'asks', sheet: '重点项目', cell: 'H13', project: 'P9', name: '东屿航空复合材料零部件项目', field: 'reported_ytd',
      label: both('本年累计完成投资', 'Reported this year'), known: '29,200 万元', told: both('24,100 万元', 'CNY 241 m'),
      message: both('本年累计比上次少 5,100 万元', 'less than last time by CNY 51 m'), remedy: both('属实请注明原因；写错请改正', 'say why, or correct it'), choices: ['accept', 'correct', 'send_back'],
    },
    {
      ...base, key: 'exchange/disappeared:P77', code: 'exchange/disappeared', weight: 'asks', project: 'P77', name: '北湖数据中心及算力服务项目',
      message: both('上次有、这次没有：去了哪里？', 'there last time, not now: what became of it?'), remedy: both('写明文号和日期', 'name the document and the date'),
      choices: ['renamed', 'split', 'merged', 'suspended', 'withdrawn', 'left_out'],
      candidates: [{ target: '重点项目!B42', name: '松溪航空复合材料零部件项目', unit: null, score: 41, reasons: [both('名称相似 41%', 'name 41% alike')] }],
    },
  ];
  const counts = list.map((one) => ({ code: one.code, weight: one.weight, total: 1, open: 1 }));
  return { questions: list, question_counts: counts };
}

export function makeImports() {
  const applied = (id, file, undone) => ({
    id, file: { zh: file, en: file }, sha256: 'e3b0', bytes: 48210, recorded_at: '2026-05-12T03:40:00Z', actor: 'clerk', dates: ['2026-04-25'],
    registered: 2, changed: 41, unchanged: 75, answers: 3, first: 4500, last: 4540, undone,
  });
  return {
    waiting: [{ id: 'w1', file: '招商局5月台账.xlsx', bytes: 20110, expires_in_seconds: 2400 }],
    applied: [applied('A9', '2026年4月重点项目台账.xlsx', null), applied('A8', '2026年3月重点项目台账.xlsx', 4410)], applied_total: 2,
  };
}

/** A window of the made-up file. */
export function makeCells(query) {
  const [row, rows, column, columns] = ['row', 'rows', 'column', 'columns'].map((key) => Number(query[key] ?? 1));
  const heads = ['序号', '项目名称', '项目代码', '牵头单位', '包联领导', '总投资（万元）', '2026年计划投资', '1-5月累计完成', '目前情况', '工作专班'];
  const line = (at) => (at <= 3 ? heads : [`${at - 3}`, '临港冷链物流分拨中心项目', '2026-320501-59-01', '港口物流办', '顾长川', '96,000', '24,000', at === 17 ? '约3千' : '16,800', '桩基完成，承台施工', '物流专班']);
  return {
    sheet: query.sheet ?? '重点项目', row, column, height: 46, width: heads.length,
    rows: Array.from({ length: Math.max(0, Math.min(rows, 47 - row)) }, (_, at) => line(row + at).slice(column - 1, column - 1 + columns)),
  };
}
