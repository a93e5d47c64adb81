import type { Patient } from './patient.ts';

const isHan = (character: string | undefined): boolean => /\p{Script=Han}/u.test(character ?? '');

/** Two-character family names that are kept whole in a masked name. */
const COMPOUND_SURNAMES = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '尉迟',
  '万俟',
  '皇甫',
  '令狐',
  '司徒',
  '慕容',
  '夏侯',
  '长孙',
];

/** 张*三, 欧阳**; other scripts keep the first letter. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length < 2) return name;
  if (COMPOUND_SURNAMES.includes(characters.slice(0, 2).join('')))
    return characters.slice(0, 2).join('') + '*'.repeat(characters.length - 2);
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

/** Address to county level: what stands up to the first 县, 区, 旗 or, without one, 市. */
export function maskAddress(address: string): string {
  const county = /^.*?(?:县|区|旗)/u.exec(address) ?? /^.*?市/u.exec(address);
  return county ? `${county[0]}****` : address && '****';
}

/** A patient as somebody sees it who may not know who it is. */
export const maskPatient = (patient: Patient): Patient => ({
  ...patient,
  name: maskName(patient.name),
  identity: { ...patient.identity, number: maskIdentity(patient.identity.number) },
  phone: maskPhone(patient.phone),
  contact: { ...patient.contact, name: maskName(patient.contact.name), phone: maskPhone(patient.contact.phone) },
  address: maskAddress(patient.address),
  registeredAddress: maskAddress(patient.registeredAddress),
  insuranceNumber: maskIdentity(patient.insuranceNumber),
});
