import type { Connection } from '../connection.ts';
import * as foundation from './0010-foundation.ts';
import * as records from './0020-records.ts';
import * as transfer from './0030-transfer.ts';
import * as advice from './0045-advice.ts';
import * as identity from './0050-identity.ts';
import * as patientIndex from './0060-patient-index.ts';
import * as criticalValues from './0070-critical-values.ts';
import * as treatmentParticulars from './0075-treatment-particulars.ts';
import * as labImports from './0080-lab-imports.ts';
import * as deviceClock from './0090-device-clock.ts';
import * as pathway from './0100-pathway.ts';
import * as workList from './0110-work-list.ts';
import * as departure from './0130-departure.ts';
import * as printCopies from './0135-print-copies.ts';
import * as fullSet from './0140-full-set.ts';
import * as received from './0145-received.ts';
import * as answers from './0150-answers.ts';
import * as registries from './0160-registries.ts';
import * as registryReset from './0165-registry-reset.ts';
import * as outboxIndexes from './0170-outbox-indexes.ts';
import * as outboxPayload from './0180-outbox-payload.ts';
import * as returned from './0185-return.ts';
import * as ownVersions from './0190-own-versions.ts';

export interface Migration {
  /** Numbered in fives, with room between; becomes the database's `user_version`. */
  version: number;
  up(db: Connection): void;
}

/** In order. A shipped migration is never edited; a change is a new one. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 10, up: foundation.up },
  { version: 20, up: records.up },
  { version: 30, up: transfer.up },
  { version: 45, up: advice.up },
  { version: 50, up: identity.up },
  { version: 60, up: patientIndex.up },
  { version: 70, up: criticalValues.up },
  { version: 75, up: treatmentParticulars.up },
  { version: 80, up: labImports.up },
  { version: 90, up: deviceClock.up },
  { version: 100, up: pathway.up },
  { version: 110, up: workList.up },
  { version: 130, up: departure.up },
  { version: 135, up: printCopies.up },
  { version: 140, up: fullSet.up },
  { version: 145, up: received.up },
  { version: 150, up: answers.up },
  { version: 160, up: registries.up },
  { version: 165, up: registryReset.up },
  { version: 170, up: outboxIndexes.up },
  { version: 180, up: outboxPayload.up },
  { version: 185, up: returned.up },
  { version: 190, up: ownVersions.up },
];
