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
  const change = (field, zh, en, old, value, cell) => ({ field, label: { zh, en }, old, new: value, cell });
  const rows = [
    { class: 'refused', name: '望江半导体封装测试项目', code: '2409-320000-04-01-118832', sheet: '重点项目', row: 17, changes: [], problems: [] },
    { class: 'new', name: '松溪航空复合材料零部件项目', code: '2603-320000-04-01-220415', sheet: '重点项目', row: 42, changes: [change('year_plan.2026', '2026 年度计划投资', 'Year plan 2026', null, '12,000 万元', 'G42')] },
    { class: 'changed', name: '临港冷链物流分拨中心项目', code: '2501-320000-04-01-300121', sheet: '重点项目', row: 9, changes: [change('reported_ytd', '本年累计完成投资', 'Reported this year', '13,200 万元', '16,800 万元', 'H9'), change('physical_words', '形象进度说明', 'Physical progress in words', '桩基完成60%', '桩基完成，承台施工', 'I9')] },
    { class: 'changed', name: '东屿航空复合材料零部件项目', code: '2504-320000-04-01-118890', sheet: '重点项目', row: 13, changes: [change('reported_ytd', '本年累计完成投资', 'Reported this year', '24,100 万元', '29,200 万元', 'H13')] },
    { class: 'unchanged', name: '明川高性能磁性材料项目', code: null, sheet: '重点项目', row: 11, changes: [] },
    { class: 'disappeared', name: '北湖数据中心及算力服务项目', code: null, sheet: null, row: null, changes: [] },
  ];
  return {
    id: 'a1', mapping: { version: 1, layout: 'e3b0', sheets: [{ sheet: '重点项目', header_rows: [2, 3], columns }], defaults: { year: 2026 }, options: {} },
    preview: {
      file: '2026年5月重点项目台账.xlsx', groups: [{ as_of: '2026-05-25', counts: { new: 1, changed: 2, unchanged: 1, disappeared: 1, refused: 1 }, rows }],
      problems: [
        { code: 'exchange/not-money', severity: 'error', file: '2026年5月重点项目台账.xlsx', sheet: '重点项目', cell: 'H17', what: { zh: '“约3千”不是金额', en: '"约3千" is not an amount' }, remedy: { zh: '改为数字', en: 'write a number' } },
        { code: 'exchange/unknown-unit', severity: 'warning', file: '2026年5月重点项目台账.xlsx', sheet: '重点项目', cell: 'D42', what: { zh: '没有“经发局”这个单位，相近的有：经济发展局', en: 'no unit "经发局"; near: 经济发展局' }, remedy: { zh: '改为全称，或允许新建', en: 'use its full name, or allow creating it' } },
      ],
      can_apply: false,
    },
  };
}
