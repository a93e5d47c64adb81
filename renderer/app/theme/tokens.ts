/**
 * The colours of look.md, once. Each has one meaning: ink for facts, action for what can be pressed, attention for out
 * of range or soon, critical for critical values and overdue, delivered for what the registry has acknowledged.
 * Text on its own ground keeps at least 4.5:1 in every scheme.
 */
export interface Tokens {
  ink: string;
  ink2: string;
  ink3: string;
  paper: string;
  panel: string;
  line: string;
  action: string;
  /** Ground of the primary button, under white text. */
  actionFill: string;
  attention: string;
  attentionGround: string;
  critical: string;
  criticalGround: string;
  /** Ground of the flag of a critical value, under white text. */
  criticalFill: string;
  delivered: string;
  deliveredGround: string;
  series: readonly [string, string, string, string, string];
  referenceBand: string;
}

export const SCHEMES = ['light', 'dark', 'contrast'] as const;
export type Scheme = (typeof SCHEMES)[number];

const light: Tokens = {
  ink: '#1b2733',
  ink2: '#51606f',
  ink3: '#66737f',
  paper: '#ffffff',
  panel: '#f6f8fa',
  line: '#dfe5ea',
  action: '#1f5fa8',
  actionFill: '#1f5fa8',
  attention: '#9c5a00',
  attentionGround: '#fff6e5',
  critical: '#b3261e',
  criticalGround: '#fdecea',
  criticalFill: '#b3261e',
  delivered: '#1f7a4d',
  deliveredGround: '#e8f5ee',
  series: ['#1f5fa8', '#b46900', '#5b4b9a', '#1f7a4d', '#6b7785'],
  referenceBand: 'rgb(31 95 168 / 7%)',
};

/** For night wards: the same meanings on a dark ground. */
const dark: Tokens = {
  ink: '#e4eaf0',
  ink2: '#b3bfca',
  ink3: '#96a3af',
  paper: '#121920',
  panel: '#1a232c',
  line: '#303c48',
  action: '#82b6f0',
  actionFill: '#2b68ad',
  attention: '#f0b65c',
  attentionGround: '#33270f',
  critical: '#ff9a91',
  criticalGround: '#401a17',
  criticalFill: '#b3261e',
  delivered: '#74d3a2',
  deliveredGround: '#14301f',
  series: ['#82b6f0', '#f0a94a', '#b4a6ee', '#74d3a2', '#a9b5c1'],
  referenceBand: 'rgb(130 182 240 / 12%)',
};

/** High contrast: at least 7:1, dark lines. */
const contrast: Tokens = {
  ink: '#000000',
  ink2: '#1c252e',
  ink3: '#2f3a45',
  paper: '#ffffff',
  panel: '#ffffff',
  line: '#5a6672',
  action: '#0b3d86',
  actionFill: '#0b3d86',
  attention: '#663a00',
  attentionGround: '#ffffff',
  critical: '#8a0f0a',
  criticalGround: '#ffffff',
  criticalFill: '#8a0f0a',
  delivered: '#0c4f2f',
  deliveredGround: '#ffffff',
  series: ['#0b3d86', '#7a4300', '#3d2f7a', '#0c4f2f', '#3d4854'],
  referenceBand: 'rgb(11 61 134 / 14%)',
};

export const TOKENS: Record<Scheme, Tokens> = { light, dark, contrast };

export const FONT_SANS =
  '"Noto Sans SC Variable", "Noto Sans SC", "Noto Sans Hans", "Microsoft YaHei", SimSun, SimSun-ExtB, system-ui, sans-serif';

/** The tokens as custom properties: `--ink`, `--ink-2`, `--attention-ground`, `--series-1` … `--series-5`. */
export function customProperties(tokens: Tokens): Record<string, string> {
  const { series, ink2, ink3, ...plain } = tokens;
  const entries = Object.entries(plain).map(([name, value]) => [
    `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  return {
    ...Object.fromEntries(entries),
    '--ink-2': ink2,
    '--ink-3': ink3,
    ...Object.fromEntries(series.map((color, index) => [`--series-${index + 1}`, color])),
    '--font-sans': FONT_SANS,
  };
}
