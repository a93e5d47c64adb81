import { AppError } from '../shared/contract/errors.ts';

/**
 * Longest that a packet may take: eight pages take under a second, an old computer at full load some ten; but Chromium
 * has hung for ever (https://github.com/electron/electron/issues/29403).
 */
const LIMIT_MS = 60_000;

/**
 * Paper by a browser that may die: what fails is tried once more, what does not answer in time is not, since whoever
 * waits for a signature has waited long enough. `giveUp` puts away what the failed attempt leaves behind.
 * @throws AppError pdf-failed, with what failed last as its cause
 */
export async function inTwoAttempts<T>(attempt: () => Promise<T>, giveUp: () => Promise<void> | void): Promise<T> {
  try {
    return await inTime(attempt());
  } catch (cause) {
    await giveUp();
    if (cause instanceof TooSlow) throw new AppError('pdf-failed', undefined, { cause });
  }
  try {
    return await inTime(attempt());
  } catch (cause) {
    await giveUp();
    throw new AppError('pdf-failed', undefined, { cause });
  }
}

class TooSlow extends Error {
  override name = 'TooSlow';
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooSlow('the print page did not answer')), LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
