export const clinical = {
  refusal: {
    'missing-input': '缺少数据',
    'out-of-range': '数值超出允许范围',
    'not-applicable': '不适用于该患者',
    'model-not-installed': '未安装模型',
    'unknown-score': '未知评分',
    'unknown-unit': '无法识别的单位',
  },
} as const;
