import { randomUUID } from 'node:crypto';
import { rowsOf } from '../../electron/services/outbox/rows.ts';
import { jsonBytes, resourceMarks } from '../../electron/services/outbox/wire.ts';
import { toCommunication } from '../../shared/fhir/communication.ts';
import { PAYLOAD_FORMAT } from '../../shared/fhir/writing.ts';
import { type County, DOCTOR } from '../services/sync/county.ts';
import { uris } from './world.ts';

/** Writes to the ward about a referral, as the messages do: behind the referral it is about. */
export function sendMessage(county: County, referralId: string, text: string): string {
  const { store } = county;
  const id = randomUUID();
  const head = rowsOf(store.read, [referralId]).find(row => row.resource_type === 'Task');
  const { patient_id: patientId = '' } =
    store.read.first(store.read.query.selectFrom('referral').select('patient_id').where('id', '=', referralId)) ?? {};
  const message = toCommunication(
    { id, referralId, text, sentAt: store.clock.now(), to: 'SLYY' },
    {
      uris,
      facilityCode: 'JX',
      softwareVersion: 'test',
      patientId,
      sendResidentId: false,
      emitUncheckedLoinc: false,
    },
  );
  store.write(DOCTOR, { action: 'messages.send', subject: patientId, reason: null }, tx =>
    tx.enqueue({
      op_id: randomUUID(),
      stream_id: referralId,
      step: 'message',
      resource_type: 'Communication',
      resource_id: id,
      payload_format: PAYLOAD_FORMAT,
      priority: 0,
      depends_on: head?.seq ?? null,
      payload: jsonBytes(message),
      resources: resourceMarks([message]),
    }),
  );
  return id;
}
