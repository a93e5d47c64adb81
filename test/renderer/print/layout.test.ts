import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLES } from '../../../build/cli/sample-packets.ts';
import { type PacketDocument, PRINT_PAGES } from '../../../shared/referral/packet-model.ts';
import { layoutFaults, orphanedHeadings, type PrintedLine } from './layout-faults.ts';
import { folded } from './pdf-reading.ts';
import { openPrinter, type Printer, sampleDocument } from './print-site.ts';

const LANGUAGES = ['zh', 'en', 'both'] as const;
const CASES = SAMPLES.flatMap(sample => LANGUAGES.map(language => [sample, language] as const));

let printer: Printer;

beforeAll(async () => {
  printer = await openPrinter();
}, 120_000);
afterAll(() => printer.close());

const show = (document: PacketDocument) => printer.page.evaluate(packet => window.showPacket(packet), document);
const faults = () => printer.page.evaluate(layoutFaults);

describe('sheets as they are laid out', () => {
  it.each(CASES)('cut, overlap and leave nothing out on A4: %s %s', async (sample, language) => {
    await show(await sampleDocument(sample, language, { pages: [...PRINT_PAGES] }));
    expect(await faults()).toEqual([]);
  });

  it.each(CASES)('keep the letter whole on A5: %s %s', async (sample, language) => {
    await show(await sampleDocument(sample, language, { pages: ['P1'], size: 'A5' }));
    expect((await faults()).filter(fault => !fault.endsWith('more than a page'))).toEqual([]);
  });

  // Every character has a box: an overflowing letter takes the look some ten seconds, so one of them.
  const inTextMode = CASES.filter(([sample, language]) => sample !== 'overflow' || language === 'zh');
  it.each(inTextMode)('keep to the grid and the form of the text mode: %s %s', async (sample, language) => {
    await show(await sampleDocument(sample, language, { pages: ['P1'], size: 'dot-matrix' }));
    expect(await faults()).toEqual([]);
  });
});

describe('the look at a layout', () => {
  const broken = [
    ['a text beyond the margin', /outside/, '.clock { margin-left: -25mm !important }'],
    ['a text over another', /overlap/, '.receiver { position: relative; top: 4mm }'],
    ['a text that is cut', /clipped/, '.sentence { height: 2mm; overflow: hidden }'],
    ['a sheet that runs over', /more than a page/, '.letter-flow { padding-bottom: 200mm }'],
    ['a seal that is too small', /seal of/, '.seal-ring { width: 30mm !important }'],
    ['a text in the seal', /in the seal/, '.seal { margin-left: -60mm }'],
    ['a signature line that is too short', /signature line/, '.sign-line { width: 20mm !important }'],
    ['a code that was shrunk', /code of/, '.core-code svg.qr { width: 25mm }'],
  ] as const;

  beforeAll(async () => {
    await show(await sampleDocument('full', 'zh', { pages: ['P1'] }));
    expect(await faults()).toEqual([]);
  });

  it.each(broken)('finds %s', async (_name, pattern, css) => {
    const style = await printer.page.addStyleTag({ content: css });
    expect((await faults()).join('\n')).toMatch(pattern);
    await style.evaluate(element => element.parentNode?.removeChild(element));
    expect(await faults()).toEqual([]);
  });

  it('finds a heading that stands last on its page', () => {
    const lines = (...texts: string[]): PrintedLine[] => texts.map((text, i) => ({ y: 700 - i * 40, text }));
    const headings = new Set(['四、费用']);
    expect(orphanedHeadings([lines('正文', '四、费用')], headings)).toEqual(['page 1: 四、费用']);
    expect(orphanedHeadings([lines('四、费用', '正文')], headings)).toEqual([]);
    expect(orphanedHeadings([[...lines('四、费用', '正文'), { y: 20, text: '页脚' }]], headings)).toEqual([]);
  });
});

describe('pages as they are printed', () => {
  it.each([
    ['full', 'both'],
    ['overflow', 'zh'],
    ['overflow', 'en'],
  ] as const)(
    'leave no heading alone, embed their fonts and are tagged: %s %s',
    async (sample, language) => {
      const document = await sampleDocument(sample, language, { pages: [...PRINT_PAGES] });
      const { pdf: bytes } = await printer.print(document);
      const headings = await printer.page.evaluate(() =>
        Array.from(window.document.querySelectorAll('h1, h2, thead tr'), heading => heading.textContent ?? ''),
      );
      const source = Buffer.from(bytes).toString('latin1');
      // Drawings instead of letters are slow on old printers: of the rare characters of names alone.
      const rare = new Set(JSON.stringify(document).match(/[\u3400-\u4DBF\u{20000}-\u{2FA1F}]/gu)).size;
      const drawn =
        source.match(/\/CharProcs\s*<<[^>]*>>/g)?.flatMap(glyphs => glyphs.match(/\/g(?!0 )\w+/g) ?? []) ?? [];
      expect(drawn.length).toBeLessThanOrEqual(rare);
      expect(/\/FontFile[23]/.test(source)).toBe(true);
      const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
      const pdf = await loading.promise;
      const pages: PrintedLine[][] = [];
      for (let n = 1; n <= pdf.numPages; n++) {
        const sheet = await pdf.getPage(n);
        const { items } = await sheet.getTextContent({ disableNormalization: true });
        pages.push(
          items.flatMap(item => ('str' in item ? [{ y: Number(item.transform[5]), text: folded(item.str) }] : [])),
        );
        expect((await sheet.getStructTree())?.children.length).toBeGreaterThan(0);
      }
      await loading.destroy();
      expect(orphanedHeadings(pages, new Set(headings.map(folded)))).toEqual([]);
    },
    120_000,
  ); // some sixty tagged pages, on a busy machine
});
