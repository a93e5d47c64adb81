import { useEffect, useState } from 'react';

/** How many of `total` parts to mount: the first at once, then after each paint twice as many as before and one more. */
export function useProgressive(total: number): number {
  const [count, setCount] = useState(1);
  useEffect(() => {
    if (count >= total) return;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => setCount(2 * count + 1);
    const frame = requestAnimationFrame(() => channel.port2.postMessage(null));
    return () => {
      cancelAnimationFrame(frame);
      channel.port1.close();
    };
  }, [count, total]);
  return Math.min(count, total);
}
