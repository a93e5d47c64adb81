import type { SameShape } from '../same-shape.ts';
import type { lis as zh } from '../zh-CN/lis.ts';

export const lis: SameShape<typeof zh> = {
  command: {
    usage: 'give the name of a laboratory export',
    missing: 'the file cannot be opened',
    internal: 'the program failed while reading the file',
  },
  unreadable: {
    empty: 'the file is empty',
    'too-large': 'the file is too large',
    'old-excel': 'this is a binary .xls of old Excel: save it as .xlsx or CSV',
    damaged: 'the file is damaged and cannot be read as a whole',
    encoding: 'the text is neither UTF-8, UTF-16 nor GB18030',
    'no-header-row': 'no header row of laboratory results was found',
  },
  skipped: {
    'quality-control': 'Control or calibration',
    'damaged-identifier': 'Patient number altered by Excel',
    'not-blood': 'Not a blood sample',
    'unknown-item': 'Unknown item',
    'ambiguous-item': 'Item cannot be told apart',
    'unreadable-value': 'Result cannot be read',
    'unknown-unit': 'Unit missing or unknown',
    'no-time': 'No usable time',
    superseded: 'Replaced by a newer result',
  },
};
