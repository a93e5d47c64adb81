import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageCount } from '../../../electron/services/packet/page-count.ts';
import { type TextKey, wordsOf } from '../../../renderer/print/words.ts';
import type { PacketDocument, PrintPage } from '../../../shared/referral/packet-model.ts';
import type { ReturnFacts } from '../../../shared/referral/return-facts.ts';
import type { Paper } from '../../../shared/referral/test-page.ts';
import { folded, readPdf } from './pdf-reading.ts';
import { openPrinter, type Printer, sampleDocument } from './print-site.ts';

let printer: Printer;

beforeAll(async () => {
  printer = await openPrinter();
});
afterAll(() => printer.close());

const pagesOf = (document: Paper) => printer.pagesOf(document);
const textOf = async (document: Paper) => (await pagesOf(document)).map(page => page.text).join('');

/** Labels of the fields by page (records-and-forms 2, groups 44–70); each stands for a line, box or column on paper. */
const FIELDS = {
  P6: [
    ...['state', 'need', 'risks', 'riskText', 'cost', 'alternatives', 'alternativesText'], // 60
    ...['agree', 'disagree', 'giveUp'], // 61
    ...['signer', 'signerName', 'relation', 'identity', 'phone', 'time'], // 62
    ...['careTick', 'registryTick', 'agreeBox', 'refuseBox'], // 63
    ...['doctor', 'witness', 'emergency'], // 64
  ].map(field => `packet.consent.${field}`),
  P7: [
    ...['riskGrade', 'mode', 'plate', 'departure', 'eta', 'arrival', 'distance'], // 44–47
    ...['before', 'onTheWay', 'onArrival', 'vitalTime'], // 49, 50
    ...['T', 'P', 'R', 'BP', 'SpO2', 'O2', 'GCS', 'urine', 'glucose', 'pain'].map(vital => `vital.${vital}`),
    ...['airway', 'vasoactive', 'lines', 'infusions', 'carried', 'events', 'safety', 'infection', 'documents'], // 51–58
    ...['handoverAt', 'sender', 'receiver'], // 59
  ].map(field => `packet.handover.${field}`),
  P8: [
    ...['item', 'copies', 'handedOver', 'received', 'remark', 'paper', 'images', 'samples', 'others'],
    ...[
      'letter',
      'consent',
      'history',
      'labs',
      'idCard',
      'insuranceCard',
      'transfusion',
      'ultrasound',
      'ct',
      'mri',
      'endoscopy',
    ].map(item => `items.${item}`),
    ...['chest', 'elastography', 'ecg', 'pathology', 'blood', 'ascites', 'usb'].map(item => `items.${item}`),
  ].map(field => `packet.checklist.${field}`),
  return: [
    ...['original', 'answer', 'times', 'diagnosis', 'grade', 'kit', 'kitSampled', 'kitReported', 'kitResult'], // 65–68
    ...['departed', 'arrived', 'admitted', 'diagnosed'].map(time => `time.${time}`),
    ...['results', 'treatment', 'plan', 'outcome', 'day28', 'day90', 'inpatientNumber'], // 69, 70
    ...['improved', 'transplant', 'died', 'left', 'sentBack'].map(outcome => `outcomes.${outcome}`),
  ].map(field => `packet.return.${field}`),
} as const satisfies { readonly [page in PrintPage]?: readonly string[] };

const PAGES = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

describe('the later pages hold every field of their form', () => {
  it.each(
    (['minimal', 'full'] as const).flatMap(sample =>
      (['zh', 'en'] as const).map(language => [sample, language] as const),
    ),
  )('as text that can be found: %s %s', async (sample, language) => {
    const words = wordsOf(language);
    const printed = await pagesOf(await sampleDocument(sample, language, { pages: PAGES }));
    expect(printed).toHaveLength(PAGES.length); // one sheet each
    for (const [at, page] of PAGES.entries()) {
      const text = printed[at]?.text ?? '';
      for (const field of FIELDS[page]) {
        const label = words.text(field as TextKey);
        expect(label, field).not.toBe(field);
        expect(text.includes(folded(label)), `${page} ${field}`).toBe(true);
      }
      expect(text).not.toMatch(/packet\.|undefined|null|NaN|\{\{/);
    }
  });

  it('and what was recorded of consent, transport and papers', async () => {
    const document = await sampleDocument('full', 'zh', { pages: ['P6', 'P7', 'P8'] });
    const [consent = '', handover = '', papers = ''] = (await pagesOf(document)).map(page => page.text);
    const { model } = document;
    const masked = '110105********2344';
    for (const fact of [model.consent.risks, '张秀英', '配偶', masked, '13700004321', '2026-11-22 09:40', '周国华']) {
      expect(consent).toContain(folded(fact));
    }
    expect(consent).not.toContain(model.consent.signer.idNumber);
    const { transport } = model;
    const journey = [transport.plate, '142 km', transport.route, '2026-11-22 13:30', transport.airway];
    const people = transport.escorts.flatMap(escort => [escort.name, escort.qualification, escort.phone]);
    const signs = ['37.2', '108/63', '(78)', '鼻导管 3 L/min', '2026-11-22 10:05'];
    const care = [
      '血浆置换导管',
      '右股静脉',
      '人血白蛋白 10 g',
      '30 mL/h',
      '氧气 240 min',
      '高危，床栏已上',
      'HBV 阳性',
      'TP 未回报',
    ];
    for (const fact of [...journey, ...people, ...signs, ...care]) expect(handover).toContain(folded(fact));
    expect(papers).toContain(folded('CT 光盘 1 张'));
    expect(papers).toContain(folded('转诊知情同意书（签字页）.pdf'));
    expect(papers).toContain(folded('电子附件，2026-11-22 10:02 存入'));
  });

  it('and what came back, on the return form; nothing of it on the blank one', async () => {
    const returned: ReturnFacts = {
      reached: { departed: '2026-11-22T03:00:00Z', arrived: '2026-11-22T06:00:00Z' },
      answers: [
        {
          ...{ kind: 'bed-assigned', at: '2026-11-22T02:30:00Z', by: '王静', phone: '0700-8800120', reason: '' },
          outputs: [{ code: 'advice', text: '途中吸氧，备特利加压素' }],
        },
      ],
      told: [],
      record: {
        ...{ diagnosis: '慢加急性肝衰竭 K72.9', grade: 'two', kitResult: '阳性（病房登记）', results: '腹水培养阴性' },
        ...{ treatment: '血浆置换 3 次', plan: '继续恩替卡韦，每周复查', outcome: 'improved', outcomeOn: '2026-12-10' },
        followUp: { day28: { state: 'alive', on: '2026-12-20' }, day90: { state: null, on: null } },
      },
    };
    const known = ['2026-11-22 14:00', '王静', '途中吸氧，备特利加压素', '慢加急性肝衰竭 K72.9', '阳性（病房登记）'];
    const later = [
      '腹水培养阴性',
      '血浆置换 3 次',
      '继续恩替卡韦，每周复查',
      '2026-12-10',
      '2026-12-20',
      '√好转',
      '√2 级',
    ];
    const filled = await textOf(await sampleDocument('full', 'zh', { pages: ['return'], returned }));
    for (const fact of [...known, ...later]) expect(filled).toContain(folded(fact));
    expect(filled).toContain(folded(wordsOf('zh').text('delivery.business.bed-assigned')));
    const blank = await textOf(await sampleDocument('full', 'zh', { pages: ['return-blank'], returned }));
    for (const fact of [...known, ...later]) expect(blank).not.toContain(folded(fact));
  });
});

describe('labelled copies', () => {
  it('are named each for its holder, and each counts its own pages', async () => {
    const single = await sampleDocument('full', 'zh', { pages: ['P1', 'P2'], copies: ['sender'] });
    const pagesPerCopy = pageCount((await printer.print(single)).pdf);
    expect(pagesPerCopy).toBe(2);
    const copies: PacketDocument['copies'] = ['sender', 'receiver', 'patient', 'insurer'];
    const pages = await pagesOf({ ...single, copies, pagesPerCopy });
    expect(pages).toHaveLength(8);
    const labels = ['①存根联/转出医院', '②接收医院联', '③患者联', '④医保联'];
    pages.forEach((page, at) => {
      const own = Math.floor(at / 2);
      labels.forEach((label, copy) => {
        expect(page.text.includes(label)).toBe(copy === own);
      });
      expect(page.text).toContain(`第${(at % 2) + 1}/共2页`);
    });
  });

  it('count the whole print where the pages of one are not known', async () => {
    const pages = await pagesOf(
      await sampleDocument('full', 'zh', { pages: ['P8'], copies: ['sender', 'receiver'], pagesPerCopy: null }),
    );
    expect(pages.map(page => page.text.includes('共2页'))).toEqual([true, true]);
  });
});

describe('pages of a PDF', () => {
  it('are counted as a reader counts them, and are not known of what is none', async () => {
    const { pdf } = await printer.print(await sampleDocument('overflow', 'en', { pages: ['P4', 'P7'] }));
    expect(pageCount(pdf)).toBe((await readPdf(pdf)).length);
    expect(pageCount(Buffer.from('%PDF-1.7 /Type /Pages %%EOF'))).toBeNull();
  });
});

describe('the printer’s test page', () => {
  it.each(['zh', 'en'] as const)('is one page with its measures, sizes and rare characters: %s', async language => {
    const words = wordsOf(language);
    const print = { at: '2026-11-22T10:20:00+08:00', by: '李明' };
    const facts = { facilityName: '青河县人民医院（虚构）', softwareVersion: '0.1.0', print };
    const pages = await pagesOf({ kind: 'test-page', language, size: 'A4', ...facts });
    expect(pages).toHaveLength(1);
    const text = pages[0]?.text ?? '';
    for (const said of ['packet.test.title', 'packet.test.frame', 'packet.test.greys', 'packet.test.code'] as const) {
      expect(text).toContain(folded(words.text(said)));
    }
    expect(text).toContain(folded(words.text('packet.test.ruler', { mm: 100 })));
    for (const shown of ['10.5pt', '6.5pt', 'U+4DAE', 'U+20164', '50%', facts.facilityName]) {
      expect(text).toContain(folded(shown));
    }
  });

  it.each(['A5', 'dot-matrix'] as const)('is one page on %s, too', async size => {
    for (const language of ['zh', 'en'] as const) {
      const print = { at: '2026-11-22T10:20:00+08:00', by: '李明' };
      const facts = { facilityName: '青河县人民医院（虚构）', softwareVersion: '0.1.0', print };
      const pages = await pagesOf({ kind: 'test-page', language, size, ...facts });
      expect(pages).toHaveLength(1);
      const [page] = pages;
      expect([page?.width, page?.height].map(mm => Math.round(mm ?? 0))).toEqual(
        size === 'A5' ? [148, 210] : [241, 140],
      );
      expect(page?.text).toContain(folded('2026-11-22 10:20'));
      expect(page?.text).toContain(size === 'A5' ? '10.5pt' : '1234567890'.repeat(10));
    }
  });
});

describe('a supplement’s letter', () => {
  it('says which packet it supersedes and what is new, at most twelve changes, the rest by number', async () => {
    const { model, ...document } = await sampleDocument('full', 'zh', { pages: ['P1'] });
    const change = { what: 'form', code: 'presentState', id: null, how: 'changed', at: null } as const;
    const supplement = {
      ...model,
      supplement: 2,
      supplementOf: { supplement: 1, signedAt: '2026-11-22T02:00:00Z', sha256: 'cd'.repeat(32) },
    };
    const changes = Array.from({ length: 14 }, (_, i) => ({ ...change, before: `旧${i}`, after: `新${i}` }));
    const [letter] = await pagesOf({ ...document, model: { ...supplement, changes } });
    expect(letter?.text).toContain(folded('补充 2：取代 2026-11-22 10:00 签发的资料（校验 cdcdcdcd）。'));
    expect(letter?.text).toContain('旧11→新11');
    expect(letter?.text).not.toContain('新12');
    expect(letter?.text).toContain(folded('等，另有 2 项见后页。'));
    expect(letter?.text).toContain(folded('【补充 2】'));
    const nothing = await textOf({ ...document, model: { ...supplement, changes: [] } });
    expect(nothing).toContain('内容无变化。');
  });
});
