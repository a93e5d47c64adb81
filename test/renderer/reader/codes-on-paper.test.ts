import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesInImage } from '../../../renderer/features/reader/codes-in-image.ts';
import { rasterisePdf } from '../print/pdf-reading.ts';
import { openPrinter, type Printer, sampleDocument } from '../print/print-site.ts';
import { photocopied } from './photocopy.ts';

let printer: Printer;

beforeAll(async () => {
  printer = await openPrinter();
});
afterAll(() => printer.close());

const DPI = 300;

describe('codes on paper', () => {
  it('are read from a grey, blurred, noisy and askew copy of a 300 dpi print, by a reader that is not our writer', async () => {
    const document = await sampleDocument('full', 'zh', { pages: ['P1', 'P2'] });
    const images = await rasterisePdf(printer.browser, (await printer.print(document)).pdf, DPI);
    const found: string[] = [];
    for (const image of images) found.push(...codesInImage(await photocopied(printer.browser, image)));
    expect(document.fullSet.length).toBeGreaterThan(0);
    expect(found.toSorted()).toEqual([document.qr, ...document.fullSet].toSorted());
  }, 120_000);
});
