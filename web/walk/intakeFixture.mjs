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
    preview: {
      file: '2026年5月重点项目台账.xlsx', sha256: 'e3b0c44298fc1c14', bytes: 48210, sheets: ['重点项目'], can_apply: false, has_news: true,
      counts: { new: 1, changed: 2, unchanged: 38, disappeared: 1, refused: 1 },
      reports: [{ effective_on: '2026-05-25', stated_by_source: true, mark: null }], rows, rows_total: 4,
      disappeared: [{ id: 'P77', name: '北湖数据中心及算力服务项目' }], units_to_create: [], people_to_create: [], lines_passed_over: 5,
      problems: [
        { code: 'exchange/not-money', severity: 'error', place: place('H17'), message: { zh: '“约3千”不是金额', en: '"约3千" is not an amount' }, remedy: { zh: '改为数字', en: 'write a number' } },
        { code: 'exchange/unknown-unit', severity: 'warning', place: place('D42'), message: { zh: '没有“经发局”这个单位，相近的有：经济发展局', en: 'no unit "经发局"; near: 经济发展局' }, remedy: { zh: '改为全称，或允许新建', en: 'use its full name, or allow creating it' } },
      ],
    },
  };
}
