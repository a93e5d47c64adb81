import { courseClock } from '../../../shared/clinical/clocks.ts';
import type { Concealment } from '../../../shared/records/masking.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';
import { type Patient, patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { byTimeLeft, type WorkLine } from '../../../shared/records/work-line.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';
import type { WorkLineRow } from '../database/rows/episode-rows.ts';
import { PROGRAM } from '../database/unit-of-work.ts';
import { hasLeft } from '../outbox/outbox-service.ts';
import { recordsOf } from '../patients/same-person.ts';
import type { ServiceDependencies } from '../service.ts';

export interface WorklistDependencies extends ServiceDependencies {
  patient: (id: string) => Patient;
  pathway: (of: { episodeId: string }) => Pathway;
  worstGrade: (episodeId: string) => WorkLine['worst'];
  adviceOf: (episodeId: string) => WorkLine['advice'];
  /** Critical values of an episode that nobody has acknowledged. */
  criticalCount: (episodeId: string) => number;
  deliveriesOf: (referralIds: readonly string[]) => Map<string, Delivery>;
  softwareVersion: string;
}

/** Changes with the shape of `StoredLine`. */
const FORM = 1;

/** How long one slice of lines is worked out before others have their turn. */
const SLICE_MS = 25;
/** How long a list waits for lines that are missing before it answers without them. */
const WAIT_MS = 800;
/** Courses that ended last and are still listed. */
const OTHERS = 100;
/** Among so many records changed last, those without any course are listed. */
const LATEST = 300;

/**
 * All of a line that follows from the record. The rest is added when it is asked for: the age of today, and where a
 * referral is.
 */
type StoredLine = Omit<WorkLine, 'name' | 'ageYears' | 'hospitalNumber' | 'referralId' | 'delivery' | 'isAnswered'> & {
  person: Pick<Patient, 'name' | 'birthDate' | 'estimatedAge'> & { hospitalNumber: string };
  /** Newest first. */
  referrals: { id: string; isClosed: boolean; signedAt: string | null }[];
  /** The last answer of a ward, through the registry or by telephone. */
  answeredAt: string | null;
};

type Answered = Pick<StoredLine, 'referrals' | 'answeredAt'>;

/**
 * The work list. Each line is kept as it was worked out (`work_line`) and forgotten in the transaction that changes
 * anything behind it (`forgetLines`); what is missing is worked out when somebody asks, in slices.
 */
export function createWorklist(dependencies: WorklistDependencies) {
  const { read, write, clock } = dependencies;
  const { query } = read;
  const form = `${FORM} ${dependencies.softwareVersion}`;

  /** People by their surviving record: an open course, the latest ended, the latest without any. */
  function listed(): string[] {
    const voided = query.selectFrom('patient').select('id').where('voided_at', 'is not', null);
    const episodes = () =>
      query
        .selectFrom('episode')
        .leftJoin('patient_alias', 'patient_alias.patient_id', 'episode.patient_id')
        .select(eb => eb.fn.coalesce('patient_alias.survivor_id', 'episode.patient_id').as('id'))
        .where('episode.patient_id', 'not in', voided);
    const open = episodes().where('closed_at', 'is', null).orderBy('first_presentation_at');
    const ended = episodes().where('closed_at', 'is not', null).orderBy('closed_at', 'desc').limit(OTHERS);
    const latest = query
      .selectFrom('patient')
      .select('id')
      .where('voided_at', 'is', null)
      .orderBy('updated_at', 'desc')
      .limit(LATEST);
    const none = query
      .selectFrom(latest.as('latest'))
      .select('id')
      .where('id', 'not in', query.selectFrom('patient_alias').select('patient_id'))
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('episode').select('episode.id').whereRef('episode.patient_id', '=', 'latest.id'))),
      );
    return [...new Set([open, ended, none].flatMap(rows => read.all(rows).map(({ id }) => id)))];
  }

  const storedRows = () => query.selectFrom('work_line').selectAll().where('form', '=', form);

  function missing(): string[] {
    const present = new Set(read.all(storedRows().clearSelect().select('patient_id')).map(row => row.patient_id));
    return listed().filter(id => !present.has(id));
  }

  /** The course that runs, or else the one that ended last. */
  const courseOf = (patientId: string) =>
    read.first(
      query
        .selectFrom('episode')
        .select(['id', 'first_presentation_at', 'closed_at'])
        .where('patient_id', 'in', recordsOf(read, patientId))
        .orderBy(eb => eb('closed_at', 'is', null), 'desc')
        .orderBy('first_presentation_at', 'desc')
        .limit(1),
    );

  /** The line of one person, worked out from the record. */
  function workedOut(patientId: string): WorkLineRow {
    const patient = dependencies.patient(patientId);
    const episode = courseOf(patientId);
    const { inpatient, outpatient, record } = patient.hospitalNumbers;
    const isOpen = episode?.closed_at === null;
    const course = episode ? factsOf(episode.id, isOpen) : NO_COURSE;
    const line: StoredLine = {
      id: patientId,
      sex: patient.sex,
      person: {
        name: patient.name,
        birthDate: patient.birthDate,
        estimatedAge: patient.estimatedAge,
        hospitalNumber: inpatient || outpatient || record,
      },
      episodeId: episode?.id ?? null,
      firstPresentationAt: episode?.first_presentation_at ?? null,
      ...course,
    };
    const runs = isOpen && line.clock !== null && line.clock.stoppedAt === null;
    return {
      patient_id: patientId,
      form,
      overdue_from: runs ? (line.clock?.limitAt ?? null) : null,
      critical_count: line.criticalCount,
      body_json: JSON.stringify(line),
    };
  }

  function factsOf(episodeId: string, isOpen: boolean): typeof NO_COURSE {
    const { reached, stamps, end, owner } = dependencies.pathway({ episodeId });
    const running = courseClock(reached, end?.at);
    const labs = read.first(
      query
        .selectFrom('observation')
        .select(({ fn }) => [fn.max('sampled_at').as('sampled'), fn.max('recorded_at').as('recorded')])
        .where('episode_id', '=', episodeId)
        .where('voided_at', 'is', null),
    );
    const referrals = read.all(
      query
        .selectFrom('referral')
        .select(['id', 'closed_as', 'signed_at'])
        .where('episode_id', '=', episodeId)
        .orderBy('created_at', 'desc'),
    );
    return {
      clock: running && {
        id: reached.admitted === undefined ? 'ward-admission' : 'precise-diagnosis',
        startedAt: running.startedAt,
        limitAt: running.limitAt,
        stoppedAt: running.stoppedAt,
      },
      end: end && { reason: end.reason, at: end.at },
      owner: owner && { userId: owner.userId, name: owner.name },
      lastSampleAt: labs?.sampled ?? null,
      lastRecordedAt: labs?.recorded ?? null,
      worst: dependencies.worstGrade(episodeId),
      advice: dependencies.adviceOf(episodeId),
      criticalCount: isOpen ? dependencies.criticalCount(episodeId) : 0,
      answeredAt: stamps.findLast(({ milestone }) => milestone === 'answered')?.at ?? null,
      referrals: referrals.map(row => ({ id: row.id, isClosed: row.closed_as !== null, signedAt: row.signed_at })),
    };
  }

  let isStopped = false;
  let filling: Promise<void> | null = null;

  /** Works out whatever is missing, slice by slice; others have their turn in between. */
  async function fillSlices(): Promise<void> {
    // what changes meanwhile is missing again and found by the next look
    for (let ids = missing(); ids.length > 0; ids = missing())
      while (ids.length > 0) {
        await new Promise(resolve => setImmediate(resolve));
        if (isStopped) return;
        const until = clock.monotonicMs() + SLICE_MS;
        write(PROGRAM, { action: 'worklist.fill', subject: null, reason: null }, tx => {
          for (let id = ids.shift(); id !== undefined; id = clock.monotonicMs() < until ? ids.shift() : undefined)
            tx.bookkeeping.put('work_line', workedOut(id));
        });
      }
  }

  /** Waits until no line is missing, but never long. */
  async function fill(): Promise<void> {
    filling ??= fillSlices().finally(() => {
      filling = null;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>(resolve => {
      timer = setTimeout(resolve, WAIT_MS);
    });
    await Promise.race([filling, patience]).finally(() => clearTimeout(timer));
  }

  function storedLines(ids: readonly string[]): StoredLine[] {
    const wanted = new Set(ids);
    return read
      .all(storedRows())
      .filter(row => wanted.has(row.patient_id))
      .map(row => JSON.parse(row.body_json) as StoredLine);
  }

  /** The latest referral of a course; one that was taken back before it left this computer does not count. */
  function latest({ referrals, answeredAt }: Answered, deliveries: Map<string, Delivery>) {
    for (const { id, isClosed, signedAt } of referrals) {
      const delivery = deliveries.get(id);
      if (!delivery || (isClosed && !hasLeft(delivery))) continue;
      const isAnswered = answeredAt !== null && signedAt !== null && Date.parse(answeredAt) >= Date.parse(signedAt);
      return { referralId: id, delivery, isAnswered };
    }
    return { referralId: null, delivery: null, isAnswered: false };
  }

  return {
    /** Without `clinical`, nothing that tells of the disease (COSSH is of hepatitis B alone). */
    async list({ conceal, clinical }: { conceal: Concealment; clinical: boolean }) {
      await fill();
      const ids = listed();
      const stored = storedLines(ids);
      const deliveries = dependencies.deliveriesOf(stored.flatMap(({ referrals }) => referrals.map(({ id }) => id)));
      const today = wallDay(clock.now());
      const lines = stored
        .map(
          ({ person, referrals, answeredAt, ...line }): WorkLine => ({
            ...line,
            name: conceal.name(person.name),
            ageYears: patientAge(person, today),
            hospitalNumber: conceal.hospitalNumber(person.hospitalNumber),
            ...latest({ referrals, answeredAt }, deliveries),
            ...(clinical ? {} : NOT_CLINICAL),
          }),
        )
        .sort(byTimeLeft);
      return { lines, pending: ids.length - lines.length };
    },
    async badge(): Promise<{ overdue: number; critical: number; people: number; pending: number }> {
      await fill();
      const now = clock.now();
      const rows = read.all(
        storedRows()
          .clearSelect()
          .select(['overdue_from', 'critical_count'])
          .where(eb => eb.or([eb('overdue_from', '<', now), eb('critical_count', '>', 0)])),
      );
      return {
        overdue: rows.filter(row => row.overdue_from !== null && row.overdue_from < now).length,
        critical: rows.filter(row => row.critical_count > 0).length,
        people: rows.length,
        pending: missing().length,
      };
    },
    stop(): void {
      isStopped = true;
    },
  };
}

const NO_COURSE: Omit<StoredLine, 'id' | 'sex' | 'person' | 'episodeId' | 'firstPresentationAt'> = {
  clock: null,
  end: null,
  owner: null,
  lastSampleAt: null,
  lastRecordedAt: null,
  worst: null,
  advice: null,
  criticalCount: 0,
  answeredAt: null,
  referrals: [],
};

/** A reviewer's line: no grade, no advice, not how a course ended. */
const NOT_CLINICAL = {
  end: null,
  worst: null,
  advice: null,
  criticalCount: 0,
  lastRecordedAt: null,
} satisfies Partial<WorkLine>;
