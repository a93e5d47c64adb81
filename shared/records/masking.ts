import { type PatientFields, patientAge } from './patient.ts';
import type { Day } from './time.ts';

const isHan = (character: string | undefined): boolean => /\p{Script=Han}/u.test(character ?? '');

/** Two-character family names that are kept whole in a masked name. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 司马 上官 诸葛 尉迟 万俟 皇甫 令狐 司徒 司空 慕容 夏侯 长孙 东方 南宫 独孤 公孙 轩辕 端木 申屠 宇文 鲜于 濮阳 ' +
    '淳于 单于 太史 公羊 公冶 赫连 澹台 钟离 呼延 百里 东郭 西门 仲孙 拓跋 纳兰 完颜 闾丘 子车 颛孙 巫马 宗政 太叔 第五'
  ).split(' '),
);

/** Names nobody by itself (records-and-forms 1.2). */
const UNNAMED = '无名氏';

/** 张*三, 张*, 欧阳**; other scripts keep the first letter; an unnamed patient stays as called; a remark in brackets goes. */
export function maskName(name: string): string {
  const characters = [...name];
  if (name.startsWith(UNNAMED)) return name;
  const remark = /^(.+?)\s*[（(].*$/u.exec(name);
  if (remark?.[1]) return maskName(remark[1]);
  if (characters.length < 2) return '*'.repeat(characters.length);
  const surname = characters.slice(0, 2).join('');
  if (characters.length > 2 && COMPOUND_SURNAMES.has(surname)) return surname + '*'.repeat(characters.length - 2);
  if (!isHan(characters[0])) return characters[0] + '*'.repeat(characters.length - 1);
  const last = characters.length > 2 ? characters.at(-1) : '';
  return `${characters[0]}${'*'.repeat(Math.max(1, characters.length - 2))}${last}`;
}

/** 110105********002X: area and last four; anything shorter than ten characters keeps its last two only. */
export function maskIdentity(number: string): string {
  if (number.length < 10) return '*'.repeat(Math.max(0, number.length - 2)) + number.slice(-2);
  return number.slice(0, 6) + '*'.repeat(number.length - 10) + number.slice(-4);
}

/** 138****1234. */
export function maskPhone(phone: string): string {
  if (phone.length < 7) return phone.replace(/./g, '*');
  return phone.slice(0, 3) + '*'.repeat(phone.length - 7) + phone.slice(-4);
}

/**
 * Address to county level: what stands up to the first 县, 区 or 旗, or without one (a county-level city) 市. An autonomous
 * region is larger than a county; a housing estate (小区) or community (社区) is smaller.
 */
export function maskAddress(address: string): string {
  const county = /^.*?(?:县|旗|(?<!自治|小|社|园|厂|校|院|库)区)/u.exec(address) ?? /^.*?市/u.exec(address);
  return county ? `${county[0]}****` : address && '****';
}

type Identifying = Pick<
  PatientFields,
  | 'name'
  | 'birthDate'
  | 'estimatedAge'
  | 'identity'
  | 'hospitalNumbers'
  | 'phone'
  | 'contact'
  | 'address'
  | 'registeredAddress'
  | 'insuranceNumber'
>;

/** How plainly it is shown whom a record is about. */
export interface Concealment {
  name(text: string): string;
  identity(number: string): string;
  phone(number: string): string;
  hospitalNumber(number: string): string;
  person<T extends Identifying>(person: T): T;
}

const asItIs = (text: string): string => text;

/** On the pages of the patient that is open. */
export const inClear: Concealment = {
  name: asItIs,
  identity: asItIs,
  phone: asItIs,
  hospitalNumber: asItIs,
  person: person => person,
};

/** In lists and on shared screens: whoever knows the patient knows them again, others do not. */
export const masked: Concealment = {
  name: maskName,
  identity: maskIdentity,
  phone: maskPhone,
  hospitalNumber: asItIs,
  person: person => concealed(person, masked, maskAddress),
};

const HIDDEN = '***';
const hide = (text: string): string => text && HIDDEN;

/** Teaching mode: nothing that says who it is; the age stays, in whole years as on the day `on`. */
export const hidden = (on: Day): Concealment => ({
  ...HIDING,
  person(person) {
    const years = patientAge(person, on);
    const estimatedAge = years === null ? null : { years: Math.min(120, Math.max(0, years)), on };
    return { ...concealed(person, HIDING, hide), birthDate: null, estimatedAge };
  },
});

const HIDING = { name: hide, identity: hide, phone: hide, hospitalNumber: hide };

function concealed<T extends Identifying>(
  person: T,
  by: Omit<Concealment, 'person'>,
  address: (text: string) => string,
): T {
  const { inpatient, outpatient, record } = person.hospitalNumbers;
  return {
    ...person,
    name: by.name(person.name),
    identity: { ...person.identity, number: by.identity(person.identity.number) },
    hospitalNumbers: {
      inpatient: by.hospitalNumber(inpatient),
      outpatient: by.hospitalNumber(outpatient),
      record: by.hospitalNumber(record),
    },
    phone: by.phone(person.phone),
    contact: { ...person.contact, name: by.name(person.contact.name), phone: by.phone(person.contact.phone) },
    address: address(person.address),
    registeredAddress: address(person.registeredAddress),
    insuranceNumber: by.identity(person.insuranceNumber),
  };
}
