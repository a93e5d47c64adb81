import type { Translate } from '../../../shared/i18n/i18n.ts';
import { answers as texts } from '../../../shared/i18n/zh-CN/answers.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { AnswerOutput, CourseEntry, ReferralCourse } from '../../../shared/referral/ward-answer.ts';
import { businessText } from '../../ui/delivery-wording.ts';

type LocalStep = keyof typeof texts.local;
const isLocal = (kind: string): kind is LocalStep => Object.hasOwn(texts.local, kind);

type OutputCode = keyof typeof texts.output;
const isOutput = (code: string): code is OutputCode => Object.hasOwn(texts.output, code);

/** What happened, in the words of the status machine; a step of this computer in its own. */
export function entryTitle(entry: CourseEntry, course: ReferralCourse, t: Translate): string {
  if (entry.kind === 'reconciled') {
    const made = course.reconciliations.find(({ at }) => at === entry.at);
    return t('answers.local.reconciled', { holds: t(`answers.difference.${made?.holds ?? 'registry'}`) });
  }
  if (entry.kind === 'decided') {
    const choice = entry.notes[0] === 'insist' ? 'insist' : 'give-way';
    return t('answers.local.decided', {
      move: businessText(entry.businessStatus, t),
      choice: t(`answers.local.${choice}`),
    });
  }
  return isLocal(entry.kind) ? t(`answers.local.${entry.kind}`) : businessText(entry.kind, t);
}

/** `床位 12 床`; a time as wall clock; a reference without text is left to support. */
export function outputText({ code, text, reference }: AnswerOutput, t: Translate): string {
  const label = isOutput(code) ? t(`answers.output.${code}`) : code;
  const isTime = (code === 'expected-at' || code === 'eta') && !Number.isNaN(Date.parse(text));
  return `${label} ${isTime ? wallClock(new Date(text).toISOString()) : text || (reference ?? '')}`.trim();
}
