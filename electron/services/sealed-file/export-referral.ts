import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Id } from '../../../shared/records/time.ts';
import { PacketModel } from '../../../shared/referral/packet-model.ts';
import { SEALED_FILE_BYTES, type SealedReferral } from '../../../shared/referral/sealed-file.ts';
import type { RoadFault } from '../../../shared/referral/trust.ts';
import type { Reader } from '../database/store.ts';
import type { Actor } from '../database/unit-of-work.ts';
import { isRegistryOnly } from '../outbox/rows.ts';
import type { ServiceDependencies } from '../service.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';
import type { TrustService } from '../trust/trust-service.ts';
import { sealFile } from './seal-file.ts';

/** What of a frozen packet the file says outside its bundle. */
const PacketHead = PacketModel.pick({ ward: true, facility: true, training: true, number: true, supplement: true });

export type Export = { ok: true; fileName: string; text: string } | { ok: false; fault: RoadFault };

export interface SealedFileDependencies extends ServiceDependencies {
  trust: TrustService;
}

/** Signed referrals on a USB stick: what the outbox holds, frozen at signing, sealed to the receiving ward. */
export function createSealedFiles({ read, write, clock, ids, trust }: SealedFileDependencies) {
  return {
    /**
     * Leaves an event of the channel `file`; nothing is said to be sent by it.
     * @throws AppError not-found: not signed · illegal-move: taken back · crypto-unfit
     */
    async export(actor: Actor, referralId: Id): Promise<Export> {
      trust.assertFit();
      const referral = read.first(read.query.selectFrom('referral').selectAll().where('id', '=', referralId));
      const packet = latestPacket(read, referralId);
      if (!referral || !packet) throw new AppError('not-found');
      if (referral.closed_as !== null) throw new AppError('illegal-move');
      const { ward, facility, training, number, supplement } = packet.model;
      const bundle = frozenBundle(read, referralId);
      if (!ward || number === null || bundle === null) return { ok: false, fault: 'nothing-to-carry' };
      const receiver = trust.list().sealKey(ward.facilityCode, clock.now());
      if (!receiver) return { ok: false, fault: 'no-seal-key' };
      const content: SealedReferral = {
        ...{ v: 1 as const, kind: 'referral' as const, training, number, referralId },
        ...{ issuedAt: clock.now(), from: facility.code, to: ward.facilityCode },
        fhirBase: readRegistrySetting(read).fhirBase,
        signedAt: packet.signedAt,
        packetSha256: packet.sha256,
        departmentPhone: facility.phone,
        bundle,
        attachments: letterOf(read, packet.id),
      };
      const text = await sealFile(content, { sign: trust.signingKey(), receiver });
      if (text.length > SEALED_FILE_BYTES) return { ok: false, fault: 'too-large' };
      write(actor, { action: 'sealedFiles.export', subject: referral.patient_id, reason: null }, tx => {
        tx.insert('referral_event', {
          ...{ id: ids.uuid(), referral_id: referralId, kind: 'exported', at: clock.now(), server_time: null },
          ...{ actor: actor.name, channel: 'file', detail_json: JSON.stringify({ supplement }) },
        });
        tx.announce({ type: 'referral.changed', referralId, patientId: referral.patient_id });
      });
      return { ok: true, fileName: `${number}${supplement > 0 ? `-${supplement}` : ''}.gqx`, text };
    },
  };
}

function latestPacket(read: Reader, referralId: Id) {
  const row = read.first(
    read.query
      .selectFrom('referral_packet')
      .select(['id', 'model_json', 'sha256', 'signed_at'])
      .where('referral_id', '=', referralId)
      .orderBy('supplement', 'desc')
      .limit(1),
  );
  if (!row) return null;
  const { id, sha256, signed_at: signedAt, model_json } = row;
  return { id, sha256, signedAt, model: PacketHead.parse(JSON.parse(model_json)) };
}

/**
 * All payloads of the referral as one bundle: the same resources, ids and op as on the wire; of a resource that a
 * supplement sent again the latest. Null where care sharing was refused: then nothing was ever queued.
 */
export function frozenBundle(read: Reader, referralId: Id): Bundle | null {
  const rows = read.all(
    read.query
      .selectFrom('outbox')
      .innerJoin('outbox_payload', 'outbox_payload.seq', 'outbox.seq')
      .select(['step', 'resource_type', 'payload'])
      .where('stream_id', '=', referralId)
      .where('step', 'in', ['bundle', 'document'])
      .where('state', '!=', 'superseded')
      .orderBy('outbox.seq'),
  );
  const entries = new Map<string, BundleEntry>();
  for (const { step, resource_type, payload } of rows) {
    if (isRegistryOnly({ step, resource_type })) continue; // it goes to the registry, never to the ward
    const body = JSON.parse(payload.toString('utf8')) as Bundle | Resource;
    const given: BundleEntry[] = step === 'bundle' ? ((body as Bundle).entry ?? []) : [{ resource: body as Resource }];
    for (const entry of given) entries.set(`${entry.resource?.resourceType}/${entry.resource?.id}`, entry);
  }
  return entries.size === 0 ? null : { resourceType: 'Bundle', type: 'transaction', entry: [...entries.values()] };
}

function letterOf(read: Reader, packetId: Id): SealedReferral['attachments'] {
  const letter = read.first(
    read.query.selectFrom('document').selectAll().where('packet_id', '=', packetId).where('kind', '=', 'letter'),
  );
  if (!letter) return [];
  const { id, title, sha256, bytes } = letter;
  return [{ id, title, contentType: 'application/pdf', sha256, data: bytes.toString('base64') }];
}
