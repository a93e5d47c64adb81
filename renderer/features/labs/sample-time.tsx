import { type Instant, wallClock } from '../../../shared/records/time.ts';

/** Date above, time below: two short lines to a column. */
export function SampleTime({ at }: { at: Instant }) {
  const [day = '', time = ''] = wallClock(at).split(' ');
  return (
    <time dateTime={at} title={wallClock(at)}>
      {day.slice(5)}
      <br />
      {time}
    </time>
  );
}
