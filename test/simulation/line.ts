import { type HttpAnswer, HttpFailure, type HttpPort, type HttpRequest } from '../../electron/services/sync/http.ts';
import type { Chance } from './chance.ts';
import type { Circumstances } from './model-registry.ts';
import type { Scheduler } from './scheduler.ts';

export const WEATHERS = ['good', 'flaky', 'stormy', 'down'] as const;
/** How a line behaves: `stormy` loses, doubles and holds back far more than any real one. */
export type Weather = (typeof WEATHERS)[number];

type Fate =
  | 'carried'
  | 'lost-before' // the registry never sees it
  | 'lost-after' // the registry has done it, the answer is lost
  | 'held-back' // times out, and lands long after
  | 'doubled'
  | 'cut-off' // the answer breaks off in the middle
  | 'portal' // a log-in page answers
  | 'busy'; // 503

const FATES: Readonly<Record<Weather, Readonly<Partial<Record<Fate, number>>>>> = {
  good: { carried: 1 },
  flaky: {
    carried: 80,
    'lost-before': 4,
    'lost-after': 5,
    'held-back': 2,
    doubled: 4,
    'cut-off': 2,
    portal: 1,
    busy: 2,
  },
  stormy: {
    carried: 40,
    'lost-before': 8,
    'lost-after': 18,
    'held-back': 8,
    doubled: 12,
    'cut-off': 6,
    portal: 4,
    busy: 4,
  },
  down: { carried: 0, 'lost-before': 1 },
};

export interface LinePorts {
  scheduler: Scheduler;
  chance: Chance;
  deliver: (request: HttpRequest, circumstances: Circumstances) => HttpAnswer;
  /** Whether the registry's machine answers at all. */
  isServerUp: () => boolean;
  onFate: (fate: string, request: HttpRequest) => void;
}

/** One site's way to the registry. Requests take their time, so that several on their way overtake each other. */
export class Line {
  weather: Weather = 'good';
  readonly #ports: LinePorts;

  constructor(ports: LinePorts) {
    this.#ports = ports;
  }

  /** @param whenAwake passes on to the program at this end, later or never if it sleeps or has ended */
  port(whenAwake: (run: () => void) => void): HttpPort {
    return { request: request => this.#carry(request, whenAwake), close: () => Promise.resolve() };
  }

  #carry(request: HttpRequest, whenAwake: (run: () => void) => void): Promise<HttpAnswer> {
    const { scheduler, chance, deliver, isServerUp, onFate } = this.#ports;
    const fate = isServerUp() ? chance.weighted<Fate>(FATES[this.weather]) : 'lost-before';
    const isDown = this.weather === 'down' || !isServerUp();
    onFate(isDown ? 'down' : fate, request);
    const there = chance.between(5, 900);
    const back = chance.between(5, 900);
    return new Promise((resolve, reject) => {
      const answer = (ms: number, give: () => void) => scheduler.after(ms, () => whenAwake(give));
      const fail = (ms: number, kind: HttpFailure['kind']) => answer(ms, () => reject(new HttpFailure(kind)));
      const arrive = (ms: number, isStray: boolean, then: (given: HttpAnswer) => void = () => undefined) =>
        scheduler.after(ms, () => {
          if (isServerUp()) then(deliver(request, { isStray }));
          else if (!isStray) fail(back, 'connection-lost');
        });
      switch (fate) {
        case 'carried':
          arrive(there, false, given => answer(back, () => resolve(given)));
          break;
        case 'lost-before':
          fail(there, isDown ? 'unreachable' : 'connection-lost');
          break;
        case 'lost-after':
          arrive(there, false, () => fail(back, 'connection-lost'));
          break;
        case 'held-back':
          arrive(request.timeoutMs + chance.between(0, 90_000), true);
          fail(request.timeoutMs, 'timeout');
          break;
        case 'doubled':
          arrive(there, false, given => answer(back, () => resolve(given)));
          arrive(there + chance.between(1, chance.isSo(0.3) ? 120_000 : 1_000), true);
          break;
        case 'cut-off':
          arrive(there, false, given =>
            answer(back, () => resolve({ ...given, body: given.body.subarray(0, given.body.length >> 1) })),
          );
          break;
        case 'portal':
          answer(there + back, () => resolve(PORTAL));
          break;
        case 'busy':
          answer(there + back, () => resolve(BUSY));
          break;
      }
    });
  }
}

const PORTAL: HttpAnswer = { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>') };
const BUSY: HttpAnswer = {
  status: 503,
  headers: { 'content-type': 'text/plain', 'retry-after': '20' },
  body: Buffer.from(''),
};
