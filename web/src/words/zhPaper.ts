/** Words of reports on paper and of a unit's own table: Chinese. */
export const zhPaper = {
  title: '纸质签字',
  how: '也可打印出来签字盖章，再把扫描件或照片传回来：二维码由系统读出，读不出的照抄短编码。',
  printed: '{{date}} 由 {{by}} 打印',
  old: '打印后报表已改动',
  scanned: '{{date}} 已登记，看扫描件',
  file: '扫描件或照片（PNG、JPEG、PDF）',
  reading: '正在读取……',
  code: '短编码',
  codeHow: '照抄表上短编码，如 C61U3V2-9FTH-4BSM-7',
  look: '核对',
  found: '读出二维码：',
  typed: '编码核对无误：',
  totalsHow: '对照纸上合计：没有手改的保持不变；有手改的，照纸上填写。',
  asPrinted: '打印为 {{amount}}',
  corrected: '与打印的不同：登记后不作签字，报表退经办，按纸上数字更正后重新打印。',
  totalsSeen: '已与纸上合计逐项核对',
  signed: '纸上已签',
  handIn: '登记',
};

/** Words of a unit's own table: Chinese. */
export const zhOwnTable = {
  open: '上传本单位表格',
  how: '上传或粘贴本单位自己的进度表：按名称对应项目，按表头对应栏目，填入下面的表；不会自动报送。',
  file: '表格文件',
  paste: '或把表格连同表头粘贴到这里',
  read: '读取',
  found: '对应 {{lines}} 个项目，{{left}} 行未用，{{over}} 行标题、合计略过',
  ignore: '不用',
  which: '是哪个项目',
  missing: '表中没有：',
  take: '填入 {{count}} 个项目',
  taken: '已填入下表，请核对后报送',
};
