/** When the registry is not what it was. */
export const reset = {
  why: {
    epoch: '登记平台被清空或由备份恢复。',
    'task-missing': '登记平台上找不到本院未结案的转诊。',
    'ops-missing': '登记平台丢失了本院已确认的多项操作。',
    'other-registry': '现在的地址是另一个登记平台，本院以前的转诊不在其上。',
  },
  stopped: '已暂停向平台发送（自 {{time}}），已送达的转诊状态未知。紧急转诊请电话联系病房并打印。',
  whoDecides: '请管理员在“设置 › 登记平台”处理。',
  toSettings: '去处理',
  title: '平台被重置：核对后再发送',
  explain: '先电话向平台管理方核实发生了什么，再核对下表。决定之前，本机不向平台发送任何内容。',
  compare: '与平台核对',
  comparing: '正在核对…',
  column: { number: '转诊单号', local: '本机所知', server: '平台上现有', same: '结果' },
  none: '平台上没有',
  nothing: '本机没有平台确认过的转诊，可直接继续。',
  result: { missing: '缺失', same: '一致', differs: '不一致', ended: '已结束，不再发送' },
  missing: '共 {{total}} 份，平台缺失 {{missing}} 份未结案的转诊。',
  resend: '补发缺失的内容并继续',
  goOn: '不补发，只继续新的转诊',
  goOnHint: '不补发：平台缺失的转诊列为“需处理”，由医师逐份决定。',
} as const;
