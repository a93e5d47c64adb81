/**
 * The 70 field groups of a referral (records-and-forms.md section 2): what they ask for is M must, C conditional or
 * O optional, and due at S signing, D departure, H handover, A the ward's answer or X closing. `by` says who fills it:
 * the program, the record (patient, course, laboratory), the composer, the departure record, or the ward.
 */
export type Requirement = 'M' | 'C' | 'O';
export type Due = 'S' | 'D' | 'H' | 'A' | 'X';
export type FilledBy = 'program' | 'settings' | 'patient' | 'episode' | 'labs' | 'referral' | 'departure' | 'ward';

export interface FieldGroup {
  readonly group: number;
  readonly requirement: Requirement;
  readonly due: Due;
  readonly by: FilledBy;
}

/** Steps of the composer in the order of writing, and the groups that stand in each. */
export const STEPS = ['where', 'letter', 'aclf', 'consent', 'transport', 'review'] as const;
export type Step = (typeof STEPS)[number];

const row = (group: number, requirement: Requirement, due: Due, by: FilledBy): FieldGroup => ({
  group,
  requirement,
  due,
  by,
});

export const FIELD_GROUPS: readonly FieldGroup[] = [
  // A 抬头
  row(1, 'M', 'S', 'program'),
  row(2, 'M', 'S', 'program'),
  row(3, 'M', 'S', 'referral'),
  row(4, 'M', 'S', 'episode'),
  row(5, 'M', 'S', 'program'),
  row(6, 'M', 'S', 'settings'),
  row(7, 'M', 'S', 'settings'),
  row(8, 'C', 'S', 'referral'),
  row(9, 'M', 'S', 'referral'),
  row(10, 'M', 'D', 'departure'),
  row(11, 'M', 'S', 'episode'),
  // B 患者
  row(12, 'M', 'S', 'patient'),
  row(13, 'M', 'S', 'patient'),
  row(14, 'M', 'S', 'patient'),
  row(15, 'C', 'S', 'patient'),
  row(16, 'M', 'S', 'patient'),
  row(17, 'O', 'S', 'patient'),
  row(18, 'M', 'S', 'patient'),
  row(19, 'M', 'S', 'patient'),
  row(20, 'M', 'S', 'patient'),
  row(21, 'O', 'S', 'patient'),
  // C 病情
  row(22, 'M', 'S', 'referral'),
  row(23, 'M', 'S', 'referral'),
  row(24, 'M', 'S', 'referral'),
  row(25, 'M', 'S', 'referral'),
  row(26, 'M', 'S', 'referral'),
  row(27, 'M', 'S', 'patient'),
  row(28, 'M', 'S', 'referral'),
  row(29, 'M', 'S', 'referral'),
  row(30, 'M', 'S', 'referral'),
  // D ACLF
  row(31, 'M', 'S', 'episode'),
  row(32, 'M', 'S', 'episode'),
  row(33, 'M', 'S', 'episode'),
  row(34, 'M', 'S', 'episode'),
  row(35, 'M', 'S', 'episode'),
  row(36, 'O', 'S', 'episode'),
  row(37, 'C', 'S', 'episode'),
  row(38, 'O', 'S', 'labs'),
  row(39, 'M', 'S', 'labs'),
  row(40, 'M', 'S', 'labs'),
  row(41, 'M', 'S', 'referral'),
  row(42, 'O', 'S', 'referral'),
  row(43, 'M', 'S', 'referral'),
  // E 转运交接
  row(44, 'M', 'D', 'departure'),
  row(45, 'M', 'D', 'departure'),
  row(46, 'M', 'D', 'departure'), // expected; the actual times are stamps of the course
  row(47, 'O', 'D', 'departure'),
  row(48, 'M', 'D', 'departure'),
  row(49, 'M', 'D', 'departure'),
  row(50, 'C', 'H', 'departure'),
  row(51, 'C', 'D', 'departure'),
  row(52, 'C', 'D', 'departure'),
  row(53, 'C', 'D', 'departure'),
  row(54, 'C', 'D', 'departure'),
  row(55, 'C', 'H', 'departure'),
  row(56, 'O', 'D', 'departure'),
  row(57, 'M', 'D', 'departure'),
  row(58, 'M', 'D', 'departure'),
  row(59, 'M', 'H', 'departure'),
  // F 知情同意
  row(60, 'M', 'D', 'departure'),
  row(61, 'M', 'D', 'departure'),
  row(62, 'M', 'D', 'departure'),
  row(63, 'M', 'S', 'referral'),
  row(64, 'M', 'D', 'departure'),
  // G 回复
  row(65, 'M', 'A', 'ward'),
  row(66, 'M', 'A', 'ward'),
  row(67, 'M', 'X', 'ward'),
  row(68, 'O', 'X', 'ward'),
  row(69, 'M', 'X', 'ward'),
  row(70, 'M', 'X', 'ward'),
];

/** In which step of the composer a group is filled in or shown. */
export function stepOf(group: number): Step {
  if (group === 8) return 'review';
  if (group <= 11 || group === 23) return 'where';
  if (group <= 30) return 'letter';
  if (group <= 43) return 'aclf';
  if (group <= 59) return 'transport';
  return group <= 64 ? 'consent' : 'review';
}
