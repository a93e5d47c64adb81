const TIE_ZONE = 1e-6; // closer to .5 than this, binary noise could decide: use the decimal text instead

/** Ties away from zero on the shortest decimal form, so that 1.005 rounds to 1.01 as a reader expects. */
function roundDecimalText(magnitude: number, decimals: number): number {
  const [mantissa, exponent = '0'] = String(magnitude).split('e');
  return Number(`${Math.round(Number(`${mantissa}e${Number(exponent) + decimals}`))}e-${decimals}`);
}

/**
 * The one rounding of a result: half up, ties away from zero (clinical.md 1.2 rule 6).
 * Away from a tie the quotient of two exact integers is already the nearest double, so no text is needed.
 */
export function roundHalfUp(x: number, decimals = 0): number {
  const magnitude = Math.abs(x);
  const scaled = magnitude * 10 ** decimals;
  const floor = Math.floor(scaled);
  const isNearTie = Math.abs(scaled - floor - 0.5) < TIE_ZONE;
  const rounded =
    isNearTie || scaled > 1e15 ? roundDecimalText(magnitude, decimals) : Math.round(scaled) / 10 ** decimals;
  return x < 0 && rounded !== 0 ? -rounded : rounded;
}

/** SI values, differences and ratios are compared at 6 decimals: 3 mg/dL is 51.3 µmol/L, not 51.300000000000004. */
export function roundSi(x: number): number {
  return roundHalfUp(x, 6);
}
