import type { SameShape } from '../same-shape.ts';
import type { course as zh } from '../zh-CN/course.ts';

export const course: SameShape<typeof zh> = {
  title: 'Course',
  window: { '48h': '48 h', '7d': '7 d', '14d': '14 d', '28d': '28 d', all: 'All' },
  windowLabel: 'Window',
  panels: 'Charts',
  panelsHint: '← → one by one, Home and End to the ends',
  walk: 'Walk through samples',
  table: 'Table',
  time: 'Sample time',
  lane: 'Treatment',
  empty: 'The course shows once laboratory values are entered.',
  axis: '{{name}} ({{unit}})',
  meld: 'MELD scores',
  t0: 'T0',
  previous: 'before',
  noValue: '—',
  after: 'after treatment',
  marked: 'under treatment',
  refused: 'not computed',
  legend: {
    solid: 'filled: measured',
    hollow: 'hollow: within 48 h after treatment, left out of trends',
    censored: 'arrow: beyond the limit of the assay',
  },
  band: 'Reference {{range}} (WS/T 404.4-2018)',
  threshold: {
    'tbil-apasl': '85.5 APASL 2019',
    'tbil-china': '171 China, 10×ULN',
    'tbil-easl': '205.2 EASL-CLIF',
    'inr-15': '1.5 APASL, COSSH',
    'inr-25': '2.5 EASL-CLIF',
  },
  slope: '{{delta}} {{unit}}/day',
  rapidRise: 'rise of ≥17.1 µmol/L a day',
  direction: { improving: 'improving', worsening: 'worsening', unchanged: 'unchanged' },
};
