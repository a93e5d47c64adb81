import { randomUUID } from 'node:crypto';
import { CompactEncrypt, CompactSign, importJWK, type JWK } from 'jose';
import { type Sample, samplePacket } from '../../build/cli/sample-packets.ts';
import { coreCodeWriter, createSigningKey } from '../../electron/services/packet/core-code-writer.ts';
import { sealFile } from '../../electron/services/sealed-file/seal-file.ts';
import { createSealKey, sealTo } from '../../electron/services/trust/code-seal.ts';
import { signedFile } from '../../electron/services/trust/key-files.ts';
import { thumbprintOf } from '../../electron/services/trust/key-print.ts';
import { isSigned, toHeadBundles } from '../../shared/fhir/head-bundle.ts';
import { fhirUris } from '../../shared/fhir/uris.ts';
import { type CoreCode, coreCodeOf, writeCoreCode } from '../../shared/referral/core-code.ts';
import { type FullSet, fullSetOf } from '../../shared/referral/full-set.ts';
import { packetSha256 } from '../../shared/referral/packet-hash.ts';
import { PacketModel } from '../../shared/referral/packet-model.ts';
import { formatReferralNumber } from '../../shared/referral/referral-number.ts';
import type { SealedReferral } from '../../shared/referral/sealed-file.ts';
import { KeyCard, PublicKey } from '../../shared/referral/trust.ts';
import { writeFullSet } from '../../shared/referral/write-full-set.ts';
import { entryFrom } from './alliance.ts';
import type { SiteClient } from './site-client.ts';

const FHIR_BASE = 'https://ganqiao.example/fhir';
let sequence = 0;

const publicPart = ({ x, y }: JWK): PublicKey => PublicKey.parse({ kty: 'EC', crv: 'P-256', x, y });

/** One packet on each road. */
export interface Roads {
  core: string;
  full: string[];
  file: string;
}

export interface Slip {
  /** Signs in the name of the hospital with another key than its own. */
  key?: JWK;
  /** Says something else than the packet outside its bundle. */
  file?: Partial<SealedReferral>;
}

/** A hospital that is nothing but its keys: what it hands out can be made wrong in any one point. */
export async function handMadeSender(ward: SiteClient, code = 'HM') {
  const sign = await createSigningKey();
  const seal = await createSealKey();
  const facility = { code, name: '手作县医院', role: 'county' as const, phone: '000-4000000' };
  const keys = { signKeys: [publicPart(sign)], sealKeys: [publicPart(seal)] };
  const card = await signedFile(
    KeyCard.parse({ kind: 'ganqiao-keys', v: 1, facility, ...keys, madeAt: new Date().toISOString() }),
    sign,
  );
  const wardKeys = entryFrom((await ward.trust.exportOwn()).text);
  const wardSeal = PublicKey.parse(wardKeys.sealKeys[0]);

  /** A signed packet of a fictional patient, as a real one unless `training`. */
  function packet(change: Partial<PacketModel> = {}, sample: Sample = 'full'): PacketModel {
    sequence += 1;
    const model = samplePacket(sample);
    const ward = model.ward && { ...model.ward, facilityCode: wardKeys.code };
    const number = formatReferralNumber({ site: code, workstation: '1', day: '2026-11-22', sequence });
    return PacketModel.parse({
      ...{ ...model, ward, number, referralId: randomUUID(), training: false, supplement: 0 },
      ...{ facility: { ...model.facility, code }, signedAt: '2026-11-22T02:00:00.000Z' },
      ...change,
    });
  }

  /** The packet as it leaves: two codes and a file. */
  async function roads(model: PacketModel, slip: Slip = {}): Promise<Roads> {
    const key = slip.key ?? sign;
    const sha256 = await packetSha256(model);
    const writer = await coreCodeWriter(key);
    const core: CoreCode = coreCodeOf(model, sha256);
    const full: FullSet = fullSetOf(model, sha256);
    return {
      core: await writeCoreCode(core, writer),
      full: await writeFullSet(full, { ...writer, receiver: sealTo(wardSeal) }),
      file: await sealFile(fileOf(model, sha256, slip.file), { sign: key, receiver: wardSeal }),
    };
  }

  function fileOf(model: PacketModel, packetSha256: string, change: Partial<SealedReferral> = {}): SealedReferral {
    if (!isSigned(model)) throw new Error('not signed');
    const writing = {
      ...{ uris: fhirUris(FHIR_BASE), facilityCode: code, softwareVersion: 'test', patientId: randomUUID() },
      ...{ sendResidentId: false, emitUncheckedLoinc: false },
    };
    const at = model.signedAt;
    const op = { id: randomUUID(), site: code, to: 'created', at, channel: 'network' };
    const bundles = toHeadBundles(model, { patientVersion: 1, doctorId: randomUUID(), op }, writing);
    return {
      ...{ v: 1, kind: 'referral', training: model.training, number: model.number, referralId: model.referralId },
      ...{ issuedAt: at, from: code, to: wardKeys.code, fhirBase: FHIR_BASE, signedAt: at, packetSha256 },
      ...{ departmentPhone: facility.phone, attachments: [] },
      bundle: { resourceType: 'Bundle', type: 'transaction', entry: bundles.flatMap(bundle => bundle.entry ?? []) },
      ...change,
    };
  }

  /** Any packed content as a file of this hospital's: signed and sealed as it should be. */
  async function sealed(packed: Uint8Array): Promise<string> {
    const signed = await new CompactSign(packed)
      .setProtectedHeader({ alg: 'ES256', kid: thumbprintOf(sign), typ: 'gqx+gzip' })
      .sign(await importJWK(sign, 'ES256'));
    return new CompactEncrypt(new TextEncoder().encode(signed))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: thumbprintOf(wardSeal), cty: 'JWT' })
      .encrypt(await importJWK(wardSeal, 'ECDH-ES'));
  }

  return {
    sealed,
    code,
    card,
    keys,
    packet,
    roads,
    /** Believed from now on, as after a telephone call. */
    async introduce(): Promise<void> {
      const preview = await ward.trust.previewPartner({ text: card });
      if (!preview.ok) throw new Error(preview.fault);
      await ward.trust.addPartner({ text: card, fingerprint: preview.fingerprint });
    },
  };
}
