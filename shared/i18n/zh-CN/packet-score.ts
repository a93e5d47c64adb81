/** Words of the score sheet (P4) and of the score line of the letter; codes of the engine are worded in `clinical`. */
export const packetScore = {
  value: '结果',
  version: '公式版本 {{version}}',
  anchoredAt: '以 {{at}} 采样为准',
  framework: '判定体系',
  inputs: '输入值',
  rule: '判定',
  sum: '合计 {{raw}}，取 {{value}}',
  population: '适用人群',
  citation: '文献',
  published: '文献报告',
  notes: '提示',
  refusedHeading: '未得出结果的评分',
  boundsHeading: '缺项时的可能范围',
  missing: '（缺：{{missing}}）',
  noArithmetic: '本机公式与签发时的结果不一致，不再列出演算；以签发时冻结的结果为准。',
  none: '签发时没有评分记录。',
} as const;
