import type { Bundle } from '@medplum/fhirtypes';
import { z } from 'zod';
import { TaskIntent } from '../fhir/apply-task-intent.ts';
import { FacilityCode } from '../records/facility.ts';
import { Id, Instant } from '../records/time.ts';

/** A sealed transfer file (registry-and-sync 12): gzip(JSON) → JWS by the sender → JWE to the receiver's seal key. */

export const SEALED_FILE_BYTES = 50 * 2 ** 20;
export const UNPACKED_BYTES = 100 * 2 ** 20;
/** Nesting of FHIR resources of ours is below 15. */
export const JSON_DEPTH = 40;
const BUNDLE_ENTRIES = 5000;
const ATTACHMENTS = 20;

/** Loose: a resource that a newer version writes otherwise is still a resource; the reader takes what it knows. */
const LooseBundle = z.object({
  resourceType: z.literal('Bundle'),
  type: z.string(),
  entry: z
    .array(z.looseObject({ resource: z.looseObject({ resourceType: z.string().max(40), id: z.string().max(64) }) }))
    .min(1)
    .max(BUNDLE_ENTRIES),
});

const head = {
  v: z.literal(1),
  training: z.boolean(),
  number: z.string().max(40),
  referralId: Id,
  issuedAt: Instant,
  /** Facility codes. */
  from: FacilityCode,
  to: FacilityCode,
  /** The alliance's URI base: part of the data, equal at all its sites. */
  fhirBase: z.string().max(300),
};

export const SealedReferral = z.object({
  ...head,
  kind: z.literal('referral'),
  /** When and as what the packet was signed. */
  signedAt: Instant,
  packetSha256: z.string().regex(/^[0-9a-f]{64}$/),
  departmentPhone: z.string().max(40),
  bundle: LooseBundle.transform(bundle => bundle as unknown as Bundle),
  attachments: z
    .array(
      z.object({
        id: Id,
        title: z.string().max(200),
        contentType: z.literal(['application/pdf', 'image/jpeg', 'image/png']),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        data: z.base64(),
      }),
    )
    .max(ATTACHMENTS),
});
export type SealedReferral = z.infer<typeof SealedReferral>;

/** The ward's answers: the same intents that the wire would carry, and who gave them. */
export const SealedAnswer = z.object({
  ...head,
  kind: z.literal('answer'),
  answers: z
    .array(z.object({ intent: TaskIntent, by: z.string().max(100) }))
    .min(1)
    .max(40),
});
export type SealedAnswer = z.infer<typeof SealedAnswer>;

export const SealedContent = z.discriminatedUnion('kind', [SealedReferral, SealedAnswer]);
export type SealedContent = z.infer<typeof SealedContent>;

/** How deep the brackets of a JSON text are nested; read without parsing it, so that a hostile one costs nothing. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (isInText) {
      if (character === 0x5c)
        at++; // what follows a backslash ends no text
      else if (character === 0x22) isInText = false;
    } else if (character === 0x22) isInText = true;
    else if (character === 0x7b || character === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (character === 0x7d || character === 0x5d) depth--;
  }
  return deepest;
}
