import type { SignedPacket } from '../../shared/fhir/service-request.ts';
import type { Road } from '../../shared/referral/received.ts';
import type { Chance } from './chance.ts';
import type { County } from './county.ts';
import { type Line, WEATHERS } from './line.ts';
import type { ModelRegistry } from './model-registry.ts';
import type { Kind } from './plan.ts';
import type { Ward } from './ward.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Wall clocks that are right, that drift, in a wrong zone, and with a dead battery. */
const SKEWS_MS = [0, 3 * MINUTE_MS, -3 * MINUTE_MS, -60 * MINUTE_MS, 480 * MINUTE_MS, 365 * DAY_MS, -365 * DAY_MS];
/** A time service corrects by seconds; an operator sets a server by minutes or a day. */
const REGISTRY_SKEWS_MS = [0, 0, 30_000, -30_000, 10 * MINUTE_MS, -10 * MINUTE_MS, DAY_MS, -DAY_MS];
const URGENCIES = ['now', 'within-24h', 'within-48h'] as const;

/** Whom a step is about, and what it may do to the world. */
export interface Scene {
  readonly county: County;
  readonly ward: Ward;
  readonly line: Line;
  readonly registry: ModelRegistry;
  later(ms: number, run: () => void): void;
  setServerUp(isUp: boolean): void;
  /** Share of commits that searches show later. */
  setLateness(share: number): void;
  keepSnapshot(): void;
  /** The registry loses everything, or what came after its snapshot. */
  loseSince(isAll: boolean): void;
  /** Backs up this side, or brings its back-up back. */
  restore(side: County | Ward): void;
  countyOf(code: string): County | undefined;
  wardOf(code: string): Ward | undefined;
}

type Happening = (scene: Scene, dice: Chance) => void;

const toOne =
  (act: (county: County, packet: SignedPacket) => void): Happening =>
  ({ county }, dice) => {
    const packet = dice.pick([...county.packets.values()]);
    if (packet) act(county, packet);
  };

/** A referral on a stick or on paper, on its way to its ward: it may come before the wire's, after it, or twice. */
const carried =
  (road: Road): Happening =>
  ({ county, wardOf, later }, dice) => {
    const packet = dice.pick([...county.packets.values()]);
    const file = packet && county.file(packet);
    if (file) later(dice.between(0, 15) * MINUTE_MS, () => wardOf(file.to)?.take(file, road));
  };

export const HAPPENINGS: Readonly<Record<Kind, Happening>> = {
  sign: ({ county, ward }, dice) => county.sign(dice.pick(URGENCIES) ?? 'now', ward.code, dice.isSo(0.3)),
  supplement: toOne((county, packet) => county.supplement(packet)),
  withdraw: toOne((county, packet) => county.withdraw(packet)),
  depart: toOne((county, packet) => county.move(packet, 'departed', 'network')),
  'depart-by-phone': toOne((county, packet) => county.move(packet, 'departed', 'phone')),
  'turn-back': toOne((county, packet) => county.move(packet, 'turned-back', 'network')),
  message: toOne((county, packet) => county.message(packet)),
  'ward-moves': ({ ward }, dice) => ward.decide(dice),
  'ward-message': ({ ward }, dice) => ward.say(dice),
  'ward-takes-file': carried('file'),
  'ward-takes-codes': carried('full-code'),
  'ward-answers-by-file': ({ county, wardOf, countyOf, later }, dice) => {
    const packet = dice.pick([...county.packets.values()]);
    const brought = packet && county.file(packet);
    const ward = brought && wardOf(brought.to);
    if (!ward) return;
    ward.take(brought, 'file');
    const file = ward.answerByFile(dice);
    if (!file) return;
    const read = () => countyOf(file.to)?.takeAnswers(file);
    later(dice.between(0, 10) * MINUTE_MS, read);
    if (dice.isSo(0.3)) later(dice.between(0, 20) * MINUTE_MS, read); // the same stick again
  },
  press: ({ county }) => county.press(),
  weather: ({ line }, dice) => {
    line.weather = dice.pick(WEATHERS) ?? 'good';
  },
  crash: ({ county }, dice) => county.crash(dice.between(1_000, 5 * MINUTE_MS)),
  'crash-at-commit': ({ county }, dice) => county.crashAtCommit(1 + dice.int(12), dice.isSo(0.5) ? 'before' : 'after'),
  'second-program': ({ county, later }, dice) => {
    county.startSecond(dice.between(1.5, 6) * MINUTE_MS);
    later(dice.between(4, 12) * MINUTE_MS, () => county.endSecond());
  },
  'clock-jump': ({ county }, dice) => {
    county.skewMs = dice.pick(SKEWS_MS) ?? 0;
  },
  'disk-full': ({ county, later }, dice) => {
    county.isDiskFull = true;
    later(dice.between(0.1, 6) * MINUTE_MS, () => {
      county.isDiskFull = false;
    });
  },
  'registry-restart': ({ registry, setServerUp, later }, dice) => {
    setServerUp(false);
    later(dice.between(0.1, 2) * MINUTE_MS, () => {
      registry.restart();
      setServerUp(true);
    });
  },
  'late-visibility': ({ setLateness }) => setLateness(0.3),
  'small-pages': ({ registry }, dice) => {
    registry.pageSize = 1 + dice.int(3);
  },
  'if-match-off': ({ registry, later }, dice) => {
    registry.isIfMatchHonoured = false;
    later(dice.between(1, 8) * MINUTE_MS, () => {
      registry.isIfMatchHonoured = true;
    });
  },
  'registry-wipe': ({ loseSince }) => loseSince(true),
  'registry-restore': ({ keepSnapshot, loseSince }, dice) => (dice.isSo(0.5) ? keepSnapshot() : loseSince(false)),
  'registry-clock': ({ registry }, dice) => {
    registry.clockSkewMs = dice.pick(REGISTRY_SKEWS_MS) ?? 0;
  },
  'county-restore': ({ county, restore }) => restore(county),
  'ward-restore': ({ ward, restore }) => restore(ward),
};
