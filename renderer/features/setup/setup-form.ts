import type { z } from 'zod';
import { FirstUser } from '../../../shared/contract/application.ts';
import { Facility, WardFields } from '../../../shared/records/facility.ts';

export const STEPS = ['facility', 'wards', 'user', 'recovery', 'finish'] as const;
export type Step = (typeof STEPS)[number];

/** A ward as typed; `key` tells the rows of the list apart and goes nowhere. */
export type WardAnswer = WardFields & { key: string };

/** What the assistant asks, as typed. Lives in memory only: it holds a password and there is no vault yet. */
export interface SetupAnswers {
  facility: Facility;
  wards: readonly WardAnswer[];
  user: z.infer<typeof FirstUser>;
  repeat: string;
  echo: readonly [string, string];
  samples: boolean;
}

export const blankWard = (): WardAnswer => ({
  key: crypto.randomUUID(),
  facilityName: '',
  facilityCode: '',
  wardName: '',
  phone: '',
});

export const blankAnswers = (): SetupAnswers => ({
  facility: { name: '', code: '', workstation: '1', department: '', phone: '', role: 'county' },
  wards: [blankWard()],
  user: { login: '', displayName: '', title: '', phone: '', password: '' },
  repeat: '',
  echo: ['', ''],
  samples: false,
});

/** A new recovery key, and which two of its groups (from 1) are to be typed back. */
export interface RecoveryKey {
  groups: string[];
  ask: number[];
}

/** Why an answer is not taken; `needed` where it is empty. Keys of i18n `setup.error`. */
export type AnswerFault = 'needed' | 'code' | 'workstation' | 'login' | 'phone' | 'name' | 'differs' | 'echo';

/** Faults by field path (`facility.code`, `wards.0.phone`, `user.login`, `echo.1`). */
export type AnswerFaults = Record<string, AnswerFault>;

type Check = { safeParse(value: string): { success: boolean } };

function fault(text: string, check: Check, otherwise: AnswerFault): AnswerFault | null {
  if (text.trim() === '') return check.safeParse(text).success ? null : 'needed';
  return check.safeParse(text).success ? null : otherwise;
}

function faultsOf(prefix: string, checks: [field: string, text: string, check: Check, otherwise: AnswerFault][]) {
  return checks.flatMap(([field, text, check, otherwise]) => {
    const found = fault(text, check, otherwise);
    return found ? [[`${prefix}.${field}`, found] as const] : [];
  });
}

/** As the services read a typed group: any case, O for 0, I or L for 1. */
const plainGroup = (text: string) =>
  text.normalize('NFKC').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/\s/g, '');

const { shape: facilityShape } = Facility;
const { shape: wardShape } = WardFields;
const { shape: userShape } = FirstUser;

/** All that keeps a step from being done. */
export function faultsOfStep(step: Step, answers: SetupAnswers, recovery: RecoveryKey | null): AnswerFaults {
  const { facility, wards, user, repeat } = answers;
  switch (step) {
    case 'facility':
      return Object.fromEntries(
        faultsOf('facility', [
          ['name', facility.name, facilityShape.name, 'name'],
          ['department', facility.department, facilityShape.department, 'name'],
          ['phone', facility.phone, facilityShape.phone, 'phone'],
          ['code', facility.code, facilityShape.code, 'code'],
          ['workstation', facility.workstation, facilityShape.workstation, 'workstation'],
        ]),
      );
    case 'wards':
      return Object.fromEntries(
        wards.flatMap((ward, index) =>
          faultsOf(`wards.${index}`, [
            ['facilityName', ward.facilityName, wardShape.facilityName, 'name'],
            ['facilityCode', ward.facilityCode, wardShape.facilityCode, 'code'],
            ['wardName', ward.wardName, wardShape.wardName, 'name'],
            ['phone', ward.phone, wardShape.phone, 'phone'],
          ]),
        ),
      );
    case 'user': {
      const entries: (readonly [string, AnswerFault])[] = faultsOf('user', [
        ['displayName', user.displayName, userShape.displayName, 'name'],
        ['login', user.login, userShape.login, 'login'],
        ['password', user.password, userShape.password, 'needed'],
      ]);
      if (repeat === '') entries.push(['user.repeat', 'needed']);
      else if (repeat !== user.password) entries.push(['user.repeat', 'differs']);
      return Object.fromEntries(entries);
    }
    case 'recovery':
      return Object.fromEntries(
        answers.echo.flatMap((typed, index): (readonly [string, AnswerFault])[] => {
          const group = recovery?.groups[(recovery.ask[index] ?? 0) - 1];
          if (typed.trim() === '' || group === undefined) return [[`echo.${index}`, 'needed']];
          return plainGroup(typed) === plainGroup(group) ? [] : [[`echo.${index}`, 'echo']];
        }),
      );
    case 'finish':
      return {};
  }
}

/** The step where a field of a refused answer is filled in. */
export function stepOfField(path: string): Step {
  const head = path.split('.')[0];
  if (head === 'facility' || head === 'wards' || head === 'user') return head;
  return head === 'recoveryEcho' || head === 'echo' ? 'recovery' : 'user';
}
