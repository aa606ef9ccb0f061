// A made-up zone in the shapes of the API, for looking at pages and measuring them without a
// server. Seeded: the same numbers each time. All names are invented.

export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const DAY = 86_400_000;
export const TODAY = '2026-05-18';
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const today = dayOf(TODAY);

const UNITS = '经济发展局 工业和信息化局 招商促进局 建设管理局 自然资源分局 生态环境分局 财政金融局 科技创新局 商务局 行政审批局 应急管理局 城市管理局 社会事业局 征收安置办 电力保障专班 水务公司 城投集团 产业投资公司 综合保税区办 港口物流办'
  .split(' ')
  .map((name, index) => ({ id: `U${index + 1}`, name }));
const SPONSORS = '周启明 林叙白 何知远 沈既明 陆清和 顾长川 宋时雨 唐景行 郑怀瑾 韩云帆'
  .split(' ')
  .map((name, index) => ({ id: `R${index + 1}`, name }));
const STAGES = '谋划 储备 在谈 签约 落地 开工 入库 在建 竣工 投运 投产 入规 达产'.split(' ');
const KINDS = [
  '6英寸特色工艺晶圆生产线', '新能源汽车动力电池结构件', '年产3万吨锂电池正极材料', '智能装备产业园（二期）',
  '生物医药中试基地及配套检测平台', '光伏组件智能制造', '冷链物流分拨中心', '园区东区污水处理厂提标改造',
  '220千伏输变电', '标准厂房（三期）及人才公寓', '滨河大道市政管网及道路综合提升', '高端精密模具研发制造',
  '氢燃料电池系统', '跨境电商保税仓', '半导体封装测试', '航空复合材料零部件', '工业固废资源综合利用',
  '数据中心及算力服务', '高性能磁性材料', '食品饮料智能工厂',
];
const PLACES = ['云岭', '北湖', '望江', '青石', '东屿', '临港', '松溪', '明川'];
const STEPS = ['用地报批', '规划许可', '施工图审查', '招标', '桩基工程', '主体结构', '设备采购', '设备安装', '联调联试', '竣工验收'];
const INDUSTRIES = ['电子信息', '新能源', '装备制造', '生物医药', '物流', '基础设施'];
const NEEDS = [
  ['problem', '林地手续未批，用地不能交付', 'Forest-land approval outstanding: site cannot be handed over'],
  ['problem', '110千伏外线电源未落实', 'Outside power supply not settled'],
  ['delay', '主体结构滞后，预计晚于要求日期', 'Structure behind: forecast after the required date'],
  ['gate', '施工许可应取得而未取得', 'Building permit due and not obtained'],
  ['last_moment', '设备采购已过最迟启动日', 'Equipment order past its last responsible moment'],
  ['money', '投资进度落后计划', 'Investment behind plan'],
  ['missing', '本月未报进度', 'No report this month'],
];
const REASON = {
  green: (g) => [`完成率不低于应完成份额（差 ${g} 个百分点）`, `At or above plan (gap ${g} pp)`],
  blue: (g) => [`完成率快于应完成份额 ${g} 个百分点`, `Ahead of plan by ${g} pp`],
  yellow: (g) => [`进度差 ${g} 个百分点，在 −10 与 −30 之间`, `Gap ${g} pp, between −10 and −30`],
  red: (g) => [`进度差 ${g} 个百分点，低于 −30`, `Gap ${g} pp, below −30`],
  grey: () => ['本年未报完成投资', 'No investment reported this year'],
};

function colourOf(draw) {
  if (draw < 0.1) return 'red';
  if (draw < 0.31) return 'yellow';
  if (draw < 0.87) return 'green';
  return draw < 0.94 ? 'blue' : 'grey';
}

function makeRow(no, next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const colour = colourOf(next());
  const start = today - Math.floor(next() * 900) + 120;
  const length = 240 + Math.floor(next() * 700);
  const finish = start + length;
  const began = start < today;
  const late = colour === 'red' ? 30 + Math.floor(next() * 120) : colour === 'yellow' ? Math.floor(next() * 60) : -Math.floor(next() * 40);
  const required = finish - Math.floor(next() * 20);
  const forecast = required + late;
  const done = began && forecast < today;
  const plan = Math.round((0.2 + next() * next() * 18) * 1e4) * 1e6;
  const planned = 3810;
  const gap = { red: -3000 - next() * 800, yellow: -1000 - next() * 1900, green: next() * 900, blue: 1200 + next() * 2000, grey: 0 }[colour];
  const completion = Math.max(0, Math.round(planned + gap));
  const reported = colour === 'grey' ? null : Math.round((plan * completion) / 10_000);
  const realGap = completion - planned;
  const gapText = `${realGap < 0 ? '−' : '+'}${Math.abs(realGap / 100).toFixed(1)}`;
  const [zh, en] = REASON[colour](gapText);
  const count = STEPS.length;
  const steps = STEPS.map((_, index) => {
    const from = start + Math.floor((length * index) / count) - (index % 3 === 2 ? 20 : 0);
    const to = Math.min(forecast, start + Math.floor(((forecast - start) * (index + 1)) / count));
    const state = to < today ? 'done' : from <= today ? 'underway' : 'ahead';
    return { start: iso(Math.min(from, to)), finish: iso(to), state, critical: index % 3 !== 2 };
  });
  const gates = [0, 3, 5, 9].map((index) => {
    const date = start + Math.floor((length * index) / 10);
    const met = date < today && !(colour === 'red' && index === 5);
    return { name: ['开工', '入库', '主体封顶', '竣工'][[0, 3, 5, 9].indexOf(index)], date: iso(date), state: met ? 'met' : date < today ? 'late' : 'due' };
  });
  const needs = [];
  if (colour === 'red' || colour === 'yellow') {
    const [kind, z, e] = pick(NEEDS);
    needs.push({ kind, text: { zh: z, en: e }, days: kind === 'missing' ? 0 : Math.max(3, late) });
    if (next() < 0.4) {
      const [k2, z2, e2] = pick(NEEDS);
      needs.push({ kind: k2, text: { zh: z2, en: e2 }, days: 3 });
    }
  }
  return {
    id: `P${no}`,
    no,
    name: `${pick(PLACES)}${pick(KINDS)}项目`,
    codes: [`省重点 2026-${String(no).padStart(4, '0')}`],
    unit: pick(UNITS),
    sponsor: pick(SPONSORS).name,
    industry: pick(INDUSTRIES),
    stage: done ? pick(STAGES.slice(8)) : began ? pick(['开工', '入库', '在建', '在建']) : pick(['签约', '落地', '在谈', '储备']),
    light: { colour, reason: { zh, en }, previous: next() < 0.6 ? colour : 'green', streak: 1 + Math.floor(next() * 4), exempt: false },
    money: {
      total_investment: plan * 3,
      reported_total: reported === null ? null : reported * 2,
      year_plan: plan,
      reported_ytd: reported,
      completion: reported === null ? null : completion,
      planned,
      gap: reported === null ? null : realGap,
      physical: began ? Math.min(10_000, Math.round((10_000 * (today - start)) / length)) : 0,
    },
    bars: {
      baseline_start: iso(start - 10),
      baseline_finish: iso(finish - 15),
      actual_start: began ? iso(start) : null,
      actual_finish: done ? iso(forecast) : null,
      forecast_finish: done ? null : iso(forecast),
      required_finish: iso(required),
      float_until: late < 0 ? iso(required) : null,
      last_moment: steps.find((step) => step.state === 'ahead') && next() < 0.7 ? iso(today + Math.floor(next() * 90) - 20) : null,
      delay_days: late,
      late_working_days: late > 0 ? Math.round(late * 0.7) : 0,
      steps: next() < 0.12 ? [] : steps,
    },
    gates,
    needs,
    status: next() < 0.02 ? { zh: '停缓建', en: 'suspended' } : null,
    version: 3,
  };
}

const rowsBy = new Map();
export function makeRows(count) {
  let rows = rowsBy.get(count);
  if (!rows) {
    const next = random(20260518);
    rows = Array.from({ length: count }, (_, index) => makeRow(index + 1, next));
    rowsBy.set(count, rows);
  }
  return rows;
}

const TILES = [
  ['固定资产投资', 'Fixed-asset investment', '亿元', 'CNY 100 m', '186.0', '66.2'],
  ['规上工业增加值', 'Industrial value added', '亿元', 'CNY 100 m', '412.5', '171.9'],
  ['一般公共预算收入', 'General budget revenue', '亿元', 'CNY 100 m', '58.60', '24.31'],
  ['实际使用外资', 'Foreign investment used', '万美元', 'USD 10 k', '23000', '7120'],
  ['进出口总额', 'Imports and exports', '亿元', 'CNY 100 m', '205', '92.4'],
  ['新签约项目', 'Projects signed', '个', 'count', '60', '21'],
  ['新增入规企业', 'Enterprises above scale', '家', 'count', '35', '9'],
  ['技术合同成交额', 'Technology contracts', '亿元', 'CNY 100 m', '18.0', '8.55'],
];

export function makeTiles() {
  return TILES.map(([zh, en, mzh, men, target, done], index) => {
    const completion = Math.round((Number(done) / Number(target)) * 10_000);
    const gap = completion - 4167;
    const recent = Array.from({ length: 24 }, (_, month) => (((month % 12) + 1) * (Number(target) / 12) * (0.82 + 0.02 * ((month + index) % 7))).toFixed(1));
    return {
      id: `I${index + 1}`, name: { zh, en }, measure: { zh: mzh, en: men }, target, done, month: '2026-05', completion, time_share: 4167, gap,
      colour: gap < -1000 ? 'red' : gap < -200 ? 'yellow' : gap > 300 ? 'blue' : 'green', recent,
    };
  });
}

export function makeWall(count, query = {}) {
  const all = makeRows(count);
  const unit = UNITS.find((one) => one.id === query.unit)?.name;
  const sponsor = SPONSORS.find((one) => one.id === query.sponsor)?.name;
  const rows = all.filter(
    (row) =>
      (!unit || row.unit.name === unit) &&
      (!sponsor || row.sponsor === sponsor) &&
      (!query.stage || row.stage === query.stage) &&
      (!query.text || row.name.includes(query.text)),
  );
  const sum = (key) => rows.reduce((total, row) => total + (row.money[key] ?? 0), 0);
  const counts = { green: 0, yellow: 0, red: 0, blue: 0, grey: 0 };
  for (const row of rows) counts[row.light.colour] += 1;
  const past = Boolean(query.known_at);
  return {
    head: {
      zone: '云岭经济技术开发区（演示）', synthetic: true, attribution: ATTRIBUTION, known_seq: past ? 4210 : 4872,
      true_on: query.true_on || TODAY,
      rule: { key: 'pp-bands', version: 1, name: { zh: '百分点分档', en: 'Percentage-point bands' } },
      time_share: 3810, work_share: rows.length ? Math.round((sum('reported_ytd') / sum('year_plan')) * 10_000) : null,
      year_plan: sum('year_plan'), reported_ytd: sum('reported_ytd'), counts, span: ['2023-11-01', '2028-09-30'],
      projects_total: all.length, provisional_year: 2027,
    },
    indicators: makeTiles(),
    rows,
    record: HEAD,
  };
}

const HEAD = { seq: 4872, short_code: '7KQ4-M2XD-91TR', recorded_at: '2026-05-18T01:31:07Z' };
const ATTRIBUTION = { zh: '数据由程序按固定种子合成', en: 'Data synthesised by the program from a fixed seed' };

export function makeZone() {
  const marks = Array.from({ length: 29 }, (_, index) => {
    const year = 2024 + Math.floor(index / 12);
    const month = (index % 12) + 1;
    const text = `${year}-${String(month).padStart(2, '0')}`;
    return { name: `month-${text}`, label: { zh: `${year}年${month}月报`, en: `Report ${text}` }, seq: 900 + index * 130, date: `${text}-25` };
  });
  return {
    name: '云岭经济技术开发区（演示）', synthetic: true, attribution: ATTRIBUTION,
    head: HEAD,
    currency: 'CNY', today: TODAY, default_true_on: TODAY, marks,
    cycles: [
      { id: 'C28', name: { zh: '2026年4月', en: 'April 2026' }, closed: true, as_of: '2026-04-25', seq: 4540 },
      { id: 'C29', name: { zh: '2026年5月', en: 'May 2026' }, closed: false, as_of: '2026-05-31', seq: null },
    ],
    units: UNITS, sponsors: SPONSORS, stages: STAGES,
    rules: [
      { key: 'pp-bands', version: 1, name: { zh: '百分点分档', en: 'Percentage-point bands' }, active: true },
      { key: 'ratio', version: 1, name: { zh: '按比例', en: 'By ratio' }, active: false },
      { key: 'pace', version: 1, name: { zh: '进度比', en: 'Pace' }, active: false },
    ],
  };
}

export const WELCOME = {
  name: '云岭经济技术开发区（演示）', synthetic: true, attribution: ATTRIBUTION,
  accounts: [
    { account: 'clerk', password: 'demo-clerk', role: { zh: '调度员', en: 'Dispatch clerk' } },
    { account: 'leader', password: 'demo-leader', role: { zh: '领导', en: 'Leader' } },
    { account: 'reporter', password: 'demo-reporter', role: { zh: '单位填报员', en: "Unit's reporter" } },
  ],
};

/** The wall against an earlier moment: every seventh project fell, every eleventh rose. */
export function makeComparison(count, query) {
  const { rows, head } = makeWall(count, query);
  const order = ['blue', 'green', 'yellow', 'red'];
  const shift = (colour, by) => order[Math.min(3, Math.max(0, order.indexOf(colour) + by))] ?? colour;
  const compared = rows.map((row) => {
    const { colour } = row.light;
    const then = row.no % 13 === 0 ? null : row.no % 7 === 0 ? shift(colour, -1) : row.no % 11 === 0 ? shift(colour, 1) : colour;
    const moved = row.no % 5 === 0 && row.bars.forecast_finish ? ((row.no * 17) % 90) - 25 : row.bars.forecast_finish ? 0 : null;
    const finish = row.bars.forecast_finish;
    const stood = (light, forecast, completion) => ({ light, forecast_finish: forecast, delay_days: row.bars.delay_days, completion, stage: row.stage });
    const change = then === null ? 'new' : then === colour ? 'same' : order.indexOf(then) < order.indexOf(colour) ? 'worse' : 'better';
    return {
      id: row.id, name: row.name, change,
      then: then === null ? null : stood(then, finish && iso(dayOf(finish) - (moved ?? 0)), Math.max(0, (row.money.completion ?? 0) - 700)),
      now: stood(colour, finish, row.money.completion),
      moved_days: then === null ? null : moved,
    };
  });
  compared.push({ id: 'P9999', name: '明川数据中心及算力服务项目', change: 'gone', then: { light: 'yellow', forecast_finish: '2027-03-31', delay_days: 12, completion: 2100, stage: '在建' }, now: null, moved_days: null });
  const of = (test) => compared.filter(test).length;
  const side = (true_on, seq) => ({ known_seq: seq, true_on, rule: head.rule, lights: head.counts, record: HEAD });
  return {
    then: side('2026-04-25', 4540), now: side(head.true_on, 4872), rows: compared,
    counts: {
      new: of((row) => row.change === 'new'), gone: 1, worse: of((row) => row.change === 'worse'), better: of((row) => row.change === 'better'),
      same: of((row) => row.change === 'same'), not_comparable: 0, slipped: of((row) => row.moved_days > 0), earlier: of((row) => row.moved_days < 0),
      held: of((row) => row.moved_days === 0), median_days: 0,
    },
  };
}

export function makeSheet(row) {
  const source = { file: '2026年5月重点项目台账.xlsx', sheet: '重点项目', cell: `H${row.no + 4}` };
  const field = (key, zh, en, value, vEn = value) => ({ key, label: { zh, en }, value: { zh: value, en: vEn }, since: '2026-05-10', seq: 4810, source });
  return {
    row,
    fields: [
      field('name', '项目名称', 'Name', row.name),
      field('lead_unit', '责任单位', 'Lead unit', row.unit.name),
      field('role.sponsor', '挂点领导', 'Sponsor', row.sponsor),
      field('stage', '阶段', 'Stage', row.stage),
      field('reported_ytd', '本年累计完成投资', 'Reported this year', `${(row.money.reported_ytd ?? 0) / 1e6} 万元`),
      field('physical_words', '形象进度', 'Physical progress', '主体结构完成至四层，二次结构同步施工，幕墙龙骨进场。'),
    ],
    light: {
      colour: row.light.colour,
      rule: { key: 'pp-bands', version: 1, name: { zh: '百分点分档', en: 'Percentage-point bands' } },
      note: { zh: '依据某省会城市2025年办法；0至10个百分点之间原文未规定，此处取绿灯。', en: 'After a provincial capital, 2025; 0–10 pp is undefined there, taken as green here.' },
      as_of: TODAY,
      inputs: [
        { name: { zh: '完成率', en: 'completion' }, about: { zh: '本年累计完成 ÷ 年度计划', en: 'reported ÷ plan' }, value: { zh: `${(row.money.completion ?? 0) / 100}%`, en: `${(row.money.completion ?? 0) / 100}%` } },
        { name: { zh: '应完成', en: 'planned' }, about: { zh: '序时进度', en: 'share planned' }, value: { zh: '38.1%', en: '38.1%' } },
        { name: { zh: '进度差', en: 'gap' }, about: { zh: '完成率 − 应完成', en: 'completion − planned' }, value: row.money.gap === null ? null : { zh: `${row.money.gap / 100} 个百分点`, en: `${row.money.gap / 100} pp` } },
      ],
      parts: [
        { name: { zh: '投资进度', en: 'Investment' }, formula: { zh: '=IF(进度差>=0,"绿",IF(进度差>=-10%,"绿",IF(进度差>=-30%,"黄","红")))', en: '=IF(gap >= 0, "green", IF(gap >= -10%, "green", IF(gap >= -30%, "yellow", "red")))' }, colour: row.light.colour, trace: [{ zh: `进度差 = ${(row.money.gap ?? 0) / 100} 个百分点`, en: `gap = ${(row.money.gap ?? 0) / 100} pp` }, row.light.reason] },
        { name: { zh: '开工', en: 'Start' }, formula: { zh: '=IF(AND(应开工,NOT(已开工)),IF(逾期月数>=3,"红","黄"),"")', en: '=IF(AND(due, NOT(started)), IF(months_late >= 3, "red", "yellow"), "")' }, colour: null, trace: [{ zh: '已开工 = 是', en: 'started = yes' }] },
      ],
      exemption: null,
      previous: row.light.previous,
      streak: row.light.streak,
    },
    steps: row.bars.steps.map((step, index) => ({
      key: `s${index}`, name: STEPS[index], days: 40, ...step, late_start: step.start, late_finish: step.finish,
      float_days: step.critical ? 0 : 12, late_days: index === 6 ? (row.bars.late_working_days ?? 0) : 0, driven_by: index ? STEPS[index - 1] : null,
    })),
    problems: row.needs.map((need, index) => ({
      id: `Q${index + 1}`, kind: ['用地', '用能'][index % 2], severity: index ? 'minor' : 'blocking', owner: '自然资源分局', delay_days: Math.max(0, need.days),
      description: need.text, raised_on: '2026-04-08', due_on: '2026-06-10', open: true, seq: 4633,
    })),
    lineage: row.no % 3 ? [] : [{ text: { zh: `更名：${row.name}`, en: `Renamed: ${row.name}` }, effective_on: '2025-11-02', document: '云开发〔2025〕37号', seq: 3120 }],
    stage_moves: [{ to: '开工', effective_on: row.bars.baseline_start, evidence: ['施工许可证 320501202500318'], seq: 2101 }],
    fixed_lights: Array.from({ length: 14 }, (_, index) => ({ cycle: { zh: `第${index + 1}期`, en: `Cycle ${index + 1}` }, as_of: '2026-04-25', colour: index > 9 ? row.light.colour : 'green' })),
    history: [
      { seq: 2101, recorded_at: '2025-03-11T02:12:00Z', effective_on: '2025-03-10', actor: 'clerk', text: { zh: '阶段变为 开工', en: 'Stage became 开工' } },
      { seq: 4810, recorded_at: '2026-05-12T03:40:00Z', effective_on: '2026-05-10', actor: 'clerk', text: { zh: '导入月报：改 4 个字段', en: 'Monthly report imported: 4 fields changed' } },
    ],
    history_total: 2,
    record: HEAD,
    true_on: TODAY,
    provisional_year: null,
  };
}
