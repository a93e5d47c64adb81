import { isHollow, type PlacedPoint } from './markers.tsx';

const place = ({ x, y }: PlacedPoint) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** Straight segments from value to value as a path; the line is lifted over a gap. */
export function segments(placed: readonly PlacedPoint[]): string {
  return placed.map((each, nth) => `${nth === 0 || each.point.isAfterGap ? 'M' : 'L'}${place(each)}`).join('');
}

/**
 * The values as measured joined with one another, past those after a treatment or beyond their limit; what is left out
 * between them does not hide a gap.
 */
export function ownSegments(placed: readonly PlacedPoint[]): string {
  let path = '';
  let isBroken = true;
  for (const each of placed) {
    isBroken ||= each.point.isAfterGap;
    if (isHollow(each.point)) continue;
    path += `${isBroken ? 'M' : 'L'}${place(each)}`;
    isBroken = false;
  }
  return path;
}
