import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLES, samplePacket } from '../../../build/cli/sample-packets.ts';
import { columnsOf, flowed, runsOf, wrapped } from '../../../renderer/print/dot-matrix/columns.ts';
import { dotMatrixTestPage } from '../../../renderer/print/dot-matrix/dot-matrix-test-page.ts';
import { COLUMNS, dotMatrixPages, LINES } from '../../../renderer/print/dot-matrix/dot-matrix-text.ts';
import { letterRows } from '../../../renderer/print/letter/letter-texts.ts';
import { wordsOf } from '../../../renderer/print/words.ts';
import { type PacketDocument, PLAIN_PRINT } from '../../../shared/referral/packet-model.ts';

const bare = (text: string) => text.replace(/\s/g, '');
const mixed = fc
  .array(fc.oneof(fc.constantFrom(...'肝衰竭，。（）“”↑①μ·−𠅤 \n'), fc.string({ maxLength: 12 })), { maxLength: 60 })
  .map(parts => parts.join('').replace(/\p{Cc}/gu, c => (c === '\n' ? c : '')));
const width = fc.integer({ min: 8, max: 120 });

describe('text on the grid', () => {
  it('is never wider than its line and loses no character, whatever it says', () => {
    fc.assert(
      fc.property(mixed, width, fc.constantFrom(0, 2), (text, columns, indent) => {
        const lines = wrapped(text, columns, indent);
        for (const line of lines) {
          expect(columnsOf(line)).toBeLessThanOrEqual(columns);
          expect(
            runsOf(line)
              .map(run => run.text)
              .join(''),
          ).toBe(line);
        }
        expect(bare(lines.join(''))).toBe(bare(text));
      }),
    );
  });

  it('tears no word and no number from its unit’s digits, and begins no line with a closing mark', () => {
    const lines = wrapped('总胆红素由 214 升至 268.5 µmol/L，INR 由 1.7 升至 1.8，血浆置换后分别为 242 和 1.6。', 20);
    for (const word of ['268.5', 'µmol/L，', 'INR']) expect(lines.some(line => line.includes(word))).toBe(true);
    for (const line of lines) expect(line).not.toMatch(/^[，。]/);
  });

  it('tears what is longer than a line, and keeps the lines that were written', () => {
    expect(wrapped('a'.repeat(25), 10)).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
    expect(wrapped('一\n\n二', 10, 2)).toEqual(['一', '', '  二']);
  });

  it('counts two columns for a Han character and an arrow, one for a letter, a digit and a minus', () => {
    expect(['肝', '↑', '①', 'a', '7', 'µ', '−', '≥'].map(columnsOf)).toEqual([2, 2, 2, 1, 1, 1, 1, 1]);
  });

  it('puts facts beside each other while they fit', () => {
    expect(flowed(['甲：1', '', '乙：2', '丙：33333'], 14)).toEqual(['甲：1  乙：2', '丙：33333']);
  });
});

describe('the test page of continuous forms', () => {
  it.each(['zh', 'en', 'both'] as const)(
    'frames every column and line, rules all columns and names the copies: %s',
    language => {
      const words = wordsOf(language);
      const facts = { facilityName: '青河县人民医院', softwareVersion: '0.1.0', size: 'dot-matrix', language } as const;
      const print = { at: '2026-11-22T10:20:00+08:00', by: '李明' };
      const missing = words.text('packet.test.missing', { characters: 'U+20BB7' });
      const lines = dotMatrixTestPage({ kind: 'test-page', ...facts, print }, '䶮', missing, words);
      expect(lines).toHaveLength(LINES);
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(COLUMNS);
      const framed = lines.filter(line => /^[+|].*[+|]$/.test(line));
      expect(framed).toHaveLength(LINES - 2); // all but the ruler
      for (const line of framed) expect(columnsOf(line)).toBe(COLUMNS);
      expect(lines).toContain(`${'1234567890'.repeat(10)}12345678`);
      const text = bare(lines.join('').replaceAll('|', ''));
      expect(text).toContain(bare(missing));
      for (const copy of ['①', '②', '③']) expect(text).toContain(copy);
    },
  );
});

describe('the letter in text mode', () => {
  const languages = ['zh', 'en', 'both'] as const;
  const documentOf = (sample: (typeof SAMPLES)[number], language: PacketDocument['language']): PacketDocument => ({
    model: samplePacket(sample),
    packetSha256: 'ab'.repeat(32),
    pages: ['P1'],
    language,
    qr: null,
    ...PLAIN_PRINT,
    size: 'dot-matrix',
    print: { nth: 1, at: '2026-11-22T10:20:00+08:00', by: '李明' },
  });

  it.each(SAMPLES.flatMap(sample => languages.map(language => [sample, language] as const)))(
    'keeps to its pages, cuts no text and names the carbon sheets on each: %s %s',
    (sample, language) => {
      const words = wordsOf(language);
      const document = documentOf(sample, language);
      const pages = dotMatrixPages(document, words);
      for (const page of pages) {
        expect(page.length).toBeLessThanOrEqual(LINES);
        for (const line of page) expect(columnsOf(line)).toBeLessThanOrEqual(COLUMNS);
        const text = bare(page.join(''));
        for (const holder of ['sender', 'receiver', 'patient'] as const) {
          expect(text).toContain(bare(words.t(`packet.copy.${holder}`)));
        }
      }
      // Without the heads, so that a text that runs over a page's end is one again.
      const head = pages.length > 1 ? (pages[1] ?? []).findIndex(line => line.startsWith('---')) + 1 : 0;
      const text = bare(pages.map((page, at) => (at === 0 ? page : page.slice(head)).join('')).join(''));
      for (const [label, whole] of letterRows(document.model, words)) {
        expect(text).toContain(bare(`${words.text(label)}${words.t('packet.colon')}${whole}`));
      }
    },
  );

  it('holds the number with its check character and the packet’s check in text, and room for pen and seal', () => {
    const document = documentOf('full', 'zh');
    const pages = dotMatrixPages(document, wordsOf('zh'));
    expect(pages).toHaveLength(2);
    const lines = pages.at(-1) ?? [];
    const text = pages.flat().join('\n');
    expect(text).toContain(document.model.number ?? '?');
    expect(text).toContain('abababab abababab abababab abababab');
    const seal = lines.findIndex(line => line.includes('（盖章处）'));
    const above = lines.slice(seal - 10, seal);
    expect(above).toHaveLength(10); // 42 mm
    for (const line of above) expect(columnsOf(line)).toBeLessThanOrEqual(COLUMNS - 23);
    const signature = lines.findIndex(line => line.includes('转诊医生（签字）：____'));
    expect(lines.slice(signature - 2, signature)).toEqual(['', '']);
  });

  it('says of a draft that its check is made at signing', () => {
    const { model, ...rest } = documentOf('full', 'zh');
    const draft = { ...rest, model: { ...model, number: null, signedAt: null }, packetSha256: null };
    const text = dotMatrixPages(draft, wordsOf('zh')).flat().join('\n');
    expect(text).toContain('签发后生成');
    expect(text).toContain('转诊单号：____________');
  });

  it('says what a supplement changes', () => {
    const document = documentOf('full', 'zh');
    const supplementOf = { supplement: 0, signedAt: '2026-11-22T02:00:00Z', sha256: 'cd'.repeat(32) };
    const change = { what: 'form', code: 'presentState', id: null, how: 'changed', at: null } as const;
    const model = {
      ...{ ...document.model, supplement: 1, supplementOf },
      changes: [{ ...change, before: '神清', after: '嗜睡' }],
    };
    const text = dotMatrixPages({ ...document, model }, wordsOf('zh'))
      .flat()
      .join('');
    expect(text).toContain('补充 1：取代 2026-11-22 10:00 签发的资料（校验 cdcdcdcd）');
    expect(text).toContain('目前情况 神清 → 嗜睡');
  });
});
