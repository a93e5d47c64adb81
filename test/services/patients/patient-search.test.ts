import fc from 'fast-check';
import { polyphonic } from 'pinyin-pro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexPatient, namesOfVersions, rebuildIndex } from '../../../electron/services/patients/patient-index.ts';
import { inClear } from '../../../shared/records/masking.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { searchSite, storedTerms } from './search-site.ts';

type Site = ReturnType<typeof searchSite>;

const numbers = {
  identity: { kind: 'resident-id' as const, number: '11010519491231002X' },
  hospitalNumbers: { inpatient: 'ZY-2026-0417', outpatient: 'MZ99', record: '' },
  phone: '138-1234-5678',
  contact: { name: '', relation: '', phone: '13900001111' },
};

describe('search as one types', () => {
  let site: Site;
  beforeAll(() => {
    site = searchSite();
  });
  afterAll(() => site.store.close());

  it.each([
    ['单雄信', ['shan', 'dan', 'shanxiongxin', 'danxiongxin', 'sxx', 'dxx', '单', '雄信', '信', 'xiongxin']],
    ['仇英', ['qiu', 'chou', 'qiuying', 'qy']],
    ['解缙', ['xie', 'jie', 'xiejin', 'xj']],
    ['查良镛', ['zha', 'cha', 'zhaliangyong', 'zly', 'cly']],
    ['区志', ['ou', 'qu', 'ouzhi', 'oz']],
    ['朴树', ['piao', 'pu', 'piaoshu', 'ps']],
    ['曾乐', ['zeng', 'zengle', 'zengyue', 'ceng', 'zl', 'zy', '乐']],
    ['尉迟恭', ['yuchi', 'yuchigong', 'weichi', 'ycg', '迟']],
    ['万俟卨', ['moqi', 'moqixie', 'wanqi', 'mqx']],
    ['吕布', ['lv', 'lvbu', 'lü']],
    ['买买提·阿布都', ['买买提', '阿布都', '买买提·阿布都', 'maimaiti', 'abudu', 'mmtabd']],
    ['John Smith', ['john', 'smith', 'JOHN SMITH', 'js']],
  ])('finds %s by every reading, its initials and its parts', (name, queries) => {
    site.add({ name });
    for (const query of queries) expect([query, site.names(query).includes(name)]).toEqual([query, true]);
  });

  it('reads the surname as one only where a surname stands', () => {
    site.add({ name: '王朴' });
    expect(site.names('wangpu')).toEqual(['王朴']);
    expect(site.names('piaow')).toEqual([]);
  });

  it.each([
    '002X',
    '1002x',
    '11010519491231002X',
    '110105194',
    '５６７８',
    '45678',
    '13812345678',
    '1111',
    'zy2026',
    '0417',
  ])('finds the numbers of a record by %s', query => {
    if (site.names('甲某').length === 0) site.add({ name: '甲某', ...numbers });
    expect(site.names(query)).toEqual(['甲某']);
  });

  it('finds by several words in any order of fields, all of which must fit', () => {
    for (const query of ['甲 5678', '5678 甲', '002x jm zy2026', '１１１１，甲某', '甲mou', 'jia某 5678'])
      expect([query, site.names(query)]).toEqual([query, ['甲某']]);
    expect(site.names('甲 9999')).toEqual([]);
    expect(site.names('乙 5678')).toEqual([]);
  });

  it('asks for four digits of a tail, and says in which field it was found', () => {
    expect(site.names('02x')).toEqual([]);
    const hit = (query: string) => site.search({ ...ask(site), query }).find(({ name }) => name === '甲某');
    expect(hit('002x')?.matchedBy).toEqual(['identity']);
    expect(hit('jia 5678')?.matchedBy).toEqual(['pinyin', 'phone']);
    expect(hit('zy')?.matchedBy).toEqual(['hospital-number']);
    expect(hit('jm')?.matchedBy).toEqual(['initials']);
    expect(hit('甲')).toMatchObject({ matchedBy: ['name'], byEarlierName: false });
  });

  it.each([
    ['张三', 'zansan'],
    ['张三', 'zhangshang'],
    ['李娜', 'nila'],
    ['陈水', 'censui'],
    ['方安', 'fanang'],
    ['方安', 'fanan'],
    ['兰宁', 'lanl'],
  ])('finds %s by %s where sounds are not told apart, and only there', (name, query) => {
    site.add({ name });
    expect(site.names(query, true)).toContain(name);
    if (query !== 'fanan') expect(site.names(query)).not.toContain(name);
  });

  it('is not led astray by characters that mean something to a database', () => {
    for (const query of ['%', '_', "'", '"', '*', '\\', ' ', '\n', '·', '--', ';', 'n', '\u{10ffff}'])
      expect(Array.isArray(site.names(query))).toBe(true);
    expect(site.names('%')).toEqual([]);
  });
});

const ask = (site: Site) => ({ fuzzy: false, limit: 20, userId: site.userId, conceal: inClear });

describe('the index', () => {
  it('finds every name by each way to read it, by its initials and by each part; fuzzy never finds less', () => {
    const site = searchSite();
    const han = fc.constantFrom(...'王李张单曾仇解查区朴尉万乐行长重强盖翟秘肖伟芳娜秀英敏静丽朝宁能');
    const name = fc.array(han, { minLength: 1, maxLength: 4 }).map(characters => characters.join(''));
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), fc.nat(), (text, pick, from, length) => {
        site.add({ name: text });
        const read = [...text].map(character => polyphonic(character, { toneType: 'none', type: 'array', v: true })[0]);
        const reading = read.map((ways = []) => ways[pick % ways.length] ?? '');
        const start = from % text.length;
        const part = text.slice(start, start + 1 + (length % (text.length - start)));
        const queries = [reading.join(''), reading.map(syllable => syllable.charAt(0)).join(''), part];
        const typed = reading.join('').slice(0, 1 + (length % reading.join('').length));
        for (const query of [...queries, typed]) {
          const exact = site.names(query, false, 5000);
          expect([query, exact.includes(text)]).toEqual([query, true]);
          const fuzzy = new Set(site.names(query, true, 5000));
          expect([query, exact.filter(found => !fuzzy.has(found))]).toEqual([query, []]);
        }
      }),
      { numRuns: 60 },
    );
    site.store.close();
  });

  it('is written with the record or not at all, and follows each change; an earlier name still finds it', () => {
    const site = searchSite();
    const id = site.add({ name: '无名氏男20261122-0905-1', phone: '13900002222' });
    expect(() =>
      site.store.write({ id: 'n', name: 'n' }, { action: 'patients.update', subject: id, reason: null }, tx => {
        tx.update('patient', id, 1, { body_json: JSON.stringify({ ...blankPatient(), name: '错误' }) });
        indexPatient(tx, id, namesOfVersions(site.store.read));
        throw new Error('power cut');
      }),
    ).toThrow();
    expect(site.names('错误')).toEqual([]);
    site.change(id, 1, { name: '张三丰', phone: '13911113333' });
    expect(site.names('zsf')).toEqual(['张三丰']);
    expect(site.search({ ...ask(site), query: '无名氏' })).toMatchObject([{ name: '张三丰', byEarlierName: true }]);
    expect(site.search({ ...ask(site), query: '3333' })).toMatchObject([{ byEarlierName: false }]);
    site.store.close();
  });

  it('finds a merged record as the one that stands for it, once', () => {
    const site = searchSite();
    const old = site.add({ name: '张三', hospitalNumbers: { inpatient: 'ZY1', outpatient: '', record: '' } });
    const survivor = site.add({ name: '张山', hospitalNumbers: { inpatient: 'ZY2', outpatient: '', record: '' } });
    const deed = { action: 'patients.merge', subject: survivor, reason: 'x' };
    site.store.write({ id: 'n', name: 'n' }, deed, tx => {
      tx.bookkeeping.put('patient_alias', { patient_id: old, survivor_id: survivor });
    });
    expect(site.search({ ...ask(site), query: 'zy1' })).toMatchObject([{ id: survivor, byEarlierName: true }]);
    expect(site.search({ ...ask(site), query: '三' })).toMatchObject([{ id: survivor, name: '张山' }]);
    expect(site.search({ ...ask(site), query: 'zy' })).toMatchObject([{ id: survivor }]);
    site.store.close();
  });

  it('forgets a voided record', () => {
    const site = searchSite();
    const id = site.add({ name: '误建' });
    site.store.write({ id: 'n', name: 'n' }, { action: 'patients.void', subject: id, reason: 'x' }, tx => {
      tx.update('patient', id, 1, { voided_at: site.store.clock.now() });
      indexPatient(tx, id, namesOfVersions(site.store.read));
    });
    expect(site.names('误建')).toEqual([]);
    expect(storedTerms(site.store)).toEqual([]);
    site.store.close();
  });

  it('is built anew where its form is older, and is then what it was', async () => {
    const site = searchSite();
    for (const name of ['张三', '李四', '曾乐']) site.add({ name, ...numbers });
    const before = storedTerms(site.store);
    site.store.connection.exec(
      `DELETE FROM patient_term; UPDATE patient_index SET form = 0, terms = '', earlier_terms = ''`,
    );
    expect(site.names('张三')).toEqual([]);
    await rebuildIndex(site.store, namesOfVersions(site.store.read));
    expect(storedTerms(site.store)).toEqual(before);
    expect(site.names('zengyue')).toEqual(['曾乐']);
    site.store.close();
  });
});
