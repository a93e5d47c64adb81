import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../electron/host/chromium.ts';
import { createHostPlatform, type HostPlatform } from '../../../electron/host/print.ts';
import { wordsOf } from '../../../renderer/print/words.ts';
import { lastObservation } from '../../../shared/referral/packet-facts.ts';
import { PACKET_PAGES, type PacketDocument } from '../../../shared/referral/packet-model.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';
import { folded, type PdfPage, rasterisePdf, readPdf } from './pdf-reading.ts';
import { openPrinter, type Printer, sampleDocument } from './print-site.ts';
import { modulesInImage, modulesOfText } from './qr-on-paper.ts';

let printer: Printer;

beforeAll(async () => {
  printer = await openPrinter();
});
afterAll(() => printer.close());

const print = (document: PacketDocument) => printer.pagesOf(document);
const whole = (pages: PdfPage[]) => pages.map(page => page.text).join('\n');
/** Content of the pages without what stands in their margins, so that a text that runs over a page end is one again. */
const body = (pages: PdfPage[], by: string) =>
  pages.map(page => page.text.slice(page.text.indexOf(by) + by.length)).join('');

/** Without the one rare character of the samples that no font of the application has. */
const common = (text: string) => text.replace(/[\u{20BB7}\0\uFFFD]/gu, '');

const TITLES = {
  zh: [
    '双向转诊（转出）单',
    '病情摘要（SBAR）',
    '化验趋势',
    '评分单',
    '治疗与事件时间轴',
    '转诊转运知情同意书',
    '转运交接单',
    '影像/检查资料清单',
  ],
  en: [
    'Two-way referral form',
    'Summary (SBAR)',
    'Laboratory trend',
    'Score sheet',
    'Timeline of treatment and events',
    'Informed consent to referral and transport',
    'Transport and handover record',
    'List of images and documents',
  ],
};

describe('packet as PDF', () => {
  it('is A4 on every page, counts its pages, and keeps an ordinary letter, summary and form on one page each', async () => {
    const pages = await print(await sampleDocument('full', 'zh'));
    for (const page of pages) {
      expect(page.width).toBeCloseTo(210, 0);
      expect(page.height).toBeCloseTo(297, 0);
    }
    pages.forEach((page, at) => {
      expect(page.text).toContain(`第${at + 1}/共${pages.length}页`);
    });
    const startOf = (title: string) => pages.findIndex(page => page.text.includes(folded(`（虚构）${title}`)));
    const starts = TITLES.zh.map(startOf);
    const lengths = starts.map((start, i) => (starts[i + 1] ?? pages.length) - start);
    const multi = lengths.flatMap((length, i) => (length === 1 ? [] : [PACKET_PAGES[i]]));
    expect(multi).toEqual(['P4']); // every score with its arithmetic needs several
  });

  it.each(['zh', 'en', 'both'] as const)('has all eight parts and the facts of the patient: %s', async language => {
    const document = await sampleDocument('full', language);
    const pages = await print(document);
    expect(pages).toHaveLength(11); // a page for each part, and four for the score sheet, in every language
    const text = whole(pages);
    const { model } = document;
    const titles = language === 'both' ? [...TITLES.zh, ...TITLES.en] : TITLES[language];
    for (const title of titles) expect(text).toContain(folded(title));
    const facts = [
      model.number ?? '',
      model.patient.name,
      model.patient.hospitalNumbers.inpatient,
      model.patient.phone,
      model.patient.address,
      model.facility.name,
      model.ward?.wardName ?? '',
      model.ward?.phone ?? '',
      model.doctor.phone,
      '2026-11-21 20:40', // T0
      '13 h 25 min', // used of 48 h at signing
      '34 h 35 min', // left
      '241.7',
      '↑H',
      '7.40', // COSSH-ACLF II with its two decimals
      'doi:10.1016/j.jhep.2021.05.026',
      model.form.presentIllness,
      model.form.purpose,
      model.form.impression.icd10,
    ];
    for (const fact of facts) expect(text).toContain(folded(fact));
    expect(text).toContain(folded('110105********0017'));
    expect(text).not.toContain(model.patient.identity.number);
    expect(text).not.toMatch(/packet\.|undefined|null|NaN|\{\{/);
  });

  it('says what was advised by which table, the physician’s word, the rules behind it, and what was done', async () => {
    const { model, ...document } = await sampleDocument('full', 'zh', { pages: ['P2', 'P5'] });
    const [summary = '', timeline = ''] = (await print({ ...document, model })).map(page => page.text);
    const { advice, management } = model;
    const reason = advice?.decision?.reason ?? '';
    for (const page of [summary, timeline]) {
      for (const said of [
        '24小时内转诊',
        '第1版（程序默认表）',
        '策略计算：立即转诊',
        folded(reason),
        'CLIF-C器官衰竭',
      ]) {
        expect(page).toContain(said);
      }
    }
    expect(timeline).toContain(folded('总胆红素 241.7 µmol/L（切点 ≥ 205.2）、受治疗影响'));
    expect(timeline).toContain('缺：总胆红素每日上升'); // a rule that could not be judged
    expect(summary).toContain('6项中已做3项：内科综合治疗、营养支持、预防感染');
    expect(management.lines.filter(({ done }) => done === null)).toHaveLength(3);
    expect(timeline.match(/未勾选/g)).toHaveLength(3);
    expect(summary).toContain('汉族、中国、已婚');
  });

  it('prints what is missing and 资料不全 on an emergency letter, and leaves the lines for the pen', async () => {
    const document = await sampleDocument('minimal', 'zh');
    const pages = await print(document);
    expect(pages).toHaveLength(8);
    const letter = pages[0]?.text ?? '';
    for (const word of ['资料不全', '总胆红素', '主要现病史', '无名氏', '约50岁', '患者呕血、昏迷，须立即转运']) {
      expect(letter).toContain(word);
    }
    for (const page of pages) expect(page.text).toContain('【资料不全】');
  });

  it('cuts nothing of a record that overflows every field', async () => {
    const document = await sampleDocument('overflow', 'zh');
    const pages = await print(document);
    const text = common(body(pages, '电子件'));
    const { model } = document;
    for (const written of [
      model.patient.name,
      model.patient.address,
      model.patient.allergy.text,
      model.facility.name,
      model.facility.department,
      model.ward?.facilityName ?? '',
      model.ward?.wardName ?? '',
      ...Object.values(model.patient.hospitalNumbers),
      model.form.seniorApproval.opinion,
      model.form.impression.text,
      model.form.reasonText,
      model.form.presentIllness,
      model.form.pastHistory,
      model.form.treatmentSoFar,
      model.form.presentState,
      model.form.purpose,
      model.form.pendingResults,
    ]) {
      expect(text.includes(common(folded(written))), written.slice(0, 12)).toBe(true);
    }
    expect(text).toContain('另有50次未列出');
  });

  it('says on every page that a training packet, a draft or a reprint is one', async () => {
    const document = await sampleDocument('full', 'zh');
    const draft = { ...document.model, number: null, signedAt: null };
    const drafted = await print({ ...document, model: draft, qr: null, fullSet: [], pages: ['P1', 'P2'] });
    for (const page of drafted) expect(page.text).toContain('草稿·未签发');
    expect(drafted[0]?.text).toContain('签发后生成二维码');
    const reprinted = await print({ ...document, pages: ['P1', 'P7'], print: { ...document.print, nth: 2 } });
    for (const page of reprinted) {
      expect(page.text).toContain('【补打】');
      expect(page.text).toContain('第2次打印');
      expect(page.text).toContain('【培训·虚构患者·不得用于诊疗】');
    }
  });

  it('says on a page that holds the signature alone which letter it signs, and only there', async () => {
    const crowded = await sampleDocument('minimal', 'both', { pages: ['P1'], size: 'A5' });
    const [, signed] = await print(crowded);
    const { number, patient } = crowded.model;
    expect(signed?.text).toContain(folded(`转诊单号 ${number ?? '?'} ${patient.name}`));
    expect(signed?.text).toContain(folded('双向转诊（转出）单'));
    expect(signed?.text).toContain(folded('第2/共2页'));
    const [only, ...others] = await print(await sampleDocument('full', 'zh', { pages: ['P1'], size: 'A5' }));
    expect(others).toEqual([]);
    expect(only?.text.split(folded('双向转诊（转出）单'))).toHaveLength(2);
  });

  it.each(['P1', 'P2'] as const)(
    'marks on %s what a plasma exchange has distorted, and says that it is no recovery',
    async page => {
      const { model, ...document } = await sampleDocument('full', 'zh', { pages: [page] });
      const last = lastObservation(model, 'TBIL');
      const [treatment] = model.treatments;
      if (!last || !treatment) throw new Error('the sample has neither bilirubin nor treatment');
      const endedAt = new Date(Date.parse(last.sampledAt) - 3_600_000).toISOString();
      const exchange = { ...treatment, kind: 'plasma-exchange' as const, startedAt: endedAt, endedAt };
      const legend = folded(wordsOf('zh').text('packet.letter.distorted'));
      const marked = whole(await print({ ...document, model: { ...model, treatments: [exchange], assessments: [] } }));
      expect(marked).toContain(`${last.enteredValue}△`);
      expect(marked).toContain(legend);
      const plain = whole(await print({ ...document, model: { ...model, treatments: [], assessments: [] } }));
      expect(plain).not.toContain('△');
    },
  );

  it('leaves what goes to the registry only off the letter that the ward gets', async () => {
    const { model, ...document } = await sampleDocument('full', 'zh', { pages: ['P2', 'P5'] });
    const [treatment] = model.treatments;
    if (!treatment) throw new Error('the sample has no treatment');
    const particulars = { ...SAMPLE_PARTICULARS['stem-cells'], outcome24Weeks: 'lost' as const };
    const infusion = { ...treatment, kind: 'stem-cells' as const, particulars, endedAt: null };
    const text = whole(await print({ ...document, model: { ...model, treatments: [infusion] } }));
    expect(text).toContain(folded(particulars.product));
    expect(text).toContain(folded(wordsOf('zh').t('treatment.investigational')));
    for (const research of [particulars.registrationNumber, particulars.consentOn, '24周']) {
      expect(text).not.toContain(folded(research));
    }
  });

  it('names the characters of a name that no font has, and none that a font of rare ones has', async () => {
    const { model, ...document } = await sampleDocument('minimal', 'zh', { pages: ['P8'] });
    const nobodyHas = '\u{2FA1F}'; // assigned to nothing, among the rare characters
    const patient = { ...model.patient, name: `䶮龚${nobodyHas}` };
    const { missing } = await printer.print({ ...document, model: { ...model, patient } });
    expect(missing).toEqual([nobodyHas]);
  });

  it('carries the core code unharmed through 300 dpi and a smeared grey copy', async () => {
    const document = await sampleDocument('full', 'zh', { pages: ['P1'] });
    const [image] = await rasterisePdf(printer.browser, (await printer.print(document)).pdf, 300);
    const expected = modulesOfText(document.qr ?? '');
    expect(expected.version).toBeLessThanOrEqual(20);
    // Quiet zone included the code is 34 mm wide at the right margin, its top below the cut line at 90 mm. A page that
    // was shrunk to fit would have it elsewhere.
    const area = { x: 162.5, y: 91.5, width: 35.5, height: 34.5 };
    for (const blur of [0, 1.2]) {
      const seen = await modulesInImage(printer.browser, image ?? Buffer.alloc(0), {
        ...{ dpi: 300, area, size: expected.size, blur },
      });
      const wrong = seen.filter((isDark, i) => isDark !== expected.modules[i]).length;
      expect(wrong / seen.length).toBeLessThan(blur === 0 ? 0.0001 : 0.02); // level M repairs 15 %
    }
  });
});

describe('printing of the browser host', () => {
  let platform: HostPlatform;
  let isBroken = true;

  beforeAll(() => {
    platform = createHostPlatform({
      rendererFolder: printer.folder,
      launch: async () => {
        if (isBroken) throw new Error('no browser');
        return launchChromium();
      },
    });
  });
  afterAll(() => platform.close());

  it('answers that the page itself must print', async () => {
    expect(await platform.print(await sampleDocument('full', 'zh'))).toBe('page');
  });

  it('fails by code where there is no browser, and works again when there is', async () => {
    const document = await sampleDocument('full', 'zh', { pages: ['P8'] });
    await expect(platform.renderPdf(document)).rejects.toMatchObject({ code: 'pdf-failed' });
    isBroken = false;
    expect(await readPdf(await platform.renderPdf(document))).toHaveLength(1);
  });

  it('names no patient in the title and prints two packets in turn', async () => {
    const [first, second] = await Promise.all([
      platform.renderPdf(await sampleDocument('full', 'zh', { pages: ['P1'] })),
      platform.renderPdf(await sampleDocument('minimal', 'en', { pages: ['P8'] })),
    ]);
    const properties = Buffer.from(first).toString('latin1');
    expect(properties).not.toContain(Buffer.from('张建国', 'utf16le').swap16().toString('latin1'));
    expect(whole(await readPdf(second))).toContain(folded('List of images and documents'));
  });
});
