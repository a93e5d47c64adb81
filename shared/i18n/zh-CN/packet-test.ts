/** Words of the printer's test page. */
export const packetTest = {
  title: '打印机测试页',
  made: '{{at}} · {{by}} · 肝桥 {{version}} · {{size}}',
  frame: '四周细框为版心：四边都应印出，左侧留 18 mm（A5 为 15 mm）装订。',
  ruler: '以上标尺用直尺核对：{{mm}} mm 应与实物等长。若变短，请在打印对话框把缩放设为 100 %（实际大小）。',
  greys: '相邻灰阶应能分辨；10 % 仍可见。',
  code: '二维码边长 34 mm，应能用手机扫出“GANQIAO PRINTER TEST”；圆圈直径 42 mm，为盖章处。',
  latin: '西文与符号',
  rare: '生僻字',
  allGlyphs: '以上生僻字本机均有字形。',
  missing: '本机没有字形，将印成空框：{{characters}}。请管理员安装“宋体-ExtB（SimSun-ExtB）”等大字符集字体。',
} as const;
