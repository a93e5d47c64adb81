import { type County, openCounty } from '../services/sync/county.ts';

/** A county workstation in a process of its own, to be killed. */
export interface Life {
  folder: string;
  key: string; // hex
  url: string;
  /** Signed at the start of this life. */
  referrals: number;
  /** Ends itself inside the transaction of the first signature, after its rows are in the outbox. */
  diesSigning: boolean;
  /** Put into every record of this life, to be looked for where they must not be. */
  planted: { name: string; phone: string } | null;
}

/** Said on standard output, a line of JSON each. */
export type Said = { signed: string } | { running: true };

const life = JSON.parse(process.argv[2] ?? '{}') as Life;
const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`);

const county: County = openCounty({
  url: life.url,
  at: { folder: life.folder, key: Buffer.from(life.key, 'hex') },
});
if (life.diesSigning) dieInTransaction(county);
for (let count = 0; count < life.referrals; count += 1) {
  const signed = county.refer(packet =>
    life.planted ? { ...packet, patient: { ...packet.patient, ...life.planted } } : packet,
  );
  say({ signed });
}
county.sync.start();
say({ running: true });
setInterval(() => county.sync.trigger('user'), 40);

/** A cut of the power between the rows and the commit. */
function dieInTransaction({ store }: County): void {
  const { connection } = store;
  connection.function('die', { directOnly: false }, () => {
    process.kill(process.pid, 'SIGKILL');
    return 0;
  });
  connection.pragma('trusted_schema = ON');
  connection.exec("CREATE TEMP TRIGGER dies AFTER INSERT ON outbox WHEN NEW.step = 'document' BEGIN SELECT die(); END");
}
