// The fields a column may stand for, with their names. The keys are those of the record.

import type { Words } from '../api/types';

const NAMED: [string, string, string][] = [
  ['ignore', '不导入', 'Leave out'],
  ['name', '项目名称', 'Project'],
  ['id', '系统编号', 'Program id'],
  ['nature', '项目性质', 'Nature'],
  ['content', '建设规模及内容', 'Scale and content'],
  ['scale', '规模类别', 'Scale'],
  ['industry', '所属行业', 'Industry'],
  ['place', '建设地点', 'Place'],
  ['portfolio_group', '四个一批', 'Portfolio group'],
  ['handling_level', '知悉范围', 'Handling level'],
  ['lead_unit', '责任单位', 'Responsible unit'],
  ['supporting_units', '配合单位', 'Supporting units'],
  ['role.sponsor', '挂点领导', 'Sponsor'],
  ['role.lead', '牵头负责人', 'Lead official'],
  ['role.coordinator', '联络员', 'Coordinator'],
  ['role.site', '现场负责人', 'Site manager'],
  ['role.service', '服务专员', 'Service officer'],
  ['role.supervisor', '督办责任人', 'Supervision officer'],
  ['total_investment', '总投资', 'Total investment'],
  ['funding_planned', '计划资金', 'Funding planned'],
  ['funding_received', '到位资金', 'Funding received'],
  ['reported_ytd', '本年累计完成投资', 'Reported this year'],
  ['reported_total', '开工以来累计完成投资', 'Reported in total'],
  ['certified_ytd', '本年纳统投资', 'Certified this year'],
  ['certified_total', '累计纳统投资', 'Certified in total'],
  ['physical_share', '形象进度（%）', 'Physical progress (%)'],
  ['physical_words', '形象进度说明', 'Physical progress in words'],
  ['stage', '阶段', 'Stage'],
  ['planned_start', '计划开工', 'Planned start'],
  ['planned_finish', '计划竣工', 'Planned finish'],
  ['required_finish', '要求完成时间', 'Required date'],
  ['planned_registration', '计划入库', 'Planned registration'],
  ['actual_registration', '实际入库', 'Actual registration'],
  ['forecast_finish', '预计竣工', 'Forecast finish'],
  ['actual_start', '实际开工', 'Actual start'],
  ['actual_finish', '实际竣工', 'Actual finish'],
  ['remark', '备注', 'Remark'],
  ['as_of', '数据截至日期', 'Date of the report'],
  ['mark', '标记名称', 'Name of the mark'],
  ['year', '年度', 'Year'],
  ['money_unit', '金额单位', 'Unit of money'],
];

/** The palette: fields under headings, in the order in which offices' tables have them. */
export const GROUPS: readonly { name: Words; keys: readonly string[] }[] = [
  { name: { zh: '是哪个项目', en: 'Which project' }, keys: ['name', 'id', 'nature', 'scale', 'industry', 'place', 'content', 'portfolio_group', 'handling_level'] },
  { name: { zh: '谁负责', en: 'Who' }, keys: ['lead_unit', 'supporting_units', 'role.sponsor', 'role.lead', 'role.coordinator', 'role.site', 'role.service', 'role.supervisor'] },
  { name: { zh: '钱', en: 'Money' }, keys: ['total_investment', 'reported_ytd', 'reported_total', 'certified_ytd', 'certified_total', 'funding_planned', 'funding_received'] },
  { name: { zh: '进度', en: 'Progress' }, keys: ['physical_share', 'physical_words', 'stage', 'remark'] },
  { name: { zh: '日期', en: 'Dates' }, keys: ['planned_start', 'planned_finish', 'required_finish', 'forecast_finish', 'actual_start', 'actual_finish', 'planned_registration', 'actual_registration'] },
  { name: { zh: '这张表', en: 'The table itself' }, keys: ['ignore', 'as_of', 'mark', 'year', 'money_unit'] },
];

/** The plans of a year and its months, for the palette. */
export function planKeys(year: number): string[] {
  return [`year_plan.${year}`, ...monthKeys(year)];
}

function monthKeys(year: number): string[] {
  return Array.from({ length: 12 }, (_, i) => `month_plan.${year}-${String(i + 1).padStart(2, '0')}`);
}

const FIXED = new Map(NAMED.map(([key, zh, en]) => [key, { zh, en }]));

/** The name of a target, also of one with a parameter: `month_plan.2026-05`. */
export function targetName(key: string): Words {
  const fixed = FIXED.get(key);
  if (fixed) return fixed;
  const [kind, rest = ''] = split(key);
  switch (kind) {
    case 'year_plan':
      return { zh: `${rest} 年度计划投资`, en: `Year plan ${rest}` };
    case 'month_plan': {
      const [year, month] = rest.split('-');
      return { zh: `${year} 年 ${Number(month)} 月计划`, en: `Plan ${rest}` };
    }
    case 'code':
      return { zh: `编码·${rest}`, en: `Code ${rest}` };
    case 'gate':
      return { zh: `节点·${rest}`, en: `Gate ${rest}` };
    case 'quantity':
      return { zh: `实物工作量·${rest}`, en: `Quantity ${rest}` };
    case 'custom':
      return { zh: `自定义·${rest}`, en: `Own column ${rest}` };
    default:
      return { zh: key, en: key };
  }
}

function split(key: string): [string, string] {
  const dot = key.indexOf('.');
  return dot < 0 ? [key, ''] : [key.slice(0, dot), key.slice(dot + 1)];
}

/** What may be chosen for a column: the fixed targets, its own column, what it is now. */
export function choices(header: string, now: string, year: number): string[] {
  const own = header.split('/').pop()?.trim().slice(0, 60) ?? header;
  const some = [...FIXED.keys(), ...planKeys(year), `code.${own}`, `gate.${own}`, `custom.${own}`];
  return some.includes(now) ? some : [now, ...some];
}

export const MONEY_UNITS = ['元', '千元', '万元', '百万元', '亿元'] as const;

const MONEY = /^(total_investment|funding_|reported_|certified_|year_plan|month_plan)/;

export function isMoney(target: string): boolean {
  return MONEY.test(target);
}

export type Sure = 'high' | 'middle' | 'low';

/** Below 70 the guess needs a person's eye; at 50 and less it is hardly one. */
export function sureOf(confidence: number): Sure {
  if (confidence >= 80) return 'high';
  return confidence >= 60 ? 'middle' : 'low';
}
