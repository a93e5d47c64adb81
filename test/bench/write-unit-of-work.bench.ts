import { createHash, randomUUID } from 'node:crypto';
import { type Bench, benchLine } from '../../build/bench-line.ts';
import type { Connection } from '../../electron/services/database/connection.ts';
import { type OpenStore, openStore } from '../support/open-store.ts';

/** Writes of each kind, in turn, so that both meet the same disk. */
const ROUNDS = 400;
const WARM_UP = 40;

const T0 = '2026-11-22T01:05:00.000Z';
const PAYLOAD = Buffer.from(JSON.stringify({ resourceType: 'Observation', status: 'final', note: 'x'.repeat(600) }));

/**
 * One corrected observation (row, kept version, audit event, outbox row) through the unit of work, against the same
 * statements in bare SQL on the same encrypted file with the same pragmas.
 */
const bench: Bench = {
  name: 'write.unit-of-work',
  limits: { 'write.unit-of-work': 2 },
  async run() {
    const site = openStore();
    try {
      const ids = prepare(site);
      const bare = bareWriter(site.connection, ids);
      const ours: number[] = [];
      const yardstick: number[] = [];
      for (let round = 0; round < ROUNDS + WARM_UP; round++) {
        const writes: [number[], () => void][] = [
          [ours, () => unitOfWork(site, ids, round)],
          [yardstick, () => bare(round)],
        ];
        for (const [samples, write] of round % 2 === 0 ? writes : writes.reverse()) {
          const started = performance.now();
          write();
          if (round >= WARM_UP) samples.push(performance.now() - started);
        }
      }
      return [benchLine('write.unit-of-work', 'ms', ours, yardstick)];
    } finally {
      site.close();
    }
  },
};
export default bench;

interface Ids {
  patient: string;
  episode: string;
  /** Corrected through the unit of work, and through bare SQL. */
  ours: string;
  bare: string;
}

const observation = (id: string, { patient, episode }: Ids) => ({
  id,
  patient_id: patient,
  episode_id: episode,
  recorded_at: T0,
  recorded_by: 'bench',
  voided_at: null,
  code: 'TBIL',
  value_si: 320.5,
  comparator: null,
  text: null,
  missing: null,
  entered_value: '320.5',
  entered_unit: 'umol/L',
  sampled_at: T0,
  time_source: 'collected',
  laboratory: '',
  source: 'typed',
  range_low: null,
  range_high: null,
  lab_flag: null,
});

const ACTOR = { id: 'bench', name: 'bench' };

function prepare(site: OpenStore): Ids {
  const ids = { patient: randomUUID(), episode: randomUUID(), ours: randomUUID(), bare: randomUUID() };
  site.write(ACTOR, { action: 'bench', subject: null, reason: null }, tx => {
    const at = { created_at: T0 };
    tx.insert('patient', { id: ids.patient, body_json: '{}', name: 'x', ...at, updated_at: T0, voided_at: null });
    const episode = { patient_id: ids.patient, body_json: '{}', first_presentation_at: T0, closed_at: null };
    tx.insert('episode', { id: ids.episode, ...episode, ...at });
    tx.insert('observation', observation(ids.ours, ids));
    tx.insert('observation', observation(ids.bare, ids));
  });
  return ids;
}

function unitOfWork(site: OpenStore, ids: Ids, round: number): void {
  site.write(ACTOR, { action: 'labs.correct', subject: ids.patient, reason: 'bench' }, tx => {
    tx.update('observation', ids.ours, round + 1, { value_si: 320 + round, recorded_at: T0 });
    tx.enqueue({
      op_id: randomUUID(),
      stream_id: ids.patient,
      step: 'request',
      resource_type: 'Observation',
      resource_id: ids.ours,
      payload: PAYLOAD,
      payload_format: 1,
      priority: 1,
      depends_on: null,
      resources: [],
    });
  });
}

/** The same statements by hand, prepared once. */
function bareWriter(db: Connection, ids: Ids): (round: number) => void {
  const select = db.prepare('SELECT * FROM observation WHERE id = ?');
  const version = db.prepare('INSERT INTO row_version VALUES (?, ?, ?, ?, ?, ?, ?)');
  const update = db.prepare('UPDATE observation SET value_si = ?, recorded_at = ?, version = ? WHERE id = ?');
  const outbox = db.prepare(`INSERT INTO outbox (op_id, stream_id, step, resource_type, resource_id,
    payload_sha256, payload_format, priority, state, created_at, device_id, db_epoch)
    VALUES (?, ?, 'request', 'Observation', ?, ?, 1, 1, 'pending', ?, 'd', 'e')`);
  const payload = db.prepare('INSERT INTO outbox_payload VALUES (?, ?)');
  const head = db.prepare('SELECT seq, hash FROM audit_head');
  const audit = db.prepare('INSERT INTO audit_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const move = db.prepare('UPDATE audit_head SET seq = ?, hash = ?');
  const write = db.transaction((round: number) => {
    const present = select.get(ids.bare);
    version.run('observation', ids.bare, round + 1, JSON.stringify(present), T0, 'bench', 'bench');
    update.run(320 + round, T0, round + 2, ids.bare);
    const hash = createHash('sha256').update(PAYLOAD).digest('hex');
    payload.run(outbox.run(randomUUID(), ids.patient, ids.bare, hash, T0).lastInsertRowid, PAYLOAD);
    const { seq, hash: last } = head.get() as { seq: number; hash: string };
    const next = createHash('sha256')
      .update(JSON.stringify([seq + 1, T0, last]))
      .digest('hex');
    audit.run(seq + 1, T0, 'bench', 'bench', 'labs.correct', ids.patient, 'bench', '[]', last, next);
    move.run(seq + 1, next);
  });
  return round => write.immediate(round);
}
