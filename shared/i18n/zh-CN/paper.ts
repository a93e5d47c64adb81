/** Printing a packet: what, for whom, on which paper. */
export const paper = {
  title: '打印与保存',
  pages: '页',
  copies: '联',
  unlabelled: '不勾选：一份，不标联次',
  size: '纸张',
  sizes: { A4: 'A4', A5: 'A5（仅转诊单正联）', 'dot-matrix': '针式 241 × 140 mm（文本，三联单）' },
  carbon: '复写三联单：只打一份，联次印在每页上',
  none: '请至少勾选一页。',
  testPage: '打印机测试页',
  missingGlyphs:
    '本机没有字体能显示 {{characters}}，纸上会印成空框。请手写补上，或由管理员安装大字符集字体（如宋体-ExtB）。',
  preview: '预览页',
  allChosen: '所勾选的各页',
  page: {
    P1: '1 转诊单',
    P2: '2 摘要',
    P3: '3 化验',
    P4: '4 评分',
    P5: '5 时间轴',
    P6: '6 知情同意',
    P7: '7 转运交接',
    P8: '8 资料清单',
    return: '回转单',
    'return-blank': '空白回转单',
  },
} as const;
