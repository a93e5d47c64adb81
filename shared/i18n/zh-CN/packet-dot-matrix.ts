/** The letter in text mode, on continuous carbon forms. */
export const packetDotMatrix = {
  carbon: '一式三联（复写）：{{copies}}',
  goesOn: '（续）',
  box: '[{{mark}}] {{label}}',
  hash: '资料校验（SHA-256 前 32 位）',
  unsigned: '签发后生成',
  codeNote: '文本纸不印二维码：转诊单号含校验位，资料校验的前 8 位即二维码的校验。',
  seal: '（盖章处）',
} as const;
