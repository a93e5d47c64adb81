import { useEffect, useState } from 'react';

/** How many of `total` parts to mount: the first at once, then one more after each paint, so that the first is seen soon. */
export function useProgressive(total: number): number {
  const [count, setCount] = useState(1);
  useEffect(() => {
    if (count >= total) return;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => setCount(count + 1);
    const frame = requestAnimationFrame(() => channel.port2.postMessage(null));
    return () => {
      cancelAnimationFrame(frame);
      channel.port1.close();
    };
  }, [count, total]);
  return Math.min(count, total);
}
