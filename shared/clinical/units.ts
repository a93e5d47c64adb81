import type { AcceptedUnit, QuantitySpec } from './analytes.ts';
import { roundSi } from './rounding.ts';

/** How a value got into SI: null when it was given in SI. */
export type Conversion = AcceptedUnit | null;

/** µ (U+00B5) and μ (U+03BC) are typed and exported alike; both are read as u. */
export function normaliseUnit(unit: string): string {
  return unit.replace(/[\u00b5\u03bc]/g, 'u');
}

/** @returns the accepted unit, null for SI itself, undefined for a unit that this quantity does not know */
export function conversionFor(spec: QuantitySpec, unit: string): Conversion | undefined {
  const wanted = normaliseUnit(unit);
  if (wanted === spec.unit) return null;
  return spec.accepted.find(accepted => accepted.unit === wanted);
}

/** SI value at 6 decimals; the factors are those of clinical.md 1.1. */
export function toSi(value: number, conversion: Conversion): number {
  if (conversion === null) return roundSi(value);
  return roundSi(conversion.operation === 'multiply' ? value * conversion.factor : value / conversion.factor);
}
