import { z } from 'zod';
import { BUSINESS_STATES, type BusinessState } from '../fhir/task-moves.ts';
import { Id, Instant } from '../records/time.ts';

/** What a ward may say of a referral, in the order of the form (records-and-forms 9.3). */
export const ANSWERS = [
  'bed-assigned',
  'accepted-waiting-bed',
  'info-requested',
  'declined-advise-local',
  'referred-onward',
  'declined',
] as const satisfies readonly BusinessState[];
export const Answer = z.enum(ANSWERS);
export type Answer = z.infer<typeof Answer>;

export const isAnswer = (kind: string): kind is Answer => Answer.options.some(each => each === kind);

/** Yes, no, or not yet: what of an answer decides the patient's way. */
export const verdictOf = (answer: Answer): 'accepted' | 'on-hold' | 'rejected' => BUSINESS_STATES[answer].status;

/** Whether the patient may set out on this answer. */
export const allowsDeparture = (kind: string): boolean => isAnswer(kind) && verdictOf(kind) === 'accepted';

const line = (max: number) => z.string().trim().max(max);

/** An answer given by telephone and typed here (fields 65 and 66 of the national form). */
export const PhoneAnswer = z.object({
  answer: Answer,
  by: line(50).min(1),
  phone: line(30),
  at: Instant,
  /** Why not, or what is still wanted. */
  reason: line(300),
  /** What to do before and on the way. */
  advice: line(1000),
  expectedAt: Instant.nullable(),
  /** Bed or place. */
  place: line(100),
  /** Hospital that the patient is referred on to. */
  onwardTo: line(100),
});
export type PhoneAnswer = z.infer<typeof PhoneAnswer>;

/** The ward's own answer to a referral that came in without a line. */
export const WardAnswer = PhoneAnswer.omit({ by: true, phone: true, at: true });
export type WardAnswer = z.infer<typeof WardAnswer>;

export const wardAnswerLacks = (given: WardAnswer): (keyof WardAnswer)[] => answerLacks(given);

/** Under the codes that Task.output uses. */
export function wardAnswerOutputs({
  place,
  expectedAt,
  advice,
  onwardTo,
}: WardAnswer): { code: string; text: string }[] {
  const texts = { bed: place, 'expected-at': expectedAt ?? '', advice, organization: onwardTo };
  return Object.entries(texts)
    .filter(([, text]) => text !== '')
    .map(([code, text]) => ({ code, text }));
}

export const phoneAnswerLacks = (given: PhoneAnswer): (keyof PhoneAnswer)[] => answerLacks(given);

/** Fields of an answer without which it says nothing; by the column "needs" of registry-and-sync 3.1. */
function answerLacks(given: WardAnswer): (keyof WardAnswer)[] {
  const needs = {
    'bed-assigned': given.place === '' && 'place',
    'accepted-waiting-bed': given.expectedAt === null && 'expectedAt',
    'info-requested': given.reason === '' && 'reason',
    'declined-advise-local': given.advice === '' && 'advice',
    'referred-onward': given.onwardTo === '' && 'onwardTo',
    declined: given.reason === '' && 'reason',
  } as const satisfies Record<Answer, unknown>;
  const lacking = needs[given.answer];
  return lacking === false ? [] : [lacking];
}

/** One thing that an answer brings along: bed, expected time, advice, findings … */
export const AnswerOutput = z.object({ code: z.string(), text: z.string(), reference: z.string().nullable() });
export type AnswerOutput = z.infer<typeof AnswerOutput>;

/** One step in the course of a referral. Nothing here is ever written over. */
export const CourseEntry = z.object({
  id: Id,
  /** Business status, Task status where it has none, or one of `LOCAL_STEPS`. */
  kind: z.string(),
  at: Instant, // device time of whoever did it
  serverTime: Instant.nullable(),
  /** Hospital of a step that came from the registry, person of one that was typed here. */
  by: z.string(),
  channel: z.string(), // network, phone, paper, file, here
  isOurs: z.boolean(),
  /** Of a decision: the move that it was about. */
  businessStatus: z.string(),
  reason: z.string(),
  outputs: z.array(AnswerOutput),
  notes: z.array(z.string()),
  /** Of a typed answer: the number called, who typed it when. */
  typed: z.object({ phone: z.string(), by: z.string(), at: Instant }).nullable(),
  /** Null where nobody has taken note yet; `undefined` where nobody needs to. */
  acknowledged: z.object({ at: Instant, by: z.string() }).nullable().optional(),
  /** Typed by mistake. */
  retracted: z.object({ at: Instant, by: z.string(), reason: z.string() }).nullable(),
});
export type CourseEntry = z.infer<typeof CourseEntry>;

/** Steps that only this workstation knows. */
export const LOCAL_STEPS = [
  'signed',
  'reconciled',
  'retracted',
  'set-aside',
  'decided',
  'exported',
  'supplemented',
  'consent-withdrawn',
  'eta-told',
] as const;

/** Two answers that say different things: who looked at both, when, which holds and why. */
export const Reconciliation = z.object({
  phoneId: Id,
  registryId: Id,
  holds: z.enum(['phone', 'registry']),
  reason: z.string(),
  at: Instant,
  by: z.string(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

export const ReferralCourse = z.object({
  referralId: Id,
  /** Oldest first. */
  entries: z.array(CourseEntry),
  /** Moves of ours that the registry has not acknowledged yet. */
  pending: z.array(z.object({ to: z.string(), at: Instant })),
  /** A typed answer and the registry's that nobody has brought together yet. */
  difference: z.object({ phoneId: Id, registryId: Id }).nullable(),
  reconciliations: z.array(Reconciliation),
});
export type ReferralCourse = z.infer<typeof ReferralCourse>;

/** What waits for a person to take note of it or to decide. */
export const NEWS_KINDS = ['alarm', 'question', 'difference', 'refused', 'answer', 'message'] as const;

/** One referral of which there is something new, for the bar above every page. */
export const News = z.object({
  referralId: Id,
  /** Of a referral that we sent; null of one that we received. */
  patientId: Id.nullable(),
  /** Our row of a referral that came in by a code or a file. */
  receivedId: Id.nullable(),
  /** '' of a code that names nobody. */
  patientName: z.string(),
  number: z.string(),
  /** Of the other side: the ward, or the county hospital's department. */
  phone: z.string(),
  /** Of several the gravest. */
  kind: z.enum(NEWS_KINDS),
  /** Business status of an answer or of what stands against us (alarm); error class of a refusal. */
  what: z.string(),
  at: Instant,
  count: z.int().positive(),
});
export type News = z.infer<typeof News>;

type Answered = Pick<CourseEntry, 'kind' | 'outputs'>;

/** Whether two answers send the patient different ways, or name different beds, times or hospitals. */
export function answersDiffer(a: Answered, b: Answered): boolean {
  if (a.kind !== b.kind) return true;
  const text = ({ outputs }: Answered, code: string) =>
    outputs.findLast(output => output.code === code)?.text.replace(/\s+/g, '') ?? '';
  return ['bed', 'expected-at', 'organization'].some(code => {
    const [one, other] = [text(a, code), text(b, code)];
    if (one === '' || other === '' || one === other) return false;
    const times = [Date.parse(one), Date.parse(other)];
    return code !== 'expected-at' || times.some(Number.isNaN) || times[0] !== times[1];
  });
}
