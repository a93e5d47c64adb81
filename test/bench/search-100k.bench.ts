import type { Statement } from 'better-sqlite3';
import { pinyin } from 'pinyin-pro';
import { type Bench, benchLine } from '../../build/bench-line.ts';
import type { Connection } from '../../electron/services/database/connection.ts';
import type { Reader } from '../../electron/services/database/store.ts';
import { createPatientSearch } from '../../electron/services/patients/patient-search.ts';
import { INDEX_FORM, searchTerms } from '../../electron/services/patients/search-terms.ts';
import { systemClock } from '../../electron/services/ports.ts';
import { masked } from '../../shared/records/masking.ts';
import { blankPatient, type PatientFields } from '../../shared/records/patient.ts';
import { type OpenStore, openStore } from '../support/open-store.ts';

const MANY = 100_000;
const FEW = 1_000;
const ROUNDS = 60;
const WARM_UP = 5;
const SLICE = 5000;
const LIMIT = 30; // as the screen asks

/** Of the patients that both databases hold, so many are looked for. */
const LOOKED_FOR = 4;

/** What people type for one patient: beginnings of the name in each spelling, tails, numbers, several words; often and seldom found. */
function queriesFor(person: PatientFields): { query: string; fuzzy: boolean }[] {
  const syllables = pinyin(person.name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  const spelt = syllables.join('');
  const [surname = ''] = person.name;
  const exact = [
    spelt.slice(0, 1),
    spelt.slice(0, 2),
    syllables[0] ?? '',
    spelt,
    syllables.map(syllable => syllable[0]).join(''),
    surname,
    person.name,
    person.name.slice(1),
    syllables.slice(1).join(''),
    person.identity.number.slice(-4),
    person.phone.slice(-4),
    person.hospitalNumbers.inpatient,
    `${surname} ${person.phone.slice(-4)}`,
    `${person.identity.number.slice(-4)} ${syllables[0]}`,
  ];
  return [...exact.map(query => ({ query, fuzzy: false })), { query: spelt.replace('zh', 'z'), fuzzy: true }];
}

/**
 * One search at the boundary of the service on an encrypted database of 100,000 fictional patients, against the very
 * statements that it runs, bare; and against the same search among 1,000.
 */
const bench: Bench = {
  name: 'search.100k',
  limits: { 'search.100k': 1.5, 'search.100k to search.1k': 3 },
  async run() {
    const people = fictional(MANY);
    const few = siteOf(people.slice(0, FEW));
    const many = siteOf(people);
    try {
      const inputs = people
        .slice(0, LOOKED_FOR)
        .flatMap(queriesFor)
        .map(input => ({ ...input, limit: LIMIT, userId: 'bench', conceal: masked }));
      const searchMany = createPatientSearch({ read: many.read, clock: systemClock });
      const searchFew = createPatientSearch({ read: few.read, clock: systemClock });
      const bare = inputs.map(input => bareStatements(many, input));
      const ours: number[] = [];
      const yardstick: number[] = [];
      const small: number[] = [];
      for (let round = 0; round < ROUNDS + WARM_UP; round++) {
        const parts: [number[], () => void][] = [
          [ours, () => all(inputs, searchMany)],
          [yardstick, () => all(bare, run => run())],
          [small, () => all(inputs, searchFew)],
        ];
        for (const [samples, part] of round % 2 === 0 ? parts : parts.reverse()) {
          const started = performance.now();
          part();
          if (round >= WARM_UP) samples.push((performance.now() - started) / inputs.length);
        }
      }
      return [
        benchLine('search.100k', 'ms', ours, yardstick),
        benchLine('search.100k to search.1k', 'ms', ours, small),
      ];
    } finally {
      many.close();
      few.close();
    }
  },
};
export default bench;

function all<Each>(items: readonly Each[], run: (item: Each) => unknown): void {
  for (const item of items) run(item);
}

/** The statements of one search with what was bound to them, to be run without anything around. */
function bareStatements(
  { store, connection }: OpenStore,
  input: Parameters<ReturnType<typeof createPatientSearch>>[0],
) {
  const ran: [Statement, unknown[]][] = [];
  const note: Pick<Reader, 'all' | 'first'> = {
    all: query => {
      const { sql, parameters } = query.compile();
      ran.push([connection.prepare(sql), [...parameters]]);
      return store.all(query);
    },
    first: query => note.all(query)[0],
  };
  createPatientSearch({ read: { query: store.query, ...note }, clock: systemClock })(input);
  return () => {
    for (const [statement, parameters] of ran) statement.all(...parameters);
  };
}

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎单仇解查区朴';
const GIVEN =
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国华志红玉春海文东辉力永健世广义兴良山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子乐行长重';

function fictional(total: number): PatientFields[] {
  let seed = 7;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const one = (characters: string) => characters.charAt(next(characters.length));
  const digits = (count: number) => Array.from({ length: count }, () => next(10)).join('');
  return Array.from({ length: total }, (_, index) => ({
    ...blankPatient(),
    name: one(SURNAMES) + one(GIVEN) + (next(5) > 0 ? one(GIVEN) : ''),
    identity: { kind: 'resident-id', number: `36112719${40 + next(60)}0${1 + next(9)}${digits(2)}${digits(4)}` },
    hospitalNumbers: { inpatient: `ZY2026${String(index).padStart(6, '0')}`, outpatient: `MZ${digits(8)}`, record: '' },
    phone: `138${digits(8)}`,
  }));
}

/** These patients, written as the index writes them, but in bulk: terms in order, one transaction. */
function siteOf(people: readonly PatientFields[]): OpenStore {
  const site = openStore();
  fill(site.connection, people);
  return site;
}

function fill(db: Connection, people: readonly PatientFields[]): void {
  const at = systemClock.now();
  const patient = db.prepare(
    'INSERT INTO patient (id, version, body_json, name, created_at, updated_at) VALUES (?, 1, ?, ?, ?, ?)',
  );
  const index = db.prepare('INSERT INTO patient_index VALUES (?, ?, ?, ?, ?)');
  const episode = db.prepare('INSERT INTO episode VALUES (?, 1, ?, ?, ?, ?, NULL)');
  const terms = db.prepare(`INSERT INTO patient_term SELECT value ->> 0, value ->> 1 FROM json_each(?)`);
  db.transaction(() => {
    const all: [string, number][] = [];
    for (const [number, person] of people.entries()) {
      const id = crypto.randomUUID();
      patient.run(id, JSON.stringify(person), person.name, at, at);
      episode.run(crypto.randomUUID(), id, '{}', at, at);
      const found = searchTerms(person);
      index.run(number + 1, id, INDEX_FORM, found.map(each => `\n${each}`).join(''), '');
      for (const each of found) all.push([each, number + 1]);
    }
    all.sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : i - j));
    for (let from = 0; from < all.length; from += SLICE) terms.run(JSON.stringify(all.slice(from, from + SLICE)));
  })();
}
