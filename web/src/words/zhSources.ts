/** Words of outside systems: Chinese. */
export const zhSources = {
  title: '数据来源',
  lead: '有的字段以外部系统为准？',
  how: '每个字段只有一个来源。导入那个系统的导出表时采用它的字段，其余只比对；别的文件改不动这些字段，差异一一列出。单位填报时与来源不同，当场就问。',
  add: '新增系统',
  edit: '修改',
  none: '还没有定义来源系统',
  noneHow: '所有字段都以本区台账为准。审批平台、统计联网直报、省调度平台说了算的字段，在这里定义。',
  name: '系统名称',
  nameEn: '英文名称（可不填）',
  key: '编码',
  keyHow: '命令行用，如 statistics',
  fields: '以它为准的字段',
  nothing: '没有字段以它为准',
  indicators: '以它为准的指标',
  projects: '{{count}} 个项目有值',
  save: '保存',
  steps: '怎么用',
  stepImport: '导入它的导出表：在“导入”里选“文件来自”这个系统',
  stepInto: '写成它要的表：',
  stepFigures: '指标也一样：',
};

/** Words of the comparison with other zones: Chinese. */
export const zhPeers = {
  title: '与兄弟园区比',
  byGrowth: '{{month}}，按比上年同期的增长排；金额未扣除价格。',
  byFigure: '{{month}}，按数值排。',
  add: '记入兄弟园区公布数',
  zone: '园区',
  value: '数值',
  growth: '同比（%）',
  ahead: '本区领先',
  publication: '公布在哪里',
  paste: '粘贴公布的表：一行一个园区，一列一个月份（如 2026年1-4月），连表头一起复制',
};
