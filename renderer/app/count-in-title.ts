import { useEffect } from 'react';

/** As the page came: the product's name, no patient. */
const BARE_TITLE = document.title;

/** `(3) 肝桥` on the window and in the task bar: a number, never a name. `more`: there may be others. */
export function useCountInTitle(count: number, more = ''): void {
  useEffect(() => {
    document.title = count > 0 ? `(${count}${more}) ${BARE_TITLE}` : BARE_TITLE;
    return () => {
      document.title = BARE_TITLE;
    };
  }, [count, more]);
}
