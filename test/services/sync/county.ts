import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '../../../electron/services/database/unit-of-work.ts';
import { keepReceivedMessage } from '../../../electron/services/messages/received-message.ts';
import { enqueueReferral, type Letter } from '../../../electron/services/outbox/enqueue-referral.ts';
import { createOutbox, type OutboxService } from '../../../electron/services/outbox/outbox-service.ts';
import { type HttpPort, systemTimers, type Timers } from '../../../electron/services/sync/http.ts';
import type { OnCommunication } from '../../../electron/services/sync/pull.ts';
import {
  createRegistrySettings,
  lineAccess,
  readRegistrySetting,
} from '../../../electron/services/sync/registry-settings.ts';
import type { SyncTimes } from '../../../electron/services/sync/session.ts';
import { createSync, type Sync } from '../../../electron/services/sync/sync-service.ts';
import { createHttp, type LineAccess } from '../../../electron/services/sync/undici-http.ts';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { samplePacket } from '../../shared/fhir/packets.ts';
import { type OpenStore, openStore, type StoreOptions, TEST_EPOCH } from '../../support/open-store.ts';
import { storeSignedReferral } from '../../support/signed-referral.ts';

export const DOCTOR: Actor = { id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001', name: '王医生' };
export const ORGANIZATIONS = [
  { code: 'JX', name: '吉县人民医院' },
  { code: 'SLYY', name: '省立医院' },
];

/** Figures of the design made short, so that a fault takes milliseconds. */
export const QUICK: Partial<SyncTimes> = {
  baseMs: 20,
  capMs: 60,
  abandonedMs: 30,
  timeoutMs: 1_000,
  busyCadenceMs: 60_000,
  idleCadenceMs: 60_000,
  takeOverAfterMs: 50,
  checkValidMs: 60_000,
};

export interface County {
  store: OpenStore;
  outbox: OutboxService;
  sync: Sync;
  /** Signs a fictional referral with a letter; its id. */
  refer(change?: (packet: SignedPacket) => SignedPacket, more?: ReferMore): string;
  /** Waits until nothing is under way. */
  rest(): Promise<void>;
  /** Cuts the power: what is on its way gets no answer, what has not left never leaves; then new objects, same database. */
  crash(): void;
  /** Requests that the present sync has made. */
  requestCount(): number;
  close(): Promise<void>;
}

export interface ReferMore {
  /** Bytes of the letter; a few unless given, null = no letter. */
  letter?: Buffer | null;
  /** A patient who is there already, in the version that is sent. */
  patient?: { id: string; version: number };
}

export interface CountyOptions extends Pick<StoreOptions, 'at' | 'clock' | 'epoch' | 'target'> {
  url: string;
  training?: boolean;
  times?: Partial<SyncTimes>;
  token?: string;
  onCommunication?: OnCommunication;
}

/** A county workstation's outbox and sync over a real encrypted database. */
export function openCounty(options: CountyOptions): County {
  const {
    url,
    training = true,
    times = {},
    token,
    onCommunication = keepReceivedMessage,
    epoch = TEST_EPOCH,
  } = options;
  const store = openStore(options);
  if (readRegistrySetting(store.read).baseUrl !== url) {
    createRegistrySettings(store).set(DOCTOR, {
      baseUrl: url,
      auth: token === undefined ? { mode: 'none', confirmed: true } : { mode: 'bearer', token },
    });
  }
  const access = () => lineAccess(readRegistrySetting(store.read));
  let line = breakableLine(access);
  const open = () => {
    line = breakableLine(access);
    const timers = timersOf(line);
    return createSync({
      ...store,
      settings: () => ({ registry: readRegistrySetting(store.read), facilityCode: 'JX', training }),
      dbEpoch: () => epoch,
      http: line,
      timers,
      random: Math.random,
      announce: () => undefined,
      times: { ...QUICK, ...times },
      onCommunication,
    });
  };
  const county: County = {
    store,
    outbox: createOutbox(store),
    sync: open(),
    refer: (change = packet => packet, more = {}) => refer(store, change, more),
    rest: () => until(() => !county.sync.status().running, 'rest'),
    requestCount: () => line.count(),
    crash() {
      line.cut();
      county.sync = open();
      county.sync.start();
    },
    async close() {
      await county.sync.stop();
      store.close();
    },
  };
  return county;
}

/** Numbers of referrals are of one site; several processes may write for it. */
let seed = 100 + (process.pid % 5_000) * 1_000;

function refer(store: OpenStore, change: (packet: SignedPacket) => SignedPacket, more: ReferMore): string {
  seed += 1;
  const patientId = more.patient?.id ?? randomUUID();
  const sample = samplePacket(seed);
  const now = store.clock.now();
  const packet = change({
    ...sample,
    referralId: randomUUID(),
    number: `JX1-20261122-${String(seed).padStart(4, '0')}B`,
    supplement: 0,
    signedAt: now,
    episode: { ...sample.episode, id: randomUUID(), patientId },
    observations: sample.observations.map(lab => ({ ...lab, id: randomUUID() })),
    form: { ...sample.form, sharing: { ...sample.form.sharing, care: 'yes', registry: 'no' } },
  });
  const letter: Letter | null =
    more.letter === null
      ? null
      : {
          id: randomUUID(),
          title: '双向转诊单',
          contentType: 'application/pdf',
          bytes: more.letter ?? Buffer.from(`%PDF-1.4 ${packet.referralId}\n%%EOF\n`),
          createdAt: now,
        };
  store.write(DOCTOR, { action: 'referrals.sign', subject: patientId, reason: null }, tx => {
    storeSignedReferral(tx, packet, { signedBy: DOCTOR.id, isKnownPatient: more.patient !== undefined });
    const packetId = randomUUID();
    tx.insert('referral_packet', {
      id: packetId,
      referral_id: packet.referralId,
      supplement: 0,
      model_json: JSON.stringify(packet),
      sha256: '',
      qr: '',
      full_set_json: '[]',
      signed_at: now,
      signed_by: DOCTOR.id,
    });
    if (letter)
      tx.insert('document', {
        id: letter.id,
        referral_id: packet.referralId,
        packet_id: packetId,
        kind: 'letter',
        content_type: letter.contentType,
        title: letter.title,
        bytes: letter.bytes,
        sha256: createHash('sha256').update(letter.bytes).digest('hex'),
        sha1: createHash('sha1').update(letter.bytes).digest('hex'),
        created_at: now,
      });
    enqueueReferral(tx, store.ids, { packet, patientVersion: more.patient?.version ?? 1, doctorId: DOCTOR.id, letter });
  });
  return packet.referralId;
}

interface BreakableLine extends HttpPort {
  cut(): void;
  isCut(): boolean;
  count(): number;
}

/** A process that is gone has no timers. */
const timersOf = (line: BreakableLine): Timers => ({
  after: (ms, run) =>
    systemTimers.after(ms, () => {
      if (!line.isCut()) run();
    }),
});

/** The real network until it is cut; then silence for ever, as for a process that is gone. */
function breakableLine(access: () => LineAccess) {
  const http = createHttp(access);
  const never = new Promise<never>(() => undefined);
  let isCut = false;
  let requests = 0;
  const line: BreakableLine = {
    async request(request) {
      requests += 1;
      if (isCut) return never;
      const [answer] = await Promise.allSettled([http.request(request)]);
      if (isCut) return never;
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    },
    close: () => http.close(),
    cut: () => {
      isCut = true;
    },
    isCut: () => isCut,
    count: () => requests,
  };
  return line;
}

/** Waits until it is so; fails with what it was last. */
export async function until(isSo: () => boolean, what: string, limitMs = 8_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
