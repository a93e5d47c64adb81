import { useEffect, useState } from 'react';
import type { Instant } from '../../shared/records/time.ts';

/** The present instant, renewed every `everyMs`; clocks are computed from it, never counted. */
export function useNow(everyMs = 30_000): Instant {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
