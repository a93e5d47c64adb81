import type { LabField } from '../../../shared/records/lab-profile.ts';
import { foldTight } from './fold.ts';

/**
 * The names of columns and labels (records-and-forms.md 6.2). A field with several names reads the first filled one, in
 * this order; names stand as they compare: folded, without blanks and colons, lower case.
 */
const NAMES = {
  item: ['项目名称', '检测项目', '分析项目', '指标名称', '中文名称', 'item', 'testname', 'test', '项目'],
  /** The item where no other item column stands, else a panel. */
  itemOrPanel: ['检验项目'],
  code: ['项目代码', '项目编码', '英文名称', '英文名', '英文缩写', '缩写', '代号', '项目简称', 'code'],
  panel: [
    '组合名称',
    '组合项目',
    '检验组合',
    '检验目的',
    '报告名称',
    '医嘱名称',
    '医嘱项目',
    '申请项目',
    '组套名称',
    'panel',
  ],
  result: ['结果', '检验结果', '测定值', '测定结果', '结果值', '检测结果', '检测值', '定量结果', 'result', 'value'],
  unit: ['单位', '结果单位', '计量单位', 'unit', 'units'],
  range: ['参考范围', '参考区间', '参考值', '参考值范围', '正常值', 'referencerange', 'reference'],
  low: ['下限', '参考下限', '参考值下限', 'low'],
  high: ['上限', '参考上限', '参考值上限', 'high'],
  flag: ['提示', '标志', '异常标识', '异常提示', '结果提示', '高低', '高低标志', 'flag'],
  name: ['姓名', '病人姓名', '患者姓名', 'name'],
  sex: ['性别', 'sex', 'gender'],
  age: ['年龄', 'age'],
  mrnInpatient: ['住院号'],
  mrnRecord: ['病案号', '病历号', 'mrn'],
  mrnOutpatient: ['门诊号'],
  mrnPatient: ['病人号', '病人id', '患者id', '患者编号', 'patientid'],
  mrnVisit: ['就诊卡号', '就诊号', '登记号'],
  idCard: ['身份证号', '身份证号码', '身份证', '证件号码', '证件号', 'idnumber'],
  specimen: ['标本类型', '样本类型', '标本种类', '样本种类', '标本', '样本', 'specimen'],
  collectedTime: [
    '采集时间',
    '采样时间',
    '采血时间',
    '抽血时间',
    '标本采集时间',
    '样本采集时间',
    'collected',
    'collectedat',
    'collectiontime',
  ],
  collectedDate: ['采集日期', '采样日期', '采血日期'],
  receivedTime: ['接收时间', '签收时间', '核收时间', '收样时间', '标本接收时间', 'received', 'receivedat'],
  receivedDate: ['接收日期', '签收日期', '核收日期'],
  auditedTime: ['审核时间', 'verified', 'verifiedat'],
  auditedDate: ['审核日期'],
  reportedTime: ['报告时间', '发布时间', 'reported', 'reportedat'],
  reportedDate: ['报告日期'],
  testedTime: ['检验时间', '检测时间', '测定时间'],
  testedDate: ['检验日期', '检测日期'],
  /** Never a result's time; they lend their year to a date that has none. */
  requestedTime: ['申请时间', '开单时间', '医嘱时间'],
  printedTime: ['打印时间'],
  unused: [
    '序号',
    '科室',
    '送检科室',
    '申请科室',
    '病区',
    '床号',
    '申请医生',
    '送检医生',
    '检验者',
    '检验人',
    '审核者',
    '审核人',
    '备注',
    '仪器',
    '样本号',
    '标本号',
    '条码号',
    '条码',
    '检验单号',
    '诊断',
    '临床诊断',
    '费别',
    '上次结果',
    '历史结果',
  ],
} as const satisfies Record<LabField, readonly string[]>;

export type Field = LabField;

export const MRN_FIELDS = ['mrnInpatient', 'mrnRecord', 'mrnOutpatient', 'mrnPatient', 'mrnVisit'] as const;

const fieldByName = new Map<string, Field>();
for (const [field, names] of Object.entries(NAMES)) {
  for (const name of names) fieldByName.set(name, field as Field); // Object.entries forgets the keys' type
}

export const namesOf = (field: Field): readonly string[] => NAMES[field];

/** How a header or label is compared. */
export const headerKey = (text: string): string => foldTight(text).replace(/:/g, '');

export const fieldOf = (key: string): Field | undefined => fieldByName.get(key);

/** The longest known name at the end of a text, for labels glued to the value before them. */
export function knownNameAtEnd(key: string): string | undefined {
  for (let from = 0; from < key.length; from++) {
    if (fieldByName.has(key.slice(from))) return key.slice(from);
  }
  return undefined;
}
