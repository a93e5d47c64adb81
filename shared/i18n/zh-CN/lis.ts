/** Texts of the reader of laboratory exports: why a file is refused, why a row is skipped. */
export const lis = {
  command: {
    usage: '需要一个检验导出文件的文件名',
    missing: '无法打开该文件',
    internal: '读取该文件时程序出错',
  },
  unreadable: {
    empty: '文件为空',
    'too-large': '文件过大',
    'old-excel': '这是旧版 Excel 二进制文件（.xls），请另存为 .xlsx 或 CSV',
    damaged: '文件已损坏，无法完整读取',
    encoding: '文件编码既不是 UTF-8、UTF-16，也不是 GB18030',
    'no-header-row': '没有找到检验结果的表头',
  },
  skipped: {
    'quality-control': '质控或定标',
    'damaged-identifier': '患者编号已被 Excel 改写',
    'not-blood': '不是血标本',
    'unknown-item': '不认识的项目',
    'ambiguous-item': '项目不能确定',
    'unreadable-value': '结果无法读取',
    'unknown-unit': '单位缺失或不认识',
    'no-time': '没有可用的时间',
    superseded: '已被更新的结果取代',
  },
};
