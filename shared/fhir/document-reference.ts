import type { DocumentReference } from '@medplum/fhirtypes';
import type { Id, Instant } from '../records/time.ts';
import { DOCUMENT_TYPES } from './codes.ts';
import { LOINC } from './uris.ts';
import { coding, metaOf, patientReference, reference, revision, type Writing, wireTime } from './writing.ts';

/** The facts of a signed letter's file. */
export interface LetterFile {
  /** Row id of the document: the id of both the Binary and the DocumentReference. */
  id: Id;
  referralId: Id;
  doctorId: Id;
  /** The signed letter, or the scan of a consent. */
  kind: 'referral' | 'consent';
  title: string;
  contentType: string;
  sizeBytes: number;
  sha1: string; // hex; R4 asks for SHA-1
  sha256: string; // hex
  createdAt: Instant;
  /** The letter that this one takes the place of. */
  replaces: Id | null;
  rev: number;
}

/** The signed letter; its bytes travel apart as `Binary/<id>`. */
export function toDocumentReference(letter: LetterFile, writing: Writing): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    id: letter.id,
    meta: metaOf(writing),
    extension: [revision(writing.uris, letter.rev)],
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `ni:///sha-256;${base64Url(letter.sha256)}` }], // RFC 6920
    status: 'current',
    type: { coding: [coding(LOINC, DOCUMENT_TYPES[letter.kind].code, DOCUMENT_TYPES[letter.kind].display)] },
    subject: patientReference(writing),
    date: wireTime(letter.createdAt),
    author: [reference('Practitioner', letter.doctorId)],
    ...(letter.replaces === null
      ? {}
      : { relatesTo: [{ code: 'replaces', target: reference('DocumentReference', letter.replaces) }] }),
    content: [
      {
        attachment: {
          contentType: letter.contentType,
          url: `Binary/${letter.id}`,
          size: letter.sizeBytes,
          hash: base64(letter.sha1),
          title: letter.title,
        },
      },
    ],
    context: { related: [reference('ServiceRequest', letter.referralId)] },
  };
}

function base64(hex: string): string {
  const bytes = hex.match(/../g)?.map(pair => Number.parseInt(pair, 16)) ?? [];
  return btoa(String.fromCharCode(...bytes));
}

const base64Url = (hex: string): string => base64(hex).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
