import type { Comparator } from '../../shared/records/observation.ts';

export const COMPARATOR_SIGN: Record<Comparator, string> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' };

interface QuantityTextProps {
  /** As written where it was typed, so that no precision is added; a number is shown as it is. */
  value: string | number;
  unit?: string;
  comparator?: Comparator | null;
  /** `key`: the 20 px value of an overview. */
  size?: 'text' | 'key';
}

/** A number in tabular figures, its unit small and grey beside it. */
export function QuantityText({ value, unit, comparator, size = 'text' }: QuantityTextProps) {
  return (
    <span className={`quantity quantity-${size}`}>
      {comparator ? COMPARATOR_SIGN[comparator] : ''}
      {value}
      {unit ? <span className="quantity-unit">{unit}</span> : null}
    </span>
  );
}
