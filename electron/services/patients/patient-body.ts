import { blankPatient, PatientFields } from '../../../shared/records/patient.ts';
import { ETHNIC_GROUPS } from '../../../shared/records/person-codes.ts';

/**
 * A person's stored fields, also as earlier versions of the program stored them: fields that came later are blank, and
 * the ethnic group, once typed as text, is its code.
 */
export function readPatientBody(json: string): PatientFields {
  const body = { ...blankPatient(), ...JSON.parse(json) };
  return PatientFields.parse({ ...body, ethnicity: ethnicGroup(body.ethnicity) });
}

/** Names of the ethnic groups in the order of their codes in GB/T 3304. */
const ETHNIC_NAMES = (
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 ' +
  '土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 ' +
  '赫哲 门巴 珞巴 基诺'
).split(' ');

function ethnicGroup(stored: unknown): string | null {
  if (typeof stored !== 'string' || stored === '') return null;
  if (/^\d{2}$/.test(stored)) return stored;
  return ETHNIC_GROUPS[ETHNIC_NAMES.indexOf(stored.replace(/族$/, ''))] ?? null;
}
