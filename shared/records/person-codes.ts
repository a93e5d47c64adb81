import { z } from 'zod';

/**
 * GB/T 3304 numeric codes of the 56 ethnic groups of China, with 97 other and 98 a citizen of foreign descent
 * (names in i18n, `ethnic`).
 */
export const ETHNIC_GROUPS = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
  '18',
  '19',
  '20',
  '21',
  '22',
  '23',
  '24',
  '25',
  '26',
  '27',
  '28',
  '29',
  '30',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '37',
  '38',
  '39',
  '40',
  '41',
  '42',
  '43',
  '44',
  '45',
  '46',
  '47',
  '48',
  '49',
  '50',
  '51',
  '52',
  '53',
  '54',
  '55',
  '56',
  '97',
  '98',
] as const;
export const EthnicGroup = z.enum(ETHNIC_GROUPS);
export type EthnicGroup = z.infer<typeof EthnicGroup>;

/** The five of GB/T 2261.2. */
export const MaritalStatus = z.enum(['unmarried', 'married', 'widowed', 'divorced', 'not-stated']);
export type MaritalStatus = z.infer<typeof MaritalStatus>;

/** GB/T 2261.4 as the front page of Chinese hospital records uses it: 11, 13, 17, 21, 24, 27, 31, 37, 51, 54, 70, 80, 90. */
export const Occupation = z.enum([
  'civil-servant',
  'professional',
  'clerk',
  'manager',
  'worker',
  'farmer',
  'student',
  'soldier',
  'freelance',
  'self-employed',
  'unemployed',
  'retired',
  'other',
]);
export type Occupation = z.infer<typeof Occupation>;

/** GB/T 2260 at the level of provinces; the county is part of the address text. Names in i18n (`region`). */
export const PROVINCES = [
  '110000',
  '120000',
  '130000',
  '140000',
  '150000',
  '210000',
  '220000',
  '230000',
  '310000',
  '320000',
  '330000',
  '340000',
  '350000',
  '360000',
  '370000',
  '410000',
  '420000',
  '430000',
  '440000',
  '450000',
  '460000',
  '500000',
  '510000',
  '520000',
  '530000',
  '540000',
  '610000',
  '620000',
  '630000',
  '640000',
  '650000',
  '710000',
  '810000',
  '820000',
] as const;
export const Province = z.enum(PROVINCES);
export type Province = z.infer<typeof Province>;

/** ISO 3166-1 alpha-2 codes of states; their names come from the platform (`Intl.DisplayNames`). */
export const NATIONALITIES = (
  'CN AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM ' +
  'CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ' +
  'ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH ' +
  'MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW ' +
  'SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VA VC VE ' +
  'VN VU WS YE ZA ZM ZW'
).split(' ');
export const Nationality = z.string().refine(code => NATIONALITIES.includes(code));
