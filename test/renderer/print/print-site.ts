import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { type Sample, sampleDeparture, samplePacket } from '../../../build/cli/sample-packets.ts';
import rendererConfig from '../../../build/vite/renderer.config.ts';
import { launchChromium } from '../../../electron/host/chromium.ts';
import { openPrintPage, printOn } from '../../../electron/host/print.ts';
import { coreCodeWriter, createSigningKey } from '../../../electron/services/packet/core-code-writer.ts';
import { createSealKey, sealTo } from '../../../electron/services/trust/code-seal.ts';
import { coreCodeOf, writeCoreCode } from '../../../shared/referral/core-code.ts';
import { fullSetOf } from '../../../shared/referral/full-set.ts';
import { packetSha256 } from '../../../shared/referral/packet-hash.ts';
import { PACKET_PAGES, type PacketDocument, PLAIN_PRINT } from '../../../shared/referral/packet-model.ts';
import type { Paper } from '../../../shared/referral/test-page.ts';
import { writeFullSet } from '../../../shared/referral/write-full-set.ts';
import { type PdfPage, readPdf } from './pdf-reading.ts';

const RENDERER = join(import.meta.dirname, '../../../renderer');

/** The print page alone, built as the product builds it, into a folder of its own. */
export async function buildPrintPage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ganqiao-print-'));
  const rolldownOptions = { ...rendererConfig.build?.rolldownOptions, input: [join(RENDERER, 'print.html')] };
  await build({ ...rendererConfig, build: { ...rendererConfig.build, outDir: folder, rolldownOptions } });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * One page of print.html that shows and prints any number of papers. A page of its own for each, as the application
 * has it, loads the Chinese font anew, which takes a second.
 */
export async function openPrinter() {
  const [site, browser] = await Promise.all([buildPrintPage(), launchChromium()]);
  const page = await openPrintPage(browser, site.folder);
  return {
    folder: site.folder,
    browser,
    page,
    print: (document: Paper) => printOn(page, document),
    pagesOf: async (document: Paper): Promise<PdfPage[]> => readPdf((await printOn(page, document)).pdf),
    async close() {
      await browser.close();
      await site.remove();
    },
  };
}
export type Printer = Awaited<ReturnType<typeof openPrinter>>;

/** A sample packet as signing and printing would hand it over. */
export async function sampleDocument(
  sample: Sample,
  language: PacketDocument['language'],
  change: Partial<PacketDocument> = {},
): Promise<PacketDocument> {
  const model = samplePacket(sample);
  const departure = sampleDeparture(sample);
  const packetSha = await packetSha256(model);
  const writer = await coreCodeWriter(await createSigningKey());
  return {
    model,
    packetSha256: packetSha,
    pages: [...PACKET_PAGES],
    language,
    qr: await writeCoreCode(coreCodeOf(model, packetSha), writer),
    ...PLAIN_PRINT,
    departure,
    fullSet: await writeFullSet(fullSetOf(model, packetSha), {
      ...writer,
      receiver: sealTo(await createSealKey()),
    }),
    print: { nth: 0, at: departure ? '2026-11-22T14:20:00+08:00' : '2026-11-22T10:20:00+08:00', by: '李明' },
    ...change,
  };
}
