import { describe, expect, it } from 'vitest';
import { hl7, MSH, PID, readCsv, summary } from './exports.ts';

const HEADER = ['姓名', '住院号', '项目名称', '结果', '单位', '采集时间', '审核时间', '报告时间'];
const result = (
  over: Partial<Record<'name' | 'mrn' | 'item' | 'value' | 'unit' | 'at' | 'audited' | 'reported', string>>,
) => [
  over.name ?? '测试壬',
  over.mrn ?? 'T1',
  over.item ?? '总胆红素',
  over.value ?? '180',
  over.unit ?? 'umol/L',
  over.at ?? '2026-11-20 07:00',
  over.audited ?? '',
  over.reported ?? '',
];
const outcome = (...rows: Parameters<typeof result>[0][]) => summary(readCsv(HEADER, ...rows.map(result)));

describe('an amended result', () => {
  it('is the one with the newest audit time, wherever it stands', () => {
    expect(outcome({ audited: '2026-11-20 10:00' }, { value: '190', audited: '2026-11-20 09:00' })).toEqual([
      '2 TBIL 180',
      '3 superseded',
    ]);
    expect(outcome({ audited: '2026-11-20 09:00' }, { value: '190', audited: '2026-11-20 10:00' })).toEqual([
      '3 TBIL 190',
      '2 superseded',
    ]);
  });
  it('has the report time where the audit time is missing', () =>
    expect(outcome({ reported: '2026-11-20 10:00' }, { value: '190', audited: '2026-11-20 09:00' })).toEqual([
      '2 TBIL 180',
      '3 superseded',
    ]));
  it('without any release time is the oldest', () =>
    expect(outcome({ audited: '2026-11-20 09:00' }, { value: '190' })).toEqual(['2 TBIL 180', '3 superseded']));
  it('is the later line among equals', () => {
    expect(outcome({}, { value: '190' })).toEqual(['3 TBIL 190', '2 superseded']);
    expect(outcome({ audited: '2026-11-20 09:00' }, { value: '190', audited: '2026-11-20 9:00:00' })).toEqual([
      '3 TBIL 190',
      '2 superseded',
    ]);
  });
  it('is another result for another patient, item or moment', () => {
    expect(outcome({}, { mrn: 'T2' }, { at: '2026-11-20 07:01' }, { item: 'DBIL' })).toHaveLength(4);
    expect(outcome({}, { mrn: 'T2' }, { at: '2026-11-20 07:01' }, { item: 'DBIL' }).join()).not.toContain('superseded');
  });
  it('goes by the name where there is no number', () => {
    expect(outcome({ mrn: '' }, { mrn: '', value: '190' })).toEqual(['3 TBIL 190', '2 superseded']);
    expect(outcome({ mrn: '' }, { mrn: '', name: '测试癸' }).join()).not.toContain('superseded');
    expect(outcome({ mrn: '-' }, { mrn: '-', name: '测试癸' }).join()).not.toContain('superseded');
  });
  it('does not take back an older one while it cannot be read itself', () =>
    expect(outcome({ audited: '2026-11-20 09:00' }, { value: '复查', audited: '2026-11-20 10:00' })).toEqual([
      '2 TBIL 180',
      '3 unreadable-value',
    ]));
  it('keeps number and word of HBsAg side by side', () => {
    const surface = { item: 'HBsAg', unit: '' };
    expect(outcome({ ...surface, value: '250', unit: 'IU/mL' }, { ...surface, value: '阳性' })).toEqual([
      '2 HBSAG 250',
      '3 HBSAG positive',
    ]);
    expect(outcome({ ...surface, value: '阴性' }, { ...surface, value: '阳性' })).toEqual([
      '3 HBSAG positive',
      '2 superseded',
    ]);
  });
  it('goes by OBR-22 in HL7', () => {
    const order = (released: string) => `OBR|1||S|X|||202611220645||||||||SER|||||||${released}`;
    expect(
      summary(
        hl7(MSH, PID, order('202611221100'), 'OBX|1|NM|ALT||40|U/L', order('202611220900'), 'OBX|1|NM|ALT||50|U/L'),
      ),
    ).toEqual(['4 ALT 40', '6 superseded']);
  });
});
