import { AppError } from '../../../shared/contract/errors.ts';
import type {
  MaskedRecord,
  MatchReason,
  Suspect,
  SuspectPair,
  TypedPerson,
} from '../../../shared/contract/identity.ts';
import type { Concealment } from '../../../shared/records/masking.ts';
import { normaliseName } from '../../../shared/records/name-text.ts';
import { type Patient, patientAge } from '../../../shared/records/patient.ts';
import { normaliseIdNumber } from '../../../shared/records/resident-id.ts';
import { type Day, wallDay } from '../../../shared/records/time.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { type MatchKind, matchKeys } from './match-keys.ts';
import { recordsOf, survivorOf } from './same-person.ts';

export interface DuplicatesDependencies extends ServiceDependencies {
  patient: (id: string) => Patient;
}

/** As many suspects beside a form, and as many pairs in the list, as anybody will go through. */
const SUSPECTS_SHOWN = 5;
const PAIRS_SHOWN = 100;
const PAIRS_READ = 2000;

const REASON: Record<MatchKind, MatchReason> = { identity: 'identity', name: 'name-birth', phone: 'name-phone' };

/** A common name must not keep the pairs with the same number or phone out of the list. */
const STRONGEST_FIRST: readonly MatchKind[] = ['identity', 'phone', 'name'];

const DAY_MS = 86_400_000;
const YEAR_DAYS = 366;

/** Birth dates more than a year apart are not near, though their years may be neighbours. */
const isNear = (a: Day | null, b: Day | null): boolean =>
  a === null || b === null || Math.abs(Date.parse(a) - Date.parse(b)) <= YEAR_DAYS * DAY_MS;

const pairKey = (a: string, b: string): string => [a, b].sort().join(' ');

export function createDuplicates({ read, write, clock, ids, patient }: DuplicatesDependencies) {
  const { query } = read;

  /** Pairs that somebody has decided about, each as the records that stand for the two persons now. */
  function decided(): Set<string> {
    const rows = read.all(query.selectFrom('patient_distinct').select(['patient_a', 'patient_b']));
    return new Set(rows.map(row => pairKey(survivorOf(read, row.patient_a), survivorOf(read, row.patient_b))));
  }

  function masked(found: Patient, conceal: Concealment): MaskedRecord {
    const record = conceal.person(found);
    const last = read.first(
      query
        .selectFrom('episode')
        .select('first_presentation_at')
        .where('patient_id', 'in', recordsOf(read, record.id))
        .orderBy('first_presentation_at', 'desc')
        .limit(1),
    );
    return {
      id: record.id,
      name: record.name,
      sex: record.sex,
      birthDate: record.birthDate,
      ageYears: patientAge(record, wallDay(clock.now())),
      identityNumber: record.identity.number,
      phone: record.phone,
      address: record.address,
      hospitalNumbers: Object.values(record.hospitalNumbers).filter(number => number !== ''),
      lastPresentationAt: last?.first_presentation_at ?? null,
    };
  }

  function matches(kind: MatchKind, value: string, year: number): string[] {
    const rows = query
      .selectFrom('patient_match')
      .select('patient_id')
      .where('kind', '=', kind)
      .where('value', '=', value)
      .where('year', '>=', year - 1)
      .where('year', '<=', year + 1);
    return read.all(rows).map(row => row.patient_id);
  }

  /** Records that may be the person being typed, those with the same number first. */
  function suspects(
    { person, except }: { person: TypedPerson; except: string | null },
    conceal: Concealment,
  ): Suspect[] {
    const { name, birthDate, estimatedAge, phone, contactPhone, identity } = person;
    const keys = matchKeys({
      name: normaliseName(name),
      unnamed: false,
      birthDate,
      estimatedAge,
      phone,
      contact: { name: '', relation: '', phone: contactPhone },
      identity: { kind: identity.kind, number: normaliseIdNumber(identity.number) },
    });
    const answered = except === null ? new Set<string>() : decided();
    const own = except === null ? null : survivorOf(read, except);
    const found = new Map<string, Suspect>();
    for (const { kind, value, year } of keys) {
      for (const id of matches(kind, value, year)) {
        const record = patient(survivorOf(read, id));
        if (record.voidedAt !== null || record.id === own) continue;
        if (own !== null && answered.has(pairKey(own, record.id))) continue;
        if (kind === 'name' && !isNear(birthDate, record.birthDate)) continue;
        const suspect = found.get(record.id) ?? { record: masked(record, conceal), why: [] };
        if (!suspect.why.includes(REASON[kind])) suspect.why.push(REASON[kind]);
        found.set(record.id, suspect);
      }
    }
    return [...found.values()].slice(0, SUSPECTS_SHOWN);
  }

  function* matchingRows(): Generator<{ first: string; second: string; kind: MatchKind }> {
    for (const kind of STRONGEST_FIRST) {
      const rows = read.all(
        query
          .selectFrom('patient_match as a')
          .innerJoin('patient_match as b', join =>
            join
              .onRef('b.kind', '=', 'a.kind')
              .onRef('b.value', '=', 'a.value')
              .onRef('b.patient_id', '>', 'a.patient_id')
              .on(eb => eb('b.year', '>=', eb('a.year', '-', 1)))
              .on(eb => eb('b.year', '<=', eb('a.year', '+', 1))),
          )
          .where('a.kind', '=', kind)
          .select(['a.patient_id as first', 'b.patient_id as second'])
          .limit(PAIRS_READ),
      );
      for (const row of rows) yield { ...row, kind };
    }
  }

  function pairs(conceal: Concealment): SuspectPair[] {
    const answered = decided();
    const found = new Map<string, SuspectPair>();
    for (const { kind, ...row } of matchingRows()) {
      const [first, second] = [patient(survivorOf(read, row.first)), patient(survivorOf(read, row.second))];
      const key = pairKey(first.id, second.id);
      const isOpen = first.id !== second.id && first.voidedAt === null && second.voidedAt === null;
      if (!isOpen || answered.has(key)) continue;
      if (kind === 'name' && !isNear(first.birthDate, second.birthDate)) continue;
      const pair = found.get(key) ?? { records: [masked(first, conceal), masked(second, conceal)], why: [] };
      if (!pair.why.includes(REASON[kind])) pair.why.push(REASON[kind]);
      found.set(key, pair);
      if (found.size >= PAIRS_SHOWN) break;
    }
    return [...found.values()];
  }

  /** Keeps, inside somebody's unit of work, that two records are of two persons. */
  function putDistinct(tx: Transaction, actor: Actor, pair: readonly [string, string], reason: string): void {
    const [patient_a = '', patient_b = ''] = pair.map(id => survivorOf(tx.read, id)).sort();
    if (patient_a === patient_b) throw new AppError('invalid-input', { fields: ['ids'] });
    tx.insert('patient_distinct', {
      id: ids.uuid(),
      patient_a,
      patient_b,
      reason,
      decided_at: clock.now(),
      decided_by: actor.name,
    });
  }

  return {
    suspects,
    pairs,
    putDistinct,
    distinguish(actor: Actor, input: { ids: [string, string]; reason: string }): Record<string, never> {
      const [subject] = input.ids;
      write(actor, { action: 'identity.distinguish', subject, reason: input.reason }, tx => {
        for (const id of input.ids) patient(id); // not-found
        putDistinct(tx, actor, input.ids, input.reason);
        tx.announce({ type: 'patient.changed', patientId: subject });
      });
      return {};
    },
  };
}
