import fc from 'fast-check';
import { choices, flagKeys, quantitySpecs } from '../../../shared/clinical/analytes.ts';

type Inputs = Record<string, number | string | boolean>;

/** Any number inside a hard range; integers where the input is one. */
export function inside([low, high]: readonly [number, number], isInteger = false): fc.Arbitrary<number> {
  return isInteger ? fc.integer({ min: low, max: high }) : fc.double({ min: low, max: high, noNaN: true });
}

const quantities = Object.fromEntries(
  quantitySpecs.map(spec => [spec.key, inside(spec.hard, spec.isInteger)] as const),
);
const texts = Object.fromEntries(Object.entries(choices).map(([key, levels]) => [key, fc.constantFrom(...levels)]));
const flags = Object.fromEntries(flagKeys.map(key => [key, fc.boolean()]));

function consistent(inputs: Inputs): Inputs {
  const { sbp, dbp, neut, wbc } = inputs;
  return {
    ...inputs,
    ...(typeof sbp === 'number' && typeof dbp === 'number' && sbp <= dbp ? { sbp: Math.min(dbp + 30, 260) } : {}),
    ...(typeof neut === 'number' && typeof wbc === 'number' && neut > wbc ? { wbc: neut } : {}),
  };
}

/** A complete record inside the hard limits, with the relations between inputs respected. */
export const completeInputs: fc.Arbitrary<Inputs> = fc.record({ ...quantities, ...texts, ...flags }).map(consistent);

/** Any part of a complete record. */
export const partialInputs: fc.Arbitrary<Inputs> = fc
  .tuple(completeInputs, fc.infiniteStream(fc.boolean()))
  .map(([inputs, keep]) => {
    const iterator = keep[Symbol.iterator]();
    return Object.fromEntries(Object.entries(inputs).filter(() => iterator.next().value === true));
  });
