/** Words of the printer's test page. */
export const packetTest = {
  title: '打印机测试页',
  made: '{{at}} · {{by}} · 肝桥 {{version}} · {{size}}',
  frame: '四周细框为版心：四边都应印出，左侧留 18 mm（A5 为 15 mm）装订。',
  ruler: '以上标尺用直尺核对：{{mm}} mm 应与实物等长。若变短，请在打印对话框把缩放设为 100 %（实际大小）。',
  greys: '相邻灰阶应能分辨；10 % 仍可见。',
  code: '二维码边长 34 mm，应能用手机扫出“GANQIAO PRINTER TEST”；圆圈直径 42 mm，为盖章处。',
  textFrame:
    '四周虚线框占满 {{columns}} 列、{{lines}} 行：四边都应印出；缺左右边请调拖纸器，缺上下边请调走纸位置（纸高 140 mm）。',
  textRuler:
    '以上标尺共 {{columns}} 列，最右应为 8；每列 1.85 mm，全长 200 mm。字迹重叠或折行，请在驱动中选 241 × 140 mm、缩放 100 %。',
  copies: '请撕开三联：① ② ③ 每一联都应能读清本页的汉字和数字；下联不清，请把打印厚度杆调小或换色带、加大压力。',
  pen: '签名处（用力书写，三联都应清楚）',
  latin: '西文与符号',
  rare: '生僻字',
  allGlyphs: '以上生僻字本机均有字形。',
  missing: '本机没有字形，将印成空框：{{characters}}。请管理员安装“宋体-ExtB（SimSun-ExtB）”等大字符集字体。',
} as const;
