import { z } from 'zod';
import { Instant } from '../records/time.ts';
import { PacketDocument } from './packet-model.ts';

/** A page that shows what a printer does to the packet: rulers, grey, a code, rare characters. Holds no patient. */
export const TestPage = z.object({
  kind: z.literal('test-page'),
  facilityName: z.string(),
  language: PacketDocument.shape.language,
  size: PacketDocument.shape.size,
  softwareVersion: z.string(),
  print: z.object({ at: Instant, by: z.string() }),
});
export type TestPage = z.infer<typeof TestPage>;

/** Whatever the print page can show. */
export type Paper = PacketDocument | TestPage;

export const isTestPage = (paper: Paper): paper is TestPage => 'kind' in paper;
