import type { LabCode } from '../../../shared/records/observation.ts';
import type { NameMatch } from './item-name.ts';
import { conversionOf, foldUnit } from './unit.ts';

export type ItemDecision =
  | { readonly kind: 'item'; readonly code: LabCode; readonly isNitrogen: boolean }
  | { readonly kind: 'skip'; readonly reason: 'not-blood' | 'unknown-item' | 'ambiguous-item' };

const UNKNOWN: ItemDecision = { kind: 'skip', reason: 'unknown-item' };
const AMBIGUOUS: ItemDecision = { kind: 'skip', reason: 'ambiguous-item' };
const item = (code: LabCode): ItemDecision => ({ kind: 'item', code, isNitrogen: false });

const INFECTION_PANEL = /降钙素|感染|炎症|脓毒/;
const BLOOD_COUNT_PANEL = /血常规|血细胞|五分类|cbc/i;
const PLATELETCRIT_UNITS = new Set(['%', 'l/l', 'ml/l']);

/**
 * Names that mean several items are decided by the unit, PCT without a unit by the panel (records-and-forms.md 6.4.4,
 * 6.4.5); what neither decides stays undecided.
 */
export function decideItem(match: NameMatch, unit: string, panel: string): ItemDecision {
  switch (match.kind) {
    case 'definite':
      return { kind: 'item', code: match.code, isNitrogen: match.isNitrogen };
    case 'other-fluid':
      return { kind: 'skip', reason: 'not-blood' };
    case 'unknown':
      return UNKNOWN;
    case 'ambiguous':
      return AMBIGUOUS;
    case 'undecided':
      return decideByUnit(match.name.id, unit, panel);
  }
}

function decideByUnit(
  id: (NameMatch & { kind: 'undecided' })['name']['id'],
  unit: string,
  panel: string,
): ItemDecision {
  const fits = (code: LabCode): boolean => unit !== '' && conversionOf(code, unit, false) !== undefined;
  switch (id) {
    case 'NEUT':
      return fits('NEUT_PCT') ? item('NEUT_PCT') : fits('NEUT') ? item('NEUT') : AMBIGUOUS;
    case 'PT':
      return fits('PT') ? item('PT') : fits('PTA') ? item('PTA') : AMBIGUOUS;
    case 'PCT':
      if (unit === '') return decidePctByPanel(panel);
      if (fits('PROCT')) return item('PROCT');
      return PLATELETCRIT_UNITS.has(foldUnit(unit)) ? UNKNOWN : AMBIGUOUS;
    case 'AT':
    case 'BIL':
      return AMBIGUOUS;
  }
}

/** PCT is procalcitonin or plateletcrit. */
function decidePctByPanel(panel: string): ItemDecision {
  const [isInfection, isBloodCount] = [INFECTION_PANEL.test(panel), BLOOD_COUNT_PANEL.test(panel)];
  if (isInfection === isBloodCount) return AMBIGUOUS;
  return isInfection ? item('PROCT') : UNKNOWN;
}
